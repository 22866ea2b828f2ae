"""Reading many reports, in this process or in several."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from tollbook.preserve import Vault
from tollbook.records import CaseDefinition, Extraction, TollbookError, UsageError, Version

CHUNK = 4

Result = Extraction | TollbookError
Read = Callable[[Version], Result]
Spread = Callable[[Read, Iterable[Version]], Iterator[Result]]


def read_version(vault: Path, definition: CaseDefinition, version: Version) -> Result:
    """What is in one version; an error instead of a crash, so that one report does not stop the others."""
    from tollbook.extract import extract

    try:
        return extract(Vault(vault).report(version), definition)
    except TollbookError as error:
        return error


@contextmanager
def pool(workers: int) -> Iterator[Spread]:
    """What does the work of ``map`` in this many processes; ``map`` itself for one."""
    if workers < 1:
        raise UsageError(f"{workers} workers", "--workers", "give 1 or more")
    if workers == 1:
        yield map
        return
    # Started anew, not forked: a forked process would share our lock and our database connection.
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))

    def spread(read: Read, versions: Iterable[Version]) -> Iterator[Result]:
        with _interrupts_held():
            return executor.map(read, versions, chunksize=CHUNK)

    try:
        yield spread
    except BrokenProcessPool as error:
        what = "a worker process ended, perhaps for lack of memory"
        raise TollbookError(what, "--workers", "use fewer workers; what was finished is kept") from error
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes started inside never see Ctrl-C, which a terminal sends to all: their parent decides."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
