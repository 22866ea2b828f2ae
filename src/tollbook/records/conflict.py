"""What does not add up: conflicts, the readings that would solve them, and how lists stand to their totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tollbook.records.figure import Interval
from tollbook.records.vocabulary import ConflictKind, ListKind


@dataclass(frozen=True, slots=True)
class Edit:
    """A proposed change of how one field of a claim or breakdown is read."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Reading:
    """A proposal of the machine that would make claims agree. Accepting it is a person's judgement.

    ``claims``: all claims that are edited alike, ``claim`` the first of them; empty where it is one claim or one list.
    """

    id: str
    claim: str | None
    breakdown: str | None
    edit: Edit
    why: str
    solves: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[str, ...]:
        """The ids of the claims that are edited, or of the one list."""
        return self.claims or tuple(target for target in (self.claim, self.breakdown) if target)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of one source that cannot all be true. ``gap`` is by how many persons, ``suspended`` what is set aside.

    ``readings``: what would solve it, the likeliest first. ``unaffected``: claims of the same bulletins as those set
    aside that stay as they are printed.
    """

    id: str
    kind: ConflictKind
    claims: tuple[str, ...]
    gap: int
    explanation: str
    suspended: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    unaffected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListState:
    """Whether the items of a breakdown add up to its total.

    ``sum`` and ``total`` are as printed; ``remainder`` is who else there can be by what the numbers bound, its high
    None where there is no limit; None where the items are not to be added, or are too many. ``hint``: why somebody
    should look at it.
    """

    breakdown: str
    source: str | None
    sum: int
    total: int
    remainder: Interval | None
    kind: ListKind
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class ClosedAxis:
    """A proposal: on one axis these names are all that a source counts, as its own lists show.

    ``lists``: the breakdowns that close on it. To accept it, write the names under `closed` into the profile.
    """

    source: str
    axis: str
    names: tuple[str, ...]
    lists: tuple[str, ...]
