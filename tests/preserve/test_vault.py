import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tollbook.preserve import Vault
from tollbook.records import Report, TollbookError

NOON = datetime(2025, 3, 9, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Found:
    report: Report
    origin: str = "a.html"
    raw: bytes = b"<p>Two were killed.</p>"
    media_type: str = "text/html"


REPORT = Report(text="Two were killed.\r\n", id="a", published="2025-03-08", publisher="SANA", title="Toll")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault", clock=lambda: NOON)


def files(vault: Vault) -> Iterator[str]:
    return (path.name for path in vault.path.glob("*/*"))


def test_a_report_comes_back_as_it_was_kept(vault: Vault) -> None:
    (version,) = vault.keep([Found(REPORT)])
    assert vault.report(version) == REPORT
    assert version.matches(REPORT)
    assert [kept for kept, _ in vault.versions()] == [version]


def test_the_log_says_what_came_from_where_and_when(vault: Vault) -> None:
    exhibit = vault.keep([Found(REPORT)])[0].exhibit
    assert (exhibit.origin, exhibit.collected, exhibit.media_type) == ("a.html", NOON.isoformat(), "text/html")
    assert (exhibit.sha256, exhibit.size) == (sha256(Found.raw).hexdigest(), len(Found.raw))


def test_text_and_bytes_lie_under_their_hashes(vault: Vault) -> None:
    vault.keep([Found(REPORT)])
    assert set(files(vault)) == {REPORT.text_hash, sha256(Found.raw).hexdigest()}


def test_the_same_text_of_two_reports_is_one_file(vault: Vault) -> None:
    raw = REPORT.text.encode()
    vault.keep([Found(REPORT, raw=raw), Found(Report(text=REPORT.text, id="b"), raw=raw)])
    assert list(files(vault)) == [REPORT.text_hash]


def test_the_identity_of_a_case_is_made_once(vault: Vault) -> None:
    assert vault.identity == Vault(vault.path).identity
    assert vault.identity != Vault(vault.path.parent / "other").identity


def test_what_was_altered_missing_or_added_is_found(vault: Vault) -> None:
    (version,) = vault.keep([Found(REPORT)])
    assert list(vault.verify()) == []
    text = vault.path / version.text_hash[:2] / version.text_hash
    text.write_bytes(b"Three were killed.")
    (vault.path / version.exhibit.sha256[:2] / version.exhibit.sha256).unlink()
    (text.parent / "notes.txt").write_bytes(b"")
    (text.parent / ".unfinished-x").write_bytes(b"")
    found = {problem.path.name: problem.what for problem in vault.verify()}
    assert found[version.text_hash].startswith("altered")
    assert found[version.exhibit.sha256] == "missing"
    assert found["notes.txt"].startswith("not in the log")
    assert found[".unfinished-x"].startswith("left by an interruption")


def test_an_altered_text_is_never_handed_out(vault: Vault) -> None:
    (version,) = vault.keep([Found(REPORT)])
    (vault.path / version.text_hash[:2] / version.text_hash).write_bytes(b"Three were killed.")
    with pytest.raises(TollbookError, match="altered since it was kept"):
        vault.report(version)


def test_metadata_that_cannot_be_written_leave_no_trace(vault: Vault) -> None:
    with pytest.raises(TollbookError, match="half of a character"):
        vault.keep([Found(REPORT), Found(Report(text="One was killed.", publisher="\udcff"))])
    assert not vault.path.exists()


def test_the_log_promises_nothing_that_is_not_there(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(line: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(vault.log, "append", interrupt)
    with pytest.raises(KeyboardInterrupt):
        vault.keep([Found(REPORT)])
    monkeypatch.undo()
    assert list(vault.versions()) == []
    assert vault.report(*vault.keep([Found(REPORT)])) == REPORT
    assert list(vault.verify()) == []


def test_a_line_of_the_log_that_was_altered_is_named(vault: Vault) -> None:
    vault.keep([Found(REPORT), Found(Report(text="Three.", id="b", published="2025-03-08"))])
    log = vault.path / "log.jsonl"
    first, second = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(first + second.replace(b"2025-03-08", b"2025-03-09"))
    with pytest.raises(TollbookError, match=r"log\.jsonl, line 2, version: altered since it was written"):
        list(vault.verify())


def test_a_line_of_the_log_that_is_no_version_is_named(vault: Vault) -> None:
    vault.keep([Found(REPORT)])
    with (vault.path / "log.jsonl").open("ab") as file:
        file.write(b"[1]\n")
    with pytest.raises(TollbookError, match=r"log\.jsonl, line 2"):
        list(vault.versions())


def test_a_text_that_is_gone_is_asked_for(vault: Vault) -> None:
    (version,) = vault.keep([Found(REPORT)])
    next(vault.path.glob(f"*/{REPORT.text_hash}")).unlink()
    with pytest.raises(TollbookError, match=r"missing.*restore it from a copy"):
        vault.report(version)


@pytest.mark.parametrize("content", [b"", b"\xff\n", b"coast\n"])
def test_an_identity_that_is_not_ours_is_refused(vault: Vault, content: bytes) -> None:
    vault.path.mkdir()
    (vault.path / "id").write_bytes(content)
    with pytest.raises(TollbookError, match="not what Tollbook wrote"):
        _ = vault.identity


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_folder_without_the_right_to_write_is_a_clear_error() -> None:
    with TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        assert in_a_child_process(lambda: Vault(Path(name) / "vault").keep([Found(REPORT)])) == errno.EACCES


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_folder_without_the_right_to_look_inside_is_a_clear_error() -> None:
    with TemporaryDirectory() as name:
        Path(name).chmod(0o000)
        assert in_a_child_process(lambda: Vault(Path(name) / "vault").keep([Found(REPORT)])) == errno.EACCES


def in_a_child_process(act: Callable[[], object]) -> int:
    """Act as somebody who is not root; the number of the system's error behind the TollbookError, else 0."""
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    number = 0
    try:
        if os.geteuid() == 0:
            os.setuid(65534)
        act()
    except TollbookError as error:
        number = error.__cause__.errno or 0 if isinstance(error.__cause__, OSError) else 0
    finally:
        os._exit(number)
