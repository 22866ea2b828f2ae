"""Laws of whole ledgers: any claims, however odd, give figures that check out, in any order."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.conflicts.conflicts import conflicts_of
from tollbook.reconcile.conflicts.trying import Trials
from tollbook.reconcile.figures.proofs import Systems
from tollbook.reconcile.scopes.moments import instant
from tollbook.reconcile.verify import verify
from tollbook.records import (
    Breakdown,
    CaseDefinition,
    Claim,
    Completeness,
    Count,
    Extraction,
    Mode,
    Quantifier,
    Reading,
    Reconciliation,
    Report,
)
from tollbook.records.wire import canonical, decode, encode

DAYS = [None, "2030-05-01", "2030-05-02T10:00", "2030-05-03", "2030-05"]
PLACES: list[Any] = [
    [],
    [["North", "Land"]],
    [["Town", "North", "Land"]],
    [["Nowhere"]],
    [["South", "Land"], ["Nowhere"]],
]
PERIODS = [
    {},
    {"start": "2030-05-01", "end": "2030-05-01", "kind": "on day", "basis": "event"},
    {"start": "2030-05-02", "end": "2030-05-02", "kind": "on day", "basis": "documented"},
    {"start": "2030-05-01", "end": "2030-05-02", "kind": "between", "basis": "booked"},
    {"start": "2030-05", "kind": "since", "basis": "event"},
    {"end": "2030-04-30", "kind": "until", "basis": "unsaid"},
]


@st.composite
def extractions(draw: st.DrawFn) -> list[Extraction]:
    """Up to six claims of two sources and an outlet in two reports, with a list."""
    claims = tuple(_claim(draw, n) for n in range(draw(st.integers(1, 6))))
    ids = [claim.id for claim in claims]
    chosen = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=4, unique=True)) if len(ids) > 1 else []
    complete = draw(st.sampled_from(Completeness))
    lists = (Breakdown("list", chosen[0], tuple(chosen[1:]), ("place",), complete=complete),) if chosen else ()
    return [
        Extraction(Report("one", id="one"), tuple(c for c in claims if c.report == "one"), lists),
        Extraction(
            Report("two", id="two", published="2030-05-04", publisher="Outlet"),
            tuple(c for c in claims if c.report == "two"),
        ),
    ]


def _claim(draw: st.DrawFn, n: int) -> Claim:
    low, more = draw(st.integers(0, 30)), draw(st.integers(0, 5) | st.none())
    source = draw(st.sampled_from(["M", "M", "N", None]))
    at = draw(st.sampled_from(DAYS))
    relation = draw(st.sampled_from([None, None, None, "same_as", "retracts", "excludes", "restates"]))
    voice = [{"said": source, "source": source, "role": "origin"}] if source else []
    said, party = draw(st.sampled_from([("gunmen", None), ("army", "army"), ("militia", None)]))
    record = {
        "id": f"c{n}",
        "report": draw(st.sampled_from(["one", "two"])),
        "quote": f"claim {n}",
        "start": 0,
        "end": 1,
        "number": None,
        "harm": draw(st.sampled_from(["killed", "killed", "injured"])),
        "count": {
            "low": low,
            "high": None if more is None else low + more,
            "said": draw(st.sampled_from(["", "20", "dozens"])),
            "quantifier": draw(st.sampled_from(["exact"] * 6 + [str(quantifier) for quantifier in Quantifier])),
        },
        "victims": {
            "status": draw(st.sampled_from([None, ["civilian"], ["security forces", "other combatant"]])),
            "group": draw(st.sampled_from([None, None, "Alawite", "Christian"])),
            "sex": draw(st.sampled_from([None, None, "woman"])),
        },
        "perpetrator": draw(st.sampled_from([None, {"said": said, "party": party, "certainty": "stated"}])),
        "places": draw(st.sampled_from(PLACES)),
        "period": draw(st.sampled_from(PERIODS)),
        "as_of": {"at": at, "basis": "stated" if at else "unsaid"},
        "attributed_to": voice,
        "mode": draw(st.sampled_from(["count"] * 6 + [str(mode) for mode in Mode])),
        "relations": [{"kind": relation, "claim": f"c{draw(st.integers(0, 5))}"}] if relation else [],
    }
    return decode(Claim, record, "claim")


@given(extractions())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_figure_of_any_claims_checks_out_whatever_their_order(read: list[Extraction]) -> None:
    outcome = reconcile(read).reconciliation
    axes = encode(outcome.axes)
    for figure in outcome.figures:
        verify(encode(figure), axes)
        assert "withheld" not in (figure.note or "")
    ids = [figure.id for figure in outcome.figures]
    assert len(ids) == len(set(ids))
    assert {figure.part_of for figure in outcome.figures} <= {None, *ids}
    turned = [Extraction(e.report, tuple(reversed(e.claims)), e.breakdowns) for e in reversed(read)]
    assert canonical(reconcile(turned).reconciliation) == canonical(outcome)


@given(extractions(), st.sampled_from(DAYS[1:4]), st.sampled_from(DAYS[1:4]))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_known_later_never_contradicts_what_was_known_unless_claims_do(
    read: list[Extraction], at: str, known: str
) -> None:
    ledger = reconcile(read)
    for harm in {figure.harm for figure in ledger.figures if figure.source == "M"}:
        withdrawn = any(relation.kind == "retracts" for e in read for c in e.claims for relation in c.relations)
        if instant(known) < instant(at) or ledger.conflicts or withdrawn:
            continue
        then, later = (ledger.figure(harm=harm, source="M", as_of=at, known=when) for when in (at, known))
        now = ledger.figure(harm=harm, source="M", as_of=at, view="in retrospect")
        assert "withheld" not in f"{then.note}{later.note}{now.note}"
        assert then.low <= later.low <= now.low
        assert then.high is None or (later.high is not None and later.high <= then.high)


@given(extractions())
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_an_accepted_reading_ends_the_conflicts_it_is_offered_for(read: list[Extraction]) -> None:
    ledger = reconcile(read)
    for reading in ledger.readings[:3]:
        left = {conflict.id for conflict in reconcile(read, accepted=[reading]).conflicts}
        assert not left & set(reading.solves)


class MadeAnew(Trials):
    """Tries a reading on all claims of the ledger."""

    def book(self, reading: Reading, source: str | None) -> Book:
        return Book(self._extractions, self._book.definition, (*self._book.accepted, reading))


@given(extractions())
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_a_reading_tried_on_one_source_gives_what_the_whole_ledger_made_anew_gives(read: list[Extraction]) -> None:
    book = Book(read, CaseDefinition())
    assert conflicts_of(Systems(book), Trials(read, book)) == conflicts_of(Systems(book), MadeAnew(read, book))


def ranges(outcome: Reconciliation) -> dict[str, tuple[int, float]]:
    return {one.id: (one.low, float("inf") if one.high is None else one.high) for one in outcome.figures}


@given(extractions())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_figure_never_exceeds_the_one_it_is_part_of(read: list[Extraction]) -> None:
    outcome = reconcile(read).reconciliation
    found = ranges(outcome)
    for figure in outcome.figures:
        if figure.part_of:
            (low, high), (total_low, total_high) = found[figure.id], found[figure.part_of]
            assert low <= total_low
            assert high <= total_high


@given(extractions(), st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_saying_less_of_the_same_people_again_widens_no_bound(read: list[Extraction], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from([extraction for extraction in read if extraction.claims]))
    claim = data.draw(st.sampled_from(one.claims))
    low = max(0, (claim.count.low or 0) - data.draw(st.integers(0, 3)))
    floor = Count(low, None, f"at least {low}", Quantifier.AT_LEAST)
    more = replace(claim, id=f"{claim.id} again", count=floor, relations=())
    before = reconcile(read).reconciliation
    after = reconcile([replace(e, claims=(*e.claims, more)) if e is one else e for e in read]).reconciliation
    assume(claim.mode is Mode.COUNT and not before.conflicts and not after.conflicts)
    old, new = ranges(before), ranges(after)
    for figure in set(old) & set(new):
        assert new[figure][0] >= old[figure][0]
        assert new[figure][1] <= old[figure][1]


RENAMED = {"Alawite": "Zoroastrian", "Christian": "Aztec", "North": "Ypsilon", "South": "Beta", "militia": "alliance"}


@given(extractions())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_other_names_of_groups_places_and_parties_change_no_bound(read: list[Extraction]) -> None:
    written = canonical(read)
    for name, other in RENAMED.items():
        written = written.replace(f'"{name}"', f'"{other}"')
    renamed = [decode(Extraction, record, "report") for record in json.loads(written)]
    assert sorted(ranges(reconcile(renamed).reconciliation).values()) == sorted(
        ranges(reconcile(read).reconciliation).values()
    )
