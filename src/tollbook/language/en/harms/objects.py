"""English objects that do not stand right behind their verb: behind an aside, down a list, before their clause."""

from __future__ import annotations

from tollbook.language.en.doers.agents import subject, subject_of_clause
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.people.clauses import OBLIQUE, be_before
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.en.relations.ties import Tie, Ties, may_count
from tollbook.language.lexicon import Tag
from tollbook.records import Harm

LONGEST_ADVERBIAL = 9
"""Tokens between a verb and its object: ", according to the head of the village,"."""
LONGEST_LIST = 24
"""Tokens between a verb and the last people of its list."""
_ACTIVE = ("participle", "active", "gerund")
_LISTING = frozenset(
    (
        ",",
        "and",
        "&",
        "-",
        "'",
        "later",
        "then",
        "a",
        "an",
        "the",
        "his",
        "her",
        "their",
        "s",
        "of",
        "in",
        "at",
        "near",
        "on",
        "from",
        "outside",
        "inside",
    )
)
"""What stands in a list of people beside the nouns: articles, and words for where each of them was."""


def whom_they_killed(ties: Ties, index: int) -> Tie | None:
    """The people are the object of a clause said of them: "buried nine men whom the rebels had stabbed to death"."""
    phrase, marked = ties.phrases[index], ties.marked
    relative = next((n for n in (phrase.end, phrase.reach) if marked.word(n) in ("whom", "that")), None)
    if relative is None or not may_count(phrase):
        return None
    tag = next((tag for tag in marked.tags["harm"] if tag.start > relative), None)
    if tag is None or tag.entry.get("form") not in ("participle", "active", "past"):
        return None
    if harm_of(tag) is not Harm.KILLED and any(one.end == phrase.start for one in marked.tags["harm"]):
        return None  # "the bodies of six men whom bandits had kidnapped"
    agent = subject_of_clause(marked, tag)
    within = agent is not None and agent[0] <= relative + 2
    return Tie(harm_of(tag), (tag.start, tag.end), "verb behind", agent=agent) if within else None


def verb_before_aside(ties: Ties, index: int) -> Tie | None:
    """The people are the object, behind words of place, time or source: "killed, he said, five"."""
    phrase, marked = ties.phrases[index], ties.marked
    tag = next((tag for tag in reversed(marked.tags["harm"]) if tag.end <= phrase.start), None)
    if tag is None or phrase.head is None or tag.entry.get("form") not in ("participle", "active", "gerund"):
        return None
    if tag.entry.get("also_noun"):
        return None  # "after the shooting, one woman yelled"
    last = phrase.start - 1
    while last > tag.end and marked.at("determiner", last) and marked.word(last) not in ("many", "what"):
        last -= 1
    said_of_others = be_before(marked, tag.start) or any(
        tag.start in (other.end, other.reach) for other in ties.phrases[:index]
    )
    if said_of_others or not _only_adverbial(ties, tag.end, last + 1):
        return None
    return Tie(harm_of(tag), (tag.start, tag.end), "verb before", agent=subject(marked, tag))


def _only_adverbial(ties: Ties, start: int, end: int) -> bool:
    """Whether nothing stands between a verb and its object but an aside between commas, a time, or "in Gao"."""
    marked = ties.marked
    if not 0 < end - start <= LONGEST_ADVERBIAL or any(start <= other.start < end for other in ties.phrases):
        return False
    if marked.word(start) == "," and marked.word(end - 1) == ",":
        return not any(marked.at("harm", n) or marked.word(n) in ("who", "which") for n in range(start, end))
    timed = marked.time_at(start) or marked.time_at(start + 1)
    if timed and timed[1] == end:
        return True
    prose = all(marked.tokens[n].is_word for n in range(start, end))
    verbal = any(
        marked.at(kind, n) for kind in ("harm", "auxiliary", "said", "boundary", "person") for n in range(start, end)
    )
    ends = marked.word(end - 1) in (*OBLIQUE, "and", "or", "than")
    return marked.at("locative", start) is not None and prose and not verbal and not ends


def verb_before_list(ties: Ties, index: int) -> Tie | None:
    """People further down a list of objects: "killing a baby, two women and two labourers"."""
    phrase, marked = ties.phrases[index], ties.marked
    before = phrase.start - 1 - (marked.at("determiner", phrase.start - 1) is not None)
    tag = next((tag for tag in reversed(marked.tags["harm"]) if tag.end <= phrase.start), None)
    if tag is None or phrase.head is None or marked.word(before) not in (",", "and", "&") or _acts(marked, phrase):
        return None
    object_there = tag.entry.get("form") in ("active", "gerund", "of") or _has_object(ties, tag)
    people = any(tag.end <= person.start < phrase.start for person in marked.tags["person"])
    if not (object_there and people) or be_before(marked, tag.start) or phrase.start - tag.end > LONGEST_LIST:
        return None
    listed = all(_may_stand_in_list(marked, n) for n in range(tag.end, phrase.start))
    return Tie(harm_of(tag), (tag.start, tag.end), "verb before", agent=subject(marked, tag)) if listed else None


def _has_object(ties: Ties, tag: Tag) -> bool:
    """Whether people stand right behind a past tense: "killed a nurse and …", not "were killed"."""
    article = ties.marked.word(tag.end) in ("a", "an", "the", "his", "her", "their", "one")
    return tag.entry.get("form") in _ACTIVE and (article or any(one.start == tag.end for one in ties.phrases))


def _may_stand_in_list(marked: Marked, position: int) -> bool:
    word, token = marked.word(position), marked.tokens[position]
    if word in _LISTING or token.is_number or marked.word(position + 1) == "as":
        return True
    kinds = ("auxiliary", "boundary", "said", "harm", "link")
    return token.is_word and word not in OBLIQUE and not any(marked.at(kind, position) for kind in kinds)


def _acts(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether people have a verb of their own: "… and three others fled", "… and 300 were hurt"."""
    ends = (phrase.end, phrase.reach)
    verbal = any(marked.at(kind, end) for kind in ("auxiliary", "harm", "said") for end in ends)
    return verbal or any(marked.word(end).endswith("ed") or marked.word(end) in ("who", "that") for end in ends)
