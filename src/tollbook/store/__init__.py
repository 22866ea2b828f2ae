"""The index of a case in a database: SQLite in the case's folder, or PostgreSQL by ``TOLLBOOK_DATABASE_URL``.

Importing this package configures Django, unless somebody has done so already; nothing else in Tollbook imports Django.
Whatever is stored here can be built anew from the files of the case.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.store.connection import configure, connect, disconnect

if TYPE_CHECKING:
    from tollbook.store.repository import Repository

configure()


def open_store(folder: Path, case: str) -> Repository:
    """The index of the case in ``folder``, whose identity is ``case``.

    A process opens one case at a time, because Django has one database: TollbookError for a second folder
    until ``close_store`` has been called as often as ``open_store``.
    """
    connect(folder)
    from tollbook.store.repository import Repository

    return Repository(case)


def close_store() -> None:
    """Undo one ``open_store``."""
    disconnect()


__all__ = ["close_store", "open_store"]
