"""Harm of years before, where the news of a report is what follows from it: a trial, an anniversary, a compensation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tollbook.extract.drafted import Drafted
from tollbook.extract.events.scope import as_background, is_timed
from tollbook.language.protocol import SentenceReading

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
    without a number is whom such a report is about.
    """
    after = next((reading.aftermath for reading in readings if reading.aftermath), None)
    counted = [entry for entry in drafts if entry.claim.number]
    if after is None or not counted:
        return list(drafts)
    old = {entry.claim.id for entry in counted if _is_old(entry, text, published)}
    if counted[0].claim.id in old:
        old |= {entry.claim.id for entry in counted if not is_timed(entry)}
    news = {entry.claim.id for entry in counted if not entry.claim.background}
    return [as_background(entry, after) if entry.claim.id in old & news else entry for entry in drafts]


def _is_old(entry: Drafted, text: str, published: str | None) -> bool:
    """Whether the words put a harm long before the day of publication; where that is not known, in some named year."""
    end = entry.claim.period.end or entry.claim.period.start
    if end is not None and published is not None and len(end) == len(published) == DAY:
        return (date.fromisoformat(published) - date.fromisoformat(end)).days > LONG_BEFORE
    span = entry.statement.long_ago
    words = text[span.start : span.end].lower() if span else ""
    earlier = words[-4:].isdigit() and (published is None or words[-4:] < published[:4])
    return earlier or any(word in words for word in _YEARS)
