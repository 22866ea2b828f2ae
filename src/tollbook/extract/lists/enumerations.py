"""One enumeration of a total: its record, and where the items listed under a total are several enumerations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from tollbook.extract.drafted import Drafted
from tollbook.records import Breakdown, Claim, Completeness

ELLIPSIS = 5
"""Characters between two verbs that share a subject: ", ", " and "."""
OPENING = ("listed", "toll reaches", "label")
"""Rules that tie the first number behind a colon or in brackets."""


def breakdown_of(
    claims: Mapping[str, Claim], total: str, items: tuple[str, ...], *, complete: bool = False
) -> Breakdown:
    """A total with its items; its identity comes from theirs."""
    key = sha256(":".join((total, *items)).encode()).hexdigest()[:16]
    axes = _varying([claims[item] for item in items], claims[total])
    return Breakdown(f"b-{key}", total, items, axes, complete=Completeness.YES if complete else Completeness.UNKNOWN)


def _varying(items: Sequence[Claim], total: Claim) -> tuple[str, ...]:
    """The axes on which the items differ from one another, or a single item from its total."""
    compared = items if len(items) > 1 else [*items, total]
    values: dict[str, set[Any]] = {
        "status": {claim.victims.status for claim in compared},
        "group": {claim.victims.group for claim in compared},
        "sex": {claim.victims.sex for claim in compared},
        "age": {claim.victims.age for claim in compared},
        "place": {claim.places for claim in compared},
        "perpetrator": {
            claim.perpetrator.party or claim.perpetrator.said if claim.perpetrator else None for claim in compared
        },
    }
    return tuple(axis for axis, seen in values.items() if len(seen) > 1)


def cuts(told: Mapping[str, Drafted], total: str, items: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The items of a total, in several lists where the words or the sum say that it is cut in several ways.

    "589, including 141 children, were killed: 570 by the army, 19 by settlers" is one list of one item and one of two.
    """
    cuts: list[list[Drafted]] = []
    amount = sum(told[item].claim.count.low or 0 for item in items)
    much = amount > (told[total].claim.count.low or amount)
    for item in items:
        entry = told[item]
        last = cuts[-1][-1] if cuts else None
        opens = entry.statement.rule in OPENING and entry.statement.part_of is not None
        parted = last is not None and last.sentence == entry.sentence and not _listed_with(entry, cuts[-1], much)
        full = bool(cuts) and sum(one.claim.count.low or 0 for one in cuts[-1]) == told[total].claim.count.low
        if last is None or (parted and (much or opens)) or (full and len(cuts[-1]) > 1):
            cuts.append([])
        cuts[-1].append(entry)
    return [tuple(entry.claim.id for entry in cut) for cut in cuts]


def _listed_with(entry: Drafted, cut: Sequence[Drafted], much: bool) -> bool:
    """Whether a number goes on with a list: it is joined to one of it, or stands right beside the last one.

    Where there are too many for one list (``much``), a semicolon ends one.
    """
    if much and entry.statement.apart:
        return False
    joined = entry.statement.joined_to in {one.index for one in cut}
    return joined or entry.statement.span.start - cut[-1].statement.span.end <= ELLIPSIS
