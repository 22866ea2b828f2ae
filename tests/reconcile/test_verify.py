"""The independent check: it accepts what holds and refuses every forgery."""

import ast
import copy
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.engine.atoms import Region, memberships
from tollbook.reconcile.engine.settle import Row, Side, ask, settle
from tollbook.reconcile.verify import verify, verify_end
from tollbook.records import Extraction, Scope
from tollbook.records.wire import encode

VERIFIER = Path(__file__).parents[2] / "src/tollbook/reconcile/verify.py"
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
    "a basis that there is not": lambda f: f["proof"]["low"].update(basis="guessed"),
    "a part of a person": lambda f: f["proof"]["low"]["terms"][0].update(bound=524.0),
    "a leaf that is on no axis": lambda f: f["proof"]["low"]["terms"][0].update(scope={"status": ["nobody"]}),
    "a leaf more, on no axis": lambda f: f["minus"][0]["status"].append("ghost"),
    "an axis that there is not": lambda f: f["proof"]["low"]["terms"][0].update(scope={"colour": ["red"]}),
    "an axis without leaves": lambda f: f.update(scope={"nothing": []}),
    "nobody at all": lambda f: f.update(scope={"status": []}),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_proof_is_refused(forgery: str) -> None:
    forged = derived()
    FORGERIES[forgery](forged)
    with pytest.raises(ValueError, match=r"low|high|axis"):
        verify(forged, AXES | {"nothing": []})


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


SMALL = {"status": ["civilian", "forces", "rest"], "place": ["north", "south"]}
LEAVES = [(axis, leaf) for axis, leaves in SMALL.items() for leaf in leaves]
SCOPES = st.fixed_dictionaries(
    {}, optional={axis: st.lists(st.sampled_from(leaves), min_size=1, unique=True) for axis, leaves in SMALL.items()}
)
REGIONS = st.fixed_dictionaries({"scope": SCOPES, "minus": st.lists(SCOPES, max_size=1)})


def region(record: Record) -> Region:
    return Region(Scope(record["scope"]), tuple(map(Scope, record["minus"])))


def side_of(side: Side | None, asked: Region) -> Record | None:
    """One end of an answer as a proof of the wire format."""
    if side is None:
        return None
    terms = [
        {"side": str(t.side), "bound": getattr(row, t.side), "coefficient": t.coefficient} | encode(row.region)
        for t in side.certificate.terms
        for row in [side.rows[t.row]]
    ]
    stated = len(terms) == 1 and terms[0]["coefficient"] == 1 and region(terms[0]) == asked
    return {"basis": "stated" if stated else "derived", "terms": terms, "value": side.value}


@st.composite
def proved(draw: st.DrawFn) -> Record:
    """A figure that up to four statements about small numbers prove."""
    drawn = draw(st.lists(st.tuples(REGIONS, st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4))
    rows = [
        Row(f"{n}", region(people).scope, low, low + more, region(people).minus, unit=f"{n}")
        for n, (people, low, more) in enumerate(drawn)
    ]
    asked = draw(st.sampled_from([people for people, *_ in drawn]) | REGIONS)
    assume(memberships(SMALL, [region(asked)]))
    answer = ask(settle(SMALL, rows), region(asked))
    low, high = answer.low and answer.low.value, answer.high.value if answer.high else None
    proofs = {"low": side_of(answer.low, region(asked)), "high": side_of(answer.high, region(asked))}
    return {"low": low or 0, "high": high, "proof": proofs} | copy.deepcopy(asked)


def forge(draw: Callable[[Any], Any], figure: Record, axes: dict[str, list[str]]) -> None:
    """Change one thing of a figure, or of the axes beside it."""
    proofs = [p for p in figure["proof"].values() if p]
    terms = [t for p in proofs for t in p["terms"]]
    off = draw(st.integers(-3, 3).filter(bool))
    number = [(figure, "low"), (figure, "high"), *((p, "value") for p in proofs)]
    number += [(t, key) for t in terms for key in ("bound", "coefficient")]
    ways: list[Callable[[], object]] = [
        partial(record.update, {key: (record[key] or 0) + off}) for record, key in number
    ]
    for record in (figure, *terms):
        ways.append(partial(toggle, record["scope"], *draw(st.sampled_from(LEAVES))))
        ways.append(partial(record.update, minus=draw(st.lists(SCOPES, max_size=1))))
    ways += [partial(t.update, side="low" if t["side"] == "high" else "high") for t in terms]
    ways += [partial(p.update, basis="stated") for p in proofs]
    ways += [p["terms"].pop for p in proofs if p["terms"]]
    ways += [partial(figure["proof"].update, {end: None}) for end in ("low", "high")]
    ways.append(partial(axes["status"].append, "another"))
    ways.append(partial(axes["status"].remove, draw(st.sampled_from(SMALL["status"]))))
    draw(st.sampled_from(ways))()


def toggle(scope: dict[str, list[str]], axis: str, leaf: str) -> None:
    """Put a leaf into a scope, or take it out."""
    leaves = scope.setdefault(axis, [])
    (leaves.remove if leaf in leaves else leaves.append)(leaf)


def follows(figure: Record, end: str, axes: dict[str, list[str]]) -> bool:
    """Whether one end of a figure is true in every small world in which the terms of its proof are."""
    people = [dict(zip(axes, leaves, strict=True)) for leaves in product(*axes.values())]

    def members(record: Record) -> list[int]:
        return [n for n, one in enumerate(people) if lies_in(one, record)]

    terms = (figure["proof"][end] or {"terms": []})["terms"]
    told = [(members(term), term["side"], term["bound"]) for term in terms]
    asked = members(figure)
    for world in product(range(3), repeat=len(people)):
        counts = [(sum(world[n] for n in some), side, bound) for some, side, bound in told]
        if all(count >= bound if side == "low" else count <= bound for count, side, bound in counts):
            number = sum(world[n] for n in asked)
            if number < figure["low"] if end == "low" else figure["high"] is not None and number > figure["high"]:
                return False
    return True


def lies_in(one: dict[str, str], record: Record) -> bool:
    boxes = [all(one[axis] in leaves for axis, leaves in box.items()) for box in (record["scope"], *record["minus"])]
    return boxes[0] and not any(boxes[1:])


@given(proved(), st.data())
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_a_figure_with_anything_changed_is_refused_or_still_true(figure: Record, data: st.DataObject) -> None:
    axes = copy.deepcopy(SMALL)
    verify(figure, axes)
    forge(data.draw, figure, axes)
    for end in ("low", "high"):
        try:
            verify_end(figure, end, axes)
        except ValueError:
            continue
        assert follows(figure, end, axes)


def test_the_verifier_imports_nothing_that_it_verifies() -> None:
    imported = [
        node for node in ast.walk(ast.parse(VERIFIER.read_text())) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    modules = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imported}
    assert modules <= {"collections.abc", "fractions", "math", "typing"}
