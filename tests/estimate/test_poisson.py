import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.estimate import poisson
from tollbook.estimate.poisson import deviance, exists, fit, information_criterion

# Two lists and whether both matter together: intercept, one list, other list.
DESIGN = np.array([[1.0, 1, 0], [1, 0, 1], [1, 1, 1]])


def test_margins_of_a_fit_are_those_of_the_counts() -> None:
    design = np.column_stack([np.ones(6), np.arange(6.0)])
    counts = np.array([9.0, 7, 4, 4, 1, 0])
    found = fit(design, counts)
    assert found is not None
    assert design.T @ found.means == pytest.approx(design.T @ counts)


def test_where_a_margin_is_empty_there_is_no_maximum() -> None:
    assert not exists(DESIGN, np.array([5.0, 3, 0]))
    assert fit(DESIGN, np.array([5.0, 3, 0])) is None


def test_one_empty_cell_may_leave_a_maximum() -> None:
    design = np.column_stack([np.ones(4), [0, 0, 1, 1], [0, 1, 0, 1]]).astype(float)
    found = fit(design, np.array([4.0, 0, 2, 3]))
    assert found is not None
    assert found.means.min() > 0


@given(st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_what_the_fit_proves_the_linear_program_says_too(counts: list[int]) -> None:
    patterns = np.arange(1, 8)
    design = np.column_stack([np.ones(7), *(patterns >> j & 1 for j in range(3)), patterns == 3, patterns == 7])
    cells = np.array(counts, float)
    if not cells.any():
        return
    found, arrived = poisson._climb(design, cells)
    if arrived and poisson._proven(design, cells, found):
        assert exists(design, cells)
    elif exists(design, cells):
        assert arrived


@pytest.mark.parametrize("scale", [1.0, 1e3, 1e6, 1e8])
def test_large_counts_are_fitted_as_exactly_as_small_ones(scale: float) -> None:
    found = fit(DESIGN, scale * np.array([3.0, 2, 1]))
    assert found is not None
    assert np.exp(found.coefficients[0]) == pytest.approx(6 * scale)


def test_deviance_and_criterion_of_a_fit_of_every_cell() -> None:
    counts = np.array([4.0, 0.0, 2.0])
    assert deviance(counts, np.array([4.0, 1e-300, 2.0])) == pytest.approx(0)
    # −2 log of the Poisson probability of 1 where 1 is expected is 2.
    assert information_criterion(np.array([1.0]), np.array([1.0]), 1) == pytest.approx(4)
