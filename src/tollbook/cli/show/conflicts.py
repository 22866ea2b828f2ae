"""What does not add up, and the readings that would make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tollbook.cli.ledgers import Pool
from tollbook.cli.show.claims import STEP
from tollbook.cli.show.words import day, heading, indented, quoted, voice
from tollbook.records import Conflict, Reading, wire

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Cited:
    """A conflict with the ledger that has its claims and readings."""

    pool: Pool
    conflict: Conflict

    def encode(self) -> dict[str, Any]:
        """The conflict in its wire form."""
        return wire.encode(self.conflict)  # type: ignore[no-any-return]


def show_conflict(console: Console, cited: Cited) -> None:
    """A conflict with its quotes, what is set aside for it, and how it could be solved."""
    conflict, claims = cited.conflict, cited.pool.claims
    heading(console, f"{conflict.kind}, {conflict.gap:,} persons  {conflict.id}")
    indented(console, conflict.explanation, STEP)
    for claim in (claims[identity] for identity in conflict.claims):
        after = f" ({voice(claim.source)}, {day(claim.as_of.at)}, report {claim.report})"
        indented(console, quoted(claim, console, STEP, after), STEP, "dim")
    if conflict.suspended:
        indented(console, f"set aside until decided: {', '.join(conflict.suspended)}", STEP)
    proposed = {reading.id: reading for reading in cited.pool.outcome.readings}
    for identity in conflict.readings:  # the likeliest first
        show_reading(console, proposed[identity])


def show_reading(console: Console, reading: Reading) -> None:
    """One proposal of the machine; accepting it is a person's decision."""
    about = f"claim {reading.claim}" if reading.claim else f"breakdown {reading.breakdown}"
    edit = reading.edit
    indented(
        console,
        f"{reading.id}  reading of {about}: {edit.field} from {_said(edit.before)} to {_said(edit.after)}",
        STEP,
    )
    indented(console, reading.why, 2 * STEP)


def _said(value: Any) -> str:
    """The value of a field: ``None`` is what nobody said."""
    if isinstance(value, (list, tuple)):
        return " or ".join(map(str, value))
    return "not said" if value is None else str(value)
