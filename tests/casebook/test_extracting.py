"""Only what is stale is read again; what is finished is kept."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tollbook import casebook
from tollbook.casebook import Casebook, ExtractOutcome
from tollbook.collect import Defaults
from tollbook.records import UsageError

Write = Callable[[str, str], Path]


@pytest.fixture
def three(case: Casebook, write: Write) -> Casebook:
    case.collect([write(name, f"{number} killed.") for number, name in enumerate("abc", 1)])
    return case


def test_every_report_is_read_once(three: Casebook, stages: Any) -> None:
    assert three.extract() == ExtractOutcome(done=3, reused=0)
    assert three.extract() == ExtractOutcome(done=0, reused=3)
    assert stages.read == ("a", "b", "c")
    assert [extraction.report.id for extraction in three.extractions()] == ["a", "b", "c"]


def test_only_a_changed_report_is_read_again(three: Casebook, write: Write, stages: Any) -> None:
    three.extract()
    three.collect([write("b", "5 killed.")])
    assert three.stale() == 1
    assert three.extract() == ExtractOutcome(done=1, reused=3)
    assert stages.read == ("a", "b", "c", "b")


def test_another_extractor_or_definition_makes_everything_stale(three: Casebook, stages: Any) -> None:
    three.extract()
    stages.version = "2"
    assert three.stale() == 3
    assert three.extract().done == 3
    three.close()
    path = three.path / "tollbook.toml"
    path.write_text(path.read_text() + '\n[[source]]\nid = "SOHR"\n')
    with casebook.open_case(three.path) as opened:
        assert opened.stale() == 3
        assert opened.extract().done == 3


def test_figures_from_stale_readings_are_said_to_be_so(three: Casebook, caplog: pytest.LogCaptureFixture) -> None:
    assert three.extractions() == ()
    assert "3 of its reports not read as the case stands now" in caplog.text
    assert three.provenance()["stale"] == "3"
    three.extract()
    assert "stale" not in three.provenance()


def test_a_report_that_cannot_be_read_does_not_stop_the_others(case: Casebook, write: Write) -> None:
    case.collect([write("a", "1 killed.")], Defaults(language="xx"))
    case.collect([write("b", "2 killed.")])
    outcome = case.extract()
    assert (outcome.done, outcome.reused) == (1, 0)
    assert [(failure.id, failure.error.what) for failure in outcome.failures] == [("a", "no lexicon for 'xx'")]
    assert case.stale() == 1


def test_an_altered_text_is_a_failure_and_not_a_number(three: Casebook) -> None:
    (report, *_) = three.reports()
    (three.path / "vault" / report.text_hash[:2] / report.text_hash).write_text("9 killed.")
    outcome = three.extract()
    assert [(failure.id, failure.error.what) for failure in outcome.failures] == [
        ("a", "the file has been altered since it was kept")
    ]
    assert [problem.what[:7] for problem in three.verify()] == ["altered"]


def test_progress_counts_what_was_read_before(three: Casebook, write: Write) -> None:
    three.extract()
    three.collect([write("d", "4 killed.")])
    seen: list[tuple[int, int]] = []
    three.extract(on_progress=lambda done, total: seen.append((done, total)))
    assert seen == [(4, 4)]


def test_an_interruption_keeps_what_was_finished(three: Casebook, stages: Any) -> None:
    def interrupt(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        three.extract(on_progress=interrupt)
    assert [extraction.report.id for extraction in three.extractions()] == ["a", "b"]
    assert three.extract() == ExtractOutcome(done=1, reused=2)
    assert stages.read == ("a", "b", "c")


@pytest.mark.parametrize("workers", [0, -1])
def test_there_is_at_least_one_worker(three: Casebook, workers: int) -> None:
    with pytest.raises(UsageError, match=f"{workers} workers"):
        three.extract(workers)


# With the real extractor, in processes of their own


def make(folder: Path, number: int) -> Path:
    reports = folder / "reports"
    reports.mkdir()
    for n in range(number):
        (reports / f"{n:03}.txt").write_text(f"Two people were killed in village {n}, officials said.")
    with casebook.create(folder / "coast", "Coast") as case:
        case.collect([reports])
    return folder / "coast"


def test_several_workers_read_what_one_reads(tmp_path: Path) -> None:
    with casebook.open_case(make(tmp_path, 9)) as case:
        assert case.extract(workers=2) == ExtractOutcome(done=9, reused=0)
        several = case.extractions()
        case.rebuild()
        assert case.extractions() == several
        assert len(several) == 9


INTERRUPTED = """
import sys, time
from tollbook import casebook

def tell(done, total):
    print(done, flush=True)
    if done == 3:
        time.sleep(60)

with casebook.open_case(sys.argv[1]) as case:
    case.extract(workers=int(sys.argv[2]), on_progress=tell)
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_keeps_what_was_finished_and_the_next_run_goes_on(tmp_path: Path, workers: int) -> None:
    path = make(tmp_path, 12)
    command = [sys.executable, "-c", INTERRUPTED, str(path), str(workers)]
    # A group of its own, so that all of it gets the signal, as from a terminal.
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout
    while process.stdout.readline() != "3\n":
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGINT
    assert errors.count("Traceback") <= 1, "the workers are silent"
    with casebook.open_case(path) as case:
        assert case.extract() == ExtractOutcome(done=9, reused=3)
