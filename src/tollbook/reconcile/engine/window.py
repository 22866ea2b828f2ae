"""Windows: the part of a system from which a question is answered, where all of it is too much to look at together.

A bound from fewer statements still holds; it may be wider, and its figure says how many were left out. A window takes
in what can bound the people asked about, the nearest in time first: what was said of just them, and totals, reach
farther than statements that tell others apart. What was said at another moment on axes of one name or one list only,
which multiply the classes of people, is a floor for the people without that name unless there is room left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tollbook.reconcile.engine.atoms import Axes, Region, memberships
from tollbook.reconcile.engine.settle import Row
from tollbook.records import Scope, TollbookError


class Room(NamedTuple):
    """How many classes of people may be told apart at once, and how often all statements may count one of them."""

    classes: int
    entries: int


WHOLE = Room(10_000, 400_000)
"""A system within this is looked at whole: a bound then takes less than a tenth of a second."""
NEAR = Room(5_000, 40_000)
"""Room of a window: a bound then takes some hundredths of a second."""

DOCUMENTED = "documented"
REACH = 4
"""So many times as far in time totals are taken in as statements that tell others apart on one axis."""
FIRST = 64
"""How many of the nearest statements are tried first."""
FINE = 8
"""A window may be an eighth smaller than there is room for: to find its size exactly would take longer."""


def fits(axes: Axes, rows: Sequence[Row], room: Room = WHOLE) -> bool:
    """Whether there is room to look at all these rows together."""
    try:
        found = memberships(axes, [row.region for row in rows], room.classes)
    except TollbookError:
        return False
    return sum(map(int.bit_count, found)) <= room.entries


def parts(axes: Axes, rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """All rows if they can be looked at together, else windows until all are covered."""
    return iter([tuple(rows)]) if fits(axes, rows) else Windows(axes, rows).parts()


class Windows:
    """The windows of one system."""

    def __init__(self, axes: Axes, rows: Sequence[Row], room: Room = NEAR) -> None:
        self._axes, self._rows, self._room = axes, rows, room
        self._leaves = tuple(axes.get(DOCUMENTED, ()))
        self._place = {leaf: n for n, leaf in enumerate(self._leaves)}
        ends = [self._end(row.scope) for row in rows]
        self._ends = sorted(set(ends))
        moments = {end: n for n, end in enumerate(self._ends)}
        self._moments = [moments[end] for end in ends]

    def parts(self) -> Iterator[tuple[Row, ...]]:
        """Windows around one moment after another until all rows are covered.

        Of a moment with too many statements some may be in no window.
        """
        of: defaultdict[int, list[Row]] = defaultdict(list)
        for row, moment in zip(self._rows, self._moments, strict=True):
            of[moment].append(row)
        covered = set[Row]()
        for moment, end in enumerate(self._ends):
            if not covered.issuperset(of[moment]):
                part = self.around(Region(Scope({DOCUMENTED: self._leaves[: end + 1]} if self._leaves else {})))
                covered.update(part)
                yield part

    def around(self, region: Region) -> tuple[Row, ...]:
        """The rows nearest to a region, as many as there is room for."""
        plain, full = self._nearest(region)
        number = _most(len(plain), lambda n: self._fits(plain[:n]))
        kept = plain[:number]
        if number == len(plain):
            lists = list(dict.fromkeys(own.unit for own, wide in zip(full, plain, strict=True) if own != wide))
            several = _most(len(lists), lambda n: self._fits(_restored(plain, full, lists[:n])))
            kept = _restored(plain, full, lists[:several])
        return tuple(sorted(kept, key=lambda row: row.id))

    def _fits(self, rows: Sequence[Row]) -> bool:
        return fits(self._axes, rows, self._room)

    def _nearest(self, region: Region) -> tuple[list[Row], list[Row]]:
        """The rows, nearest first: without axes of one name or list that the question is not about, and as they are."""
        asked = self._end(region.scope)
        now = sum(end < asked for end in self._ends)
        about = {axis for box in (region.scope, *region.minus) for axis in box}
        found = []
        for row, moment in zip(self._rows, self._moments, strict=True):
            apart = abs(moment - now)
            aside = {axis for axis in row.scope if ": " in axis and axis not in about} if apart else set[str]()
            plain = _wider(row, aside) if aside else row
            told = [axis for axis in plain.scope if axis != DOCUMENTED and row.scope[axis] != region.scope.get(axis)]
            found.append(((apart * (1 + REACH * len(told)), len(told), row.id), plain, row))
        found.sort(key=lambda entry: entry[0])
        return [plain for _, plain, _ in found], [row for _, _, row in found]

    def _end(self, scope: Scope) -> int:
        """The place of the last leaf of time; of people of any time that of the last leaf there is."""
        within = scope.get(DOCUMENTED)
        return max((self._place[leaf] for leaf in within), default=0) if within else max(len(self._leaves) - 1, 0)


def _restored(plain: Sequence[Row], full: Sequence[Row], units: Collection[str | None]) -> list[Row]:
    return [own if own.unit in units else wide for own, wide in zip(full, plain, strict=True)]


def _most(size: int, works: Callable[[int], bool]) -> int:
    """About the largest number up to ``size`` that works, where every smaller one does; small ones are tried first."""
    good, bad = 0, min(FIRST, size)
    while works(bad):
        if bad == size:
            return size
        good, bad = bad, min(2 * bad, size)
    while bad - good > 1 + good // FINE:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if works(middle) else (good, middle)
    return good


def _wider(row: Row, without: Collection[str]) -> Row:
    """The row said of more people: then it is a floor."""
    return replace(row, scope=Scope({axis: row.scope[axis] for axis in row.scope if axis not in without}), high=None)
