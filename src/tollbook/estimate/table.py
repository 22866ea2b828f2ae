"""Who is on which list: the table that everything here is estimated from.

A pattern says on which lists a person is; bit j of it stands for list j. A person on no list has no row: how many
these are is the question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import index

import numpy as np
from numpy.typing import NDArray

from tollbook.records import TollbookError, UsageError

MOST_LISTS = 60
"""Beyond this somebody has taken other columns for lists."""

MOST_PERSONS = 10**9
"""Beyond this a count is a mistake, and double precision no longer carries the arithmetic."""


@dataclass(frozen=True, slots=True)
class Table:
    """How many people show each pattern of lists.

    ``patterns`` ascend, each once, with its positive number in ``counts``: equal people give equal tables, in whatever
    order and however split up they were written. TollbookError for lists or counts that make no sense.

    >>> table = Table.of(["police", "press", "church"], [((1, 0, 0), 30), ((0, 1, 1), 4), ((1, 0, 0), 2)])
    >>> table.patterns, table.counts, table.persons
    ((1, 6), (32, 4), 36)
    >>> table.without("church").patterns
    (1, 2)
    """

    lists: tuple[str, ...]
    patterns: tuple[int, ...]
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        _check_lists(self.lists)
        if any(not 0 < pattern < 1 << len(self.lists) for pattern in self.patterns):
            raise TollbookError(
                "a pattern of none of its lists", "table", "leave out people on no list: who they are is not known"
            )
        merged = Counter[int]()
        for pattern, count in zip(self.patterns, self.counts, strict=True):
            merged[pattern] += _people(count)
        if not 0 < merged.total() <= MOST_PERSONS:
            what = f"more than {MOST_PERSONS:,} people" if merged.total() else "nobody is on any list"
            raise TollbookError(what, "table", "check that the counts are numbers of persons")
        seen = sorted((pattern, count) for pattern, count in merged.items() if count)
        object.__setattr__(self, "patterns", tuple(pattern for pattern, _ in seen))
        object.__setattr__(self, "counts", tuple(count for _, count in seen))

    @classmethod
    def of(cls, lists: Iterable[str], rows: Iterable[tuple[Sequence[int], int]]) -> Table:
        """The table of rows of zeros and ones, one for each list, with the number of people they stand for."""
        names, kept = tuple(lists), list(rows)
        for marks, _ in kept:
            if len(marks) != len(names) or not set(marks) <= {0, 1}:
                found = f"{list(marks)}, where {len(names)} zeros and ones are expected"
                raise TollbookError(found, "table", "give each list a 1 for people it holds and a 0 for others")
        patterns = tuple(sum(int(mark) << j for j, mark in enumerate(marks)) for marks, _ in kept)
        return cls(names, patterns, tuple(count for _, count in kept))

    @property
    def persons(self) -> int:
        """How many people are on at least one list."""
        return sum(self.counts)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people each list holds."""
        return tuple(int(size) for size in self.numbers @ self.membership)

    @property
    def membership(self) -> NDArray[np.int64]:
        """A row of zeros and ones for each pattern, a column for each list."""
        return np.array(self.patterns)[:, None] >> np.arange(len(self.lists)) & 1

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The counts as an array, in the order of the patterns."""
        return np.array(self.counts)

    def cells(self) -> NDArray[np.float64]:
        """The count of every pattern that could be seen, at place pattern − 1; zero where nobody shows it."""
        filled = np.zeros((1 << len(self.lists)) - 1)
        filled[np.array(self.patterns) - 1] = self.counts
        return filled

    def only(self, names: Iterable[str]) -> Table:
        """The table of some lists, in the order given. People on none of them are no longer documented."""
        kept = tuple(names)
        columns = [self.lists.index(name) for name in kept]
        rows = zip(self.membership[:, columns].tolist(), self.counts, strict=True)
        return Table.of(kept, [(marks, count) for marks, count in rows if any(marks)])

    def without(self, name: str) -> Table:
        """The table as if one list had never been kept."""
        if name not in self.lists:
            raise UsageError(f'no list "{name}"', "table", f"name one of: {', '.join(self.lists)}")
        return self.only(other for other in self.lists if other != name)


def _people(count: int) -> int:
    """A count as a plain number; TollbookError if it is none, though programs in Python may pass what they like."""
    try:
        number = index(count)
    except TypeError:
        number = -1
    if number < 0:
        raise TollbookError(f"the count {count!r}", "table", "count people in whole numbers from 0 upwards")
    return number


def _check_lists(names: Sequence[str]) -> None:
    """TollbookError unless the lists can be told apart and there are at least two."""
    if len(names) < 2:
        found = "only one list" if names else "no list"
        raise TollbookError(found, "table", "bring at least three lists: the estimate rests on their overlaps")
    if len(names) > MOST_LISTS:
        raise TollbookError(f"{len(names)} lists", "table", f"merge lists until there are at most {MOST_LISTS}")
    twice = [name for name, times in Counter(names).items() if times > 1 or not name]
    if twice:
        found = f'"{twice[0]}" names two lists' if twice[0] else "a list without a name"
        raise TollbookError(found, "table", "give every list its own name")
