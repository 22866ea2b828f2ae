from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.publish.register import Node, cite, forest, panels, without_repetitions
from tollbook.records import (
    Curve,
    Extraction,
    Figure,
    Harm,
    Reconciliation,
    Scope,
    TollbookError,
    View,
)

FIGURE = Figure("f", "coast", Harm.KILLED, "SOHR", None, View.AS_KNOWN, Scope(), (), "everyone", 0, None)
names = st.sampled_from("abcdefgh")


def shown(trees: tuple[Node, ...]) -> list[str]:
    return [identity for tree in trees for identity in (tree.figure.id, *shown(tree.children))]


@given(st.dictionaries(names, st.one_of(st.none(), names)))
def test_every_figure_is_shown_exactly_once_whatever_it_says_it_is_part_of(wholes: dict[str, str | None]) -> None:
    figures = tuple(replace(FIGURE, id=identity, part_of=whole) for identity, whole in wholes.items())
    assert sorted(shown(forest(Reconciliation(figures), "SOHR"))) == sorted(wholes)


def curve(*points: str, label: str = "everyone") -> Curve:
    return Curve("SOHR", Harm.KILLED, label, Scope(), points)


def test_a_point_of_a_curve_is_left_to_the_curve_unless_figures_stand_under_it() -> None:
    figures = tuple(
        replace(FIGURE, id=identity, part_of=whole) for identity, whole in [("a", None), ("b", None), ("c", "b")]
    )
    assert shown(forest(Reconciliation(figures, curves=(curve("a", "b"),)), "SOHR")) == ["b", "c"]


def test_a_source_that_has_only_curves_shows_where_each_stands_now() -> None:
    figures = tuple(replace(FIGURE, id=identity) for identity in "abc")
    assert shown(forest(Reconciliation(figures, curves=(curve("a", "b"), curve("c"))), "SOHR")) == ["b", "c"]


def test_figures_of_another_source_are_never_in_the_tree() -> None:
    figures = (replace(FIGURE, id="a"), replace(FIGURE, id="b", source="SNHR", part_of="a"))
    outcome = Reconciliation(figures)
    assert shown(forest(outcome, "SOHR")) == ["a"]
    assert shown(forest(outcome, "SNHR")) == ["b"]


def test_no_chart_has_more_lines_than_can_be_told_apart() -> None:
    figures = tuple(replace(FIGURE, id=identity) for identity in "abcdef")
    outcome = Reconciliation(figures, curves=tuple(curve(identity, label=identity) for identity in "abcdef"))
    assert [[toll.label for toll in panel.tolls] for panel in panels(outcome, "SOHR")] == [list("abcd"), list("ef")]


def test_each_incident_has_panels_of_its_own() -> None:
    figures = tuple(replace(FIGURE, id=identity, incident=identity) for identity in "ab")
    outcome = Reconciliation(figures, curves=(curve("a"), curve("b")))
    assert [panel.incident for panel in panels(outcome, "SOHR")] == ["a", "b"]


def test_only_what_is_otherwise_in_retrospect_is_shown_beside_a_point() -> None:
    known = [replace(FIGURE, id=identity, low=low, high=low) for identity, low in (("a", 10), ("b", 20))]
    back = [
        replace(known[0], id="c", view=View.IN_RETROSPECT),
        replace(known[1], id="d", view=View.IN_RETROSPECT, high=25),
    ]
    outcome = Reconciliation((*known, *back), curves=(replace(curve("a", "b"), retrospect=("c", "d")),))
    assert shown(forest(outcome, "SOHR")) == ["b"]
    found = without_repetitions(outcome)
    assert [figure.id for figure in found.figures] == ["a", "b", "d"]
    ((panel,),) = [panel.tolls for panel in panels(found, "SOHR")]
    assert {point: figure.id for point, figure in panel.retrospect.items()} == {"b": "d"}


def test_claims_are_numbered_by_report_in_the_order_of_the_text(founding: Any) -> None:
    (cited,) = cite(founding.extractions)
    assert [entry.number for entry in cited] == [f"1.{n}" for n in range(1, 8)]
    assert [entry.claim.count.said for entry in cited] == [
        "hundreds",
        "dozens",
        "more than 300",
        "Over 500",
        "311",
        "524",
        "several",
    ]


def test_a_quote_that_is_not_in_the_report_is_refused(founding: Any) -> None:
    (extraction,) = founding.extractions
    false = replace(extraction.claims[0], quote="hundreds of thousands")
    with pytest.raises(TollbookError, match="morning-of-8-march, claim"):
        cite([Extraction(extraction.report, (false,))])
