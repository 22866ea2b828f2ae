"""What kind of statement an English number is, and why some numbers are none at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.people.clauses import verb_start
from tollbook.language.en.people.describing import contact, describes
from tollbook.language.en.people.heads import cases_of
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.en.relations.cuts import cut_before
from tollbook.language.en.relations.joining import taken_back
from tollbook.language.en.times.turns import heading_elsewhere
from tollbook.language.lexicon import Entry, PhraseIndex, Tag
from tollbook.language.protocol import Number
from tollbook.records import Certainty, FrozenMapping, Harm, Mode

_SUFFERED = frozenset(("suffered", "sustained", "received", "inflicted"))
_PARTING = frozenset(("'", "·", "_", "/", "."))
BACKGROUND_DAYS = 28
"""A stretch "over the past …" of this many days or more reaches behind the events that a report brings."""
_AGED = frozenset(("aged", "age", "ages"))
OLDEST = 120
LONGEST_STREET = 6
"""Words of a street's name."""
LONGEST_UNPARTED = 8
"""Digits without a sign between them from which they are a code: people are counted in "12,000,000"."""
MINOR = 21
"""The highest age below which somebody is a minor somewhere: "13 of them under 18"."""
RETOLD_REACH = 15
"""Tokens between "sentenced", "protest" or "deadliest" and the harm of another event."""
_SPANS = frozenset(("hours", "day", "days", "week", "weeks", "month", "months", "year", "years"))
LONGEST_OPENING = 7
"""Tokens of a time that opens a sentence: "less than a week after"."""
_AFTER_PEOPLE = frozenset(("with", "of", "in", "and", "or", "on", "by", "at", "from", "to", "near", "the", "an"))
_COURT = frozenset(
    (
        "convicted",
        "sentenced",
        "cleared",
        "exonerated",
        "absolved",
        "guilty",
        "acquitted",
        "tried",
        "trial",
        "verdict",
        "jailed",
        "imprisoned",
    )
)
_RELATIVE = frozenset(("which", "that", "who", "when"))
_ABOUT = frozenset(("of", "for", "over", "against", "about", "at"))
_OF_KNOWING = frozenset(("name", "identify", "confirm", "verify", "establish", "trace", "explain", "document"))
"""Verbs behind "could" that say what is known, and nothing of what may come."""


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
        if marked.word(phrase.number.start - 1) == "no" and marked.word(phrase.number.start) == "one":
            return Mode.DENIAL, (phrase.number.start - 1, phrase.number.end)  # "no one else in the car was hit"
        before, after = min(phrase.start, cue[0]), max(phrase.end, cue[1])
        for tag in self._modes.find(marked.tokens):
            mode = Mode(tag.kind)
            if _said_of_others(marked, phrase, tag, cue):
                continue
            near = _clause_start(marked, before) <= tag.start < after + (2 if mode is Mode.STOCK else 0)
            if mode is Mode.DENIAL and _says_on(marked, tag.end, before):
                continue  # "denied the strike and said 12 rebels had been killed"
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


def _says_on(marked: Marked, start: int, end: int) -> bool:
    """Whether a second verb of saying stands between: what it says is not what the first one denied."""
    return any(start < tag.start < end and marked.word(tag.start - 1) in ("and", "but") for tag in marked.tags["said"])


def _said_of_others(marked: Marked, phrase: NounPhrase, tag: Tag, cue: tuple[int, int]) -> bool:
    """Whether the word of a mode is another word here, or says nothing of the number."""
    if marked.time_at(tag.start):
        return True  # the month of May
    if tag.kind != Mode.COUNT and _in_relative_clause(marked, phrase, tag.start, cue[0]):
        return True  # "a man whose name police would not give was killed"
    if tag.kind == Mode.PROJECTION and marked.word(tag.end) in _OF_KNOWING:
        return True  # "gunmen nobody could name killed 12"
    return tag.kind == Mode.STOCK and _dead(marked, cue)  # "died in hospital"


def _in_relative_clause(marked: Marked, phrase: NounPhrase, position: int, cue: int) -> bool:
    """Whether a word stands in a clause that only describes the people before their verb."""
    opened = any(marked.word(n) in ("who", "whose", "which") for n in range(phrase.end, position))
    return opened and phrase.end < position < verb_start(marked, cue)


def _dead(marked: Marked, cue: tuple[int, int]) -> bool:
    harm = marked.at("harm", cue[0])
    return harm is not None and harm.entry.get("harm") == Harm.KILLED


def retold(marked: Marked, cue: tuple[int, int], start: int) -> tuple[int, int] | None:
    """The words by which a harm is that of another event: a trial for it, a protest over it, "the deadliest since"."""
    first = min(cue[0], start)
    if elsewhere := heading_elsewhere(marked, first):
        return elsewhere
    for tag in marked.tags["retold"]:
        straight = all(_in_one_breath(marked, n) for n in range(tag.end, first))
        if tag.end <= first and first - tag.end <= RETOLD_REACH and straight and _named_harm(marked, tag, cue, first):
            return tag.start, tag.end
    for tag in marked.tags["superlative"]:
        if any(marked.word(n) in ("since", "when") for n in range(tag.end, min(first, tag.end + RETOLD_REACH))):
            return tag.start, tag.end
    return _days_before(marked, first)


def _days_before(marked: Marked, first: int) -> tuple[int, int] | None:
    """The words by which a sentence begins with older news: "Less than 48 hours after two nuns were killed, …"."""
    after = next((n for n in range(1, min(first, LONGEST_OPENING)) if marked.word(n) == "after"), None)
    if after is None or marked.word(after - 1) not in _SPANS:
        return None
    comma = next((n for n in range(after, len(marked.tokens)) if marked.word(n) == ","), len(marked.tokens))
    newer = any(tag.start > comma for tag in marked.tags["harm"])
    return (after - 1, after + 1) if newer and first < comma else None


def _in_one_breath(marked: Marked, position: int) -> bool:
    """Whether a token parts nothing: a word, a number, or a comma beside an age ("convicted Ana Ruiz, 28, of")."""
    beside = position and (marked.tokens[position - 1].is_number or marked.word(position + 1).isdigit())
    token = marked.tokens[position]
    return token.is_word or token.is_number or bool(token.word == "," and beside)


def _named_harm(marked: Marked, tag: Tag, cue: tuple[int, int], first: int) -> bool:
    """Whether a harm is only named, as what a trial or a protest is about; "a similar attack" did it itself."""
    if marked.word(tag.start) in ("similar", "previous", "earlier"):
        return True
    if marked.word(tag.start) == "anniversary" and any(marked.word(n) in _RELATIVE for n in range(tag.end, cue[1])):
        return True
    before = first - 1
    while before >= tag.end and (
        marked.word(before) in ("the", "his", "her", "their") or marked.tokens[before].is_number
    ):
        before -= 1
    relative = any(marked.word(n) in _RELATIVE for n in range(first, verb_start(marked, cue[0]) + 1))
    reduced = cue[0] > first and (relative or not marked.at("auxiliary", cue[0] - 1))  # "the 17 people shot in May"
    guilty = marked.word(before) == "to" and marked.word(before - 1) == "guilty"
    harm = marked.at("harm", cue[0])
    of_one = harm is not None and harm.entry.get("form") == "of"
    court = of_one and marked.word(before) == "in" and marked.word(tag.start) in _COURT  # "convicted in the death of"
    about = court or marked.word(before) in _ABOUT
    return (cue[0] == first or reduced) and (guilty or before < tag.end or about)


def certainty(marked: Marked, agent: tuple[int, int], cue: tuple[int, int]) -> Certainty:
    """How firmly an agent is named: by the words from shortly before it up to the harm said of it."""
    first, last = max(0, agent[0] - 3), max(agent[1], cue[0])
    tags = (tag for tag in marked.tags["certainty"] if first <= tag.start < last)
    said = next((tag for tag in tags if tag.start < agent[1] or not marked.at("person", tag.end)), None)
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
    clock = behind == ":" and tokens[end].glued and end + 1 < len(tokens) and tokens[end + 1].glued
    if (clock and tokens[end + 1].is_number) or (before == ":" and tokens[start].glued):
        return "a time of day"
    if before == "[" and behind == "]":
        return "a footnote mark"
    if tokens[start].glued and start and (tokens[start - 1].is_word or before in ("-", "/", "#") or before.isdigit()):
        return "part of a name or code"
    if reason := _torn(marked, start, end) or contact(marked, number) or _of_street(marked, end):
        return reason
    if end < len(tokens) and tokens[end].glued and tokens[end].is_word and not marked.at("person", end):
        return "an ordinal" if behind in ("st", "nd", "rd", "th") else "part of a name or code"
    link = marked.at("link", end)  # "35 pupils, 19 of them girls"
    if (number.value or OLDEST) < OLDEST and link is None and _age_of_somebody(marked, start, behind):
        return None if cut_before(marked, start) else "an age"  # "By county: Kisumu, 12; Nairobi, 9"
    if marked.at("numbered", start - 1) and tokens[start - 1].is_capital:
        return "part of a name or code"
    if (
        before in _AGED
        or marked.word(number.hedge_start - 1) in _AGED
        or (
            before in ("under", "below")
            and behind in (",", ".", ";", "", "and", "or", ")")
            and (number.value or 0) <= MINOR
        )
    ):
        return "an age"
    harm = marked.at("harm", end)
    deed = harm is not None and (harm.entry.get("form") == "of" or bool(harm.entry.get("also_noun")))
    if before == "the" and deed and len(tokens[start].word) == 4:
        return "a year"  # "the 2018 killing of", "the 2013 shooting"
    year = 1900 <= (number.value or 0) < 2100 and "," not in tokens[start].word and len(tokens[start].word) == 4
    harm = marked.at("harm", end)
    named = harm is not None and harm.entry.get("form") == "of" and before == "the"  # "the 2018 killing of"
    people = any(marked.at(kind, end) for kind in ("person", "harm", "group"))
    return "a year" if year and (named or not people) else None


def _of_street(marked: Marked, position: int) -> str | None:
    """A number before the name of a street: "6800 Martin Luther King Boulevard"."""
    end = position
    while end < min(position + LONGEST_STREET, len(marked.tokens)) and marked.tokens[end].is_capital:
        if end > position and marked.at("street", end):
            return "an address"
        end += 1
    return None


def _age_of_somebody(marked: Marked, start: int, behind: str) -> bool:
    """ "Lopez, 34, …", "the suspect, 34,", "two women, 19 and 45,": bare digits between commas behind people."""
    before = marked.word(start - 1)
    if before in _AGED or (before == "and" and marked.word(start - 3) in _AGED):
        return True  # "two brothers aged eight and 11"
    if start < 2 or not (behind in (",", ".", ";", "") or behind in ("and", "of")):
        return False
    if before == "," and behind == "" and len(marked.numbers) == 1 and _several(marked, start - 2):
        return False  # a line of a list: "Adults, 25"
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


def _several(marked: Marked, position: int) -> bool:
    """Whether a noun here names several people."""
    person = marked.covering("person", position)
    return person is not None and not person.entry.get("one")


def _torn(marked: Marked, start: int, end: int) -> str | None:
    """Digits that are no whole count as they stand: "0815", ".38", or a piece of a longer number."""
    digits, before = marked.tokens[start], marked.word(start - 1)
    if len(digits.word) >= LONGEST_UNPARTED and digits.word.isdigit():
        return "part of a name or code"
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
        compound = thing is not None and marked.word(thing.end) == "-" and marked.tokens[thing.end].glued
        harm = marked.at("harm", step)
        if cases_of(marked, step) or (harm and harm.entry.get("harm") == Harm.DETAINED):
            return None
        if thing and not compound and (not person or person.end < thing.end):
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
