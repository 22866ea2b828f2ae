"""English noun phrases of the form "number + people": where they end, who is counted, and what is no people at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tollbook.language.en.marks import Marked
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Counted, Number
from tollbook.records import Span, Status

FURTHEST_HEAD = 6
"""Words between a number and the noun it counts: "24 unarmed members of …" has few, a new clause has more."""
FURTHEST_MODIFIER = 14
"""Words behind the noun that may still describe the people: "members of the security forces of the new government"."""
_DEFINITE = frozenset(("the", "its", "their", "his", "these", "those"))
_PREPOSITIONS = frozenset(
    ("of", "from", "among", "on", "with", "loyal", "close", "linked", "allied", "in", "belonging", "affiliated")
)
_STOPS = frozenset(
    (
        ",",
        ";",
        ":",
        ".",
        "(",
        ")",
        "–",
        "—",
        "who",
        "whom",
        "that",
        "which",
        "were",
        "was",
        "have",
        "had",
        "has",
        "are",
        "is",
        "and",
        "or",
        "by",
        "while",
        "but",
        "when",
        "as",
        "plus",
    )
)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A number with the people it counts; positions are tokens.

    ``head`` is the noun (None: left out, as in "84 of them"); ``said_to_be``: the noun stands behind a verb ("532 were
    civilians"); ``partitive``: "807 of the civilians", a part of people already counted.

    ``end`` is behind the noun, ``reach`` behind what describes it further.
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

    @property
    def start(self) -> int:
        """Where the phrase begins, the hedge included."""
        return self.number.hedge_start


def noun_phrase(marked: Marked, number: Number) -> NounPhrase:
    """The people behind this number, or a bare phrase where no noun follows."""
    head, harm_noun, end, unknown = _head(marked, number)
    others = _joined_people(marked, head)
    end = others.end if others else end
    reach = _reach(marked, end)
    counted = _counted(marked, number, head, end, reach)
    if others and counted.status:
        both = dict.fromkeys((*counted.status, *map(Status, others.entry.get("status"))))
        counted = replace(counted, status=tuple(both))
    bare = head is None and harm_noun is None and not unknown
    said_to_be = head is not None and head is _said_to_be(marked, number.end)
    partitive = marked.word(number.end) == "of" and marked.word(number.end + 1) in _DEFINITE
    return NounPhrase(number, head, end, reach, counted, harm_noun, bare, said_to_be, partitive)


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


def _counted(marked: Marked, number: Number, head: Tag | None, end: int, reach: int) -> Counted:
    """Status, group, sex, age and role from the nouns and names between the number and the end of the phrase."""
    values = _values(marked, _describing(marked, number, head, end, reach))
    affiliation = _affiliation(marked, head, end, reach)
    if affiliation and "status" not in values:
        values["affiliation"] = marked.span(*affiliation)
        values["evidence"] = (*values["evidence"], ("affiliation", values["affiliation"]))
    return Counted(**values, qualifiers=tuple(_qualifiers(marked, number, end, reach)))


def _qualifiers(marked: Marked, number: Number, end: int, reach: int) -> Iterator[tuple[Span, bool]]:
    """Words that describe without a field: capitalised adjectives restrict, "mostly women" does not."""
    for position in range(number.end, end):
        token = marked.tokens[position]
        named = any(marked.covering(kind, position) for kind in ("person", "group", "harm", "name"))
        if token.is_capital and token.is_word and not named:
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


def _head(marked: Marked, number: Number) -> tuple[Tag | None, Tag | None, int, bool]:
    """The noun behind the number: as people, as counted harm ("deaths"), the end of it, and whether it is unknown."""
    position, unknown_end = number.end, None
    link = marked.at("link", position)
    if link and link.entry.get("kind") == "part":
        noun = _said_to_be(marked, link.end)
        return noun, None, noun.end if noun else link.end, False
    if (noun := _said_to_be(marked, position)) is not None:
        return noun, None, noun.end, False
    if marked.word(position) == "of" and marked.word(position + 1) in _DEFINITE:
        position += 2
    elif marked.word(position) == "of":
        position += 1
    limit = min(position + FURTHEST_HEAD, len(marked.tokens))
    while position < limit:
        harm, person = marked.at("harm", position), marked.at("person", position)
        if person and (not harm or harm.end <= person.end):
            person = _last_of_run(marked, person)
            noun = marked.at("harm", person.start)
            counted_harm = noun if noun and noun.entry.get("form") in ("noun", "state") else _inside(marked, person)
            return person, counted_harm, person.end, False
        if harm:
            counted = harm.entry.get("form") in ("noun", "state")
            return (
                None,
                harm if counted and position - number.end < 3 else None,
                harm.end if counted else position,
                False,
            )
        if _ends_phrase(marked, position):
            break
        if marked.tokens[position].is_word and not marked.at("group", position):
            unknown_end = position + 1
        position += 1
    return None, None, unknown_end or number.end, unknown_end is not None


def _said_to_be(marked: Marked, position: int) -> Tag | None:
    """The people that a bare number is said to be: "532 were Alawite civilians", "231 belonged to the army"."""
    belonging = marked.at("belonging", position)
    if belonging:
        return marked.at("force", belonging.end) or marked.at("person", belonging.end)
    if marked.word(position) not in ("were", "are", "was", "is"):
        return None
    group = marked.at("group", position + 1)
    person = marked.at("person", group.end if group else position + 1)
    return _last_of_run(marked, person) if person else group


def _last_of_run(marked: Marked, person: Tag) -> Tag:
    """Of nouns in a row the last is the head: "security personnel", "civilian men"."""
    while following := marked.at("person", person.end):
        person = following
    return person


def _inside(marked: Marked, person: Tag) -> Tag | None:
    """The harm noun that ends the phrase: "civilian deaths" counts deaths."""
    tag = marked.covering("harm", person.end - 1)
    return tag if tag and tag.entry.get("form") == "noun" else None


def _ends_phrase(marked: Marked, position: int) -> bool:
    token = marked.tokens[position]
    if not token.is_word:
        return token.word not in ("-", '"', "“", "”", "'", "‘")
    return (
        token.word in _STOPS
        or token.word in _PREPOSITIONS
        or token.word
        in (
            "the",
            "a",
            "an",
            "to",
            "at",
            "after",
            "since",
            "for",
            "than",
            "there",
            "it",
            "on",
            "s",
            "until",
            "near",
            "more",
        )
        or bool(marked.at("auxiliary", position))
    )


def _reach(marked: Marked, position: int) -> int:
    """The end of what describes the noun: "of the …", "on the side of …", up to a verb, a sign or another number."""
    if marked.word(position) not in _PREPOSITIONS or marked.time_at(position + 1):
        return position
    numbered = {number.hedge_start for number in marked.numbers}
    limit = min(position + FURTHEST_MODIFIER, len(marked.tokens))
    while (
        position < limit
        and position not in numbered
        and (marked.word(position) not in _STOPS or _joins_bodies(marked, position))
    ):
        harm = marked.at("harm", position)
        if (harm and harm.entry.get("form") not in ("noun", "state")) or marked.time_at(position):
            break
        position += 1
    return position


def _joins_bodies(marked: Marked, position: int) -> bool:
    """ "of the defence and interior ministries": the "and" joins what the people belong to, not another number."""
    return marked.word(position) == "and" and any(marked.at("force", n) for n in range(position + 1, position + 4))


def _among(marked: Marked, end: int) -> tuple[int, int] | None:
    """People named without a number among those counted: "500 others, including women and children"."""
    for start in range(end, min(end + 2, len(marked.tokens))):
        link = marked.at("link", start)
        if link and link.entry.get("kind") == "part" and (person := marked.at("person", link.end)):
            return start, _last_of_run(marked, person).end
    return None


def _describing(marked: Marked, number: Number, head: Tag | None, end: int, reach: int) -> list[Tag]:
    """The tags that describe the people, the most telling first: the head, what stands before it, what stands behind.

    Behind the noun only communities and, for people without a status of their own, forces count:
    "men of the defence ministry" yes, "civilians killed near soldiers" no.
    """
    between = [
        tag for kind in ("person", "group") for tag in marked.tags[kind] if number.end <= tag.start and tag.end <= end
    ]
    chosen = ([head] if head else []) + [tag for tag in between if tag is not head]
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
    if head is None or head.entry.get("status") is None:
        chosen += [tag for tag in marked.tags["force"] if tag.start in behind and not _inside_name(marked, tag)]
        chosen += [
            tag
            for tag in marked.tags["person"]
            if tag.start in behind and tag.entry.get("status") and not marked.covering("force", tag.start)
        ]
    return chosen


def _affiliation(marked: Marked, head: Tag | None, end: int, reach: int) -> tuple[int, int] | None:
    """The name behind "members of": the body that the people belong to."""
    if (
        head is None
        or marked.word(end) != "of"
        or marked.word(head.start) not in ("member", "members", "fighters", "men", "people")
    ):
        return None
    start = end + 2 if marked.word(end + 1) == "the" else end + 1
    return (
        (start, reach)
        if start < reach and marked.tokens[start].is_capital and not marked.covering("group", start)
        else None
    )


def _inside_name(marked: Marked, tag: Tag) -> bool:
    """Whether a force's word is part of a longer name, such as an armed group's "Military Department"."""
    return any(marked.tokens[n].is_capital for n in range(tag.start, tag.end))


def _of(marked: Marked, end: int, position: int) -> bool:
    """Whether only "of the", "from the" and the like stand between: a community the people belong to."""
    return all(
        marked.word(n) in ("of", "the", "from", "'", "s", "'s", "belonging", "to") or marked.covering("name", n)
        for n in range(end, position)
    )
