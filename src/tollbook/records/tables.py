"""Figures put together: curves over time, tables along axes, and sources side by side."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.records.figure import Scope
from tollbook.records.vocabulary import FieldRule, Harm, MarkKind, TableAxis, View


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
