"""An independent check of one figure: plain arithmetic and cover. Nothing is believed, nothing imported from Tollbook.

A bound is a sum of printed numbers. It proves something only if the people whom the sum adds and takes away are the
people asked about. So every class of people that the scopes tell apart is looked at: the sum of a lower bound must
count nobody outside the question, that of an upper bound must leave nobody in the question out. If it counts
everybody ``times`` times, it is divided by that.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil, floor, gcd
from typing import Any

Record = Mapping[str, Any]


def verify(figure: Record, axes: Mapping[str, Iterable[str]]) -> None:
    """Return if both bounds of a figure hold; raise ValueError, saying what is wrong, if one is not proved.

    ``figure`` is a figure in the wire format, ``axes`` all leaves of every axis, as written beside the figures.
    """
    for end in ("low", "high"):
        verify_end(figure, end, axes)


def verify_end(figure: Record, end: str, axes: Mapping[str, Iterable[str]]) -> None:
    """Return if one bound of a figure, ``low`` or ``high``, holds; raise ValueError if it is not proved."""
    proof, bound = figure["proof"][end], figure[end]
    if proof is None:
        _require(bound == (0 if end == "low" else None), f"{bound} as {end} has no proof")
        return
    terms, low = proof["terms"], end == "low"
    other = "high" if low else "low"
    sides = all(t["side"] == (end if t["coefficient"] > 0 else other) for t in terms)
    _require(sides, f"{end}: a wrong end is added")
    _require(gcd(*(t["coefficient"] for t in terms)) <= 1, f"{end}: the coefficients are not the smallest")
    inside, outside = _counted(figure, terms, axes)
    times = (max if low else min)(inside, default=1)
    _require(times > 0 and (max(outside) <= 0 if low else min(outside) >= 0), f"{end}: other people are counted")
    value = (ceil if low else floor)(Fraction(sum(t["coefficient"] * t["bound"] for t in terms), times))
    _require(bound == proof["value"] == value, f"{end}: the terms give {value}, not {bound}")
    alone = len(terms) == 1 and terms[0]["coefficient"] == 1 and _region(terms[0]) == _region(figure)
    _require(alone == (proof["basis"] == "stated"), f"{end}: {proof['basis']} is not what the terms are")


def _counted(figure: Record, terms: list[Record], axes: Mapping[str, Iterable[str]]) -> tuple[set[int], set[int]]:
    """How often the sum counts the people asked about, and all others."""
    boxes = [(n, taken_out, box) for n, region in enumerate((figure, *terms)) for taken_out, box in _boxes(region)]
    used = [(axis, leaf) for _, _, box in boxes for axis, leaves in box.items() for leaf in leaves]
    _require(all(leaf in axes.get(axis, ()) for axis, leaf in used), "a scope has a leaf that is on no axis")
    classes = {frozenset(range(len(boxes)))}
    for axis in {axis for axis, _ in used}:
        holding = {
            frozenset(b for b, (*_, box) in enumerate(boxes) if leaf in box.get(axis, (leaf,))) for leaf in axes[axis]
        }
        classes = {one & other for one in classes for other in holding}
    inside, outside = set[int](), {0}
    for people in classes:
        of = [
            {n for b, (n, out, _) in enumerate(boxes) if b in people and out == taken_out}
            for taken_out in (False, True)
        ]
        times = sum(term["coefficient"] for n, term in enumerate(terms, start=1) if n in of[0] - of[1])
        (inside if 0 in of[0] - of[1] else outside).add(times)
    return inside, outside


def _boxes(region: Record) -> list[tuple[bool, Record]]:
    return [(False, region["scope"]), *((True, taken_out) for taken_out in region["minus"])]


def _region(record: Record) -> set[tuple[bool, frozenset[tuple[str, frozenset[str]]]]]:
    return {(out, frozenset((axis, frozenset(leaves)) for axis, leaves in box.items())) for out, box in _boxes(record)}


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
