"""The example case: its files fit one another, its figures are in its texts, and its words are its own."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tollbook.casebook.definition import read
from tollbook.records import Harm, Mode, Quantifier, Status
from tollbook.records.wire import report_from

EXAMPLE = Path(__file__).parents[2] / "examples" / "syrian-coast-2025"
FILES = sorted((EXAMPLE / "reports").glob("*.json"))
REPORTS = [report_from(json.loads(file.read_text(encoding="utf-8")), file.name) for file in FILES]
TEXTS = {report.id: report.text for report in REPORTS}
DEFINITION = read(EXAMPLE / "tollbook.toml")
EXPECTED = {
    report["id"]: report for report in tomllib.loads((EXAMPLE / "expected.toml").read_text(encoding="utf-8"))["report"]
}
README = (EXAMPLE / "README.md").read_text(encoding="utf-8")

NUMBER = re.compile(
    r"\d[\d,.]*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen"
    r"|dozens?|scores|hundreds?|thousands?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)\b",
    re.IGNORECASE,
)
SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TENS = {"twenty": 20, "ninety": 90}
LONGEST_SHARED_RUN = 6


def claims() -> Iterator[tuple[str, dict[str, Any]]]:
    for identity, report in EXPECTED.items():
        for claim in report["claims"]:
            yield identity, claim


def value(words: str) -> int:
    """The value of a number expression as the reports print it."""
    words = words.lower().replace(",", "")
    if words.isdecimal():
        return int(words)
    tens, _, ones = words.rpartition("-")
    return TENS.get(tens, 0) + SMALL.index(ones)


def single(needle: str, text: str) -> tuple[int, int]:
    """Where ``needle`` stands in ``text``, in which it occurs once."""
    assert text.count(needle) == 1, f"{needle!r} occurs {text.count(needle)} times"
    return text.index(needle), text.index(needle) + len(needle)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_report_is_a_wire_format_object_named_like_its_file(file: Path) -> None:
    entry = json.loads(file.read_text(encoding="utf-8"))
    assert list(entry) == ["id", "published", "language", "publisher", "title", "url", "text"]
    assert entry["id"] == file.stem
    assert entry["publisher"] == "Tollbook example"
    assert 60 <= len(entry["text"].split()) <= 200


def test_the_reports_cover_the_seven_days_in_order() -> None:
    days = [report.published for report in REPORTS]
    assert days == sorted(filter(None, days))
    assert set(days) == {f"2025-03-{day:02}" for day in range(7, 14)}


def test_every_report_has_its_row_and_its_public_source_in_the_readme() -> None:
    for report in REPORTS:
        (row,) = [line for line in README.splitlines() if line.startswith(f"| `{report.id}` |")]
        assert f"({report.url})" in row


def test_the_definition_is_consistent_in_itself() -> None:
    observatory, network = DEFINITION.sources
    assert (observatory.id, network.id) == ("SOHR", "SNHR")
    assert {party.side for party in DEFINITION.parties} == network.profile.closed["perpetrator"]
    places = {place.name: place for place in DEFINITION.places}
    assert DEFINITION.region
    assert set(places[DEFINITION.region].parts) == observatory.profile.closed["place"]
    assert all(place.within in places or place.within == "Syria" for place in places.values())


def test_no_spelling_leads_to_two_places() -> None:
    names = [name.casefold() for place in DEFINITION.places for name in (place.name, *place.names)]
    assert len(names) == len(set(names))


def test_every_report_has_expected_claims() -> None:
    assert list(EXPECTED) == list(TEXTS)


def test_the_words_of_expected_claims_stand_once_in_their_text() -> None:
    for identity, claim in claims():
        single(claim["quote"], TEXTS[identity])
        if "number" in claim:
            single(claim["number"], claim["quote"])


def test_expected_counts_are_the_printed_numbers() -> None:
    for _, claim in claims():
        quantifier = claim.get("quantifier", "exact")
        low, high = claim.get("low"), claim.get("high")
        if quantifier == Quantifier.EXACT:
            assert low == high == value(claim["number"])
        elif quantifier in (Quantifier.MORE_THAN, Quantifier.AT_LEAST):
            assert (low, high) == (value(claim["number"]), None)
        else:
            assert quantifier in (Quantifier.VAGUE, Quantifier.NONE)
            assert (low, high) == (None, None)


def test_expected_fields_use_the_vocabularies_and_the_names_of_the_definition() -> None:
    places = {place.name: place.within for place in DEFINITION.places}
    groups = {group.name for group in DEFINITION.groups}
    sides = {party.side for party in DEFINITION.parties}
    sources = {source.id for source in DEFINITION.sources}
    for identity, claim in claims():
        assert claim.get("harm", "killed") in set(Harm)
        assert claim.get("mode", "count") in set(Mode)
        assert set(claim.get("status", [])) <= set(Status)
        assert claim.get("group", "Alawite") in groups
        assert claim.get("side", "government side") in sides
        assert claim.get("source", EXPECTED[identity]["source"]) in {*sources, ""}
        for chain in claim.get("places", []):
            assert [places[name] for name in chain[:-1]] == chain[1:]


def test_a_part_belongs_to_a_claim_of_its_report_and_is_not_larger() -> None:
    for report in EXPECTED.values():
        by_key = {claim["key"]: claim for claim in report["claims"]}
        assert len(by_key) == len(report["claims"])
        for claim in report["claims"]:
            for relation in ("part_of", "restates"):
                if relation in claim:
                    assert claim.get("low", 0) <= by_key[claim[relation]].get("high", float("inf"))


def test_every_number_of_a_text_is_a_claim_or_passed_over() -> None:
    for identity, text in TEXTS.items():
        report = EXPECTED[identity]
        taken = [single(words, text) for words in report["passed"]]
        for claim in report["claims"]:
            if "number" in claim:
                start, _ = single(claim["quote"], text)
                first, last = single(claim["number"], claim["quote"])
                taken.append((start + first, start + last))
        for number in NUMBER.finditer(text):
            assert any(start <= number.start() and number.end() <= end for start, end in taken), (identity, number[0])


def test_the_closed_lists_close_and_the_network_s_provinces_do_not() -> None:
    low = {(identity, claim["key"]): int(claim.get("low", 0)) for identity, claim in claims()}

    def of(identity: str, *keys: str) -> int:
        return sum(low[identity, key] for key in keys)

    provinces = ("latakia", "tartus", "hama", "homs")
    for identity in ("08-civilians-by-province", "11-1225-civilians", "12-1383-civilians", "14-1476-civilians"):
        assert of(identity, *provinces) == of(identity, "all")
    assert of("10-network-counts-803", *provinces) == of("13-network-three-parts", "government") == 420
    assert of("13-network-three-parts", "civilians", "security", "government") == of("10-network-counts-803", "all")
    assert of("12-1383-civilians", "all") == of("11-1225-civilians", "all") + of("12-1383-civilians", "new")
    assert of("14-1476-civilians", "all") == of("12-1383-civilians", "all") + of("14-1476-civilians", "new")


def words(text: str) -> list[str]:
    """The words of a text; a source's name with its acronym counts as one word, for nobody can write it otherwise."""
    for source in DEFINITION.sources:
        text = re.sub(rf"the {source.names[0]}(?: \({source.id}\))?", source.id, text, flags=re.IGNORECASE)
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    every = words(text)
    length = LONGEST_SHARED_RUN + 1
    return {tuple(every[start : start + length]) for start in range(len(every) - length + 1)}


def evaluation_texts(shared: Path) -> Iterator[str]:
    for file in sorted(shared.glob("eval/**/*.json*")):
        content = file.read_text(encoding="utf-8")
        lines = content.splitlines() if file.suffix == ".jsonl" else [content]
        records = map(json.loads, lines)
        yield from (record["text"] for record in records if isinstance(record, dict) and "text" in record)
    for file in shared.glob("seed/*.txt"):
        yield file.read_text(encoding="utf-8")


@pytest.mark.shared
def test_no_report_shares_more_than_six_words_in_a_row_with_an_evaluation_text(shared_folder: Path) -> None:
    own = {run: report.id for report in REPORTS for run in runs(report.text)}
    texts = list(evaluation_texts(shared_folder))
    assert len(texts) > len(REPORTS)
    shared = {" ".join(run): own[run] for text in texts for run in runs(text) & own.keys()}
    assert not shared
