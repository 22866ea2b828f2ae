"""Sources side by side: the same people according to each, never added up and never averaged.

Sources that define differently whom they count can be compared only about the people whom all of them count: whom one
of them never counts is left out of the question to every one. From the lowest lower end to the highest upper end
reaches the envelope; it says how far the sources are apart, and nothing about which of them is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.origins import independent_origins
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import Question
from tollbook.reconcile.engine.atoms import memberships
from tollbook.reconcile.figures.asking import Outlook, as_counted
from tollbook.reconcile.figures.field_rules import by_rules
from tollbook.reconcile.figures.labels import described, label
from tollbook.reconcile.figures.proofs import Systems
from tollbook.reconcile.scopes.vocabulary import narrowed
from tollbook.reconcile.words import words
from tollbook.records import Compared, Comparison, Figure, Scope

Outlooks = Mapping[Partition, Outlook]

PASSING = ("list: ", "documented")
"""Axes of people who have a name in one bulletin only: no two sources mean the same by them."""


class Found(NamedTuple):
    """A comparison and its figures."""

    comparison: Comparison
    figures: tuple[Figure, ...]


def compare(systems: Systems, outlooks: Outlooks, asked: Scope | None = None) -> Iterator[Found]:
    """The sources of each harm, seen from their outlooks, about the people asked for.

    By default about everyone, every status that somebody counts, and all others whom at least two of them count. Only
    what at least two sources say something about is compared; present states, which are no tolls, never are.
    """
    for harm in dict.fromkeys(system.harm for system in outlooks):
        tolls = {system: look for system, look in outlooks.items() if system.harm is harm and system.stock is None}
        for scope in _worth_comparing(systems.book, tolls) if asked is None else [asked]:
            if found := _found(systems, tolls, scope, named=asked is not None):
                yield found


def _found(systems: Systems, outlooks: Outlooks, scope: Scope, *, named: bool) -> Found | None:
    book = systems.book
    some = [system for system in outlooks if _figure(systems, outlooks, system, scope, ())]
    never = tuple(dict.fromkeys(part for system in some for part in _never(book, system.source)))
    without = tuple(part for part in never if not scope.disjoint(part))
    if scope and without and not named:
        return None  # what is left of a part of everyone is a part that is compared anyway
    figures = {system: _figure(systems, outlooks, system, scope, without) for system in some}
    found = {system: figure for system, figure in figures.items() if figure}
    return Found(_comparison(book, scope, without, found), tuple(found.values())) if len(found) > 1 else None


def _worth_comparing(book: Book, systems: Iterable[Partition]) -> list[Scope]:
    counted: Counter[Scope] = Counter()
    for system in systems:
        scopes = {book.people[claim.id] for claim in book.partitions[system] if not book.minus[claim.id]}
        counted.update(scope for scope in scopes if not any(axis.startswith(PASSING) for axis in scope))
    kept = {scope for scope, sources in counted.items() if sources > 1 or set(scope) == {"status"}}
    return [Scope(), *sorted(kept - {Scope()}, key=lambda scope: (len(scope), str(scope)))]


def _never(book: Book, source: str | None) -> tuple[Scope, ...]:
    """The people whom a source never counts, axis by axis."""
    return tuple(
        Scope(book.frame.asked_on(axis, sorted(names)))
        for axis, names in book.vocabulary.profile(source).never_counts.items()
    )


def _figure(
    systems: Systems, outlooks: Outlooks, system: Partition, scope: Scope, never: tuple[Scope, ...]
) -> Figure | None:
    """What a source says about these people without those; None where it says nothing or they are nobody."""
    book, outlook = systems.book, outlooks[system]
    wanted = scope
    for part in never:
        wanted = narrowed(wanted, {axis: frozenset(book.axes[axis]) - leaves for axis, leaves in part.items()})
    mine = book.frame.counted_people(system.source, wanted)
    if not all(mine.values()):
        return None
    question = Question(system, as_counted(book, system, mine), view=outlook.view, at=outlook.at)
    if not memberships(book.axes, [systems.region(question)]):
        return None
    figure = systems.figure(question)
    return figure if figure.low or figure.high is not None else None


def _comparison(book: Book, scope: Scope, without: tuple[Scope, ...], found: Mapping[Partition, Figure]) -> Comparison:
    stated = {system.source: figure for system, figure in found.items()}
    independent = independent_origins(claim for system in found for claim in book.partitions[system])
    lows = {system.source: figure.low for system, figure in found.items()}
    highs = {system.source: figure.high for system, figure in found.items()}
    low, high = min(lows.values()), None if None in highs.values() else max(filter(None, highs.values()), default=0)
    names = [label(described(book, None, part)) for part in (scope, *without)]
    return Comparison(
        harm=next(iter(found)).harm,
        people=names[0] + (f", without {' and '.join(names[1:])}" if without else ""),
        rows=tuple(
            Compared(system.source, figure.id, _definition(book, system.source)) for system, figure in found.items()
        ),
        low=low,
        high=high,
        lowest=tuple(source for source, end in lows.items() if end == low),
        highest=tuple(source for source, end in highs.items() if high is not None and end == high),
        independent=independent,
        by_rule=by_rules(book.definition.rules, stated, independent),
    )


def _definition(book: Book, source: str | None) -> str:
    """What is known about whom a source counts."""
    if source is None or book.definition.source(source) is None:
        return words().definition["unknown"]
    whom = " or ".join(label(described(book, None, part)) for part in _never(book, source))
    return words().definition["never"].format(whom=whom) if whom else words().definition["all"]
