"""The methods, each as a function from a table to what it says of it, in the order in which they are shown.

A method of its own kind is one more entry of METHODS: what the verdict and the frame need of it is in ``Method`` and in
the :class:`~tollbook.records.MethodEstimate` that it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import exp, isfinite

from tollbook.estimate import decomposable, loglinear
from tollbook.estimate.bootstrap import bootstrap
from tollbook.estimate.chao import lower_bound
from tollbook.estimate.poisson import Fit
from tollbook.estimate.table import Table
from tollbook.records import FrozenMapping, Grade, MethodEstimate, MethodRole, Verdict

HALF_WIDTH = 1.959963984540054
"""Standard errors from the middle to the end of a 95 per cent interval."""

LARGEST_AT_CAP = 0.01
"""The probability at the cap of a posterior beyond which its answer depends on the cap."""

LARGEST_SATURATED = 0.05
"""The probability of the graph that joins all lists beyond which the prior decides how many are uncounted."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a method may depend on besides the table.

    ``replicates`` of the bootstrap; with none, intervals are as if the model were given.
    """

    seed: int = 1
    replicates: int = 1000


@dataclass(frozen=True, slots=True)
class Method:
    """A method with what its number stands for and the numbers of lists that it can take."""

    name: str
    role: MethodRole
    fewest_lists: int
    most_lists: int
    run: Callable[[Table, Settings], MethodEstimate]

    def apply(self, table: Table, settings: Settings) -> MethodEstimate:
        """What the method says of a table; no estimate where it has none, or cannot take so many lists."""
        if self.fewest_lists <= len(table.lists) <= self.most_lists:
            return self.run(table, settings)
        reason = (
            f"takes {self.fewest_lists} to {self.most_lists} lists, not {len(table.lists)}: merge lists that are alike"
        )
        return self.without_estimate(reason, Grade.NOT_APPLIED)

    def without_estimate(self, reason: str, grade: Grade = Grade.NOT_ESTIMABLE) -> MethodEstimate:
        """That the method has no estimate, and why."""
        return MethodEstimate(self.name, self.role, verdict=Verdict(grade, (f"{self.name}: {reason}",)))


def _independence(table: Table, _: Settings) -> MethodEstimate:
    model = loglinear.independent(table.cells())
    if model is None:
        return INDEPENDENCE.without_estimate("lists overlap too little for an estimate")
    diagnostics = {"deviance": model.deviance, "information_criterion": model.information_criterion}
    return _of_fit(INDEPENDENCE, table, model.fit, diagnostics)


def _chao(table: Table, _: Settings) -> MethodEstimate:
    found, alike = lower_bound(table.cells()), lower_bound(table.cells(), lists_differ=False)
    if found is None:
        return CHAO.without_estimate("nobody, or next to nobody, is on exactly two lists")
    among_alike = table.persons + exp(alike.coefficients[0]) if alike else None
    return _of_fit(CHAO, table, found, {"if_lists_were_alike": among_alike})


def _loglinear(table: Table, settings: Settings) -> MethodEstimate:
    cells = table.cells()
    model = loglinear.stepwise(cells)
    if model is None:
        return LOGLINEAR.without_estimate("lists overlap too little for an estimate")
    estimate = table.persons + model.uncounted
    low, high = (table.persons + end for end in model.interval())
    diagnostics = {
        "pairs": _named(table, model.pairs),
        "pairs_without_overlap": _named(table, model.empty),
        "deviance": model.deviance,
        "information_criterion": model.information_criterion,
        "interval_if_model_were_given": (low, high),
        "replicates": settings.replicates,
    }
    verdict = Verdict()
    if settings.replicates:
        resampled = bootstrap(cells, loglinear.population, settings.replicates, settings.seed)
        low, high = resampled.interval()
        diagnostics["replicates_without_estimate"] = resampled.without_estimate
        if not isfinite(high):
            reason = "log-linear: so many resampled tables have no estimate that there is no upper limit"
            verdict = Verdict(Grade.FRAGILE, (reason,))
    finite = high if isfinite(high) else None
    return MethodEstimate(LOGLINEAR.name, LOGLINEAR.role, estimate, low, finite, verdict, FrozenMapping(diagnostics))


def _graphs(table: Table, _: Settings) -> MethodEstimate:
    found = decomposable.posterior(table.cells())
    doubts = tuple(f"{GRAPHS.name}: {doubt}" for doubt in _doubts(found))
    diagnostics = {
        "mean": found.mean,
        "mode": found.mode,
        "modes": found.modes,
        "largest_uncounted": found.cap,
        "beyond_largest": found.beyond,
        "near_largest": found.near_cap,
        "saturated": found.saturated,
        "graphs": tuple((_named(table, edges), probability) for edges, probability in found.graphs[:10]),
    }
    median, low, high = (float(found.quantile(probability)) for probability in (0.5, 0.025, 0.975))
    verdict = Verdict(Grade.FRAGILE, doubts) if doubts else Verdict()
    return MethodEstimate(GRAPHS.name, GRAPHS.role, median, low, high, verdict, FrozenMapping(diagnostics))


def _doubts(found: decomposable.Posterior) -> Iterator[str]:
    """Why a posterior over graphs should not be relied on."""
    if found.near_cap > LARGEST_AT_CAP:
        yield f"{found.near_cap:.0%} of the probability lies at the largest number tried"
    if found.saturated > LARGEST_SATURATED:
        yield (
            f"{found.saturated:.0%} of the probability is with the pattern in which all lists depend on one another, "
            "which says nothing of people on none"
        )
    if len(found.modes) > 1:
        peaks = " and ".join(f"{peak:,} ({share:.0%})" for peak, share in found.modes)
        yield f"the data point to {peaks} at once"


def _of_fit(method: Method, table: Table, fit: Fit, diagnostics: Mapping[str, float | None]) -> MethodEstimate:
    """An estimate whose intercept is the log of the uncounted, with an interval that is normal on that scale."""
    middle, reach = float(fit.coefficients[0]), HALF_WIDTH * fit.intercept_error
    low, estimate, high = (table.persons + exp(at) for at in (middle - reach, middle, middle + reach))
    return MethodEstimate(method.name, method.role, estimate, low, high, diagnostics=FrozenMapping(diagnostics))


def _named(table: Table, pairs: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Pairs of lists by their names."""
    return tuple(f"{table.lists[one]}:{table.lists[other]}" for one, other in pairs)


INDEPENDENCE = Method("independence", MethodRole.YARDSTICK, 2, loglinear.MOST_LISTS, _independence)
CHAO = Method("Chao lower bound", MethodRole.LOWER_BOUND, 2, loglinear.MOST_LISTS, _chao)
LOGLINEAR = Method("log-linear", MethodRole.ESTIMATE, 2, loglinear.MOST_LISTS, _loglinear)
GRAPHS = Method("decomposable graphs", MethodRole.ESTIMATE, decomposable.FEWEST_LISTS, decomposable.MOST_LISTS, _graphs)

METHODS = {method.name: method for method in (INDEPENDENCE, CHAO, LOGLINEAR, GRAPHS)}
