"""Accuracy and speed, measured and printed. Absolute seconds hold for the machine they were taken on.

`make bench` runs everything; `python bench/run.py start speed` runs the named parts. What needs the evaluation data
beside the checkout (`../shared`) says so where it is missing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import extract
from scoring import ROOT

SHARED = ROOT.parent / "shared"
TOLLBOOK = Path(sys.executable).with_name("tollbook")
RUNS = 5


def start() -> Iterator[str]:
    """How long a person waits: help, and the founding document from a cold start (median of whole processes)."""
    bare = median_seconds([sys.executable, "-c", "pass"])
    yield f"python -c pass                 {bare:.2f} s"
    yield f"tollbook --help                {median_seconds([str(TOLLBOOK), '--help']):.2f} s   (wanted: under 0.3)"
    seed = next(iter(sorted((SHARED / "seed").glob("*.txt"))), None)
    if seed is None:
        yield "the founding document is not here (../shared/seed)"
        return
    command = [str(TOLLBOOK), "figures", str(seed), "--published", "2025-03-08"]
    yield f"figures of the founding report {median_seconds(command):.2f} s   (wanted: under 2)"
    with tempfile.TemporaryDirectory() as cache:
        first = median_seconds(command, runs=1, environment={"TOLLBOOK_CACHE": cache})
    yield f"the same, building the index of places first (once on a machine) {first:.2f} s"


def median_seconds(command: list[str], runs: int = RUNS, environment: dict[str, str] | None = None) -> float:
    """Median wall-clock seconds of a whole process; one run before that is not counted where there are several."""
    seconds = []
    for _ in range(runs + (runs > 1)):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={**os.environ, **(environment or {})})
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds[-runs:])


PARTS: dict[str, Callable[[], Iterator[str]]] = {"start": start, **extract.PARTS}


if __name__ == "__main__":
    sys.exit(extract.main(sys.argv[1:], PARTS))
