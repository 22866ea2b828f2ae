"""English dates and stretches of time, as printed; resolving them against the publication day is extraction's work."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tollbook.language.lexicon import Entry, PhraseIndex, PhraseIndexes, Tag, phrases
from tollbook.language.protocol import Number, TimeExpression
from tollbook.language.tokens import Token
from tollbook.records import FrozenMapping, Span

Day = tuple[int | None, int | None, int | None]
Found = tuple[int, int, TimeExpression]
"""A time and its token positions, end exclusive."""
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_JOINING = ("to", "until", "till", "through", "and", "-", "–")
_BEFORE_DAY = ("on", "since", "until", "by", "from", "to", "was", "is", "between", "and", "before", "after")
_BEHIND_DAY = ("and", "in", "at", "when", "to", "near", "by", "as", "while", "with", "but", "that", "of")
"""Words before and behind a day that is named by its number only: "was wounded on the 4th when"."""
_YEARS_BACK = {("this", "year"): 0, ("last", "year"): 1, ("the", "year", "before"): 1, ("of", "last", "year"): 1}
BEGINNING_REACH = 14
"""Tokens between "since" and the day on which it began."""
_DETERMINERS = ("the", "his", "her", "their", "its", "a", "an")


class TimeLexer:
    """Reads times out of tokens. Built once from ``time.toml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._weekdays: Mapping[str, int] = data["weekdays"]
        self._months: Mapping[str, int] = data["months"]
        self._units, self._parts = frozenset(data["units"]), frozenset(data["parts"])
        self._hours = frozenset(data["hours"])
        self._began = frozenset(data["began"])
        self._back = frozenset(data["ago"])
        kinds = {"since": data["since"], "until": data["until"], "before": data["before"], "as of": data["as_of"]}
        openings = PhraseIndex(
            (phrase, Entry("opening", FrozenMapping({"role": role})))
            for role, group in kinds.items()
            for phrase in group
        )
        self._phrases = PhraseIndexes(
            {
                "opening": openings,
                "relative": PhraseIndex(phrases("relative", data["relative"])),
                "part of year": PhraseIndex(phrases("part of year", data["part_of_year"])),
                "past": PhraseIndex((phrase, Entry("past", FrozenMapping())) for phrase in data["past"]),
            }
        )
        self._naming = frozenset((*self._weekdays, *self._months, "since"))

    def times(self, tokens: Sequence[Token], numbers: Sequence[Number]) -> list[tuple[int, int, TimeExpression]]:
        """The times of a sentence with their token positions (end exclusive), left to right."""
        marks = self._phrases.find(tokens)
        openings = {tag.end: tag for tag in marks["opening"]}
        relative = {tag.start: tag for tag in marks["relative"]}
        found = [entry for tag in marks["past"] if (entry := self._stretch(tokens, tag, numbers))]
        found += [entry for number in numbers if (entry := self._ago(tokens, number))]
        found += [self._part_of_year(tokens, tag, openings) for tag in marks["part of year"]]
        position = 0
        while position < len(tokens):
            token = tokens[position]
            begins = token.is_number or token.word in self._naming or position in relative
            entry = self._named(tokens, position, openings, relative) if begins else None
            if entry:
                found.append(entry)
            position = entry[1] if entry else position + 1
        return self._joined(tokens, sorted(found, key=lambda one: one[0]))

    def label(self, token: Token) -> TimeExpression | None:
        """The year or the month that a word is where it stands for itself, as above a column: "2019", "June"."""
        span, month = Span(token.start, token.end), self._months.get(token.word) if token.is_capital else None
        year = _year((token,), 0)[0] if token.is_number else None
        return TimeExpression(span, "on", ((year, month, None),)) if year or month else None

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
            if position and tokens[position - 1].word == "a":
                return None  # "on the 19th, a Thursday"
            weekday = self._weekdays[tokens[position].word]
            position += 1
            if position < len(tokens) and tokens[position].word == ",":
                position += 1
        dated = self._date(tokens, position) if position < len(tokens) else None
        dated = dated or self._day_alone(tokens, position, weekday is not None)
        if dated:
            end, days = dated
        elif weekday is not None:
            end, days = start + 1, ()
        else:
            return None
        role = self._role(tokens, start, openings)
        shift, end = _shift(tokens, end)
        years, end = _years_back(tokens, end) if days and days[0][0] is None else (0, end)
        last = start > 0 and tokens[start - 1].word == "last"
        week = "week" if days and _ends_week(tokens, start) else None
        span = Span(tokens[start].start, tokens[end - 1].end)
        time = TimeExpression(span, role, days, weekday, shift_weeks=shift, earlier=last, unit=week, units_back=years)
        return start, end, time

    def _day_alone(self, tokens: Sequence[Token], position: int, of_week: bool) -> tuple[int, tuple[Day, ...]] | None:
        """ "the 19th", "Friday 13 [to Sunday 15 June]": a day of the month that is named elsewhere."""
        if position >= len(tokens) or not tokens[position].is_number:
            return None
        day = _day(tokens[position])
        end = _past_ordinal(tokens, position + 1) if day else position
        follows = tokens[end].word if day and end < len(tokens) else ""
        if of_week and follows in _JOINING[:6] and end == position + 1:
            behind = tokens[end + 1].word if end + 1 < len(tokens) else ""
            return (end, ((None, None, day),)) if behind in self._weekdays else None
        before = [token.word for token in tokens[max(0, position - 2) : position]]
        opened = len(before) == 2 and before[0] in _BEFORE_DAY and before[1] == "the" and end > position + 1
        free = not follows or not _follows(tokens[end]) or follows in _BEHIND_DAY
        return (end, ((None, None, day),)) if opened and free else None

    def _against(self, tokens: Sequence[Token], tag: Tag, openings: Mapping[int, Tag]) -> Found | None:
        """A time against the day of publication or the day named last: "last week", "a day earlier"."""
        if tag.end < len(tokens) and tokens[tag.end].word in _DETERMINERS and tag.entry.get("named"):
            return None
        through = tag.entry.get("through")
        if through is not None and any(self._tells_day(one) for one in tokens[tag.end : tag.end + 3]):
            return None  # "overnight on Monday"
        span, role = Span(tokens[tag.start].start, tokens[tag.end - 1].end), self._role(tokens, tag.start, openings)
        time = TimeExpression(
            span,
            role,
            shift_days=tag.entry.get("days"),
            unit=tag.entry.get("unit"),
            units_back=tag.entry.get("back") or 0,
            from_named=tag.entry.get("named"),
            again=bool(tag.entry.get("again")),
            to=None if through is None else TimeExpression(span, role, shift_days=through),
        )
        return tag.start, tag.end, time

    def _part_of_year(self, tokens: Sequence[Token], tag: Tag, openings: Mapping[int, Tag]) -> Found:
        """ "the first quarter of 2021", "H1 2024": its first and last month."""
        year, end = _year(tokens, tag.end + (tag.end < len(tokens) and tokens[tag.end].word == "of"))
        end = end if year else tag.end
        span, role = Span(tokens[tag.start].start, tokens[end - 1].end), self._role(tokens, tag.start, openings)
        return tag.start, end, TimeExpression(span, role, tuple((year, one, None) for one in tag.entry.get("months")))

    def _tells_day(self, token: Token) -> bool:
        return token.word in self._weekdays or token.word in self._months

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
            "after",
            "year",
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
        if position + 1 < len(tokens) and tokens[position + 1].word == ":" and not (before.isalnum()):
            return True  # "January: 12 killed"
        behind = [token.word for token in tokens[position + 1 : position + 3]]
        if len(behind) == 2 and behind[0] in _JOINING and behind[1] in self._months:
            return True  # "January to March 2021"
        first = tokens[position - 2].word if position > 1 else ""
        if before in _JOINING and first in self._months:
            return True  # "from March to April"
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
        role = str(openings[before].entry.get("role")) if before in openings else "on"
        if role == "on" and self._since_it_began(tokens, start):
            return "since"
        of_day = tokens[before].word in self._hours if before < start else False
        return "on" if of_day and role == "before" else role

    def _since_it_began(self, tokens: Sequence[Token], start: int) -> bool:
        """Whether the time is that of what has gone on since: "since demonstrations began in the south on 11 July"."""
        words = [token.word for token in tokens[max(0, start - BEGINNING_REACH) : start]]
        since = max((n for n, word in enumerate(words) if word == "since"), default=None)
        if since is None or any(
            not _follows(one) and one.word != "-" for one in tokens[start - len(words) + since : start]
        ):
            return False
        return not self._began.isdisjoint(words[since:])

    def _joined(self, tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
        """The times, with those that the words join made one: "from 6 March to 10 March", "on Friday and Saturday"."""
        result: list[Found] = []
        for start, end, time in found:
            last = result[-1] if result else None
            if last and self._join(tokens, last, start, time):
                span = Span(last[2].span.start, time.span.end)
                result[-1] = last[0], end, replace(last[2], span=span, role="on", to=time)
            elif not last or start >= last[1]:
                result.append((start, end, time))
        return result

    def _join(self, tokens: Sequence[Token], last: Found, start: int, time: TimeExpression) -> bool:
        """Whether two times are the ends of one, parts of the day aside: "between Friday night and Saturday noon"."""
        between = [token.word for token in tokens[last[1] : start]]
        days = last[2].weekday is not None and time.weekday is not None and between == ["and"]
        while between and between[0] in self._parts:
            del between[0]
        while len(between) > 1 and between[-1] in self._parts:
            del between[-1]
        opening = last[0]
        while opening and tokens[opening - 1].word in self._parts:
            opening -= 1
        opened = opening > 0 and tokens[opening - 1].word in ("between", "from")
        reaching = between in (["to"], ["until"], ["till"], ["through"], ["-"], ["–"])
        joined = len(between) == 1 and between[0] in _JOINING
        return joined and (opened or reaching or days) and last[2].to is None and last[2].past_days is None

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
        and tokens[position].word in ("-", "–", "to", "and", ",", "&", "/")
        and _day(tokens[position + 1])
    ):
        return position + 1
    return None


def _year(tokens: Sequence[Token], position: int) -> tuple[int | None, int]:
    step = position + 1 if position < len(tokens) and tokens[position].word == "," else position
    if step < len(tokens) and re.fullmatch(r"(19|20)[0-9]{2}", tokens[step].word):
        return int(tokens[step].word), step + 1
    return None, position


def _years_back(tokens: Sequence[Token], end: int) -> tuple[int, int]:
    """Years to go back, and the end of the words that say so: "24 February last year" one."""
    following = tuple(token.word for token in tokens[end : end + 3])
    found = next((words for words in _YEARS_BACK if following[: len(words)] == words), None)
    return (_YEARS_BACK[found], end + len(found)) if found else (0, end)


def _ends_week(tokens: Sequence[Token], start: int) -> bool:
    """Whether a day is the last one of a week: "in the week to 5 May"."""
    before = [token.word for token in tokens[max(0, start - 3) : start]]
    return before[-2:] in (["week", "to"], ["week", "ending"], ["week", "ended"], ["week", "until"]) or before == [
        "week",
        "up",
        "to",
    ]


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
