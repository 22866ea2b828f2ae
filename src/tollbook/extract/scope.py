"""Which numbers are about other events than those that a report brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.extract.lists import Drafted
from tollbook.language.protocol import Passed, PersonKind, SentenceReading, Statement
from tollbook.records import Evidence, EvidenceBasis, FrozenMapping, Span

OPENING = 4
"""Sentences in which a report says what it is about: a heading, a place and date, a first paragraph."""


LONGEST_HEADING = 200
"""Characters in which the first line ends, if it is a heading."""


def told_as_background(drafts: Sequence[Drafted], text: str, published: str | None) -> list[Drafted]:
    """The drafts; a number of another year, or of "last month", is background where the report brings newer ones.

    What a report says first is what it is about. Where nothing is newer and the report opens with them, or the heading
    names that year, it is about those events: a yearly survey.
    """
    first = min((entry.sentence for entry in drafts), default=0)
    long_ago = [_long_ago(entry, text, published) for entry in drafts]
    told_first = [old for old, entry in zip(long_ago, drafts, strict=True) if entry.sentence == first]
    if first < OPENING and all(told_first):
        long_ago[: len(told_first)] = [None] * len(told_first)
    opens = any(entry.sentence < OPENING and not entry.claim.background for entry in drafts)
    if opens and all(old or entry.claim.background for old, entry in zip(long_ago, drafts, strict=True)):
        return list(drafts)
    return [_as_background(entry, old) if old else entry for old, entry in zip(long_ago, drafts, strict=True)]


def without_other_numbers(readings: Sequence[SentenceReading], text: str) -> list[SentenceReading]:
    """The readings; a number only named again ("the figure of 298") counts what it counted where it stood before."""
    others: set[str] = set()
    told: set[int | None] = set()
    result = []
    for reading in readings:
        again = [one for one in reading.statements if one.rule == "named as before"]
        if len(reading.statements) == len(again) == 1 and _printed(text, again[0].number_span) in others:
            passed = Passed(again[0].number_span, "repeats a number that counts something else")
            reading = replace(reading, statements=(), passed=(*reading.passed, passed))
        elif len(reading.statements) == 1 and reading.statements[0].of_number not in (None, *told):
            passed = Passed(reading.statements[0].number_span, "a part of a number that counts something else")
            reading = replace(reading, statements=(), passed=(*reading.passed, passed))
        told.update(one.number.value for one in reading.statements)
        result.append(reading)
        others |= {_printed(text, one.span) for one in reading.passed}
        others -= {_printed(text, one.number_span) for one in reading.statements}
    return result


def without_vaguer(readings: Sequence[SentenceReading]) -> list[SentenceReading]:
    """The readings without people whom nothing counts ("civilians were killed") where the report counts such harm."""
    counted = {one.harm for reading in readings for one in reading.statements if not _uncounted(one)}
    return [
        replace(reading, statements=())
        if all(_uncounted(one) and one.harm in counted for one in reading.statements)
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


def _as_background(entry: Drafted, span: Span) -> Drafted:
    said = Evidence(span.start, span.end, EvidenceBasis.INFERRED)
    evidence = FrozenMapping({**entry.claim.evidence, "background": said})
    return replace(entry, claim=replace(entry.claim, background=True, evidence=evidence))
