"""From what people ask, in words, to questions: which sources, which people, by when, as known when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.scopes.moments import EARLIEST, as_of_text, instant
from tollbook.reconcile.scopes.vocabulary import Leaves
from tollbook.records import Harm, Scope, UsageError, View, Word
from tollbook.records.report import is_date

Asked = str | Iterable[str]
W = TypeVar("W", bound=Word)

OUTLET = "the outlet"
"""What the source is called where a report speaks for itself."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """From when one looks at people: those documented by ``at`` (None: ever), as known then or in retrospect."""

    at: str | None
    view: View

    @classmethod
    def of(cls, book: Book, partition: Partition, as_of: str | None = None, view: View | None = None) -> Outlook:
        """What was asked for; by default the source's latest word, as known. Without any time: all, in retrospect."""
        at = as_of or (None if view is View.IN_RETROSPECT else book.latest(partition))
        return cls(at, (view or View.AS_KNOWN) if at else View.IN_RETROSPECT)

    def reaches(self, moment: str) -> bool:
        """Whether a moment is not later."""
        return self.at is None or instant(moment) <= instant(self.at)


def word(kind: type[W], said: str, name: str) -> W:
    """The word of a vocabulary; UsageError, naming all of them, for any other."""
    if said not in list(kind):
        raise UsageError(f"no {name} {said!r}", "question", f"use one of: {', '.join(kind)}")
    return kind(said)


def moment(said: str) -> str:
    """A time that may be asked about: a day, a month, an instant, or the name of a bulletin; else UsageError."""
    if not is_date(as_of_text(said) or ""):
        do = "write a day (2025-03-08), a month (2025-03), or an instant with its zone"
        raise UsageError(f"{said!r} is not a time", "question", do)
    return said


def partitions(book: Book, harm: Harm | None = None, source: str | None = None) -> tuple[Partition, ...]:
    """The systems of a harm and a source, of all where None is asked for; UsageError, naming what there is, for none.

    A source may be named as the case lists it, in any spelling of capitals.
    """
    harmed = [p for p in book.partitions if harm in (None, p.harm)]
    if not harmed and (harm or source):
        there = ", ".join(dict.fromkeys(p.harm for p in book.partitions)) or "nothing: no claim was read"
        what = f"nobody {harm}, as far as these reports say" if harm else "nobody is counted in these reports"
        raise UsageError(what, "question", f"ask about what there is: {there}")
    if source is None:
        return tuple(harmed)
    spelt = _spelt(book, source)
    mine = tuple(p for p in harmed if (p.source or OUTLET).casefold() in spelt)
    if not mine:
        what = f"{source!r} does not count the {harm}" if harm else f"{source!r} does not count here"
        raise UsageError(what, "question", f"name one of: {', '.join(_names(harmed))}")
    return mine


def partition(book: Book, harm: Harm, source: str | None) -> Partition:
    """The one system that is asked about: a toll, else the latest present state; UsageError where several count."""
    mine = partitions(book, harm, source)
    if len(names := _names(mine)) > 1:
        raise UsageError(f"several sources count the {harm}", "question", f"name one as source: {', '.join(names)}")
    tolls = [p for p in mine if p.stock is None]
    return tolls[0] if tolls else max(mine, key=lambda p: p.stock or "")


def people(book: Book, source: str | None, axes: Mapping[str, Asked]) -> Scope:
    """The people asked for, by axis and names, as a source counts them; UsageError if it counts nobody of them."""
    asked: dict[str, Leaves] = {}
    for axis, names in axes.items():
        asked |= book.frame.asked_on(axis, (names,) if isinstance(names, str) else tuple(names))
    scope = book.frame.counted_people(source, asked)
    if nobody := [axis for axis, leaves in scope.items() if not leaves]:
        asked_for = ", ".join(f"{axis}: {' or '.join(sorted(asked[axis]))}" for axis in nobody)
        what = f"{source or OUTLET} counts nobody of {asked_for}"
        raise UsageError(what, "question", "see the region of the case and the profile of the source")
    return scope


def as_counted(book: Book, system: Partition, scope: Scope) -> Scope:
    """The same people; where the source counts them only as an item of a list, the item of its latest list is meant."""
    claims = book.partitions[system]
    if not scope or any(book.people[claim.id] == scope for claim in claims):
        return scope
    items = [claim for claim in claims if _without_lists(book.people[claim.id]) == scope]
    latest = max(items, key=lambda claim: (instant(book.moments[claim.id] or EARLIEST), claim.id), default=None)
    return book.people[latest.id] if latest else scope


def require_order(after: str | None, at: str | None, known: str | None, view: View) -> None:
    """UsageError for times of a question that leave nobody, or nothing, to be asked about."""
    if after and at and instant(after) >= instant(at):
        what = f"nobody was documented after {after} and by {at}"
        raise UsageError(what, "question", "ask for `after` earlier than `as_of`")
    if known and view is View.IN_RETROSPECT:
        what = "what was known by a time and what is known in retrospect are two questions"
        raise UsageError(what, "question", f"ask for one of them: known={known!r} or view='{View.IN_RETROSPECT}'")
    if known and at and instant(known) < instant(at):
        what = f"by {known} nobody could know who would be documented by {at}"
        raise UsageError(what, "question", "ask for `known` later than `as_of`, or leave it out")


def _names(systems: Iterable[Partition]) -> list[str]:
    return list(dict.fromkeys(system.source or OUTLET for system in systems))


def _spelt(book: Book, source: str) -> set[str]:
    """The ids that a name may stand for: itself, and the source that the case lists under it."""
    asked = source.casefold()
    listed = (s.id for s in book.definition.sources if asked in map(str.casefold, (s.id, *s.names)))
    return {asked, *map(str.casefold, listed)}


def _without_lists(scope: Scope) -> Scope:
    return Scope({axis: leaves for axis, leaves in scope.items() if not axis.startswith("list: ")})
