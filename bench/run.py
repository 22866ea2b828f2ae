"""Accuracy and speed, measured and printed. Absolute seconds hold for the machine they were taken on.

`make bench` runs everything; `python bench/run.py start extract` runs the named parts. What needs the evaluation data
beside the checkout (`../shared`) says so where it is missing.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from tollbook.extract import extract
from tollbook.reconcile import reconcile
from tollbook.records import Report, wire

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TOLLBOOK = Path(sys.executable).with_name("tollbook")
SETS = ("coast-2025", "wad.dev.jsonl", "gva.dev.jsonl", "muc4.dev.jsonl")
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


def accuracy() -> Iterator[str]:
    """The evaluation sets, read by the scorer that comes with them."""
    scorer = SHARED / "eval" / "score.py"
    if not scorer.exists():
        yield "the evaluation data are not here (../shared/eval)"
        return
    for name in SETS:
        target = SHARED / "eval" / name
        lines = subprocess.run([sys.executable, scorer, "--input", target], capture_output=True, text=True, check=True)
        rows = [row for row in map(json.loads, lines.stdout.splitlines()) if row.get("language") in (None, "en")]
        digest = sha256(lines.stdout.encode()).hexdigest()[:12]
        began = time.perf_counter()
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as output:
            for row in rows:
                reading = extract(wire.report_from(row, name))
                outcome = reconcile([reading]).reconciliation
                print(json.dumps(wire.figures_line(row["id"], [reading], outcome)), file=output)
            output.flush()
            spent = time.perf_counter() - began
            scored = subprocess.run(
                [sys.executable, scorer, target, output.name], capture_output=True, text=True, check=True
            )
        yield f"{name}: {len(rows)} English reports (input {digest}), {len(rows) / spent:.0f} a second to figures"
        yield from (
            f"  {line}"
            for line in scored.stdout.splitlines()
            if line.split(" ")[0] in ("en", "killed", "injured", "claims")
        )


def speed() -> Iterator[str]:
    """Extraction alone, warm, on one core: short texts and articles of two kilobytes made from the example reports."""
    folder = ROOT / "examples" / "syrian-coast-2025" / "reports"
    texts = [json.loads(path.read_text())["text"] for path in sorted(folder.glob("*.json"))]
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n")]
    articles = ["\n\n".join(texts[n : n + 4])[:2000] for n in range(len(texts) - 4)]
    for label, batch in (("paragraphs", paragraphs), ("2-kB articles", articles)):
        reports = [Report(text, published="2025-03-13") for text in batch]
        list(map(extract, reports))
        rounds = 10
        began = time.perf_counter()
        for _ in range(rounds):
            list(map(extract, reports))
        yield f"{label:15} {rounds * len(reports) / (time.perf_counter() - began):6.0f} a second"


def median_seconds(command: list[str], runs: int = RUNS, environment: dict[str, str] | None = None) -> float:
    """Median wall-clock seconds of a whole process; one run before that is not counted where there are several."""
    seconds = []
    for _ in range(runs + (runs > 1)):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={**os.environ, **(environment or {})})
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds[-runs:])


PARTS: dict[str, Callable[[], Iterator[str]]] = {"start": start, "speed": speed, "accuracy": accuracy}


def main(names: list[str]) -> int:
    """Run the named parts, or all."""
    if unknown := [name for name in names if name not in PARTS]:
        print(f"no part called {unknown[0]!r}; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    for name in names or PARTS:
        print(f"\n{name}: {PARTS[name].__doc__}")
        for line in PARTS[name]():
            print(f"  {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
