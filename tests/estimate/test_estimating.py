"""Whole answers: all methods on one table, with the verdict."""

import json
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.estimate import estimate
from tollbook.estimate.methods import METHODS
from tollbook.estimate.overlap import overlap
from tollbook.estimate.table import Table
from tollbook.estimate.verdict import refusals, verdict
from tollbook.records import Estimate, Grade, MethodEstimate, MethodRole, TollbookError, UsageError, Verdict, wire

THREE = Table(("a", "b", "c"), tuple(range(1, 8)), (140, 120, 59, 90, 44, 41, 20))


def table(**rows: int) -> Table:
    """A table of patterns written as ``p110=5``: five people on the first two lists."""
    width = len(next(iter(rows))) - 1
    marks = [(tuple(map(int, pattern[1:])), count) for pattern, count in rows.items()]
    return Table.of("abcdefghijklm"[:width], marks)


def said(low: float, high: float | None, estimate: float | None = None, **others: str) -> MethodEstimate:
    middle = estimate if estimate is not None else (low + (high or 3 * low)) / 2
    return MethodEstimate(others.get("name", "one"), MethodRole(others.get("role", "estimate")), middle, low, high)


def test_all_methods_are_shown_in_one_order_and_the_grade_says_that_they_agree() -> None:
    answer = estimate(THREE, replicates=50)
    assert [one.name for one in answer.methods] == list(METHODS)
    assert (answer.documented, answer.verdict) == (514, Verdict(Grade.ESTIMABLE))
    assert all(one.low <= one.estimate <= one.high for one in answer.methods if one.low and one.estimate and one.high)


def test_methods_asked_for_are_the_only_ones_and_one_alone_is_fragile() -> None:
    answer = estimate(THREE, ["decomposable graphs", "independence"])
    assert [one.name for one in answer.methods] == ["independence", "decomposable graphs"]
    assert answer.verdict.grade is Grade.FRAGILE
    assert "nothing to compare it with" in answer.verdict.reasons[0]


def test_a_method_that_there_is_not_is_a_mistake_of_the_call() -> None:
    with pytest.raises(UsageError, match="choose from: independence, Chao lower bound"):
        estimate(THREE, ["guess"])


def test_fewer_than_no_replicates_are_a_mistake_of_the_call() -> None:
    with pytest.raises(UsageError, match="-1 replicates"):
        estimate(THREE, replicates=-1)


def test_without_scipy_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(TollbookError, match=r"install tollbook\[estimate\]"):
        estimate(THREE)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (table(p10=50, p01=40, p11=10), "2 of 2 lists"),
        (table(p1010=50, p0110=40, p1110=10, p0010=3), "c holds everybody"),
        (table(p1000=50, p0100=40, p1100=10), "2 of 4 lists"),
        (table(p1100=50, p0010=40, p0001=30, p1111=10), "a and b hold exactly the same people"),
        (table(p100=50, p010=40, p001=30), "no two lists share anybody"),
        (table(p100=40, p010=30, p001=20, p110=6), "(a and c, b and c share nobody): bring another list"),
    ],
)
def test_a_table_that_can_tell_nothing_is_refused_with_what_to_do(one: Table, reason: str) -> None:
    answer = estimate(one)
    assert answer.verdict.grade is Grade.NOT_ESTIMABLE
    assert any(reason in found for found in answer.verdict.reasons)
    assert answer.methods == ()


def test_a_list_with_nobody_is_left_out() -> None:
    wide = Table.of(
        "abcd", [((*marks, 0), count) for marks, count in zip(THREE.membership.tolist(), THREE.counts, strict=True)]
    )
    assert estimate(wide, replicates=0) == estimate(THREE, replicates=0)


def test_seven_lists_are_too_many_for_graphs_and_not_for_the_others() -> None:
    seven = Table(tuple("abcdefg"), tuple(range(1, 128)), tuple(300 // (1 << n.bit_count()) for n in range(1, 128)))
    answer = estimate(seven, replicates=0)
    graphs = answer.methods[-1]
    assert (graphs.estimate, graphs.verdict.grade) == (None, Grade.NOT_APPLIED)
    assert "merge lists" in graphs.verdict.reasons[0]
    assert all(one.estimate for one in answer.methods[:-1])


def test_thirteen_lists_are_too_many_for_all() -> None:
    answer = estimate(Table(tuple("abcdefghijklm"), (7, 8184, *(1 << j for j in range(13))), (9,) * 15))
    assert answer.verdict.grade is Grade.NOT_ESTIMABLE
    assert all("merge lists" in reason for reason in answer.verdict.reasons)


def test_methods_without_a_number_in_common_are_fragile() -> None:
    grade = verdict(overlap(THREE), [said(10, 20), said(25, 30, name="other")], {})
    assert grade == Verdict(Grade.FRAGILE, ("one (10 to 20) and other (25 to 30) have no number in common",))
    assert verdict(overlap(THREE), [said(10, 26), said(25, None, name="other")], {}).grade is Grade.ESTIMABLE


def test_a_lower_bound_is_contradicted_from_below_only_and_a_yardstick_never() -> None:
    rivals = [said(10, 20), said(15, 22, name="other")]
    above = verdict(overlap(THREE), [*rivals, said(21, 30, role="lower bound", name="bound")], {})
    assert above.reasons == ("one (10 to 20) lies below the bound (21 to 30)",)
    assert verdict(overlap(THREE), [*rivals, said(1, 2, role="lower bound")], {}).grade is Grade.ESTIMABLE
    assert verdict(overlap(THREE), [*rivals, said(90, 99, role="yardstick")], {}).grade is Grade.ESTIMABLE


def test_a_list_that_overturns_an_answer_makes_it_fragile() -> None:
    rivals = [said(10, 20), said(15, 22, name="other")]
    overturned = verdict(overlap(THREE), rivals, {"b": (said(30, 40),), "c": (said(12, 50),)})
    assert overturned.reasons == ("one (10 to 20) would be 30 to 40 without b",)
    nothing = verdict(overlap(THREE), rivals, {"b": ()})
    assert nothing.reasons == ("everything rests on b: without it nothing can be estimated",)


def test_what_a_method_doubts_of_itself_is_passed_on() -> None:
    unsure = MethodEstimate("one", MethodRole.ESTIMATE, 15, 10, 20, Verdict(Grade.FRAGILE, ("two modes",)))
    failed = MethodEstimate("one", MethodRole.ESTIMATE, verdict=Verdict(Grade.NOT_ESTIMABLE, ("no chain agrees",)))
    other = said(12, 22, name="other")
    assert verdict(overlap(THREE), [unsure, other], {}) == Verdict(Grade.FRAGILE, ("two modes",))
    assert verdict(overlap(THREE), [failed, other], {}) == Verdict(Grade.NOT_ESTIMABLE, ("no chain agrees",))


def test_three_people_on_two_lists_each_are_too_few_to_rely_on() -> None:
    answer = estimate(table(p110=1, p101=1, p011=1), replicates=5)
    assert answer.verdict.grade is Grade.FRAGILE
    assert "only 3 people are on more than one list: bring more lists, or merge strata" in answer.verdict.reasons


def test_lists_that_all_depend_on_one_another_leave_the_answer_to_the_prior() -> None:
    answer = estimate(table(p100=900, p010=800, p001=700, p110=100, p101=90, p011=400, p111=900), replicates=5)
    assert answer.methods[-1].diagnostics["saturated"] > 0.9
    assert any("says nothing of people on none" in reason for reason in answer.verdict.reasons)


def test_a_list_that_may_be_copied_is_named() -> None:
    copied = table(p110=95, p100=5, p010=60, p001=200, p011=20, p101=4, p111=3)
    assert refusals(overlap(copied)) == ()
    reasons = verdict(overlap(copied), [said(10, 20), said(15, 22, name="other")], {}).reasons
    assert reasons == ("nearly everybody on a is on b: if it was copied, the numbers are too low; compare without it",)


COUNTS = st.lists(st.integers(0, 40), min_size=7, max_size=7).filter(any)


@settings(max_examples=25)
@given(counts=COUNTS, data=st.data())
def test_neither_the_order_of_lists_nor_that_of_rows_changes_an_answer(counts: list[int], data: st.DataObject) -> None:
    one = Table(("a", "b", "c"), tuple(range(1, 8)), tuple(counts))
    rows = list(zip(one.membership.tolist(), one.counts, strict=True))
    order = data.draw(st.permutations(range(3)))
    moved = [([marks[j] for j in order], count) for marks, count in data.draw(st.permutations(rows))]
    assert estimate(Table.of(["abc"[j] for j in order], moved), replicates=5) == estimate(one, replicates=5)


@settings(max_examples=25)
@given(counts=COUNTS)
def test_whatever_the_table_there_is_a_verdict_and_every_number_is_one(counts: list[int]) -> None:
    answer = estimate(Table(("a", "b", "c"), tuple(range(1, 8)), tuple(counts)), replicates=5)
    assert answer.verdict.reasons or answer.verdict.grade is Grade.ESTIMABLE
    for one in answer.methods:
        if one.estimate is not None:
            assert answer.documented <= one.estimate < float("inf")
            assert one.low is not None
            assert answer.documented <= one.low
            assert one.high is None or one.low <= one.high < float("inf")
        else:
            assert one.verdict.reasons


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_answer(seed: int) -> None:
    ask: Callable[[], Estimate] = lambda: estimate(THREE, ["log-linear"], seed=seed, replicates=50)  # noqa: E731
    assert ask() == ask()
    assert ask() != estimate(THREE, ["log-linear"], seed=3, replicates=50)


def test_a_million_people_are_estimated() -> None:
    large = Table(THREE.lists, THREE.patterns, tuple(2000 * count for count in THREE.counts))
    answer = estimate(large, replicates=20)
    assert answer.documented == 1_028_000
    assert all(one.estimate == pytest.approx(2000 * 790, rel=0.02) for one in answer.methods)


def test_an_answer_is_written_as_json_and_read_back() -> None:
    answer = estimate(Table(tuple("abcd"), tuple(range(1, 16)), tuple(range(60, 45, -1))), replicates=5)
    line = wire.canonical(answer)
    again = wire.decode(Estimate, json.loads(line))
    assert wire.canonical(again) == line
    assert again.verdict == answer.verdict
    assert all(one.diagnostics for one in answer.methods)
    assert set(answer.without) == set("abcd")
