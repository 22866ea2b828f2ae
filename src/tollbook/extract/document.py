"""One report read from beginning to end: what carries over from sentence to sentence, and what each number is given.

The language reads sentences; here their statements get the source, time and place that hold for them, with the words
that say so and whether they were said there, carried over, or inferred.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tollbook.extract.names import Speaker, Speakers
from tollbook.extract.times import period, resolve
from tollbook.language import Sentence
from tollbook.language.protocol import PlaceMention, SentenceReading, Statement, TimeExpression
from tollbook.places import Gazetteer
from tollbook.records import (
    AsOf,
    AsOfBasis,
    Evidence,
    EvidenceBasis,
    Period,
    PeriodBasis,
    PeriodKind,
    PlaceChain,
    Report,
    Span,
    Unresolved,
)

BESIDE = 24
"""Characters between a number of a list and the place behind it that is its own: "658 in the province of …"."""
SUBJECT = 40
"""Characters between a place and the number behind it that is its own: "… has lost 683"."""
LOCATIVE_GAP = re.compile(r"(?!\s+and\b)[^,;:.()\d]*", re.UNICODE)
SUBJECT_GAP = re.compile(r"[^,;.()\d]*", re.UNICODE)
LIST_GAP = re.compile(r"\W*(?:\w{1,4}\W+){0,2}", re.UNICODE)
Located = tuple[PlaceMention, PlaceChain]


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a statement besides its words: source, time, place; with the evidence for each."""

    speaker: Speaker | None
    relays: tuple[Speaker, ...]
    as_of: AsOf
    period: Period
    places: tuple[PlaceChain, ...]
    background: bool
    evidence: Mapping[str, Evidence]


@dataclass(slots=True)
class Memory:
    """What the sentences so far leave behind: who spoke last and as of when, in which paragraph."""

    speaker: Speaker | None = None
    relays: tuple[Speaker, ...] = ()
    as_of: AsOf | None = None
    as_of_span: Span | None = None
    paragraph: int = -1
    attributed_sentence: int = -9


@dataclass(slots=True)
class Reader:
    """Gives settings to the statements of one report, sentence by sentence, in order."""

    report: Report
    speakers: Speakers
    gazetteer: Gazetteer
    memory: Memory = field(default_factory=Memory)
    unresolved: dict[Span, Unresolved] = field(default_factory=dict)

    def settings(self, position: int, sentence: Sentence, reading: SentenceReading) -> list[Setting]:
        """The setting of each statement of a sentence."""
        new_paragraph = sentence.paragraph != self.memory.paragraph
        self._listen(position, sentence, reading)
        if not reading.statements:
            return []
        times = [(time, ends) for time in reading.times if (ends := self._resolved(time))]
        places = self._located(reading.places)
        carried = self._carried(position, reading, new_paragraph)
        owned = _owners(self.report.text, reading.statements, places)
        return [self._setting(one, reading, times, owned[n], carried) for n, one in enumerate(reading.statements)]

    def _listen(self, position: int, sentence: Sentence, reading: SentenceReading) -> None:
        """Remember who speaks in this sentence, and when."""
        self.memory.paragraph = sentence.paragraph
        spoken = [self.speakers.speaker(voice) for voice in reading.voices if voice.speaks]
        spoken = [one for one in spoken if one.named or one.source or not _is_pronoun(one.said)]
        if not spoken:
            return
        origins = [one for one in spoken if not one.relayed]
        self.memory.speaker = (origins or spoken)[0]
        self.memory.relays = tuple(one for one in spoken if one.relayed)
        self.memory.attributed_sentence = position
        stated = next((time for time in reading.times if time.role == "as of"), None)
        ends = self._resolved(stated) if stated else None
        if stated and ends:
            self.memory.as_of, self.memory.as_of_span = AsOf(ends[1], AsOfBasis.STATED), stated.span

    def _carried(self, position: int, reading: SentenceReading, new_paragraph: bool) -> bool | None:
        """Whether the speaker spoke in this sentence (False), is carried over (True), or does not speak here (None).

        Into a new paragraph only a named source is carried, and only to printed numbers: "hundreds" is anybody's word.
        """
        if self.memory.attributed_sentence == position:
            return False
        near = position - self.memory.attributed_sentence <= 3
        if self.memory.speaker is None or reading.background or not near:
            return None
        printed = all(one.number.value is not None for one in reading.statements)
        return True if not new_paragraph or (self.memory.speaker.named and printed) else None

    def _setting(
        self,
        statement: Statement,
        reading: SentenceReading,
        times: Sequence[tuple[TimeExpression, tuple[str, str]]],
        places: Sequence[Located],
        carried: bool | None,
    ) -> Setting:
        evidence: dict[str, Evidence] = {}
        speaker = self.memory.speaker if carried is not None else None
        if speaker:
            basis = EvidenceBasis.CARRIED_OVER if carried else speaker.basis
            evidence["attributed_to"] = Evidence(speaker.span.start, speaker.span.end, basis)
        found_period, found_places = self._when(statement, times, evidence), _where(places, evidence)
        if places and speaker and _is_running_toll(statement, found_period, reading):
            evidence["places"] = replace(evidence["places"], basis=EvidenceBasis.OUTLET_WORDING)
        if reading.background:
            evidence["background"] = Evidence(reading.background.start, reading.background.end, EvidenceBasis.STATED)
        relays = self.memory.relays if speaker else ()
        as_of = self._stood(statement, times, evidence) or self._as_of(speaker, evidence)
        return Setting(speaker, relays, as_of, found_period, found_places, reading.background is not None, evidence)

    def _as_of(self, speaker: Speaker | None, evidence: dict[str, Evidence]) -> AsOf:
        """When the number was current: when its source spoke, else the publication."""
        if speaker and self.memory.as_of and self.memory.as_of_span:
            span = self.memory.as_of_span
            basis = (
                EvidenceBasis.STATED
                if evidence["attributed_to"].basis is not EvidenceBasis.CARRIED_OVER
                else EvidenceBasis.CARRIED_OVER
            )
            evidence["as_of"] = Evidence(span.start, span.end, basis)
            return self.memory.as_of
        return AsOf(self.report.published, AsOfBasis.PUBLISHED if self.report.published else AsOfBasis.UNSAID)

    def _stood(
        self,
        statement: Statement,
        times: Sequence[tuple[TimeExpression, tuple[str, str]]],
        evidence: dict[str, Evidence],
    ) -> AsOf | None:
        """The day on which a toll stood at its number: "rose to 745 on Saturday" dates the toll, not the deaths."""
        found = next(((time, ends) for time, ends in times if _of_toll(statement, time)), None)
        if found is None:
            return None
        evidence["as_of"] = Evidence(found[0].span.start, found[0].span.end, EvidenceBasis.STATED)
        return AsOf(found[1][1], AsOfBasis.STATED)

    def _when(
        self,
        statement: Statement,
        times: Sequence[tuple[TimeExpression, tuple[str, str]]],
        evidence: dict[str, Evidence],
    ) -> Period:
        """The time nearest to the number in its sentence."""
        if statement.before_events:
            evidence["period"] = Evidence(
                statement.before_events.start, statement.before_events.end, EvidenceBasis.INFERRED
            )
            return Period(kind=PeriodKind.UNTIL, basis=PeriodBasis.EVENT)
        said = [(time, ends) for time, ends in times if time.role != "as of" and not _of_toll(statement, time)]
        if said:
            time, ends = min(said, key=lambda one: _distance(one[0].span, statement.span))
            found = period(time, ends)
            evidence["period"] = Evidence(time.span.start, time.span.end, EvidenceBasis.STATED)
            return found
        return Period()

    def _located(self, mentions: Sequence[PlaceMention]) -> list[tuple[PlaceMention, PlaceChain]]:
        """The mentions that are places: known to the case or the index, or said to be a place by a noun."""
        found = []
        for mention in mentions:
            chains = self.gazetteer.find(mention.name)
            if mention.within:
                chains = tuple(chain for chain in chains if _matches(self.gazetteer, chain, mention.within)) or chains
            if chains:
                found.append((mention, chains[0]))
            elif mention.certain:
                found.append((mention, (mention.name,)))
                self._say_unresolved(
                    mention.span, "places", "not in the index of places nor in the case: kept as printed"
                )
        return found

    def _resolved(self, time: TimeExpression) -> tuple[str, str] | None:
        ends = resolve(time, self.report.published)
        if ends is None:
            self._say_unresolved(
                time.span, "period", "the publication date is needed to tell the day, or the calendar has no such day"
            )
        return ends

    def _say_unresolved(self, span: Span, field_name: str, reason: str) -> None:
        self.unresolved[span] = Unresolved(
            self.report.text[span.start : span.end], span.start, span.end, field_name, reason
        )


def _where(owned: Sequence[Located], evidence: dict[str, Evidence]) -> tuple[PlaceChain, ...]:
    """The places of a number, without those that only say where another of them lies."""
    if owned:
        evidence["places"] = Evidence(owned[0][0].span.start, owned[-1][0].span.end, EvidenceBasis.STATED)
    chains = tuple(dict.fromkeys(chain for _, chain in owned))
    return tuple(
        chain for chain in chains if not any(other != chain and other[-len(chain) :] == chain for other in chains)
    )


def _is_running_toll(statement: Statement, covered: Period, reading: SentenceReading) -> bool:
    """Whether a number is a source's total so far, outside any list: then its place is how the outlet put it."""
    listed = any(one.joined_to is not None for one in reading.statements)
    return not listed and (statement.rule == "toll reaches" or covered.kind is PeriodKind.SINCE)


def _owners(text: str, statements: Sequence[Statement], places: Sequence[Located]) -> list[list[Located]]:
    """The places of each statement of a sentence.

    A place right behind a number ("658 in …"), or before it with nothing between but a verb ("… lost 683", "… 433"),
    is that number's own, and so is one that goes on with such a place ("in … and …"). Any other place holds for the
    numbers before it or, where it stands first, for all.
    """
    found: list[list[Located]] = [[] for _ in statements]
    general: list[Located] = []
    last: tuple[Located, list[list[Located]]] | None = None
    for place in places:
        owners = [found[n] for n in _own(text, statements, place)]
        if not owners and last and LIST_GAP.fullmatch(text[last[0][0].span.end : place[0].span.start]):
            owners = last[1]
        owners = owners or [general]
        for places_of in owners:
            places_of.append(place)
        last = place, owners
    first = min((one.span.start for one in statements), default=0)
    shared = [
        [place for place in general if place[0].span.start >= one.number_span.end or place[0].span.end <= first]
        for one in statements
    ]
    return [own or rest for own, rest in zip(found, shared, strict=True)]


def _own(text: str, statements: Sequence[Statement], place: Located) -> list[int]:
    """The statements whose own place this is; those that share a verb share its place."""
    span = place[0].span
    for n, one in sorted(enumerate(statements), key=lambda entry: -entry[1].number_span.start):
        start = one.number_span.end if one.bare else max(one.number_span.end, one.span.end)
        if start < span.start <= start + BESIDE and LOCATIVE_GAP.fullmatch(text[start : span.start]):
            return [
                m
                for m, other in enumerate(statements)
                if m == n or (other.rule == one.rule == "verb behind" and other.cue == one.cue)
            ]
    for n, one in enumerate(statements):
        gap = text[span.end : one.number_span.start]
        if (
            len(statements) > 1
            and span.end < one.number_span.start <= span.end + SUBJECT
            and SUBJECT_GAP.fullmatch(gap)
            and " and " not in gap
        ):
            return [n]
    return []


def _distance(time: Span, statement: Span) -> int:
    """Characters between two stretches; 0 where they overlap."""
    return max(time.start - statement.end, statement.start - time.end, 0)


def _of_toll(statement: Statement, time: TimeExpression) -> bool:
    return (
        statement.rule == "toll reaches"
        and time.role == "on"
        and statement.number_span.end <= time.span.start <= statement.number_span.end + 10
    )


def _matches(gazetteer: Gazetteer, chain: PlaceChain, within: str) -> bool:
    return any(container[0] in chain for container in gazetteer.find(within))


def _is_pronoun(said: str) -> bool:
    return len(said.split()) == 1
