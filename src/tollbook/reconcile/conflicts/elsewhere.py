"""The same number printed elsewhere by the same source: what makes one explanation of a conflict likelier."""

from __future__ import annotations

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.scopes.moments import instant
from tollbook.reconcile.scopes.vocabulary import Leaves
from tollbook.records import Breakdown, Claim


def older_print(book: Book, claim: Claim, than: str | None = None) -> str | None:
    """The last moment before ``than`` at which the source printed the same number for the same people.

    ``than``: another moment; without it, the claim's own. Outlets write different places on one number.
    """
    limit = than or book.moments[claim.id]
    if limit is None:
        return None
    moments = [
        moment
        for other in book.counted
        if (moment := book.moments[other.id])
        and instant(moment) < instant(limit)
        and (other.source, other.harm, other.count.low) == (claim.source, claim.harm, claim.count.low)
        and _but_for_place(book, other) == _but_for_place(book, claim)
        and not book.people[other.id].disjoint(book.people[claim.id])
    ]
    return max(moments, key=instant, default=None)


def _but_for_place(book: Book, claim: Claim) -> dict[str, Leaves]:
    scope = book.people[claim.id]
    return {axis: leaves for axis, leaves in scope.items() if axis.partition(": ")[0] != "place"}


def counted_elsewhere(book: Book, found: Breakdown) -> Claim | None:
    """A claim of the same source and moment that states exactly the sum of a list's items."""
    total = book.claims[found.total]
    added = sum(book.claims[item].count.low or 0 for item in found.items)
    return next(
        (
            claim
            for claim in book.counted
            if (claim.source, claim.harm, claim.count.low, claim.count.high) == (total.source, total.harm, added, added)
            and book.moments[claim.id] == book.moments[total.id]
            and claim.id not in (found.total, *found.items)
        ),
        None,
    )
