"""Which incident a claim belongs to.

A claim goes to an incident by the place, the days and the cause that it states; where it states none itself, by those
of the list that it is an item of, or of the claim that it says again or withdraws. What it states may contradict an
incident: people of another place or other days, or of more places and days than the incident has. Then its number is
not the incident's, and must never be narrowed to it: "1,562 in the country" are not 1,562 on the coast.

Not contradicted is an incident by a place that is only an outlet's wording on a total, or that of the sentences
around; by a place around the incident's that the text does not state of the number itself, or whose total has a list
that names places of the incident only; and by a bare month, which says when the incident was, not from which day to
which people are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tollbook.reconcile.scopes.moments import first_day, in_words, instant, last_day
from tollbook.reconcile.scopes.periods import basis_of
from tollbook.reconcile.scopes.vocabulary import Leaves, places_of
from tollbook.reconcile.words import words
from tollbook.records import (
    PLACE_OF_SETTING,
    BesideKind,
    Breakdown,
    CaseDefinition,
    Claim,
    EvidenceBasis,
    FrozenMapping,
    Incident,
    PeriodBasis,
    PeriodKind,
    PlaceChain,
    RelationKind,
    Window,
)

AGAIN = frozenset({RelationKind.SAME_AS, RelationKind.RETRACTS, RelationKind.RESTATES})
"""Relations to a number of the same people."""
WIDER, OTHER = BesideKind.WIDER, BesideKind.OTHER_INCIDENT


class Reason(NamedTuple):
    """Why a claim is not an incident's: a phrase of ``words.toml`` with the names and days that fill it."""

    kind: BesideKind
    phrase: str
    names: Mapping[str, str | None] = FrozenMapping()

    def __str__(self) -> str:
        days = {name: in_words(said) for name, said in self.names.items() if said and name in ("day", "first", "last")}
        return words().outside[self.phrase].format(**{**self.names, **days})


Check = Reason | bool
"""What one of place, days and cause says of an incident: a contradiction, that it is the one, or nothing (False)."""


class Where(NamedTuple):
    """The places of a claim. ``firm``: they restrict whom it counts; ``stated``: the text says them of its number.

    ``listed``: those of its own list.
    """

    places: tuple[PlaceChain, ...] = ()
    firm: bool = False
    stated: bool = False
    listed: tuple[PlaceChain, ...] = ()

    @property
    def names(self) -> str:
        """The places by name."""
        return " and ".join(chain[0] for chain in self.places)


class When(NamedTuple):
    """The first and last day or month that a claim states, of the harm itself if ``event``; else its as-of time."""

    start: str | None = None
    end: str | None = None
    event: bool = False
    said: str | None = None


class Fits(NamedTuple):
    """The incidents that some words do not contradict, with whether they name them; and why they contradict others.

    ``wider``: the incidents whose people they count, though others too.
    """

    met: Mapping[str, bool]
    wider: Mapping[str, Reason]
    against: Reason | None


class Judge:
    """Finds the incidents of claims."""

    def __init__(
        self,
        claims: Mapping[str, Claim],
        breakdowns: Iterable[Breakdown],
        definition: CaseDefinition,
        incidents: Sequence[Incident],
    ) -> None:
        self._claims, self._definition, self._incidents = claims, definition, incidents
        self._lists: defaultdict[str, list[Breakdown]] = defaultdict(list)
        self._above: defaultdict[str, list[str]] = defaultdict(list)
        self._listed_by_place: set[str] = set()
        self._known: dict[tuple[object, ...], Fits] = {}
        self._reach: dict[tuple[PlaceChain, ...], Leaves | None] = {}
        self._places = places_of(claims.values(), definition)
        self._regions = {i.region: self._places.leaves((i.region,)) for i in self._incidents if i.region}
        self._windows = {incident.id: incident.window for incident in self._incidents}
        self._at: defaultdict[str, list[Incident]] = defaultdict(list)
        for incident in self._incidents:
            for leaf in self._regions.get(incident.region or "") or ():
                self._at[leaf].append(incident)
        for breakdown in breakdowns:
            self._take_up(breakdown)

    def _take_up(self, breakdown: Breakdown) -> None:
        if breakdown.total in self._claims:
            for item in breakdown.items:
                self._above[item].append(breakdown.total)
            if "place" in breakdown.axes:
                self._lists[breakdown.total].append(breakdown)
                self._listed_by_place.update(breakdown.items)

    def incident(self, claim: Claim) -> str | Reason:
        """The id of the incident that a claim is about, or why it is of none.

        Background is counted in none; it only has to be shown somewhere.
        """
        if claim.background:
            return self._incidents[0].id
        lineage = self._lineage(claim)
        where, when = self._where(lineage), self._when(lineage)
        # A part of a wider total is not wider if it says itself where or when.
        own = (self._where([claim]), self._when([claim]))
        located = own[0].firm or bool(own[1].start or own[1].end)
        cause = next((other.cause for other in lineage if other.cause), None)
        fits = (
            self._fits(self._place, where, own[0] if located else None, self._near(where)),
            self._fits(_days, when, own[1] if located else None, self._incidents),
            self._fits(_cause, cause, None, self._incidents),
        )
        names = [name for name in fits[0].met if all(name in fit.met for fit in fits)]
        if not names:
            return _outside(fits)
        met = {name: sum(fit.met[name] for fit in fits) for name in names}
        best = sorted(name for name in names if met[name] == max(met.values()))
        if len(best) > 1:
            return Reason(BesideKind.NOT_STATED, "several", {"names": " or ".join(best)})
        return self._too_many(best[0], *fits) or best[0]

    def _too_many(self, name: str, places: Fits, days: Fits, causes: Fits) -> Reason | None:
        """Why a number of one incident counts people of another one too: of a place within its own, at another time."""
        also = (other for other in places.wider if other in days.met and other in causes.met)
        return next((places.wider[o] for o in also if not _spans(self._windows[name], self._windows[o])), None)

    def _lineage(self, claim: Claim) -> list[Claim]:
        """The claim, and those whose words hold for it where its own do not say: totals above it, the same number."""
        found = [claim]
        for one in found:
            same = [relation.claim for relation in one.relations if relation.kind in AGAIN]
            others = [self._claims[other] for other in (*self._above[one.id], *same) if other in self._claims]
            found += [other for other in others if other not in found]
        return found

    def _near(self, where: Where) -> Sequence[Incident]:
        """The incidents whose regions places may touch; of those elsewhere one, which says why."""
        around = self._around(where.places) if where.firm else None
        if around is None or len(self._incidents) == 1:
            return self._incidents
        touched = {incident.id: incident for leaf in sorted(around) for incident in self._at[leaf]}
        anywhere = [incident for incident in self._incidents if self._regions.get(incident.region or "") is None]
        return [*touched.values(), *anywhere] or self._incidents[:1]

    def _fits(
        self, check: Callable[[Any, Incident], Check], told: object, own: object, among: Sequence[Incident]
    ) -> Fits:
        """What a check says of some incidents; ``own``: the words that decide whether a number is wider, if given."""
        key = (check.__name__, told, own)
        if key not in self._known:
            said = {incident.id: check(told, incident) for incident in among}
            if own is not None:
                wider = [i for i in among if isinstance(r := said[i.id], Reason) and r.kind is WIDER]
                said |= {incident.id: check(own, incident) for incident in wider}
            reasons = {name: check for name, check in said.items() if isinstance(check, Reason)}
            against = min(reasons.values(), key=lambda reason: reason.kind is not WIDER, default=None)
            met = {name: check for name, check in said.items() if not isinstance(check, Reason)}
            also = {name: reason for name, reason in reasons.items() if reason.kind is WIDER}
            self._known[key] = Fits(met, also, against)
        return self._known[key]

    def _where(self, lineage: Iterable[Claim]) -> Where:
        placed = [claim for claim in lineage if claim.places]
        firm = next((claim for claim in placed if not self._is_loose(claim)), None)
        if firm is None:
            return Where(placed[0].places) if placed else Where()
        items = [item for breakdown in self._lists[firm.id] for item in breakdown.items if item in self._claims]
        evidence = firm.evidence.get("places")
        stated = evidence is not None and evidence.basis is EvidenceBasis.STATED
        return Where(firm.places, True, stated, tuple(chain for item in items for chain in self._claims[item].places))

    def _is_loose(self, claim: Claim) -> bool:
        """Whether the places are an outlet's wording on a total, or of the words around: they restrict nobody."""
        evidence = claim.evidence.get("places")
        if evidence is None:
            return False
        wording = evidence.basis is EvidenceBasis.OUTLET_WORDING and claim.id not in self._listed_by_place
        return wording or evidence.rule == PLACE_OF_SETTING

    def _when(self, lineage: Sequence[Claim]) -> When:
        claim = next((claim for claim in lineage if claim.period.start or claim.period.end), None)
        if claim is None:
            return When(said=lineage[0].as_of.at)
        start, end, kind = claim.period.start, claim.period.end, claim.period.kind
        event = basis_of(claim, self._definition.profile(claim.source)) is PeriodBasis.EVENT
        if kind is PeriodKind.ON_DAY:
            return When(start or end, end or start, event)
        return When(None if kind is PeriodKind.UNTIL else start, None if kind is PeriodKind.SINCE else end, event)

    def _place(self, told: Where, incident: Incident) -> Check:
        region = self._regions.get(incident.region or "")
        if region is None:
            return False
        names = {"names": told.names, "region": incident.region}
        around = self._around(told.places)
        if told.firm and around is not None and region.isdisjoint(around):
            return Reason(OTHER, "place", names)
        within = [self._within(chain, region) for chain in told.places]
        around_it = around is not None and region <= around
        if not told.firm or False not in within:
            return bool(within) and (all(within) or around_it)
        listed = [self._within(chain, region) for chain in told.listed]
        if around_it and False not in listed and (listed.count(True) > 1 or not told.stated):
            return True
        return Reason(WIDER, "places", names)

    def _within(self, chain: PlaceChain, region: Leaves) -> bool | None:
        """Whether a place lies in a region, or may if several have its name; None if that is not known."""
        known = self._places.candidates(chain)
        if not known and (around := self._around((chain,))) and region.isdisjoint(around):
            return False
        return any(leaves <= region for leaves in known) if known else None

    def _around(self, places: tuple[PlaceChain, ...]) -> Leaves | None:
        """All that these places may mean; of unknown places, where they lie; None if even that is not known of one."""
        if places not in self._reach:
            found = [self._places.leaves(chain) or self._places.leaves(chain[1:] or chain) for chain in places]
            known = [leaves for leaves in found if leaves is not None]
            self._reach[places] = frozenset().union(*known) if len(known) == len(found) else None
        return self._reach[places]


def _spans(one: Window, other: Window) -> bool:
    """Whether all days of the other window are in the one."""
    begun = one.start is None or (other.start is not None and one.start <= other.start)
    return begun and (one.end is None or (other.end is not None and other.end <= one.end))


def _days(told: When, incident: Incident) -> Check:
    window = incident.window
    first, last = window.start and first_day(window.start), window.end and last_day(window.end)
    if first and told.said and instant(told.said)[0] < first:
        return Reason(OTHER, "said", {"day": told.said, "first": first})
    if first and told.end and last_day(told.end) < first:
        return Reason(OTHER, "before", {"day": told.end, "first": first})
    if not told.event:
        return False
    if last and told.start and first_day(told.start) > last:
        return Reason(OTHER, "after", {"day": told.start, "last": last})
    # A month counts as wider only from another month on: it says when, not from which day to which.
    if first and told.start and last_day(told.start) < first:
        return Reason(WIDER, "since", {"day": told.start, "first": first})
    if last and told.end and first_day(told.end) > last:
        return Reason(WIDER, "until", {"day": told.end, "last": last})
    return bool(told.start and (first or last))


def _cause(told: str | None, incident: Incident) -> Check:
    if not incident.causes:
        return False
    if told is None:
        return Reason(OTHER, "no cause", {"causes": " or ".join(incident.causes)})
    if any(f" {cause.casefold()} " in f" {told.casefold()} " for cause in incident.causes):
        return True
    return Reason(OTHER, "cause", {"cause": told})


def _outside(fits: Iterable[Fits]) -> Reason:
    """Why a claim is of no incident: that it is of another one says more than that it is wider."""
    reasons = [fit.against for fit in fits if fit.against and not fit.met]
    return min(reasons, key=lambda reason: reason.kind is WIDER, default=Reason(OTHER, "none"))
