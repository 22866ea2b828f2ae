"""What the engine must withstand: a clear answer, or a clear refusal that says what to do."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tollbook import casebook
from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import (
    Breakdown,
    CaseDefinition,
    Claim,
    Extraction,
    Figure,
    Place,
    Report,
    Source,
    TollbookError,
    UsageError,
)
from tollbook.records.wire import encode

Made = Callable[..., Claim]
FIRST_DAY = date(2030, 1, 1)
PROVINCES = ("A", "B", "C")
REGION = CaseDefinition(places=(Place("R", "X", closed=True), *(Place(name, "R") for name in PROVINCES)))
TEXT = "The Harbour Watch (HW) said on Saturday that {} civilians had been killed in Latakia since Thursday."


def ledger_of(*claims: Claim, lists: tuple[Breakdown, ...] = (), case: CaseDefinition | None = None) -> Ledger:
    reports = sorted({claim.report for claim in claims})
    split = {report: tuple(claim for claim in claims if claim.report == report) for report in reports}
    ids = {report: {claim.id for claim in mine} for report, mine in split.items()}
    return reconcile(
        [
            Extraction(Report("synthetic", id=r), split[r], tuple(b for b in lists if b.total in ids[r]))
            for r in reports
        ],
        case,
    )


def day(number: int) -> str:
    return (FIRST_DAY + timedelta(number)).isoformat()


def proved(ledger: Ledger, **asked: Any) -> Figure:
    figure = ledger.figure(**asked)
    verify(encode(figure), ledger.axes)
    return figure


def series(claimed: Made, days: int) -> tuple[list[Claim], list[Breakdown], list[int]]:
    """Of every day the total, three provinces that add up to it, and the women among it; and the totals."""
    chance = random.Random(1)
    dead = dict.fromkeys(PROVINCES, 10)
    claims, lists, totals = list[Claim](), list[Breakdown](), list[int]()
    for n in range(days):
        dead = {name: count + chance.randint(0, 5) for name, count in dead.items()}
        totals.append(sum(dead.values()))
        here = {"as_of": day(n), "report": f"r{n}"}
        items = [claimed(f"{n}{name}", count, places=[[name, "R", "X"]], **here) for name, count in dead.items()]
        women = claimed(f"{n}w", totals[-1] // 3, victims={"sex": "woman"}, **here)
        claims += [claimed(f"{n}t", totals[-1], **here), *items, women]
        lists.append(Breakdown(f"list {n}", f"{n}t", tuple(item.id for item in items), ("place",)))
    return claims, lists, totals


def test_five_thousand_claims_of_one_incident_are_answered_and_what_is_left_out_is_said(claimed: Made) -> None:
    claims, lists, totals = series(claimed, 1_000)
    assert len(claims) == 5_000
    ledger = ledger_of(*claims, lists=tuple(lists), case=REGION)
    in_a = claims[5 * 500 + 1].count.low
    assert proved(ledger, as_of=day(500), view="in retrospect", place="A").low == in_a
    figure = proved(ledger, as_of=day(999), view="in retrospect")
    assert (figure.low, figure.high) == (totals[-1], totals[-1])
    assert "statements farther from these people are left out" in (figure.note or "")


def test_a_misprint_among_thousands_of_claims_is_set_aside_near_it_and_nowhere_else(claimed: Made) -> None:
    claims, lists, totals = series(claimed, 300)
    claims[5 * 150] = claimed("150t", totals[150] + 900, as_of=day(150), report="r150")
    ledger = ledger_of(*claims, lists=tuple(lists), case=REGION)
    disputed = proved(ledger, as_of=day(150), view="in retrospect")
    assert disputed.low <= totals[150]
    assert disputed.high is None or disputed.high >= totals[150]
    assert proved(ledger, as_of=day(20), view="in retrospect").low == totals[20]
    assert proved(ledger, as_of=day(280), view="in retrospect").low == totals[280]


def test_more_numbers_of_one_source_than_can_be_answered_in_minutes_are_refused(claimed: Made) -> None:
    one = claimed("c", 1)
    claims = [replace(one, id=f"c{n}") for n in range(10_001)]
    with pytest.raises(TollbookError, match="more than 10,000 cannot be reconciled together"):
        ledger_of(*claims).figure()


def test_nine_bulletins_with_three_overlapping_lists_each_are_answered_from_windows_that_say_so(claimed: Made) -> None:
    chance, dead = random.Random(4), 300
    claims, lists = list[Claim](), list[Breakdown]()
    for n in range(9):
        dead += chance.randint(60, 150)
        here = {"as_of": day(n), "report": f"r{n}"}
        claims.append(claimed(f"{n}t", dead, **here))
        for name, size in (("a", 7), ("b", 8), ("c", 8)):
            cuts = [0, *sorted(chance.sample(range(1, dead), size - 1)), dead]
            items = [
                claimed(f"{n}{name}{m}", until - start, victims={"status": ["civilian"] if m % 2 else None}, **here)
                for m, (start, until) in enumerate(pairwise(cuts))
            ]
            claims += items
            lists.append(Breakdown(f"{n}{name}", f"{n}t", tuple(item.id for item in items), ("list",)))
    ledger = ledger_of(*claims, lists=tuple(lists))
    for asked in ({"as_of": day(8)}, {"as_of": day(4), "view": "in retrospect"}):
        figure = proved(ledger, **asked)
        assert figure.low == figure.high
        assert "lists are used as floors only" in (figure.note or "")
        assert "left out or floors only" in (figure.note or "")
        civilians = proved(ledger, status="civilian", **asked)
        assert 0 < civilians.low < figure.low


def test_a_source_that_revises_daily_is_answered_without_trusting_any_number_in_conflict(claimed: Made) -> None:
    chance, numbers = random.Random(3), [300]
    for _ in range(59):
        numbers.append(numbers[-1] + chance.randint(-15, 20))
    claims = [claimed(f"c{n:02}", number, as_of=day(n), report=f"r{n}") for n, number in enumerate(numbers)]
    ledger = ledger_of(*claims)
    figure = proved(ledger, view="in retrospect")
    agreed = [n for n, one in enumerate(numbers) if max(numbers[: n + 1]) == one == min(numbers[n:])]
    assert figure.low == max(numbers[n] for n in agreed)
    doubtful = next(n for n in range(len(numbers)) if n not in agreed)
    assert "set aside until a conflict is decided" in (
        ledger.figure(as_of=day(doubtful), view="in retrospect").note or ""
    )
    assert 0 < len(ledger.conflicts) < len(numbers)


def test_contradictory_claims_only_leave_what_nobody_disputes(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 5), claimed("b", 7), claimed("c", 9))
    figure = proved(ledger)
    assert (figure.low, figure.high, figure.disputed) == (5, 9, True)
    assert ledger.conflicts


@pytest.mark.parametrize("count", [10**9, 10**18])
def test_very_large_counts_are_added_and_compared_exactly(claimed: Made, count: int) -> None:
    women, others = claimed("w", count, victims={"sex": "woman"}), claimed("m", count + 1, victims={"sex": "man"})
    complete = Breakdown("b", "t", ("w", "m"), ("sex",))
    assert proved(ledger_of(women, others)).low == 2 * count + 1
    whole = claimed("t", 2 * count + 1)
    assert proved(ledger_of(whole, women, others, lists=(complete,))).interval == f"{2 * count + 1:,}"
    (conflict,) = ledger_of(whole, claimed("t2", 2 * count + 2)).conflicts
    assert conflict.gap == 1


def test_questions_about_nobody_are_refused(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 5, victims={"sex": "woman"}))
    with pytest.raises(UsageError, match="nobody is left"):
        ledger.figure(sex="woman", minus=[{"sex": "woman"}])
    with pytest.raises(UsageError, match="sex"):
        ledger.figure(sex=())


def test_an_unknown_place_is_refused_in_a_question_and_kept_as_printed_in_a_claim(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 5, places=[["Nowhere"]]), claimed("b", 9))
    assert proved(ledger).interval == "9"
    assert proved(ledger, place="Nowhere").interval == "5"
    with pytest.raises(UsageError, match="Atlantis"):
        ledger.figure(place="Atlantis")


def test_places_that_lie_in_one_another_are_refused(claimed: Made) -> None:
    case = CaseDefinition(places=(Place("A", "B"), Place("B", "A")))
    with pytest.raises(TollbookError, match=r"places lie in a circle: A in B in A"):
        ledger_of(claimed("a", 5), case=case).figure()


def test_two_sources_with_one_name_are_refused_and_never_added_up(claimed: Made) -> None:
    case = CaseDefinition(
        sources=(Source("Watch of the North", ("the Watch",)), Source("Watch of the South", ("the Watch",)))
    )
    with pytest.raises(TollbookError, match="belongs to the sources Watch of the North and Watch of the South"):
        ledger_of(claimed("a", 5, source="the Watch"), case=case).figure()


def test_a_ledger_answers_the_same_while_a_claim_of_its_case_is_withdrawn(tmp_path: Path) -> None:
    files = [(number, tmp_path / f"{number}.json") for number in (40, 55)]
    for number, path in files:
        path.write_text(
            f'{{"id": "r{number}", "text": "{TEXT.format(number)}", "published": "2025-03-0{8 + (number > 40)}"}}'
        )
    with casebook.create(tmp_path / "harbour", "The harbour") as case, ThreadPoolExecutor() as pool:
        case.collect([path for _, path in files])
        case.extract()
        before, stop = case.ledger(), Event()
        told = before.figure(status="civilian").interval

        def asked() -> set[str]:
            answers = set[str]()
            while not answers or not stop.is_set():
                answers.add(before.figure(status="civilian").interval)
            return answers

        asking = pool.submit(asked)
        (wrong,) = (claim for one in case.extractions() for claim in one.claims if claim.count.low == 55)
        case.judge("reject", wrong.id, by="mara", why="counted twice")
        after = case.ledger().figure(status="civilian").interval
        stop.set()
        assert asking.result() == {told}
        assert ("55" in told, "55" in after, "40" in after) == (True, False, True)
