"""Questions to a ledger: which people, according to whom, documented by when, as known when."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.reconcile.claims.partitions import Partition
from tollbook.records import Scope, View


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where one looks: only claims known by ``known`` (None: all), nobody documented after ``horizon`` exists."""

    known: str | None = None
    horizon: str | None = None


IN_RETROSPECT = Standpoint()


@dataclass(frozen=True, slots=True)
class Question:
    """Which people, in which system, at which moment. ``scope`` and ``minus`` are without the as-of time.

    ``at`` says by when they were documented, ``known`` what may be known about them where that is not ``at`` either;
    ``after`` leaves out everybody documented by that moment. ``role`` keeps figures apart that ask the same.
    """

    partition: Partition
    scope: Scope
    minus: tuple[Scope, ...] = ()
    view: View = View.AS_KNOWN
    at: str | None = None
    after: str | None = None
    known: str | None = None
    role: str = ""

    @property
    def standpoint(self) -> Standpoint:
        """From where the question looks."""
        if self.view is View.IN_RETROSPECT:
            return IN_RETROSPECT
        return Standpoint(self.known) if self.known else Standpoint(self.at, self.at)

    @property
    def until(self) -> str | None:
        """The moment that limits the people asked about; None where the horizon of the standpoint does so already."""
        return None if self.standpoint.horizon else self.at
