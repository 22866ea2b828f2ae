"""The noun that an English number counts: which it is, where it ends, and how far what describes it reaches."""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Number
from tollbook.records import Harm

NEAREST_NOUN = 3
"""Words up to a noun that names the harm: "12 confirmed civilian deaths"."""
FURTHEST_HEAD = 6
"""Words between a number and the noun it counts: "24 unarmed members of …" has few, a new clause has more."""
FURTHEST_MODIFIER = 14
"""Words behind the noun that may still describe the people: "members of the security forces of the new government"."""
DEFINITE = frozenset(("the", "its", "their", "his", "these", "those"))
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
_COUNTS = frozenset(("number", "total", "tally", "count"))
"""What stands before the people of "put at 31 the number of miners killed"."""
_PRONOUNS = frozenset(("whom", "them"))
"""Words for people that open a clause or end one: "the farmers whom gunmen shot"."""
_CASES = frozenset(("cases", "case", "instances", "files"))
_ONE_BY_ONE = (Harm.MISSING, Harm.DETAINED, Harm.ABDUCTED)
"""Harms of which monitors count the cases, one for each person."""
_CLAUSES = frozenset(("where", "whose", "because", "if", "not", "still", "whereas", "although"))
"""Words of another clause, which end a noun phrase."""


Head = tuple[Tag | None, Tag | None, int, bool]
"""The noun as people, the noun as counted harm ("deaths"), the end of it, and whether it is in no lexicon."""


def head_of(marked: Marked, number: Number) -> Head:
    """The noun behind the number."""
    position = max(number.end, number.hedge_end)
    link = marked.at("link", position)
    if link and link.entry.get("kind") == "part":
        noun = said_to_be(marked, _past_harm(marked, link.end)) or _people_here(marked, link.end)
        return noun, None, noun.end if noun else link.end, False
    if (noun := said_to_be(marked, position)) is not None:
        return noun, None, noun.end, False
    if (whole := _whole_behind(marked, position)) is not None:
        noun = said_to_be(marked, _past_nouns(marked, whole.end)) or _people_here(marked, whole.end)
        return noun, None, noun.end if noun else whole.end, False
    if marked.word(position) == "of" and marked.word(position + 1) in DEFINITE:
        return _noun(marked, number, position + 2)
    if marked.word(position + 1) in _COUNTS and marked.word(position + 2) == "of":
        return _noun(marked, number, position + 3)
    more = marked.word(position) == "more" and (marked.at("person", position + 1) or marked.at("harm", position + 1))
    return _noun(marked, number, position + 1 if more or marked.word(position) == "of" else position)


def _whole_behind(marked: Marked, position: int) -> Number | None:
    """The number of those of whom some are told: 60 in "12 of the 60 prisoners", "12 out of 60"."""
    of = position + (marked.word(position) == "out")
    start = of + 1 + (marked.word(of + 1) in DEFINITE)
    return next((one for one in marked.numbers if one.start == start), None) if marked.word(of) == "of" else None


def _noun(marked: Marked, number: Number, position: int) -> Head:
    """The noun that stands here or behind a few adjectives."""
    first, unknown_end, limit = position, None, min(position + FURTHEST_HEAD, len(marked.tokens))
    while position < limit:
        if found := _noun_here(marked, number, position):
            return found
        if ends_phrase(marked, position):
            break
        group = marked.at("group", position)
        if group and not marked.at("person", group.end) and (group.end == limit or _closes(marked, group.end)):
            return group, None, group.end, False
        if marked.tokens[position].is_word and not group:
            unknown_end = position + 1
        position += 1
    if marked.word(first).endswith("ed") and not marked.at("person", first):
        return None, None, number.end, False  # "five suffered burns": a verb, and nobody between
    return None, None, unknown_end or number.end, unknown_end is not None


def cases_of(marked: Marked, position: int) -> Tag | None:
    """The harm done to somebody in each case: "147 cases of arbitrary arrest", "48 open cases of disappearance"."""
    if marked.word(position) not in _CASES or marked.word(position + 1) != "of":
        return None
    harm = marked.at("harm", position + 2) or marked.at("harm", position + 3)
    one_by_one = harm is not None and harm.entry.get("harm") in _ONE_BY_ONE
    return harm if harm is not None and one_by_one and harm.entry.get("form") == "noun" else None


def _noun_here(marked: Marked, number: Number, position: int) -> Head | None:
    """People, a counted harm, or harmed people that begin here: "civilians", "deaths", "wounded soldiers"."""
    if case := cases_of(marked, position):
        return None, case, case.end, False
    harm, person = marked.at("harm", position), marked.at("person", position)
    if person and (not harm or harm.end <= person.end):
        person = last_of_run(marked, person)
        noun = marked.at("harm", person.start)
        counted_harm = noun if noun and noun.entry.get("form") in ("noun", "state") else inside(marked, person)
        return person, counted_harm, person.end, False
    if harm is None:
        return None
    form = harm.entry.get("form")
    if form in ("participle", "state") and (person := marked.at("person", harm.end)):
        person = last_of_run(marked, person)
        counted = form == "state" or harm.entry.get("harm") in (Harm.INJURED, Harm.KILLED)
        return person, harm if counted else None, person.end, False
    counted = form in ("noun", "state", "of")  # "118 killings of teachers"
    compounds = sum(marked.word(n) == "-" for n in range(number.end, position))  # "31 election-related deaths"
    near = position - number.end - 2 * compounds < NEAREST_NOUN
    suffered = number.end if form == "condition" else position  # "three suffered gunshot wounds"
    return None, harm if counted and near else None, harm.end if counted else suffered, False


def _closes(marked: Marked, position: int) -> bool:
    """Whether a noun phrase has ended before this position: "479 Christians were", not "12 Christian villages"."""
    return bool(marked.at("auxiliary", position) or marked.at("harm", position)) or not marked.tokens[position].is_word


def _past_harm(marked: Marked, position: int) -> int:
    """The end of a harm and its time behind "of those": "some 60 of those killed this year were police"."""
    harm = marked.at("harm", position) or marked.covering("harm", position)
    position = harm.end if harm else position
    time = marked.time_at(position) or marked.time_at(position + 1)
    return time[1] if time else position


def _past_nouns(marked: Marked, position: int) -> int:
    """The end of the nouns of people and harm that stand here: "the 40 wounded people"."""
    while tag := marked.at("person", position) or marked.at("harm", position):
        position = tag.end
    return position


def said_to_be(marked: Marked, position: int) -> Tag | None:
    """The people that a bare number is said to be: "532 were Alawite civilians", "231 belonged to the army"."""
    belonging = marked.at("belonging", position)
    if belonging:
        return marked.at("force", belonging.end) or marked.at("person", belonging.end)
    if marked.word(position) not in ("were", "are", "was", "is"):
        return None
    position += marked.word(position + 1) in ("of", "a", "an")
    return _people_here(marked, position + 1)


def _people_here(marked: Marked, position: int) -> Tag | None:
    """The people or the community that a word names right here: "Alawite civilians", "women"."""
    group = marked.at("group", position)
    person = marked.at("person", group.end if group else position)
    return last_of_run(marked, person) if person else group


def one_of_a_community(marked: Marked, position: int) -> Tag | None:
    """One person by an adjective with no noun behind it: "an American was killed", "a Christian from Jos"."""
    tag = marked.at("group", position) or marked.at("country", position)
    community = tag is not None and (tag.entry.get("group") or tag.entry.get("name"))
    if tag is None or not community or not marked.tokens[position].is_capital or marked.word(tag.end - 1).endswith("s"):
        return None
    behind = tag.end + (marked.word(tag.end) in ("and", "or"))
    another = behind == tag.end or marked.word(behind) in ("a", "an", "another", "one", "two")
    harm = marked.at("harm", tag.end)
    said = harm is not None and harm.entry.get("form") in ("participle", "past", "state")
    ends = tag.end == len(marked.tokens) or ends_phrase(marked, tag.end)
    return tag if another and (said or ends) else None


def last_of_run(marked: Marked, person: Tag) -> Tag:
    """Of nouns in a row the last is the head: "security personnel", "civilian men"."""
    while (following := marked.at("person", person.end)) and marked.word(person.end) not in _PRONOUNS:
        person = following
    return person


def inside(marked: Marked, person: Tag) -> Tag | None:
    """The harm noun that ends the phrase: "civilian deaths" counts deaths."""
    tag = marked.covering("harm", person.end - 1)
    return tag if tag and tag.entry.get("form") == "noun" else None


def ends_phrase(marked: Marked, position: int) -> bool:
    """Whether a noun phrase cannot go on over this word."""
    token = marked.tokens[position]
    if not token.is_word:
        return token.word not in ("-", '"', "“", "”", "'", "‘")
    return (
        token.word in _STOPS
        or token.word in _PREPOSITIONS
        or token.word in _CLAUSES
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
            "down",
            "inside",
            "here",
            "elsewhere",
            "abroad",
            "respectively",
            "together",
            "combined",
        )
        or bool(marked.at("auxiliary", position))
    )


def reach(marked: Marked, position: int) -> int:
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
        if marked.at("said", position):
            break
        if (harm and harm.entry.get("form") not in ("noun", "state")) or marked.time_at(position):
            break
        position += 1
    return position


def _joins_bodies(marked: Marked, position: int) -> bool:
    """ "of the defence and interior ministries": the "and" joins what the people belong to, not another number."""
    return marked.word(position) == "and" and any(marked.at("force", n) for n in range(position + 1, position + 4))
