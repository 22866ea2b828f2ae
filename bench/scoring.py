"""Reads an evaluation set with the extractor, and takes the measures that `bench/extract.py` prints and the gate holds.

Measures come from the scorer beside the evaluation data (`score.py`; its first lines define them), and one is our own:

**breakdowns**, the share of the gold's breakdowns in English reports that are found with the right total and items. A
claim said is the gold's claim if the scorer would match the two, by number span and harm. A breakdown said is the
gold's if its total is the gold's total and its items are exactly the gold's parts. A part that the gold marks
`optional` may be left out; a claim that the gold ties to another by `same_as` stands for that one too, because a total
is often printed again. Sums need not hold, and the names of the axes are not compared.
"""

from __future__ import annotations

import importlib.util
import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from tollbook.extract import extract
from tollbook.reconcile.figures.headline import headline
from tollbook.records import wire

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "eval"
SCORER = SHARED / "score.py"
GOLD = ("reports/*.json", "claims.jsonl", "distractors.jsonl", "partitions.jsonl")
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scored:
    """How one set was read: its English reports, the hash of its texts and gold, and the measures by name."""

    reports: int
    digest: str
    measures: Mapping[str, float]


def score(target: Path) -> Scored:
    """Read and score a set: a JSON Lines file with gold for each report, or a folder with gold for each claim."""
    scorer = _scorer()
    rows = [row for row in scorer.reports_of(target) if row["language"] in (None, "en")]
    said = list(map(line, rows))
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "said.jsonl"
        output.write_text("".join(json.dumps(one) + "\n" for one in said), "utf-8")
        if target.is_dir():
            names = scorer.Names(target.parent / "aliases.json")
            table = scorer.score_claims(target, output, names)[0]["en"]
            measures = {"claim F1": table["F1"], "full": table["full"], "distractors": _share(table["distractors"])}
            measures["breakdowns"] = breakdowns(target, said)
        else:
            measures = _report_level(scorer.score_reports(target, output)[0])
    return Scored(len(rows), digest(target), measures)


def line(row: Line) -> Line:
    """What `figures --jsonl` writes for one report, as far as the scorer looks at it."""
    reading = extract(wire.report_from(row, row["id"]))
    return {**wire.extraction_line(reading), "headline": wire.encode(headline(reading))}


def breakdowns(folder: Path, said: Iterable[Line]) -> float:
    """The share of the gold's breakdowns that are found with the right total and items, in the reports that were read.

    See the top of this module for what counts as found.
    """
    golds = {gold["id"]: gold for gold in _lines(folder / "claims.jsonl")}
    answers = {answer["id"]: answer for answer in said}
    found = [
        any(_is_found(partition, one, golds, answers[report]) for one in answers[report]["breakdowns"])
        for partition in _lines(folder / "partitions.jsonl")
        if (report := golds[partition["total"]]["report"]) in answers
    ]
    return sum(found) / len(found) if found else 0.0


def _is_found(partition: Line, breakdown: Line, golds: Mapping[str, Line], answer: Line) -> bool:
    said = {claim["id"]: claim for claim in answer["claims"]}
    wanted = {part: _repetitions(part, golds) for part in partition["parts"]}
    if not _matches(said[breakdown["total"]], _repetitions(partition["total"], golds)):
        return False
    items = [said[item] for item in breakdown["items"]]
    taken = [next((part for part, same in wanted.items() if _matches(item, same)), None) for item in items]
    missing = {part for part in partition["parts"] if part not in taken and not golds[part].get("optional")}
    return None not in taken and len(set(taken)) == len(taken) and not missing


def _repetitions(gold: str, golds: Mapping[str, Line]) -> list[Line]:
    """The gold's claim and those that it says are the same."""
    same = golds[gold].get("relation", {}).get("same_as", [])
    return [golds[gold], *(golds[other] for other in ([same] if isinstance(same, str) else same))]


def _matches(said: Line, golds: Iterable[Line]) -> bool:
    return any(_scorer().likeness(gold, said) for gold in golds)


def _report_level(scores: Mapping[str, Line]) -> dict[str, float]:
    if "claims" in scores:
        return {"claim F1": scores["claims"]["F1"]}
    killed, injured = scores["killed"], scores["injured"]
    return {
        "killed exact": killed["exact"],
        "killed precision": killed["precision"],
        "killed zero_ok": _share(killed["zero_ok"]),
        "injured exact": injured["exact"],
    }


def _share(counted: tuple[float, float]) -> float:
    return counted[0] / counted[1] if counted[1] else 0.0


def digest(target: Path) -> str:
    """The beginning of the SHA-256 of a set's texts and gold."""
    files = [path for pattern in GOLD for path in sorted(target.glob(pattern))] if target.is_dir() else [target]
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


@cache
def _scorer() -> ModuleType:
    specification = importlib.util.spec_from_file_location("score", SCORER)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def _lines(path: Path) -> list[Line]:
    return [json.loads(text) for text in path.read_text("utf-8").splitlines() if text.strip()]
