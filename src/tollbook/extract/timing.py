"""When: the period that each number of a report covers, and when it was current.

A day beside the number is its own. Else the day of the event that the sentences right before told of is carried over
to it, or, for "in that time", the stretch they named. A toll has no day: what it covers is found in `windows`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tollbook.extract.times import Ends, period, resolve
from tollbook.language.protocol import SentenceReading, Statement, TimeExpression
from tollbook.records import (
    AsOf,
    AsOfBasis,
    Evidence,
    EvidenceBasis,
    Period,
    PeriodBasis,
    PeriodKind,
    Report,
    Span,
    Unresolved,
)

Time = tuple[TimeExpression, Ends]
NO_PERIOD = Period()
GOES_ON = 2
"""Sentences for which the day of an event holds: "A bomb exploded on Friday. Nobody claimed it. Two people died."""
OF_SPEECH = ("as of", "documented")


@dataclass(frozen=True, slots=True)
class Timed:
    """A period, or a time at which something stood, with the words that give it."""

    period: Period = NO_PERIOD
    evidence: Evidence | None = None


@dataclass(slots=True)
class Timing:
    """Gives times to the numbers of one report, sentence by sentence, in order."""

    report: Report
    unresolved: dict[Span, Unresolved] = field(default_factory=dict)
    named: str | None = None
    event: Timed = Timed()
    stretch: Timed = Timed()
    event_sentence: int = -9
    spoke: dict[str, tuple[AsOf, Span]] = field(default_factory=dict)
    windows: list[tuple[Period, Evidence]] = field(default_factory=list)
    """Since when, in the words of the report so far."""

    def times(self, reading: SentenceReading) -> list[Time]:
        """The times of a sentence, resolved; the day named last is remembered."""
        found: list[Time] = []
        for time in reading.times:
            ends = None if time.again else self._resolved(time)
            if ends:
                found.append((time, ends))
                if time.role in ("on", *OF_SPEECH) and len(ends[1]) == len("2025-03-06"):
                    self.named = ends[1]
        return found

    def remember(self, position: int, reading: SentenceReading, times: Sequence[Time]) -> None:
        """Keep the time of the event that a sentence tells of, for the sentences behind it."""
        of_tolls = {time.span for time, _ in times if any(_of_toll(one, time) for one in reading.statements)}
        own = [(time, ends) for time, ends in times if time.role not in OF_SPEECH and time.span not in of_tolls]
        if not own:
            return
        first, ends = own[0]
        words = Evidence(first.span.start, first.span.end, EvidenceBasis.CARRIED_OVER)
        self.stretch = Timed(period(first, ends), words)
        if reading.background:
            return
        self.windows += [
            (found, Evidence(time.span.start, time.span.end, EvidenceBasis.STATED))
            for time, ends in own
            if (found := period(time, ends)).kind is PeriodKind.SINCE and len(ends[0]) == len("2025-03-06")
        ]
        if reading.harmful:
            days = [(time, ends) for time, ends in own if time.role == "on"]
            self.event = self.stretch if days == own[:1] else Timed()
            self.event_sentence = position

    def when(self, position: int, statement: Statement, reading: SentenceReading, times: Sequence[Time]) -> Timed:
        """The period of a number: the time beside it, else the one that holds on."""
        if statement.before_events:
            before = statement.before_events
            ended = Period(kind=PeriodKind.UNTIL, basis=PeriodBasis.EVENT)
            return Timed(ended, Evidence(before.start, before.end, EvidenceBasis.INFERRED))
        own = [one for one in times if one[0].role != "as of" and not _of_toll(statement, one[0])]
        dated = [one for one in own if one[0].role != "documented"] or own
        if dated:
            return _nearest(statement, dated)
        if any(time.again for time in reading.times):
            return self.stretch
        listed = _listed(statement, reading)
        counted = any(one.running or one.rule == "counted noun" for one in listed)
        part = statement.part_of is not None or statement.part_of_earlier
        carried = not (counted or reading.background or part)
        return self.event if carried and 0 < position - self.event_sentence <= GOES_ON else Timed()

    def as_of(self, statement: Statement, times: Sequence[Time], speaker: str | None) -> tuple[AsOf, Evidence | None]:
        """When a number was current: when its toll stood there, when its source spoke, else the publication."""
        stood = next(((time, ends) for time, ends in times if _of_toll(statement, time)), None)
        if stood:
            span = stood[0].span
            return AsOf(stood[1][1], AsOfBasis.STATED), Evidence(span.start, span.end, EvidenceBasis.STATED)
        said = next(((time, ends) for time, ends in times if time.role in OF_SPEECH), None)
        if said:
            span = said[0].span
            return AsOf(said[1][1], AsOfBasis.STATED), Evidence(span.start, span.end, EvidenceBasis.STATED)
        if speaker in self.spoke:
            as_of, span = self.spoke[speaker]
            return as_of, Evidence(span.start, span.end, EvidenceBasis.CARRIED_OVER)
        published = self.report.published
        return AsOf(published, AsOfBasis.PUBLISHED if published else AsOfBasis.UNSAID), None

    def spoken(self, speaker: str, times: Sequence[Time]) -> None:
        """Remember when a source spoke, in a sentence with or without numbers."""
        said = next(((time, ends) for time, ends in times if time.role in OF_SPEECH), None)
        if said:
            self.spoke[speaker] = AsOf(said[1][1], AsOfBasis.STATED), said[0].span

    def _resolved(self, time: TimeExpression) -> Ends | None:
        ends = resolve(time, self.report.published, self.named)
        if ends is None:
            quote = self.report.text[time.span.start : time.span.end]
            why = "the publication date is needed to tell the day, or the calendar has no such day"
            self.unresolved[time.span] = Unresolved(quote, time.span.start, time.span.end, "period", why)
        return ends


def _listed(statement: Statement, reading: SentenceReading) -> list[Statement]:
    """A statement and those that it is joined to, up to the first of the list."""
    listed = [statement]
    while listed[-1].joined_to is not None and len(listed) <= len(reading.statements):
        listed.append(reading.statements[listed[-1].joined_to])
    return listed


def _nearest(statement: Statement, times: Sequence[Time]) -> Timed:
    """The time nearest to the number; a beginning and an end that stand in one sentence make one period."""
    time, ends = min(times, key=lambda one: _distance(one[0].span, statement.span))
    found, span = period(time, ends), time.span
    other = next((one for one in times if {one[0].role, time.role} == {"since", "until"}), None)
    if other:
        first, last = sorted((period(time, ends), period(*other)), key=lambda one: one.start is None)
        found = Period(first.start, last.end, PeriodKind.BETWEEN, PeriodBasis.EVENT)
        span = Span(min(span.start, other[0].span.start), max(span.end, other[0].span.end))
    return Timed(found, Evidence(span.start, span.end, EvidenceBasis.STATED))


def _distance(time: Span, statement: Span) -> int:
    """Characters between two stretches; 0 where they overlap."""
    return max(time.start - statement.end, statement.start - time.end, 0)


def _of_toll(statement: Statement, time: TimeExpression) -> bool:
    return (
        statement.rule == "toll reaches"
        and time.role == "on"
        and statement.number_span.end <= time.span.start <= statement.number_span.end + 10
    )
