"""What all commands share: their grouping by verb, and what becomes of errors, interruptions and closed pipes."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Never

import click

from tollbook.collect import Failure
from tollbook.records import TollbookError, UsageError

FAILED, WRONG_USE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141

# The last two ranges turn the direction of what follows, so that 524 could be shown as 425.
CONTROLS = {*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {ord("\n"), ord("\t")}
SHOWN_FOR_CONTROLS = dict.fromkeys(CONTROLS, "\N{REPLACEMENT CHARACTER}")


class Program(click.Group):
    """A group of commands listed by verb, in the order in which a case goes through them.

    Exit status: 0 fine, 1 some report failed, 2 wrong use, 130 interrupted, 141 the reader of the output went away.
    """

    def __init__(self, verbs: Mapping[str, Sequence[click.Command]], **settings: Any) -> None:
        super().__init__(**settings)
        self.verbs = verbs
        for command in (command for commands in verbs.values() for command in commands):
            self.add_command(command)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all commands, by verb."""
        return [str(command.name) for commands in self.verbs.values() for command in commands]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their verbs."""
        width = max(map(len, self.list_commands(ctx)))
        for verb, commands in self.verbs.items():
            with formatter.section(verb.capitalize()):
                room = formatter.width - width - 6
                formatter.write_dl(
                    [(str(entry.name).ljust(width), entry.get_short_help_str(room)) for entry in commands]
                )

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; end quietly if the reader of the output goes away."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _give_up_output()
            ctx.exit(PIPE_CLOSED)
        return status

    def main(  # type: ignore[override] # narrower than click's: nothing here uses the rest
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **settings: Any
    ) -> Never:
        """Run a command, and leave with its exit status."""
        _write_utf8()
        logging.getLogger("tollbook").handlers = [_Complaints()]
        try:
            status = super().main(args, prog_name, **{**settings, "standalone_mode": False})
        except (click.Abort, KeyboardInterrupt):
            complain("interrupted")
            status = INTERRUPTED
        except click.ClickException as error:
            error.show()
            status = error.exit_code
        except TollbookError as error:
            complain(str(error))
            status = WRONG_USE if isinstance(error, UsageError) else FAILED
        sys.exit(status if isinstance(status, int) else 0)


class _Complaints(logging.Handler):
    """What the packages below warn of, in the form of all our messages."""

    def emit(self, record: logging.LogRecord) -> None:
        complain(self.format(record))


def complain(message: str) -> None:
    """Write to the standard error output, which may be gone with the reader of the standard output."""
    with suppress(BrokenPipeError):
        click.echo(f"tollbook: {visible(message)}", err=True)


def visible(text: str) -> str:
    """A text that a terminal shows and does not obey: control characters are replaced, line ends and tabs kept.

    >>> visible("two \\x1b[2Jkilled")
    'two �[2Jkilled'
    """
    return text.translate(SHOWN_FOR_CONTROLS)


def complain_all(failures: Iterable[Failure]) -> int:
    """Say why each of these reports could not be read, and give the exit status."""
    status = 0
    for failure in failures:
        complain(str(failure.error))
        status = FAILED
    return status


def _write_utf8() -> None:
    """JSON is UTF-8, and quotes may be in any script, whatever the terminal says it can show."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _give_up_output() -> None:
    """Let what is still buffered go nowhere, so that Python does not complain about the closed pipe on its way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
