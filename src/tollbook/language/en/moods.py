"""What kind of statement an English number is, and why some numbers are none at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tollbook.language.en.describing import contact, describes
from tollbook.language.en.joining import taken_back
from tollbook.language.en.marks import Marked
from tollbook.language.en.phrases import NounPhrase
from tollbook.language.lexicon import Entry, PhraseIndex, Tag
from tollbook.language.protocol import Number, Statement
from tollbook.records import Certainty, FrozenMapping, Mode, Span

_PARTING = frozenset(("'", "·", "_", "/", "."))
BACKGROUND_DAYS = 28
"""A stretch "over the past …" of this many days or more reaches behind the events that a report brings."""
_AGED = frozenset(("aged", "age", "ages"))
OLDEST = 120
MINOR = 21
"""The highest age below which somebody is a minor somewhere: "13 of them under 18"."""
RETOLD_REACH = 15
"""Tokens between "sentenced", "protest" or "deadliest" and the harm of another event."""
_AFTER_PEOPLE = frozenset(("of", "in", "and", "or", "on", "by", "at", "from", "to", "near", "the", "an"))
_COURT = frozenset(
    ("convicted", "sentenced", "guilty", "acquitted", "tried", "trial", "verdict", "jailed", "imprisoned")
)
_ABOUT = frozenset(("of", "for", "over", "against", "about", "at"))
_UNITS_BACK = frozenset(("week", "weeks", "month", "months", "year", "years", "decade", "decades"))


class MoodReader:
    """Reads modes from ``links.toml`` and reasons for passing over from ``numbers.toml`` and ``things.toml``."""

    def __init__(self, links: Mapping[str, Any]) -> None:
        self._modes = PhraseIndex(
            (phrase, Entry(mode, FrozenMapping({"adjacent": kind == "adjacent"})))
            for mode, table in links["mode"].items()
            for kind, phrases in table.items()
            for phrase in phrases
        )

    def mode(self, marked: Marked, phrase: NounPhrase, cue: tuple[int, int]) -> tuple[Mode, tuple[int, int] | None]:
        """The mode of a tied number and the words that say so."""
        if withdrawn := taken_back(marked, phrase):
            return Mode.RETRACTION, withdrawn
        before, after = min(phrase.start, cue[0]), max(phrase.end, cue[1])
        for tag in self._modes.find(marked.tokens):
            if marked.time_at(tag.start):
                continue  # the month of May
            mode = Mode(tag.kind)
            near = _clause_start(marked, before) <= tag.start < after + (2 if mode is Mode.STOCK else 0)
            inside = phrase.number.end <= tag.start < phrase.end or (
                tag.end - tag.start > 1 and phrase.end <= tag.start <= phrase.end + 3
            )
            if (
                mode is Mode.INCREMENT
                and (inside or tag.end in (phrase.start, phrase.number.start))
                and not _in_list(marked, tag.start)
            ):
                return mode, (tag.start, tag.end)
            if tag.entry.get("adjacent"):
                near = tag.end == phrase.start and phrase.harm_noun is not None
            if mode is not Mode.INCREMENT and near:
                return mode, (tag.start, tag.end)
        return Mode.COUNT, None

    def background(self, marked: Marked) -> tuple[int, int] | None:
        """The words by which the sentence turns to earlier events, None if it does not."""
        for start, end, time in marked.times:
            if time.role == "past" and (time.past_days or 0) >= BACKGROUND_DAYS:
                return start, end
        tag = next(iter(marked.tags["background"]), None)
        return (tag.start, tag.end) if tag else None


def retold(marked: Marked, cue: tuple[int, int], start: int) -> tuple[int, int] | None:
    """The words by which a harm is that of another event: a trial for it, a protest over it, "the deadliest since"."""
    first = min(cue[0], start)
    for tag in marked.tags["retold"]:
        straight = all(_in_one_breath(marked, n) for n in range(tag.end, first))
        if tag.end <= first and first - tag.end <= RETOLD_REACH and straight and _named_harm(marked, tag, cue, first):
            return tag.start, tag.end
    for tag in marked.tags["superlative"]:
        if any(marked.word(n) in ("since", "when") for n in range(tag.end, min(first, tag.end + RETOLD_REACH))):
            return tag.start, tag.end
    return None


def _in_one_breath(marked: Marked, position: int) -> bool:
    """Whether a token parts nothing: a word, a number, or a comma beside an age ("convicted Ana Ruiz, 28, of")."""
    beside = position and (marked.tokens[position - 1].is_number or marked.word(position + 1).isdigit())
    token = marked.tokens[position]
    return token.is_word or token.is_number or bool(token.word == "," and beside)


def _named_harm(marked: Marked, tag: Tag, cue: tuple[int, int], first: int) -> bool:
    """Whether a harm is only named, as what a trial or a protest is about; "a similar attack" did it itself."""
    if marked.word(tag.start) in ("similar", "previous", "earlier"):
        return True
    if marked.word(tag.start) == "anniversary" and any(marked.word(n) == "which" for n in range(tag.end, first)):
        return True
    before = first - 1
    while before >= tag.end and (
        marked.word(before) in ("the", "his", "her", "their") or marked.tokens[before].is_number
    ):
        before -= 1
    reduced = cue[0] > first and not marked.at("auxiliary", cue[0] - 1)  # "the 17 people shot dead in May"
    guilty = marked.word(before) == "to" and marked.word(before - 1) == "guilty"
    harm = marked.at("harm", cue[0])
    of_one = harm is not None and harm.entry.get("form") == "of"
    court = of_one and marked.word(before) == "in" and marked.word(tag.start) in _COURT  # "convicted in the death of"
    about = court or marked.word(before) in _ABOUT
    return (cue[0] == first or reduced) and (guilty or before < tag.end or about)


def with_times_long_ago(marked: Marked, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements; the nearest one to "two years ago", "last month" or a bare year says so."""
    result = list(statements)
    for span in _times_long_ago(marked):
        distances = [(_apart(marked, one.span, span), n) for n, one in enumerate(result)]
        if distances:
            nearest = min(distances)[1]
            cue, opens = result[nearest].cue, all(span.end <= one.span.start for one in result)
            result = [replace(one, long_ago=span) if opens or one.cue == cue else one for one in result]
    return tuple(result)


def _apart(marked: Marked, one: Span, time: Span) -> tuple[bool, int]:
    """How far people stand from a time; those in the same clause are nearer than those behind a comma."""
    first, last = min(one.end, time.end), max(one.start, time.start)
    comma = any(token.word == "," and first <= token.start < last for token in marked.tokens)
    return comma, max(last - first, 0)


def _times_long_ago(marked: Marked) -> Iterator[Span]:
    for tag in marked.tags["long_ago"]:
        counted = marked.word(tag.start) in _UNITS_BACK
        numbered = [one for one in marked.numbers if one.end == tag.start] if counted else []
        article = counted and marked.word(tag.start - 1) in ("a", "an")
        if not counted or numbered or article:
            yield marked.span(numbered[0].start if numbered else tag.start - article, tag.end)
    for start, end, time in marked.times:
        month = len(time.days) == 1 and time.days[0][2] is None
        whole = month and (time.days[0][0] is not None or time.role == "on")
        if len(time.days) == 1 and (time.days[0][1] is None or whole):
            yield marked.span(start, end)


def certainty(marked: Marked, agent: tuple[int, int], cue: tuple[int, int]) -> Certainty:
    """How firmly an agent is named: by the words from shortly before it up to the harm said of it."""
    first, last = max(0, agent[0] - 3), max(agent[1], cue[0])
    said = next((tag for tag in marked.tags["certainty"] if first <= tag.start < last), None)
    return Certainty(said.entry.get("certainty")) if said else Certainty.STATED


def reason_passed(marked: Marked, number: Number) -> str | None:
    """Why a number counts no people, None if it may."""
    before, behind = number.start - 1, number.end
    if time := marked.time_at(number.start):
        return "a stretch of time" if time[2].role == "past" else "a date"
    if number.value is None and number.low is None and number.high is None and marked.tokens[number.start].is_number:
        return "no whole number"
    numbered = {one.start for one in marked.numbers}
    if (marked.word(behind) == "in" and behind + 1 in numbered) or (
        marked.word(before) == "in" and before in {one.end for one in marked.numbers}
    ):
        return "a share, not a count"
    if reason := _nobody_harmed(marked, number):
        return reason
    unit = marked.at("unit", behind)
    if unit:
        return str(unit.entry.get("reason"))
    if marked.at("currency", before):
        return "an amount of money"
    if marked.tokens[number.start].is_number and (reason := _by_shape(marked, number)):
        return reason
    if marked.word(behind) == "of":
        behind += 2 if marked.word(behind + 1) in ("the", "its", "their", "these", "those") else 1
    return describes(marked, number) or _thing_behind(marked, behind)


def _nobody_harmed(marked: Marked, number: Number) -> str | None:
    """Numbers of people that count nobody harmed: "nine more than in May", a definition, "under five", "six freed"."""
    behind, next_words = number.end, (marked.word(number.end + 1), marked.word(number.end + 2))
    if marked.word(behind) in ("more", "fewer", "less") and "than" in next_words:
        return "a difference between two counts"
    if any(tag.start < number.start for tag in marked.tags["defining"]):
        return "a definition"
    if (person := marked.covering("person", number.start)) and person.start < number.start:
        return "an age"
    return "people freed or unharmed" if _unharmed(marked, behind) else None


def _unharmed(marked: Marked, position: int) -> bool:
    """Whether the people have come out of it: "six have been freed", "three of them were found alive"."""
    link = marked.at("link", position)
    position = link.end if link else position
    if marked.word(position) == "of" and marked.word(position + 1) in ("the", "those", "these"):
        position += 2
        while marked.tokens[position : position + 1] and (
            marked.tokens[position].is_number or marked.at("harm", position) or marked.at("person", position)
        ):
            position += 1
    while marked.at("auxiliary", position) and not marked.at("unharmed", position):
        position += 1
    injured = any(marked.at("harm", n) for n in range(position, position + 3))  # "survived with injuries"
    return marked.at("unharmed", position) is not None and not injured


def _by_shape(marked: Marked, number: Number) -> str | None:
    """Digits that the signs around them tell apart: clock times, footnotes, codes, ordinals, ages, years."""
    tokens, start, end = marked.tokens, number.start, number.end
    before, behind = marked.word(start - 1), marked.word(end)
    if (behind == ":" and tokens[end].glued and end + 1 < len(tokens) and tokens[end + 1].is_number) or (
        before == ":" and tokens[start].glued
    ):
        return "a time of day"
    if before == "[" and behind == "]":
        return "a footnote mark"
    if tokens[start].glued and start and (tokens[start - 1].is_word or before in ("-", "/", "#") or before.isdigit()):
        return "part of a name or code"
    if reason := _torn(marked, start, end) or contact(marked, number):
        return reason
    if end < len(tokens) and tokens[end].glued and tokens[end].is_word and not marked.at("person", end):
        return "an ordinal" if behind in ("st", "nd", "rd", "th") else "part of a name or code"
    if (number.value or OLDEST) < OLDEST and _age_of_somebody(marked, start, behind):
        return "an age"
    if marked.at("numbered", start - 1) and tokens[start - 1].is_capital:
        return "part of a name or code"
    if before in _AGED or (before == "under" and behind in (",", ".", ";", "") and (number.value or 0) <= MINOR):
        return "an age"
    harm = marked.at("harm", end)
    if before == "the" and harm and harm.entry.get("form") == "of" and len(tokens[start].word) == 4:
        return "a year"  # "the 2018 killing of"
    year = 1900 <= (number.value or 0) < 2100 and "," not in tokens[start].word and len(tokens[start].word) == 4
    harm = marked.at("harm", end)
    named = harm is not None and harm.entry.get("form") == "of" and before == "the"  # "the 2018 killing of"
    people = any(marked.at(kind, end) for kind in ("person", "harm", "group"))
    return "a year" if year and (named or not people) else None


def _age_of_somebody(marked: Marked, start: int, behind: str) -> bool:
    """ "Lopez, 34, …", "the suspect, 34,", "two women, 19 and 45,": bare digits between commas behind people."""
    before = marked.word(start - 1)
    if before in _AGED:
        return True
    if start < 2 or not (behind in (",", ".", ";", "") or behind in ("and", "of")):
        return False
    if before == "," and behind in (",", ".", ";", "", "of"):
        return marked.tokens[start - 2].is_capital or marked.covering("person", start - 2) is not None
    if before == "," and behind == "and":
        return marked.covering("person", start - 2) is not None and marked.word(start + 2).isdigit()
    return (
        before == "and"
        and start > 3
        and marked.word(start - 2).isdigit()
        and _age_of_somebody(marked, start - 2, "and")
    )


def _torn(marked: Marked, start: int, end: int) -> str | None:
    """Digits that are no whole count as they stand: "0815", ".38", or a piece of a longer number."""
    digits, before = marked.tokens[start], marked.word(start - 1)
    if before == "." and digits.glued and not marked.tokens[start - 1].glued:
        return "no whole number"
    if (digits.word[0] == "0" and len(digits.word) > 1) or (before == "/" and _counts_pages(marked, start - 2)):
        return "part of a name or code"
    beside = _digits_beside(marked, start - 1, -1) or _digits_beside(marked, end, 1)
    return "digits apart: it may be a piece of a longer number" if beside else None


def _counts_pages(marked: Marked, position: int) -> bool:
    """Whether a number stands before a stroke: "1 / 13", "image 1 of / 13"."""
    return marked.word(position - (marked.word(position) == "of")).isdigit()


def _digits_beside(marked: Marked, position: int, step: int) -> bool:
    """Whether more digits stand beside a number, or behind a sign that may part thousands: "1 2", "1'311".

    Scanned pages and foreign habits print one number so, and which one it is cannot be told.
    """
    if marked.word(position) in _PARTING and all(one.glued for one in marked.tokens[position : position + 2][::step]):
        position += step
    digits = 0 <= position < len(marked.tokens) and marked.tokens[position].is_number
    return digits and not marked.time_at(position) and marked.word(position - 1) != ":"


def _thing_behind(marked: Marked, position: int) -> str | None:
    """The reason of a noun that is no people, right behind the number or behind one or two adjectives."""
    for step in range(position, min(position + 3, len(marked.tokens))):
        thing = marked.at("thing", step)
        person = marked.at("person", step)
        if thing and (not person or person.end < thing.end):
            return str(thing.entry.get("reason"))
        if (
            person
            or marked.at("harm", step)
            or not (marked.tokens[step].is_word or marked.word(step) in ('"', "“", "-"))
            or marked.at("auxiliary", step)
            or marked.at("boundary", step)
            or marked.word(step) in _AFTER_PEOPLE
        ):
            return None
    return None


def _clause_start(marked: Marked, position: int) -> int:
    while (
        position > 0
        and marked.word(position - 1) not in (";", ":", ",", "“", '"')
        and (not marked.at("boundary", position - 1) or marked.word(position - 1) == "as")
    ):
        position -= 1
    return position


def _in_list(marked: Marked, position: int) -> bool:
    """ "with another 171 in Hama" goes on with a list; it does not add to an older number."""
    return marked.word(position - 1) in ("with", "and", ",")
