"""Log-linear models with dependences between pairs of lists, chosen step by step, where overlaps may be empty.

Every cell is a Poisson count whose log is the sum of an intercept, one effect for each list on it, and one for each
chosen pair of lists on it. The intercept is then the log of how many people are on no list. A chosen pair that shares
nobody has its effect at minus infinity: the cells with both lists are left out, and the effect with them (the extended
maximum-likelihood estimate).

Source: Chan, Silverman and Vincent, Multiple systems estimation for sparse capture data: inferential challenges when
there are nonoverlapping lists (2021).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import inf

import numpy as np
from numpy.typing import NDArray

from tollbook.estimate.poisson import Array, Fit, deviance, fit, information_criterion

Pair = tuple[int, int]

MOST_LISTS = 12
"""With 12 lists a table has 4,095 cells; with each list more, twice as many."""

THRESHOLD = 0.02
"""How improbable the overlap of two lists must be under a model before their dependence is added to it."""


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model: its pairs in the order in which they were chosen, those of them without overlap, and the fit.

    ``means``: the expected count of every cell, at place pattern − 1.
    """

    pairs: tuple[Pair, ...]
    empty: tuple[Pair, ...]
    fit: Fit
    means: Array
    deviance: float
    information_criterion: float

    @property
    def uncounted(self) -> float:
        """How many people are estimated to be on no list."""
        return float(np.exp(self.fit.coefficients[0]))

    def interval(self, probability: float = 0.95) -> tuple[float, float]:
        """The ends of the interval of the uncounted that is normal on the log scale: as if the model were given."""
        from scipy.special import ndtri

        reach = np.exp(ndtri((1 + probability) / 2) * self.fit.intercept_error)
        return self.uncounted / reach, self.uncounted * reach


def independent(cells: Array) -> Model | None:
    """The model in which no list depends on another; None if it has no maximum of the likelihood.

    >>> model = independent(np.array([30.0, 20.0, 10.0]))  # two lists: 30 × 20 / 10
    >>> round(model.uncounted, 6)
    60.0
    """
    return with_pairs(cells, ())


def with_pairs(cells: Array, pairs: Iterable[Pair]) -> Model | None:
    """The model with these dependences; None if it is not identifiable or has no maximum of the likelihood."""
    chosen = tuple(pairs)
    lists = _lists(cells)
    empty = tuple(pair for pair in chosen if not cells[_both(lists, pair)].any())
    kept, design, identifiable = _structure(lists, frozenset(chosen), frozenset(empty))
    if not identifiable:
        return None
    found = fit(design, cells[kept])
    if found is None:
        return None
    means = np.zeros_like(cells)
    means[kept] = found.means
    parameters = design.shape[1] + len(empty)
    criterion = information_criterion(cells[kept], found.means, parameters)
    return Model(chosen, empty, found, means, deviance(cells[kept], found.means), criterion)


def stepwise(cells: Array, threshold: float = THRESHOLD) -> Model | None:
    """From independence, add the pair whose overlap the model expects least, as long as one is below ``threshold``.

    Pairs with which the model would have no estimate are passed over. None if there is none without any pair.
    """
    model = independent(cells)
    while model is not None:
        added = None
        for pair in _candidates(cells, model, threshold):
            added = with_pairs(cells, (*model.pairs, pair))
            if added is not None:
                break
        if added is None:
            return model
        model = added
    return None


def population(cells: Array, threshold: float = THRESHOLD) -> float:
    """Everybody, counted or not, by the stepwise model; infinite where there is no estimate.

    Lists that hold nobody, as may happen in a resampled table, are left out.
    """
    patterns = np.arange(1, len(cells) + 1)
    nobody = sum(1 << j for j in range(_lists(cells)) if not cells[patterns >> j & 1 > 0].any())
    model = stepwise(cells[patterns & nobody == 0], threshold)
    return inf if model is None else float(cells.sum()) + model.uncounted


def _candidates(cells: Array, model: Model, threshold: float) -> list[Pair]:
    """The pairs not in the model whose overlap is improbable under it, the most improbable first.

    Where probabilities are too small for a number, the deviance of the overlap orders them.
    """
    from scipy.special import pdtr, pdtrc, xlogy

    lists = _lists(cells)
    pairs = [pair for pair in combinations(range(lists), 2) if pair not in model.pairs]
    if not pairs:
        return []
    found = np.array([cells[_both(lists, pair)].sum() for pair in pairs])
    expected = np.array([model.means[_both(lists, pair)].sum() for pair in pairs])
    more = np.where(found > 0, pdtrc(np.maximum(found - 1, 0), expected), 1.0)
    improbable = np.minimum(pdtr(found, expected), more)
    surprise = xlogy(found, found / expected) - (found - expected)
    order = sorted(range(len(pairs)), key=lambda at: (improbable[at], -surprise[at]))
    return [pairs[at] for at in order if improbable[at] < threshold]


def _lists(cells: Array) -> int:
    return len(cells).bit_length()


@lru_cache(maxsize=1024)
def _both(lists: int, pair: Pair) -> NDArray[np.bool_]:
    """Which cells hold people on both lists."""
    patterns = np.arange(1, 1 << lists)
    return (patterns >> pair[0] & patterns >> pair[1] & 1).astype(bool)


@lru_cache(maxsize=1024)
def _structure(lists: int, pairs: frozenset[Pair], empty: frozenset[Pair]) -> tuple[NDArray[np.bool_], Array, bool]:
    """Which cells a model fits, its design on them, and whether the design has full rank."""
    kept = ~np.any([_both(lists, pair) for pair in empty], axis=0) if empty else np.ones((1 << lists) - 1, bool)
    patterns = np.arange(1, 1 << lists)[kept]
    columns = [np.ones(len(patterns)), *(patterns >> j & 1 for j in range(lists))]
    columns += [_both(lists, pair)[kept] for pair in sorted(pairs - empty)]
    design = np.column_stack(columns).astype(float)
    # The products of zeros and ones are whole numbers: a rank that is not full shows in them as well, and sooner.
    return kept, design, bool(np.linalg.matrix_rank(design.T @ design, hermitian=True, rtol=1e-10) == design.shape[1])
