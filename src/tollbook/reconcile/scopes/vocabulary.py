"""What words mean as leaves on axes: the vocabulary of one ledger.

Every axis is open (it has a leaf ``rest``) unless a source's profile or the case says that a list is complete; sex
and age always have ``unknown``. Names that nobody has ordered (roles, perpetrators in the text's words, unknown
places) are never presumed to exclude one another: where there are several, each gets an axis of its own with ``yes``
and ``rest``. Words that restrict a count and have no field stay restrictions, each on an axis of its own. What a
source never counts is cut off from all its scopes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tollbook.reconcile.scopes.hierarchy import REST, Hierarchy
from tollbook.reconcile.words import words
from tollbook.records import (
    PLACE_AS_PRINTED,
    PLACE_OF_SETTING,
    CaseDefinition,
    Claim,
    Place,
    PlaceChain,
    Scope,
    SourceProfile,
    Status,
    TollbookError,
    UsageError,
)

YES = "yes"
PLAIN = ("group", "sex", "age")
NAMED = ("role", "affiliation", "cause")
Leaves = frozenset[str]


class Vocabulary:
    """The axes without time of one ledger, and how claims and questions are read on them."""

    def __init__(self, claims: Iterable[Claim], definition: CaseDefinition) -> None:
        claims = tuple(claims)
        self.definition = definition
        self.places = places_of(claims, definition)
        self.parties = Hierarchy(_parties(claims, definition), ())
        self._names = {axis: _spellings(_named(axis, claim) for claim in claims) for axis in NAMED}
        self._strangers = _spellings(
            claim.perpetrator.said for claim in claims if claim.perpetrator and not claim.perpetrator.party
        )
        self._universes: dict[str | None, Mapping[str, Leaves]] = {}
        self.axes: dict[str, tuple[str, ...]] = self._closed_axes()
        for claim in claims:
            for scope in (self.who(claim), self.where(claim), self.why(claim)):
                self._admit(scope)

    def who(self, claim: Claim) -> dict[str, Leaves]:
        """The people a claim counts, apart from place, cause and time."""
        victims = claim.victims
        scope: dict[str, Leaves] = {}
        if victims.status is not None:
            scope["status"] = frozenset(map(str, _some(victims.status, claim)))
        for axis in PLAIN:
            if value := getattr(victims, axis):
                scope[axis] = frozenset({value})
        for axis in ("role", "affiliation"):
            if value := getattr(victims, axis):
                scope |= self._name(axis, value)
        for qualifier in claim.qualifiers:
            if qualifier.restricts:
                scope[opaque("qualifier", qualifier.said)] = frozenset({YES})
        for exclusion in claim.excludes:
            if exclusion.claim is None:
                scope[opaque("qualifier", exclusion.said)] = frozenset({REST})
        return scope | self._perpetrator(claim)

    def where(self, claim: Claim) -> dict[str, Leaves]:
        """The places of a claim: their union. A place about which nothing is known gets an axis of its own.

        So does one of which only is known what it lies in: it need not lie apart from the others there. A place that a
        number has only from the sentences around it restricts nothing.
        """
        evidence = claim.evidence.get("places")
        if evidence and evidence.rule == PLACE_OF_SETTING:
            return {}
        found = [(chain, self.places.leaves(chain)) for chain in claim.places]
        unknown = sorted({chain[0] for chain, leaves in found if leaves is None})
        around = [leaves if leaves is not None else self.places.leaves(chain[1:] or chain) for chain, leaves in found]
        known = [leaves for leaves in around if leaves is not None]
        scope = {"place": frozenset().union(*known)} if known and len(known) == len(around) else {}
        if not unknown:
            return scope
        # The union of a known and an unknown place is no product of leaf sets; it is kept as one unknown place.
        name = " or ".join(unknown + sorted({chain[0] for chain in claim.places} - set(unknown)))
        return scope | {f"place: {name}": frozenset({YES})}

    def why(self, claim: Claim) -> dict[str, Leaves]:
        """The cause of the deaths, which restricts only where a list is drawn up by cause."""
        return self._name("cause", claim.cause) if claim.cause else {}

    def universe(self, source: str | None) -> Mapping[str, Leaves]:
        """The people that a source counts at all: within the region, on the lists its profile calls complete."""
        if source not in self._universes:
            self._universes[source] = self._counted_by(source)
        return self._universes[source]

    def counted(self, source: str | None, scope: Mapping[str, Leaves], axes: Mapping[str, tuple[str, ...]]) -> Scope:
        """The part of a scope that a source counts at all, without axes on which that is everybody it counts."""
        universe = self.universe(source)
        limits = {axis: universe.get(axis, frozenset(axes.get(axis, ())) or scope[axis] | {REST}) for axis in scope}
        return Scope({axis: leaves & limits[axis] for axis, leaves in scope.items() if not leaves >= limits[axis]})

    def _counted_by(self, source: str | None) -> Mapping[str, Leaves]:
        profile = self.profile(source)
        scope = {axis: self._expand(axis, leaves) for axis, leaves in profile.closed.items()}
        for axis, leaves in profile.never_counts.items():
            counted = scope.get(axis, frozenset(self.axes[axis]))
            scope[axis] = counted - self._expand(axis, leaves)
        region = self.definition.region
        within = self.places.leaves((region,)) if region else None
        return scope | ({"place": within & scope.get("place", within)} if within else {})

    def profile(self, source: str | None) -> SourceProfile:
        """How a source counts; an empty profile for a source that the case does not describe."""
        return self.definition.profile(source)

    def asked(self, axis: str, names: Iterable[str], axes: Mapping[str, tuple[str, ...]]) -> dict[str, Leaves]:
        """The part of a question's scope on one of the axes; UsageError, with what there is, for a name nobody used."""
        names = tuple(names)
        axis = axis if axis in axes else axis.casefold()
        if axis in ("place", "perpetrator"):
            tree = self.places if axis == "place" else self.parties
            found = [tree.leaves((name,)) for name in names]
            if all(leaves is not None for leaves in found):
                return {axis: frozenset().union(*(leaves or frozenset() for leaves in found))}
        asked_for = [opaque(axis, name) for name in names]
        own = [known for known in axes if known.casefold() in asked_for]
        if len(asked_for) == len(own) == 1:
            return {own[0]: frozenset({YES})}
        leaves = {leaf.casefold(): leaf for leaf in axes.get(axis, ())}
        if all(name.casefold() in leaves for name in names):
            return {axis: frozenset(leaves[name.casefold()] for name in names)}
        raise self._unknown(axis, names, axes)

    def _unknown(self, axis: str, names: tuple[str, ...], axes: Mapping[str, tuple[str, ...]]) -> UsageError:
        used = {name.partition(": ")[0] for name in axes}
        if axis not in used and axis not in axes:
            return UsageError(f"no axis {axis!r}", "question", f"use one of: {', '.join(sorted(used | set(axes)))}")
        own = [name.removeprefix(f"{axis}: ") for name in axes if name.startswith(f"{axis}: ")]
        tree = {"place": self.places.names, "perpetrator": self.parties.names}.get(axis, ())
        there = ", ".join(dict.fromkeys([*own, *tree, *axes.get(axis, ())]))
        asked = " or ".join(map(repr, names))
        return UsageError(
            f"{asked} is not known on the axis {axis!r}", "question", f"use one of: {there}, one at a time"
        )

    def _admit(self, scope: Mapping[str, Leaves]) -> None:
        for axis, leaves in scope.items():
            self.axes[axis] = tuple(sorted({*self.axes.get(axis, (REST,)), *leaves}))

    def _closed_axes(self) -> dict[str, tuple[str, ...]]:
        fixed = {"status": [str(status) for status in Status], **words().leaves}
        axes = {axis: tuple(sorted({*leaves, REST})) for axis, leaves in fixed.items()}
        trees = {"place": self.places.all_leaves, "perpetrator": self.parties.all_leaves}
        axes |= {axis: leaves for axis, leaves in trees.items() if leaves}
        for source in self.definition.sources:
            for scope in (source.profile.closed, source.profile.never_counts):
                for axis, named in scope.items():
                    axes[axis] = tuple(sorted({*axes.get(axis, (REST,)), *self._expand(axis, named)}))
        return axes

    def _expand(self, axis: str, names: Iterable[str]) -> Leaves:
        tree = {"place": self.places, "perpetrator": self.parties}.get(axis)
        if tree is None:
            return frozenset(names)
        return frozenset().union(*(tree.leaves((name,)) or frozenset({name}) for name in names))

    def _name(self, axis: str, name: str) -> dict[str, Leaves]:
        names = self._names[axis]
        spelt = names[name.casefold()]
        return {axis: frozenset({spelt})} if len(names) == 1 else {opaque(axis, spelt): frozenset({YES})}

    def _perpetrator(self, claim: Claim) -> dict[str, Leaves]:
        if claim.perpetrator is None:
            return {}
        if claim.perpetrator.party:
            leaves = self.parties.leaves((claim.perpetrator.party,))
            return {"perpetrator": leaves} if leaves else {}
        said = self._strangers[claim.perpetrator.said.casefold()]
        alone = len(self._strangers) == 1 and not self.parties.names
        return {"perpetrator": frozenset({said})} if alone else {opaque("perpetrator", said): frozenset({YES})}


def opaque(axis: str, name: str) -> str:
    """The name of an axis that knows one name only: ``role: journalist``."""
    return f"{axis}: {name.casefold()}"


def narrowed(scope: Mapping[str, Leaves], by: Mapping[str, Leaves]) -> Scope:
    """The people in both scopes."""
    return Scope({**by, **scope, **{axis: leaves & by[axis] for axis, leaves in scope.items() if axis in by}})


def places_of(claims: Iterable[Claim], definition: CaseDefinition) -> Hierarchy:
    """The places of the case, and those whose ancestry some claim gives."""
    case = Hierarchy(definition.places, ())
    return Hierarchy(definition.places, [chain for claim in claims for chain in _ordered(claim, case)])


def _ordered(claim: Claim, case: Hierarchy) -> list[PlaceChain]:
    """The chains of a claim of which it is known how they lie to others: what no gazetteer knows only says what around
    it is.
    """
    evidence = claim.evidence.get("places")
    if evidence and evidence.rule == PLACE_OF_SETTING:
        return []
    if evidence is None or evidence.rule != PLACE_AS_PRINTED:
        return list(claim.places)
    return [chain if case.leaves(chain) is not None else chain[1:] for chain in claim.places]


def _some(status: tuple[Status, ...], claim: Claim) -> tuple[Status, ...]:
    if not status:
        what = "an empty list of statuses, which would count nobody"
        raise TollbookError(what, f"claim {claim.id}", "write null where the text does not say the status")
    return status


def _named(axis: str, claim: Claim) -> str | None:
    return claim.cause if axis == "cause" else getattr(claim.victims, axis)


def _spellings(names: Iterable[str | None]) -> dict[str, str]:
    """For every name, however capitalised, the one spelling that is used."""
    return {name.casefold(): name for name in sorted(filter(None, names), reverse=True)}


def _parties(claims: Iterable[Claim], definition: CaseDefinition) -> tuple[Place, ...]:
    known = tuple(
        Place(party.id, None if party.side == party.id else party.side, party.names) for party in definition.parties
    )
    names = {place.name for place in known} | {party.side for party in definition.parties}
    said = {claim.perpetrator.party for claim in claims if claim.perpetrator and claim.perpetrator.party}
    return (*known, *(Place(party) for party in sorted(said - names)))
