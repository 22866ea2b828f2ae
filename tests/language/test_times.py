"""English times, and what they mean on the day of publication."""

import pytest

from tollbook.extract.settings.times import resolve
from tollbook.language.en.marking.numbers import NumberLexer
from tollbook.language.en.times.dates import TimeLexer
from tollbook.language.lexicon import read
from tollbook.language.protocol import TimeExpression
from tollbook.language.tokens import Orthography, sentences

NUMBERS = NumberLexer(read("tollbook.language.en", "numbers"))
TIMES = TimeLexer(read("tollbook.language.en", "time"))
SATURDAY = "2025-03-08"


def times(text: str) -> list[TimeExpression]:
    tokens = next(iter(sentences(text, Orthography(frozenset(("jan",)))))).tokens
    return [time for _, _, time in TIMES.times(tokens, NUMBERS.numbers(tokens))]


@pytest.mark.parametrize(
    ("text", "ends", "role"),
    [
        ("killed on Friday", ("2025-03-07", "2025-03-07"), "on"),
        ("killed on Saturday", ("2025-03-08", "2025-03-08"), "on"),
        ("killed on Friday, March 7", ("2025-03-07", "2025-03-07"), "on"),
        ("killed since Thursday", ("2025-03-06", "2025-03-06"), "since"),
        ("killed since last Thursday", ("2025-03-06", "2025-03-06"), "since"),
        ("killed on Thursday of last week", ("2025-02-27", "2025-02-27"), "on"),
        ("clashes that began on Thursday, March 6", ("2025-03-06", "2025-03-06"), "since"),
        ("killed yesterday", ("2025-03-07", "2025-03-07"), "on"),
        ("killed on 8 December", ("2024-12-08", "2024-12-08"), "on"),
        ("killed on 8 December 2023", ("2023-12-08", "2023-12-08"), "on"),
        ("killed on March 7th", ("2025-03-07", "2025-03-07"), "on"),
        ("killed from 6 to 7 March", ("2025-03-06", "2025-03-07"), "since"),
        ("killed between 6 and 7 March", ("2025-03-06", "2025-03-07"), "on"),
        ("killed on March 6-7", ("2025-03-06", "2025-03-07"), "on"),
        ("killed in January 2025", ("2025-01", "2025-01"), "on"),
        ("killed in 2011", ("2011-01", "2011-12"), "on"),
        ("killed on 2025-03-07", ("2025-03-07", "2025-03-07"), "on"),
        ("killed over the past two months", ("2025-01-07", "2025-03-08"), "past"),
        ("killed over the past 24 hours", ("2025-03-07", "2025-03-08"), "past"),
        ("killed last Saturday", ("2025-03-01", "2025-03-01"), "on"),
        ("killed last night", ("2025-03-07", "2025-03-07"), "on"),
        ("killed this week", ("2025-03-03", "2025-03-08"), "on"),
        ("killed last week", ("2025-02-24", "2025-03-02"), "on"),
        ("killed over the weekend", ("2025-03-08", "2025-03-08"), "on"),
        ("killed earlier this month", ("2025-03", "2025-03"), "on"),
        ("killed last year", ("2024-01", "2024-12"), "on"),
        ("killed two days ago", ("2025-03-06", "2025-03-06"), "on"),
        ("killed four months ago", ("2024-11", "2024-11"), "on"),
        ("killed in early March", ("2025-03", "2025-03"), "on"),
        ("killed on Friday and Saturday", ("2025-03-07", "2025-03-08"), "on"),
        ("killed from Thursday to Sunday", ("2025-02-27", "2025-03-02"), "on"),
        ("killed between 28 February and 6 March", ("2025-02-28", "2025-03-06"), "on"),
        ("killed from 6 March 2024 to 12 March 2024", ("2024-03-06", "2024-03-12"), "on"),
        ("killed until 5 March", ("2025-03-05", "2025-03-05"), "until"),
        ("killed as of Thursday", ("2025-03-06", "2025-03-06"), "as of"),
        ("killed by late Thursday", ("2025-03-06", "2025-03-06"), "as of"),
    ],
)
def test_a_time_is_read_against_the_publication_day(text: str, ends: tuple[str, str], role: str) -> None:
    (time,) = times(text)
    assert (resolve(time, SATURDAY), time.role) == (ends, role)


@pytest.mark.parametrize(
    "text", ["killed on Friday", "killed on March 7", "killed yesterday", "over the past two days"]
)
def test_without_a_publication_day_it_is_left_open(text: str) -> None:
    (time,) = times(text)
    assert resolve(time, None) is None


def test_a_publication_month_gives_the_year_and_no_weekday() -> None:
    assert resolve(times("killed on March 7")[0], "2025-03") == ("2025-03-07", "2025-03-07")
    assert resolve(times("killed on Friday")[0], "2025-03") is None


@pytest.mark.parametrize("text", ["killed on 31 February", "killed on February 30"])
def test_a_day_that_no_calendar_has_is_left_open(text: str) -> None:
    (time,) = times(text)
    assert resolve(time, SATURDAY) is None


@pytest.mark.parametrize("text", ["they may be dead", "they march on", "12 people died", "he is the 3rd man"])
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert times(text) == []


def test_to_a_report_of_a_sunday_last_week_is_the_week_that_has_just_ended() -> None:
    (time,) = times("killed on Thursday of last week")
    assert resolve(time, "2025-03-09") == ("2025-03-06", "2025-03-06")


@pytest.mark.parametrize(("text", "day"), [("a day earlier", "2025-03-02"), ("the following day", "2025-03-04")])
def test_a_day_is_counted_from_the_one_named_last(text: str, day: str) -> None:
    (time,) = times(f"killed {text}")
    assert resolve(time, SATURDAY, named="2025-03-03") == (day, day)
    assert resolve(time, SATURDAY) is None
