"""Shares of people counted before: "children made up 14", "12 came from Nyunzu", "most (88) died in Kunduz"."""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.en.relations.joining import part_link
from tollbook.language.en.relations.ties import Tie, Ties
from tollbook.language.lexicon import Tag

SHARE = "a share of them"
"""The name of the rule."""
_MAKING_UP = frozenset(
    (("accounted", "for"), ("made", "up"), ("account", "for"), ("make", "up"), ("accounting", "for"))
)
_CONSTITUTING = frozenset(("constituted", "comprised", "represented", "numbered"))
_COMING = frozenset(("came", "come", "were", "are", "hailed", "originated"))
_QUANTITIES = frozenset(
    ("most", "majority", "half", "many", "some", "few", "more", "rest", "others", "third", "quarter")
)
NEAREST = 3
"""Tokens between a bracket and the verb said of those counted in it."""


def making_up(marked: Marked, phrase: NounPhrase) -> Tag | None:
    """The people who are said to be so many: "women accounted for 18 of the dead", "children made up 22 of them"."""
    words = tuple(marked.word(n) for n in range(phrase.start - 2, phrase.start))
    verb = 2 if words in _MAKING_UP else 1 if words[1] in _CONSTITUTING else 0
    return next((tag for tag in marked.tags["person"] if verb and tag.end == phrase.start - verb), None)


def share_of_them(ties: Ties, index: int) -> Tie | None:
    """A bare number of which the words say what share of those counted before it is."""
    marked, phrase = ties.marked, ties.phrases[index]
    if not (phrase.bare or phrase.said_to_be) or part_link(marked, phrase):
        return None
    opening = phrase.start - 1
    most = marked.word(opening) == "(" and marked.word(phrase.end) == ")" and marked.word(opening - 1) in _QUANTITIES
    coming = marked.word(phrase.end) in _COMING and marked.word(phrase.end + 1) == "from"
    said_to_be = phrase.said_to_be and not marked.time_at(phrase.end)
    if not (most or coming or said_to_be or making_up(marked, phrase)):
        return None
    said = next((tag for tag in marked.tags["harm"] if most and 0 < tag.start - phrase.end <= NEAREST), None)
    whole = next((n for n in range(index - 1, -1, -1) if _may_hold(ties, n, phrase)), None)
    whole = index + 1 if _of_the_next(ties, index) else whole
    if said_to_be and (whole is None or whole > index):
        return None  # of people told of before: another rule's
    harm = harm_of(said) if said else ties.found[whole].harm if whole is not None else ties.earlier
    if harm is None or (most and said is None):
        return None
    cue = (said.start, said.end) if said else (phrase.start, phrase.end)
    return Tie(harm, cue, SHARE, part_of=whole, part_of_earlier=whole is None)


def _may_hold(ties: Ties, index: int, part: NounPhrase) -> bool:
    """Whether a number of the sentence may be that of which this one is a share."""
    found = ties.found.get(index)
    alone = found is not None and found.part_of is None and not found.part_of_earlier and found.joined_to is None
    return alone and (ties.phrases[index].number.value or 0) >= (part.number.value or 0)


def _of_the_next(ties: Ties, index: int) -> bool:
    """Whether the number of the whole follows a bracket: "accounted for 12 (24 per cent) of the 50 people killed"."""
    following = ties.phrases[index + 1].start if index + 1 in ties.found else 0
    return ties.marked.word(following - 1) in ("the", "of") and "of" in (
        ties.marked.word(following - 1),
        ties.marked.word(following - 2),
    )
