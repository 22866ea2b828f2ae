"""The claims of a ledger, read: which of them count, for whom, which people each means, and which rows a system has.

A system is one harm of one incident according to one source. Implements from the methods page: sources are never
mixed and an outlet's own words never enter a source's sums; background, projections, denials and withdrawn numbers
stay out; a present state ("still missing") is a system of its own; the place that an outlet puts on a cumulative
total is wording, not scope; a source's usual name for a category is a label; items of one list are disjoint and lie
within their total.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tollbook.reconcile.bulletins import moments_of
from tollbook.reconcile.edits import applied
from tollbook.reconcile.hierarchy import REST
from tollbook.reconcile.moments import EARLIEST, Timeline, first_day, instant, last_day
from tollbook.reconcile.numbers import HEDGED, NEVER, bounds_of, is_exact, weight
from tollbook.reconcile.periods import Periods
from tollbook.reconcile.settle import Row
from tollbook.reconcile.vocabulary import Vocabulary, narrowed
from tollbook.records import (
    Breakdown,
    CaseDefinition,
    Claim,
    Completeness,
    EvidenceBasis,
    Extraction,
    Harm,
    LabelReading,
    Mode,
    Quantifier,
    Reading,
    RelationKind,
    Report,
    Scope,
    TollbookError,
    UsageError,
    View,
)
from tollbook.records.report import is_date

MOST_LIST_CLASSES = 100
"""Room for the axes of lists whose words overlap, per source: two lists of eight items."""

MOST_NUMBERS = 1_000
"""Of one source about one harm: beyond it the answer would take hours, and nobody could follow its conflicts."""


@dataclass(frozen=True, slots=True)
class Partition:
    """One system: a harm according to one source. ``stock`` is the as-of time of a present state, None for a toll.

    ``source`` is None for the words of the only outlet there is.
    """

    harm: Harm
    source: str | None
    stock: str | None = None

    @property
    def key(self) -> tuple[int, str, str]:
        """Where it stands among others: harms in the order of their vocabulary."""
        return list(Harm).index(self.harm), self.source or "", self.stock or ""


class Book:
    """All claims of a ledger with their meaning, under a set of accepted readings."""

    def __init__(
        self, extractions: Iterable[Extraction], definition: CaseDefinition, accepted: Iterable[Reading] = ()
    ) -> None:
        extractions = tuple(extractions)
        self.definition = definition
        self.accepted = tuple(sorted(accepted, key=lambda reading: reading.id))
        self.reports: dict[str, Report] = {
            c.id: extraction.report for extraction in extractions for c in extraction.claims
        }
        claims = sorted((c for extraction in extractions for c in extraction.claims), key=lambda c: c.id)
        lists = sorted({b.id: b for extraction in extractions for b in extraction.breakdowns}.items())
        self.printed = {claim.id: claim for claim in claims}
        self.claims = applied(self.accepted, claims, [breakdown for _, breakdown in lists])
        self.same = _same_statements(self.claims)
        self.breakdowns = tuple(b for _, breakdown in lists if (b := self._present(breakdown)))
        self.counted = tuple(claim for claim in self.claims.values() if self._counts(claim))
        _require_few_enough(self.counted)
        self.vocabulary = Vocabulary(self.counted, definition)
        self.axes = self.vocabulary.axes
        self._lists_of = self._memberships()
        base = {claim.id: self._said(claim) for claim in self.counted}
        self.moments = moments_of(self.counted, {**base, **self._told_apart(base)})
        self.periods = Periods(self.counted, self.vocabulary.profile, definition)
        self.timeline = Timeline.of(
            [*filter(None, self.moments.values()), *(m for claim in self.counted for m in self.periods.moments(claim))]
        )
        self.axes |= self.periods.axes
        if self.timeline.moments:
            self.axes["documented"] = self.timeline.leaves
        self._base = {key: narrowed(base[key], self.periods.leaves(self.claims[key], self.timeline)) for key in base}
        self.people: dict[str, Scope] = {}
        self.minus: dict[str, tuple[Scope, ...]] = {}
        self._list_axes, self.lists_without_axis = self._lists_with_axes()
        for claim in self.counted:
            self._inherit(claim.id, ())
        self.retracted = self._retractions()

    @cached_property
    def partitions(self) -> dict[Partition, tuple[Claim, ...]]:
        """The claims of every system; claims that stand beside all systems are in none."""
        found: defaultdict[Partition, list[Claim]] = defaultdict(list)
        for claim in self.counted:
            if self.includes(claim) and (partition := self.partition(claim)):
                found[partition].append(claim)
        return {partition: tuple(found[partition]) for partition in sorted(found, key=lambda p: p.key)}

    def includes(self, claim: Claim) -> bool:
        """Whether the people of a counted claim can be people of this case, as its source counts."""
        return all(self.people[claim.id].values())

    def partition(self, claim: Claim) -> Partition | None:
        """The system that a counted claim belongs to; None for an outlet's words where somebody else counted."""
        if claim.mode is Mode.STOCK and claim.harm is Harm.KILLED:
            return None
        stock = (self.moments[claim.id] or "unsaid") if claim.mode is Mode.STOCK else None
        if claim.source is not None:
            return Partition(claim.harm, claim.source, stock)
        if any(other.harm is claim.harm and other.source for other in self.counted):
            return None
        return Partition(claim.harm, self.voice(claim) if len(self._voices) > 1 else None, stock)

    def voice(self, claim: Claim) -> str:
        """The outlet whose own words a claim is: its publisher, else its report."""
        return self.reports[claim.id].publisher or claim.report

    @cached_property
    def _voices(self) -> frozenset[str]:
        return frozenset(self.voice(claim) for claim in self.counted if claim.source is None)

    def latest(self, partition: Partition) -> str | None:
        """The last moment at which the source said anything about this harm; None if no time is known."""
        moments = [moment for claim in self.partitions[partition] if (moment := self.moments[claim.id])]
        return max(moments, key=instant, default=None)

    def known(self, partition: Partition, view: View, at: str | None) -> tuple[Claim, ...]:
        """The claims that a view may use: those said by ``at``, or all; withdrawn ones no longer."""
        claims = self.partitions[partition]
        if view is View.IN_RETROSPECT or at is None:
            return tuple(claim for claim in claims if claim.id not in self.retracted)
        limit = instant(at)
        return tuple(
            claim
            for claim in claims
            if (moment := self.moments[claim.id])
            and instant(moment) <= limit
            and not any(when and instant(when) <= limit for when in self.retracted.get(claim.id, ()))
        )

    def rows(self, partition: Partition, view: View, at: str | None) -> tuple[Row, ...]:
        """The rows of the system that a view may use."""
        horizon = at if view is View.AS_KNOWN else None
        known = {claim.id: claim for claim in self.known(partition, view, at)}
        exact = {(self.moments[key], c.count.low) for key, c in known.items() if is_exact(c)}
        rows = [self._row(claim, horizon, exact) for claim in known.values()]
        complete = [b for b in self.breakdowns if b.complete is Completeness.YES and b.total in known]
        rows += [self._nobody_else(breakdown, horizon) for breakdown in complete]
        return tuple(row for row in rows if all(row.scope.values()))

    def scope(self, claim: Claim, horizon: str | None) -> Scope:
        """The people that a claim counts, its time included; with a horizon, nobody documented later exists."""
        universe = self.vocabulary.universe(claim.source)
        scope = narrowed(self.people[claim.id], universe)
        if moment := self.moments[claim.id]:
            scope = narrowed(scope, {"documented": self.timeline.until(moment)})
        return self.normal(scope, horizon)

    def asked(self, source: str | None, scope: Mapping[str, frozenset[str]], until: str | None) -> Scope:
        """The people of a question to one source, documented until a moment."""
        wanted = narrowed(scope, self.vocabulary.universe(source))
        if until and self.timeline.moments:
            wanted = narrowed(wanted, {"documented": self.timeline.until(until)})
        return self.normal(wanted, None)

    def counted_people(self, source: str | None, scope: Mapping[str, frozenset[str]]) -> Scope:
        """The part of a scope that a source counts at all, without axes on which that is everybody it counts."""
        universe = self.vocabulary.universe(source)
        limits = {axis: universe.get(axis, frozenset(self.axes[axis])) for axis in scope}
        return Scope({axis: leaves & limits[axis] for axis, leaves in scope.items() if not leaves >= limits[axis]})

    def asked_on(self, axis: str, names: Sequence[str]) -> dict[str, frozenset[str]]:
        """The leaves that a question names on one axis; days where the axis is made of days."""
        calendar = self.periods.calendars.get(axis)
        if calendar is None or not all(is_date(name) for name in names):
            return self.vocabulary.asked(axis, names)
        days = [calendar.covering(first_day(name), last_day(name)) for name in names]
        if not all(days):
            there = ", ".join(calendar.leaves) or "no day: nobody is counted by day"
            raise UsageError(f"no claim tells {' or '.join(names)} apart", "question", f"ask about: {there}")
        return {axis: frozenset().union(*(leaves or () for leaves in days))}

    def normal(self, scope: Scope, horizon: str | None) -> Scope:
        """The scope without axes that restrict nothing."""
        limits = {axis: frozenset(self.axes[axis]) for axis in scope}
        if horizon and "documented" in scope:
            limits["documented"] = self.timeline.until(horizon)
        return Scope({axis: leaves & limits[axis] for axis, leaves in scope.items() if not leaves >= limits[axis]})

    def unit(self, claim: str) -> str:
        """What is set aside together with this claim: the items of its list, or the claim alone."""
        return self._lists_of[claim][0].id if self._lists_of.get(claim) else claim

    def _row(self, claim: Claim, horizon: str | None, exact: set[tuple[str | None, int | None]]) -> Row:
        low, high = bounds_of(claim)
        if claim.count.quantifier is Quantifier.MORE_THAN and (self.moments[claim.id], claim.count.low) in exact:
            # Retellers say "more than n" where the source printed n.
            low -= 1
        since_unknown_time = claim.mode is Mode.INCREMENT and "documented" not in self.people[claim.id]
        if since_unknown_time or any(b.id in self.lists_without_axis for b in self._lists_of.get(claim.id, ())):
            # People of whom it is not known who else is one of them: a floor of what is known now.
            high = None
        if claim.id in self._beside_alike:
            # "12 engineers and four guards", both in words without a field: others of the same scope are in the text.
            high = None
        return Row(
            claim.id,
            self.scope(claim, horizon),
            low,
            high,
            self.minus[claim.id],
            self.unit(claim.id),
            weight(claim),
            claim.id,
            claim.quote,
        )

    def _nobody_else(self, breakdown: Breakdown, horizon: str | None) -> Row:
        total = self.claims[breakdown.total]
        outside = (*self.minus[total.id], *(self.people[item] for item in breakdown.items))
        scope, quote = self.scope(total, horizon), f"the list under “{total.quote}” is complete"
        return Row(f"{breakdown.id}: nobody else", scope, 0, 0, outside, breakdown.id, HEDGED, total.id, quote)

    def _counts(self, claim: Claim) -> bool:
        return not claim.background and claim.mode not in NEVER and claim.id not in self.same

    def _present(self, breakdown: Breakdown) -> Breakdown | None:
        """The list without claims that are not here, of another harm, or not counted; None if nothing is left."""
        total, *items = (self.claims.get(self.same.get(claim, claim)) for claim in (breakdown.total, *breakdown.items))
        if total is None or not self._counts(total):
            return None
        kept = dict.fromkeys(c.id for c in items if c and self._counts(c) and c.harm is total.harm and c is not total)
        return replace(breakdown, total=total.id, items=tuple(kept)) if kept else None

    def _memberships(self) -> dict[str, list[Breakdown]]:
        found: defaultdict[str, list[Breakdown]] = defaultdict(list)
        for breakdown in self.breakdowns:
            for item in breakdown.items:
                found[item].append(breakdown)
        return dict(found)

    def _told_apart(self, base: Mapping[str, Scope]) -> dict[str, Scope]:
        """The items of lists that only the list tells from their total, each with people of its own."""
        return {
            item: Scope({**base[item], f"list: {breakdown.id}": {item}})
            for breakdown in self.breakdowns
            for item in breakdown.items
            if base[item] == base[breakdown.total]
        }

    def _said(self, claim: Claim) -> Scope:
        """The people of a claim as its own words say, without time."""
        scope = dict(self.vocabulary.who(claim))
        if any("cause" in breakdown.axes for breakdown in self._lists_of.get(claim.id, ())):
            scope |= self.vocabulary.why(claim)
        if not self._wording_only(claim):
            scope |= self.vocabulary.where(claim)
        for label in self.vocabulary.profile(claim.source).labels:
            if _is_label(label, scope, claim):
                scope = {axis: leaves for axis, leaves in scope.items() if axis not in label.drop}
        return Scope(scope)

    def _wording_only(self, claim: Claim) -> bool:
        """Whether the place is only the outlet's wording on a cumulative total: then the case's region is meant."""
        evidence = claim.evidence.get("places")
        if self.definition.region is None or evidence is None or evidence.basis is not EvidenceBasis.OUTLET_WORDING:
            return False
        if any("place" in breakdown.axes for breakdown in self._lists_of.get(claim.id, ())):
            return False
        return not any(b.total == claim.id and "place" in b.axes and self._closes(b) for b in self.breakdowns)

    def _closes(self, breakdown: Breakdown) -> bool:
        numbers = [self.claims[item].count.low for item in breakdown.items]
        return sum(number or 0 for number in numbers) == self.claims[breakdown.total].count.low

    def _inherit(self, claim: str, path: tuple[str, ...]) -> Scope:
        """The people of a claim within those of the totals above it."""
        if claim in path:
            raise TollbookError("lists contain one another", f"claim {claim}", "correct the breakdowns of this report")
        if claim not in self.people:
            scope, minus = dict(self._base[claim]), list(self._excluded(claim))
            for breakdown in self._lists_of.get(claim, ()):
                above = self._inherit(breakdown.total, (*path, claim))
                scope = {**above, **scope} | self._list_axis(breakdown, claim)
                minus += self.minus[breakdown.total]
            self.people[claim] = self.counted_people(self.claims[claim].source, scope)
            self.minus[claim] = tuple(dict.fromkeys(minus))
        return self.people[claim]

    def _list_axis(self, breakdown: Breakdown, item: str) -> dict[str, frozenset[str]]:
        """The item on the axis of its list, if the list has one: that its items are apart is known from it alone."""
        if breakdown.id not in self._list_axes:
            return {}
        axis = f"list: {breakdown.id}"
        self.axes[axis] = (*sorted(breakdown.items), REST)
        return {axis: frozenset({item})}

    def _lists_with_axes(self) -> tuple[frozenset[str], frozenset[str]]:
        """The lists that need an axis and get one, newest first, and those for which there is no room.

        Every axis multiplies the classes of people. The items of a list without one count as floors only.
        """
        needing = [breakdown for breakdown in self.breakdowns if self._needs_axis(breakdown)]
        needing.sort(key=lambda b: instant(self.moments[b.total] or EARLIEST), reverse=True)
        classes: Counter[str | None] = Counter()
        kept = set()
        for breakdown in needing:
            source = self.claims[breakdown.total].source
            more = max(classes[source], 1) * (len(breakdown.items) + 1)
            if not classes[source] or more <= MOST_LIST_CLASSES:
                classes[source] = more
                kept.add(breakdown.id)
        return frozenset(kept), frozenset(b.id for b in needing if b.id not in kept)

    def _needs_axis(self, breakdown: Breakdown) -> bool:
        """Whether the words of a list do not tell its items apart, from one another or from their total.

        Items that add up to more than their total cannot all be different people: such a list mixes several cuts.
        """
        scopes = [self._base[other] for other in breakdown.items]
        pairs = ((one, other) for n, one in enumerate(scopes) for other in scopes[n + 1 :])
        parts = all(not scope.contains(self._base[breakdown.total]) for scope in scopes)
        told_apart = parts and all(one.disjoint(other) for one, other in pairs)
        return breakdown.disjoint and not told_apart and not self._overfull(breakdown)

    def _overfull(self, breakdown: Breakdown) -> bool:
        _, high = bounds_of(self.claims[breakdown.total])
        added = sum(bounds_of(self.claims[item])[0] for item in breakdown.items)
        return high is not None and added > high

    def _excluded(self, claim: str) -> Iterable[Scope]:
        record = self.claims[claim]
        others = [exclusion.claim for exclusion in record.excludes]
        others += [relation.claim for relation in record.relations if relation.kind is RelationKind.EXCLUDES]
        known = (self._base[other] for other in others if other and other != claim and other in self._base)
        own = self._base[claim]
        return [scope for scope in known if not scope.contains(own) and not scope.disjoint(own)]

    @cached_property
    def _beside_alike(self) -> frozenset[str]:
        """Claims joined to other people whom nothing known here tells from theirs."""
        pairs = (
            (claim.id, relation.claim)
            for claim in self.counted
            for relation in claim.relations
            if relation.kind is RelationKind.EXCLUDES and relation.claim in self._base
        )
        alike = ((one, two) for one, two in pairs if self._base[two].contains(self._base[one]))
        return frozenset(claim for pair in alike for claim in pair)

    def _retractions(self) -> dict[str, tuple[str | None, ...]]:
        """For every withdrawn claim the moments at which it was withdrawn."""
        found: defaultdict[str, list[str | None]] = defaultdict(list)
        for claim in self.counted:
            for relation in claim.relations:
                if relation.kind is RelationKind.RETRACTS:
                    found[relation.claim].append(self.moments[claim.id])
        return {claim: tuple(moments) for claim, moments in found.items()}


def _require_few_enough(claims: Iterable[Claim]) -> None:
    numbers = Counter((claim.source, claim.harm) for claim in claims)
    (source, _), most = numbers.most_common(1)[0] if numbers else ((None, None), 0)
    if most > MOST_NUMBERS:
        raise TollbookError(
            f"{most:,} numbers of one source about one harm: more than {MOST_NUMBERS:,} cannot be reconciled together",
            source or "the outlet's own words",
            "split the text or the case by event or by time; `extract` and `claims` read it whole",
        )


def _is_label(label: LabelReading, scope: Mapping[str, frozenset[str]], claim: Claim) -> bool:
    known = {axis for axis in scope if axis not in label.drop or axis in label.of}
    same = known == set(label.of) and all(scope[axis] == label.of[axis] for axis in known)
    in_use = label.until is None or bool(claim.as_of.at and instant(claim.as_of.at)[0] <= label.until)
    return same and in_use


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
