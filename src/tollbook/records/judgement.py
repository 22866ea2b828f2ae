"""What people decided about what the machine read. Append-only; never derived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tollbook.records.frozen import FrozenMapping
from tollbook.records.vocabulary import JudgementKind, JudgementState


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: on which record, what the person saw, who, when and why.

    ``seen`` is the record in wire form as it was shown; ``fields`` the corrected values by field (only for *correct*).
    """

    id: str
    kind: JudgementKind
    target: str
    seen: FrozenMapping[Any]
    by: str
    at: str
    why: str
    fields: FrozenMapping[Any] = FrozenMapping()


@dataclass(frozen=True, slots=True)
class JudgementOutcome:
    """What became of a judgement when it met the records of the latest run; ``changed`` names the fields that moved."""

    judgement: Judgement
    state: JudgementState
    changed: tuple[str, ...] = ()
