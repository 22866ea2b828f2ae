"""Scopes, proofs and figures as records."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.records import BoundSide, Figure, Harm, Proof, ProofBasis, ProofTerm, Reconciliation, Scope, View

leaves = st.sets(st.sampled_from("abcd"), min_size=1)
scopes = st.dictionaries(st.sampled_from(["status", "place"]), leaves).map(Scope)


def term(bound: int, coefficient: int) -> ProofTerm:
    return ProofTerm("c", BoundSide.LOW, bound, coefficient, Scope(), (), "")


@given(scopes, scopes)
def test_a_scope_that_contains_another_is_not_disjoint_from_it(one: Scope, other: Scope) -> None:
    assert not (one.contains(other) and one.disjoint(other))


@given(scopes, scopes, scopes)
def test_containment_is_handed_on(one: Scope, two: Scope, three: Scope) -> None:
    if one.contains(two) and two.contains(three):
        assert one.contains(three)


def test_the_scope_without_axes_contains_everybody() -> None:
    assert Scope().contains(Scope({"status": ["civilian"]}))
    assert not Scope({"status": ["civilian"]}).contains(Scope())


def test_a_scope_survives_the_way_to_another_process() -> None:
    scope = Scope({"status": ["civilian", "unknown"]})
    assert pickle.loads(pickle.dumps(scope)) == scope


@pytest.mark.parametrize(
    ("terms", "value", "shown"),
    [
        ([term(524, 1)], 524, "524"),
        ([term(524, 1), term(311, -1)], 213, "524 − 311 = 213"),
        ([term(311, -1), term(524, 1)], 213, "524 − 311 = 213"),
        ([term(1225, 1), term(100, 2)], 1425, "1,225 + 2 × 100 = 1,425"),
    ],
)
def test_a_proof_is_shown_as_plain_arithmetic(terms: list[ProofTerm], value: int, shown: str) -> None:
    assert str(Proof(ProofBasis.DERIVED, tuple(terms), value, None)) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (524, 524, "524"),
        (311, 524, "311 to 524"),
        (1454, None, "at least 1,454"),
        (0, 213, "up to 213"),
        (0, None, "not known"),
    ],
)
def test_bounds_are_said_in_words(low: int, high: int | None, shown: str) -> None:
    assert figure("f", low=low, high=high).interval == shown


def test_figures_stand_under_the_figure_they_are_part_of() -> None:
    whole, part, other = figure("a"), figure("b", part_of="a"), figure("c", source="Other")
    outcome = Reconciliation(figures=(whole, part, other))
    assert outcome.sources == ("Monitor", "Other")
    assert outcome.under(None, "Monitor") == (whole,)
    assert outcome.under("a", "Monitor") == (part,)


def figure(
    identity: str, *, low: int = 1, high: int | None = 1, part_of: str | None = None, source: str = "Monitor"
) -> Figure:
    return Figure(
        identity, "incident", Harm.KILLED, source, None, View.AS_KNOWN, Scope(), (), "all", low, high, part_of=part_of
    )
