"""Statements that cannot all be true: which sets contradict each other, and what is set aside until somebody decides.

Suspend and agree. What is set aside is never one line of a list (that could make a nonsense number of the others),
but all items of the list together (its total stays), or a single claim outside every list. All smallest ways to make
the rest compatible are found; a bound is published as the hull over all of them, so no guess about the culprit enters
a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from tollbook.reconcile.engine.atoms import Axes, Region, memberships
from tollbook.reconcile.engine.program import Certificate, Program, Statement, Term
from tollbook.reconcile.engine.repairs import Units, connected, smallest_repairs
from tollbook.records import BoundSide, Scope

NOTHING = Statement(0, None)
"""A statement that bounds nobody."""


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
    def units(self) -> Units:
        """What could be set aside to end the clash."""
        return frozenset(row.unit for row in self.rows if row.unit is not None)


@dataclass(frozen=True, slots=True)
class Side:
    """One end of an answer with the sum that proves it and the rows that the sum refers to."""

    value: int
    certificate: Certificate
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class System:
    """Rows that are looked at together. Bit n of a membership tells whether row n contains a class of people."""

    axes: Axes
    rows: tuple[Row, ...]

    @cached_property
    def members(self) -> list[int]:
        """The memberships of all people."""
        return memberships(self.axes, self._regions)

    @cached_property
    def _regions(self) -> list[Region]:
        return [row.region for row in self.rows]

    def cut(self, region: Region) -> tuple[set[int], set[int]]:
        """The memberships of the people in a region, and of those outside it."""
        asked = 1 << len(self.rows)
        found = memberships(self.axes, [*self._regions, region])
        return {member ^ asked for member in found if member & asked}, {m for m in found if not m & asked}

    def told_of(self, region: Region) -> list[int]:
        """The rows that are about just the people of a region."""
        return [n for n, own in enumerate(self._regions) if own == region]

    def without(self, units: Collection[str]) -> list[Row]:
        """The rows that stay when these units are set aside."""
        return [row for row in self.rows if row.unit not in units]

    def program(self, units: Collection[str]) -> Program:
        """The programs about the rows that stay when these units are set aside."""
        kept = {row.id for row in tightest(self.without(units))}
        return Program([row.statement if row.id in kept else NOTHING for row in self.rows], self.members)

    def clash(self, units: Collection[str] = ()) -> Clash | None:
        """A smallest set of rows that cannot all be true, apart from these units; None if all others can."""
        if plain := _two_numbers(self.without(units)):
            return plain
        found = self.program(units).impossible_sum()
        if found is None:
            return None
        numbers = sorted(found.rows)
        terms = tuple(replace(term, row=numbers.index(term.row)) for term in found.terms)
        return _irreducible(self.axes, [self.rows[n] for n in numbers], replace(found, terms=terms))


class Solver:
    """Bounds any region by rows that can all be true: those of a system without some units."""

    def __init__(self, system: System, units: Collection[str]) -> None:
        self._rows, self._program = system.rows, system.program(units)

    def bounds(
        self, inside: Iterable[int], outside: Iterable[int], plainest: Collection[int]
    ) -> tuple[Side | None, Side | None]:
        """The least and the greatest number of people that there can be in a region, with their proofs."""
        used = self._program.used
        touched = {member & used for member in inside}
        entirely = touched - {member & used for member in outside}
        low, high = self._program.low_proof(entirely, plainest), self._program.high_proof(touched, plainest)
        return self._side(low, ceil), self._side(high, floor)

    def _side(self, certificate: Certificate | None, rounding: Callable[[Fraction], int]) -> Side | None:
        return Side(rounding(certificate.value), certificate, self._rows) if certificate else None


@dataclass(frozen=True)
class Settled:
    """A system, its clashes, and the smallest sets of units whose absence ends them (one empty set if none)."""

    system: System
    clashes: tuple[Clash, ...]
    repairs: tuple[Units, ...]

    @property
    def axes(self) -> Axes:
        """All leaves of every axis."""
        return self.system.axes

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows of the system."""
        return self.system.rows

    @cached_property
    def suspended(self) -> Units:
        """The units that some repair sets aside."""
        return frozenset().union(*self.repairs)

    @cached_property
    def solvers(self) -> tuple[Solver, ...]:
        """One for every smallest repair: it knows the rows that stay."""
        return tuple(Solver(self.system, repair) for repair in self.repairs)

    def without(self, units: Collection[str]) -> tuple[Row, ...]:
        """The rows that stay when these units are set aside."""
        return tuple(self.system.without(units))


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


def settle(
    axes: Axes,
    rows: Sequence[Row],
    everyone: Scope | None = None,
    known: Iterable[Clash] = (),
    possible: Iterable[Units] = (),
) -> Settled:
    """The system of these rows, with all clashes that had to be met to find every smallest repair.

    ``everyone`` are the people whom the source counts at all; their total is where fractions of persons come to light.
    ``known``: clashes of a system that says no more of these rows; ``possible``: units without which all others are
    known to be possible together.
    """
    system = System(axes, tuple(sorted(rows, key=lambda row: row.id)))
    settled = _Search(system, _carried(known, rows), possible).settled()
    return _whole(settled, Region(everyone or Scope()))[0]


def settle_in_parts(
    axes: Axes, rows: Sequence[Row], parts: Iterable[Sequence[Row]], known: Iterable[Clash] = ()
) -> Settled:
    """The system of these rows, too many to be looked at together, with the clashes within each of its parts."""
    clashes = _carried(known, rows)
    for part in parts:
        within = _carried(clashes, part)
        clashes += _Search(System(axes, tuple(part)), within).settled().clashes[len(within) :]
    repairs = smallest_repairs(clash.units for clash in clashes) or [_in_doubt(rows, clashes)]
    return Settled(System(axes, tuple(rows)), tuple(clashes), tuple(repairs))


def _carried(clashes: Iterable[Clash], rows: Iterable[Row]) -> list[Clash]:
    """The clashes of which every row is here and says no less."""
    here = {row.id: row for row in rows}
    found = ((clash, tuple(here[row.id] for row in clash.rows if row.id in here)) for clash in clashes)
    return [
        replace(clash, rows=mine)
        for clash, mine in found
        if len(mine) == len(clash.rows) and all(map(_says_no_less, mine, clash.rows))
    ]


def _says_no_less(row: Row, other: Row) -> bool:
    return row.low >= other.low and (other.high is None or (row.high is not None and row.high <= other.high))


def narrowed(settled: Settled, rows: Sequence[Row]) -> Settled:
    """Only these rows of a system, with what has to be set aside for them and for what hangs together with them."""
    here = {row.unit for row in rows}
    groups = connected(clash.units for clash in settled.clashes)
    near = {units for group in groups if any(here & units for units in group) for units in group}
    clashes = [clash for clash in settled.clashes if clash.units in near]
    return _Search(System(settled.axes, tuple(rows)), clashes).settled()


def ask(settled: Settled, region: Region) -> Answer:
    """The bounds of a region: the hull over all smallest repairs."""
    whole, answer = _whole(settled, region)
    return replace(answer, parity=whole.clashes[len(settled.clashes) :])


def clash_in(axes: Axes, rows: Sequence[Row]) -> Clash | None:
    """A smallest set of rows that cannot all be true, with the sum that shows it; None if all can."""
    return System(axes, tuple(rows)).clash()


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


def _two_numbers(rows: Sequence[Row]) -> Clash | None:
    """Two rows about the same people that contradict each other plainly, without asking the solver."""
    by_people: dict[Region, list[Row]] = {}
    for row in tightest(rows):
        by_people.setdefault(row.region, []).append(row)
    for same in by_people.values():
        top = max(same, key=lambda row: row.low)
        bottom = min((row for row in same if row.high is not None), key=lambda row: row.high or 0, default=None)
        if bottom is not None and bottom.high is not None and top.low > bottom.high:
            pair, gap = tuple(dict.fromkeys((top, bottom))), top.low - bottom.high
            terms = Term(0, BoundSide.LOW, 1), Term(len(pair) - 1, BoundSide.HIGH, -1)
            return Clash(pair, gap, Certificate(terms, gap, 1))
    return None


def _in_doubt(rows: Sequence[Row], clashes: Iterable[Clash]) -> Units:
    """The units of all clashes, and of all numbers about people who have two contradicting ones: none stays by luck."""
    lows, highs = dict[Region, int](), dict[Region, int]()
    for row in rows:
        lows[row.region] = max(row.low, lows.get(row.region, 0))
        if row.high is not None:
            highs[row.region] = min(row.high, highs.get(row.region, row.high))
    doubtful = {region for region, high in highs.items() if lows[region] > high}
    return _units(clashes) | {row.unit for row in rows if row.region in doubtful and row.unit is not None}


def _irreducible(axes: Axes, rows: Sequence[Row], certificate: Certificate) -> Clash:
    """The clash of rows that cannot all be true, without those that it does not need."""
    kept = list(rows)
    for row in rows:
        fewer = [other for other in kept if other is not row]
        if fewer and (smaller := System(axes, tuple(fewer)).program(()).impossible_sum()):
            kept, certificate = fewer, smaller
    return Clash(tuple(kept), certificate.total, certificate)


class _Search:
    """Looks for the clashes of a system until its smallest repairs are known."""

    def __init__(self, system: System, clashes: Iterable[Clash], possible: Iterable[Units] = ()) -> None:
        self._system, self._clashes, self._possible = system, list(clashes), list(possible)

    def settled(self) -> Settled:
        """The system with its smallest repairs, each of which leaves what can all be true."""
        while True:
            repairs = self._repairs()
            if not any(self._clash_without(repair) for repair in repairs):
                return Settled(self._system, tuple(self._clashes), tuple(repairs))

    def _repairs(self) -> list[Units]:
        """The smallest repairs of all clashes known, after looking for more among what is in none of them.

        If there are too many repairs, one that sets aside everything in doubt: what stays can then be true together
        with any one unit of what does not, so it is no matter of luck which of two numbers in conflict is met first.
        """
        while self._clash_without(_units(self._clashes)):
            pass
        found = smallest_repairs(clash.units for clash in self._clashes)
        alone = set[str]()
        while found is None and (waiting := _units(self._clashes) - alone):
            unit = min(waiting)
            if not self._clash_without(_units(self._clashes) - {unit}):
                alone.add(unit)
        return found or [_in_doubt(self._system.rows, self._clashes)]

    def _clash_without(self, units: Units) -> bool:
        """Whether what is left without these units has a clash, which then is known."""
        if any(units >= enough for enough in self._possible):
            return False
        clash = self._system.clash(units)
        if clash is None:
            self._possible.append(units)
            return False
        if not clash.units:
            raise ValueError("laws alone cannot contradict each other")
        self._clashes.append(clash)
        return True


def _units(clashes: Iterable[Clash]) -> Units:
    """Everything that takes part in one of the clashes."""
    return frozenset().union(*(clash.units for clash in clashes))


def _whole(settled: Settled, region: Region) -> tuple[Settled, Answer]:
    """The answer about a region in whole persons, and the system with the clashes that had to be added for it."""
    while (answer := _ask(settled, region)).parity:
        settled = _Search(settled.system, [*settled.clashes, *answer.parity]).settled()
    return settled, answer


def _ask(settled: Settled, region: Region) -> Answer:
    lows, highs = list[Side | None](), list[Side | None]()
    inside, outside = settled.system.cut(region)
    # A number printed for just these people is the plainest proof, however it is worded.
    plainest = settled.system.told_of(region)
    for solver in settled.solvers:
        low, high = solver.bounds(inside, outside, plainest)
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
