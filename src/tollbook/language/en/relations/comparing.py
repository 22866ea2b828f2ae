"""Numbers of other times that English reports only compare with: "up from 31 in April", "against 96 in October"."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.en.relations.ties import Tie, Ties, may_count
from tollbook.language.protocol import Number
from tollbook.language.tokens import Token

COMPARED = "compared with"
"""The name of the rule."""
REACH = 6
"""Tokens between "compared" and the time that it compares with."""
_WORDS = frozenset(("compared", "versus", "vs"))
_BEFORE_NUMBERS = (
    ("against",),
    ("versus",),
    ("vs",),
    ("compared", "with"),
    ("compared", "to"),
    ("up", "from"),
    ("down", "from"),
    ("than", "the"),
    ("below", "the"),
    ("above", "the"),
)
"""Words right before the number of another time."""
_COMPARING = _WORDS.union(*_BEFORE_NUMBERS)


def compared_with(ties: Ties, index: int) -> Tie | None:
    """What a number is compared with: of the same harm, but of another time and so of other people."""
    phrase, before = ties.phrases[index], ties.found.get(index - 1)
    harm = before.harm if before else ties.earlier
    opened = _opened(ties.marked, phrase) if harm and may_count(phrase) else None
    if harm is None or opened is None:
        return None
    time = next((one[2] for one in ties.marked.times if opened <= one[0] < phrase.start), None)
    return Tie(harm, before.cue if before else (opened, phrase.start), COMPARED, time=time)


def words_comparing(marked: Marked, phrase: NounPhrase) -> tuple[int, int] | None:
    """The words that put a number among other events: those that compare with it."""
    opened = _opened(marked, phrase)
    return (opened, phrase.start) if opened is not None else None


def _opened(marked: Marked, phrase: NounPhrase) -> int | None:
    """Where the words begin that compare with this number."""
    words = [marked.word(n) for n in range(max(0, phrase.start - 2), phrase.start)]
    found = next((one for one in _BEFORE_NUMBERS if tuple(words[-len(one) :]) == one), None)
    if words[-1:] == ["when"] and any(marked.word(n) in _WORDS for n in range(phrase.start)):
        return phrase.start - 1  # "compared with May, when 51 were recorded"
    if time := _in_bracket(marked, phrase.start):
        return time
    if found is None and marked.word(phrase.start - 1) == "(" and marked.word(phrase.end) == ")":
        return _before_time(marked, phrase.start - 1)
    if found is None and marked.word(phrase.start - 1) == "and" and marked.word(phrase.number.end) == "in":
        return _before_time(marked, phrase.start - 1)  # "against 55 in April and 70 in May of last year"
    return phrase.start - len(found) if found else None


def _in_bracket(marked: Marked, start: int) -> int | None:
    """Where a bracket opens that names another time for its number: "130 (December 2014: 166)"."""
    time = next((one for one in marked.times if one[1] == start - 1), None) if marked.word(start - 1) == ":" else None
    return time[0] - 1 if time and marked.word(time[0] - 1) == "(" else None


def _before_time(marked: Marked, end: int) -> int | None:
    """Where words begin that compare with a time that ends here: "compared with March (31)"."""
    for start in range(end - 1, max(-1, end - 1 - REACH), -1):
        words = (marked.word(start), marked.word(start + 1))
        if words[:1] in _BEFORE_NUMBERS or words in _BEFORE_NUMBERS:
            return start
        if not (marked.tokens[start].is_word or marked.tokens[start].is_number) or marked.at("auxiliary", start):
            return None
    return None


def compared_time(tokens: Sequence[Token], numbers: Sequence[Number], start: int) -> bool:
    """Whether a time is only compared with: "40 fewer than in April", "compared to the first half of 2023"."""
    words = [token.word for token in tokens[max(0, start - REACH) : start]]
    if words[-2:] in (["than", "in"], ["than", "during"]):
        return True
    if _COMPARING.isdisjoint(words):
        return False
    numbered = {number.hedge_start - start + len(words) for number in numbers}
    opened = (
        n + len(one) - 1 for one in _BEFORE_NUMBERS for n in range(len(words)) if tuple(words[n : n + len(one)]) == one
    )
    behind = [n for n in opened if n + 1 in numbered]
    comparing = max([*behind, *(n for n, word in enumerate(words) if word in _WORDS)], default=None)
    return comparing is not None and "," not in words[comparing:]
