"""JSON in and out, in one place: every record to and from the wire format, version 1.

Records map to JSON by their fields, in order; the few names that differ stand in ``RENAMED``.
The canonical form (sorted keys, no spaces) is what hashes and the store are made of.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from tollbook.records.claim import Extraction
from tollbook.records.conflict import Edit
from tollbook.records.errors import TollbookError
from tollbook.records.figure import Scope
from tollbook.records.frozen import FrozenMapping
from tollbook.records.reconciliation import Reconciliation
from tollbook.records.report import Report

VERSION = 1
RENAMED: Mapping[tuple[type, str], str] = {(Edit, "before"): "from", (Edit, "after"): "to"}
R = TypeVar("R")


def encode(record: Any) -> Any:
    """The JSON value of a record, with fields in their documented order.

    >>> from tollbook.records import Count, Quantifier
    >>> encode(Count(300, None, "more than 300", Quantifier.MORE_THAN))["quantifier"]
    'more than'
    """
    if is_dataclass(record) and not isinstance(record, type):
        return {
            RENAMED.get((type(record), f.name), f.name): encode(getattr(record, f.name))
            for f in fields(record)
            if f.init
        }
    if isinstance(record, StrEnum):
        return str(record)
    if isinstance(record, Mapping):
        return {str(key): encode(value) for key, value in record.items()}
    if isinstance(record, (frozenset, set)):
        return sorted(encode(value) for value in record)
    if isinstance(record, (list, tuple)):
        return [encode(value) for value in record]
    return record


def decode(kind: type[R], value: Any, where: str = "record") -> R:
    """The record of type ``kind`` that ``value`` describes; TollbookError names the field that does not fit.

    Unknown fields are refused: a misspelt name must not pass as silence.
    """
    return _decode(kind, value, where)  # type: ignore[no-any-return]


def canonical(record: Any) -> str:
    """The one JSON text of a record: sorted keys, no spaces, no escapes beyond JSON's own."""
    return json.dumps(encode(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(*records: Any) -> str:
    """SHA-256 (hex) of the canonical forms: equal records, equal fingerprint, on every machine."""
    return sha256("\n".join(map(canonical, records)).encode("utf-8", "surrogatepass")).hexdigest()


def extraction_line(extraction: Extraction) -> dict[str, Any]:
    """One line of ``extract --jsonl``."""
    line = {key: value for key, value in encode(extraction).items() if key != "report"}
    return {"tollbook": VERSION, "id": extraction.report.id, **line}


def figures_line(identity: str, extractions: Iterable[Extraction], outcome: Reconciliation) -> dict[str, Any]:
    """One line of ``figures --jsonl``: what ``extract`` writes for the reports, and what they amount to."""
    lines = [extraction_line(extraction) for extraction in extractions]
    parts = {
        key: [row for line in lines for row in line[key]]
        for key in ("claims", "breakdowns", "passed_over", "unresolved")
    }
    return {"tollbook": VERSION, "id": identity, **parts, **encode(outcome)}


def error_line(identity: str | None, error: TollbookError) -> dict[str, Any]:
    """The line of a report that could not be read."""
    return {"tollbook": VERSION, "id": identity, "error": {"what": error.what, "where": error.where, "do": error.do}}


def report_from(value: Any, where: str) -> Report:
    """A report from one line of input. Fields that are not the wire format's are ignored: feeds carry many."""
    if not isinstance(value, dict):
        raise TollbookError(
            f"a {type(value).__name__}, where a report is expected", where, "write one JSON object a line"
        )
    known = {f.name for f in fields(Report) if f.init}
    if not isinstance(value.get("text"), str):
        raise TollbookError('no "text", or not a string', where, "give every report a text")
    if not isinstance(value.get("id", ""), str):
        raise TollbookError('"id" is not a string', where, "put quotation marks around the id")
    kept = {key: entry for key, entry in value.items() if key in known and entry is not None}
    return decode(Report, kept, where)


def _decode(kind: Any, value: Any, where: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is Any:
        return value
    if origin in (Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        (kind,) = (argument for argument in arguments if argument is not type(None))
        return _decode(kind, value, where)
    if origin is tuple:
        return tuple(
            _decode(arguments[0], entry, f"{where}[{n}]") for n, entry in enumerate(_expect(list, value, where))
        )
    if kind is Scope:
        return Scope(
            {
                axis: _decode(tuple[str, ...], leaves, f"{where}.{axis}")
                for axis, leaves in _expect(dict, value, where).items()
            }
        )
    if origin is FrozenMapping:
        entries = {
            key: _decode(arguments[0], entry, f"{where}.{key}") for key, entry in _expect(dict, value, where).items()
        }
        return FrozenMapping(entries)
    if issubclass(kind, StrEnum):
        return _word(kind, value, where)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind, _expect(dict, value, where), where)
    return _expect(kind, value, where)


def _expect(kind: type, value: Any, where: str) -> Any:
    if isinstance(value, tuple) and kind is list:
        return value
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TollbookError(f"{type(value).__name__} found, {kind.__name__} expected", where, "correct this field")
    return value


def _word(kind: type[StrEnum], value: Any, where: str) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        raise TollbookError(f"{value!r} is not one of: {', '.join(kind)}", where, "use one of these words") from None


@cache
def _shape(kind: type) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(kind)
    return {RENAMED.get((kind, f.name), f.name): (f, hints[f.name]) for f in fields(kind) if f.init}


def _record(kind: type, value: dict[str, Any], where: str) -> Any:
    shape = _shape(kind)
    if unknown := sorted(set(value) - set(shape)):
        raise TollbookError(f"unknown field {unknown[0]!r}", where, f"use one of: {', '.join(shape)}")
    arguments = {}
    for name, (f, hint) in shape.items():
        if name in value:
            arguments[f.name] = _decode(hint, value[name], f"{where}.{name}")
        elif f.default is MISSING and f.default_factory is MISSING:
            raise TollbookError(f"no {name!r}", where, "add this field")
    return kind(**arguments)


__all__ = [
    "VERSION",
    "canonical",
    "decode",
    "encode",
    "error_line",
    "extraction_line",
    "figures_line",
    "fingerprint",
    "report_from",
]
