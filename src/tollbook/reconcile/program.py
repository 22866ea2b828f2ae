"""Linear programs whose solutions are proofs: bounds by adding and subtracting claims, and sums that cannot be.

The unknowns of the textbook program are the sizes of the atoms. What is solved here is its dual: how often each claim
is added or subtracted, so that everybody in the question is counted. A solution of the dual is a sum that a reader
can check. Of all sums that prove the best bound the least-weighted one is taken, so that proofs are short and lean on
exact claims. Nothing of the solver is believed: coefficients become fractions and the sum is checked exactly; if it
fails there is no proof.

Sources: LP duality; Gleeson and Ryan, Identifying minimally infeasible subsystems of inequalities (1990), for the
second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from tollbook.records import BoundSide

PREFERENCE = 1e-4
"""How much of a person a shorter sum is worth: less than rounding, more than the solver's tolerance."""

GAP = 1e-7
"""What the solver may call an impossible sum and still mean zero."""

TINY = 1e-9
"""A multiplier below this is zero."""

LARGEST_DENOMINATOR = 1000
"""Coefficients of proofs seen so far are whole; halves occur where three groups overlap in pairs."""


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


@dataclass(frozen=True, slots=True)
class Column:
    """One end of one statement as an unknown of the programs; ``sign`` is 1 for a low end, -1 for a high one."""

    row: int
    side: BoundSide
    sign: int
    bound: int
    weight: int


class Program:
    """The programs about some statements. Bit n of a membership tells whether statement n contains the atom."""

    def __init__(self, rows: Sequence[Statement], members: Sequence[int]) -> None:
        lows = [Column(n, BoundSide.LOW, 1, row.low, row.weight) for n, row in enumerate(rows) if row.low]
        highs = [
            Column(n, BoundSide.HIGH, -1, row.high, row.weight) for n, row in enumerate(rows) if row.high is not None
        ]
        self._columns, self._members = (*lows, *highs), members
        used = sorted({column.row for column in self._columns})
        self._atoms = {row: [atom for atom, member in enumerate(members) if member >> row & 1] for row in used}

    def low_proof(self, asked: int) -> Certificate | None:
        """The best proof that at least so many people are in region ``asked``; None if nothing proves any."""
        found = self._best([member >> asked & 1 for member in self._members])
        return found if found and found.total > 0 else None

    def high_proof(self, asked: int) -> Certificate | None:
        """The best proof that at most so many people are in region ``asked``; None if there is no upper bound."""
        found = self._best([-(member >> asked & 1) for member in self._members])
        if found is None:
            return None
        terms = tuple(Term(term.row, term.side, -term.coefficient) for term in found.terms)
        return Certificate(terms, -found.total, found.times)

    def impossible_sum(self) -> Certificate | None:
        """A short sum that counts nobody and yet is positive: proof that the statements cannot all be true.

        ``total`` is the gap in persons. None if the statements are compatible.
        """
        # The weights add up to one, instead of the gap: so coefficients stay near one however large the numbers are.
        cost = [float(column.sign * column.bound) for column in self._columns]
        nobody = [0] * len(self._members)
        multipliers = self._solve(cost, nobody, whole_weight_is_one=True)
        if not multipliers or sum(c * y for c, y in zip(cost, multipliers, strict=True)) <= GAP:
            return None
        least = min(y for y in multipliers if y > TINY)
        found = self._exact([y / least for y in multipliers], nobody)
        return found if found and found.total > 0 else None

    def _best(self, demand: Sequence[int]) -> Certificate | None:
        cost = [column.sign * column.bound - PREFERENCE * column.weight for column in self._columns]
        multipliers = self._solve(cost, demand)
        return None if multipliers is None else self._exact(multipliers, demand)

    def _solve(
        self, cost: Sequence[float], demand: Sequence[int], *, whole_weight_is_one: bool = False
    ) -> list[float] | None:
        """Multipliers, none negative, that maximise ``cost`` and count no atom above its demand; None if none do."""
        import highspy

        if not self._columns:
            return [] if min(demand, default=0) >= 0 else None
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._columns), len(demand) + whole_weight_is_one
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_ = list(cost)
        model.col_lower_, model.col_upper_ = [0.0] * len(cost), [highspy.kHighsInf] * len(cost)
        model.row_upper_ = [*map(float, demand), *([1.0] if whole_weight_is_one else [])]
        model.row_lower_ = [-highspy.kHighsInf] * model.num_row_
        self._fill(model.a_matrix_, whole_weight_is_one)
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy has no annotations here
        for option, value in (("output_flag", False), ("solver", "simplex"), ("threads", 1)):
            solver.setOptionValue(option, value)
        solver.passModel(model)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            told = solver.modelStatusToString(status)
            raise ValueError(f"bounds were asked of statements that cannot all be true ({told})")
        return list(solver.getSolution().col_value)

    def _fill(self, matrix: Any, weighted: bool) -> None:
        start, index, value = [0], list[int](), list[float]()
        for column in self._columns:
            atoms = self._atoms[column.row]
            index += atoms
            value += [float(column.sign)] * len(atoms)
            if weighted:
                index.append(len(self._members))
                value.append(float(column.weight))
            start.append(len(index))
        matrix.start_, matrix.index_, matrix.value_ = start, index, value

    def _exact(self, multipliers: Sequence[float], demand: Sequence[int]) -> Certificate | None:
        """The solver's sum in whole coefficients, if it holds exactly for every atom; None if it does not."""
        fractions = [
            Fraction(y).limit_denominator(LARGEST_DENOMINATOR) if y > TINY else Fraction() for y in multipliers
        ]
        times = lcm(*(fraction.denominator for fraction in fractions))
        pairs = zip(self._columns, fractions, strict=True)
        used = [(column, column.sign * int(fraction * times)) for column, fraction in pairs if fraction]
        for member, limit in zip(self._members, demand, strict=True):
            if sum(coefficient for column, coefficient in used if member >> column.row & 1) > limit * times:
                return None
        terms = tuple(Term(column.row, column.side, coefficient) for column, coefficient in used)
        return Certificate(terms, sum(coefficient * column.bound for column, coefficient in used), times)
