"""Verbs of saying, and where the words for a source begin and end."""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked

FIELD_WORDS = 3
"""Words behind "ministry of"."""
ARTICLES = ("the", "a", "an")
QUOTES = ('"', "“", "”", "'", "‘", "’", "«", "»")
POSSESSIVE = ("'", "'s", "s")
OF_NOUNS = (*ARTICLES, "these", "those", "their", "several", "various")
"""Words behind which no verb stands."""
CLAIMS, LIVES = ("claimed", "claims"), ("life", "lives")
CLAIM_REACH = 8
MOVES = ("raised", "revised")
"""What sources do with their own numbers, and deaths with a toll."""


def says(marked: Marked, position: int) -> bool:
    """Whether a verb of saying stands here, and no noun ("the states"); what "claimed 12 lives" says nothing."""
    tag = marked.at("said", position)
    if tag is None or marked.at("unsaid", position) or marked.word(position - 1) in OF_NOUNS:
        return False
    if marked.word(position) in MOVES and marked.word(position - 1) in ("which", "that", "this"):
        return False  # "12 more died, which raised the toll": the deaths did
    taken = any(marked.word(n) in LIVES for n in range(tag.end, tag.end + CLAIM_REACH))
    return marked.word(position) not in CLAIMS or not taken


def closes_headline(marked: Marked, start: int, end: int) -> bool:
    """Whether words stand at the end behind a colon or dash: "12 killed in blast: officials"."""
    sign = marked.word(start - 1) in (":", "–", "—") or (
        marked.word(start - 1) == "-" and not marked.tokens[start].glued
    )
    return end == len(marked.tokens) and sign


def ends_name(marked: Marked, position: int) -> bool:
    """Whether a verb stands here: in a headline or a text in capitals the case of its letter does not tell."""
    return says(marked, position) or marked.at("auxiliary", position) is not None


def opens(marked: Marked, position: int) -> bool:
    """Whether a clause or a quotation begins here."""
    return position == 0 or marked.word(position - 1) in ('"', "“", ":", ",", "-", "–", "—", ".")


def inside_quotation(marked: Marked, position: int) -> bool:
    """Whether an odd number of quotation marks stands before."""
    return sum(marked.word(n) in ('"', "“", "”") for n in range(position)) % 2 == 1


def is_capital(marked: Marked, position: int) -> bool:
    """Whether a word with a capital letter stands here."""
    return 0 <= position < len(marked.tokens) and marked.tokens[position].is_capital and marked.tokens[position].is_word


def with_field(marked: Marked, position: int) -> int:
    """The end of what a body is for: "the ministry *of health*", "the city's institute *of public health*"."""
    end = position + 1
    while marked.word(position) == "of" and end <= position + FIELD_WORDS:
        if marked.at("auxiliary", end) or says(marked, end) or not plain(marked, end):
            return end if end > position + 1 else position
        end += 1
    return position


def phrase_end(marked: Marked, position: int) -> int:
    """The next sign or verb behind a person who is described: "a member of a local relief team."."""
    while position < len(marked.tokens) and marked.tokens[position].is_word and not marked.at("auxiliary", position):
        position += 1
    return position


def plain(marked: Marked, position: int) -> bool:
    """Whether a word in small letters stands here."""
    return position < len(marked.tokens) and marked.tokens[position].is_word and not is_capital(marked, position)


def body_of(marked: Marked, position: int) -> int | None:
    """The end of what somebody leads, behind an apostrophe: "the prosecutor's office"."""
    while marked.word(position) in POSSESSIVE:
        position += 1
    tag = marked.at("sourcenoun", position)
    return tag.end if tag else None
