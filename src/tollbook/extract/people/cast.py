"""Who of the people told of without a number is the same person: the cast of one report.

"A man was shot. The victim, a 34-year-old father, died in hospital." tells of one person twice. Somebody new is
introduced by "a" or by a name; "the", "his" and pronouns bring somebody up again. Where the words leave it open, the
mention is taken for the same person: a person too few is put right by the next report, one too many is not noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tollbook.extract.drafted import Drafted
from tollbook.language.protocol import Person, PersonKind, Statement
from tollbook.records import Harm, Quantifier

PRONOUN_REACH = 12
"""Sentences back in which a pronoun finds its person: between them the text may go on about that person's day."""
NAMING_REACH = 10
"""Sentences back in which a name is given to somebody told of without one, where another harm is told."""
FINDING_REACH = 4
"""Sentences back in which officers who "found a man" find somebody told of."""
LEAD = 2
"""Sentences that sum up what a report tells below."""
PAIR = 2
"""People whom "both" brings up again."""
OF_THE_DEAD = "fate of one"
"""The rule for "his body", "her death": however far away, it means somebody who is dead."""
MOST = 60
"""People of a report among whom the one meant is looked for: the latest."""
_ANYBODY = frozenset(
    ("victim", "someone", "somebody", "person", "individual", "subject", "deceased", "suspect", "resident", None)
)
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
    background: bool = False
    place: int = 0
    other: bool = False
    first_sentence: int = 0
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


def told_again(drafts: Sequence[Drafted], members: Sequence[Member]) -> dict[int, int]:
    """For every draft that tells again of one and the same person, the draft that stands for all of them.

    It is the first that says the person was killed, else the first: who was shot and died later was killed.
    """
    return {
        position: lead
        for one in members
        for lead in [_lead(drafts, one)]
        for position in one.claims
        if position != lead
    }


def cast(drafts: Sequence[Drafted]) -> list[Member]:
    """Everybody told of without a number, with the drafts that mean the same person."""
    members: list[Member] = []
    for position, entry in enumerate(drafts):
        size, person = entry.statement.number.value, _person(entry.statement)
        if person is None and size == PAIR:
            sex = entry.statement.counted.sex
            at = entry.sentence
            members.append(Member(sex, size=PAIR, first_sentence=at, last_sentence=at, claims=[position]))
        elif person and person.kind not in (PersonKind.SEVERAL, PersonKind.PLURAL):
            found = _meant(drafts, members[-MOST:], person, entry)
            if found is None:
                titled = entry.statement.person is None or person.kind is PersonKind.TITLE
                news = not entry.claim.background
                found = Member(
                    None, size=size or 1, titled=titled, background=not news, place=person.place, other=person.other
                )
                found.first_sentence = entry.sentence
                members.append(found)
            found.takes(person, position, entry.sentence)
    return members


def _person(statement: Statement) -> Person | None:
    """Who is told of; "one man was killed" tells of somebody new, and the text below says who."""
    single = statement.number.value == 1 and statement.number.quantifier is Quantifier.EXACT and not statement.bare
    if statement.person or not single or statement.part_of is not None or statement.part_of_earlier:
        return statement.person
    return Person(PersonKind.NEW, sex=statement.counted.sex, other=statement.others)


def _lead(drafts: Sequence[Drafted], member: Member) -> int:
    if member.background:
        return member.claims[0]
    return next((n for n in member.claims if drafts[n].claim.harm is Harm.KILLED), member.claims[0])


def _meant(drafts: Sequence[Drafted], members: Sequence[Member], person: Person, entry: Drafted) -> Member | None:
    """The member of the cast that a mention means, None for somebody new; ``members`` are the latest."""
    size, couple = entry.statement.number.value or 1, person.noun in _COUPLES and person.kind is PersonKind.KNOWN
    fitting = [
        one
        for one in reversed(members)
        if one.may_be(person, one.size if couple else size) and _of_one_event(one, person, entry)
    ]
    mention = _Mention(drafts, person, entry, fitting)
    if person.other:
        return mention.set_apart()
    if person.name and (named := next((one for one in fitting if person.name in one.names), None)):
        return named
    if couple:
        return next(iter(mention.elsewhere), None)
    return _LOOKING[person.kind](mention)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention, and those of the cast whom nothing tells apart from it, the latest first."""

    drafts: Sequence[Drafted]
    person: Person
    entry: Drafted
    fitting: Sequence[Member]

    @property
    def here(self) -> list[Member]:
        """Those told of in the same sentence."""
        return [one for one in self.fitting if one.last_sentence == self.entry.sentence]

    @property
    def elsewhere(self) -> list[Member]:
        """Those told of in sentences before."""
        return [one for one in self.fitting if one.last_sentence != self.entry.sentence]

    @property
    def is_joined(self) -> bool:
        """Whether "and" sets the mention beside somebody else."""
        return self.entry.statement.joined_to is not None

    def within(self, reach: int, members: Sequence[Member]) -> list[Member]:
        """Those of the members who were told of within some sentences."""
        return [one for one in members if self.entry.sentence - one.last_sentence <= reach]

    def told_alike(self, members: Sequence[Member]) -> list[Member]:
        """Those of the members of whom the same harm was told."""
        harm = self.entry.claim.harm
        return [one for one in members if any(self.drafts[n].claim.harm is harm for n in one.claims)]

    def set_apart(self) -> Member | None:
        """ "Himself" is the subject of the sentence, "another man" the one of whom the report's first sentences say so.

        These sum up what is told again at length below.
        """
        person, lead = self.person, self.drafts[0].sentence
        if person.kind is PersonKind.PRONOUN:
            subjects = [one for one in self.here if self.drafts[one.claims[-1]].statement.rule == "verb behind"]
            told = [one for one in self.fitting if person.noun in one.nouns or self._is_subject(one)]
            dead = [one for one in self.elsewhere if not one.names and self._is_dead(one)]
            return next(iter((*subjects, *told, *dead)), None)
        if person.kind in (PersonKind.KNOWN, PersonKind.NAME):
            return next((one for one in self.elsewhere if one.other and _may_be_called(one, person)), None)
        summed_up = (one for one in self.elsewhere if person.place and one.first_sentence - lead < LEAD)
        return next((one for one in summed_up if one.place == person.place), None)

    def _is_subject(self, one: Member) -> bool:
        """Whether the words for who did it name somebody: in "Novak shot himself" Novak was shot."""
        who = self.entry.claim.perpetrator
        return who is not None and not {word.lower() for word in who.said.split()}.isdisjoint(one.names | one.nouns)

    def _is_dead(self, one: Member) -> bool:
        return any(self.drafts[n].claim.harm is Harm.KILLED for n in one.claims)

    def by_pronoun(self) -> Member | None:
        """Who was told of last; "his body" is that of somebody dead."""
        latest = sorted(self.fitting, key=lambda one: one.claims[-1], reverse=True)
        near = self.within(PRONOUN_REACH, latest)
        dead = self.told_alike(self.fitting) if self.entry.statement.rule == OF_THE_DEAD else []
        return next(iter((*near, *dead)), None)

    def found(self) -> Member | None:
        """Whom officers "found" there: somebody told of shortly before, if one of the nouns is vague."""
        vague = _is_vague_noun(self.person.noun)
        near = self.within(FINDING_REACH, self.elsewhere)
        return next((one for one in near if vague or _is_vague(one)), None)

    def introduced(self) -> Member | None:
        """Whom "a man" introduces again."""
        if self.is_joined:
            return None
        under = [one for one in self.fitting if one.titled and self.person.noun in one.nouns]
        if self.person.noun in _ANYBODY and self.person.noun and not self.person.age:
            under += self.told_alike(self.elsewhere)[:1]  # "a victim was taken to hospital"
        again = [one for one in self.elsewhere if _introduced_again(one, self.person, self.drafts[0].sentence)]
        return self._first([*under, *again])

    def by_name(self) -> Member | None:
        """To whom the text gives a name: somebody who had none."""
        unnamed = [one for one in self.elsewhere if not one.names]
        return self._first(self.within(NAMING_REACH, unnamed) or self.told_alike(unnamed))

    def known(self) -> Member | None:
        """Whom "the man", "the teacher" brings up again; "the teacher" nobody of whom another noun was said."""
        noun, age, elsewhere = self.person.noun, self.person.age, self.elsewhere
        same = [one for one in elsewhere if noun in one.nouns]
        again = [one for one in self.here if not self.is_joined and noun in one.nouns]
        if self.person.kind is PersonKind.TITLE or _is_vague_noun(noun) or self.entry.statement.number.value == PAIR:
            others = elsewhere if self.person.kind is not PersonKind.TITLE else []
            return next(iter((*same, *again, *self.told_alike(elsewhere), *others)), None)
        aged = [one for one in elsewhere if noun in one.nouns or (age and age == one.age)]
        return next(iter((*aged, *again, *filter(_is_vague, self.told_alike(elsewhere)))), None)

    def _first(self, members: Sequence[Member]) -> Member | None:
        """The first of whom the same harm was told, else the first."""
        return next(iter((*self.told_alike(members), *members)), None)


_LOOKING: Mapping[PersonKind, Callable[[_Mention], Member | None]] = {
    PersonKind.PRONOUN: _Mention.by_pronoun,
    PersonKind.FOUND: _Mention.found,
    PersonKind.NEW: _Mention.introduced,
    PersonKind.NAME: _Mention.by_name,
    PersonKind.KNOWN: _Mention.known,
    PersonKind.TITLE: _Mention.known,
}


def _of_one_event(one: Member, person: Person, entry: Drafted) -> bool:
    """Whether somebody told of as background may be this person: in the news only by name or by a pronoun."""
    named = person.name is not None and person.name in one.names
    return one.background or not entry.claim.background or named or person.kind is PersonKind.PRONOUN


def _introduced_again(one: Member, person: Person, lead: int) -> bool:
    """Whether "a man" is somebody told of: the same age, or the same noun where neither has a name or an age."""
    if one.titled and len(one.nouns) <= 1 and not one.names:
        return True
    if not one.nouns and not one.names and not one.age:
        return True  # so far told of by pronouns only
    if person.age or (one.age and one.background):
        told_at_length = not one.age and not one.names and one.first_sentence - lead < LEAD  # summed up by the lead
        return person.age == one.age or (told_at_length and not one.background and person.noun in one.nouns)
    return bool(person.noun in one.nouns and person.noun not in _ANYBODY)


def _may_be_called(one: Member, person: Person) -> bool:
    """Whether a noun fits somebody, or one of the two nouns is vague."""
    return person.noun in one.nouns or _is_vague(one) or _is_vague_noun(person.noun)


def _is_vague(one: Member) -> bool:
    return all(map(_is_vague_noun, one.nouns))


def _is_vague_noun(noun: str | None) -> bool:
    """Whether a noun fits most people: "the man" may be the teacher told of before."""
    return noun in _ANYBODY or noun in _PLAIN
