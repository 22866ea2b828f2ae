"""The frame of a ledger: all its axes, what a source counts on them, and scopes brought into their normal form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tollbook.reconcile.scopes.moments import Timeline, first_day, last_day
from tollbook.reconcile.scopes.periods import Periods
from tollbook.reconcile.scopes.vocabulary import Vocabulary, narrowed
from tollbook.records import Scope, UsageError
from tollbook.records.report import is_date


class Frame:
    """The axes of a ledger, those of time and of lists included."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        periods: Periods,
        timeline: Timeline,
        lists: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.vocabulary, self.periods, self.timeline = vocabulary, periods, timeline
        self.axes: dict[str, tuple[str, ...]] = {**vocabulary.axes, **periods.axes}
        if timeline.moments:
            self.axes["documented"] = timeline.leaves
        self.axes |= lists
        self._everybody = {axis: frozenset(leaves) for axis, leaves in self.axes.items()}

    def normal(self, scope: Scope, horizon: str | None) -> Scope:
        """The scope without axes that restrict nothing; with a horizon, nobody documented later exists."""
        limits = self._everybody | ({"documented": self.timeline.until(horizon)} if horizon else {})
        restricting = ((axis, leaves, limits[axis]) for axis, leaves in scope.items() if not leaves >= limits[axis])
        # Sets that are not cut stay the same objects: those of time are large, and many statements share one.
        return Scope({axis: leaves if leaves <= limit else leaves & limit for axis, leaves, limit in restricting})

    def counted_people(self, source: str | None, scope: Mapping[str, frozenset[str]]) -> Scope:
        """The part of a scope that a source counts at all, without axes on which that is everybody it counts."""
        return self.vocabulary.counted(source, scope, self.axes)

    def asked(self, source: str | None, scope: Mapping[str, frozenset[str]], until: str | None) -> Scope:
        """The people of a question to one source, documented until a moment."""
        wanted = narrowed(scope, self.vocabulary.universe(source))
        if until and self.timeline.moments:
            wanted = narrowed(wanted, {"documented": self.timeline.until(until)})
        return self.normal(wanted, None)

    def asked_on(self, axis: str, names: Sequence[str]) -> dict[str, frozenset[str]]:
        """The leaves that a question names on one axis; days where the axis is made of days."""
        calendar = self.periods.calendars.get(axis)
        if calendar is None or not all(is_date(name) for name in names):
            return self.vocabulary.asked(axis, names, self.axes)
        days = [calendar.covering(first_day(name), last_day(name)) for name in names]
        if not all(days):
            there = ", ".join(calendar.leaves) or "no day: nobody is counted by day"
            raise UsageError(f"no claim tells {' or '.join(names)} apart", "question", f"ask about: {there}")
        return {axis: frozenset().union(*(leaves or () for leaves in days))}
