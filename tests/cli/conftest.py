"""A small ledger made by hand, so that what people see can be tested without reading or reconciling anything."""

from dataclasses import replace

import pytest

from tollbook.cli.ledgers import Pool
from tollbook.records import (
    AsOf,
    AsOfBasis,
    Attribution,
    AttributionRole,
    Beside,
    BesideKind,
    BoundSide,
    Claim,
    Conflict,
    ConflictKind,
    Count,
    Curve,
    Edit,
    Evidence,
    EvidenceBasis,
    Extraction,
    Figure,
    FrozenMapping,
    Harm,
    PassedOver,
    Proof,
    ProofBasis,
    Proofs,
    ProofTerm,
    Quantifier,
    Reading,
    Reconciliation,
    Report,
    Scope,
    Span,
    Unresolved,
    View,
)

TEXT = (
    "The Harbour Watch said on Saturday that 40 people had been killed in the port since Thursday, "
    "among them 25 fishermen whom the coast guard had shot after they refused to leave the northern pier. "
    "Dozens died in all on Friday. The pier is 300 metres long."
)
REPORT = Report(TEXT, id="port", published="2025-03-08", publisher="The Paper", url="https://example.org/port")
SOURCE = Attribution("The Harbour Watch", "HW", AttributionRole.ORIGIN)
FISHERMEN = Scope({"role": ["fisherman"]})


def claim(identity: str, quote: str, count: Count, source: Attribution | None = SOURCE) -> Claim:
    start, number = TEXT.index(quote), TEXT.index(count.said)
    return Claim(
        id=identity,
        report=REPORT.id,
        quote=quote,
        start=start,
        end=start + len(quote),
        number=Span(number, number + len(count.said)),
        harm=Harm.KILLED,
        count=count,
        as_of=AsOf("2025-03-08", AsOfBasis.STATED),
        attributed_to=(source,) if source else (),
        evidence=FrozenMapping({"as_of": Evidence(TEXT.index("on Sat"), TEXT.index(" that"), EvidenceBasis.STATED)}),
    )


ALL = claim(
    "a0b1c2d3e4f5", "40 people had been killed in the port since Thursday", Count(40, 40, "40", Quantifier.EXACT)
)
PART = claim(
    "b0b1c2d3e4f5",
    "25 fishermen whom the coast guard had shot after they refused to leave the northern pier",
    Count(25, 25, "25", Quantifier.EXACT),
)
DOZENS = claim("c0b1c2d3e4f5", "Dozens died in all", Count(None, None, "Dozens", Quantifier.VAGUE), None)


def term(stated: Claim, coefficient: int, scope: Scope) -> ProofTerm:
    assert stated.count.low is not None
    side = BoundSide.LOW if coefficient > 0 else BoundSide.HIGH
    people = "fishermen" if "role" in scope else "everyone"
    return ProofTerm(stated.id, side, stated.count.low, coefficient, scope, (), stated.quote, people)


def both(basis: ProofBasis, value: int, *terms: ProofTerm) -> Proofs:
    proof = Proof(basis, terms, value, terms[-1].claim)
    return Proofs(proof, proof)


EVERYONE = Figure(
    id="9f3c11aa0b01",
    incident="port",
    harm=Harm.KILLED,
    source="HW",
    as_of="2025-03-08",
    view=View.AS_KNOWN,
    scope=Scope(),
    minus=(),
    label="everyone since 6 March",
    low=40,
    high=40,
    proof=both(ProofBasis.STATED, 40, term(ALL, 1, Scope())),
)
SHOT = replace(
    EVERYONE,
    id="7b20cc4e8a11",
    label="fishermen shot by the coast guard",
    low=25,
    high=25,
    proof=both(ProofBasis.STATED, 25, term(PART, 1, FISHERMEN)),
    scope=FISHERMEN,
    part_of=EVERYONE.id,
)
OTHERS = replace(
    EVERYONE,
    id="1d9e0f77c2b4",
    label="everyone else",
    low=15,
    high=15,
    proof=both(ProofBasis.DERIVED, 15, term(ALL, 1, Scope()), term(PART, -1, FISHERMEN)),
    minus=(FISHERMEN,),
    part_of=EVERYONE.id,
    note="who the 15 were is not said",
)
EARLIER = replace(EVERYONE, id="e4a1b2c3d401", low=12, high=None, as_of="2025-03-07")
LATER = replace(EVERYONE, id="e5a1b2c3d402")
READING = Reading("e00000000001", DOZENS.id, None, Edit("mode", "count", "floor"), "dozens may be a floor", ("d1",))
CONFLICT = Conflict(
    id="d00000000001",
    kind=ConflictKind.CONTRADICTION,
    claims=(ALL.id, DOZENS.id),
    gap=3,
    explanation="They miss each other by 3.",
    suspended=(DOZENS.id,),
    readings=(READING.id,),
)

POOL = Pool(
    "port",
    (
        Extraction(
            REPORT,
            (ALL, PART, DOZENS),
            passed_over=(PassedOver("300 metres", 200, 210, "a length"),),
            unresolved=(Unresolved("Friday", 205, 211, "period", "no publication date: give --published"),),
        ),
    ),
    Reconciliation(
        figures=(EVERYONE, SHOT, OTHERS, EARLIER, LATER),
        conflicts=(CONFLICT,),
        readings=(READING,),
        beside=(Beside(DOZENS.id, BesideKind.AGREES, EVERYONE.id, "the outlet's own voice, never in a sum"),),
        curves=(Curve("HW", Harm.KILLED, "everyone since 6 March", Scope(), (EARLIER.id, LATER.id)),),
        axes=FrozenMapping({"role": ("fisherman", "rest")}),
    ),
)


@pytest.fixture(scope="session")
def port() -> Pool:
    """One report, one source: 40 killed, 25 of them fishermen, so 15 others; and dozens in the outlet's own voice."""
    return POOL
