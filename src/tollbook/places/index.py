"""The built-in index as one SQLite file in the user's cache: built once, then open in milliseconds."""

from __future__ import annotations

import os
import sqlite3
import warnings
from pathlib import Path

from tollbook.places.catalogue import entries, version
from tollbook.places.spelling import fold, skeleton
from tollbook.records import PlaceChain

#: The folder where Tollbook keeps what it can build again: the index of places (about 20 MB). Without it,
#: `tollbook` in `XDG_CACHE_HOME`, else in `~/.cache`.
CACHE = "TOLLBOOK_CACHE"

TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, chain TEXT NOT NULL, population INTEGER NOT NULL);
CREATE TABLE name (folded TEXT, place INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID;
"""
# Ids are given best first, so this is also the order of the answer.
FIND = """
SELECT place.chain, place.population FROM name JOIN place ON place.id = name.place
WHERE name.folded = ? ORDER BY place.id
"""
ALIKE = "~"
"""Before a key of the table that is a name's skeleton: no folded name begins with it."""
Ranked = tuple[PlaceChain, int]
"""A place, and how many live there."""


class Index:
    """Names to places. Reads from the cache; builds it where it is missing, out of date or damaged."""

    def __init__(self) -> None:
        self._use(_open())

    def find(self, folded: str) -> tuple[Ranked, ...]:
        """Every place with this folded name, best first."""
        return self._find(folded)

    def alike(self, folded: str) -> tuple[Ranked, ...]:
        """Every place with a name that is written like this one, best first."""
        return self._find(ALIKE + skeleton(folded))

    def _find(self, key: str) -> tuple[Ranked, ...]:
        if self._process != os.getpid():
            # SQLite forbids to use a connection that the parent process has opened.
            self._use(_open())
        try:
            return self._places(key)
        except sqlite3.DatabaseError:
            self.close()
            self._use(_rebuild())
            return self._places(key)

    def close(self) -> None:
        """Give the file back; nothing can be found afterwards."""
        self._connection.close()

    def _use(self, connection: sqlite3.Connection) -> None:
        self._connection, self._process = connection, os.getpid()

    def _places(self, key: str) -> tuple[Ranked, ...]:
        rows = self._connection.execute(FIND, (key,))
        return tuple((tuple(chain.split("\n")), population) for chain, population in rows)


def cache_file() -> Path:
    """Where the index for this version of the data is kept. RuntimeError if the user has no home folder."""
    if named := os.environ.get(CACHE):
        folder = Path(named)
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        # The XDG specification tells programs to ignore a relative path.
        folder = (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "tollbook"
    return folder / f"places-{version()}.sqlite3"


def _open() -> sqlite3.Connection:
    try:
        return _read(cache_file())
    except (OSError, RuntimeError, sqlite3.DatabaseError):
        return _rebuild()


def _read(path: Path) -> sqlite3.Connection:
    """Open a finished index. An error where it is missing, cut off, or not an index at all."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        _check(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    ((pages,), (size,)) = (connection.execute(f"PRAGMA {what}").fetchone() for what in ("page_count", "page_size"))
    connection.execute(FIND, ("",)).fetchall()
    if pages * size != path.stat().st_size:
        raise sqlite3.DatabaseError("the file is cut off")


def _rebuild() -> sqlite3.Connection:
    try:
        path = cache_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path)
        return _read(path)
    except (OSError, RuntimeError, sqlite3.DatabaseError) as error:
        warnings.warn(
            f"the index of places cannot be kept ({error}); it is built again in every process, which takes seconds. "
            f"Name a folder that can be written in {CACHE}",
            stacklevel=2,
        )
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(connection)
        return connection


def _write(path: Path) -> None:
    """Build beside ``path`` and move into place: another process sees the whole file or none."""
    import tempfile

    number, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(number)
    temporary = Path(name)
    try:
        connection = sqlite3.connect(temporary)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            _fill(connection)
        finally:
            connection.close()
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    for outdated in path.parent.glob("places-*.sqlite3"):
        if outdated != path:
            outdated.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection) -> None:
    connection.executescript(TABLES)
    names: set[tuple[str, int]] = set()
    with connection:
        for number, entry in enumerate(entries()):
            connection.execute("INSERT INTO place VALUES (?, ?, ?)", (number, "\n".join(entry.chain), entry.population))
            folded = set(filter(None, map(fold, entry.names)))
            names.update((name, number) for name in folded)
            names.update((ALIKE + key, number) for key in map(skeleton, folded) if key)
        connection.executemany("INSERT INTO name VALUES (?, ?)", sorted(names))
