"""Which database the process uses, and how: the only place that touches Django's settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tollbook.records import TollbookError, UsageError

#: URL of a PostgreSQL database that holds the index instead of the file in the case: `postgresql://user:password@host:5432/name`.
DATABASE_URL = "TOLLBOOK_DATABASE_URL"
FILE_NAME = "tollbook.sqlite3"

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",  # a transaction that begins by reading would fail, not wait, once it writes
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
}


class _State:
    """What this process has open."""

    configured_here = False
    folder: Path | None = None
    opened = 0


def configure() -> None:
    """Configure Django for the store alone, unless an application has configured it already."""
    import django
    from django.conf import settings

    from tollbook.store import settings as own

    if settings.configured:
        return
    # A notebook runs an event loop in the thread that calls us. Django would refuse, though nobody else uses it.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    settings.configure(INSTALLED_APPS=own.INSTALLED_APPS, USE_TZ=own.USE_TZ)
    django.setup()
    _State.configured_here = True


def connect(folder: Path) -> None:
    """Point Django to the database of the case in ``folder``; TollbookError if another case is open."""
    folder = folder.resolve()
    if _State.opened and _State.folder != folder:
        what = f"this process has the case {_State.folder} open"
        raise UsageError(what, str(folder), "close that one first, or start a second process")
    if not _State.opened and _State.configured_here:
        _use(database(os.environ.get(DATABASE_URL), folder))
    _State.folder = folder
    _State.opened += 1


def disconnect() -> None:
    """Undo one ``connect``; the last one closes the database."""
    from django.db import connections

    _State.opened -= 1
    if not _State.opened and _State.configured_here:
        connections.close_all()


def database(url: str | None, folder: Path) -> dict[str, Any]:
    """Django's settings for a URL, or for the file in ``folder`` where there is none.

    >>> database("postgresql://clerk@db.example/tolls", Path("coast"))["HOST"]
    'db.example'
    """
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / FILE_NAME, "OPTIONS": SQLITE_OPTIONS}
    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        port = parts.port or ""
    except ValueError:
        raise _bad_url() from None
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
        raise _bad_url()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": port,
        "OPTIONS": options,
    }


def _bad_url() -> UsageError:
    # The value is not repeated: it may contain a password.
    return UsageError(
        "not the URL of a PostgreSQL database", DATABASE_URL, "write postgresql://user:password@host:5432/name"
    )


def _use(settings: dict[str, Any]) -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        del connections[connection.alias]
    connections.settings.update(connections.configure_settings({"default": settings}))


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn an error of the database into a TollbookError that says what to do, without the address or a password."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, InterfaceError, OperationalError

    try:
        yield
    except ImproperlyConfigured as error:
        raise TollbookError("the PostgreSQL driver is missing", DATABASE_URL, "install tollbook[postgresql]") from error
    except (DatabaseError, InterfaceError) as error:
        if not os.environ.get(DATABASE_URL):
            do = "check that the folder can be written; a damaged index can be deleted, it is built anew from the case"
            where = str(_State.folder and _State.folder / FILE_NAME)
            raise TollbookError(f"the index cannot be used ({error})", where, do) from error
        # The message of a server names its address and user.
        is_silent = isinstance(error, OperationalError | InterfaceError)
        what = "the database does not answer" if is_silent else f"the database refuses ({type(error).__name__})"
        do = "check the address, the password, the rights of the user, and whether the server runs"
        raise TollbookError(what, DATABASE_URL, do) from error
