"""English numbers that describe a place, a person or a share and count nobody harmed."""

from __future__ import annotations

from tollbook.language.en.marks import Marked
from tollbook.language.protocol import Number

LONGEST_STREET = 6
"""Tokens behind the number of a house in which the name of its street ends."""
_PARENTS = frozenset(("father", "mother", "parent", "dad", "mom", "grandfather", "grandmother"))


def describes(marked: Marked, number: Number) -> str | None:
    """Why a number only describes: "three of every four", "a father of three", "younger than 18"; None if not."""
    before, behind = number.start - 1, number.end
    first, second = marked.word(before - 1), marked.word(before)
    if second == "every" or (marked.word(behind), marked.word(behind + 1)) == ("of", "every"):
        return "a share, not a count"
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


def contact(marked: Marked, number: Number) -> str | None:
    """Whether digits are a part of an address or of a telephone number; None if not."""
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


def _of_telephone(marked: Marked, number: Number) -> bool:
    """ "704-555-0142": three groups of digits joined by hyphens."""
    near = marked.tokens[max(0, number.start - 4) : number.end + 4]
    return "999-999-9999" in "".join("9" * len(one.word) if one.is_number else one.word for one in near)
