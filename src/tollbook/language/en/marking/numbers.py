"""English numbers: digits, words, dozens, ranges, hedges, and vague words, each as printed."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tollbook.language.lexicon import Entry, PhraseIndex, PhraseIndexes, Tag, phrases
from tollbook.language.protocol import Number
from tollbook.language.tokens import Token
from tollbook.records import FrozenMapping, Quantifier

_CHANGED = frozenset(
    (
        "rose",
        "risen",
        "rises",
        "rising",
        "increased",
        "climbed",
        "climbs",
        "jumped",
        "grew",
        "up",
        "revised",
        "raised",
        "went",
    )
)
"""Verbs of a toll that moves "from 14 to 17": two numbers, no range."""
_TAKING_UP = frozenset(("that", "which", "he", "she", "it", "they", "we", "the", ",", "."))
_MONTHS = frozenset(name.lower() for name in (*month_name, *month_abbr) if name)
_BEFORE_YEARS = frozenset(("since", "in", "during", "until"))
YEARS = range(1900, 2100)
_ARTICLES = ("a", "half")
LONGEST = 12
"""Digits in the longest number read: nobody counts more than 10^12 people."""


@dataclass(frozen=True, slots=True)
class _Value:
    """A plain number on the way: where it ends, and its value; None where no count can be meant."""

    end: int
    value: int | None


class NumberLexer:
    """Reads numbers out of tokens. Built once from ``numbers.toml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._words: Mapping[str, int] = data["values"]
        self._scales: Mapping[str, int] = data["scales"]
        self._groups: Mapping[str, int] = data["groups"]
        self._pairs: Mapping[str, int] = data["pairs"]
        vague = Entry("vague", FrozenMapping())
        self._beginning = frozenset((*self._words, *_ARTICLES))
        self._around = PhraseIndexes(
            {
                "vague": PhraseIndex((phrase, vague) for phrase in data["vague"]["words"]),
                "hedge": PhraseIndex(phrases("hedge", data["hedge"])),
                "trailing": PhraseIndex(phrases("trailing", data["trailing"])),
            }
        )

    def numbers(self, tokens: Sequence[Token]) -> list[Number]:
        """All numbers in a sentence, left to right, without overlap; numbers that are no whole count have no value."""
        around = self._around.find(tokens)
        hedges = {tag.end: tag for tag in around["hedge"]}
        trailing = {tag.start: tag for tag in around["trailing"]}
        vague = {tag.start: tag for tag in around["vague"] if not _within(tag, hedges)}
        found: list[Number] = []
        position = 0
        while position < len(tokens):
            token = tokens[position]
            number: Number | None = None
            if position in vague and _names_another(tokens, vague[position]):
                number = None  # "30, a number that he called provisional"
            elif position in vague:
                number = _vague_number(vague[position])
            elif token.is_number or token.word in self._beginning:
                number = self._number(tokens, position)
            if number:
                number = _hedged(tokens, number, hedges, trailing)
                found.append(number)
            position = number.end if number else position + 1
        return found

    def _number(self, tokens: Sequence[Token], position: int) -> Number | None:
        """A plain number, or a range of two."""
        first = self._plain(tokens, position)
        if first is None:
            return None
        first = self._again_in_brackets(tokens, first)
        joint = first.end
        if (
            first.value is not None
            and joint + 1 < len(tokens)
            and _joins_range(tokens, position, joint)
            and (second := self._plain(tokens, joint + 1))
            and second.value is not None
            and first.value < second.value
            and (tokens[joint].word != "or" or second.value <= 2 * first.value + 1)
            and not (_is_year(tokens, position) and second.value not in YEARS)
        ):
            opened = position - 1 if position and tokens[position - 1].word in ("between", "from") else position
            return Number(position, second.end, first.value, second.value, Quantifier.RANGE, opened, second.end)
        return Number(position, first.end, first.value, first.value, Quantifier.EXACT, position, first.end)

    def _again_in_brackets(self, tokens: Sequence[Token], first: _Value) -> _Value:
        """A number printed twice, in words and in digits: "seven (7)"."""
        if first.value is None or _word(tokens, first.end) != "(" or first.end + 1 >= len(tokens):
            return first
        second = self._plain(tokens, first.end + 1)
        again = second is not None and second.value == first.value and _word(tokens, second.end) == ")"
        return _Value(second.end + 1, first.value) if second and again else first

    def _plain(self, tokens: Sequence[Token], position: int) -> _Value | None:
        token = tokens[position]
        if token.is_number:
            return self._digits(tokens, position)
        if token.word in _ARTICLES and position + 1 < len(tokens):
            return self._article(tokens, position)
        return self._spelled(tokens, position)

    def _digits(self, tokens: Sequence[Token], position: int) -> _Value:
        printed = tokens[position].word
        if _spaced_thousands(tokens, position):
            return _Value(position + 2, int(printed + tokens[position + 1].word))
        scale, end = self._scale(tokens, position + 1)
        if scale and printed.count(".") == 1 and "," not in printed and len(printed) <= LONGEST:
            whole, fraction = printed.split(".")
            scaled = int(whole + fraction) * scale
            return _Value(end, scaled // 10 ** len(fraction) if scaled % 10 ** len(fraction) == 0 else None)
        value = whole_number(printed)
        return _Value(end, value * scale if scale and value is not None else value)

    def _article(self, tokens: Sequence[Token], position: int) -> _Value | None:
        """ "a dozen", "a hundred", "half a dozen", "a hundred and twenty"."""
        following, half = position, False
        while (word := _word(tokens, following)) in _ARTICLES or (word == "-" and following > position):
            following, half = following + 1, half or word == "half"
        unit = word
        if unit in self._groups and not (half and unit == "score"):
            return _Value(following + 1, self._groups[unit] // (2 if half else 1))
        if not half and unit in self._pairs and _word(tokens, following + 1) == "of":
            return _Value(following + 1, self._pairs[unit])
        if not half and unit in self._scales:
            return self._spelled(tokens, following, opening=1)
        return None

    def _spelled(self, tokens: Sequence[Token], position: int, opening: int | None = None) -> _Value | None:
        """A number in words, hyphens and "and" included: "one hundred and twenty-eight"."""
        total, current, end, started = 0, opening or 0, position, opening is not None
        while end < len(tokens):
            word = tokens[end].word
            if word in self._words and (not started or _continues(current, self._words[word], total)):
                current, end, started = current + self._words[word], end + 1, True
            elif word == "hundred" and started and 0 < current < 100:
                current, end = current * 100, end + 1
            elif word in self._scales and started and current:
                total, current, end = total + current * self._scales[word], 0, end + 1
            elif word in self._groups and started and current and not total:
                return _Value(end + 1, current * self._groups[word])
            elif started and word in ("-", "and") and self._goes_on(tokens, end, total + current, current):
                end += 1
            else:
                break
        return _Value(end, total + current) if started and end > position else None

    def _goes_on(self, tokens: Sequence[Token], joint: int, so_far: int, current: int) -> bool:
        following = tokens[joint + 1].word if joint + 1 < len(tokens) else ""
        if tokens[joint].word == "-":
            return tokens[joint].glued and following in self._words and current % 100 >= 20 and current % 10 == 0
        return so_far >= 100 and current % 100 == 0 and following in self._words

    def _scale(self, tokens: Sequence[Token], position: int) -> tuple[int | None, int]:
        word = tokens[position].word if position < len(tokens) else ""
        scale = self._scales.get(word) or self._groups.get(word)
        return (scale, position + 1) if scale else (None, position)


def _vague_number(tag: Tag) -> Number:
    return Number(tag.start, tag.end, None, None, Quantifier.VAGUE, tag.start, tag.end)


def _word(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].word if 0 <= position < len(tokens) else ""


def _spaced_thousands(tokens: Sequence[Token], position: int) -> bool:
    """ "3 500", as the United Nations print it: one to three digits, one space, three digits."""
    first, second = tokens[position], tokens[position + 1] if position + 1 < len(tokens) else None
    if second is None or not second.is_number or second.start != first.end + 1:
        return False
    return re.fullmatch(r"[1-9][0-9]{0,2} [0-9]{3}", f"{first.word} {second.word}") is not None


def whole_number(printed: str) -> int | None:
    """The value of digits with separators of thousands (a space where a fixed one is printed), None for anything else.

    >>> whole_number("1,311"), whole_number("7.62"), whole_number("12,34")
    (1311, None, None)
    """
    head, *rest = printed.replace(" ", ",").split(",")
    if len(printed) > LONGEST + 4 or not head.isdigit() or any(len(part) != 3 or not part.isdigit() for part in rest):
        return None
    if rest and len(head) > 3:
        return None
    return int(head + "".join(rest)) if len(head) + 3 * len(rest) <= LONGEST else None


def _continues(current: int, value: int, total: int) -> bool:
    """Whether a smaller word may follow: units after tens, anything small after hundreds or thousands."""
    if total and not current:
        return True
    tens = current % 100
    return (tens >= 20 and tens % 10 == 0 and 0 < value < 10) or (current >= 100 and tens == 0 and value < 100)


def _names_another(tokens: Sequence[Token], tag: Tag) -> bool:
    """Whether "a number" only takes up the number before it."""
    return _word(tokens, tag.end - 1) == "number" and _word(tokens, tag.end) in _TAKING_UP


def _within(tag: Tag, hedges: Mapping[int, Tag]) -> bool:
    """Whether a vague word belongs to a hedge: "as many as 30"."""
    return any(hedge.start <= tag.start and tag.end <= hedge.end for hedge in hedges.values())


def _is_year(tokens: Sequence[Token], position: int) -> bool:
    """Whether a number is the year of a date: "since 7 October 2023 to 64,368" is no range."""
    before = tokens[position - 1].word if position else ""
    printed = tokens[position].word
    return (before in _MONTHS or before in _BEFORE_YEARS) and printed.isdigit() and int(printed) in YEARS


def _joins_range(tokens: Sequence[Token], start: int, joint: int) -> bool:
    sign = tokens[joint].word
    if sign in ("-", "–", "—"):
        return tokens[joint].glued and tokens[joint + 1].glued
    opened = tokens[start - 1].word if start else ""
    changed = opened == "from" and start > 1 and tokens[start - 2].word in _CHANGED
    return (
        (sign == "to" and opened != "rose" and not changed) or (sign == "and" and opened == "between") or sign == "or"
    )


def _hedged(tokens: Sequence[Token], number: Number, hedges: Mapping[int, Tag], trailing: Mapping[int, Tag]) -> Number:
    """The number with the hedge before or after it."""
    tag = hedges.get(number.hedge_start) or _after_article(tokens, number, hedges)
    behind = trailing.get(number.end)
    if number.quantifier is Quantifier.VAGUE or number.quantifier is Quantifier.RANGE or number.value is None:
        return replace(number, hedge_start=tag.start) if tag else number
    chosen = tag or behind
    if chosen is None:
        plus = number.end < len(tokens) and tokens[number.end].word == "+" and tokens[number.end].glued
        if not plus:
            return number
        return replace(number, high=None, quantifier=Quantifier.AT_LEAST, hedge_end=number.end + 1)
    quantifier = Quantifier(chosen.entry.get("quantifier"))
    value = number.value
    low, high = {
        Quantifier.AT_LEAST: (value, None),
        Quantifier.MORE_THAN: (value, None),
        Quantifier.UP_TO: (None, value),
        Quantifier.FEWER_THAN: (None, value),
    }.get(quantifier, (value, value))
    start = tag.start if tag else number.hedge_start
    return replace(
        number,
        low=low,
        high=high,
        quantifier=quantifier,
        hedge_start=start,
        hedge_end=number.end if tag else chosen.end,
    )


def _after_article(tokens: Sequence[Token], number: Number, hedges: Mapping[int, Tag]) -> Tag | None:
    """The hedge before an article: "over the 300"."""
    before = number.hedge_start - 1
    return hedges.get(before) if before > 0 and tokens[before].word in ("the", "an") else None
