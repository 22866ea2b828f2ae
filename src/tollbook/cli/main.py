"""The command ``tollbook`` and its groups: the verbs of the architecture, in order."""

from __future__ import annotations

from importlib.metadata import version

import click

from tollbook.cli.commands.collect import collect, new
from tollbook.cli.commands.extract import claims, extract
from tollbook.cli.commands.preserve import verify
from tollbook.cli.commands.publish import demo, publish
from tollbook.cli.commands.readings import readings
from tollbook.cli.commands.reconcile import compare, conflicts, explain, figures, verify_proof
from tollbook.cli.program import Program

HELP = """Casualty recording: from reports to figures with bounds, quotes and proofs.

Try it on any text:

\b
  tollbook figures report.txt --published 2025-03-08
  tollbook demo
"""

main = Program(
    {
        "collect": (new, collect),
        "preserve": (verify,),
        "extract": (extract, claims),
        "reconcile": (figures, explain, conflicts, readings, compare, verify_proof),
        "publish": (publish, demo),
    },
    name="tollbook",
    help=HELP,
    epilog="CASE is a folder that holds tollbook.toml; PATH a file or folder of reports; - is standard input.",
    params=[],
    context_settings={"help_option_names": ["-h", "--help"]},
)
main = click.version_option(version("tollbook"), prog_name="tollbook", message="%(prog)s %(version)s")(main)
