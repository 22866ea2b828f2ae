"""The way through one report: sentences, statements, settings, claims, breakdowns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import islice

from tollbook.extract.claims import draft
from tollbook.extract.drafted import Drafted
from tollbook.extract.events.aftermath import with_old_harm_as_background
from tollbook.extract.events.scope import (
    told_as_background,
    told_aside,
    without_other_numbers,
    without_parts_of_others,
    without_vaguer,
)
from tollbook.extract.events.windows import restated, with_windows
from tollbook.extract.lists.corrections import corrected
from tollbook.extract.lists.everybody import with_what_is_said_of_all
from tollbook.extract.lists.kinds import with_lists_by_kind
from tollbook.extract.lists.restating import with_restatements
from tollbook.extract.lists.sums import with_lists_that_add_up
from tollbook.extract.lists.wholes import breakdowns, inherit, of_one_time
from tollbook.extract.people.again import with_people_again
from tollbook.extract.people.attackers import with_attackers
from tollbook.extract.people.relations import related, with_repetitions
from tollbook.extract.settings.document import Reader
from tollbook.extract.settings.gazetting import Resolver, countries_of
from tollbook.extract.settings.names import Speakers, case_names
from tollbook.extract.settings.placing import Placing
from tollbook.extract.settings.speaking import Speaking
from tollbook.extract.settings.timing import Timing
from tollbook.language import Language, PhraseIndex, load
from tollbook.language.protocol import Passed, SentenceReading, Statement
from tollbook.language.recognise import Recognised, Recogniser, in_script
from tollbook.language.tokens import Sentence
from tollbook.places import Gazetteer, world
from tollbook.records import CaseDefinition, Extraction, Extractor, PassedOver, Report, Span, TollbookError

NAME = "tollbook rules"
SAMPLE = 500
"""Letters that are looked at to tell the script of a text."""
DEFINING = "a definition"
HEADINGS = 4
"""Lines that say nothing of anybody, over which that harm is remembered: "II. Southern provinces"."""
NOTHING = SentenceReading()
REMEMBERED = 2
"""Sentences for which a harm is remembered: "its count is 524" means the dead of the sentence before."""


def read(report: Report, definition: CaseDefinition | None = None) -> Extraction:
    """See :func:`tollbook.extract.extract`."""
    definition = definition or CaseDefinition()
    language = load(report.language or definition.languages[0])
    sentences = list(language.sentences(report.text))
    other, others = _recogniser(language.code).recognise(sentences)
    if report.language is None:
        _require_language(report, language, other)
    names, gazetteer = _case(definition, language.code)
    told = with_attackers(with_people_again(_read(sentences, others, language, names)), sentences, report.text)
    readings = without_parts_of_others(without_vaguer(without_other_numbers(told, report.text)))
    resolver = Resolver(report.text, gazetteer, language.area, countries_of(gazetteer, readings))
    placing = Placing(report, resolver)
    speaking = Speaking.of(_speakers(report, definition, readings, language), sentences, readings)
    counts = report.publisher is not None and language.counts(report.publisher)
    reader = Reader(speaking, Timing(report, counts), placing)
    made_by, drafts = extractor((language.code,)), list[Drafted]()
    for position, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
        settings = reader.settings(position, sentence, reading)
        for index, (statement, setting) in enumerate(zip(reading.statements, settings, strict=True)):
            claim = draft(report, statement, setting, definition, made_by)
            drafts.append(Drafted(claim, statement, position, index))
    drafts = with_what_is_said_of_all(drafts, readings)
    drafts = told_aside(told_as_background(drafts, report.text, report.published), readings, sentences)
    drafts = with_old_harm_as_background(drafts, readings, report.text, report.published)
    drafts = with_windows(drafts, reader.timing.windows, reader.timing.opened)
    for position, entry in enumerate(drafts):
        drafts[position] = entry.with_claim(inherit(drafts, position))
    drafts = restated(drafts)
    lists = with_lists_by_kind(drafts, with_lists_that_add_up(drafts, breakdowns(drafts)))
    passed = [
        PassedOver(report.text[one.span.start : one.span.end], one.span.start, one.span.end, one.reason)
        for reading in readings
        for one in sorted(reading.passed, key=lambda one: one.span)
    ]
    claims = with_restatements(with_repetitions(of_one_time(corrected(related(drafts), report.text), lists)))
    unresolved = sorted((*reader.timing.unresolved.values(), *resolver.unresolved.values()), key=lambda one: one.start)
    return Extraction(report, tuple(claims), lists, tuple(passed), tuple(unresolved))


def _speakers(
    report: Report, definition: CaseDefinition, readings: Sequence[SentenceReading], language: Language
) -> Speakers:
    counts = report.publisher is not None and language.counts(report.publisher)
    return Speakers(report.text, definition, readings, report.publisher, counts)


def _require_language(report: Report, language: Language, other: Recognised | None) -> None:
    """Refuse a text of unsaid language in another script or language: it would be read as saying little or nothing."""
    letters = Counter(islice(filter(str.isalpha, report.text), SAMPLE))
    own = sum(amount for letter, amount in letters.items() if in_script(letter, language.script))
    if 2 * own < letters.total():
        found = f"most letters are not {language.script.capitalize()}"
    elif other:
        found = f"it reads as {other.name} ({', '.join(other.words)} …)"
    else:
        return
    raise TollbookError(
        f"{found}: the text is not in the language {language.code!r}",
        report.id,
        "give its language (--language, or a field of the report)",
    )


@cache
def _recogniser(code: str) -> Recogniser:
    return Recogniser(code, load(code).script)


@lru_cache
def extractor(languages: tuple[str, ...]) -> Extractor:
    """See :func:`tollbook.extract.extractor`."""
    lexicons = "+".join(f"{code}-{load(code).version}" for code in languages)
    return Extractor(NAME, f"{version('tollbook')}+{lexicons}")


def _read(
    sentences: Sequence[Sentence], others: Sequence[Recognised | None], language: Language, names: PhraseIndex
) -> list[SentenceReading]:
    """What every sentence says, given the harm that the sentences right before it spoke of."""
    readings: list[SentenceReading] = []
    for sentence, other in zip(sentences, others, strict=True):
        recent = _recent(readings)
        told = [one for reading in recent for one in reading.statements]
        spoken = [one.harm for one in told if not _one_hit(one)] or [one.harm for one in told]
        in_order = next((reading.in_order for reading in reversed(recent) if reading.in_order), ())
        heading = readings[-1].heading if readings else None
        known = None if other else language.read(sentence, names, spoken[-1] if spoken else None, heading, in_order)
        readings.append(known or _passed_over(sentence, language))
    return readings


def _one_hit(one: Statement) -> bool:
    """Whether somebody is told of who was shot or stabbed: among people killed, one of them, and no other harm."""
    return one.may_die and one.number.value == 1


def _recent(readings: Sequence[SentenceReading]) -> list[SentenceReading]:
    """The last sentences; one that only defines a word, or a heading, does not count: the report goes on behind it."""
    near = reversed(readings[-REMEMBERED - HEADINGS :])
    told = (one for one in near if one != NOTHING and all(passed.reason != DEFINING for passed in one.passed))
    return list(islice(told, REMEMBERED))[::-1]


def _passed_over(sentence: Sentence, language: Language) -> SentenceReading:
    """A sentence in another language: none of its numbers is taken."""
    tokens = sentence.tokens
    numbers = [Span(tokens[one.start].start, tokens[one.end - 1].end) for one in language.numbers(sentence)]
    return SentenceReading(passed=tuple(Passed(span, "a sentence in another language") for span in numbers))


@lru_cache(maxsize=8)
def _case(definition: CaseDefinition, code: str) -> tuple[PhraseIndex, Gazetteer]:
    """The names of a case, indexed once for all its reports."""
    return load(code).names(case_names(definition)), world().with_places(definition.places)
