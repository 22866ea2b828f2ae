"""Lines that are no sentences: titles, rows of tables, entries of lists; their cells, bullets and labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tollbook.language.en.marking.marks import Marked
from tollbook.language.tokens import BAR

BULLETS = frozenset(("•", "-", "–", "—", "*", "·", "▪", "‣", "●", "◦", "o", "+", "§"))
PARTING = frozenset((":", "–", "—", "-", "=", "(", BAR))
"""Signs between the label of an entry and its number."""
TOTALS = frozenset(("total", "totals", "all", "overall", "sum", "subtotal"))
RESTS = frozenset(
    ("elsewhere", "other", "others", "unknown", "unspecified", "unidentified", "unclear", "undetermined", "rest")
)
"""Words that begin the label of those whom no other entry names."""
LONGEST_LABEL = 8
"""Words in a label or a heading; longer lines are sentences."""
LONGEST_LETTER = 3
"""Signs of the letter or number of a line: "iii"."""
_SUMMED = ("harm", "person", "cut")
"""What a total may be said to be of: "all deaths", "both districts"."""
_WHOLLY = frozenset(("total", "totals", "overall", "sum", "grand", "number", "of", "all", "both", "the"))


def cells(marked: Marked) -> Sequence[tuple[int, int]]:
    """The stretches of tokens between bars, without those outside of bars that frame the row: "| Homs | 12 |"."""
    bars = [n for n, token in enumerate(marked.tokens) if token.word == BAR]
    found = [(start + 1, end) for start, end in pairwise((-1, *bars, len(marked.tokens)))]
    framed = len(found) > 2 and all(start == end for start, end in (found[0], found[-1]))
    return found[1:-1] if framed else found


def first_word(marked: Marked) -> int:
    """Where a line begins behind its bullet, or behind the bar that frames it."""
    return next((n for n, token in enumerate(marked.tokens) if token.word not in BULLETS and token.word != BAR), 0)


def past_bullet(marked: Marked) -> int:
    """Where a line begins behind its bullet or its letter: "• ", "a) ", "(ii) ", "1. "."""
    position = first_word(marked)
    bracket = marked.word(position) == "("
    letter = position + bracket
    short = len(marked.word(letter)) <= LONGEST_LETTER
    return letter + 2 if short and marked.word(letter + 1) in ((")",) if bracket else (")", ".")) else position


def label_before(marked: Marked, number: int) -> tuple[int, int]:
    """The words of a line before its first number, without the sign that parts them; empty where there are none."""
    start, end = past_bullet(marked), number
    while end > start and not (marked.tokens[end - 1].is_word or marked.tokens[end - 1].is_number):
        end -= 1
    return start, max(start, end)


def is_item(marked: Marked) -> bool:
    """Whether a line is an item of a list, whatever it says: the list goes on behind it."""
    return marked.word(0) in BULLETS


def is_rule(marked: Marked) -> bool:
    """Whether a line is only drawn: "|---|---|"."""
    return not any(token.is_word or token.is_number for token in marked.tokens)


def is_total(marked: Marked, row: bool = False) -> bool:
    """Whether a line sums up those above it: "Total: 42 killed"; in a ``row`` without a colon too: "All deaths 31"."""
    first = first_word(marked)
    if marked.word(first) not in TOTALS and marked.word(first + 1) not in TOTALS:
        return False
    end = first
    while marked.word(end) in _WHOLLY or (end > first and any(marked.at(kind, end) for kind in _SUMMED)):
        end += 1
    numbered = any(number.hedge_start == end for number in marked.numbers)
    return marked.word(end) == ":" or (row and (numbered or marked.word(end) in PARTING))
