"""``readings``: what the machine proposes, and what people decide about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from tollbook.cli.ledgers import in_pools, only, up_to_date
from tollbook.cli.options import Form, Inputs, input_options, output_options
from tollbook.cli.output import write_all
from tollbook.cli.program import complain_all
from tollbook.cli.show.conflicts import show_reading
from tollbook.collect import Defaults
from tollbook.records import CASE_FILE, JudgementKind, UsageError, wire


class Listing(click.Group):
    """A group whose command ``list`` is meant where none is named: ``readings coast`` is ``readings list coast``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``list`` first unless another command, or help, is asked for."""
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["list", *args])


@click.group(cls=Listing, short_help="List proposed readings, or decide about one.", subcommand_metavar="[COMMAND] …")
def readings() -> None:
    """List the readings that the machine proposes; or write down what a person decides about one.

    \b
      tollbook readings CASE
      tollbook readings accept ID CASE --by WHO --why TEXT
    """


@readings.command("list", short_help="List the proposals; so does `readings CASE`.")
@input_options()
@output_options
def list_readings(inputs: Inputs, form: Form) -> int:
    """List every proposed reading: which statement it is about, what would be read otherwise, and why.

    None of them is used before a person accepts it.
    """
    found = in_pools(inputs, lambda pool: pool.outcome.readings)
    return write_all(form, found, wire.encode, show_reading, nothing="No readings are proposed.")


def deciding(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments of a decision about one reading."""
    for part in (
        click.option("--why", required=True, help="Why: what the decision rests on. It is published on the page."),
        click.option("--by", required=True, help="Who decides: a name or handle, kept in the case."),
        click.argument("case", type=click.Path(path_type=Path), default=".", help="The case (default: this folder)."),
        click.argument("target", metavar="ID", help="The reading; its id may be shortened as long as it is unique."),
    ):
        command = part(command)
    return command


@readings.command(short_help="Decide that a reading holds.")
@deciding
def accept(target: str, case: Path, by: str, why: str) -> int:
    """Decide that reading ID holds: figures are computed with it, and say so. The claims stay as they are printed.

    A decision is kept with who made it, and why; the last one about a reading holds.
    """
    return _decide(JudgementKind.ACCEPT_READING, target, case, by, why)


@readings.command(short_help="Decide that a reading does not hold.")
@deciding
def reject(target: str, case: Path, by: str, why: str) -> int:
    """Decide that reading ID does not hold: it is not proposed again. This also takes back an earlier `accept`.

    A decision is kept with who made it, and why; the last one about a reading holds.
    """
    return _decide(JudgementKind.REJECT_READING, target, case, by, why)


def _decide(kind: JudgementKind, target: str, path: Path, by: str, why: str) -> int:
    if not (path / CASE_FILE).is_file():
        do = f"name the case behind the id: tollbook readings {kind.split()[0]} {target} CASE"
        raise UsageError(f"no case (a folder with {CASE_FILE})", str(path), do)
    if not (by.strip() and why.strip()):
        raise UsageError("an empty --by or --why", "the options", "say who decides, and why")
    with up_to_date(Inputs((path,), Defaults())) as (case, failures):
        known = [reading.id for reading in case.ledger().readings]
        known += [outcome.judgement.target for outcome in case.judgements()]
        identity = only(target, known, "reading")
        case.judge(kind, identity, by=by, why=why)
    click.echo(f"Written down: {kind} {identity}.")
    return complain_all(failures)
