import numpy as np
import pytest
from scipy.special import gammaln

from tollbook.estimate import decomposable
from tollbook.estimate.decomposable import Posterior, posterior
from tollbook.estimate.graphs import decomposable_graphs
from tollbook.estimate.poisson import Array

CELLS = np.array([30.0, 20, 10, 20, 10, 10, 5])


@pytest.mark.parametrize(("vertices", "number"), [(2, 2), (3, 8), (4, 61), (5, 822)])
def test_there_are_as_many_decomposable_graphs_as_is_known(vertices: int, number: int) -> None:
    graphs = decomposable_graphs(vertices)
    assert len(graphs.edges) == len(graphs.factors) == number
    assert not graphs.factors.sum(axis=1).any()  # cliques, separators and the total cancel


def test_a_circle_of_four_is_not_decomposable_and_its_chord_makes_it_so() -> None:
    circle = ((0, 1), (0, 3), (1, 2), (2, 3))
    graphs = decomposable_graphs(4)
    assert circle not in graphs.edges
    factors = graphs.factors[graphs.edges.index(((0, 1), (0, 2), (0, 3), (1, 2), (2, 3)))]
    assert {chosen: int(times) for chosen, times in enumerate(factors) if times} == {
        0b0111: 1,
        0b1101: 1,
        0b0101: -1,
        0: -1,
    }


def by_hand(cells: Array, last: int) -> Array:
    """The posterior of three lists from cells and Dirichlet priors, graph by graph, as it stands in the paper."""

    def margin(chosen: tuple[int, ...], uncounted: int) -> float:
        counts = dict.fromkeys(range(1 << len(chosen)), 0.0)
        counts[0] += uncounted
        for pattern, count in enumerate(cells, 1):
            counts[sum((pattern >> j & 1) << at for at, j in enumerate(chosen))] += count
        share = 1 / (1 << len(chosen))
        total = cells.sum() + uncounted
        return float(
            sum(gammaln(n + share) - gammaln(share) for n in counts.values()) - gammaln(total + 1) + gammaln(1)
        )

    shapes: list[tuple[list[tuple[int, ...]], list[tuple[int, ...]]]] = [([(0,), (1,), (2,)], []), ([(0, 1, 2)], [])]
    shapes += [([(0, 1), (2,)], []), ([(0, 2), (1,)], []), ([(1, 2), (0,)], [])]
    shapes += [([(0, 1), (0, 2)], [(0,)]), ([(0, 1), (1, 2)], [(1,)]), ([(0, 2), (1, 2)], [(2,)])]
    total = np.zeros(last + 1)
    for uncounted in range(last + 1):
        population = cells.sum() + uncounted
        ways = gammaln(population + 1) - gammaln(uncounted + 1) - np.log(population)
        for cliques, separators in shapes:
            density = sum(margin(one, uncounted) for one in cliques) - sum(margin(one, uncounted) for one in separators)
            total[uncounted] += np.exp(ways + density)
    return np.asarray(total / total.sum())


def test_the_posterior_of_three_lists_is_that_of_the_paper() -> None:
    found = posterior(CELLS, uncounted=(0, 200))
    assert found.probabilities == pytest.approx(by_hand(CELLS, 200), rel=1e-8)


def test_the_largest_number_grows_until_next_to_nothing_lies_beyond() -> None:
    grown, wide = posterior(CELLS), posterior(CELLS, uncounted=(0, 200_000))
    assert grown.beyond < 1e-6
    assert grown.cap < 200_000
    beyond = wide.probabilities[grown.cap + 1 :].sum()
    assert beyond == pytest.approx(grown.beyond, rel=0.05)
    assert [grown.quantile(q) for q in (0.025, 0.5, 0.975)] == [wide.quantile(q) for q in (0.025, 0.5, 0.975)]


def test_where_nothing_overlaps_the_posterior_is_driven_by_its_cap_and_says_so() -> None:
    found = posterior(np.array([40.0, 30, 0, 20, 0, 0, 0]))
    assert found.cap >= 90_000
    assert found.near_cap > found.beyond > 1e-3


def test_graphs_that_are_put_aside_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = np.round(5000 * np.random.default_rng(1).dirichlet(np.ones(15)))
    few = posterior(cells)
    monkeypatch.setattr(decomposable, "NEGLIGIBLE", -1.0)
    every = posterior(cells)
    assert len(few.graphs) < len(every.graphs) == 61
    assert few.mean == pytest.approx(every.mean, rel=1e-9)
    assert few.probabilities == pytest.approx(every.probabilities, rel=1e-6, abs=1e-12)


def test_points_that_stand_for_several_numbers_change_next_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = 100 * CELLS
    every = posterior(cells)
    monkeypatch.setattr(decomposable, "EVERY_NUMBER", 100)
    some = posterior(cells)
    assert len(some.uncounted) < len(every.uncounted) / 4
    assert some.mean == pytest.approx(every.mean, rel=1e-6)
    assert some.quantile(0.5) == pytest.approx(every.quantile(0.5), rel=1e-3)


def test_two_modes_are_told_with_what_each_holds() -> None:
    points = np.arange(100)
    density = np.exp(-((points - 20) ** 2) / 50) + 0.5 * np.exp(-((points - 70) ** 2) / 50)
    (first, low), (second, high) = decomposable._modes(points, density)
    assert (first, second) == (20, 70)
    assert (low, high) == pytest.approx((2 / 3, 1 / 3), abs=0.01)


def test_a_dent_is_no_valley() -> None:
    points = np.arange(100)
    density = np.exp(-((points - 50) ** 2) / 500)
    density[45] *= 0.97
    assert [mode for mode, _ in decomposable._modes(points, density)] == [50]


def test_quantiles_are_populations_that_the_probability_reaches() -> None:
    found = Posterior(3, 10, np.array([0, 1, 2]), np.array([0.2, 0.3, 0.5]), (), (), 0.0)
    assert [found.quantile(q) for q in (0.1, 0.2, 0.5, 0.51, 1.0)] == [10, 10, 11, 12, 12]
    assert found.mean == pytest.approx(11.3)
    assert (found.mode, found.cap) == (12, 2)


@pytest.mark.parametrize("lists", [2, 7])
def test_other_numbers_of_lists_are_refused(lists: int) -> None:
    with pytest.raises(ValueError, match=f"graphs on {lists} lists"):
        posterior(np.ones((1 << lists) - 1))
