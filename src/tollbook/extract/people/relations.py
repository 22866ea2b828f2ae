"""Which claims of one report mean the same people, and which are said of other people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tollbook.extract.drafted import Drafted
from tollbook.extract.people.cast import PAIR, cast, told_again
from tollbook.extract.people.outcomes import with_outcomes
from tollbook.language.protocol import PersonKind
from tollbook.records import Claim, Mode, Quantifier, Relation, RelationKind

NEAR = 6
RECENT = 2
"""Claims and sentences back in which "two more" finds the people it comes on top of."""


def related(drafts: Sequence[Drafted]) -> list[Drafted]:
    """The drafts with ``same_as`` between mentions of one person, and ``excludes`` between people who are joined."""
    members = cast(drafts)
    drafts = with_outcomes(drafts, members)
    same = told_again(drafts, members)
    return [
        entry.with_claim(
            _with(entry.claim, RelationKind.SAME_AS, drafts[same[position]].claim)
            if position in same
            else _apart(drafts, position)
        )
        for position, entry in enumerate(drafts)
    ]


def _with(claim: Claim, kind: RelationKind, other: Claim) -> Claim:
    return replace(claim, relations=(*claim.relations, Relation(kind, other.id)))


def _apart(drafts: Sequence[Drafted], position: int) -> Claim:
    """A claim that excludes the people it is joined to: "a mother and her four children", "12 men and four women"."""
    claim = drafts[position].claim
    joined = list(_joined_before(drafts, position)) or _set_apart(drafts, position)
    for other in joined:
        claim = _with(claim, RelationKind.EXCLUDES, other.claim)
    return claim


def _set_apart(drafts: Sequence[Drafted], position: int) -> list[Drafted]:
    """The number shortly before that "two more" and "four other men" come on top of."""
    entry = drafts[position]
    if entry.claim.mode is Mode.INCREMENT:
        return []  # "another 14 were documented" adds to a toll and says so by its mode
    if not entry.statement.others or entry.statement.part_of is not None or entry.statement.part_of_earlier:
        return []
    near = drafts[max(0, position - NEAR) : position]
    beside = [one for one in near if one.sentence == entry.sentence and one.statement.part_of is None]
    if entry.statement.person is None and any(one.claim.harm is not entry.claim.harm for one in beside):
        return []  # "killing seven villagers and injuring seven others": others than those killed
    before = [one for one in near if one.claim.harm is entry.claim.harm and one.statement.part_of is None]
    recent = [one for one in before if entry.sentence - one.sentence <= RECENT and not one.claim.background]
    if entry.statement.person and entry.statement.person.kind is PersonKind.PRONOUN:
        recent = [one for one in recent if one.sentence == entry.sentence]  # "himself" may be among the dead
    if told := _told_of_several(entry):
        recent = [one for one in recent if (one.statement.number.low or 0) < told]
    if entry.statement.person:  # "two of them were shot; another protester died": one more than all
        recent = [one for one in recent if not one.statement.part_of_earlier]
    if entry.statement.rule == "toll reaches":
        return []  # "a day later the toll rose to 12"
    if recent and recent[-1].statement.rule == "toll reaches" and recent[-1].sentence == entry.sentence:
        return []  # "the toll has climbed to 21 after two more died": they are among the 21
    return recent[-1:] if not entry.claim.background else []


def _told_of_several(entry: Drafted) -> int:
    """The least number that counts people already: two counts "the other man", three "a third victim"; 0 for none."""
    person = entry.statement.person
    if person is None:
        return (entry.statement.number.value or 0) + 1 if entry.statement.definite else 0
    if person.kind is PersonKind.PRONOUN:
        return 0
    definite = person.other and person.kind in (PersonKind.KNOWN, PersonKind.NAME)
    return max(PAIR, person.place) if definite or person.place > PAIR else 0


def _joined_before(drafts: Sequence[Drafted], position: int) -> Iterator[Drafted]:
    """The earlier claims of the sentence that an "and" joins to this one and that are no total or part of it."""
    entry = drafts[position]
    if not entry.statement.added:
        return
    for back in range(position - 1, -1, -1):
        other = drafts[back]
        if other.sentence != entry.sentence:
            return
        one, two = entry.statement, other.statement
        shared = one.cue == two.cue or one.joined_to == other.index or two.joined_to == entry.index
        shared = shared or (one.bare and one.rule == two.rule)  # "eleven were shot dead and two hacked to death"
        parts = one.part_of is not None or two.part_of is not None or one.part_of_earlier or two.part_of_earlier
        counted_in = other.index in one.includes or entry.index in two.includes
        if shared and not parts and not counted_in and one.harm is two.harm and one.mode is two.mode:
            yield other


def with_repetitions(drafts: Sequence[Drafted]) -> list[Claim]:
    """The claims; one that repeats an exact number of the same people is tied to the first that printed it."""
    claims: list[Claim] = []
    first: dict[tuple[object, ...], Drafted] = {}
    for entry in drafts:
        claim, victims = entry.claim, entry.claim.victims
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
        same = first.setdefault(key, entry) if claim.count.quantifier is Quantifier.EXACT else entry
        others = entry.statement.others and any(one.kind is RelationKind.EXCLUDES for one in claim.relations)
        again = same is not entry and not others and not _set_beside(claim, same.claim)
        relation = Relation(RelationKind.SAME_AS, same.claim.id)
        claims.append(replace(claim, relations=(*claim.relations, relation)) if again else claim)
    return claims


def _set_beside(claim: Claim, other: Claim) -> bool:
    """Whether the words tell two equal numbers apart: "two officials and two of their guards"."""
    return Relation(RelationKind.EXCLUDES, other.id) in claim.relations
