"""Incidents: each is reconciled from its own claims, with its own region and window.

This is the first part of what keeps systems apart (incident, harm, origin). Claims that belong to none of the case's
incidents, or to one of several without saying to which, stand beside, with the reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tollbook.reconcile.claims.belonging import Judge, Reason
from tollbook.reconcile.claims.edits import applied
from tollbook.reconcile.claims.numbers import NEVER
from tollbook.reconcile.scopes.periods import Cuts, day_cuts
from tollbook.reconcile.scopes.vocabulary import places_of
from tollbook.records import (
    Beside,
    CaseDefinition,
    Claim,
    Extraction,
    Incident,
    Place,
    Reading,
    TollbookError,
    Window,
)


@dataclass(frozen=True, slots=True)
class Share:
    """What one incident is reconciled from: its own definition, and the claims that are about it.

    ``cuts``: the axes of days as the claims of all incidents part them, where there are several.
    """

    definition: CaseDefinition
    extractions: tuple[Extraction, ...]
    cuts: Cuts | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """The share of every incident by its id, and the claims that are in none."""

    shares: Mapping[str, Share]
    outside: tuple[Beside, ...]


def incidents_of(definition: CaseDefinition) -> tuple[Incident, ...]:
    """The incidents of a case. What one of several does not say, region or window, is that of the case.

    >>> incidents_of(CaseDefinition(incident="the march", region="North"))[0].region
    'North'
    """
    if doubled := [name for name, number in Counter(i.id for i in definition.incidents).items() if number > 1]:
        raise TollbookError(f"two incidents {doubled[0]!r}", "case definition", "give every incident a name of its own")
    start, end = definition.window_start, definition.window_end
    return tuple(
        replace(
            incident,
            region=incident.region or definition.region,
            window=Window(incident.window.start or start, incident.window.end or end),
        )
        for incident in definition.incidents or (Incident(definition.incident),)
    )


def assigned(
    extractions: Sequence[Extraction], definition: CaseDefinition, accepted: Iterable[Reading] = ()
) -> Assigned:
    """The claims of every incident of the case, read as accepted readings say, and those that stay outside, and why."""
    breakdowns = [breakdown for extraction in extractions for breakdown in extraction.breakdowns]
    claims = applied(accepted, [claim for extraction in extractions for claim in extraction.claims], breakdowns)
    judge = Judge(claims, breakdowns, definition, incidents_of(definition))
    judged = {claim.id: judge.incident(claim) for claim in claims.values()}
    outside = [Beside(c, why.kind, None, str(why)) for c, why in sorted(judged.items()) if isinstance(why, Reason)]
    return Assigned(_shares(extractions, claims, judged, definition), tuple(outside))


def _shares(
    extractions: Iterable[Extraction],
    claims: Mapping[str, Claim],
    judged: Mapping[str, str | Reason],
    definition: CaseDefinition,
) -> dict[str, Share]:
    own = _definitions(definition, claims.values())
    kept: dict[str, list[Extraction]] = {incident: [] for incident in own}
    for extraction in extractions:
        parts: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in extraction.claims:
            if isinstance(incident := judged[claim.id], str):
                parts[incident].append(claim)
        # A report without any claim is one of the first incident's.
        for incident in list(parts) or list(own)[:1]:
            kept[incident].append(replace(extraction, claims=tuple(parts[incident])))
    cuts = None
    if len(own) > 1:
        # With accepted readings, and only what counts: other periods part nothing.
        read = {name: [claims[c.id] for e in kept[name] for c in e.claims] for name in own}
        counted = {name: [c for c in read[name] if not c.background and c.mode not in NEVER] for name in own}
        cuts = day_cuts((counted[name], own[name]) for name in own)
    return {name: Share(own[name], tuple(kept[name]), cuts) for name in own}


def _definitions(definition: CaseDefinition, claims: Iterable[Claim]) -> dict[str, CaseDefinition]:
    """The definition of each incident. Of several incidents each has only the places that its region touches."""
    incidents = incidents_of(definition)
    here: dict[str | None, tuple[Place, ...]] = {}
    if len(incidents) > 1:
        tree = places_of(claims, definition)
        at: defaultdict[str, set[int]] = defaultdict(set)
        for number, place in enumerate(definition.places):
            for leaf in tree.leaves((place.name,)) or ():
                at[leaf].add(number)
        for region in {incident.region for incident in incidents if incident.region}:
            if leaves := tree.leaves((region,)):
                near = sorted(set().union(*(at[leaf] for leaf in leaves)))
                here[region] = tuple(definition.places[number] for number in near)
    return {
        incident.id: replace(
            definition,
            incident=incident.id,
            region=incident.region,
            window_start=incident.window.start,
            window_end=incident.window.end,
            places=here.get(incident.region, definition.places),
            incidents=(),
        )
        for incident in incidents
    }
