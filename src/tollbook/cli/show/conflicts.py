"""What does not add up, and the readings that would make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tollbook.cli.ledgers import Pool
from tollbook.cli.show.claims import STEP
from tollbook.cli.show.words import day, excerpt, heading, indented, quoted, shortened, voice
from tollbook.records import Conflict, Reading, wire

if TYPE_CHECKING:
    from rich.console import Console

SHORT_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Cited:
    """A conflict with the ledger that has its claims and readings."""

    pool: Pool
    conflict: Conflict

    def encode(self) -> dict[str, Any]:
        """The conflict in its wire form."""
        return wire.encode(self.conflict)  # type: ignore[no-any-return]


def show_conflict(console: Console, cited: Cited) -> None:
    """A conflict with its quotes, what would solve it, and what is and is not affected as long as nobody decides."""
    conflict, claims = cited.conflict, cited.pool.claims
    heading(console, f"{conflict.kind}, {conflict.gap:,} persons  {conflict.id}")
    indented(console, conflict.explanation, STEP)
    for claim in (claims[identity] for identity in conflict.claims):
        after = f" ({voice(claim.source)}, {day(claim.as_of.at)}, report {claim.report})"
        indented(console, quoted(claim, console, STEP, after), STEP, "dim")
    if conflict.readings:
        indented(console, "what would solve it, the likeliest first:", STEP)
    proposed = {reading.id: reading for reading in cited.pool.outcome.readings}
    for number, identity in enumerate(conflict.readings):
        indented(console, f"[{letter(number)}] {proposed[identity].why}", STEP)
        indented(console, _edit(proposed[identity]), STEP + len("[A] "), "dim")
    short = shortened(claims)
    for said, some in (("set aside until decided", conflict.suspended), ("not affected", conflict.unaffected)):
        if some:
            named = ", ".join(f"{excerpt(claims[one], SHORT_QUOTE)} {short[one]}" for one in some)
            indented(console, f"{said}: {named}", STEP)


def letter(number: int) -> str:
    """The letter of a reading on its conflict's card: A, B … Z, AA, AB …

    >>> letter(0), letter(25), letter(27)
    ('A', 'Z', 'AB')
    """
    return (letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def show_reading(console: Console, reading: Reading) -> None:
    """One proposal of the machine; accepting it is a person's decision."""
    indented(console, _edit(reading), STEP)
    indented(console, reading.why, 2 * STEP)


def _edit(reading: Reading) -> str:
    """Which field would be read otherwise, and of what; its id first, to copy."""
    about = (
        f"breakdown {reading.breakdown}" if reading.breakdown else " and ".join(reading.claims or [str(reading.claim)])
    )
    edit = reading.edit
    return f"{reading.id}  {about}: {edit.field} from {_said(edit.before)} to {_said(edit.after)}"


def _said(value: Any) -> str:
    """The value of a field: ``None`` is what nobody said."""
    if isinstance(value, (list, tuple)):
        return " or ".join(map(str, value))
    return "not said" if value is None else str(value)
