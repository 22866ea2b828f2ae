"""Results on the standard output: for people, as JSON, or as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tollbook.cli.options import Form
from tollbook.cli.program import FAILED, complain
from tollbook.collect import Failure
from tollbook.records import wire

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")

WIDEST = 100
"""Lines longer than this are hard to read, however wide the terminal is."""


@dataclass(frozen=True, slots=True)
class JSONLine:
    """A result that is a line of the wire format already, made in the process that read the report."""

    text: str


class Output:
    """Writes results as they come. ``status`` is the exit status: 1 after a failure.

    With ``--json`` one result is one object and several are a list; ``listed`` results are a list always.
    """

    def __init__(self, form: Form, *, listed: bool = False) -> None:
        self.form = form
        self.status = 0
        self._listed = listed
        self._first: Any = None
        self._written = 0
        self._console: Console | None = None

    @property
    def console(self) -> Console:
        """Where results for people are shown; 80 columns and no colours where it is not a terminal."""
        if self._console is None:
            from rich.console import Console

            class Piped(Console):
                def on_broken_pipe(self) -> None:
                    raise  # noqa: PLE0704 - rich calls this while it handles BrokenPipeError; we end in our own way

            self._console = Piped(highlight=False, markup=False, emoji=False)
            self._console.width = min(self._console.width, WIDEST)
        return self._console

    def put(
        self,
        result: T | Failure | JSONLine,
        encode: Callable[[T], Mapping[str, Any]],
        show: Callable[[Console, T], None],
    ) -> None:
        """One result: in its wire form for programs, or shown to people. A Failure is an error line, or a message."""
        if isinstance(result, Failure):
            self._fail(result)
        elif isinstance(result, JSONLine):
            click.echo(result.text)
        elif self.form is Form.PEOPLE:
            show(self.console, result)
        else:
            self._write(encode(result))

    def _fail(self, failure: Failure) -> None:
        self.status = FAILED
        if self.form is Form.PEOPLE:
            complain(str(failure.error))
        else:
            self._write(wire.error_line(failure.id, failure.error))

    def finish(self) -> int:
        """Write what is left, and give the exit status."""
        if self.form is Form.JSON:
            if self._written == 0 or (self._written == 1 and self._listed):
                click.echo(_indented([] if self._written == 0 else [self._first]))
            else:
                click.echo(_indented(self._first) if self._written == 1 else "\n]")
        return self.status

    def _write(self, value: Mapping[str, Any]) -> None:
        if self.form is Form.JSONL:
            click.echo(json_line(value).text)
            return
        # The first is held back until it is clear whether it is the only one.
        if self._written == 0:
            self._first = value
        else:
            click.echo(f"[\n{_indented(self._first)},\n" if self._written == 1 else ",\n", nl=False)
            click.echo(_indented(value), nl=False)
        self._written += 1


def json_line(value: Mapping[str, Any]) -> JSONLine:
    """A value as one line of the wire format."""
    return JSONLine(json.dumps({"tollbook": wire.VERSION, **value}, ensure_ascii=False))


def write_all(
    form: Form,
    results: Iterable[T | Failure | JSONLine],
    encode: Callable[[T], Mapping[str, Any]],
    show: Callable[[Console, T], None],
    *,
    nothing: str | None = None,
) -> int:
    """Write every result as it comes, and give the exit status.

    ``nothing`` is what people are told where a list has nothing in it; without it results are no list.
    """
    output = Output(form, listed=nothing is not None)
    empty = True
    for result in results:
        output.put(result, encode, show)
        empty = empty and isinstance(result, Failure)
    if empty and nothing is not None and form is Form.PEOPLE:
        click.echo(nothing)
    return output.finish()


def _indented(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
