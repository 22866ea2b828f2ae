"""Edits worth trying for a conflict, likeliest first: what a careful person would look for, from a short menu.

First what the source itself supports: the numbers of a list add up to another number that it printed; an old number
was printed before. Then what is usual: how many are missing now is taken for a toll; a later number takes an older one
back; an outlet wrote a place on a running total; a group or a perpetrator is part of a category's name. Then what asks
least: a number, or a whole list, is only a minimum. Last, guesses that nothing supports: a number of another time, or
of other people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from typing import Any

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.numbers import bounds_of
from tollbook.reconcile.conflicts.cards import Card
from tollbook.reconcile.conflicts.elsewhere import counted_elsewhere, older_print
from tollbook.reconcile.scopes.moments import as_of_text, in_words, instant
from tollbook.records import Breakdown, Claim, Edit, Harm, Mode, Reading
from tollbook.records.wire import encode, fingerprint

NAMES = ("group", "perpetrator")
"""What sources put into the names of their categories."""

WORDS = ("status", "sex", "age", "role", "affiliation")
RESCOPING = ("perpetrator", "status", "group")
AS_MINIMUM = Edit("mode", str(Mode.COUNT), str(Mode.FLOOR))


class Rank(IntEnum):
    """How likely a kind of edit is, likeliest first."""

    EXACT_SUM = auto()
    PRINTED_BEFORE = auto()
    PRESENT_STATE = auto()
    TAKEN_BACK = auto()
    OUTLETS_PLACE = auto()
    NAME = auto()
    MINIMUMS = auto()
    MINIMUM = auto()
    LEFT_OVER = auto()
    WORD = auto()
    NEWER = auto()
    OTHER_PEOPLE = auto()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit worth trying, of the same field of one or several claims, or of all items of a list."""

    rank: Rank
    claims: tuple[str, ...]
    breakdown: str | None
    edit: Edit
    why: str

    @property
    def reading(self) -> Reading:
        """The proposal as a reading that a person can accept."""
        claim, several = (self.claims[0] if self.claims else None), len(self.claims) > 1
        about = list(self.claims) if several else claim or self.breakdown
        identity = f"reading-{fingerprint(['reading', about, self.edit])[:12]}"
        return Reading(identity, claim, self.breakdown, self.edit, self.why, claims=self.claims if several else ())

    @property
    def about(self) -> frozenset[tuple[str | None, str]]:
        """What is edited: of several values for it the first that works is enough."""
        return frozenset((target, self.edit.field) for target in self.claims or (self.breakdown,))


def likeliest(book: Book, card: Card) -> list[Proposal]:
    """The edits to try, likeliest first: of equal rank those of claims that take part in more of the conflict."""
    shares = Counter(claim for part in card.parts for claim in {row.claim for row in part})
    found = {proposal.reading.id: proposal for proposal in _menu(book, card)}.values()

    def key(proposal: Proposal) -> tuple[int, int, int]:
        return proposal.rank, len(proposal.claims), -max((shares[claim] for claim in proposal.claims), default=0)

    return sorted((*found, *_together(book, found)), key=key)


def _menu(book: Book, card: Card) -> Iterator[Proposal]:
    if card.series:
        yield from _taken_down(book, card)
        return
    claims = [book.claims[claim] for claim in card.claims]
    for claim in claims:
        yield from _wider(book, claim)
        yield from _another_time(book, claim, claims)
        if claim.mode is Mode.COUNT:
            yield Proposal(Rank.MINIMUM, (claim.id,), None, AS_MINIMUM, _minimum(book, claim))
    ids, added = {claim.id for claim in claims}, {row.claim for row in card.rows}
    for breakdown in book.breakdowns:
        if ids & set(breakdown.items):
            yield from _rescoped(book, breakdown)
        if len(added & set(breakdown.items)) > 1:
            why = "the list may be incomplete: each of its numbers would be a minimum"
            yield Proposal(Rank.MINIMUMS, (), breakdown.id, AS_MINIMUM, why)


def _together(book: Book, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The same edit of several claims of one report: who is wrong about one number is often wrong about the next."""
    groups: defaultdict[tuple[object, ...], list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if len(proposal.claims) == 1 and proposal.rank not in (Rank.TAKEN_BACK, Rank.MINIMUM):
            report = book.claims[proposal.claims[0]].report
            groups[report, proposal.rank, proposal.edit.field, str(proposal.edit.after)].append(proposal)
    for group in groups.values():
        claims = tuple(sorted(claim for proposal in group for claim in proposal.claims))
        if len(claims) > 1:
            yield replace(group[0], claims=claims, why="; ".join(proposal.why for proposal in group))


def _taken_down(book: Book, card: Card) -> Iterator[Proposal]:
    """A series that falls: every number replaces those before it, or none is more than a minimum."""
    claims = tuple(row.claim for row in card.series)
    yield from _present_state(book.claims[claims[0]], claims)
    why = "the source may correct its number each time: every number then withdraws the ones before it"
    yield Proposal(Rank.TAKEN_BACK, claims[1:], None, Edit("retracts", None, list(claims)), why)
    why = "none of these numbers may be a full count: each is then a minimum"
    yield Proposal(Rank.MINIMUMS, claims, None, AS_MINIMUM, why)


def _wider(book: Book, claim: Claim) -> Iterator[Proposal]:
    """The claim without one of its restrictions."""
    if claim.places and not any(claim.id in b.items and "place" in b.axes for b in book.breakdowns):
        names = [chain[0] for chain in claim.places]
        why = f"the place in “{claim.quote}” may be the outlet's wording: the number may count the whole region"
        yield Proposal(Rank.OUTLETS_PLACE, (claim.id,), None, Edit("places", names, None), why)
    for axis in (*NAMES, *WORDS):
        if before := _printed(claim, axis):
            why = f"in “{claim.quote}” the {axis} may be part of a name and no restriction"
            rank = Rank.NAME if axis in NAMES else Rank.WORD
            yield Proposal(rank, (claim.id,), None, Edit(axis, before, None), why)


def _minimum(book: Book, claim: Claim) -> str:
    """Why a number may be a minimum; of a line of a list that does not add up also what would be left for it."""
    why = f"“{claim.quote}” may be a minimum and not a full count"
    for breakdown in book.lists.with_item(claim.id):
        total = book.claims[breakdown.total].count.low
        others = [book.claims[item].count.low for item in breakdown.items if item != claim.id]
        if total is not None and others and None not in others:
            left = total - sum(number or 0 for number in others)
            if left > (claim.count.low or 0):
                return f"{why}: the other lines leave {left:,}"
    return why


def _another_time(book: Book, claim: Claim, claims: Iterable[Claim]) -> Iterator[Proposal]:
    """The claim as an older or a newer number, or as the one that withdraws an older number."""
    mine = book.moments[claim.id]
    if mine is None:
        return
    said = (book.moments[other.id] for other in book.counted if other.source == claim.source)
    moments = sorted({moment for moment in said if moment}, key=instant)
    yield from _older(book, claim, [moment for moment in moments if instant(moment) < instant(mine)])
    if instant(moments[-1]) > instant(mine):
        why = f"“{claim.quote}” may be newer than its report says"
        yield Proposal(Rank.NEWER, (claim.id,), None, Edit("as_of", claim.as_of.at, as_of_text(moments[-1])), why)
    for other in claims:
        older = book.moments[other.id]
        if older and instant(older) < instant(mine) and book.people[other.id] == book.people[claim.id]:
            yield from _present_state(claim, (other.id, claim.id))
            why = f"“{claim.quote}” may correct and withdraw “{other.quote}”"
            yield Proposal(Rank.TAKEN_BACK, (claim.id,), None, Edit("retracts", None, other.id), why)


def _older(book: Book, claim: Claim, earlier: Sequence[str]) -> Iterator[Proposal]:
    """The claim as left over from the moment at which it was printed before, else from any before its own."""
    rank, told, moments = Rank.LEFT_OVER, "it may be left over from", list(reversed(earlier))
    if printed := older_print(book, claim):
        rank, told, moments = Rank.PRINTED_BEFORE, "the same number was printed", [printed]
    elif book.lists.unit(claim.id) != claim.id:
        return  # one line of a list alone is older only if the same number was printed before
    for moment in moments:
        why = f"“{claim.quote}” may be older than its report: {told} as of {in_words(as_of_text(moment) or moment)}"
        yield Proposal(rank, (claim.id,), None, Edit("as_of", claim.as_of.at, as_of_text(moment)), why)


def _present_state(claim: Claim, claims: tuple[str, ...]) -> Iterator[Proposal]:
    """Numbers that fall as how many still are: the missing are found, the injured die or leave the hospital."""
    if claim.harm is not Harm.KILLED:
        why = f"these may be present states and no tolls: how many still are {claim.harm} may fall"
        yield Proposal(Rank.PRESENT_STATE, claims, None, Edit("mode", str(Mode.COUNT), str(Mode.STOCK)), why)


def _rescoped(book: Book, breakdown: Breakdown) -> Iterator[Proposal]:
    """The list as counting only people of another claim of the same source and moment."""
    total = book.claims[breakdown.total]
    same = counted_elsewhere(book, breakdown)
    numbers = [book.claims[item].count.low or 0 for item in breakdown.items]
    for claim in book.counted:
        _, high = bounds_of(claim)
        alike = claim.source == total.source and book.moments[claim.id] == book.moments[total.id]
        if not alike or (high is not None and high < sum(numbers)):
            continue
        for axis in RESCOPING:
            value = _plain(claim, axis)
            if value is None or any(_plain(book.claims[item], axis) for item in breakdown.items):
                continue
            why = f"the list may count only the people of “{claim.quote}”"
            if same is claim:
                why += f": {' + '.join(f'{number:,}' for number in numbers)} = {sum(numbers):,}, exactly that number"
            rank = Rank.EXACT_SUM if same is claim else Rank.OTHER_PEOPLE
            yield Proposal(rank, (), breakdown.id, Edit(axis, None, value), why)


def _printed(claim: Claim, axis: str) -> str | list[str] | None:
    """What a claim says on an axis, as it is shown before an edit."""
    if axis == "perpetrator":
        return claim.perpetrator.said if claim.perpetrator else None
    if axis == "status":
        return [str(status) for status in claim.victims.status or ()] or None
    value: str | None = getattr(claim.victims, axis)
    return value


def _plain(claim: Claim, axis: str) -> Any:
    """What a claim says on an axis, where it is one name; a perpetrator whom the case does not know as a record."""
    if axis == "perpetrator":
        return (claim.perpetrator.party or encode(claim.perpetrator)) if claim.perpetrator else None
    if axis == "status":
        status = claim.victims.status
        return str(status[0]) if status and len(status) == 1 else None
    return claim.victims.group
