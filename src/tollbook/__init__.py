"""Tollbook: from reports of armed conflict to casualty figures with bounds, each with a proof.

>>> import tollbook as tb
>>> report = tb.Report("The Coast Observatory (CO) said 12 people were killed.")
>>> reading = tb.extract(report)
>>> tb.reconcile([reading]).figure(harm="killed").interval
'12'
"""

from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.estimate import estimate
from tollbook.extract import extract
from tollbook.reconcile import reconcile
from tollbook.records import (
    CaseDefinition,
    Claim,
    Conflict,
    Estimate,
    Extraction,
    Figure,
    Proof,
    Reading,
    Report,
    TollbookError,
)

if TYPE_CHECKING:
    from tollbook.casebook import Casebook
    from tollbook.estimate.table import Table
    from tollbook.reconcile.ledger import Ledger


def open(path: str | Path) -> "Casebook":  # noqa: A001 - `tollbook.open("coast")` reads as it should
    """The case in a folder: the object behind every command and page. TollbookError if there is no case.

    Close it, or use it in a ``with`` statement.
    """
    from tollbook.casebook import open_case  # brings the database; a reader of one report needs none

    return open_case(Path(path))


def __getattr__(name: str) -> type:
    """`Ledger` and `Table`, loaded with their engines when somebody asks for them by name."""
    if name == "Ledger":
        from tollbook.reconcile.ledger import Ledger

        return Ledger
    if name == "Table":
        from tollbook.estimate.table import Table

        return Table
    raise AttributeError(f"module 'tollbook' has no attribute {name!r}")


__all__ = [
    "CaseDefinition",
    "Claim",
    "Conflict",
    "Estimate",
    "Extraction",
    "Figure",
    "Ledger",
    "Proof",
    "Reading",
    "Report",
    "Table",
    "TollbookError",
    "estimate",
    "extract",
    "open",
    "reconcile",
]
