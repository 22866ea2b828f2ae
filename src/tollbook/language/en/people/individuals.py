"""English people told of without a printed number: "a teacher", "the victim", "Maria Lopez, 34", "he", "the couple".

Each becomes a noun phrase that counts one person (or two), so that the rules for numbers hold for it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import begins_verb
from tollbook.language.en.people.appositions import is_owner, with_appositions, with_owners
from tollbook.language.en.people.heads import ends_phrase, one_of_a_community, reach
from tollbook.language.en.people.personal_names import (
    age_before,
    age_behind,
    in_name,
    personal_name,
    stands_as_name,
    verbal,
)
from tollbook.language.en.people.phrases import NounPhrase, described
from tollbook.language.en.people.plurals import OPENERS as PLURAL_OPENERS
from tollbook.language.en.people.plurals import is_dead, plural_again
from tollbook.language.lexicon import Entry, Tag
from tollbook.language.protocol import Number, Person, PersonKind
from tollbook.records import FrozenMapping, Quantifier

FURTHEST_NOUN = 8
"""Words between an article and its noun: "a prominent human rights and anti-corruption lawyer"."""
FURTHEST_BARE = 4
"""Words between a verb and its object where a headline leaves the article out."""
ADULT = 18
"""Years from which a person is no child (Convention on the Rights of the Child, article 1)."""
_NEW = frozenset(("a", "an", "another", "one"))
_KNOWN = frozenset(("the", "this", "that", "his", "her", "their", "its", "my", "our", "whose"))
_REFLEXIVE: Mapping[str, str] = {"himself": "man", "herself": "woman"}
_OPENING = frozenset((":", "•", "-", "–", "—", ",", ";"))
_ORDINALS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"), 2
    )
}
_PRONOUNS: Mapping[str, str] = {"he": "man", "him": "man", "his": "man", "she": "woman"}
_FINDING = frozenset(("found", "find", "finding", "located", "discovered"))
_SUBJECTS = frozenset(("he", "him", "she"))
_OPENERS = frozenset((*_NEW, *_KNOWN, *_PRONOUNS, *_REFLEXIVE, *PLURAL_OPENERS, "both", "her", "s"))
_NO_NAME = Entry("person", FrozenMapping())


def individuals(marked: Marked, numbered: Sequence[NounPhrase], capitals_tell: bool) -> list[NounPhrase]:
    """The single people and couples of a sentence, left to right, without overlap.

    ``numbered`` are the people with a printed number: nobody among those stands alone. ``capitals_tell`` is False in a
    headline or a text in capitals: no names can be told there.
    """
    taken = {n for phrase in numbered for n in range(phrase.start, max(phrase.end, phrase.number.hedge_end))}
    starts = _starts(marked)
    found: list[NounPhrase] = []
    position = 0
    while position < len(marked.tokens):
        begins = position not in taken and (marked.tokens[position].is_capital or position in starts)
        phrase = _individual(marked, position, capitals_tell) if begins else None
        if phrase and taken.isdisjoint(range(phrase.start, phrase.end)):
            found.append(phrase)
            position = max(phrase.end, position + 1)
        else:
            position += 1
    if numbered or len(found) > 1:
        found = [one for one in found if one.person and one.person.kind is not PersonKind.SEVERAL]
    owned = with_owners(marked, found)
    outer = [one for n, one in enumerate(owned) if not any(first.end <= one.start < first.reach for first in owned[:n])]
    return with_appositions(marked, outer, numbered)


def _starts(marked: Marked) -> set[int]:
    """Where people may begin without a capital: nouns for them, articles, pronouns, ages, and behind a verb of harm."""
    words = {n for n, token in enumerate(marked.tokens) if token.word in _OPENERS}
    behind = {tag.end for tag in marked.tags["harm"]} | {number.start for number in marked.numbers}
    return words | behind | marked.starts["person"].keys()


def is_reflexive(phrase: NounPhrase) -> bool:
    """Whether it is "himself" or "herself": never the subject of a verb."""
    return phrase.person is not None and phrase.person.noun in _REFLEXIVE


def _individual(marked: Marked, position: int, capitals_tell: bool) -> NounPhrase | None:
    word = marked.word(position)
    if again := _pronoun(marked, position) or plural_again(marked, position):
        return again
    people = marked.at("person", position)
    if word == "both" or (people and people.entry.get("twins")):
        return _two(marked, position)
    if word in _NEW or word in _KNOWN or is_owner(marked, position):
        return _with_article(marked, position, capitals_tell)
    if position == 0 or marked.word(position - 1) in _OPENING:
        age, noun = age_before(marked, position)
        headline = _bare_subject(marked, noun)
        if headline:
            return _phrase(
                marked, position, headline, headline.end, _person(marked, PersonKind.TITLE, headline, age=age)
            )
    if verb := next((tag for tag in marked.tags["harm"] if tag.end == position), None):
        head = _bare_object(marked, verb, position)
        if head:
            return _phrase(marked, position, head, head.end, _person(marked, PersonKind.TITLE, head))
    if marked.word(position - 1) == "and" and (second := _second_of_pair(marked, position)):
        return second
    return _uncounted(marked, position) or (_by_name(marked, position) if capitals_tell else None)


def _pronoun(marked: Marked, position: int) -> NounPhrase | None:
    """ "himself", "she", "killed her", "his body"."""
    word, tag = marked.word(position), Tag(position, position + 1, _NO_NAME)
    if word in _REFLEXIVE:
        person = Person(PersonKind.PRONOUN, noun=word, sex=_REFLEXIVE[word], other=True)
        return _phrase(marked, position, tag, position + 1, person)
    if word in _SUBJECTS or (word == "her" and _is_object(marked, position)) or _owns_body(marked, position):
        person = Person(PersonKind.PRONOUN, sex=_PRONOUNS.get(word, "woman"))
        return _phrase(marked, position, tag, position + 1, person)
    return None


def _owns_body(marked: Marked, position: int) -> bool:
    """ "his body", "her charred remains": by these somebody told of is dead."""
    fate = marked.at("fate", position + 1) or marked.at("fate", position + 2)
    return marked.word(position) in ("his", "her") and fate is not None and is_dead(marked, position, fate)


def _uncounted(marked: Marked, position: int) -> NounPhrase | None:
    """ "Civilians were killed": a plural without number or article, right before the verb said of it."""
    tag = marked.at("person", position)
    if tag is None or tag.entry.get("one") or marked.word(tag.end) not in ("were", "are", "have"):
        return None
    opened = position == 0 or marked.word(position - 1) in (",", "which", "that", "and", '"', "“", "said")
    verb = tag.end + (marked.word(tag.end) == "have") + 1
    harm = marked.at("harm", verb)
    if not opened or harm is None or harm.entry.get("form") != "participle":
        return None
    person = Person(PersonKind.SEVERAL, marked.word(tag.end - 1))
    number = Number(tag.start, tag.start, None, None, Quantifier.NONE, position, tag.start)
    counted = described(marked, number, tag, tag.end, tag.end)
    return NounPhrase(number, tag, tag.end, tag.end, counted, person=person)


def _bare_subject(marked: Marked, position: int) -> Tag | None:
    """The person at the head of a headline: "Teacher shot dead in Jos", "Local government official has been shot"."""
    for start in range(position, min(position + (1 if position else FURTHEST_BARE), len(marked.tokens))):
        if head := _one(marked, start) or one_of_a_community(marked, start):
            verb = head.end + sum(marked.word(n) in ("has", "been", "was", "is") for n in range(head.end, head.end + 2))
            tag = marked.at("harm", verb)
            return head if tag and tag.entry.get("form") != "noun" else None
        if ends_phrase(marked, start) or marked.at("person", start):
            return None
    return None


def _bare_object(marked: Marked, verb: Tag, position: int) -> Tag | None:
    """The person behind a verb in the style of headlines: "gunmen kill prominent elder"."""
    if verb.entry.get("form") not in ("active", "gerund", "participle"):
        return None
    for start in range(position, min(position + FURTHEST_BARE, len(marked.tokens))):
        if head := _one(marked, start):
            return None if in_name(marked, head.end, position) else head
        if ends_phrase(marked, start) or marked.at("person", start) or marked.at("harm", start):
            return None
    return None


def _two(marked: Marked, position: int) -> NounPhrase | None:
    """ "both men", "twin brothers": two people in a plural without a number."""
    noun = position + (marked.word(position) == "both")
    noun += noun > position and marked.word(noun) in ("the", "of")
    tag = marked.at("person", noun)
    if tag is None and any(one.end == position for one in marked.tags["harm"]) and marked.word(position) == "both":
        person = Person(PersonKind.KNOWN, "couple")  # "killed both"
        return _phrase(marked, position, Tag(position, position + 1, _NO_NAME), position + 1, person, size=2)
    if tag is None or tag.entry.get("one"):
        return None
    person = Person(PersonKind.KNOWN, marked.word(tag.end - 1), sex=tag.entry.get("sex"))
    return _phrase(marked, position, tag, tag.end, person, size=2)


def _second_of_pair(marked: Marked, position: int) -> NounPhrase | None:
    """The son of "a father and son": one article for two people."""
    head, before = _one(marked, position), marked.covering("person", position - 2)
    kin = marked.at("kin", position) and marked.covering("kin", position - 2)
    if head is None or before is None or not (kin or marked.word(head.end) in ("were", "are", "have")):
        return None
    articled = any(marked.word(n) in (*_NEW, *_KNOWN) for n in range(max(0, before.start - 3), before.start))
    return _phrase(marked, position, head, head.end, _person(marked, PersonKind.NEW, head)) if articled else None


def _left_out(marked: Marked, position: int) -> NounPhrase | None:
    """ "a third died", "another was wounded": the noun is left out."""
    noun = position if marked.word(position) == "another" else position + 1
    if any(number.hedge_start == noun + 1 for number in marked.numbers):
        return None  # "wounded another 25"
    ordinal = marked.word(position) in ("a", "an", "the") and marked.word(noun) in _ORDINALS
    behind = any(tag.end == position for tag in marked.tags["harm"]) and _closes_object(marked, noun + 1)
    place = _place(marked, position)
    one_more = ordinal and any(number.value == place - 1 for number in marked.numbers if number.end <= position)
    if not (noun == position or ordinal) or not (behind or one_more or verbal(marked, noun + 1)):
        return None
    person = Person(PersonKind.NEW, other=True, place=place)
    return _phrase(marked, position, Tag(noun, noun + 1, _NO_NAME), noun + 1, person)


def _closes_object(marked: Marked, position: int) -> bool:
    """Whether the object of a verb ends here: "wounded another in the car", not "wounded another driver"."""
    word = position < len(marked.tokens) and marked.tokens[position].is_word
    kinds = ("locative", "boundary", "joining", "link")
    return not word or marked.time_at(position) is not None or any(marked.at(kind, position) for kind in kinds)


def _has_verb(marked: Marked, position: int, head: Tag | None) -> bool:
    """Whether "the third man" is a subject and is not said of somebody: "the third man was pronounced dead"."""
    opens = position == 0 or marked.word(position - 1) in (",", ";", "and", "while", "but", '"', "“")
    return head is not None and opens and begins_verb(marked, head.end)


def _place(marked: Marked, position: int) -> int:
    """Which one of several somebody is said to be: "another man", "a second man", "a third"; 0 where it is not said."""
    return 2 if marked.word(position) == "another" else _ORDINALS.get(marked.word(position + 1), 0)


def _with_article(marked: Marked, position: int, capitals_tell: bool) -> NounPhrase | None:
    """ "a 39-year-old lawyer", "the village head, Alfa Yayu", "another man", "a 15-year-old", "his brother"."""
    head, age = _head(marked, position + 1)
    if (
        marked.word(position) == "the"
        and marked.word(position + 1) in _ORDINALS
        and not _has_verb(marked, position, head)
    ):
        return None  # "the third mayor killed this month" says of one told of how many there were
    if head is None:
        return _left_out(marked, position)
    new = PersonKind.FOUND if marked.word(position - 1) in _FINDING else PersonKind.NEW
    kind = new if marked.word(position) in _NEW else PersonKind.KNOWN
    end, name = head.end, None
    named = personal_name(marked, end + 1 if marked.word(end) == "," else end) if capitals_tell else None
    if named and (marked.word(end) != "," or _closes_apposition(marked, named.end)):
        end, name = named.end, named.name
        kind = PersonKind.NAME if kind is PersonKind.KNOWN else kind
    older, end = age_behind(marked, end)
    other = marked.word(position) == "another" or marked.word(position + 1) in (*_ORDINALS, "other")
    person = replace(_person(marked, kind, head, name, age or older, other), place=_place(marked, position))
    return _phrase(marked, position, head, end, person)


def _by_name(marked: Marked, position: int) -> NounPhrase | None:
    """ "Maria Lopez, 34, a lawyer", "34-year-old Maria Lopez", "lawyer Maria Lopez"."""
    before = _one(marked, position)
    age, start = age_before(marked, position)
    named = personal_name(marked, before.end if before else start)
    if named is None or (named.start == position and not stands_as_name(marked, named)):
        return None
    older, end = age_behind(marked, named.end)
    head = before or Tag(named.start, named.end, _NO_NAME)
    apposition = _role_behind(marked, end) if before is None else None
    if apposition:
        head, end = apposition
    person = _person(marked, PersonKind.NAME, head, named.name, age or older)
    return _phrase(marked, position, head, end, person)


def _role_behind(marked: Marked, position: int) -> tuple[Tag, int] | None:
    """ ", a leading opponent of the mine," behind a name: the noun, and the end of what describes it."""
    comma = marked.word(position) == ","
    start = position + 1 if comma else position
    if not comma or marked.word(start) not in ("a", "an", "the"):
        return None
    head, _ = _head(marked, start + 1)
    if head is None:
        return None
    end = reach(marked, head.end)
    return (head, end) if marked.word(end) in (",", ".", "") or marked.at("auxiliary", end) else None


def _head(marked: Marked, position: int) -> tuple[Tag | None, int | None]:
    """The noun for one person behind an article, and an age on the way: "39-year-old lawyer", "15-year-old"."""
    age, start = age_before(marked, position)
    position, limit = start, min(start + FURTHEST_NOUN, len(marked.tokens))
    while position < limit:
        if head := _one(marked, position) or one_of_a_community(marked, position):
            return head, age
        thing = marked.at("thing", position)
        if marked.at("person", position) or (thing and _one(marked, thing.end) is None) or _breaks(marked, position):
            break
        if age is None:
            age, position = age_before(marked, position)
        position += 1
    if age is not None and position == start:
        return Tag(start - 1, start, _NO_NAME), age
    return None, None


def _one(marked: Marked, position: int) -> Tag | None:
    """The noun for one person that begins here; of nouns in a row the last decides: "police officer", "army wives"."""
    tag = marked.at("person", position)
    while tag and (following := marked.at("person", tag.end + (marked.word(tag.end) == "/"))):
        tag = following
    if tag is None or not (tag.entry.get("one") or tag.entry.get("pair")):
        return None
    harm = marked.covering("harm", tag.end - 1)
    hyphenated = marked.word(tag.end) == "-" and marked.tokens[tag.end].glued
    return None if hyphenated or (harm and harm.start < tag.end < harm.end) else tag


def _breaks(marked: Marked, position: int) -> bool:
    """Whether a noun phrase cannot go on over this word; participles may stand inside: "the slain priest"."""
    harm = marked.at("harm", position)
    if harm:
        return harm.entry.get("form") not in ("participle", "state")
    if marked.word(position - 1) == "-" and marked.tokens[position].glued:
        return False  # "a well-known elder"
    return ends_phrase(marked, position) and marked.word(position) not in ("and", "&")


def _is_object(marked: Marked, position: int) -> bool:
    """ "killed her" and not "killed her brother"."""
    if any(number.start == position + 1 for number in marked.numbers):
        return False
    return not (position + 1 < len(marked.tokens) and marked.tokens[position + 1].is_word) or bool(
        marked.at("locative", position + 1) or marked.at("boundary", position + 1) or marked.word(position + 1) == "and"
    )


def _closes_apposition(marked: Marked, position: int) -> bool:
    return marked.word(position) in (",", ".", ";", "", "in", "at", "on", "during") or verbal(marked, position)


def _person(
    marked: Marked,
    kind: PersonKind,
    head: Tag,
    name: str | None = None,
    age: int | None = None,
    other: bool = False,
) -> Person:
    noun = marked.word(head.end - 1) if head.entry is not _NO_NAME else None
    return Person(kind, noun, name, age, head.entry.get("sex"), other)


def _phrase(marked: Marked, start: int, head: Tag, end: int, person: Person, size: int = 1) -> NounPhrase:
    """The noun phrase of an individual: a number that is not printed, at its noun."""
    size = 2 if head.entry.get("pair") else size
    number = Number(head.start, head.start, size, size, Quantifier.IMPLIED, start, head.start)
    further = reach(marked, end)
    counted = described(marked, number, head, end, further)
    counted = replace(counted, qualifiers=())  # capitals behind the noun are the person's name and restrict nothing
    if counted.age is None and person.age is not None and person.age < ADULT:
        evidence = (*counted.evidence, ("age", marked.span(start, end)))
        counted = replace(counted, age="child", evidence=evidence)
    return NounPhrase(number, head, end, further, counted, person=person)
