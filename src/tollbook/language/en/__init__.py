"""English: its lexicons (TOML in this folder) and its grammar of casualty statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

from tollbook.language.en.fates import tie_individuals
from tollbook.language.en.grammar import tie
from tollbook.language.en.individuals import individuals
from tollbook.language.en.joining import with_people_left_out
from tollbook.language.en.lexicons import LEXICONS, entries, orthography
from tollbook.language.en.marks import Marked
from tollbook.language.en.moods import MoodReader, reason_passed, with_times_long_ago
from tollbook.language.en.numbers import NumberLexer
from tollbook.language.en.occasions import as_of_times
from tollbook.language.en.parts import said_of_all
from tollbook.language.en.phrases import NounPhrase, noun_phrase
from tollbook.language.en.places import place_mentions
from tollbook.language.en.speech import VoiceReader
from tollbook.language.en.statements import statement, with_totals
from tollbook.language.en.tables import heading_of, is_rule, places_of_line, tie_labelled, tie_row
from tollbook.language.en.ties import Ties
from tollbook.language.en.time import TimeLexer
from tollbook.language.lexicon import Entry, PhraseIndex, PhraseIndexes, read
from tollbook.language.protocol import (
    Heading,
    Number,
    Passed,
    PersonKind,
    PlaceMention,
    SentenceReading,
)
from tollbook.language.tokens import Sentence, Token, sentences
from tollbook.records import FrozenMapping, Harm, Span

_CUSTODY = frozenset(("arrested", "arrest", "arresting", "charged", "questioned", "apprehended", "held"))
"""Verbs before people who are no victims but suspects."""
SHORTEST = 5
"""Words from which a sentence is long enough to tell whether its capitals mean anything."""


class English:
    """Reads English sentences. One instance serves all texts."""

    code = "en"
    script = "LATIN"

    def __init__(self) -> None:
        data = {name: read(__name__, name) for name in LEXICONS}
        lexicons = [files(__name__).joinpath(f"{name}.toml") for name in LEXICONS]
        shared = files("tollbook.language").joinpath("function_words.toml")
        self.version = sha256(b"".join(one.read_bytes() for one in (*lexicons, shared))).hexdigest()[:12]
        self._orthography = orthography(data)
        self._numbers, self._times = NumberLexer(data["numbers"]), TimeLexer(data["time"])
        self._moods, self._voices = MoodReader(data["links"]), VoiceReader(data["voices"])
        self._adjectives = {country: forms[0] for country, forms in data["places"]["demonym"].items()}
        self._indexes = PhraseIndexes({kind: PhraseIndex(entries) for kind, entries in entries(data).items()})

    def sentences(self, text: str) -> Iterable[Sentence]:
        """The sentences of a text."""
        return sentences(text, self._orthography)

    def numbers(self, sentence: Sentence) -> Sequence[Number]:
        """The numbers that a sentence prints, whatever they count."""
        return self._numbers.numbers(sentence.tokens)

    def names(self, names: Iterable[tuple[str, str, str]]) -> PhraseIndex:
        """An index of a case's names: (kind, identity, spelling)."""
        return PhraseIndex(
            (
                spelling,
                Entry(kind, FrozenMapping({"identity": identity, "group": identity if kind == "group" else None})),
            )
            for kind, identity, spelling in names
        )

    def area(self, form: str, country: str) -> str:
        """What a region without a border is called: "Syrian coast", "northern Syria"."""
        return form.format(country=country, adjective=self._adjectives.get(country, country))

    def read(
        self, sentence: Sentence, names: PhraseIndex, earlier: Harm | None, heading: Heading | None = None
    ) -> SentenceReading:
        """What one sentence says; ``earlier`` is the harm of the last number before it, ``heading`` the line above."""
        marked = self._mark(sentence.tokens, names)
        background = self._moods.background(marked)
        passed = [Passed(Span(note.start, note.end), "a footnote mark") for note in sentence.notes if note.is_number]
        people: list[NounPhrase] = []
        for number in marked.numbers:
            reason = reason_passed(marked, number)
            if reason:
                passed.append(Passed(marked.span(number.start, number.end), reason))
            else:
                people.append(noun_phrase(marked, number))
        ties = tie(marked, people, earlier)
        tie_labelled(ties)
        in_row = heading is not None and tie_row(ties, heading)
        if marked.tags["harm"] or marked.tags["fate"]:
            singles = individuals(marked, people, _capitals_tell(sentence.tokens))
            if sentence.in_capitals:
                singles = [one for one in singles if not _is_bare_name(marked, one)]
            ties = tie_individuals(ties, singles)
        order = sorted(ties.found)
        statements = tuple(statement(ties, index, order, self._moods) for index in order)
        passed += [
            Passed(marked.span(phrase.number.start, phrase.number.end), _untied(ties, n, phrase))
            for n, phrase in enumerate(ties.phrases)
            if n not in ties.found and not phrase.person
        ]
        return SentenceReading(
            with_times_long_ago(marked, with_people_left_out(marked, with_totals(marked, statements))),
            tuple(passed),
            as_of_times(marked),
            _places(marked, in_row),
            self._voices.voices(marked),
            marked.optional_span(background),
            bool(marked.tags["harm"] or marked.tags["cause"]),
            heading if in_row or is_rule(marked) else heading_of(marked, earlier),
            said_of_all(marked),
        )

    def _mark(self, tokens: Sequence[Any], names: PhraseIndex) -> Marked:
        numbers = self._numbers.numbers(tokens)
        times = [time for time in self._times.times(tokens, numbers) if not _compared(tokens, time[0])]
        tags = self._indexes.find(tokens)
        found = names.find(tokens)
        tags["name"] = found
        spelled = {token.word for token in tokens}
        tags["harm"] = [
            tag
            for tag in tags["harm"]
            if spelled.isdisjoint(tag.entry.get("unless") or ())
            and not spelled.isdisjoint(tag.entry.get("only") or spelled)
        ]
        for kind in ("source", "party", "group", "place"):
            tags[kind] = [tag for tag in found if tag.kind == kind] + list(tags.get(kind, ()))
        return Marked.of(tokens, numbers, times, tags)


def _compared(tokens: Sequence[Token], start: int) -> bool:
    """Whether a time is only compared with: "40 fewer than in April"."""
    return [token.word for token in tokens[max(0, start - 2) : start]] in (["than", "in"], ["than", "during"])


def _capitals_tell(tokens: Sequence[Token]) -> bool:
    """Whether capitals tell names here; in a headline or a text in capitals they do not."""
    words = [token for token in tokens if token.is_word]
    return len(words) < SHORTEST or 5 * sum(token.is_capital for token in words) < 4 * len(words)


def _is_bare_name(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether a person is told of by one word: in a text in capitals that may be any word, but for "GALAN WAS SHOT"."""
    named = phrase.person is not None and phrase.person.kind is PersonKind.NAME
    return named and phrase.end - phrase.start == 1 and not marked.at("passive", phrase.end)


def _places(marked: Marked, in_row: bool) -> tuple[PlaceMention, ...]:
    """The places of a sentence; names that open a line or stand in a row stand for its numbers."""
    opening, mentions = places_of_line(marked, in_row), place_mentions(marked)
    taken = {one.span for one in opening}
    return (*opening, *(one for one in mentions if one.span not in taken)) if opening else mentions


def _untied(ties: Ties, index: int, phrase: NounPhrase) -> str:
    if index in ties.agents:
        return "counts those said to have done it"
    if phrase.head is not None and ties.marked.word(phrase.start - 1) in _CUSTODY:
        return "counts arrests or suspects"
    if phrase.head is not None:
        return "people, but no harm is said of them"
    return "no harm is said of it"
