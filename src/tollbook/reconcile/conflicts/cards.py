"""Clashes sorted into cards: one for each thing that somebody has to decide.

Clashes for which the same numbers are set aside say one thing in several ways; the plainest of them is shown. A source
that takes a number down again and again makes a clash of any two of its bulletins: that is one *series*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.conflicts.elsewhere import older_print
from tollbook.reconcile.engine.settle import Clash, Row, Settled
from tollbook.reconcile.scopes.moments import EARLIEST, Instant, instant
from tollbook.records.wire import fingerprint

OFTEN = 3
"""A third of the numbers in a fall must go before the others grow: else it is some misprints and no series."""


@dataclass(frozen=True, slots=True)
class Card:
    """What cannot all be true, for one reason. ``clashes``: the plainest first.

    ``series``: the numbers for one kind of people that fall again and again, in the order of time; else empty.
    """

    id: str
    clashes: tuple[Clash, ...]
    gap: int
    series: tuple[Row, ...] = ()

    @property
    def clash(self) -> Clash:
        """The clash that is shown."""
        return self.clashes[0]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The statements that are shown."""
        return self.series or self.clash.rows

    @property
    def parts(self) -> tuple[tuple[Row, ...], ...]:
        """What has to be made possible, so that nothing of it is left: the statements shown first."""
        return (self.series,) if self.series else tuple(clash.rows for clash in self.clashes)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of all parts, those shown first."""
        return tuple(dict.fromkeys(row.claim for part in self.parts for row in part))

    @property
    def units(self) -> frozenset[str]:
        """What could be set aside to end it."""
        return frozenset().union(*(clash.units for clash in self.clashes))


def cards_of(book: Book, partition: Partition, settled: Settled, clashes: Iterable[Clash]) -> tuple[Card, ...]:
    """The cards of one system with everything said so far, widest gap first."""
    about = (partition.harm, partition.source, partition.stock)
    clashes = sorted(clashes, key=lambda clash: (len(clash.rows), -clash.gap, _identity(about, clash.rows)))
    series = _series(book, settled.rows, clashes)
    fallen = {row.claim for rows in series for row in rows}
    groups: defaultdict[object, list[Clash]] = defaultdict(list)
    for clash in clashes:
        if not _of_series(book, clash, fallen):
            groups[set_aside(settled, clash.units)].append(clash)
    cards = [Card(_identity(about, group[0].rows), tuple(group), group[0].gap) for group in groups.values()]
    for rows in series:
        claims = {row.claim for row in rows}
        mine = [clash for clash in clashes if _of_series(book, clash, fallen) and claims & _claims(clash)]
        cards.append(Card(_identity(about, rows), tuple(mine), _widest_fall(rows), rows))
    return tuple(sorted(cards, key=lambda card: (-card.gap, card.id)))


def set_aside(settled: Settled, units: frozenset[str]) -> frozenset[str]:
    """What of these units is set aside: all of them in a clash that only some questions bring up."""
    return units & settled.suspended or units


def _identity(about: Sequence[str | None], rows: Iterable[Row]) -> str:
    return f"conflict-{fingerprint(['conflict', *about, sorted(row.id for row in rows)])[:12]}"


def _claims(clash: Clash) -> set[str]:
    return {row.claim for row in clash.rows}


def _of_series(book: Book, clash: Clash, fallen: set[str]) -> bool:
    """Whether a clash is between numbers of series at several times: it is there because they fall."""
    return _claims(clash) <= fallen and len({book.moments[claim] for claim in _claims(clash)}) > 1


def _series(book: Book, rows: Iterable[Row], clashes: Iterable[Clash]) -> list[tuple[Row, ...]]:
    """The numbers for the same people that fall again and again, not only here and there, in the order of time."""
    in_doubt = {_people(book, row) for clash in clashes if len(clash.rows) == 2 for row in clash.rows}
    found: defaultdict[object, list[Row]] = defaultdict(list)
    for row in rows:
        if row.id == row.claim and row.high is not None and book.moments[row.claim] and _people(book, row) in in_doubt:
            found[_people(book, row)].append(row)
    ordered = (tuple(sorted(same, key=lambda row: (_when(book, row), row.id))) for same in found.values())
    falling = ((same, _in_a_fall(same)) for same in ordered if sum(_falls(book, *pair) for pair in pairwise(same)) > 1)
    return [down for same, down in falling if OFTEN * (len(same) - _most_that_grow(same)) >= len(down)]


def _people(book: Book, row: Row) -> object:
    return book.people[row.claim], book.minus[row.claim]


def _when(book: Book, row: Row) -> Instant:
    return instant(book.moments[row.claim] or EARLIEST)


def _falls(book: Book, before: Row, after: Row) -> bool:
    """Whether a number is taken down by the next one, and not only an older one printed again."""
    lower = after.high is not None and after.high < before.low
    later = _when(book, before) < _when(book, after)
    return lower and later and not older_print(book, book.claims[after.claim], book.moments[before.claim])


def _in_a_fall(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, in the order of time, above some later one or below some earlier one."""
    highest = list(accumulate((row.low for row in rows), max))
    lowest = list(accumulate((row.high or 0 for row in reversed(rows)), min))[::-1]
    return tuple(
        row for row, high, low in zip(rows, highest, lowest, strict=True) if (row.high or 0) < high or row.low > low
    )


def _most_that_grow(rows: Sequence[Row]) -> int:
    """How many numbers can stay, at most, if all that stay must grow."""
    ends: list[int] = []
    for number in (row.high or 0 for row in rows):
        place = bisect_right(ends, number)
        ends[place : place + 1] = [number]
    return len(ends)


def _widest_fall(rows: Sequence[Row]) -> int:
    highest = accumulate((row.low for row in rows), max)
    return max(high - (row.high or 0) for row, high in zip(rows, highest, strict=True))
