"""Reports into a case: versions, repetition, interruption."""

import json
import shutil
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tollbook import casebook
from tollbook.casebook import Casebook
from tollbook.casebook.collecting import BATCH
from tollbook.collect import Collected, Defaults
from tollbook.preserve import Journal, Vault
from tollbook.records import Report, TollbookError, UsageError

Write = Callable[[str, str], Path]


def test_a_new_case_is_a_commented_definition_and_nothing_else(tmp_path: Path) -> None:
    with casebook.create(tmp_path / "coast", 'The "coast"') as case:
        assert case.definition.name == 'The "coast"'
        assert case.reports() == ()
        assert case.judgements() == ()
    assert (tmp_path / "coast" / "judgements.jsonl").read_bytes() == b""


def test_a_case_is_not_made_inside_another(case: Casebook) -> None:
    with pytest.raises(UsageError, match="a case inside another case"):
        casebook.create(case.path / "reports" / "coast", "Coast")
    assert not (case.path / "reports").exists()


def test_a_case_is_never_made_over_something_else(tmp_path: Path) -> None:
    casebook.create(tmp_path / "coast", "Coast").close()
    with pytest.raises(UsageError, match="there is a case already"):
        casebook.create(tmp_path / "coast", "Coast")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "1.jpg").write_bytes(b"")
    with pytest.raises(UsageError, match="the folder is not empty"):
        casebook.create(tmp_path / "photos", "Coast")
    with pytest.raises(TollbookError, match="where a folder is needed"):
        casebook.create(tmp_path / "photos" / "1.jpg", "Coast")


def test_what_is_no_case_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tollbook new"):
        casebook.open_case(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("taken", ["vault", "judgements.jsonl", "tollbook.sqlite3", ".lock"])
def test_something_else_in_the_place_of_a_file_is_a_clear_error(tmp_path: Path, taken: str) -> None:
    casebook.create(tmp_path / "coast", "Coast").close()
    path = tmp_path / "coast" / taken
    if path.is_dir():
        shutil.rmtree(path)
        path.write_bytes(b"")
    else:
        path.unlink()
        path.mkdir()
    with pytest.raises(TollbookError) as caught, casebook.open_case(tmp_path / "coast") as case:
        case.extract()
    assert taken in caught.value.where
    assert caught.value.do


def test_a_folder_with_only_a_definition_is_a_case(tmp_path: Path) -> None:
    (tmp_path / "tollbook.toml").write_text("[case]\nname = 'Coast'\n")
    with casebook.open_case(tmp_path) as case:
        assert case.reports() == ()


def test_reports_are_kept_as_they_were_given(case: Casebook, write: Write) -> None:
    path = write("a", "2 killed.\r\nقتيلان\n")
    outcome = case.collect([path], Defaults(published="2025-03-08", publisher="SANA"))
    (report,) = case.reports()
    assert outcome.added == ("a",)
    assert (report.text, report.published, report.publisher) == ("2 killed.\r\nقتيلان\n", "2025-03-08", "SANA")


def test_the_same_report_again_changes_nothing(case: Casebook, write: Write) -> None:
    path = write("a", "2 killed.")
    case.collect([path])
    log = case.path / "vault" / "log.jsonl"
    before = log.read_bytes()
    assert case.collect([path]).unchanged == ("a",)
    assert log.read_bytes() == before


def test_another_text_under_the_same_id_is_a_new_version_and_both_are_kept(case: Casebook, write: Write) -> None:
    case.collect([write("a", "2 killed.\nThe rest stays.")])
    assert case.collect([write("a", "3 killed.\nThe rest stays.")]).new_versions == ("a",)
    assert [report.text for report in case.versions("a")] == [
        "2 killed.\nThe rest stays.",
        "3 killed.\nThe rest stays.",
    ]
    assert [report.text for report in case.reports()] == ["3 killed.\nThe rest stays."]


def test_the_difference_between_two_versions_can_be_seen(case: Casebook, write: Write) -> None:
    case.collect([write("a", "2 killed.\nThe rest stays.")])
    assert case.difference("a") == ""
    case.collect([write("a", "3 killed.\nThe rest stays.")])
    changed = [
        line for line in case.difference("a").splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]
    assert changed == ["-2 killed.", "+3 killed."]


def test_a_page_that_goes_back_to_its_old_text_is_a_third_version(case: Casebook, write: Write) -> None:
    for text in ("2 killed.", "3 killed.", "2 killed."):
        case.collect([write("a", text)])
    assert [report.text for report in case.versions("a")] == ["2 killed.", "3 killed.", "2 killed."]
    assert [report.text for report in case.reports()] == ["2 killed."]


def test_another_publication_date_is_a_new_version_of_the_same_text(case: Casebook, write: Write) -> None:
    path = write("a", "2 killed.")
    case.collect([path])
    assert case.collect([path], Defaults(published="2025-03-08")).new_versions == ("a",)
    assert [report.published for report in case.versions("a")] == [None, "2025-03-08"]


def test_an_id_that_occurs_twice_in_a_stream_is_an_error_and_the_first_is_kept(case: Casebook, tmp_path: Path) -> None:
    lines = [{"id": "a", "text": "2 killed."}, {"id": "a", "text": "3 killed."}, {"id": "b", "text": "4 killed."}]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    outcome = case.collect([path])
    assert outcome.added == ("a", "b")
    (failure,) = outcome.failures
    assert "line 2" in failure.error.where
    assert [report.text for report in case.reports()] == ["2 killed.", "4 killed."]


def test_a_very_long_id_is_refused_and_the_others_go_on(case: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    lines = [{"id": "a" * 501, "text": "2 killed."}, {"id": "b" * 500, "text": "3 killed."}]
    path.write_text("\n".join(map(json.dumps, lines)))
    outcome = case.collect([path])
    assert [failure.error.what for failure in outcome.failures] == ["an id of 501 characters"]
    assert outcome.added == ("b" * 500,)


def test_a_guessed_encoding_is_told(case: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("قتل اثنا عشر شخصاً في بانياس، بينهم طفل".encode("windows-1256"))
    (note,) = case.collect([path]).notes
    assert "windows-1256" in note


@pytest.mark.parametrize("inside", [".", "vault", "vault/../vault"])
def test_a_case_is_not_collected_into_itself(case: Casebook, inside: str) -> None:
    with pytest.raises(UsageError, match="the case's own files"):
        case.collect([case.path / inside])


def test_a_folder_around_a_case_is_collected_without_it(case: Casebook, write: Write) -> None:
    write("a", "2 killed.")
    (case.path / "page.html").write_text("<p>Five people were killed.</p>")
    assert case.collect([case.path.parent]).added == ("a",)


def test_an_interruption_waits_until_what_was_read_is_kept(
    case: Casebook, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = Journal.append

    def interrupted(journal: Journal, lines: bytes) -> None:
        signal.raise_signal(signal.SIGINT)
        append(journal, lines)

    monkeypatch.setattr(Journal, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        case.collect([write("a", "2 killed.")])
    assert [report.id for report in case.reports()] == ["a"]
    assert case.verify() == ()


def test_what_a_killed_collect_left_is_removed_by_the_next(case: Casebook, write: Write) -> None:
    case.collect([write("a", "2 killed.")])
    left = next((case.path / "vault").glob("*/*")).with_name(".unfinished-0")
    left.write_bytes(b"2 kil")
    assert [problem.path for problem in case.verify()] == [left]
    case.collect([write("a", "2 killed.")])
    assert case.verify() == ()


def test_an_unknown_report_has_no_versions(case: Casebook) -> None:
    with pytest.raises(UsageError, match="no report 'a'"):
        case.versions("a")


@pytest.mark.parametrize("moment", ["before the log", "after the log"])
def test_an_interruption_keeps_all_or_nothing_of_what_is_written_together(
    case: Casebook, write: Write, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    paths = [write(name, f"{number} killed.") for number, name in enumerate("abc", 1)]
    append = Journal.append

    def interrupted(journal: Journal, lines: bytes) -> None:
        if moment == "after the log":
            append(journal, lines)
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        case.collect(paths)
    monkeypatch.undo()
    path = case.path
    case.close()
    kept = {"before the log": (), "after the log": ("a", "b", "c")}[moment]
    with casebook.open_case(path) as opened:
        assert tuple(report.id for report in opened.reports()) == kept
        assert opened.collect(paths).unchanged == kept
        assert [report.id for report in opened.reports()] == ["a", "b", "c"]
        assert opened.verify() == ()


def test_an_interruption_while_reading_keeps_what_was_read(case: Casebook, write: Write) -> None:
    paths = [write(name, f"{number} killed.") for number, name in enumerate("abc", 1)]
    calls = count(1)

    def interrupt(done: int, total: int | None) -> None:
        if next(calls) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        case.collect(paths, on_progress=interrupt)
    assert [report.id for report in case.reports()] == ["a", "b"]
    assert case.collect(paths).unchanged == ("a", "b")


def test_many_reports_are_kept_in_batches_that_are_all_there(case: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps({"id": f"r{n}", "text": f"{n} killed."}) + "\n" for n in range(2 * BATCH + 1)))
    assert len(case.collect([path]).added) == 2 * BATCH + 1
    assert [report.text for report in case.reports()] == [f"{n} killed." for n in range(2 * BATCH + 1)]
    assert case.verify() == ()


def test_what_the_log_has_and_the_index_has_not_is_there_after_opening(case: Casebook, write: Write) -> None:
    case.collect([write("a", "2 killed.")])
    case.close()
    Vault(case.path / "vault").keep([Collected(Report("3 killed.", id="b"), "b.txt", b"3 killed.", "text/plain")])
    with casebook.open_case(case.path) as opened:
        assert [report.id for report in opened.reports()] == ["a", "b"]


def test_a_log_that_lost_its_end_is_what_the_case_is(
    case: Casebook, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    case.collect([write("a", "2 killed."), write("b", "3 killed.")])
    log = case.path / "vault" / "log.jsonl"
    case.close()
    log.write_bytes(log.read_bytes()[:-20])
    with casebook.open_case(case.path) as opened:
        assert [report.id for report in opened.reports()] == ["a"]
    assert "the last line was cut off" in caplog.text
    assert "the index is built anew" in caplog.text
