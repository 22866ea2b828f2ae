"""What the engine makes of claims of a real event, annotated by hand or read, against the results expected of it."""

from functools import cache
from pathlib import Path

import pytest
from coast import Comparison, Corpus
from coast_cards import Cards, Lists
from end_to_end import Case


@cache
def comparison(folder: Path, source: str, with_readings: bool) -> Comparison:
    return Comparison(Corpus(folder), source, with_readings)


@cache
def read_case(folder: Path) -> Case:
    return Case(Corpus(folder))


SYSTEMS = [("SNHR", False), ("SNHR", True), ("SOHR", False), ("SOHR", True)]


@pytest.mark.parametrize(("source", "with_readings"), SYSTEMS)
def test_every_figure_and_every_point_of_a_curve_is_as_expected(
    shared_folder: Path, source: str, with_readings: bool
) -> None:
    found = comparison(shared_folder / "eval/coast-2025", source, with_readings)
    assert found.figures.asked > 50
    assert found.figures.faults == []
    assert found.points.faults == []


@pytest.mark.parametrize(("source", "with_readings"), SYSTEMS)
def test_what_is_set_aside_is_as_expected(shared_folder: Path, source: str, with_readings: bool) -> None:
    assert comparison(shared_folder / "eval/coast-2025", source, with_readings).same_repairs


@pytest.mark.parametrize(("source", "stated"), [("SOHR", 30), ("SNHR", 5)])
def test_a_curve_read_from_reports_has_the_numbers_that_they_state(
    shared_folder: Path, source: str, stated: int
) -> None:
    points = read_case(shared_folder / "eval/coast-2025").points(source)
    assert points.asked >= stated
    assert points.faults == []


@pytest.mark.parametrize("source", ["SOHR", "SNHR"])
def test_no_bound_read_from_reports_contradicts_what_is_expected(shared_folder: Path, source: str) -> None:
    agreement = read_case(shared_folder / "eval/coast-2025").agreement(source)
    assert agreement.asked > 40
    assert agreement.faults == []


@pytest.mark.parametrize(
    ("as_printed", "accepted"), [(False, ["r1", "r5", "r6", "r8"]), (True, ["r1", "r2", "r3", "r4", "r5", "r6"])]
)
def test_a_reading_that_people_accepted_is_the_first_on_its_card(
    shared_folder: Path, as_printed: bool, accepted: list[str]
) -> None:
    corpus = Corpus(shared_folder / "eval/coast-2025")
    cards = Cards(corpus, as_printed)
    assert cards.places == dict.fromkeys(accepted, 1)


def test_every_list_that_divides_a_total_is_of_the_kind_expected(shared_folder: Path) -> None:
    corpus = Corpus(shared_folder / "eval/coast-2025")
    lists = Lists(corpus)
    assert lists.faults("partition") == []
    # Of the others three are judged by what a person knows: a majority, and lists of several cuts.
    assert len(lists.faults("rest")) == 3
