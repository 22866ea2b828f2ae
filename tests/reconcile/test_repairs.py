"""The smallest repairs are those that plain enumeration finds."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tollbook.reconcile.engine.repairs import MOST_REPAIRS, connected, smallest_repairs

UNITS = "abcdefgh"
CLASHES = st.lists(st.frozensets(st.sampled_from(UNITS), min_size=1, max_size=4), max_size=7)


@given(CLASHES)
def test_the_smallest_repairs_are_all_smallest_sets_that_meet_every_clash(clashes: list[frozenset[str]]) -> None:
    meeting = (
        [frozenset(some) for some in combinations(UNITS, size) if all(clash & set(some) for clash in clashes)]
        for size in range(len(UNITS) + 1)
    )
    wanted = next(found for found in meeting if found)
    expected = sorted(wanted, key=sorted) if len(wanted) <= MOST_REPAIRS else None
    assert smallest_repairs(clashes) == expected


@given(CLASHES)
def test_groups_of_clashes_share_no_unit_and_leave_none_out(clashes: list[frozenset[str]]) -> None:
    groups = connected(clashes)
    assert sorted(map(sorted, (clash for group in groups for clash in group))) == sorted(map(sorted, clashes))
    for one, other in combinations(groups, 2):
        assert not frozenset().union(*one) & frozenset().union(*other)


def test_too_many_smallest_repairs_are_given_up_before_all_are_listed() -> None:
    assert smallest_repairs(frozenset({f"{n}, one", f"{n}, other"}) for n in range(200)) is None
