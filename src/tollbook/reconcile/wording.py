"""What kind of conflict it is, and what it says, in words for somebody who has never seen a linear program."""

from __future__ import annotations

from collections.abc import Iterable

from tollbook.reconcile.book import Book
from tollbook.reconcile.moments import as_of_text, in_words, instant
from tollbook.reconcile.settle import Clash, Row
from tollbook.records import BoundSide, Breakdown, Claim, ConflictKind

HINT = 2
"""A gap of so few persons is a hint that something was counted or copied with a slip."""


def kind_of(book: Book, clash: Clash) -> ConflictKind:
    """The kind of a conflict: the simplest explanation that fits."""
    if clash.certificate is None:
        return ConflictKind.PARITY
    pair = _pair(book, clash)
    if pair and pair[0].id != pair[1].id:
        before, after = (book.moments[claim.id] for claim in pair)
        if before and after and instant(before) < instant(after):
            return ConflictKind.STALE_PART if _stands_beside_newer(book, pair[1]) else ConflictKind.REVISED_DOWN
    if clash.gap <= HINT:
        return ConflictKind.OFF_BY_ONE
    if found := _list(book, clash):
        return ConflictKind.WRONG_SCOPE if counted_elsewhere(book, found) else ConflictKind.MISSING_PART
    if any(older_print(book, book.claims[row.claim]) for row, _, _ in _ends(clash, BoundSide.HIGH)):
        return ConflictKind.STALE_PART
    return ConflictKind.CONTRADICTION if pair else ConflictKind.WRONG_SCOPE


def explanation(book: Book, clash: Clash, kind: ConflictKind) -> str:
    """The conflict in plain words, with its numbers."""
    if kind is ConflictKind.PARITY:
        return f"{_quotes(book, clash.rows)} can be true together only for fractions of persons."
    lows, highs = _ends(clash, BoundSide.LOW), _ends(clash, BoundSide.HIGH)
    if not highs:
        return f"{_quotes(book, clash.rows)} counts people who are all said not to be counted."
    low_quotes, high_quotes = (_quotes(book, [row for row, _, _ in ends]) for ends in (lows, highs))
    if kind is ConflictKind.REVISED_DOWN:
        return (
            f"{low_quotes} was followed by {high_quotes}: {clash.gap:,} fewer, and nothing withdraws the first number."
        )
    if kind is ConflictKind.STALE_PART and len(clash.rows) == 2:
        return (
            f"{high_quotes} is {clash.gap:,} below the older {low_quotes}, and a toll cannot fall: it seems to be"
            " an older number in a newer report."
        )
    if found := _list(book, clash):
        other = counted_elsewhere(book, found)
        hint = f" {_quoted(book, other)} is the same number: the list may count only those people." if other else ""
        return f"The parts do not add up: {_sum(highs)}, but the total is {_sum(lows)}: {clash.gap:,} missing.{hint}"
    if _pair(book, clash):
        return f"{low_quotes} and {high_quotes} are about the same people at the same time and differ by {clash.gap:,}."
    return (
        f"At least {_sum(lows)} people are needed by {low_quotes}, but {high_quotes} allow at most {_sum(highs)}:"
        f" {clash.gap:,} too many."
    )


def older_print(book: Book, claim: Claim) -> str | None:
    """The last moment before a claim at which its source printed the same number for the same people."""
    mine = book.moments[claim.id]
    if mine is None:
        return None
    moments = [
        moment
        for other in book.counted
        if (moment := book.moments[other.id])
        and instant(moment) < instant(mine)
        and (other.source, other.harm, other.count.low) == (claim.source, claim.harm, claim.count.low)
        and book.people[other.id] == book.people[claim.id]
    ]
    return max(moments, key=instant, default=None)


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


def _list(book: Book, clash: Clash) -> Breakdown | None:
    """The list whose items, and numbers for the people of its total, are the whole conflict."""
    claims = {row.claim for row in clash.rows}
    return next((b for b in book.breakdowns if _is_of(book, claims, b)), None)


def _is_of(book: Book, claims: set[str], breakdown: Breakdown) -> bool:
    rest = claims - set(breakdown.items)
    totals = all(book.people[claim] == book.people[breakdown.total] for claim in rest)
    return set(breakdown.items) < claims and totals


def _pair(book: Book, clash: Clash) -> tuple[Claim, Claim] | None:
    """Two claims about the same people, the one with the higher number first."""
    if len(clash.rows) > 2:
        return None
    lows, highs = _ends(clash, BoundSide.LOW), _ends(clash, BoundSide.HIGH)
    if len(lows) != 1 or len(highs) != 1:
        return None
    high, low = book.claims[lows[0][0].claim], book.claims[highs[0][0].claim]
    same = book.people[high.id] == book.people[low.id] and book.minus[high.id] == book.minus[low.id]
    return (high, low) if same else None


def _stands_beside_newer(book: Book, claim: Claim) -> bool:
    return book.lists.unit(claim.id) != claim.id or older_print(book, claim) is not None


def _ends(clash: Clash, side: BoundSide) -> list[tuple[Row, int, int]]:
    """The rows used at one end: row, coefficient without sign, number."""
    terms = clash.certificate.terms if clash.certificate else ()
    chosen = [(clash.rows[term.row], abs(term.coefficient)) for term in terms if term.side is side]
    return [(row, times, getattr(row, side)) for row, times in sorted(chosen, key=lambda pair: -getattr(pair[0], side))]


def _sum(ends: Iterable[tuple[Row, int, int]]) -> str:
    parts = [f"{times} × {number:,}" if times > 1 else f"{number:,}" for _, times, number in ends]
    total = sum(times * number for _, times, number in ends)
    return parts[0] if len(parts) == 1 else f"{' + '.join(parts)} = {total:,}"


def _quotes(book: Book, rows: Iterable[Row]) -> str:
    quotes = list(dict.fromkeys(_quoted(book, book.claims[row.claim]) for row in rows))
    return quotes[0] if len(quotes) == 1 else f"{', '.join(quotes[:-1])} and {quotes[-1]}"


def _quoted(book: Book, claim: Claim) -> str:
    moment = as_of_text(book.moments[claim.id])
    return f"“{' '.join(claim.quote.split())}”" + (f" (as of {in_words(moment)})" if moment else "")
