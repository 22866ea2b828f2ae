"""``figures``, ``explain``, ``conflicts`` and ``verify-proof``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.cli.ledgers import Pool, each, in_pools, only, pools, reconcile_alone
from tollbook.cli.options import (
    PATH,
    Choice,
    Form,
    Inputs,
    choice_options,
    input_options,
    output_options,
    people_option,
    time_options,
)
from tollbook.cli.output import JSONLine, Output, json_line, write_all
from tollbook.cli.program import FAILED, complain, visible
from tollbook.cli.proofs import figures_in
from tollbook.cli.show.claims import show_judgement
from tollbook.cli.show.comparisons import show_comparisons
from tollbook.cli.show.conflicts import Cited, show_conflict
from tollbook.cli.show.explanation import show_evidence, show_figure
from tollbook.cli.show.figures import show_pool
from tollbook.cli.show.tables import show_tables
from tollbook.collect import Failure
from tollbook.records import Claim, Figure, JudgementOutcome, Report, TollbookError, UsageError, wire

if TYPE_CHECKING:
    from rich.console import Console


@click.command(short_help="Figures with bounds, quotes and proofs.")
@input_options()
@choice_options
@output_options
def figures(inputs: Inputs, choice: Choice, form: Form) -> int:
    """Reconcile claims into figures: for each source the total, its parts, what follows by addition, what is not said.

    Every bare report is a ledger of its own, unless --together pools them; a case is one ledger.

    \b
      tollbook figures coast --as-of 2025-03-10 --in-retrospect
      tollbook figures coast --source SOHR --by status,day
    """
    in_workers = form is Form.JSONL and inputs.case is None and not inputs.together
    results = each(inputs, partial(figures_line, choice=choice)) if in_workers else pools(inputs, choice)
    return write_all(form, results, Pool.line, show_tables if choice.by else show_pool)


def figures_line(report: Report, choice: Choice) -> JSONLine:
    """One line of ``figures --jsonl``."""
    return json_line(reconcile_alone(report, choice).line())


@dataclass(frozen=True, slots=True)
class Explained:
    """The record that a person asks about, and the ledger it stands in."""

    pool: Pool
    record: Figure | Claim | JudgementOutcome

    def encode(self) -> dict[str, Any]:
        """The record with everything it rests on, for programs; of a claim that was left out, the decision."""
        if isinstance(self.record, JudgementOutcome):
            return {"id": self.record.judgement.target, "judgements": [wire.encode(self.record)]}
        ids = {self.record.id} if isinstance(self.record, Claim) else set(self.record.claims)
        for proof in () if isinstance(self.record, Claim) else (self.record.proof.low, self.record.proof.high):
            ids |= {term.claim for term in proof.terms} if proof else set()
        extractions = [entry for entry in self.pool.extractions if any(claim.id in ids for claim in entry.claims)]
        return {
            "id": self.record.id,
            "figure" if isinstance(self.record, Figure) else "claim": wire.encode(self.record),
            "claims": [wire.encode(self.pool.claims[identity]) for identity in sorted(ids)],
            "reports": [_without_text(entry.report) for entry in extractions],
            "axes": wire.encode(self.pool.outcome.axes),
            "judgements": wire.encode(self._judgements(self.record)),
            "provenance": dict(self.pool.provenance),
        }

    def _judgements(self, record: Figure | Claim) -> tuple[JudgementOutcome, ...]:
        from tollbook.casebook.judging import behind

        if isinstance(record, Figure):
            return behind(record, self.pool.judgements)
        return tuple(entry for entry in self.pool.judgements if entry.judgement.target == record.id)


def _without_text(report: Report) -> dict[str, Any]:
    fields = wire.encode(report)
    return {name: value for name, value in fields.items() if name != "text"} | {"text_hash": report.text_hash}


@click.command(short_help="Follow a figure down to its quotes.")
@click.argument("target", metavar="ID", help="A figure or a claim.")
@input_options()
@choice_options
@people_option
@click.option("--compared", is_flag=True, help="ID is shown by `compare`.")
@output_options
def explain(target: str, inputs: Inputs, choice: Choice, form: Form, compared: bool) -> int:
    """Show what the figure or claim ID rests on: its proof term by term, each claim, its quote, report and evidence.

    ID is shown by `figures` and `claims`, and may be shortened as long as it stays unique. A figure that `figures`
    shows with --by, --as-of or --in-retrospect is explained with the same options.
    """
    choice = replace(choice, compare=compared or bool(choice.of))
    output = Output(form)
    found: dict[str, Explained] = {}
    for pool in pools(inputs, choice):
        if isinstance(pool, Failure):
            output.put(pool, Explained.encode, _show_explained)
            continue
        records: list[Figure | Claim] = [*pool.outcome.figures, *pool.claims.values()]
        left_out = {outcome.judgement.target: Explained(pool, outcome) for outcome in pool.judgements}
        found |= left_out | {record.id: Explained(pool, record) for record in records}
    output.put(found[_chosen(target, found)], Explained.encode, _show_explained)
    return output.finish()


def _chosen(target: str, found: dict[str, Explained]) -> str:
    try:
        return only(target, found, "figure or claim")
    except UsageError as error:
        records = [entry.record for entry in found.values()]
        there = [
            f"  {record.id}  {record.interval}  {record.label}" for record in records if isinstance(record, Figure)
        ]
        if not there:
            raise
        click.echo(visible("\n".join(["These are the figures:", *there])), err=True)
        raise UsageError(
            error.what,
            error.where,
            "choose one of the figures above, or a claim; or add the options with which it was shown",
        ) from None


def _show_explained(console: Console, explained: Explained) -> None:
    if isinstance(explained.record, Figure):
        show_figure(console, explained.pool, explained.record)
    elif isinstance(explained.record, JudgementOutcome):
        show_judgement(console, explained.record)
    else:
        show_evidence(console, explained.pool, explained.record)


@click.command(short_help="Sources side by side.")
@input_options()
@time_options
@people_option
@output_options
def compare(inputs: Inputs, choice: Choice, form: Form) -> int:
    """Show what several sources say about the same people: each with its bounds, its time, and whom it never counts.

    Nothing is added up or averaged. The envelope reaches from the lowest lower end to the highest upper end.

    \b
      tollbook compare coast --of status=civilian --as-of 2025-03-10
    """
    nothing = "Nothing to compare: no two sources count the same people."
    found = pools(inputs, replace(choice, compare=True))
    return write_all(form, found, Pool.line, partial(show_comparisons, nothing=nothing))


@click.command(short_help="What does not add up.")
@input_options()
@output_options
def conflicts(inputs: Inputs, form: Form) -> int:
    """List claims of one source that cannot all be true, by how much, what is set aside, and how it could be solved."""
    found = in_pools(inputs, lambda pool: [Cited(pool, conflict) for conflict in pool.outcome.conflicts])
    nothing = "No conflicts: all claims of each source can be true together."
    return write_all(form, found, Cited.encode, show_conflict, nothing=nothing)


@click.command("verify-proof", short_help="Check proofs by addition.")
@click.argument("path", metavar="FILE", type=PATH, help="JSON or JSON Lines; - is standard input.")
def verify_proof(path: Path) -> int:
    """Check every proof in FILE (- for standard input): that its terms add up, and that they cover who is meant.

    FILE holds lines of `figures --jsonl`, the output of `explain --json`, or one figure together with its "axes". The
    check is plain addition and set comparison, independent of how the proof was found.
    """
    from tollbook.reconcile.verify import verify

    checked = failed = 0
    for stated in figures_in(None if str(path) == "-" else path):
        checked += 1
        try:
            verify(stated.figure, stated.axes)
        except ValueError as error:
            failed += 1
            complain(f"{stated.where}, figure {stated.figure.get('id')}: not proved, {error}")
        except (KeyError, TypeError, AttributeError) as error:
            what = f"a figure that is not in the wire format ({error!r})"
            raise TollbookError(what, stated.where, "give the figure as `figures --jsonl` wrote it") from error
    if not checked:
        raise TollbookError("no figures", str(path), "give lines of `figures --jsonl`")
    click.echo(f"{checked - failed} of {checked} figures are proved by their terms.")
    return FAILED if failed else 0
