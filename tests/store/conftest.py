from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:  # at run time late: pytest-django forbids the database if Django is configured before the tests start
    from tollbook.store.repository import Repository


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test that asks for it runs on both databases."""
    monkeypatch.delenv("TOLLBOOK_DATABASE_URL", raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv("TOLLBOOK_DATABASE_URL", request.getfixturevalue("postgresql_url"))
    return str(request.param)


@pytest.fixture
def repository(database: str, tmp_path: Path) -> "Iterator[Repository]":
    """The index of a new case."""
    from tollbook.store import close_store, open_store
    from tollbook.store.repository import Seen

    opened = open_store(tmp_path, uuid4().hex)
    opened.make_ready()
    opened.note_seen(Seen(0, "", ""))
    yield opened
    close_store()
