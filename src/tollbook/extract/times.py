"""Printed times against the day a report was published: "Friday", "March 8", "over the past two months"."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from tollbook.language.protocol import TimeExpression
from tollbook.records import Period, PeriodBasis, PeriodKind

TOLERANCE = timedelta(days=7)
"""A day of the year without a year is the last one that was: at most this much after the publication."""
Ends = tuple[str, str]
"""First and last day of a printed time, ISO; a month stands as a month, a year as its first and last month."""


def resolve(time: TimeExpression, published: str | None) -> Ends | None:
    """The first and last day of a printed time; None if the publication day would be needed and is not known."""
    day = date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    if time.days:
        first = _named_day(*time.days[0], _anchor(day, published), 1)
        last = _named_day(*time.days[-1], _anchor(day, published), 12)
        return (first, last) if first and last else None
    if day is None:
        return None
    if time.weekday is not None:
        back = (day.weekday() - time.weekday) % 7
        found = (day - timedelta(days=back)).isoformat() if not time.shift_weeks else _last_week(day, time.weekday)
        return found, found
    if time.shift_days is not None:
        found = (day + timedelta(days=time.shift_days)).isoformat()
        return found, found
    if time.past_days is not None:
        return (day - timedelta(days=time.past_days)).isoformat(), day.isoformat()
    return None


def period(time: TimeExpression, ends: Ends) -> Period:
    """The period that a resolved time opens."""
    first, last = ends
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


def _last_week(day: date, weekday: int) -> str:
    monday = day - timedelta(days=day.weekday() + 7)
    return (monday + timedelta(days=weekday)).isoformat()
