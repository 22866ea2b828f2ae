"""`claims --why-not NUMBER`: what became of a number, for people and for programs, in bare reports and in a case."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tollbook.cli import main

TEXT = "The road was closed for seven days. Seven people were killed in the port."


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=stdin, catch_exceptions=False)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "port.txt").write_text(TEXT)
    assert run("new", tmp_path / "case").exit_code == 0
    assert run("collect", tmp_path / "case", tmp_path / "port.txt").exit_code == 0
    return tmp_path / "case"


def test_a_number_is_shown_with_its_report_its_sentence_and_what_became_of_it() -> None:
    claim = json.loads(run("claims", "-", "--id", "port", "--json", stdin=TEXT).output)[0]["id"]
    said = run("claims", "-", "--id", "port", "--why-not", "7", stdin=TEXT)
    assert said.exit_code == 0
    assert said.output.splitlines() == [
        "port, characters 24 to 29: “seven”",
        "  “The road was closed for seven days.”",
        "  passed over: a duration",
        "port, characters 36 to 41: “Seven”",
        "  “Seven people were killed in the port.”",
        f"  taken: claim {claim}",
    ]


def test_a_number_that_no_report_prints_is_said_to_be_in_none() -> None:
    assert run("claims", "-", "--why-not", "1,311", stdin=TEXT).output == "No report that was read prints “1,311”.\n"
    assert json.loads(run("claims", "-", "--why-not", "1,311", "--json", stdin=TEXT).output) == []


def test_programs_get_the_place_the_claims_and_the_reason() -> None:
    passed, taken = json.loads(run("claims", "-", "--why-not", "seven", "--json", stdin=TEXT).output)
    assert TEXT[passed["number"]["start"] : passed["number"]["end"]] == passed["said"] == "seven"
    assert (passed["claims"], passed["reason"]) == ([], "a duration")
    assert (len(taken["claims"]), taken["reason"]) == (1, None)


def test_a_long_sentence_is_cut_around_the_number_to_the_width_of_the_screen() -> None:
    text = f"{'The road was closed and ' * 40} 12 people were killed {'and the road was closed ' * 40}"
    output = run("claims", "-", "--why-not", "12", stdin=text).output
    assert "12 people were killed" in " ".join(output.split())
    assert max(map(len, output.splitlines())) <= 80


def test_a_case_says_that_a_person_rejected_the_claim(case: Path) -> None:
    (claim,) = json.loads(run("claims", case, "--json").output)
    assert f"taken: claim {claim['id']}" in run("claims", case, "--why-not", "7").output
    assert run("claims", case, "--reject", claim["id"], "--by", "am", "--why", "printed twice").exit_code == 0
    said = " ".join(run("claims", case, "--why-not", "7").output.split())
    assert f"claim {claim['id']}: rejected by a person" in said


def test_a_rejection_is_said_of_its_own_place_only(tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text("Killed and wounded in the port: 12 people were killed, and 12 were wounded.")
    run("new", tmp_path / "case")
    run("collect", tmp_path / "case", tmp_path / "port.txt")
    killed, injured = json.loads(run("claims", tmp_path / "case", "--json").output)
    run("claims", tmp_path / "case", "--reject", injured["id"], "--by", "am", "--why", "printed twice")
    first, second = json.loads(run("claims", tmp_path / "case", "--why-not", "12", "--json").output)
    assert (first["claims"], first["reason"]) == ([killed["id"]], None)
    assert second["claims"] == [injured["id"]]
    assert second["reason"].startswith("rejected by a person")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--why-not", "xyz"],
        ["--why-not", "3 and 4"],
        ["--why-not", "7", "--harm", "killed"],
        ["--why-not", "7", "--decided"],
        ["--why-not", "7", "--reject", "x", "--by", "me", "--why", "wrong"],
    ],
)
def test_wrong_use_is_one_message_that_says_what_to_do(arguments: list[str]) -> None:
    result = run("claims", "-", *arguments, stdin=TEXT)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("tollbook: ") or result.stderr.startswith("Error")
    assert "What to do" in result.stderr
