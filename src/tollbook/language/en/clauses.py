"""What stands between English people and a verb: whether the verb is said of them or of somebody else."""

from __future__ import annotations

from tollbook.language.en.marks import Marked
from tollbook.language.en.phrases import NounPhrase
from tollbook.records import Harm

_RELATIVE = frozenset(("who", "whose", "whom", "that", "which"))
OBLIQUE = frozenset(
    (
        "of",
        "by",
        "from",
        "with",
        "to",
        "for",
        "against",
        "in",
        "at",
        "near",
        "on",
        "behind",
        "between",
        "among",
        "like",
        "into",
        "as",
        "than",
        "about",
        "over",
    )
)
_SUBORDINATE = frozenset((*_RELATIVE, "where", "when"))
NEAREST_VERB = 5
"""Tokens between "was" and the second of two verbs: "has been ambushed and shot dead"."""
_PARTICIPLES = ("ed", "wn", "en", "rn")
FURTHEST_CONDITION = 14
"""Tokens between people and what they suffered: "was taken to the university's medical center with a gunshot wound"."""
COORDINATING = frozenset(("and", "then", "but", "before", "being"))


def no_other_clause(marked: Marked, phrase: NounPhrase, verb: int) -> bool:
    """Whether nothing stands between people and their verb but what describes them."""
    between = range(phrase.end, verb)
    if verb <= phrase.reach:
        return not any(marked.at("said", n) or opens_clause(marked, n) for n in between)
    said = any(marked.at("said", n) for n in between if n > phrase.end)  # "a woman identified only as Fatou"
    first, last = marked.word(phrase.end), marked.word(verb - 1)
    if last == "," and (first == "," or any(marked.word(n) in _SUBORDINATE for n in between)):
        return True
    if first in _RELATIVE:
        return not any(opens_clause(marked, n) for n in between)
    if said or first == "," or any(opens_clause(marked, n) for n in between):
        return False
    if first in ("(", "["):
        return True
    relative = any(marked.word(n) in _RELATIVE for n in between)
    finite = any(marked.at("passive", n) for n in between) and not relative
    participle = first.endswith("ing") or (
        first.endswith(_PARTICIPLES) and marked.word(phrase.end + 1) in (*OBLIQUE, "only")
    )
    described = first in OBLIQUE or participle
    return described and not finite


def coordinated(marked: Marked, phrase: NounPhrase, verb: int) -> bool:
    """ "was dragged from his car and killed": a first verb said of the same people, then "and"."""
    near = range(max(phrase.end, verb - NEAREST_VERB), verb)
    right_behind = marked.at("passive", phrase.end) or marked.at("passive", phrase.end + 1)
    first = right_behind or any(
        marked.at("passive", n) and no_other_clause(marked, phrase, verb_start(marked, n)) for n in near
    )
    joined = marked.word(verb - 1) in COORDINATING
    return (
        bool(first)
        and joined
        and not any(marked.at("said", n) or opens_clause(marked, n) for n in range(phrase.end, verb - 1))
    )


def opens_clause(marked: Marked, position: int) -> bool:
    """Whether a clause of its own begins here, with its own people."""
    return bool(marked.at("boundary", position)) and marked.word(position) not in ("as", "during")


def verb_start(marked: Marked, position: int) -> int:
    """Where the words of a verb begin: its auxiliaries and adverbs go with it."""
    while position > 0 and (
        (marked.at("auxiliary", position - 1) and marked.word(position - 1) not in _RELATIVE)
        or marked.word(position - 1).endswith("ly")
        or (marked.time_at(position - 1) is not None and position - 1 > 0)
    ):
        position -= 1
    return position


def be_before(marked: Marked, position: int) -> bool:
    """Whether a form of "to be", or "found", makes the participle here one that is said of those harmed."""
    start = verb_start(marked, position)
    return any(marked.at("passive", n) or marked.word(n) in ("found", "left", "being") for n in range(start, position))


def in_condition(marked: Marked, phrase: NounPhrase, condition: int) -> bool:
    """ "was taken to hospital with a gunshot wound", "a man with a stab wound": what people suffered or are in."""
    between = range(phrase.end, condition)
    tag = marked.at("harm", condition)
    behind = tag.entry.get("behind") if tag else None
    if behind and not any(marked.word(n) in behind for n in (phrase.start - 1, *between)):
        return False
    commas = sum(marked.word(n) == "," for n in between)
    behind_age = commas == 1 and marked.word(phrase.end) == ","
    if (commas % 2 and not behind_age) or any(marked.at("said", n) or opens_clause(marked, n) for n in between):
        return False
    return len(between) <= FURTHEST_CONDITION


def died_there(marked: Marked, condition: int) -> bool:
    """ "were taken to a hospital, where both died": behind what people were in, that it was not survived."""
    tag = marked.at("harm", condition)
    where = tag.end + (marked.word(tag.end) == ",") if tag else condition
    if marked.word(where) != "where" or marked.word(where + 1) not in ("they", "both", "all"):
        return False
    verb = next((marked.at("harm", n) for n in range(where + 2, where + 5) if marked.at("harm", n)), None)
    return verb is not None and verb.entry.get("harm") == Harm.KILLED
