import errno
import os
from pathlib import Path

import pytest

from tollbook.preserve import LockedError, file_errors, lock, write_whole
from tollbook.records import TollbookError


def test_a_file_is_written_with_all_its_bytes(tmp_path: Path) -> None:
    write_whole(tmp_path / "deep" / "name", b"content")
    assert (tmp_path / "deep" / "name").read_bytes() == b"content"


def test_a_file_can_be_read_by_whom_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "name", b"content")
    finally:
        os.umask(before)
    assert (tmp_path / "name").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_an_interrupted_write_leaves_nothing_and_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interruption: BaseException
) -> None:
    path = tmp_path / "name"
    path.write_bytes(b"before")

    def interrupt(descriptor: int) -> None:
        raise interruption

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises((KeyboardInterrupt, TollbookError)):
        write_whole(path, b"after")
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("name", b"before")]


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TollbookError, match="File exists"):
        write_whole(tmp_path / "file" / "name", b"content")


def test_an_error_of_the_file_system_says_what_and_where_and_what_to_do() -> None:
    with pytest.raises(TollbookError) as caught, file_errors(Path("coast")):
        raise PermissionError(errno.EACCES, "Permission denied", "coast/vault")
    assert (caught.value.what, caught.value.where) == ("Permission denied", "coast/vault")
    assert "give your user the rights" in caught.value.do


def test_a_second_writer_is_told_who_the_first_one_is(tmp_path: Path) -> None:
    with (
        lock(tmp_path / "lock", "collecting"),
        pytest.raises(LockedError, match=rf"process {os.getpid()} \(collecting\) is changing this case"),
        lock(tmp_path / "lock", "extracting"),
    ):
        pass


def test_a_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), lock(tmp_path / "lock", "collecting"):
        raise KeyError
    with lock(tmp_path / "lock", "extracting"):
        assert "extracting" in (tmp_path / "lock").read_text()
