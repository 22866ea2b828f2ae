"""Exact numbers that a report says again in round words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.records import Claim, Mode, Quantifier, Relation, RelationKind

ROUND = frozenset((Quantifier.MORE_THAN, Quantifier.AT_LEAST, Quantifier.ABOUT, Quantifier.NEARLY))
AROUND = frozenset((Quantifier.ABOUT, Quantifier.NEARLY))
ROUNDED = 1.05
"""How much more than "more than 1,000" its parts may be: beyond, the text would have said 1,100."""


def with_restatements(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; one that says an exact number again in round words is tied to it: "more than 500 … 524"."""
    exact: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.count.quantifier is Quantifier.EXACT and claim.mode is Mode.COUNT and not claim.background:
            exact.setdefault((claim.harm, claim.source), []).append(claim)
    return [_restating(claim, exact.get((claim.harm, claim.source), ())) for claim in claims]


def _restating(claim: Claim, exact: Sequence[Claim]) -> Claim:
    low, quantifier = claim.count.low, claim.count.quantifier
    if low is None or quantifier not in ROUND or claim.mode is not Mode.COUNT or claim.background:
        return claim
    least, most = (low / ROUNDED, low * ROUNDED) if quantifier in AROUND else (low, low * ROUNDED)
    same = next((one for one in exact if least < (one.count.low or 0) <= most and _no_other_people(one, claim)), None)
    return replace(claim, relations=(*claim.relations, Relation(RelationKind.RESTATES, same.id))) if same else claim


def _no_other_people(one: Claim, other: Claim) -> bool:
    """Whether nothing said of either claim tells their people apart."""
    pairs = (
        (one.victims.status, other.victims.status),
        (one.victims.group, other.victims.group),
        (one.places, other.places),
        (one.victims.sex, other.victims.sex),
        (one.victims.age, other.victims.age),
    )
    return all(first == second or not first or not second for first, second in pairs)
