"""Which numbers are about other events than those that a report brings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tollbook.extract.drafted import Drafted
from tollbook.extract.events.days import words_of_other_days
from tollbook.language import Sentence
from tollbook.language.protocol import Passed, PersonKind, SentenceReading, Statement
from tollbook.records import Evidence, EvidenceBasis, FrozenMapping, Harm, Period, Span

OPENING = 4
"""Sentences in which a report says what it is about: a heading, a place and date, a first paragraph."""


OF_EARLIER = "part of an earlier number"
"""The rule for "one of them"."""
OF_EVENTS: Mapping[str, Any] = {"places": (), "period": Period()}
"""What holds on for the numbers of one event, with what is known of it for those of another."""
LARGEST = 10**9
"""More people than any report counts: what "dozens" may be."""
NEAR = 6
"""Claims back in which "four of them" finds its whole."""
SETTLED = 4
"""Sentences from the first number on in which a report tells what it is about."""
GOING_ON = ("part of an earlier number", "named as before", "joined with")
"""Rules of numbers that say no harm themselves."""
_YEARS_BACK = ("year ago", "years ago", "decade ago", "decades ago")
LONGEST_HEADING = 200
"""Characters in which the first line ends, if it is a heading."""


def told_as_background(drafts: Sequence[Drafted], text: str, published: str | None) -> list[Drafted]:
    """The drafts; a number of another year, or of "last month", is background where the report brings newer ones.

    What a report says first is what it is about. Where nothing is newer and the report opens with them, or the heading
    names that year, it is about those events: a yearly survey. The number that the heading names is what it is about.
    """
    first = min((entry.sentence for entry in drafts), default=0)
    long_ago = [_long_ago(entry, text, published) for entry in drafts]
    told_first = [old for old, entry in zip(long_ago, drafts, strict=True) if entry.sentence == first]
    whole = [old for old, entry in zip(long_ago, drafts, strict=True) if entry.sentence == first and not is_part(entry)]
    if first < OPENING and all(whole) and not any(_is_looking_back(old, text) for old in whole):
        long_ago[: len(told_first)] = [None] * len(told_first)
    about = [entry.claim.period for entry in drafts if entry.sentence == first < OPENING]
    named = {
        (entry.claim.harm, entry.claim.count.low)
        for entry, old in zip(drafts, long_ago, strict=True)
        if entry.sentence == first < OPENING and entry.claim.number and not (old or entry.claim.background)
        if entry.claim.count.low is not None  # "dozens" are not the "tens of thousands" of a war
        if not is_part(entry)
    }
    long_ago = [
        None
        if (entry.claim.harm, entry.claim.count.low) in named
        or (is_timed(entry) and any(_within(entry.claim.period, one) for one in about))
        else old
        for old, entry in zip(long_ago, drafts, strict=True)
    ]
    opens = any(entry.sentence < OPENING and not entry.claim.background for entry in drafts)
    if opens and all(
        (old and not _is_looking_back(old, text)) or entry.claim.background
        for old, entry in zip(long_ago, drafts, strict=True)
    ):
        return list(drafts)
    told = [as_background(entry, old) if old else entry for old, entry in zip(long_ago, drafts, strict=True)]
    for position, entry in enumerate(told):
        if words := _part_of_background(told, position):
            told[position] = as_background(entry, words)
    return told


def _part_of_background(drafts: Sequence[Drafted], position: int) -> Span | None:
    """The words by which the only numbers of which "four of them" can be a part are background."""
    entry = drafts[position]
    if entry.statement.rule != OF_EARLIER or entry.claim.background:
        return None
    size = entry.claim.count.low or 0
    near = drafts[max(0, position - NEAR) : position]
    wholes = [one.claim for one in near if one.claim.harm is entry.claim.harm and (one.claim.count.low or 0) > size]
    told = wholes[-1].evidence.get("background") if wholes and all(one.background for one in wholes) else None
    return Span(told.start, told.end) if told else None


def told_aside(
    drafts: Sequence[Drafted], readings: Sequence[SentenceReading], sentences: Sequence[Sentence]
) -> list[Drafted]:
    """The drafts; behind words that turn to another event all is background, to the end of the paragraph.

    Only where the report has told at length what it is about: two events side by side in a short text are both news.
    So is what has a date where the news has a day of the week, see :mod:`tollbook.extract.days`.
    """
    first = min((entry.sentence for entry in drafts), default=0)
    turned: Span | None = None
    aside: dict[int, Span] = {}
    for position in range(first + SETTLED, len(readings)):
        if sentences[position].paragraph != sentences[position - 1].paragraph:
            turned = None
        turned = readings[position].turn or turned
        if turned:
            aside[position] = turned
    dated = words_of_other_days(drafts, readings)
    told = [as_background(one, aside[one.sentence]) if _is_aside(one, aside) else one for one in drafts]
    return [
        as_background(one, dated[n]) if n in dated and not one.claim.background else one for n, one in enumerate(told)
    ]


def _is_aside(entry: Drafted, aside: Mapping[int, Span]) -> bool:
    """Whether a number stands behind the words that turn to another event."""
    turned = aside.get(entry.sentence)
    return turned is not None and not entry.claim.background and turned.end <= entry.claim.start


def is_timed(entry: Drafted) -> bool:
    """Whether a number has a time of its own, and not one that is carried over."""
    period = entry.claim.evidence.get("period")
    return period is not None and period.basis is EvidenceBasis.STATED


def _within(one: Period, other: Period) -> bool:
    """Whether a stretch of time lies within the one that the report is about."""
    if not (one.start and one.end and other.start and other.end):
        return False
    return other.start <= one.start and one.end[: len(other.end)] <= other.end


def is_part(entry: Drafted) -> bool:
    """Whether a number is a part of another one: it is told as what its whole is told as."""
    return entry.statement.part_of is not None or entry.statement.part_of_earlier


def without_other_numbers(readings: Sequence[SentenceReading], text: str) -> list[SentenceReading]:
    """The readings; a number only named again ("the figure of 298") counts what it counted where it stood before."""
    others: set[str] = set()
    told: dict[int | None, Harm] = {}
    harm: Harm | None = None
    result = []
    for reading in readings:
        reading, harm = _of_named_number(reading, told, harm)
        again = [one for one in reading.statements if one.rule == "named as before"]
        if len(reading.statements) == len(again) == 1 and _printed(text, again[0].number_span) in others:
            passed = Passed(again[0].number_span, "repeats a number that counts something else")
            reading = replace(reading, statements=(), passed=(*reading.passed, passed))
        elif gone := [one for one in reading.statements if _is_part_of_other(one, {*told, *_numbers(reading)})]:
            reading = _without(reading, gone, "a part of a number that counts something else")
        told.update((one.number.value, one.harm) for one in reading.statements)
        result.append(reading)
        others |= {_printed(text, one.span) for one in reading.passed}
        others -= {_printed(text, one.number_span) for one in reading.statements}
    return result


def _of_named_number(
    reading: SentenceReading, told: Mapping[int | None, Harm], before: Harm | None
) -> tuple[SentenceReading, Harm | None]:
    """A reading whose parts have the harm of the number they are parts of, and that harm, for the parts behind it.

    "Of the 118, 57 were soldiers. 44 were villagers": what happened to the 118, whoever was told of last.
    """
    parts = [one for one in reading.statements if one.part_of_earlier and one.rule in GOING_ON]
    going_on = parts and all(one.rule == "named as before" for one in parts)
    harm = next((told[one.of_number] for one in parts if one.of_number in told), before if going_on else None)
    if harm is None or len(parts) < len(reading.statements):
        return reading, harm
    return replace(reading, statements=tuple(replace(one, harm=harm) for one in reading.statements)), harm


def _numbers(reading: SentenceReading) -> set[int | None]:
    return {one.number.value for one in reading.statements}


def _is_part_of_other(statement: Statement, told: Collection[int | None]) -> bool:
    """Whether a number is only known as a part of one that was no claim."""
    own = statement.rule not in ("part of an earlier number", "joined with")
    return statement.of_number not in (None, *told) and not own


def _without(reading: SentenceReading, gone: Sequence[Statement], reason: str) -> SentenceReading:
    """A reading without some of its statements; where others hang on them, without any."""
    statements = reading.statements
    hanging = any(one.part_of is not None or one.joined_to is not None or one.includes for one in statements)
    gone = statements if hanging else gone
    passed = [Passed(one.number_span, reason) for one in gone if one.person is None]
    kept = tuple(one for one in statements if one not in gone)
    return replace(reading, statements=kept, passed=(*reading.passed, *passed))


def without_parts_of_others(readings: Sequence[SentenceReading]) -> list[SentenceReading]:
    """The readings; "one of them" is a part only of several of whom the same harm was told, else of other people."""
    several: dict[Harm, int] = {}
    result = []
    for reading in readings:
        for one in reading.statements:
            if one.rule != OF_EARLIER:
                several[one.harm] = max(several.get(one.harm, 0), one.number.value or one.number.low or LARGEST)
        if parts := [one for one in reading.statements if _is_of_others(one, several)]:
            reading = _without(reading, parts, "a part of a number that counts something else")
        result.append(reading)
    return result


def _is_of_others(statement: Statement, several: Mapping[Harm, int]) -> bool:
    size = statement.number.value
    part = statement.rule == OF_EARLIER and statement.of_number is None and size is not None
    return part and several.get(statement.harm, 0) <= (size or 0)


def without_vaguer(readings: Sequence[SentenceReading]) -> list[SentenceReading]:
    """The readings without people whom nothing counts ("civilians were killed") where the report counts such harm."""
    counted = {one.harm for reading in readings for one in reading.statements if not _uncounted(one)}
    return [
        replace(reading, statements=())
        if reading.statements and all(_uncounted(one) and one.harm in counted for one in reading.statements)
        else reading
        for reading in readings
    ]


def _uncounted(statement: Statement) -> bool:
    return statement.person is not None and statement.person.kind is PersonKind.SEVERAL


def _printed(text: str, span: Span) -> str:
    return text[span.start : span.end].lower()


def _long_ago(entry: Drafted, text: str, published: str | None) -> Span | None:
    span = entry.statement.long_ago
    if span is None or entry.claim.background:
        return None
    heading, below, _ = text[:LONGEST_HEADING].partition("\n")
    year = text[span.start : span.end][-4:]
    own = year.isdigit() and ((below and year in heading) or (published is not None and year == published[:4]))
    return None if own else span


def _is_looking_back(words: Span | None, text: str) -> bool:
    """Whether a time is counted back over years, as in "two years ago": no survey of a time is dated so."""
    return words is not None and text[words.start : words.end].lower().endswith(_YEARS_BACK)


def as_background(entry: Drafted, span: Span) -> Drafted:
    """A draft put among other events than those that the report brings, by the words that say so.

    Where and when those of the report happened does not hold for it.
    """
    said = Evidence(span.start, span.end, EvidenceBasis.INFERRED)
    evidence = {**entry.claim.evidence, "background": said}
    carried = {name for name in OF_EVENTS if name in evidence and evidence[name].basis is EvidenceBasis.CARRIED_OVER}
    kept = FrozenMapping({name: one for name, one in evidence.items() if name not in carried})
    unsaid = {name: nothing for name, nothing in OF_EVENTS.items() if name in carried}
    return replace(entry, claim=replace(entry.claim, background=True, evidence=kept, **unsaid))
