"""The arguments and options that several commands share, each read into one record."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import click

from tollbook.collect import Defaults, Format
from tollbook.records import CASE_FILE, UsageError

Command = Callable[..., Any]
PATHS_HELP = "A case; or files and folders of reports. - or nothing is standard input."
PATH = click.Path(path_type=Path, allow_dash=True)


class Form(Enum):
    """How results are written."""

    PEOPLE = "for people"
    JSON = "--json"
    JSONL = "--jsonl"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a command is to read. ``paths`` hold None for standard input; ``case`` is set if they name a case."""

    paths: tuple[Path | None, ...]
    defaults: Defaults
    together: bool = False
    workers: int = 1

    @property
    def case(self) -> Path | None:
        """The case folder that the paths name, or None for bare reports."""
        return next((path for path in self.paths if path is not None and (path / CASE_FILE).is_file()), None)


def metadata_options(command: Command) -> Command:
    """Let a command be told about bare texts; it gets ``defaults``."""

    @functools.wraps(command)
    def read(**values: Any) -> Any:
        told = {name: values.pop(name) for name in ("published", "language", "publisher", "id", "encoding")}
        layout = values.pop("format")
        return command(defaults=Defaults(**told, format=Format(layout) if layout else None), **values)

    for option in (
        click.option("--format", type=click.Choice([str(word) for word in Format]), help="Read everything as this."),
        click.option("--encoding", help="How text and pages are encoded, such as windows-1256."),
        click.option("--id", help="The id of the one report (default: its file name)."),
        click.option("--publisher", help="Who published the text."),
        click.option("--language", help="The language of the text: two letters, such as en."),
        click.option("--published", help="When the text was published: 2025-03-08, or 2025-03-08T03:09+02:00."),
    ):
        read = option(read)
    return read


def input_options(*, together: bool = True) -> Callable[[Command], Command]:
    """Let a command read a case or bare reports; it gets ``inputs``."""

    def add(command: Command) -> Command:
        @functools.wraps(command)
        def gather(paths: tuple[Path, ...], defaults: Defaults, workers: int, **values: Any) -> Any:
            inputs = Inputs(_paths(paths), defaults, values.pop("together", False), workers)
            _refuse_case_among_others(inputs)
            return command(inputs=inputs, **values)

        workers = click.option("--workers", type=click.IntRange(min=1), default=1, help="How many processes read.")
        read: Command = workers(gather)
        if together:
            read = click.option("--together", is_flag=True, help="Pool all reports in one ledger.")(read)
        read = metadata_options(read)
        return click.argument("paths", nargs=-1, type=PATH, metavar="[CASE | PATH...]", help=PATHS_HELP)(read)

    return add


def output_options(command: Command) -> Command:
    """Let a command write JSON; it gets ``form``."""

    @functools.wraps(command)
    def read(*, json: bool, jsonl: bool, **values: Any) -> Any:
        if json and jsonl:
            raise UsageError("both --json and --jsonl", "the options", "choose one of the two")
        return command(form=Form.JSON if json else Form.JSONL if jsonl else Form.PEOPLE, **values)

    read = click.option("--jsonl", is_flag=True, help="Write JSON Lines, one line each (see the wire format).")(read)
    return click.option("--json", is_flag=True, help="Write one JSON value, indented.")(read)


def _paths(given: tuple[Path, ...]) -> tuple[Path | None, ...]:
    if not given:
        if sys.stdin.isatty():
            raise UsageError("nothing to read", "the arguments", "name a case, files or folders; or - and type a text")
        return (None,)
    paths = tuple(None if str(path) == "-" else path for path in given)
    if paths.count(None) > 1:
        raise UsageError("standard input (-) is named twice", "the arguments", "name it once")
    return paths


def _refuse_case_among_others(inputs: Inputs) -> None:
    if inputs.case is None:
        return
    if len(inputs.paths) > 1:
        raise UsageError("a case together with other paths", str(inputs.case), "collect them into the case first")
    if inputs.defaults != Defaults() or inputs.together:
        do = "leave the options out: the case knows when its reports were published, and pools them"
        raise UsageError("options for bare reports", str(inputs.case), do)
