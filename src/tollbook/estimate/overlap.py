"""What the table itself shows, before any estimate: how lists overlap, and where they cannot tell anything."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tollbook.estimate.table import Table

Pair = tuple[str, str]

COPIED = 0.9
"""A list of which so large a share is on another list may have been copied from it …"""

COMMON = 0.5
"""… unless the other list holds as much as this share of the people who are not on it."""

FEWEST_TO_JUDGE = 5
"""Of fewer people on a list nothing is said about copying."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How the lists of one table overlap.

    ``pairs``: people on both of two lists, in the order of the lists; on the diagonal the sizes. ``on_lists``: how many
    people are on exactly one list, two, …. ``apart``: pairs that share nobody. ``triples``: how many triples of lists
    overlap pair by pair. ``everyone``, ``nobody``: lists that hold all documented people, or none. ``identical``: pairs
    that hold the same people. ``copied``: pairs of which nearly all people of the first are on the second.
    """

    lists: tuple[str, ...]
    pairs: tuple[tuple[int, ...], ...]
    on_lists: tuple[int, ...]
    apart: tuple[Pair, ...]
    triples: int
    everyone: tuple[str, ...]
    nobody: tuple[str, ...]
    identical: tuple[Pair, ...]
    copied: tuple[Pair, ...]

    @property
    def singletons(self) -> float:
        """The share of people who are on one list only."""
        return self.on_lists[0] / sum(self.on_lists)

    @property
    def informative(self) -> tuple[str, ...]:
        """The lists that hold some people and not all: the others tell nothing about people on no list."""
        return tuple(name for name in self.lists if name not in {*self.everyone, *self.nobody})

    @property
    def identifiable(self) -> bool:
        """Whether the model in which every pair of lists depends on each other has one answer: if there is a triple.

        People on none, one and two lists of a triple determine all its parameters; without a triple, adding to the
        uncounted what is taken from every single list changes nothing that can be seen (Chan, Silverman and Vincent).
        """
        return self.triples > 0


def overlap(table: Table) -> Overlap:
    """How the lists of a table overlap.

    >>> found = overlap(Table.of(["a", "b", "c"], [((1, 0, 0), 6), ((1, 1, 0), 2), ((0, 0, 1), 4)]))
    >>> found.pairs, found.apart, found.singletons
    (((8, 2, 0), (2, 2, 0), (0, 0, 4)), (('a', 'c'), ('b', 'c')), 0.8333333333333334)
    """
    members, persons = table.membership, table.persons
    pairs = (members.T * table.numbers) @ members
    sizes = np.diag(pairs)
    on_lists = np.bincount(members.sum(axis=1), weights=table.numbers, minlength=len(table.lists) + 1)
    at = range(len(table.lists))
    holding = [j for j in at if sizes[j]]

    def named(found: list[tuple[int, int]]) -> tuple[Pair, ...]:
        return tuple((table.lists[i], table.lists[j]) for i, j in found)

    return Overlap(
        table.lists,
        tuple(map(tuple, pairs.tolist())),
        tuple(int(number) for number in on_lists[1:]),
        named([(i, j) for i, j in combinations(at, 2) if not pairs[i, j]]),
        sum(bool(pairs[i, j] and pairs[i, k] and pairs[j, k]) for i, j, k in combinations(at, 3)),
        tuple(table.lists[j] for j in at if sizes[j] == persons),
        tuple(table.lists[j] for j in at if not sizes[j]),
        named([(i, j) for i, j in combinations(holding, 2) if pairs[i, j] == sizes[i] == sizes[j]]),
        named(
            [(i, j) for i in holding for j in holding if i != j and _copied(pairs[i, j], sizes[i], sizes[j], persons)]
        ),
    )


def _copied(both: int, first: int, second: int, persons: int) -> bool:
    """Whether the first list looks like a part of the second: nearly all of it there, and of other people few."""
    if first < FEWEST_TO_JUDGE or first == persons:
        return False
    return both >= COPIED * first and second - both < COMMON * (persons - first)
