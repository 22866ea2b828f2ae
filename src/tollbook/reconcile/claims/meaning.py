"""What every claim means: which people its words count, apart from those it is said not to count.

First each claim by itself: its words, the place only where it is more than an outlet's wording on a total, a source's
usual name for a category as a label. Then within its lists: an item lies within its total, and what the total leaves
out the item leaves out too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tollbook.reconcile.claims.lists import ListAxes, Lists
from tollbook.reconcile.scopes.frame import Frame
from tollbook.reconcile.scopes.moments import instant
from tollbook.reconcile.scopes.vocabulary import Vocabulary
from tollbook.records import (
    CaseDefinition,
    Claim,
    EvidenceBasis,
    LabelReading,
    RelationKind,
    Scope,
)

Claims = Mapping[str, Claim]


def said_by(claim: Claim, vocabulary: Vocabulary, lists: Lists, definition: CaseDefinition) -> Scope:
    """The people of a claim as its own words say, without time."""
    scope = dict(vocabulary.who(claim))
    if any("cause" in breakdown.axes for breakdown in lists.with_item(claim.id)):
        scope |= vocabulary.why(claim)
    if definition.region is None or not _wording_only(claim, lists):
        scope |= vocabulary.where(claim)
    labels = [label for label in vocabulary.profile(claim.source).labels if _is_label(label, scope, claim)]
    names = {axis for label in labels for axis in label.drop}
    return Scope({axis: leaves for axis, leaves in scope.items() if axis not in names})


def _wording_only(claim: Claim, lists: Lists) -> bool:
    """Whether the place is only the outlet's wording on a cumulative total: then the case's region is meant."""
    evidence = claim.evidence.get("places")
    if evidence is None or evidence.basis is not EvidenceBasis.OUTLET_WORDING:
        return False
    if any("place" in breakdown.axes for breakdown in lists.with_item(claim.id)):
        return False
    return not any(b.total == claim.id and "place" in b.axes and lists.closes(b) for b in lists.present)


def _is_label(label: LabelReading, scope: Mapping[str, frozenset[str]], claim: Claim) -> bool:
    """Whether a claim uses a source's name for a category, at a time when it was one; other axes do not matter."""
    same = all(scope.get(axis) == leaves for axis, leaves in label.of.items())
    return same and (label.until is None or bool(claim.as_of.at and instant(claim.as_of.at)[0] <= label.until))


def within_totals(said: Mapping[str, Scope], lists: Lists) -> dict[str, Scope]:
    """The people of every claim within those of the totals above it, as far as words go."""
    people: dict[str, Scope] = {}
    for claim in lists.downward(said):
        people[claim] = said[claim]
        for breakdown in lists.with_item(claim):
            own = lists.told_apart(claim, breakdown, said)
            people[claim] = Scope({**people[breakdown.total], **people[claim], **own})
    return people


@dataclass(frozen=True, slots=True)
class Meaning:
    """The people of every claim, those taken out of them, and the claims whose people nothing tells from others.

    ``alike``: claims joined to other people by words that no field tells from theirs.
    """

    people: Mapping[str, Scope]
    minus: Mapping[str, tuple[Scope, ...]]
    alike: frozenset[str]


def meaning_of(claims: Claims, base: Mapping[str, Scope], lists: Lists, axes: ListAxes, frame: Frame) -> Meaning:
    """The meaning of all claims whose own words, time included, are given in ``base``."""
    people: dict[str, Scope] = {}
    minus: dict[str, tuple[Scope, ...]] = {}
    for claim in lists.downward(base):
        scope, taken = dict(base[claim]), list(_excluded(claims[claim], base))
        for breakdown in lists.with_item(claim):
            scope = {**people[breakdown.total], **scope} | axes.leaf(breakdown, claim)
            taken += minus[breakdown.total]
        people[claim] = frame.counted_people(claims[claim].source, scope)
        minus[claim] = tuple(dict.fromkeys(taken))
    return Meaning(people, minus, _alike(claims, base))


def _excluded(claim: Claim, base: Mapping[str, Scope]) -> Iterable[Scope]:
    """The people of other claims that this one says it does not count."""
    others = [exclusion.claim for exclusion in claim.excludes]
    others += [relation.claim for relation in claim.relations if relation.kind is RelationKind.EXCLUDES]
    known = (base[other] for other in others if other and other != claim.id and other in base)
    own = base[claim.id]
    return [scope for scope in known if not scope.contains(own) and not scope.disjoint(own)]


def _alike(claims: Claims, base: Mapping[str, Scope]) -> frozenset[str]:
    pairs = (
        (claim, relation.claim)
        for claim in base
        for relation in claims[claim].relations
        if relation.kind is RelationKind.EXCLUDES and relation.claim in base
    )
    alike = ((one, two) for one, two in pairs if base[two].contains(base[one]))
    return frozenset(claim for pair in alike for claim in pair)
