"""How far the methods together can be relied on: rules that are the same for every table, and their words.

A table is refused where no method could tell anything. An answer is fragile where a choice decides it that the data do
not: the method, one list, a cap. Independence and the lower bound compete with nobody: where the data contradict
independence its interval is narrow and wrong, and where they do not the log-linear model is the same.

Source for the caution: Aleshin-Guendel, Sadinle and Wakefield, The central role of the identifying assumption in
population size estimation (arXiv:2101.09304).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from tollbook.estimate.overlap import Overlap
from tollbook.records import Grade, MethodEstimate, MethodRole, Verdict

FEWEST_LISTS = 3
"""With two lists, nothing shows whether they depend on each other."""

FEWEST_SHARED = 7
"""Of fewer people on several lists no interval is to be relied on (Robson and Regier 1964, for two lists)."""

NO_METHOD = "none of the methods asked for gives an estimate: ask for one that does"


def refusals(found: Overlap) -> tuple[str, ...]:
    """Why nothing can be estimated from such a table, each with what to do; empty where something can."""
    reasons = [
        f"{one} and {other} hold exactly the same people, so they are one source: leave one of them out"
        for one, other in found.identical
    ]
    reasons += [
        f"{name} holds everybody whom any list holds: leave it out if it was put together from the others"
        for name in found.everyone
    ]
    number = len(found.informative)
    if number < FEWEST_LISTS:
        reasons.append(f"{number} of {len(found.lists)} lists hold some people but not all: {FEWEST_LISTS} are needed")
    elif not sum(found.on_lists[1:]):
        reasons.append("no two lists share anybody: check that the same person is recognised on different lists")
    elif not found.identifiable:
        apart = ", ".join(f"{one} and {other}" for one, other in found.apart)
        reasons.append(
            "no three lists overlap pair by pair, so dependence between lists cannot be told from people on none "
            f"({apart} share nobody): bring another list, or merge lists of the same kind"
        )
    return tuple(reasons)


def verdict(
    found: Overlap, methods: Sequence[MethodEstimate], without: Mapping[str, Sequence[MethodEstimate]]
) -> Verdict:
    """What the methods amount to. ``without``: what they say where a list is left out, if they can say anything."""
    rivals = [method for method in methods if method.role is MethodRole.ESTIMATE]
    refused = _reasons(rivals, Grade.NOT_ESTIMABLE)
    if refused or all(one.estimate is None for one in rivals):
        return Verdict(Grade.NOT_ESTIMABLE, refused or _reasons(rivals, Grade.NOT_APPLIED) or (NO_METHOD,))
    given = [one for one in rivals if one.estimate is not None]
    alone = f"only the method {given[0].name} gives an estimate: there is nothing to compare it with"
    reasons = (
        *_reasons(rivals, Grade.FRAGILE),
        *([alone] if len(given) == 1 else []),
        *_disagreements(rivals),
        *_below_bounds(rivals, [method for method in methods if method.role is MethodRole.LOWER_BOUND]),
        *_overturned(rivals, without),
        *_poor_lists(found),
    )
    return Verdict(Grade.FRAGILE if reasons else Grade.ESTIMABLE, reasons)


def _reasons(methods: Iterable[MethodEstimate], grade: Grade) -> tuple[str, ...]:
    """What methods say of themselves with this grade."""
    return tuple(reason for one in methods if one.verdict.grade is grade for reason in one.verdict.reasons)


def _disagreements(rivals: Sequence[MethodEstimate]) -> Iterator[str]:
    """Methods that cannot both be right."""
    for one, other in combinations(rivals, 2):
        if _below(one, other) or _below(other, one):
            yield f"{_said(one)} and {_said(other)} have no number in common"


def _below_bounds(rivals: Sequence[MethodEstimate], bounds: Sequence[MethodEstimate]) -> Iterator[str]:
    """Methods that cannot be right if a lower bound is."""
    for one in rivals:
        for bound in bounds:
            if _below(one, bound):
                yield f"{_said(one)} lies below the {_said(bound)}"


def _overturned(rivals: Sequence[MethodEstimate], without: Mapping[str, Sequence[MethodEstimate]]) -> Iterator[str]:
    """What a method would say otherwise, had one list never been kept: neither number within the other's interval."""
    for name, answers in without.items():
        if not answers:
            yield f"everything rests on {name}: without it nothing can be estimated"
        for one in rivals:
            for other in answers:
                if other.name == one.name and not (_holds(one, other.estimate) or _holds(other, one.estimate)):
                    yield f"{_said(one)} would be {_range(other)} without {name}"


def _poor_lists(found: Overlap) -> Iterator[str]:
    """Overlaps that are too small to tell much, and lists that may not be sources of their own."""
    if (shared := sum(found.on_lists[1:])) < FEWEST_SHARED:
        yield f"only {shared} people are on more than one list: bring more lists, or merge strata"
    for one, other in found.copied:
        yield f"nearly everybody on {one} is on {other}: if it was copied, the numbers are too low; compare without it"


def _below(one: MethodEstimate, other: MethodEstimate) -> bool:
    """Whether an interval ends before another begins."""
    return one.high is not None and other.low is not None and one.high < other.low


def _holds(one: MethodEstimate, number: float | None) -> bool:
    """Whether a number is within an interval; where one of them is missing, nothing speaks against it."""
    if number is None or one.low is None:
        return True
    return one.low <= number and (one.high is None or number <= one.high)


def _said(one: MethodEstimate) -> str:
    """A method with its interval."""
    return f"{one.name} ({_range(one)})"


def _range(one: MethodEstimate) -> str:
    """An interval in words; only methods with an estimate are compared."""
    low = f"{one.low or 0:,.0f}"
    return f"{low} or more" if one.high is None else f"{low} to {one.high:,.0f}"
