"""One figure or claim followed down to the words it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.cli.ledgers import Pool
from tollbook.cli.program import visible
from tollbook.cli.show.claims import STEP, features, show_judgement
from tollbook.cli.show.evidence import grounds
from tollbook.cli.show.words import addition, day, heading, indented, shortened, voice
from tollbook.records import Claim, Figure, Proof

if TYPE_CHECKING:
    from rich.console import Console


def show_figure(console: Console, pool: Pool, figure: Figure) -> None:
    """A figure, its proofs term by term, and every claim, quote and report that they stand on."""
    heading(console, f"{figure.label}: {figure.interval}")
    indented(
        console, f"{figure.harm}, according to {voice(figure.source)}, as of {day(figure.as_of)}, {figure.view}", STEP
    )
    indented(console, f"who is meant: {figure.people or figure.label}", STEP)
    for line in _remarks(pool, figure):
        indented(console, line, STEP)
    short = shortened(pool.claims)
    low, high = figure.proof.low, figure.proof.high
    if low and high and low.value == high.value and addition(low) == addition(high):
        ends = [("exactly", low)]
    else:
        ends = [(end, proof) for end, proof in (("at least", low), ("at most", high)) if proof]
    for end, proof in ends:
        _proof(console, end, proof, short)
    if figure.proof.high is None:
        console.print("\nNo upper bound is stated.")
    rests_on = [
        *(term.claim for _, proof in ends for term in proof.terms),
        *figure.claims,
    ]
    for claim in dict.fromkeys(rests_on):
        show_evidence(console, pool, pool.claims[claim])
    _behind(console, pool, figure, rests_on)


def show_evidence(console: Console, pool: Pool, claim: Claim) -> None:
    """A claim with its whole quote, the report it stands in, and the words that each field comes from."""
    extraction = next(entry for entry in pool.extractions if claim in entry.claims)
    report = extraction.report
    heading(console, f"Claim {claim.id}")
    indented(console, f"“{' '.join(claim.quote.split())}”", STEP)
    indented(console, "; ".join(features(claim)), STEP)
    origin = ", ".join(filter(None, (report.publisher, report.title)))
    published = day(report.published) if report.published else "at a time not known"
    indented(console, f"report {report.id}, published {published}{f': {origin}' if origin else ''}", STEP)
    if report.url:
        console.print(f"{' ' * STEP}{visible(report.url)}", soft_wrap=True)  # on one line, so that it can be copied
    place = f"characters {claim.start} to {claim.end} of the text with SHA-256 {report.text_hash}"
    indented(console, place, STEP, "dim")
    for said, words in grounds(extraction, claim):
        indented(console, said, 2 * STEP)
        if words:
            indented(console, words, 3 * STEP, "dim")
    for outcome in pool.judgements:
        if outcome.judgement.target == claim.id:
            show_judgement(console, outcome)


def _behind(console: Console, pool: Pool, figure: Figure, claims: list[str]) -> None:
    """What else the figure would not be the same without: decisions on other records, and what it was computed from."""
    from tollbook.casebook.judging import behind

    others = [outcome for outcome in behind(figure, pool.judgements) if outcome.judgement.target not in claims]
    if others:
        heading(console, "Decisions on other claims and readings")
    for outcome in others:
        show_judgement(console, outcome)
    if pool.provenance:
        heading(console, "Computed from")
    for name, value in pool.provenance.items():
        indented(console, f"{name}: {value}", STEP, "dim")


def _remarks(pool: Pool, figure: Figure) -> list[str]:
    readings = {reading.id: reading.why for reading in pool.outcome.readings}
    return [
        *([figure.note] if figure.note else []),
        *([f"rule: {figure.rule}"] if figure.rule else []),
        *(["disputed: the claims contradict one another, see: tollbook conflicts"] if figure.disputed else []),
        *(f"reading {identity}: {readings.get(identity, 'accepted')}" for identity in figure.readings),
    ]


def _proof(console: Console, end: str, proof: Proof, short: dict[str, str]) -> None:
    heading(console, f"{end.capitalize()} {proof.value:,}, {proof.basis}: {proof.basis.meaning}")
    width = max(len(f"{term.bound:,}") for term in proof.terms) + len("+ ")
    for term in sorted(proof.terms, key=lambda term: term.coefficient < 0):
        times = f"{abs(term.coefficient)} × " if abs(term.coefficient) != 1 else ""
        summand = f"{'−' if term.coefficient < 0 else '+'} {times}{term.bound:,}"
        indented(console, f"{summand:>{width}}  {short.get(term.claim, term.claim)}", STEP)
        indented(console, f"“{' '.join(term.quote.split())}”", STEP + width + 2)
        indented(console, term.people, STEP + width + 2, "dim")
    total = f"= {proof.value:,}"
    indented(console, f"{total:>{width}}", STEP)
    if proof.weakest and len(proof.terms) > 1:
        indented(console, f"weakest term: claim {short.get(proof.weakest, proof.weakest)}", STEP)
