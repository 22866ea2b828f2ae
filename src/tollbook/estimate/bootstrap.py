"""Bootstrap intervals that count the choice of the model: bias-corrected and accelerated (BCa).

Sources: Efron, Better bootstrap confidence intervals (1987); DiCiccio and Efron, Bootstrap confidence intervals
(1996); Chan, Silverman and Vincent (2021) for its use on overlaps of lists; Hyndman and Fan, Sample quantiles in
statistical packages (1996), definition 8.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist

import numpy as np

from tollbook.estimate.poisson import Array

NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Estimates of resampled tables, and what corrects their quantiles.

    ``replicates`` ascend; one without an estimate is infinite. ``bias`` and ``acceleration`` are Efron's z₀ and a.
    """

    replicates: tuple[float, ...]
    bias: float
    acceleration: float

    def interval(self, probability: float = 0.95) -> tuple[float, float]:
        """The ends of the interval; infinite where too many replicates have no estimate to bound it."""
        low, high = ((1 - probability) / 2, (1 + probability) / 2)
        return quantile(self.replicates, self._moved(low)), quantile(self.replicates, self._moved(high))

    @property
    def without_estimate(self) -> float:
        """The share of replicates for which no finite estimate exists."""
        return self.replicates.count(inf) / len(self.replicates)

    def _moved(self, probability: float) -> float:
        """The probability whose quantile is taken instead."""
        shifted = self.bias + NORMAL.inv_cdf(probability)
        return NORMAL.cdf(self.bias + shifted / (1 - self.acceleration * shifted))


def bootstrap(cells: Array, estimate: Callable[[Array], float], replicates: int, seed: int) -> Bootstrap:
    """Estimate again on tables in which as many people are drawn from those observed.

    ``estimate`` gives the whole population for a table's cells, infinite where there is no estimate.
    The same seed gives the same tables, whatever the estimate.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = generator.multinomial(int(cells.sum()), cells / cells.sum(), size=replicates)
    found = sorted(estimate(one.astype(float)) for one in drawn)
    whole = estimate(cells)
    below = sum(one < whole for one in found)
    share = min(max(below, 0.5), replicates - 0.5) / replicates  # no replicate on one side says little of how far
    return Bootstrap(tuple(found), NORMAL.inv_cdf(share), _acceleration(cells, estimate))


def quantile(ascending: Sequence[float], probability: float) -> float:
    """The median-unbiased quantile (definition 8); infinite values are allowed.

    >>> quantile([1.0, 2.0, 3.0], 0.5), quantile([1.0, inf], 0.9)
    (2.0, inf)
    """
    place = (len(ascending) + 1 / 3) * probability + 1 / 3
    at = int(np.floor(place))
    lower, upper = (ascending[min(max(index, 0), len(ascending) - 1)] for index in (at - 1, at))
    return lower if lower == upper or place == at else lower + (place - at) * (upper - lower)


def _acceleration(cells: Array, estimate: Callable[[Array], float]) -> float:
    """How fast the spread changes with the estimate: from leaving out one person of each observed cell.

    Zero where some table with one person less has no estimate: there is then nothing to compare.
    """
    observed = np.flatnonzero(cells)
    left = np.array([estimate(cells - (np.arange(len(cells)) == at)) for at in observed])
    if not np.isfinite(left).all():
        return 0.0
    weights = cells[observed]
    moved = np.average(left, weights=weights) - left
    spread = float(weights @ moved**2)
    return float(weights @ moved**3) / (6 * spread * sqrt(spread)) if spread > 0 else 0.0
