"""JSON Lines: one report a line, in memory one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO

from tollbook.collect.decoding import HEAD, REPORT_LIMIT, refuse_large
from tollbook.collect.found import Collected, Defaults, Failure
from tollbook.records import Report, TollbookError
from tollbook.records.wire import report_from

SKIPPED_AT_ONCE = 1024 * 1024
MEDIA_TYPE = "application/json"


def read_lines(
    stream: BinaryIO, where: str, defaults: Defaults, ahead: Sequence[bytes] = ()
) -> Iterator[tuple[Collected | Failure, int]]:
    """Each report of ``stream`` with the number of bytes read so far; ``ahead`` are lines already taken from it.

    A line that cannot be read becomes a Failure and the others go on. Empty lines are allowed between reports.
    """
    read, number = 0, 0
    for line, size in _lines(stream, ahead):
        read, number = read + size, number + 1
        if size > len(line) or line.strip():
            yield _read_line(line.rstrip(b"\r\n"), size, f"{where}, line {number}", defaults), read


def read_object(raw: bytes, where: str, defaults: Defaults) -> Collected:
    """The one report that ``raw`` holds as a JSON object; TollbookError names line and column of what is wrong."""
    return _collected(parse(raw, where), raw, where, defaults)


def parse(raw: bytes, where: str, *, one_line: bool = False) -> Any:
    """The value of JSON text in UTF-8. Errors name line and column, or the column if ``where`` names the ``one_line``.

    >>> parse(b'{"id": }', "reports.jsonl, line 3", one_line=True)
    Traceback (most recent call last):
    tollbook.records.errors.TollbookError: reports.jsonl, line 3, column 8: not valid JSON (Expecting value). ...
    """
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        what = f"byte {raw[error.start]:#04x} is not UTF-8"
        place = f"{where}, byte {error.start + 1}"
        raise TollbookError(what, place, "JSON is UTF-8: convert the file, for example with iconv") from None
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if one_line else f"line {error.lineno}, column {error.colno}"
        several = error.msg == "Extra data"
        do = "write one JSON object a line (.jsonl, .ndjson)" if several else "correct this report, or leave it out"
        raise TollbookError(f"not valid JSON ({error.msg})", f"{where}, {place}", do) from None
    except _RepeatedKeyError as error:
        raise TollbookError(f"the field {error.args[0]!r} occurs twice", where, "keep one of the two") from None
    except (RecursionError, ValueError) as error:  # nested too deep; a number of thousands of digits
        raise TollbookError(f"not readable JSON ({error})", where, "correct this report, or leave it out") from None


class _RepeatedKeyError(Exception):
    """A JSON object names a field twice; Python would keep the last one and say nothing."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedKeyError(next(name for name in names if names.count(name) > 1))
    return value


def _lines(stream: BinaryIO, ahead: Sequence[bytes]) -> Iterator[tuple[bytes, int]]:
    """Each line and its size; of one longer than a report may be only the beginning."""
    for line in chain(ahead, iter(lambda: stream.readline(REPORT_LIMIT + 1), b"")):
        size = len(line)
        if size > REPORT_LIMIT:
            line = line[:HEAD]
            while (rest := stream.readline(SKIPPED_AT_ONCE)) and not rest.endswith(b"\n"):
                size += len(rest)
            size += len(rest)
        yield line, size


def _read_line(line: bytes, size: int, where: str, defaults: Defaults) -> Collected | Failure:
    value: Any = None
    try:
        refuse_large(size, where)
        value = parse(line, where, one_line=True)
        return _collected(value, line, where, defaults)
    except TollbookError as error:
        identity = value.get("id") if isinstance(value, dict) else None
        return Failure(identity if isinstance(identity, str) and _half_character(identity) is None else None, error)


def _collected(value: Any, raw: bytes, where: str, defaults: Defaults) -> Collected:
    if isinstance(value, list):
        raise TollbookError("a JSON list", where, "write one JSON object a line (.jsonl): jq -c '.[]' does it")
    if isinstance(value, dict):
        _refuse_unwritable(value, where)
        told = {"published": defaults.published, "language": defaults.language, "publisher": defaults.publisher}
        value = value | {name: default for name, default in told.items() if value.get(name) is None}
    try:
        report = report_from(value, where)
    except TollbookError as error:
        place = error.where if error.where.startswith(where) else f"{where} ({error.where})"
        raise TollbookError(error.what, place, error.do) from None
    if not report.text.strip():
        raise TollbookError("no text", where, "leave it out, or give it a text")
    return Collected(report, where, raw, MEDIA_TYPE)


def _refuse_unwritable(value: dict[str, Any], where: str) -> None:
    """Refuse what no UTF-8 file can hold: half characters (lone surrogates), which JSON can spell; and NUL."""
    for name in Report.__dataclass_fields__.keys() & value.keys():
        entry = value[name]
        if isinstance(entry, str) and (position := _half_character(entry)) is not None:
            raise TollbookError(
                f"half of a character (a lone surrogate) in {name!r}",
                f"{where}, character {position + 1} of {name!r}",
                "export the report again as UTF-8",
            )
        if isinstance(entry, str) and "\0" in entry:
            place = f"{where}, character {entry.index(chr(0)) + 1} of {name!r}"
            raise TollbookError(f"a NUL character in {name!r}", place, "remove it; the report may be damaged")


def _half_character(text: str) -> int | None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return error.start
    return None
