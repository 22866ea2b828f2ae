"""Floors on what is extracted from the example case's reports, against what a careful person reads in them.

The expected claims were written before any extractor was run on the texts (`expected.toml`). A floor is not lowered
without a reason written beside it.
"""

import json
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tollbook.casebook import definition
from tollbook.extract import extract
from tollbook.records import Claim, Extraction, Report

CASE = Path(__file__).parents[2] / "examples" / "syrian-coast-2025"
FLOORS = {"found": 0.98, "count": 1.0, "status": 0.98, "group": 0.83, "source": 1.0, "side": 0.92, "part_of": 0.92}


@cache
def extraction(identity: str) -> Extraction:
    report = json.loads((CASE / "reports" / f"{identity}.json").read_text())
    known = {key: report[key] for key in ("id", "text", "published", "language", "publisher")}
    return extract(Report(**known), definition.read(CASE / "tollbook.toml"))


def expected() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    reports = tomllib.loads((CASE / "expected.toml").read_text())["report"]
    return [(report["id"], report, claim) for report in reports for claim in report["claims"]]


def match(identity: str, claim: dict[str, Any]) -> Claim | None:
    """The extracted claim on the same number with the same harm."""
    text = extraction(identity).report.text
    start = text.index(claim["quote"])
    start += claim["quote"].index(claim["number"]) if "number" in claim else 0
    harm = claim.get("harm", "killed")
    return next(
        (one for one in extraction(identity).claims if one.number and one.number.start == start and one.harm == harm),
        None,
    )


def judge(identity: str, report: dict[str, Any], claim: dict[str, Any], found: Claim) -> dict[str, bool]:
    """Field by field, whether a claim says what a careful person reads; fields not expected are left out."""
    totals = {item: one.total for one in extraction(identity).breakdowns for item in one.items}
    source = claim.get("source", report["source"]) or None
    judged = {
        "count": (found.count.low, found.count.high) == (claim.get("low"), claim.get("high")),
        "status": tuple(claim.get("status", ())) == (found.victims.status or ()),
        "source": found.source == source,
    }
    if "group" in claim:
        judged["group"] = found.victims.group == claim["group"]
    if "side" in claim:
        judged["side"] = bool(found.perpetrator and found.perpetrator.party == claim["side"])
    if "part_of" in claim:
        whole = next(one for one in report["claims"] if one["key"] == claim["part_of"])
        expected_total = match(identity, whole)
        judged["part_of"] = expected_total is not None and totals.get(found.id) == expected_total.id
    return judged


@cache
def shares() -> tuple[dict[str, float], list[str]]:
    right, asked, wrong = Counter[str](), Counter[str](), []
    for identity, report, claim in expected():
        found = match(identity, claim)
        judged = {"found": found is not None} | (judge(identity, report, claim, found) if found else {})
        for measure, good in judged.items():
            asked[measure] += 1
            right[measure] += good
            if not good:
                wrong.append(f"{identity}: {claim['key']}: {measure}")
    return {measure: right[measure] / asked[measure] for measure in asked}, wrong


@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_the_example_reports_are_read_at_least_as_well_as_the_floor(measure: str) -> None:
    reached, wrong = shares()
    assert reached[measure] >= FLOORS[measure], [line for line in wrong if line.endswith(measure)]


def test_no_number_that_counts_something_else_is_taken_from_the_example_reports() -> None:
    spans = {
        (identity, one.number.start)
        for identity in {identity for identity, _, _ in expected()}
        for one in extraction(identity).claims
        if one.number
    }
    wanted = {
        (identity, found.number.start)
        for identity, _, claim in expected()
        if (found := match(identity, claim)) and found.number
    }
    assert spans == wanted


def test_every_quote_of_the_example_reports_stands_in_its_text() -> None:
    for identity in {identity for identity, _, _ in expected()}:
        read = extraction(identity)
        assert all(read.report.text[claim.start : claim.end] == claim.quote for claim in read.claims)
