"""Lists that say by what they tell people apart: "By county: Kisumu, 12; Nairobi, 9", "Per month: May 31, June 20"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tollbook.language.en.marking.marks import Marked

PLACES, TIMES, DOERS = "places", "times", "doers"
LONGEST_CUT = 8
"""Words from "by" to the sign that opens the list: "by sex and age of the victims"."""
_BY = frozenset(("by", "per", "to"))
_OPENING = frozenset((":", "by", "per", "according"))
"""One of these stands in every sentence with such a list."""
_AND = frozenset(("and", "or", "of", "the", "/", "&", "group", "groups"))
_COLON = frozenset((":",))
_SIGNS = frozenset((":", ",", "–", "—"))
_BEGINNINGS = frozenset((",", ";", ":", "(", ".", "–", "—", "-", "and"))
_PARTING = frozenset((",", ":", "–", "—", "-", "=", "("))
_LISTING = frozenset((",", ";", "and", ")", ":"))
_BREAKDOWN = frozenset(("breakdown", "distribution", "disaggregated", "broken", "figures", "numbers", "down", "totals"))


@dataclass(frozen=True, slots=True)
class Cut:
    """By what a list tells people apart; token positions: where the words for it begin, and the list behind them."""

    by: str
    start: int
    opening: int


def cut_named(marked: Marked, start: int, end: int) -> str | None:
    """By what the words of a title or of the head of a column tell people apart; the first thing counts."""
    for tag in marked.tags["cut"]:
        if start <= tag.start < end:
            behind = any(marked.word(n) in _BY for n in range(max(start, tag.start - LONGEST_CUT), tag.start))
            if behind or tag.start == start:
                return str(tag.entry.get("by"))
    return None


def cuts(marked: Marked) -> Iterator[Cut]:
    """The lists of a sentence that such words open, with the sign behind them."""
    if not marked.tags["cut"] or not marked.holds(_OPENING):
        return
    for tag in marked.tags["cut"]:
        if tag.start == 0 and tag.entry.get("by") == DOERS:
            colon = next((n for n in range(len(marked.tokens)) if marked.word(n) == ":"), None)
            if colon is not None:
                yield Cut(DOERS, 0, colon + 1)  # "Responsibility for these deaths: army 12, rebels nine"
        by = next(
            (n for n in range(tag.start - 1, max(-1, tag.start - LONGEST_CUT), -1) if marked.word(n) in _BY), None
        )
        sign = tag.end
        while marked.tokens[sign : sign + 1] and (_goes_on(marked, sign) or marked.word(sign) == "("):
            sign = _past_bracket(marked, sign) if marked.word(sign) == "(" else sign + 1
        if by is not None and marked.word(sign) in _signs_behind(marked, by):
            yield Cut(str(tag.entry.get("by")), by, sign + 1)


def _past_bracket(marked: Marked, opening: int) -> int:
    """Behind the bracket that opens here: "by sex (September 2014):"."""
    return next((n + 1 for n in range(opening, len(marked.tokens)) if marked.word(n) == ")"), len(marked.tokens))


def _goes_on(marked: Marked, position: int) -> bool:
    """Whether the words that name a cut go on: "by sex and age of the victims"."""
    kinds = ("cut", "person", "harm")
    timed = marked.time_at(position) or marked.time_at(position + 1)  # "by actor in 1996:"
    said = marked.tokens[position].is_word or marked.tokens[position].is_number
    return (
        bool(timed and said) or marked.word(position) in _AND or any(marked.covering(kind, position) for kind in kinds)
    )


def _signs_behind(marked: Marked, by: int) -> frozenset[str]:
    """The signs that open the list behind "by": a comma only where "by" begins a clause."""
    according = marked.word(by) == "to" and marked.word(by - 1) == "according"
    before = marked.word(by - 1 - according)
    if marked.word(by) == "to" and not according:
        return frozenset()
    if before == "" or before in _BEGINNINGS:
        return _SIGNS
    return _COLON if before in _BREAKDOWN or marked.covering("harm", by - 1) else frozenset()


def cut_before(marked: Marked, position: int) -> Cut | None:
    """The list in which a number stands, if words before it say by what it tells people apart."""
    found = [cut for cut in cuts(marked) if cut.opening <= position] if marked.tags["cut"] else []
    return found[-1] if found else None


def label_in_cut(marked: Marked, cut: Cut, number: int) -> tuple[int, int] | None:
    """The words that name an entry of such a list, before its number: "Kisumu, 12", "January 12", "Nampula (13)"."""
    end = number - (marked.word(number - 1) in _PARTING)
    start = end
    while start > cut.opening and _in_label(marked, start - 1):
        start -= 1
    opens = start == cut.opening or marked.word(start - 1) in _LISTING
    return (start, end) if cut.opening <= start < end and opens else None


def _in_label(marked: Marked, position: int) -> bool:
    token = marked.tokens[position]
    if token.word in _LISTING:
        return False
    return token.is_word or token.word in ("-", "'", "/", ".") or marked.time_at(position) is not None
