"""Work on many things, in this process or in several, with results in the order of the things."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import TypeVar

from tollbook.preserve import interrupts_held
from tollbook.records import TollbookError, UsageError

Thing = TypeVar("Thing")
Result = TypeVar("Result")

# A batch is large enough to be worth sending to another process, and small enough to be held in memory.
BATCH = 32
BATCH_SIZE = 1_000_000
BATCHES_AHEAD = 2


def in_order(
    work: Callable[[Thing], Result],
    things: Iterable[Thing],
    workers: int,
    size: Callable[[Thing], int] = lambda _: 0,
) -> Generator[Result, None, None]:
    """What ``work`` makes of each thing.

    With several ``workers``, ``work`` is a function that can be sent to another process, and at most
    ``BATCHES_AHEAD`` batches a worker are in memory, however many things there are; ``size`` tells how much room one
    takes (about ``BATCH_SIZE`` fill a batch). TollbookError if a worker dies.
    """
    if workers < 1:
        raise UsageError(f"{workers} workers", "--workers", "give 1 or more")
    yield from map(work, things) if workers == 1 else _spread(work, batches(things, size), workers)


def batches(things: Iterable[Thing], size: Callable[[Thing], int]) -> Iterator[list[Thing]]:
    """The things in lists of a bounded number and size (one thing may be larger)."""
    batch: list[Thing] = []
    filled = 0
    for thing in things:
        batch.append(thing)
        filled += size(thing)
        if len(batch) == BATCH or filled >= BATCH_SIZE:
            yield batch
            batch, filled = [], 0
    if batch:
        yield batch


def _spread(work: Callable[[Thing], Result], in_batches: Iterable[list[Thing]], workers: int) -> Iterator[Result]:
    waiting: deque[Future[list[Result]]] = deque()
    with _pool(workers) as pool:
        for batch in in_batches:
            # Workers start here, with interrupts held, so they never see Ctrl-C: their parent decides.
            with interrupts_held():
                waiting.append(pool.submit(_work_on, work, batch))
            if len(waiting) > BATCHES_AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    others = set(active_children())
    # Started anew, not forked: a fork would share our lock, our database connection and the threads of a progress bar.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_end_with_parent)
    try:
        yield pool
    except BrokenProcessPool as error:
        what = "a worker process ended, perhaps for lack of memory"
        raise TollbookError(what, "--workers", "use fewer workers; what was finished is kept") from error
    except BaseException:
        # Nobody waits for what they are at, which may be a report that takes a minute.
        for worker in set(active_children()) - others:
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _work_on(work: Callable[[Thing], Result], batch: list[Thing]) -> list[Result]:
    return list(map(work, batch))


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work forever."""

    def watch() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()
