"""What reconciliation states: figures with bounds and proofs, conflicts, and readings that would solve them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tollbook.records.frozen import FrozenMapping
from tollbook.records.vocabulary import (
    BesideKind,
    BoundSide,
    ConflictKind,
    FieldRule,
    Harm,
    ListKind,
    MarkKind,
    ProofBasis,
    TableAxis,
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
class CurveMark:
    """Something that a reader of a curve must know at one time: the way of counting changes, or a person decided.

    ``point`` is the figure that it is about, None where it is about the curve from that time on.
    """

    at: str
    kind: MarkKind
    text: str
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """One source's figures for one scope, by as-of time, oldest first. ``points`` are figure ids.

    ``retrospect`` are the figures of the same times in retrospect, one for each point; empty where there are none.
    """

    source: str | None
    harm: Harm
    label: str
    scope: Scope
    points: tuple[str, ...]
    retrospect: tuple[str, ...] = ()
    marks: tuple[CurveMark, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: people under a short name, and the ids of their figures; None where nobody can be.

    ``within`` says how many rows above contain this one; ``apart`` whether it shares nobody with its neighbours of the
    same depth: numbers of rows that are not apart may count the same people.
    """

    name: str
    within: int
    apart: bool
    figures: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one source and harm along one axis or two: a row for each name on the first, a column on the second.

    ``columns`` is empty where there is one axis; else the first column is everyone.
    """

    source: str | None
    harm: Harm
    by: tuple[TableAxis, ...]
    as_of: str | None
    view: View
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What one source says in a comparison: the id of its figure, and what is known about how it counts."""

    source: str | None
    figure: str
    definition: str


@dataclass(frozen=True, slots=True)
class ByRule:
    """What a rule of the field that the case has chosen makes of several sources. Never part of any sum.

    ``low`` to ``high`` is what it gives, from the figures of ``sources``, which stand beside it with their proofs;
    ``low`` is None where the rule gives nothing. ``why`` says how it was applied.
    """

    rule: FieldRule
    low: int | None
    high: int | None
    sources: tuple[str | None, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several sources about the same people, side by side. Never a sum, and never a mean.

    ``people`` says who is meant: whom one of these sources never counts is left out for all of them.
    ``low`` to ``high`` is the envelope: from the lowest lower end, of the sources ``lowest``, to the highest upper
    end, of the sources ``highest``; None and nobody where one of them states no upper end. ``independent``: the
    origins behind the figures that do not pass on one another's numbers. ``by_rule``: what the rules of the field that
    the case has chosen make of it.
    """

    harm: Harm
    people: str
    rows: tuple[Compared, ...]
    low: int
    high: int | None
    lowest: tuple[str | None, ...]
    highest: tuple[str | None, ...]
    independent: tuple[str, ...]
    by_rule: tuple[ByRule, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Edit:
    """A proposed change of how one field of a claim or breakdown is read."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Reading:
    """A proposal of the machine that would make claims agree. Accepting it is a person's judgement.

    ``claims``: all claims that are edited alike, ``claim`` the first of them; empty where it is one claim or one list.
    """

    id: str
    claim: str | None
    breakdown: str | None
    edit: Edit
    why: str
    solves: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[str, ...]:
        """The ids of the claims that are edited, or of the one list."""
        return self.claims or tuple(target for target in (self.claim, self.breakdown) if target)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of one source that cannot all be true. ``gap`` is by how many persons, ``suspended`` what is set aside.

    ``readings``: what would solve it, the likeliest first. ``unaffected``: claims of the same bulletins as those set
    aside that stay as they are printed.
    """

    id: str
    kind: ConflictKind
    claims: tuple[str, ...]
    gap: int
    explanation: str
    suspended: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    unaffected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListState:
    """Whether the items of a breakdown add up to its total.

    ``sum`` and ``total`` are as printed; ``remainder`` is who else there can be by what the numbers bound, its high
    None where there is no limit; None where the items are not to be added, or are too many. ``hint``: why somebody
    should look at it.
    """

    breakdown: str
    source: str | None
    sum: int
    total: int
    remainder: Interval | None
    kind: ListKind
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class ClosedAxis:
    """A proposal: on one axis these names are all that a source counts, as its own lists show.

    ``lists``: the breakdowns that close on it. To accept it, write the names under `closed` into the profile.
    """

    source: str
    axis: str
    names: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What reconciling one ledger gave: everything that ``figures`` writes besides the claims."""

    figures: tuple[Figure, ...] = ()
    headline: Headline = Headline()
    conflicts: tuple[Conflict, ...] = ()
    readings: tuple[Reading, ...] = ()
    beside: tuple[Beside, ...] = ()
    curves: tuple[Curve, ...] = ()
    axes: FrozenMapping[tuple[str, ...]] = FrozenMapping()
    bulletins: tuple[Bulletin, ...] = ()
    tables: tuple[Table, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    lists: tuple[ListState, ...] = ()
    closed: tuple[ClosedAxis, ...] = ()

    @property
    def sources(self) -> tuple[str | None, ...]:
        """Whose figures there are, in the order in which they are shown."""
        return tuple(dict.fromkeys(figure.source for figure in self.figures))

    @property
    def incidents(self) -> tuple[str, ...]:
        """What the figures are about, in the order in which they are shown."""
        return tuple(dict.fromkeys(figure.incident for figure in self.figures))

    def under(self, parent: str | None, source: str | None) -> tuple[Figure, ...]:
        """The figures of one source shown directly under ``parent`` (None: at the top), curve points left out."""
        points = {point for curve in self.curves for point in (*curve.points, *curve.retrospect)}
        return tuple(
            figure
            for figure in self.figures
            if figure.source == source and figure.part_of == parent and figure.id not in points
        )

    def beside_figure(self, identity: str | None) -> tuple[Beside, ...]:
        """What stands beside this figure without being summed; None: beside the whole ledger."""
        return tuple(entry for entry in self.beside if entry.figure == identity)
