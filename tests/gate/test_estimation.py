"""What the reference programs of the field print for published tables (`eval/estimation` in the shared folder).

Deterministic methods are held to the digits printed. Standard errors of R's `glm` are those of its last step but one;
at the maximum itself ends of intervals differ by up to three parts in 100,000. One test stops where R stops, and finds
them equal.
"""

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from scipy.special import gammaln

from tollbook.estimate import estimate
from tollbook.estimate.chao import lower_bound
from tollbook.estimate.decomposable import inverse, posterior
from tollbook.estimate.loglinear import Model, _structure, independent, stepwise, with_pairs
from tollbook.estimate.poisson import Array, deviance
from tollbook.estimate.reading import read_table
from tollbook.estimate.table import Table
from tollbook.records import Grade

WITHIN = 0.01
LAST_STEP_BUT_ONE = 3e-5
STEPWISE = ("kosovo", "ukdat", "ukdat_5", "neworl", "neworl_5", "ned", "ned_5", "western", "artificial_3")
MODELS = ("kosovo", "ukdat", "ukdat_5", "neworl", "ned", "western")
AVERAGED = {
    "kosovo|Nmissing=0:22000": (0, 22_000),
    "kosovo|Nmissing=0:132000": (0, 132_000),
    "hiv_rome|Nmissing=0:56880": (0, 56_880),
    "lesbian|Nmissing=0:10925": (0, 10_925),
    "western|Nmissing=0:10350": (0, 10_350),
    "ukdat_5|Nmissing=0:13720": (0, 13_720),
    "ukdat_5|Nmissing=0:82320": (0, 82_320),
    "ned_5|Nmissing=0:41170": (0, 41_170),
    "ned_5|Nmissing=0:247020": (0, 247_020),
    "neworl_5|Nmissing=0:5550": (0, 5_550),
    "madigan_york_5|delta=.5|Nmissing=1:300": (1, 300),
    "madigan_york_3|delta=1|N prior Poisson-gamma a=13.14,b=55.17|Nmissing=1:300": (1, 300),
}
CONCENTRATION = {"madigan_york_5": 0.5, "madigan_york_3": 1.0}
QUANTILES = {"q025": 0.025, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q975": 0.975}


@pytest.fixture(scope="module")
def read(shared_folder: Path) -> Callable[[str], Table]:
    def table(name: str) -> Table:
        with (shared_folder / "eval" / "estimation" / f"{name}.csv").open(encoding="utf-8") as lines:
            return read_table(lines, name)

    return table


@pytest.fixture(scope="module")
def reference(shared_folder: Path) -> Any:
    return json.loads((shared_folder / "eval" / "estimation" / "reference_results.json").read_text("utf-8"))


def population(table: Table, model: Model | None) -> tuple[float, float, float]:
    """The interval's lower end, the estimate, the upper end."""
    assert model is not None
    low, high = model.interval()
    return table.persons + low, table.persons + model.uncounted, table.persons + high


def close(found: tuple[float, float, float], low: float, middle: float, high: float) -> bool:
    ends = (low, high) == pytest.approx((found[0], found[2]), abs=WITHIN, rel=LAST_STEP_BUT_ONE)
    return ends and middle == pytest.approx(found[1], abs=WITHIN)


@pytest.mark.parametrize("name", STEPWISE)
def test_stepwise_selection_takes_the_same_pairs_and_gives_the_same_estimate(
    read: Callable[[str], Table], reference: Any, name: str
) -> None:
    table, expected = read(name), reference["sparsemse_stepwise"][name]
    model = stepwise(table.cells())
    assert close(population(table, model), *(expected[key] for key in ("q025", "est", "q975")))
    assert model is not None
    named = {pair: ":".join(table.lists[j] for j in pair) for pair in model.pairs}
    assert [named[pair] for pair in model.pairs if pair not in model.empty] == expected["terms"]
    assert [named[pair] for pair in model.empty] == expected.get("empty_overlap_terms", [])
    assert model.deviance == pytest.approx(expected["deviance"], abs=1e-4)
    assert model.information_criterion == pytest.approx(expected["aic"], abs=1e-4)


@pytest.mark.parametrize("name", MODELS)
def test_given_models_give_the_same_estimates(read: Callable[[str], Table], reference: Any, name: str) -> None:
    table = read(name)
    pairs = combinations(range(len(table.lists)), 2)
    assert close(population(table, independent(table.cells())), *reference["loglinear_main_effects"][name])
    assert close(population(table, with_pairs(table.cells(), pairs)), *reference["loglinear_all_pairs"][name])


def as_glm(design: Array, counts: Array) -> tuple[float, float]:
    """Intercept and standard error where R's `glm` stops: with the weights before its last step."""
    means, before = counts + 0.1, np.inf
    while True:
        weights, target = means, np.log(means) + (counts - means) / means
        information = (design.T * weights) @ design
        coefficients = np.linalg.solve(information, design.T @ (weights * target))
        means = np.exp(design @ coefficients)
        now = deviance(counts, means)
        if abs(now - before) / (abs(now) + 0.1) < 1e-8:
            return float(coefficients[0]), float(np.sqrt(np.linalg.inv(information)[0, 0]))
        before = now


@pytest.mark.parametrize("name", STEPWISE)
def test_with_the_standard_errors_of_glm_intervals_are_the_same_too(
    read: Callable[[str], Table], reference: Any, name: str
) -> None:
    table, expected = read(name), reference["sparsemse_stepwise"][name]
    model = stepwise(table.cells())
    assert model is not None
    kept, design, _ = _structure(len(table.lists), frozenset(model.pairs), frozenset(model.empty))
    middle, error = as_glm(design, table.cells()[kept])
    ends = [table.persons + np.exp(middle + side * NormalDist().inv_cdf(0.975) * error) for side in (-1, 1)]
    assert ends == pytest.approx([expected["q025"], expected["q975"]], abs=WITHIN)


def test_where_the_reference_finds_no_identifiable_model_there_is_none(read: Callable[[str], Table]) -> None:
    assert with_pairs(read("artificial_3").cells(), combinations(range(3), 2)) is None


@pytest.mark.parametrize("name", ["kosovo", "ukdat_5", "western", "hiv_rome"])
def test_the_lower_bound_is_that_of_the_reference(read: Callable[[str], Table], reference: Any, name: str) -> None:
    table, expected = read(name), reference["rcapture"][name]
    for model, lists_differ in (("Mh", False), ("Mth", True)):
        found = lower_bound(table.cells(), lists_differ=lists_differ)
        assert found is not None
        bound = table.persons + np.exp(found.coefficients[0])
        assert bound == pytest.approx(expected[f"{model}_Chao_LB"], abs=WITHIN)


def poisson_gamma(population: Array) -> Array:
    """The prior of Madigan and York: a Poisson number whose mean has a gamma distribution."""
    shape, scale = 13.14, 55.17
    return np.asarray(gammaln(population + shape) - gammaln(population + 1) + population * np.log(scale / (1 + scale)))


@pytest.mark.parametrize("key", AVERAGED)
def test_averaging_over_graphs_gives_the_reference_to_its_last_digit(
    read: Callable[[str], Table], reference: Any, key: str
) -> None:
    expected, (name, *options) = reference["dga"][key], key.split("|")
    prior = poisson_gamma if any("Poisson" in option for option in options) else inverse
    found = posterior(read(name).cells(), concentration=CONCENTRATION.get(name), prior=prior, uncounted=AVERAGED[key])
    assert found.mean == pytest.approx(expected["mean"], rel=1e-6)
    assert {one: found.quantile(QUANTILES[one]) for one in QUANTILES if one in expected} == {
        one: expected[one] for one in QUANTILES if one in expected
    }
    assert found.mode == expected.get("mode", found.mode)
    shares = [round(share, 4) for _, share in found.graphs[:3]]
    assert shares == expected.get("top3_model_prob", shares)


def test_no_table_of_the_reference_is_left_out(reference: Any) -> None:
    assert {key for key in reference["dga"] if key[0] != "_"} == set(AVERAGED)
    assert {key for key in reference["sparsemse_stepwise"] if key[0] != "_"} == set(STEPWISE)


@pytest.mark.parametrize("name", ["ukdat_5", "ned_5", "artificial_3"])
def test_where_the_data_do_not_decide_there_is_no_bare_number(read: Callable[[str], Table], name: str) -> None:
    answer = estimate(read(name), replicates=50)
    assert answer.verdict.grade is not Grade.ESTIMABLE
    assert answer.verdict.reasons


@pytest.mark.parametrize("name", ["ukdat", "ned"])
def test_six_lists_on_which_the_reference_depends_on_its_seed_are_fragile(
    read: Callable[[str], Table], name: str
) -> None:
    answer = estimate(read(name), replicates=50)
    assert answer.verdict.grade is Grade.FRAGILE
    assert all(one.estimate is not None for one in answer.methods)
