"""Floors on what is extracted from the evaluation sets beside the checkout, by the measures of `make bench-extract`."""

from functools import cache
from pathlib import Path

import pytest

from scoring import Scored, score

# A floor is not lowered without a reason written beside it.
FLOORS = {
    ("wad.dev.jsonl", "killed exact"): 0.905,
    ("wad.dev.jsonl", "killed precision"): 0.925,
    ("wad.dev.jsonl", "injured exact"): 0.912,
    ("gva.dev.jsonl", "killed exact"): 0.785,
    ("gva.dev.jsonl", "killed zero_ok"): 0.90,
    ("gva.dev.jsonl", "injured exact"): 0.70,
    ("muc4.dev.jsonl", "claim F1"): 0.68,
    ("coast-2025", "claim F1"): 0.96,
    ("coast-2025", "full"): 0.918,
    ("coast-2025", "breakdowns"): 0.83,
}
CEILINGS = {("coast-2025", "distractors"): 0.02}


@cache
def scored(target: Path) -> Scored:
    return score(target)


@pytest.mark.parametrize(("name", "measure"), FLOORS)
def test_an_evaluation_set_is_read_at_least_as_well_as_the_floor(shared_folder: Path, name: str, measure: str) -> None:
    assert scored(shared_folder / "eval" / name).measures[measure] >= FLOORS[name, measure]


@pytest.mark.parametrize(("name", "measure"), CEILINGS)
def test_no_more_numbers_of_other_things_are_taken_than_the_ceiling(
    shared_folder: Path, name: str, measure: str
) -> None:
    assert scored(shared_folder / "eval" / name).measures[measure] <= CEILINGS[name, measure]
