"""Statements that cannot all be true: which sets contradict each other, and what is set aside until somebody decides.

Suspend and agree. What is set aside is never one line of a list (that could make a nonsense number of the others),
but all items of the list together (its total stays), or a single claim outside every list. All smallest ways to make
the rest compatible are found; a bound is published as the hull over all of them, so no guess about the culprit enters
a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import islice
from math import ceil, floor

from tollbook.reconcile.atoms import Axes, Region, memberships
from tollbook.reconcile.program import Certificate, Program, Statement
from tollbook.records import Scope

MOST_REPAIRS = 50
"""Beyond this many smallest repairs everything that takes part in a conflict is set aside."""
MOST_STEPS = 20_000
"""Steps in the search for the smallest repairs after which there are taken to be too many."""


@dataclass(frozen=True, slots=True)
class Row:
    """One statement in a system: between ``low`` and ``high`` people are in the region.

    ``unit`` is what is set aside together; None for a law, which never is. ``weight`` is how reluctantly proofs lean
    on it.
    """

    id: str
    scope: Scope
    low: int
    high: int | None
    minus: tuple[Scope, ...] = ()
    unit: str | None = None
    weight: int = 2
    claim: str = ""
    quote: str = ""

    @property
    def region(self) -> Region:
        """The people counted."""
        return Region(self.scope, self.minus)

    @property
    def statement(self) -> Statement:
        """The bounds as the linear programs need them."""
        return Statement(self.low, self.high, self.weight)


@dataclass(frozen=True, slots=True)
class Clash:
    """Rows that cannot all be true, though any of them could go.

    ``certificate`` is None where only fractions fit.
    """

    rows: tuple[Row, ...]
    gap: int
    certificate: Certificate | None

    @property
    def units(self) -> frozenset[str]:
        """What could be set aside to end the clash."""
        return frozenset(row.unit for row in self.rows if row.unit is not None)


@dataclass(frozen=True, slots=True)
class Side:
    """One end of an answer with the sum that proves it and the rows that the sum refers to."""

    value: int
    certificate: Certificate
    rows: tuple[Row, ...]


class Solver:
    """Bounds any region by rows that can all be true."""

    def __init__(self, axes: Axes, told: Sequence[Row]) -> None:
        self.axes, self.rows = axes, tuple(tightest(told))
        self._regions = [row.region for row in self.rows]
        self._program = Program([row.statement for row in self.rows], memberships(axes, self._regions))

    def bounds(self, region: Region) -> tuple[Side | None, Side | None]:
        """The least and the greatest number of people that there can be in a region, with their proofs."""
        asked = 1 << len(self.rows)
        cut = memberships(self.axes, [*self._regions, region])
        touched = {member ^ asked for member in cut if member & asked}
        inside = touched.difference(cut)
        # A number printed for just these people is the plainest proof, however it is worded.
        plainest = [n for n, own in enumerate(self._regions) if own == region]
        low, high = self._program.low_proof(inside, plainest), self._program.high_proof(touched, plainest)
        return self._side(low, ceil), self._side(high, floor)

    def _side(self, certificate: Certificate | None, rounding: Callable[[Fraction], int]) -> Side | None:
        return Side(rounding(certificate.value), certificate, self.rows) if certificate else None


@dataclass(frozen=True)
class Settled:
    """A system, its clashes, and the smallest sets of units whose absence ends them (one empty set if none)."""

    axes: Axes
    rows: tuple[Row, ...]
    clashes: tuple[Clash, ...]
    repairs: tuple[frozenset[str], ...]

    @property
    def suspended(self) -> frozenset[str]:
        """The units that some repair sets aside."""
        return frozenset().union(*self.repairs)

    @cached_property
    def solvers(self) -> tuple[Solver, ...]:
        """One for every smallest repair: it knows the rows that stay."""
        return tuple(Solver(self.axes, self.without(repair)) for repair in self.repairs)

    def without(self, units: Iterable[str]) -> tuple[Row, ...]:
        """The rows that stay when these units are set aside."""
        gone = set(units)
        return tuple(row for row in self.rows if row.unit not in gone)


@dataclass(frozen=True, slots=True)
class Answer:
    """The bounds of one region. A missing ``low`` means 0, a missing ``high`` that no upper bound is stated.

    ``by_repair`` gives the bounds under each smallest repair; they differ where the answer is disputed. ``parity``:
    clashes that only this question brought up, because fractions of persons would satisfy the statements and whole
    persons do not.
    """

    low: Side | None
    high: Side | None
    by_repair: tuple[tuple[int, int | None], ...]
    parity: tuple[Clash, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether the answer depends on which of the conflicting statements is wrong."""
        return len(set(self.by_repair)) > 1


def settle(axes: Axes, rows: Sequence[Row], everyone: Scope | None = None) -> Settled:
    """The system of these rows, with all clashes that had to be met to find every smallest repair.

    ``everyone`` are the people whom the source counts at all; their total is where fractions of persons come to light.
    """
    settled = _repaired(axes, tuple(sorted(rows, key=lambda row: row.id)), [])
    return _whole(settled, Region(everyone or Scope()))[0]


def settle_in_parts(axes: Axes, rows: Sequence[Row], parts: Iterable[Sequence[Row]]) -> Settled:
    """The system of these rows, too many to be looked at together, with the clashes within each of its parts."""
    clashes: list[Clash] = []
    for part in parts:
        known = [clash for clash in clashes if set(clash.rows) <= set(part)]
        clashes += _repaired(axes, tuple(part), known).clashes[len(known) :]
    return Settled(axes, tuple(rows), tuple(clashes), _repairs(rows, clashes))


def narrowed(settled: Settled, rows: Sequence[Row]) -> Settled:
    """Only these rows of a system, with what has to be set aside for all of it and for them."""
    return _repaired(settled.axes, tuple(rows), list(settled.clashes))


def ask(settled: Settled, region: Region) -> Answer:
    """The bounds of a region: the hull over all smallest repairs."""
    whole, answer = _whole(settled, region)
    return replace(answer, parity=whole.clashes[len(settled.clashes) :])


def clash_in(axes: Axes, rows: Sequence[Row]) -> Clash | None:
    """A smallest set of rows that cannot all be true, with the sum that shows it; None if all can."""
    rows = _two_numbers(rows) or tightest(rows)
    found = _impossible(axes, rows)
    if found is None:
        return None
    kept = [rows[n] for n in sorted(found.rows)]
    for row in list(kept):
        fewer = [other for other in kept if other is not row]
        if fewer and (smaller := _impossible(axes, fewer)):
            kept, found = fewer, smaller
    certificate = _impossible(axes, kept) or found
    return Clash(tuple(kept), certificate.total, certificate)


def tightest(rows: Sequence[Row]) -> list[Row]:
    """The rows without those made idle by another about the same people: the highest low and lowest high stay."""
    lows, highs = dict[Region, Row](), dict[Region, Row]()
    for row in rows:
        if row.region not in lows or (-row.low, row.weight) < (-lows[row.region].low, lows[row.region].weight):
            lows[row.region] = row
        if row.high is not None:
            best = highs.get(row.region)
            if best is None or (row.high, row.weight) < (best.high, best.weight):
                highs[row.region] = row
    kept = {row.id for row in (*lows.values(), *highs.values())}
    return [row for row in rows if row.id in kept]


def _two_numbers(rows: Sequence[Row]) -> list[Row] | None:
    """Two rows about the same people that contradict each other plainly, without asking the solver."""
    by_people: dict[Region, list[Row]] = {}
    for row in tightest(rows):
        by_people.setdefault(row.region, []).append(row)
    for same in by_people.values():
        top = max(same, key=lambda row: row.low)
        bottom = min((row for row in same if row.high is not None), key=lambda row: row.high or 0, default=None)
        if bottom is not None and bottom.high is not None and top.low > bottom.high:
            return [top, bottom]
    return None


def _in_doubt(rows: Sequence[Row]) -> set[str]:
    """The units of all numbers about people who have two contradicting numbers: none may survive by luck."""
    lows, highs = dict[Region, int](), dict[Region, int]()
    for row in rows:
        lows[row.region] = max(row.low, lows.get(row.region, 0))
        if row.high is not None:
            highs[row.region] = min(row.high, highs.get(row.region, row.high))
    doubtful = {region for region, high in highs.items() if lows[region] > high}
    return {row.unit for row in rows if row.region in doubtful and row.unit is not None}


def _impossible(axes: Axes, rows: Sequence[Row]) -> Certificate | None:
    return Program([row.statement for row in rows], memberships(axes, [row.region for row in rows])).impossible_sum()


def _repaired(axes: Axes, rows: tuple[Row, ...], clashes: list[Clash]) -> Settled:
    possible: set[frozenset[str]] = set()
    while True:
        repairs = _repairs(rows, clashes)
        untested = next((repair for repair in repairs if repair not in possible), None)
        if untested is None:
            return Settled(axes, rows, tuple(clashes), repairs)
        clash = clash_in(axes, [row for row in rows if row.unit not in untested])
        if clash is None:
            possible.add(untested)
        elif clash.units:
            clashes.append(clash)
        else:
            raise ValueError("laws alone cannot contradict each other")


def _repairs(rows: Sequence[Row], clashes: Sequence[Clash]) -> tuple[frozenset[str], ...]:
    """The smallest repairs; if there are too many, one that sets aside everything in doubt."""
    found = smallest_repairs([clash.units for clash in clashes])
    return tuple(found or [frozenset().union(_in_doubt(rows), *(clash.units for clash in clashes))])


def smallest_repairs(clashes: Sequence[frozenset[str]]) -> list[frozenset[str]] | None:
    """All smallest sets of units that meet every clash, in a fixed order; None if there are too many.

    >>> [sorted(repair) for repair in smallest_repairs([frozenset("ab"), frozenset("bc")])]
    [['b']]
    """
    search = _Search(clashes)
    for size in range(_apart(clashes, frozenset()), len(clashes) + 1):
        found = dict.fromkeys(islice(search.meeting(frozenset(), size), MOST_REPAIRS + 1))
        if search.steps > MOST_STEPS or len(found) > MOST_REPAIRS:
            return None
        if found:
            return sorted(found, key=sorted)
    raise ValueError("a clash without units")


class _Search:
    """Looks for sets of units that meet every clash, and counts its steps."""

    def __init__(self, clashes: Sequence[frozenset[str]]) -> None:
        self.clashes, self.steps = clashes, 0

    def meeting(self, chosen: frozenset[str], size: int) -> Iterator[frozenset[str]]:
        """The sets of ``size`` units that contain the chosen ones and meet every clash; fewer if the steps run out."""
        self.steps += 1
        unmet = next((clash for clash in self.clashes if not clash & chosen), None)
        if unmet is None:
            yield chosen
        elif self.steps <= MOST_STEPS and len(chosen) + _apart(self.clashes, chosen) <= size:
            for unit in sorted(unmet):
                yield from self.meeting(chosen | {unit}, size)


def _apart(clashes: Sequence[frozenset[str]], chosen: frozenset[str]) -> int:
    """How many unmet clashes share no unit: at least so many more units are needed."""
    met, number = set(chosen), 0
    for clash in clashes:
        if not clash & met:
            met |= clash
            number += 1
    return number


def _whole(settled: Settled, region: Region) -> tuple[Settled, Answer]:
    """The answer about a region in whole persons, and the system with the clashes that had to be added for it."""
    while (answer := _ask(settled, region)).parity:
        settled = _repaired(settled.axes, settled.rows, [*settled.clashes, *answer.parity])
    return settled, answer


def _ask(settled: Settled, region: Region) -> Answer:
    lows, highs = list[Side | None](), list[Side | None]()
    for solver in settled.solvers:
        low, high = solver.bounds(region)
        if low and high and low.value > high.value:
            uses = [low.rows[n] for n in sorted(low.certificate.rows | high.certificate.rows)]
            return Answer(low, high, (), (Clash(tuple(uses), low.value - high.value, None),))
        lows.append(low)
        highs.append(high)
    pairs = zip(lows, highs, strict=True)
    by_repair = tuple((low.value if low else 0, high.value if high else None) for low, high in pairs)
    low = None if None in lows else min((side for side in lows if side), key=lambda side: side.value)
    high = None if None in highs else max((side for side in highs if side), key=lambda side: side.value)
    return Answer(low, high, by_repair)
