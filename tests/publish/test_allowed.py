"""A page cannot be called back, so what it shows is decided field by field."""

from dataclasses import fields, is_dataclass, make_dataclass, replace
from typing import Any

import pytest

from tollbook import records
from tollbook.publish import allowed, page
from tollbook.publish.allowed import ALLOWED, published
from tollbook.records import Extraction, FrozenMapping, JudgementOutcome, Reconciliation, Report, Victims


def test_every_name_in_the_table_is_a_field_of_its_record() -> None:
    for kind, names in ALLOWED.items():
        assert is_dataclass(kind)
        assert names <= {f.name for f in fields(kind)}, kind.__name__


def test_a_field_that_is_not_in_the_table_does_not_reach_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [("handler", str, "nobody"), ("nested", Any, None)]
    kind = make_dataclass("ReportWithHandler", names, bases=(Report,), frozen=True)
    monkeypatch.setattr(allowed, "ALLOWED", {**ALLOWED, kind: ALLOWED[Report]})
    report = kind(text="Nobody was hurt.", handler="A Name", nested=Victims(group="also withheld"))
    seen = published(report)
    assert (seen.text, seen.handler, seen.nested) == ("Nobody was hurt.", "nobody", None)


def test_a_record_that_the_table_does_not_know_loses_all_its_fields() -> None:
    unknown = make_dataclass("Unknown", [("name", str, "")], frozen=True)
    assert published(FrozenMapping({"x": (unknown("A Name"),)})) == FrozenMapping({"x": (unknown(""),)})


def test_what_is_allowed_arrives_unchanged(founding: Any, coast: Any) -> None:
    for ledger in (founding, coast):
        assert published(ledger.outcome) == ledger.outcome
        assert tuple(map(published, ledger.extractions)) == ledger.extractions


def test_who_decided_and_what_they_saw_stay_in_the_case(founding: Any, decided: JudgementOutcome) -> None:
    html = page(*founding, judgements=[decided])
    assert "the fighting, not the killings" in html
    assert "Name Of A Person" not in html
    assert "as seen" not in html


def test_a_corrected_field_that_may_not_be_published_is_not_even_named(
    founding: Any, decided: JudgementOutcome
) -> None:
    html = page(*founding, judgements=[decided])
    assert "correct: period<" in html
    assert "internal" not in html


def test_every_withheld_field_of_a_record_has_something_to_stand_in_its_place(decided: JudgementOutcome) -> None:
    withheld = {
        (kind.__name__, f.name)
        for kind in (getattr(records, name) for name in records.__all__)
        if kind in ALLOWED
        for f in fields(kind)
        if f.init and f.name not in ALLOWED[kind]
    }
    assert withheld == {
        *(("Judgement", name) for name in ("id", "seen", "by")),
        *(("Reconciliation", name) for name in ("headline", "bulletins", "tables", "closed")),
    }
    assert published(decided.judgement) == replace(decided.judgement, id="", seen=FrozenMapping(), by="")


def test_the_headline_is_left_out_because_it_mixes_sources() -> None:
    headline = records.Headline(killed=records.Interval(77_777, None))
    assert "77,777" not in page("", [Extraction(Report("Text"))], Reconciliation(headline=headline))
