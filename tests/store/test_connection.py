import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from tollbook.records import TollbookError, UsageError
from tollbook.store import close_store, open_store
from tollbook.store.connection import DATABASE_URL, database


@pytest.fixture(autouse=True)
def _no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATABASE_URL, raising=False)


def pragma(name: str) -> object:
    from django.db import connection

    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_sqlite_is_set_to_survive_a_loss_of_power(tmp_path: Path) -> None:
    open_store(tmp_path, "case").make_ready()
    full = 2
    assert (pragma("journal_mode"), pragma("synchronous")) == ("wal", full)
    close_store()
    assert [path.name for path in tmp_path.iterdir()] == ["tollbook.sqlite3"]


def test_a_second_folder_is_refused_until_the_first_is_closed(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    open_store(first, "first").make_ready()
    with pytest.raises(UsageError, match="close that one first"):
        open_store(second, "second")
    assert open_store(first, "first").is_ready()
    close_store()
    close_store()
    assert not open_store(second, "second").is_ready()
    close_store()


def test_tables_of_a_newer_tollbook_are_refused(tmp_path: Path) -> None:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    repository = open_store(tmp_path, "case")
    repository.make_ready()
    MigrationRecorder(connection).record_applied("store", "0999_estimates")
    with pytest.raises(TollbookError) as caught:
        repository.is_ready()
    close_store()
    assert "0999_estimates" in caught.value.what
    assert "later" in caught.value.do


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "tollbook.sqlite3").write_bytes(b"this is no database " * 100)
    repository = open_store(tmp_path, "case")
    with pytest.raises(TollbookError, match=r"tollbook\.sqlite3: .*built anew"):
        repository.is_ready()
    close_store()


def test_a_server_that_does_not_answer_is_a_clear_error_without_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE_URL, f"postgresql://clerk:secret@/tolls?host={tmp_path}")
    repository = open_store(tmp_path, "case")
    with pytest.raises(TollbookError, match=f"{DATABASE_URL}: the database does not answer") as caught:
        repository.is_ready()
    close_store()
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "postgresql://host:port/name", "nonsense"])
def test_an_address_that_is_none_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        database(url, Path("case"))
    assert url not in str(caught.value)


def test_an_address_may_name_everything() -> None:
    settings = database("postgresql://cl%40rk:p%2Fw@db.example:5433/tolls?sslmode=require", Path("case"))
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    assert [settings[name] for name in names] == ["tolls", "cl@rk", "p/w", "db.example", 5433, {"sslmode": "require"}]


def test_the_committed_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    from django.core.management import call_command

    open_store(tmp_path, "case")
    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)
    close_store()


def test_a_case_can_be_opened_where_an_event_loop_runs(tmp_path: Path) -> None:
    async def notebook() -> bool:
        repository = open_store(tmp_path, "case")
        repository.make_ready()
        return repository.is_ready()

    assert asyncio.run(notebook())
    close_store()


def test_an_application_that_has_configured_django_keeps_its_settings(tmp_path: Path) -> None:
    script = f"""
import django, pathlib
from django.conf import settings
settings.configure(
    INSTALLED_APPS=["tollbook.store"],
    DATABASES={{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": {str(tmp_path / "own.db")!r}}}}},
)
django.setup()
from tollbook.store import open_store
repository = open_store(pathlib.Path({str(tmp_path)!r}), "case")
repository.make_ready()
"""
    subprocess.run([sys.executable, "-c", script], check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["own.db"]
