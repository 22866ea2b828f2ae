"""The claims of a ledger, read: which of them count, for whom, which people each means, and which rows a system has.

A system is one harm of one incident according to one source. Implements from the methods page: sources are never
mixed and an outlet's own words never enter a source's sums; background, projections, denials and withdrawn numbers
stay out; a present state ("still missing") is a system of its own; the place that an outlet puts on a cumulative
total is wording, not scope; a source's usual name for a category is a label; items of one list are disjoint and lie
within their total.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from tollbook.reconcile.claims.bulletins import timetable
from tollbook.reconcile.claims.edits import applied
from tollbook.reconcile.claims.lists import Lists
from tollbook.reconcile.claims.meaning import meaning_of, said_by, within_totals
from tollbook.reconcile.claims.numbers import NEVER
from tollbook.reconcile.claims.origins import carriers
from tollbook.reconcile.claims.partitions import Partition, Partitions
from tollbook.reconcile.claims.questions import Standpoint
from tollbook.reconcile.claims.rows import Rows
from tollbook.reconcile.engine.settle import Row
from tollbook.reconcile.scopes.frame import Frame
from tollbook.reconcile.scopes.moments import Timeline, instant
from tollbook.reconcile.scopes.periods import Cuts, Periods
from tollbook.reconcile.scopes.vocabulary import Vocabulary, narrowed
from tollbook.records import (
    Bulletin,
    CaseDefinition,
    Claim,
    Extraction,
    Reading,
    RelationKind,
    Report,
    TollbookError,
)

MOST_NUMBERS = 10_000
"""Of one source about one harm: beyond it the first answer would take minutes."""


class Book:
    """All claims of a ledger with their meaning, under a set of accepted readings.

    ``vocabulary``: what words mean, where the claims are only some of those that tell it; ``cuts``: the axes of days,
    where claims of other incidents part them too.
    """

    def __init__(
        self,
        extractions: Iterable[Extraction],
        definition: CaseDefinition,
        accepted: Iterable[Reading] = (),
        vocabulary: Vocabulary | None = None,
        cuts: Cuts | None = None,
    ) -> None:
        extractions = tuple(extractions)
        self.definition = definition
        self.accepted = tuple(sorted(accepted, key=lambda reading: reading.id))
        self.reports: dict[str, Report] = {
            c.id: extraction.report for extraction in extractions for c in extraction.claims
        }
        claims = sorted((c for extraction in extractions for c in extraction.claims), key=lambda c: c.id)
        breakdowns = sorted({b.id: b for extraction in extractions for b in extraction.breakdowns}.items())
        self._printed = {claim.id: claim.as_of for claim in claims}
        self.claims = applied(self.accepted, claims, [breakdown for _, breakdown in breakdowns])
        self.same = _same_statements(self.claims)
        self.counted = tuple(claim for claim in self.claims.values() if self._counts(claim))
        _require_few_enough(self.counted)
        self.lists = Lists([breakdown for _, breakdown in breakdowns], self.claims, self.same, self._counts)
        self.breakdowns = self.lists.present
        self.vocabulary = vocabulary or Vocabulary(self.counted, definition)
        self._read(cuts)

    def _read(self, cuts: Cuts | None) -> None:
        """What the counted claims mean, in their own words, in time and within their lists."""
        claims, lists = self.claims, self.lists
        said = {c.id: said_by(c, self.vocabulary, lists, self.definition) for c in self.counted}
        within = within_totals(said, lists)
        people = {c.id: self.vocabulary.counted(c.source, within[c.id], self.vocabulary.axes) for c in self.counted}
        self.timetable = timetable(self.counted, self._printed, people, self.reports)
        self.moments = self.timetable.said
        periods = Periods(self.counted, self.vocabulary.profile, self.definition, cuts)
        ends = [moment for claim in self.counted for moment in periods.moments(claim)]
        self.timeline = Timeline.of([*filter(None, self.moments.values()), *ends])
        base = {key: narrowed(said[key], periods.leaves(claims[key], self.timeline)) for key in said}
        list_axes = lists.axes(base, self.moments)
        self.frame = Frame(self.vocabulary, periods, self.timeline, list_axes.axes)
        meaning = meaning_of(claims, base, lists, list_axes, self.frame)
        self.people, self.minus = meaning.people, meaning.minus
        self.retracted = _retractions(self.counted, self.timetable.known)
        self._partitions = Partitions(self.counted, self.people, self.moments, self.reports)
        self._rows = Rows(claims, meaning, self.moments, lists, list_axes, self.frame)
        self.lists_without_axis = list_axes.without

    @property
    def axes(self) -> Mapping[str, tuple[str, ...]]:
        """All leaves of every axis."""
        return self.frame.axes

    @property
    def partitions(self) -> Mapping[Partition, tuple[Claim, ...]]:
        """The claims of every system; claims that stand beside all systems are in none."""
        return self._partitions.claims

    def includes(self, claim: Claim) -> bool:
        """Whether the people of a counted claim can be people of this case, as its source counts."""
        return self._partitions.includes(claim)

    def partition(self, claim: Claim) -> Partition | None:
        """The system that a counted claim belongs to; None for an outlet's words where somebody else counted."""
        return self._partitions.of(claim)

    def latest(self, partition: Partition) -> str | None:
        """The last moment since which anything of the source about this harm is known; None if no time is known."""
        known = self.timetable.known
        return max((m for claim in self.partitions[partition] if (m := known[claim.id])), key=instant, default=None)

    @property
    def bulletins(self) -> tuple[Bulletin, ...]:
        """The bulletins of every source, oldest first."""
        found: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
        for claim in self.counted:
            if moment := self.moments[claim.id]:
                found[moment, claim.source].append(claim.id)
        inferred = self.timetable.inferred
        outlets = {c.id: carriers(c, self.reports[c.id], self.definition) for c in self.counted}
        return tuple(
            Bulletin(
                source,
                at,
                tuple(claims),
                tuple(claim for claim in claims if claim in inferred),
                tuple(sorted({outlet for claim in claims for outlet in outlets[claim]})),
                self.definition.incident,
            )
            for (at, source), claims in sorted(found.items(), key=lambda item: (instant(item[0][0]), str(item[0])))
        )

    def known(self, partition: Partition, standpoint: Standpoint) -> tuple[Claim, ...]:
        """The claims known from a standpoint; withdrawn ones no longer."""
        claims = self.partitions[partition]
        if standpoint.known is None:
            return tuple(claim for claim in claims if claim.id not in self.retracted)
        limit = instant(standpoint.known)
        return tuple(
            claim
            for claim in claims
            if (moment := self.timetable.known[claim.id])
            and instant(moment) <= limit
            and not any(when and instant(when) <= limit for when in self.retracted.get(claim.id, ()))
        )

    def rows(self, partition: Partition, standpoint: Standpoint) -> tuple[Row, ...]:
        """The rows of the system as it looks from a standpoint."""
        return self._rows.of({claim.id: claim for claim in self.known(partition, standpoint)}, standpoint.horizon)

    def _counts(self, claim: Claim) -> bool:
        return not claim.background and claim.mode not in NEVER and claim.id not in self.same


def _require_few_enough(claims: Iterable[Claim]) -> None:
    numbers = Counter((claim.source, claim.harm) for claim in claims)
    (source, _), most = numbers.most_common(1)[0] if numbers else ((None, None), 0)
    if most > MOST_NUMBERS:
        raise TollbookError(
            f"{most:,} numbers of one source about one harm: more than {MOST_NUMBERS:,} cannot be reconciled together",
            source or "the outlet's own words",
            "split the text or the case by event or by time; `extract` and `claims` read it whole",
        )


def _retractions(counted: Iterable[Claim], known: Mapping[str, str | None]) -> dict[str, tuple[str | None, ...]]:
    """For every withdrawn claim the moments at which it was withdrawn."""
    found: defaultdict[str, list[str | None]] = defaultdict(list)
    for claim in counted:
        for relation in claim.relations:
            if relation.kind is RelationKind.RETRACTS:
                found[relation.claim].append(known[claim.id])
    return {claim: tuple(withdrawn) for claim, withdrawn in found.items()}


def _same_statements(claims: Mapping[str, Claim]) -> dict[str, str]:
    """For every claim that only says another one again, the claim that stands for both."""
    leads = {
        claim.id: relation.claim
        for claim in claims.values()
        for relation in claim.relations
        if relation.kind is RelationKind.SAME_AS and relation.claim in claims and relation.claim != claim.id
    }
    result: dict[str, str] = {}
    for claim in sorted(leads):
        path = [claim]
        while (following := leads.get(path[-1])) and following not in path:
            path.append(following)
        # In a circle of equal statements the first id stands for all.
        stands = min(path[path.index(following) :]) if following else path[-1]
        if stands != claim:
            result[claim] = stands
    return result
