"""When a source said it: the moments of a ledger, and the order of several bulletins of one day.

Reports that carry the same numbers of one source for one day carry one bulletin. Reports of one day whose numbers
cannot be of one bulletin are put in the order of their numbers, because tolls grow; that order is inferred and
figures say so. Two different numbers for the same people in one report are not reordered: they contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tollbook.reconcile.moments import bulletin_name
from tollbook.reconcile.numbers import Bounds, bounds_of
from tollbook.records import Claim, Harm, Mode, PeriodKind, Scope

Numbers = dict[tuple[Harm, Scope], Bounds]


def moments_of(claims: Iterable[Claim], people: Mapping[str, Scope]) -> dict[str, str | None]:
    """For every claim the name of its moment: its as-of time, numbered where a source had several bulletins then."""
    moments: dict[str, str | None] = {}
    groups: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        moments[claim.id] = claim.as_of.at
        if claim.as_of.at:
            groups[claim.source or "", claim.as_of.at].append(claim)
    for (_, at), group in groups.items():
        bulletins = _in_order(group, people)
        for place, reports in enumerate(bulletins, start=1):
            name = bulletin_name(at, place, len(bulletins))
            moments |= {claim.id: name for claim in group if claim.report in reports}
    return moments


def _in_order(claims: list[Claim], people: Mapping[str, Scope]) -> list[set[str]]:
    """The reports of each bulletin, lowest numbers first."""
    printed: defaultdict[str, Numbers] = defaultdict(dict)
    for claim in claims:
        numbers = printed[claim.report]
        if claim.mode is Mode.COUNT and claim.period.kind is not PeriodKind.ON_DAY:
            numbers.setdefault((claim.harm, people[claim.id]), bounds_of(claim))
    bulletins: list[tuple[set[str], Numbers]] = []
    for report in sorted(printed, key=lambda report: (-len(printed[report]), _headline(printed[report]), report)):
        numbers = printed[report]
        fitting = [bulletin for bulletin in bulletins if _compatible(bulletin[1], numbers)]
        if fitting:
            # The one with which it shares most numbers; a report that shares none said it by the end of the day.
            best = max(fitting, key=lambda b: (len(b[1].keys() & numbers.keys()), _headline(b[1]), sorted(b[0])))
            best[0].add(report)
            best[1].update({key: bounds for key, bounds in numbers.items() if key not in best[1]})
        else:
            bulletins.append(({report}, dict(numbers)))
    return [reports for reports, _ in sorted(bulletins, key=lambda b: (_headline(b[1]), sorted(b[0])))]


def _headline(numbers: Numbers) -> tuple[int, int]:
    killed = max((low for (harm, _), (low, _) in numbers.items() if harm is Harm.KILLED), default=0)
    return killed, max((low for low, _ in numbers.values()), default=0)


def _compatible(one: Numbers, other: Numbers) -> bool:
    return all(_meet(one[key], other[key]) for key in one.keys() & other.keys())


def _meet(one: Bounds, other: Bounds) -> bool:
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])
