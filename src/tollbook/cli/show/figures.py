"""Figures for people: per source a tree of totals, parts and remainders, each with its quote or its sum."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tollbook.cli.ledgers import Pool
from tollbook.cli.program import visible
from tollbook.cli.show.claims import STEP, unresolved
from tollbook.cli.show.words import NARROWEST, basis, day, heading, incident_of, indented, quoted, shortened, voice
from tollbook.records import Beside, Claim, Curve, Figure, ProofBasis, ProofTerm, View

if TYPE_CHECKING:
    from rich.console import Console


def show_pool(console: Console, pool: Pool) -> None:
    """Everything a ledger amounts to."""
    _Figures(console, pool).show()


class _Figures:
    """One ledger on one console."""

    def __init__(self, console: Console, pool: Pool) -> None:
        self.console, self.pool, self.outcome = console, pool, pool.outcome
        self.claims = pool.claims
        self.figures = {figure.id: figure for figure in pool.outcome.figures}
        self.short = shortened([*self.figures, *self.claims])

    def show(self) -> None:
        """Title, sources, what stands beside, what is not certain."""
        heading(self.console, self._title())
        if not self.outcome.figures:
            self.console.print("\nNo figures: nothing in it counts victims with a source or a number.")
        for source in self.outcome.sources:
            self._source(source)
        self._beside(None, 0)
        self._curves()
        self._open_questions()

    def _title(self) -> str:
        if len(self.pool.extractions) != 1:
            return f"{self.pool.id}, {len(self.pool.extractions)} reports"
        published = self.pool.extractions[0].report.published
        return f"{self.pool.id}, {f'published {day(published)}' if published else 'publication date not known'}"

    def _source(self, source: str | None) -> None:
        roots = self.outcome.under(None, source)
        for _, group in groupby(roots, key=lambda figure: (figure.incident, figure.as_of, figure.harm)):
            tree = list(group)
            about = f"{voice(source)}, {self._when(tree[0])}: {tree[0].harm}"
            heading(self.console, about + incident_of(tree[0], self.outcome))
            width = max(len(figure.interval) for root in tree for figure in self._all_under(root))
            for root in tree:
                self._branch(root, width, STEP)

    def _when(self, figure: Figure) -> str:
        """By when the people of a tree were counted, and whether one looks back."""
        timed = any(bulletin.source == figure.source for bulletin in self.outcome.bulletins)
        back = "in retrospect" if figure.view is View.IN_RETROSPECT and (figure.as_of or timed) else ""
        until = "" if back and not figure.as_of else f"as of {day(figure.as_of)}"
        return ", ".join(filter(None, (until, back)))

    def _all_under(self, figure: Figure) -> list[Figure]:
        parts = self.outcome.under(figure.id, figure.source)
        return [figure, *(below for part in parts for below in self._all_under(part))]

    def _branch(self, figure: Figure, width: int, left: int) -> None:
        self._figure(figure, width, left)
        for part in self.outcome.under(figure.id, figure.source):
            self._branch(part, width, left + STEP)

    def _figure(self, figure: Figure, width: int, left: int) -> None:
        inside = left + width + 2
        self._headline(figure, left + width, inside)
        if figure.remark:
            indented(self.console, figure.remark, inside)
        for claim in self._stating(figure):
            self._quote(self.claims[claim], inside)
        for term in self._carried(figure):
            indented(self.console, f"from {term.people}: {term.bound:,}", inside)
            self._quote(self.claims[term.claim], inside)
        self._beside(figure.id, inside)

    def _quote(self, claim: Claim, left: int, said: str = "", name: str = "") -> None:
        """A claim's quote; in brackets what is said about it, and whether its source is named elsewhere."""
        remarks = ", ".join(filter(None, (said, claim.source_remark)))
        after = f"{f' ({remarks})' if remarks else ''}{f' {name}' if name else ''}"
        indented(self.console, quoted(claim, self.console, left, after), left, "dim")

    def _headline(self, figure: Figure, right: int, inside: int) -> None:
        """The number up to column ``right``, the label from ``inside`` on, and at the end how it is known."""
        from rich.text import Text

        label, known = Text(visible(figure.label)), Text(self._known(figure), "dim")
        room = max(self.console.width - inside, NARROWEST)
        gap = room - label.cell_len - known.cell_len
        if gap >= STEP:
            label, known = Text.assemble(label, " " * gap, known), Text()
        first, *others = label.wrap(self.console, room)
        first.rstrip()
        self.console.print(Text.assemble((figure.interval.rjust(right), "bold"), "  ", first), soft_wrap=True)
        for text in (*others, *([known] if known else [])):
            indented(self.console, text, inside)

    def _known(self, figure: Figure) -> str:
        disputed = "disputed" if figure.disputed and "disputed" not in (figure.note or "") else ""
        return " · ".join(filter(None, (basis(figure), disputed, self.short[figure.id])))

    def _stating(self, figure: Figure) -> list[str]:
        """The claims that print an end of this figure."""
        proofs = (figure.proof.low, figure.proof.high)
        terms = [term for proof in proofs if proof and proof.basis is ProofBasis.STATED for term in proof.terms]
        return list(dict.fromkeys(term.claim for term in terms))

    def _carried(self, figure: Figure) -> list[ProofTerm]:
        """The number of other people, or of another time, that alone gives an end of this figure."""
        proofs = (figure.proof.low, figure.proof.high)
        alone = [proof.terms[0] for proof in proofs if proof and len(proof.terms) == 1]
        derived = [term for term in alone if term.claim not in self._stating(figure)]
        return list({term.claim: term for term in derived}.values())

    def _beside(self, figure: str | None, left: int) -> None:
        entries = self.outcome.beside_figure(figure)
        if entries and figure is None:
            heading(self.console, "Beside these figures, in no sum")
            left = STEP
        for entry in entries:
            self._aside(entry, left)

    def _aside(self, entry: Beside, left: int) -> None:
        claim = self.claims[entry.claim]
        indented(self.console, f"{entry.kind}: {entry.why}", left)
        self._quote(claim, left + STEP, f"{voice(claim.source)}, {claim.harm}", self.short[claim.id])

    def _curves(self) -> None:
        for curve in self.outcome.curves:
            if len(curve.points) > 1:
                self._curve(curve)

    def _curve(self, curve: Curve) -> None:
        points = [self.figures[point] for point in curve.points]
        about = f"{voice(curve.source)}, {curve.harm} by as-of date: {curve.label}"
        heading(self.console, about + incident_of(points[0], self.outcome))
        days = max(len(day(point.as_of)) for point in points)
        width = max(len(point.interval) for point in points)
        for point in points:
            row = f"{day(point.as_of):<{days}}  {point.interval:>{width}}  {self._known(point)}"
            indented(self.console, row, STEP)

    def _open_questions(self) -> None:
        entries = [entry for extraction in self.pool.extractions for entry in extraction.unresolved]
        if entries:
            heading(self.console, "Could not be resolved")
        for entry in entries:
            indented(self.console, unresolved(entry), STEP)
        if entries and any(extraction.report.published is None for extraction in self.pool.extractions):
            indented(
                self.console, "A publication date is missing. For bare reports, give it: --published 2025-03-08", STEP
            )
        if self.outcome.conflicts:
            number = len(self.outcome.conflicts)
            said = "1 conflict" if number == 1 else f"{number} conflicts"
            self.console.print(f"\n{said}: some of these numbers cannot all be true. See: tollbook conflicts")
