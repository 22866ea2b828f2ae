"""Cutting a text at the ends of spans, so that overlapping highlights become well-formed markup."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tollbook.records import Span, TollbookError


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same spans cover from its first to its last character.

    ``covering`` and ``ending`` are positions in the list of spans: those that cover it, the longest first,
    and those that end with it.
    """

    text: str
    covering: tuple[int, ...]
    ending: tuple[int, ...]


def segments(text: str, spans: Sequence[Span]) -> tuple[Segment, ...]:
    """The text, cut wherever a span starts or ends; the texts of the segments put together are the text.

    TollbookError for a span that is empty or reaches beyond the text.

    >>> [(s.text, s.covering) for s in segments("abcd", [Span(0, 3), Span(1, 4)])]
    [('a', (0,)), ('bc', (0, 1)), ('d', (1,))]
    """
    starting, ending = defaultdict(list), defaultdict(list)
    for position, span in enumerate(spans):
        if not 0 <= span.start < span.end <= len(text):
            what = f"a span from {span.start} to {span.end} in a text of {len(text)} characters"
            raise TollbookError(what, "page", "extract the report again")
        starting[span.start].append(position)
        ending[span.end].append(position)

    def longest_first(position: int) -> tuple[int, int]:
        return spans[position].start - spans[position].end, position

    cuts = sorted({0, len(text), *starting, *ending})
    found: list[Segment] = []
    active: set[int] = set()
    for start, end in pairwise(cuts):
        active = (active | set(starting[start])) - set(ending[start])
        covering = tuple(sorted(active, key=longest_first))
        found.append(Segment(text[start:end], covering, tuple(ending[end])))
    return tuple(found)
