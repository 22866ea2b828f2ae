"""A sentence with everything marked that the grammar looks at: numbers, phrases of each kind, and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Number, TimeExpression
from tollbook.language.tokens import Token
from tollbook.records import Span

_NONE: dict[int, Tag] = {}


@dataclass(frozen=True, slots=True)
class Marked:
    """Tokens of one sentence and what was found in them, by kind; positions are token positions, end exclusive."""

    tokens: Sequence[Token]
    numbers: Sequence[Number]
    times: Sequence[tuple[int, int, TimeExpression]]
    tags: Mapping[str, Sequence[Tag]]
    starts: Mapping[str, Mapping[int, Tag]]
    covers: Mapping[str, Mapping[int, Tag]]

    @classmethod
    def of(
        cls,
        tokens: Sequence[Token],
        numbers: Sequence[Number],
        times: Sequence[tuple[int, int, TimeExpression]],
        tags: Mapping[str, Sequence[Tag]],
    ) -> Marked:
        """A marked sentence; of phrases of one kind in the same place the first counts."""
        starts: dict[str, dict[int, Tag]] = {}
        covers: dict[str, dict[int, Tag]] = {}
        for kind, entries in tags.items():
            if entries:
                starts[kind] = {tag.start: tag for tag in reversed(entries)}
                covers[kind] = {n: tag for tag in reversed(entries) for n in range(tag.start, tag.end)}
            else:
                starts[kind] = covers[kind] = _NONE
        return cls(tokens, numbers, times, tags, starts, covers)

    def at(self, kind: str, position: int) -> Tag | None:
        """The phrase of a kind that begins here."""
        return self.starts[kind].get(position)

    def word(self, position: int) -> str:
        """The folded word here; empty beyond either end."""
        return self.tokens[position].word if 0 <= position < len(self.tokens) else ""

    def span(self, start: int, end: int) -> Span:
        """The stretch of text of some tokens."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def covering(self, kind: str, position: int) -> Tag | None:
        """The phrase of a kind that this token lies in."""
        return self.covers[kind].get(position)

    def time_at(self, position: int) -> tuple[int, int, TimeExpression] | None:
        """The time that this token lies in."""
        return next((time for time in self.times if time[0] <= position < time[1]), None)

    def optional_span(self, positions: tuple[int, int] | None) -> Span | None:
        """The stretch of text of token positions; None stays None."""
        return self.span(*positions) if positions else None
