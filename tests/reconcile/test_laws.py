"""Laws that hold whatever the numbers: tried on random small systems, some of them against plain enumeration."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tollbook.reconcile.engine.atoms import Region
from tollbook.reconcile.engine.settle import Row, Settled, ask, settle
from tollbook.records import Scope

AXES = {"status": ("civilian", "forces", "rest"), "place": ("north", "south")}
SCOPES = st.fixed_dictionaries(
    {},
    optional={axis: st.sets(st.sampled_from(leaves), min_size=1).map(sorted) for axis, leaves in AXES.items()},
).map(Scope)
NUMBERS = st.tuples(st.integers(0, 4), st.integers(0, 4) | st.none())
Bounds = tuple[int, int | None]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Up to four statements about some of six classes of people."""
    chosen = draw(st.lists(st.tuples(SCOPES, NUMBERS), min_size=1, max_size=4))
    return [
        Row(f"row {n}", scope, low, None if more is None else low + more, unit=f"row {n}", claim=f"row {n}")
        for n, (scope, (low, more)) in enumerate(chosen)
    ]


def bounds(settled: Settled, region: Region) -> Bounds:
    answer = ask(settled, region)
    return answer.low.value if answer.low else 0, answer.high.value if answer.high else None


def holds(low: int, high: int | None, number: int) -> bool:
    return low <= number and (high is None or number <= high)


@given(rows(), SCOPES)
@settings(deadline=None, max_examples=60)
def test_no_world_that_fits_the_statements_lies_outside_the_bounds(statements: list[Row], asked: Scope) -> None:
    settled = settle(AXES, statements)
    assume(not settled.clashes)
    low, high = bounds(settled, Region(asked))
    classes = list(product(*AXES.values()))
    people = [dict(zip(AXES, leaves, strict=True)) for leaves in classes]

    def inside(scope: Scope) -> list[int]:
        return [n for n, one in enumerate(people) if all(one[axis] in leaves for axis, leaves in scope.items())]

    members = [(row.low, row.high, inside(row.scope)) for row in statements]
    wanted = inside(asked)
    for world in product(range(3), repeat=len(people)):
        if all(holds(least, most, sum(world[n] for n in region)) for least, most, region in members):
            assert holds(low, high, sum(world[n] for n in wanted))


@given(rows(), rows(), SCOPES)
@settings(deadline=None)
def test_another_statement_that_fits_never_widens_a_bound(one: list[Row], more: list[Row], asked: Scope) -> None:
    added = [Row(f"more {row.id}", row.scope, row.low, row.high, unit=f"more {row.id}") for row in more]
    before, after = settle(AXES, one), settle(AXES, [*one, *added])
    assume(not before.clashes and not after.clashes)
    (low, high), (new_low, new_high) = bounds(before, Region(asked)), bounds(after, Region(asked))
    assert new_low >= low
    assert high is None or (new_high is not None and new_high <= high)


@given(rows(), SCOPES, SCOPES)
@settings(deadline=None)
def test_a_part_never_exceeds_its_total(statements: list[Row], total: Scope, other: Scope) -> None:
    part = Scope({**total, **{axis: leaves & total.get(axis, leaves) for axis, leaves in other.items()}})
    settled = settle(AXES, statements)
    (part_low, part_high), (low, high) = bounds(settled, Region(part)), bounds(settled, Region(total))
    assert part_low <= low
    assert high is None or (part_high is not None and part_high <= high)


@given(rows(), SCOPES)
@settings(deadline=None)
def test_a_scope_and_the_rest_together_make_the_whole(statements: list[Row], asked: Scope) -> None:
    settled = settle(AXES, statements)
    (low, _), (rest_low, _) = bounds(settled, Region(asked)), bounds(settled, Region(Scope(), (asked,)))
    assert low + rest_low <= bounds(settled, Region(Scope()))[0] + 1  # one person, where both ends were rounded


@given(rows(), SCOPES, st.randoms())
@settings(deadline=None)
def test_neither_order_nor_names_change_a_bound(statements: list[Row], asked: Scope, random: Random) -> None:
    before = [leaf for leaves in AXES.values() for leaf in leaves]
    renamed = {leaf: f"{n} {leaf}" for n, leaf in enumerate(random.sample(before, len(before)))}

    def translate(scope: Scope) -> Scope:
        return Scope({f"my {axis}": {renamed[leaf] for leaf in leaves} for axis, leaves in scope.items()})

    axes = {f"my {axis}": [renamed[leaf] for leaf in reversed(leaves)] for axis, leaves in AXES.items()}
    turned = [replace(row, scope=translate(row.scope)) for row in random.sample(statements, len(statements))]
    one, other = settle(AXES, statements), settle(axes, turned)
    assert bounds(one, Region(asked)) == bounds(other, Region(translate(asked)))


@given(rows())
@settings(deadline=None)
def test_what_is_left_after_a_repair_can_all_be_true_and_no_smaller_repair_does(statements: list[Row]) -> None:
    settled = settle(AXES, statements)
    sizes = {len(repair) for repair in settled.repairs}
    assert len(sizes) == 1
    for repair in settled.repairs:
        assert settle(AXES, settled.without(repair)).repairs == (frozenset(),)
        for unit in repair:
            assert settle(AXES, settled.without(repair - {unit})).clashes


@given(rows(), st.lists(SCOPES, min_size=2, max_size=4))
@settings(deadline=None, max_examples=60)
def test_an_answer_with_its_proof_does_not_depend_on_what_was_asked_before(
    statements: list[Row], asked: list[Scope]
) -> None:
    one, other = settle(AXES, statements), settle(AXES, statements)
    forwards = [ask(one, Region(scope)) for scope in asked]
    backwards = [ask(other, Region(scope)) for scope in reversed(asked)]
    assert forwards == list(reversed(backwards))


@pytest.mark.parametrize("count", [1, 10**9])
def test_large_numbers_are_added_exactly(count: int) -> None:
    parts = [Row(leaf, Scope({"status": [leaf]}), count, count, unit=leaf) for leaf in AXES["status"]]
    assert bounds(settle(AXES, parts), Region(Scope())) == (3 * count, 3 * count)
    whole = Row("all", Scope(), 3 * count - 1, 3 * count - 1, unit="all")
    (clash,) = settle(AXES, [*parts, whole]).clashes
    assert clash.gap == 1


NESTED = [Scope({"status": AXES["status"][:size]}) for size in range(1, len(AXES["status"]) + 1)]


@given(st.lists(st.tuples(st.sampled_from(NESTED), NUMBERS), min_size=1, max_size=4), st.sampled_from(NESTED))
@settings(deadline=None, max_examples=60)
def test_bounds_of_scopes_within_one_another_are_those_of_plain_enumeration(
    drawn: list[tuple[Scope, tuple[int, int | None]]], asked: Scope
) -> None:
    statements = [
        Row(f"{n}", scope, low, None if more is None else low + more, unit=f"{n}")
        for n, (scope, (low, more)) in enumerate(drawn)
    ]
    settled = settle(AXES, statements)
    assume(not settled.clashes)
    largest = 9  # no number drawn is larger, so a class that may be larger has no upper bound

    def number(world: tuple[int, ...], scope: Scope) -> int:
        leaves = scope.get("status", frozenset(AXES["status"]))
        return sum(count for leaf, count in zip(AXES["status"], world, strict=True) if leaf in leaves)

    worlds = [
        world
        for world in product(range(largest + 1), repeat=len(AXES["status"]))
        if all(holds(row.low, row.high, number(world, row.scope)) for row in statements)
    ]
    numbers = [number(world, asked) for world in worlds]
    low, high = bounds(settled, Region(asked))
    assert low == min(numbers)
    assert high == (max(numbers) if max(numbers) < largest else None)
