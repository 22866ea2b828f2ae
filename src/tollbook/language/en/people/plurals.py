"""English people brought up again in the plural: "they", "all of them", "both", "the men", "their bodies".

Nobody is counted by such words: who is meant, and so how many, is decided where the whole report is seen.
"""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.people.phrases import NounPhrase, described
from tollbook.language.lexicon import Entry, Tag
from tollbook.language.protocol import Number, Person, PersonKind
from tollbook.records import FrozenMapping, Harm, Quantifier

_PRONOUNS = frozenset(("they", "all", "both"))
_OF_THEM = (("of", "them"), ("of", "whom"))
_BODIES = frozenset(("body", "bodies"))
_FINDING = frozenset(
    ("found", "recovered", "discovered", "dumped", "burned", "burnt", "retrieved", "thrown", "dumping", "burning")
)
_DEFINITE = frozenset(("the", "these", "those"))
OPENERS = frozenset((*_PRONOUNS, *_DEFINITE, "their", "them"))
_NO_NOUN = Entry("person", FrozenMapping())


def plural_again(marked: Marked, position: int) -> NounPhrase | None:
    """The people that the words here bring up again, right before their verb, behind it, or as owners of "bodies"."""
    word = marked.word(position)
    if word == "their":
        body = marked.at("fate", position + 1) or marked.at("fate", position + 2)
        return _people(marked, position, position + 1, None) if body and is_dead(marked, position, body) else None
    if word == "them":
        killed = any(tag.end == position and tag.entry.get("harm") == Harm.KILLED for tag in marked.tags["harm"])
        return _people(marked, position, position + 1, None) if killed else None
    noun = marked.at("person", position + 1) if word in _DEFINITE else None
    if noun is None and (word not in _PRONOUNS or _goes_on(marked, position)):
        return None
    if noun and (noun.entry.get("one") or noun.entry.get("pair")):
        return None
    end = noun.end if noun else position + 1
    end += 2 if (marked.word(end), marked.word(end + 1)) in _OF_THEM else 0
    return _people(marked, position, end, noun) if _verb_follows(marked, end) else None


def _goes_on(marked: Marked, position: int) -> bool:
    """Whether people told of one by one go on: "Ann and Paul Novak were shot, and both died"."""
    return marked.word(position - 1) == "and" and not any(number.start < position for number in marked.numbers)


def is_dead(marked: Marked, position: int, fate: Tag) -> bool:
    """Whether an owner of what stands here is dead: "their bodies were found", not "wounds to their bodies"."""
    if marked.word(fate.end - 1) not in _BODIES:
        return True
    found = marked.word(position - 1) in _FINDING or marked.word(position - 1) == "and"
    return found or marked.at("passive", fate.end) is not None or marked.word(fate.end) in _FINDING


def _verb_follows(marked: Marked, position: int) -> bool:
    harm = marked.at("harm", position)
    return marked.at("auxiliary", position) is not None or (harm is not None and harm.entry.get("form") == "past")


def _people(marked: Marked, start: int, end: int, noun: Tag | None) -> NounPhrase:
    head = noun or Tag(start, end, _NO_NOUN)
    number = Number(head.start, head.start, None, None, Quantifier.NONE, start, head.start)
    counted = described(marked, number, head, end, end)
    person = Person(PersonKind.PLURAL, marked.word(start) if noun is None else marked.word(noun.end - 1))
    return NounPhrase(number, head, end, end, counted, person=person)
