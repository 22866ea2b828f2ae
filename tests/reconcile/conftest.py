"""Claims to reconcile: made by hand, the founding report, and the example case as a careful person reads it."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tollbook.records import CaseDefinition, Extraction, Report
from tollbook.records.claim import Breakdown, Claim
from tollbook.records.wire import decode

EXAMPLE = Path(__file__).parents[2] / "examples/syrian-coast-2025"
Made = Callable[..., Claim]


def made(identity: str, low: int | None, high: Any = -1, **fields: Any) -> Claim:
    """A claim of the monitor M as of 1 May 2030; `high` is `low` unless given; fields are those of the wire format."""
    high = low if high == -1 else high
    count = {"low": low, "high": high, "said": str(low), "quantifier": fields.pop("quantifier", "exact")}
    if "said" in fields:
        count["said"] = fields.pop("said")
    source, as_of = fields.pop("source", "M"), fields.pop("as_of", "2030-05-01")
    party = fields.pop("perpetrator", None)
    record = {
        "id": identity,
        "report": "r",
        "quote": f"{count['said']} ({identity})",
        "start": 0,
        "end": 1,
        "number": None,
        "harm": "killed",
        "count": count,
        "as_of": {"at": as_of, "basis": "stated" if as_of else "unsaid"},
        "attributed_to": [{"said": source, "source": source, "role": "origin"}] if source else [],
        "perpetrator": {"said": party, "party": None, "certainty": "stated"} if isinstance(party, str) else party,
    }
    return decode(Claim, record | fields, identity)


@pytest.fixture(scope="session")
def claimed() -> Made:
    """A function that makes claims; see `made`."""
    return made


@pytest.fixture(scope="session")
def founding() -> Extraction:
    """The founding report as the extractor delivers it; quotes are not its own."""
    civilians = {"status": ["civilian"], "group": "Alawite"}
    monitor = {"source": "SOHR", "as_of": "2025-03-08"}
    day = {"start": "2025-03-07", "end": "2025-03-07", "kind": "on day", "basis": "event"}
    since = {"start": "2025-03-06", "end": None, "kind": "since", "basis": "event"}
    before = {"start": None, "end": None, "kind": "until", "basis": "event"}
    carried = {"attributed_to": {"start": 0, "end": 1, "basis": "carried over"}}
    vague = {"quantifier": "vague", "source": None, "as_of": "2025-03-08"}
    women = [{"said": "women and children", "axis": None, "restricts": False}]
    claims = (
        made("524", 524, period=since, **monitor),
        made("311", 311, victims=civilians, perpetrator="security forces", **monitor),
        made(
            "300",
            300,
            None,
            quantifier="more than",
            said="more than 300",
            victims=civilians,
            period=day,
            evidence={"period": {"start": 0, "end": 18, "basis": "stated"}},
            **monitor,
        ),
        made(
            "500",
            500,
            None,
            quantifier="more than",
            said="more than 500",
            harm="injured",
            qualifiers=women,
            evidence=carried,
            **monitor,
        ),
        made("hundreds", None, None, said="hundreds", **vague),
        made("dozens", None, None, said="dozens", victims={"sex": "man"}, period=before, **vague),
        made("several", None, None, said="several", harm="casualties", background=True, **vague),
    )
    breakdown = Breakdown("b", "524", ("311",), ("status", "group", "perpetrator"))
    return Extraction(Report("on Friday, 7 March", id="r", published="2025-03-08"), claims, (breakdown,))


@pytest.fixture(scope="session")
def example() -> tuple[list[Extraction], CaseDefinition]:
    """The reports of the example case, read by hand, and the definition of the case."""
    reports = tomllib.loads((EXAMPLE / "expected.toml").read_text(encoding="utf-8"))["report"]
    return [_extraction(report) for report in reports], _definition()


def _definition() -> CaseDefinition:
    data = tomllib.loads((EXAMPLE / "tollbook.toml").read_text(encoding="utf-8"))
    case = data["case"]
    window = case.pop("window")
    many = {"sources": "source", "parties": "party", "places": "place", "groups": "group"}
    record = case | {"window_start": window["start"], "window_end": window["end"]}
    return decode(CaseDefinition, record | {field: data[name] for field, name in many.items()}, "tollbook.toml")


def _extraction(report: dict[str, Any]) -> Extraction:
    claims = tuple(_claim(report, entry) for entry in report["claims"])
    lists: dict[tuple[str, str], list[str]] = {}
    for entry in report["claims"]:
        if "part_of" in entry:
            lists.setdefault((entry["part_of"], _cut(report, entry)), []).append(_identity(report, entry["key"]))
    breakdowns = tuple(
        Breakdown(f"{report['id']}: {total}, {cut}", _identity(report, total), tuple(items), (cut,))
        for (total, cut), items in lists.items()
    )
    return Extraction(Report("synthetic", id=report["id"], published=report["as_of"]), claims, breakdowns)


def _cut(report: dict[str, Any], entry: dict[str, Any]) -> str:
    """By what an entry is a part of its total: entries with one answer stand in one enumeration."""
    if report["id"].startswith("02-"):
        return "cause"
    if entry.get("mode") == "increment":
        return "increment"
    if "sex" in entry or "age" in entry:
        return "sex and age"
    places = entry.get("places", [])
    return f"{len(places)} places" if len(places) > 1 else "place" if places else "status"


def _identity(report: dict[str, Any], key: str) -> str:
    return f"{report['id'][:2]}.{key}"


def _claim(report: dict[str, Any], entry: dict[str, Any]) -> Claim:
    side = entry.get("side")
    return made(
        _identity(report, entry["key"]),
        entry.get("low"),
        entry.get("high"),
        report=report["id"],
        quote=entry["quote"],
        said=entry.get("number", ""),
        quantifier=entry.get("quantifier", "exact"),
        harm=entry.get("harm", "killed"),
        victims={name: entry.get(name) for name in ("status", "group", "sex", "age")},
        perpetrator={"said": side, "party": side, "certainty": "stated"} if side else None,
        places=entry.get("places", []),
        as_of=entry.get("as_of", report["as_of"]),
        source=entry.get("source", report["source"]),
        mode=entry.get("mode", "count"),
    )
