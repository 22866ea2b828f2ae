"""English noun phrases of the form "number + people": where they end, who is counted, and what is no people at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import begins_verb, past_verb
from tollbook.language.en.people.heads import DEFINITE, ends_phrase, head_of, last_of_run, reach, said_to_be
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Counted, Number, Person
from tollbook.records import Span, Status

_PLURALS = (
    ("man", "men"),
    ("child", "children"),
    ("wife", "wives"),
    ("person", "people"),
    ("s", "ses"),
    ("sh", "shes"),
    ("ch", "ches"),
    ("x", "xes"),
)
"""Endings of nouns for people and of their plurals, where "-s" alone is not right."""


_OF = frozenset(("of", "on", "from"))
AMONG = frozenset(("among", "amongst"))
FEW = 3
"""Words between "among" and the noun: "among the new government forces"."""
_BOTH = frozenset(
    (
        ("both", "sides"),
        ("both", "camps"),
        ("two", "sides"),
        ("two", "camps"),
        ("either", "side"),
        ("opposing", "sides"),
        ("rival", "sides"),
    )
)
_COMBATANTS = (Status.SECURITY_FORCES, Status.OTHER_COMBATANT)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A number with the people it counts; positions are tokens.

    ``head`` is the noun (None: left out, as in "84 of them"); ``said_to_be``: the noun stands behind a verb ("532 were
    civilians"); ``partitive``: "807 of the civilians", a part of people already counted.

    ``of_number`` is that of the people already counted: 107 in "86 of the 107".

    ``end`` is behind the noun, ``reach`` behind what describes it further. ``person``: nobody is counted in print.
    """

    number: Number
    head: Tag | None
    end: int
    reach: int
    counted: Counted
    harm_noun: Tag | None = None
    bare: bool = False
    said_to_be: bool = False
    partitive: bool = False
    person: Person | None = None
    of_number: int | None = None

    @property
    def start(self) -> int:
        """Where the phrase begins, the hedge included."""
        return self.number.hedge_start


def noun_phrase(marked: Marked, number: Number) -> NounPhrase:
    """The people behind this number, or a bare phrase where no noun follows."""
    head, harm_noun, end, unknown = head_of(marked, number)
    others = _joined_people(marked, head)
    end = others.end if others else end
    further = reach(marked, end)
    counted = described(marked, number, head, end, further)
    if others and counted.status:
        both = dict.fromkeys((*counted.status, *map(Status, others.entry.get("status"))))
        counted = replace(counted, status=tuple(both))
    if counted.status and set(counted.status) < set(_COMBATANTS) and _of_both_sides(marked, end):
        counted = replace(counted, status=_COMBATANTS)
    bare = head is None and harm_noun is None and not unknown and not told_before(marked, number)
    is_said = head is not None and head is said_to_be(marked, number.end)
    partitive = marked.word(number.end) == "of" and marked.word(number.end + 1) in DEFINITE
    partitive |= _among_number(marked, number)
    whole = _whole_number(marked, number) if partitive else _whole_named_first(marked, number)
    return NounPhrase(number, head, end, further, counted, harm_noun, bare, is_said, partitive, of_number=whole)


def _of_both_sides(marked: Marked, end: int) -> bool:
    """Whether the fighters are those "of the two camps", "on both sides": soldiers may be among them."""
    first = end + 1 + (marked.word(end + 1) in DEFINITE)
    return marked.word(end) in _OF and (marked.word(first), marked.word(first + 1)) in _BOTH


def told_before(marked: Marked, number: Number) -> bool:
    """Whether a number only names people already counted: 107 in "86 of the 107"."""
    definite = marked.word(number.start - 1) in DEFINITE and marked.word(number.start - 2) == "of"
    opens = marked.word(number.start - 3) in (":", ";", "") and marked.word(number.end) == ","
    return (definite and opens) or _behind_its_part(marked, number)


def _behind_its_part(marked: Marked, number: Number) -> bool:
    """Whether the number of a part stands right before: "12 of the 60", "12 out of 60"."""
    of = number.start - 1 - (marked.word(number.start - 1) in DEFINITE)
    before = of - (marked.word(of - 1) == "out")
    return marked.word(of) == "of" and any(one.end == before for one in marked.numbers)


def reason_whole(marked: Marked, number: Number) -> str | None:
    """Why a number is none of people harmed: "12 of the 60 prisoners", "12 out of 60 died" say nothing of the 60."""
    if not _behind_its_part(marked, number):
        return None
    person = marked.at("person", number.end)
    end = person.end if person else number.end
    told_of = begins_verb(marked, end) or (person is not None and marked.at("harm", end) is None)
    harmed = person is not None and (marked.covering("harm", person.start) or _harmed_too(marked, person))
    return "people of whom a part is told" if told_of and not harmed else None


def _among_number(marked: Marked, number: Number) -> bool:
    """Whether the number of the whole follows: "women number 57 among the 619"."""
    among = marked.word(number.end) == "among" and marked.word(number.end + 1) in DEFINITE
    return among and any(one.start == number.end + 2 for one in marked.numbers)


def _harmed_too(marked: Marked, person: Tag) -> bool:
    """Whether a relative clause says that all of them were harmed: "20 of the 61 people who died"."""
    position = person.end + 1
    while marked.at("auxiliary", position) and not marked.at("harm", position):
        position += 1
    return marked.word(person.end) in ("who", "that") and marked.at("harm", position) is not None


def _whole_number(marked: Marked, number: Number) -> int | None:
    """The number of people already counted of whom these are a part: 107 in "86 of the 107 lived there"."""
    return next((one.value for one in marked.numbers if one.start == number.end + 2), None)


def _whole_named_first(marked: Marked, number: Number) -> int | None:
    """The number with which the sentence begins: 118 in "of the 118, 57 wore a uniform"."""
    opened = (n for n in range(number.start) if marked.word(n) == "of" and (not n or marked.word(n - 1) in (":", ";")))
    first = next((n for n in opened if marked.word(n + 1) in DEFINITE), None)
    whole = next((one for one in marked.numbers if first is not None and one.start == first + 2), None)
    noun = marked.at("person", whole.end) if whole else None
    end = noun.end if noun else whole.end if whole else 0
    right_behind = marked.word(end) == "," and number.hedge_start > end
    return whole.value if whole and right_behind and (number.value or 0) < (whole.value or 0) else None


def plural(noun: str) -> str:
    """The regular English plural of a noun for one person.

    >>> plural("police officer"), plural("fisherman"), plural("deputy"), plural("child")
    ('police officers', 'fishermen', 'deputies', 'children')
    """
    for singular, several in _PLURALS:
        if noun.endswith(singular):
            return noun.removesuffix(singular) + several
    return noun[:-1] + "ies" if noun[-1] == "y" and noun[-2] not in "aeiou" else noun + "s"


def _joined_people(marked: Marked, head: Tag | None) -> Tag | None:
    """People of a status of their own whom the same number counts: "213 soldiers and gunmen"."""
    if head is None or not head.entry.get("status") or marked.word(head.end) not in ("and", "or"):
        return None
    others = marked.at("person", head.end + 1)
    return others if others and others.entry.get("status") else None


def counted_by(marked: Marked, start: int, end: int) -> Counted:
    """Who is counted by the words of a toll: "the number of civilians killed", "the civilian death toll"."""
    tags = [tag for kind in ("person", "group") for tag in marked.tags[kind] if start <= tag.start < end]
    return Counted(**_values(marked, tags))


def described(marked: Marked, number: Number, head: Tag | None, end: int, further: int) -> Counted:
    """Status, group, sex, age and role from the nouns and names between the number and the end of the phrase."""
    values = _values(marked, _describing(marked, number, head, end, further))
    ethnic = next((n for n in range(number.end, end) if marked.word(n) == "ethnic"), None)
    if ethnic is not None and "group" not in values and _capital(marked, ethnic + 1):
        values["group"] = marked.tokens[ethnic + 1].word.capitalize()
        values["evidence"] = (*values["evidence"], ("group", marked.span(ethnic, ethnic + 2)))
    affiliation = _affiliation(marked, head, end, further)
    if affiliation and "status" not in values:
        values["affiliation"] = marked.span(*affiliation)
        values["evidence"] = (*values["evidence"], ("affiliation", values["affiliation"]))
    return Counted(**values, qualifiers=tuple(_qualifiers(marked, number, end, further)))


def _capital(marked: Marked, position: int) -> bool:
    return position < len(marked.tokens) and marked.tokens[position].is_capital


def _qualifiers(marked: Marked, number: Number, end: int, reach: int) -> Iterator[tuple[Span, bool]]:
    """Words that describe without a field: capitalised adjectives restrict, "mostly women" does not."""
    for position in range(number.end, end):
        token = marked.tokens[position]
        capital = token.is_capital and token.is_word
        if capital and not any(marked.covering(kind, position) for kind in ("person", "group", "harm", "name")):
            yield Span(token.start, token.end), True
    if among := _among(marked, end):
        yield marked.span(*among), False
    for position in range(end, min(reach + 8, len(marked.tokens))):
        if mostly := marked.at("mostly", position):
            person = marked.at("person", mostly.end) or marked.at("group", mostly.end)
            yield marked.span(mostly.start, person.end if person else mostly.end), False


def _values(marked: Marked, tags: Sequence[Tag]) -> dict[str, Any]:
    """What tags say of the people, the first tag that says it, and where."""
    values: dict[str, Any] = {}
    evidence: dict[str, Span] = {}
    for tag in tags:
        for field in ("status", "group", "sex", "age", "role"):
            value = tag.entry.get(field)
            if value is not None and field not in values:
                values[field] = tuple(Status(one) for one in value) if field == "status" else value
                evidence[field] = marked.span(tag.start, tag.end)
    return {**values, "evidence": tuple(evidence.items())}


def _among(marked: Marked, end: int) -> tuple[int, int] | None:
    """People named without a number among those counted: "500 others, including women and children"."""
    for start in range(end, min(end + 2, len(marked.tokens))):
        link = marked.at("link", start)
        if link and link.entry.get("kind") == "part" and (person := marked.at("person", link.end)):
            return start, last_of_run(marked, person).end
    return None


def _describing(marked: Marked, number: Number, head: Tag | None, end: int, reach: int) -> list[Tag]:
    """The tags that describe the people, the most telling first: the head, what stands before it, what stands behind.

    Behind the noun only communities and, for people without a status of their own, forces count:
    "men of the defence ministry" yes, "civilians killed near soldiers" no.
    """
    between = [
        tag for kind in ("person", "group") for tag in marked.tags[kind] if number.end <= tag.start and tag.end <= end
    ]
    chosen = ([head] if head else among_whom(marked, end)) + [tag for tag in between if tag is not head]
    behind = range(end, reach)
    chosen += [tag for tag in marked.tags["group"] if tag.start in behind and _of(marked, end, tag.start)]
    wholly = marked.at("wholly", reach)
    if wholly:
        chosen += [
            tag
            for kind in ("group", "person")
            for tag in marked.tags[kind]
            if wholly.end <= tag.start <= wholly.end + 1
        ]
    belongs = marked.word(end) in ("of", "from", "belonging")
    if belongs and (head is None or head.entry.get("status") is None):
        chosen += [tag for tag in marked.tags["force"] if tag.start in behind and not _inside_name(marked, tag)]
        chosen += [
            tag
            for tag in marked.tags["person"]
            if tag.start in behind and tag.entry.get("status") and not marked.covering("force", tag.start)
        ]
    return chosen


def among_whom(marked: Marked, end: int) -> list[Tag]:
    """The people of whom so many are, behind number or harm: "40 dead among the rebels"; none where two are named."""
    start = end if marked.word(end - 1) in AMONG else past_verb(marked, end) + 1
    if marked.word(start - 1) not in AMONG:
        return []
    start += marked.word(start) in DEFINITE
    found = (_people_at(marked, n) for n in range(start, start + FEW) if not ends_phrase(marked, n))
    people = next((tag for tag in found if tag), None)
    if people is None or (marked.word(people.end) == "and" and _people_at(marked, people.end + 1)):
        return []
    return [people]


def _people_at(marked: Marked, position: int) -> Tag | None:
    person = marked.at("person", position)
    return last_of_run(marked, person) if person else marked.at("force", position)


def _affiliation(marked: Marked, head: Tag | None, end: int, reach: int) -> tuple[int, int] | None:
    """The name behind "members of": the body that the people belong to."""
    if (
        head is None
        or marked.word(end) != "of"
        or marked.word(head.start) not in ("member", "members", "fighters", "men", "people")
    ):
        return None
    start = end + 2 if marked.word(end + 1) == "the" else end + 1
    community = marked.covering("group", start)  # "of the Tamil community", and not "of the Tamil National Alliance"
    named = start < reach and marked.tokens[start].is_capital and (community is None or _capital(marked, community.end))
    return (start, reach) if named else None


def _inside_name(marked: Marked, tag: Tag) -> bool:
    """Whether a force's word is part of a longer name, such as an armed group's "Military Department"."""
    return any(marked.tokens[n].is_capital for n in range(tag.start, tag.end))


def _of(marked: Marked, end: int, position: int) -> bool:
    """Whether only "of the", "from the" and the like stand between: a community the people belong to."""
    return all(
        marked.word(n) in ("of", "the", "from", "'", "s", "'s", "belonging", "to") or marked.covering("name", n)
        for n in range(end, position)
    )
