"""Conflict cards: of every kind the smallest example, what is set aside, what stays, and one card for one decision."""

from collections.abc import Callable
from typing import Any

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.records import (
    Breakdown,
    CaseDefinition,
    Claim,
    Conflict,
    ConflictKind,
    Extraction,
    Place,
    Reading,
    Report,
    Scope,
    Source,
    SourceProfile,
)

Made = Callable[..., Claim]

LAND = CaseDefinition(
    region="Land", places=(Place("Land", closed=True), Place("North", "Land"), Place("South", "Land"))
)
THREE = ["civilian", "security forces", "other combatant"]
CLOSED = CaseDefinition(sources=(Source("M", profile=SourceProfile(closed=Scope({"status": THREE}))),))
BY_PLACE = Breakdown("list", "total", ("north", "south"), ("place",))


def ledger_of(
    *claims: Claim, lists: tuple[Breakdown, ...] = (), case: CaseDefinition | None = None, accepted: Any = ()
) -> Ledger:
    reports = sorted({claim.report for claim in claims})
    return reconcile(
        [
            Extraction(
                Report("synthetic", id=report, published=None),
                tuple(claim for claim in claims if claim.report == report),
                tuple(b for b in lists if any(c.id == b.total and c.report == report for c in claims)),
            )
            for report in reports
        ],
        case,
        accepted,
    )


def provinces(claimed: Made, total: int, north: int, south: int) -> tuple[Claim, Claim, Claim]:
    return (
        claimed("total", total),
        claimed("north", north, places=[["North", "Land"]]),
        claimed("south", south, places=[["South", "Land"]]),
    )


def only(ledger: Ledger) -> Conflict:
    (conflict,) = ledger.conflicts
    return conflict


def offered(ledger: Ledger, conflict: Conflict) -> list[Reading]:
    readings = {reading.id: reading for reading in ledger.readings}
    return [readings[identity] for identity in conflict.readings]


def of_day(claimed: Made, day: int, number: int, **fields: Any) -> Claim:
    return claimed(f"{number} on {day}", number, as_of=f"2030-05-{day:02d}", report=f"r{day:02d}", **fields)


def test_a_list_of_all_provinces_below_its_total_misses_a_part(claimed: Made) -> None:
    conflict = only(ledger_of(*provinces(claimed, 100, 50, 30), lists=(BY_PLACE,), case=LAND))
    assert (conflict.kind, conflict.gap) == (ConflictKind.MISSING_PART, 20)
    assert (
        "The parts by place (as of 1 May 2030) do not add up: 50 + 30 = 80, but the total is 100: 20 missing"
        in conflict.explanation
    )


def test_a_list_whose_sum_is_printed_for_other_people_has_the_wrong_scope(claimed: Made) -> None:
    army = claimed("army", 80, perpetrator="the army")
    ledger = ledger_of(*provinces(claimed, 100, 50, 30), army, lists=(BY_PLACE,), case=LAND)
    assert only(ledger).kind is ConflictKind.WRONG_SCOPE
    first = offered(ledger, only(ledger))[0]
    assert (first.breakdown, first.edit.field) == ("list", "perpetrator")
    assert first.why.endswith("50 + 30 = 80, exactly that number")


def test_a_list_that_misses_one_person_is_off_by_one(claimed: Made) -> None:
    conflict = only(ledger_of(*provinces(claimed, 100, 50, 49), lists=(BY_PLACE,), case=LAND))
    assert (conflict.kind, conflict.gap) == (ConflictKind.OFF_BY_ONE, 1)


def test_two_numbers_for_the_same_people_at_one_time_contradict_each_other(claimed: Made) -> None:
    conflict = only(ledger_of(claimed("a", 40), claimed("b", 30)))
    assert (conflict.kind, conflict.gap) == (ConflictKind.CONTRADICTION, 10)
    assert "about the same people at the same time and differ by 10" in conflict.explanation


def test_a_fall_within_a_day_is_two_outlets_words_and_no_correction(claimed: Made) -> None:
    early, late = claimed("40", 40, as_of="2030-05-01T03:09"), claimed("30", 30, as_of="2030-05-01T17:06", report="s")
    conflict = only(ledger_of(early, late))
    assert conflict.kind is ConflictKind.CONTRADICTION
    assert "about the same people on one day and differ by 10" in conflict.explanation


def test_a_number_below_that_of_an_older_day_is_revised_down(claimed: Made) -> None:
    assert only(ledger_of(of_day(claimed, 1, 26), of_day(claimed, 2, 17))).kind is ConflictKind.REVISED_DOWN


def test_a_number_printed_before_the_higher_one_is_a_stale_part(claimed: Made) -> None:
    days = of_day(claimed, 1, 125), of_day(claimed, 2, 231), claimed("again", 125, as_of="2030-05-03", report="r03")
    ledger = ledger_of(*days)
    conflict = only(ledger)
    assert conflict.kind is ConflictKind.STALE_PART
    first = offered(ledger, conflict)[0]
    assert (first.claim, first.edit.field, first.edit.after) == ("again", "as_of", "2030-05-01")


def test_an_older_number_is_known_again_though_an_outlet_wrote_a_place_on_it(claimed: Made) -> None:
    place = [["North", "Land"]]
    days = (
        of_day(claimed, 1, 125, places=place),
        of_day(claimed, 2, 231),
        claimed("again", 125, as_of="2030-05-03", report="r03"),
    )
    assert only(ledger_of(*days)).kind is ConflictKind.STALE_PART
    elsewhere = of_day(claimed, 1, 125, victims={"status": ["civilian"]})
    assert only(ledger_of(elsewhere, *days[1:])).kind is ConflictKind.REVISED_DOWN


def test_numbers_that_only_fractions_of_persons_satisfy_conflict_by_parity(claimed: Made) -> None:
    pairs = [claimed(f"{n}", 1, victims={"status": [THREE[n], THREE[n - 1]]}) for n in range(3)]
    conflict = only(ledger_of(*pairs, case=CLOSED))
    assert conflict.kind is ConflictKind.PARITY
    assert "only for fractions of persons" in conflict.explanation


def test_a_part_above_its_total_has_the_wrong_scope(claimed: Made) -> None:
    conflict = only(ledger_of(claimed("a", 125, victims={"group": "Alawite"}), claimed("b", 93)))
    assert (conflict.kind, conflict.gap) == (ConflictKind.WRONG_SCOPE, 32)


def test_a_source_that_falls_again_and_again_gives_one_card(claimed: Made) -> None:
    numbers = [100, 97, 99, 93, 90]
    ledger = ledger_of(*(of_day(claimed, day, number) for day, number in enumerate(numbers, start=1)))
    conflict = only(ledger)
    assert (conflict.kind, conflict.gap) == (ConflictKind.REVISED_DOWN, 10)
    assert conflict.claims == ("100 on 1", "97 on 2", "99 on 3", "93 on 4", "90 on 5")
    assert "100 (as of 1 May 2030), 97 (as of 2 May 2030), 99 (as of 3 May 2030)" in conflict.explanation


def test_the_first_reading_of_a_series_takes_every_number_back_by_the_next(claimed: Made) -> None:
    days = [of_day(claimed, day, number) for day, number in enumerate([100, 97, 93], start=1)]
    reading, *_ = offered(ledger := ledger_of(*days), only(ledger))
    assert reading.claims == ("97 on 2", "93 on 3")
    decided = ledger_of(*days, accepted=[reading])
    assert decided.conflicts == ()
    assert [decided.figure(as_of=f"2030-05-0{day}").interval for day in (1, 2, 3)] == ["100", "97", "93"]


def test_each_of_two_kinds_of_people_has_its_own_series(claimed: Made) -> None:
    falls = [(1, 100, 60), (2, 90, 55), (3, 70, 50)]
    totals = [of_day(claimed, day, total) for day, total, _ in falls]
    civilians = [of_day(claimed, day, part, victims={"status": ["civilian"]}) for day, _, part in falls]
    assert [conflict.gap for conflict in ledger_of(*totals, *civilians).conflicts] == [30, 10]


def test_two_misprints_in_a_month_are_no_series(claimed: Made) -> None:
    numbers = [10 * day for day in range(1, 31)]
    numbers[9], numbers[24] = 55, 185
    ledger = ledger_of(*(of_day(claimed, day, number) for day, number in enumerate(numbers, start=1)))
    assert [(len(conflict.claims), conflict.suspended) for conflict in ledger.conflicts] == [
        (2, ("185 on 25",)),
        (2, ("55 on 10",)),
    ]


def test_one_fall_below_several_older_numbers_is_one_card_and_no_series(claimed: Made) -> None:
    days = [of_day(claimed, day, number) for day, number in enumerate([90, 95, 100, 40], start=1)]
    conflict = only(ledger_of(*days))
    assert len(conflict.claims) == 2
    assert conflict.suspended == ("40 on 4",)


def test_a_contradiction_within_one_bulletin_of_a_series_keeps_its_own_card(claimed: Made) -> None:
    days = [of_day(claimed, day, number) for day, number in enumerate([100, 97, 93], start=1)]
    other = claimed("85 on 2", 85, as_of="2030-05-02", report="r02")
    assert ConflictKind.CONTRADICTION in [conflict.kind for conflict in ledger_of(*days, other).conflicts]


def test_numbers_of_the_same_bulletin_that_nothing_sets_aside_are_named_as_unaffected(claimed: Made) -> None:
    children = claimed("children", 39, victims={"age": "child"})
    older = claimed("older", 5, as_of="2030-04-01", report="older")
    again = claimed("again", 100, report="s")
    ledger = ledger_of(*provinces(claimed, 100, 50, 30), children, older, again, lists=(BY_PLACE,), case=LAND)
    conflict = only(ledger)
    assert (conflict.suspended, conflict.unaffected) == (("north", "south"), ("again", "total", "children"))
    assert (ledger.figure().interval, ledger.figure(age="child").interval) == ("100", "39")
    assert ledger.figure(place="North").interval == "up to 100"


def test_the_order_of_claims_does_not_change_the_cards(claimed: Made) -> None:
    days = [of_day(claimed, day, number) for day, number in enumerate([100, 97, 99, 93, 90], start=1)]
    assert ledger_of(*days[2:], *days[:2]).conflicts == ledger_of(*days).conflicts
