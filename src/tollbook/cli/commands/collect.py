"""``new`` and ``collect``."""

from __future__ import annotations

from pathlib import Path

import click

from tollbook.cli.ledgers import progress, say_ignored
from tollbook.cli.options import PATH, metadata_options
from tollbook.cli.program import complain, complain_all, visible
from tollbook.collect import Defaults

CASE = click.Path(path_type=Path)
MOST_SHOWN = 20
"""New versions whose changes are shown."""
MOST_LINES = 6
"""Changed lines shown of each."""
PATHS_HELP = "Files and folders of reports; - is standard input."


@click.command(short_help="Make a new case.")
@click.argument("case", type=CASE, help="The folder to make; it may exist if it is empty.")
@click.option("--title", help="The title of the case (default: the name of its folder).")
def new(case: Path, title: str | None) -> None:
    """Make a new case in the folder CASE.

    Its tollbook.toml is where the sources, parties, places and definitions of the case are written down.
    """
    from tollbook import casebook

    with casebook.create(case, title or case.resolve().name):
        click.echo(f"New case: {case}. Its definitions are in {case / 'tollbook.toml'}.")
        click.echo(f"Next: tollbook collect {case} PATH...")


@click.command(short_help="Put reports into a case.")
@click.argument("case", type=CASE, help="The folder of the case.")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...", help=PATHS_HELP)
@metadata_options
def collect(case: Path, paths: tuple[Path, ...], defaults: Defaults) -> int:
    """Put reports into CASE: files (.txt .html .htm .json .jsonl .ndjson), folders of them, or - for standard input.

    A report whose id is in the case already, with another text, becomes a new version of it; both are kept, and what
    has changed is shown.
    The options are for texts and pages, and for JSON reports that leave these fields out.
    """
    from tollbook import casebook

    given = [None if str(path) == "-" else path for path in paths]
    with casebook.open_case(case) as opened, progress("collecting", at_the_end=True) as advance:
        outcome = opened.collect(given, defaults, advance)
        changes = {report: opened.difference(report) for report in outcome.new_versions[:MOST_SHOWN]}
    say_ignored(given)
    for note in outcome.notes:
        complain(note)
    click.echo(
        f"{len(outcome.added)} new, {len(outcome.new_versions)} new versions, {len(outcome.unchanged)} unchanged"
        + (f", {len(outcome.failures)} could not be read" if outcome.failures else "")
    )
    for report, difference in changes.items():
        click.echo(visible(f"{report}, a new version: {_changed(difference)}"))
    return complain_all(outcome.failures)


def _changed(difference: str) -> str:
    """The changed lines of a text, the first few of them."""
    lines = [line for line in difference.splitlines()[2:] if line[:1] in ("-", "+")]
    if not lines:
        return "the same text with other metadata"
    more = [f"  … {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    return "\n".join(["", *(f"  {line}" for line in lines[:MOST_LINES]), *more])
