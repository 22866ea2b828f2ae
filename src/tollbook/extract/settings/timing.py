"""When: the period that each number of a report covers, and when it was current.

A day beside the number is its own. Else the day of the event that the sentences right before told of is carried over
to it, or, for "in that time", the stretch they named. A toll has no day: what it covers is found in `windows`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tollbook.extract.settings.opening import Opening
from tollbook.extract.settings.times import Ends, period, resolve
from tollbook.language.protocol import SentenceReading, Statement, TimeExpression
from tollbook.records import (
    AsOf,
    AsOfBasis,
    Evidence,
    EvidenceBasis,
    Mode,
    Period,
    PeriodBasis,
    PeriodKind,
    Report,
    Span,
    Unresolved,
)

Time = tuple[TimeExpression, Ends]
NO_PERIOD = Period()
LONGEST_BULLET = 4
"""Characters before the label of a line: "\n• "."""
GOES_ON = 6
"""Sentences for which the day of an event holds, unless another day is named: a report tells of it to its end."""
COMPARED = "compared with"
"""The rule by which a number is one of another time."""
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
    counts: bool = False
    unresolved: dict[Span, Unresolved] = field(default_factory=dict)
    named: str | None = None
    event: Timed = Timed()
    stretch: Timed = Timed()
    event_sentence: int = -9
    spoke: dict[str, tuple[AsOf, Span]] = field(default_factory=dict)
    opening: Opening = field(init=False)
    scope: Timed = Timed()
    opened: tuple[Period, Evidence] | None = None
    event_paragraph: int = -1
    windows: list[tuple[Period, Evidence]] = field(default_factory=list)
    """Since when, in the words of the report so far."""

    def __post_init__(self) -> None:
        self.opening = Opening(self.report.text, self.counts)

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
        if self.scope.evidence is None and self.opening.covered(own):
            self.scope = self.stretch
        self.windows += [
            (found, Evidence(time.span.start, time.span.end, EvidenceBasis.STATED))
            for time, ends in own
            if (found := period(time, ends)).kind is PeriodKind.SINCE and len(ends[0]) == len("2025-03-06")
        ]
        if reading.harmful or (reading.dates_event and not self._of_publication(ends)):
            days = [(time, ends) for time, ends in own if time.role == "on"]
            self.event = self.stretch if days == own[:1] else Timed()
            if self.event.evidence and self.opening.holds and self.opened is None:
                self.opened = self.event.period, self.event.evidence
            self.event_sentence, self.event_paragraph = position, self.opening.paragraph

    def when(self, position: int, statement: Statement, reading: SentenceReading, times: Sequence[Time]) -> Timed:
        """The period of a number: the time beside it, else the one that holds on."""
        if statement.before_events:
            before = statement.before_events
            ended = Period(kind=PeriodKind.UNTIL, basis=PeriodBasis.EVENT)
            return Timed(ended, Evidence(before.start, before.end, EvidenceBasis.INFERRED))
        if statement.time and (ends := self._resolved(statement.time)):
            span = statement.time.span
            return Timed(period(statement.time, ends), Evidence(span.start, span.end, EvidenceBasis.STATED))
        if statement.rule == COMPARED:
            return Timed()
        own = [one for one in times if one[0].role != "as of" and not _of_toll(statement, one[0])]
        clause = [one for one in own if _of_its_clause(statement, reading, one[0])]
        own = clause if clause or statement.rule == "toll reaches" else own
        harmed = [one for one in own if one[0].role != "documented"] or own
        if dated := self._own_of(statement, reading, harmed):
            return _nearest(statement, dated)
        if any(time.again and _of_its_clause(statement, reading, time) for time in reading.times):
            return self.stretch
        listed = _listed(statement, reading)
        counted = any(one.running for one in listed)
        part = statement.part_of is not None or statement.part_of_earlier
        added = statement.mode is Mode.INCREMENT  # "documented 158 new deaths": not those of the day just told of
        carried = not (counted or added or reading.background or part or statement.includes_earlier)
        near = 0 < position - self.event_sentence <= GOES_ON
        if self.scope.evidence and self.event_paragraph != self.opening.paragraph:
            near = False  # a bulletin tells of one event in a paragraph
        found = self.event if carried and near else Timed()
        scoped = not (reading.background or part or statement.includes_earlier or (counted and self.windows))
        return self.scope if found.evidence is None and scoped else found

    def _of_publication(self, ends: Ends) -> bool:
        """Whether a day is that on which the report came out, as newspapers print it above an article."""
        return self.report.published is not None and self.report.published.startswith(ends[1])

    def _own_of(self, statement: Statement, reading: SentenceReading, times: Sequence[Time]) -> Sequence[Time]:
        """The time right behind a number ("31 in January"), else those that are not another number's own."""
        beside = (self._right_behind, self._labels)
        owners = {
            time[0].span: one
            for one in reading.statements
            for time in times
            if any(stands(one, time) for stands in beside)
        }
        own = [time for time in times if owners.get(time[0].span) is statement]
        labelled = {time[0].span for one in reading.statements for time in times if self._labels(one, time)}
        compared = {span for span, one in owners.items() if one.rule == COMPARED}
        free = [time for time in times if time[0].span not in {*owners, *labelled}]
        return own or free or [time for time in times if time[0].span not in {*compared, *labelled}]

    def _labels(self, statement: Statement, time: Time) -> bool:
        """Whether a time stands before the colon of another number: "64 (October: 71)"."""
        start, text = time[0].span.start, self.report.text
        before = text[max(0, start - LONGEST_BULLET) : start]
        opens = start < LONGEST_BULLET or "\n" in before or before.rstrip().endswith((".", ";"))  # "June: 12 killed, …"
        return not opens and text[time[0].span.end : statement.number_span.start].strip() == ":"

    def _right_behind(self, statement: Statement, time: Time) -> bool:
        between = self.report.text[statement.number_span.end : time[0].span.start]
        behind = time[0].span.start > statement.number_span.end
        return (
            behind
            and (statement.bare or statement.rule == COMPARED)
            and between.split() in (["in"], ["on"], ["during"])
        )

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


def _of_its_clause(statement: Statement, reading: SentenceReading, time: TimeExpression) -> bool:
    """Whether a time is a number's own where others move a toll: "12 died on Monday, taking the dead since May to 40".

    What stands inside the words of the toll is the toll's; what stands before the numbers that move it is theirs.
    """
    tolls = [one for one in reading.statements if one.rule == "toll reaches"]
    if statement in tolls:
        moving = [one.number_span for one in reading.statements if one not in tolls and one.part_of is None]
        return not any(time.span.end <= span.start < statement.number_span.start for span in moving)
    return not any(one.cue.start <= time.span.start < one.number_span.start for one in tolls)


def _of_toll(statement: Statement, time: TimeExpression) -> bool:
    of_day = time.weekday is not None or time.shift_days is not None or all(day for _, _, day in time.days)
    return (
        statement.rule == "toll reaches"
        and time.role == "on"
        and of_day
        and statement.number_span.end <= time.span.start <= statement.number_span.end + 10
    )
