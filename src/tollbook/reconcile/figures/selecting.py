"""The part of what a ledger shows that somebody asks for: of one harm or source, as of a day, or as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.edits import targets
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import Question
from tollbook.reconcile.figures.asking import Outlook, moment, partitions, word
from tollbook.reconcile.figures.beside import Restatement, beside
from tollbook.reconcile.figures.proofs import Systems
from tollbook.reconcile.figures.tables import tables
from tollbook.reconcile.figures.tree import shown
from tollbook.reconcile.scopes.moments import instant
from tollbook.records import Beside, Figure, Harm, Reconciliation, Scope, TableAxis, UsageError, View


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; None where nothing is. ``by``: axes of tables, which stand in place of the trees."""

    by: tuple[TableAxis, ...] = ()
    harm: Harm | None = None
    source: str | None = None
    as_of: str | None = None
    view: View | None = None

    @classmethod
    def of(
        cls, by: Iterable[str], harm: str | None, source: str | None, as_of: str | None, view: str | None
    ) -> Selection:
        """The selection in these words; UsageError for a word that there is not."""
        return cls(
            tuple(word(TableAxis, axis, "axis of a table") for axis in by),
            word(Harm, harm, "harm") if harm else None,
            source,
            moment(as_of) if as_of else None,
            word(View, view, "view") if view else None,
        )

    def outlooks(self, book: Book) -> Mapping[Partition, Outlook]:
        """The systems asked for, each with from when to look; those of which nothing was known by then are left out."""
        chosen = partitions(book, self.harm, self.source)
        outlooks = {system: Outlook.of(book, system, self.as_of, self.view) for system in chosen}
        known = {system: outlook for system, outlook in outlooks.items() if _known(book, system, outlook)}
        if chosen and not known:
            first = min((bulletin.at for bulletin in book.bulletins), key=instant, default=None)
            do = f"ask for {first} or later, or in retrospect" if first else "leave the day out: no claim gives any"
            raise UsageError(f"nothing was known by {self.as_of}", "question", do)
        return known


def selected(
    systems: Systems, restatements: tuple[Restatement, ...], whole: Reconciliation, selection: Selection
) -> Reconciliation:
    """What is asked for of a whole."""
    book = systems.book
    outlooks = selection.outlooks(book)
    part = _about(book, whole, outlooks)
    if selection.by:
        drawn = tables(systems, outlooks.items(), selection.by)
        figures = each(figure for entry in drawn for figure in entry.figures)
        return replace(part, figures=figures, curves=(), beside=(), tables=tuple(entry.table for entry in drawn))
    restated = frozenset(restatement.claim for restatement in restatements)
    found = [shown(systems, system, restated, outlook) for system, outlook in outlooks.items()]
    figures = tuple(figure for entry in found for figure in entry.figures)
    curves = tuple(curve for entry in found for curve in entry.curves)
    asides = filter(_said_by(book, selection.as_of), beside(book, figures, restatements))
    return replace(part, figures=figures, curves=curves, beside=tuple(asides))


def each(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures without repetitions: one that stands in two cells is the same."""
    return tuple({figure.id: figure for figure in figures}.values())


def _known(book: Book, system: Partition, outlook: Outlook) -> bool:
    return bool(book.known(system, Question(system, Scope(), view=outlook.view, at=outlook.at).standpoint))


def _about(book: Book, whole: Reconciliation, systems: Iterable[Partition]) -> Reconciliation:
    """The whole with the conflicts and readings of these systems only, and the bulletins and lists of their sources."""
    chosen = tuple(systems)
    if len(chosen) == len(book.partitions):
        return whole
    mine = {claim.id for system in chosen for claim in book.partitions[system]}
    lists, sources = {breakdown.id: breakdown for breakdown in book.breakdowns}, {system.source for system in chosen}
    return replace(
        whole,
        conflicts=tuple(conflict for conflict in whole.conflicts if mine.intersection(conflict.claims)),
        readings=tuple(reading for reading in whole.readings if mine.intersection(targets(reading, lists))),
        bulletins=tuple(bulletin for bulletin in whole.bulletins if bulletin.source in sources),
        lists=tuple(state for state in whole.lists if state.breakdown in lists and state.source in sources),
        closed=tuple(axis for axis in whole.closed if axis.source in sources),
    )


def _said_by(book: Book, as_of: str | None) -> Callable[[Beside], bool]:
    """Whether a claim that stands beside figures was said by a time."""

    def told(entry: Beside) -> bool:
        said = book.claims[entry.claim].as_of.at
        return not (as_of and said and instant(said) > instant(as_of))

    return told
