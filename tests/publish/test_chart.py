from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.publish.chart import BASE, FIRST, LAST, TOP, Chart, chart, moment
from tollbook.publish.register import Toll
from tollbook.records import CurveMark, Figure, Harm, MarkKind, Scope, View

POINT = Figure("f", "coast", Harm.KILLED, "SOHR", None, View.AS_KNOWN, Scope(), (), "everyone", 0, None)


def drawn(*points: tuple[str | None, int, int | None]) -> Chart:
    found = chart([toll(*points)])
    assert found
    return found


def toll(*points: tuple[str | None, int, int | None], label: str = "everyone", **fields: Any) -> Toll:
    figures = [
        replace(POINT, id=f"{number}", as_of=as_of, low=low, high=high)
        for number, (as_of, low, high) in enumerate(points)
    ]
    return Toll(label, tuple(figures), **fields)


def marks(found: Chart) -> list[Any]:
    return [mark for line in found.lines for mark in line.marks]


def test_a_floor_has_an_open_upper_end_and_an_interval_has_a_bar() -> None:
    floor, interval, exact = marks(drawn(("2025-03-08", 10, None), ("2025-03-09", 20, 30), ("2025-03-10", 30, 30)))
    assert floor.top is None
    assert interval.top < interval.y
    assert exact.top == exact.y
    assert [mark.lettering for mark in (floor, interval, exact)] == ["≥ 10", "20–30", "30"]


def test_the_band_of_a_step_is_what_is_known_of_its_figure_in_retrospect() -> None:
    points = [("2025-03-08", 10, None), ("2025-03-09", 20, None), ("2025-03-10", 30, 30)]
    back = {"0": replace(POINT, low=12, high=20), "1": replace(POINT, low=20, high=None)}
    found = chart([toll(*points, retrospect=back)])
    assert found
    first, second = found.lines[0].steps
    assert first.band
    assert second.band is None
    top, bottom = first.band
    assert BASE > first.y > bottom > top == second.y
    assert found.banded


def test_an_interval_known_at_once_is_a_band_where_nothing_else_is_known_since() -> None:
    (step,) = drawn(("2025-03-08", 10, 20), ("2025-03-09", 30, 30)).lines[0].steps
    assert step.band
    assert not drawn(("2025-03-08", 10, 10), ("2025-03-09", 30, 30)).banded


def test_a_change_of_definition_stands_at_the_end_of_its_last_day_and_a_decision_at_its_figure() -> None:
    marked = (
        CurveMark("2025-03-09", MarkKind.DEFINITION, "named otherwise"),
        CurveMark("2025-03-10", MarkKind.READING, "read otherwise", "1"),
    )
    points = [("2025-03-08", 10, 10), ("2025-03-10", 20, 20), ("2025-03-12", 20, 20)]
    found = chart([toll(*points, marks=marked)])
    assert found
    (line,) = found.lines
    days = {tick.label: tick.at for tick in found.days}
    assert line.turns == (days["10 Mar"],)
    assert [mark.decided for mark in line.marks] == [False, True, False]


def test_a_figure_holds_until_the_source_says_something_else() -> None:
    first, second = marks(found := drawn(("2025-03-08", 10, 10), ("2025-03-11", 40, 40)))
    (step,) = found.lines[0].steps
    assert (step.x, step.y) == (first.x, first.y)
    assert (step.x_next, step.y_next) == (second.x, second.y)


def test_figures_of_one_day_stand_within_it_in_their_order() -> None:
    found = drawn(("2025-03-08", 10, 10), ("2025-03-08", 20, 20), ("2025-03-09", 30, 30))
    first, second, third = (mark.x for mark in marks(found))
    start, next_day = (tick.at for tick in found.days)
    assert found.spread
    assert start < first < second < next_day < third


def test_an_instant_stands_at_its_hour_and_a_month_in_its_middle() -> None:
    assert moment("2025-03-08T06:00+03:00") - moment("2025-03-08T00:00Z") == 0.25
    assert moment("2025-03") == moment("2025-03-16")


@pytest.mark.parametrize(
    "points",
    [
        [],
        [("2025-03-08", 10, 10)],
        [(None, 10, 10), ("2025-03-08", 20, 20)],
        [("2025-03-08", 0, None), ("2025-03-09", 20, 20)],
        [("2025-03-08", 10, 10), ("2025-03-08T12:00Z", 20, 20)],
    ],
)
def test_less_than_two_moments_make_no_chart(points: list[tuple[str | None, int, int | None]]) -> None:
    assert chart([toll(*points)]) is None


def test_nobody_hurt_twice_is_drawn_on_the_base_line() -> None:
    assert {mark.y for mark in marks(drawn(("2025-03-08", 0, 0), ("2025-03-09", 0, 0)))} == {BASE}


@st.composite
def curves(draw: st.DrawFn) -> list[Toll]:
    days = st.dates().map(lambda day: day.isoformat())
    when = st.one_of(st.none(), days, days.map(lambda day: day[:7]), days.map(lambda day: f"{day}T21:30+02:00"))
    low = st.integers(0, 10**9)
    bounds = st.one_of(low.map(lambda n: (n, None)), st.tuples(low, low).map(lambda pair: (min(pair), max(pair))))
    point: Callable[[Any], Figure] = lambda drawn: replace(POINT, as_of=drawn[0], low=drawn[1][0], high=drawn[1][1])  # noqa: E731
    return [
        Toll("label", tuple(replace(figure, id=f"{number}") for number, figure in enumerate(points)), back)
        for points, back in draw(
            st.lists(
                st.tuples(
                    st.lists(st.tuples(when, bounds).map(point), max_size=8),
                    st.dictionaries(st.sampled_from("01234567"), st.tuples(when, bounds).map(point)),
                ),
                max_size=4,
            )
        )
    ]


@given(curves())
def test_everything_is_drawn_inside_the_drawing_and_never_back_in_time(found: list[Toll]) -> None:
    picture = chart(found)
    if not picture:
        return
    for line in picture.lines:
        across = [mark.x for mark in line.marks]
        assert across == sorted(across)
        assert all(FIRST <= x <= LAST for x in across)
        assert all(TOP <= end <= BASE for mark in line.marks for end in (mark.y, mark.top) if end is not None)
        assert all(TOP <= top <= bottom <= BASE for step in line.steps if step.band for top, bottom in [step.band])
    assert 2 <= len(picture.persons) <= 5
    assert 1 <= len(picture.days) <= 6
    assert all(FIRST <= tick.at <= LAST for tick in picture.days)


@given(curves())
def test_the_last_figure_of_the_first_line_is_always_lettered(found: list[Toll]) -> None:
    if picture := chart(found):
        assert next(line for line in picture.lines if line.marks).marks[-1].lettering


def test_lettering_never_lies_over_other_lettering() -> None:
    one, two = ([(day, low, low) for day in ("2025-03-08", "2025-03-09")] for low in (100, 101))
    found = chart([toll(*one), toll(*two)])
    assert found
    assert [mark.lettering for line in found.lines for mark in line.marks] == ["100", "100", "", ""]
