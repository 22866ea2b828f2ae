"""Laws that tie axes of time together: whoever was documented by a day had died by it."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import Claim, Extraction, Report
from tollbook.records.wire import encode

Made = Callable[..., Claim]


def ledger_of(*claims: Claim) -> Ledger:
    return reconcile([Extraction(Report("synthetic", id="r"), claims)])


def died(day: int, basis: str = "event") -> dict[str, Any]:
    return {"period": {"start": f"2030-05-{day:02d}", "end": f"2030-05-{day:02d}", "kind": "on day", "basis": basis}}


def test_a_toll_is_a_floor_for_those_who_died_by_its_day(claimed: Made) -> None:
    ledger = ledger_of(
        claimed("a", 745, as_of="2030-05-08"),
        claimed("b", 973, as_of="2030-05-10"),
        claimed("c", 5, **died(9), as_of="2030-05-10"),
    )
    before, later = (
        ledger.figure(death=leaves, as_of="2030-05-10")
        for leaves in (["before 2030-05-09"], ["2030-05-09", "2030-05-10 or later"])
    )
    assert (before.low, before.high) == (745, 968)
    assert (later.low, later.high) == (5, 228)
    for figure in (before, later):
        verify(encode(figure), ledger.axes)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 4)), min_size=1, max_size=12), st.integers(1, 5))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bounds_hold_in_every_world_in_which_people_die_before_they_are_documented(
    claimed: Made, people: list[tuple[int, int]], told: int
) -> None:
    world = [(documented, max(1, documented - before)) for documented, before in people]
    tolls = [
        claimed(f"until {day}", sum(documented <= day for documented, _ in world), as_of=f"2030-05-0{day}")
        for day in range(1, 6)
    ]
    days = [
        claimed(f"on {day}", sum(death == day for _, death in world), as_of="2030-05-05", **died(day))
        for day in range(1, told + 1)
    ]
    ledger = ledger_of(*tolls, *days)
    for leaf in ledger.axes["death"]:
        figure = ledger.figure(death=leaf, as_of="2030-05-05", view="in retrospect")
        first, last = edges(leaf)
        true = sum(first <= death <= last for _, death in world)
        assert figure.low <= true <= (figure.high if figure.high is not None else true)
    assert ledger.conflicts == ()


def edges(leaf: str) -> tuple[int, int]:
    """The days of May that a leaf of the axis of days stands for."""
    day = int(leaf.removeprefix("before ").partition(" ")[0][-2:])
    return (1, day - 1) if leaf.startswith("before") else (day, 31) if leaf.endswith("later") else (day, day)


def test_the_proof_says_the_law_in_words(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 745, as_of="2030-05-08"), claimed("c", 5, **died(9), as_of="2030-05-10"))
    proof = ledger.figure(death="before 2030-05-09", as_of="2030-05-10").proof.low
    assert proof is not None
    assert str(proof) == "745 − 0 = 745"
    law = proof.terms[1]
    assert law.people == "nobody documented by 8 May 2030 died on 9 May 2030 or later"
    assert (law.claim, law.quote) == ("a", "745 (a)")


def test_a_clock_may_be_that_of_another_zone(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 745, as_of="2030-05-08T23:30"), claimed("c", 5, **died(9), as_of="2030-05-10"))
    assert ledger.figure(death="before 2030-05-09", as_of="2030-05-10").low == 0


def test_a_day_in_a_sources_table_need_not_be_that_of_death(claimed: Made) -> None:
    booked = claimed("c", 5, **died(9, "booked"), as_of="2030-05-10")
    ledger = ledger_of(claimed("a", 745, as_of="2030-05-08"), booked)
    assert ledger.figure(booked="before 2030-05-09", as_of="2030-05-10").low == 0


def test_a_claim_that_breaks_the_law_is_set_aside_and_never_the_law(claimed: Made) -> None:
    late = claimed("c", 900, **died(9), as_of="2030-05-10")
    ledger = ledger_of(claimed("a", 745, as_of="2030-05-08"), claimed("b", 1000, as_of="2030-05-10"), late)
    figure = ledger.figure(death="2030-05-09", as_of="2030-05-10", view="in retrospect")
    assert figure.disputed
    (conflict,) = ledger.conflicts
    assert (set(conflict.claims), conflict.gap) == ({"a", "b", "c"}, 645)
    assert "nobody documented by 8 May 2030 died on 9 May 2030 or later" in conflict.explanation
    assert (conflict.suspended, conflict.unaffected) == (("a", "b", "c"), ())


def test_a_reading_for_a_broken_law_keeps_the_law(claimed: Made) -> None:
    claims = (
        claimed("a", 745, as_of="2030-05-08"),
        claimed("b", 1000, as_of="2030-05-10"),
        claimed("c", 900, **died(9), as_of="2030-05-10"),
    )
    ledger = ledger_of(*claims)
    ledger.figure(death="2030-05-09", as_of="2030-05-10", view="in retrospect")
    offered = [reading for reading in ledger.readings if reading.solves]
    assert offered
    for reading in offered:
        decided = reconcile([Extraction(Report("synthetic", id="r"), claims)], accepted=[reading])
        assert not decided.figure(death="2030-05-09", as_of="2030-05-10", view="in retrospect").disputed


def test_the_injured_who_die_are_added_to_the_dead_and_taken_from_nobody(claimed: Made) -> None:
    more = claimed("more", 2, mode="increment", as_of="2030-05-02", **died(2, "documented"))
    injured = claimed("injured", 60, harm="injured")
    ledger = ledger_of(claimed("dead", 137), more, claimed("all", 139, as_of="2030-05-02"), injured)
    assert ledger.figure(as_of="2030-05-02").interval == "139"
    assert ledger.figure(harm="injured").interval == "60"
    assert ledger.conflicts == ()
