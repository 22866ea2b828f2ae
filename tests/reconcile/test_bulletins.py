"""Bulletins: which numbers a source said together, in which order within a day, and since when they are known."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.records import Claim, Edit, Extraction, Reading, Report
from tollbook.records.wire import decode, encode

Made = Callable[..., Claim]
DAY = "2030-05-01"
CIVILIANS = {"victims": {"status": ["civilian"]}}
FORCES = {"victims": {"status": ["security forces"]}}


def ledger_of(*claims: Claim, accepted: tuple[Reading, ...] = (), published: str | None = "2030-06-01") -> Ledger:
    reports = sorted({claim.report for claim in claims})
    return reconcile(
        [
            Extraction(Report("synthetic", id=r, published=published), tuple(c for c in claims if c.report == r))
            for r in reports
        ],
        None,
        accepted,
    )


def with_fields(claim: Claim, **fields: Any) -> Claim:
    return decode(Claim, encode(claim) | fields, claim.id)


def order(ledger: Ledger) -> list[tuple[str, tuple[str, ...]]]:
    """The bulletins: name of the moment and claims."""
    return [(bulletin.at, bulletin.claims) for bulletin in ledger.bulletins]


def as_of(claim: str, at: str | None) -> Reading:
    return Reading("reading", claim, None, Edit("as_of", None, at), "it seems to be older than its report")


def test_reports_of_one_day_with_one_headline_carry_one_bulletin(claimed: Made) -> None:
    one = claimed("a1", 340, **CIVILIANS), claimed("a2", 540, None, quantifier="at least")
    other = claimed("b1", 340, report="s", **CIVILIANS), claimed("b2", 120, report="s", **FORCES)
    assert order(ledger_of(*one, *other)) == [(DAY, ("a1", "a2", "b1", "b2"))]


def test_another_headline_is_another_bulletin_even_where_both_could_be_true(claimed: Made) -> None:
    first = claimed("a", 333, None, quantifier="more than", **CIVILIANS)
    ledger = ledger_of(first, claimed("b", 340, report="s", **CIVILIANS))
    assert order(ledger) == [(f"{DAY} (1)", ("a",)), (DAY, ("b",))]
    assert ledger.figure(as_of=f"{DAY} (1)", status="civilian").low == 334


def test_a_headline_rounded_down_is_the_same_headline(claimed: Made) -> None:
    rounded = claimed("a", 1200, None, quantifier="more than", **CIVILIANS)
    ledger = ledger_of(rounded, claimed("b", 1225, report="s", **CIVILIANS))
    assert order(ledger) == [(DAY, ("a", "b"))]


def test_a_lower_exact_number_of_a_report_does_not_hide_its_hedged_total(claimed: Made) -> None:
    part, total = claimed("a1", 52), claimed("a2", 124, None, quantifier="at least")
    other = claimed("b", 70, None, report="s", quantifier="more than")
    assert order(ledger_of(part, total, other)) == [(f"{DAY} (1)", ("b",)), (DAY, ("a1", "a2"))]


def test_the_exact_number_of_a_report_is_its_headline_and_not_the_hedge_before_it(claimed: Made) -> None:
    hedge, exact = claimed("a1", 300, None, quantifier="more than", **CIVILIANS), claimed("a2", 311, **CIVILIANS)
    assert order(ledger_of(hedge, exact, claimed("b", 428, report="s", **CIVILIANS))) == [
        (f"{DAY} (1)", ("a1", "a2")),
        (DAY, ("b",)),
    ]


def test_a_bulletin_without_a_clock_stands_among_those_with_one_by_like_with_like(claimed: Made) -> None:
    clocks = [
        claimed("a", 311, as_of=f"{DAY}T03:09+02:00", report="r1", **CIVILIANS),
        claimed("b", 340, as_of=f"{DAY}T11:55Z", report="r2", **CIVILIANS),
    ]
    between = claimed("c1", 333, report="r3", **CIVILIANS), claimed("c2", 900, report="r3", harm="injured")
    after = claimed("d", 532, report="r4", **CIVILIANS)
    ledger = ledger_of(*clocks, *between, after)
    assert order(ledger) == [
        (f"{DAY}T03:09+02:00", ("a",)),
        (f"{DAY}T11:55Z (1)", ("c1", "c2")),
        (f"{DAY}T11:55Z", ("b",)),
        (DAY, ("d",)),
    ]
    assert [bulletin.inferred for bulletin in ledger.bulletins] == [(), ("c1", "c2"), (), ("d",)]
    note = ledger.figure(as_of=f"{DAY}T11:55Z (1)", status="civilian").note
    assert note == "order within the day inferred from the numbers"
    assert ledger.figure(as_of=f"{DAY}T11:55Z", status="civilian").note is None


def test_a_report_with_nothing_alike_stands_beside_the_only_bulletin_that_prints_more(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 803), claimed("b", 420, report="s", perpetrator="army"))
    assert order(ledger) == [(DAY, ("a", "b"))]


def test_a_number_said_again_for_people_in_other_words_is_of_the_bulletin_with_that_headline(claimed: Made) -> None:
    tolls = claimed("a", 70), claimed("b", 147, report="s"), claimed("c", 240, report="t")
    assert order(ledger_of(*tolls, claimed("d", 70, report="u", **FORCES)))[0] == (f"{DAY} (1)", ("a", "d"))


def test_two_numbers_for_the_same_people_in_one_report_are_never_put_in_an_order(claimed: Made) -> None:
    assert order(ledger_of(claimed("a", 93), claimed("b", 89))) == [(DAY, ("a", "b"))]


def test_a_publication_date_stands_in_only_where_the_report_says_no_time(claimed: Made) -> None:
    stand_in = {"as_of": {"at": "2030-05-03", "basis": "published"}}
    said = claimed("a", 1476, as_of="2030-05-02", **CIVILIANS)
    part = claimed("b", 600, **(CIVILIANS | {"places": [["North", "Land"]]}))
    other = claimed("c", 1500, **CIVILIANS)
    assert order(ledger_of(said, with_fields(part, **stand_in))) == [("2030-05-02", ("a", "b"))]
    assert order(ledger_of(said, with_fields(part, as_of={"at": "2030-05-04", "basis": "published"})))[1:]
    assert order(ledger_of(said, with_fields(other, **stand_in))) == [("2030-05-02", ("a",)), ("2030-05-03", ("c",))]


def test_a_number_quoted_from_an_older_bulletin_is_known_since_the_one_its_report_carries(claimed: Made) -> None:
    first = claimed("a", 1068, as_of="2030-05-10", report="r1", **CIVILIANS)
    quoted = claimed("b", 1093, as_of="2030-05-11", report="r2", **CIVILIANS)
    carrying = claimed("c", 1383, as_of="2030-05-12", report="r2", **CIVILIANS)
    ledger = ledger_of(first, quoted, carrying)
    assert ledger.figure(as_of="2030-05-11", status="civilian").interval == "at least 1,068"
    assert ledger.figure(as_of="2030-05-11", known="2030-05-12", status="civilian").interval == "1,093"
    assert ledger.figure(as_of="2030-05-11", view="in retrospect", status="civilian").interval == "1,093"


def test_a_text_without_a_publication_date_says_nothing_about_since_when_its_numbers_are_known(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 90), claimed("b", 140, as_of="2030-05-02"), published=None)
    assert ledger.figure(as_of=DAY).interval == "90"


def test_a_reading_that_dates_a_number_back_does_not_make_it_known_earlier(claimed: Made) -> None:
    eve = claimed("a", 745, as_of="2030-05-08", report="r1", **CIVILIANS)
    stale = claimed("s", 125, as_of="2030-05-10", report="r2", **FORCES)
    carrying = claimed("c", 973, as_of="2030-05-10", report="r2", **CIVILIANS)
    ledger = ledger_of(eve, stale, carrying, accepted=(as_of("s", "2030-05-08"),))
    assert ("2030-05-08", ("a", "s")) in order(ledger)
    assert ledger.figure(as_of="2030-05-08", status="security forces").interval == "not known"
    assert ledger.figure(as_of="2030-05-08", known="2030-05-10", status="security forces").interval == "125"


def test_a_reading_may_name_any_bulletin_of_a_day(claimed: Made) -> None:
    tolls = claimed("a", 311), claimed("b", 340, report="s"), claimed("c", 89, as_of="2030-05-03", report="t", **FORCES)
    ledger = ledger_of(*tolls, accepted=(as_of("c", f"{DAY} (1)"),))
    assert order(ledger)[0] == (f"{DAY} (1)", ("a", "c"))


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["", "T05:00", "T09:00"])), min_size=1, max_size=7))
def test_like_with_like_never_falls_within_a_day_unless_clocks_say_so(
    claimed: Made, numbers: list[tuple[int, str]]
) -> None:
    claims = [claimed(f"c{n}", low, report=f"r{n}", as_of=DAY + clock) for n, (low, clock) in enumerate(numbers)]
    loose = {claim.id for claim in claims if claim.as_of.at == DAY}
    found = ledger_of(*claims).bulletins
    tolls = {claim.id: claim.count.low or 0 for claim in claims}
    without_clock = [max(tolls[c] for c in b.claims if c in loose) for b in found if loose & set(b.claims)]
    clocked = [tolls[c] for b in found for c in b.claims if c not in loose]
    if clocked == sorted(clocked):
        assert without_clock == sorted(without_clock)
    assert sorted(c for b in found for c in b.claims) == sorted(tolls)
