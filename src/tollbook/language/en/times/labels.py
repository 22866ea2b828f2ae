"""Months and years that name a row, a column or a list without a word before them: "2019 | 2020", "June: 14"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tollbook.language.en.times.dates import Found
from tollbook.language.protocol import TimeExpression
from tollbook.language.tokens import BAR, Token

LONGEST_TITLE = 24
"""Tokens of a title that may end with a year."""
BULLETED = 3
"""Tokens before the label of a line: "(1) "."""
_OPENING = frozenset((BAR, ",", ";", ":", "(", "and", "•", "-", "–", "—", "*", ")", "."))
_PARTING = frozenset((BAR, ":", "–", "—", "-", "=", "("))
_ENDS = frozenset((":", ")", "]"))

Label = Callable[[Token], TimeExpression | None]


def with_labels(
    tokens: Sequence[Token], times: Sequence[Found], label: Label, by_time: bool, first: bool = True
) -> list[Found]:
    """The times of a line, with those that stand for themselves.

    ``by_time``: its list tells people apart by time; ``first``: the first cell of a row may name it.

    >>> # by month: in "January 12, February 9" the numbers are no days
    """
    found = dict(_labels(tokens, label, by_time, first))
    if not found:
        return list(times)
    told = {n for n, time in found.items() if any(_longer(one, n) for one in times) and not by_time}
    own = [(n, n + 1, time) for n, time in found.items() if n not in told]
    kept = [one for one in times if not any(one[0] <= n < one[1] for n, _, _ in own)]
    return sorted([*kept, *own], key=lambda one: one[0])


def _longer(time: Found, position: int) -> bool:
    """Whether a month or year belongs to a longer time: "3 June", "June 2019"."""
    return time[0] <= position < time[1]


def _labels(tokens: Sequence[Token], label: Label, by_time: bool, first: bool) -> Iterator[tuple[int, TimeExpression]]:
    cells = any(token.word == BAR for token in tokens)
    title = len(tokens) <= LONGEST_TITLE and tokens[-1].word not in (".", "?", "!")
    if not (cells or by_time or title):
        return
    for n, token in enumerate(tokens):
        before, behind = tokens[n - 1].word if n else "", tokens[n + 1].word if n + 1 < len(tokens) else ""
        opens = not before or before in _OPENING
        if not opens or not (token.is_number or token.is_capital) or (time := label(token)) is None:
            continue
        numbered = n + 1 < len(tokens) and tokens[n + 1].is_number
        row = first and (n == 0 or (n == 1 and before == BAR))
        in_cell = cells and before in (BAR, "") and behind in (BAR, "") and (row or _is_head(tokens, label))
        in_list = by_time and (behind in _PARTING or behind == "," or numbered)
        dated = not token.is_number or (behind == ":" and tokens[n + 2 : n + 3] and tokens[n + 2].is_number)
        opening = n < BULLETED and behind in _PARTING and dated
        last = title and token.is_number and before in (",", "(") and (not behind or behind in _ENDS)
        if in_cell or in_list or opening or last:
            yield n, time


def _is_head(tokens: Sequence[Token], label: Label) -> bool:
    """Whether all numbers of a row may be years, as in the head of a table."""
    return all(label(token) for token in tokens if token.is_number)
