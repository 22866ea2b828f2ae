"""Laws: what nobody needs to say because it cannot be otherwise. A law is never set aside; a claim that breaks it is.

One law ties the axes of time together: whoever was documented by some day had died by that day. So a toll is a floor
for those who died by its day, and what was counted later bounds those who died later. The axes of time multiply the
classes of people, so the law enters only where a question is about days of death, and where there is room for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.numbers import EXACT
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import Standpoint
from tollbook.reconcile.engine.atoms import Region
from tollbook.reconcile.engine.settle import Row
from tollbook.reconcile.scopes.moments import END_OF_DAY, as_of_text, day_after, in_words, instant
from tollbook.records import Scope

DEATH = "death"


def laws_about(book: Book, partition: Partition, standpoint: Standpoint, region: Region) -> tuple[Row, ...]:
    """The laws that a question about these people needs: those of the days on which its days begin and end."""
    leaves = book.frame.periods.calendars[DEATH].leaves
    asked = [scope[DEATH] for scope in (region.scope, *region.minus) if DEATH in scope]
    edges = {n for days in asked for n in range(1, len(leaves)) if (leaves[n - 1] in days) != (leaves[n] in days)}
    return tuple(_died_before_documented(book, partition, standpoint, sorted(edges))) if edges else ()


def laws_of(book: Book, partition: Partition, standpoint: Standpoint) -> tuple[Row, ...]:
    """All laws of a system."""
    places = range(1, len(book.frame.periods.calendars[DEATH].leaves))
    return tuple(_died_before_documented(book, partition, standpoint, places))


def _died_before_documented(
    book: Book, partition: Partition, standpoint: Standpoint, places: Iterable[int]
) -> Iterator[Row]:
    """For the first day of each of these leaves: nobody documented before it died on that day or later.

    Each row says so in its id, and rests on a claim of the last moment before that day.
    """
    calendar = book.frame.periods.calendars[DEATH]
    said = sorted(
        (instant(moment), claim.id, moment)
        for claim in book.known(partition, standpoint)
        if (moment := book.moments[claim.id])
    )
    for place in places:
        first = calendar.starts[place - 1]
        before = [(claim, moment) for _, claim, moment in said if _last_day(moment) < first]
        if before:
            claim, moment = before[-1]
            people = Scope({"documented": book.timeline.until(moment), DEATH: calendar.leaves[place:]})
            known = in_words(as_of_text(moment) or moment)
            told = f"nobody documented by {known} died on {in_words(first)} or later"
            scope = book.frame.normal(people, standpoint.horizon)
            yield Row(told, scope, 0, 0, (), None, EXACT, claim, book.claims[claim].quote)


def _last_day(moment: str) -> str:
    """The last day that a moment can be anywhere: a clock may be that of another zone."""
    day, clock, _ = instant(moment)
    return day if clock == END_OF_DAY else day_after(day)
