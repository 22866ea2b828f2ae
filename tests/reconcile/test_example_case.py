"""Two monitors over a week: curves, carried-forward floors, conflicts, and readings that solve them."""

import pytest

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import CaseDefinition, Conflict, ConflictKind, Extraction, UsageError
from tollbook.records.wire import canonical, encode

Example = tuple[list[Extraction], CaseDefinition]


@pytest.fixture(scope="module")
def ledger(example: Example) -> Ledger:
    return reconcile(*example)


def conflict(ledger: Ledger, kind: ConflictKind) -> Conflict:
    (found,) = [conflict for conflict in ledger.conflicts if conflict.kind is kind]
    return found


def test_no_sum_mixes_two_sources(example: Example, ledger: Ledger) -> None:
    source = {claim.id: claim.source for extraction in example[0] for claim in extraction.claims}
    for figure in ledger.figures:
        for proof in (figure.proof.low, figure.proof.high):
            assert {source[term.claim] for term in (proof.terms if proof else ())} <= {figure.source}


def test_without_a_source_the_sources_are_named(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="SNHR, SOHR"):
        ledger.figure(harm="killed")


def test_an_older_part_is_carried_forward_as_a_floor(ledger: Ledger) -> None:
    figure = ledger.figure(source="SOHR", as_of="2025-03-10")
    assert figure.interval == "at least 1,454"
    assert str(figure.proof.low) == "973 + 250 + 231 = 1,454"


def test_what_was_said_later_bounds_an_earlier_day_in_retrospect(ledger: Ledger) -> None:
    known = ledger.figure(source="SOHR", as_of="2025-03-10", status="civilian")
    later = ledger.figure(source="SOHR", as_of="2025-03-11", view="in retrospect", place="Homs", status="civilian")
    assert known.interval == "973"
    assert (later.low, later.high) == (12, 12)


def test_the_curve_has_one_point_for_each_bulletin(ledger: Ledger) -> None:
    by_id = {figure.id: figure for figure in ledger.figures}
    (curve,) = [c for c in ledger.curves if c.source == "SOHR" and c.harm == "killed" and c.label == "civilians"]
    points = [(by_id[point].as_of, by_id[point].interval) for point in curve.points]
    assert points == [
        ("2025-03-08", "311"),
        ("2025-03-08", "532"),
        ("2025-03-08", "745"),
        ("2025-03-09", "830"),
        ("2025-03-10", "973"),
        ("2025-03-11", "1,225"),
        ("2025-03-12", "1,383"),
        ("2025-03-13", "1,476"),
    ]


def test_the_order_of_several_bulletins_of_one_day_is_said_to_be_inferred(ledger: Ledger) -> None:
    (curve,) = [c for c in ledger.curves if c.source == "SOHR" and c.label == "everyone"]
    by_id = {figure.id: figure for figure in ledger.figures}
    notes = [by_id[p].note for p in curve.points if by_id[p].interval in ("524", "745")]
    assert all(note and "order within the day inferred" in note for note in notes)
    assert len(notes) == 2


def test_an_older_number_in_a_newer_report_is_found(ledger: Ledger) -> None:
    found = conflict(ledger, ConflictKind.STALE_PART)
    assert (set(found.claims), found.gap) == ({"07.security", "09.security"}, 106)
    assert set(found.suspended) == {"09.civilians", "09.security", "09.loyalists"}
    first = next(reading for reading in ledger.readings if reading.id == found.readings[0])
    assert first.claims == ("09.loyalists", "09.security")
    assert (first.edit.field, first.edit.after) == ("as_of", "2025-03-08")


def test_a_province_list_that_counts_one_side_only_is_found_and_explained(ledger: Ledger) -> None:
    found = conflict(ledger, ConflictKind.WRONG_SCOPE)
    assert found.gap == 383
    assert "185 + 183 + 49 + 3 = 420, but the total is 803: 383 missing" in found.explanation
    assert set(found.suspended) == {"10.latakia", "10.tartus", "10.hama", "10.homs"}
    best = next(reading for reading in ledger.readings if reading.id == found.readings[0])
    assert (best.edit.field, best.edit.after) == ("perpetrator", "government side")


def test_while_a_list_is_set_aside_its_total_stays(ledger: Ledger) -> None:
    assert ledger.figure(source="SNHR").interval == "803"
    latakia = ledger.figure(source="SNHR", place="Latakia")
    assert latakia.low == 0
    assert not latakia.disputed


def test_an_accepted_reading_ends_the_conflict_and_is_named(example: Example, ledger: Ledger) -> None:
    best = conflict(ledger, ConflictKind.WRONG_SCOPE).readings[0]
    reading = next(reading for reading in ledger.readings if reading.id == best)
    decided = reconcile(*example, accepted=[reading])
    assert [c for c in decided.conflicts if c.kind is ConflictKind.WRONG_SCOPE] == []
    figure = decided.figure(source="SNHR", place="Latakia", perpetrator="government side")
    assert (figure.interval, figure.readings) == ("185", (best,))
    assert decided.figure(source="SOHR").readings == ()


def test_every_figure_passes_the_independent_check(ledger: Ledger) -> None:
    axes = encode(ledger.reconciliation.axes)
    for figure in ledger.figures:
        verify(encode(figure), axes)


def test_the_order_of_reports_and_claims_changes_nothing(example: Example, ledger: Ledger) -> None:
    turned = [
        Extraction(e.report, tuple(reversed(e.claims)), tuple(reversed(e.breakdowns))) for e in reversed(example[0])
    ]
    assert canonical(reconcile(turned, example[1]).reconciliation) == canonical(ledger.reconciliation)
