"""What ties the claims of one report together: wholes and their parts, lists, repetitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tollbook.extract.drafted import Drafted
from tollbook.extract.lists.enumerations import ELLIPSIS, breakdown_of, cuts
from tollbook.extract.people.outcomes import shot_before
from tollbook.language.protocol import Statement
from tollbook.records import (
    AsOfBasis,
    Breakdown,
    Claim,
    EvidenceBasis,
    FrozenMapping,
    Harm,
    Mode,
    Period,
)

PEOPLE = ("victims.status", "victims.group")
"""What holds for every item of a list: 384 after "658 civilians in … and" are civilians."""
WHOLE = (*PEOPLE, "places", "period", "mode", "perpetrator", "attributed_to")
"""What holds for every part of a whole: 72 of the civilians killed on the coast since Thursday are such civilians."""
DEEPEST = 20
"""Totals that one number may be counted in: no report nests deeper, and the work stays linear in those that seem to."""
ROW = "under a heading"
"""The rule that ties the rows of a table: none of them is the total of another by its number alone."""
HAVING = "a place has"
"""The rule that ties the numbers of a list of places."""
LISTED = ("entry of a list", "entry of a cut", "a place has", "in a table")
"""Rules that tie entries that are parts of one number, all of them together."""
NEAR = 60
"""Claims back within which "of these" or "the remaining" can refer: beyond, no reader would follow."""


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
    complete = {entry.claim.id for entry in drafts if entry.statement.complete}
    latest: dict[str, tuple[str, int]] = {}
    totals: dict[str, set[str]] = {}
    for position, entry in enumerate(drafts):
        for total, counted_in in _totals(drafts, position):
            whole, item = _first_printed(_before(drafts, position), total).claim.id, counted_in.claim.id
            above = holding(totals, whole)
            if item in above or len(above) > DEEPEST:
                continue  # the words seem to count each in the other; the first reading stands
            totals.setdefault(item, set()).add(whole)
            key = latest.get(whole, (whole, entry.sentence)) if entry.statement.rest else (whole, entry.sentence)
            if entry.statement.rule == ROW and entry.statement.part_of_earlier:
                key = (whole, -entry.statement.cue.start)
            latest[whole] = key
            lists.setdefault(key, []).append(item)
    claims = {entry.claim.id: entry.claim for entry in drafts}
    told = {entry.claim.id: entry for entry in drafts}
    return tuple(
        breakdown_of(claims, total, cut, complete=not complete.isdisjoint(cut))
        for (total, _), items in lists.items()
        for cut in cuts(told, total, tuple(dict.fromkeys(items)))
    )


def _first_printed(before: Sequence[Drafted], total: Drafted) -> Drafted:
    """The number that "the 118" repeats, where the report has printed it before for the same harm."""
    if not total.statement.definite or not total.claim.count.low:
        return total
    same = (
        other
        for other in before
        if other.claim.count.low == total.claim.count.low
        and other.claim.harm is total.claim.harm
        and not other.claim.background
        and stands_alone(other.statement)
        and other.sentence < total.sentence
    )
    return next(same, total)


def holding(totals: Mapping[str, set[str]], claim: str) -> set[str]:
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
    return [entry.with_claim(claims[entry.claim.id]) for entry in drafts]


def _wholes(drafts: Sequence[Drafted], position: int) -> list[tuple[Claim, tuple[str, ...]]]:
    """The claims that a claim takes fields over from, nearest first, and which fields."""
    entry, statement, sentence = drafts[position], drafts[position].statement, sentence_of(drafts, position)
    found: list[tuple[Claim, tuple[str, ...]]] = []
    if statement.bare and statement.joined_to is not None and statement.joined_to < entry.index:
        found.append((sentence[statement.joined_to].claim, PEOPLE))
    elif statement.bare and entry.index and _goes_on(sentence[entry.index - 1], entry):
        found.append((sentence[entry.index - 1].claim, PEOPLE))
    if statement.part_of is not None and statement.part_of < len(sentence):
        found.append((sentence[statement.part_of].claim, WHOLE))
    elif statement.part_of_earlier and (total := _earlier_whole(drafts, position)):
        found.append((total.claim, WHOLE))
    elif statement.rule == "rival number" and entry.index:
        found.append((sentence[entry.index - 1].claim, PEOPLE))
    elif (statement.bare and statement.rule == "named as before") or statement.mode is Mode.INCREMENT:
        found += [(other.claim, PEOPLE) for other in _before(drafts, position)[::-1] if _series(other, entry)][:1]
    return found


def _goes_on(other: Drafted, entry: Drafted) -> bool:
    """Whether a subject said once holds for the next verb: "four soldiers were killed and eight wounded"."""
    verbs = other.statement.rule == entry.statement.rule == "verb behind"
    return verbs and other.claim.harm is not entry.claim.harm and entry.claim.start - other.claim.end <= ELLIPSIS


def _series(other: Drafted, entry: Drafted) -> bool:
    """Whether a number of an earlier sentence is the toll that this one goes on with."""
    return other.sentence < entry.sentence and other.claim.harm is entry.claim.harm and stands_alone(other.statement)


def _field(claim: Claim, field: str) -> Any:
    """The value of a field that may be taken over, None where the claim does not say it."""
    if field.startswith("victims."):
        return getattr(claim.victims, field.removeprefix("victims."))
    if field == "attributed_to" and claim.source is None:
        return None
    value = getattr(claim, field)
    return None if value in ((), Period(), Mode.COUNT, Mode.FLOOR) else value


def _totals(drafts: Sequence[Drafted], position: int) -> list[tuple[Drafted, Drafted]]:
    """The pairs (total, item) that one statement tells of, as a part or as a total that counts others in."""
    entry = drafts[position]
    statement, sentence = entry.statement, sentence_of(drafts, position)
    pairs = [(entry, sentence[index]) for index in statement.includes]
    if statement.column and statement.includes_earlier:
        pairs += [(entry, row) for row in _rows_above(drafts, position)]
    elif statement.includes_earlier:
        inside = [one for one in sentence if one.index in statement.includes or _in_total(one.statement, entry)]
        beside = [one for one in inside if one is not entry]
        pairs += [(entry, other) for other in _counted_in(_before(drafts, position), entry, beside)]
    if statement.part_of is not None:
        pairs.append((sentence[statement.part_of], entry))
    elif statement.part_of_earlier and (total := _earlier_whole(drafts, position)):
        pairs.append((total, entry))
    elif entry.index == 0 and (total := _total_of_list(_before(drafts, position), sentence)):
        pairs += [(total, item) for item in _list_items(sentence)]
    if entry.claim.harm is Harm.KILLED and (shot := shot_before(entry, _before(drafts, position))):
        pairs.append((shot, entry))
    return pairs


def _rows_above(drafts: Sequence[Drafted], position: int) -> list[Drafted]:
    """The cells above a total in its column, up to another total: the rows of a table that it sums up."""
    found: list[Drafted] = []
    total = drafts[position]
    for other in reversed(_before(drafts, position)):
        if other.sentence == total.sentence or other.statement.column is None:
            continue
        if other.statement.column == total.statement.column:
            if other.statement.includes_earlier:
                break
            found.insert(0, other)
    return found


def _in_total(statement: Statement, total: Drafted) -> bool:
    return total.index in (statement.part_of, statement.joined_to)


def _list_items(sentence: Sequence[Drafted]) -> list[Drafted]:
    """The printed numbers of a sentence that stand side by side: no parts, no totals."""
    return [
        one
        for one in sentence
        if one.statement.part_of is None and not one.statement.includes and one.statement.person is None
    ]


def _total_of_list(before: Sequence[Drafted], sentence: Sequence[Drafted]) -> Drafted | None:
    """The earlier number that a list adds up to: "1,225 … There were 658 in one province, 384 in another …".

    Failing that, a list that nothing but places tells apart belongs to the number right before it, of the same source.
    """
    items = _list_items(sentence)
    amount = sum(item.claim.count.low or 0 for item in items)
    if len(items) < 2 or len({item.claim.harm for item in items}) > 1:
        return None
    if exact := _adding_up(before, items):
        return exact
    places = {item.claim.places for item in items if item.claim.places}
    people = {(item.claim.victims, item.claim.source) for item in items}
    if len(places) < len(items) or len(people) > 1 or len(items) < len(sentence) or items[0] is not sentence[0]:
        return None
    total = _total_before(before, items[0], amount)
    near = total is not None and items[0].sentence - total.sentence <= 2
    return total if near and total and total.claim.source == items[0].claim.source else None


def _adding_up(before: Sequence[Drafted], items: Sequence[Drafted]) -> Drafted | None:
    """The last number of the sentences before that a list adds up to, to the unit."""
    if len(items) < 2 or not all(item.claim.count.low for item in items):
        return None
    amount = sum(item.claim.count.low or 0 for item in items)
    exact = (
        other
        for other in reversed(before)
        if other.sentence != items[0].sentence
        and other.claim.harm is items[0].claim.harm
        and other.claim.count.low == amount
        and not other.claim.background
        and not (other.statement.rule == ROW == items[0].statement.rule)
    )
    return next(exact, None)


def _earlier_whole(drafts: Sequence[Drafted], position: int) -> Drafted | None:
    """The number of an earlier sentence that a part belongs to: what its list adds up to, else the one meant last."""
    listed = [one for one in sentence_of(drafts, position) if one.statement.part_of_earlier]
    before, entry = _before(drafts, position), drafts[position]
    if before and _goes_on_with_places(before[-1], entry):
        return _earlier_whole(drafts, position - 1)
    if entry.statement.rule == ROW:
        first, listed = _rows(drafts, position)
        above = drafts[max(0, first - NEAR) : first]
        amount = sum(one.claim.count.low or 0 for one in listed)
        total = _adding_up(above, listed) or _total_before(above, drafts[first], amount)
        announced = total and (total.sentence == above[-1].sentence or _adding_up([total], listed))
        return total if announced else None
    of_number = entry.statement.of_number
    previous = next((one for one in reversed(before) if one.sentence < entry.sentence), None)
    if of_number is None and previous and previous.sentence == entry.sentence - 1:
        of_number = previous.statement.of_number  # "86 of the 107 …. Gangs killed 23 of them"
    joined = entry.statement.joined_to
    if of_number is None and joined is not None:
        of_number = sentence_of(drafts, position)[joined].statement.of_number  # "57 among the 619, children 24"
    named = [one for one in before if of_number is not None and one.claim.count.low == of_number]
    same = next((one for one in reversed(named) if one.claim.harm is entry.claim.harm), None)
    together = sum(one.claim.count.low or 0 for one in listed) if entry.statement.rule in LISTED else 0
    return _adding_up(before, listed) or _going_on(before, listed) or same or _total_before(before, entry, together)


def _going_on(before: Sequence[Drafted], listed: Sequence[Drafted]) -> Drafted | None:
    """The total of a part told last, if what is listed now is all that is left: "31 of the dead … Labé had 21"."""
    last = next((one for one in reversed(before) if one.sentence < listed[0].sentence), None) if listed else None
    parts = (
        one for one in reversed(before) if last and one.sentence == last.sentence and one.statement.part_of_earlier
    )
    return next((total for one in parts if (total := _adding_up(before, [one, *listed]))), None)


def _goes_on_with_places(other: Drafted, entry: Drafted) -> bool:
    """Whether a list of places goes on in a new sentence: "Ayacucho, with 702, was worst; Lima followed with 401"."""
    listed = other.statement.rule == entry.statement.rule == HAVING
    return listed and other.sentence < entry.sentence and other.claim.harm is entry.claim.harm


def _rows(drafts: Sequence[Drafted], position: int) -> tuple[int, list[Drafted]]:
    """The rows of the list in which a number stands, those that are parts of a number above; where the first stands."""
    near = range(max(0, position - NEAR), min(len(drafts), position + NEAR))
    cue = drafts[position].statement.cue
    rows = [(n, drafts[n]) for n in near if drafts[n].statement.cue == cue and drafts[n].statement.part_of_earlier]
    return rows[0][0], [one for _, one in rows]


def earlier_total(drafts: Sequence[Drafted], position: int) -> Drafted | None:
    """The number in an earlier sentence that words such as "these" mean."""
    return _total_before(_before(drafts, position), drafts[position], -1)


def _total_before(before: Sequence[Drafted], entry: Drafted, least: int = 0) -> Drafted | None:
    """The number in an earlier sentence that a part belongs to.

    It is the last one of the part's own place, else the last one large enough that is no item of a list.
    ``least`` is what several parts amount to.
    """
    value = max(entry.claim.count.low or 0, least) if least >= 0 else 0
    earlier = [
        other
        for other in before
        if other.sentence != entry.sentence and other.claim.harm is entry.claim.harm and not other.claim.background
    ]
    holding = [other for other in earlier if other.claim.count.high is None or other.claim.count.high >= value]
    placed = [other for other in holding if other.claim.places and other.claim.places == entry.claim.places]
    joined = {(other.sentence, other.statement.joined_to) for other in earlier}
    whole = [one for one in holding if stands_alone(one.statement) and (one.sentence, one.index) not in joined]
    return next(reversed(placed or whole), None)


def stands_alone(statement: Statement) -> bool:
    """Whether a number is no part and no item of a list."""
    return statement.part_of is None and not statement.part_of_earlier and statement.joined_to is None


def _counted_in(before: Sequence[Drafted], entry: Drafted, beside: Sequence[Drafted]) -> list[Drafted]:
    """The numbers that a total counts in: going back, those of its source that are no parts, up to its size.

    Where it counts in numbers of its own sentence too (``beside``), the earlier ones must be what is left to the unit.
    """
    found: list[Drafted] = []
    room = (entry.claim.count.low or 0) - sum(one.claim.count.low or 0 for one in beside)
    for other in reversed(before):
        claim, size = other.claim, other.claim.count.low or 0
        fits = 0 < size <= room and claim.source == entry.claim.source
        if other.sentence == entry.sentence or claim.background or not stands_alone(other.statement) or not size:
            continue
        if claim.harm is not entry.claim.harm:
            continue
        if other.statement.rule == "named as before" and any(
            one.claim.count.low == size for one in before if one is not other
        ):
            continue
        if not fits:
            break
        found.insert(0, other)
        room -= size
    return found if not beside or not room else []


def _before(drafts: Sequence[Drafted], position: int) -> Sequence[Drafted]:
    return drafts[max(0, position - NEAR) : position]


def sentence_of(drafts: Sequence[Drafted], position: int) -> Sequence[Drafted]:
    """The claims of the sentence of this one, in order; they stand side by side."""
    first = last = position
    while first > 0 and drafts[first - 1].sentence == drafts[position].sentence:
        first -= 1
    while last + 1 < len(drafts) and drafts[last + 1].sentence == drafts[position].sentence:
        last += 1
    return drafts[first : last + 1]
