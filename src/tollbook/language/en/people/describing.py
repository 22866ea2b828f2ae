"""English numbers that describe a place, a person or a share and count nobody harmed."""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked
from tollbook.language.protocol import Number

_EMERGENCY = frozenset(("911", "999", "112", "000"))
_CALLING = frozenset(
    (
        "called",
        "calls",
        "call",
        "calling",
        "dialed",
        "dialled",
        "dialing",
        "dialling",
        "phoned",
        "to",
        "from",
        "with",
        "via",
        "multiple",
        "several",
        "the",
        "a",
    )
)
_CALLS = frozenset(
    (
        "call",
        "calls",
        "caller",
        "callers",
        "dispatch",
        "dispatcher",
        "dispatchers",
        "operator",
        "operators",
        "center",
        "centre",
        "tape",
        "tapes",
        "recording",
        "recordings",
        "system",
        "emergency",
    )
)
LONGEST_STREET = 6
"""Tokens behind the number of a house in which the name of its street ends."""
_SPANS = frozenset(("day", "week", "month", "year", "hour", "night"))
_ONES = frozenset(
    (
        "member",
        "man",
        "woman",
        "person",
        "strong",
        "vehicle",
        "truck",
        "car",
        "bus",
        "pronged",
        "hour",
        "storey",
        "story",
    )
)
_PARENTS = frozenset(("father", "mother", "parent", "dad", "mom", "grandfather", "grandmother"))


def describes(marked: Marked, number: Number) -> str | None:
    """Why a number only describes: "three of every four", "a father of three", "younger than 18"; None if not."""
    before, behind = number.start - 1, number.end
    first, second = marked.word(before - 1), marked.word(before)
    if second == "every" or (marked.word(behind), marked.word(behind + 1)) == ("of", "every"):
        return "a share, not a count"
    if _in_compound(marked, behind):
        return "part of a compound word"
    harmed = marked.covering("harm", number.hedge_start - 2)  # "the dead numbered 78"
    if marked.word(number.hedge_start - 1) in ("numbering", "numbered") and not harmed:
        return "counts those named before it"
    if _is_rate(marked, behind):
        return "a rate, not a count"
    person = marked.covering("person", before - 1)
    if second == "of" and first in _PARENTS and not marked.at("person", behind):
        return "children of somebody told of"
    if (
        second == "of"
        and person
        and person.entry.get("one")
        and marked.word(behind) in (",", ".", ";", "to", "and", "")
    ):
        return "an age"  # "a girl of seven"
    return "an age" if second == "than" and first in ("younger", "older") else None


def _in_compound(marked: Marked, position: int) -> bool:
    """ "the three-member gang": a number that a hyphen ties to a noun for one describes what follows."""
    tokens = marked.tokens[position : position + 2]
    return (
        len(tokens) == 2 and tokens[0].word == "-" and all(token.glued for token in tokens) and tokens[1].word in _ONES
    )


def _is_rate(marked: Marked, position: int) -> bool:
    """ "140 people every month", "12 a day", "three per week": what happens on average."""
    person = marked.at("person", position)
    position = person.end if person else position
    past = marked.word(position + 2) in ("ago", "earlier", "later", "before", "after")
    return marked.word(position) in ("every", "each", "per", "a") and marked.word(position + 1) in _SPANS and not past


def contact(marked: Marked, number: Number) -> str | None:
    """Whether digits are a part of an address or of a telephone number; None if not."""
    if marked.word(number.start) in _EMERGENCY and _is_called(marked, number):
        return "a telephone number"
    if _of_address(marked, number.end):
        return "an address"
    return "a telephone number" if _of_telephone(marked, number) else None


def _of_address(marked: Marked, position: int) -> bool:
    """ "3675 Midway Drive", "9627 E. Miller Road": capitals behind the number that end in a word for a street."""
    for step in range(position, min(position + LONGEST_STREET, len(marked.tokens))):
        if marked.at("street", step) and step > position and marked.tokens[step].is_capital:
            return True
        prose = any(marked.at(kind, step) for kind in ("person", "harm", "auxiliary", "locative"))
        if prose or (not marked.tokens[step].is_capital and marked.word(step) != "."):
            return False
    return False


def _is_called(marked: Marked, number: Number) -> bool:
    """Whether a number for emergencies is called and counts nobody: "911 calls", "dialed 911 saying a boy was shot"."""
    behind = number.end
    counts = marked.at("person", behind) or marked.at("harm", behind) or marked.at("group", behind)
    return marked.word(behind) in _CALLS or (marked.word(number.start - 1) in _CALLING and not counts)


def _of_telephone(marked: Marked, number: Number) -> bool:
    """ "704-555-0142": three groups of digits joined by hyphens."""
    near = marked.tokens[max(0, number.start - 4) : number.end + 4]
    return "999-999-9999" in "".join("9" * len(one.word) if one.is_number else one.word for one in near)
