from math import inf

import numpy as np
import pytest

from tollbook.estimate.bootstrap import Bootstrap, bootstrap, quantile
from tollbook.estimate.chao import lower_bound
from tollbook.estimate.loglinear import independent, population, stepwise, with_pairs
from tollbook.estimate.poisson import Array


def expected(chances: list[float], population: float) -> Array:
    """The cells of lists that hold people independently, with these chances, without rounding."""
    members = np.arange(1, 1 << len(chances))[:, None] >> np.arange(len(chances)) & 1
    each: Array = np.where(members, chances, 1 - np.array(chances)).prod(axis=1)
    return population * each


def test_independent_lists_give_the_whole_population_back() -> None:
    cells = expected([0.5, 0.3, 0.2], 1000)
    model = independent(cells)
    assert model is not None
    assert cells.sum() + model.uncounted == pytest.approx(1000)
    assert model.deviance == pytest.approx(0, abs=1e-9)
    chosen = stepwise(cells)
    assert chosen is not None
    assert chosen.pairs == ()


def test_a_copied_list_pulls_independence_down_and_stepwise_finds_the_pair() -> None:
    cells = expected([0.3, 0.3, 0.3], 10_000)
    cells[2] *= 4  # people on the first two lists: pattern 3
    cells[6] *= 4
    apart, chosen = independent(cells), stepwise(cells)
    assert apart is not None
    assert chosen is not None
    assert chosen.pairs == ((0, 1),)
    assert apart.uncounted < chosen.uncounted == pytest.approx(3430)


def test_a_pair_without_overlap_is_fitted_by_leaving_out_its_cells() -> None:
    cells = expected([0.5, 0.5, 0.3], 4000)
    cells[2] = cells[6] = 0
    chosen = stepwise(cells)
    assert chosen is not None
    assert chosen.empty == chosen.pairs == ((0, 1),)
    assert chosen.uncounted == pytest.approx(700)
    assert chosen.means[[2, 6]].tolist() == [0, 0]


def test_a_model_that_is_not_identifiable_gives_none() -> None:
    cells = np.array([40.0, 30, 6, 20, 0, 0, 0])  # the third list overlaps with none
    assert with_pairs(cells, [(0, 1), (0, 2), (1, 2)]) is None
    assert with_pairs(cells, []) is not None


def test_without_any_overlap_there_is_no_estimate() -> None:
    cells = np.array([40.0, 30, 0, 20, 0, 0, 0])
    assert stepwise(cells) is None
    assert population(cells) == inf
    assert lower_bound(cells) is None


def test_a_list_that_a_resampled_table_has_lost_is_left_out() -> None:
    three = np.round(expected([0.5, 0.3, 0.2], 1000))
    without_second = np.zeros(15)  # the lists are the first, third and fourth of four
    for pattern, count in enumerate(three, 1):
        without_second[(pattern & 1 | (pattern & 6) << 1) - 1] = count
    assert stepwise(without_second) is None
    assert population(without_second) == population(three)


def test_the_interval_is_normal_on_the_log_of_the_uncounted() -> None:
    model = independent(np.array([30.0, 20, 10]))
    assert model is not None
    low, high = model.interval()
    assert low * high == pytest.approx(model.uncounted**2)
    assert np.log(high / low) / 2 == pytest.approx(1.959964 * np.sqrt(1 / 30 + 1 / 20 + 1 / 10))


def test_twelve_lists_are_fitted() -> None:
    model = stepwise(expected([0.1] * 12, 5000))
    assert model is not None
    assert model.uncounted == pytest.approx(5000 * 0.9**12)


def test_the_lower_bound_rests_on_people_on_one_and_two_lists() -> None:
    cells = np.array([30.0, 20, 10, 20, 10, 10, 5])
    found = lower_bound(cells, lists_differ=False)
    assert found is not None
    assert np.exp(found.coefficients[0]) == pytest.approx(2 / 3 * 70**2 / (2 * 30))


def test_unequal_people_are_above_the_lower_bound_and_it_above_independence() -> None:
    cells = expected([0.1] * 4, 8000) + expected([0.6] * 4, 2000)
    apart, bound = independent(cells), lower_bound(cells)
    assert apart is not None
    assert bound is not None
    assert apart.uncounted < np.exp(bound.coefficients[0]) < 10_000 - cells.sum()


def test_where_people_are_more_even_than_chance_the_lower_bound_is_independence() -> None:
    cells = expected([0.3] * 4, 10_000)
    cells[-1] = 0  # nobody on all lists: curved downwards
    apart, bound = independent(cells), lower_bound(cells)
    assert apart is not None
    assert bound is not None
    assert len(bound.coefficients) <= 6
    assert np.exp(bound.coefficients[0]) >= apart.uncounted - 1e-6


def test_the_same_seed_gives_the_same_interval_and_another_nearly_the_same() -> None:
    cells = np.round(expected([0.5, 0.3, 0.2], 2000))
    first, again, other = (bootstrap(cells, population, 200, seed) for seed in (1, 1, 2))
    assert first == again != other
    assert first.interval() == pytest.approx(other.interval(), rel=0.05)
    low, high = first.interval()
    assert low < population(cells) < high


def test_a_bootstrap_without_bias_takes_the_plain_quantiles() -> None:
    plain = Bootstrap(tuple(float(n) for n in range(1, 1000)), bias=0, acceleration=0)
    assert plain.interval(0.9) == pytest.approx((quantile(plain.replicates, 0.05), quantile(plain.replicates, 0.95)))
    upwards = Bootstrap(plain.replicates, bias=0.2, acceleration=0.05)
    assert all(moved > still for moved, still in zip(upwards.interval(), plain.interval(), strict=True))


def test_replicates_without_an_estimate_leave_the_interval_open() -> None:
    found = Bootstrap((1.0, 2.0, 3.0, inf), bias=0, acceleration=0)
    assert found.without_estimate == 0.25
    assert found.interval()[1] == inf
