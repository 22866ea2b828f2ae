"""Linear programs whose solutions are proofs: bounds by adding and subtracting claims, and sums that cannot be.

The unknowns are the sizes of the atoms. What counts of a solution is its dual: how often each claim is added or
subtracted, so that everybody in the question is counted. That is a sum which a reader can check. Of all sums that
prove the best bound the least-weighted one is taken, so that proofs are short and lean on exact claims. Nothing of
the solver is believed: coefficients become fractions and the sum is checked exactly; if it fails there is no proof.

Sources: LP duality; Gleeson and Ryan, Identifying minimally infeasible subsystems of inequalities (1990), for the
second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, chain, compress
from math import inf, lcm
from typing import Any, NamedTuple

from tollbook.records import BoundSide

PREFERENCE = 1e-4
"""How much of a person a shorter sum is worth: less than rounding, more than the solver's tolerance."""

GAP = 1e-7
"""What the solver may call an impossible sum and still mean zero."""

TINY = 1e-9
"""A multiplier below this is zero."""

LARGEST_DENOMINATOR = 1000
"""Coefficients of proofs seen so far are whole; halves occur where three groups overlap in pairs."""

BYTES = bytes.maketrans(b"01", b"\0\1")

OPTIONS = {"output_flag": False, "solver": "simplex", "simplex_strategy": 4, "presolve": "off", "threads": 1}
"""The primal simplex method (4), which goes on from an older solution when another question is asked of it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the programs need of a claim: its bounds, and how reluctantly a proof leans on it."""

    low: int
    high: int | None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Term:
    """``coefficient`` times one end of statement number ``row``; negative where it is subtracted."""

    row: int
    side: BoundSide
    coefficient: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """A checked sum: the terms count everybody asked for ``times`` times, and add up to ``total``."""

    terms: tuple[Term, ...]
    total: int
    times: int

    @property
    def value(self) -> Fraction:
        """What the sum proves about the people asked for."""
        return Fraction(self.total, self.times)

    @property
    def rows(self) -> frozenset[int]:
        """The statements that the sum uses."""
        return frozenset(term.row for term in self.terms)


class Range(NamedTuple):
    """From where to where a sum may lie."""

    low: float
    high: float


class Line(NamedTuple):
    """A sum of unknowns with its range."""

    limits: Range
    unknowns: Sequence[int]
    coefficients: Sequence[int]


class Program:
    """The programs about some statements. Bit n of a membership tells whether statement n contains the atom.

    ``used``: the statements that bound anything; only these bits of a membership matter. All questions share one model
    and start from one solution of it, so no answer depends on what was asked before.
    """

    def __init__(self, rows: Sequence[Statement], members: Iterable[int]) -> None:
        self._rows = rows
        self._used = [n for n, row in enumerate(rows) if row.low or row.high is not None]
        self.used = sum(1 << n for n in self._used)
        self._members = sorted({member & self.used for member in members} - {0})
        self._atoms = _atoms(self._members, self._used)

    def low_proof(self, inside: Collection[int], plainest: Collection[int] = ()) -> Certificate | None:
        """The best proof that so many people are asked for; None if nothing proves any.

        ``inside``: the atoms that are asked for entirely. Proofs lean on the statements ``plainest`` before any other.
        """
        found = self._best([int(member in inside) for member in self._members], plainest)
        return found if found and found.total > 0 else None

    def high_proof(self, touched: Collection[int], plainest: Collection[int] = ()) -> Certificate | None:
        """The best proof that no more people are asked for; None if there is no upper bound.

        ``touched``: the atoms of which at least a part is asked for; 0 among them are people in no statement.
        """
        found = None if 0 in touched else self._best([-(member in touched) for member in self._members], plainest)
        if found is None:
            return None
        terms = tuple(Term(term.row, term.side, -term.coefficient) for term in found.terms)
        return Certificate(terms, -found.total, found.times)

    def impossible_sum(self) -> Certificate | None:
        """A short sum that counts nobody and yet is positive: proof that the statements cannot all be true.

        ``total`` is the gap in persons. None if the statements are compatible.
        """
        import highspy

        # One more unknown stretches every end by its weight. So the weights add up to one, instead of the gap, and
        # coefficients stay near one however large the numbers are.
        lows = [(n, Range(self._rows[n].low, inf), self._rows[n].weight) for n in self._used if self._rows[n].low]
        highs = [
            (n, Range(-inf, high), -self._rows[n].weight)
            for n in self._used
            if (high := self._rows[n].high) is not None
        ]
        ends, stretch = (*lows, *highs), len(self._members)
        lines = [Line(limits, (*self._atoms[n], stretch), (*[1] * len(self._atoms[n]), by)) for n, limits, by in ends]
        solver = _solver([*[0] * stretch, 1], lines)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            told = solver.modelStatusToString(solver.getModelStatus())
            raise ValueError(f"whether all statements can be true was not found out ({told})")
        if solver.getInfo().objective_function_value <= GAP:
            return None
        multipliers = dict.fromkeys(self._used, 0.0)
        for (n, *_), dual in zip(ends, solver.getSolution().row_dual, strict=True):
            multipliers[n] += dual
        least = min(abs(y) for y in multipliers.values() if abs(y) > TINY)
        found = self._exact({n: y / least for n, y in multipliers.items()}, [0] * stretch)
        return found if found and found.total > 0 else None

    def _best(self, demand: Sequence[int], plainest: Collection[int]) -> Certificate | None:
        """The sum that prices the statements as they are worth in a smallest solution; None if there is none.

        Atoms cost what they are demanded for.
        """
        import highspy

        if not self._used or not self._members:
            return Certificate((), 0, 1) if min(demand, default=0) >= 0 else None
        solver, start = self._ready
        solver.clearSolver()  # else alternative proofs would depend on what was asked before
        solver.setBasis(start)
        solver.changeColsCost(len(demand), range(len(demand)), demand)
        for place, n in enumerate(self._used):
            if n in plainest:
                solver.changeRowBounds(place, *_range(replace(self._rows[n], weight=1)))
        solver.run()
        status, prices = solver.getModelStatus(), solver.getSolution().row_dual
        for place, n in enumerate(self._used):
            if n in plainest:
                solver.changeRowBounds(place, *_range(self._rows[n]))
        if status == highspy.HighsModelStatus.kUnbounded:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            told = solver.modelStatusToString(status)
            raise ValueError(f"bounds were asked of statements that cannot all be true ({told})")
        return self._exact(dict(zip(self._used, prices, strict=True)), demand)

    @cached_property
    def _ready(self) -> tuple[Any, Any]:
        """The solver with all statements, and some solution of them."""
        lines = [Line(_range(self._rows[n]), self._atoms[n], [1] * len(self._atoms[n])) for n in self._used]
        solver = _solver([0] * len(self._members), lines)
        solver.run()
        return solver, solver.getBasis()

    def _exact(self, multipliers: Mapping[int, float], demand: Sequence[int]) -> Certificate | None:
        """The solver's sum in whole coefficients, if it holds exactly for every atom; None if it does not."""
        fractions = {
            n: Fraction(y).limit_denominator(LARGEST_DENOMINATOR) for n, y in multipliers.items() if abs(y) > TINY
        }
        times = lcm(*(fraction.denominator for fraction in fractions.values()))
        used = {n: int(fraction * times) for n, fraction in fractions.items() if fraction}
        in_used = sum(1 << n for n in used)
        for member, limit in {(member & in_used, limit) for member, limit in zip(self._members, demand, strict=True)}:
            if sum(coefficient for n, coefficient in used.items() if member >> n & 1) > limit * times:
                return None
        terms = tuple(
            Term(n, BoundSide.LOW if coefficient > 0 else BoundSide.HIGH, coefficient)
            for n, coefficient in used.items()
        )
        ends = [(row.low if c > 0 else row.high, c) for n, c in used.items() for row in [self._rows[n]]]
        if any(end is None for end, _ in ends):
            return None
        return Certificate(terms, sum(c * end for end, c in ends if end), times)


def _atoms(members: Sequence[int], used: Sequence[int]) -> dict[int, list[int]]:
    """The atoms of every statement in use."""
    width = max(used, default=-1) + 1
    # One byte for each bit, atom after atom: a statement's atoms are then found without a loop over single bits.
    bits = "".join(f"{member:0{width}b}" for member in members).encode().translate(BYTES)
    return {n: list(compress(range(len(members)), bits[width - 1 - n :: width])) for n in used}


def _range(row: Statement) -> Range:
    """The range in which the solver looks: a shorter sum may be a little worse."""
    low = row.low - PREFERENCE * row.weight if row.low else -inf
    return Range(low, inf if row.high is None else row.high + PREFERENCE * row.weight)


def _solver(costs: Sequence[float], lines: Sequence[Line]) -> Any:
    """A solver that looks for the cheapest sizes, none negative, that keep all lines within their range."""
    import highspy

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(lines)
    model.col_cost_ = list(map(float, costs))
    model.col_lower_, model.col_upper_ = [0.0] * len(costs), [inf] * len(costs)
    model.row_lower_, model.row_upper_ = (
        [float(line.limits.low) for line in lines],
        [float(line.limits.high) for line in lines],
    )
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = [0, *accumulate(len(line.unknowns) for line in lines)]
    matrix.index_ = list(chain.from_iterable(line.unknowns for line in lines))
    matrix.value_ = list(chain.from_iterable(line.coefficients for line in lines))
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy has no annotations here
    for option, value in OPTIONS.items():
        solver.setOptionValue(option, value)
    # Doubles hold some fifteen digits: sums of very large numbers fit only so exactly.
    largest = max((abs(limit) for line in lines for limit in line.limits if limit not in (inf, -inf)), default=0)
    solver.setOptionValue("primal_feasibility_tolerance", max(1e-7, 1e-14 * largest))
    solver.passModel(model)
    return solver
