"""Estimating the uncounted: how many people no list holds, from how lists overlap.

``estimate(table)`` applies every method to the same :class:`~tollbook.estimate.table.Table` and says how far the answer
can be relied on. Pure: no files, and the same seed gives the same numbers. The methods are loaded when they are asked
for.
"""

from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tollbook.records import Estimate, TollbookError, UsageError

if TYPE_CHECKING:
    from tollbook.estimate.table import Table


def estimate(
    table: "Table", methods: Iterable[str] | None = None, *, seed: int = 1, replicates: int = 1000
) -> Estimate:
    """How many people are on none of the lists of a table, by each method, with a verdict.

    ``methods``: names, all unless given. ``seed`` and ``replicates`` of the bootstrap. UsageError for a method that
    there is not, TollbookError where the extra ``estimate`` is not installed. A table from which nothing can be told
    gives no error but the verdict *not estimable*.

    >>> from tollbook.estimate.table import Table
    >>> patterns = [(1, 0, 0), (0, 1, 0), (1, 1, 0), (0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 1)]
    >>> table = Table.of(["police", "press", "church"], zip(patterns, [140, 120, 59, 90, 44, 41, 20], strict=True))
    >>> answer = estimate(table, replicates=100)
    >>> answer.documented, str(answer.verdict.grade)
    (514, 'estimable')
    >>> [f"{one.name} {one.estimate:.0f}" for one in answer.methods]
    ['independence 792', 'Chao lower bound 794', 'log-linear 792', 'decomposable graphs 790']
    """
    if find_spec("scipy") is None:
        raise TollbookError("SciPy is missing", "estimate", "install tollbook[estimate]")
    from tollbook.estimate.estimating import estimated
    from tollbook.estimate.methods import Settings

    if replicates < 0:
        raise UsageError(f"{replicates} replicates", "estimate", "ask for none or more")
    return estimated(table, methods, Settings(seed, replicates))


__all__ = ["estimate"]
