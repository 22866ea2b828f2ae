"""Who says each number of a report: the voices of its sentence, or a source that speaks on from an earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tollbook.extract.settings.names import Speaker, Speakers
from tollbook.language import Sentence
from tollbook.language.protocol import SentenceReading, Statement, Voice
from tollbook.records import EvidenceBasis, Harm, Span

SPEAKS_ON = 3
"""Sentences after its own for which a source speaks on, unless another speaks."""
CREDITED_BACK = 2
"""Sentences back to the number that "this figure" means."""
OF_A_TOLL = (Harm.KILLED, Harm.INJURED, Harm.CASUALTIES)
OPENING, CLOSING, STRAIGHT = frozenset("“«"), frozenset("”»"), '"'


@dataclass(frozen=True, slots=True)
class Heard:
    """A source as a sentence gives it, what it passes on, and the stretch of the text that it speaks for."""

    speaker: Speaker
    relays: tuple[Speaker, ...]
    covers: Span | None
    sentence: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who says a number, and how the text gives it; ``here`` tells that its own sentence says so."""

    speaker: Speaker | None = None
    relays: tuple[Speaker, ...] = ()
    basis: EvidenceBasis = EvidenceBasis.STATED
    here: bool = False


@dataclass(slots=True)
class Speaking:
    """Gives sources to the numbers of one report, sentence by sentence, in order."""

    speakers: Speakers
    quotations: Mapping[int, int]
    """The sentences that begin inside a quotation, with the sentence in which it began."""
    closing: Mapping[int, Voice]
    """The sentences of quotations whose speaker is only named where they close."""
    crediting: Mapping[int, Voice]
    """The sentences whose numbers a sentence behind them credits to somebody."""
    last: Heard | None = None
    heard: list[Heard] = field(default_factory=list)
    subject: Voice | None = None
    """The organisation that the last sentence began with, if nobody spoke since: "it" means it."""

    @classmethod
    def of(cls, speakers: Speakers, sentences: Sequence[Sentence], readings: Sequence[SentenceReading]) -> Speaking:
        """For a report with these sentences."""
        quotations = _quotations(sentences)
        return cls(speakers, quotations, _named_at_the_end(quotations, readings), _named_behind(sentences, readings))

    def attributed(self, position: int, sentence: Sentence, reading: SentenceReading) -> list[Attributed]:
        """Who says each statement of the sentence. A source that is only carried over is marked so."""
        earlier, self.heard = self.last, self._listen(position, sentence, reading)
        new_paragraph = earlier is not None and earlier.paragraph != sentence.paragraph
        if self.heard:
            one = {heard.speaker.identity for heard in self.heard}
            aside = reading.statements and all(statement.rule == "rival number" for statement in reading.statements)
            if not _beside(self.heard[-1], reading):
                self.last = self.heard[-1] if len(one) == 1 and not aside else None
        return [
            self._own(statement)
            or self._at_the_end(position)
            or self._credited(position)
            or self._carried(position, statement, reading, earlier, new_paragraph)
            or self._issued(position)
            for statement in reading.statements
        ]

    def _listen(self, position: int, sentence: Sentence, reading: SentenceReading) -> list[Heard]:
        """The sources that speak in this sentence; who passes on what another counted stands beside it."""
        first = next(iter(reading.voices), None)
        second = sentence.tokens[min(1, len(sentence.tokens) - 1)]
        if first is not None and first.span.start <= second.start and first.kind == "name":
            self.subject = first if first.calls and not first.speaks else None
        spoken = [
            (speaker, voice)
            for voice in reading.voices
            if voice.speaks and not (voice.kind == "outlet" and position in self.quotations)
            if (speaker := self.speakers.speaker(voice, self.subject))
        ]
        self.subject = None if spoken else self.subject
        relays = tuple(speaker for speaker, voice in spoken if voice.relayed)
        return [
            Heard(speaker, relays, voice.covers, position, sentence.paragraph)
            for speaker, voice in spoken
            if not voice.relayed
        ]

    def _own(self, statement: Statement) -> Attributed | None:
        """The source of the sentence that speaks for this number."""
        at = statement.number_span.start
        one = next((one for one in self.heard if one.covers and one.covers.start <= at < one.covers.end), None)
        return Attributed(one.speaker, one.relays, one.speaker.basis, True) if one else None

    def _at_the_end(self, position: int) -> Attributed | None:
        """The speaker of a quotation, named behind its last words."""
        voice = self.closing.get(position)
        speaker = self.speakers.speaker(voice) if voice else None
        return Attributed(speaker, (), EvidenceBasis.INFERRED) if speaker else None

    def _credited(self, position: int) -> Attributed | None:
        """The source that a sentence behind names: "That figure comes from the mayor"."""
        voice = self.crediting.get(position)
        speaker = self.speakers.speaker(voice) if voice else None
        return Attributed(speaker, (), EvidenceBasis.INFERRED) if speaker else None

    def _carried(
        self, position: int, statement: Statement, reading: SentenceReading, earlier: Heard | None, new_paragraph: bool
    ) -> Attributed | None:
        """The source that speaks on.

        Into a new paragraph only a source with a name is carried, and only to printed numbers: "hundreds" is anybody's
        word, if it does not go on with dead and wounded. Background is nobody's. In the bulletin of a body that counts
        a new paragraph is its own word again.
        """
        if earlier is None or reading.background:
            return None
        quoted = self.quotations.get(position, position) <= earlier.sentence
        if not quoted:
            if position - earlier.sentence > SPEAKS_ON and not self.speakers.lead:
                return None
            if statement.number.value is None and (new_paragraph or statement.harm not in OF_A_TOLL):
                return None
            if new_paragraph and not self.speakers.lead and (self.speakers.issuer or not earlier.speaker.named):
                return None
        return Attributed(earlier.speaker, earlier.relays, EvidenceBasis.CARRIED_OVER)

    def _issued(self, position: int) -> Attributed:
        """The body that issues the bulletin; outside quotations, what nobody else says is its own word."""
        issuer = None if position in self.quotations else self.speakers.issuer
        return Attributed(issuer, (), EvidenceBasis.INFERRED) if issuer else Attributed()


def _beside(heard: Heard, reading: SentenceReading) -> bool:
    """Whether a source speaks for no number of a sentence that has some: it only remarks on them."""
    numbers = [statement.number_span.start for statement in reading.statements if not statement.person]
    covers = heard.covers
    return covers is not None and bool(numbers) and not any(covers.start <= at < covers.end for at in numbers)


def _quotations(sentences: Sequence[Sentence]) -> dict[int, int]:
    """The sentences that begin inside a quotation, with the one in which it began.

    A quotation ends with its paragraph, unless the next one opens with a quotation mark again, as printers do.
    """
    inside: dict[int, int] = {}
    opened: int | None = None
    paragraph = -1
    for position, sentence in enumerate(sentences):
        marks = [token.word for token in sentence.tokens]
        if sentence.paragraph != paragraph:
            again = marks[0] in OPENING or marks[0] == STRAIGHT
            opened = opened if again else None
            marks = marks[1:] if opened is not None else marks
            paragraph = sentence.paragraph
        if opened is not None:
            inside[position] = opened
        for mark in marks:
            if mark in OPENING or (mark == STRAIGHT and opened is None):
                opened = position
            elif mark in CLOSING or mark == STRAIGHT:
                opened = None
    return inside


def _named_behind(sentences: Sequence[Sentence], readings: Sequence[SentenceReading]) -> dict[int, Voice]:
    """The sentences whose numbers the next sentences credit to somebody, with that voice."""
    found: dict[int, Voice] = {}
    for position, reading in enumerate(readings):
        voice = next((voice for voice in reading.voices if voice.credited), None)
        if voice is None or reading.statements:
            continue
        near = range(position - 1, max(-1, position - CREDITED_BACK - 1), -1)
        told = next((n for n in near if readings[n].statements), None)
        if told is not None and sentences[told].paragraph == sentences[position].paragraph:
            found[told] = voice
    return found


def _named_at_the_end(quotations: Mapping[int, int], readings: Sequence[SentenceReading]) -> dict[int, Voice]:
    """The sentences of a quotation before the one that names its speaker, with that speaker, if there is just one."""
    found: dict[int, Voice] = {}
    attributed: set[int] = set()
    for position, start in quotations.items():
        voices = [voice for n in (start, position) for voice in readings[n].voices if voice.speaks]
        if start in attributed or not voices:
            continue
        attributed.add(start)
        if len(voices) == 1 and not any(voice.speaks for voice in readings[start].voices):
            found.update((n, voices[0]) for n in range(start, position))
    return found
