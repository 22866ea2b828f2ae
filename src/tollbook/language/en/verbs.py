"""English verbs of harm: which harm they name, and whether they are active or passive."""

from __future__ import annotations

from tollbook.language.en.marks import Marked
from tollbook.language.lexicon import Tag
from tollbook.records import Harm


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
    article = marked.word(position) in ("a", "an", "the", "his", "her", "their", "another")
    if article and position not in numbered and not marked.at("moment", position + 1):
        return True
    if marked.word(position) in ("him", "them", "himself", "herself", "themselves"):
        return True
    while marked.at("determiner", position):
        if position in numbered:
            return True
        position += 1
    return (
        position in numbered
        or any(number.start == position for number in marked.numbers)
        or bool(marked.at("person", position))
    )
