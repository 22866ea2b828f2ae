"""Who may act, as a sentence names them: people, bodies and sides, with what says to whom they belong."""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked
from tollbook.language.lexicon import Tag

SUBJECT_REACH = 10
"""Tokens of a subject or an agent, and of the way from a tally to its number."""
PEOPLE = ("person", "force", "party", "doer", "machine")
OPENERS = frozenset(
    ("•", "*", "-", "and", "that", "but", "how", "then", '"', "“", "”", "the", "a", "an", "its", "their")
)
_NAMED_BEHIND = frozenset(("group", "movement", "militia", "faction", "front", "alliance", "gang", "organisation"))
"""Nouns that a name follows: "the Islamist group Shabaka"."""
RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
_LINKERS = frozenset(
    (
        "of",
        "loyal",
        "allied",
        "linked",
        "aligned",
        "affiliated",
        "belonging",
        "close",
        "tied",
        "connected",
        "from",
        "on",
    )
)
_LINKED_BY = frozenset(("to", "with"))
_NOBODY = frozenset(("no", "neither", "nobody", "none"))
SIGNS = frozenset(("-", "'", '"', "“", "”"))
PLACED = frozenset(("in", "on", "since", "during", "at", "near", "after", "before", "for", "over"))


def people_phrase(marked: Marked, start: int, limit: int) -> tuple[int, int] | None:
    """The people or body named right here, with what says to whom they belong: "forces loyal to the old government"."""
    while start < limit and marked.word(start) in OPENERS:
        start += 1
    if marked.at("link", start) or marked.word(start) in _NOBODY:
        return None
    position = start
    while position < limit and position - start < SUBJECT_REACH:
        tag = people_at(marked, position)
        if tag and tag.kind == "machine" and marked.at("cause", tag.end):
            return None  # "artillery fire"
        if tag and marked.word(tag.end) != "-":
            return start, _past_modifiers(marked, tag.end, limit)
        if ends_people(marked, position) or (position > start and marked.word(position).endswith("ing")):
            return None
        position += 1
    return None


def people_at(marked: Marked, position: int) -> Tag | None:
    """The noun for people or a body that begins here."""
    return next((tag for kind in PEOPLE if (tag := marked.at(kind, position))), None)


def ends_people(marked: Marked, position: int) -> bool:
    """Whether no noun of people can still follow here as the head of the phrase."""
    token = marked.tokens[position]
    if not (token.is_word or token.is_number):
        return token.word not in SIGNS
    return bool(
        token.word in PLACED
        or token.word in ("of", "from", "on")
        or token.word in _LINKED_BY
        or token.word in RELATIVES
        or token.word in ("by", "and", "or", "not")
        or (marked.at("cause", position) and not marked.covering("deed", position))
        or marked.at("auxiliary", position)
        or marked.at("boundary", position)
        or marked.at("said", position)
        or marked.at("harm", position)
        or marked.time_at(position)
    )


def _past_modifiers(marked: Marked, position: int, limit: int) -> int:
    """The end of what belongs to the people: nouns in a row, "of the …", "loyal to …", "and their allies"."""
    end = position
    while end < limit and (tag := people_at(marked, end)):
        end = tag.end
    if marked.word(end - 1) in _NAMED_BEHIND:
        while end < limit and in_name(marked, end, position):
            end += 1
    if marked.word(end) == "'" and marked.word(end + 1) == "s" and (owned := _noun_behind(marked, end + 2, limit)):
        return _past_modifiers(marked, owned, limit)
    linked = end
    while linked < limit and (marked.word(linked) in _LINKERS or (linked > end and marked.word(linked) in _LINKED_BY)):
        linked += 1
    if linked > end and (noun := _noun_behind(marked, linked, limit)):
        return _past_modifiers(marked, noun, limit)
    joins = marked.word(end) in ("and", "or", "/")
    others = people_phrase(marked, end + 1, min(limit, end + 5)) if joins else None
    if others and not any(number.start in range(end, others[1]) for number in marked.numbers):
        return _past_modifiers(marked, others[1], limit)
    return end


def _noun_behind(marked: Marked, position: int, limit: int) -> int | None:
    """The end of the name or known noun that follows, articles and adjectives skipped."""
    for start in range(position, min(position + 5, limit)):
        if marked.time_at(start) or marked.at("attack", start) or marked.at("harm", start):
            return None
        end = start
        while end < limit and (marked.tokens[end].is_capital or (end > start and marked.word(end) in ("-", "al"))):
            end += 1
        known = next((tag for kind in (*PEOPLE, "group", "name", "side") if (tag := marked.at(kind, start))), None)
        end = max(end, known.end if known else 0)
        end += end > start and marked.at("side", end) is not None
        if end > start:
            return end
        if ends_people(marked, start):
            return None
    return None


def named(marked: Marked, position: int) -> tuple[int, int] | None:
    """A capitalised name that stands alone behind "by": "by Boko Haram in …"."""
    while marked.word(position) in ("the", "a", "an"):
        position += 1
    end = position
    while end < len(marked.tokens) and end - position < SUBJECT_REACH and in_name(marked, end, position):
        end += 1
    alone = end == len(marked.tokens) or not marked.tokens[end].is_word or ends_people(marked, end)
    return (position, end) if end > position and alone and not marked.at("cause", end) else None


def in_name(marked: Marked, position: int, first: int) -> bool:
    """Whether the token here may belong to a name that began at ``first``."""
    token = marked.tokens[position]
    return (token.is_word and token.is_capital and not marked.time_at(position)) or (
        token.word == "-" and position > first
    )
