"""Totals and parts of which the text does not say that they are: kinds of people that add up to a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from tollbook.extract.drafted import Drafted
from tollbook.extract.lists.enumerations import breakdown_of
from tollbook.extract.lists.restating import ROUNDED
from tollbook.extract.lists.wholes import holding, stands_alone
from tollbook.records import Breakdown, Mode, Status

NEAR_LIST = 4
"""Sentences between a total and numbers that are its parts without being said to be."""
MOST_LISTED = 20
"""Claims before and behind a total that are looked at for its parts."""
MOST_OF_A_KIND = 3
"""Kinds of people in a list that is not said to be one, and numbers of each that are tried: the nearest."""


def with_lists_by_kind(drafts: Sequence[Drafted], lists: Sequence[Breakdown]) -> tuple[Breakdown, ...]:
    """The breakdowns, and those of totals that the kinds of people near them add up to, where no words say it."""
    claims = {entry.claim.id: entry.claim for entry in drafts}
    totals: dict[str, set[str]] = {}
    listed: dict[str, list[frozenset[str]]] = {}
    for one in lists:
        for item in one.items:
            listed.setdefault(item, []).append(frozenset(one.items))
            totals.setdefault(item, set()).add(one.total)
    found = list(lists)
    for total, items in _by_kind(drafts):
        known = any(others >= frozenset(items) for others in listed.get(items[0], ()))
        if not known and holding(totals, total).isdisjoint(items):
            found.append(breakdown_of(claims, total, items))
            for item in items:
                totals.setdefault(item, set()).add(total)
    return tuple(found)


def _by_kind(drafts: Sequence[Drafted]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Totals with the numbers of different kinds of people near them that add up to them: civilians, soldiers, rebels.

    The words need not say so: the kinds exclude one another, and the sum fits the total as it is hedged.
    """
    for position, total in enumerate(drafts):
        if not total.claim.count.low or total.claim.background or total.claim.mode is not Mode.COUNT:
            continue
        if not stands_alone(total.statement):
            continue
        kinds: dict[frozenset[Status], list[Drafted]] = {}
        for other in drafts[max(0, position - MOST_LISTED) : position + MOST_LISTED]:
            if _may_be_kind_of(other, total):
                kinds.setdefault(frozenset(other.claim.victims.status or ()), []).append(other)
        for found in kinds.values():
            found.sort(key=lambda one: abs(one.sentence - total.sentence))
        if items := next((one for one in _choices(kinds) if _fit(total, one)), None):
            yield total.claim.id, tuple(item.claim.id for item in sorted(items, key=lambda one: one.claim.start))


def _choices(kinds: Mapping[frozenset[Status], Sequence[Drafted]]) -> Iterator[tuple[Drafted, ...]]:
    """One number of each of several kinds that exclude one another, most kinds first."""
    for size in range(min(len(kinds), MOST_OF_A_KIND), 1, -1):
        for chosen in combinations(kinds, size):
            if sum(map(len, chosen)) == len(frozenset().union(*chosen)):
                yield from product(*(kinds[kind][:MOST_OF_A_KIND] for kind in chosen))


def _may_be_kind_of(other: Drafted, total: Drafted) -> bool:
    one, whole = other.claim, total.claim
    status, all_of = one.victims.status, whole.victims.status
    return (
        other is not total
        and other.statement.person is None
        and (other.sentence != total.sentence or other.statement.part_of in (None, total.index))
        and abs(other.sentence - total.sentence) <= NEAR_LIST
        and one.harm is whole.harm
        and one.mode is Mode.COUNT
        and not one.background
        and status is not None
        and (all_of is None or set(status) < set(all_of))
        and 0 < (one.count.low or 0) < (whole.count.low or 0)
        and (whole.source is None or one.source in (whole.source, None))
    )


def _fit(total: Drafted, items: Sequence[Drafted]) -> bool:
    """Whether numbers add up to a total: to the unit, or a little more where the total is "more than" or "at least"."""
    added, low = sum(item.claim.count.low or 0 for item in items), total.claim.count.low or 0
    return added == low or (total.claim.count.high is None and low <= added <= low * ROUNDED)
