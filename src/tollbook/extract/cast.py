"""Who of the people told of without a number is the same person: the cast of one report.

"A man was shot. The victim, a 34-year-old father, died in hospital." tells of one person twice. Somebody new is
introduced by "a" or by a name; "the", "his" and pronouns bring somebody up again. Where the words leave it open, the
mention is taken for the same person: a person too few is put right by the next report, one too many is not noticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tollbook.extract.lists import Drafted
from tollbook.language.protocol import Person, PersonKind, Statement
from tollbook.records import Harm, Quantifier

PRONOUN_REACH = 12
"""Sentences back in which a pronoun finds its person: between them the text may go on about that person's day."""
FINDING_REACH = 4
"""Sentences back in which officers who "found a man" find somebody told of."""
PAIR = 2
"""People whom "both" brings up again."""
MOST = 60
"""People of a report among whom the one meant is looked for: the latest."""
_ANYBODY = frozenset(("victim", "person", "individual", "subject", "deceased", "suspect", "resident", None))
"""Nouns that fit everybody: they neither tell two people apart nor tie them together."""
_COUPLES = frozenset(("couple", "pair", "duo", "twins"))
"""Nouns for two people who may have been told of one by one."""
_PLAIN = frozenset(
    ("man", "woman", "boy", "girl", "child", "teenager", "teen", "youth", "male", "female", "baby", "toddler")
)
"""Nouns for sex or age only: "the man" may be the teacher told of before."""


@dataclass(slots=True)
class Member:
    """One person, as far as the mentions so far describe them; ``claims`` are the places of their drafts."""

    sex: str | None = None
    age: int | None = None
    names: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    size: int = 1
    titled: bool = False
    last_sentence: int = 0
    claims: list[int] = field(default_factory=list)

    def takes(self, person: Person, position: int, sentence: int) -> None:
        """Remember one more mention."""
        self.sex = self.sex or person.sex
        self.age = self.age or person.age
        self.names |= {person.name} if person.name else set()
        self.nouns |= {person.noun} if person.noun else set()
        self.last_sentence = sentence
        self.claims.append(position)

    def may_be(self, person: Person, size: int) -> bool:
        """Whether nothing said of both tells them apart."""
        told_apart = (
            self.size != size
            or (self.sex and person.sex and self.sex != person.sex)
            or (self.age and person.age and self.age != person.age)
            or (self.names and person.name and person.name not in self.names)
        )
        return not told_apart


def cast(drafts: Sequence[Drafted]) -> dict[int, int]:
    """For every draft that tells again of one and the same person, the draft that stands for all of them.

    It is the first that says the person was killed, else the first: who was shot and died later was killed.
    """
    members: list[Member] = []
    for position, entry in enumerate(drafts):
        size, person = entry.statement.number.value, _person(entry.statement)
        if person is None and size == PAIR:
            sex = entry.statement.counted.sex
            members.append(Member(sex, size=PAIR, last_sentence=entry.sentence, claims=[position]))
        elif person and person.kind is not PersonKind.SEVERAL:
            found = _meant(drafts, members[-MOST:], person, entry)
            if found is None:
                found = Member(size=size or 1, titled=entry.statement.person is None or person.kind is PersonKind.TITLE)
                members.append(found)
            found.takes(person, position, entry.sentence)
    return {
        position: lead
        for one in members
        for lead in [_lead(drafts, one)]
        for position in one.claims
        if position != lead
    }


def _person(statement: Statement) -> Person | None:
    """Who is told of; "one man was killed" tells of somebody new, and the text below says who."""
    single = statement.number.value == 1 and statement.number.quantifier is Quantifier.EXACT and not statement.bare
    if statement.person or not single or statement.part_of is not None or statement.part_of_earlier:
        return statement.person
    return Person(PersonKind.NEW, sex=statement.counted.sex, other=statement.others)


def _lead(drafts: Sequence[Drafted], member: Member) -> int:
    return next((n for n in member.claims if drafts[n].claim.harm is Harm.KILLED), member.claims[0])


def _first(drafts: Sequence[Drafted], entry: Drafted, members: Sequence[Member]) -> Member | None:
    """The first of whom the same harm was told, else the first."""
    harm = entry.claim.harm
    alike = (one for one in members if any(drafts[n].claim.harm is harm for n in one.claims))
    return next(alike, members[0] if members else None)


def _meant(drafts: Sequence[Drafted], members: Sequence[Member], person: Person, entry: Drafted) -> Member | None:
    """The member of the cast that a mention means, None for somebody new; ``members`` are the latest."""
    here = {n for n, one in enumerate(members) if one.last_sentence == entry.sentence}
    size, couple = entry.statement.number.value or 1, person.noun in _COUPLES and person.kind is PersonKind.KNOWN
    fitting = [
        (n, one) for n, one in reversed(list(enumerate(members))) if one.may_be(person, one.size if couple else size)
    ]
    if person.other:
        return next((one for _, one in fitting if person.kind is PersonKind.PRONOUN and person.noun in one.nouns), None)
    joined = entry.statement.joined_to is not None
    if person.name and (named := next((one for _, one in fitting if person.name in one.names), None)):
        return named
    elsewhere = [one for n, one in fitting if n not in here]
    if person.kind is PersonKind.PRONOUN:
        return next((one for _, one in fitting if entry.sentence - one.last_sentence <= PRONOUN_REACH), None)
    if couple:
        return next(iter(elsewhere), None)
    if joined and person.kind is PersonKind.NEW:
        return None
    if person.kind is PersonKind.FOUND:
        near = (one for one in elsewhere if entry.sentence - one.last_sentence <= FINDING_REACH)
        return next((one for one in near if _is_vague(one) or _is_vague_noun(person.noun)), None)
    if person.kind is PersonKind.NEW:
        under = [one for _, one in fitting if one.titled and person.noun in one.nouns]
        return _first(drafts, entry, [one for one in (*under, *elsewhere) if _introduced_again(one, person)])
    if person.kind is PersonKind.NAME:
        return _first(drafts, entry, [one for one in elsewhere if not one.names])
    if person.kind is PersonKind.TITLE or _is_vague_noun(person.noun) or size == PAIR:
        same = [one for one in elsewhere if person.noun in one.nouns]
        return next(iter(same or elsewhere), None)
    known = [one for one in elsewhere if person.noun in one.nouns or (person.age and person.age == one.age)]
    return next(iter(known), None)


def _introduced_again(one: Member, person: Person) -> bool:
    """Whether "a man" is somebody told of: the same age, or the same noun where neither has a name or an age."""
    if one.titled and len(one.nouns) <= 1 and not one.names:
        return True
    if not one.nouns and not one.names and not one.age:
        return True  # so far told of by pronouns only
    if person.age or one.age:
        return person.age == one.age
    return bool(person.noun in one.nouns and person.noun not in _ANYBODY)


def _is_vague(one: Member) -> bool:
    return all(map(_is_vague_noun, one.nouns))


def _is_vague_noun(noun: str | None) -> bool:
    """Whether a noun fits most people: "the man" may be the teacher told of before."""
    return noun in _ANYBODY or noun in _PLAIN
