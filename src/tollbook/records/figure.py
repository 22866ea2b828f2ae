"""What reconciliation states: figures with bounds and proofs, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tollbook.records.frozen import FrozenMapping
from tollbook.records.vocabulary import (
    BesideKind,
    BoundSide,
    Harm,
    ProofBasis,
    View,
)

Leaves = frozenset[str]


class Scope(FrozenMapping[Leaves]):
    """Which people are meant: for each axis the leaves they may have; an axis left out restricts nothing.

    Immutable and hashable. ``minus`` (people taken out) is kept beside a scope, not in it.

    >>> civilians = Scope({"status": ["civilian"]})
    >>> Scope().contains(civilians), civilians.disjoint(Scope({"status": ["unknown"]}))
    (True, 'status')
    """

    __slots__ = ()

    def __init__(self, axes: Mapping[str, Iterable[str]] | None = None) -> None:
        super().__init__({axis: frozenset(leaves) for axis, leaves in (axes or {}).items()})

    def __repr__(self) -> str:
        return f"Scope({ {axis: sorted(leaves) for axis, leaves in self.items()} })"

    def contains(self, other: Scope) -> bool:
        """Whether everybody in ``other`` is in this scope."""
        return all(axis in other and other[axis] <= leaves for axis, leaves in self.items())

    def disjoint(self, other: Scope) -> str | None:
        """The first axis on which nobody can be in both, or None if somebody could."""
        return next((axis for axis, leaves in self.items() if axis in other and not leaves & other[axis]), None)


@dataclass(frozen=True, slots=True)
class ProofTerm:
    """One line of a proof: ``coefficient`` times one end of one claim; ``people`` says in words whom that counts."""

    claim: str
    side: BoundSide
    bound: int
    coefficient: int
    scope: Scope
    minus: tuple[Scope, ...]
    quote: str
    people: str = ""

    def __str__(self) -> str:
        """The summand with its sign: ``− 311``, ``+ 2 × 40``."""
        sign, times = "−" if self.coefficient < 0 else "+", abs(self.coefficient)
        return f"{sign} {self.bound:,}" if times == 1 else f"{sign} {times} × {self.bound:,}"


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a bound holds: the terms add up to ``value``, and together they cover the scope.

    ``weakest`` is the claim of the terms on which one would rely least.
    """

    basis: ProofBasis
    terms: tuple[ProofTerm, ...]
    value: int
    weakest: str | None

    def __str__(self) -> str:
        """The sum in plain arithmetic: ``524 − 311 = 213``; a lone stated number stands for itself."""
        if len(self.terms) == 1 and self.terms[0].coefficient == 1 and self.terms[0].bound == self.value:
            return f"{self.value:,}"
        summands = [str(term) for term in sorted(self.terms, key=lambda term: term.coefficient < 0)]
        return f"{' '.join(summands).removeprefix('+ ')} = {self.value:,}"


@dataclass(frozen=True, slots=True)
class Proofs:
    """The proofs of both ends of a figure; None where there is no bound to prove."""

    low: Proof | None = None
    high: Proof | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people of one scope, according to one source, at one time.

    ``low`` 0 without a proof is the trivial bound; ``high`` None means that no upper bound is stated.
    ``part_of`` names the figure under which this one is shown; ``printed`` are the words of a stated number that is
    itself hedged ("more than 500"), which say more than its bounds; ``people`` says in full words who is meant.
    ``known_at``: by when everything used was known, where that is another time than ``as_of``.
    """

    id: str
    incident: str
    harm: Harm
    source: str | None
    as_of: str | None
    view: View
    scope: Scope
    minus: tuple[Scope, ...]
    label: str
    low: int
    high: int | None
    proof: Proofs = Proofs()
    readings: tuple[str, ...] = ()
    disputed: bool = False
    rule: str | None = None
    claims: tuple[str, ...] = ()
    part_of: str | None = None
    note: str | None = None
    printed: str | None = None
    people: str = ""
    known_at: str | None = None

    def __str__(self) -> str:
        return f"{self.interval}: {self.remark}" if self.remark else self.interval

    @property
    def remark(self) -> str | None:
        """What a reader must know beside the bounds: the rule of the field that was applied, and the note."""
        return "; ".join(filter(None, (self.rule and f"by {self.rule}", self.note))) or None

    @property
    def interval(self) -> str:
        """The bounds in words: ``524``, ``311 to 524``, ``more than 500``, ``at least 40``, ``up to 30``."""
        if self.printed:
            return self.printed
        if self.high is None:
            return f"at least {self.low:,}" if self.low else "not known"
        if self.low == self.high:
            return f"{self.low:,}"
        return f"{self.low:,} to {self.high:,}" if self.low else f"up to {self.high:,}"


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim shown beside a figure but never summed into it, and why."""

    claim: str
    kind: BesideKind
    figure: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a source said at one moment, whoever carried it.

    ``at`` names the moment for questions: "2025-03-08 (1)" is the first of several by the end of that day.
    ``inferred``: claims whose place within the day is inferred from their numbers; ``carriers``: the outlets whose
    reports carry it.
    """

    source: str | None
    at: str
    claims: tuple[str, ...]
    inferred: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    incident: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends as printed; None where that end is not printed."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Headline:
    """What one report itself prints or spells out, never a derived bound (see the wire format)."""

    killed: Interval | None = None
    killed_noncombatant: Interval | None = None
    injured: Interval | None = None
    injured_noncombatant: Interval | None = None
    missing: Interval | None = None
