"""``publish`` and ``demo``."""

from __future__ import annotations

from pathlib import Path

import click

from tollbook.cli.ledgers import Pool, pool_of, pools, up_to_date
from tollbook.cli.options import Form, Inputs, input_options
from tollbook.cli.output import Output
from tollbook.cli.show.figures import show_pool
from tollbook.collect import Defaults, Failure
from tollbook.records import CASE_FILE, TollbookError, UsageError

PAGE = "page.html"
EXAMPLE = "syrian-coast-2025"


@click.command(short_help="Write figures, quotes and proofs as one page.")
@input_options()
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help=f"The file (default: {PAGE}, for a case inside it)."
)
def publish(inputs: Inputs, out: Path | None) -> int:
    """Write one self-contained HTML page: the reports with their claims marked, the figures as a tree, and every proof.

    It needs no network, can be read without JavaScript, and can be printed.
    """
    output = Output(Form.PEOPLE)
    if inputs.case is not None:
        with up_to_date(inputs) as (case, failures):
            for failure in failures:
                output.put(failure, Pool.line, show_pool)
            out = case.publish(out or inputs.case / PAGE)
    else:
        out = out or Path(PAGE)
        _publish_bare(_one_pool(inputs, output), out)
    click.echo(f"The page is in {out}")
    return output.finish()


def _one_pool(inputs: Inputs, output: Output) -> Pool:
    found: list[Pool] = []
    for entry in pools(inputs):
        if isinstance(entry, Failure):
            output.put(entry, Pool.line, show_pool)
        else:
            found.append(entry)
        if len(found) > 1:
            raise UsageError(
                "several reports, and a page shows one ledger", "the arguments", "add --together, or make a case"
            )
    if not found:
        raise TollbookError("no report could be read", "the arguments", "see the messages above")
    return found[0]


def _publish_bare(pool: Pool, out: Path) -> None:
    from tollbook import publish as stage
    from tollbook.preserve import write_whole
    from tollbook.reconcile import reconcile

    compared = reconcile(pool.extractions).compare()
    write_whole(out, stage.page(pool.id, pool.extractions, pool.outcome, compared=compared).encode())


@click.command(short_help="Build the example case and show it.")
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), default="tollbook-demo", help="The folder of the case."
)
def demo(into: Path) -> int:
    """Build the case of the example (the Syrian coast, March 2025), print its figures, and write its page.

    Run again, it finds everything done and shows it again.
    """
    example = _example()
    _prepare(into, example)
    output = Output(Form.PEOPLE)
    from tollbook import casebook

    with casebook.open_case(into) as case:
        failures = [*case.collect([example / "reports"], Defaults()).failures, *case.extract().failures]
        for failure in failures:
            output.put(failure, Pool.line, show_pool)
        output.put(pool_of(case), Pool.line, show_pool)
        page = case.publish(into / PAGE)
    click.echo(f"The case is in {into}")
    click.echo(f"The page is in {page.resolve()}")
    return output.finish()


def _example() -> Path:
    """The example in the repository, or the copy that a wheel carries."""
    package = Path(__file__).parents[2]
    for folder in (package.parents[1] / "examples" / EXAMPLE, package / "examples" / EXAMPLE):
        if (folder / CASE_FILE).is_file():
            return folder
    raise TollbookError(
        "the example is not installed", str(package), "install tollbook from its wheel or its repository"
    )


def _prepare(into: Path, example: Path) -> None:
    """Make the folder of the case with the definitions of the example; leave a demo that is there as it is."""
    from tollbook import casebook
    from tollbook.preserve import write_whole

    definitions = (example / CASE_FILE).read_bytes()
    if (into / CASE_FILE).is_file():
        if (into / CASE_FILE).read_bytes() != definitions:
            raise UsageError("another case, or changed definitions", str(into), "choose another folder with --into")
        return
    with casebook.create(into, EXAMPLE):
        write_whole(into / CASE_FILE, definitions)
