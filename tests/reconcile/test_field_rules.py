"""Rules of the field: chosen by the case, said with what they give, and never part of a source's sum."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.claims.numbers import profiles
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import (
    ByRule,
    CaseDefinition,
    Claim,
    Extraction,
    FieldRule,
    FrozenMapping,
    NumberProfile,
    Report,
    Rules,
    Scope,
    Source,
    SourceProfile,
    UsageError,
)
from tollbook.records.wire import decode, encode

Made = Callable[..., Claim]
ALL = Rules(("B", "A"), majority=True, range=True)
ACLED = Rules(numbers=profiles()["ACLED"])


def ledger_of(*claims: Claim, rules: Rules = ALL, sources: tuple[Source, ...] = ()) -> Ledger:
    reports = list(dict.fromkeys(claim.report for claim in claims))
    return reconcile(
        [
            Extraction(Report("synthetic", id=name), tuple(claim for claim in claims if claim.report == name))
            for name in reports
        ],
        CaseDefinition(rules=rules, sources=sources),
    )


def ruled(ledger: Ledger) -> dict[FieldRule, ByRule]:
    return {entry.rule: entry for entry in ledger.compare().comparisons[0].by_rule}


def test_the_first_source_of_the_hierarchy_is_followed_and_the_figure_says_so(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 20, source="A"), claimed("b", 30, source="B"), claimed("c", 40, source="C"))
    figure = ledger.figure()
    assert (figure.source, figure.interval, figure.rule) == ("B", "30", "source hierarchy: B before A")
    assert str(figure) == "30: by source hierarchy: B before A"
    verify(encode(figure), encode(ledger.axes))
    assert ruled(ledger)[FieldRule.HIERARCHY].sources == ("B",)
    assert ledger.figure(source="C").rule is None


def test_a_source_that_states_nothing_about_these_people_is_passed_by(claimed: Made) -> None:
    women = {"sex": "woman"}
    claims = claimed("a", 20, source="A", victims=women), claimed("b", 30, None, quantifier="up to", source="B")
    assert ledger_of(*claims).figure(sex="woman").source == "A"
    never = Source("B", profile=SourceProfile(never_counts=Scope({"sex": ["woman"]})))
    assert ledger_of(*claims, sources=(never,)).figure(sex="woman").source == "A"


def test_without_a_hierarchy_a_source_has_to_be_named(claimed: Made) -> None:
    claims = claimed("a", 20, source="A"), claimed("c", 40, source="C")
    for rules in (Rules(), Rules(("B",))):
        with pytest.raises(UsageError, match="several sources"):
            ledger_of(*claims, rules=rules).figure()
    assert ledger_of(*claims, rules=Rules()).compare().comparisons[0].by_rule == ()
    assert ruled(ledger_of(*claims, rules=Rules(("B",))))[FieldRule.HIERARCHY].low is None


def test_a_question_that_no_source_of_the_hierarchy_can_be_asked_is_refused(claimed: Made) -> None:
    ledger = ledger_of(claimed("a", 20, source="A"), claimed("b", 30, source="B"))
    with pytest.raises(UsageError, match="no axis 'colour'"):
        ledger.figure(colour="red")


def test_a_majority_is_more_than_half_of_the_independent_sources(claimed: Made) -> None:
    three = [claimed(name, number, source=name) for name, number in (("A", 20), ("B", 20), ("C", 40))]
    entry = ruled(ledger_of(*three))[FieldRule.MAJORITY]
    assert (entry.low, entry.high, entry.sources, entry.why) == (
        20,
        20,
        ("A", "B"),
        "stated by 2 of 3 independent sources",
    )
    assert ruled(ledger_of(*three[1:]))[FieldRule.MAJORITY].low is None


def test_who_passes_on_a_number_does_not_make_a_majority(claimed: Made) -> None:
    chain = [{"said": "A", "source": "A", "role": "origin"}, {"said": "B", "source": "B", "role": "relay"}]
    claims = (
        claimed("a", 20, source="A"),
        claimed("b", 20, source="B"),
        claimed("ab", 20, attributed_to=chain),
        claimed("c", 40, source="C"),
    )
    entry = ruled(ledger_of(*claims))[FieldRule.MAJORITY]
    assert (entry.low, entry.why) == (None, "no number is stated by more than half of 2 independent sources")


def test_a_range_reaches_from_the_lowest_to_the_highest_and_stays_open_above_a_floor(claimed: Made) -> None:
    a, b = claimed("a", 20, source="A"), claimed("b", 30, source="B")
    entry = ruled(ledger_of(a, b))[FieldRule.RANGE]
    assert (entry.low, entry.high, entry.sources) == (20, 30, ("A", "B"))
    floor = claimed("c", 25, None, quantifier="at least", source="C")
    entry = ruled(ledger_of(a, b, floor))[FieldRule.RANGE]
    assert (entry.low, entry.high) == (20, None)
    assert entry.why == "highest number 30; no upper bound stated by C"


def test_no_rule_changes_a_figure_of_a_source(claimed: Made) -> None:
    claims = [claimed(name, number, source=name) for name, number in (("A", 20), ("B", 20), ("C", 40))]
    assert ledger_of(*claims).figures == ledger_of(*claims, rules=Rules()).figures


@pytest.mark.parametrize(
    ("said", "low", "rule"),
    [
        ("dozens", 12, "numbers of ACLED: “dozens” = 12"),
        ("Hundreds", 100, "numbers of ACLED: “Hundreds” = 100"),
        ("tens", 10, "numbers of ACLED: “tens” = 10"),
        ("tens of thousands", 20_000, None),
        ("several", 2, None),
    ],
)
def test_a_profile_reads_vague_words_and_the_figure_says_so(
    claimed: Made, said: str, low: int, rule: str | None
) -> None:
    claim = claimed("a", None, None, quantifier="vague", said=said)
    figure = ledger_of(claim, rules=ACLED).figure()
    assert (figure.low, figure.high, figure.rule, figure.printed) == (low, None, rule, said.lower())
    assert claim.count.low is None
    verify(encode(figure), encode(ledger_of(claim, rules=ACLED).axes))


def test_a_word_that_no_proof_uses_is_not_said_to_be_read(claimed: Made) -> None:
    claims = claimed("a", 311), claimed("b", None, None, quantifier="vague", said="hundreds")
    assert ledger_of(*claims, rules=ACLED).figure().rule is None


def test_a_case_may_have_numbers_of_its_own(claimed: Made) -> None:
    own = Rules(numbers=NumberProfile("the case", FrozenMapping({"dozens": 36})))
    figure = ledger_of(claimed("a", None, None, quantifier="vague", said="dozens of people"), rules=own).figure()
    assert (figure.low, figure.rule) == (36, "numbers of the case: “dozens of people” = 36")


SAID = ["dozens", "hundreds", "several", "tens", "dozens of people"]


@given(st.lists(st.tuples(st.sampled_from(SAID), st.sampled_from("ABC")), min_size=1, max_size=5), st.randoms())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_with_a_profile_fixed_order_never_matters(said: list[tuple[str, str]], random: Any) -> None:
    claims = [
        decode(
            Claim,
            {
                "id": f"c{n}",
                "report": f"r{n}",
                "quote": words,
                "start": 0,
                "end": 1,
                "number": None,
                "harm": "killed",
                "count": {"low": None, "high": None, "said": words, "quantifier": "vague"},
                "as_of": {"at": "2030-05-01", "basis": "stated"},
                "attributed_to": [{"said": source, "source": source, "role": "origin"}],
            },
            "claim",
        )
        for n, (words, source) in enumerate(said)
    ]
    rules = Rules(("C", "A"), majority=True, range=True, numbers=profiles()["ACLED"])
    outcome, compared = ledger_of(*claims, rules=rules).reconciliation, ledger_of(*claims, rules=rules).compare()
    random.shuffle(claims)
    assert ledger_of(*claims, rules=rules).reconciliation == outcome
    assert ledger_of(*claims, rules=rules).compare() == compared
