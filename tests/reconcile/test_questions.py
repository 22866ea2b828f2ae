"""Questions: what may be asked, what is refused, and that no bound leaves the engine without a proof that holds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tollbook.reconcile import reconcile
from tollbook.reconcile.engine import settle
from tollbook.reconcile.engine.settle import Answer
from tollbook.reconcile.figures import proofs
from tollbook.reconcile.ledger import Ledger
from tollbook.records import Claim, Extraction, Report, TollbookError, UsageError

Made = Callable[..., Claim]


def ledger_of(*claims: Claim) -> Ledger:
    reports = sorted({claim.report for claim in claims})
    return reconcile(
        [Extraction(Report("synthetic", id=r), tuple(c for c in claims if c.report == r)) for r in reports]
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ({"after": "2030-05-01", "as_of": "2030-05-01"}, "ask for `after` earlier than `as_of`"),
        ({"after": "2030-05-02", "as_of": "2030-05-01", "view": "in retrospect"}, "nobody was documented after"),
        ({"minus": [{"status": "civilian"}], "status": "civilian"}, "take out less"),
        ({"known": "2030-05-01", "as_of": "2030-05-03"}, "ask for `known` later than `as_of`"),
        ({"known": "2030-05-03", "view": "in retrospect"}, "ask for one of them"),
    ],
)
def test_a_question_about_nobody_is_refused_and_says_what_to_ask(
    claimed: Made, question: dict[str, Any], told: str
) -> None:
    ledger = ledger_of(claimed("a", 10), claimed("b", 4, victims={"status": ["civilian"]}))
    with pytest.raises(UsageError, match=told):
        ledger.figure(**question)


def test_what_was_documented_by_one_day_may_be_asked_as_known_on_a_later_day(claimed: Made) -> None:
    old = claimed("a", 200, as_of="2030-06-03")
    day = {"start": "2030-06-08", "end": "2030-06-08", "kind": "on day", "basis": "documented"}
    new = (
        claimed("b", 260, as_of="2030-06-08", report="s"),
        claimed("i", 20, as_of="2030-06-08", period=day, report="s"),
    )
    ledger = ledger_of(old, *new)
    assert ledger.figure(as_of="2030-06-05").interval == "at least 200"
    figure = ledger.figure(as_of="2030-06-07", known="2030-06-08")
    assert (figure.interval, figure.as_of, figure.known_at) == ("240", "2030-06-07", "2030-06-08")


def test_a_claim_with_an_empty_list_of_statuses_is_refused(claimed: Made) -> None:
    with pytest.raises(TollbookError, match="claim a: an empty list of statuses"):
        ledger_of(claimed("a", 10, victims={"status": []})).figure()


def test_a_bound_whose_proof_fails_is_never_shown(claimed: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = settle.ask

    def one_too_many(*asked: Any) -> Answer:
        answer = honest(*asked)
        assert answer.low
        return replace(answer, low=replace(answer.low, value=answer.low.value + 1))

    monkeypatch.setattr(proofs, "ask", one_too_many)
    figure = ledger_of(claimed("a", 10)).figure()
    assert (figure.low, figure.proof.low, figure.high) == (0, None, 10)
    assert figure.note == "a bound is withheld because its proof fails (low: the terms give 10, not 11)"


def test_a_sum_over_two_countries_under_one_undescribed_name_says_so(claimed: Made) -> None:
    north, south = claimed("a", 5, places=[["Aa", "North"]]), claimed("b", 9, places=[["Bb", "South"]])
    note = "“M” counts in North and in South: if these are two sources of one name, tell them apart"
    assert ledger_of(north, south).figure().note == note
    assert ledger_of(north, claimed("b", 9, places=[["Cc", "North"]])).figure().note is None
