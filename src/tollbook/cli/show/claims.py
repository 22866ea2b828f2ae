"""Claims for people: the number with its quote, and what the words around it say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tollbook.cli.show.words import around, day, heading, indented, quoted, voice
from tollbook.reconcile.claims.numbers import as_printed
from tollbook.records import Claim, Extraction, JudgementOutcome, Mode, Unresolved

if TYPE_CHECKING:
    from rich.console import Console

    from tollbook.extract.printed import Printed

STEP = 2


def show_extraction(console: Console, extraction: Extraction) -> None:
    """What one report says, and what was left alone."""
    report = extraction.report
    said = f"published {day(report.published)}" if report.published else "publication date not known"
    heading(console, f"{report.id}, {said}: {len(extraction.claims)} claims")
    for claim in extraction.claims:
        show_claim(console, claim)
    for title, entries in (
        ("Numbers passed over", [f"“{entry.quote}”: {entry.reason}" for entry in extraction.passed_over]),
        ("Could not be resolved", list(map(unresolved, extraction.unresolved))),
    ):
        if entries:
            heading(console, title)
        for line in entries:
            indented(console, line, STEP)


def unresolved(entry: Unresolved) -> str:
    """Words that should have named something, and why they do not."""
    return f"“{entry.quote}” ({entry.field}): {entry.reason}"


def show_claim(console: Console, claim: Claim) -> None:
    """One claim in a few lines."""
    indented(console, f"{claim.id}  {claim.harm}: {as_printed(claim)}", 0)
    indented(console, quoted(claim, console, STEP), STEP, "dim")
    indented(console, "; ".join(features(claim)), STEP)


def features(claim: Claim) -> Iterator[str]:
    """What is known about the people, the place, the time and the source, in words."""
    victims = claim.victims
    if victims.status is not None:
        yield " or ".join(victims.status)
    yield from filter(None, (victims.group, victims.sex, victims.age, victims.role, victims.affiliation))
    yield from (f"“{qualifier.said}”" for qualifier in claim.qualifiers)
    if claim.perpetrator:
        yield f"by {claim.perpetrator.party or claim.perpetrator.said} ({claim.perpetrator.certainty})"
    yield from (", ".join(place) for place in claim.places)
    if claim.period.start or claim.period.end:
        ends = dict.fromkeys(filter(None, (claim.period.start, claim.period.end)))
        yield f"{claim.period.kind} {' and '.join(map(day, ends))}"
    yield f"{voice(claim.source)}, as of {day(claim.as_of.at)}"
    if claim.mode is not Mode.COUNT:
        yield str(claim.mode)
    if claim.background:
        yield "background"
    yield f"report {claim.report}"


def show_printed(console: Console, printed: Printed) -> None:
    """A number where a report prints it, and what became of it there."""
    number = printed.number
    indented(console, f"{printed.report}, characters {number.start} to {number.end}: “{printed.said}”", 0)
    before = " ".join(printed.quote[: number.start - printed.start].split())
    sentence = around(" ".join(printed.quote.split()), len(before), 2 * (console.width - STEP) - 6)
    indented(console, sentence, STEP, "dim")
    claims = f"claim {', '.join(printed.claims)}" if printed.claims else "passed over"
    indented(console, f"{claims}: {printed.reason}" if printed.reason else f"taken: {claims}", STEP)


def show_judgement(console: Console, outcome: JudgementOutcome) -> None:
    """One decision, what it was about, and what became of it."""
    judgement = outcome.judgement
    changed = f" ({', '.join(outcome.changed)})" if outcome.changed else ""
    said = f"{judgement.target}  {judgement.kind}, {outcome.state}{changed}: {outcome.state.meaning}"
    indented(console, said, 0)
    if quote := judgement.seen.get("quote"):
        indented(console, f"“{quote}”", STEP, "dim")
    indented(console, f"{judgement.by}, {day(judgement.at)}: {judgement.why}", STEP)
    for field, value in judgement.fields.items():
        indented(console, f"{field}: {value}", STEP)
