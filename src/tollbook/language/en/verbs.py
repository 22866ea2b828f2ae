"""English verbs of harm: active or passive, who did it, and who it was done to."""

from __future__ import annotations

from tollbook.language.en.marks import Marked
from tollbook.language.lexicon import Tag
from tollbook.records import Harm

SUBJECT_REACH = 10
"""Tokens of a subject before its verb."""
AGENT_REACH = 14
"""Tokens between a verb and the "by" of the one who did it."""


def harm_of(tag: Tag) -> Harm:
    """The harm that a tag of the harm lexicon names."""
    return Harm(tag.entry.get("harm"))


def passive(marked: Marked, tag: Tag) -> bool:
    """Whether a participle is said of those harmed: a form of "to be" shortly before, or no object behind."""
    position = tag.start - 1
    while position >= 0 and tag.start - position <= 4 and marked.at("auxiliary", position):
        if marked.at("passive", position):
            return True
        position -= 1
    if position >= 0 and marked.word(position) == "," and marked.at("passive", position - 1):
        return True
    return not object_follows(marked, tag.end)


def object_follows(marked: Marked, position: int) -> bool:
    """Whether people or a number follow the verb directly: then it is active."""
    numbered = {number.hedge_start for number in marked.numbers}
    article = marked.word(position) in ("a", "an", "the", "his", "her", "their")
    if article and position not in numbered and not marked.at("moment", position + 1):
        return True
    while marked.at("determiner", position) and marked.word(position) not in ("to", "at", "as", "of", "up"):
        if position in numbered:
            return True
        position += 1
    return (
        position in numbered
        or any(number.start == position for number in marked.numbers)
        or bool(marked.at("person", position))
    )


def subject(marked: Marked, tag: Tag) -> tuple[int, int] | None:
    """The tokens of a subject before an active verb, None where it is an event or a pronoun and no one."""
    end = tag.start
    while end > 0 and (marked.at("auxiliary", end - 1) or marked.word(end - 1) == ","):
        end -= 1
    start = end
    while start > 0 and end - start < SUBJECT_REACH and not _subject_stops(marked, start - 1):
        start -= 1
    while start < end and marked.word(start) in ("the", "that", "and", "a", "an", '"', "“", "said", "how"):
        start += 1
    people = any(marked.covering(kind, n) for kind in ("person", "force", "party") for n in range(start, end))
    return (start, end) if start < end and people and not marked.at("cause", end - 1) else None


def by_agent(marked: Marked, position: int, limit: int | None = None) -> tuple[int, int] | None:
    """The tokens behind "by" after a verb: who did it."""
    last = min(len(marked.tokens), position + AGENT_REACH, limit if limit is not None else len(marked.tokens))
    for start in range(position, last):
        if marked.word(start) in (";", ".") or marked.at("harm", start):
            return None
        opened = marked.at("agent", start)
        if opened and not marked.time_at(start + 1):
            return _party(marked, opened.end)
    return None


def _party(marked: Marked, start: int) -> tuple[int, int] | None:
    while marked.word(start) in ("the", "a", "an"):
        start += 1
    end = start
    while end < len(marked.tokens) and end - start < SUBJECT_REACH and not _subject_stops(marked, end):
        if marked.word(end) in ("in", "on", "since", "during", "at") or (
            marked.word(end) == "and" and not _people_at(marked, end + 1)
        ):
            break
        end += 1
    people = any(marked.covering(kind, n) for kind in ("person", "force", "party") for n in range(start, end))
    return (start, end) if people else None


def _people_at(marked: Marked, position: int) -> bool:
    """Whether the next words name people or a body, and do not count them."""
    return any(
        marked.covering(kind, n)
        for kind in ("person", "force", "party")
        for n in range(position, min(position + 3, len(marked.tokens)))
    )


def _subject_stops(marked: Marked, position: int) -> bool:
    token = marked.tokens[position]
    if marked.time_at(position) or any(number.start <= position < number.end for number in marked.numbers):
        return True
    if not token.is_word:
        return token.word not in ("-", "'", "’", "'s")
    return bool(
        marked.at("boundary", position)
        or marked.at("said", position)
        or marked.at("harm", position)
        or token.word in ("that", "whom", "which", "were", "was")
    )
