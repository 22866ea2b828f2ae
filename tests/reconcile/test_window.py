"""Windows: a bound from a part of a system holds, is at most wider than the bound of all of it, and says so."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.engine.atoms import Region, memberships
from tollbook.reconcile.engine.settle import Row, Settled, ask, narrowed, settle, settle_in_parts
from tollbook.reconcile.engine.window import Room, Windows
from tollbook.reconcile.figures import proofs
from tollbook.records import Claim, Extraction, Report, Scope

TIME = tuple(f"day {n}" for n in range(1, 6))
AXES = {"documented": TIME, "status": ("civilian", "rest"), "list: a": ("1", "2"), "role: cook": ("rest", "yes")}
SCOPES = st.builds(
    lambda until, others: Scope({"documented": TIME[:until], **others}),
    st.integers(1, len(TIME)),
    st.dictionaries(st.sampled_from(list(AXES)[1:]), st.sampled_from([("civilian",), ("1",), ("yes",)])).map(
        lambda found: {axis: leaves for axis, leaves in found.items() if leaves[0] in AXES[axis]}
    ),
)
ENTRIES = 1_000


def windows(rows: Sequence[Row], classes: int) -> Windows:
    return Windows(AXES, rows, Room(classes, ENTRIES))


@st.composite
def systems(draw: st.DrawFn) -> list[Row]:
    """Up to eight statements about people documented by one of five days."""
    drawn = draw(st.lists(st.tuples(SCOPES, st.integers(0, 9), st.integers(0, 3) | st.none()), min_size=1, max_size=8))
    return [
        Row(f"{n}", scope, low, None if more is None else low + more, unit=f"{n}", claim=f"{n}")
        for n, (scope, low, more) in enumerate(drawn)
    ]


def bounds(settled: Settled, region: Region) -> tuple[int, float]:
    answer = ask(settled, region)
    return answer.low.value if answer.low else 0, answer.high.value if answer.high else float("inf")


@given(systems(), SCOPES, st.integers(1, 12))
@settings(deadline=None, max_examples=200)
def test_a_bound_from_a_window_is_that_of_the_whole_or_wider_and_then_something_was_left_out(
    rows: list[Row], asked: Scope, room: int
) -> None:
    whole, region = settle(AXES, rows), Region(asked)
    if whole.clashes:
        return
    near = narrowed(whole, windows(whole.rows, room).around(region))
    (low, high), (near_low, near_high) = bounds(whole, region), bounds(near, region)
    assert near_low <= low
    assert near_high >= high
    if (near_low, near_high) != (low, high):
        assert set(near.rows) != set(whole.rows)


@given(systems(), SCOPES, st.integers(1, 12), st.integers(1, 40))
@settings(deadline=None, max_examples=100)
def test_a_window_takes_no_more_than_there_is_room_for(
    rows: list[Row], asked: Scope, classes: int, entries: int
) -> None:
    found = Windows(AXES, rows, Room(classes, entries)).around(Region(asked))
    members = memberships(AXES, [row.region for row in found])
    assert len(members) <= classes
    assert sum(map(int.bit_count, members)) <= entries


@given(systems(), st.integers(1, 12))
@settings(deadline=None, max_examples=100)
def test_clashes_found_in_parts_are_clashes_of_the_whole(rows: list[Row], room: int) -> None:
    whole, in_parts = settle(AXES, rows), settle_in_parts(AXES, rows, windows(rows, room).parts())
    assert bool(whole.clashes) or not in_parts.clashes
    for clash in in_parts.clashes:
        assert settle(AXES, clash.rows).clashes
    assert len(in_parts.repairs[0]) <= len(whole.repairs[0])


def test_totals_of_any_time_come_before_parts_of_another_time() -> None:
    totals = [Row(f"total {day}", Scope({"documented": TIME[:day]}), 10 * day, 10 * day) for day in range(1, 6)]
    civil = [
        Row(f"part {day}", Scope({"documented": TIME[:day], "status": ["civilian"]}), 5 * day, 5 * day)
        for day in range(1, 6)
    ]
    found = {row.id for row in windows([*civil, *totals], 7).around(Region(Scope({"documented": TIME[:2]})))}
    assert found == {*(row.id for row in totals), "part 1", "part 2"}


def test_what_is_on_a_list_of_another_day_is_a_floor_without_its_list_where_there_is_no_room() -> None:
    here = Row("here", Scope({"documented": TIME[:2]}), 9, 9)
    items = [Row(leaf, Scope({"documented": TIME[:1], "list: a": [leaf]}), 4, 4, unit="a") for leaf in ("1", "2")]
    region = Region(Scope({"documented": TIME[:2]}))
    assert set(windows([here, *items], 3).around(region)) == {here, *items}
    kept = {row.id: row for row in windows([here, *items], 2).around(region)}
    assert (kept["1"].low, kept["1"].high, kept["1"].scope) == (4, None, Scope({"documented": TIME[:1]}))


def test_what_windows_did_not_hold_together_is_looked_at_by_whoever_knew_few_enough_statements(
    claimed: Callable[..., Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofs, "fits", lambda axes, rows: len(rows) <= 2)
    monkeypatch.setattr(proofs, "Windows", partial(Windows, room=Room(1, 1)))
    numbers = {"2030-05-01": 10, "2030-05-03": 5, "2030-05-04": 20, "2030-05-05": 30}
    claims = tuple(claimed(day, number, as_of=day) for day, number in numbers.items())
    ledger = reconcile([Extraction(Report("synthetic", id="r"), claims)])
    figure = ledger.figure(as_of="2030-05-03")
    assert (figure.low, figure.disputed) == (5, True)
