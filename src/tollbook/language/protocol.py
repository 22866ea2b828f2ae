"""What each language gives to extraction: sentences read into statements, times and voices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
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


class PersonKind(StrEnum):
    """How words bring up somebody: as new ("a man"), as known ("the man", "his son"), by name, by a pronoun.

    Several are people whom nothing counts ("civilians were killed"), plural those brought up again ("they"). A title
    names without an article ("Man shot in Tulsa") who is introduced below it; officers find ("found a man hurt") people
    whom the report has told of.
    """

    NEW = "new"
    KNOWN = "known"
    NAME = "name"
    PRONOUN = "pronoun"
    SEVERAL = "several"
    PLURAL = "plural"
    TITLE = "title"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody told of without a number, as far as it helps to tell whether two mentions mean the same person.

    ``name`` is the last word of the name, folded; ``other`` says that the words set the person apart ("another man"),
    ``place`` as which one: 2 for "another" and "a second man", 3 for "a third".
    """

    kind: PersonKind
    noun: str | None = None
    name: str | None = None
    age: int | None = None
    sex: str | None = None
    other: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True)
class Agent:
    """Who is said to have done it; ``carried`` where a sentence before says so.

    ``side`` is what members of such a body are as victims, where the words tell.
    """

    span: Span
    certainty: Certainty
    side: tuple[Status, ...] = ()
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Besides:
    """Words that leave people out of a number, with the index in the sentence of the number of those people.

    ``earlier``: they are the people of a number in an earlier sentence ("on top of these").
    """

    span: Span
    other: int | None = None
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One number of people harmed, as one sentence states it.

    ``said_span`` is the number with its hedge; ``rule`` names the grammar rule that tied it to its harm.
    ``part_of`` is the index, in the same sentence, of the statement that this one is a part of; ``part_of_earlier``
    says that it is a part of a number in an earlier sentence, ``rest`` that it goes on with that
    number's list; ``includes_earlier`` that it counts earlier numbers in. ``person``: the number is not printed, and
    ``number_span`` is the noun or name. ``complete``: the words say that its list is all of the total;
    ``of_number`` is that of the people counted before: 107 in "86 of the 107".
    ``definite``: "the other five", who have been told of. ``background`` are words that put it among other events,
    ``long_ago`` a time that does where newer ones are told; ``in_passing``: both stand in words that only say who or
    what something is. ``column`` are the words above the cell of a table, the same for all its rows;
    ``time`` is that which the row, the column or the title of a number names. ``apart``: a semicolon parts it from the
    number before.
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
    cause: Span | None = None
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
    running: bool = False
    complete: bool = False
    besides: Besides | None = None
    background: Span | None = None
    long_ago: Span | None = None
    in_passing: bool = False
    person: Person | None = None
    others: bool = False
    added: bool = False
    of_number: int | None = None
    labels: tuple[Span, ...] = ()
    may_die: bool = False
    definite: bool = False
    column: Span | None = None
    time: TimeExpression | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """A number that is no claim, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class People:
    """People counted in print of whom a sentence says no harm."""

    number: Number
    counted: Counted
    span: Span


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A day, month, year or stretch of time as printed; ``role`` says what it opens.

    ``role``: ``on``, ``since``, ``until``, ``before``, ``past`` (reaching back from the report) or ``as of``.
    ``days`` are (year or None, month, day or None), one or the two ends of a range; a weekday stands alone, and
    ``earlier`` says that it is not the day of the report. ``unit`` is a whole week, weekend, month or year, so many
    ``units_back``. ``from_named`` counts days from the day that the report named last; ``again`` is the stretch of
    time that it named last. ``to`` is the other end of a range.
    """

    span: Span
    role: str
    days: tuple[tuple[int | None, int | None, int | None], ...] = ()
    weekday: int | None = None
    shift_days: int | None = None
    shift_weeks: int = 0
    past_days: int | None = None
    earlier: bool = False
    unit: str | None = None
    units_back: int = 0
    from_named: int | None = None
    again: bool = False
    to: TimeExpression | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name that may be a place, as printed. ``within`` is the place that the words put it in ("Syria's Latakia").

    ``certain``: a noun such as "province" or "the village of" says that it is one, or that it stands like one.
    ``look_up`` are the names under which it may be known, else its ``name``; with ``division`` no town is meant.
    ``holds_for_line``: it opens a line ("Kirkuk: 12 killed") and holds for all its numbers.

    ``kind``: ``name``; ``area``, a region without a border, whose ``name`` is for :meth:`Language.area`; ``again``, a
    place named before (``name``: settlement, division, country); ``counting``, a name with a number of its own in a
    list, a place if it is known as one; ``dateline``; ``owner``, which tells the country spoken of and is no place.
    """

    span: Span
    name: str
    within: str | None
    certain: bool
    kind: str = "name"
    look_up: tuple[str, ...] = ()
    division: bool = False
    holds_for_line: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says it.

    ``kind``: ``name`` (capitalised), ``again`` (a noun for one named elsewhere), ``pronoun``, ``anonymous``, or
    ``outlet`` ("we", "our researchers": who publishes the report).

    ``speaks`` is False for a source that is only named; ``relayed`` says that it passes on what another counted.
    ``covers`` is the stretch of the sentence that it speaks for; ``employer`` whom a person speaks for.
    ``calls`` are the nouns by which a report may take a name up again, or the noun that does so; ``person`` is None
    where the words may mean persons or an organisation; ``indefinite`` says that the words introduce somebody, and
    ``credited`` that a number told before is its: "that figure comes from the mayor".
    """

    span: Span
    kind: str
    acronym: str | None = None
    speaks: bool = True
    relayed: bool = False
    covers: Span | None = None
    employer: Voice | None = None
    calls: tuple[str, ...] = ()
    person: bool | None = None
    indefinite: bool = False
    credited: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its harm, with the words that say so, and the people, the time and the doer that they name.

    ``head`` are the words above it; ``sums`` where it counts everybody of its row: "Men, Women, Total".
    """

    harm: Harm
    span: Span
    people: Counted = Counted()
    head: Span | None = None
    sums: bool = False
    time: TimeExpression | None = None
    doer: Agent | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What the line above says of a row's numbers: the harm of each column; one for a list.

    ``earlier`` is the harm of the last number before the heading: numbers of that harm may be its parts. A ``caption``
    holds for the columns of a table below it ("Deaths by month"), and for no row by itself. ``rows``: by what the names
    of the rows tell people apart, where it says so: places, times, doers, people, causes. A ``label`` on a line of its
    own ("Fighters") holds for the next number alone; then ``above`` holds again.
    """

    columns: tuple[Column | None, ...]
    earlier: Harm | None = None
    caption: bool = False
    rows: str | None = None
    label: bool = False
    above: Heading | None = None


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What one sentence says; ``harmful`` where it tells of harm, with or without a number.

    ``heading`` is what holds for the line below; ``of_all`` what it says of everybody counted before; ``people`` are
    those counted of whom it says no harm; ``turn`` are words by which it turns to another event; ``attacker`` is who
    attacks in it; ``aftermath`` are words for what follows on a harm years later: a trial, an anniversary;
    ``in_order`` are the harms of the numbers that it brings last, where they differ: a later "48 and 31"
    repeats their order. ``dates_event``: it is a line that only says when, and where, what follows it happened.
    ``blamed`` is who is said to have done what a sentence before tells; ``acting`` whom "they" may mean in the next.
    """

    statements: tuple[Statement, ...] = ()
    passed: tuple[Passed, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    voices: tuple[Voice, ...] = ()
    background: Span | None = None
    harmful: bool = False
    heading: Heading | None = None
    of_all: Counted | None = None
    people: tuple[People, ...] = ()
    turn: Span | None = None
    attacker: Agent | None = None
    in_order: tuple[Harm, ...] = ()
    aftermath: Span | None = None
    dates_event: bool = False
    blamed: Agent | None = None
    acting: Agent | None = None


class Language(Protocol):
    """One language: its words as data, and the functions that cannot be data.

    ``script`` is the first word of its letters' names in Unicode: ``LATIN``, ``ARABIC``.
    """

    code: str
    version: str
    script: str

    def sentences(self, text: str) -> Iterable[Sentence]:
        """The sentences of a text."""

    def numbers(self, sentence: Sentence) -> Sequence[Number]:
        """The numbers that a sentence prints, whatever they count."""

    def names(self, names: Iterable[tuple[str, str, str]]) -> PhraseIndex:
        """An index of a case's names: (kind, identity, spelling)."""

    def counts(self, publisher: str) -> bool:
        """Whether a publisher's name is that of a body that counts itself, such as a monitor, and of no news outlet."""

    def area(self, form: str, country: str) -> str:
        """What a region without a border is called, by the form that a mention of it gives."""

    def read(
        self,
        sentence: Sentence,
        names: PhraseIndex,
        earlier: Harm | None,
        heading: Heading | None = None,
        in_order: Sequence[Harm] = (),
    ) -> SentenceReading:
        """What the sentence says.

        ``names`` are the case's, ``earlier`` the harm of the last number before, ``heading`` what the line above says,
        ``in_order`` the harms that the sentences before brought in an order.
        """
