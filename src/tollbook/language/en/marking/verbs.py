"""English verbs of harm: which harm they name, and whether they are active or passive."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.language.en.marking.marks import Marked
from tollbook.language.lexicon import Tag
from tollbook.language.tokens import Token
from tollbook.records import Harm

PERFECT = frozenset(("have", "has", "had", "having"))
"""Words right before a participle that make it active, unless "been" stands between."""

_AIMED = frozenset(
    ("him", "her", "them", "us", "me", "and", "on", "by", "while", "as", "from", "in", "but", "when", "after")
)
"""Words behind "shot at" by which it is said of a target, and not of a place."""
FURTHEST_TARGET = 4
"""Words behind "at" in which the target stands: "shot at three police officers"."""
_SINGLE = frozenset(("one", "a", "the", "single", "first", "second", "last", "another", "that"))
_HEARD = frozenset(("heard", "fired", "rang", "taken", "struck", "hit"))


def _is_heard(tokens: Sequence[Token], position: int) -> bool:
    """Whether a shot is the noun: "one shot was heard", "heard one shot."."""
    following = [token.word for token in tokens[position : position + 2]]
    return not following or not tokens[position].is_word or not _HEARD.isdisjoint(following)


def missed(tokens: Sequence[Token], tag: Tag, people: Sequence[Tag]) -> bool:
    """Whether shots were aimed, which hurts nobody yet: "were shot at", "shot at two officers", "shot back"."""
    if tokens[tag.end - 1].word not in ("shot", "shooting"):
        return False
    if tag.end - tag.start == 1 and tag.start and tokens[tag.start - 1].word in _SINGLE and _is_heard(tokens, tag.end):
        return True
    following = [token.word for token in tokens[tag.end : tag.end + 2]]
    if following[:1] != ["at"]:
        return following[:1] == ["back"]
    if len(following) == 1 or not (tokens[tag.end + 1].is_word or tokens[tag.end + 1].is_number):
        return True
    target = next((one for one in people if 0 < one.start - tag.end <= FURTHEST_TARGET), None)
    owner = target is not None and target.end < len(tokens) and tokens[target.end].word == "'"
    return following[1] in _AIMED or (target is not None and not owner)


def harm_of(tag: Tag) -> Harm:
    """The harm that a tag of the harm lexicon names."""
    return Harm(tag.entry.get("harm"))


def passive(marked: Marked, tag: Tag) -> bool:
    """Whether a participle is said of those harmed: a form of "to be" shortly before, or no object behind."""
    position = tag.start - 1
    while position >= 0 and tag.start - position <= 4 and marked.at("auxiliary", position):
        if marked.at("passive", position):
            return True
        if marked.word(position) in PERFECT:
            break  # "are said to have killed five"
        position -= 1
    if position >= 0 and marked.word(position) == "," and marked.at("passive", position - 1):
        return True
    return not object_follows(marked, tag.end)


def begins_verb(marked: Marked, position: int) -> bool:
    """Whether a finite verb begins here: "were killed", "have died", "died"."""
    harm = marked.at("harm", position)
    died = harm is not None and harm.entry.get("form") == "past" and marked.word(position) != "still"
    return died or marked.at("passive", position) is not None or marked.word(position) in PERFECT


def _names_somebody(marked: Marked, position: int) -> bool:
    """Whether a name stands right behind a verb in small letters: "pulled out a gun and shot Novak"."""
    if position < 1 or position >= len(marked.tokens) or marked.tokens[position - 1].is_capital:
        return False
    word = marked.tokens[position]
    time = marked.time_at(position) or marked.at("moment", position)
    return word.is_word and word.is_capital and not time and not marked.at("locative", position)


def object_follows(marked: Marked, position: int) -> bool:
    """Whether people or a number follow the verb directly: then it is active."""
    numbered = {number.hedge_start for number in marked.numbers}
    article = marked.word(position) in ("a", "an", "the", "his", "her", "their", "another")
    if article and position not in numbered and not marked.at("moment", position + 1):
        return True
    if marked.word(position) in ("him", "them", "himself", "herself", "themselves"):
        return True
    if _names_somebody(marked, position):
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


def past_verb(marked: Marked, position: int) -> int:
    """Where circumstances begin behind counted deaths: behind "were recorded", "occurred", or right here."""
    verb = position
    while marked.at("auxiliary", verb) or marked.at("passive", verb):
        verb += 1
    past = next((n for n in (verb - 1, verb) if n >= position and marked.word(n).endswith("ed")), None)
    return position if past is None else past + 1
