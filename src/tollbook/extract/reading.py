"""The way through one report: sentences, statements, settings, claims, breakdowns."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import version
from itertools import islice

from tollbook.extract.claims import draft
from tollbook.extract.document import Reader
from tollbook.extract.lists import Drafted, breakdowns, inherit, of_one_time, with_repetitions
from tollbook.extract.names import Speakers, case_names
from tollbook.language import Language, PhraseIndex, load
from tollbook.language.protocol import SentenceReading
from tollbook.language.tokens import Sentence
from tollbook.places import Gazetteer, world
from tollbook.records import CaseDefinition, Extraction, Extractor, PassedOver, Report, TollbookError

NAME = "tollbook rules"
SAMPLE = 500
"""Letters that are looked at to tell the script of a text."""
REMEMBERED = 2
"""Sentences for which a harm is remembered: "its count is 524" means the dead of the sentence before."""


def read(report: Report, definition: CaseDefinition | None = None) -> Extraction:
    """See :func:`tollbook.extract.extract`."""
    definition = definition or CaseDefinition()
    language = load(report.language or definition.languages[0])
    if report.language is None:
        _require_script(report, language)
    names, gazetteer = _case(definition, language.code)
    sentences, readings = _read(report, language, names)
    reader = Reader(report, Speakers(report.text, definition, readings), gazetteer)
    made_by, drafts = extractor((language.code,)), list[Drafted]()
    for position, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
        settings = reader.settings(position, sentence, reading)
        for index, (statement, setting) in enumerate(zip(reading.statements, settings, strict=True)):
            claim = draft(report, statement, setting, definition, made_by)
            drafts.append(Drafted(claim, statement, position, index))
    for position, entry in enumerate(drafts):
        drafts[position] = replace(entry, claim=inherit(drafts, position))
    lists = breakdowns(drafts)
    passed = [
        PassedOver(report.text[one.span.start : one.span.end], one.span.start, one.span.end, one.reason)
        for reading in readings
        for one in sorted(reading.passed, key=lambda one: one.span)
    ]
    claims = with_repetitions(of_one_time(drafts, lists))
    return Extraction(report, tuple(claims), lists, tuple(passed), tuple(reader.unresolved.values()))


def _require_script(report: Report, language: Language) -> None:
    """Refuse a text of unsaid language in another script: it would be read as saying nothing."""
    letters = list(islice(filter(str.isalpha, report.text), SAMPLE))
    own = sum(unicodedata.name(letter, "").startswith(language.script) for letter in letters)
    if 2 * own < len(letters):
        raise TollbookError(
            f"most letters are not {language.script.capitalize()}: the text is not in the language {language.code!r}",
            report.id,
            "give its language (--language, or a field of the report)",
        )


@lru_cache
def extractor(languages: tuple[str, ...]) -> Extractor:
    """See :func:`tollbook.extract.extractor`."""
    lexicons = "+".join(f"{code}-{load(code).version}" for code in languages)
    return Extractor(NAME, f"{version('tollbook')}+{lexicons}")


def _read(report: Report, language: Language, names: PhraseIndex) -> tuple[list[Sentence], list[SentenceReading]]:
    """Every sentence and what it says, given the harm that the sentences right before it spoke of."""
    sentences: list[Sentence] = []
    readings: list[SentenceReading] = []
    for sentence in language.sentences(report.text):
        spoken = [one.harm for reading in readings[-REMEMBERED:] for one in reading.statements]
        readings.append(language.read(sentence, names, spoken[-1] if spoken else None))
        sentences.append(sentence)
    return sentences, readings


@lru_cache(maxsize=8)
def _case(definition: CaseDefinition, code: str) -> tuple[PhraseIndex, Gazetteer]:
    """The names of a case, indexed once for all its reports."""
    return load(code).names(case_names(definition)), world().with_places(definition.places)
