"""What reading gives: a report with the bytes it came from, or what kept it from being read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tollbook.records import Report, TollbookError


class Format(StrEnum):
    """How a file or standard input is laid out."""

    TEXT = "text"
    HTML = "html"
    #: One report object.
    JSON = "json"
    #: JSON Lines: one report object a line.
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Collected:
    """A report, and where it came from.

    ``origin`` is for people ("reports.jsonl, line 3"); ``raw`` the bytes exactly as they were found; ``note`` something
    that had to be worked out and that a person should know, such as an encoding that nothing declares.
    """

    report: Report
    origin: str
    raw: bytes
    media_type: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read, and why. ``id`` is None where none could be made out."""

    id: str | None
    error: TollbookError


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the reader is told about reports that do not say it themselves.

    For text and HTML these outrank what a page's metadata says; a JSON report's own fields outrank these.
    ``id`` names the one report that is read; without one a text takes the name of its file without suffix.
    ``encoding`` and ``format`` are for files that would be refused, or read as something else, without them.
    """

    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    id: str | None = None
    encoding: str | None = None
    format: Format | None = None
