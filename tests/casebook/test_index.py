"""The index is made from the files of the case, for one writer and any number of readers; on both databases."""

import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tollbook import casebook
from tollbook.casebook import Casebook
from tollbook.collect import Collected
from tollbook.preserve import LockedError, Vault
from tollbook.records import Judgement, Report, TollbookError, UsageError

Write = Callable[[str, str], Path]
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def full(database: str, case: Casebook, write: Write) -> Casebook:
    """A case with versions, extractions and judgements."""
    case.collect([write("a", "10 killed: 6 killed here."), write("b", "2 killed.")])
    case.extract()
    case.judge("reject", case.extractions()[0].claims[1].id, by="مارا", why="counted twice")
    case.collect([write("b", "3 killed.")])
    case.extract()
    case.judge("accept", case.extractions()[0].claims[0].id, by="omar", why="right")
    return case


def rows(case: Casebook) -> dict[str, list[dict[str, Any]]]:
    """Everything that the database has of the case."""
    from django.apps import apps

    (identity,) = [(case.path / "vault" / "id").read_text().strip()]
    tables = {model.__name__: model for model in apps.get_app_config("store").get_models()}
    own = {name: {"id": identity} if name == "Case" else {"case_id": identity} for name in tables}
    return {
        name: list(table._default_manager.filter(**own[name]).order_by("pk").values()) for name, table in tables.items()
    }


def test_an_index_built_anew_is_equal(full: Casebook) -> None:
    before = rows(full)
    assert {name: len(table) for name, table in before.items()} == {
        "Case": 1,
        "Version": 3,
        "Extraction": 3,
        "Claim": 4,
        "Judgement": 2,
    }
    full.rebuild()
    assert rows(full) == before


def test_a_case_without_its_database_file_is_the_same_case(full: Casebook) -> None:
    before, answers = rows(full), (full.extractions(), full.judgements())
    path = full.path
    full.close()
    (path / "tollbook.sqlite3").unlink(missing_ok=True)
    with casebook.open_case(path) as opened:
        opened.extract()
        assert (opened.extractions(), opened.judgements()) == answers
        assert rows(opened) == before


def test_an_index_of_other_files_is_built_anew(
    full: Casebook, write: Write, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Two copies of a case that went different ways, with one database between them."""
    path, copy = full.path, tmp_path / "copy"
    full.close()
    shutil.copytree(path, copy, ignore=shutil.ignore_patterns("*.sqlite3*"))
    with casebook.open_case(path) as opened:
        opened.collect([write("c", "5 killed.")])
        (database,) = [path / "tollbook.sqlite3"]
    if database.exists():
        shutil.copy(database, copy)
    with casebook.open_case(copy) as opened:
        assert [report.id for report in opened.reports()] == ["a", "b"]
        assert len(opened.judgements()) == 2
    assert "the index is built anew" in caplog.text


HOLD = """
import sys
from tollbook.preserve import lock
from pathlib import Path
with lock(Path(sys.argv[1]) / ".lock", "collecting"):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_writer(path: Path) -> Iterator[int]:
    """Another process that is changing the case; its number."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == "held\n"
        yield process.pid
        process.stdin.close()


def test_a_second_writer_is_refused_and_a_reader_may_read(full: Casebook, write: Write) -> None:
    claim = full.extractions()[0].claims[0].id
    path = full.path
    acts: dict[str, Callable[[Casebook], object]] = {
        "collect": lambda case: case.collect([write("c", "5 killed.")]),
        "extract": lambda case: case.extract(),
        "judge": lambda case: case.judge("accept", claim, by="mara", why="right"),
        "rebuild": lambda case: case.rebuild(),
    }
    before = rows(full)
    full.close()
    with another_writer(path) as number, casebook.open_case(path) as opened:
        assert len(opened.extractions()) == 2
        for act in acts.values():
            with pytest.raises(LockedError, match=rf"process {number} \(collecting\) is changing this case"):
                act(opened)
        assert rows(opened) == before
    with casebook.open_case(path) as opened:
        assert opened.collect([write("c", "5 killed.")]).added == ("c",)


def test_a_reader_gets_what_the_writer_has_finished_and_is_told(
    full: Casebook, caplog: pytest.LogCaptureFixture
) -> None:
    path = full.path
    full.close()
    Vault(path / "vault").keep([Collected(Report("3 killed.", id="c"), "c.txt", b"3 killed.", "text/plain")])
    with another_writer(path), caplog.at_level(logging.WARNING), casebook.open_case(path) as opened:
        assert [report.id for report in opened.reports()] == ["a", "b"]
    assert "another process is changing this case" in caplog.text
    with casebook.open_case(path) as opened:
        assert [report.id for report in opened.reports()] == ["a", "b", "c"]


def test_a_process_opens_one_case_at_a_time(full: Casebook, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="close that one first"):
        casebook.create(tmp_path / "other", "Other")
    full.close()
    full.close()
    with casebook.open_case(tmp_path / "other") as other:
        assert other.reports() == ()


def test_a_case_that_could_not_be_opened_does_not_stand_in_the_way(full: Casebook, tmp_path: Path) -> None:
    path = full.path
    full.close()
    broken = tmp_path / "broken"
    casebook.create(broken, "Broken").close()
    (broken / "judgements.jsonl").write_text("{}\n")
    with pytest.raises(TollbookError, match="no 'id'"):
        casebook.open_case(broken)
    with casebook.open_case(path) as opened:
        assert len(opened.reports()) == 2


def test_figures_can_be_traced_to_everything_they_were_made_from(full: Casebook, write: Write, stages: Any) -> None:
    first = full.provenance()
    assert set(first) == {"software", "extractor", "definition", "judgements", "vault"}
    assert full.provenance() == first
    full.judge("accept", full.extractions()[1].claims[0].id, by="mara", why="right")
    second = full.provenance()
    assert {name for name in first if first[name] != second[name]} == {"judgements"}
    full.collect([write("c", "5 killed.")])
    full.extract()
    third = full.provenance()
    assert {name for name in second if second[name] != third[name]} == {"vault"}
    stages.version = "2"
    full.extract()
    assert {name for name in third if third[name] != full.provenance()[name]} == {"extractor"}


def test_who_decided_stands_in_the_judgements_and_the_index_alone(
    full: Casebook, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        made: Judgement = full.judge("accept", full.extractions()[0].claims[0].id, by="zeynep-77", why="right")
    assert made.by == "zeynep-77"
    assert "zeynep-77" not in caplog.text
    holding = [path for path in full.path.rglob("*") if path.is_file() and b"zeynep-77" in path.read_bytes()]
    assert {path.name.split(".")[0] for path in holding} <= {"judgements", "tollbook"}


def test_a_vault_without_its_log_is_refused_and_the_index_is_left_alone(full: Casebook, tmp_path: Path) -> None:
    folder, reports = full.path, full.reports()
    full.close()
    kept = (folder / "vault" / "log.jsonl").rename(tmp_path / "kept.jsonl")
    with pytest.raises(TollbookError, match="the log of the vault is missing"), casebook.open_case(folder) as case:
        case.reports()
    kept.rename(folder / "vault" / "log.jsonl")
    with casebook.open_case(folder) as case:
        assert case.reports() == reports
