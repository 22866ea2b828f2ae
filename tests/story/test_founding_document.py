"""The report that Tollbook began with, as a user sees it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def shown(tollbook: Run, folder: Path, *options: str) -> str:
    return " ".join(tollbook("figures", *sorted((folder / "seed").glob("*.txt")), *options).stdout.split())


def test_totals_parts_and_the_remainder_are_shown_with_their_quotes(tollbook: Run, shared_folder: Path) -> None:
    text = shown(tollbook, shared_folder, "--published", "2025-03-08")
    assert "SOHR, as of 8 March 2025: killed" in text
    assert re.search(r"524 everyone.* stated .* “[^”]*reached 524 men and women", text)
    assert re.search(r"311 Alawite civilians by security forces stated .* “311 Alawite civilians", text)
    assert re.search(r"213 everyone else derived: 524 − 311", text)
    assert re.search(r"311 to 524 civilians of any kind derived", text)


def test_what_is_no_statement_of_the_source_stands_beside_and_says_why(tollbook: Run, shared_folder: Path) -> None:
    text = shown(tollbook, shared_folder, "--published", "2025-03-08")
    assert re.search(r"restates: .* “more than 300 Alawite civilians were killed” \(SOHR", text)
    assert re.search(r"“Hundreds of people have been killed” \(the outlet's own voice", text)
    assert re.search(r"relation not stated: .* “[^”]*dozens of men[^”]*” \(the outlet's own voice", text)
    assert re.search(r"background: .* “[^”]*several members[^”]*”", text)


@pytest.mark.parametrize("quantity", ["11%", "12%", "four operations", "two months", "one side", "ree days"])
def test_other_quantities_are_no_figures(tollbook: Run, shared_folder: Path, quantity: str) -> None:
    assert quantity not in shown(tollbook, shared_folder, "--published", "2025-03-08")


def test_without_the_publication_date_the_figures_stay_and_the_days_are_asked_for(
    tollbook: Run, shared_folder: Path
) -> None:
    text = shown(tollbook, shared_folder)
    assert "213 everyone else derived: 524 − 311" in text
    assert re.search(r"Could not be resolved “.*--published", text)
