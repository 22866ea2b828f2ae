"""The arguments and options that several commands share, each read into one record."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import Enum
from pathlib import Path
from typing import Any

import click

from tollbook.collect import Defaults, Format
from tollbook.records import CASE_FILE, Harm, TableAxis, UsageError, View
from tollbook.records.report import is_date

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


@dataclass(frozen=True, slots=True)
class Choice:
    """Which figures a command is to show. Nothing chosen is all of them, each source at its latest word.

    ``compare``: not the sources one by one but side by side, about the people ``of`` these names by axis.
    """

    incident: str | None = None
    by: tuple[TableAxis, ...] = ()
    harm: Harm | None = None
    source: str | None = None
    as_of: str | None = None
    view: View | None = None
    compare: bool = False
    of: tuple[tuple[str, tuple[str, ...]], ...] = ()


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


def time_options(command: Command) -> Command:
    """Let a command be asked about one incident, harm and day; it gets what is chosen of them as ``choice``."""

    @functools.wraps(command)
    def read(*, as_known: bool, in_retrospect: bool, harm: str | None, **values: Any) -> Any:
        if as_known and in_retrospect:
            raise UsageError("both --as-known and --in-retrospect", "the options", "choose one of the two")
        view = View.AS_KNOWN if as_known else View.IN_RETROSPECT if in_retrospect else None
        incident, as_of = values.pop("incident"), _day(values.pop("as_of"))
        choice = Choice(incident, harm=Harm(harm) if harm else None, as_of=as_of, view=view)
        return command(choice=choice, **values)

    for option in (
        click.option("--in-retrospect", is_flag=True, help="With everything that was said later about that time."),
        click.option("--as-known", is_flag=True, help="Only with what had been said by that time (the default)."),
        click.option("--as-of", metavar="DATE", help="People counted by this day (default: each source's latest)."),
        click.option("--harm", type=click.Choice([str(harm) for harm in Harm]), help="Only this harm."),
        click.option("--incident", help="Only this incident of the case."),
    ):
        read = option(read)
    return read


def choice_options(command: Command) -> Command:
    """Let a command be told which figures to show; it gets ``choice``."""

    @functools.wraps(command)
    def gather(choice: Choice, by: str | None, source: str | None, **values: Any) -> Any:
        return command(choice=replace(choice, by=_axes(by), source=source), **values)

    read: Command = gather
    axes = ", ".join(TableAxis)
    for option in (
        time_options,
        click.option("--source", help="Only this source."),
        click.option("--by", metavar="AXIS[,AXIS]", help=f"Tables instead of trees, along one axis or two: {axes}."),
    ):
        read = option(read)
    return read


def people_option(command: Command) -> Command:
    """Let a command be told which people to compare sources about; its ``choice`` holds them."""

    @functools.wraps(command)
    def read(choice: Choice, of: tuple[str, ...], **values: Any) -> Any:
        people: dict[str, tuple[str, ...]] = {}
        for axis, names in map(_people, of):
            people[axis] = (*people.get(axis, ()), *names)
        return command(choice=replace(choice, of=tuple(people.items())), **values)

    about = "The people to compare about, such as status=civilian or place=Latakia,Tartus; may be repeated."
    return click.option("--of", multiple=True, metavar="AXIS=NAME", help=about)(read)


def _people(given: str) -> tuple[str, tuple[str, ...]]:
    axis, equals, names = (part.strip() for part in given.partition("="))
    if not (axis and equals and names):
        raise UsageError(f"{given!r} names no people", "--of", "write AXIS=NAME, such as status=civilian")
    if axis in {field.name for field in fields(Choice)}:
        raise UsageError(f"{axis!r} is no axis of people", "--of", "see the other options; write status=civilian here")
    return axis, tuple(name.strip() for name in names.split(","))


def _axes(given: str | None) -> tuple[TableAxis, ...]:
    names = [name.strip() for name in given.split(",")] if given is not None else []
    if unknown := [name for name in names if name not in list(TableAxis)]:
        raise UsageError(f"no axis {unknown[0]!r}", "--by", f"use one or two of: {', '.join(TableAxis)}")
    if len(names) > 2 or len(set(names)) < len(names):
        raise UsageError(f"a table by {', '.join(names)}", "--by", "name one axis or two different ones: status,day")
    return tuple(map(TableAxis, names))


def _day(given: str | None) -> str | None:
    if given is not None and not is_date(given):
        raise UsageError(f"{given!r} is not a date", "--as-of", "write a day (2025-03-08) or a month (2025-03)")
    return given


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
