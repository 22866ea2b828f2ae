"""Curves: how each toll of a source grew, what is known of each step in retrospect, and what a reader must know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.edits import targets
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import Question
from tollbook.reconcile.figures.asking import Outlook
from tollbook.reconcile.figures.labels import described, label
from tollbook.reconcile.figures.proofs import Systems
from tollbook.reconcile.scopes.moments import as_of_text, in_words, instant, last_day
from tollbook.reconcile.words import words
from tollbook.records import Curve, CurveMark, Figure, MarkKind, Scope, View


class Drawn(NamedTuple):
    """A curve, and the figures of its points, those in retrospect after those as known."""

    curve: Curve
    figures: tuple[Figure, ...]


def curves(systems: Systems, partition: Partition, outlook: Outlook) -> Iterator[Drawn]:
    """Everyone, and every status that the source counted at several moments, as of each and as soon as it was known.

    Beside what was known then stands what is known now about the same time. Looking back, only that is drawn.
    """
    back = outlook.view is View.IN_RETROSPECT
    found = _moments(systems.book, partition)
    for scope, moments in sorted(found.items(), key=lambda item: (len(item[0]), str(item[0]))):
        within = {at: since for at, since in moments.items() if outlook.reaches(at if back else since)}
        if len(within) > 1:
            yield _Curve(systems, partition, scope, within).drawn(outlook.view)


def _moments(book: Book, partition: Partition) -> Mapping[Scope, Mapping[str, str]]:
    """The people of each curve, and its moments with the one since which the source's number for it is known."""
    said: defaultdict[Scope, dict[str, str]] = defaultdict(dict)
    for claim in book.partitions[partition]:
        scope, moment, since = book.people[claim.id], book.moments[claim.id], book.timetable.known[claim.id]
        if moment is None or since is None or partition.stock:
            continue
        status = set(described(book, partition.source, scope)) == {"status"} and not book.minus[claim.id]
        for shown_for in (Scope(), scope) if status else (Scope(),):
            said[shown_for][moment] = min(said[shown_for].get(moment, since), since, key=instant)
    return said


@dataclass(frozen=True, slots=True)
class _Curve:
    """The people of one curve in one system, and its moments with the ones since which they are known."""

    systems: Systems
    partition: Partition
    scope: Scope
    moments: Mapping[str, str]

    def drawn(self, view: View) -> Drawn:
        """The curve with its figures."""
        order = sorted(self.moments, key=instant)
        back = [self._figure(at, None, View.IN_RETROSPECT) for at in order]
        known = [self._figure(at, self.moments[at], view) for at in order] if view is View.AS_KNOWN else []
        curve = Curve(
            self.partition.source,
            self.partition.harm,
            label(described(self.systems.book, self.partition.source, self.scope)),
            self.scope,
            tuple(figure.id for figure in known or back),
            tuple(figure.id for figure in back) if known else (),
            (*self._definitions(order), *self._decisions(dict(zip(order, known or back, strict=True)))),
        )
        return Drawn(curve, (*known, *back))

    def _figure(self, at: str, known: str | None, view: View) -> Figure:
        later = known if known != at else None
        return self.systems.figure(Question(self.partition, self.scope, view=view, at=at, known=later, role="curve"))

    def _definitions(self, order: list[str]) -> Iterator[CurveMark]:
        """Where the source's name for these people stops being a name and begins to restrict."""
        book, source = self.systems.book, self.partition.source
        for reading in book.vocabulary.profile(source).labels:
            category = Scope({axis: leaves for axis, leaves in reading.of.items() if axis not in reading.drop})
            if reading.until and category.contains(self.scope) and self._within(reading.until, order):
                name, whole = (label(described(book, source, scope)) for scope in (reading.of, category))
                text = words().marks["label"].format(until=in_words(reading.until), name=name, category=whole)
                yield CurveMark(reading.until, MarkKind.DEFINITION, text)

    def _within(self, until: str, order: list[str]) -> bool:
        return instant(order[0])[0] <= last_day(until) < instant(order[-1])[0]

    def _decisions(self, points: Mapping[str, Figure]) -> Iterator[CurveMark]:
        """The readings that people accepted of numbers of one moment, at the figure of that moment."""
        book = self.systems.book
        lists = {breakdown.id: breakdown for breakdown in book.breakdowns}
        for at, figure in points.items():
            now = {claim for claim in figure.claims if book.moments.get(claim) == at}
            for reading in book.accepted:
                if now.intersection(targets(reading, lists)):
                    yield CurveMark(as_of_text(at) or at, MarkKind.READING, reading.why, figure.id)
