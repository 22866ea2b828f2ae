"""What estimation reaches of what the reference programs print, table by table, with the time it takes.

``python bench/estimate/reference.py ../shared/eval/estimation``. Times are CPU seconds of one thread: set
OPENBLAS_NUM_THREADS=1, since the small products here are slower on several. ``off by`` is the largest difference of
estimate and interval; the printed digits of the reference set its floor. The intervals of `glm` in R rest on standard
errors of its last step but one, which explains differences of up to three parts in 100,000.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from math import inf
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np
from scipy.special import gammaln

from tollbook.estimate import estimate
from tollbook.estimate.bootstrap import bootstrap
from tollbook.estimate.chao import lower_bound
from tollbook.estimate.decomposable import inverse, posterior
from tollbook.estimate.loglinear import Model, independent, population, stepwise, with_pairs
from tollbook.estimate.poisson import Array
from tollbook.estimate.reading import read_table
from tollbook.estimate.table import Table

P = ParamSpec("P")
R = TypeVar("R")
REPLICATES = 1000
SHAPE, SCALE = 13.14, 55.17  # of the gamma prior of Madigan and York's example
QUANTILES = {"q025": 0.025, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q975": 0.975}


def main(folder: Path) -> None:
    """Print every comparison."""
    reference = json.loads((folder / "reference_results.json").read_text("utf-8"))
    for part in (stepwise_models, given_models, lower_bounds, averaged_graphs, bootstraps, verdicts):
        print(f"\n{(part.__doc__ or '').splitlines()[0]}")
        for line in part(folder, reference):
            print(f"  {line}")
    print(f"\nlargest memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def stepwise_models(folder: Path, reference: Any) -> Iterator[str]:
    """Stepwise selection (SparseMSE): wanted: the same pairs, 0.01."""
    for name, wanted in rows(reference["sparsemse_stepwise"]):
        table = read(folder, name)
        model, seconds = timed(stepwise, table.cells())
        terms = (
            [":".join(table.lists[j] for j in pair) for pair in model.pairs if pair not in model.empty] if model else []
        )
        same = "same pairs" if terms == wanted["terms"] else f"OTHER PAIRS {terms}"
        yield of_model(name, table, model, [wanted[key] for key in ("q025", "est", "q975")], seconds) + same


def given_models(folder: Path, reference: Any) -> Iterator[str]:
    """Main effects, and all pairs (SparseMSE): wanted: 0.01."""
    for name, wanted in rows(reference["loglinear_main_effects"]):
        table = read(folder, name)
        model, seconds = timed(independent, table.cells())
        yield of_model(name, table, model, wanted, seconds) + "main effects"
    for name, wanted in rows(reference["loglinear_all_pairs"]):
        table = read(folder, name)
        pairs = list(combinations(range(len(table.lists)), 2))
        model, seconds = timed(with_pairs, table.cells(), pairs)
        yield of_model(name, table, model, wanted, seconds) + "all pairs"


def lower_bounds(folder: Path, reference: Any) -> Iterator[str]:
    """Chao's lower bound (Rcapture, models Mh and Mth): wanted: the printed digits."""
    for name, wanted in rows(reference["rcapture"]):
        table = read(folder, name)
        for model, lists_differ in (("Mh", False), ("Mth", True)):
            fit, seconds = timed(lower_bound, table.cells(), lists_differ=lists_differ)
            bound = table.persons + (float(np.exp(fit.coefficients[0])) if fit else inf)
            yield compared(name, [bound], [wanted[f"{model}_Chao_LB"]], seconds) + model


def averaged_graphs(folder: Path, reference: Any) -> Iterator[str]:
    """Averaging over decomposable graphs (dga): wanted: means to 1e-6 relative, quantiles exactly."""
    for key, wanted in rows(reference["dga"]):
        name = key.partition("|")[0]
        cells = read(folder, name).cells()
        first, last = re.findall(r"Nmissing=(\d+):(\d+)", key)[0]
        concentration = re.findall(r"delta=([\d.]+)", key)
        found, seconds = timed(
            posterior,
            cells,
            concentration=float(concentration[0]) if concentration else None,
            prior=poisson_gamma if "Poisson" in key else inverse,
            uncounted=(int(first), int(last)),
        )
        quantiles = {one: found.quantile(at) for one, at in QUANTILES.items() if one in wanted}
        same = "same quantiles" if all(wanted[one] == at for one, at in quantiles.items()) else f"OTHER {quantiles}"
        off = abs(found.mean / wanted["mean"] - 1)
        yield f"{f'{name} {first}:{last}':22} mean {found.mean:12.3f} relative {off:.0e} {seconds:6.2f} s  {same}"


def bootstraps(folder: Path, _: Any) -> Iterator[str]:
    """A thousand resampled tables with selection, BCa: wanted: seconds (SparseMSE: 70 to 370 s)."""
    for name in ("kosovo", "western", "ukdat_5", "ukdat", "neworl", "ned"):
        cells = read(folder, name).cells()
        found, seconds = timed(bootstrap, cells, population, REPLICATES, 1)
        low, high = found.interval()
        yield f"{name:16} {low:10,.0f} to {high:10,.0f} {seconds:6.2f} s"


def verdicts(folder: Path, _: Any) -> Iterator[str]:
    """Everything together, as it would be shown: wanted: no bare number for ukdat, ned and artificial_3."""
    for path in sorted(folder.glob("*.csv")):
        answer, seconds = timed(estimate, read(folder, path.stem))
        yield f"{path.stem:16} {answer.documented:6,} documented: {answer.verdict.grade} {seconds:6.2f} s"
        for one in answer.methods:
            if one.estimate is None or one.low is None:
                yield f"    {one.name:20} {'; '.join(one.verdict.reasons)}"
            else:
                ends = f"{one.low:10,.0f} to {one.high:10,.0f}" if one.high else f"{one.low:10,.0f} or more"
                yield f"    {one.name:20} {one.estimate:10,.0f}  {ends}"
        for reason in answer.verdict.reasons:
            yield f"    - {reason}"


def rows(part: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The tables of one part of the reference; what begins with an underscore explains it."""
    return ((name, wanted) for name, wanted in part.items() if not name.startswith("_"))


def read(folder: Path, name: str) -> Table:
    """One table of the folder."""
    with (folder / f"{name}.csv").open(encoding="utf-8") as lines:
        return read_table(lines, name)


def of_model(name: str, table: Table, model: Model | None, wanted: Any, seconds: float) -> str:
    """One line about a model; one that has no estimate is shown beside what the reference says."""
    if model is None:
        return f"{name:16} no estimate; the reference: {wanted}; "
    return compared(name, totals(table, model), wanted, seconds)


def totals(table: Table, model: Model) -> list[float]:
    """The whole population: the interval's lower end, the estimate, the upper end."""
    low, high = model.interval()
    return [table.persons + uncounted for uncounted in (low, model.uncounted, high)]


def compared(name: str, found: list[float], wanted: list[float], seconds: float) -> str:
    """One line: what was found, how far off it is, and how long it took."""
    off = max(abs(one - other) for one, other in zip(found, wanted, strict=True))
    relative = max(abs(one / other - 1) for one, other in zip(found, wanted, strict=True))
    shown = " ".join(f"{one:12,.3f}" for one in found)
    return f"{name:16} {shown}  off by {off:7.4f} (relative {relative:.0e}) {1000 * seconds:6.1f} ms  "


def poisson_gamma(whole: Array) -> Array:
    """The log of the prior of a Poisson number whose mean has a gamma distribution."""
    return np.asarray(gammaln(whole + SHAPE) - gammaln(whole + 1) + whole * np.log(SCALE / (1 + SCALE)))


def timed(work: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> tuple[R, float]:
    """What some work gives, and its CPU seconds."""
    began = time.process_time()
    found = work(*arguments, **named)
    return found, time.process_time() - began


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
