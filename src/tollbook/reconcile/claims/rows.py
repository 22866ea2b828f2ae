"""The rows of a system: what each of its claims, and each list said to be complete, bounds, and about which people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.reconcile.claims.lists import ListAxes, Lists
from tollbook.reconcile.claims.meaning import Meaning
from tollbook.reconcile.claims.numbers import HEDGED, bounds_of, is_exact, weight
from tollbook.reconcile.engine.settle import Row
from tollbook.reconcile.scopes.frame import Frame
from tollbook.reconcile.scopes.vocabulary import narrowed
from tollbook.records import Breakdown, Claim, Completeness, Mode, Quantifier, Scope


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes the rows of any claims of a ledger."""

    claims: Mapping[str, Claim]
    meaning: Meaning
    moments: Mapping[str, str | None]
    lists: Lists
    list_axes: ListAxes
    frame: Frame

    def of(self, known: Mapping[str, Claim], horizon: str | None) -> tuple[Row, ...]:
        """The rows of these claims; with a horizon, nobody documented later exists."""
        exact = {(self.moments[key], claim.count.low) for key, claim in known.items() if is_exact(claim)}
        rows = [self._row(claim, horizon, exact) for claim in known.values()]
        complete = [b for b in self.lists.present if b.complete is Completeness.YES and b.total in known]
        rows += [self._nobody_else(breakdown, horizon) for breakdown in complete]
        return tuple(row for row in rows if all(row.scope.values()))

    def _row(self, claim: Claim, horizon: str | None, exact: set[tuple[str | None, int | None]]) -> Row:
        low, high = bounds_of(claim)
        if claim.count.quantifier is Quantifier.MORE_THAN and (self.moments[claim.id], claim.count.low) in exact:
            # Retellers say "more than n" where the source printed n.
            low -= 1
        return Row(
            claim.id,
            self._scope(claim, horizon),
            low,
            None if self._open_above(claim) else high,
            self.meaning.minus[claim.id],
            self.lists.unit(claim.id),
            weight(claim),
            claim.id,
            claim.quote,
        )

    def _open_above(self, claim: Claim) -> bool:
        """Whether the number is a floor only, because it is not known who else is one of the people it counts."""
        since_unknown_time = claim.mode is Mode.INCREMENT and "documented" not in self.meaning.people[claim.id]
        in_list_without_axis = any(b.id in self.list_axes.without for b in self.lists.with_item(claim.id))
        # "12 engineers and four guards", both in words without a field: others of the same scope are in the text.
        return since_unknown_time or in_list_without_axis or claim.id in self.meaning.alike

    def _nobody_else(self, breakdown: Breakdown, horizon: str | None) -> Row:
        total = self.claims[breakdown.total]
        outside = (*self.meaning.minus[total.id], *(self.meaning.people[item] for item in breakdown.items))
        scope, quote = self._scope(total, horizon), f"the list under “{total.quote}” is complete"
        return Row(f"{breakdown.id}: nobody else", scope, 0, 0, outside, breakdown.id, HEDGED, total.id, quote)

    def _scope(self, claim: Claim, horizon: str | None) -> Scope:
        """The people that a claim counts, its time included."""
        scope = narrowed(self.meaning.people[claim.id], self.frame.vocabulary.universe(claim.source))
        if moment := self.moments[claim.id]:
            scope = narrowed(scope, {"documented": self.frame.timeline.until(moment)})
        return self.frame.normal(scope, horizon)
