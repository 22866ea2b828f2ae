"""The geometry of a toll curve: what one source said, and when.

Positions across are percentages and positions down are pixels. So one drawing fits a telephone and a wide screen, and
its lettering keeps its size on both. Nothing between two points is invented: the line holds the last known floor
until the source says something else.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from tollbook.publish.register import Toll
from tollbook.publish.wording import MONTHS
from tollbook.records import Figure, MarkKind

TOP, BASE, HEIGHT = 34.0, 290.0, 320
FIRST, LAST = 14.0, 96.0
NARROW = 330  # pixels that the drawing has on a telephone: lettering must not collide even there
LETTER, LINE, GAP = 8, 12, 7  # pixels: the width and height of a letter, and its distance from the mark
ROOM = 88  # percent of a line on which figures are compared: the rest is for the arrow of an open end
MOST_DAYS = 6
SEASON = 90  # days: from here on a tick names the month and the year
STEPS = [1, 2, 3, 5, 7, 14, 30, 60, 90, 180, 365, *(3650 * 10**power for power in range(4))]  # days between two ticks

Extent = tuple[float, float | None]
"""Where a figure begins and ends on a line, in percent; None is open above."""
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: where it stands, and its lettering if there is room. ``top`` is None for a floor.

    ``decided``: a person decided how a number of it is read.
    """

    x: float
    y: float
    top: float | None
    lettering: str
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """From one mark to the next: the lower end ``y`` holds, then it jumps to ``y_next``.

    ``band``: from where to where the figure may be as known in retrospect, the upper end first; None if it is open or
    a point.
    """

    x: float
    x_next: float
    y: float
    y_next: float
    band: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One curve of a chart. ``style`` counts from 0: the drawing gives every line its own colour, dash and mark.

    ``turns``: where the source's way of counting, or of naming what it counts, changes.
    """

    label: str
    style: int
    marks: tuple[Mark, ...]
    steps: tuple[Step, ...]
    turns: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled position on an axis."""

    label: str
    at: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the drawing needs. ``spread`` tells whether figures of one day were set apart by their order."""

    lines: tuple[Line, ...]
    days: tuple[Tick, ...]
    persons: tuple[Tick, ...]
    spread: bool

    @property
    def banded(self) -> bool:
        """Whether any figure lies between two ends."""
        return any(step.band for line in self.lines for step in line.steps)


def chart(tolls: Sequence[Toll]) -> Chart | None:
    """The chart of curves of one source and one harm; None without two moments that have a bound to draw."""
    drawn = [(toll, _dated(toll.points)) for toll in tolls]
    moments = [time for _, points in drawn for time, _ in points]
    if len(set(moments)) < 2:
        return None
    days = _days(min(moments), max(moments))
    begin, end = min(days[0][1], *moments), max(moments)
    figures = [figure for toll, points in drawn for figure in (*(p for _, p in points), *toll.retrospect.values())]
    persons = _persons(max(1, *(figure.high or figure.low for figure in figures)))

    def across(time: float) -> float:
        return round(FIRST + (LAST - FIRST) * (time - begin) / (end - begin), 2)

    def down(count: int) -> float:
        return round(BASE - (BASE - TOP) * count / persons[-1], 1)

    lines = [
        _line(style, toll, [(across(time), point) for time, point in points], across, down)
        for style, (toll, points) in enumerate(drawn)
    ]
    return Chart(
        _lettered(lines),
        tuple(Tick(label, across(time)) for label, time in days),
        tuple(Tick(f"{count:,}", down(count)) for count in persons),
        any(len({point.as_of for _, point in points}) < len(points) for _, points in drawn),
    )


def extents(figures: Sequence[Figure]) -> tuple[Extent, ...]:
    """Where each of several figures begins and ends on a common line from nobody to the highest.

    >>> from tollbook.records import Harm, Scope, View
    >>> figure = Figure("f", "i", Harm.KILLED, "s", None, View.AS_KNOWN, Scope(), (), "everyone", 50, None)
    >>> extents([figure, replace(figure, low=80, high=100)])
    ((44.0, None), (70.4, 88.0))
    """
    most = max(1, *(figure.high or figure.low for figure in figures))

    def across(count: int) -> float:
        return round(ROOM * count / most, 2)

    return tuple((across(f.low), None if f.high is None else across(f.high)) for f in figures)


def moment(as_of: str, place: int = 0, among: int = 1) -> float:
    """Days since the beginning of the calendar. Of several figures of one day (or month), each gets its share of it.

    An instant is taken as the clock showed it where it was given: zones would move it to another day than the report's.
    """
    if "T" in as_of:
        instant = datetime.fromisoformat(as_of)
        return instant.toordinal() + (instant.hour * 60 + instant.minute) / 1440
    year, month = int(as_of[:4]), int(as_of[5:7])
    whole = len(as_of) == len("2025-03")
    begin = date(year, month, 1) if whole else date.fromisoformat(as_of)
    return begin.toordinal() + (monthrange(year, month)[1] if whole else 1) * (place + 0.5) / among


def _dated(points: Sequence[Figure]) -> list[tuple[float, Figure]]:
    """The points that can be drawn, with their moments; never going back, because the order is the source's."""
    known = [(point.as_of, point) for point in points if point.as_of and (point.low or point.high is not None)]
    among, seen = Counter(as_of for as_of, _ in known), Counter[str]()
    dated: list[tuple[float, Figure]] = []
    for as_of, point in known:
        time = moment(as_of, seen[as_of], among[as_of])
        dated.append((max(time, dated[-1][0]) if dated else time, point))
        seen[as_of] += 1
    return dated


def _line(
    style: int,
    toll: Toll,
    points: Sequence[tuple[float, Figure]],
    across: Callable[[float], float],
    down: Callable[[int], float],
) -> Line:
    decided = {mark.point for mark in toll.marks if mark.kind is MarkKind.READING}
    marks = tuple(
        Mark(
            x, down(point.low), None if point.high is None else down(point.high), _lettering(point), point.id in decided
        )
        for x, point in points
    )
    bands = [_band(toll.retrospect.get(point.id, point), down) for _, point in points]
    steps = tuple(
        Step(here.x, there.x, here.y, there.y, band)
        for (here, there), band in zip(pairwise(marks), bands, strict=False)
    )
    # What holds until a day holds until its end.
    turns = tuple(across(moment(mark.at) + 0.5) for mark in toll.marks if mark.kind is MarkKind.DEFINITION)
    return Line(toll.label, style, marks, steps, turns)


def _band(figure: Figure, down: Callable[[int], float]) -> tuple[float, float] | None:
    return (down(figure.high), down(figure.low)) if figure.high is not None and figure.high > figure.low else None


def _lettered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with the lettering that has room on a telephone: the last figures first, then from left to right.

    The last figure of a line is the one looked for: its lettering may lie over a stroke, but not over other lettering.
    """
    strokes = [box for line in lines for step in line.steps for box in _strokes(step)]
    strokes += [sign for line in lines for mark in line.marks for sign in _signs(mark)]
    last = [line.marks[-1] for line in lines if line.marks]
    others = sorted((mark for line in lines for mark in line.marks[:-1]), key=lambda mark: mark.x)
    taken, kept = list[_Box](), set[Mark]()
    for mark, obstacles in [*((mark, []) for mark in last), *((mark, strokes) for mark in others)]:
        box = _box(mark)
        if not any(_meet(box, other) for other in (*taken, *obstacles)):
            taken.append(box)
            kept.add(mark)
    return tuple(
        replace(line, marks=tuple(mark if mark in kept else replace(mark, lettering="") for mark in line.marks))
        for line in lines
    )


def _box(mark: Mark) -> _Box:
    right, bottom = mark.x / 100 * NARROW - GAP, (mark.y if mark.top is None else mark.top) - GAP
    return right - LETTER * len(mark.lettering), bottom - LINE, right, bottom


def _signs(mark: Mark) -> Iterator[_Box]:
    """Where the arrow of a floor stands, above the mark, and the sign of a decision, to its right."""
    x = mark.x / 100 * NARROW
    if mark.top is None:
        yield x - GAP / 2, mark.y - 3 * GAP, x + GAP / 2, mark.y
    if mark.decided:
        yield x, mark.y - 3 * GAP, x + 2 * LETTER, mark.y - GAP


def _strokes(step: Step) -> tuple[_Box, _Box]:
    x, x_next = step.x / 100 * NARROW, step.x_next / 100 * NARROW
    return (x, step.y, x_next, step.y), (x_next, min(step.y, step.y_next), x_next, max(step.y, step.y_next))


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _lettering(point: Figure) -> str:
    if point.high is None:
        return f"≥ {point.low:,}"
    return f"{point.low:,}" if point.low == point.high else f"{point.low:,}–{point.high:,}"


def _persons(most: int) -> list[int]:
    """Round numbers from 0 to at least ``most``, few enough to read."""
    step = 1
    while most > step * 4:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return [step * number for number in range(-(-most // step) + 1)]


def _days(begin: float, end: float) -> list[tuple[str, float]]:
    """The beginnings of days between two moments, few enough to read."""
    first, last = date.fromordinal(int(begin)), date.fromordinal(int(end))
    span = (last - first).days
    step = next(step for step in STEPS if span < step * MOST_DAYS)
    days = [first + timedelta(days=passed) for passed in range(0, span + 1, step)]
    months = [MONTHS[day.month - 1][:3] for day in days]
    labels = [
        f"{month} {day.year}" if step >= SEASON else f"{day.day} {month}"
        for day, month in zip(days, months, strict=True)
    ]
    return [(label, float(day.toordinal())) for label, day in zip(labels, days, strict=True)]
