"""Times long before a report: "two years ago", "last month", "since the 2018 deal", "the previous figure"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tollbook.language.en.marking.marks import Marked
from tollbook.language.protocol import Statement
from tollbook.records import Span

TOLL_DAYS = 14
"""A stretch of this many days or more is that of a toll, where the report brings something newer."""
YEARS = (1900, 2100)
"""Numbers behind "since" that are years."""
_OF_WOUNDS = frozenset(("suffered", "sustained", "received", "inflicted"))
"""Words before the time of a wound of which somebody died later."""
_UNITS_BACK = frozenset(("week", "weeks", "month", "months", "year", "years", "decade", "decades"))


def with_times_long_ago(marked: Marked, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements; the nearest one to "two years ago", "last month" or a bare year says so."""
    result = list(statements)
    for span in _times_long_ago(marked) if result else ():
        nearest = min((_apart(marked, one.span, span), n) for n, one in enumerate(result))[1]
        cue, opens = result[nearest].cue, all(span.end <= one.span.start for one in result)
        result = [replace(one, long_ago=span) if opens or one.cue == cue else one for one in result]
    return tuple(result)


def _apart(marked: Marked, one: Span, time: Span) -> tuple[bool, int]:
    """How far people stand from a time; those in the same clause are nearer than those behind a comma."""
    first, last = min(one.end, time.end), max(one.start, time.start)
    comma = any(token.word == "," and first <= token.start < last for token in marked.tokens)
    return comma, max(last - first, 0)


def _times_long_ago(marked: Marked) -> Iterator[Span]:
    for tag in marked.tags["long_ago"]:
        if (day := marked.time_at(tag.start - 1)) and day[1] <= tag.start:
            continue  # "24 February last year" is a day
        if marked.word(tag.start - 1) in _OF_WOUNDS:
            continue  # "died of wounds suffered last month"
        counted = marked.word(tag.start) in _UNITS_BACK
        numbered = [one for one in marked.numbers if one.end == tag.start] if counted else []
        article = counted and marked.word(tag.start - 1) in ("a", "an")
        if not counted or numbered or article:
            yield marked.span(numbered[0].start if numbered else tag.start - article, tag.end)
    yield from _since_years(marked)
    for start, end, time in marked.times:
        month = bool(time.days) and all(day[2] is None for day in time.days)
        whole = month and (time.days[0][0] is not None or time.role in ("on", "since", "until"))
        weeks = time.role == "past" and (time.past_days or 0) >= TOLL_DAYS
        if (weeks or whole) and marked.word(end) != ":":  # "January: 12 killed" is a line of a list
            yield marked.span(start, end)


def _since_years(marked: Marked) -> Iterator[Span]:
    """ "Since the 2018 deal": a year that names an event from which a toll counts."""
    for n in (one.start for one in marked.numbers if YEARS[0] <= (one.value or 0) < YEARS[1]):
        since = next((k for k in range(n - 1, max(-1, n - 3), -1) if marked.word(k) == "since"), None)
        if since is not None and marked.tokens[n].is_number:
            yield marked.span(since, n + 1)
