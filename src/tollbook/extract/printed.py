"""Where reports print a number, and what became of it there: taken as a claim, or passed over, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tollbook.language import load
from tollbook.language.protocol import Number
from tollbook.language.tokens import Sentence
from tollbook.records import CaseDefinition, Extraction, PassedOver, Span, UsageError

NOT_NOTED = "nothing was noted when the report was read; read it again with this version"


@dataclass(frozen=True, slots=True)
class Printed:
    """A number in its sentence, with the claims on it; without any, ``reason`` says why it is none.

    ``quote`` is the sentence, ``text[start:end]``; ``number`` is the number alone, without a hedge.
    """

    report: str
    quote: str
    start: int
    end: int
    number: Span
    said: str
    claims: tuple[str, ...]
    reason: str | None


class Search:
    """Looks for one number in reports, however they write it: 7 finds "seven", "two dozen" finds 24.

    A word without a number ("dozens") finds only itself. UsageError if ``said`` is not one number.
    """

    def __init__(self, said: str, definition: CaseDefinition | None = None) -> None:
        self._default = (definition or CaseDefinition()).languages[0]
        found = [
            (sentence, number)
            for sentence in load(self._default).sentences(said)
            for number in load(self._default).numbers(sentence)
        ]
        if len(found) != 1:
            what = f"{said!r} is {'more than one' if found else 'no'} number"
            raise UsageError(what, "--why-not", "write it as a report would: 524, 1,311, seven, two dozen, dozens")
        ((sentence, number),) = found
        self._values = _values(number)
        self._words = _words(sentence, number)

    def places(self, extraction: Extraction) -> Iterator[Printed]:
        """Every place where a report prints the number, in the order of its text."""
        language = load(extraction.report.language or self._default)
        for sentence in language.sentences(extraction.report.text):
            for number in language.numbers(sentence):
                if self._is_meant(sentence, number):
                    yield _printed(extraction, sentence, number)

    def _is_meant(self, sentence: Sentence, number: Number) -> bool:
        if self._values:
            return self._values <= _values(number)
        return self._words == _words(sentence, number)


def _values(number: Number) -> frozenset[int]:
    return frozenset(value for value in (number.low, number.high) if value is not None)


def _words(sentence: Sentence, number: Number) -> tuple[str, ...]:
    return tuple(token.word for token in sentence.tokens[number.start : number.end])


def _printed(extraction: Extraction, sentence: Sentence, number: Number) -> Printed:
    report = extraction.report
    span = Span(sentence.tokens[number.start].start, sentence.tokens[number.end - 1].end)
    claims = tuple(claim.id for claim in extraction.claims if _meets(claim.number, span))
    reasons = [passed.reason for passed in extraction.passed_over if _meets(passed, span)]
    return Printed(
        report.id,
        report.text[sentence.start : sentence.end],
        sentence.start,
        sentence.end,
        span,
        report.text[span.start : span.end],
        claims,
        None if claims else (reasons or [NOT_NOTED])[0],
    )


def _meets(stretch: Span | PassedOver | None, span: Span) -> bool:
    return stretch is not None and stretch.start < span.end and span.start < stretch.end
