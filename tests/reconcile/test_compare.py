"""Sources side by side: equal people only, an envelope and no mean, and how many counted for themselves."""

from collections.abc import Callable

import pytest

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import (
    CaseDefinition,
    Claim,
    Comparison,
    Extraction,
    Reconciliation,
    Report,
    Scope,
    Source,
    SourceProfile,
    UsageError,
)
from tollbook.records.wire import encode

Made = Callable[..., Claim]


def ledger(*claims: Claim, definition: CaseDefinition | None = None) -> Ledger:
    return reconcile([Extraction(Report("synthetic", id="r"), claims)], definition)


def about(outcome: Reconciliation, people: str) -> Comparison:
    (found,) = [comparison for comparison in outcome.comparisons if comparison.people == people]
    return found


def said(outcome: Reconciliation, comparison: Comparison) -> dict[str | None, str]:
    figures = {figure.id: figure for figure in outcome.figures}
    return {row.source: figures[row.figure].interval for row in comparison.rows}


def test_the_envelope_reaches_from_the_lowest_to_the_highest_and_names_both(claimed: Made) -> None:
    outcome = ledger(
        claimed("a", 90, 95, source="A", quantifier="range"),
        claimed("b", 120, source="B"),
        claimed("c", 100, source="C"),
    ).compare()
    (comparison,) = outcome.comparisons
    assert said(outcome, comparison) == {"A": "90 to 95", "B": "120", "C": "100"}
    assert (comparison.low, comparison.lowest) == (90, ("A",))
    assert (comparison.high, comparison.highest) == (120, ("B",))


def test_a_floor_opens_the_envelope_upward(claimed: Made) -> None:
    outcome = ledger(claimed("a", 90, source="A"), claimed("b", 120, None, source="B", quantifier="at least")).compare()
    (comparison,) = outcome.comparisons
    assert said(outcome, comparison) == {"A": "90", "B": "at least 120"}
    assert (comparison.low, comparison.high, comparison.highest) == (90, None, ())


def test_whom_one_source_never_counts_is_left_out_for_all(claimed: Made) -> None:
    profile = SourceProfile(never_counts=Scope({"status": ["other combatant"]}))
    closed = SourceProfile(closed=Scope({"status": ["civilian", "other combatant"]}))
    definition = CaseDefinition(sources=(Source("A", profile=profile), Source("B", profile=closed)))
    outcome = ledger(
        claimed("a", 70, source="A"),
        claimed("b", 100, source="B"),
        claimed("b-fighters", 40, source="B", victims={"status": ["other combatant"]}),
        definition=definition,
    ).compare()
    comparison = about(outcome, "everyone, without other combatants")
    assert said(outcome, comparison) == {"A": "70", "B": "60"}
    assert [row.definition for row in comparison.rows] == [
        "never counts other combatants",
        "the case names nobody whom it never counts",
    ]
    assert all("fighters" not in comparison.people for comparison in outcome.comparisons)


def test_each_harm_is_compared_by_itself(claimed: Made) -> None:
    outcome = ledger(
        *(claimed(f"{source}-{harm}", 9, source=source, harm=harm) for source in "AB" for harm in ("killed", "injured"))
    ).compare()
    assert [comparison.harm for comparison in outcome.comparisons] == ["killed", "injured"]


def test_a_present_state_is_no_toll_and_is_not_compared(claimed: Made) -> None:
    still = {"harm": "missing", "mode": "stock"}
    assert not ledger(claimed("a", 9, source="A", **still), claimed("b", 8, source="B", **still)).compare().comparisons


def test_different_people_are_never_compared(claimed: Made) -> None:
    civilians, women = {"status": ["civilian"]}, {"sex": "woman"}
    outcome = ledger(
        claimed("a", 70, source="A", victims=civilians), claimed("b", 20, source="B", victims=women)
    ).compare(status="civilian")
    assert outcome.comparisons == ()


def test_people_may_be_named(claimed: Made) -> None:
    civilians = {"status": ["civilian"]}
    outcome = ledger(
        claimed("a", 70, source="A", victims=civilians),
        claimed("b", 60, source="B", victims=civilians),
        claimed("c", 90, source="B"),
    ).compare(status="civilian")
    (comparison,) = outcome.comparisons
    assert (comparison.people, said(outcome, comparison)) == ("civilians", {"A": "70", "B": "60"})


def test_a_source_that_passes_on_anothers_numbers_is_no_second_witness(claimed: Made) -> None:
    monitor = {"said": "A", "source": "A", "role": "origin"}
    agency = {"said": "B", "source": "B", "role": "relay"}
    own, passed_on = claimed("b", 60, source="B"), claimed("a", 70, source="A", attributed_to=[monitor, agency])
    (comparison,) = ledger(own, passed_on).compare().comparisons
    assert (len(comparison.rows), comparison.independent) == (2, ("A",))
    (comparison,) = ledger(own, claimed("a", 70, source="A")).compare().comparisons
    assert comparison.independent == ("A", "B")


def test_each_source_is_asked_for_its_latest_word_or_all_for_one_day(claimed: Made) -> None:
    claims = [
        claimed("a1", 10, source="A", as_of="2030-05-01"),
        claimed("a2", 30, source="A", as_of="2030-05-03"),
        claimed("b1", 20, source="B", as_of="2030-05-02"),
    ]
    outcome = ledger(*claims).compare()
    assert said(outcome, outcome.comparisons[0]) == {"A": "30", "B": "20"}
    outcome = ledger(*claims).compare(as_of="2030-05-02")
    assert said(outcome, outcome.comparisons[0]) == {"A": "at least 10", "B": "20"}
    outcome = ledger(*claims).compare(as_of="2030-05-02", view="in retrospect")
    assert said(outcome, outcome.comparisons[0]) == {"A": "10 to 30", "B": "20"}


def test_every_figure_of_a_comparison_is_proved(example: tuple[list[Extraction], CaseDefinition]) -> None:
    outcome = reconcile(*example).compare()
    assert about(outcome, "civilians").independent == ("SNHR", "SOHR")
    assert {row.figure for one in outcome.comparisons for row in one.rows} == {figure.id for figure in outcome.figures}
    for figure in outcome.figures:
        verify(encode(figure), outcome.axes)


def test_one_source_alone_is_compared_with_nothing_and_an_unknown_harm_is_refused(claimed: Made) -> None:
    alone = ledger(claimed("a", 10, source="A"))
    assert alone.compare().comparisons == ledger().compare().comparisons == ()
    with pytest.raises(UsageError, match="ask about what there is: killed"):
        alone.compare(harm="missing")
