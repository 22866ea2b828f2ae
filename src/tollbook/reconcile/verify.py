"""An independent check of one figure: plain arithmetic and cover. Nothing is believed, nothing imported from Tollbook.

A bound is a sum of printed numbers. It proves something only if the people whom the sum adds and takes away are the
people asked about. So every kind of person that the scopes tell apart is looked at: the sum of a lower bound must
count nobody outside the question, that of an upper bound must leave nobody in the question out. If it counts
everybody ``times`` times, it is divided by that.
"""

from collections.abc import Iterable, Iterator, Mapping
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
    proof, bound, low = figure["proof"][end], figure[end], end == "low"
    if proof is None:
        _require(bound == (0 if low else None), f"{bound} as {end} has no proof")
        return
    terms, coefficients = proof["terms"], [term["coefficient"] for term in proof["terms"]]
    whole = all(type(number) is int for term in terms for number in (term["coefficient"], term["bound"]))
    _require(whole and gcd(*coefficients) <= 1, f"{end}: the coefficients are not the smallest whole numbers")
    added, taken_away = ("low", "high") if low else ("high", "low")
    sides = all(term["side"] == (added if term["coefficient"] > 0 else taken_away) for term in terms)
    _require(sides, f"{end}: a wrong end of a claim is used")
    inside, outside = set[int](), {0}
    for counting in _kinds([figure, *terms], axes):
        times = sum(coefficients[n - 1] for n in counting - {0})
        (inside if 0 in counting else outside).add(times)
    times = (max if low else min)(inside, default=0)
    alien = max(outside) if low else -min(outside)
    _require(times > 0 >= alien, f"{end}: the people counted are not those asked about")
    value = (ceil if low else floor)(Fraction(sum(term["coefficient"] * term["bound"] for term in terms), times))
    _require(bound == proof["value"] == value, f"{end}: the terms give {value}, not {bound}")
    alone = len(terms) == 1 and inside == {1} and outside == {0}
    _require(proof["basis"] in ("derived", *["stated"] * alone), f"{end}: {proof['basis']} is not what the terms are")


def _kinds(regions: list[Record], axes: Mapping[str, Iterable[str]]) -> Iterator[set[int]]:
    """For every kind of person that the regions tell apart, the numbers of the regions that count it."""
    boxes = {(n, m): box for n, one in enumerate(regions) for m, box in enumerate((one["scope"], *one["minus"]))}
    kinds = {frozenset(boxes)}
    for axis in {axis for box in boxes.values() for axis in box}:
        leaves = frozenset(axes.get(axis, ()))
        admitted = {n: frozenset(box.get(axis, leaves)) for n, box in boxes.items()}
        _require(leaves.union(*admitted.values()) == leaves > set(), f"a scope has a leaf that is not on axis {axis}")
        told_apart = {frozenset(n for n in boxes if leaf in admitted[n]) for leaf in leaves}
        kinds = {one & other for one in kinds for other in told_apart}
    for kind in kinds:
        # A region counts who is in its scope, box 0, and in none of the boxes taken out of it.
        yield {n for n, m in kind if m == 0} - {n for n, m in kind if m > 0}


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
