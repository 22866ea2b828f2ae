"""The founding document, from the text alone: nothing about it stands in the code."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tollbook.reconcile.verify import verify

TOLLBOOK = Path(sys.executable).with_name("tollbook")
PUBLISHED = ("--published", "2025-03-08")


@pytest.fixture(scope="module")
def answer(shared_folder: Path) -> dict[str, Any]:
    return run(shared_folder, *PUBLISHED)


@cache
def run(shared_folder: Path, *options: str) -> dict[str, Any]:
    (seed,) = sorted((shared_folder / "seed").glob("*.txt"))
    finished = subprocess.run(
        [TOLLBOOK, "figures", seed, "--jsonl", *options], capture_output=True, text=True, check=True
    )
    line: dict[str, Any] = json.loads(finished.stdout)
    return line


def figure(answer: dict[str, Any], harm: str, scope: dict[str, list[str]], minus: list[Any] | None = None) -> Any:
    (found,) = [
        one
        for one in answer["figures"]
        if one["harm"] == harm
        and {axis: leaves for axis, leaves in one["scope"].items() if axis != "documented"} == scope
        and bool(one["minus"]) == bool(minus)
    ]
    return found


def claim(answer: dict[str, Any], said: str) -> Any:
    (found,) = [one for one in answer["claims"] if one["count"]["said"] == said]
    return found


ALAWITE_CIVILIANS = {"status": ["civilian"], "group": ["Alawite"], "perpetrator": ["security forces"]}


def test_everyone_is_524_stated_by_the_monitor_as_of_8_march(answer: dict[str, Any]) -> None:
    total = figure(answer, "killed", {})
    assert (total["low"], total["high"], total["source"]) == (524, 524, "SOHR")
    assert total["as_of"].startswith("2025-03-08")
    assert total["proof"]["low"]["basis"] == "stated"
    assert claim(answer, "524")["period"]["start"] == "2025-03-06"


def test_alawite_civilians_by_security_forces_are_311_stated(answer: dict[str, Any]) -> None:
    part = figure(answer, "killed", ALAWITE_CIVILIANS)
    assert (part["low"], part["high"], part["proof"]["low"]["basis"]) == (311, 311, "stated")


def test_everyone_else_is_213_derived_by_one_subtraction(answer: dict[str, Any]) -> None:
    rest = figure(answer, "killed", {}, minus=[ALAWITE_CIVILIANS])
    assert (rest["low"], rest["high"], rest["proof"]["low"]["basis"]) == (213, 213, "derived")
    assert sorted(term["coefficient"] * term["bound"] for term in rest["proof"]["low"]["terms"]) == [-311, 524]


def test_civilians_of_any_kind_are_311_to_524_since_who_the_213_were_is_not_said(answer: dict[str, Any]) -> None:
    civilians = figure(answer, "killed", {"status": ["civilian"]})
    assert (civilians["low"], civilians["high"]) == (311, 524)
    assert civilians["note"] == "who the other 213 were is not said"


def test_more_than_300_is_proposed_as_a_restatement_of_the_311_with_its_day_as_printed(answer: dict[str, Any]) -> None:
    hedged = claim(answer, "more than 300")
    (beside,) = [one for one in answer["beside"] if one["claim"] == hedged["id"]]
    assert beside["kind"] == "restates"
    assert beside["figure"] == figure(answer, "killed", ALAWITE_CIVILIANS)["id"]
    assert "Friday, March 7" in beside["why"]
    assert hedged["period"]["start"] == "2025-03-07"
    assert hedged["id"] in [reading["claim"] for reading in answer["readings"]]


def test_the_injured_are_more_than_500_without_an_upper_bound_and_the_source_is_carried_over(
    answer: dict[str, Any],
) -> None:
    injured, hedged = figure(answer, "injured", {}), claim(answer, "More than 500")
    assert (injured["low"], injured["high"], injured["source"]) == (501, None, "SOHR")
    assert hedged["evidence"]["attributed_to"]["basis"] == "carried over"
    assert [one["said"] for one in hedged["qualifiers"]] == ["including women and children"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [("Hundreds", "agrees"), ("dozens", "relation not stated"), ("several", "background")],
)
def test_the_outlets_own_vague_words_stand_beside_and_in_no_sum(answer: dict[str, Any], said: str, kind: str) -> None:
    own = claim(answer, said)
    assert [one for one in own["attributed_to"] if one["role"] == "origin"] == []
    assert [one["kind"] for one in answer["beside"] if one["claim"] == own["id"]] == [kind]
    terms = [term for one in answer["figures"] for end in one["proof"].values() if end for term in end["terms"]]
    assert own["id"] not in [term["claim"] for term in terms]


def test_the_dozens_are_said_to_have_been_executed_before(answer: dict[str, Any]) -> None:
    dozens = claim(answer, "dozens")
    (beside,) = [one for one in answer["beside"] if one["claim"] == dozens["id"]]
    assert dozens["period"]["kind"] == "until"
    assert "puts them earlier: “after mass executions" in beside["why"]


def test_nothing_else_is_taken(answer: dict[str, Any]) -> None:
    said = sorted(one["count"]["said"] for one in answer["claims"])
    assert said == ["311", "524", "Hundreds", "More than 500", "dozens", "more than 300", "several"]


def test_every_quote_stands_in_the_text(answer: dict[str, Any], shared_folder: Path) -> None:
    (seed,) = sorted((shared_folder / "seed").glob("*.txt"))
    text = seed.read_text(encoding="utf-8")
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in answer["claims"])


def test_every_figure_passes_the_independent_verifier(answer: dict[str, Any]) -> None:
    for one in answer["figures"]:
        verify(one, answer["axes"])


def test_without_a_publication_date_the_dates_are_named_and_the_figures_stand(shared_folder: Path) -> None:
    undated = run(shared_folder)
    assert {"Saturday, March 8", "Friday, March 7", "Thursday, March 6"} <= {
        one["quote"] for one in undated["unresolved"]
    }
    assert (figure(undated, "killed", {})["low"], figure(undated, "killed", ALAWITE_CIVILIANS)["low"]) == (524, 311)
