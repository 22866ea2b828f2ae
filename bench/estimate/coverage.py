"""How often intervals hold the true number: ``python bench/estimate/coverage.py [TABLES [NAME ...]]``.

Populations of known size are drawn, listed and estimated again and again (200 tables each unless said otherwise), and
the share of 95 per cent intervals that hold the truth is printed for each method: of all tables, and of those graded
estimable; of the lower bound, how often the truth is not below its interval. ``median`` is the median estimate as a
multiple of the truth. Populations:

- **independent**: everybody is on each list with its own probability, whoever else has listed them;
- **unequal**: a tenth of people are listed easily, the others seldom, as in Manrique-Vallier (2016);
- **copied**: half of what the second list would miss of the first is taken over from it;
- **rivals**: who is on the first list is half as likely to be on the second.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from tollbook.estimate import estimate
from tollbook.estimate.table import Table
from tollbook.records import Estimate, Grade, MethodRole

TABLES = 200
REPLICATES = 200
PEOPLE = 2000
SIZES = (0.25, 0.2, 0.15, 0.12, 0.1, 0.1, 0.08, 0.08)
Listed = NDArray[np.bool_]


def independent(generator: np.random.Generator, lists: int) -> Listed:
    """Everybody alike, lists of different sizes."""
    return generator.random((PEOPLE, lists)) < np.array(SIZES[:lists])


def unequal(generator: np.random.Generator, lists: int) -> Listed:
    """A tenth of people on each list with probability 0.6, the others with what makes lists as large as before."""
    seldom = (np.array(SIZES[:lists]) - 0.06) / 0.9
    return generator.random((PEOPLE, lists)) < np.where(generator.random((PEOPLE, 1)) < 0.1, 0.6, seldom)


def copied(generator: np.random.Generator, lists: int) -> Listed:
    """The second list takes over half of the first."""
    listed = independent(generator, lists)
    listed[:, 1] |= listed[:, 0] & (generator.random(PEOPLE) < 0.5)
    return listed


def rivals(generator: np.random.Generator, lists: int) -> Listed:
    """The second list loses half of those on the first."""
    listed = independent(generator, lists)
    listed[:, 1] &= ~listed[:, 0] | (generator.random(PEOPLE) < 0.5)
    return listed


POPULATIONS: dict[str, tuple[Callable[[np.random.Generator, int], Listed], tuple[int, ...]]] = {
    "independent": (independent, (3, 5, 8)),
    "unequal": (unequal, (4, 5)),
    "copied": (copied, (4, 5)),
    "rivals": (rivals, (4, 5)),
}


def tables(name: str, lists: int, number: int) -> Iterator[Table]:
    """Tables of one population; the same ones each time."""
    draw, _ = POPULATIONS[name]
    generator = np.random.Generator(np.random.PCG64([lists, *name.encode()]))
    for _ in range(number):
        patterns = Counter((draw(generator, lists) << np.arange(lists)).sum(axis=1).tolist())
        seen = {pattern: count for pattern, count in patterns.items() if pattern}
        yield Table(tuple("abcdefgh"[:lists]), tuple(seen), tuple(seen.values()))


def coverage(answers: list[Estimate]) -> Iterator[str]:
    """One line for each method."""
    within: dict[str, list[bool]] = defaultdict(list)
    trusted: dict[str, list[bool]] = defaultdict(list)
    middles: dict[str, list[float]] = defaultdict(list)
    for answer in answers:
        for one in answer.methods:
            if one.estimate is None or one.low is None:
                continue
            bound = one.role is MethodRole.LOWER_BOUND
            holds = one.low <= PEOPLE and (bound or one.high is None or one.high >= PEOPLE)
            within[one.name].append(holds)
            middles[one.name].append(one.estimate / PEOPLE)
            if answer.verdict.grade is Grade.ESTIMABLE:
                trusted[one.name].append(holds)
    for name, held in within.items():
        of_trusted = f"{np.mean(trusted[name]):6.1%}" if trusted[name] else "     –"
        yield f"{name:20} {np.mean(held):6.1%} {of_trusted}  median {np.median(middles[name]):.2f}"


def main(number: int, names: list[str]) -> None:
    """Print coverage for each population and number of lists."""
    for name in names or POPULATIONS:
        for lists in POPULATIONS[name][1]:
            began = time.process_time()
            answers = [estimate(table, replicates=REPLICATES) for table in tables(name, lists, number)]
            grades = Counter(str(answer.verdict.grade) for answer in answers)
            print(f"\n{name}, {lists} lists: {dict(grades)}, {time.process_time() - began:.0f} s")
            print(f"  {'':20} {'all':>6} {'estimable':>6}")
            for line in coverage(answers):
                print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TABLES, sys.argv[2:])
