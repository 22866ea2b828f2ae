"""Two ledgers written by hand: one report of one morning, and a week of bulletins by two monitors.

The figures are real (SOHR and SNHR, March 2025); the sentences are not those of any report.
"""

from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from tollbook.records import (
    AsOf,
    AsOfBasis,
    Attribution,
    AttributionRole,
    Beside,
    BesideKind,
    BoundSide,
    Breakdown,
    Certainty,
    Claim,
    Conflict,
    ConflictKind,
    Count,
    Curve,
    Edit,
    Evidence,
    EvidenceBasis,
    Extraction,
    Extractor,
    Figure,
    FrozenMapping,
    Harm,
    Judgement,
    JudgementKind,
    JudgementOutcome,
    JudgementState,
    PassedOver,
    Period,
    PeriodBasis,
    PeriodKind,
    Perpetrator,
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
    Status,
    Unresolved,
    Victims,
    View,
)

SOHR = (
    Attribution("Syrian Observatory for Human Rights", "SOHR", AttributionRole.ORIGIN),
    Attribution("The Coast Courier", None, AttributionRole.CARRIER),
)
CIVILIANS = Victims(status=(Status.CIVILIAN,), group="Alawite")
FORCES = Perpetrator("security forces", "security forces", Certainty.STATED)
ALAWITES = Scope({"status": ["civilian"], "group": ["Alawite"], "perpetrator": ["security forces"]})

EVERYONE, UNPROVED = Scope(), Proofs()


class Ledger(NamedTuple):
    """What `page` takes."""

    title: str
    extractions: tuple[Extraction, ...]
    outcome: Reconciliation


def claim(
    report: Report, quote: str, said: str, count: tuple[int | None, int | None] = (None, None), **fields: Any
) -> Claim:
    """A claim with the first occurrence of `quote` in the text, and of `said` in the quote."""
    start = report.text.index(quote)
    number = start + quote.index(said)
    low, high = count
    given = {"harm": Harm.KILLED, "quantifier": Quantifier.EXACT, "number": Span(number, number + len(said)), **fields}
    quantifier = given.pop("quantifier")
    return Claim(
        id=f"{report.id}-{start}-{number}",
        report=report.id,
        quote=quote,
        start=start,
        end=start + len(quote),
        count=Count(low, high, said, quantifier),
        as_of=AsOf(report.published, AsOfBasis.STATED),
        extractor=Extractor("tollbook", "0.1.0+en.4be1"),
        **given,
    )


def term(cited: Claim, side: BoundSide, bound: int, coefficient: int = 1, scope: Scope = EVERYONE) -> ProofTerm:
    return ProofTerm(cited.id, side, bound, coefficient, scope, (), cited.quote)


def stated(cited: Claim, side: BoundSide, bound: int, scope: Scope = EVERYONE) -> Proof:
    return Proof(ProofBasis.STATED, (term(cited, side, bound, 1, scope),), bound, cited.id)


def derived(*terms: ProofTerm) -> Proof:
    return Proof(ProofBasis.DERIVED, terms, sum(t.coefficient * t.bound for t in terms), terms[-1].claim)


def exactly(cited: Claim, bound: int, scope: Scope = EVERYONE) -> Proofs:
    return Proofs(stated(cited, BoundSide.LOW, bound, scope), stated(cited, BoundSide.HIGH, bound, scope))


def figure(identity: str, label: str, low: int, high: int | None, proof: Proofs = UNPROVED, **fields: Any) -> Figure:
    given = {
        "incident": "coast",
        "harm": Harm.KILLED,
        "source": "SOHR",
        "as_of": "2025-03-08T03:09+03:00",
        "view": View.AS_KNOWN,
        "scope": Scope(),
        "minus": (),
        **fields,
    }
    used = tuple(dict.fromkeys(t.claim for end in (proof.low, proof.high) if end for t in end.terms))
    return Figure(id=identity, label=label, low=low, high=high, proof=proof, **{"claims": used, **given})


MORNING = Report(
    text=(
        "Three days of fighting on the coast have left hundreds of dead, and the fighting began after dozens of men "
        "were put to death in villages of Latakia and Tartus.\n\n"
        "The Syrian Observatory for Human Rights (SOHR) said on Saturday, March 8, that more than 300 Alawite "
        "civilians lost their lives on Friday, March 7 alone. Over 500 others, women and children among "
        "them, were wounded.\n\n"
        "In a statement the SOHR counted 311 Alawite civilians of the coast killed by security forces; with them, "
        "the dead since Thursday, March 6, number 524.\n\n"
        "Alawites are 11% to 12% of the population. In four operations over two months, several members of a military "
        "department had been killed and wounded.\n"
    ),
    id="morning-of-8-march",
    published="2025-03-08T03:09+03:00",
    language="en",
    publisher="The Coast Courier",
    title="More than 500 dead on the coast",
    url="https://courier.example/2025/03/08/coast",
)


@pytest.fixture
def founding() -> Ledger:
    """One report: 524 in all, 311 of them Alawite civilians, so 213 others; and what stands beside."""
    r = MORNING
    hundreds = claim(r, "left hundreds of dead", "hundreds", quantifier=Quantifier.VAGUE)
    dozens = claim(
        r, "dozens of men were put to death in villages of Latakia and Tartus", "dozens", quantifier=Quantifier.VAGUE,
        places=(("Latakia", "Syria"), ("Tartus", "Syria")),
    )  # fmt: skip
    quote = "more than 300 Alawite civilians lost their lives on Friday, March 7 alone"
    day = r.text.index("Friday, March 7")
    friday = claim(
        r, quote, "more than 300", (300, None), quantifier=Quantifier.MORE_THAN, victims=CIVILIANS, attributed_to=SOHR,
        period=Period("2025-03-07", "2025-03-07", PeriodKind.ON_DAY, PeriodBasis.EVENT),
        evidence=FrozenMapping({"period": Evidence(day, day + 15, EvidenceBasis.STATED)}),
    )  # fmt: skip
    source = r.text.index("The Syrian Observatory")
    injured = claim(
        r, "Over 500 others, women and children among them, were wounded", "Over 500", (500, None),
        harm=Harm.INJURED, quantifier=Quantifier.MORE_THAN, attributed_to=SOHR,
        evidence=FrozenMapping({"attributed_to": Evidence(source, source + 46, EvidenceBasis.CARRIED_OVER)}),
    )  # fmt: skip
    sentence = r.text[r.text.index("the SOHR counted") : r.text.index(".\n\nAlawites")]
    part = claim(
        r, sentence.split(";")[0], "311", (311, 311), victims=CIVILIANS, perpetrator=FORCES, attributed_to=SOHR,
        places=(("the coast", "Syria"),),
    )  # fmt: skip
    total = claim(
        r, sentence, "524", (524, 524), attributed_to=SOHR,
        period=Period("2025-03-06", None, PeriodKind.SINCE, PeriodBasis.EVENT),
    )  # fmt: skip
    several = claim(
        r, "several members of a military department had been killed and wounded", "several",
        quantifier=Quantifier.VAGUE, background=True,
    )  # fmt: skip
    low, high = BoundSide.LOW, BoundSide.HIGH
    figures = (
        figure("all", "everyone since 6 March", 524, 524, exactly(total, 524)),
        figure(
            "part", "Alawite civilians, by security forces", 311, 311, exactly(part, 311, ALAWITES),
            scope=ALAWITES, part_of="all",
        ),
        figure(
            "rest", "everybody else", 213, 213,
            Proofs(
                derived(term(total, low, 524), term(part, high, 311, -1, ALAWITES)),
                derived(term(total, high, 524), term(part, low, 311, -1, ALAWITES)),
            ),
            minus=(ALAWITES,), part_of="all",
        ),
        figure(
            "civilians", "civilians, any group and perpetrator", 311, 524,
            Proofs(
                Proof(ProofBasis.DERIVED, (term(part, low, 311, 1, ALAWITES),), 311, part.id),
                Proof(ProofBasis.DERIVED, (term(total, high, 524),), 524, total.id),
            ),
            scope=Scope({"status": ["civilian"]}), part_of="all", note="this text does not say who the 213 are",
        ),
        figure(
            "fighters", "security forces and other combatants", 0, 213,
            Proofs(None, derived(term(total, high, 524), term(part, low, 311, -1, ALAWITES))),
            scope=Scope({"status": ["security forces", "other combatant"]}), part_of="all",
        ),
        figure("injured", "everyone injured", 501, None, Proofs(stated(injured, low, 501)), harm=Harm.INJURED,
               note="women and children among them, no number given"),
    )  # fmt: skip
    percent, operations = r.text.index("11% to 12%"), r.text.index("four operations")
    extraction = Extraction(
        r,
        (hundreds, dozens, friday, injured, part, total, several),
        (Breakdown("list", total.id, (part.id,), ("status", "group", "perpetrator")),),
        (
            PassedOver("Three days", 0, 10, "a length of time"),
            PassedOver("11% to 12%", percent, percent + 10, "a share of a population"),
            PassedOver("four operations", operations, operations + 15, "counts operations, not people"),
        ),
        (Unresolved("two months", operations + 21, operations + 31, "period", "no day to count back from"),),
    )
    beside = (
        Beside(
            hundreds.id, BesideKind.AGREES, "all", "the outlet’s own voice, without a number; 524 is in the hundreds"
        ),
        Beside(
            friday.id,
            BesideKind.RESTATES,
            "part",
            "“on Friday, March 7 alone”: the day differs, its wording is kept as printed",
        ),
        Beside(dozens.id, BesideKind.NOT_STATED, "all", "executed before the fighting; no source named"),
        Beside(several.id, BesideKind.BACKGROUND, None, "earlier operations, told as background"),
    )
    reading = Reading(
        "r1",
        friday.id,
        None,
        Edit("relations", None, "restates 311"),
        "311 is more than 300: same source, harm and group",
    )
    outcome = Reconciliation(
        figures=figures, readings=(reading,), beside=beside, axes=FrozenMapping({"status": ("civilian", "rest")})
    )
    return Ledger("The Syrian coast, March 2025", (extraction,), outcome)


@pytest.fixture
def coast() -> Ledger:
    """Bulletins of two monitors: curves with exact figures, floors and an interval, a conflict and a reading."""
    extractions: list[Extraction] = []
    figures: list[Figure] = []
    curves: dict[tuple[str, str], list[str]] = {}
    conflicts, readings = [], []
    rows = [
        ("SOHR", "2025-03-08T03:09+03:00", 524, 311), ("SOHR", "2025-03-08", 745, 532),
        ("SOHR", "2025-03-08", 1018, 745), ("SNHR", "2025-03-08", 311, None),
        ("SOHR", "2025-03-09", 1311, 830), ("SOHR", "2025-03-10", None, 973),
        ("SNHR", "2025-03-11", 803, None), ("SOHR", "2025-03-12", None, 1383), ("SOHR", "2025-03-13", None, 1476),
    ]  # fmt: skip
    everyone, civilians = "everyone", "civilians"
    for number, (source, as_of, total, part) in enumerate(rows, start=1):
        said = f"{total:,} people were killed" if total else "the dead were not totalled"
        text = (
            f"Bulletin {number}. The {source} says that {said}"
            + (f", {part:,} of them civilians" if part else "")
            + ".\n"
        )
        report = Report(text, f"bulletin-{number}", as_of, "en", "The Coast Courier", f"{source}, bulletin {number}")
        voice = (Attribution(source, source, AttributionRole.ORIGIN),)
        claims = []
        for label, count, phrase in ((everyone, total, said), (civilians, part, f"{part or 0:,} of them civilians")):
            if count:
                cited = claim(report, phrase, f"{count:,}", (count, count), attributed_to=voice)
                claims.append(cited)
                identity = f"{source}-{number}-{label}"
                figures.append(figure(identity, label, count, count, exactly(cited, count), source=source, as_of=as_of))
                curves.setdefault((source, label), []).append(identity)
        extractions.append(Extraction(report, tuple(claims)))
        if part and not total:
            carried = extractions[4].claims
            low = derived(
                term(claims[0], BoundSide.LOW, part),
                term(carried[0], BoundSide.LOW, 1311),
                term(carried[1], BoundSide.HIGH, 830, -1),
            )
            identity = f"{source}-{number}-{everyone}"
            high = 1505 if number == 6 else None
            figures.append(
                figure(
                    identity,
                    everyone,
                    low.value,
                    high,
                    Proofs(low),
                    as_of=as_of,
                    note="fighters carried over from 9 March",
                )
            )
            curves[source, everyone].append(identity)
    late, total_claim = extractions[2].claims[1], extractions[2].claims[0]
    conflicts.append(
        Conflict("k1", ConflictKind.STALE_PART, (total_claim.id, late.id), 60,
                 "745 civilians and 213 others make 958, not 1,018.", (late.id,), ("r1",))
    )  # fmt: skip
    readings.append(
        Reading(
            "r1",
            late.id,
            None,
            Edit("as_of", {"at": "2025-03-08"}, {"at": "2025-03-09"}),
            "a day later it fits",
            ("k1",),
        )
    )
    figures[5] = replace(figures[5], disputed=True, readings=("r1",))
    outcome = Reconciliation(
        figures=tuple(figures),
        conflicts=tuple(conflicts),
        readings=tuple(readings),
        curves=tuple(
            Curve(source, Harm.KILLED, label, Scope(), tuple(points)) for (source, label), points in curves.items()
        ),
    )
    return Ledger("The Syrian coast, March 2025", tuple(extractions), outcome)


@pytest.fixture
def decided(founding: Ledger) -> JudgementOutcome:
    """A person's correction of the first claim of the morning's report."""
    target = founding.extractions[0].claims[0].id
    judgement = Judgement(
        "j1", JudgementKind.CORRECT, target, FrozenMapping({"quote": "as seen"}), "Name Of A Person",
        "2025-03-09T10:00:00Z", "the fighting, not the killings",
        FrozenMapping({"period": {"start": "2025-03-06"}, "internal": "x"}),
    )  # fmt: skip
    return JudgementOutcome(judgement, JudgementState.CHANGED, ("quote", "internal"))
