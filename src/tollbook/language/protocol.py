"""What each language gives to extraction: sentences read into statements, times and voices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tollbook.language.lexicon import PhraseIndex
from tollbook.language.tokens import Sentence
from tollbook.records import Certainty, Harm, Mode, Quantifier, Span, Status


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression: token positions (end exclusive), values as printed, hedge included in ``said`` only."""

    start: int
    end: int
    low: int | None
    high: int | None
    quantifier: Quantifier
    hedge_start: int
    hedge_end: int

    @property
    def value(self) -> int | None:
        """The one number printed, None for vague words."""
        return self.low if self.low is not None else self.high


@dataclass(frozen=True, slots=True)
class Counted:
    """Who is counted: what the noun phrase says, and where it says it.

    ``qualifiers`` are words without a field of their own, with whether they restrict.
    """

    status: tuple[Status, ...] | None = None
    group: str | None = None
    sex: str | None = None
    age: str | None = None
    role: str | None = None
    affiliation: Span | None = None
    qualifiers: tuple[tuple[Span, bool], ...] = ()
    evidence: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Agent:
    """Who is said to have done it."""

    span: Span
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Statement:
    """One number of people harmed, as one sentence states it.

    ``said_span`` is the number with its hedge; ``rule`` names the grammar rule that tied it to its harm.
    ``part_of`` is the index, in the same sentence, of the statement that this one is a part of; ``part_of_earlier``
    says that it is a part of a number in an earlier sentence, ``rest`` that it goes on with that
    number's list; ``includes_earlier`` that it counts earlier numbers in.
    """

    number: Number
    span: Span
    number_span: Span
    said_span: Span
    harm: Harm
    cue: Span
    rule: str
    counted: Counted
    agent: Agent | None = None
    mode: Mode = Mode.COUNT
    mode_span: Span | None = None
    part_of: int | None = None
    part_of_earlier: bool = False
    includes: tuple[int, ...] = ()
    includes_earlier: bool = False
    joined_to: int | None = None
    bare: bool = False
    rest: bool = False
    before_events: Span | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """A number that is no claim, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A day, month, year or stretch of time as printed; ``role`` says what it opens.

    ``role``: ``on``, ``since``, ``until``, ``before``, ``past`` (reaching back from the report) or ``as of``.
    ``days`` are (year or None, month, day or None), one or the two ends of a range; a weekday stands alone.
    """

    span: Span
    role: str
    days: tuple[tuple[int | None, int | None, int | None], ...] = ()
    weekday: int | None = None
    shift_days: int | None = None
    shift_weeks: int = 0
    past_days: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name that may be a place, as printed. ``within`` is the place that the words put it in ("Syria's Latakia").

    ``certain``: a noun such as "province" or "the village of" says that it is one.
    """

    span: Span
    name: str
    within: str | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says it.

    ``kind``: ``name`` (capitalised), ``again`` (a noun or pronoun for one named before) or ``anonymous``.

    ``speaks`` is False for a source that is only named; ``relayed`` says that it passes on what another counted.
    """

    span: Span
    kind: str
    acronym: str | None = None
    speaks: bool = True
    relayed: bool = False


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What one sentence says."""

    statements: tuple[Statement, ...] = ()
    passed: tuple[Passed, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    voices: tuple[Voice, ...] = ()
    background: Span | None = None


class Language(Protocol):
    """One language: its words as data, and the functions that cannot be data.

    ``script`` is the first word of its letters' names in Unicode: ``LATIN``, ``ARABIC``.
    """

    code: str
    version: str
    script: str

    def sentences(self, text: str) -> Iterable[Sentence]:
        """The sentences of a text."""

    def names(self, names: Iterable[tuple[str, str, str]]) -> PhraseIndex:
        """An index of a case's names: (kind, identity, spelling)."""

    def read(self, sentence: Sentence, names: PhraseIndex, earlier: Harm | None) -> SentenceReading:
        """What the sentence says; ``names`` are those of the case, ``earlier`` the harm of the last number before."""
