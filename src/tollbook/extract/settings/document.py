"""One report read from beginning to end: what each number is given besides its own words.

The language reads sentences; here their statements get the source, time and place that hold for them, with the words
that say so and whether they were said there, carried over, or inferred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tollbook.extract.settings.names import Speaker
from tollbook.extract.settings.placing import Placed, Placing, is_running_toll
from tollbook.extract.settings.speaking import Attributed, Speaking
from tollbook.extract.settings.timing import Time, Timing
from tollbook.language import Sentence
from tollbook.language.protocol import SentenceReading, Statement
from tollbook.records import AsOf, Evidence, EvidenceBasis, Period, PlaceChain


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


@dataclass(frozen=True, slots=True)
class Reader:
    """Gives settings to the statements of one report, sentence by sentence, in order."""

    speaking: Speaking
    timing: Timing
    placing: Placing

    def settings(self, position: int, sentence: Sentence, reading: SentenceReading) -> list[Setting]:
        """The setting of each statement of a sentence."""
        attributed = self.speaking.attributed(position, sentence, reading)
        self.timing.opening.enter(sentence)
        times = self.timing.times(reading)
        for one in self.speaking.heard:
            self.timing.spoken(one.speaker.identity, times)
        placed = self.placing.places(sentence, reading)
        found = [
            self._setting(position, statement, reading, times, place, who)
            for statement, place, who in zip(reading.statements, placed, attributed, strict=True)
        ]
        self.timing.remember(position, reading, times)
        return found

    def _setting(
        self,
        position: int,
        statement: Statement,
        reading: SentenceReading,
        times: Sequence[Time],
        placed: Placed,
        who: Attributed,
    ) -> Setting:
        evidence: dict[str, Evidence] = {}
        if who.speaker and who.speaker.span:
            evidence["attributed_to"] = Evidence(who.speaker.span.start, who.speaker.span.end, who.basis)
        timed = self.timing.when(position, statement, reading, times)
        if timed.evidence:
            evidence["period"] = timed.evidence
        if placed.evidence:
            of_outlet = who.speaker and is_running_toll(statement, timed.period, reading)
            basis = EvidenceBasis.OUTLET_WORDING if of_outlet else placed.evidence.basis
            evidence["places"] = replace(placed.evidence, basis=basis)
        if reading.background:
            evidence["background"] = Evidence(reading.background.start, reading.background.end, EvidenceBasis.STATED)
        as_of, words = self.timing.as_of(statement, times, who.speaker.identity if who.speaker else None)
        if words:
            evidence["as_of"] = words
        background = reading.background is not None
        return Setting(who.speaker, who.relays, as_of, timed.period, placed.chains, background, evidence)
