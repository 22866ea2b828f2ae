"""The independent check: it accepts what holds and refuses every forgery."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.verify import verify
from tollbook.records import Extraction
from tollbook.records.wire import encode

Record = dict[str, Any]
AXES = {"status": ["civilian", "forces", "rest"]}


def term(bound: int, coefficient: int, side: str, scope: Record) -> Record:
    return {
        "claim": "c",
        "side": side,
        "bound": bound,
        "coefficient": coefficient,
        "scope": scope,
        "minus": [],
        "quote": "",
    }


def proof(value: int, *terms: Record, basis: str = "derived") -> Record:
    return {"basis": basis, "terms": list(terms), "value": value, "weakest": "c"}


def figure(low: int, high: int | None, low_proof: Record | None, high_proof: Record | None, **region: Any) -> Record:
    people = {"scope": region.get("scope", {}), "minus": region.get("minus", [])}
    return {"low": low, "high": high, "proof": {"low": low_proof, "high": high_proof}, **people}


def derived() -> Record:
    """524 people, 311 of them civilians: 213 others."""
    civilians = {"status": ["civilian"]}
    return figure(
        213,
        213,
        proof(213, term(524, 1, "low", {}), term(311, -1, "high", civilians)),
        proof(213, term(524, 1, "high", {}), term(311, -1, "low", civilians)),
        minus=[civilians],
    )


def test_a_proof_that_holds_is_accepted() -> None:
    verify(derived(), AXES)


FORGERIES: dict[str, Callable[[Record], object]] = {
    "a coefficient": lambda f: f["proof"]["low"]["terms"][0].update(coefficient=2),
    "a printed number": lambda f: f["proof"]["low"]["terms"][0].update(bound=525),
    "the wrong end of a claim": lambda f: f["proof"]["low"]["terms"][1].update(side="low"),
    "no end of a claim": lambda f: f["proof"]["low"]["terms"][1].update(side="middle"),
    "a term left out": lambda f: f["proof"]["low"]["terms"].pop(),
    "the scope of a term": lambda f: f["proof"]["low"]["terms"][1].update(scope={"status": ["forces"]}),
    "the people asked about": lambda f: f.update(scope={"status": ["forces"]}),
    "the people taken out": lambda f: f.update(minus=[]),
    "the bound": lambda f: f.update(low=214),
    "the bound and the value": lambda f: (f.update(low=214), f["proof"]["low"].update(value=214)),
    "all coefficients twice": lambda f: [
        t.update(coefficient=2 * t["coefficient"]) for t in f["proof"]["low"]["terms"]
    ],
    "no proof": lambda f: f["proof"].update(high=None),
    "a derived bound called stated": lambda f: f["proof"]["low"].update(basis="stated"),
    "a leaf that is on no axis": lambda f: f["proof"]["low"]["terms"][0].update(scope={"status": ["nobody"]}),
    "an axis that there is not": lambda f: f["proof"]["low"]["terms"][0].update(scope={"colour": ["red"]}),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_proof_is_refused(forgery: str) -> None:
    forged = derived()
    FORGERIES[forgery](forged)
    with pytest.raises(ValueError, match=r"low|high|axis"):
        verify(forged, AXES)


def test_a_sum_that_counts_everybody_twice_is_halved_and_rounded_inward() -> None:
    pairs = [["civilian", "forces"], ["forces", "rest"], ["civilian", "rest"]]
    terms = [term(1, 1, "low", {"status": pair}) for pair in pairs]
    verify(figure(2, None, proof(2, *terms), None), AXES)
    with pytest.raises(ValueError, match="the terms give 2"):
        verify(figure(3, None, proof(3, *terms), None), AXES)


@given(st.data())
@settings(deadline=None, max_examples=50)
def test_no_change_of_a_number_in_a_ledgers_proof_passes(founding: Extraction, data: st.DataObject) -> None:
    ledger = reconcile([founding])
    forged = copy.deepcopy(encode(data.draw(st.sampled_from(ledger.figures))))
    proofs = [p for p in forged["proof"].values() if p]
    changed = data.draw(st.sampled_from([t for p in proofs for t in p["terms"]]))
    key = data.draw(st.sampled_from(["bound", "coefficient"]))
    changed[key] += data.draw(st.integers(-3, 3).filter(bool))
    with pytest.raises(ValueError, match=r"low|high"):
        verify(forged, encode(ledger.reconciliation.axes))
