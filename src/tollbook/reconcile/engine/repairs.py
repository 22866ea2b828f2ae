"""The smallest ways to meet every clash: which units may be wrong so that everything else can be true.

Clashes that share no unit, not even through others, are met apart from one another; so many small misprints in one
system cost no more than each of them.

Source: minimal hitting sets, after Reiter, A theory of diagnosis from first principles (1987).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

MOST_REPAIRS = 50
"""Beyond this many smallest repairs everything that takes part in a conflict is set aside."""
MOST_STEPS = 20_000
"""Steps in the search for the smallest repairs after which there are taken to be too many."""

Units = frozenset[str]


def smallest_repairs(clashes: Iterable[Units]) -> list[Units] | None:
    """All smallest sets of units that meet every clash, in a fixed order; None if there are too many.

    >>> [sorted(repair) for repair in smallest_repairs([frozenset("ab"), frozenset("bc"), frozenset("de")])]
    [['b', 'd'], ['b', 'e']]
    """
    found = [Units()]
    for together in connected(clashes):
        smallest = _smallest(together, MOST_REPAIRS // len(found))
        if smallest is None:
            return None
        found = [one | other for one in found for other in smallest]
    return sorted(found, key=sorted)


def connected(clashes: Iterable[Units]) -> list[list[Units]]:
    """The clashes in groups that share no unit with one another.

    >>> [len(group) for group in connected([frozenset("ab"), frozenset("cd"), frozenset("bc"), frozenset("e")])]
    [3, 1]
    """
    groups: list[tuple[Units, list[Units]]] = []
    for clash in clashes:
        touched = [group for group in groups if group[0] & clash]
        rest = [group for group in groups if not group[0] & clash]
        joined = clash.union(*(units for units, _ in touched))
        groups = [*rest, (joined, [*(other for _, group in touched for other in group), clash])]
    return sorted((group for _, group in groups), key=lambda group: min(map(sorted, group)))


def _smallest(clashes: Sequence[Units], most: int) -> list[Units] | None:
    """All smallest sets of units that meet these clashes; None if there are more than ``most``."""
    units = sorted(frozenset[str]().union(*clashes))
    place = {unit: 1 << n for n, unit in enumerate(units)}
    masks = sorted({sum(place[unit] for unit in clash) for clash in clashes})
    search = _Search()
    for size in range(_apart(masks), len(masks) + 1):
        found = list(islice(search.meeting(masks, size), most + 1))
        if search.steps > MOST_STEPS or len(found) > most:
            return None
        if found:
            return [frozenset(unit for unit in units if place[unit] & one) for one in found]
    raise ValueError("a clash without units")


class _Search:
    """Looks for sets of units that meet every clash, both as bits of numbers, and counts its steps."""

    def __init__(self) -> None:
        self.steps = 0

    def meeting(self, clashes: Sequence[int], size: int) -> Iterator[int]:
        """The sets of up to ``size`` units that meet every clash, each once; fewer if the steps run out."""
        self.steps += 1
        if not clashes:
            yield 0
        elif self.steps <= MOST_STEPS and _apart(clashes) <= size:
            waiting = min(clashes, key=int.bit_count)
            while waiting:
                unit = waiting & -waiting
                # Sets with this unit are found here; all others are without it.
                yield from (unit | other for other in self.meeting([c for c in clashes if not c & unit], size - 1))
                clashes = [clash & ~unit for clash in clashes]
                waiting = waiting ^ unit if all(clashes) else 0


def _apart(clashes: Iterable[int]) -> int:
    """How many of the clashes share no unit: at least so many units are needed."""
    met = number = 0
    for clash in clashes:
        if not clash & met:
            met |= clash
            number += 1
    return number
