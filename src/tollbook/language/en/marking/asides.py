"""Asides of an English sentence: what stands in brackets, between dashes, or between commas behind "including"."""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.language.en.marking.marks import Marked

DASHES = frozenset(("–", "—", "-"))
_OPENING = frozenset((*DASHES, "(", ","))
_GOING_ON = frozenset(("and", "plus", "while", "&"))

Stretch = tuple[int, int]
"""Token positions, end exclusive."""


def asides(marked: Marked) -> tuple[Stretch, ...]:
    """The asides, in order; none lies in another one. The comma that closes one is no part of it.

    >>> # "12 people [, including two women], were killed"; "12 people [(two women)] were killed"
    """
    found: list[Stretch] = []
    for position, token in enumerate(marked.tokens):
        if token.word not in _OPENING or (found and position < found[-1][1]):
            continue
        end = _bracket(marked, position) or _dashed(marked, position) or _parts(marked, position)
        if end:
            found.append((position, end))
    return tuple(found)


def past_asides(marked: Marked, position: int, limit: int) -> int:
    """The first position from here on that is in no aside that ends before the limit."""
    for start, end in marked.asides:
        if start == position and end <= limit:
            position = end
    return position


def in_aside(marked: Marked, position: int, seen_from: int) -> bool:
    """Whether a token stands in an aside in which another one does not."""
    return any(start <= position < end and not start <= seen_from < end for start, end in marked.asides)


def _bracket(marked: Marked, position: int) -> int | None:
    if marked.word(position) != "(":
        return None
    number = _number_at(marked, position + 1)
    if number and marked.word(number) == ")":
        return None  # "in Cauca (41) and Nariño (22)": a number in a list
    return next((n + 1 for n in range(position + 1, len(marked.tokens)) if marked.word(n) == ")"), None)


def _dashed(marked: Marked, position: int) -> int | None:
    """The end of an aside that a dash opens before numbers or "including", and a dash closes."""
    if not _is_dash(marked, position) or not (_number_at(marked, position + 1) or _part_at(marked, position + 1)):
        return None
    return next((n + 1 for n in range(position + 1, len(marked.tokens)) if _is_dash(marked, n)), None)


def _is_dash(marked: Marked, position: int) -> bool:
    glued = marked.tokens[position].glued and marked.word(position) == "-"
    return marked.word(position) in DASHES and not glued


def _parts(marked: Marked, position: int) -> int | None:
    """The end of ", including two women and a child" before a verb, of ", two of them women" before any comma."""
    if marked.word(position) != ",":
        return None
    number = _number_at(marked, position + 1)
    behind = number is not None and _part_at(marked, number)
    before = _part_at(marked, position + 1) and marked.word(position + 1) != "of"  # "of whom 12 were shot": a clause
    if not (behind or before):
        return None
    for comma in _commas(marked, position + 1):
        ends = not _lists_on(marked, comma + 1) if behind else _closes(marked, position + 1, comma)
        if ends or marked.word(comma) == ";":
            return comma
    return None


def _lists_on(marked: Marked, position: int) -> bool:
    """Whether a number stands here that goes on with parts: ", seven of them in Hama, three in Homs".

    People may have a verb of their own: "12 men, four of them guards, and two women were shot".
    """
    number = _number_at(marked, position)
    if number is None or _part_at(marked, number):
        return False
    if marked.at("locative", number) or marked.at("agent", number):
        return True
    verbal = ("auxiliary", "harm")
    return not any(marked.at(kind, n) for n in range(number, len(marked.tokens)) for kind in verbal)


def _commas(marked: Marked, start: int) -> Iterator[int]:
    """The commas and semicolons from here on that stand in no brackets."""
    position = start
    while position < len(marked.tokens):
        if marked.word(position) in (",", ";"):
            yield position
        position = _bracket(marked, position) or position + 1


def _closes(marked: Marked, start: int, comma: int) -> bool:
    """Whether a list of parts ends at a comma: a verb of the whole follows, or "and" behind a list that is complete."""
    following = comma + 1 + (marked.word(comma + 1) in _GOING_ON)
    if marked.at("auxiliary", following) or marked.at("harm", following):
        return True
    words = [marked.word(n) for n in range(start, comma)]
    return marked.word(comma + 1) in _GOING_ON and ("and" in words or "," not in words)


def _number_at(marked: Marked, position: int) -> int | None:
    """The end of the number whose words begin here."""
    return next((one.end for one in marked.numbers if one.hedge_start == position), None)


def _part_at(marked: Marked, position: int) -> bool:
    link = marked.at("link", position)
    return link is not None and link.entry.get("kind") == "part" and not link.entry.get("rest")
