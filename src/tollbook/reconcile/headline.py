"""What one report itself prints: never a derived bound, never a profile's number.

Statements that say the same people again, or are parts of another statement, are left to that statement; statements
about people who may be the same compete, and their widest range stands; statements about different people are added.
"""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.reconcile.book import Book
from tollbook.records import (
    CaseDefinition,
    Claim,
    Extraction,
    Harm,
    Headline,
    Interval,
    Status,
)

ARMED = frozenset({Status.SECURITY_FORCES, Status.OTHER_COMBATANT})


def headline(extraction: Extraction) -> Headline:
    """The headline of one report."""
    book = Book([extraction], CaseDefinition())
    killed, injured = ([c for c in _news(book) if c.harm is harm] for harm in (Harm.KILLED, Harm.INJURED))
    missing = [claim for claim in _news(book) if claim.harm is Harm.MISSING]
    return Headline(
        killed=_sum(book, killed),
        killed_noncombatant=_noncombatant(book, killed),
        injured=_sum(book, injured),
        injured_noncombatant=_noncombatant(book, injured),
        missing=_sum(book, missing),
    )


def _news(book: Book) -> list[Claim]:
    """The statements with a number that the report gives as news, each once and without what it takes back."""
    return [
        claim
        for claim in book.counted
        if claim.id not in book.retracted and (claim.count.low is not None or claim.count.high is not None)
    ]


def _sum(book: Book, claims: Sequence[Claim]) -> Interval | None:
    """The sum over groups of statements; inside a group the people may be the same, between groups they are not."""
    whole = [claim for claim in claims if not any(_is_part(book, claim, other) for other in claims)]
    intervals = [_competing(group) for group in _groups(book, whole)]
    if not intervals:
        return None
    lows, highs = [i.low for i in intervals], [i.high for i in intervals]
    low = None if all(end is None for end in lows) else sum(end or 0 for end in lows)
    return Interval(low, None if None in highs else sum(end or 0 for end in highs))


def _noncombatant(book: Book, claims: Sequence[Claim]) -> Interval | None:
    """Everybody not said to be a fighter or a member of the forces; None where the text sets nobody apart."""
    others = [claim for claim in claims if not _armed(claim)]
    apart = [
        claim for claim in claims if claim.victims.status and (_armed(claim) or Status.CIVILIAN in claim.victims.status)
    ]
    # A total that lists fighters among its items is no statement about the others.
    totals = {b.total for b in book.breakdowns if any(_armed(book.claims[item]) for item in b.items)}
    return _sum(book, [claim for claim in others if claim.id not in totals]) if apart else None


def _armed(claim: Claim) -> bool:
    return bool(claim.victims.status) and set(claim.victims.status or ()) <= ARMED


def _is_part(book: Book, claim: Claim, other: Claim) -> bool:
    """Whether the statement counts some of the people of the other one."""
    if claim is other:
        return False
    if any(b.total == other.id and claim.id in b.items for b in book.breakdowns):
        return True
    one, whole = book.people[claim.id], book.people[other.id]
    return one != whole and whole.contains(one) and _top(claim) <= _top(other)


def _top(claim: Claim) -> int:
    return max(claim.count.low or 0, claim.count.high or 0)


def _groups(book: Book, claims: Sequence[Claim]) -> list[list[Claim]]:
    """The statements in groups, so that people of two groups are certainly not the same."""
    groups: list[list[Claim]] = []
    for claim in claims:
        near = [g for g in groups if any(not book.people[claim.id].disjoint(book.people[other.id]) for other in g)]
        groups = [g for g in groups if g not in near] + [[*(other for g in near for other in g), claim]]
    return groups


def _competing(claims: Sequence[Claim]) -> Interval:
    """Each source's largest statement; of several sources the lowest low and the highest high."""
    largest: dict[str | None, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (_top(claim), claim.id)):
        largest[claim.source] = claim
    counts = [claim.count for claim in largest.values()]
    lows = [count.low for count in counts if count.low is not None]
    highs = [count.high for count in counts]
    return Interval(min(lows, default=None), None if None in highs else max(filter(None, highs), default=0))
