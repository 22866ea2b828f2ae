"""English: its lexicons (TOML in this folder) and its grammar of casualty statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from typing import Any

from tollbook.language.en.harms.attacks import attacker, mark_attackers
from tollbook.language.en.harms.blaming import acting, blamed
from tollbook.language.en.harms.entries import label_of
from tollbook.language.en.harms.fates import tie_individuals
from tollbook.language.en.harms.grammar import tie
from tollbook.language.en.harms.headings import heading_of
from tollbook.language.en.harms.in_order import harms_in_order, pairs, slashed
from tollbook.language.en.harms.tables import places_of_cuts, places_of_line
from tollbook.language.en.lexicons import LEXICONS, entries, orthography
from tollbook.language.en.marking.asides import asides
from tollbook.language.en.marking.brackets import opened
from tollbook.language.en.marking.forces import forces_of_a_state
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.numbers import NumberLexer
from tollbook.language.en.marking.rows import is_item, is_rule
from tollbook.language.en.marking.verbs import missed
from tollbook.language.en.moods import MoodReader, reason_passed
from tollbook.language.en.people.individuals import individuals
from tollbook.language.en.people.phrases import NounPhrase, noun_phrase, reason_whole
from tollbook.language.en.people.unknown import unknown_of_all, with_unknown_status
from tollbook.language.en.places.mentions import place_mentions
from tollbook.language.en.relations.comparing import compared_time
from tollbook.language.en.relations.cuts import TIMES, cut_named
from tollbook.language.en.relations.joining import with_people_left_out
from tollbook.language.en.relations.parts import said_of_all
from tollbook.language.en.relations.ties import Ties
from tollbook.language.en.speakers.issuers import IssuerReader
from tollbook.language.en.speakers.speech import VoiceReader
from tollbook.language.en.statements import statement, with_totals
from tollbook.language.en.times.dates import TimeLexer
from tollbook.language.en.times.labels import with_labels
from tollbook.language.en.times.long_ago import with_times_long_ago
from tollbook.language.en.times.occasions import as_of_times, is_date_heading
from tollbook.language.en.times.turns import turn
from tollbook.language.lexicon import Entry, PhraseIndex, PhraseIndexes, Tag, read
from tollbook.language.protocol import (
    Heading,
    Number,
    Passed,
    People,
    PersonKind,
    PlaceMention,
    SentenceReading,
)
from tollbook.language.tokens import Sentence, Token, sentences
from tollbook.records import FrozenMapping, Harm, Span

_CUSTODY = frozenset(("arrested", "arrest", "arresting", "charged", "questioned", "apprehended", "held"))
"""Verbs before people who are no victims but suspects."""
_OBJECTS = frozenset(("a", "an", "another", "his", "her", "their", "others"))
"""Words that open people hurt by a verb before them."""
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
        self._issuers = IssuerReader(data["voices"])
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

    def counts(self, publisher: str) -> bool:
        """Whether a publisher's name is that of a body that counts itself, such as a monitor, and of no news outlet."""
        return self._issuers.counts(publisher)

    def area(self, form: str, country: str) -> str:
        """What a region without a border is called: "Syrian coast", "northern Syria"."""
        return form.format(country=country, adjective=self._adjectives.get(country, country))

    def read(
        self,
        sentence: Sentence,
        names: PhraseIndex,
        earlier: Harm | None,
        heading: Heading | None = None,
        in_order: Sequence[Harm] = (),
    ) -> SentenceReading:
        """What one sentence says; ``earlier`` is the harm of the last number before it, ``heading`` the line above."""
        tokens, repeated = opened(sentence.tokens, self._numbers.numbers)
        marked = self._mark(tokens, names, heading)
        background = self._moods.background(marked)
        passed = [Passed(Span(note.start, note.end), "a footnote mark") for note in sentence.notes if note.is_number]
        passed += repeated
        told_here = slashed(marked)
        in_order = told_here or in_order
        paired = {start for run in pairs(marked, in_order) for start in run}
        people: list[NounPhrase] = []
        for number in marked.numbers:
            pair = number.start in paired
            reason = None if pair else reason_passed(marked, number) or reason_whole(marked, number)
            if reason:
                passed.append(Passed(marked.span(number.start, number.end), reason))
            else:
                people.append(noun_phrase(marked, number))
        ties = tie(marked, people, earlier, in_order, heading)
        if marked.tags["harm"] or marked.tags["fate"] or (earlier and _recalls(marked)):
            singles = individuals(marked, people, _capitals_tell(sentence.tokens))
            if sentence.in_capitals:
                singles = [one for one in singles if not _is_bare_name(marked, one)]
            finite = marked.tags["passive"] or marked.tags["said"]
            if cut_named(marked, 0, len(marked.tokens)) and not (people or finite or _ends(marked)):
                singles = []  # a title: "Rohingya killed in August, by village"
            labels = {label for one in people if (label := label_of(marked, one))}
            ties = tie_individuals(ties, [one for one in singles if not _names_entry(one, labels)])
        mark_attackers(ties)
        order = sorted(ties.found)
        statements = tuple(statement(ties, index, order, self._moods) for index in order)
        known = with_unknown_status(marked, statements)
        passed += [
            Passed(marked.span(phrase.number.start, phrase.number.end), _untied(ties, n, phrase))
            for n, phrase in enumerate(ties.phrases)
            if n not in ties.found and not phrase.person
        ]
        return SentenceReading(
            with_times_long_ago(marked, with_people_left_out(marked, with_totals(marked, known))),
            tuple(passed),
            as_of_times(marked),
            _places(marked, ties.row_of),
            self._voices.voices(marked),
            marked.optional_span(background),
            bool(marked.tags["harm"] or marked.tags["cause"] or marked.tags["attack"]),
            _heading(marked, earlier, heading, ties.row_of),
            said_of_all(marked) or unknown_of_all(marked),
            _unharmed_people(ties),
            marked.optional_span(turn(marked)),
            attacker(marked),
            harms_in_order(ties) or told_here,
            _first(marked, "aftermath"),
            bool(marked.times) and is_date_heading(marked),
            None if statements else blamed(marked),
            acting(marked),
        )

    def _mark(self, tokens: Sequence[Any], names: PhraseIndex, heading: Heading | None = None) -> Marked:
        numbers, tags = self._numbers.numbers(tokens), self._indexes.find(tokens)
        by_time = heading.rows == TIMES if heading and heading.rows else _cut_by_time(tags)
        first = heading is None or len(heading.columns) == 1 or heading.columns[0] is None
        named = with_labels(tokens, self._times.times(tokens, numbers), self._times.label, by_time, first)
        times = [time for time in named if not compared_time(tokens, numbers, time[0])]
        found = names.find(tokens)
        tags["name"] = found
        spelled = {token.word for token in tokens}
        readings = (_reading(tag, spelled) for tag in tags["harm"])
        tags["harm"] = [tag for tag in readings if tag and not missed(tokens, tag, tags["person"])]
        if states := [*forces_of_a_state(tokens, spelled)]:
            tags["force"] = [*tags["force"], *states]
        for kind in ("source", "party", "group", "place"):
            tags[kind] = [tag for tag in found if tag.kind == kind] + list(tags.get(kind, ()))
        tags["harm"] = [one for tag in tags["harm"] for one in self._parted(tokens, tag, numbers)]
        marked = Marked.of(tokens, numbers, times, tags)
        found_asides = asides(marked)
        return replace(marked, asides=found_asides) if found_asides else marked

    def _parted(self, tokens: Sequence[Token], tag: Tag, numbers: Sequence[Number]) -> list[Tag]:
        """A noun such as "dead and wounded" as its two words where people follow: "left ten dead and wounded nine"."""
        followed = tag.entry.get("form") == "noun" and tag.entry.get("harm") == Harm.CASUALTIES
        behind = tokens[tag.end].word if tag.end < len(tokens) else ""
        if not followed or (behind not in _OBJECTS and all(number.hedge_start != tag.end for number in numbers)):
            return [tag]
        words = ((n, self._indexes.find(tokens[n : n + 1])["harm"]) for n in range(tag.start, tag.end))
        return [Tag(n, n + 1, one.entry) for n, found in words for one in found]


def _cut_by_time(tags: Mapping[str, Sequence[Tag]]) -> bool:
    """Whether a sentence may list numbers by time: "By month: January 12, February 9"."""
    return any(tag.entry.get("by") == TIMES for tag in tags["cut"])


def _first(marked: Marked, kind: str) -> Span | None:
    """The first words of a kind in a sentence."""
    tag = next(iter(marked.tags[kind]), None)
    return marked.span(tag.start, tag.end) if tag else None


def _reading(tag: Tag, spelled: set[str]) -> Tag | None:
    """What a phrase of harm means among the words of its sentence; None if nothing."""
    entry: Entry | None = tag.entry
    while entry is not None:
        only, unless = entry.get("only"), entry.get("unless")
        if (not unless or spelled.isdisjoint(unless)) and (not only or not spelled.isdisjoint(only)):
            return tag if entry is tag.entry else Tag(tag.start, tag.end, entry)
        entry = entry.get("otherwise")
    return None


def _recalls(marked: Marked) -> bool:
    """Whether a sentence without a word of harm may go on with those told of: "so was a guard", "… was among them"."""
    return marked.word(0) == "so" or any(marked.word(tag.start) == "among" for tag in marked.tags["link"])


def _ends(marked: Marked) -> bool:
    """Whether a full stop ends a sentence; a title has none."""
    return marked.tokens[-1].word in (".", "?", "!")


def _capitals_tell(tokens: Sequence[Token]) -> bool:
    """Whether capitals tell names here; in a headline or a text in capitals they do not."""
    words = [token for token in tokens if token.is_word]
    return len(words) < SHORTEST or 5 * sum(token.is_capital for token in words) < 4 * len(words)


def _names_entry(phrase: NounPhrase, labels: Collection[tuple[int, int]]) -> bool:
    """Whether a name is that of an entry of a list and nobody's: "Ratoma 14"."""
    return any(start <= phrase.start and phrase.end <= end for start, end in labels)


def _is_bare_name(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether a person is told of by one word: in a text in capitals that may be any word, but for "GALAN WAS SHOT"."""
    named = phrase.person is not None and phrase.person.kind is PersonKind.NAME
    return named and phrase.end - phrase.start == 1 and not marked.at("passive", phrase.end)


def _heading(marked: Marked, earlier: Harm | None, heading: Heading | None, row_of: Heading | None) -> Heading | None:
    """What holds for the line below: a heading goes on over its rows, a label has but one number."""
    if row_of:
        return row_of.above if row_of.label else row_of
    return heading if is_rule(marked) or is_item(marked) else heading_of(marked, earlier, heading)


def _places(marked: Marked, heading: Heading | None) -> tuple[PlaceMention, ...]:
    """The places of a sentence; names that open a line or stand in a row stand for its numbers."""
    opening, mentions = places_of_line(marked, heading) or places_of_cuts(marked), place_mentions(marked)
    taken = {one.span for one in opening}
    return (*opening, *(one for one in mentions if one.span not in taken)) if opening else mentions


def _unharmed_people(ties: Ties) -> tuple[People, ...]:
    """The people counted of whom the sentence says no harm: the next one may ("They were found dead")."""
    return tuple(
        People(phrase.number, phrase.counted, ties.marked.span(phrase.number.start, phrase.number.end))
        for n, phrase in enumerate(ties.phrases)
        if n not in ties.found and n not in ties.agents and not phrase.person and phrase.head is not None
    )


def _untied(ties: Ties, index: int, phrase: NounPhrase) -> str:
    if index in ties.agents:
        return "counts those said to have done it"
    if phrase.head is not None and ties.marked.word(phrase.start - 1) in _CUSTODY:
        return "counts arrests or suspects"
    if phrase.head is not None:
        return "people, but no harm is said of them"
    return "no harm is said of it"
