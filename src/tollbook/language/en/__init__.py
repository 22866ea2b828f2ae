"""English: its lexicons (TOML in this folder) and its grammar of casualty statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from typing import Any

from tollbook.language.en.grammar import Tie, Ties, tie
from tollbook.language.en.marks import Marked
from tollbook.language.en.moods import MoodReader, certainty, reason_passed
from tollbook.language.en.numbers import NumberLexer
from tollbook.language.en.phrases import NounPhrase, counted_by, noun_phrase
from tollbook.language.en.places import place_mentions
from tollbook.language.en.time import TimeLexer
from tollbook.language.en.voices import VoiceReader, as_of_times
from tollbook.language.lexicon import Entry, PhraseIndex, Tag, phrases, read
from tollbook.language.protocol import Agent, Passed, SentenceReading, Statement
from tollbook.language.tokens import Sentence, sentences
from tollbook.records import FrozenMapping, Harm, Mode, Span

LEXICONS = ("harms", "persons", "groups", "forces", "numbers", "things", "links", "time", "voices")
_WORD_SETS = (
    "tally",
    "auxiliary",
    "passive",
    "joining",
    "determiner",
    "reaching",
    "boundary",
    "agent",
    "cause",
    "locative",
    "placenoun",
    "address",
    "earlier",
    "placing",
    "belonging",
    "moment",
    "mostly",
    "wholly",
)

QUOTED_WITH_CUE = ("counted noun", "verb behind", "verb before", "toll reaches", "named as before")
"""Rules whose harm words stand near enough to be quoted with the number."""
TOLL_RULES = ("toll reaches", "counted noun")
"""Rules that tie a number which may be the total of others."""


class English:
    """Reads English sentences. One instance serves all texts."""

    code = "en"
    script = "LATIN"

    def __init__(self) -> None:
        data = {name: read(__name__, name) for name in LEXICONS}
        self.version = sha256(
            b"".join(files(__name__).joinpath(f"{name}.toml").read_bytes() for name in LEXICONS)
        ).hexdigest()[:12]
        self._abbreviations = frozenset(data["time"]["abbreviations"])
        self._numbers, self._times = NumberLexer(data["numbers"]), TimeLexer(data["time"])
        self._moods, self._voices = MoodReader(data["links"]), VoiceReader(data["voices"])
        self._indexes = {kind: PhraseIndex(entries) for kind, entries in _entries(data).items()}

    def sentences(self, text: str) -> Iterable[Sentence]:
        """The sentences of a text."""
        return sentences(text, self._abbreviations)

    def names(self, names: Iterable[tuple[str, str, str]]) -> PhraseIndex:
        """An index of a case's names: (kind, identity, spelling)."""
        return PhraseIndex(
            (
                spelling,
                Entry(kind, FrozenMapping({"identity": identity, "group": identity if kind == "group" else None})),
            )
            for kind, identity, spelling in names
        )

    def read(self, sentence: Sentence, names: PhraseIndex, earlier: Harm | None) -> SentenceReading:
        """What one sentence says; ``earlier`` is the harm of the last number before it."""
        marked = self._mark(sentence.tokens, names)
        background = self._moods.background(marked)
        passed: list[Passed] = []
        people: list[NounPhrase] = []
        for number in marked.numbers:
            reason = reason_passed(marked, number)
            if reason:
                passed.append(Passed(marked.span(number.start, number.end), reason))
            else:
                people.append(noun_phrase(marked, number))
        ties = tie(marked, people, earlier)
        order = sorted(ties.found)
        statements = tuple(self._statement(marked, people[index], ties.found[index], order) for index in order)
        passed += [
            Passed(marked.span(phrase.number.start, phrase.number.end), _untied(ties, n, phrase))
            for n, phrase in enumerate(people)
            if n not in ties.found
        ]
        return SentenceReading(
            self._totals(marked, statements),
            tuple(passed),
            as_of_times(marked),
            place_mentions(marked),
            self._voices.voices(marked),
            marked.optional_span(background),
        )

    def _mark(self, tokens: Sequence[Any], names: PhraseIndex) -> Marked:
        numbers = self._numbers.numbers(tokens)
        times = self._times.times(tokens, numbers)
        tags = {kind: index.find(tokens) for kind, index in self._indexes.items()}
        found = names.find(tokens)
        tags["name"] = found
        for kind in ("source", "party", "group", "place"):
            tags[kind] = [tag for tag in found if tag.kind == kind] + list(tags.get(kind, ()))
        starts = {kind: {tag.start: tag for tag in reversed(entries)} for kind, entries in tags.items()}
        return Marked(tokens, numbers, times, tags, starts)

    def _statement(self, marked: Marked, phrase: NounPhrase, tied: Tie, order: Sequence[int]) -> Statement:
        mode, mode_at = (Mode.COUNT, None) if tied.rest else self._moods.mode(marked, phrase, tied.cue)
        quote = marked.span(*_stretch(phrase, tied))
        counted = phrase.counted
        if tied.rule == "toll reaches" and counted.status is None and counted.group is None:
            described = counted_by(marked, max(0, tied.cue[0] - 6), tied.cue[1])
            counted = (
                described
                if phrase.head is None
                else replace(
                    counted,
                    status=described.status,
                    group=described.group,
                    evidence=counted.evidence + described.evidence,
                )
            )
        agent = Agent(marked.span(*tied.agent), certainty(marked, tied.agent)) if tied.agent else None
        return Statement(
            phrase.number,
            quote,
            marked.span(phrase.number.start, phrase.number.end),
            marked.span(phrase.number.hedge_start, phrase.number.hedge_end),
            tied.harm,
            marked.span(*tied.cue),
            tied.rule,
            counted,
            agent,
            mode,
            marked.optional_span(mode_at),
            order.index(tied.part_of) if tied.part_of is not None and tied.part_of in order else None,
            tied.part_of_earlier,
            joined_to=order.index(tied.joined_to) if tied.joined_to is not None else None,
            bare=phrase.head is None,
            rest=tied.rest,
            before_events=_before_events(marked, tied),
        )

    def _totals(self, marked: Marked, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        """Mark totals that count in what came before: "including these casualties, the total … reached 524"."""
        result = list(statements)
        for tag in marked.tags["link"]:
            total = _total_at(marked, tag, result)
            if total is None:
                continue
            within = tuple(
                n
                for n, one in enumerate(result)
                if n < total and one.part_of is None and one.harm is result[total].harm
            )
            parts = tuple(n for n, one in enumerate(result) if one.part_of == total)
            earlier = tag.entry.get("kind") == "whole" and not within and not parts
            result[total] = replace(result[total], includes=within, includes_earlier=earlier)
        return tuple(result)


def _total_at(marked: Marked, tag: Tag, statements: Sequence[Statement]) -> int | None:
    """The statement that a link makes a total: the next toll behind "including these", the one before "in all"."""
    begin = marked.tokens[tag.start].start
    if tag.entry.get("kind") == "whole":
        return next(
            (n for n, one in enumerate(statements) if one.number_span.start > begin and one.rule in TOLL_RULES),
            None,
        )
    if tag.entry.get("kind") == "sum":
        return (
            next((n for n, one in enumerate(statements) if one.span.end == marked.tokens[tag.start - 1].end), None)
            if tag.start
            else None
        )
    return None


def _entries(data: Mapping[str, Mapping[str, Any]]) -> dict[str, Iterable[tuple[str, Entry]]]:
    voices, links = data["voices"], data["links"]
    empty = FrozenMapping[Any]()
    entries: dict[str, Iterable[tuple[str, Entry]]] = {
        "harm": phrases("harm", data["harms"]["harm"]),
        "person": phrases("person", data["persons"]["person"]),
        "group": (
            (phrase, Entry("group", FrozenMapping({"group": table["name"]})))
            for table in data["groups"]["group"]
            for phrase in table["words"]
        ),
        "force": phrases("force", data["forces"]["force"]),
        "thing": phrases("thing", data["things"]["thing"]),
        "unit": phrases("unit", data["numbers"]["unit"]),
        "currency": phrases("currency", data["numbers"]["currency"]),
        "link": phrases("link", links["link"]),
        "background": ((phrase, Entry("background", empty)) for phrase in links["background"]["words"]),
        "said": ((phrase, Entry("said", empty)) for phrase in voices["said"]),
        "according": ((phrase, Entry("according", empty)) for phrase in voices["according"]),
        "anonymous": phrases("anonymous", voices["anonymous"]),
    }
    for kind in _WORD_SETS:
        entries[kind] = [(phrase, Entry(kind, empty)) for phrase in links[kind]["words"]]
    return entries


def _stretch(phrase: NounPhrase, tied: Tie) -> tuple[int, int]:
    """The smallest readable stretch: the people with the harm said of them and by whom; of a part the people alone."""
    people = max(phrase.reach if phrase.counted.affiliation else phrase.end, phrase.number.hedge_end)
    if tied.part_of is not None or tied.rule not in QUOTED_WITH_CUE:
        return phrase.start, people
    by = tied.agent[1] if tied.agent and tied.agent[0] >= tied.cue[1] else 0
    return min(phrase.start, tied.cue[0]), max(people, tied.cue[1], by)


def _before_events(marked: Marked, tied: Tie) -> Span | None:
    """The words that put a harm before the events of the report: "fighting that erupted after mass executions of …"."""
    start = tied.cue[0]
    for tag in marked.tags["earlier"]:
        if tag.end <= start <= tag.end + 1 and tag.start > 0:
            return marked.span(tag.start, tied.cue[1])
    return None


def _untied(ties: Ties, index: int, phrase: NounPhrase) -> str:
    if index in ties.agents:
        return "counts those said to have done it"
    if phrase.head is not None:
        return "people, but no harm is said of them"
    return "no harm is said of it"
