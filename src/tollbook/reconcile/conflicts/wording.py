"""What kind of conflict it is, and what it says, in words for somebody who has never seen a linear program."""

from __future__ import annotations

from collections.abc import Iterable

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.conflicts.cards import Card
from tollbook.reconcile.conflicts.elsewhere import counted_elsewhere, older_print
from tollbook.reconcile.engine.settle import Clash, Row
from tollbook.reconcile.scopes.moments import as_of_text, in_words, instant
from tollbook.records import BoundSide, Breakdown, Claim, ConflictKind

HINT = 2
"""A gap of so few persons is a hint that something was counted or copied with a slip."""

MOST_NAMED = 12
"""Numbers of a series that are named; of a longer one those in the middle are only counted."""


def kind_of(book: Book, card: Card) -> ConflictKind:
    """The kind of a conflict: the simplest explanation that fits."""
    if card.series:
        return ConflictKind.REVISED_DOWN
    clash = card.clash
    if clash.certificate is None:
        return ConflictKind.PARITY
    if pair := _pair(book, clash):
        return _kind_of_pair(book, *pair, clash.gap)
    if clash.gap <= HINT:
        return ConflictKind.OFF_BY_ONE
    if found := _list(book, clash):
        return ConflictKind.WRONG_SCOPE if counted_elsewhere(book, found) else ConflictKind.MISSING_PART
    if any(older_print(book, book.claims[row.claim]) for row, _, _ in _ends(clash, BoundSide.HIGH)):
        return ConflictKind.STALE_PART
    return ConflictKind.WRONG_SCOPE


def _kind_of_pair(book: Book, high: Claim, low: Claim, gap: int) -> ConflictKind:
    """The kind of a conflict of two numbers for the same people: when each was printed tells most."""
    before, after = book.moments[high.id], book.moments[low.id]
    if before and after and instant(before) < instant(after):
        if older_print(book, low, before):
            return ConflictKind.STALE_PART
        if instant(before)[0] < instant(after)[0]:
            beside_newer = book.lists.unit(low.id) != low.id
            return ConflictKind.STALE_PART if beside_newer else ConflictKind.REVISED_DOWN
    return ConflictKind.OFF_BY_ONE if gap <= HINT else ConflictKind.CONTRADICTION


def explanation(book: Book, card: Card, kind: ConflictKind) -> str:
    """The conflict in plain words, with its numbers."""
    clash = card.clash
    if card.series:
        return _falling(book, card)
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
    pair = _pair(book, clash)
    if kind is ConflictKind.STALE_PART and pair:
        return (
            f"{high_quotes} is {clash.gap:,} below the older {low_quotes}, and a toll cannot fall: it seems to be"
            " an older number in a newer report."
        )
    if found := _list(book, clash):
        other = counted_elsewhere(book, found)
        hint = f" {_quoted(book, other)} is the same number: the list may count only those people." if other else ""
        by = f" by {' and '.join(found.axes)}" if found.axes else ""
        parts = f"The parts{by}{_of(book, book.claims[found.total])}"
        return f"{parts} do not add up: {_sum(highs)}, but the total is {_sum(lows)}: {clash.gap:,} missing.{hint}"
    if pair:
        when = "at the same time" if len({book.moments[claim.id] for claim in pair}) == 1 else "on one day"
        return f"{low_quotes} and {high_quotes} are about the same people {when} and differ by {clash.gap:,}."
    older = " An older number of the same people is among them." if kind is ConflictKind.STALE_PART else ""
    return (
        f"{low_quotes}: at least {_sum(lows)} people. {high_quotes}: at most {_sum(highs)}. That is {clash.gap:,} too"
        f" many.{older}"
    )


def _falling(book: Book, card: Card) -> str:
    """The numbers of a series with their days, in the order of time."""
    told = [f"{row.low:,}{_of(book, book.claims[row.claim])}" for row in card.series]
    if len(told) > MOST_NAMED:
        half = MOST_NAMED // 2
        told = [*told[:half], f"{len(told) - 2 * half} more", *told[-half:]]
    return (
        f"The number for the same people falls again and again: {', '.join(told)}; by up to {card.gap:,}, and nothing"
        " withdraws the older numbers."
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
    quotes = list(dict.fromkeys(_said(book, row) for row in rows))
    return quotes[0] if len(quotes) == 1 else f"{', '.join(quotes[:-1])} and {quotes[-1]}"


def _said(book: Book, row: Row) -> str:
    """What a statement says: a claim in its words; that a list is complete, or a law, in its own."""
    if row.unit is None:
        return row.id
    return _quoted(book, book.claims[row.claim]) if row.id == row.claim else row.quote


def _quoted(book: Book, claim: Claim) -> str:
    return f"“{' '.join(claim.quote.split())}”{_of(book, claim)}"


def _of(book: Book, claim: Claim) -> str:
    moment = as_of_text(book.moments[claim.id])
    return f" (as of {in_words(moment)})" if moment else ""
