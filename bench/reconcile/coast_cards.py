"""What the evaluation set coast-2025 says of conflicts and lists: ``python bench/reconcile/coast_cards.py FOLDER``.

Printed are: how long all conflict cards take; at which place of its card each reading stands that people accepted; and
of how many lists the kind, and the difference to the total, are as expected, with those that are not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from time import perf_counter

from coast import SYSTEMS, Corpus, Record

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.incidents import assigned
from tollbook.reconcile.claims.questions import IN_RETROSPECT
from tollbook.reconcile.conflicts.closures import Closures
from tollbook.reconcile.conflicts.conflicts import conflicts_of
from tollbook.reconcile.conflicts.trying import Trials
from tollbook.reconcile.figures.proofs import Systems
from tollbook.records import Conflict, Extraction, FrozenMapping, ListKind, ListState, Reading
from tollbook.records.claim import Breakdown

AS_PRINTED = ("SOHR, places as printed", SYSTEMS["SNHR"])
KINDS = {"closes (hedged total or part)": ListKind.CLOSES_HEDGED, "including (not a split)": ListKind.INCLUDING}
"""The words of the expected results that are not those of the engine."""


@dataclass
class Cards:
    """The conflicts of the annotated claims, without any reading; ``as_printed``: every place taken at its word."""

    corpus: Corpus
    as_printed: bool = False

    @cached_property
    def found(self) -> tuple[tuple[Conflict, ...], dict[str, Reading], float]:
        """All conflicts, their readings by id, and the seconds that they take once the systems are settled."""
        (share,) = assigned(self._extractions, self.corpus.definition).shares.values()
        systems = Systems(Book(share.extractions, share.definition))
        for partition in systems.book.partitions:
            systems.settled(partition, IN_RETROSPECT)
        start = perf_counter()
        conflicts, readings = conflicts_of(systems, Trials(share.extractions, systems.book))
        return conflicts, {reading.id: reading for reading in readings}, perf_counter() - start

    @cached_property
    def places(self) -> dict[str, int | None]:
        """For every reading that people accepted its place among those of its card; None if it is not offered."""
        conflicts, readings, _ = self.found
        cards = [[readings[identity] for identity in conflict.readings] for conflict in conflicts]
        return {
            reading.id: next((n for card in cards for n, one in enumerate(card, 1) if self._same(reading, one)), None)
            for reading in self._accepted()
        }

    def _accepted(self) -> Iterator[Reading]:
        """The accepted readings, of several claims of one reading the first."""
        for system in AS_PRINTED if self.as_printed else SYSTEMS.values():
            seen = set()
            for reading in self.corpus.readings(system):
                name = reading.id.partition(",")[0]
                if name not in seen:
                    yield replace(reading, id=name)
                seen.add(name)

    @property
    def _extractions(self) -> list[Extraction]:
        read = self.corpus.extractions
        if not self.as_printed:
            return read
        return [replace(e, claims=tuple(replace(c, evidence=FrozenMapping()) for c in e.claims)) for e in read]

    def _same(self, wanted: Reading, offered: Reading) -> bool:
        about = wanted.claim or wanted.breakdown
        edits = (wanted.edit.field, wanted.edit.after) == (offered.edit.field, offered.edit.after)
        return edits and about in (*offered.claims, offered.claim, offered.breakdown)


@dataclass
class Lists:
    """The lists of the annotated claims, those that are no partitions too, each against what is expected of it."""

    corpus: Corpus

    @cached_property
    def expected(self) -> dict[str, Record]:
        """What is expected of each list, by an id."""
        found = self.corpus.expected
        partitions, rests = found["breakdowns"]["partitions"], found["remainders"]["lists"]
        return {
            f"{name} {n}": entry
            for name, group in (("partition", partitions), ("rest", rests))
            for n, entry in enumerate(group)
        }

    @cached_property
    def states(self) -> dict[str, ListState]:
        """What the engine says of each."""
        lists = tuple(Breakdown(name, e["total"], tuple(e["items"]), ()) for name, e in self.expected.items())
        read = [replace(extraction, breakdowns=()) for extraction in self.corpus.extractions]
        read.append(Extraction(replace(read[0].report, id="lists"), (), lists))
        return {state.breakdown: state for state in Closures(read, self.corpus.definition).states}

    def faults(self, group: str) -> list[str]:
        """The lists of a group of which the kind or the difference is another than expected."""
        return [
            f"{name}, total {entry['total']}: {said}, expected {entry['kind']}"
            for name, entry in self.expected.items()
            if name.startswith(group) and (said := self._said(name)) != _kind(entry)
        ]

    def _said(self, name: str) -> str:
        state, entry = self.states[name], self.expected[name]
        left = state.total - state.sum
        if left != entry.get("difference", entry.get("remainder")):
            return f"{left} left"
        if state.kind is not ListKind.REMAINDER or state.remainder is None:
            return str(state.kind)
        low, high = state.remainder.low, state.remainder.high
        return f"remainder {low} to {high}" if entry["kind"].startswith(f"remainder {low} to") else f"remainder {left}"


def _kind(entry: Record) -> str:
    return str(KINDS.get(entry["kind"], entry["kind"]))


def main(folder: str) -> None:
    """Print the measures."""
    corpus = Corpus(Path(folder))
    for as_printed in (False, True):
        cards = Cards(corpus, as_printed)
        conflicts, _, seconds = cards.found
        places = "as printed" if as_printed else "by rule 7"
        print(f"places {places}: {len(conflicts)} conflict cards in {seconds:.1f} s")
        for reading, place in cards.places.items():
            print(f"    accepted reading {reading}: {f'at place {place}' if place else 'not offered'}")
    lists = Lists(corpus)
    for group in ("partition", "rest"):
        faults, number = lists.faults(group), sum(name.startswith(group) for name in lists.expected)
        print(f"lists, {group}: {number - len(faults)} of {number} as expected")
        for fault in faults:
            print(f"    {fault}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("usage: python bench/reconcile/coast_cards.py FOLDER", file=sys.stderr)
        sys.exit(2)
    main(sys.argv[1])
