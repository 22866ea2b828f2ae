"""Chao's lower bound: the least that unequal people allow, as a log-linear model.

If some people are easier to be listed than others, the log of the expected counts curves upwards in the number of
lists. The model lets it curve upwards from two lists on, so only people on one list and on two tell of those on none;
where these differ more than that, there are more people than the bound says. Curvature is never downwards: slopes that
would be negative are held at zero, at the maximum of the likelihood under this constraint. Where lists avoid one
another's people, it is no bound.

Sources: Chao, Estimating the population size for capture-recapture data with unequal catchability (1987); Rivest and
Baillargeon, Applications and extensions of Chao's moment estimator for the size of a closed population (2007).
"""

from __future__ import annotations

import numpy as np

from tollbook.estimate.poisson import Array, Fit, fit

SMALLEST_PULL = 1e-9
"""How much the likelihood must gain by a slope, for each person, before it is let in."""


def lower_bound(cells: Array, *, lists_differ: bool = True) -> Fit | None:
    """The fit whose first coefficient is the log of at least how many people are uncounted; None if there is none.

    ``cells``: the count of every pattern, at place pattern − 1. ``lists_differ``: whether lists may differ in size
    (model Mth); otherwise the number of lists a person is on says everything (Mh).

    >>> found = lower_bound(np.array([30.0, 20.0, 10.0, 20.0, 10.0, 10.0, 5.0]), lists_differ=False)
    >>> round(float(np.exp(found.coefficients[0])), 2)  # (t − 1) ÷ t × f1² ÷ 2 f2, of t = 3 lists
    54.44
    """
    lists = len(cells).bit_length()
    members = np.arange(1, 1 << lists)[:, None] >> np.arange(lists) & 1
    on = members.sum(axis=1)
    base = np.column_stack([np.ones(len(cells)), *(members.T if lists_differ else [on])]).astype(float)
    bends = np.maximum(on[:, None] - np.arange(2, lists), 0).astype(float)
    return _upwards(base, bends, cells)


def _upwards(base: Array, bends: Array, cells: Array) -> Fit | None:
    """The fit in which no slope of ``bends`` is negative, after Lawson and Hanson's active set.

    Slopes enter one by one; one that would turn negative leaves where it reaches zero, so the likelihood only rises.
    """
    active: list[int] = []
    slopes = np.zeros(bends.shape[1])
    while True:
        found = fit(np.column_stack([base, bends[:, active]]), cells)
        if found is None:
            return None
        free = np.zeros_like(slopes)
        free[active] = found.coefficients[base.shape[1] :]
        if (free < 0).any():
            down = np.flatnonzero(free < 0)
            ways = slopes[down] / (slopes[down] - free[down])
            slopes = slopes + ways.min() * (free - slopes)
            active.remove(int(down[ways.argmin()]))
            slopes[[bend for bend in range(len(slopes)) if bend not in active]] = 0
            continue
        slopes = free
        pull = bends.T @ (cells - found.means)
        pull[active] = 0
        if not len(pull) or pull.max() <= SMALLEST_PULL * cells.sum():
            return found
        active.append(int(pull.argmax()))
