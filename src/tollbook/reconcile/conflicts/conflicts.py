"""Conflicts as records: what does not add up, of what kind, what is set aside, what stays, and what would solve it."""

from __future__ import annotations

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import IN_RETROSPECT
from tollbook.reconcile.conflicts.cards import Card, cards_of, set_aside
from tollbook.reconcile.conflicts.readings import Solutions
from tollbook.reconcile.conflicts.trying import Trials
from tollbook.reconcile.conflicts.wording import explanation, kind_of
from tollbook.reconcile.engine.settle import Settled
from tollbook.reconcile.figures.proofs import Systems
from tollbook.records import Conflict, Reading

MOST_SOLVED = 10
"""Conflicts of one system for which readings are tried, widest gap first: nobody decides about more at once."""


def conflicts_of(systems: Systems, trials: Trials) -> tuple[tuple[Conflict, ...], tuple[Reading, ...]]:
    """All conflicts of a ledger, system by system, widest gap first, and the readings that would solve them."""
    conflicts: list[Conflict] = []
    readings: dict[str, Reading] = {}
    for partition in systems.book.partitions:
        settled = systems.settled(partition, IN_RETROSPECT)
        cards = cards_of(systems.book, partition, settled, (*settled.clashes, *systems.parity.get(partition, ())))
        solutions = Solutions(systems.book, partition, cards, trials)
        for place, card in enumerate(cards):
            found = solutions.of(card) if place < MOST_SOLVED else ()
            readings |= {reading.id: reading for reading in found}
            conflicts.append(_conflict(systems.book, partition, settled, card, found))
    return tuple(conflicts), tuple(readings.values())


def _conflict(
    book: Book, partition: Partition, settled: Settled, card: Card, readings: tuple[Reading, ...]
) -> Conflict:
    kind = kind_of(book, card)
    units = set_aside(settled, card.units)
    who = f"{partition.source}: " if partition.source else ""
    return Conflict(
        id=card.id,
        kind=kind,
        claims=tuple(dict.fromkeys(row.claim for row in card.rows if row.unit is not None)),
        gap=card.gap,
        explanation=who + explanation(book, card, kind),
        suspended=tuple(sorted(claim.id for claim in book.counted if book.lists.unit(claim.id) in units)),
        readings=tuple(reading.id for reading in readings),
        unaffected=_unaffected(book, partition, settled.suspended | units, card),
    )


def _unaffected(book: Book, partition: Partition, aside: frozenset[str], card: Card) -> tuple[str, ...]:
    """The numbers that stay of the bulletins of which some are set aside, the highest first."""
    moments = {book.moments[row.claim] for row in card.rows if row.unit in aside}
    claims = [
        claim
        for claim in book.partitions[partition]
        if claim.count.low is not None
        and book.moments[claim.id] in moments
        and claim.id not in book.retracted
        and book.lists.unit(claim.id) not in aside
    ]
    return tuple(claim.id for claim in sorted(claims, key=lambda claim: (-(claim.count.low or 0), claim.id)))
