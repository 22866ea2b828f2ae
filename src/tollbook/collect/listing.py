"""Which files there are to read, and which are left alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tollbook.collect.found import Format
from tollbook.records import CASE_FILE, TollbookError

FORMAT_OF_SUFFIX = {
    ".txt": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
}
SUFFIXES = " ".join(FORMAT_OF_SUFFIX)


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a call, in the order in which they are read; None is standard input.

    ``ignored`` are the entries of folders that are no reports, with the reason; ``errors`` what was asked for and is
    not there.
    """

    files: tuple[Path | None, ...]
    ignored: tuple[tuple[Path, str], ...] = ()
    errors: tuple[TollbookError, ...] = ()


def find(paths: Sequence[Path | None], told: Format | None = None) -> Listing:
    """The files that ``paths`` name, folders with everything below them, sorted by name.

    A file that is named itself is always read; its format has to be told (``told``) where its suffix does not. In
    folders only files with a known suffix are read, and no links: a folder that somebody sent must not lead out of it.
    """
    files: list[Path | None] = []
    ignored: list[tuple[Path, str]] = []
    errors: list[TollbookError] = []
    for path in paths:
        try:
            if path is not None and path.is_dir():
                found, others = _in_folder(path)
                files += found
                ignored += others
            else:
                files.append(_checked(path, told))
        except TollbookError as error:
            errors.append(error)
    return Listing(tuple(files), tuple(ignored), tuple(errors))


def shown(path: Path | None) -> str:
    """A path as it can be printed, whatever bytes its name is made of."""
    return "standard input" if path is None else os.fsencode(path).decode("utf-8", "replace")


def unreadable(error: OSError, where: str) -> TollbookError:
    """What the system said, in our form."""
    return TollbookError(
        f"cannot be read ({error.strerror or error})", where, "check that it is there, and its permissions"
    )


def _checked(path: Path | None, told: Format | None) -> Path | None:
    if path is None:
        return None
    if not path.exists():
        raise TollbookError("no such file or folder", shown(path), "check the name; - stands for standard input")
    if not path.is_file():
        raise TollbookError("a pipe or a device, not a file", shown(path), "pipe it in and write - for standard input")
    if told is None and path.suffix.lower() not in FORMAT_OF_SUFFIX:
        raise TollbookError(
            f"unknown kind of file {path.suffix!r}",
            shown(path),
            f"use one of {SUFFIXES}, or say what it is with --format",
        )
    return path


def _in_folder(folder: Path) -> tuple[list[Path], list[tuple[Path, str]]]:
    entries = list(_walk(folder))
    found = [path for path, reason in entries if reason is None]
    if not found:
        raise TollbookError("a folder without reports", shown(folder), f"put files into it: {SUFFIXES}")
    return found, [(path, reason) for path, reason in entries if reason is not None]


def _walk(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """Every entry below ``folder``, with the reason why it is not read, or None where it is."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise unreadable(error, shown(folder)) from None
    for entry in entries:
        if entry.name.startswith("."):
            yield entry, "hidden"
        elif entry.is_symlink():
            yield entry, "a link; what it leads to is read only if it is named itself"
        elif entry.is_dir():
            if (entry / CASE_FILE).is_file():
                yield entry, "a case: its reports are its own"
            else:
                yield from _walk(entry)
        elif not entry.is_file():
            yield entry, "a pipe or a device"
        elif entry.suffix.lower() not in FORMAT_OF_SUFFIX:
            yield entry, "not a kind of file that reports come in"
        else:
            yield entry, None
