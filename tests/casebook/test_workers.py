"""Work on many things comes back in order, whoever does it, holds little in memory, and leaves no process behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tollbook.casebook.workers import BATCH, BATCH_SIZE, BATCHES_AHEAD, batches, in_order
from tollbook.records import TollbookError

SLOW = """
import os, sys, time
from tollbook.casebook.workers import in_order

if __name__ == "__main__":
    for pid in in_order(eval, ["__import__('os').getpid()"] * 32 + ["__import__('time').sleep(60)"], 2):
        print(pid, flush=True)
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_things(workers: int) -> None:
    assert list(in_order(str, range(3 * BATCH), workers)) == list(map(str, range(3 * BATCH)))


def test_only_a_few_batches_are_ahead_of_what_is_shown() -> None:
    taken = 0

    def things() -> Iterator[int]:
        nonlocal taken
        for number in range(20 * BATCH):
            taken += 1
            yield number

    results = in_order(str, things(), 2)
    assert next(results) == "0"
    assert taken <= (2 * BATCHES_AHEAD + 1) * BATCH
    results.close()


def test_batches_are_bounded_in_number_and_size() -> None:
    assert [len(batch) for batch in batches([BATCH_SIZE // 2] * 5, lambda size: size)] == [2, 2, 1]
    assert [len(batch) for batch in batches([0] * (BATCH + 1), lambda size: size)] == [BATCH, 1]


def test_a_worker_that_dies_is_a_clear_error() -> None:
    with pytest.raises(TollbookError, match="use fewer workers"):
        list(in_order(os._exit, [1], 2))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_do_not_outlive_their_parent_however_it_ends(number: signal.Signals, tmp_path: Path) -> None:
    program = tmp_path / "slow.py"
    program.write_text(SLOW)
    parent = subprocess.Popen(
        [sys.executable, program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )
    assert parent.stdout
    worker = int(parent.stdout.readline())
    assert is_running(worker)
    parent.send_signal(number)
    assert parent.wait(20) == -number
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(worker)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # In a container nobody may collect what an orphan leaves behind when it ends.
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return not done.stdout.strip().startswith("Z") and bool(done.stdout.strip())
