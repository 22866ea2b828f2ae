"""Log-linear Poisson regression: the maximum of the likelihood, and whether there is one.

Newton's method, which is iteratively reweighted least squares here. Whether a maximum exists is answered in two steps.
Mostly the fit proves it: along any line the slope of the likelihood changes at most as an exponential does, so a small
Newton decrement beside a large enough curvature bounds how far the maximum can be. Where that proves nothing, the
linear program of Fienberg and Rinaldo decides.

Sources: Fienberg and Rinaldo, Maximum likelihood estimation in log-linear models (2012); Bach, Self-concordant
analysis for logistic regression (2010), for the bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOST_STEPS = 60
SMALLEST_DECREMENT = 1e-15
"""The square of how far, in standard errors, the maximum may still be away."""

SHORTEST_STEP = 1e-6
LARGEST_LOG = 50.0
"""No cell holds so many people."""

LEAST_CURVATURE = 1e-10
"""Beside the largest curvature: below this the smallest may be rounding, and proves nothing."""

SMALLEST_MARGIN = 1e-6
"""Persons in the emptiest cell of a table with the same margins, below which the program says that there is none."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A maximum of the likelihood: coefficients, expected counts, and the information (inverse covariance)."""

    coefficients: Array
    means: Array
    information: Array

    @property
    def intercept_error(self) -> float:
        """The standard error of the first coefficient."""
        return float(np.sqrt(np.linalg.inv(self.information)[0, 0]))


def fit(design: Array, counts: Array) -> Fit | None:
    """The maximum of the likelihood; None if there is none.

    ``design``: a row for each cell, columns that are linearly independent, the first all ones.

    >>> round(float(fit(np.ones((2, 1)), np.array([1.0, 3.0])).means[0]), 6)
    2.0
    """
    found, arrived = _climb(design, counts)
    if arrived and _proven(design, counts, found):
        return found
    if not exists(design, counts):
        return None
    if not arrived:
        raise ValueError(f"a maximum of the likelihood of {design.shape[1]} parameters exists and was not reached")
    return found


def exists(design: Array, counts: Array) -> bool:
    """Whether some table without an empty cell has the same margins: then, and only then, there is a maximum."""
    from scipy.optimize import linprog

    cells, parameters = design.shape
    margins = design.T @ counts
    program = np.column_stack([design.T, design.sum(axis=0)])  # all cells are raised by the last unknown
    scale = max(1.0, margins[0] / cells)
    answer = linprog([*np.zeros(cells), -1.0], A_eq=program, b_eq=margins / scale)
    if answer.status != 0:
        raise ValueError(f"whether {parameters} parameters can be fitted was not found out ({answer.message})")
    return bool(-answer.fun * scale > SMALLEST_MARGIN)


def deviance(counts: Array, means: Array) -> float:
    """Twice the distance of the log-likelihood from its largest value, that of the counts themselves."""
    from scipy.special import xlogy

    return float(2 * np.sum(xlogy(counts, counts) - xlogy(counts, means) - (counts - means)))


def information_criterion(counts: Array, means: Array, parameters: int) -> float:
    """Akaike's criterion of a fit."""
    from scipy.special import gammaln, xlogy

    return float(2 * parameters - 2 * np.sum(xlogy(counts, means) - means - gammaln(counts + 1)))


def _climb(design: Array, counts: Array) -> tuple[Fit, bool]:
    """Newton's steps from the counts themselves, and whether they arrived at a place that they no longer leave."""
    means, arrived = counts + 0.5, False
    coefficients, logs = np.zeros(design.shape[1]), np.zeros(len(counts))
    step = np.linalg.solve((design.T * means) @ design, design.T @ (means * np.log(means)))
    for _ in range(MOST_STEPS):
        coefficients, logs = coefficients + step, logs + design @ step
        means = np.exp(logs)
        gradient = design.T @ (counts - means)
        try:
            step = np.linalg.solve((design.T * means) @ design, gradient)
        except np.linalg.LinAlgError:  # the means of some cells have become too small
            break
        arrived = bool(gradient @ step < SMALLEST_DECREMENT)
        length = 0.0 if arrived else _length(logs, design @ step, counts)
        if not length:
            break
        step *= length
    return Fit(coefficients, means, (design.T * means) @ design), arrived


def _length(logs: Array, direction: Array, counts: Array) -> float:
    """How much of a step to take: halved while it leads down; zero where even the shortest does."""
    height, length = counts @ logs - np.exp(logs).sum(), 1.0
    while length > SHORTEST_STEP:
        ahead = logs + length * direction
        if ahead.max() < LARGEST_LOG and counts @ ahead - np.exp(ahead).sum() >= height - 1e-12 * abs(height):
            return length
        length /= 2
    return 0.0


def _proven(design: Array, counts: Array, found: Fit) -> bool:
    """Whether a maximum must exist near the fit.

    In a direction of length one the slope begins at no more than decrement × √curvature against us and gains at least
    curvature ÷ R in the long run, where R is the longest row of the design: so every direction leads down in the end.
    """
    gradient = design.T @ (counts - found.means)
    curvature, directions = np.linalg.eigh(found.information)
    if curvature[0] <= LEAST_CURVATURE * curvature[-1]:
        return False
    decrement = np.sqrt(np.sum((directions.T @ gradient) ** 2 / curvature))
    longest = np.sqrt(np.square(design).sum(axis=1).max())
    return bool(decrement * longest < np.sqrt(curvature[0]) / 2)
