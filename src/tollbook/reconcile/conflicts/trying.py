"""Readings tried out: the book of one source as it would be under one more reading.

No statement of another source enters the systems of a source, so only its own claims are read anew, and those of
sources that lists and relations tie to it. Words keep their meaning, but for places: what lies where is known from the
claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.edits import applied
from tollbook.reconcile.scopes.vocabulary import Vocabulary
from tollbook.records import Extraction, Reading

PLACES = frozenset({"place", "places"})


class Trials:
    """Tries readings on the book of these extractions."""

    def __init__(self, extractions: Iterable[Extraction], book: Book) -> None:
        self._extractions, self._book = tuple(extractions), book
        self._own: dict[str | None, tuple[Extraction, ...]] = {}

    def book(self, reading: Reading, source: str | None) -> Book:
        """The book of a source, made anew under one more reading."""
        if source not in self._own:
            self._own[source] = tuple(self._only(self._tied(source)))
        accepted = (*self._book.accepted, reading)
        return Book(self._own[source], self._book.definition, accepted, self._vocabulary(reading))

    def _vocabulary(self, reading: Reading) -> Vocabulary:
        if reading.edit.field not in PLACES:
            return self._book.vocabulary
        readings = (*self._book.accepted, reading)
        edited = applied(readings, self._book.claims.values(), self._book.breakdowns)
        return Vocabulary([edited[claim.id] for claim in self._book.counted], self._book.definition)

    def _only(self, sources: frozenset[str | None]) -> Iterator[Extraction]:
        """What was read of these sources, and all lists."""
        for extraction in self._extractions:
            yield replace(extraction, claims=tuple(claim for claim in extraction.claims if claim.source in sources))

    def _tied(self, source: str | None) -> frozenset[str | None]:
        """The source, and those whose claims stand in one list with its own or in a relation to them."""
        found, waiting = {source}, [source]
        while waiting:
            fresh = self._ties[waiting.pop()] - found
            found |= fresh
            waiting += fresh
        return frozenset(found)

    @cached_property
    def _ties(self) -> Mapping[str | None, frozenset[str | None]]:
        """For every source those with which its claims share a list or a relation."""
        found: defaultdict[str | None, set[str | None]] = defaultdict(set)
        claims = self._book.claims
        groups = [(b.total, *b.items) for extraction in self._extractions for b in extraction.breakdowns]
        groups += [
            (c.id, *(r.claim for r in c.relations), *(e.claim for e in c.excludes if e.claim)) for c in claims.values()
        ]
        for group in groups:
            sources = {claims[claim].source for claim in group if claim in claims}
            for source in sources:
                found[source] |= sources
        return {source: frozenset(others) for source, others in found.items()}
