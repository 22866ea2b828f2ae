"""Windows: the part of a system from which a question is answered, where all of it makes too many classes of people.

A bound from fewer statements still holds; it may be wider, and its figure says how many were left out. A window takes
in what can bound the people asked about: what was said of just them, and totals, at any time; everything else the
nearer in time the more it restricts. What was said at another moment on axes of one name or one list only, which
multiply the classes, is a floor for the people without that name unless there is room left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from tollbook.reconcile.atoms import Axes, Region, memberships
from tollbook.reconcile.settle import Row
from tollbook.records import Scope, TollbookError

MOST_CLASSES = 10_000
"""Classes of people that are told apart at once: a bound then takes some hundredths of a second."""

DOCUMENTED = "documented"
FIRST = 64
"""How many of the nearest statements are tried first."""


def fits(axes: Axes, rows: Sequence[Row], most: int = MOST_CLASSES) -> bool:
    """Whether the rows cut people into few enough classes to be looked at together."""
    try:
        memberships(axes, [row.region for row in rows], most)
    except TollbookError:
        return False
    return True


def parts(axes: Axes, rows: Sequence[Row], most: int = MOST_CLASSES) -> Iterator[tuple[Row, ...]]:
    """All rows if they can be looked at together, else windows around one moment after another until all are covered.

    Of a moment with too many statements some may be in no window.
    """
    if fits(axes, rows, most):
        yield tuple(rows)
        return
    leaves, ends, covered = axes.get(DOCUMENTED, ()), _ends(axes, rows), set[str]()
    for end in sorted(set(ends.values())):
        if all(row.id in covered for row in rows if ends[row.id] == end):
            continue
        until = Scope({DOCUMENTED: leaves[: end + 1]} if leaves else {})
        part = window(axes, rows, Region(until), most)
        covered |= {row.id for row in set(part).intersection(rows)}
        yield part


def window(axes: Axes, rows: Sequence[Row], region: Region, most: int = MOST_CLASSES) -> tuple[Row, ...]:
    """The rows nearest to a region, as many as there is room for; all if they fit."""
    if fits(axes, rows, most):
        return tuple(rows)
    plain, full = _nearest(axes, rows, region)
    number = _most(len(plain), lambda n: fits(axes, plain[:n], most))
    kept = plain[:number]
    if number == len(plain):
        lists = list(dict.fromkeys(own.unit for own, wide in zip(full, plain, strict=True) if own != wide))
        several = _most(len(lists), lambda n: fits(axes, _restored(plain, full, lists[:n]), most))
        kept = _restored(plain, full, lists[:several])
    return tuple(sorted(kept, key=lambda row: row.id))


def _restored(plain: Sequence[Row], full: Sequence[Row], units: Collection[str | None]) -> list[Row]:
    return [own if own.unit in units else wide for own, wide in zip(full, plain, strict=True)]


def _most(size: int, works: Callable[[int], bool]) -> int:
    """The largest number up to ``size`` that works, where every smaller one does; small ones are tried first."""
    good, bad = 0, FIRST
    while bad <= size and works(bad):
        good, bad = bad, 2 * bad
    bad = min(bad, size + 1)
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if works(middle) else (good, middle)
    return good


def _nearest(axes: Axes, rows: Sequence[Row], region: Region) -> tuple[list[Row], list[Row]]:
    """The rows, nearest first: without axes of one name or list that the question is not about, and as they are."""
    ends = _ends(axes, rows)
    place = {end: n for n, end in enumerate(sorted(set(ends.values())))}
    asked = _end(axes, region.scope)
    now = sum(end < asked for end in place)
    about = {axis for box in (region.scope, *region.minus) for axis in box}
    found = []
    for row in rows:
        apart = abs(place[ends[row.id]] - now)
        aside = {axis for axis in row.scope if ": " in axis and axis not in about} if apart else set[str]()
        plain = _wider(row, aside) if aside else row
        told = [axis for axis in plain.scope if axis != DOCUMENTED and row.scope[axis] != region.scope.get(axis)]
        found.append(((apart * len(told), apart, len(told), row.id), plain, row))
    found.sort(key=lambda entry: entry[0])
    return [plain for _, plain, _ in found], [row for _, _, row in found]


def _wider(row: Row, without: Collection[str]) -> Row:
    """The row said of more people: then it is a floor."""
    return replace(row, scope=Scope({axis: row.scope[axis] for axis in row.scope if axis not in without}), high=None)


def _ends(axes: Axes, rows: Sequence[Row]) -> dict[str, int]:
    return {row.id: _end(axes, row.scope) for row in rows}


def _end(axes: Axes, scope: Scope) -> int:
    """The place of the last leaf of time; of people of any time that of the last leaf there is."""
    leaves = axes.get(DOCUMENTED, ())
    within = scope.get(DOCUMENTED, leaves)
    return max((n for n, leaf in enumerate(leaves) if leaf in within), default=0)
