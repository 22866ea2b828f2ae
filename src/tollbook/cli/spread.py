"""Work on many reports, in this process or in several, with results in the order of the reports."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from tollbook.collect import Failure
from tollbook.records import Report, TollbookError

T = TypeVar("T")
Entry = Report | Failure

# A batch is large enough to be worth sending to another process, and small enough to be held in memory.
BATCH_REPORTS = 32
BATCH_CHARACTERS = 1_000_000
BATCHES_AHEAD = 2


def in_order(work: Callable[[Report], T], entries: Iterable[Entry], workers: int) -> Iterator[T | Failure]:
    """What ``work`` makes of each report; a Failure stays one, and a TollbookError becomes one.

    With several ``workers`` at most ``BATCHES_AHEAD`` batches a worker are in memory, however many reports there are.
    """
    if workers == 1:
        yield from (attempt(work, entry) for entry in entries)
        return
    # Started anew, not forked: a fork would copy the threads of a progress bar in whatever state they are.
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    waiting: deque[Future[list[T | Failure]]] = deque()
    try:
        for batch in batches(entries):
            with _interrupts_held():
                waiting.append(executor.submit(_attempt_all, work, batch))
            if len(waiting) > BATCHES_AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        what = "a worker process ended, perhaps for lack of memory"
        raise TollbookError(what, "--workers", "use fewer workers") from error
    finally:
        executor.shutdown(cancel_futures=True)


def batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in lists of a bounded number and size (one report may be larger)."""
    batch: list[Entry] = []
    size = 0
    for entry in entries:
        batch.append(entry)
        size += len(entry.text) if isinstance(entry, Report) else 0
        if len(batch) == BATCH_REPORTS or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def attempt(work: Callable[[Report], T], entry: Entry) -> T | Failure:
    """The result of ``work`` on one report, or why there is none."""
    if isinstance(entry, Failure):
        return entry
    try:
        return work(entry)
    except TollbookError as error:
        return Failure(entry.id, error)


def _attempt_all(work: Callable[[Report], T], entries: list[Entry]) -> list[T | Failure]:
    return [attempt(work, entry) for entry in entries]


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes started inside never see Ctrl-C, which a terminal sends to all: their parent decides."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
