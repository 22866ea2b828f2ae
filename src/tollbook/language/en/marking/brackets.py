"""Numbers that English reports print in brackets: "(13) people, (4) of them children", "1,206 (1,188) dead"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tollbook.language.protocol import Number, Passed
from tollbook.language.tokens import Token
from tollbook.records import Span

SECOND = "in brackets behind a number: said again, or of another time"
"""Why a number is passed over that stands in brackets behind another one."""
_NOT_COUNTED = frozenset(
    (
        "and",
        "or",
        "in",
        "at",
        "on",
        "was",
        "were",
        "are",
        "is",
        "while",
        "from",
        "by",
        "to",
        "with",
        "had",
        "have",
        "has",
    )
)
"""Words behind a bracket that begin no noun: "women (12) and children (nine)" count the nouns before the brackets."""
_BEFORE_COUNTS = frozenset(
    ("of", "and", "the", "with", "to", "by", "another", "further", "a", "are", "were", "additional")
)
_TIMES = frozenset(("earlier", "before", "previously", "ago", "yesterday"))
LONGEST = 5
"""Words of a bracket behind a number that hold another one: "(1,188 a day earlier)"."""

Opened = tuple[tuple[Token, ...], list[Passed]]


def opened(tokens: tuple[Token, ...], numbers_of: Callable[[Sequence[Token]], Sequence[Number]]) -> Opened:
    """The tokens without the brackets that stand around a count; without those that repeat the number before them.

    >>> # "killed (13) people" reads as "killed 13 people", "five (5) men" as "five men"
    """
    if "(" not in [token.word for token in tokens]:
        return tokens, []
    numbers, gone, passed = numbers_of(tokens), set[int](), list[Passed]()
    ends, begun = {number.end for number in numbers}, {number.hedge_start for number in numbers}
    for number in numbers:
        opening, closing = number.start - 1, number.end
        if opening < 0 or tokens[opening].word != "(":
            continue
        if opening in ends and (end := _closing(tokens, number)):
            gone.update(range(opening, end + 1))
            passed.append(Passed(Span(tokens[number.start].start, tokens[number.end - 1].end), SECOND))
        elif (
            opening not in ends
            and closing + 1 not in begun
            and tokens[closing : closing + 1]
            and tokens[closing].word == ")"
        ):
            gone.update((opening, closing) if _counts(tokens, opening, closing) else ())
    if not gone:
        return tokens, passed
    kept = ((n, token) for n, token in enumerate(tokens) if n not in gone)
    return tuple(replace(token, glued=False) if n - 1 in gone else token for n, token in kept), passed


def _closing(tokens: Sequence[Token], number: Number) -> int | None:
    """Where a bracket closes that holds this number alone or with a time before."""
    for position in range(number.end, min(number.end + LONGEST, len(tokens))):
        if tokens[position].word == ")":
            words = {token.word for token in tokens[number.end : position]}
            return position if not words or words & _TIMES else None
    return None


def _counts(tokens: Sequence[Token], opening: int, closing: int) -> bool:
    """Whether the number between the brackets counts what stands behind them."""
    behind = tokens[closing + 1 : closing + 2]
    if not behind or not behind[0].is_word or behind[0].is_capital:
        return False
    if opening == 0 or not tokens[opening - 1].is_word or tokens[opening - 1].word in _BEFORE_COUNTS:
        return True
    return not tokens[opening - 1].is_capital and behind[0].word not in _NOT_COUNTED
