"""What ties the claims of one report together: wholes and their parts, lists, repetitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from tollbook.language.protocol import Statement
from tollbook.records import (
    AsOfBasis,
    Breakdown,
    Claim,
    EvidenceBasis,
    FrozenMapping,
    Mode,
    Period,
    Quantifier,
    Relation,
    RelationKind,
)

PEOPLE = ("victims.status", "victims.group")
"""What holds for every item of a list: 384 after "658 civilians in … and" are civilians."""
WHOLE = (*PEOPLE, "places", "period", "mode", "perpetrator")
"""What holds for every part of a whole: 72 of the civilians killed on the coast since Thursday are such civilians."""
NEAR = 60
"""Claims back within which "of these" or "the remaining" can refer: beyond, no reader would follow."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A claim with what ties it to others: the statement it comes from, its sentence, and its place in that."""

    claim: Claim
    statement: Statement
    sentence: int
    index: int


def inherit(drafts: Sequence[Drafted], position: int) -> Claim:
    """A claim with what holds for it because of another.

    A part has its whole's people, place, time and mode where it says nothing else; a bare item has its list's people.
    """
    entry = drafts[position]
    claim = entry.claim
    for whole, fields in _wholes(drafts, position):
        taken = {
            field: _field(whole, field)
            for field in fields
            if _field(claim, field) is None and _field(whole, field) is not None
        }
        evidence = {
            field: replace(whole.evidence[field], basis=EvidenceBasis.CARRIED_OVER)
            for field in taken
            if field in whole.evidence
        }
        victims = replace(
            claim.victims,
            **{field.removeprefix("victims."): value for field, value in taken.items() if field.startswith("victims.")},
        )
        others = {field: value for field, value in taken.items() if not field.startswith("victims.")}
        claim = replace(claim, victims=victims, evidence=FrozenMapping({**evidence, **claim.evidence}), **others)
    return claim


def breakdowns(drafts: Sequence[Drafted]) -> tuple[Breakdown, ...]:
    """Totals with the items that the words list under them: one breakdown for each list, never two cuts in one.

    A list ends with its sentence, unless the next one goes on with "the remaining" or "the others".
    """
    lists: dict[tuple[str, int], list[str]] = {}
    latest: dict[str, tuple[str, int]] = {}
    totals: dict[str, set[str]] = {}
    for position, entry in enumerate(drafts):
        for total, counted_in in _totals(drafts, position):
            whole, item = total.claim.id, counted_in.claim.id
            if item in _holding(totals, whole):
                continue  # the words seem to count each in the other; the first reading stands
            totals.setdefault(item, set()).add(whole)
            key = latest.get(whole, (whole, entry.sentence)) if entry.statement.rest else (whole, entry.sentence)
            latest[whole] = key
            lists.setdefault(key, []).append(item)
    claims = {entry.claim.id: entry.claim for entry in drafts}
    return tuple(_breakdown(claims, total, tuple(dict.fromkeys(items))) for (total, _), items in lists.items())


def _holding(totals: Mapping[str, set[str]], claim: str) -> set[str]:
    """The claim itself and every total that it is counted in, directly or through others."""
    found, waiting = set[str](), [claim]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(totals.get(current, ()))
    return found


def of_one_time(drafts: Sequence[Drafted], found: Sequence[Breakdown]) -> list[Drafted]:
    """The claims; where the words date one number of a list, its total and its other items are of that time too."""
    claims = {entry.claim.id: entry.claim for entry in drafts}
    for breakdown in found:
        members = [claims[member] for member in (breakdown.total, *breakdown.items)]
        stated = {claim.as_of: claim for claim in members if claim.as_of.basis is AsOfBasis.STATED}
        if len(stated) != 1:
            continue
        ((as_of, dated),) = stated.items()
        for claim in members:
            if claim.as_of.basis is not AsOfBasis.STATED and claim.source == dated.source:
                where = replace(dated.evidence["as_of"], basis=EvidenceBasis.CARRIED_OVER)
                evidence = FrozenMapping({**claim.evidence, "as_of": where})
                claims[claim.id] = replace(claim, as_of=as_of, evidence=evidence)
    return [replace(entry, claim=claims[entry.claim.id]) for entry in drafts]


def with_repetitions(drafts: Sequence[Drafted]) -> list[Claim]:
    """The claims; one that repeats an exact number of the same people is tied to the first that printed it."""
    claims: list[Claim] = []
    first: dict[tuple[object, ...], str] = {}
    for claim in (entry.claim for entry in drafts):
        victims = claim.victims
        key = (
            claim.harm,
            claim.count.low,
            claim.source,
            claim.places,
            victims.status,
            victims.group,
            victims.sex,
            victims.age,
            claim.mode,
        )
        same = first.setdefault(key, claim.id) if claim.count.quantifier is Quantifier.EXACT else claim.id
        claims.append(claim if same == claim.id else replace(claim, relations=(Relation(RelationKind.SAME_AS, same),)))
    return claims


def _wholes(drafts: Sequence[Drafted], position: int) -> list[tuple[Claim, tuple[str, ...]]]:
    """The claims that a claim takes fields over from, nearest first, and which fields."""
    entry, statement, sentence = drafts[position], drafts[position].statement, _sentence(drafts, position)
    found: list[tuple[Claim, tuple[str, ...]]] = []
    if statement.bare and statement.joined_to is not None and statement.joined_to < len(sentence):
        found.append((sentence[statement.joined_to].claim, PEOPLE))
    if statement.part_of is not None and statement.part_of < len(sentence):
        found.append((sentence[statement.part_of].claim, WHOLE))
    elif statement.part_of_earlier and (total := _earlier_total(_before(drafts, position), entry)):
        found.append((total.claim, WHOLE))
    elif (statement.bare and statement.rule == "named as before") or statement.mode is Mode.INCREMENT:
        found += [(other.claim, PEOPLE) for other in _before(drafts, position)[::-1] if _series(other, entry)][:1]
    return found


def _series(other: Drafted, entry: Drafted) -> bool:
    """Whether a number of an earlier sentence is the toll that this one goes on with."""
    return other.sentence < entry.sentence and other.claim.harm is entry.claim.harm and _stands_alone(other.statement)


def _field(claim: Claim, field: str) -> Any:
    """The value of a field that may be taken over, None where the claim does not say it."""
    if field.startswith("victims."):
        return getattr(claim.victims, field.removeprefix("victims."))
    value = getattr(claim, field)
    return None if value in ((), Period(), Mode.COUNT, Mode.FLOOR) else value


def _totals(drafts: Sequence[Drafted], position: int) -> list[tuple[Drafted, Drafted]]:
    """The pairs (total, item) that one statement tells of, as a part or as a total that counts others in."""
    entry = drafts[position]
    statement, sentence = entry.statement, _sentence(drafts, position)
    pairs = [(entry, sentence[index]) for index in statement.includes]
    if statement.includes_earlier:
        pairs += [(entry, other) for other in _counted_in(_before(drafts, position), entry)]
    if statement.part_of is not None:
        pairs.append((sentence[statement.part_of], entry))
    elif statement.part_of_earlier and (total := _earlier_total(_before(drafts, position), entry)):
        pairs.append((total, entry))
    elif entry.index == 0 and (total := _total_of_places(_before(drafts, position), sentence)):
        pairs += [(total, item) for item in sentence]
    return pairs


def _total_of_places(before: Sequence[Drafted], sentence: Sequence[Drafted]) -> Drafted | None:
    """The number right before a list of places that add up to no more: "1,225. There were 658 in …".

    The list has at least two numbers, nothing but places tells them apart, and the total is the same source's.
    """
    places = {item.claim.places for item in sentence if item.claim.places}
    people = {(item.claim.victims, item.claim.source, item.claim.harm) for item in sentence}
    alone = all(item.statement.part_of is None and not item.statement.includes for item in sentence)
    if len(sentence) < 2 or len(places) < len(sentence) or len(people) > 1 or not alone:
        return None
    total = _earlier_total(before, sentence[0], sum(item.claim.count.low or 0 for item in sentence))
    near = total is not None and sentence[0].sentence - total.sentence <= 2
    return total if near and total and total.claim.source == sentence[0].claim.source else None


def _earlier_total(before: Sequence[Drafted], entry: Drafted, least: int = 0) -> Drafted | None:
    """The number in an earlier sentence that a part belongs to.

    It is the last one of the part's own place, else the last one large enough that is no item of a list.
    ``least`` is what several parts amount to.
    """
    value = max(entry.claim.count.low or 0, least)
    earlier = [
        other
        for other in before
        if other.sentence != entry.sentence and other.claim.harm is entry.claim.harm and not other.claim.background
    ]
    holding = [other for other in earlier if other.claim.count.high is None or other.claim.count.high >= value]
    placed = [other for other in holding if other.claim.places and other.claim.places == entry.claim.places]
    joined = {(other.sentence, other.statement.joined_to) for other in earlier}
    whole = [one for one in holding if _stands_alone(one.statement) and (one.sentence, one.index) not in joined]
    return next(reversed(placed or whole), None)


def _stands_alone(statement: Statement) -> bool:
    return statement.part_of is None and not statement.part_of_earlier and statement.joined_to is None


def _counted_in(before: Sequence[Drafted], entry: Drafted) -> list[Drafted]:
    """The numbers that a total counts in: going back, those of its source that are no parts, up to its size."""
    found: list[Drafted] = []
    room = entry.claim.count.low or 0
    for other in reversed(before):
        claim, size = other.claim, other.claim.count.low or 0
        fits = 0 < size <= room and claim.harm is entry.claim.harm and claim.source == entry.claim.source
        if other.sentence == entry.sentence or claim.background or not _stands_alone(other.statement):
            continue
        if not fits:
            break
        found.insert(0, other)
        room -= size
    return found


def _breakdown(claims: dict[str, Claim], total: str, items: tuple[str, ...]) -> Breakdown:
    key = sha256(":".join((total, *items)).encode()).hexdigest()[:16]
    return Breakdown(f"b-{key}", total, items, _varying([claims[item] for item in items], claims[total]))


def _varying(items: Sequence[Claim], total: Claim) -> tuple[str, ...]:
    """The axes on which the items differ from one another, or a single item from its total."""
    compared = items if len(items) > 1 else [*items, total]
    values: dict[str, set[Any]] = {
        "status": {claim.victims.status for claim in compared},
        "group": {claim.victims.group for claim in compared},
        "sex": {claim.victims.sex for claim in compared},
        "age": {claim.victims.age for claim in compared},
        "place": {claim.places for claim in compared},
        "perpetrator": {
            claim.perpetrator.party or claim.perpetrator.said if claim.perpetrator else None for claim in compared
        },
    }
    return tuple(axis for axis, seen in values.items() if len(seen) > 1)


def _before(drafts: Sequence[Drafted], position: int) -> Sequence[Drafted]:
    return drafts[max(0, position - NEAR) : position]


def _sentence(drafts: Sequence[Drafted], position: int) -> Sequence[Drafted]:
    """The claims of the sentence of this one, in order; they stand side by side."""
    first = last = position
    while first > 0 and drafts[first - 1].sentence == drafts[position].sentence:
        first -= 1
    while last + 1 < len(drafts) and drafts[last + 1].sentence == drafts[position].sentence:
        last += 1
    return drafts[first : last + 1]
