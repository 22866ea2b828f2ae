"""Lines of a text that end where the page ended and not where a sentence does: wrapped prose."""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

NARROWEST, WIDEST = 50, 100
"""Characters in the lines of wrapped prose. Shorter ones are headings or lists, longer ones whole paragraphs."""
SHARE = 6
"""One line in so many must plainly go on for a text to be wrapped prose."""
FULL = 0.6
"""The part of the line width from which on a line is full: short lines end for a reason."""
OPENING = frozenset("\"'“‘«([$€£")


def full_line(text: str, small: Set[str]) -> float:
    """The length from which on a line of this text goes on in the next; infinite if the text is no wrapped prose.

    A text is wrapped if lines of one width break off before lower case or behind a small word such as "the".
    """
    lines = [line.strip() for line in text.splitlines()] if "\n" in text or "\r" in text else []
    width = max(map(len, lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return float("inf")
    breaks = [(line, below) for line, below in pairwise(lines) if line and below]
    going_on = sum(below[0].islower() or _last_word(line) in small for line, below in breaks)
    return FULL * width if going_on and SHARE * going_on >= len(breaks) else float("inf")


def begins_within(follower: str) -> bool:
    """Whether a line that begins with this sign may go on a sentence: no bullet, dash or bar."""
    return follower.isalnum() or follower in OPENING


def _last_word(line: str) -> str:
    return line.rsplit(maxsplit=1)[-1].lower()
