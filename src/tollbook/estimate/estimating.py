"""One answer from all methods: applied to the same table, compared, and graded."""

from __future__ import annotations

from collections.abc import Iterable

from tollbook.estimate.methods import METHODS, Method, Settings
from tollbook.estimate.overlap import overlap
from tollbook.estimate.table import Table
from tollbook.estimate.verdict import FEWEST_LISTS, refusals, verdict
from tollbook.records import Estimate, FrozenMapping, Grade, MethodEstimate, MethodRole, UsageError, Verdict


def estimated(table: Table, methods: Iterable[str] | None, settings: Settings) -> Estimate:
    """What the methods say of a table, and how far that can be relied on.

    Lists are taken in the order of their names, so their order in the table changes nothing, not even rounding.
    """
    chosen = _chosen(methods)
    found = overlap(table)
    if reasons := refusals(found):
        return Estimate(table.persons, found.informative, Verdict(Grade.NOT_ESTIMABLE, reasons))
    ordered = table.only(sorted(found.informative))
    answers = tuple(method.apply(ordered, settings) for method in chosen)
    compared = [method for method, one in zip(chosen, answers, strict=True) if _competes(one)]
    without = _without(ordered, compared) if compared and len(ordered.lists) > FEWEST_LISTS else {}
    judged = verdict(overlap(ordered), answers, without)
    return Estimate(table.persons, ordered.lists, judged, answers, FrozenMapping(without))


def _chosen(names: Iterable[str] | None) -> list[Method]:
    """The methods of these names, in the order in which they are always shown."""
    wanted = set(METHODS if names is None else names)
    if unknown := sorted(wanted - METHODS.keys()):
        raise UsageError(f'no method "{unknown[0]}"', "methods", f"choose from: {', '.join(METHODS)}")
    return [method for name, method in METHODS.items() if name in wanted]


def _competes(one: MethodEstimate) -> bool:
    """Whether a method has an answer that a list left out could overturn."""
    return one.role is MethodRole.ESTIMATE and one.estimate is not None


def _without(table: Table, methods: Iterable[Method]) -> dict[str, tuple[MethodEstimate, ...]]:
    """What the methods would say without each list; nothing where it carries everything."""
    given = Settings(replicates=0)
    rest = {name: table.without(name) for name in table.lists}
    return {
        name: () if refusals(overlap(left)) else tuple(method.apply(left, given) for method in methods)
        for name, left in rest.items()
    }
