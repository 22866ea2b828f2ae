"""What an English time belongs to: the harm, a statement about it, or the booking of deaths."""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.marks import Marked
from tollbook.language.protocol import TimeExpression

VERB_REACH = 14
"""Tokens between a time that opens a sentence and the verb of saying: "On Friday the ministry in the capital said"."""
RECORD_REACH = 10
"""Tokens between "documented" and the day on which it was done: "documented 17 deaths among civilians on Tuesday"."""
DATELINE = 8
"""Tokens within which a dateline ends."""
DASHES = ("-", "–", "—")
RECORDING = ("documented", "recorded", "registered", "logged")
LEADING_IN = frozenset(("on", "late", "early", "last", "of", "hours", "the", "in", "evening", "morning"))
FIGURE = frozenset(("a", "an", "the", "its", "of", "at", "total", "once", "more", "again", "on", "late", "early"))


def as_of_times(marked: Marked) -> tuple[TimeExpression, ...]:
    """The times of a sentence; those that say when somebody spoke get the role "as of"."""
    return tuple(replace(time, role=_role(marked, start, end, time)) for start, end, time in marked.times)


def _role(marked: Marked, start: int, end: int, time: TimeExpression) -> str:
    """What a time opens, given the verb that it belongs to."""
    told = marked.word(end + 1) == "when" and any(marked.at("said", n) for n in (end + 3, end + 4))
    if time.role == "since" and told:
        return "as of"  # "has not updated its figure since 11 March, when it put …"
    if time.role != "on":
        return time.role
    behind = end + 1 if end < len(marked.tokens) and marked.tokens[end].is_number else end
    if start < DATELINE and marked.word(behind) in (*DASHES, "(") and _in_dateline(marked, start):
        return "as of"
    if _of_record(marked, start):
        return "documented"
    return "as of" if _of_speech(marked, start, end) else "on"


def _in_dateline(marked: Marked, start: int) -> bool:
    """Whether nothing but names and commas stands before: "KABUL, Afghanistan, June 30 -"."""
    return all(marked.tokens[n].is_capital or not marked.tokens[n].is_word for n in range(start))


def _of_record(marked: Marked, start: int) -> bool:
    """Whether the time is that of a booking and not of deaths: "documented 17 deaths on Tuesday"."""
    tags = [tag for tag in marked.tags["said"] if tag.end < start and marked.word(tag.start) in RECORDING]
    if not tags or start - tags[-1].end > RECORD_REACH:
        return False
    harms = [tag for tag in marked.tags["harm"] if tags[-1].end <= tag.start < start]
    free = not any(marked.word(n) in (",", "that") for n in range(tags[-1].end, start))
    return bool(harms) and free and all(tag.entry.get("form") in ("noun", "of") for tag in harms)


def _of_speech(marked: Marked, start: int, end: int) -> bool:
    """Whether a time belongs to a verb of saying: "said on Friday", "in a statement on Thursday"."""
    before = start - 1
    while marked.word(before) in LEADING_IN:
        before -= 1
    if marked.at("publication", before):
        return True
    if (tag := next((tag for tag in marked.tags["said"] if tag.end == before + 1), None)) is not None:
        return marked.word(tag.start - 1) not in ("were", "was") or marked.word(before) in ("released", "published")
    if _gave_figure(marked, start):
        return True
    opening = start <= 3 and all(marked.word(n) in ("on", "late", "early", "last") for n in range(start))
    verb = next((n for n in range(end, min(end + VERB_REACH, len(marked.tokens))) if marked.at("said", n)), None)
    return opening and verb is not None and not (marked.word(end) in (",", "alone") and marked.word(verb + 1) == ",")


def _gave_figure(marked: Marked, start: int) -> bool:
    """Whether nothing but a figure stands between verb and time: "gave a figure of 830 a day earlier"."""
    before = start - 1
    numbers = {n for one in marked.numbers for n in range(one.hedge_start, one.end)}
    while before in numbers or marked.at("publication", before) or marked.word(before) in FIGURE:
        before -= 1
    return before < start - 1 and any(tag.end == before + 1 for tag in marked.tags["said"])
