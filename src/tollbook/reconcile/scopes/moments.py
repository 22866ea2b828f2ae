"""Time as leaves: when a source documented a person, and on which day a person died or was booked.

A count as of a moment covers everybody documented by then, so time is an axis like any other, and "an older toll is a
floor for a newer one" follows by itself. Between consecutive moments lies a leaf of its own, for days on which nobody
reported: without it everybody counted later would be pushed back to the earlier moment.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import month_name, monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from tollbook.records import TollbookError
from tollbook.records.report import is_date

Instant = tuple[str, str, int]
"""Day, wall-clock time as printed, and the place among bulletins of one moment. A bare day is its end."""

END_OF_DAY = "24:00"
EARLIEST = "1000-01"
"""Before every moment: stands in where a claim has none."""
DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:T(\d{2}:\d{2})[^ ]*)?")
SEVERAL = re.compile(r"(?P<when>.*) \((?P<place>\d+)\)")


@lru_cache(maxsize=10_000)
def instant(at: str) -> Instant:
    """The place of an as-of time among others; a month is its last day, a bare day its end.

    The clock is read as printed: without knowing the place, converting zones could move a figure to another day.

    >>> instant("2025-03-08T03:09+02:00") < instant("2025-03-08 (1)") < instant("2025-03-08")
    True
    """
    several = SEVERAL.fullmatch(at)
    place = int(several["place"]) if several else LAST_PLACE
    when = several["when"] if several else at
    return last_day(when[:10]), when[11:16] or END_OF_DAY, place


LAST_PLACE = 10**9


def bulletin_name(at: str, place: int, among: int) -> str:
    """The name of one of several bulletins with the same as-of time; the last one keeps the time as its name."""
    return at if place == among else f"{at} ({place})"


def as_of_text(moment: str | None) -> str | None:
    """The as-of time of a moment's name, without its place among several."""
    several = SEVERAL.fullmatch(moment) if moment else None
    return several["when"] if several else moment


def first_day(at: str) -> str:
    """The first day of an ISO day or month; TollbookError if it is neither."""
    return _day(at, first=True)


def last_day(at: str) -> str:
    """The last day of an ISO day or month; TollbookError if it is neither."""
    return _day(at, first=False)


def _day(at: str, *, first: bool) -> str:
    if not is_date(at) or len(at) > len("2025-03-08"):
        raise TollbookError(f"{at!r} is not a day or a month", "reconciliation", "write 2025-03-08 or 2025-03")
    if len(at) == len("2025-03-08"):
        return at
    return f"{at}-01" if first else f"{at}-{monthrange(int(at[:4]), int(at[5:7]))[1]}"


def day_before(day: str) -> str:
    """The day before an ISO day."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def day_after(day: str) -> str:
    """The day after an ISO day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def in_words(at: str) -> str:
    """A moment or day as people write it; a leaf of a calendar with the words around its days.

    >>> in_words("2025-03-08"), in_words("2025-03-08T03:09+02:00"), in_words("2025-03")
    ('8 March 2025', '8 March 2025, 03:09', 'March 2025')
    >>> in_words("before 2025-03-11"), in_words("2025-03-06 to 2025-03-10")
    ('before 11 March 2025', '6 March 2025 to 10 March 2025')
    """
    return DAY.sub(_spoken, at)


def _spoken(match: re.Match[str]) -> str:
    year, month, day, clock = match.groups()
    words = f"{month_name[int(month)]} {year}"
    return (f"{int(day)} {words}" if day else words) + (f", {clock}" if clock else "")


@dataclass(frozen=True)
class Timeline:
    """The axis ``documented``: two leaves up to each moment, and two after the last.

    ``before T`` is everybody documented after the moment before T and not later than any time between the two that
    somebody may ask about; so one list of leaves serves every question.
    """

    moments: tuple[str, ...]

    @classmethod
    def of(cls, moments: Iterable[str]) -> Timeline:
        """The timeline of these moments, in any order."""
        distinct = {instant(moment): moment for moment in sorted(moments)}
        return cls(tuple(distinct[key] for key in sorted(distinct)))

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """All leaves, oldest first."""
        ends = [leaf for moment in self.moments for leaf in (f"before {moment}", moment)]
        return (*ends, f"after {self.moments[-1]}", "later") if self.moments else ()

    @cached_property
    def _instants(self) -> list[Instant]:
        return [instant(moment) for moment in self.moments]

    @cached_property
    def _first(self) -> dict[int, frozenset[str]]:
        """So many leaves, oldest first: one set however many claims have it."""
        return {}

    def until(self, at: str) -> frozenset[str]:
        """The leaves of everybody documented by the end of ``at``."""
        place = bisect_left(self._instants, instant(at))
        reached = place < len(self._instants) and self._instants[place] == instant(at)
        number = 2 * place + (2 if reached else 1)
        return self._first.setdefault(number, frozenset(self.leaves[:number]))

    def between(self, after: str | None, until: str) -> frozenset[str]:
        """The leaves of everybody documented after one moment and until another."""
        return self.until(until) - (self.until(after) if after else frozenset())


@dataclass(frozen=True, slots=True)
class Calendar:
    """An axis of days, cut only where some claim's period begins or ends. ``starts`` are first days of its leaves."""

    starts: tuple[str, ...]

    @classmethod
    def of(cls, periods: Iterable[tuple[str | None, str | None]]) -> Calendar:
        """The calendar of these periods (first and last day, None for open)."""
        starts = {day for start, end in periods for day in (start, day_after(end) if end else None) if day}
        return cls(tuple(sorted(starts)))

    @property
    def leaves(self) -> tuple[str, ...]:
        """All leaves, oldest first; the outer two are open."""
        if not self.starts:
            return ()
        inner = (_span(start, day_before(after)) for start, after in zip(self.starts, self.starts[1:], strict=False))
        return (f"before {self.starts[0]}", *inner, f"{self.starts[-1]} or later")

    def covering(self, start: str | None, end: str | None) -> frozenset[str] | None:
        """The leaves of the days from ``start`` to ``end``; None if these days cut a leaf in two."""
        if not self.starts:
            return None
        first = bisect_right(self.starts, start) if start else 0
        last = bisect_right(self.starts, end) if end else len(self.starts)
        whole = (not start or start in self.starts) and (not end or day_after(end) in self.starts)
        return frozenset(self.leaves[first : last + 1]) if whole else None


def _span(start: str, end: str) -> str:
    return start if start == end else f"{start} to {end}"
