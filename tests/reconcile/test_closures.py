"""Lists and their totals: what it means if they do not add up, and what a source's lists show together."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.records import (
    Breakdown,
    CaseDefinition,
    Claim,
    ClosedAxis,
    Completeness,
    Extraction,
    Interval,
    ListKind,
    ListState,
    Place,
    Quantifier,
    Report,
    Scope,
    Source,
    SourceProfile,
)

Made = Callable[..., Claim]

CIVILIAN, SOLDIER, FIGHTER = ({"status": [status]} for status in ("civilian", "security forces", "other combatant"))
WOMAN, CHILD = {"sex": "woman"}, {"age": "child"}
NORTH, SOUTH, TOWN, VILLAGE = (
    [[*chain, "Land"]] for chain in (["North"], ["South"], ["Town", "North"], ["Village", "South"])
)
LAND = CaseDefinition(
    region="Land", places=(Place("Land", closed=True), Place("North", "Land"), Place("South", "Land"))
)
DAY = {"start": "2030-05-01", "end": "2030-05-01", "kind": "on day", "basis": "documented"}

Item = tuple[int | None, dict[str, Any]]


def listed(claimed: Made, total: int, *items: Item, case: CaseDefinition | None = None, **of_total: Any) -> Ledger:
    """A ledger of one list: the number of its total, and number and fields of each item."""
    complete = of_total.pop("complete", Completeness.UNKNOWN)
    parts = [claimed(f"i{n}", number, **fields) for n, (number, fields) in enumerate(items)]
    breakdown = Breakdown("list", "t", tuple(part.id for part in parts), (), complete=complete)
    claims = (claimed("t", total, **of_total), *parts)
    return reconcile([Extraction(Report("synthetic", id="r"), claims, (breakdown,))], case)


def state(ledger: Ledger) -> ListState:
    (found,) = ledger.reconciliation.lists
    return found


def of(victims: dict[str, Any], number: int | None, **fields: Any) -> Item:
    return number, {"victims": victims, **fields}


def at(places: list[list[str]], number: int, **fields: Any) -> Item:
    return number, {"places": places, **fields}


MORE_THAN = {"high": None, "quantifier": "more than"}


@pytest.mark.parametrize(
    ("kind", "total", "hedge", "items", "remainder"),
    [
        (ListKind.CLOSES, 50, {}, [of(CIVILIAN, 30), of(SOLDIER, 20)], (0, 0)),
        (ListKind.CLOSES_HEDGED, 50, MORE_THAN, [of(CIVILIAN, 30), of(SOLDIER, 20)], (1, None)),
        (ListKind.FITS_THE_HEDGE, 40, MORE_THAN, [of(CIVILIAN, 30), of(SOLDIER, 20)], (0, None)),
        (ListKind.REMAINDER, 60, {}, [of(CIVILIAN, 30), of(SOLDIER, 20)], (10, 10)),
        (ListKind.REMAINDER, 60, {}, [of(CIVILIAN, 30, **MORE_THAN), of(SOLDIER, 20)], (0, 9)),
        (ListKind.OVERLAP, 40, {}, [of(CIVILIAN, 30), of(SOLDIER, 20)], None),
        (ListKind.MISSING_PART, 60, {}, [at(NORTH, 30), at(SOUTH, 20)], (10, 10)),
        (ListKind.SAMPLE, 60, {}, [at(TOWN, 30), at(VILLAGE, 20)], (10, 10)),
        (ListKind.INCLUDING, 60, {}, [of(WOMAN, 10), of(CHILD, 20)], (30, 30)),
        (ListKind.ONE_ITEM, 60, {}, [of(CHILD, 20)], (40, 40)),
        (ListKind.OTHER_CUT, 60, {}, [of(WOMAN, 10), of(SOLDIER, 20)], None),
        (ListKind.OTHER_CUT, 60, {}, [at(NORTH, 30), at(SOUTH, 20, mode="increment", period=DAY)], None),
        (ListKind.OTHER_CUT, 60, {}, [of(WOMAN, None, quantifier="none", said="")], None),
    ],
)
def test_every_list_is_of_one_kind(
    claimed: Made, kind: ListKind, total: int, hedge: dict[str, Any], items: list[Item], remainder: Any
) -> None:
    found = state(listed(claimed, total, *items, case=LAND, **hedge))
    assert (found.kind, found.remainder) == (kind, remainder and Interval(*remainder))


def test_a_list_said_to_be_complete_that_is_short_misses_a_part(claimed: Made) -> None:
    items = of(CIVILIAN, 30), of(SOLDIER, 20)
    assert state(listed(claimed, 60, *items, complete=Completeness.YES)).kind is ListKind.MISSING_PART


def test_a_short_list_whose_sum_the_source_prints_for_others_has_the_wrong_scope(claimed: Made) -> None:
    (extraction,) = [
        Extraction(
            Report("synthetic", id="r"),
            (
                claimed("t", 60),
                claimed("north", 30, places=NORTH),
                claimed("south", 20, places=SOUTH),
                claimed("army", 50, perpetrator="the army"),
            ),
            (Breakdown("list", "t", ("north", "south"), ("place",)),),
        )
    ]
    assert state(reconcile([extraction], LAND)).kind is ListKind.WRONG_SCOPE


def test_people_who_may_be_in_two_items_leave_a_remainder_that_is_open(claimed: Made) -> None:
    claims = claimed("t", 60), claimed("w", 10, victims=WOMAN), claimed("c", 20, victims=CHILD)
    breakdown = Breakdown("list", "t", ("w", "c"), (), disjoint=False)
    found = state(reconcile([Extraction(Report("synthetic", id="r"), claims, (breakdown,))]))
    assert (found.kind, found.remainder) == (ListKind.INCLUDING, Interval(30, 40))


def test_places_divide_only_people_that_differ_in_nothing_else(claimed: Made) -> None:
    items = at(NORTH, 30, victims=CIVILIAN), at(SOUTH, 20, victims=CIVILIAN)
    assert state(listed(claimed, 60, *items, case=LAND)).kind is ListKind.REMAINDER


def test_a_place_that_is_an_outlets_wording_does_not_limit_the_total(claimed: Made) -> None:
    wording = {"places": {"start": 0, "end": 0, "basis": "outlet wording"}}
    items = at(TOWN, 30), at(VILLAGE, 20)
    assert state(listed(claimed, 60, *items, case=LAND, places=NORTH, evidence=wording)).kind is ListKind.SAMPLE


def test_a_list_outside_the_incident_has_a_state_and_no_figure(claimed: Made) -> None:
    abroad = [["East", "Otherland"]]
    items = of(CIVILIAN, 30, places=abroad), of(SOLDIER, 20, places=abroad)
    ledger = listed(claimed, 50, *items, case=LAND, places=abroad)
    assert state(ledger).kind is ListKind.CLOSES
    assert ledger.figures == ()


def test_one_or_two_missing_hint_at_a_slip(claimed: Made) -> None:
    assert state(listed(claimed, 51, of(CIVILIAN, 30), of(SOLDIER, 20))).hint == (
        "only 1 missing: a slip in one of the numbers?"
    )
    assert state(listed(claimed, 60, of(CIVILIAN, 30), of(SOLDIER, 20))).hint is None


def of_day(claimed: Made, day: int, total: int, *parts: int) -> Extraction:
    """A list of civilians, soldiers and fighters, as far as there are numbers for them."""
    time = {"as_of": f"2030-05-{day:02d}", "report": f"r{day}"}
    victims = (CIVILIAN, SOLDIER, FIGHTER)[: len(parts)]
    items = [
        claimed(f"{day}.{n}", part, victims=who, **time)
        for n, (part, who) in enumerate(zip(parts, victims, strict=True))
    ]
    breakdown = Breakdown(f"list {day}", f"{day}.t", tuple(item.id for item in items), ("status",))
    return Extraction(Report("synthetic", id=f"r{day}"), (claimed(f"{day}.t", total, **time), *items), (breakdown,))


def closing(claimed: Made) -> list[Extraction]:
    return [of_day(claimed, day, 50 + 10 * day, 30 + 5 * day, 20 + 5 * day) for day in (1, 2, 3)]


def test_a_remainder_is_a_hint_where_three_lists_of_the_source_close(claimed: Made) -> None:
    short = of_day(claimed, 4, 100, 50, 40)
    *_, last = reconcile([*closing(claimed), short]).reconciliation.lists
    assert last.hint == "10 missing, though 3 lists of M by status add up exactly"
    *_, last = reconcile([*closing(claimed)[:2], short]).reconciliation.lists
    assert last.hint is None


def test_three_lists_that_close_propose_that_the_source_counts_nobody_else(claimed: Made) -> None:
    (proposal,) = reconcile(closing(claimed)).reconciliation.closed
    assert proposal == ClosedAxis("M", "status", ("civilian", "security forces"), ("list 1", "list 2", "list 3"))
    assert reconcile(closing(claimed)[:2]).reconciliation.closed == ()


def test_a_proposal_changes_no_figure_until_the_case_says_so(claimed: Made) -> None:
    total, civilians = (
        claimed(f"{n}", n, as_of="2030-05-09", report="r9", **of) for n, of in ((90, {}), (50, {"victims": CIVILIAN}))
    )
    read = [*closing(claimed), Extraction(Report("synthetic", id="r9"), (total, civilians))]
    assert reconcile(read).figure(status="security forces").interval == "35 to 40"
    closed = SourceProfile(closed=Scope({"status": ["civilian", "security forces"]}))
    accepted = reconcile(read, CaseDefinition(sources=(Source("M", profile=closed),)))
    assert accepted.figure(status="security forces").interval == "40"
    assert accepted.reconciliation.closed == ()


def test_a_list_of_the_same_names_that_does_not_add_up_speaks_against_the_proposal(claimed: Made) -> None:
    for total in (100, 80):
        assert reconcile([*closing(claimed), of_day(claimed, 4, total, 50, 40)]).reconciliation.closed == ()


def test_a_short_list_of_only_some_of_the_people_does_not_speak_against_it(claimed: Made) -> None:
    women = of_day(claimed, 4, 100, 50, 40)
    some = [replace(claim, victims=replace(claim.victims, sex="woman")) for claim in women.claims[1:]]
    read = [*closing(claimed), replace(women, claims=(women.claims[0], *some))]
    assert len(reconcile(read).reconciliation.closed) == 1


def test_a_short_list_that_leaves_out_a_name_does_not_speak_against_it(claimed: Made) -> None:
    closing = [of_day(claimed, day, 70, 30, 25, 15) for day in (1, 2, 3)]
    (proposal,) = reconcile([*closing, of_day(claimed, 4, 90, 40, 30)]).reconciliation.closed
    assert proposal.names == ("civilian", "other combatant", "security forces")


def test_hedged_lists_support_no_proposal(claimed: Made) -> None:
    hedged = [
        Extraction(
            e.report,
            tuple(replace(c, count=replace(c.count, quantifier=Quantifier.ABOUT)) for c in e.claims),
            e.breakdowns,
        )
        for e in closing(claimed)
    ]
    assert reconcile(hedged).reconciliation.closed == ()
