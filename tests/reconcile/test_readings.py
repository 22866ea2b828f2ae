"""Readings of a conflict: the likeliest first, and of several claims where one claim is not enough."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tollbook.reconcile import reconcile
from tollbook.reconcile.claims.edits import applied
from tollbook.reconcile.conflicts import readings
from tollbook.reconcile.ledger import Ledger
from tollbook.records import Breakdown, CaseDefinition, Claim, Edit, Extraction, Place, Reading, Report

Made = Callable[..., Claim]


LAND = CaseDefinition(
    region="Land", places=(Place("Land", closed=True), Place("North", "Land"), Place("South", "Land"))
)
BY_PLACE = Breakdown("list", "total", ("north", "south"), ("place",))


def ledger_of(
    *claims: Claim, lists: tuple[Breakdown, ...] = (), case: CaseDefinition | None = None, accepted: Any = ()
) -> Ledger:
    reports = sorted({claim.report for claim in claims})
    found = [Extraction(Report("synthetic", id=r), tuple(c for c in claims if c.report == r)) for r in reports]
    return reconcile([replace(found[0], breakdowns=lists), *found[1:]], case, accepted)


def provinces(claimed: Made) -> list[Claim]:
    north, south = ([[name, "Land"]] for name in ("North", "South"))
    return [claimed("total", 100), claimed("north", 50, places=north), claimed("south", 30, places=south)]


def offered(ledger: Ledger) -> list[Reading]:
    """The readings of the only conflict."""
    (conflict,) = ledger.conflicts
    by_id = {reading.id: reading for reading in ledger.readings}
    return [by_id[identity] for identity in conflict.readings]


def stale(claimed: Made) -> list[Claim]:
    """Two parts of day 1, printed again on day 3 beside a new total."""
    soldiers, fighters = ({"status": [status]} for status in ("security forces", "other combatant"))
    return [
        claimed("soldiers 1", 125, as_of="2030-05-01", report="r1", victims=soldiers),
        claimed("fighters 1", 148, as_of="2030-05-01", report="r1", victims=fighters),
        claimed("soldiers 2", 231, as_of="2030-05-02", report="r2", victims=soldiers),
        claimed("fighters 2", 250, as_of="2030-05-02", report="r2", victims=fighters),
        claimed("total 3", 1300, 1400, as_of="2030-05-03", report="r3", quantifier="range"),
        claimed("soldiers 3", 125, as_of="2030-05-03", report="r3", victims=soldiers),
        claimed("fighters 3", 148, as_of="2030-05-03", report="r3", victims=fighters),
    ]


PARTS = Breakdown("parts", "total 3", ("soldiers 3", "fighters 3"), ("status",))


def test_two_old_parts_of_one_list_are_one_conflict_with_one_reading_of_both(claimed: Made) -> None:
    ledger = ledger_of(*stale(claimed), lists=(PARTS,))
    first, *_ = offered(ledger)
    assert (first.claim, first.claims) == ("fighters 3", ("fighters 3", "soldiers 3"))
    assert (first.edit.field, first.edit.after) == ("as_of", "2030-05-01")
    decided = ledger_of(*stale(claimed), lists=(PARTS,), accepted=[first])
    assert decided.conflicts == ()
    assert decided.figure(as_of="2030-05-02", status="security forces").interval == "231"
    assert decided.figure(as_of="2030-05-02", status="security forces").readings == (first.id,)


def test_a_fall_of_the_missing_may_be_a_present_state(claimed: Made) -> None:
    days = [
        claimed(f"{n}", n, harm="missing", as_of=f"2030-05-0{day}", report=f"r{day}") for day, n in ((1, 120), (2, 80))
    ]
    first, *_ = offered(ledger_of(*days))
    assert (first.claims, first.edit.field, first.edit.after) == (("120", "80"), "mode", "stock")
    decided = ledger_of(*days, accepted=[first])
    assert decided.conflicts == ()
    assert decided.figure(harm="missing").interval == "80"


def test_the_dead_are_never_read_as_a_present_state(claimed: Made) -> None:
    days = [claimed(f"{n}", n, as_of=f"2030-05-0{day}", report=f"r{day}") for day, n in ((1, 120), (2, 80))]
    assert "stock" not in [reading.edit.after for reading in offered(ledger_of(*days))]


def test_where_one_claim_is_enough_no_reading_edits_two(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 40), claimed("b", 30), claimed("c", 25, victims={"status": ["civilian"]}))
    assert {reading.claims for reading in offered(ledger)} == {()}


def test_what_asks_least_comes_before_what_nothing_supports(claimed: Made) -> None:
    ledger = ledger_of(*provinces(claimed), lists=(BY_PLACE,), case=LAND)
    told = [(reading.claim or reading.breakdown, reading.edit.field) for reading in offered(ledger)]
    assert told[:3] == [("list", "mode"), ("north", "mode"), ("south", "mode")]


def test_a_list_may_stand_in_another_report_than_its_claims(claimed: Made) -> None:
    other = claimed("other", 5, source="N", report="a")
    ledger = ledger_of(other, *provinces(claimed), lists=(BY_PLACE,), case=LAND)
    assert ("list", "mode") in [(reading.breakdown, reading.edit.field) for reading in offered(ledger)]


def test_of_a_system_too_large_to_be_read_again_and_again_conflicts_are_shown_without_readings(
    claimed: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = provinces(claimed)
    for most, edits in ((2 * len(claims), 2), (len(claims) - 1, 0)):
        monkeypatch.setattr(readings, "MOST_READ", most)
        assert len(offered(ledger_of(*claims, lists=(BY_PLACE,), case=LAND))) == edits


def test_of_a_line_that_may_be_wrong_is_said_what_the_others_leave_for_it(claimed: Made) -> None:
    ledger = ledger_of(*provinces(claimed), lists=(BY_PLACE,), case=LAND)
    why = {reading.claim: reading.why for reading in offered(ledger)}
    assert why["north"].endswith("the other lines leave 70")


def test_a_list_is_never_read_as_people_of_a_claim_that_counts_fewer(claimed: Made) -> None:
    few = claimed("few", 20, victims={"status": ["civilian"]})
    ledger = ledger_of(*provinces(claimed), few, lists=(BY_PLACE,), case=LAND)
    assert "status" not in [reading.edit.field for reading in offered(ledger)]


def test_a_perpetrator_whom_the_case_does_not_know_can_be_the_scope_of_a_list(claimed: Made) -> None:
    army = claimed("army", 80, perpetrator="the army")
    claims = [*provinces(claimed), army]
    first, *_ = offered(ledger_of(*claims, lists=(BY_PLACE,), case=LAND))
    decided = ledger_of(*claims, lists=(BY_PLACE,), case=LAND, accepted=[first])
    assert decided.conflicts == ()
    assert decided.figure(perpetrator="the army", place="North").interval == "50"


@pytest.mark.parametrize(
    ("after", "related"), [("a", {"b": ["a"], "c": ["a"]}), (["a", "b", "c"], {"b": ["a"], "c": ["a", "b"]})]
)
def test_of_a_series_each_claim_is_related_to_those_before_it(
    claimed: Made, after: Any, related: dict[str, Any]
) -> None:
    claims = [claimed(name, 10, as_of=f"2030-05-0{day}") for day, name in enumerate("abc", start=1)]
    reading = Reading("r", "b", None, Edit("retracts", None, after), "", claims=("b", "c"))
    edited = applied([reading], claims, [])
    assert {name: [r.claim for r in edited[name].relations] for name in "bc"} == related


def test_a_reading_of_several_claims_is_named_by_the_figures_of_each(claimed: Made) -> None:
    claims = [claimed("a", 10), claimed("b", 5, harm="injured"), claimed("c", 7, harm="missing")]
    reading = Reading("r", "a", None, Edit("mode", "count", "floor"), "", claims=("a", "b"))
    ledger = ledger_of(*claims, accepted=[reading])
    assert [ledger.figure(harm=harm).readings for harm in ("killed", "injured", "missing")] == [("r",), ("r",), ()]
