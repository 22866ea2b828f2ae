"""The vault: every text and every byte that came in, under its SHA-256, and the log of how it came.

::

    vault/
      log.jsonl     one line for each version of a report: metadata, hashes, origin, when
      id            what tells this case from all others, also in a shared database
      4e/4e07…      the bytes whose SHA-256 is 4e07…; a text is kept as UTF-8

The log and the files are all that an index needs in order to be built anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from tollbook.preserve.files import UNFINISHED, file_errors, write_whole
from tollbook.preserve.journal import Journal
from tollbook.records import Exhibit, Report, TollbookError, Version, wire

WRITERS = 16
IDENTITY = re.compile("[0-9a-f]{32}")
LOG = "log.jsonl"
"""The log of the vault, inside it."""
FINGERPRINT = "fingerprint"
"""Under this name a line of the log carries the hash of everything else in it."""
METADATA = tuple(f.name for f in fields(Version) if f.name != "exhibit")


class Keepable(Protocol):
    """A report with the bytes it was read from: what ``collect`` delivers."""

    @property
    def report(self) -> Report:
        """The report."""

    @property
    def origin(self) -> str:
        """Where it was found: file and line."""

    @property
    def raw(self) -> bytes:
        """The bytes as they were found."""

    @property
    def media_type(self) -> str:
        """What the bytes are, such as ``text/html``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as the log says: the file, and what is wrong with it."""

    path: Path
    what: str


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class Vault:
    """Keeps what came in. Nothing in it is ever changed or removed."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = now) -> None:
        self.path = path
        self.log = Journal(path / LOG)
        self._clock = clock

    @property
    def identity(self) -> str:
        """What tells this case from all others; made at the first call and kept in the file ``id``."""
        path = self.path / "id"
        with file_errors(path):
            if not path.exists():
                write_whole(path, f"{uuid4().hex}\n".encode())
            identity = path.read_bytes().decode("ascii", "replace").strip()
        if not IDENTITY.fullmatch(identity):
            raise TollbookError("not what Tollbook wrote there", str(path), "restore it from a copy, or delete it")
        return identity

    def clear_unfinished(self) -> None:
        """Remove what writes left that were killed. The caller holds the lock, so that none is still going on."""
        with file_errors(self.path):
            for path in self.path.glob(f"*/{UNFINISHED}*"):
                path.unlink()

    def keep(self, found: Iterable[Keepable]) -> tuple[Version, ...]:
        """Keep texts and bytes, and then log them; in this order, so that the log never promises what is not there.

        Many at once cost little more than one: a disk confirms many writes together (200 reports: four times as fast).
        TollbookError if metadata cannot be written as UTF-8, or if the file system refuses.
        """
        found = tuple(found)
        versions = tuple(map(self._version, found))
        lines = b"".join(map(self._line, versions))
        contents = {version.exhibit.sha256: one.raw for version, one in zip(versions, found, strict=True)}
        contents |= {version.text_hash: one.report.text.encode() for version, one in zip(versions, found, strict=True)}
        with ThreadPoolExecutor(WRITERS) as threads:
            for _ in threads.map(self._store, contents, contents.values()):
                pass
        if versions:
            self.log.append(lines)
        return versions

    def versions(self, after: int = 0) -> Iterator[tuple[Version, int]]:
        """What the log lists behind its first ``after`` bytes, oldest first, with the number of bytes up to there."""
        for value, end in self.log.lines(after):
            with self.log.naming(end):
                version = _logged(value)
            yield version, end

    def text(self, digest: str) -> str:
        """The text with this hash. TollbookError if it is not there or has been altered."""
        path = self._file(digest)
        with file_errors(path):
            if not path.exists():
                raise TollbookError("a file that was kept is missing", str(path), "restore it from a copy")
            content = path.read_bytes()
        if sha256(content).hexdigest() != digest:
            raise TollbookError("the file has been altered since it was kept", str(path), "restore it from a copy")
        return content.decode()

    def require_log(self) -> None:
        """TollbookError if files are kept and the log that says what they are is gone."""
        if not self.log.path.exists() and any(self.path.glob("*/*")):
            do = "restore it from a copy of the case: nothing else says what the kept files are"
            raise TollbookError("the log of the vault is missing", str(self.log.path), do)

    def report(self, version: Version) -> Report:
        """The report of this version, with its text."""
        metadata = {name: getattr(version, name) for name in METADATA if name != "text_hash"}
        return Report(text=self.text(version.text_hash), **metadata)

    def verify(self) -> Iterator[Problem]:
        """Read every file and name each that is missing, altered, or not accounted for by the log."""
        expected = {digest for version, _ in self.versions() for digest in (version.text_hash, version.exhibit.sha256)}
        present = {path.name: path for path in sorted(self.path.glob("*/*"))}
        yield from (Problem(self._file(digest), "missing") for digest in sorted(expected - set(present)))
        for name, path in present.items():
            if name.startswith(UNFINISHED):
                yield Problem(path, "left by an interruption; the next collect removes it")
            elif name not in expected:
                yield Problem(path, "not in the log: from an interrupted collect (run it again), or not from Tollbook")
            elif path != self._file(name) or _digest(path) != name:
                yield Problem(path, "altered: the content is not what its name says")

    def _file(self, digest: str) -> Path:
        return self.path / digest[:2] / digest

    def _version(self, found: Keepable) -> Version:
        exhibit = Exhibit(
            sha256=sha256(found.raw).hexdigest(),
            size=len(found.raw),
            origin=found.origin,
            collected=self._clock().isoformat(),
            media_type=found.media_type,
        )
        return Version(exhibit=exhibit, **{name: getattr(found.report, name) for name in METADATA})

    def _line(self, version: Version) -> bytes:
        return self.log.line(wire.encode(version) | {FINGERPRINT: wire.fingerprint(version)})

    def _store(self, digest: str, content: bytes) -> None:
        path = self._file(digest)
        with file_errors(path):
            if not path.exists():
                write_whole(path, content)


def _logged(value: Any) -> Version:
    """The version on a line of the log, which must be as it was written."""
    # The hash of the line and not of the record: a later Tollbook may know more fields.
    stated = value.pop(FINGERPRINT, None) if isinstance(value, dict) else None
    if stated != wire.fingerprint(value):
        raise TollbookError("altered since it was written", "version", "restore the file from a copy")
    return wire.decode(Version, value, "version")


def _digest(path: Path) -> str:
    with file_errors(path), path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
