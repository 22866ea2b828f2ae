"""Numbers by which the page refers to its own parts, and the figures as trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tollbook.records import (
    Claim,
    Curve,
    CurveMark,
    Extraction,
    Figure,
    FrozenMapping,
    Harm,
    Reconciliation,
    Report,
    TollbookError,
)

MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim under its number on the page: ``2.3`` is the third claim of the second report."""

    number: str
    claim: Claim
    report: Report

    @property
    def place(self) -> str:
        """The anchor of the claim's number in the report's text."""
        return f"text-{self.number}"

    @property
    def entry(self) -> str:
        """The anchor of the claim's entry in the list under the text."""
        return f"claim-{self.number}"


@dataclass(frozen=True, slots=True)
class Node:
    """A figure and those shown under it."""

    figure: Figure
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """A curve with its figures. ``retrospect``: for the id of a point what is known of it now, where that differs."""

    label: str
    points: tuple[Figure, ...]
    retrospect: Mapping[str, Figure] = FrozenMapping()
    marks: tuple[CurveMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """The curves of one source, harm and incident: figures that may stand in one chart."""

    source: str | None
    harm: Harm
    incident: str
    tolls: tuple[Toll, ...]


def cite(extractions: Sequence[Extraction]) -> tuple[tuple[Cited, ...], ...]:
    """The claims of each report with their numbers, in the order of the text.

    TollbookError if a quote is not what stands in the text: such a page would prove nothing.
    """
    return tuple(
        tuple(
            Cited(f"{report_number}.{number}", _checked(claim, extraction.report), extraction.report)
            for number, claim in enumerate(sorted(extraction.claims, key=_in_text), start=1)
        )
        for report_number, extraction in enumerate(extractions, start=1)
    )


def _in_text(claim: Claim) -> tuple[int, int, str]:
    return (claim.number.start if claim.number else claim.start), claim.end, claim.id


def _checked(claim: Claim, report: Report) -> Claim:
    if not claim.quote or report.text[claim.start : claim.end] != claim.quote:
        where = f"{report.id}, claim {claim.id}"
        raise TollbookError("the quote is not what the text says there", where, "extract the report again")
    return claim


def forest(outcome: Reconciliation, source: str | None) -> tuple[Node, ...]:
    """The figures of one source as trees. A point of a curve is left to its curve unless figures stand under it,
    or unless the source has nothing else: then the latest point of each curve is shown.

    Every other figure is shown exactly once, even if the figure named as its whole is missing or lies under it.
    """
    points = {point for curve in outcome.curves for point in (*curve.points, *curve.retrospect)}
    parts: defaultdict[str | None, list[Figure]] = defaultdict(list)
    for figure in outcome.figures:
        if figure.source == source:
            parts[figure.part_of].append(figure)
    every = [figure for group in parts.values() for figure in group]
    latest = {curve.points[-1] for curve in outcome.curves if curve.points}
    figures = [f for f in every if f.id not in points or f.id in parts] or [f for f in every if f.id in latest]
    known, shown = {figure.id for figure in figures}, set[str]()

    def grow(figure: Figure) -> Node:
        shown.add(figure.id)
        return Node(figure, tuple(grow(part) for part in parts[figure.id] if part.id in known and part.id not in shown))

    roots = [grow(figure) for figure in figures if figure.part_of not in known]
    return (*roots, *(grow(figure) for figure in figures if figure.id not in shown))


def panels(outcome: Reconciliation, source: str | None) -> Iterator[Panel]:
    """The curves of one source, those of one harm together, as many as a reader can tell apart in one chart."""
    by_id = {figure.id: figure for figure in outcome.figures}
    same: defaultdict[tuple[Harm, str], list[Toll]] = defaultdict(list)
    for curve in outcome.curves:
        if curve.source == source and curve.points:
            same[curve.harm, by_id[curve.points[0]].incident].append(_toll(curve, by_id))
    for (harm, incident), tolls in same.items():
        for first in range(0, len(tolls), MOST_LINES):
            yield Panel(source, harm, incident, tuple(tolls[first : first + MOST_LINES]))


def without_repetitions(outcome: Reconciliation) -> Reconciliation:
    """The outcome without the figures in retrospect that say the same as what was known then: they tell nothing new."""
    by_id = {figure.id: figure for figure in outcome.figures}
    pairs = (
        (by_id[p], by_id[b])
        for c in outcome.curves
        if c.retrospect
        for p, b in zip(c.points, c.retrospect, strict=True)
    )
    again = {back.id for point, back in pairs if (point.low, point.high) == (back.low, back.high)}
    return replace(outcome, figures=tuple(figure for figure in outcome.figures if figure.id not in again))


def _toll(curve: Curve, by_id: Mapping[str, Figure]) -> Toll:
    pairs = zip(curve.points, curve.retrospect, strict=True) if curve.retrospect else ()
    retrospect = FrozenMapping({point: by_id[back] for point, back in pairs if back in by_id})
    return Toll(curve.label, tuple(by_id[point] for point in curve.points), retrospect, curve.marks)
