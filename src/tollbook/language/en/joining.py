"""What joins and parts the numbers of one English sentence: lists, semicolons, and words such as "including"."""

from __future__ import annotations

from tollbook.language.en.marks import Marked
from tollbook.language.en.phrases import NounPhrase
from tollbook.language.lexicon import Tag


def joins(marked: Marked, first: NounPhrase, second: NounPhrase, behind: int = 0) -> bool:
    """Whether nothing but joining words and places stands between two phrases.

    ``behind`` is the end of what is said of the first.
    """
    position = max(first.reach, behind) if behind <= second.start else first.reach
    while position < second.start:
        named = marked.covering("name", position) or (
            marked.tokens[position].is_capital and marked.tokens[position].is_word
        )
        if not (named or marked.at("joining", position) or marked.at("placing", position)):
            return False
        position += 1
    return True


def separated(marked: Marked, first: NounPhrase, second: NounPhrase) -> bool:
    """Whether a semicolon parts two numbers of a list: the second begins an entry of its own."""
    return any(marked.word(n) == ";" for n in range(first.end, second.start))


def side_by_side(marked: Marked, first: NounPhrase, second: NounPhrase) -> bool:
    """Whether nothing but "and" stands between two numbers: "28 women and nine children among them"."""
    return second.start - first.end == 1 and marked.word(first.end) == "and"


def part_link(marked: Marked, phrase: NounPhrase) -> Tag | None:
    """The words that make a phrase a part: right before it, right behind its number, or right behind the phrase."""
    parts = [tag for tag in marked.tags["link"] if tag.entry.get("kind") == "part"]
    for tag in parts:
        gap = range(tag.end, phrase.start)
        before = (
            tag.end <= phrase.start
            and len(gap) <= 2
            and all(marked.at("determiner", n) or marked.word(n) in (",", "were", "are", "was", "is") for n in gap)
        )
        if before or tag.start == phrase.number.end or 0 <= tag.start - phrase.end <= 0:
            return tag
    return None


def list_link(marked: Marked, phrase: NounPhrase) -> Tag | None:
    """The words before a phrase that open a list of parts: "by province", "broken down as"."""
    return next(
        (tag for tag in marked.tags["link"] if tag.entry.get("kind") == "list" and tag.end <= phrase.start), None
    )
