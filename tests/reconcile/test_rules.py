"""The rules of the methods page, one by one, on the smallest claims that show them."""

from collections.abc import Callable

import pytest

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.records import (
    AsOf,
    AsOfBasis,
    BesideKind,
    Breakdown,
    CaseDefinition,
    Claim,
    Completeness,
    ConflictKind,
    Extraction,
    Place,
    Report,
    TollbookError,
    UsageError,
)

Made = Callable[..., Claim]


def ledger_of(
    *claims: Claim, breakdowns: tuple[Breakdown, ...] = (), definition: CaseDefinition | None = None
) -> Ledger:
    reports = sorted({claim.report for claim in claims})
    return reconcile(
        [
            Extraction(
                Report("synthetic", id=report, publisher=f"Outlet {report}"),
                tuple(claim for claim in claims if claim.report == report),
                breakdowns if report == reports[0] else (),
            )
            for report in reports
        ],
        definition,
    )


def test_two_perpetrators_in_the_texts_words_may_be_the_same(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 10, perpetrator="gunmen"), claimed("b", 20, perpetrator="the militia"))
    assert ledger.figure().low == 20
    assert ledger.figure(perpetrator="gunmen").interval == "10"


def test_two_places_of_unknown_ancestry_may_be_the_same(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 10, places=[["Aa"]]), claimed("b", 20, places=[["Bb"]]))
    assert ledger.figure().low == 20


def test_two_places_of_one_list_are_not_the_same(claimed: Made) -> None:
    claims = claimed("t", 40), claimed("a", 10, places=[["Aa"]]), claimed("b", 20, places=[["Bb"]])
    ledger = ledger_of(*claims, breakdowns=(Breakdown("list", "t", ("a", "b"), ("place",)),))
    rest = next(figure for figure in ledger.figures if figure.label == "everyone else")
    assert (rest.low, rest.high) == (10, 10)
    assert ledger.figure(place="Aa").interval == "10"


def test_two_places_with_known_ancestry_are_added(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 10, places=[["Aa", "Land"]]), claimed("b", 20, places=[["Bb", "Land"]]))
    assert ledger.figure().low == 30
    assert ledger.figure(place="Land").low == 30


def test_women_and_children_of_one_list_are_different_people(claimed: Made) -> None:
    claims = claimed("t", 100), claimed("w", 30, victims={"sex": "woman"}), claimed("c", 20, victims={"age": "child"})
    listed = ledger_of(*claims, breakdowns=(Breakdown("list", "t", ("w", "c"), ("sex", "age")),))
    assert next(f for f in listed.figures if f.label == "everyone else").interval == "50"
    assert listed.figure(sex="woman").interval == "30"
    assert listed.figure(sex="woman", age="child").low == 0


def test_a_list_said_to_be_complete_gives_the_total(claimed: Made) -> None:
    claims = (
        claimed("t", 50, None, quantifier="more than"),
        claimed("c", 40, victims={"status": ["civilian"]}),
        claimed("s", 20, victims={"status": ["security forces"]}),
    )
    complete = Breakdown("list", "t", ("c", "s"), ("status",), complete=Completeness.YES)
    assert ledger_of(*claims).figure().interval == "at least 60"
    assert ledger_of(*claims, breakdowns=(complete,)).figure().interval == "60"


def test_words_that_restrict_and_have_no_field_stay_restrictions(claimed: Made) -> None:
    nationals = [{"said": "nationals", "axis": None, "restricts": True}]
    ledger = ledger_of(claimed("a", 125, qualifiers=nationals), claimed("b", 93))
    assert [conflict.kind for conflict in ledger.conflicts] == [ConflictKind.WRONG_SCOPE]
    wide = ledger_of(claimed("a", 93, qualifiers=nationals), claimed("b", 125))
    assert wide.conflicts == ()
    assert wide.figure(qualifier="nationals").interval == "93"


def test_people_said_not_to_be_counted_are_taken_out(claimed: Made) -> None:
    civilians = claimed("c", 20, victims={"status": ["civilian"]})
    others = claimed("o", 30, excludes=[{"said": "not the civilians", "claim": "c"}])
    assert ledger_of(civilians, others).figure().interval == "50"


def test_people_joined_whom_no_field_tells_apart_are_floors_and_no_conflict(claimed: Made) -> None:
    apart = [{"kind": "excludes", "claim": "engineers"}]
    ledger = ledger_of(claimed("engineers", 12), claimed("guards", 4, relations=apart))
    assert ledger.conflicts == ()
    assert (ledger.figure().low, ledger.figure().high) == (12, None)


def test_a_number_that_excludes_people_told_apart_by_a_field_stays_exact(claimed: Made) -> None:
    soldiers = claimed("soldiers", 231, victims={"status": ["security forces"]})
    others = claimed("others", 803, relations=[{"kind": "excludes", "claim": "soldiers"}])
    assert (ledger_of(soldiers, others).figure().low, ledger_of(soldiers, others).figure().high) == (1034, 1034)


def test_a_present_state_is_no_part_of_a_toll(claimed: Made) -> None:
    ledger = ledger_of(
        claimed("a", 38), claimed("m", 120, mode="stock", harm="missing"), claimed("b", 12, mode="stock")
    )
    assert ledger.figure().interval == "38"
    assert ledger.figure(harm="missing").interval == "120"
    assert [(entry.claim, entry.kind) for entry in ledger.beside] == [("b", BesideKind.NOT_COUNTED)]


def test_a_number_of_unknown_time_stands_beside_dated_ones(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 38), claimed("b", 12, as_of=None, victims={"status": ["civilian"]}))
    assert ledger.figure(status="civilian").low == 0
    assert [(entry.claim, entry.kind) for entry in ledger.beside] == [("b", BesideKind.NOT_STATED)]
    assert ledger.figure(status="civilian", view="in retrospect").low == 12


def test_without_any_date_there_are_figures_all_the_same(claimed: Made) -> None:
    figure = ledger_of(claimed("a", 38, as_of=None)).figure()
    assert (figure.interval, figure.as_of) == ("38", None)


def test_a_repeated_number_of_the_same_people_is_no_second_row(claimed: Made) -> None:
    again = claimed("b", 20, relations=[{"kind": "same_as", "claim": "a"}])
    ledger = ledger_of(claimed("a", 20, victims={"status": ["civilian"]}), again, claimed("t", 50))
    assert ledger.conflicts == ()
    assert ledger.figure(status="civilian").claims == ("a", "b")


def test_where_nobody_else_counts_each_outlet_is_a_source_of_its_own(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 20, source=None), claimed("b", 30, source=None, report="s"))
    with pytest.raises(UsageError, match="Outlet r, Outlet s"):
        ledger.figure()
    assert ledger.figure(source="Outlet s").interval == "30"
    assert ledger_of(claimed("a", 20, source=None)).figure().source is None


def test_an_outlets_number_that_does_not_fit_is_said_to_differ(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 20), claimed("b", 30, source=None))
    assert [(entry.claim, entry.kind) for entry in ledger.beside] == [("b", BesideKind.DIFFERS)]
    assert ledger.figure().interval == "20"


def test_a_place_outside_the_region_is_left_out_and_said_so(claimed: Made) -> None:
    definition = CaseDefinition(region="Coast", places=(Place("Coast", "Land"), Place("Desert", "Land")))
    ledger = ledger_of(claimed("a", 20), claimed("b", 30, places=[["Desert", "Land"]]), definition=definition)
    assert ledger.figure().interval == "20"
    assert ledger.beside[0].why.startswith("outside the places of this case")
    with pytest.raises(UsageError, match="counts nobody of place: Desert"):
        ledger.figure(place="Desert")


def test_two_bulletins_of_one_day_are_ordered_by_their_numbers(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 40), claimed("b", 30, report="s"))
    assert ledger.conflicts == ()
    assert ledger.figure().interval == "40"


def test_a_fall_that_nobody_explains_is_a_conflict(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 26), claimed("b", 17, as_of="2030-05-02"))
    (conflict,) = ledger.conflicts
    assert (conflict.kind, conflict.gap) == (ConflictKind.REVISED_DOWN, 9)
    assert (ledger.figure().low, ledger.figure().high, ledger.figure().disputed) == (17, None, True)


def test_ids_do_not_depend_on_what_else_the_ledger_holds(claimed: Made) -> None:
    alone = ledger_of(claimed("a", 20, places=[["North", "Land"]]))
    more = ledger_of(claimed("a", 20, places=[["North", "Land"]]), claimed("b", 5, places=[["Town", "North", "Land"]]))
    assert alone.figure(place="North").id == more.figure(place="North").id


def test_contradictory_claims_alone_still_give_an_answer(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 5), claimed("b", 7), claimed("c", 9))
    figure = ledger.figure()
    assert (figure.low, figure.high, figure.disputed) == (5, 9, True)


def test_an_empty_ledger_says_that_it_is_empty() -> None:
    with pytest.raises(TollbookError, match="no claim was read"):
        reconcile([]).figure()
    assert reconcile([]).figures == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ({"colour": "red"}, "perpetrator"),
        ({"status": "soldier"}, "security forces"),
        ({"perpetrator": "nobody"}, "gunmen"),
        ({"harm": "eaten"}, "killed"),
        ({"harm": "injured"}, "killed"),
        ({"source": "N"}, "M"),
        ({"view": "now"}, "as known"),
        ({"death": "2030-04-30"}, "nobody is counted by day"),
        ({"as_of": "yesterday"}, "2025-03-08"),
    ],
)
def test_a_question_that_cannot_be_answered_names_what_can(claimed: Made, question: dict[str, str], told: str) -> None:
    ledger = ledger_of(claimed("a", 10, perpetrator="gunmen"))
    with pytest.raises(TollbookError, match=told):
        ledger.figure(**question)  # type: ignore[arg-type]


def test_places_in_a_circle_are_refused(claimed: Made) -> None:
    definition = CaseDefinition(places=(Place("Aa", within="Bb"), Place("Bb", within="Aa")))
    with pytest.raises(TollbookError, match="Aa in Bb in Aa"):
        ledger_of(claimed("a", 10), definition=definition).figure()


def test_lists_in_a_circle_are_refused(claimed: Made) -> None:
    lists = Breakdown("x", "a", ("b",), ()), Breakdown("y", "b", ("a",), ())
    with pytest.raises(TollbookError, match="lists contain one another"):
        ledger_of(claimed("a", 10), claimed("b", 10), breakdowns=lists).figure()


@pytest.mark.parametrize(("low", "high"), [(-1, -1), (5, 3)])
def test_impossible_counts_are_refused(claimed: Made, low: int, high: int) -> None:
    with pytest.raises(TollbookError, match="claim a"):
        ledger_of(claimed("a", low, high)).figure()


def test_an_instant_keeps_its_clock(claimed: Made) -> None:
    early = AsOf("2030-05-01T03:09+02:00", AsOfBasis.STATED)
    assert early.at
    ledger = ledger_of(claimed("a", 10, as_of=early.at), claimed("b", 12, as_of="2030-05-01T20:00+02:00"))
    assert ledger.conflicts == ()
    assert [figure.interval for figure in ledger.figures][:1] == ["12"]


def test_more_overlapping_lists_than_can_be_compared_are_answered_and_said(claimed: Made) -> None:
    claims, lists = [], []
    for day in range(1, 10):
        at = f"2030-05-0{day}"
        items = [claimed(f"{day}{n}", day, as_of=at, victims={"role": f"role {n}"}) for n in range(7)]
        claims += [claimed(f"{day}t", 10 * day, as_of=at), *items]
        lists.append(Breakdown(f"list {day}", f"{day}t", tuple(item.id for item in items), ()))
    figure = ledger_of(*claims, breakdowns=tuple(lists)).figure()
    assert (figure.low, figure.high) == (90, 90)
    assert figure.note
    assert "statements farther from these people are left out or floors only" in figure.note


def test_many_plain_contradictions_are_set_aside_within_a_bounded_search(claimed: Made) -> None:
    claims = [claimed(f"c{n}", 10 * n + 1, 10 * n + 1) for n in range(40)]
    figure = ledger_of(*claims).figure()
    assert (figure.low, figure.high) == (0, None)
    assert "set aside until a conflict is decided" in (figure.note or "")
