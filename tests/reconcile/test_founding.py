"""The founding report: what a reader of its text alone may say, and what not."""

import pytest

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import Beside, BesideKind, Extraction, Figure, ProofBasis, Scope
from tollbook.records.wire import encode


@pytest.fixture(scope="module")
def ledger(founding: Extraction) -> Ledger:
    return reconcile([founding])


def labelled(ledger: Ledger, label: str, harm: str = "killed") -> Figure:
    (figure,) = [f for f in ledger.figures if f.label == label and f.harm == harm]
    return figure


def test_the_tree_is_everyone_the_311_everyone_else_and_civilians_of_any_kind(ledger: Ledger) -> None:
    everyone = labelled(ledger, "everyone")
    parts = [(f.label, f.interval) for f in ledger.reconciliation.under(everyone.id, "SOHR")]
    assert (everyone.interval, everyone.part_of) == ("524", None)
    assert parts == [
        ("Alawite civilians by security forces", "311"),
        ("everyone else", "213"),
        ("civilians of any kind", "311 to 524"),
    ]


def test_the_213_are_derived_by_taking_the_311_from_the_524(ledger: Ledger) -> None:
    rest, part = labelled(ledger, "everyone else"), labelled(ledger, "Alawite civilians by security forces")
    assert rest.proof.low
    assert rest.proof.high
    assert str(rest.proof.low) == str(rest.proof.high) == "524 − 311 = 213"
    assert rest.proof.low.basis is ProofBasis.DERIVED
    assert (rest.scope, rest.minus) == (Scope(), (part.scope,))


def test_a_question_in_the_words_of_a_claim_is_answered_by_that_claim(ledger: Ledger) -> None:
    figure = ledger.figure(harm="killed", status="civilian", group="Alawite", perpetrator="security forces")
    assert figure.proof.low
    assert figure.proof.high
    assert figure.interval == "311"
    assert {figure.proof.low.basis, figure.proof.high.basis} == {ProofBasis.STATED}


def test_who_the_others_were_is_said_not_to_be_said(ledger: Ledger) -> None:
    assert ledger.figure(harm="killed").interval == "524"
    assert str(ledger.figure(harm="killed", status="civilian")) == "311 to 524: who the other 213 were is not said"
    forces = ledger.figure(status=["security forces", "other combatant"])
    assert (forces.low, forces.high) == (0, 213)


def test_a_hedge_is_shown_in_its_own_words(ledger: Ledger) -> None:
    injured = ledger.figure(harm="injured")
    assert (injured.low, injured.high) == (501, None)
    assert injured.interval == "more than 500"
    assert injured.note == "no upper bound stated"


def beside(ledger: Ledger, claim: str) -> Beside:
    (entry,) = [entry for entry in ledger.beside if entry.claim == claim]
    return entry


def test_the_hedged_number_of_friday_stands_under_the_311_with_its_day_as_printed(ledger: Ledger) -> None:
    entry = beside(ledger, "300")
    assert (entry.kind, entry.figure) == (
        BesideKind.RESTATES,
        labelled(ledger, "Alawite civilians by security forces").id,
    )
    assert "printed “on Friday, 7 March”" in entry.why
    assert "no perpetrator given (there: security forces)" in entry.why


def test_the_restatement_is_proposed_and_counts_as_its_own_floor_until_accepted(founding: Extraction) -> None:
    ledger = reconcile([founding])
    (reading,) = [reading for reading in ledger.readings if reading.claim == "300"]
    assert ledger.figure(death="2025-03-07").low == 301
    accepted = reconcile([founding], accepted=[reading])
    assert accepted.figure(status="civilian", group="Alawite").low == 311
    assert accepted.figure().readings == (reading.id,)
    assert "300" in accepted.figure(status="civilian", group="Alawite", perpetrator="security forces").claims


def test_the_outlets_words_stand_beside_and_are_never_summed(ledger: Ledger) -> None:
    everyone = labelled(ledger, "everyone").id
    assert (beside(ledger, "hundreds").kind, beside(ledger, "hundreds").figure) == (BesideKind.AGREES, everyone)
    assert (beside(ledger, "dozens").kind, beside(ledger, "dozens").figure) == (BesideKind.NOT_STATED, everyone)
    assert beside(ledger, "several").kind is BesideKind.BACKGROUND
    used = {term.claim for f in ledger.figures for p in (f.proof.low, f.proof.high) if p for term in p.terms}
    assert used == {"524", "311", "500"}


def test_the_headline_is_what_is_printed(ledger: Ledger) -> None:
    assert encode(ledger.headline)["killed"] == {"low": 524, "high": 524}
    assert encode(ledger.headline)["injured"] == {"low": 500, "high": None}


def test_every_figure_passes_the_independent_check(ledger: Ledger) -> None:
    axes = encode(ledger.reconciliation.axes)
    for figure in ledger.figures:
        verify(encode(figure), axes)
