"""Where people were harmed: which of a report's places each of its numbers has.

A number without a place of its own has the places named last in its paragraph, else those of the report's heading or
first paragraph: the scene. A toll that runs on over days has the scene only, one that reaches back a month or to no
certain day nothing: a country's total does not lie in the town named last. Nothing is carried to a part of a number,
which lies where its whole does, nor to background.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tollbook.extract.settings.gazetting import Located, Resolver
from tollbook.language import Sentence
from tollbook.language.protocol import PlaceMention, SentenceReading, Statement, TimeExpression
from tollbook.records import (
    PLACE_AS_PRINTED,
    PLACE_OF_SETTING,
    Evidence,
    EvidenceBasis,
    Period,
    PeriodKind,
    PlaceChain,
    Report,
    Span,
)

BESIDE = 24
"""Characters between a number of a list and the place behind it that is its own: "658 in the province of …"."""
SUBJECT = 40
"""Characters between a place and the number behind it that is its own: "… has lost 683"."""
LOCATIVE_GAP = re.compile(r"(?!\s+and\b)[^,;:.()\d]*", re.IGNORECASE)
SUBJECT_GAP = re.compile(r"[^,;.()\d]*")
JOINED_GAP = re.compile(r"[^,;:.()\d–—]*\band\b[^,;:.()\d–—]*", re.IGNORECASE)
TOGETHER = 60
"""Characters between two numbers of one clause: "nine civilians and injured four"."""
LIST_GAP = re.compile(r"\W*(?:\w{1,4}\W+){0,2}")
ENDS = frozenset('.!?…"”')
"""Signs that end a sentence of running text; a heading ends without one."""
TOLLS = ("toll reaches", "named as before")
"""Rules that tie a number which is a count so far: "the dead number 70", "its figure is 830"."""
SEVERAL = 7
"""Days back from the report from which a stretch tells of several events."""
LONG = 28
"""Days back from the report over which a toll is no longer that of the report's scene."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The places of one number, and the words that give them."""

    chains: tuple[PlaceChain, ...] = ()
    evidence: Evidence | None = None


NOWHERE = Placed()


@dataclass(slots=True)
class Placing:
    """Gives places to the numbers of one report, sentence by sentence, in order."""

    report: Report
    resolver: Resolver
    scene: Placed = NOWHERE
    dateline: Placed = NOWHERE
    named: Placed = NOWHERE
    paragraph: int = -1
    opening: int = 0

    def places(self, sentence: Sentence, reading: SentenceReading) -> list[Placed]:
        """The places of each statement of a sentence."""
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.named = sentence.paragraph, NOWHERE
        located = self._without_dateline(self.resolver.located(reading.places))
        datelines = [replace(one, kind="name") for one in reading.places if one.kind == "dateline"]
        if datelines and not self.dateline.chains:
            self.dateline = self._placed(self.resolver.located(datelines[:1]))
        elif datelines:
            self.named = self._placed(self.resolver.located(datelines[:1]))  # of several items, each with its own
        owned, general = _owners(self.report.text, reading, located)
        if len(located) > 1 and any(token.word == "respectively" for token in sentence.tokens):
            owned = _in_turn(reading.statements, located, owned)
        named = general or next(filter(None, owned), [])
        here = self._placed(_listed(self.report.text, named[::-1])[::-1])
        placed = [
            self._placed(own) if own else self._carried(one, reading, here)
            for one, own in zip(reading.statements, owned, strict=True)
        ]
        if named:
            self.named = here
        self._set_scene(sentence, reading, self._placed(_listed(self.report.text, named)))
        return placed

    def _without_dateline(self, located: Sequence[Located]) -> list[Located]:
        """The places without the one that opens the line in capitals, if the sentence names another: "DAMASCUS: …"."""
        inside = [place for place in located if not self._is_dateline(place[0])]
        return inside or list(located)

    def _is_dateline(self, place: PlaceMention) -> bool:
        printed = self.report.text[place.span.start : place.span.end]
        return place.holds_for_line and place.kind != "counting" and printed.isupper()

    def _set_scene(self, sentence: Sentence, reading: SentenceReading, first: Placed) -> None:
        """The scene is what the heading, or else the first paragraph behind it, names first."""
        if sentence.paragraph == 0 and self.report.text[sentence.end - 1] not in ENDS:
            self.opening = 1
        if not self.scene.chains and not reading.background and sentence.paragraph <= self.opening:
            self.scene = first

    def _scene(self) -> Placed:
        """The scene; else the town of the dateline, if it lies in the country that the report is about."""
        if self.scene.chains or not self.resolver.is_of_main_country(self.dateline.chains):
            return self.scene
        return self.dateline

    def _carried(self, statement: Statement, reading: SentenceReading, here: Placed) -> Placed:
        """The places that hold on from before for a number without any of its own; ``here`` are its sentence's."""
        part = statement.part_of is not None or statement.part_of_earlier or statement.rest
        times = [one for one in reading.times if one.role == "since" or (one.role == "past" and _is_long(one))]
        row = statement.rule == "under a heading"  # the rows before it name places of their own
        if part or row or reading.background or any(map(_reaches_far_back, times)):
            return NOWHERE
        running = times or statement.rule == "toll reaches"
        before = here.evidence is not None and here.evidence.end <= statement.number_span.start
        named = here if before else self.named
        found = self._scene() if running or not named.chains else named
        if found.evidence is None:
            return NOWHERE
        start, end = found.evidence.start, found.evidence.end
        return Placed(found.chains, Evidence(start, end, EvidenceBasis.CARRIED_OVER, PLACE_OF_SETTING))

    def _placed(self, owned: Sequence[Located]) -> Placed:
        """The places of a number, without those that only say where another of them lies."""
        around = {mention.within for mention, _ in owned}
        chains = tuple(dict.fromkeys(chain for mention, chain in owned if mention.name not in around))
        inner = tuple(one for one in chains if not any(two != one and two[-len(one) :] == one for two in chains))
        spans = [mention.span for mention, _ in owned]
        rule = PLACE_AS_PRINTED if any(span in self.resolver.unresolved for span in spans) else None
        return Placed(inner, Evidence(spans[0].start, spans[-1].end, EvidenceBasis.STATED, rule)) if spans else NOWHERE


def _is_long(time: TimeExpression) -> bool:
    """Whether a stretch is longer than what one sentence tells of as one event: not "over the past day"."""
    return (time.past_days or 0) >= SEVERAL


def _reaches_far_back(time: TimeExpression) -> bool:
    """Whether a stretch of time begins a month ago or more, or on no certain day: "since 2011"."""
    days = [day for _, _, day in time.days]
    return (time.past_days or 0) >= LONG or (bool(days) and days[0] is None)


def is_running_toll(statement: Statement, covered: Period, reading: SentenceReading) -> bool:
    """Whether a number is a source's total so far, outside any list: then its place is how the outlet put it."""
    listed = any(one.joined_to is not None for one in reading.statements)
    return not listed and (statement.rule in TOLLS or covered.kind is PeriodKind.SINCE)


def _owners(
    text: str, reading: SentenceReading, places: Sequence[Located]
) -> tuple[list[list[Located]], list[Located]]:
    """The places of each statement of a sentence, and those that are no number's own.

    A place right behind a number ("658 in …"), or before it with nothing between but a verb ("… lost 683", "… 433"),
    is that number's own, and so is one that goes on with such a place ("in … and …"); also of a number that was passed
    over. Any other place holds for the numbers before it or, where it stands first, for all, but not for their parts.
    """
    statements = reading.statements
    own: list[list[Located]] = [[] for _ in statements]
    general: list[Located] = []
    last: tuple[Located, list[list[Located]]] | None = None
    for place in places:
        owners = [[]] if _is_of_passed(text, reading, place) else [own[n] for n in _own(text, statements, place)]
        if place[0].holds_for_line and place[0].kind != "counting" and len(places) > 1:
            owners = [general]  # "Borno: 29 were killed, of whom 17 in Gwoza"
        if not owners and last and _go_together(text, last[0][0], place[0]):
            owners = last[1]
        owners = owners or [general]
        for places_of in owners:
            places_of.append(place)
        last = place, owners
    for n in range(len(statements) - 2, -1, -1):
        if not own[n] and _shares(text, statements[n], statements[n + 1], own[n + 1]):
            own[n] = own[n + 1]
    first = min((one.span.start for one in statements), default=0)
    shared = [
        [place for place in general if _holds_for(one, place[0].span, first)] if one.part_of is None else []
        for one in statements
    ]
    return [mine or rest for mine, rest in zip(own, shared, strict=True)], general


def _holds_for(statement: Statement, place: Span, first: int) -> bool:
    """Whether a place that is no number's own holds for one: it stands behind it, within its words, or before all."""
    within = statement.span.start <= place.start and place.end <= statement.span.end
    return within or place.start >= statement.number_span.end or place.end <= first


def _own(text: str, statements: Sequence[Statement], place: Located) -> list[int]:
    """The statements whose own place this is; those that share a verb share its place."""
    mention = place[0]
    if mention.holds_for_line:
        return list(range(len(statements)))
    if mention.kind == "counting":
        behind = [n for n, one in enumerate(statements) if one.number_span.start >= mention.span.end]
        return behind[: 1 + sum(_paired(text, statements[n], statements[n + 1]) for n in behind[:1] if n + 1 in behind)]
    for n, one in sorted(enumerate(statements), key=lambda entry: -entry[1].number_span.start):
        start = one.number_span.end if one.bare else max(one.number_span.end, one.span.end)
        if _stands_behind(text, start, mention.span):
            return [
                m
                for m, other in enumerate(statements)
                if m == n or (other.rule == one.rule == "verb behind" and other.cue == one.cue)
            ]
    for n, one in enumerate(statements):
        if len(statements) > 1 and _stands_before(text, mention, one.number_span):
            return [n]
    return []


def _in_turn(
    statements: Sequence[Statement], places: Sequence[Located], owned: list[list[Located]]
) -> list[list[Located]]:
    """The places of numbers of one harm that come in the same order, as many as places: "… 41 and 12 respectively"."""
    for harm in dict.fromkeys(one.harm for one in statements):
        alike = [n for n, one in enumerate(statements) if one.harm is harm]
        if len(alike) == len(places):
            for n, place in zip(alike, places, strict=True):
                owned[n] = [place]
    return owned


def _paired(text: str, one: Statement, other: Statement) -> bool:
    """Whether nothing but a stroke parts two numbers: "9/30"."""
    return text[one.number_span.end : other.number_span.start].strip() == "/"


def _shares(text: str, one: Statement, other: Statement, places: Sequence[Located]) -> bool:
    """Whether the places behind a number hold for the one before it too: "killed nine and wounded four in …"."""
    gap = text[one.number_span.end : other.number_span.start]
    own_clause = other.rule == "gapped"  # "14 died of cholera and three in Gedaref"
    whole = one.part_of is None and not own_clause
    behind = whole and bool(places) and places[0][0].span.start >= other.number_span.end
    return behind and len(gap) <= TOGETHER and JOINED_GAP.fullmatch(gap) is not None


def _is_of_passed(text: str, reading: SentenceReading, place: Located) -> bool:
    """Whether a place belongs to a number that is no claim."""
    mention, dates = place[0], [time.span for time in reading.times]
    passed = [one.span for one in reading.passed if not any(day.start <= one.span.start < day.end for day in dates)]
    if mention.holds_for_line:
        return False
    if mention.kind != "counting":
        start = mention.span.start
        counted = [one.number_span.start for one in reading.statements if one.number_span.end <= start]
        passed = [one for one in passed if not any(one.end <= n for n in counted)]  # "(75%), 40 in Hama"
        return any(one.end < start and LIST_GAP.fullmatch(text[one.end : start]) for one in passed)
    numbers = [one for one in (*passed, *(one.number_span for one in reading.statements)) if one > mention.span]
    return bool(numbers) and min(numbers) in passed


def _listed(text: str, places: Sequence[Located]) -> list[Located]:
    """The first place and those listed with it, in this order."""
    first = list(places[:1])
    for place in places[1:]:
        if not _go_together(text, first[-1][0], place[0]):
            break
        first.append(place)
    return first


def _go_together(text: str, one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two places belong to the same number: in a list, or as what the first of them lies in."""
    first, second = sorted((one, other), key=lambda mention: mention.span)
    return first.within == second.name or LIST_GAP.fullmatch(text[first.span.end : second.span.start]) is not None


def _stands_behind(text: str, end: int, place: Span) -> bool:
    return end < place.start <= end + BESIDE and LOCATIVE_GAP.fullmatch(text[end : place.start]) is not None


def _stands_before(text: str, place: PlaceMention, number: Span) -> bool:
    gap = text[place.span.end : number.start]
    near = place.span.end < number.start <= place.span.end + SUBJECT
    return near and SUBJECT_GAP.fullmatch(gap) is not None and " and " not in gap.lower()
