"""Readings that would solve a conflict: single edits from a short menu, each tried before it is offered.

An edit is offered if, with it, all claims of the conflict and everything that is in no other conflict can be true. If
no edit solves all that the conflict consists of, those are offered that solve what is shown of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.edits import targets
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import IN_RETROSPECT
from tollbook.reconcile.conflicts.cards import Card
from tollbook.reconcile.conflicts.menu import Proposal, likeliest
from tollbook.reconcile.conflicts.trying import Trials
from tollbook.reconcile.engine.settle import Row, clash_in
from tollbook.reconcile.engine.window import parts
from tollbook.reconcile.figures.laws import laws_of
from tollbook.records import Reading

MOST_TRIED = 40
"""Edits tried for one conflict, most likely first."""

MOST_READ = 50_000
"""Claims of one system read anew, edit after edit: a thousand claims leave room for fifty edits, about ten seconds."""

MOST_OFFERED = 5
"""Readings offered for one conflict: more would be no help."""

Part = tuple[Row, ...]
"""Statements that cannot all be true."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A system as it would be under a reading: its book and its rows."""

    book: Book
    rows: tuple[Row, ...]

    def possible(self, part: Part) -> bool:
        """Whether statements, as they are read now, can all be true, and no law is broken."""
        ids = {row.id for row in part}
        return clash_in(self.book.axes, [row for row in self.rows if row.id in ids or row.unit is None]) is None

    def possible_without(self, claims: frozenset[str]) -> bool:
        """Whether everything else can be true."""
        rows = [row for row in self.rows if row.unit is None or row.claim not in claims]
        return all(clash_in(self.book.axes, part) is None for part in parts(self.book.axes, rows))


class Solutions:
    """The readings that solve the conflicts of one system."""

    def __init__(self, book: Book, partition: Partition, cards: Sequence[Card], trials: Trials) -> None:
        self._book, self._partition, self._cards, self._trials = book, partition, cards, trials
        self._lists = {breakdown.id: breakdown for breakdown in book.breakdowns}
        self._room = MOST_READ // len(book.partitions[partition])
        # Laws multiply the classes of people: they are looked at only where one is broken.
        self._lawful = any(row.unit is None for card in cards for part in card.parts for row in part)

    def of(self, card: Card) -> tuple[Reading, ...]:
        """The readings that solve a conflict, likeliest first, with the ids of all conflicts that each solves."""
        proposals = likeliest(self._book, card)
        for unsolved in dict.fromkeys((card.parts, card.parts[:1])):
            if found := tuple(islice(self._solving(card, unsolved, proposals), MOST_OFFERED)):
                return found
        return ()

    def _solving(self, card: Card, unsolved: Sequence[Part], proposals: Iterable[Proposal]) -> Iterator[Reading]:
        """The readings under which parts of a conflict, and the rest of the system, can be true; each edit once."""
        others = {claim for other in self._cards for claim in other.claims}
        elsewhere = frozenset(others.difference(card.claims))
        # Only an edit that touches a part can solve it.
        touching = (p for p in proposals if all(self._targets(p) & {row.claim for row in part} for part in unsolved))
        edited: set[tuple[str | None, str]] = set()
        for proposal in islice(touching, MOST_TRIED):
            if proposal.about & edited or not self._room:
                continue
            self._room -= 1
            tried = self._tried(proposal)
            if all(map(tried.possible, unsolved)) and tried.possible_without(elsewhere):
                edited |= proposal.about
                solves = (other.id for other in self._cards if all(map(tried.possible, other.parts)))
                yield replace(proposal.reading, solves=tuple(sorted({card.id, *solves})))

    def _targets(self, proposal: Proposal) -> set[str]:
        return set(targets(proposal.reading, self._lists))

    def _tried(self, proposal: Proposal) -> Tried:
        """The system under a proposal: without any row if none of its claims is left."""
        book = self._trials.book(proposal.reading, self._book.partitions[self._partition][0].source)
        if self._partition not in book.partitions:
            return Tried(book, ())
        laws = laws_of(book, self._partition, IN_RETROSPECT) if self._lawful else ()
        return Tried(book, (*book.rows(self._partition, IN_RETROSPECT), *laws))
