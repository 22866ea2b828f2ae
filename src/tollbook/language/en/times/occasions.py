"""What an English time belongs to: the harm, a statement about it, or the booking of deaths."""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.marking.marks import Marked
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import TimeExpression

VERB_REACH = 14
"""Tokens between a time that opens a sentence and the verb of saying: "On Friday the ministry in the capital said"."""
RECORD_REACH = 10
"""Tokens between "documented" and the day on which it was done: "documented 17 deaths among civilians on Tuesday"."""
ADDRESSEE_REACH = 6
"""Tokens between a verb of saying and the day on which it was: "told a news conference in the capital on Friday"."""
DATELINE = 8
"""Tokens within which a dateline ends."""
DASHES = ("-", "–", "—", "_")
RECORDING = ("documented", "recorded", "registered", "logged")
LONGEST_HEADING = 12
"""Tokens of a line that only dates an event."""
HEADING = frozenset(
    (
        "date",
        "day",
        "night",
        "time",
        "place",
        "location",
        "incident",
        "event",
        "report",
        "case",
        "of",
        "in",
        "on",
        "at",
        "near",
        "to",
        "and",
        "the",
    )
)
"""Words of such a line besides names and times."""
LEADING_IN = frozenset(("on", "late", "early", "last", "of", "hours", "the", "in", "evening", "morning"))
FIGURE = frozenset(("a", "an", "the", "its", "of", "at", "total", "once", "more", "again", "on", "late", "early"))


def as_of_times(marked: Marked) -> tuple[TimeExpression, ...]:
    """The times of a sentence; those that say when somebody spoke get the role "as of".

    Without those of clauses that only describe somebody: "the group, which was driven out in 2011, killed 23".
    """
    return tuple(
        replace(time, role=_role(marked, start, end, time))
        for start, end, time in marked.times
        if not _describes(marked, start)
    )


def is_date_heading(marked: Marked) -> bool:
    """Whether a line only says when, and where, what follows it happened: "Ghazni, 14 August 2012."."""
    if len(marked.times) != 1 or len(marked.tokens) > LONGEST_HEADING or marked.word(len(marked.tokens) - 1) in DASHES:
        return False
    start, end, time = marked.times[0]
    day = time.weekday is not None or (time.days and all(day for _, _, day in time.days))
    rest = [n for n in range(len(marked.tokens)) if not start <= n < end and marked.tokens[n].is_word]
    return (
        time.role == "on"
        and bool(day)
        and all(
            marked.tokens[n].is_capital or marked.word(n) in HEADING or marked.covering("place noun", n) for n in rest
        )
    )


def _describes(marked: Marked, start: int) -> bool:
    """Whether a time stands in a clause between commas that describes somebody and tells of no harm."""
    comma = next((n for n in range(start, -1, -1) if marked.word(n) == ","), None)
    if comma is None or marked.word(comma + 1) not in ("who", "which", "whose"):
        return False
    end = next((n for n in range(start, len(marked.tokens)) if marked.word(n) in (",", ";", "–", "—")), None)
    if end is None:
        return False
    told = any(marked.at(kind, n) for kind in ("harm", "attack", "cause") for n in range(comma + 2, end))
    return not told and any(tag.start >= end for tag in marked.tags["harm"])


def _role(marked: Marked, start: int, end: int, time: TimeExpression) -> str:
    """What a time opens, given the verb that it belongs to."""
    told = marked.word(end + 1) == "when" and any(marked.at("said", n) for n in (end + 3, end + 4))
    if time.role == "since" and told:
        return "as of"  # "has not updated its figure since 11 March, when it put …"
    if time.role != "on":
        return time.role
    behind = end + 1 if end < len(marked.tokens) and marked.tokens[end].is_number else end
    behind += marked.word(behind) == ")" and marked.word(behind + 1) in DASHES
    named = any(marked.tokens[n].is_word for n in range(start))  # "13 Aug 2009 – Sangin: …" is an entry of a diary
    if start < DATELINE and marked.word(behind) in (*(DASHES if named else ()), "(") and _in_dateline(marked, start):
        return "as of"
    if _of_record(marked, start):
        return "documented"
    if _of_condition(marked, start, end):
        return "as of"
    return "as of" if _of_speech(marked, start, end) else "on"


def _in_dateline(marked: Marked, start: int) -> bool:
    """Whether nothing but names and commas stands before: "KABUL, Afghanistan, June 30 -"."""
    return all(marked.tokens[n].is_capital or not marked.tokens[n].is_word for n in range(start))


def _of_condition(marked: Marked, start: int, end: int) -> bool:
    """Whether a time says how people were then: "was in critical condition Saturday"."""
    tag = min(marked.tags["harm"], key=lambda one: max(start - one.end, one.start - end), default=None)
    return tag is not None and bool(tag.entry.get("lasting"))


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
    if _gave_figure(marked, start) or _told_somebody(marked, before):
        return True
    opening = start <= 3 and all(marked.word(n) in ("on", "late", "early", "last") for n in range(start))
    verb = next((n for n in range(end, min(end + VERB_REACH, len(marked.tokens))) if marked.at("said", n)), None)
    if opening and verb and any(end <= tag.start < verb and _is_verb(tag) for tag in marked.tags["harm"]):
        return False  # "On Monday three prisoners died, officials said"
    return opening and verb is not None and not (marked.word(end) in (",", "alone") and marked.word(verb + 1) == ",")


def _is_verb(tag: Tag) -> bool:
    return tag.entry.get("form") in ("participle", "past", "active")


def _told_somebody(marked: Marked, before: int) -> bool:
    """Whether nothing but whom and how stands between verb and time: "told reporters by phone on Friday"."""
    if marked.word(before) in ("for", "covering"):
        return False  # "casualty report for March"
    for position in range(before, max(0, before - ADDRESSEE_REACH), -1):
        if any(tag.end == position + 1 for tag in marked.tags["said"]):
            passive = position > 0 and marked.word(position - 1) in ("was", "were")  # "were reported missing on Friday"
            return position < before and not passive
        clause = marked.at("harm", position) or marked.at("auxiliary", position) or marked.word(position) == "that"
        if clause or not marked.tokens[position].is_word or marked.at("fate", position):
            return False
    return False


def _gave_figure(marked: Marked, start: int) -> bool:
    """Whether nothing but a figure stands between verb and time: "gave a figure of 830 a day earlier"."""
    before = start - 1
    numbers = {n for one in marked.numbers for n in range(one.hedge_start, one.end)}
    while before in numbers or marked.at("publication", before) or marked.word(before) in FIGURE:
        before -= 1
    return before < start - 1 and any(tag.end == before + 1 for tag in marked.tags["said"])
