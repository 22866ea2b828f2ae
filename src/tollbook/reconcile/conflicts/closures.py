"""Lists and their totals: whether the numbers add up, what is left where they do not, and what a source's lists show.

Nothing here enters a sum. A list is judged as it is printed, by its own words; whoever knows more, such as that a
source's provinces are all it counts, says so in the case.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tollbook.reconcile.claims.edits import applied
from tollbook.reconcile.claims.numbers import NEVER, bounds_of, is_exact
from tollbook.reconcile.scopes.vocabulary import Leaves, Vocabulary
from tollbook.records import (
    Breakdown,
    CaseDefinition,
    Claim,
    ClosedAxis,
    Completeness,
    EvidenceBasis,
    Extraction,
    Interval,
    ListKind,
    ListState,
    Mode,
    PeriodKind,
    Reading,
    Scope,
)

PARTS = ("status", "group", "perpetrator")
"""Axes of people that divide a total; other words, such as sex and age, only pick some out of it."""

ENOUGH = 3
"""Lists that close exactly before a source's lists count as complete on an axis."""

FEW = 2
"""A remainder of so few persons hints at a slip."""


@dataclass(frozen=True)
class Listed:
    """A list with its claims; ``scopes`` are those of its items, ``above`` that of its total, by their own words.

    ``complete``: whether the text says that there are no others; ``disjoint``: whether nobody is in two items.
    """

    id: str
    total: Claim
    items: tuple[Claim, ...]
    above: Scope
    scopes: tuple[Scope, ...]
    complete: bool
    disjoint: bool

    @property
    def sum(self) -> int:
        """The numbers of the items as printed, added."""
        return sum(printed(item) or 0 for item in self.items)

    @property
    def bounds(self) -> tuple[int, int | None]:
        """From how many to how many people the items can be together."""
        ends = [bounds_of(item) for item in self.items]
        lows, highs = [low for low, _ in ends], [high for _, high in ends if high is not None]
        return sum(lows) if self.disjoint else max(lows), sum(highs) if len(highs) == len(ends) else None

    @property
    def is_exact(self) -> bool:
        """Whether the total and all items print a bare number."""
        return all(map(is_exact, (self.total, *self.items)))

    @property
    def closes(self) -> bool:
        """Whether bare numbers add up to a bare number."""
        return self.is_exact and self.sum == printed(self.total)

    def axes(self, scope: Scope) -> frozenset[str]:
        """The kinds of axes on which an item says something else than its total."""
        return frozenset(axis.partition(": ")[0] for axis in scope if scope[axis] != self.above.get(axis))

    @cached_property
    def told_apart_on(self) -> tuple[str, ...]:
        """The axes on which all items exclude one another."""
        axes = [axis for axis in (*PARTS, "place") if all(axis in scope for scope in self.scopes)]
        return tuple(axis for axis in axes if len(self.items) > 1 and self._disjoint(axis))

    def differs_only_on(self, axis: str) -> bool:
        """Whether the items say nothing else on any other axis than their total."""
        return all(self.axes(scope) <= {axis} for scope in self.scopes)

    def union(self, axis: str) -> Leaves:
        """Everybody in one of the items, on one axis."""
        return frozenset().union(*(scope[axis] for scope in self.scopes))

    def _disjoint(self, axis: str) -> bool:
        return sum(len(scope[axis]) for scope in self.scopes) == len(self.union(axis))


def printed(claim: Claim) -> int | None:
    """The number that a claim prints, whatever its hedge."""
    return claim.count.low if claim.count.low is not None else claim.count.high


class Closures:
    """The lists of some reports. ``moments``: when each number was said, as far as that is known."""

    def __init__(
        self,
        extractions: Iterable[Extraction],
        definition: CaseDefinition,
        accepted: Iterable[Reading] = (),
        moments: Mapping[str, str | None] | None = None,
    ) -> None:
        extractions = tuple(extractions)
        breakdowns = {b.id: b for extraction in extractions for b in extraction.breakdowns}
        claims = [claim for extraction in extractions for claim in extraction.claims]
        self._claims = applied(accepted, claims, breakdowns.values())
        self._vocabulary = Vocabulary(self._claims.values(), definition)
        self._moments = moments or {}
        self._lists = tuple(found for _, b in sorted(breakdowns.items()) if (found := self._listed(b)))

    @cached_property
    def states(self) -> tuple[ListState, ...]:
        """How each list stands to its total, by id; lists whose total prints no number have no state."""
        return tuple(self._state(found) for found in self._lists)

    @cached_property
    def closed(self) -> tuple[ClosedAxis, ...]:
        """The axes on which a source's lists always close, and which the case does not call complete already."""
        found: defaultdict[tuple[str, str], list[Listed]] = defaultdict(list)
        for listed in self._lists:
            if listed.total.source and (axis := self._whole_axis(listed)):
                found[listed.total.source, axis].append(listed)
        proposals = (self._closed(*key, lists) for key, lists in sorted(found.items()))
        return tuple(proposal for proposal in proposals if proposal)

    def _listed(self, breakdown: Breakdown) -> Listed | None:
        total = self._claims.get(breakdown.total)
        if total is None or printed(total) is None:
            return None
        found = (self._claims[item] for item in breakdown.items if item in self._claims)
        items = tuple(item for item in found if item.harm is total.harm and item.mode not in NEVER)
        above = self._said(total)
        scopes = tuple(Scope({**above, **self._said(item)}) for item in items)
        complete = breakdown.complete is Completeness.YES
        return Listed(breakdown.id, total, items, above, scopes, complete, breakdown.disjoint) if items else None

    def _said(self, claim: Claim) -> Scope:
        """The people of a claim by its own words, without a place that is only an outlet's wording."""
        evidence = claim.evidence.get("places")
        wording = evidence is not None and evidence.basis is EvidenceBasis.OUTLET_WORDING
        return Scope(self._vocabulary.who(claim) | ({} if wording else self._vocabulary.where(claim)))

    def _state(self, listed: Listed) -> ListState:
        kind = self._kind(listed)
        return ListState(
            listed.id,
            listed.total.source,
            listed.sum,
            printed(listed.total) or 0,
            None if kind in NO_REMAINDER else _remainder(listed),
            kind,
            self._hint(listed) if kind is ListKind.REMAINDER else None,
        )

    def _kind(self, listed: Listed) -> ListKind:
        difference = (printed(listed.total) or 0) - listed.sum
        low, high = bounds_of(listed.total)
        least, most = listed.bounds
        if difference == 0:
            return ListKind.CLOSES if listed.is_exact else ListKind.CLOSES_HEDGED
        if _cannot_be_added(listed):
            return ListKind.OTHER_CUT
        if high is not None and least > high:
            return ListKind.OVERLAP
        everybody = listed.complete or any(self._is_everybody(listed, axis) for axis in listed.told_apart_on)
        if difference < 0 or (everybody and (most is None or most >= low)):
            return ListKind.FITS_THE_HEDGE
        if everybody:
            return ListKind.WRONG_SCOPE if self._printed_elsewhere(listed) else ListKind.MISSING_PART
        return self._kind_of_rest(listed)

    def _kind_of_rest(self, listed: Listed) -> ListKind:
        """What it means that a list leaves somebody out."""
        if len(listed.items) == 1:
            return ListKind.ONE_ITEM
        cuts = [_families(axes) for scope in listed.scopes if (axes := listed.axes(scope))]
        common = frozenset.intersection(*cuts) if cuts else frozenset()
        if not common:
            return ListKind.OTHER_CUT if cuts else ListKind.REMAINDER
        if common == {"traits"}:
            return ListKind.INCLUDING
        if "place" in common and any(self._within_a_part(listed, scope) for scope in listed.scopes):
            return ListKind.SAMPLE
        return ListKind.REMAINDER

    def _is_everybody(self, listed: Listed, axis: str) -> bool:
        """Whether nobody of the total can be outside all items, which exclude one another on an axis."""
        if not listed.differs_only_on(axis):
            return False
        counted = self._vocabulary.universe(listed.total.source).get(axis)
        above = listed.above.get(axis, counted)
        everybody = above if above is None or counted is None else above & counted
        return everybody is not None and listed.union(axis) >= everybody

    def _printed_elsewhere(self, listed: Listed) -> bool:
        """Whether the source states exactly the sum of the items for other people, in the same bulletin."""
        total = listed.total
        own = {total.id, *(item.id for item in listed.items)}
        return any(
            (claim.source, claim.harm, claim.count.low) == (total.source, total.harm, listed.sum)
            and is_exact(claim)
            and self._moment(claim) == self._moment(total)
            for claim in self._claims.values()
            if claim.id not in own
        )

    def _moment(self, claim: Claim) -> str | None:
        return self._moments.get(claim.id, claim.as_of.at)

    def _within_a_part(self, listed: Listed, scope: Scope) -> bool:
        """Whether an item's place lies in a known place that is itself only a part of the total's."""
        own, above = scope.get("place"), listed.above.get("place", self._region)
        if own is None:
            return False
        return any(own < part and (above is None or part < above) for part in self._places)

    @cached_property
    def _places(self) -> tuple[Leaves, ...]:
        places = self._vocabulary.places
        return tuple(places.leaves((name,)) or frozenset() for name in places.names)

    @cached_property
    def _region(self) -> Leaves | None:
        region = self._vocabulary.definition.region
        return self._vocabulary.places.leaves((region,)) if region else None

    def _hint(self, listed: Listed) -> str | None:
        """Why a remainder may be a slip: so few are missing, or the source's lists are complete as a rule."""
        left = (printed(listed.total) or 0) - listed.sum
        if left <= FEW:
            return f"only {left:,} missing: a slip in one of the numbers?"
        for axis in listed.told_apart_on:
            times = self._closing[listed.total.source, axis]
            if times >= ENOUGH and listed.differs_only_on(axis):
                return f"{left:,} missing, though {times} lists of {listed.total.source} by {axis} add up exactly"
        return None

    @cached_property
    def _closing(self) -> Counter[tuple[str | None, str]]:
        """How many lists of bare numbers of each source close on each axis."""
        return Counter((one.total.source, axis) for one in self._lists if one.closes for axis in one.told_apart_on)

    def _whole_axis(self, listed: Listed) -> str | None:
        """The one axis by which a list divides everybody whom its total counts; None if there are several or none."""
        if len(listed.told_apart_on) != 1:
            return None
        (axis,) = listed.told_apart_on
        everybody = frozenset(self._vocabulary.axes.get(axis, ()))
        known = axis in self._vocabulary.universe(listed.total.source)
        return axis if listed.above.get(axis, everybody) >= everybody and not known else None

    def _closed(self, source: str, axis: str, lists: Iterable[Listed]) -> ClosedAxis | None:
        """The proposal that these lists of a source support; None if they are too few, or one contradicts it."""
        lists = list(lists)
        closing = [listed for listed in lists if listed.closes]
        leaves = frozenset().union(*(listed.union(axis) for listed in closing)) if closing else frozenset()
        if len(closing) < ENOUGH or any(_contradicts(listed, axis, leaves) for listed in lists):
            return None
        trees = {"place": self._vocabulary.places, "perpetrator": self._vocabulary.parties}
        names = trees[axis].names_of(leaves) if axis in trees else tuple(sorted(leaves))
        return ClosedAxis(source, axis, names, tuple(listed.id for listed in closing))


NO_REMAINDER = frozenset({ListKind.OVERLAP, ListKind.OTHER_CUT})


def _remainder(listed: Listed) -> Interval:
    """From how many to how many people of the total can be in none of the items."""
    low, high = bounds_of(listed.total)
    least, most = listed.bounds
    return Interval(0 if most is None else max(low - most, 0), None if high is None else high - least)


def _contradicts(listed: Listed, axis: str, leaves: Leaves) -> bool:
    """Whether a list of bare numbers for all these people, and of nothing else, does not add up.

    One that leaves out somebody may well be short, and one of other days or also by status may well not add up.
    """
    comparable = listed.is_exact and listed.differs_only_on(axis) and not _cannot_be_added(listed)
    return comparable and not listed.closes and listed.union(axis) >= leaves


def _cannot_be_added(listed: Listed) -> bool:
    """Whether no item prints a number, or one of several counts the people of other days than the total."""
    numbers = [printed(item) for item in listed.items]
    other_days = (_days(item) not in (None, _days(listed.total)) for item in listed.items)
    return not any(number is not None for number in numbers) or (len(numbers) > 1 and any(other_days))


def _days(claim: Claim) -> tuple[object, ...] | None:
    """The days to which a number is limited; None where it is a toll."""
    period = claim.period
    limited = claim.mode is Mode.INCREMENT or period.kind is PeriodKind.ON_DAY
    return (period.start, period.end) if limited else None


def _families(axes: Iterable[str]) -> frozenset[str]:
    """What an item is told from its total by: the people of one side or kind, a place, or traits of persons."""
    return frozenset(_family(axis) for axis in axes)


def _family(axis: str) -> str:
    return "people" if axis in PARTS else axis if axis == "place" else "traits"
