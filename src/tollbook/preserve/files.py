"""Files that appear whole or not at all, and errors of the file system in words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from tollbook.records import TollbookError

#: How a file is called while it is being written; whatever has this name was interrupted.
UNFINISHED = ".unfinished-"

REMEDIES = {
    errno.EACCES: "give your user the rights on it, or choose another folder",
    errno.EPERM: "give your user the rights on it, or choose another folder",
    errno.EROFS: "copy the case to a disk that can be written",
    errno.ENOSPC: "make room on the disk, then run the command again",
    errno.EDQUOT: "make room on the disk, then run the command again",
    errno.ENOENT: "check the name",
    errno.EEXIST: "move away what is there, or choose another name",
    errno.ENOTDIR: "move away the file that stands where a folder is needed",
    errno.EISDIR: "move away the folder that stands where a file is needed",
}


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn an error of the file system into a TollbookError that says what to do.

    >>> with file_errors(Path("coast")):
    ...     raise OSError(errno.ENOSPC, "No space left on device")
    Traceback (most recent call last):
    tollbook.records.errors.TollbookError: coast: No space left on device. What to do: make room on the disk, ...
    """
    try:
        yield
    except OSError as error:
        remedy = REMEDIES.get(error.errno or 0, "check the disk, then run the command again")
        raise TollbookError(error.strerror or str(error), str(error.filename or path), remedy) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that after any interruption it is there with all its bytes, or not there.

    The folder is made if need be. TollbookError if the file system refuses.
    """
    with file_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{UNFINISHED}{uuid4().hex}")
        try:
            with unfinished.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder survive a loss of power, as fsync does for the bytes of a file."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
