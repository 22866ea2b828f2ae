"""Harm of years before, where the news of a report is what follows from it: a trial, an anniversary, a compensation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from tollbook.extract.drafted import Drafted
from tollbook.extract.events.scope import as_background, is_timed
from tollbook.language.protocol import SentenceReading
from tollbook.records import Span

LONG_BEFORE = 180
"""Days before its publication from which a report tells of something as past: no press carries news for so long."""
DAY = 10
"""Characters of a day in figures: 2018-01-31."""
_YEARS = ("years", "decade")


def with_old_harm_as_background(
    drafts: Sequence[Drafted], readings: Sequence[SentenceReading], text: str, published: str | None
) -> list[Drafted]:
    """The drafts; what happened long before publication is background where a report tells of what came of it.

    So is what such a report tells behind it without a time of its own: "lawyers for the 61 wounded". Somebody told of
    without a number is whom such a report is about, unless the words with the year only say who somebody is.
    """
    old = {entry.claim.id for entry in drafts if _is_old(entry, text, published)}
    told = [as_background(entry, words) if (words := _in_passing(entry, old)) else entry for entry in drafts]
    after = next((reading.aftermath for reading in readings if reading.aftermath), None)
    counted = [entry for entry in told if entry.claim.number]
    if after is None or not counted:
        return told
    if counted[0].claim.id in old:
        old |= {entry.claim.id for entry in counted if not is_timed(entry)}
    news = {entry.claim.id for entry in counted if not entry.claim.background}
    return [as_background(entry, after) if entry.claim.id in old & news else entry for entry in told]


def _in_passing(entry: Drafted, old: Collection[str]) -> Span | None:
    """The year with which a harm of long ago only says who or what something is: "the editor murdered in 1998"."""
    news = entry.claim.id in old and not entry.claim.background
    return entry.statement.long_ago if news and entry.statement.in_passing else None


def _is_old(entry: Drafted, text: str, published: str | None) -> bool:
    """Whether the words put a harm long before the day of publication; where that is not known, in some named year."""
    span, end = entry.statement.long_ago, entry.claim.period.end or entry.claim.period.start
    words = text[span.start : span.end].lower() if span else ""
    of_year = words[-4:].isdigit() and (published is None or words[-4:] < published[:4])
    if (
        end is not None
        and published is not None
        and len(end) == len(published) == DAY
        and not entry.statement.in_passing
    ):
        return (date.fromisoformat(published) - date.fromisoformat(end)).days > LONG_BEFORE
    return of_year or any(word in words for word in _YEARS)
