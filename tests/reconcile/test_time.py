"""Time as an axis: what an older number says about a newer day, and the other way round."""

from collections.abc import Callable
from typing import Any

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.records import CaseDefinition, Claim, Extraction, LabelReading, Report, Scope, Source, SourceProfile

Made = Callable[..., Claim]


def ledger_of(*claims: Claim, **profile: Any) -> Ledger:
    definition = CaseDefinition(sources=(Source("M", profile=SourceProfile(**profile)),))
    return reconcile([Extraction(Report("synthetic", id="r"), claims)], definition)


def interval(ledger: Ledger, as_of: str, view: str = "in retrospect", **asked: Any) -> str:
    return ledger.figure(as_of=as_of, view=view, **asked).interval


def test_days_on_which_nobody_reported_are_an_interval_of_their_own(claimed: Made) -> None:
    day = {"start": "2030-06-08", "end": "2030-06-08", "kind": "on day", "basis": "documented"}
    added = claimed("i", 20, as_of="2030-06-08", period=day, mode="increment")
    ledger = ledger_of(claimed("a", 200, as_of="2030-06-03"), claimed("b", 260, as_of="2030-06-08"), added)
    assert interval(ledger, "2030-06-03") == "200"
    assert interval(ledger, "2030-06-05") == "200 to 240"
    assert interval(ledger, "2030-06-07") == "240"
    assert ledger.figure(as_of="2030-06-07", after="2030-06-03", view="in retrospect").interval == "40"


def test_a_day_in_a_daily_bulletin_is_what_was_documented_then_if_the_profile_says_so(claimed: Made) -> None:
    day = {"start": "2030-06-08", "end": "2030-06-08", "kind": "on day"}
    claims = claimed("b", 260, as_of="2030-06-08"), claimed("i", 20, as_of="2030-06-08", period=day)
    assert interval(ledger_of(*claims, on_day="increment"), "2030-06-07") == "240"
    assert ledger_of(*claims).figure(death="2030-06-08").interval == "20"


def test_a_day_in_a_table_is_an_axis_of_its_own(claimed: Made) -> None:
    day = {"start": "2030-06-07", "end": "2030-06-07", "kind": "on day", "basis": "booked"}
    booked = claimed("i", 160, as_of="2030-06-10", period=day)
    ledger = ledger_of(claimed("a", 311, as_of="2030-06-07"), claimed("b", 829, as_of="2030-06-10"), booked)
    assert ledger.conflicts == ()
    assert interval(ledger, "2030-06-07", booked="2030-06-07") == "up to 160"


def test_a_withdrawn_number_counts_until_it_is_withdrawn_and_never_in_retrospect(claimed: Made) -> None:
    new = claimed("b", 253, as_of="2030-06-08", relations=[{"kind": "retracts", "claim": "a"}])
    ledger = ledger_of(claimed("a", 359, as_of="2030-06-07"), new)
    assert interval(ledger, "2030-06-07", "as known") == "359"
    assert interval(ledger, "2030-06-08", "as known") == "253"
    assert interval(ledger, "2030-06-07") == "up to 253"


def test_since_the_beginning_restricts_nothing_and_since_later_does(claimed: Made) -> None:
    begun = {"start": "2030-06-06", "kind": "since", "basis": "event"}
    later = {"start": "2030-06-07", "kind": "since", "basis": "event"}
    ledger = ledger_of(claimed("a", 50, period=begun), claimed("b", 30, period=later))
    assert ledger.conflicts == ()
    assert ledger.figure().interval == "50"


def test_a_label_restricts_nothing_until_its_source_stops_using_it(claimed: Made) -> None:
    label = LabelReading(Scope({"status": ["civilian"]}), ("group",), until="2030-06-08")
    alawites = {"victims": {"status": ["civilian"], "group": "Alawite"}}
    early, late = claimed("a", 311, as_of="2030-06-08", **alawites), claimed("b", 400, as_of="2030-06-09", **alawites)
    ledger = ledger_of(early, late, labels=(label,))
    assert interval(ledger, "2030-06-08", "as known", status="civilian") == "311"
    assert interval(ledger, "2030-06-09", "as known", status="civilian") == "at least 400"


def test_a_label_is_used_wherever_its_category_is_counted_and_each_axis_has_a_last_day_of_its_own(
    claimed: Made,
) -> None:
    civilians = Scope({"status": ["civilian"]})
    labels = LabelReading(civilians, ("group",), until="2030-06-08"), LabelReading(civilians, ("perpetrator",))
    named: dict[str, Any] = {"perpetrator": "army", "places": [["Town", "North", "Land"]]}
    victims = {"status": ["civilian"], "group": "Alawite"}
    early = claimed("a", 60, as_of="2030-06-08", victims=victims, **named)
    late = claimed("b", 90, as_of="2030-06-09", victims=victims, **named)
    ledger = ledger_of(early, late, labels=labels)
    assert interval(ledger, "2030-06-08", "as known", status="civilian", place="Town") == "60"
    assert interval(ledger, "2030-06-09", "as known", status="civilian", place="Town") == "at least 90"
    assert interval(ledger, "2030-06-09", "as known", status="civilian", group="Alawite", place="Town") == "90"


def test_a_label_says_nothing_about_other_categories(claimed: Made) -> None:
    label = LabelReading(Scope({"status": ["civilian"]}), ("perpetrator",))
    forces = claimed("a", 60, victims={"status": ["security forces"]}, perpetrator="militia")
    ledger = ledger_of(forces, labels=(label,))
    assert ledger.figure(status="security forces").interval == "at least 60"


def test_after_the_last_word_only_a_floor_is_known(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 50, as_of="2030-06-08"))
    assert interval(ledger, "2030-06-20", "as known") == "at least 50"
    assert interval(ledger, "2030-06-01", "as known") == "not known"
