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

from collections.abc import Iterable, Mapping
from functools import cached_property

from tollbook.reconcile.atoms import memberships
from tollbook.reconcile.beside import Restatement, beside, restatements
from tollbook.reconcile.book import Book
from tollbook.reconcile.conflicts import conflicts_of
from tollbook.reconcile.figures import shown
from tollbook.reconcile.headline import headline
from tollbook.reconcile.moments import EARLIEST, instant
from tollbook.reconcile.partitions import Partition
from tollbook.reconcile.proofs import Systems
from tollbook.reconcile.questions import Question
from tollbook.reconcile.vocabulary import Leaves
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
    Scope,
    UsageError,
    View,
)

Asked = str | Iterable[str]


class Ledger:
    """Figures, conflicts and readings of a set of reports.

    Made by :func:`tollbook.reconcile`; everything is computed when asked for.
    """

    def __init__(
        self,
        extractions: tuple[Extraction, ...],
        definition: CaseDefinition | None = None,
        accepted: tuple[Reading, ...] = (),
    ) -> None:
        self._extractions, self._accepted = extractions, accepted
        self._definition = definition or CaseDefinition()

    def figure(
        self,
        *,
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
        what there is, for an unknown source, axis or leaf, and for a question about nobody.
        """
        partition = self._partition(Harm(self._word(Harm, harm, "harm")), source)
        wanted = View(self._word(View, view, "view"))
        at = as_of or known or (self._book.latest(partition) if wanted is View.AS_KNOWN else None)
        scope, taken = self._asked(axes, partition), tuple(self._asked(part, partition) for part in minus)
        _require_order(after, at, known, wanted)
        later = known if known != at else None
        question = Question(partition, scope, taken, wanted if at else View.IN_RETROSPECT, at, after, later)
        if not memberships(self._book.axes, [self._systems.region(question)]):
            what = "nobody is left: the people taken out are all who were asked about"
            raise UsageError(what, "question", "take out less, or ask about more people")
        return self._systems.figure(question)

    @cached_property
    def reconciliation(self) -> Reconciliation:
        """Everything that the ledger shows, computed once."""
        found = [shown(self._systems, partition, self._restated) for partition in self._book.partitions]
        figures = tuple(figure for part in found for figure in part.figures)
        conflicts, readings = conflicts_of(self._systems, self._again)
        proposed = {reading.id: reading for reading in (*(r.reading for r in self._restatements), *readings)}
        return Reconciliation(
            figures,
            headline(self._extractions[0]) if len(self._extractions) == 1 else Headline(),
            conflicts,
            tuple(proposed[key] for key in sorted(proposed)),
            beside(self._book, figures, self._restatements),
            tuple(curve for part in found for curve in part.curves),
            self.axes,
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
        return FrozenMapping(self._book.axes)

    @property
    def bulletins(self) -> tuple[Bulletin, ...]:
        """What every source said when, in the order of time; a bulletin's ``at`` may be asked about."""
        return self._book.bulletins

    @cached_property
    def _book(self) -> Book:
        return Book(self._extractions, self._definition, self._accepted)

    @cached_property
    def _systems(self) -> Systems:
        return Systems(self._book)

    @cached_property
    def _restatements(self) -> tuple[Restatement, ...]:
        return restatements(self._book)

    @cached_property
    def _restated(self) -> frozenset[str]:
        return frozenset(restatement.claim for restatement in self._restatements)

    def _again(self, reading: Reading) -> Systems:
        """The systems that there would be under one more reading."""
        return Systems(Book(self._extractions, self._definition, (*self._accepted, reading)))

    def _partition(self, harm: Harm, source: str | None) -> Partition:
        partitions = [p for p in self._book.partitions if p.harm is harm]
        if not partitions:
            there = ", ".join(dict.fromkeys(p.harm for p in self._book.partitions)) or "nothing: no claim was read"
            raise UsageError(
                f"nobody {harm}, as far as these reports say", "question", f"ask about what there is: {there}"
            )
        names = list(dict.fromkeys(p.source for p in partitions))
        if source is None and len(names) > 1:
            there = ", ".join(name or "the outlet" for name in names)
            raise UsageError(f"several sources count the {harm}", "question", f"name one as source: {there}")
        mine = [p for p in partitions if source in (None, p.source)]
        if not mine:
            there = ", ".join(name or "the outlet" for name in names)
            raise UsageError(f"{source!r} does not count the {harm}", "question", f"name one of: {there}")
        tolls = [p for p in mine if p.stock is None]
        return tolls[0] if tolls else max(mine, key=lambda p: p.stock or "")

    def _asked(self, axes: Mapping[str, Asked], partition: Partition) -> Scope:
        """The people asked for. Where the source counts them only as an item of a list, the item is meant."""
        asked: dict[str, Leaves] = {}
        for axis, names in axes.items():
            asked |= self._book.frame.asked_on(axis, (names,) if isinstance(names, str) else tuple(names))
        scope = self._book.frame.counted_people(partition.source, asked)
        if nobody := [axis for axis, leaves in scope.items() if not leaves]:
            asked_for = ", ".join(f"{axis}: {' or '.join(sorted(asked[axis]))}" for axis in nobody)
            what = f"{partition.source or 'the outlet'} counts nobody of {asked_for}"
            raise UsageError(what, "question", "see the region of the case and the profile of the source")
        claims = self._book.partitions[partition]
        if not scope or any(self._book.people[claim.id] == scope for claim in claims):
            return scope
        items = [claim for claim in claims if _without_lists(self._book.people[claim.id]) == scope]
        moments = self._book.moments
        latest = max(items, key=lambda c: (instant(moments[c.id] or EARLIEST), c.id), default=None)
        return self._book.people[latest.id] if latest else scope

    @staticmethod
    def _word(kind: type[Harm] | type[View], word: str, name: str) -> str:
        if word not in list(kind):
            raise UsageError(f"no {name} {word!r}", "question", f"use one of: {', '.join(kind)}")
        return word


def _require_order(after: str | None, at: str | None, known: str | None, view: View) -> None:
    """UsageError for times of a question that leave nobody, or nothing, to be asked about."""
    if after and at and instant(after) >= instant(at):
        what = f"nobody was documented after {after} and by {at}"
        raise UsageError(what, "question", "ask for `after` earlier than `as_of`")
    if known and view is View.IN_RETROSPECT:
        what = "what was known by a time and what is known in retrospect are two questions"
        raise UsageError(what, "question", f"ask for one of them: known={known!r} or view='{View.IN_RETROSPECT}'")
    if known and at and instant(known) < instant(at):
        what = f"by {known} nobody could know who would be documented by {at}"
        raise UsageError(what, "question", "ask for `known` later than `as_of`, or leave it out")


def _without_lists(scope: Scope) -> Scope:
    return Scope({axis: leaves for axis, leaves in scope.items() if not axis.startswith("list: ")})


__all__ = ["Ledger"]
