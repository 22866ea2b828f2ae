"""Conflicts as cards: what does not add up, of what kind, what is set aside, and which single edits would solve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tollbook.reconcile.partitions import Partition
from tollbook.reconcile.proofs import Systems
from tollbook.reconcile.questions import IN_RETROSPECT
from tollbook.reconcile.readings import Again, solving
from tollbook.reconcile.settle import Clash
from tollbook.reconcile.wording import explanation, kind_of
from tollbook.records import Conflict, Reading
from tollbook.records.wire import fingerprint

MOST_SOLVED = 10
"""Conflicts of one system for which readings are tried, widest gap first: each reading is a ledger made anew."""


def conflicts_of(systems: Systems, again: Again) -> tuple[tuple[Conflict, ...], tuple[Reading, ...]]:
    """All conflicts of a ledger, system by system, widest gap first, and the readings that would solve them."""
    conflicts: list[Conflict] = []
    readings: dict[str, Reading] = {}
    for partition in systems.book.partitions:
        clashes = _clashes(systems, partition)
        for place, (identity, clash) in enumerate(_cards(systems, partition, clashes)):
            found = solving(systems, partition, clash, clashes, again) if place < MOST_SOLVED else ()
            readings |= {reading.id: reading for reading in found}
            conflicts.append(_conflict(systems, partition, identity, clash, found))
    shown = {conflict.id for conflict in conflicts}
    told = (replace(r, solves=tuple(one for one in r.solves if one in shown)) for r in readings.values())
    return tuple(conflicts), tuple(told)


def _clashes(systems: Systems, partition: Partition) -> Mapping[str, Clash]:
    """The clashes of a system with everything said so far, by the id of their conflict."""
    settled = systems.settled(partition, IN_RETROSPECT)
    found = (*settled.clashes, *systems.parity.get(partition, ()))
    about = [partition.harm, partition.source, partition.stock]
    return {
        f"conflict-{fingerprint(['conflict', *about, sorted(row.id for row in clash.rows)])[:12]}": clash
        for clash in found
    }


def _cards(systems: Systems, partition: Partition, clashes: Mapping[str, Clash]) -> list[tuple[str, Clash]]:
    """One clash, the shortest, for everything that is set aside together: the others say the same thing again."""
    suspended = systems.settled(partition, IN_RETROSPECT).suspended
    cards: dict[frozenset[str], tuple[str, Clash]] = {}
    for identity, clash in sorted(clashes.items(), key=lambda item: (len(item[1].rows), -item[1].gap, item[0])):
        cards.setdefault(clash.units & suspended, (identity, clash))
    return sorted(cards.values(), key=lambda card: (-card[1].gap, card[0]))


def _conflict(
    systems: Systems, partition: Partition, identity: str, clash: Clash, readings: tuple[Reading, ...]
) -> Conflict:
    book = systems.book
    kind = kind_of(book, clash)
    units = clash.units & systems.settled(partition, IN_RETROSPECT).suspended
    suspended = sorted(claim.id for claim in book.counted if book.lists.unit(claim.id) in units)
    who = f"{partition.source}: " if partition.source else ""
    return Conflict(
        id=identity,
        kind=kind,
        claims=tuple(dict.fromkeys(row.claim for row in clash.rows)),
        gap=clash.gap,
        explanation=who + explanation(book, clash, kind),
        suspended=tuple(suspended),
        readings=tuple(reading.id for reading in readings),
    )
