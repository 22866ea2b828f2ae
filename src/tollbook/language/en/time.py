"""English dates and stretches of time, as printed; resolving them against the publication day is extraction's work."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tollbook.language.lexicon import Entry, PhraseIndex, Tag, phrases
from tollbook.language.protocol import Number, TimeExpression
from tollbook.language.tokens import Token
from tollbook.records import FrozenMapping, Span

Day = tuple[int | None, int | None, int | None]
Found = tuple[int, int, TimeExpression]
"""A time and its token positions, end exclusive."""
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_JOINING = ("to", "until", "till", "through", "and", "-", "–")
_DETERMINERS = ("the", "his", "her", "their", "its", "a", "an")


class TimeLexer:
    """Reads times out of tokens. Built once from ``time.toml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._weekdays: Mapping[str, int] = data["weekdays"]
        self._months: Mapping[str, int] = data["months"]
        self._units, self._parts = frozenset(data["units"]), frozenset(data["parts"])
        self._back = frozenset(data["ago"])
        self._relative = PhraseIndex(phrases("relative", data["relative"]))
        kinds = {"since": data["since"], "until": data["until"], "before": data["before"], "as of": data["as_of"]}
        self._openings = PhraseIndex(
            (phrase, Entry("opening", FrozenMapping({"role": role})))
            for role, group in kinds.items()
            for phrase in group
        )
        self._past = PhraseIndex((phrase, Entry("past", FrozenMapping())) for phrase in data["past"])

    def times(self, tokens: Sequence[Token], numbers: Sequence[Number]) -> list[tuple[int, int, TimeExpression]]:
        """The times of a sentence with their token positions (end exclusive), left to right."""
        openings = {tag.end: tag for tag in self._openings.find(tokens)}
        relative = {tag.start: tag for tag in self._relative.find(tokens)}
        found = [entry for tag in self._past.find(tokens) if (entry := self._stretch(tokens, tag, numbers))]
        found += [entry for number in numbers if (entry := self._ago(tokens, number))]
        position = 0
        while position < len(tokens):
            entry = self._named(tokens, position, openings, relative)
            if entry:
                found.append(entry)
            position = entry[1] if entry else position + 1
        return _joined(tokens, sorted(found, key=lambda one: one[0]))

    def _named(
        self, tokens: Sequence[Token], position: int, openings: Mapping[int, Tag], relative: Mapping[int, Tag]
    ) -> Found | None:
        """A named day, month or year, a range of days, a weekday, or "yesterday" and its like."""
        if position in relative:
            return self._against(tokens, relative[position], openings)
        if tokens[position].word == "since" and (position + 1 == len(tokens) or not _follows(tokens[position + 1])):
            span = Span(tokens[position].start, tokens[position].end)
            return position, position + 1, TimeExpression(span, "on", again=True)
        weekday, start = None, position
        if tokens[position].word in self._weekdays and tokens[position].is_capital:
            weekday = self._weekdays[tokens[position].word]
            position += 1
            if position < len(tokens) and tokens[position].word == ",":
                position += 1
        dated = self._date(tokens, position) if position < len(tokens) else None
        if dated:
            end, days = dated
        elif weekday is not None:
            end, days = start + 1, ()
        else:
            return None
        role = self._role(tokens, start, openings)
        shift, end = _shift(tokens, end)
        last = start > 0 and tokens[start - 1].word == "last"
        span = Span(tokens[start].start, tokens[end - 1].end)
        return start, end, TimeExpression(span, role, days, weekday, shift_weeks=shift, earlier=last)

    def _against(self, tokens: Sequence[Token], tag: Tag, openings: Mapping[int, Tag]) -> Found | None:
        """A time against the day of publication or the day named last: "last week", "a day earlier"."""
        if tag.end < len(tokens) and tokens[tag.end].word in _DETERMINERS and tag.entry.get("named"):
            return None
        span, role = Span(tokens[tag.start].start, tokens[tag.end - 1].end), self._role(tokens, tag.start, openings)
        time = TimeExpression(
            span,
            role,
            shift_days=tag.entry.get("days"),
            unit=tag.entry.get("unit"),
            units_back=tag.entry.get("back") or 0,
            from_named=tag.entry.get("named"),
            again=bool(tag.entry.get("again")),
        )
        return tag.start, tag.end, time

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
        if not days and year is None and not self._month_alone(tokens, position):
            return None
        chosen = sorted({days[0], days[-1]}) if days else [None]
        return end, tuple((year, month, day) for day in chosen)

    def _month_alone(self, tokens: Sequence[Token], position: int) -> bool:
        """Whether a month without day and year is one: "may" and "march" are verbs, April and June women."""
        before = tokens[position - 1].word if position else ""
        return before in self._parts or before in ("since", "from", "until", "during", "by", "this", "-")

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
        """What the words before a time open; parts of the day and articles may stand between."""
        before = start
        while before not in openings and before > 0 and tokens[before - 1].word in self._parts:
            before -= 1
        return str(openings[before].entry.get("role")) if before in openings else "on"

    def _stretch(self, tokens: Sequence[Token], tag: Tag, numbers: Sequence[Number]) -> Found | None:
        """ "over the past two months", "in the past week"."""
        number = next((one for one in numbers if one.start == tag.end), None)
        unit = number.end if number else tag.end
        if unit >= len(tokens) or tokens[unit].word not in self._units:
            return None
        span = Span(tokens[tag.start].start, tokens[unit].end)
        days = _days((number.value if number else 1) or 1, tokens[unit].word.rstrip("s"))
        return tag.start, unit + 1, TimeExpression(span, "past", past_days=days)

    def _ago(self, tokens: Sequence[Token], number: Number) -> Found | None:
        """ "two days ago", "three months ago": the day, or the month or year, that lies so far back."""
        words = [token.word for token in tokens[number.end : number.end + 2]]
        if len(words) < 2 or words[0] not in self._units or words[1] not in self._back or number.value is None:
            return None
        unit, span = words[0].rstrip("s"), Span(tokens[number.start].start, tokens[number.end + 1].end)
        if unit in ("month", "year"):
            return number.start, number.end + 2, TimeExpression(span, "on", unit=unit, units_back=number.value)
        return number.start, number.end + 2, TimeExpression(span, "on", shift_days=-_days(number.value, unit))


def _follows(token: Token) -> bool:
    return token.is_word or token.is_number


def _days(amount: int, unit: str) -> int:
    return -(-amount // 24) if unit == "hour" else amount * _UNIT_DAYS[unit]


def _joined(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """The times, with those that the words join made one: "from 6 March to 10 March", "on Friday and Saturday"."""
    result: list[Found] = []
    for start, end, time in found:
        last = result[-1] if result else None
        between = [token.word for token in tokens[last[1] : start]] if last else []
        opened = last is not None and last[0] > 0 and tokens[last[0] - 1].word in ("between", "from")
        reaching = between[:1] in (["to"], ["until"], ["till"], ["through"], ["-"], ["–"])
        days = last is not None and last[2].weekday is not None and time.weekday is not None and between == ["and"]
        named = between and between[0] in _JOINING and between[1:] in ([], ["the"], ["on"], ["late"], ["early"])
        if last and named and (opened or reaching or days) and last[2].to is None and last[2].past_days is None:
            span = Span(last[2].span.start, time.span.end)
            result[-1] = last[0], end, replace(last[2], span=span, role="on", to=time)
        elif not last or start >= last[1]:
            result.append((start, end, time))
    return result


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
