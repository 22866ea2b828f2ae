"""One writer at a time, and not interrupted half-way."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tollbook.preserve.files import file_errors
from tollbook.records import TollbookError


class LockedError(TollbookError):
    """Another process holds the lock."""


@contextmanager
def lock(path: Path, doing: str) -> Iterator[None]:
    """Hold the lock file ``path`` while ``doing`` something; LockedError at once if another process holds it.

    The lock belongs to the open file and not to the name: it is gone when the process is gone, however it ended.
    The file stays, because removing it would let two processes lock two files of one name.
    """
    with file_errors(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip() or "another process"
            do = "wait until it has finished, or end it; then try again"
            raise LockedError(f"{holder} is changing this case", str(path.parent), do) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} ({doing})\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait until what is done inside is done. Threads and processes started inside never see it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
