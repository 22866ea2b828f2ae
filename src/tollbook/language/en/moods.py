"""What kind of statement an English number is, and why some numbers are none at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tollbook.language.en.marks import Marked
from tollbook.language.en.phrases import NounPhrase
from tollbook.language.lexicon import Entry, PhraseIndex
from tollbook.language.protocol import Number
from tollbook.records import Certainty, FrozenMapping, Mode

BACKGROUND_DAYS = 28
"""A stretch "over the past …" of this many days or more reaches behind the events that a report brings."""
_SUSPICION = frozenset(
    ("suspected", "alleged", "allegedly", "accused", "believed", "presumed", "reportedly", "unidentified", "unknown")
)


class MoodReader:
    """Reads modes from ``links.toml`` and reasons for passing over from ``numbers.toml`` and ``things.toml``."""

    def __init__(self, links: Mapping[str, Any]) -> None:
        self._modes = PhraseIndex(
            (phrase, Entry(mode, FrozenMapping())) for mode, table in links["mode"].items() for phrase in table["words"]
        )

    def mode(self, marked: Marked, phrase: NounPhrase, cue: tuple[int, int]) -> tuple[Mode, tuple[int, int] | None]:
        """The mode of a tied number and the words that say so."""
        before, after = min(phrase.start, cue[0]), max(phrase.end, cue[1])
        for tag in self._modes.find(marked.tokens):
            mode = Mode(tag.kind)
            near = _clause_start(marked, before) <= tag.start < after
            inside = phrase.number.end <= tag.start < phrase.end or (
                tag.end - tag.start > 1 and phrase.end <= tag.start <= phrase.end + 3
            )
            if (
                mode is Mode.INCREMENT
                and (inside or tag.end in (phrase.start, phrase.number.start))
                and not _in_list(marked, tag.start)
            ):
                return mode, (tag.start, tag.end)
            if (
                mode is Mode.RETRACTION
                and tag.end == phrase.start
                and any(marked.word(n) == "but" for n in range(phrase.end, min(phrase.end + 4, len(marked.tokens))))
            ):
                return mode, (tag.start, tag.end)
            if mode not in (Mode.INCREMENT, Mode.RETRACTION) and near:
                return mode, (tag.start, tag.end)
        return Mode.COUNT, None

    def background(self, marked: Marked) -> tuple[int, int] | None:
        """The words by which the sentence turns to earlier events, None if it does not."""
        for start, end, time in marked.times:
            if time.role == "past" and (time.past_days or 0) >= BACKGROUND_DAYS:
                return start, end
        tag = next(iter(marked.tags["background"]), None)
        return (tag.start, tag.end) if tag else None


def certainty(marked: Marked, agent: tuple[int, int]) -> Certainty:
    """How firmly an agent is named."""
    around = range(max(0, agent[0] - 3), agent[1])
    return Certainty.SUSPECTED if any(marked.word(n) in _SUSPICION for n in around) else Certainty.STATED


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
    unit = marked.at("unit", behind)
    if unit:
        return str(unit.entry.get("reason"))
    if marked.at("currency", before):
        return "an amount of money"
    if marked.tokens[number.start].is_number and (reason := _by_shape(marked, number)):
        return reason
    thing = _thing_behind(marked, behind)
    return str(thing) if thing else None


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
    if tokens[start].glued and start and (tokens[start - 1].is_word or before in ("-", "/", "#")):
        return "part of a name or code"
    if end < len(tokens) and tokens[end].glued and tokens[end].is_word:
        return "an ordinal" if behind in ("st", "nd", "rd", "th") else "part of a name or code"
    if (
        before == ","
        and behind in (",", ".")
        and start > 1
        and tokens[start - 2].is_capital
        and (number.value or 0) < 120
    ):
        return "an age"
    if before in ("aged", "age"):
        return "an age"
    year = 1900 <= (number.value or 0) < 2100 and "," not in tokens[start].word and len(tokens[start].word) == 4
    return "a year" if year and not any(marked.at(kind, end) for kind in ("person", "harm", "group")) else None


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
            or marked.word(step) in ("of", "in", "and", "or", "on")
        ):
            return None
    return None


def _clause_start(marked: Marked, position: int) -> int:
    while (
        position > 0
        and marked.word(position - 1) not in (";", ":", ",", "“", '"')
        and not marked.at("boundary", position - 1)
    ):
        position -= 1
    return position


def _in_list(marked: Marked, position: int) -> bool:
    """ "with another 171 in Hama" goes on with a list; it does not add to an older number."""
    return marked.word(position - 1) in ("with", "and", ",")
