"""Numbers of other days than those of the news: a report of local news dates its own event by the day of the week.

Who writes "on Friday" means the week before publication, and gives what lies further back a date: "a girl was wounded
on May 12" stands in a report about Friday for another case. (So the Associated Press Stylebook, "time element".)
"""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.extract.drafted import Drafted
from tollbook.language.protocol import PersonKind, SentenceReading, TimeExpression
from tollbook.records import Span

LEAD = 2
"""Sentences from the first number on in which a report says when its event was."""


def words_of_other_days(drafts: Sequence[Drafted], readings: Sequence[SentenceReading]) -> dict[int, Span]:
    """The places of the drafts that are of another day than the news, with the words of that day."""
    first = min((entry.sentence for entry in drafts), default=0)
    opening = [time for reading in readings[: first + LEAD] for time in reading.times]
    dated = any(_date(time) for reading in readings[: first + 1] for time in reading.times)
    if dated or not any(map(_of_the_week, opening)):
        return {}
    told: dict[int, Span] = {}
    for position, entry in enumerate(drafts):
        times = readings[entry.sentence].times
        date = next(filter(None, map(_date, times)), None)
        if date and entry.sentence > first and not any(map(_of_the_week, times)) and _is_new(entry):
            told[position] = date
    return told


def _of_the_week(time: TimeExpression) -> bool:
    """ "Friday", and not "today": agencies that write so give their own events dates."""
    return not time.days and time.weekday is not None


def _date(time: TimeExpression) -> Span | None:
    """The words of a single day of a month."""
    single = time.role == "on" and len(time.days) == 1
    return time.span if single and time.days[0][1] and time.days[0][2] and time.weekday is None else None


def _is_new(entry: Drafted) -> bool:
    """Whether the words bring up somebody new; who has been told of may have been shot on that day and die now."""
    person = entry.statement.person
    return person is None or person.kind in (PersonKind.NEW, PersonKind.FOUND)
