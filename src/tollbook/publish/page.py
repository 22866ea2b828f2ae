"""One page for everything a ledger states: a single HTML file that needs no network, no script and no server."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tollbook.publish.allowed import ALLOWED, published
from tollbook.publish.chart import BASE, HEIGHT, TOP, Extent, chart, extents
from tollbook.publish.register import Cited, cite, forest, panels, without_repetitions
from tollbook.publish.segments import segments
from tollbook.publish.wording import (
    axis_in_words,
    claim_rows,
    date_in_words,
    gist,
    in_context,
    is_link,
    leaf_in_words,
    scope_in_words,
    value_in_words,
    visible,
    vocabulary,
)
from tollbook.records import (
    Beside,
    Claim,
    Compared,
    Comparison,
    Conflict,
    Extraction,
    Figure,
    FrozenMapping,
    Harm,
    JudgementOutcome,
    Proof,
    Reading,
    Reconciliation,
    Span,
    Word,
)

if TYPE_CHECKING:
    from jinja2 import Environment

Marked = tuple[Span, str, Cited | None]
NOTHING = Reconciliation()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything the templates read: published records, and the numbers under which the page refers to them.

    ``figures`` are those of the outcome, and those that are only compared.
    """

    title: str
    extractors: Sequence[str]
    outcome: Reconciliation
    compared: Reconciliation
    figures: Sequence[Figure]
    reports: Sequence[tuple[Extraction, tuple[Cited, ...]]]
    judgements: Sequence[JudgementOutcome]
    by_id: Mapping[str, Cited]
    claim_numbers: Mapping[str, str]
    figure_numbers: Mapping[str, int]
    conflict_numbers: Mapping[str, int]
    reading_numbers: Mapping[str, int]
    judgement_numbers: Mapping[str, Sequence[int]]
    elsewhere: Sequence[Beside]
    harms: Set[Harm]
    vocabulary: Mapping[str, Sequence[Word]]
    provenance: Mapping[str, str] = FrozenMapping()

    @property
    def definitions(self) -> dict[str | None, str]:
        """What is known about how each compared source counts."""
        return {row.source: row.definition for one in self.compared.comparisons for row in one.rows}

    def sides(self, comparison: Comparison) -> list[tuple[Compared, Figure, Extent]]:
        """What each source says in a comparison, with where its figure lies among the others."""
        by_id = {figure.id: figure for figure in self.compared.figures}
        figures = [by_id[row.figure] for row in comparison.rows]
        return list(zip(comparison.rows, figures, extents(figures), strict=True))

    @property
    def readings(self) -> dict[str, Reading]:
        """The proposed readings by id."""
        return {reading.id: reading for reading in self.outcome.readings}

    def judged(self, records: Iterable[str]) -> list[int]:
        """The numbers of the judgements on any of these records."""
        return sorted({number for record in records for number in self.judgement_numbers.get(record, ())})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report's text with the classes that mark it, and the claims whose numbers follow it."""

    text: str
    classes: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a figure's end (or both ends) is what it is; ``sides`` tells for each term which end of its claim counts."""

    end: str
    proof: Proof
    sides: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """Whether a single claim, counted once, gives this end by its scope lying inside (or around) the figure's."""
        return len(self.proof.terms) == 1 and self.proof.terms[0].bound == self.proof.value and self.end != "both ends"


def page(
    title: str,
    extractions: Sequence[Extraction],
    outcome: Reconciliation,
    *,
    compared: Reconciliation = NOTHING,
    judgements: Sequence[JudgementOutcome] = (),
    provenance: Mapping[str, str] = FrozenMapping(),
) -> str:
    """The page: figures, curves, proofs, conflicts, readings, reports, judgements and the words used, as HTML.

    ``compared`` holds what several sources say about the same people, with the figures that are compared.
    ``provenance`` names what the page was computed from (hashes of software, lexicons, definition, judgements), by
    name. The page shows only the fields that ``allowed.ALLOWED`` names, and the same input gives the same bytes.
    TollbookError if a claim's quote is not what its report says.

    >>> from tollbook.records import Extraction, Reconciliation, Report
    >>> "Nobody was hurt." in page("A quiet day", [Extraction(Report("Nobody was hurt."))], Reconciliation())
    True
    """
    contents = _contents(
        title,
        tuple(map(published, extractions)),
        published(without_repetitions(outcome)),
        published(compared),
        tuple(map(published, judgements)),
    )
    return _environment().get_template("page.html").render(page=replace(contents, provenance=provenance))


def _contents(
    title: str,
    extractions: tuple[Extraction, ...],
    outcome: Reconciliation,
    compared: Reconciliation,
    judgements: tuple[JudgementOutcome, ...],
) -> Contents:
    cited = cite(extractions)
    by_id = {entry.claim.id: entry for entries in reversed(cited) for entry in entries}
    known = {figure.id for figure in outcome.figures}
    figures = (*outcome.figures, *(figure for figure in compared.figures if figure.id not in known))
    figure_numbers = _numbers(figures)
    judgement_numbers: dict[str, list[int]] = {}
    for number, decided in enumerate(judgements, start=1):
        judgement_numbers.setdefault(decided.judgement.target, []).append(number)
    extractors = {(claim.extractor.name, claim.extractor.version) for e in extractions for claim in e.claims}
    return Contents(
        title=title,
        extractors=sorted({" ".join(extractor) for extractor in extractors} - {" "}),
        outcome=outcome,
        compared=compared,
        figures=figures,
        reports=list(zip(extractions, cited, strict=True)),
        judgements=judgements,
        by_id=by_id,
        claim_numbers={identity: entry.number for identity, entry in by_id.items()},
        figure_numbers=figure_numbers,
        conflict_numbers=_numbers(outcome.conflicts),
        reading_numbers=_numbers(outcome.readings),
        judgement_numbers=judgement_numbers,
        elsewhere=[entry for entry in outcome.beside if entry.figure not in figure_numbers],
        harms={entry.claim.harm for entry in by_id.values()},
        vocabulary=vocabulary((extractions, outcome, compared, judgements)),
    )


def _numbers(records: Iterable[Figure | Conflict | Reading]) -> dict[str, int]:
    return {record.id: number for number, record in enumerate(records, start=1)}


def grounds(figure: Figure) -> tuple[Ground, ...]:
    """The proofs of a figure's ends; one for both where the same claims and the same sum prove both."""
    low, high = figure.proof.low, figure.proof.high
    if low and high and _sum(low) == _sum(high):
        sides = (" and ".join(dict.fromkeys((a.side, b.side))) for a, b in zip(low.terms, high.terms, strict=True))
        return (Ground("both ends", low, tuple(sides)),)
    return tuple(
        Ground(end, proof, tuple(term.side for term in proof.terms))
        for end, proof in (("lower end", low), ("upper end", high))
        if proof
    )


def _sum(proof: Proof) -> tuple[object, ...]:
    return proof.basis, proof.value, [(term.claim, term.coefficient, term.bound) for term in proof.terms]


def pieces(extraction: Extraction, cited: Sequence[Cited]) -> tuple[Piece, ...]:
    """The text of a report cut into pieces with their marks. The number of a claim follows the number it counts."""
    spans: list[Marked] = []
    for entry in cited:
        number = entry.claim.number
        spans.append((Span(entry.claim.start, entry.claim.end), "claim", entry))
        spans += [(number, "number", entry)] if number else []
    spans += [(Span(passed.start, passed.end), "passed", None) for passed in extraction.passed_over]
    spans += [(Span(open_.start, open_.end), "unresolved", None) for open_ in extraction.unresolved]
    return tuple(
        Piece(
            segment.text,
            _classes([spans[position] for position in segment.covering]),
            tuple(filter(None, (_numbered(spans[position]) for position in segment.ending))),
        )
        for segment in segments(extraction.report.text, [span for span, _, _ in spans])
    )


def _numbered(span: Marked) -> Cited | None:
    """The claim whose number follows this span: that of the number printed, or of the quote if none is."""
    _, kind, entry = span
    return entry if entry and (kind == "number" or entry.claim.number is None) else None


def _classes(covering: Sequence[Marked]) -> str:
    """The marks of a piece: what covers it, and the harm of the shortest claim around it."""
    kinds = list(dict.fromkeys(kind for _, kind, _ in covering))
    harms = [str(entry.claim.harm) for _, _, entry in covering if entry]
    return " ".join(kinds + harms[-1:])


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    style = files("tollbook.publish").joinpath("templates", "page.css").read_text("utf-8")
    environment = Environment(
        loader=PackageLoader("tollbook.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printed,
    )
    environment.globals |= {
        "style": Markup(style),  # noqa: S704 - a file of this package
        "style_hash": b64encode(sha256(style.encode()).digest()).decode(),
        "ALLOWED_FIELDS": ALLOWED[Claim],
        "Harm": Harm,
        "TOP": TOP,
        "BASE": BASE,
        "HEIGHT": HEIGHT,
        **{make.__name__: make for make in (chart, claim_rows, forest, grounds, panels, pieces)},
        **{make.__name__: make for make in (date_in_words, gist, in_context, is_link)},
        **{make.__name__: make for make in (axis_in_words, leaf_in_words, scope_in_words, value_in_words)},
    }
    environment.filters["persons"] = "{:,}".format
    return environment


def _printed(value: Any) -> Any:
    """What an expression of a template prints; everything but markup of our own has its controls written out."""
    return value if hasattr(value, "__html__") else visible(str(value))
