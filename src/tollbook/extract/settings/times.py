"""Printed times against the day a report was published: "Friday", "March 8", "over the past two months"."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from tollbook.language.protocol import TimeExpression
from tollbook.records import Period, PeriodBasis, PeriodKind

TOLERANCE = timedelta(days=7)
"""A day of the year without a year is the last one that was: at most this much after the publication."""
Day = tuple[int | None, int | None, int | None]
Ends = tuple[str, str]
"""First and last day of a printed time, ISO; a month stands as a month, a year as its first and last month."""


def resolve(time: TimeExpression, published: str | None, named: str | None = None) -> Ends | None:
    """The first and last day of a printed time; None if the publication day would be needed and is not known.

    ``named`` is the day that the report named last: "a day earlier" is counted from it.
    """
    if time.to:
        return _range(time, time.to, published, named)
    day = date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    if time.days:
        return _named(time, _anchor(day, published) or _year_end(named))
    if time.from_named is not None:
        return _both(date.fromisoformat(named) + timedelta(days=time.from_named)) if named else None
    if time.unit in ("month", "year"):
        return _month_or_year(time, _anchor(day, published))
    if day is None:
        return None
    if time.unit:
        return _week(day, time)
    if time.weekday is not None:
        back = (day.weekday() - time.weekday) % 7 or (7 if time.earlier else 0)
        return _both(day - timedelta(days=back)) if not time.shift_weeks else _both(_last_week(day, time.weekday))
    if time.shift_days is not None:
        return _both(day + timedelta(days=time.shift_days))
    if time.past_days is not None:
        return (day - timedelta(days=time.past_days)).isoformat(), day.isoformat()
    return None


def _year_end(named: str | None) -> date | None:
    """Where nobody says when the report came out: a day without a year is of the year that was named last."""
    return date(int(named[:4]), 12, 31) if named else None


def _named(time: TimeExpression, anchor: date | None) -> Ends | None:
    """The ends of days, months or years that are named; of a week by its last day."""
    days = [_dated(one, time.units_back, anchor) for one in time.days]
    first, last = _named_day(*days[0], anchor, 1), _named_day(*days[-1], anchor, 12)
    if first is None or last is None:
        return None
    if time.unit == "week" and len(last) == len("2025-03-06"):
        return (date.fromisoformat(last) - timedelta(days=6)).isoformat(), last
    # "in the first half", of the year of its end
    return (last[:4] + first[4:] if first > last else first), last


def _dated(one: Day, years_back: int, anchor: date | None) -> Day:
    """A printed day with the year or month that other words give: "24 February last year"; "the 19th", the last one."""
    year, month, day = one
    if anchor is None:
        return one
    if month is None and day is not None:
        month = anchor.month if day <= anchor.day else (anchor.month - 2) % 12 + 1
        return anchor.year - (month > anchor.month), month, day
    return (anchor.year - years_back, month, day) if years_back and year is None else one


def _both(day: date) -> Ends:
    return day.isoformat(), day.isoformat()


def _range(first: TimeExpression, last: TimeExpression, published: str | None, named: str | None) -> Ends | None:
    """From one printed time to another. A year printed once is that of both; a weekday is the one before the end."""
    if first.days and last.days and first.days[0][0] is None:
        year, of_last, _ = last.days[-1]
        first = replace(first, days=tuple((year, month or of_last, day) for _, month, day in first.days))
    begin, end = resolve(replace(first, to=None), published, named), resolve(last, published, named)
    if begin and end and first.weekday is not None and not first.days and begin[0] > end[1]:
        begin = _both(date.fromisoformat(begin[0]) - timedelta(days=7))
    return (begin[0], end[1]) if begin and end and begin[0][:7] <= end[1][:7] else None


def _month_or_year(time: TimeExpression, anchor: date | None) -> Ends | None:
    if anchor is None:
        return None
    if time.unit == "year":
        return f"{anchor.year - time.units_back:04}-01", f"{anchor.year - time.units_back:04}-12"
    months = anchor.year * 12 + anchor.month - 1 - time.units_back
    month = f"{months // 12:04}-{months % 12 + 1:02}"
    return month, month


def _week(day: date, time: TimeExpression) -> Ends:
    """Monday to Sunday, or the last Saturday and Sunday; never beyond the report."""
    if time.unit == "weekend":
        saturday = day - timedelta(days=(day.weekday() - 5) % 7)
        return saturday.isoformat(), min(day, saturday + timedelta(days=1)).isoformat()
    monday = day - timedelta(days=day.weekday()) if not time.units_back else _last_week(day, 0)
    return monday.isoformat(), min(day, monday + timedelta(days=6)).isoformat()


def period(time: TimeExpression, ends: Ends) -> Period:
    """The period that a resolved time opens."""
    first, last = ends
    if time.role == "documented":
        return Period(first, last, PeriodKind.ON_DAY if first == last else PeriodKind.BETWEEN, PeriodBasis.DOCUMENTED)
    if time.role == "since":
        range_of_days = first != last and len(time.days) > 1
        return _between(first, last) if range_of_days else Period(first, None, PeriodKind.SINCE, PeriodBasis.EVENT)
    if time.role in ("until", "before"):
        return Period(None, last if time.role == "until" else first, PeriodKind.UNTIL, PeriodBasis.EVENT)
    if first != last:
        return _between(first, last)
    return Period(first, last, PeriodKind.ON_DAY, PeriodBasis.EVENT)


def _between(first: str, last: str) -> Period:
    return Period(first, last, PeriodKind.BETWEEN, PeriodBasis.EVENT)


def _anchor(day: date | None, published: str | None) -> date | None:
    """The publication day; of a publication month its last day."""
    if day is None and published and len(published) == 7:
        year, month = map(int, published.split("-"))
        return date(year, month, calendar.monthrange(year, month)[1])
    return day


def _named_day(year: int | None, month: int | None, day: int | None, anchor: date | None, edge: int) -> str | None:
    """ISO day or month; of a year the month at its edge; without a printed year the last such day before the report."""
    if month is None:
        return f"{year:04}-{edge:02}" if year else None
    if year is None:
        if anchor is None:
            return None
        year = anchor.year
        if _exists(year, month, day or 1) and date(year, month, day or 1) > anchor + TOLERANCE:
            year -= 1
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if _exists(year, month, day) else None


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _last_week(day: date, weekday: int) -> date:
    """A day of last week; to a report of a Sunday that is the week that has just ended."""
    sunday = day - timedelta(days=(day.weekday() + 1) % 7)
    return sunday - timedelta(days=6 - weekday)
