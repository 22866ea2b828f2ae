"""From a text that somebody has at hand to figures, their reasons and a page, without a case."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
TEXT = (
    "The Harbour Watch (HW) said on Saturday that 40 civilians had been killed in Latakia since Thursday, "
    "including 25 women. Another 12 people were wounded."
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT)
    return path


def rows(text: str) -> set[tuple[str, str]]:
    """The number and the label of every figure shown."""
    return {
        (number, label.strip())
        for number, label in re.findall(r"^ +([\w ,]*\d[\d,]*)  (.*?)  .*· \w+$", text, re.MULTILINE)
    }


def test_a_text_becomes_figures_with_quotes_and_sums(tollbook: Run, report: Path) -> None:
    text = tollbook("figures", report, "--published", "2025-03-08").stdout
    assert "HW, as of 8 March 2025: killed" in text
    assert ("15", "everyone else") in rows(text)
    assert "derived: 40 − 25" in text
    assert "“25 women”" in text


def test_without_a_publication_date_figures_are_given_and_what_is_missing_is_said(tollbook: Run, report: Path) -> None:
    text = tollbook("figures", report).stdout
    assert ("15", "everyone else") in rows(text)
    assert "Could not be resolved" in text
    assert "“Saturday”" in text
    assert "--published" in text


def test_a_figure_is_followed_down_to_its_quotes(tollbook: Run, report: Path) -> None:
    line = json.loads(tollbook("figures", report, "--jsonl").stdout)
    remainder = next(figure for figure in line["figures"] if figure["low"] == 15)
    text = tollbook("explain", remainder["id"], report).stdout
    assert "+ 40" in text
    assert "− 25" in text
    assert "“25 women”" in text
    short = tollbook("explain", remainder["id"].partition("-")[2][:6], report).stdout
    assert short == text


def test_what_we_write_we_can_prove(tollbook: Run, report: Path) -> None:
    lines = tollbook("figures", report, "--jsonl").stdout
    number = len(json.loads(lines)["figures"])
    assert (
        tollbook("verify-proof", "-", stdin=lines).stdout
        == f"{number} of {number} figures are proved by their terms.\n"
    )
    figure = next(figure for figure in json.loads(lines)["figures"] if figure["low"] == 15)
    explained = tollbook("explain", figure["id"], report, "--json").stdout
    assert tollbook("verify-proof", "-", stdin=explained).stdout.startswith("1 of 1")


def test_a_proof_that_has_been_altered_is_not_proved(tollbook: Run, report: Path) -> None:
    line = json.loads(tollbook("figures", report, "--jsonl").stdout)
    for figure in line["figures"]:
        figure["low"] += 1
    done = tollbook("verify-proof", "-", stdin=json.dumps(line), status=1)
    assert "not proved" in done.stderr
    assert done.stdout.startswith("0 of ")


def test_json_lines_have_one_line_a_report_in_order_whoever_reads_them(tollbook: Run, tmp_path: Path) -> None:
    source = "".join(json.dumps({"id": str(n), "text": TEXT.replace("40", str(40 + n))}) + "\n" for n in range(40))
    (tmp_path / "a.jsonl").write_text(source + "not json\n")
    alone = tollbook("figures", tmp_path / "a.jsonl", "--jsonl", status=1).stdout
    assert tollbook("figures", tmp_path / "a.jsonl", "--jsonl", "--workers", "2", status=1).stdout == alone
    assert [json.loads(line)["id"] for line in alone.splitlines()] == [*map(str, range(40)), None]
    piped = tollbook("figures", "--jsonl", stdin=source + "not json\n", status=1).stdout
    assert piped == alone.replace(str(tmp_path / "a.jsonl"), "standard input")


def test_together_pools_what_would_be_ledgers_of_their_own(tollbook: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("The Coast Office (CO) said that 7 people were killed in Tartus.")
    apart = json.loads(tollbook("figures", tmp_path, "--json").stdout)
    assert [line["id"] for line in apart] == ["a", "b"]
    pooled = json.loads(tollbook("figures", tmp_path, "--json", "--together").stdout)
    assert {figure["source"] for figure in pooled["figures"]} == {"HW", "CO"}
    assert len(pooled["claims"]) == sum(len(line["claims"]) for line in apart)


def test_a_page_is_written_whole_and_needs_no_network(tollbook: Run, report: Path, tmp_path: Path) -> None:
    page = tmp_path / "out" / "page.html"
    assert tollbook("publish", report, "--out", page).stdout == f"The page is in {page}\n"
    text = page.read_text("utf-8")
    assert "25 women" in text
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", text)
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]


def test_several_reports_do_not_silently_become_one_page(tollbook: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("Two people were killed in Tartus.")
    out = tmp_path / "page.html"
    assert "--together" in tollbook("publish", tmp_path, "--out", out, status=2).stderr
    assert not out.exists()
    tollbook("publish", tmp_path, "--out", out, "--together")
    assert out.exists()


def test_claims_can_be_chosen_by_source_and_harm(tollbook: Run, report: Path) -> None:
    def chosen(*options: str) -> list[Any]:
        return [claim["count"]["said"] for claim in json.loads(tollbook("claims", report, "--json", *options).stdout)]

    assert chosen() == ["40", "25", "12"]
    assert chosen("--harm", "injured") == ["12"]
    assert chosen("--source", "HW", "--harm", "killed") == ["40", "25"]
    assert chosen("--source", "nobody") == []


@pytest.mark.parametrize("text", ["Nobody was there.", "No.", "40", "x" * 5_000_000, "killed " * 20_000])
def test_texts_without_a_story_are_no_error(tollbook: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert "a, publication date not known" in tollbook("figures", tmp_path / "a.txt").stdout
