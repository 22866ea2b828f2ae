"""English dates and stretches of time, as printed; resolving them against the publication day is extraction's work."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tollbook.language.lexicon import Entry, PhraseIndex, Tag
from tollbook.language.protocol import Number, TimeExpression
from tollbook.language.tokens import Token
from tollbook.records import FrozenMapping, Span

Day = tuple[int | None, int | None, int | None]
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


class TimeLexer:
    """Reads times out of tokens. Built once from ``time.toml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._weekdays: Mapping[str, int] = data["weekdays"]
        self._months: Mapping[str, int] = data["months"]
        self._relative: Mapping[str, int] = data["relative"]
        self._units = frozenset(data["units"])
        kinds = {"since": data["since"], "until": data["until"], "before": data["before"]}
        self._openings = PhraseIndex(
            (phrase, Entry("opening", FrozenMapping({"role": role})))
            for role, group in kinds.items()
            for phrase in group
        )
        self._past = PhraseIndex((phrase, Entry("past", FrozenMapping())) for phrase in data["past"])

    def times(self, tokens: Sequence[Token], numbers: Sequence[Number]) -> list[tuple[int, int, TimeExpression]]:
        """The times of a sentence with their token positions (end exclusive), left to right."""
        openings = {tag.end: tag for tag in self._openings.find(tokens)}
        found = [entry for tag in self._past.find(tokens) if (entry := self._stretch(tokens, tag, numbers))]
        position = 0
        while position < len(tokens):
            entry = self._named(tokens, position, openings)
            if entry:
                found.append(entry)
            position = entry[1] if entry else position + 1
        return sorted(found, key=lambda one: one[0])

    def _named(
        self, tokens: Sequence[Token], position: int, openings: Mapping[int, Tag]
    ) -> tuple[int, int, TimeExpression] | None:
        """A named day, month or year, a range of days, or a weekday."""
        weekday, start = None, position
        if tokens[position].word in self._weekdays and tokens[position].is_capital:
            weekday = self._weekdays[tokens[position].word]
            position += 1
            if position < len(tokens) and tokens[position].word == ",":
                position += 1
        dated = self._date(tokens, position) if position < len(tokens) else None
        if dated:
            end, days = dated
        elif weekday is not None or tokens[start].word in self._relative:
            end, days = start + 1, ()
        else:
            return None
        role = self._role(tokens, start, openings)
        shift, end = _shift(tokens, end)
        span = Span(tokens[start].start, tokens[end - 1].end)
        relative = self._relative.get(tokens[start].word) if not days and weekday is None else None
        return start, end, TimeExpression(span, role, days, weekday, relative, shift)

    def _date(self, tokens: Sequence[Token], position: int) -> tuple[int, tuple[Day, ...]] | None:
        """ "March 8, 2025", "8 March", "March 7-9", "6 to 10 March", "March 2025", "2025-03-08"; end and days."""
        word = tokens[position].word
        if word in self._months and tokens[position].is_capital:
            return self._month_first(tokens, position)
        if tokens[position].is_number:
            return _iso(tokens, position) or self._day_first(tokens, position) or self._bare_year(tokens, position)
        return None

    def _bare_year(self, tokens: Sequence[Token], position: int) -> tuple[int, tuple[Day, ...]] | None:
        """ "in 2011", "since 2017": a year only behind a word that takes one."""
        year, end = _year(tokens, position)
        opened = position > 0 and tokens[position - 1].word in (
            "in",
            "since",
            "until",
            "from",
            "by",
            "before",
            "of",
            "during",
        )
        return (end, ((year, None, None),)) if year and opened and tokens[position].word[0] != "," else None

    def _month_first(self, tokens: Sequence[Token], position: int) -> tuple[int, tuple[Day, ...]] | None:
        month, end = self._months[tokens[position].word], position + 1
        if end < len(tokens) and tokens[end].word == "." and tokens[end].glued:
            end += 1
        days: list[int] = []
        while end < len(tokens) and (day := _day(tokens[end])):
            days.append(day)
            end = _past_ordinal(tokens, end + 1)
            step = _to_next_day(tokens, end)
            if not step:
                break
            end = step
        year, end = _year(tokens, end)
        if not days and year is None and (position == 0 or tokens[position].word in ("may", "march")):
            return None
        chosen = sorted({days[0], days[-1]}) if days else [None]
        return end, tuple((year, month, day) for day in chosen)

    def _day_first(self, tokens: Sequence[Token], position: int) -> tuple[int, tuple[Day, ...]] | None:
        first = _day(tokens[position])
        if not first:
            return None
        end, last = _past_ordinal(tokens, position + 1), first
        step = _to_next_day(tokens, end)
        while step and (day := _day(tokens[step])):
            last, end = day, _past_ordinal(tokens, step + 1)
            step = _to_next_day(tokens, end)
        if end < len(tokens) and tokens[end].word == "of":
            end += 1
        if end >= len(tokens) or tokens[end].word not in self._months or not tokens[end].is_capital:
            return None
        month = self._months[tokens[end].word]
        year, end = _year(tokens, end + 1)
        return end, tuple((year, month, day) for day in sorted({first, last}))

    def _role(self, tokens: Sequence[Token], start: int, openings: Mapping[int, Tag]) -> str:
        for before in (
            start,
            start - 1 if start and tokens[start - 1].word in ("last", "on", "the", "early", "late") else start,
        ):
            if before in openings:
                return str(openings[before].entry.get("role"))
        return "on"

    def _stretch(
        self, tokens: Sequence[Token], tag: Tag, numbers: Sequence[Number]
    ) -> tuple[int, int, TimeExpression] | None:
        """ "over the past two months", "in the past week"."""
        number = next((one for one in numbers if one.start == tag.end), None)
        unit = number.end if number else tag.end
        if unit >= len(tokens) or tokens[unit].word not in self._units:
            return None
        amount = (number.value if number else 1) or 1
        days = amount * _UNIT_DAYS[tokens[unit].word.rstrip("s")]
        span = Span(tokens[tag.start].start, tokens[unit].end)
        return tag.start, unit + 1, TimeExpression(span, "past", past_days=days)


def _day(token: Token) -> int | None:
    return (
        int(token.word)
        if token.is_number and re.fullmatch(r"[0-9]{1,2}", token.word) and 1 <= int(token.word) <= 31
        else None
    )


def _past_ordinal(tokens: Sequence[Token], position: int) -> int:
    ordinal = position < len(tokens) and tokens[position].glued and tokens[position].word in _ORDINALS
    return position + 1 if ordinal else position


def _to_next_day(tokens: Sequence[Token], position: int) -> int | None:
    """Where the next day of a list or range stands: "7-9", "7 to 9", "7, 8 and 9"."""
    if (
        position + 1 < len(tokens)
        and tokens[position].word in ("-", "–", "to", "and", ",", "&")
        and _day(tokens[position + 1])
    ):
        return position + 1
    return None


def _year(tokens: Sequence[Token], position: int) -> tuple[int | None, int]:
    step = position + 1 if position < len(tokens) and tokens[position].word == "," else position
    if step < len(tokens) and re.fullmatch(r"(19|20)[0-9]{2}", tokens[step].word):
        return int(tokens[step].word), step + 1
    return None, position


def _iso(tokens: Sequence[Token], position: int) -> tuple[int, tuple[Day, ...]] | None:
    """2025-03-08: five tokens without a space."""
    parts = tokens[position : position + 5]
    joined = len(parts) == 5 and all(part.glued for part in parts[1:]) and parts[1].word == parts[3].word == "-"
    if not joined or not re.fullmatch(r"(19|20)[0-9]{2}", parts[0].word):
        return None
    month, day = _day(parts[2]), _day(parts[4])
    return (position + 5, ((int(parts[0].word), month, day),)) if month and day else None


def _shift(tokens: Sequence[Token], end: int) -> tuple[int, int]:
    """Weeks to go back, and the end of the words that say so: "Thursday of last week" one."""
    following = tuple(token.word for token in tokens[end : end + 3])
    return (1, end + 3) if following == ("of", "last", "week") else (0, end)
