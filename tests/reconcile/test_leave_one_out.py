"""What a source's other claims say of a number that is left out: never that it is wrong."""

from pathlib import Path

from coast import SYSTEMS, Corpus
from leave_one_out import left_out, outcome


def test_no_number_of_a_source_is_excluded_by_its_others(shared_folder: Path) -> None:
    corpus = Corpus(shared_folder / "eval/coast-2025")
    found = [outcome(*pair) for pair in left_out(corpus, "SNHR", SYSTEMS["SNHR"])]
    assert found.count("wrongly") == 0
    assert found.count("exactly") > len(found) // 3
