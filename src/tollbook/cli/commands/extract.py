"""``extract`` and ``claims``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from tollbook.cli.ledgers import each, extractions, only, read_alone, up_to_date
from tollbook.cli.options import Form, Inputs, input_options, output_options
from tollbook.cli.output import JSONLine, json_line, write_all
from tollbook.cli.program import complain_all
from tollbook.cli.show.claims import show_claim, show_extraction, show_judgement, show_printed
from tollbook.collect import Failure
from tollbook.records import Claim, Harm, JudgementKind, JudgementOutcome, JudgementState, Report, UsageError, wire

if TYPE_CHECKING:
    from tollbook.extract.printed import Printed


@click.command(short_help="Read the claims out of reports.")
@input_options(together=False)
@output_options
def extract(inputs: Inputs, form: Form) -> int:
    """Read every statement that counts victims, with its exact quote; and say which numbers were passed over, and why.

    In a case only what is new or stale is read again; decisions that people made are kept.
    """
    in_workers = form is Form.JSONL and inputs.case is None
    results = each(inputs, extraction_line) if in_workers else extractions(inputs)
    return write_all(form, results, wire.extraction_line, show_extraction)


def extraction_line(report: Report) -> JSONLine:
    """One line of ``extract --jsonl``."""
    return json_line(wire.extraction_line(read_alone(report)))


DECISIONS = (JudgementKind.ACCEPT, JudgementKind.REJECT, JudgementKind.CORRECT)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says about one claim."""

    kind: JudgementKind
    target: str
    by: str
    why: str
    fields: Mapping[str, Any]


@click.command(short_help="List claims, or decide about one.")
@input_options(together=False)
@output_options
@click.option("--source", help="Only claims of this source, as figures name it.")
@click.option("--harm", type=click.Choice([str(harm) for harm in Harm]), help="Only claims of this harm.")
@click.option("--decided", is_flag=True, help="List the decisions, with what became of each; rejected claims are here.")
@click.option("--orphaned", is_flag=True, help="List decisions whose claim no longer exists.")
@click.option(
    "--why-not", metavar="NUMBER", help="Say for each place that prints NUMBER why it is no claim, or is one."
)
@click.option("--accept", metavar="ID", help="Decide that a claim is right as it stands.")
@click.option("--reject", metavar="ID", help="Decide that a claim is wrong and takes part in nothing.")
@click.option("--correct", metavar="ID", help="Decide that fields of a claim are wrong; --set gives the right values.")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="A right value, such as count.low=311.")
@click.option("--by", help="Who decides: a name or handle, kept in the case.")
@click.option("--why", help="Why: what the decision rests on.")
def claims(
    inputs: Inputs,
    form: Form,
    source: str | None,
    harm: str | None,
    decided: bool,
    orphaned: bool,
    why_not: str | None,
    **values: Any,
) -> int:
    """List every claim with its quote; or write down what a person decides about one.

    ID may be shortened as long as it stays unique. A decision outlives every later extraction: it is applied, applied
    with the changed fields shown, or listed by --orphaned. A rejected claim is listed by --decided.

    NUMBER may be written in digits or in words: 1,311, seven, dozens.
    """
    decision = _decision(**values)
    if why_not is not None:
        if decision or source or harm or decided or orphaned:
            raise UsageError("--why-not with other options", "the options", "ask for one thing at a time")
        nothing = f"No report that was read prints “{why_not}”."
        return write_all(form, _printed(inputs, why_not), wire.encode, show_printed, nothing=nothing)
    if decision:
        return _decide(inputs, decision)
    if orphaned:
        lost = _decisions(inputs, {JudgementState.ORPHANED})
        return write_all(form, lost, wire.encode, show_judgement, nothing="No decision has lost its claim.")
    if decided:
        return write_all(
            form, _decisions(inputs, set(JudgementState)), wire.encode, show_judgement, nothing="No decisions."
        )
    return write_all(form, _selected(inputs, source, harm), wire.encode, show_claim, nothing="No claims.")


def _selected(inputs: Inputs, source: str | None, harm: str | None) -> Iterator[Claim | Failure]:
    for entry in extractions(inputs):
        if isinstance(entry, Failure):
            yield entry
        else:
            yield from (
                claim for claim in entry.claims if harm in (None, claim.harm) and source in (None, claim.source)
            )


def _printed(inputs: Inputs, said: str) -> Iterator[Printed | Failure]:
    from tollbook.extract.printed import Search

    if inputs.case is not None:
        with up_to_date(inputs) as (case, failures):
            yield from failures
            yield from case.printed(said)
        return
    search = Search(said)
    for entry in extractions(inputs):
        if isinstance(entry, Failure):
            yield entry
        else:
            yield from search.places(entry)


def _decisions(inputs: Inputs, states: set[JudgementState]) -> Iterator[JudgementOutcome | Failure]:
    with up_to_date(inputs) as (case, failures):
        yield from failures
        yield from (outcome for outcome in case.judgements() if outcome.state in states)


def _decision(by: str | None, why: str | None, settings: tuple[str, ...], **targets: str | None) -> Decision | None:
    chosen = [(kind, targets[kind]) for kind in DECISIONS if targets[kind] is not None]
    if not chosen:
        if by or why or settings:
            raise UsageError(
                "--by, --why or --set without a decision", "the options", "add --accept, --reject or --correct"
            )
        return None
    if len(chosen) > 1:
        raise UsageError("two decisions at once", "the options", "make one after the other")
    kind, target = chosen[0][0], chosen[0][1] or ""
    if not (by and why):
        raise UsageError("a decision without --by or --why", "the options", "say who decides, and why")
    if bool(settings) != (kind is JudgementKind.CORRECT):
        raise UsageError("--correct and --set belong together", "the options", "give both, or neither")
    return Decision(kind, target, by, why, dict(map(_setting, settings)))


def _setting(text: str) -> tuple[str, Any]:
    """``count.low=311`` as a field and its JSON value; what is no JSON is taken as text."""
    field, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"{text!r} has no =", "--set", "write FIELD=VALUE, such as count.low=311")
    try:
        return field, json.loads(value)
    except json.JSONDecodeError:
        return field, value


def _decide(inputs: Inputs, decision: Decision) -> int:
    with up_to_date(inputs) as (case, failures):
        known = [claim.id for extraction in case.extractions() for claim in extraction.claims]
        known += [outcome.judgement.target for outcome in case.judgements()]
        target = only(decision.target, known, "claim")
        case.judge(decision.kind, target, by=decision.by, why=decision.why, fields=decision.fields or None)
    click.echo(f"Written down: {decision.kind} {target}.")
    return complain_all(failures)
