"""Times long before a report: "two years ago", "last month", "since the 2018 deal", "the previous figure"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.people.clauses import verb_start
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Statement
from tollbook.records import Span

TOLL_DAYS = 14
"""A stretch of this many days or more is that of a toll, where the report brings something newer."""
YEARS = (1900, 2100)
"""Numbers behind "since" that are years."""
_OF_WOUNDS = frozenset(("suffered", "sustained", "received", "inflicted"))
"""Words before the time of a wound of which somebody died later."""
_RELATIVE = frozenset(("who", "which", "whom", "where", "that"))
LONGEST_SUBJECT = 9
"""Tokens between a relative pronoun and the verb of its clause."""
_STRIFE = frozenset(
    ("war", "conflict", "insurgency", "rebellion", "uprising", "violence", "unrest", "strife", "feud", "crisis")
)
STRIFE_REACH = 6
"""Tokens from the beginning of a sentence to its subject: "the country's civil war"."""
HAVING = 6
"""Tokens from "has" to its verb: "has already left 20,000 dead"."""
_UNITS_BACK = frozenset(("week", "weeks", "month", "months", "year", "years", "decade", "decades"))


def with_times_long_ago(marked: Marked, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements; the nearest one to "two years ago", "last month" or a bare year says so."""
    result = list(statements)
    for span in _times_long_ago(marked) if result else ():
        nearest = min((_apart(marked, one.span, span), n) for n, one in enumerate(result))[1]
        cue, opens = result[nearest].cue, all(span.end <= one.span.start for one in result)
        result = [
            replace(one, long_ago=span, in_passing=_in_passing(marked, one, span)) if opens or one.cue == cue else one
            for one in result
        ]
    return tuple(result)


def _in_passing(marked: Marked, one: Statement, time: Span) -> bool:
    """Whether a harm of another year only says who or what something is.

    "The archbishop, who was killed in 1980, …", "the school where 32 died in 1966", "the editor murdered in 1998
    had …", "the killing of two nurses in 2009": the news of such a sentence is another.
    """
    cue = next((n for n, token in enumerate(marked.tokens) if token.start >= one.cue.start), 0)
    if cue and time.end == marked.tokens[cue - 1].end:
        return True
    verb = verb_start(marked, cue)
    if time.start < one.cue.start or any(
        token.word in (",", ";", ":") and one.cue.end <= token.start < time.start for token in marked.tokens
    ):
        return False
    tag = marked.at("harm", cue)
    if tag is not None and tag.entry.get("form") == "of":
        return marked.word(cue - 1) == "the"
    opened = next((n for n in range(verb - 1, max(0, verb - LONGEST_SUBJECT), -1) if _ends_clause(marked, n)), 0)
    if opened and marked.word(opened) in _RELATIVE and not marked.covering("said", opened - 1):
        return True
    behind = next((n for n, token in enumerate(marked.tokens) if token.start >= time.end), len(marked.tokens))
    reduced = verb == cue and one.span.start < one.cue.start and tag is not None
    return reduced and marked.at("auxiliary", behind) is not None


def _ends_clause(marked: Marked, position: int) -> bool:
    sign = not (marked.tokens[position].is_word or marked.tokens[position].is_number)
    return sign or marked.word(position) in _RELATIVE or marked.at("said", position) is not None


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
    yield from _strife(marked)
    for tag in marked.tags["harm"]:  # "the 2009 killing of two nurses"
        year = next(
            (one for one in marked.numbers if one.end == tag.start and YEARS[0] <= (one.value or 0) < YEARS[1]), None
        )
        if year is not None and tag.entry.get("form") == "of" and marked.word(year.start - 1) == "the":
            yield marked.span(year.start, year.end)
    for start, end, time in marked.times:
        month = bool(time.days) and all(day[2] is None for day in time.days)
        whole = month and (time.days[0][0] is not None or time.role in ("on", "since", "until"))
        weeks = time.role == "past" and (time.past_days or 0) >= TOLL_DAYS
        if (weeks or whole) and marked.word(end) != ":":  # "January: 12 killed" is a line of a list
            yield marked.span(start, end)


def _strife(marked: Marked) -> Iterator[Span]:
    """ "The war … has killed 20,000": what goes on for long has a toll of its own."""
    opening = [n for n in range(min(STRIFE_REACH, len(marked.tokens))) if marked.word(n) in _STRIFE]
    if not opening:
        return
    first = opening[0]
    before = [marked.word(n) for n in range(first)]
    named = bool(before) and before[0] in ("the", "this", "that", "a", "its", "their")
    if named and not any(marked.at("harm", n) or marked.at("said", n) for n in range(first)):
        perfect = (tag for tag in marked.tags["harm"] if tag.start > first and _is_perfect(marked, tag))
        if any(perfect):
            yield marked.span(first, first + 1)


def _is_perfect(marked: Marked, tag: Tag) -> bool:
    """Whether "has" stands right before a verb of harm, or in it: "has killed", "has so far left"; no "have been"."""
    words = [marked.word(n) for n in range(tag.start - HAVING, tag.end)]
    return "has" in words and "been" not in words


def _since_years(marked: Marked) -> Iterator[Span]:
    """ "Since the 2018 deal": a year that names an event from which a toll counts."""
    for n in (one.start for one in marked.numbers if YEARS[0] <= (one.value or 0) < YEARS[1]):
        since = next((k for k in range(n - 1, max(-1, n - 3), -1) if marked.word(k) == "since"), None)
        if since is not None and marked.tokens[n].is_number:
            yield marked.span(since, n + 1)
