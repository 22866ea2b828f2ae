"""Parts of a ledger: figures of one source, as of a day, known then or now; and tables along one axis or two."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import (
    Breakdown,
    CaseDefinition,
    Claim,
    Extraction,
    Incident,
    MarkKind,
    Place,
    Reconciliation,
    Report,
    Table,
    UsageError,
    View,
    Window,
)
from tollbook.records.wire import encode

Example = tuple[list[Extraction], CaseDefinition]
Made = Callable[..., Claim]

BY = [
    ["status"],
    ["group"],
    ["sex"],
    ["age"],
    ["perpetrator"],
    ["place"],
    ["day"],
    ["place", "status"],
    ["day", "place"],
]
DAYS = [f"2025-03-{day:02}" for day in range(6, 14)]


@pytest.fixture(scope="module")
def ledger(example: Example) -> Ledger:
    return reconcile(*example)


def numbers(outcome: Reconciliation, table: Table) -> dict[str, list[str | None]]:
    """The intervals of a table by the names of its rows."""
    figures = {figure.id: figure for figure in outcome.figures}
    return {row.name: [figures[cell].interval if cell else None for cell in row.figures] for row in table.rows}


def test_nothing_asked_for_is_everything(ledger: Ledger) -> None:
    assert ledger.select() == ledger.reconciliation


def test_of_one_source_only_its_own_figures_curves_conflicts_and_readings_are_left(ledger: Ledger) -> None:
    whole, part = ledger.reconciliation, ledger.select(source="SNHR")
    assert part.sources == ("SNHR",)
    assert part.figures == tuple(figure for figure in whole.figures if figure.source == "SNHR")
    assert {curve.source for curve in part.curves} == {bulletin.source for bulletin in part.bulletins} == {"SNHR"}
    assert [conflict.kind for conflict in part.conflicts] == ["wrong scope"]
    assert part.readings
    assert {r.id for r in part.readings} < {r.id for r in whole.readings}


def test_a_source_may_be_named_as_the_case_lists_it(ledger: Ledger) -> None:
    assert ledger.select(source="syrian network for human rights") == ledger.select(source="SNHR")


def test_a_report_that_speaks_for_itself_is_asked_for_as_the_outlet(claimed: Made) -> None:
    ledger = reconcile([Extraction(Report("synthetic", id="r"), (claimed("own", 4, source=None),))])
    assert ledger.select(source="the outlet") == ledger.select()
    with pytest.raises(UsageError, match="name one of: the outlet"):
        ledger.select(source="M")


def test_as_of_a_day_the_tree_is_what_could_have_been_shown_then(example: Example, ledger: Ledger) -> None:
    until = [entry for entry in example[0] if entry.report.published and entry.report.published <= "2025-03-09"]
    then = reconcile(until, example[1]).select(source="SOHR", harm="killed", as_of="2025-03-09")
    now = ledger.select(source="SOHR", harm="killed", as_of="2025-03-09")
    assert [(f.id, f.label, f.interval) for f in now.figures if f.view is View.AS_KNOWN] == [
        (f.id, f.label, f.interval) for f in then.figures if f.view is View.AS_KNOWN
    ]


def test_in_retrospect_a_later_statement_bounds_the_day_from_above(ledger: Ledger) -> None:
    known = ledger.select(source="SOHR", as_of="2025-03-07", view="as known").figures[0]
    back = ledger.select(source="SOHR", as_of="2025-03-07", view="in retrospect").figures[0]
    assert (known.interval, back.interval, back.view) == ("at least 124", "124 to 524", View.IN_RETROSPECT)


def test_a_curve_has_for_each_point_the_figure_in_retrospect(ledger: Ledger) -> None:
    figures = {figure.id: figure for figure in ledger.figures}
    assert ledger.curves
    for curve in ledger.curves:
        pairs = [(figures[known], figures[back]) for known, back in zip(curve.points, curve.retrospect, strict=True)]
        assert all(known.as_of == back.as_of and known.low <= back.low for known, back in pairs)
        assert all(back.view is View.IN_RETROSPECT for _, back in pairs)
        assert all(known.high is None or known.high >= (back.high or 0) for known, back in pairs)


def test_a_name_that_stops_being_a_label_is_marked_on_the_curve_of_its_category_alone(ledger: Ledger) -> None:
    marked = {(c.source, c.label): c.marks for c in ledger.curves if c.marks}
    assert list(marked) == [("SOHR", "civilians")]
    ((mark,),) = marked.values()
    assert (mark.at, mark.kind, mark.point) == ("2025-03-09", MarkKind.DEFINITION, None)
    assert "“Alawite civilians” is this source's name for all civilians" in mark.text


def test_an_accepted_reading_is_marked_at_the_point_whose_number_it_changes(claimed: Made) -> None:
    claims = (
        claimed("mon", 20, as_of="2030-05-01"),
        claimed("tue", 30, as_of="2030-05-02"),
        claimed("wed", 25, as_of="2030-05-03"),
    )
    extractions = [Extraction(Report("synthetic", id="r"), claims)]
    (reading,) = [reading for reading in reconcile(extractions).readings if reading.edit.field == "mode"]
    (curve,) = reconcile(extractions, None, [reading]).curves
    (mark,) = curve.marks
    assert (mark.at, mark.kind, mark.text, mark.point) == (
        "2030-05-03", MarkKind.READING, reading.why, curve.points[2]
    )  # fmt: skip


def test_a_table_has_everyone_the_names_that_are_used_and_whoever_is_left(ledger: Ledger) -> None:
    outcome = ledger.select(by=["perpetrator"], source="SNHR")
    (table,) = outcome.tables
    assert numbers(outcome, table) == {
        "everyone": ["803"],
        "government side": ["420"],
        "pro-Assad side": ["383"],
    }
    outcome = ledger.select(by=["status"], source="SNHR")
    assert "everyone else" in numbers(outcome, outcome.tables[0])


def test_who_lies_within_another_row_stands_under_it(claimed: Made) -> None:
    definition = CaseDefinition(places=(Place("Harbour", "Bay"), Place("Hill", "Bay"), Place("Dunes")))
    claims = tuple(
        claimed(place, number, places=[[place]])
        for place, number in (("Bay", 20), ("Harbour", 12), ("Hill", 3), ("Dunes", 7))
    )
    outcome = reconcile([Extraction(Report("synthetic", id="r"), claims)], definition).select(by=["place"])
    (table,) = outcome.tables
    assert [(row.name, row.within) for row in table.rows] == [
        ("everyone", 0), ("Bay", 0), ("Harbour", 1), ("Hill", 1), ("Dunes", 0), ("everyone else", 0)
    ]  # fmt: skip
    assert numbers(outcome, table)["everyone else"] == ["not known"]


def test_a_place_that_may_lie_in_another_is_not_told_apart(claimed: Made) -> None:
    claims = (
        claimed("a", 20, places=[["Bay", "Land"]]),
        claimed("b", 4, places=[["Cliff"]]),
        claimed("c", 5, places=[["Cape"]]),
    )
    (table,) = reconcile([Extraction(Report("synthetic", id="r"), claims)]).select(by=["place"]).tables
    assert {row.name for row in table.rows if not row.apart} == {"Cliff", "Cape"}


def test_two_axes_make_rows_and_columns_and_nobody_stands_where_nobody_can_be(ledger: Ledger) -> None:
    outcome = ledger.select(by=["status", "day"], source="SOHR", harm="killed")
    (table,) = outcome.tables
    rows = numbers(outcome, table)
    assert table.columns[2:4] == ("8 March 2025", "9 March 2025")
    assert rows["everyone"][2:4] == ["1,018", "1,311"]
    assert rows["civilians"][2:4] == ["745", "830"]


@pytest.mark.parametrize("view", ["as known", "in retrospect"])
@pytest.mark.parametrize("by", BY)
def test_every_cell_is_a_figure_that_can_be_asked_for_and_is_proved(ledger: Ledger, by: list[str], view: str) -> None:
    outcome = ledger.select(by=by, view=view, as_of="2025-03-12")
    known = {figure.id for figure in outcome.figures}
    assert {cell for table in outcome.tables for row in table.rows for cell in row.figures if cell} == known
    for figure in outcome.figures:
        verify(encode(figure), outcome.axes)


@given(day=st.sampled_from(DAYS), axis=st.sampled_from(["status", "place", "perpetrator"]))
def test_no_row_exceeds_everyone(ledger: Ledger, day: str, axis: str) -> None:
    outcome = ledger.select(by=[axis], as_of=day, view="in retrospect", source="SOHR", harm="killed")
    figures = {figure.id: figure for figure in outcome.figures}
    cells = [figures[row.figures[0]] for table in outcome.tables for row in table.rows if row.figures[0]]
    everyone = cells[0]
    assert all(everyone.high is None or (cell.high or 0) <= everyone.high for cell in cells if cell.high is not None)
    assert all(cell.low <= everyone.low for cell in cells)


def test_people_who_are_nobody_have_no_figure(claimed: Made) -> None:
    day = {"start": "2030-05-01", "end": "2030-05-01", "kind": "on day", "basis": "event"}
    part = claimed("part", 4, period=day)
    total = claimed("total", 9, relations=[{"kind": "excludes", "claim": "part"}])
    listed = Breakdown("list", "total", ("part",), ("place",))
    outcome = reconcile([Extraction(Report("synthetic", id="r"), (part, total), (listed,))]).reconciliation
    assert outcome.figures
    assert [figure.note for figure in outcome.figures if "withheld" in (figure.note or "")] == []


@pytest.fixture
def two_incidents(claimed: Made) -> Ledger:
    """A toll of March in one place and of July in another, by two sources each."""
    definition = CaseDefinition(
        places=(Place("North", "Land"), Place("South", "Land")),
        incidents=(
            Incident("march", "North", Window("2030-03-01", "2030-03-31")),
            Incident("july", "South", Window("2030-07-01", "2030-07-31")),
        ),
    )
    claims = tuple(
        claimed(f"{source}-{place}", number, source=source, places=[[place, "Land"]], as_of=f"2030-{month}-20")
        for place, month, numbers in (("North", "03", (20, 30)), ("South", "07", (40, 50)))
        for source, number in zip("AB", numbers, strict=True)
    )
    return reconcile([Extraction(Report("synthetic", id="r"), claims)], definition)


def intervals(outcome: Reconciliation) -> list[tuple[str, str | None, str]]:
    return [(figure.incident, figure.source, figure.interval) for figure in outcome.figures]


def test_of_several_incidents_each_is_asked_or_one(two_incidents: Ledger) -> None:
    july = [("july", "A", "40"), ("july", "B", "50")]
    assert intervals(two_incidents.select(by=["day"])) == [("march", "A", "20"), ("march", "B", "30"), *july]
    assert intervals(two_incidents.select(by=["day"], incident="july")) == july
    assert intervals(two_incidents.select(by=["day"], as_of="2030-04-01", source="A")) == [("march", "A", "20")]
    with pytest.raises(UsageError, match="name one as incident: march, july"):
        two_incidents.select(incident="may")
    with pytest.raises(UsageError, match="name one of: A, B"):
        two_incidents.select(source="C")


def test_sources_are_compared_within_one_incident(two_incidents: Ledger) -> None:
    outcome = two_incidents.compare()
    assert [(one.low, one.high) for one in outcome.comparisons] == [(20, 30), (40, 50)]
    assert outcome.incidents == ("march", "july")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"harm": "hurt"}, "use one of: killed"),
        ({"harm": "missing"}, "ask about what there is: killed"),
        ({"source": "X"}, "name one of: SNHR, SOHR"),
        ({"as_of": "yesterday"}, "write a day"),
        ({"as_of": "2024-01-01"}, "nothing was known by 2024-01-01.*2025-03-0"),
        ({"view": "later"}, "as known, in retrospect"),
        ({"by": ["colour"]}, "status, group"),
        ({"by": ["booked"]}, "no claim tells people apart by booked.*place"),
        ({"by": ["place", "place"]}, "two different ones"),
        ({"by": ["place", "status", "day"]}, "name one axis"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(ledger: Ledger, asked: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ledger.select(**asked)
