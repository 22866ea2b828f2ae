"""What comes out of a report: claims with their quotes, breakdowns, and what was left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.records.frozen import FrozenMapping
from tollbook.records.report import Report
from tollbook.records.vocabulary import (
    AsOfBasis,
    AttributionRole,
    Certainty,
    Completeness,
    EvidenceBasis,
    Harm,
    Mode,
    PeriodBasis,
    PeriodKind,
    Quantifier,
    RelationKind,
    Status,
)

PlaceChain = tuple[str, ...]
"""A place and what it lies in, most specific first: ``("Jableh", "Latakia", "Syria")``."""


SOURCE_REMARKS: Mapping[EvidenceBasis, str] = {
    EvidenceBasis.CARRIED_OVER: "source carried over from an earlier sentence",
    EvidenceBasis.INFERRED: "source inferred",
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text: code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as printed: "more than 300" is low 300, high None.

    What the words bound is not decided here but in reconciliation.
    """

    low: int | None
    high: int | None
    said: str
    quantifier: Quantifier
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Victims:
    """Who the people counted are, as far as the text says. None: not said."""

    status: tuple[Status, ...] | None = None
    group: str | None = None
    sex: str | None = None
    age: str | None = None
    role: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words about the victims that have no field of their own; ``restricts`` tells whether they narrow the count."""

    said: str
    axis: str | None
    restricts: bool


@dataclass(frozen=True, slots=True)
class Exclusion:
    """People the text says are not in this number."""

    said: str
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """Who is said to have done it, in the text's words, and the known party that the words name."""

    said: str
    party: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a number covers. ``start`` and ``end`` are ISO days or months, both inclusive."""

    start: str | None = None
    end: str | None = None
    kind: PeriodKind = PeriodKind.UNSAID
    basis: PeriodBasis = PeriodBasis.UNSAID


@dataclass(frozen=True, slots=True)
class AsOf:
    """When the number was current."""

    at: str | None
    basis: AsOfBasis


@dataclass(frozen=True, slots=True)
class Attribution:
    """One voice in the chain of those who say it: the words, and the known source they name."""

    said: str
    source: str | None
    role: AttributionRole


@dataclass(frozen=True, slots=True)
class Relation:
    """What the text says about this number and another one of the same report."""

    kind: RelationKind
    claim: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that gave a field, how they give it, and the grammar rule that read them, where there is one."""

    start: int
    end: int
    basis: EvidenceBasis
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Extractor:
    """Which program, in which version and with which lexicons, made a record."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement in one report that counts victims.

    ``text[start:end] == quote`` always; ``number`` is the number expression alone, None where nothing is printed.
    ``id`` comes from the text, the number's place in it and the harm, so that a better lexicon does not change it.
    """

    id: str
    report: str
    quote: str
    start: int
    end: int
    number: Span | None
    harm: Harm
    count: Count
    victims: Victims = Victims()
    qualifiers: tuple[Qualifier, ...] = ()
    excludes: tuple[Exclusion, ...] = ()
    perpetrator: Perpetrator | None = None
    cause: str | None = None
    places: tuple[PlaceChain, ...] = ()
    period: Period = Period()
    as_of: AsOf = AsOf(None, AsOfBasis.UNSAID)
    attributed_to: tuple[Attribution, ...] = ()
    mode: Mode = Mode.COUNT
    background: bool = False
    relations: tuple[Relation, ...] = ()
    evidence: FrozenMapping[Evidence] = FrozenMapping()
    extractor: Extractor = Extractor("", "")

    @property
    def origin(self) -> Attribution | None:
        """Who counted: the first voice of the chain, or None for the outlet's own words."""
        return next((voice for voice in self.attributed_to if voice.role is AttributionRole.ORIGIN), None)

    @property
    def source(self) -> str | None:
        """The name under which the claim's origin is kept apart from others; None for the outlet's own words."""
        origin = self.origin
        return (origin.source or origin.said) if origin else None

    @property
    def source_remark(self) -> str | None:
        """What a reader has to know about the source where the sentence of the claim does not name it."""
        words = self.evidence.get("attributed_to")
        return SOURCE_REMARKS.get(words.basis) if words and self.origin else None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and the items that one enumeration lists under it."""

    id: str
    total: str
    items: tuple[str, ...]
    axes: tuple[str, ...]
    disjoint: bool = True
    complete: Completeness = Completeness.UNKNOWN


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A number that was not taken as a claim, and why."""

    quote: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Words that should have named a day, a place or a source and could not be resolved."""

    quote: str
    start: int
    end: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read out of one version of one report."""

    report: Report
    claims: tuple[Claim, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()

    def claim(self, identity: str) -> Claim:
        """The claim with this id; KeyError if the report has none."""
        for claim in self.claims:
            if claim.id == identity:
                return claim
        raise KeyError(identity)
