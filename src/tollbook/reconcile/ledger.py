"""The ledger: what a set of reports amounts to. The public face of reconciliation.

>>> from tollbook.records import Attribution, AttributionRole, Claim, Count, Extraction, Harm, Quantifier, Report
>>> report = Report("The monitor counted 20 dead.", published="2025-03-08")
>>> monitor = Attribution("The monitor", "Monitor", AttributionRole.ORIGIN)
>>> count = Count(20, 20, "20", Quantifier.EXACT)
>>> claim = Claim("c1", report.id, "20 dead", 20, 27, None, Harm.KILLED, count, attributed_to=(monitor,))
>>> ledger = Ledger((Extraction(report, (claim,)),))
>>> ledger.figure(harm="killed").interval
'20'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.incidents import Assigned, Share, assigned
from tollbook.reconcile.claims.numbers import all_under
from tollbook.reconcile.claims.origins import named
from tollbook.reconcile.claims.questions import Question
from tollbook.reconcile.conflicts.closures import Closures
from tollbook.reconcile.conflicts.conflicts import conflicts_of
from tollbook.reconcile.conflicts.trying import Trials
from tollbook.reconcile.engine.atoms import memberships
from tollbook.reconcile.figures.asking import (
    Asked,
    as_counted,
    partition,
    people,
    require_order,
    word,
)
from tollbook.reconcile.figures.beside import Restatement, beside, restatements
from tollbook.reconcile.figures.compare import compare
from tollbook.reconcile.figures.field_rules import told
from tollbook.reconcile.figures.headline import headline
from tollbook.reconcile.figures.proofs import Systems
from tollbook.reconcile.figures.selecting import Selection, each, selected
from tollbook.reconcile.figures.tree import shown
from tollbook.records import (
    Beside,
    Bulletin,
    CaseDefinition,
    Conflict,
    Curve,
    Extraction,
    Figure,
    FrozenMapping,
    Harm,
    Headline,
    Reading,
    Reconciliation,
    UsageError,
    View,
)


class Ledger:
    """Figures, conflicts and readings of a set of reports.

    Made by :func:`tollbook.reconcile`; everything is computed when asked for.
    """

    def __init__(
        self,
        extractions: tuple[Extraction, ...],
        definition: CaseDefinition | None = None,
        accepted: tuple[Reading, ...] = (),
        shares: Assigned | None = None,
    ) -> None:
        self._extractions, self._accepted = extractions, accepted
        self._definition = definition or CaseDefinition()
        self._shares = shares
        self._parts: dict[str, Ledger] = {}

    @property
    def incidents(self) -> tuple[str, ...]:
        """The incidents of the case, by id."""
        return tuple(self._assigned.shares)

    def of(self, incident: str | None = None) -> Ledger:
        """The ledger of one incident; UsageError, naming them, for an unknown one, or for none where there are several.

        Where none is named, the one that the case names as its incident is meant.
        """
        shares = self._assigned.shares
        name = incident or (next(iter(shares)) if len(shares) == 1 else self._definition.incident)
        if name not in shares:
            what = f"no incident {incident!r}" if incident else "several incidents"
            raise UsageError(what, "question", f"name one as incident: {', '.join(shares)}")
        if len(shares) == 1:
            return self
        if name not in self._parts:
            share = shares[name]
            alone = Assigned({name: share}, ())
            self._parts[name] = Ledger(share.extractions, share.definition, self._accepted, alone)
        return self._parts[name]

    def figure(
        self,
        *,
        incident: str | None = None,
        harm: str = "killed",
        source: str | None = None,
        as_of: str | None = None,
        view: str = "as known",
        minus: Iterable[Mapping[str, Asked]] = (),
        after: str | None = None,
        known: str | None = None,
        **axes: Asked,
    ) -> Figure:
        """The figure for any people: ``figure(status="civilian", group="Alawite")``.

        Every further argument names an axis and one leaf or several. ``minus``: people to take out, each a mapping of
        axes. ``as_of``: by when they were documented (default: the source's latest); ``after``: and only later than
        this; ``known``: with what was known by then, where that is later than ``as_of``. Raises UsageError, naming
        what there is, for an unknown incident, source, axis or leaf, and for a question about nobody. If the case has a
        source hierarchy, of several sources the first that states a number is followed; the figure's ``rule`` says so.
        """
        ledger, minus = self.of(incident), tuple(minus)

        def according_to(name: str | None) -> Figure:
            return ledger.figure(
                incident=incident,
                harm=harm,
                source=name,
                as_of=as_of,
                view=view,
                minus=minus,
                after=after,
                known=known,
                **axes,
            )

        if ledger is not self:
            return according_to(source)
        if source is None and (followed := self._followed(harm, according_to)):
            return followed
        system = partition(self._book, word(Harm, harm, "harm"), source)
        wanted = word(View, view, "view")
        at = as_of or known or (self._book.latest(system) if wanted is View.AS_KNOWN else None)
        scope = as_counted(self._book, system, people(self._book, system.source, axes))
        taken = tuple(as_counted(self._book, system, people(self._book, system.source, part)) for part in minus)
        require_order(after, at, known, wanted)
        later = known if known != at else None
        question = Question(system, scope, taken, wanted if at else View.IN_RETROSPECT, at, after, later)
        if not memberships(self._book.axes, [self._systems.region(question)]):
            what = "nobody is left: the people taken out are all who were asked about"
            raise UsageError(what, "question", "take out less, or ask about more people")
        return self._systems.figure(question)

    def _followed(self, harm: str, according_to: Callable[[str], Figure]) -> Figure | None:
        """The figure of the first source of the case's hierarchy that states one, where several sources count.

        Raises UsageError where none of them can be asked; one that counts nobody of these people is passed by.
        """
        hierarchy = self._definition.rules.sources
        counting = {system.source for system in self._book.partitions if system.harm == harm}
        asked = [name for name in hierarchy if name in counting] if len(counting) > 1 else []
        refused = []
        for name in asked:
            try:
                figure = according_to(name)
            except UsageError as error:
                refused.append(error)
                continue
            if figure.low or figure.high is not None:
                return replace(figure, rule="; ".join(filter(None, [told(hierarchy), figure.rule])))
        if asked and len(refused) == len(asked):
            raise refused[0]
        return None

    def select(
        self,
        *,
        incident: str | None = None,
        by: Iterable[str] = (),
        harm: str | None = None,
        source: str | None = None,
        as_of: str | None = None,
        view: str | None = None,
    ) -> Reconciliation:
        """The part of the ledger that somebody asks for: of one harm or source, as of a day, or as tables.

        ``by``: one or two axes (see ``TableAxis``), for a table of each source instead of its tree. ``as_of``: by when
        people were documented; ``view``: with what was known then, or in retrospect. What is not asked for stays as it
        is. Raises UsageError, naming what there is, for what there is not, and for a day before anything was known.
        """
        by = tuple(by)
        if (parts := self._asked(incident)) != [self]:
            return _answer(lambda p: p.select(by=by, harm=harm, source=source, as_of=as_of, view=view), parts)
        asked = Selection.of(by, harm, source, as_of, view)
        return selected(self._systems, self._restatements, self.reconciliation, asked)

    def compare(
        self,
        *,
        incident: str | None = None,
        harm: str | None = None,
        as_of: str | None = None,
        view: str | None = None,
        **axes: Asked,
    ) -> Reconciliation:
        """Sources side by side: ``comparisons`` of the same people according to each, and the ``figures`` in them.

        ``axes`` name the people, as in :meth:`figure`; without any, all are compared that several sources count. What
        sources say is never added up and never averaged; whom one of them never counts is left out for all. Each is
        asked for its latest word unless ``as_of`` names a day. UsageError, naming what there is, for what there is not.
        """
        if (parts := self._asked(incident)) != [self]:
            return _answer(lambda p: p.compare(incident=None, harm=harm, as_of=as_of, view=view, **axes), parts)
        asked = Selection.of((), harm, None, as_of, view)
        found = tuple(
            compare(self._systems, asked.outlooks(self._book), people(self._book, None, axes) if axes else None)
        )
        figures = each(figure for entry in found for figure in entry.figures)
        return Reconciliation(figures, axes=self.axes, comparisons=tuple(entry.comparison for entry in found))

    def _asked(self, incident: str | None) -> list[Ledger]:
        return [self.of(name) for name in ((incident,) if incident else self.incidents)]

    @cached_property
    def reconciliation(self) -> Reconciliation:
        """Everything that the ledger shows, computed once."""
        if len(self.incidents) > 1:
            parts = [self.of(incident).reconciliation for incident in self.incidents]
            together = _together(parts, self._assigned.outside)
            closures = self._closures(together.bulletins)
            return replace(together, lists=closures.states, closed=closures.closed)
        closures = self._closures(self.bulletins)
        found = [shown(self._systems, partition, self._restated) for partition in self._book.partitions]
        figures = tuple(figure for part in found for figure in part.figures)
        conflicts, readings = conflicts_of(self._systems, Trials(self._share.extractions, self._book))
        proposed = {reading.id: reading for reading in (*(r.reading for r in self._restatements), *readings)}
        return Reconciliation(
            figures,
            headline(self._extractions[0]) if len(self._extractions) == 1 else Headline(),
            conflicts,
            tuple(proposed[key] for key in sorted(proposed)),
            (*self._assigned.outside, *beside(self._book, figures, self._restatements)),
            tuple(curve for part in found for curve in part.curves),
            self.axes,
            self.bulletins,
            lists=closures.states,
            closed=closures.closed,
        )

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures shown, each after the one it is part of."""
        return self.reconciliation.figures

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Claims of one source that cannot all be true."""
        return self.reconciliation.conflicts

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Readings that a person may accept or reject."""
        return self.reconciliation.readings

    @property
    def headline(self) -> Headline:
        """What the one report of this ledger itself prints; empty for several reports."""
        return self.reconciliation.headline

    @property
    def beside(self) -> tuple[Beside, ...]:
        """Claims that are in no sum, and why."""
        return self.reconciliation.beside

    @property
    def curves(self) -> tuple[Curve, ...]:
        """How each source's tolls grew."""
        return self.reconciliation.curves

    @property
    def axes(self) -> FrozenMapping[tuple[str, ...]]:
        """All leaves of every axis: what a proof is checked against."""
        if len(self.incidents) > 1:
            return self.reconciliation.axes
        return FrozenMapping(self._book.axes)

    @property
    def bulletins(self) -> tuple[Bulletin, ...]:
        """What every source said when, in the order of time; a bulletin's ``at`` may be asked about."""
        if len(self.incidents) > 1:
            return self.reconciliation.bulletins
        return self._book.bulletins

    @cached_property
    def _assigned(self) -> Assigned:
        return self._shares or assigned(self._read, self._definition, self._accepted)

    @cached_property
    def _read(self) -> tuple[Extraction, ...]:
        """What was read, with sources and vague words as the case names and reads them."""
        if self._shares:
            return self._extractions
        return all_under(self._definition.rules.numbers, named(self._extractions, self._definition))

    @property
    def _share(self) -> Share:
        return self._assigned.shares[self.of().incidents[0]]

    @cached_property
    def _book(self) -> Book:
        share = self._share
        return Book(share.extractions, share.definition, self._accepted, cuts=share.cuts)

    def _closures(self, bulletins: Iterable[Bulletin]) -> Closures:
        moments = {claim: bulletin.at for bulletin in bulletins for claim in bulletin.claims}
        return Closures(self._read, self._definition, self._accepted, moments)

    @cached_property
    def _systems(self) -> Systems:
        return Systems(self._book)

    @cached_property
    def _restatements(self) -> tuple[Restatement, ...]:
        return restatements(self._book)

    @cached_property
    def _restated(self) -> frozenset[str]:
        return frozenset(restatement.claim for restatement in self._restatements)


def _answer(ask: Callable[[Ledger], Reconciliation], parts: Iterable[Ledger]) -> Reconciliation:
    """The answers of all incidents that have one; UsageError if none has."""
    answers, refused = [], []
    for part in parts:
        try:
            answers.append(ask(part))
        except UsageError as error:
            refused.append(error)
    if not answers:
        raise refused[0]
    return _together(answers, ())


def _together(parts: Iterable[Reconciliation], outside: tuple[Beside, ...]) -> Reconciliation:
    """What the ledgers of several incidents show, and the claims that are in none."""
    parts = tuple(parts)
    axes: dict[str, tuple[str, ...]] = {}
    for part in parts:
        axes |= {axis: tuple(dict.fromkeys((*axes.get(axis, ()), *leaves))) for axis, leaves in part.axes.items()}
    return Reconciliation(
        tuple(figure for part in parts for figure in part.figures),
        Headline(),
        tuple(conflict for part in parts for conflict in part.conflicts),
        tuple(reading for part in parts for reading in part.readings),
        (*outside, *(entry for part in parts for entry in part.beside)),
        tuple(curve for part in parts for curve in part.curves),
        FrozenMapping(axes),
        tuple(bulletin for part in parts for bulletin in part.bulletins),
        tuple(table for part in parts for table in part.tables),
        tuple(comparison for part in parts for comparison in part.comparisons),
    )


__all__ = ["Ledger"]
