"""Small pieces of text that every view uses: days, voices, quotes, shortened ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from tollbook.cli.program import visible
from tollbook.records import Claim, Figure, Proof, ProofBasis, Reconciliation

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

SHORTEST_ID = 6
NARROWEST = 20
GAP = 2
OWN_VOICE = "the outlet's own voice"


def day(at: str | None) -> str:
    """A date as people write it.

    >>> day("2025-03-08"), day("2025-03"), day("2025-03-08T03:09:00+02:00"), day(None)
    ('8 March 2025', 'March 2025', '8 March 2025, 03:09', 'a day that is not stated')
    """
    if at is None:
        return "a day that is not stated"
    if len(at) == len("2025-03"):
        return f"{date.fromisoformat(f'{at}-01'):%B %Y}"
    moment = datetime.fromisoformat(at)
    said = f"{moment.day} {moment:%B %Y}"
    return f"{said}, {moment:%H:%M}" if "T" in at else said


def voice(source: str | None) -> str:
    """Who counted."""
    return source or OWN_VOICE


def shortened(ids: Iterable[str]) -> dict[str, str]:
    """Each id and a short form of it: as much of what follows its kind (``claim-``) as no other one begins with.

    >>> shortened(["claim-0123456789", "claim-0123446789", "figure-9876543210"])
    {'claim-0123456789': '012345', 'claim-0123446789': '012344', 'figure-9876543210': '987654'}
    """
    known = {identity: identity.rpartition("-")[2] for identity in ids}
    ordered = sorted(set(known.values()))
    needed = {}
    for before, tail, after in zip(["", *ordered], ordered, [*ordered[1:], ""], strict=False):
        needed[tail] = max(SHORTEST_ID, 1 + _common(before, tail), 1 + _common(tail, after))
    return {identity: tail[: needed[tail]] for identity, tail in known.items()}


def excerpt(claim: Claim, room: int) -> str:
    """The claim's quote in quotation marks, cut around its number if it is longer than ``room`` characters."""
    quote = " ".join(claim.quote.split())
    number = " ".join(claim.count.said.split())
    return around(quote, max(quote.find(number), 0) + len(number) // 2, room)


def around(text: str, middle: int, room: int) -> str:
    """As much of a text in quotation marks as there is ``room`` for around a place in it, cut at words."""
    if len(text) <= room:
        return f"“{text}”"
    start = max(0, min(middle - room // 2, len(text) - room))
    piece = text[start : start + room]
    if start > 0:
        piece = piece.partition(" ")[2]
    if start + room < len(text):
        piece = piece.rpartition(" ")[0]
    return f"“{'… ' if start > 0 else ''}{piece}{' …' if start + room < len(text) else ''}”"


def incident_of(figure: Figure, outcome: Reconciliation) -> str:
    """What ends a heading where a ledger has figures of several incidents."""
    return f" ({figure.incident})" if len(outcome.incidents) > 1 else ""


def basis(figure: Figure) -> str:
    """How a figure is known: ``stated``, or the sum it is derived by."""
    proofs = [proof for proof in (figure.proof.low, figure.proof.high) if proof is not None]
    if not proofs:
        return ""
    if all(proof.basis is ProofBasis.STATED for proof in proofs):
        return "stated"
    sums = list(dict.fromkeys(addition(proof) for proof in proofs if len(proof.terms) > 1))
    return f"derived: {'; '.join(sums)}" if sums else "derived"


def addition(proof: Proof) -> str:
    """The sum without its result: ``524 − 311``."""
    return str(proof).partition(" = ")[0]


def heading(console: Console, text: str) -> None:
    """Print a line that a part begins with, after an empty line."""
    console.print(f"\n{visible(text)}", style="bold")


def grid(*, show_header: bool = True) -> Grid:
    """Columns without lines between them."""
    from rich.table import Table as Grid

    return Grid(box=None, padding=(0, GAP, 0, 0), header_style="dim", show_header=show_header)


def indented(console: Console, text: str | Text, left: int, style: str = "") -> None:
    """Print a paragraph some columns from the left, wrapped at the width of the console."""
    from rich.text import Text

    paragraph = text if isinstance(text, Text) else Text(visible(text))
    for line in paragraph.wrap(console, max(console.width - left, NARROWEST)):
        line.rstrip()
        console.print(Text.assemble(" " * left, line, style=style), soft_wrap=True)


def quoted(claim: Claim, console: Console, left: int, after: str = "") -> Text:
    """A claim's quote in at most two lines, with what is said about it ``after``."""
    from rich.text import Text

    room = 2 * (console.width - left) - len(after) - 6
    return Text.assemble((visible(excerpt(claim, max(room, 40))), "italic"), visible(after))


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
