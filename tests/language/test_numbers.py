"""English numbers as printed."""

import pytest

from tollbook.language.en.marking.numbers import NumberLexer, whole_number
from tollbook.language.lexicon import read
from tollbook.language.tokens import Orthography, sentences

LEXER = NumberLexer(read("tollbook.language.en", "numbers"))


def numbers(text: str) -> list[tuple[str, int | None, int | None, str]]:
    tokens = next(iter(sentences(text, Orthography()))).tokens
    found = LEXER.numbers(tokens)
    return [
        (text[tokens[one.start].start : tokens[one.end - 1].end], one.low, one.high, str(one.quantifier))
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("311 people", ("311", 311, 311, "exact")),
        ("1,311 people", ("1,311", 1311, 1311, "exact")),
        ("twenty-eight women", ("twenty-eight", 28, 28, "exact")),
        ("twenty eight women", ("twenty eight", 28, 28, "exact")),
        ("one hundred and twenty-three people", ("one hundred and twenty-three", 123, 123, "exact")),
        ("two thousand five hundred people", ("two thousand five hundred", 2500, 2500, "exact")),
        ("a hundred people", ("a hundred", 100, 100, "exact")),
        ("a dozen men", ("a dozen", 12, 12, "exact")),
        ("two dozen men", ("two dozen", 24, 24, "exact")),
        ("half a dozen men", ("half a dozen", 6, 6, "exact")),
        ("1.3 thousand dead", ("1.3 thousand", 1300, 1300, "exact")),
        ("at least 12 people", ("12", 12, None, "at least")),
        ("no fewer than twelve people", ("twelve", 12, None, "at least")),
        ("more than 300 people", ("300", 300, None, "more than")),
        ("over a dozen people", ("a dozen", 12, None, "more than")),
        ("639+ people", ("639", 639, None, "at least")),
        ("12 or more people", ("12", 12, None, "at least")),
        ("up to 30 people", ("30", None, 30, "up to")),
        ("as many as 30 people", ("30", None, 30, "up to")),
        ("fewer than 30 people", ("30", None, 30, "fewer than")),
        ("about 40 people", ("40", 40, 40, "about")),
        ("some 40 people", ("40", 40, 40, "about")),
        ("nearly 745 people", ("745", 745, 745, "nearly")),
        ("between 10 and 12 people", ("10 and 12", 10, 12, "range")),
        ("10-12 people", ("10-12", 10, 12, "range")),
        ("10 to 12 people", ("10 to 12", 10, 12, "range")),
        ("dozens of people", ("dozens", None, None, "vague")),
        ("tens of thousands of people", ("tens of thousands", None, None, "vague")),
        ("several people", ("several", None, None, "vague")),
    ],
)
def test_a_number_is_kept_as_printed(text: str, expected: tuple[str, int | None, int | None, str]) -> None:
    assert numbers(text) == [expected]


@pytest.mark.parametrize("text", ["7.62", "1,23", "12,3456", "1" * 40])
def test_what_is_no_whole_count_has_no_value(text: str) -> None:
    assert whole_number(text) is None


def test_numbers_joined_by_and_are_two_numbers() -> None:
    assert [one[0] for one in numbers("12 men and seven women")] == ["12", "seven"]


def test_a_number_longer_than_any_count_is_read_in_no_time() -> None:
    assert numbers("9" * 100_000)[0][1:3] == (None, None)
