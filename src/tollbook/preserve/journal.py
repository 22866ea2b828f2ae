"""A log that only grows: one JSON value a line, on the disk before the call returns."""

from __future__ import annotations

import errno
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, BinaryIO

from tollbook.preserve.files import file_errors, sync_folder, write_whole
from tollbook.records import TollbookError, wire

TAIL = 4096
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a journal: how many bytes come before it, and a hash of the last of them (at most 4,096).

    The hash tells whether the file is still the one in which the place was noted.
    """

    size: int = 0
    tail: str = sha256().hexdigest()


class Journal:
    """Lines of JSON in a file, only ever appended to.

    A last line without its line end was cut off, by a loss of power or a full disk. Readers leave it out; the next
    ``append`` sets it aside in a file of its own beside the journal, and says so through ``logging``. A last line
    that lacks nothing but the line end is whole, and kept.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def line(self, value: Any) -> bytes:
        """The line of a value, in canonical form. TollbookError if it contains what UTF-8 cannot hold."""
        try:
            return f"{wire.canonical(value)}\n".encode()
        except UnicodeEncodeError:
            # Not where: what stands around it may be a quote, or the name of who decided.
            what = "half of a character (a lone surrogate) in what is to be written"
            raise TollbookError(what, str(self.path), "type or export it again as UTF-8") from None

    def append(self, lines: bytes) -> None:
        """Add a line as ``line`` gives it, or several. TollbookError if the file system refuses."""
        self.repair()
        with file_errors(self.path):
            is_new = not self.path.exists()
            with self.path.open("ab", buffering=0) as file:
                before = file.tell()
                if file.write(lines) != len(lines):
                    file.truncate(before)
                    raise OSError(errno.ENOSPC, "the disk took only part of a line", str(self.path))
                os.fsync(file.fileno())
            if is_new:
                sync_folder(self.path.parent)

    def lines(self, after: int = 0) -> Iterator[tuple[Any, int]]:
        """Each value behind the first ``after`` bytes, with the number of bytes up to its end.

        TollbookError names a line that is no JSON.
        """
        if not self._exists():
            return
        with file_errors(self.path), self.path.open("rb") as file:
            file.seek(after)
            for line in file:
                if not line.endswith(b"\n"):
                    log.warning("%s: the last line is cut off and left out", self.path)
                    return
                yield self._parse(line, after), after + len(line)
                after += len(line)

    @contextmanager
    def naming(self, end: int) -> Iterator[None]:
        """Errors inside are about the line that ends at this byte, and say so."""
        try:
            yield
        except TollbookError as error:
            raise TollbookError(error.what, f"{self._place(end - 1)}, {error.where}", error.do) from error

    def repair(self) -> None:
        """Set a cut last line aside, or end a whole one, so that what is added next has a line of its own."""
        if not self._exists():
            return
        with file_errors(self.path), self.path.open("r+b") as file:
            end = _end_of_last_line(file)
            file.seek(end)
            rest = file.read()
            if not rest:
                return
            if _is_json(rest):
                file.write(b"\n")
            else:
                aside = self.path.with_name(f"{self.path.name}.cut-at-{end}")
                write_whole(aside, rest)
                file.truncate(end)
                log.warning(
                    "%s: the last line was cut off. Nothing before it is lost; what is left of it is in %s",
                    self.path,
                    aside.name,
                )
            file.flush()
            os.fsync(file.fileno())

    def position(self, size: int) -> Position:
        """The place behind the first ``size`` bytes, so that ``knows`` can tell later whether they are still there."""
        if not self._exists():
            return Position()
        with file_errors(self.path), self.path.open("rb") as file:
            start = max(0, size - TAIL)
            file.seek(start)
            return Position(size, sha256(file.read(size - start)).hexdigest())

    def end(self) -> Position:
        """The place behind the last byte."""
        return self.position(self.path.stat().st_size if self._exists() else 0)

    def knows(self, position: Position) -> bool:
        """Whether what stands before ``position`` is what stood there when it was noted."""
        return self.position(position.size) == position

    def digest(self) -> str:
        """SHA-256 of the whole file; of nothing, if there is none."""
        if not self._exists():
            return Position().tail
        with file_errors(self.path), self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    def _exists(self) -> bool:
        with file_errors(self.path):
            return self.path.exists()

    def _parse(self, line: bytes, offset: int) -> Any:
        try:
            return json.loads(line)
        except ValueError as error:
            raise TollbookError(
                f"not valid JSON ({error})",
                self._place(offset),
                "restore the file from a copy, or move the line to another file if you know that it may go",
            ) from None

    def _place(self, offset: int) -> str:
        line = self.path.read_bytes()[:offset].count(b"\n") + 1
        return f"{self.path}, line {line}"


def _end_of_last_line(file: BinaryIO) -> int:
    """How many bytes there are up to and with the last line end."""
    end = file.seek(0, os.SEEK_END)
    while end > 0:
        start = max(0, end - TAIL)
        file.seek(start)
        if (place := file.read(end - start).rfind(b"\n")) >= 0:
            return start + place + 1
        end = start
    return 0


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True
