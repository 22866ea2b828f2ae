"""``verify``."""

from __future__ import annotations

from pathlib import Path

import click

from tollbook.cli.program import FAILED, complain


@click.command(short_help="Check that nothing kept has been altered.")
@click.argument("case", type=click.Path(path_type=Path), help="The folder of the case.")
def verify(case: Path) -> int:
    """Read every file that CASE keeps, and compare it with its hash and with the log."""
    from tollbook import casebook

    with casebook.open_case(case) as opened:
        problems = opened.verify()
    for problem in problems:
        complain(f"{problem.path}: {problem.what}")
    click.echo("Every file is as it was when it was kept." if not problems else f"Problems: {len(problems)}.")
    return FAILED if problems else 0
