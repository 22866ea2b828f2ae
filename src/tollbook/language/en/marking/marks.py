"""A sentence with everything marked that the grammar looks at: numbers, phrases of each kind, and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
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
    covers: dict[str, Mapping[int, Tag]]
    words: Mapping[int, str]
    spelled: Set[str]
    timed: Mapping[int, tuple[int, int, TimeExpression]]
    asides: Sequence[tuple[int, int]] = ()

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
        covers: dict[str, Mapping[int, Tag]] = {}
        for kind, entries in tags.items():
            if entries:
                starts[kind] = {tag.start: tag for tag in reversed(entries)}
            else:
                starts[kind] = covers[kind] = _NONE
        words = {n: token.word for n, token in enumerate(tokens)}
        timed = {n: time for time in reversed(times) for n in range(time[0], time[1])}
        return cls(tokens, numbers, times, tags, starts, covers, words, frozenset(words.values()), timed)

    def at(self, kind: str, position: int) -> Tag | None:
        """The phrase of a kind that begins here."""
        return self.starts[kind].get(position)

    def word(self, position: int) -> str:
        """The folded word here; empty beyond either end."""
        return self.words.get(position, "")

    def holds(self, words: Set[str]) -> bool:
        """Whether any of these words stands in the sentence."""
        return not self.spelled.isdisjoint(words)

    def span(self, start: int, end: int) -> Span:
        """The stretch of text of some tokens."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def covering(self, kind: str, position: int) -> Tag | None:
        """The phrase of a kind that this token lies in."""
        if kind not in self.covers:  # found when first asked for: of most kinds nobody asks
            tags = reversed(self.tags[kind])
            self.covers[kind] = {n: tag for tag in tags for n in range(tag.start, tag.end)}
        return self.covers[kind].get(position)

    def time_at(self, position: int) -> tuple[int, int, TimeExpression] | None:
        """The time that this token lies in."""
        return self.timed.get(position)

    def optional_span(self, positions: tuple[int, int] | None) -> Span | None:
        """The stretch of text of token positions; None stays None."""
        return self.span(*positions) if positions else None
