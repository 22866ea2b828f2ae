"""Breakdowns as the engine uses them: which items are here, what is set aside together, which lists need an axis.

The items of one list are different people and lie within their total. Where the words of the items do not say so, the
list gets an axis of its own with one leaf for each item; every such axis multiplies the classes of people, so there
is room for a few of one bulletin only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from tollbook.reconcile.claims.numbers import bounds_of
from tollbook.reconcile.scopes.hierarchy import REST
from tollbook.records import Breakdown, Claim, Scope, TollbookError

MOST_LIST_CLASSES = 100
"""Room for the axes of lists whose words overlap, per bulletin: two lists of eight items."""

PREFIX = "list: "


class Lists:
    """The lists of a ledger, with only those items that are counted."""

    def __init__(
        self,
        breakdowns: Iterable[Breakdown],
        claims: Mapping[str, Claim],
        same: Mapping[str, str],
        counts: Callable[[Claim], bool],
    ) -> None:
        self._claims, self._same, self._counts = claims, same, counts
        self.present = tuple(present for breakdown in breakdowns if (present := self._present(breakdown)))
        memberships: defaultdict[str, list[Breakdown]] = defaultdict(list)
        for breakdown in self.present:
            for item in breakdown.items:
                memberships[item].append(breakdown)
        self._with_item = dict(memberships)

    def with_item(self, claim: str) -> tuple[Breakdown, ...]:
        """The lists that have this claim as an item."""
        return tuple(self._with_item.get(claim, ()))

    def unit(self, claim: str) -> str:
        """What is set aside together with this claim: the items of its list, or the claim alone."""
        return self._with_item[claim][0].id if claim in self._with_item else claim

    def closes(self, breakdown: Breakdown) -> bool:
        """Whether the numbers printed for the items add up to the one printed for the total."""
        numbers = [self._claims[item].count.low for item in breakdown.items]
        return sum(number or 0 for number in numbers) == self._claims[breakdown.total].count.low

    def downward(self, claims: Iterable[str]) -> list[str]:
        """The claims, totals before their items; TollbookError if lists contain one another."""
        above = {claim: [breakdown.total for breakdown in self.with_item(claim)] for claim in claims}
        try:
            return list(TopologicalSorter(above).static_order())
        except CycleError as error:
            what, where = "lists contain one another", f"claim {error.args[1][0]}"
            raise TollbookError(what, where, "correct the breakdowns of this report") from error

    def told_apart(self, item: str, breakdown: Breakdown, said: Mapping[str, Scope]) -> dict[str, frozenset[str]]:
        """The item on an axis of its list, where only the list tells it from its total."""
        alike = said[item] == said[breakdown.total]
        return {f"{PREFIX}{breakdown.id}": frozenset({item})} if alike else {}

    def axes(self, base: Mapping[str, Scope], moments: Mapping[str, str | None]) -> ListAxes:
        """The axes of the lists whose words do not tell their items apart, as many of one bulletin as there is room."""
        needing = [breakdown for breakdown in self.present if self._needs_axis(breakdown, base)]
        classes: Counter[tuple[str | None, str | None]] = Counter()
        kept = []
        for breakdown in needing:
            bulletin = self._claims[breakdown.total].source, moments[breakdown.total]
            more = max(classes[bulletin], 1) * (len(breakdown.items) + 1)
            if not classes[bulletin] or more <= MOST_LIST_CLASSES:
                classes[bulletin] = more
                kept.append(breakdown)
        return ListAxes(
            {b.id: (*sorted(b.items), REST) for b in kept}, frozenset(b.id for b in needing if b not in kept)
        )

    def _present(self, breakdown: Breakdown) -> Breakdown | None:
        """The list without claims that are not here, of another harm, or not counted; None if nothing is left."""
        total, *items = (self._claims.get(self._same.get(c, c)) for c in (breakdown.total, *breakdown.items))
        if total is None or not self._counts(total):
            return None
        kept = dict.fromkeys(c.id for c in items if c and self._counts(c) and c.harm is total.harm and c is not total)
        return replace(breakdown, total=total.id, items=tuple(kept)) if kept else None

    def _needs_axis(self, breakdown: Breakdown, base: Mapping[str, Scope]) -> bool:
        """Whether the words of a list do not tell its items apart, from one another or from their total.

        Items that add up to more than their total cannot all be different people: such a list mixes several cuts.
        """
        scopes = [base[other] for other in breakdown.items]
        pairs = ((one, other) for n, one in enumerate(scopes) for other in scopes[n + 1 :])
        parts = all(not scope.contains(base[breakdown.total]) for scope in scopes)
        told_apart = parts and all(one.disjoint(other) for one, other in pairs)
        return breakdown.disjoint and not told_apart and not self._overfull(breakdown)

    def _overfull(self, breakdown: Breakdown) -> bool:
        _, high = bounds_of(self._claims[breakdown.total])
        added = sum(bounds_of(self._claims[item])[0] for item in breakdown.items)
        return high is not None and added > high


@dataclass(frozen=True, slots=True)
class ListAxes:
    """The leaves of every list that has an axis, and the lists for which there was no room: floors only."""

    leaves: Mapping[str, tuple[str, ...]]
    without: frozenset[str]

    @property
    def axes(self) -> dict[str, tuple[str, ...]]:
        """The axes by name."""
        return {f"{PREFIX}{breakdown}": leaves for breakdown, leaves in self.leaves.items()}

    def leaf(self, breakdown: Breakdown, item: str) -> dict[str, frozenset[str]]:
        """The item on the axis of its list, if the list has one."""
        return {f"{PREFIX}{breakdown.id}": frozenset({item})} if breakdown.id in self.leaves else {}
