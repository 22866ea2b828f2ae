"""Incidents: which claims are about which, which are about none, and that no incident changes another's figures."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.claims.incidents import assigned
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import (
    BesideKind,
    Breakdown,
    CaseDefinition,
    Claim,
    Edit,
    Extraction,
    Incident,
    Place,
    Reading,
    Report,
    TollbookError,
    UsageError,
    Window,
)
from tollbook.records.wire import decode, encode

Made = Callable[..., Claim]

PLACES = (Place("North", "Land", parts=("Hills", "Bay")), Place("South", "Land"), Place("Port", "Bay"))
MARCH = CaseDefinition(region="North", window_start="2030-03-06", window_end="2030-03-20", places=PLACES)
TWO = CaseDefinition(
    places=PLACES,
    incidents=(
        Incident("march", "North", Window("2030-03-06", "2030-03-20")),
        Incident("july", "South", Window("2030-07-11", "2030-07-20")),
    ),
)
LAND, NORTH, SOUTH = [["Land"]], [["North", "Land"]], [["South", "Land"]]
AT: dict[str, Any] = {"as_of": "2030-03-12"}
STATED = {"evidence": {"places": {"start": 0, "end": 1, "basis": "stated"}}}


def days(kind: str, start: str | None, end: str | None = None, basis: str = "event") -> dict[str, Any]:
    return {"start": start, "end": end, "kind": kind, "basis": basis}


def read(*claims: Claim, breakdowns: tuple[Breakdown, ...] = ()) -> list[Extraction]:
    reports = sorted({claim.report for claim in claims})
    return [
        Extraction(
            Report("synthetic", id=report),
            tuple(claim for claim in claims if claim.report == report),
            breakdowns if report == reports[0] else (),
        )
        for report in reports
    ]


def reasons(ledger: Ledger) -> dict[str, tuple[BesideKind, str]]:
    return {entry.claim: (entry.kind, entry.why) for entry in ledger.beside}


def test_a_number_of_a_wider_place_is_not_the_regions(claimed: Made) -> None:
    ledger = reconcile(
        read(claimed("north", 340, places=NORTH, **AT), claimed("land", 1562, places=LAND, **STATED, **AT)), MARCH
    )
    assert ledger.figure().interval == "340"
    assert reasons(ledger)["land"] == (BesideKind.WIDER, "people of Land, not only of North")


def test_a_number_of_the_region_and_more_places_is_wider(claimed: Made) -> None:
    both = claimed("both", 50, places=[["Port", "Bay"], ["South", "Land"]], **AT)
    ledger = reconcile(read(claimed("a", 20, **AT), both), MARCH)
    assert reasons(ledger) == {"both": (BesideKind.WIDER, "people of Port and South, not only of North")}


def test_a_number_of_another_place_is_of_another_incident(claimed: Made) -> None:
    ledger = reconcile(read(claimed("a", 20, **AT), claimed("b", 30, places=SOUTH, **AT)), MARCH)
    assert ledger.figure().interval == "20"
    assert reasons(ledger) == {"b": (BesideKind.OTHER_INCIDENT, "outside the places of this case: South, not North")}


@pytest.mark.parametrize(
    "evidence",
    [
        None,
        {"basis": "outlet wording"},
        {"basis": "carried over"},
        {"basis": "stated", "rule": "from the setting"},
    ],
)
def test_a_wider_place_that_is_not_stated_of_a_number_leaves_it_the_regions(claimed: Made, evidence: Any) -> None:
    places = {"places": {"start": 0, "end": 1, **evidence}} if evidence else {}
    total = claimed("a", 340, places=LAND, evidence=places, **AT)
    assert reconcile(read(total), MARCH).figure().interval == "340"


def test_a_total_whose_list_names_places_of_the_region_only_is_the_regions(claimed: Made) -> None:
    items = claimed("h", 200, places=[["Hills", "North"]], **AT), claimed("b", 140, places=[["Bay", "North"]], **AT)
    listed = Breakdown("list", "t", ("h", "b"), ("place",))
    ledger = reconcile(read(claimed("t", 340, places=LAND, **STATED, **AT), *items, breakdowns=(listed,)), MARCH)
    assert ledger.figure().interval == "340"
    assert ledger.figure(place="Hills").interval == "200"


def test_a_list_that_names_other_places_too_leaves_its_total_wider(claimed: Made) -> None:
    items = claimed("h", 200, places=[["Hills", "North"]], **AT), claimed("s", 140, places=SOUTH, **AT)
    ledger = reconcile(
        read(
            claimed("t", 340, places=LAND, **AT), *items, breakdowns=(Breakdown("list", "t", ("h", "s"), ("place",)),)
        ),
        MARCH,
    )
    assert ledger.figure(place="Hills").interval == "200"
    assert {claim: kind for claim, (kind, _) in reasons(ledger).items()} == {
        "t": BesideKind.WIDER,
        "s": BesideKind.OTHER_INCIDENT,
    }


def test_a_part_of_a_wider_total_is_wider_unless_it_says_where(claimed: Made) -> None:
    claims = (
        claimed("t", 1562, places=LAND, **STATED, **AT),
        claimed("children", 102, victims={"age": "child"}, **AT),
        claimed("north", 340, places=NORTH, **AT),
    )
    ledger = reconcile(read(*claims, breakdowns=(Breakdown("list", "t", ("children", "north"), ()),)), MARCH)
    assert ledger.figure().interval == "340"
    assert {claim: kind for claim, (kind, _) in reasons(ledger).items()} == {
        "t": BesideKind.WIDER,
        "children": BesideKind.WIDER,
    }


@pytest.mark.parametrize(
    ("period", "kind"),
    [
        (days("between", "2030-03-01", "2030-03-10"), BesideKind.WIDER),
        (days("since", "2030-01"), BesideKind.WIDER),
        (days("between", "2030-03-08", "2030-03-31"), BesideKind.WIDER),
        (days("until", None, "2030-02-23"), BesideKind.OTHER_INCIDENT),
        (days("on day", "2030-02"), BesideKind.OTHER_INCIDENT),
        (days("on day", "2030-04-02"), BesideKind.OTHER_INCIDENT),
        (days("on day", "2030-03-05", basis="documented"), BesideKind.OTHER_INCIDENT),
        (days("on day", "2030-03"), None),
        (days("between", "2030-03-06", "2030-03-20"), None),
        (days("since", "2030-03-06"), None),
        (days("on day", "2030-04-02", basis="documented"), None),
    ],
)
def test_days_beyond_the_window_are_not_the_incidents(claimed: Made, period: Any, kind: BesideKind | None) -> None:
    ledger = reconcile(read(claimed("a", 340, period=period, as_of="2030-04-10")), MARCH)
    assert [entry.kind for entry in ledger.beside] == ([kind] if kind else [])
    assert bool(ledger.figures) == (kind is None)


def test_nobody_can_have_counted_an_incident_before_it_began(claimed: Made) -> None:
    ledger = reconcile(read(claimed("a", 340, as_of="2030-03-01")), MARCH)
    assert reasons(ledger)["a"][0] is BesideKind.OTHER_INCIDENT
    assert "before 6 March 2030" in reasons(ledger)["a"][1]


def test_a_place_that_may_lie_in_the_region_is_taken_to(claimed: Made) -> None:
    twice = replace(MARCH, places=(*PLACES, Place("Mill", "Hills"), Place("Mill", "South")))
    ledger = reconcile(read(claimed("a", 340, **AT), claimed("b", 12, places=[["Mill"]], **AT)), twice)
    assert ledger.beside == ()
    assert ledger.figure(place="Mill").low == 12


def test_an_accepted_reading_brings_a_number_back(claimed: Made) -> None:
    reading = Reading("r1", "a", None, Edit("places", LAND, None), "the outlet's words")
    extractions = read(claimed("a", 340, places=LAND, **STATED, **AT))
    assert reconcile(extractions, MARCH).figures == ()
    assert reconcile(extractions, MARCH, [reading]).figure().interval == "340"


def test_claims_go_to_incidents_by_place_and_days(claimed: Made) -> None:
    claims = (
        claimed("a", 340, places=NORTH, as_of="2030-08-01"),
        claimed("b", 20, period=days("on day", "2030-07-14"), as_of="2030-08-01"),
        claimed("c", 70, as_of="2030-03-08"),
    )
    ledger = reconcile(read(*claims), TWO)
    assert (ledger.figure(incident="march").interval, ledger.figure(incident="july").interval) == ("340", "at least 20")
    assert ledger.figure(incident="march", as_of="2030-03-08").interval == "70"
    assert {figure.incident for figure in ledger.figures} == {"march", "july"}
    assert ledger.beside == ()


def test_what_several_incidents_fit_is_in_none(claimed: Made) -> None:
    ledger = reconcile(
        read(claimed("a", 340, as_of="2030-08-01"), claimed("b", 9, places=SOUTH, as_of="2030-07-12")), TWO
    )
    assert reasons(ledger)["a"] == (
        BesideKind.NOT_STATED,
        "may be of several incidents: july or march; the text does not say which",
    )
    assert [figure.claims for figure in ledger.figures] == [("b",)]


def test_a_number_of_a_larger_place_counts_what_happened_in_it_since(claimed: Made) -> None:
    february = Incident("february", "Land", Window("2030-02-01", "2030-02-28"))
    whole = Incident("whole", "Land", Window("2030-02-01", "2030-04-30"))
    march = TWO.incidents[0]
    open_ended, dated = (
        claimed("a", 70, places=LAND, **STATED, **AT),
        claimed("b", 40, places=LAND, period=days("on day", "2030-02-23"), **STATED, **AT),
    )
    ledger = reconcile(read(open_ended, dated), replace(TWO, incidents=(march, february)))
    assert reasons(ledger) == {"a": (BesideKind.WIDER, "people of Land, not only of North")}
    assert ledger.figure(incident="february").claims == ("b",)
    assert reconcile(read(open_ended), replace(TWO, incidents=(march, whole))).figure(incident="whole").interval == "70"


def test_a_place_around_two_incidents_that_is_only_of_the_setting_names_neither(claimed: Made) -> None:
    setting = {"evidence": {"places": {"start": 0, "end": 1, "basis": "carried over", "rule": "from the setting"}}}
    february = Incident("february", "Land", Window("2030-02-01", "2030-02-28"))
    case = replace(TWO, incidents=(TWO.incidents[0], february))
    ledger = reconcile(read(claimed("a", 89, places=LAND, **setting, **AT)), case)
    assert reasons(ledger)["a"][0] is BesideKind.NOT_STATED


def test_a_cause_tells_incidents_of_one_place_and_time_apart(claimed: Made) -> None:
    mines = replace(TWO.incidents[0], id="mines", causes=("landmine", "explosive remnants"))
    case = replace(TWO, incidents=(TWO.incidents[0], mines))
    claims = (
        claimed("a", 340, places=NORTH, **AT),
        claimed("b", 7, places=NORTH, cause="old landmine explosions", **AT),
        claimed("c", 2, victims={"age": "child"}, **AT),
    )
    ledger = reconcile(read(*claims, breakdowns=(Breakdown("list", "b", ("c",), ()),)), case)
    assert ledger.figure(incident="march").interval == "340"
    assert ledger.figure(incident="mines").interval == "7"


def test_what_withdraws_a_number_goes_with_it(claimed: Made) -> None:
    wrong = claimed("a", 90, places=SOUTH, as_of="2030-07-12")
    right = claimed("b", 60, relations=[{"kind": "retracts", "claim": "a"}], as_of="2030-07-13")
    assert reconcile(read(wrong, right), TWO).figure(incident="july").interval == "60"


def test_an_incident_has_to_be_named_where_there_are_several(claimed: Made) -> None:
    ledger = reconcile(read(claimed("a", 340, places=NORTH)), TWO)
    with pytest.raises(UsageError, match=r"several incidents.*march, july"):
        ledger.figure()
    with pytest.raises(UsageError, match=r"no incident 'may'.*march, july"):
        ledger.figure(incident="may")
    meant = reconcile(read(claimed("a", 340, places=NORTH)), replace(TWO, incident="march"))
    assert meant.figure().interval == "340"
    assert reconcile(read(claimed("a", 340)), MARCH).figure(incident="incident").interval == "340"


def test_an_incident_knows_only_the_places_that_its_region_touches(claimed: Made) -> None:
    ledger = reconcile(read(claimed("a", 340, places=NORTH)), TWO)
    assert ledger.figure(incident="march", place="Port").low == 0
    with pytest.raises(UsageError, match="'South' is not known"):
        ledger.figure(incident="march", place="South")


def test_two_incidents_of_one_name_are_refused() -> None:
    with pytest.raises(TollbookError, match="two incidents 'march'"):
        reconcile([], replace(TWO, incidents=(TWO.incidents[0], TWO.incidents[0]))).reconciliation  # noqa: B018


SPANS = [{}, days("on day", "2030-03-07"), days("on day", "2030-07-14"), days("until", None, "2030-03-09")]
SEEN = ["2030-03-08", "2030-03-12", "2030-07-15"]


@st.composite
def told(draw: st.DrawFn, places: list[Any], prefix: str) -> list[Claim]:
    """Claims of one source, each in a report of its own."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        low = draw(st.integers(0, 40))
        record = {
            "id": f"{prefix}{number}",
            "report": f"{prefix}{number}",
            "quote": "q",
            "start": 0,
            "end": 1,
            "number": None,
            "harm": "killed",
            "count": {"low": low, "high": low, "said": str(low), "quantifier": "exact"},
            "victims": {"status": draw(st.sampled_from([None, ["civilian"]]))},
            "places": draw(st.sampled_from(places)),
            "period": draw(st.sampled_from(SPANS)),
            "as_of": {"at": draw(st.sampled_from(SEEN)), "basis": "stated"},
            "attributed_to": [{"said": "M", "source": "M", "role": "origin"}],
        }
        made.append(decode(Claim, record, prefix))
    return made


@given(told([NORTH, [["Hills", "North"]]], "n"), told([SOUTH], "s"))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_claims_of_another_incident_change_no_figure(mine: list[Claim], others: list[Claim]) -> None:
    def of_march(claims: list[Claim]) -> dict[str, tuple[str, str]]:
        outcome = reconcile(read(*claims), TWO).reconciliation
        for figure in outcome.figures:
            verify(encode(figure), encode(outcome.axes))
        return {f.id: (f.interval, str(f.proof.low)) for f in outcome.figures if f.incident == "march"}

    assert of_march([*others, *mine]) == of_march(mine)


@given(told([NORTH, SOUTH, LAND, []], "c"), st.randoms())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_every_claim_is_in_one_incident_or_beside_whatever_their_order(claims: list[Claim], random: Any) -> None:
    found = assigned(read(*claims), TWO)
    inside = [
        claim.id for share in found.shares.values() for read_out in share.extractions for claim in read_out.claims
    ]
    assert sorted([*inside, *(entry.claim for entry in found.outside)]) == sorted(claim.id for claim in claims)
    outcome = reconcile(read(*claims), TWO).reconciliation
    random.shuffle(claims)
    assert reconcile(read(*claims), TWO).reconciliation == outcome
