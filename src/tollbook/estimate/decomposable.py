"""Averaging over decomposable graphs: every way in which lists may depend on each other, weighted by the data.

Under each graph the cells have a hyper-Dirichlet prior, so the probability of the data given that so many people are
uncounted is a product of gamma functions. It is computed for every graph and every number of uncounted people, up to
where nothing that matters is left. No draws, no tuning: the same table gives the same numbers.

Graphs that cannot matter are put aside first. The log of a graph's posterior is smooth: between two points its second
derivative is no lower than −1.1 p/u, nor −1.1 (p + 1) n/u², for u uncounted beside n counted people on p lists
(trigamma functions of the separators, and what is left when gamma functions cancel). So points that are √u/2 or
u/(2 √(np)) apart bound what lies between them.

Sources: Madigan and York, Bayesian methods for estimation of the size of a closed population (1997); Dawid and
Lauritzen, Hyper Markov laws in the statistical analysis of decomposable graphical models (1993).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tollbook.estimate.graphs import decomposable_graphs
from tollbook.estimate.poisson import Array

Edges = tuple[tuple[int, int], ...]
Prior = Callable[[Array], Array]

FEWEST_LISTS, MOST_LISTS = 3, 6
"""There are 8 graphs on 3 lists, 18,154 on 6, and over a million on 7."""

LARGEST_TAIL = 1e-6
"""The posterior probability that may lie beyond the largest number of uncounted people looked at."""

MOST_PER_COUNTED = 1_000
"""So many uncounted people for each counted one are looked at, at most; beyond, the posterior is driven by its cap."""

FARTHEST_PER_COUNTED = 10_000
"""So far it is found out how much lies beyond the cap."""

EVERY_NUMBER = 1 << 18
"""Up to here every number of uncounted people is a point; beyond, points are an eighth of √u or u/√(np) apart."""

SLACK = 0.25
"""How far the log of a graph's posterior can rise between two points above the higher of them."""

VALLEY = 0.9
"""How low, beside the lower of two modes, the posterior has to be between them."""

SMALLEST_MODE = 0.05
"""How much of the posterior a mode has to hold to be told."""

NEGLIGIBLE = 1e-9
"""The posterior probability of all graphs together that are put aside."""

BLOCK = 1 << 20
"""How many values are held at a time: a few megabytes."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is believed of the uncounted, averaged over the graphs.

    ``lists``: how many. ``counted``: people on them. ``uncounted`` ascend; ``probabilities`` belong to them and add up
    to one. ``graphs``: edges (pairs of lists by position) and probability, the most probable first; those put aside are
    left out. ``modes``: populations at which the posterior peaks, each with the probability between the valleys beside.
    ``beyond``: the share of the posterior beyond the largest number looked at, which was left out.
    """

    lists: int
    counted: int
    uncounted: NDArray[np.int64]
    probabilities: Array
    graphs: tuple[tuple[Edges, float], ...]
    modes: tuple[tuple[int, float], ...]
    beyond: float

    @property
    def cap(self) -> int:
        """The largest number of uncounted people looked at."""
        return int(self.uncounted[-1])

    @property
    def near_cap(self) -> float:
        """The probability within five per cent of the cap, or beyond it."""
        near = float(self.probabilities[self.uncounted > 0.95 * self.cap].sum())
        return near * (1 - self.beyond) + self.beyond

    @property
    def saturated(self) -> float:
        """The probability of the graph that joins all lists: under it, only the prior tells of the uncounted."""
        return sum(share for edges, share in self.graphs if len(edges) == self.lists * (self.lists - 1) // 2)

    @property
    def mean(self) -> float:
        """The mean of the population: it depends on the cap where the tail is heavy."""
        return self.counted + float(self.probabilities @ self.uncounted)

    @property
    def mode(self) -> int:
        """The most probable population."""
        return self.counted + int(self.uncounted[np.argmax(self.probabilities / _weights(self.uncounted))])

    def quantile(self, probability: float) -> int:
        """The smallest population that is as probable as this not to be exceeded."""
        below = np.cumsum(self.probabilities)
        return self.counted + int(self.uncounted[min(int(np.searchsorted(below, probability)), len(below) - 1)])


def inverse(population: Array) -> Array:
    """The log of the prior 1/N: all orders of magnitude are equally probable beforehand."""
    return -np.log(population)


def posterior(
    cells: Array,
    *,
    concentration: float | None = None,
    prior: Prior = inverse,
    uncounted: tuple[int, int] | None = None,
) -> Posterior:
    """The posterior of the uncounted, averaged over all decomposable graphs on 3 to 6 lists.

    ``cells``: the count of every pattern, at place pattern − 1. ``concentration``: of the Dirichlet prior, for each
    cell; 2^−lists unless given. ``prior``: the log of the prior of the population. ``uncounted``: the least and
    the largest number to look at, where that range is meant to be part of the prior; else the largest grows until only
    LARGEST_TAIL lies beyond.

    >>> found = posterior(np.array([30.0, 20.0, 10.0, 20.0, 10.0, 10.0, 5.0]))
    >>> found.counted, found.quantile(0.5)
    (105, 155)
    """
    lists = len(cells).bit_length()
    if not FEWEST_LISTS <= lists <= MOST_LISTS:
        raise ValueError(f"graphs on {lists} lists are not averaged over")
    counted, spread = int(cells.sum()), sqrt(cells.sum() * lists)
    first, last = uncounted or (0, FARTHEST_PER_COUNTED * counted)
    edges, factors = decomposable_graphs(lists)
    terms = _terms(cells, concentration or 0.5**lists, factors.astype(float))
    rough = _points(first, last, spread, 2, 0)
    survey = _survey(terms, rough, prior)
    kept = _that_matter(survey)
    cap, beyond = (last, 0.0) if uncounted else _cap(rough, survey.density, MOST_PER_COUNTED * counted)
    points = _points(first, cap, spread, 8, EVERY_NUMBER)
    masses, shares = _summed(terms.only(kept), points, prior, survey.highest)
    ranked = tuple((edges[kept[at]], float(shares[at] / shares.sum())) for at in np.argsort(-shares, kind="stable"))
    upto = rough <= cap
    modes = tuple((counted + peak, share) for peak, share in _modes(rough[upto], survey.density[upto]))
    return Posterior(lists, counted, points, masses / masses.sum(), ranked, modes, beyond)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The log of the posterior as sums over sets of lists.

    ``absent``: how many counted people each set lacks, with the prior's share. ``constants``: what does not depend on
    the uncounted. ``factors``: a row for each graph, how often it counts each set.
    """

    counted: float
    absent: Array
    constants: Array
    factors: Array

    def logs(self, uncounted: NDArray[np.int64], prior: Prior) -> Array:
        """The log of the posterior, up to a constant: a row for each graph, a column for each number of uncounted."""
        from scipy.special import gammaln

        numbers = uncounted.astype(float)
        ways = gammaln(self.counted + numbers + 1) - gammaln(numbers + 1) + prior(self.counted + numbers)
        found: Array = self.factors @ (gammaln(self.absent[:, None] + numbers) + self.constants[:, None])
        found += ways
        return found

    def only(self, graphs: NDArray[np.int64]) -> _Terms:
        """The same of some graphs, with the sets that these use."""
        factors = self.factors[graphs]
        used = factors.any(axis=0)
        return _Terms(self.counted, self.absent[used], self.constants[used], factors[:, used])


def _terms(cells: Array, concentration: float, factors: Array) -> _Terms:
    """The margins of a table over all sets of lists."""
    from scipy.special import gammaln

    lists = len(cells).bit_length()
    patterns = np.arange(1, len(cells) + 1)
    absent, constants = [], []
    for chosen in range(1 << lists):
        share = concentration * (1 << lists) / (1 << chosen.bit_count())  # of the prior, for each cell of the margin
        margin = np.bincount(patterns & chosen, weights=cells, minlength=1 << lists)
        seen = margin[1:][margin[1:] > 0]
        absent.append(margin[0] + share)
        constants.append(np.sum(gammaln(seen + share) - gammaln(share)) - gammaln(share))
    return _Terms(float(cells.sum()), np.array(absent), np.array(constants), factors)


class _Survey(NamedTuple):
    """A rough look at all graphs, as multiples of exp(``highest``).

    ``density``: of each point, over all graphs. ``at_most``: what each graph can hold at most between the points.
    ``total``: what all hold at least.
    """

    highest: float
    density: Array
    at_most: Array
    total: float


def _survey(terms: _Terms, points: NDArray[np.int64], prior: Prior) -> _Survey:
    """The rough look. Blocks of points share one point with the next, so that all that lies between is bounded."""
    highest, density, at_most = -np.inf, np.zeros(len(points)), np.zeros(len(terms.factors))
    width = max(2, BLOCK // max(terms.factors.shape))
    for start in range(0, max(len(points) - 1, 1), width - 1):
        block = slice(start, start + width)
        heights = terms.logs(points[block], prior)
        if (top := float(heights.max())) > highest:
            density *= np.exp(highest - top)
            at_most *= np.exp(highest - top)
            highest = top
        heights -= highest
        np.exp(heights, out=heights)
        density[block] = heights.sum(axis=0)
        at_most += np.maximum(heights[:, :-1], heights[:, 1:]) @ np.diff(points[block]) * np.exp(SLACK)
        at_most += heights[:, 0]
    return _Survey(highest, density, at_most, float(density @ _weights(points)) * np.exp(-SLACK))


def _points(first: int, last: int, spread: float, fineness: int, every: int) -> NDArray[np.int64]:
    """Numbers from ``first`` to ``last``: each one below ``every``, then ever farther apart."""
    ahead = list(range(first, min(every, last) + 1)) or [first]
    while (at := ahead[-1]) < last:
        ahead.append(min(last, at + max(1, int(max(sqrt(at), at / spread) / fineness))))
    return np.array(ahead)


def _weights(points: NDArray[np.int64]) -> Array:
    """How many numbers each point stands for, itself and half of those beside it."""
    gaps = np.diff(points, prepend=points[0] - 1, append=points[-1] + 1)
    return (gaps[:-1] + gaps[1:]) / 2


def _that_matter(survey: _Survey) -> NDArray[np.int64]:
    """Which graphs together hold all but a negligible part."""
    order = np.argsort(survey.at_most, kind="stable")
    return np.sort(order[np.cumsum(survey.at_most[order]) > NEGLIGIBLE * survey.total])


def _cap(points: NDArray[np.int64], density: Array, most: int) -> tuple[int, float]:
    """The smallest point beyond which next to nothing lies, but at most ``most``; and what lies beyond it."""
    below = np.cumsum(density * _weights(points))
    beyond = 1 - below / below[-1]
    enough = int(np.argmax((beyond < LARGEST_TAIL) | (points >= most)))
    return int(points[enough]), float(beyond[enough])


def _summed(terms: _Terms, points: NDArray[np.int64], prior: Prior, highest: float) -> tuple[Array, Array]:
    """The mass of each point over all graphs, and of each graph over all points, as multiples of exp(``highest``)."""
    masses, shares, weights = np.empty(len(points)), np.zeros(len(terms.factors)), _weights(points)
    width = max(1, BLOCK // max(terms.factors.shape))
    for start in range(0, len(points), width):
        block = slice(start, start + width)
        values = terms.logs(points[block], prior)
        values -= highest
        np.exp(values, out=values)
        values *= weights[block]
        masses[block] = values.sum(axis=0)
        shares += values.sum(axis=1)
    return masses, shares


def _modes(points: NDArray[np.int64], density: Array) -> list[tuple[int, float]]:
    """Where the density peaks, with the share of the mass between the valleys on both sides, if that is not small."""
    sides = np.concatenate([[-1.0], density, [-1.0]])
    valleys, peaks = [0], [0]
    for peak in np.flatnonzero((sides[1:-1] > sides[:-2]) & (sides[1:-1] >= sides[2:])).tolist():
        between = peaks[-1] + int(density[peaks[-1] : peak + 1].argmin())
        if density[between] < VALLEY * min(density[peaks[-1]], density[peak]):
            valleys.append(between)
            peaks.append(peak)
        elif density[peak] > density[peaks[-1]]:
            peaks[-1] = peak
    masses = density * _weights(points)
    parts = np.add.reduceat(masses, valleys) / masses.sum()
    return [(int(points[peak]), float(part)) for peak, part in zip(peaks, parts, strict=True) if part > SMALLEST_MODE]
