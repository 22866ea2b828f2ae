"""Reconciliation: from claims to figures with bounds that anyone can check by addition.

``reconcile(extractions)`` gives a :class:`~tollbook.reconcile.ledger.Ledger`; ``verify`` checks a figure without
believing it. Pure: no files, no database, nothing about any one conflict. The engine is loaded when a ledger is asked
for, the solver with its first figure.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tollbook.records import CaseDefinition, Extraction, Reading

if TYPE_CHECKING:
    from tollbook.reconcile.ledger import Ledger


def reconcile(
    extractions: Iterable[Extraction], definition: CaseDefinition | None = None, accepted: Iterable[Reading] = ()
) -> "Ledger":
    """The ledger of what was read out of some reports, under a case's definitions and the readings people accepted.

    Raises TollbookError for records that make no sense: places in a circle, lists that contain one another,
    impossible counts.
    """
    from tollbook.reconcile.ledger import Ledger

    return Ledger(tuple(extractions), definition, tuple(accepted))


__all__ = ["reconcile"]
