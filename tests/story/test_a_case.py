"""The life of a case: reports come in, change, are decided about, and nothing that a person did is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
FIRST = "The Harbour Watch (HW) said on Saturday that 40 civilians had been killed in Latakia since Thursday."
SECOND = "The Harbour Watch (HW) said on Sunday that 55 civilians had been killed in Latakia since Thursday."


def report(folder: Path, identity: str, text: str, published: str) -> None:
    folder.mkdir(exist_ok=True)
    value = {"id": identity, "text": text, "published": published}
    (folder / f"{identity}.json").write_text(json.dumps(value))


@pytest.fixture
def case(tollbook: Run, tmp_path: Path) -> Path:
    """A case with two reports of one source, a day apart."""
    report(tmp_path / "reports", "saturday", FIRST, "2025-03-08")
    report(tmp_path / "reports", "sunday", SECOND, "2025-03-09")
    tollbook("new", tmp_path / "harbour", "--title", "The harbour")
    assert "2 new" in tollbook("collect", tmp_path / "harbour", tmp_path / "reports").stdout
    return tmp_path / "harbour"


def claims(tollbook: Run, case: Path) -> dict[str, Any]:
    return {claim["count"]["said"]: claim for claim in json.loads(tollbook("claims", case, "--json").stdout)}


def test_a_case_shows_what_a_source_said_from_day_to_day(tollbook: Run, case: Path) -> None:
    text = tollbook("figures", case).stdout
    assert text.startswith("\nThe harbour, 2 reports\n")
    assert "8 March 2025" in text
    assert "9 March 2025" in text


def test_collecting_again_changes_nothing_and_another_text_is_a_new_version(
    tollbook: Run, case: Path, tmp_path: Path
) -> None:
    before = tollbook("figures", case, "--json").stdout
    assert "2 unchanged" in tollbook("collect", case, tmp_path / "reports").stdout
    assert tollbook("figures", case, "--json").stdout == before
    report(tmp_path / "reports", "sunday", SECOND.replace("55", "57"), "2025-03-09")
    assert "1 new versions" in tollbook("collect", case, tmp_path / "reports").stdout
    assert set(claims(tollbook, case)) == {"40", "57"}
    assert tollbook("verify", case).stdout == "Every file is as it was when it was kept.\n"


def test_a_rejected_claim_is_in_no_figure_until_it_is_accepted_again(tollbook: Run, case: Path) -> None:
    claim = claims(tollbook, case)["55"]["id"]
    done = tollbook("claims", case, "--reject", claim[:8], "--by", "reviewer 7", "--why", "another harbour")
    assert done.stdout == f"Written down: reject {claim}.\n"
    assert "55" not in {
        str(figure["low"]) for figure in json.loads(tollbook("figures", case, "--json").stdout)["figures"]
    }
    tollbook("claims", case, "--accept", claim, "--by", "reviewer 7", "--why", "it was this harbour")
    assert "55" in claims(tollbook, case)


def test_a_corrected_field_outlives_another_extraction(tollbook: Run, case: Path) -> None:
    claim = claims(tollbook, case)["55"]["id"]
    why = ["--by", "reviewer 7", "--why", "the original says 56"]
    tollbook("claims", case, "--correct", claim, "--set", "count.low=56", "--set", "count.high=56", *why)
    definition = case / "tollbook.toml"
    definition.write_text(definition.read_text() + '\n[[group]]\nname = "Fishers"\n')
    assert claims(tollbook, case)["55"]["count"]["low"] == 56
    explained = tollbook("explain", claim, case).stdout
    assert "reviewer 7" in explained
    assert "the original says 56" in explained


def test_a_new_version_shows_what_has_changed(tollbook: Run, case: Path, tmp_path: Path) -> None:
    report(tmp_path / "reports", "sunday", f"Corrected: {SECOND}", "2025-03-09")
    shown = tollbook("collect", case, tmp_path / "reports").stdout
    assert f"sunday, a new version: \n  -{SECOND}\n  +Corrected: {SECOND}\n" in shown
    report(tmp_path / "reports", "sunday", f"Corrected: {SECOND}", "2025-03-10")
    again = tollbook("collect", case, tmp_path / "reports").stdout
    assert "sunday, a new version: the same text with other metadata" in again


def test_a_rejected_claim_is_listed_among_the_decisions_and_can_be_explained(tollbook: Run, case: Path) -> None:
    claim = claims(tollbook, case)["55"]["id"]
    assert tollbook("claims", case, "--decided").stdout == "No decisions.\n"
    tollbook("claims", case, "--reject", claim, "--by", "reviewer 7", "--why", "another harbour")
    (decision,) = json.loads(tollbook("claims", case, "--decided", "--json").stdout)
    assert (decision["state"], decision["judgement"]["target"]) == ("applied", claim)
    assert "another harbour" in tollbook("explain", claim[:8], case).stdout


def test_a_decision_about_a_text_that_has_changed_is_listed_as_orphaned(
    tollbook: Run, case: Path, tmp_path: Path
) -> None:
    claim = claims(tollbook, case)["55"]["id"]
    tollbook("claims", case, "--reject", claim, "--by", "reviewer 7", "--why", "another harbour")
    assert json.loads(tollbook("claims", case, "--orphaned", "--json").stdout) == []
    report(tmp_path / "reports", "sunday", f"Corrected: {SECOND}", "2025-03-09")
    tollbook("collect", case, tmp_path / "reports")
    (orphan,) = json.loads(tollbook("claims", case, "--orphaned", "--json").stdout)
    assert (orphan["state"], orphan["judgement"]["target"]) == ("orphaned", claim)
    assert "another harbour" in tollbook("claims", case, "--orphaned").stdout


def test_an_altered_file_is_noticed(tollbook: Run, case: Path) -> None:
    text = next(path for path in case.glob("vault/*/*") if path.read_text() == FIRST)
    text.chmod(0o600)
    text.write_text(FIRST.replace("40", "41"))
    assert text.name in tollbook("verify", case, status=1).stderr


def test_the_page_of_a_case_lies_in_the_case(tollbook: Run, case: Path) -> None:
    assert tollbook("publish", case).stdout == f"The page is in {case / 'page.html'}\n"
    assert "The harbour" in (case / "page.html").read_text("utf-8")


def test_a_report_that_cannot_be_read_does_not_keep_the_others_out(tollbook: Run, case: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "more" / "b.txt").write_text("Two people were killed.")
    done = tollbook("collect", case, tmp_path / "more", status=1)
    assert "a PDF document" in done.stderr
    assert "1 new" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "CASE"),
        ("figures", "CASE", "--published", "2025-03-08"),
        ("figures", "CASE", "--together"),
        ("figures", "CASE", "other.txt"),
        ("claims", "CASE", "--reject", "nothing", "--by", "me", "--why", "wrong"),
        ("readings", "accept", "nothing", "CASE", "--by", "me", "--why", "right"),
        ("explain", "nothing", "CASE"),
        ("collect", "CASE/..", "CASE/tollbook.toml"),
    ],
)
def test_wrong_use_of_a_case_is_said_and_changes_nothing(tollbook: Run, case: Path, arguments: tuple[str, ...]) -> None:
    before = (case / "judgements.jsonl").read_bytes(), (case / "vault" / "log.jsonl").read_bytes()
    done = tollbook(*(argument.replace("CASE", str(case)) for argument in arguments), status=2)
    assert done.stderr.strip()
    assert ((case / "judgements.jsonl").read_bytes(), (case / "vault" / "log.jsonl").read_bytes()) == before


TWO_INCIDENTS = """[case]
name = "The harbour"
incident = "march"

[[incident]]
id = "march"
window = { start = "2025-03-01", end = "2025-03-31" }

[[incident]]
id = "july"
window = { start = "2025-07-01", end = "2025-07-31" }
"""


def test_a_falling_toll_is_a_conflict_until_a_person_accepts_a_reading_of_it(
    tollbook: Run, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(tmp_path / "reports", "monday", SECOND.replace("Sunday", "Monday").replace("55", "30"), "2025-03-10")
    tollbook("collect", case, tmp_path / "reports")
    card = tollbook("conflicts", case).stdout
    first = next(line for line in card.splitlines() if "reading-" in line).split()[0]
    assert card.index("[A]") < card.index(first) < card.index("set aside until decided")
    tollbook("readings", "accept", first, case, "--by", "mara", "--why", "the watch corrected itself")
    assert "No conflicts" in tollbook("conflicts", case).stdout
    figures = json.loads(tollbook("figures", case, "--by", "day", "--json").stdout)["figures"]
    assert all(figure["readings"] == [first] for figure in figures)
    monkeypatch.chdir(case)
    tollbook("readings", "reject", first, "--by", "mara", "--why", "it did not")
    assert first not in tollbook("conflicts", case).stdout


def test_a_rejected_reading_is_proposed_in_no_part_of_a_case_again(tollbook: Run, case: Path, tmp_path: Path) -> None:
    (case / "tollbook.toml").write_text(TWO_INCIDENTS)
    falling = FIRST.replace("Saturday", "Monday").replace("40", "30")
    report(tmp_path / "reports", "monday", falling, "2025-03-10")
    tollbook("collect", case, tmp_path / "reports")
    rejected, *others = (reading["id"] for reading in json.loads(tollbook("readings", case, "--json").stdout))
    tollbook("readings", "reject", rejected, case, "--by", "mara", "--why", "the watch says otherwise")
    for part in ([], ["--incident", "march"], ["--by", "day"]):
        line = json.loads(tollbook("figures", case, *part, "--json").stdout)
        assert [reading["id"] for reading in line["readings"]] == others
        assert rejected not in line["conflicts"][0]["readings"]


def test_ctrl_c_while_collecting_keeps_what_was_kept_and_the_rest_can_follow(
    tollbook: Run, case: Path, tmp_path: Path
) -> None:
    number = 500
    with (tmp_path / "many.jsonl").open("w") as stream:
        stream.writelines(json.dumps({"id": str(n), "text": f"{n} people were killed."}) + "\n" for n in range(number))
    command = [sys.executable, "-m", "tollbook", "collect", str(case), str(tmp_path / "many.jsonl")]
    started = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    log = case / "vault" / "log.jsonl"
    size = log.stat().st_size
    while log.stat().st_size == size and started.poll() is None:
        time.sleep(0.01)
    os.killpg(started.pid, signal.SIGINT)
    _, said = started.communicate(timeout=60)
    assert (started.returncode, said.strip()) == (130, b"tollbook: interrupted")
    tollbook("verify", case)
    rest = tollbook("collect", case, tmp_path / "many.jsonl").stdout
    assert "unchanged" in rest
    assert len(log.read_text().splitlines()) == number + 2


def test_two_processes_do_not_write_to_one_case_at_once(tollbook: Run, case: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tollbook", "collect", str(case), "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdin
        while str(first.pid) not in (case / ".lock").read_text() and first.poll() is None:
            time.sleep(0.01)
        refused = tollbook("collect", case, tmp_path / "reports", status=1)
        assert f"process {first.pid} (collecting) is changing this case" in refused.stderr
        first.stdin.write(b'{"id": "a", "text": "Two people were killed."}')
        first.stdin.close()
        assert first.wait(60) == 0
    assert "2 unchanged" in tollbook("collect", case, tmp_path / "reports").stdout
    assert len(json.loads(tollbook("extract", case, "--json").stdout)) == 3


@pytest.mark.parametrize("command", ["figures", "claims", "conflicts", "extract"])
def test_an_index_that_is_made_anew_or_kept_elsewhere_gives_the_same_bytes(
    tollbook: Run, case: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    before = tollbook(command, case, "--jsonl").stdout
    for file in case.glob("tollbook.sqlite3*"):
        file.unlink()
    assert tollbook(command, case, "--jsonl").stdout == before
    for file in case.glob("tollbook.sqlite3*"):
        file.unlink()
    monkeypatch.setenv("TOLLBOOK_DATABASE_URL", postgresql_url)
    assert tollbook(command, case, "--jsonl").stdout == before
    assert not list(case.glob("tollbook.sqlite3*"))
