"""A number is found wherever a report prints it, however it is written, and each place says what became of it."""

import json
from pathlib import Path

import pytest

from tollbook.extract import extract
from tollbook.extract.printed import NOT_NOTED, Printed, Search
from tollbook.language import load
from tollbook.records import Extraction, Report, UsageError

REPORTS = Path(__file__).parents[2] / "examples" / "syrian-coast-2025" / "reports"


def places(said: str, text: str) -> list[Printed]:
    return list(Search(said).places(extract(Report(text))))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("7", "Seven people were killed."),
        ("seven", "The road was closed for 7 days."),
        ("1311", "At least 1,311 people were killed."),
        ("1,311", "At least 1311 people were killed."),
        ("24", "Two dozen people were killed."),
        ("more than 300", "The toll is above 300."),
        ("12", "Between 10 and 12 people were killed."),
        ("between 10 and 12", "Some 10-12 people were killed."),
        ("dozens", "Dozens were killed."),
        ("7.62", "They fired 7.62 mm rounds."),
    ],
)
def test_a_number_is_found_however_it_is_written(said: str, text: str) -> None:
    assert len(places(said, text)) == 1


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("7", "Seventeen people were killed on 17 May."),
        ("12", "Dozens were killed."),
        ("dozens", "Two dozen people were killed."),
        ("between 10 and 12", "12 people were killed."),
        ("7.62", "They fired 5.56 mm rounds."),
    ],
)
def test_another_number_is_not_it(said: str, text: str) -> None:
    assert places(said, text) == []


def test_a_number_is_shown_in_its_sentence_with_its_claim_or_its_reason() -> None:
    text = "The road was closed for 12 days. 12 people were killed."
    passed, taken = places("twelve", text)
    assert (passed.quote, passed.claims, passed.reason) == ("The road was closed for 12 days.", (), "a duration")
    assert (taken.quote, taken.reason) == ("12 people were killed.", None)
    assert taken.claims == tuple(claim.id for claim in extract(Report(text)).claims)
    for one in (passed, taken):
        assert text[one.start : one.end] == one.quote
        assert text[one.number.start : one.number.end] == one.said == "12"


def test_a_number_that_an_older_reading_did_not_note_says_so() -> None:
    (found,) = Search("12").places(Extraction(Report("12 people were killed.")))
    assert found.reason == NOT_NOTED


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.json")), ids=lambda path: path.stem)
def test_every_number_of_the_example_reports_is_taken_or_has_its_reason(path: Path) -> None:
    report = Report(json.loads(path.read_text("utf-8"))["text"], published="2025-03-13")
    extraction = extract(report)
    sentences = load("en").sentences(report.text)
    said = {
        report.text[one.tokens[number.hedge_start].start : one.tokens[number.hedge_end - 1].end]
        for one in sentences
        for number in load("en").numbers(one)
    }
    found = [one for number in said for one in Search(number).places(extraction)]
    assert len(found) >= len(said) > 0
    assert [one for one in found if one.reason == NOT_NOTED] == []


@pytest.mark.parametrize("said", ["", "xyz", "3 and 4", "12 killed, 7 wounded"])
def test_what_is_not_one_number_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match="number"):
        Search(said)
