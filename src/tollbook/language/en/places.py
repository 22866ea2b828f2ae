"""Names of places in an English sentence, as printed; whether they exist is looked up by extraction."""

from __future__ import annotations

from tollbook.language.en.marks import Marked
from tollbook.language.protocol import PlaceMention

LONGEST = 4
"""Words in the longest name of a place that is read without a case's own list."""


def place_mentions(marked: Marked) -> tuple[PlaceMention, ...]:
    """Places of the case, and capitalised names behind "in", "near" and the like or beside such a name."""
    found: list[PlaceMention] = []
    position, listed = 0, False
    while position < len(marked.tokens):
        address = marked.at("address", position)
        if address:
            position = _past_name(marked, address.end)
            continue
        known = marked.at("place", position)
        if known:
            end, certain = _with_noun(marked, known.start, known.end)
            found.append(_mention(marked, known.start, known.end, certain, found))
            position, listed = end, True
            continue
        if listed or _located(marked, position):
            named = _capitalised(marked, position)
            if named and not marked.at("source", position) and not marked.at("group", position):
                behind, certain = _with_noun(marked, position, named)
                found.append(_mention(marked, position, named, certain, found))
                position, listed = behind, True
                continue
        listed = listed and (marked.word(position) in (",", "and", "the", "'s", "'", "s", "or"))
        position += 1
    return tuple(found)


def _past_name(marked: Marked, position: int) -> int:
    """The position behind the name that follows, with its articles and adjectives."""
    while position < len(marked.tokens) and not marked.tokens[position].is_capital and marked.tokens[position].is_word:
        position += 1
    return _capitalised(marked, position) or position


def _mention(marked: Marked, start: int, end: int, certain: bool, before: list[PlaceMention]) -> PlaceMention:
    span = marked.span(start, end)
    name = " ".join(_printed(marked, n) for n in range(start, end)).replace(" - ", "-").replace("- ", "-")
    owner = marked.word(start - 1) in ("s", "'s") and before and before[-1].span.end <= span.start
    return PlaceMention(
        span,
        name,
        before[-1].name if owner and before[-1].span.end >= marked.tokens[max(0, start - 3)].start else None,
        certain,
    )


def _printed(marked: Marked, position: int) -> str:
    token = marked.tokens[position]
    return token.word.capitalize() if token.is_capital else token.word


def _located(marked: Marked, position: int) -> bool:
    """Whether a word of place stands right before, with at most an article, a noun or a direction between."""
    before = position - 1
    while before >= 0 and (
        marked.at("placenoun", before)
        or marked.word(before) in ("the", "of", "northern", "southern", "eastern", "western", "central", "nearby")
    ):
        before -= 1
        if marked.at("placenoun", before + 1):
            return True
    return (
        before >= 0 and marked.at("locative", before) is not None and marked.word(before) not in ("of", "from", "on")
    ) or (marked.word(before) == "of" and before != position - 1)


def _capitalised(marked: Marked, position: int) -> int | None:
    end = position
    while end < len(marked.tokens) and end - position < LONGEST:
        token = marked.tokens[end]
        hyphen = token.word == "-" and token.glued and end > position
        if not ((token.is_capital and token.is_word) or hyphen) or marked.time_at(end) or marked.at("source", end):
            break
        end += 1
    return end if end > position and marked.word(end - 1) != "-" else None


def _with_noun(marked: Marked, start: int, end: int) -> tuple[int, bool]:
    """Whether a noun of place belongs to the name: "Latakia province", "the village of Sanobar"; and where it ends."""
    if marked.at("placenoun", end):
        return end + 1, True
    return end, marked.word(start - 1) == "of" and marked.at("placenoun", start - 2) is not None
