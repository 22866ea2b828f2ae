from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.estimate import loglinear
from tollbook.estimate.overlap import overlap
from tollbook.estimate.table import Table


def table(*rows: tuple[str, int]) -> Table:
    marks = [(tuple(map(int, pattern)), count) for pattern, count in rows]
    return Table.of([chr(ord("a") + j) for j in range(len(rows[0][0]))], marks)


def test_overlaps_singletons_and_pairs_that_share_nobody_are_counted() -> None:
    found = overlap(table(("100", 6), ("110", 2), ("001", 4)))
    assert found.pairs == ((8, 2, 0), (2, 2, 0), (0, 0, 4))
    assert found.on_lists == (10, 2, 0)
    assert found.singletons == pytest.approx(10 / 12)
    assert found.apart == (("a", "c"), ("b", "c"))
    assert (found.triples, found.identifiable) == (0, False)


def test_lists_that_hold_everybody_or_nobody_are_not_informative() -> None:
    found = overlap(table(("1100", 5), ("1010", 5)))
    assert (found.everyone, found.nobody, found.informative) == (("a",), ("d",), ("b", "c"))


def test_lists_with_the_same_people_are_identical_and_empty_ones_are_not() -> None:
    found = overlap(table(("11000", 5), ("00100", 9)))
    assert found.identical == (("a", "b"),)


def test_a_list_that_is_nearly_a_part_of_another_may_be_copied() -> None:
    assert overlap(table(("110", 95), ("100", 5), ("010", 60), ("001", 200))).copied == (("a", "b"),)


def test_a_list_whose_people_are_on_a_list_of_nearly_everybody_is_not_called_copied() -> None:
    assert overlap(table(("110", 95), ("100", 5), ("010", 180), ("001", 20))).copied == ()
    assert overlap(table(("110", 4), ("010", 60), ("001", 200))).copied == ()  # too few to judge


@given(st.lists(st.integers(0, 2), min_size=15, max_size=15).filter(any))
def test_all_pairs_are_identifiable_exactly_where_three_lists_overlap_pair_by_pair(counts: list[int]) -> None:
    """The triple is a shortcut for the rank of the design, without the cells of pairs that are apart."""
    cells = Table(tuple("abcd"), tuple(range(1, 16)), tuple(counts)).cells()
    pairs = list(combinations(range(4), 2))
    empty = frozenset(pair for pair in pairs if not cells[loglinear._both(4, pair)].any())
    _, _, full_rank = loglinear._structure(4, frozenset(pairs), empty)
    assert overlap(Table(tuple("abcd"), tuple(range(1, 16)), tuple(counts))).identifiable == full_rank
