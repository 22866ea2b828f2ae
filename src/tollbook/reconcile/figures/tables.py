"""Tables of figures: one source's people split along one axis or two, each cell a figure with its own proof.

Rows and columns are the names that the source's claims use: who lies within another stands under it, and what is left
of everyone is a row of its own, so that nobody takes the rows for all there is. Days are different: a figure stands
for everybody documented by the end of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import Question
from tollbook.reconcile.engine.atoms import memberships
from tollbook.reconcile.figures.asking import Outlook, as_counted
from tollbook.reconcile.figures.labels import EVERYONE, EVERYONE_ELSE, described, label
from tollbook.reconcile.figures.proofs import Systems
from tollbook.reconcile.scopes.hierarchy import REST
from tollbook.reconcile.scopes.moments import as_of_text, in_words, instant
from tollbook.reconcile.scopes.vocabulary import narrowed
from tollbook.records import Figure, Scope, Table, TableAxis, TableRow, UsageError

NOUNS = {TableAxis.STATUS, TableAxis.GROUP, TableAxis.SEX, TableAxis.AGE}
"""Axes whose names make a noun of their own: ``civilians``, and not ``civilian``."""

CALENDARS = {TableAxis.DEATH, TableAxis.BOOKED}
"""Axes whose names stand in the order of time."""

ALL = Scope()


@dataclass(frozen=True, slots=True)
class Entry:
    """The people of one row or column, or everyone ``at`` a day. ``within``: how many other entries contain it."""

    name: str
    scope: Scope = ALL
    minus: tuple[Scope, ...] = ()
    at: str | None = None
    within: int = 0
    apart: bool = True


class Drawn(NamedTuple):
    """A table and the figures of its cells."""

    table: Table
    figures: tuple[Figure, ...]


def tables(
    systems: Systems, outlooks: Iterable[tuple[Partition, Outlook]], axes: Sequence[TableAxis]
) -> tuple[Drawn, ...]:
    """A table of each system; UsageError for more than two axes, one twice, or one by which no claim tells people."""
    if len(axes) > 2 or len(set(axes)) < len(axes):
        what = f"a table by {', '.join(axes)}"
        raise UsageError(what, "question", "name one axis, or two different ones: by place, by status and day")
    drawings = [Drawing(systems, partition, outlook) for partition, outlook in outlooks]
    for axis in axes:
        if not any(drawing.names(axis) for drawing in drawings):
            there = ", ".join(one for one in TableAxis if any(drawing.names(one) for drawing in drawings))
            raise UsageError(f"no claim tells people apart by {axis}", "question", f"use one of: {there}")
    return tuple(drawing.table(axes) for drawing in drawings)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One system, seen from one outlook."""

    systems: Systems
    partition: Partition
    outlook: Outlook

    def table(self, axes: Sequence[TableAxis]) -> Drawn:
        """The table of this system."""
        rows = self._entries(axes[0])
        columns = self._entries(axes[1]) if len(axes) > 1 else (Entry(EVERYONE),)
        cells = [[self._figure(row, column) for column in columns] for row in rows]
        table = Table(
            self.partition.source,
            self.partition.harm,
            tuple(axes),
            as_of_text(self.outlook.at),
            self.outlook.view,
            tuple(column.name for column in columns) if len(axes) > 1 else (),
            tuple(
                TableRow(row.name, row.within, row.apart, tuple(cell.id if cell else None for cell in line))
                for row, line in zip(rows, cells, strict=True)
            ),
        )
        return Drawn(table, tuple(cell for line in cells for cell in line if cell))

    def names(self, axis: TableAxis) -> tuple[str, ...]:
        """The names on an axis by which the known claims tell people apart; of days, the ISO days."""
        standpoint = Question(self.partition, ALL, view=self.outlook.view, at=self.outlook.at).standpoint
        claims, book = self.systems.book.known(self.partition, standpoint), self.systems.book
        if axis is TableAxis.DAY:
            said = (moment for claim in claims if (moment := book.moments[claim.id]) and self.outlook.reaches(moment))
            return tuple(sorted({instant(moment)[0] for moment in said}))
        described_by = (described(book, self.partition.source, book.people[claim.id]) for claim in claims)
        found = sorted({name for names in described_by for name in _on(axis, names)})
        return tuple(sorted(found, key=book.axes[axis].index)) if found and axis in CALENDARS else tuple(found)

    def _entries(self, axis: TableAxis) -> tuple[Entry, ...]:
        if axis is TableAxis.DAY:
            return tuple(Entry(in_words(day), at=day) for day in self.names(axis))
        found = [self._entry(axis, name) for name in self.names(axis)]
        loose = [entry for entry in found if not entry.apart]
        nested = tuple(_nested([entry for entry in found if entry.apart and entry.scope], 0))
        outer = tuple(entry.scope for entry in nested if entry.within == 0)
        rest = Entry(EVERYONE_ELSE, minus=outer)
        left = (rest,) if outer and (figure := self._figure(rest, Entry(EVERYONE))) and figure.high != 0 else ()
        return (Entry(EVERYONE), *nested, *loose, *left)

    def _entry(self, axis: TableAxis, name: str) -> Entry:
        frame, source = self.systems.book.frame, self.partition.source
        leaves = frame.asked_on(axis, (name,))
        spoken = label({axis: (name,)}) if axis in NOUNS else in_words(name)
        return Entry(spoken, frame.counted_people(source, leaves), apart=set(leaves) == {axis})

    def _figure(self, row: Entry, column: Entry) -> Figure | None:
        """The figure of the people in both; None if nobody can be."""
        book, source = self.systems.book, self.partition.source
        scope = book.frame.counted_people(source, narrowed(row.scope, column.scope))
        if not all(scope.values()):
            return None
        minus, at = (*row.minus, *column.minus), row.at or column.at or self.outlook.at
        question = Question(self.partition, as_counted(book, self.partition, scope), minus, self.outlook.view, at)
        if not memberships(book.axes, [self.systems.region(question)]):
            return None
        return self.systems.figure(question, self._told(question) if minus else None)

    def _told(self, question: Question) -> str:
        """The label of those whom no other row, or no other column, counts."""
        names = described(self.systems.book, self.partition.source, question.scope)
        return f"{label(names)}, {EVERYONE_ELSE}" if names else EVERYONE_ELSE


def _on(axis: TableAxis, names: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The names that a claim gives on an axis, those of an axis of one name included, but for what they leave."""
    for key, given in names.items():
        kind, _, own = key.partition(": ")
        if kind == axis and own and given != (REST,):
            yield own
        elif key == axis:
            yield from (name for name in given if name != REST)


def _nested(entries: Sequence[Entry], within: int) -> Iterator[Entry]:
    """The entries in the order of a tree: by name, each followed by those that lie within it."""
    outer = [entry for entry in entries if not any(o is not entry and o.scope.contains(entry.scope) for o in entries)]
    for entry in outer:
        inner = [other for other in entries if other is not entry and entry.scope.contains(other.scope)]
        alone = all(other is entry or other.scope.disjoint(entry.scope) for other in outer)
        yield replace(entry, within=within, apart=alone)
        yield from _nested(inner, within + 1)
