"""Figures out of files that somebody has given us, to have their proofs checked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tollbook.preserve import file_errors
from tollbook.records import TollbookError

EXPECTED = "give a line of `figures --jsonl`, or one figure together with its axes"


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure in wire form with the leaves of its axes, and where it was found."""

    figure: dict[str, Any]
    axes: dict[str, Any]
    where: str


def figures_in(path: Path | None) -> Iterator[Stated]:
    """Every figure of a file (None: standard input) of JSON or JSON Lines; TollbookError if it holds anything else.

    A line of a report that could not be read holds no figure, and is passed by.
    """
    where = str(path) if path else "standard input"
    if path is None:
        yield from _in_stream(sys.stdin.buffer, where)
        return
    with file_errors(path), path.open("rb") as stream:
        yield from _in_stream(stream, where)


def _in_stream(stream: BinaryIO, where: str) -> Iterator[Stated]:
    first = stream.readline()
    try:
        values = [json.loads(first)]
    except (ValueError, RecursionError):
        # Not one value a line, so one value in all.
        yield from _in_value(_parsed(first + stream.read(), where), where)
        return
    yield from _in_value(values[0], f"{where}, line 1")
    for number, line in enumerate(stream, 2):
        if line.strip():
            yield from _in_value(_parsed(line, f"{where}, line {number}"), f"{where}, line {number}")


def _parsed(raw: bytes, where: str) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise TollbookError(f"not valid JSON ({error})", where, EXPECTED) from None


def _in_value(value: Any, where: str) -> Iterator[Stated]:
    if isinstance(value, list):
        for number, entry in enumerate(value, 1):
            yield from _in_value(entry, f"{where}, entry {number}")
    elif not isinstance(value, dict):
        raise TollbookError("no figure", where, EXPECTED)
    elif "error" in value:
        return
    elif not isinstance(value.get("axes"), dict):
        raise TollbookError('no "axes"', where, EXPECTED)
    elif "figures" in value:
        for figure in value["figures"]:
            yield Stated(figure, value["axes"], where)
    elif "proof" in value or "figure" in value:
        yield Stated(value.get("figure", value), value["axes"], where)
    else:
        raise TollbookError("no figure", where, EXPECTED)
