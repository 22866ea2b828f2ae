"""The time that a claim covers: days of death, days of a source's own table, or an interval of documentation.

Three axes, because they differ: a monitor's daily bulletin tells what it documented that day, a table books deaths
under days by its own rule, and only words about the killing itself date the deaths. "Since" the beginning of the
incident restricts nothing, nor does an end that neither the as-of time nor the incident has passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from tollbook.reconcile.scopes.moments import Calendar, Timeline, day_before, first_day, instant, last_day
from tollbook.records import CaseDefinition, Claim, Mode, PeriodBasis, PeriodKind, SourceProfile, TollbookError

Profiles = Callable[[str | None], SourceProfile]
Days = tuple[str | None, str | None]
Cuts = Mapping[str, Calendar]
"""The axes of days by name."""

BY_PROFILE = {"event": PeriodBasis.EVENT, "increment": PeriodBasis.DOCUMENTED, "booked": PeriodBasis.BOOKED}


class Periods:
    """The day axes of a ledger, and the leaves of every claim on them."""

    def __init__(
        self, claims: Iterable[Claim], profile: Profiles, definition: CaseDefinition, cuts: Cuts | None = None
    ) -> None:
        claims = tuple(claims)
        self._profile = profile
        starts = [first_day(c.period.start) for c in claims if c.period.start and self._begins(c)]
        starts += [first_day(definition.window_start)] if definition.window_start else []
        self._beginning = min(starts, default=None)
        self._end = last_day(definition.window_end) if definition.window_end else None
        self.calendars = cuts or {
            axis: Calendar.of(self._days(claim) for claim in claims if self.basis(claim) is basis)
            for axis, basis in (("death", PeriodBasis.EVENT), ("booked", PeriodBasis.BOOKED))
        }

    @property
    def axes(self) -> dict[str, tuple[str, ...]]:
        """The day axes that some claim uses."""
        return {axis: calendar.leaves for axis, calendar in self.calendars.items() if calendar.starts}

    def basis(self, claim: Claim) -> PeriodBasis:
        """What happened in the period of the claim; *unsaid* if it gives no period."""
        return basis_of(claim, self._profile(claim.source))

    def moments(self, claim: Claim) -> tuple[str, ...]:
        """The ends of the interval in which the people of an increment were documented."""
        start, end = self._days(claim)
        if self.basis(claim) is not PeriodBasis.DOCUMENTED:
            return ()
        return (*([day_before(start)] if start else []), *([end] if end else []))

    def leaves(self, claim: Claim, timeline: Timeline) -> dict[str, frozenset[str]]:
        """The leaves of the claim's period, on the one axis that it is about."""
        start, end = self._days(claim)
        if not (start or end):
            return {}
        basis = self.basis(claim)
        if basis is PeriodBasis.DOCUMENTED:
            everything = frozenset(timeline.leaves)
            after = timeline.until(day_before(start)) if start else frozenset()
            return {"documented": (timeline.until(end) if end else everything) - after}
        axis = "booked" if basis is PeriodBasis.BOOKED else "death"
        leaves = self.calendars[axis].covering(start, end)
        return {axis: leaves} if leaves else {}

    def _days(self, claim: Claim) -> Days:
        """The first and last day to which the claim is restricted; None where it is open."""
        period, kind = claim.period, claim.period.kind
        start = first_day(period.start) if period.start and kind is not PeriodKind.UNTIL else None
        if kind is PeriodKind.ON_DAY:
            return start or first_day(period.end or ""), last_day(period.end or period.start or "")
        end = last_day(period.end) if period.end else None
        if self.basis(claim) is PeriodBasis.EVENT:
            ends = [self._end, instant(claim.as_of.at)[0] if claim.as_of.at else None]
            start = None if start and self._beginning and start <= self._beginning else start
            end = None if end and any(other and end >= other for other in ends) else end
        return start, end

    def _begins(self, claim: Claim) -> bool:
        return claim.period.kind is PeriodKind.SINCE and self.basis(claim) is PeriodBasis.EVENT


def basis_of(claim: Claim, profile: SourceProfile) -> PeriodBasis:
    """What happened in the period of a claim; *unsaid* if it gives no period."""
    period = claim.period
    if not (period.start or period.end):
        return PeriodBasis.UNSAID
    if period.basis is not PeriodBasis.UNSAID:
        return period.basis
    if claim.mode is Mode.INCREMENT:
        return PeriodBasis.DOCUMENTED
    return _meaning_of_a_day(claim, profile.on_day) if period.kind is PeriodKind.ON_DAY else PeriodBasis.EVENT


def day_cuts(claims: Iterable[tuple[Sequence[Claim], CaseDefinition]]) -> dict[str, Calendar]:
    """The axes of days on which the claims of several incidents, each by its own definition, can all be read."""
    found = [Periods(own, definition.profile, definition).calendars for own, definition in claims]
    axes = sorted({axis for calendars in found for axis in calendars})
    return {axis: Calendar(tuple(sorted({day for one in found for day in one[axis].starts}))) for axis in axes}


def _meaning_of_a_day(claim: Claim, meaning: str) -> PeriodBasis:
    if meaning not in BY_PROFILE:
        known = ", ".join(BY_PROFILE)
        raise TollbookError(f"on_day = {meaning!r}", f"profile of {claim.source}", f"use one of: {known}")
    return BY_PROFILE[meaning]
