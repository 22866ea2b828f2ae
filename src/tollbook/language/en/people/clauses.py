"""What stands between English people and a verb: whether the verb is said of them or of somebody else."""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import PERFECT, harm_of, object_follows
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.lexicon import Tag
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
_SAME_SUBJECT = frozenset(("being", "getting", "having", "suffering", "sustaining", "receiving", "undergoing"))
"""Behind "after" and "while" these are said of the subject of the sentence."""
_SUBORDINATE = frozenset((*_RELATIVE, "where", "when"))
NEAREST_VERB = 5
"""Tokens between "was" and the second of two verbs: "has been ambushed and shot dead"."""
_PARTICIPLES = ("ed", "wn", "en", "rn")
FURTHEST_CONDITION = 14
"""Tokens between people and what they suffered: "was taken to the university's medical center with a gunshot wound"."""
_LIVING = frozenset(("survived", "survive", "survives", "alive", "recover", "recovered", "recovering", "discharged"))
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
    if first == "," and marked.word(phrase.end + 1) == "of" and _names_only(marked, phrase.end + 2, verb):
        return True
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


def _names_only(marked: Marked, start: int, end: int) -> bool:
    """Whether nothing but a name stands here: "Ann Novak, 34, of Apple Valley was killed"."""
    return start < end and all(marked.tokens[n].is_capital for n in range(start, end))


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
    """Whether a clause of its own begins here, with its own people; "after being shot" has none."""
    same = marked.word(position) in ("as", "during") or marked.word(position + 1) in _SAME_SUBJECT
    return bool(marked.at("boundary", position)) and not same


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
    if marked.word(position - 1) in PERFECT:
        return False  # "is believed to have shot his wife"
    return any(marked.at("passive", n) or marked.word(n) in ("found", "left", "being") for n in range(start, position))


def in_condition(marked: Marked, phrase: NounPhrase, condition: int) -> bool:
    """ "was taken to hospital with a gunshot wound", "a man with a stab wound": what people suffered or are in."""
    between = range(phrase.end, condition)
    tag = marked.at("harm", condition)
    behind = tag.entry.get("behind") if tag else None
    if tag and behind:
        verb = next((n for n in (phrase.start - 1, *between) if marked.word(n) in behind), None)
        if verb is None or (tag.entry.get("may_die") and phrase.end <= verb and _brings(marked, verb)):
            return False
    commas = sum(marked.word(n) == "," for n in between)
    behind_age = commas == 1 and marked.word(phrase.end) == ","
    if (commas % 2 and not behind_age) or any(_speaks(marked, n) or opens_clause(marked, n) for n in between):
        return False
    return len(between) <= FURTHEST_CONDITION


def _brings(marked: Marked, verb: int) -> bool:
    """Whether people are those who bring somebody: "a neighbor drove the victim to a hospital"."""
    return object_follows(marked, verb + 1) and not be_before(marked, verb)


def singular(marked: Marked, cue: int) -> bool:
    """Whether a verb is said of one person, or of one thing: "was killed", "has died"."""
    return any(marked.word(n) in ("was", "is", "has") for n in range(verb_start(marked, cue), cue))


def is_ranked(marked: Marked, end: int) -> bool:
    """Whether people are told of by their rank and not by what befell them: "the last one to be shot there"."""
    return marked.word(end) == "to" and marked.word(end + 1) in ("be", "have", "die", "get")


def _speaks(marked: Marked, position: int) -> bool:
    """Whether a verb of saying begins here whose subject speaks: not "was listed in", not "arrived at a hospital"."""
    tag = marked.at("said", position)
    arrived = tag is not None and marked.word(tag.end - 1) == "at"
    suffered = tag is not None and marked.word(tag.start) == "received" and marked.at("harm", tag.end)
    return tag is not None and not arrived and not suffered and not marked.at("auxiliary", position - 1)


def ends_in_death(marked: Marked, first: Tag, limit: int) -> Tag | None:
    """The verb behind "and" by which people harmed did not survive: "were shot in the head and killed"."""
    for tag in marked.tags["harm"]:
        if first.end <= tag.start < limit and harm_of(tag) is Harm.KILLED:
            verb = verb_start(marked, tag.start)
            said = tag.entry.get("form") in ("participle", "past") and not object_follows(marked, tag.end)
            joined = marked.word(verb - 1) in COORDINATING
            opened = any(opens_clause(marked, n) or marked.word(n) in (",", ";") for n in range(first.end, verb - 1))
            return tag if said and joined and not opened else None
    return None


def died_there(marked: Marked, condition: int) -> bool:
    """ "were taken to a hospital, where both died": behind what people were in, that it was not survived."""
    tag = marked.at("harm", condition)
    where = tag.end + (marked.word(tag.end) == ",") if tag else condition
    if marked.word(where) != "where" or marked.word(where + 1) not in ("they", "both", "all"):
        return False
    verb = next((marked.at("harm", n) for n in range(where + 2, where + 5) if marked.at("harm", n)), None)
    return verb is not None and verb.entry.get("harm") == Harm.KILLED


def lives(marked: Marked, cue: Tag) -> bool:
    """Whether the sentence says that somebody shot lives: "was shot in the arm and is in stable condition"."""
    lasting = any(tag.entry.get("lasting") and tag.start >= cue.end for tag in marked.tags["harm"])
    return lasting or marked.holds(_LIVING)
