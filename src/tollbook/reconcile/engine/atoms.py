"""Atoms: the classes of people that no claim in question tells apart.

Two people belong to one atom if exactly the same regions contain them. Only which regions contain an atom matters, so
the product of all leaves is never formed: axes are joined one at a time, and equal memberships are merged after every
axis.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.records import Scope, TollbookError

Axes = Mapping[str, Sequence[str]]
"""All leaves of every axis."""

LIMIT = 100_000
"""More memberships than any report has needed; beyond it an answer would take minutes."""


@dataclass(frozen=True, slots=True)
class Region:
    """A set of people: those of ``scope`` without those of any scope in ``minus``."""

    scope: Scope
    minus: tuple[Scope, ...] = ()


def memberships(axes: Axes, regions: Sequence[Region], limit: int = LIMIT) -> list[int]:
    """The distinct memberships of people, each a number whose bit n tells whether region n contains them.

    People in none of the regions are left out. TollbookError if there are more than ``limit``.

    >>> memberships({"sex": ["man", "woman", "rest"]}, [Region(Scope()), Region(Scope({"sex": ["man"]}))])
    [1, 3]
    """
    # The scope of region n is box n; what is taken out of regions follows.
    boxes = [region.scope for region in regions]
    position = {box: len(regions) + n for n, box in enumerate(dict.fromkeys(b for r in regions for b in r.minus))}
    boxes += position
    found = {(1 << len(boxes)) - 1}
    # Long axes first: their leaves mostly exclude one another, so few combinations come of them.
    for leaves in sorted(_box_sets(axes, boxes), key=len, reverse=True):
        found = {both for one in found for other in leaves if (both := one & other)}
        if len(found) > limit:
            raise TollbookError(
                f"the scopes of {len(regions)} statements cut people into more than {limit:,} classes",
                "reconciliation",
                "ask about a narrower time or fewer axes",
            )
    everything = (1 << len(regions)) - 1
    less = [(1 << n, sum(1 << position[box] for box in set(r.minus))) for n, r in enumerate(regions) if r.minus]
    members = {
        (boxed & everything) & ~sum(region for region, taken_out in less if boxed & taken_out) for boxed in found
    }
    return sorted(members - {0})


def _box_sets(axes: Axes, boxes: Sequence[Scope]) -> list[set[int]]:
    """For every axis in use, the distinct sets of boxes that admit one of its leaves."""
    restricted: defaultdict[str, defaultdict[frozenset[str], int]] = defaultdict(lambda: defaultdict(int))
    for n, box in enumerate(boxes):
        for axis, leaves in box.items():
            restricted[axis][leaves] |= 1 << n
    everything = (1 << len(boxes)) - 1
    return [_admitting(axes[axis], restricted[axis], everything) for axis in sorted(restricted)]


def _admitting(leaves: Sequence[str], restricted: Mapping[frozenset[str], int], everything: int) -> set[int]:
    """The distinct sets of boxes that admit a leaf; ``restricted`` are the boxes by the leaves that they admit."""
    groups = {everything ^ sum(restricted.values()): frozenset(leaves)}
    for admitted, boxes in restricted.items():
        inside = {boxed | boxes: group & admitted for boxed, group in groups.items()}
        outside = {boxed: group - admitted for boxed, group in groups.items()}
        groups = {boxed: group for boxed, group in (*inside.items(), *outside.items()) if group}
    return set(groups)
