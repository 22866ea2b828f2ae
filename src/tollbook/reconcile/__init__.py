"""Reconciliation: from claims to figures with bounds that anyone can check by addition.

``reconcile(extractions)`` gives a :class:`~tollbook.reconcile.ledger.Ledger`; ``verify`` checks a figure without
believing it. Pure: no files, no database, nothing about any one conflict. The solver is loaded when the first figure
is asked for.
"""

from tollbook.reconcile.ledger import Ledger, reconcile

__all__ = ["Ledger", "reconcile"]
