"""Which publishers count themselves, by their names."""

import tomllib
from importlib.resources import files

import pytest

from tollbook.language import load

VOICES = tomllib.loads(files("tollbook.language.en").joinpath("voices.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    "publisher",
    ["Coast Rights Network", "UNAMA", "B'Tselem", "Harbour Police", "Ministry of Health", "Mission press office"],
)
def test_a_body_that_counts_is_told_by_its_name(publisher: str) -> None:
    assert load("en").counts(publisher)


@pytest.mark.parametrize("publisher", ["Reuters", "Shafaq News", "Eastern Telegraph", "Syria Life", "Harbour Weekly"])
def test_an_outlet_counts_nobody_itself(publisher: str) -> None:
    assert not load("en").counts(publisher)


@pytest.mark.parametrize("word", VOICES["outlets"])
def test_every_word_for_an_outlet_tells_that_it_passes_on_what_others_count(word: str) -> None:
    assert not load("en").counts(f"Harbour Network {word.title()}")
