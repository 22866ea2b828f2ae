"""What estimation states: how many people no list holds, by each method, and how far that can be relied on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tollbook.records.frozen import FrozenMapping
from tollbook.records.vocabulary import Grade, MethodRole


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far an estimate can be relied on, and why not further, in plain words."""

    grade: Grade = Grade.ESTIMABLE
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodEstimate:
    """How many people there are, counted or not, according to one method.

    ``low`` and ``high`` are the ends of its 95 per cent interval; ``high`` None beside an estimate: the data set no
    upper limit. ``estimate`` None: there is none, as the verdict says. ``diagnostics``: plain values by name.
    """

    name: str
    role: MethodRole
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    verdict: Verdict = Verdict()
    diagnostics: FrozenMapping[Any] = FrozenMapping()


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the lists of one table tell of people on none of them.

    ``documented``: people on at least one list. ``lists``: those that hold anybody. ``methods`` are to be shown
    together; empty where the data refuse every method. ``without``: by list, what methods say if it had never been
    kept; empty where nothing can be said then.
    """

    documented: int
    lists: tuple[str, ...]
    verdict: Verdict
    methods: tuple[MethodEstimate, ...] = ()
    without: FrozenMapping[tuple[MethodEstimate, ...]] = FrozenMapping()
