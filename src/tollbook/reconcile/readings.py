"""Readings that would solve a conflict: single edits from a short menu, each tried before it is offered.

The menu: the place is the outlet's wording; a word is a label and no restriction; the number is older or newer than
its report; a count is only a minimum; a later number withdraws an earlier one; a list counts only the people of
another claim. An edit is offered if, with it, the claims of the conflict and everything that is in no other conflict
can all be true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tollbook.reconcile.book import Book
from tollbook.reconcile.moments import as_of_text, in_words, instant
from tollbook.reconcile.partitions import Partition
from tollbook.reconcile.proofs import Systems
from tollbook.reconcile.questions import IN_RETROSPECT
from tollbook.reconcile.settle import Clash, Row, clash_in
from tollbook.reconcile.window import parts
from tollbook.reconcile.wording import counted_elsewhere, older_print
from tollbook.records import Breakdown, Claim, Edit, Mode, Reading
from tollbook.records.wire import fingerprint

Again = Callable[[Reading], Systems]

MOST_TRIED = 40
"""Edits tried for one conflict, most likely first."""

MOST_OFFERED = 5
"""Readings offered for one conflict: more would be no help."""

NAMES = ("group", "perpetrator")
"""What sources put into the names of their categories."""

WORDS = ("group", "perpetrator", "status", "sex", "age", "role", "affiliation")
RESCOPING = ("perpetrator", "status", "group")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit worth trying. Lower ``rank`` is likelier."""

    rank: int
    claim: str | None
    breakdown: str | None
    edit: Edit
    why: str

    @property
    def reading(self) -> Reading:
        """The proposal as a reading that a person can accept."""
        identity = f"reading-{fingerprint(['reading', self.claim or self.breakdown, self.edit])[:12]}"
        return Reading(identity, self.claim, self.breakdown, self.edit, self.why)


def solving(
    systems: Systems, partition: Partition, clash: Clash, others: Mapping[str, Clash], again: Again
) -> tuple[Reading, ...]:
    """The readings that solve a conflict, likeliest first, with the ids of all conflicts that each solves."""
    elsewhere = _claims(*others.values()) - _claims(clash)
    found: dict[tuple[str | None, str | None, str], Reading] = {}
    for proposal in _likeliest(systems.book, clash):
        # Of several other times for one number the nearest that works is enough.
        about = (proposal.claim, proposal.breakdown, proposal.edit.field)
        if about in found or len(found) == MOST_OFFERED:
            continue
        book = again(proposal.reading).book
        if partition not in book.partitions:
            continue
        rows = book.rows(partition, IN_RETROSPECT)
        quiet = [row for row in rows if row.claim not in elsewhere]
        if _solved(book, rows, clash) and _can_be_true(book, quiet):
            solves = tuple(sorted(identity for identity, other in others.items() if _solved(book, rows, other)))
            found[about] = replace(proposal.reading, solves=solves)
    return tuple(found.values())


def _likeliest(book: Book, clash: Clash) -> list[Proposal]:
    """The proposals to try, likeliest first, each edit once."""
    proposals = sorted(_menu(book, clash), key=lambda proposal: proposal.rank)
    edits = {proposal.reading.id: proposal for proposal in reversed(proposals)}
    return [proposal for proposal in proposals if edits[proposal.reading.id] is proposal][:MOST_TRIED]


def _claims(*clashes: Clash) -> set[str]:
    return {row.claim for clash in clashes for row in clash.rows}


def _can_be_true(book: Book, rows: Sequence[Row]) -> bool:
    return all(clash_in(book.axes, part) is None for part in parts(book.axes, rows))


def _solved(book: Book, rows: Iterable[Row], clash: Clash) -> bool:
    ids = {row.id for row in clash.rows}
    return clash_in(book.axes, [row for row in rows if row.id in ids]) is None


def _menu(book: Book, clash: Clash) -> Iterator[Proposal]:
    claims = [book.claims[claim] for claim in dict.fromkeys(row.claim for row in clash.rows)]
    for claim in claims:
        yield from _wider(book, claim)
        yield from _another_time(book, claim, claims)
        if claim.mode is Mode.COUNT:
            why = f"“{claim.quote}” may be a minimum and not a full count"
            yield Proposal(8, claim.id, None, Edit("mode", str(claim.mode), str(Mode.FLOOR)), why)
    ids = {claim.id for claim in claims}
    for breakdown in book.breakdowns:
        if ids & set(breakdown.items):
            yield from _rescoped(book, breakdown)


def _wider(book: Book, claim: Claim) -> Iterator[Proposal]:
    """The claim without one of its restrictions."""
    if claim.places and not any(claim.id in b.items and "place" in b.axes for b in book.breakdowns):
        names = [chain[0] for chain in claim.places]
        why = f"the place in “{claim.quote}” may be the outlet's wording: the number may count the whole region"
        yield Proposal(3, claim.id, None, Edit("places", names, None), why)
    for axis in WORDS:
        if before := _printed(claim, axis):
            why = f"in “{claim.quote}” the {axis} may be part of a name and no restriction"
            yield Proposal(4 if axis in NAMES else 6, claim.id, None, Edit(axis, before, None), why)


def _another_time(book: Book, claim: Claim, claims: Iterable[Claim]) -> Iterator[Proposal]:
    """The claim as an older or a newer number, or as the one that withdraws an older number."""
    mine = book.moments[claim.id]
    if mine is None:
        return
    moments = sorted(
        {m for other in book.counted if other.source == claim.source and (m := book.moments[other.id])}, key=instant
    )
    printed = older_print(book, claim)
    earlier = [moment for moment in moments if instant(moment) < instant(mine)]
    # One line of a list alone is older only if the same number was printed before.
    listed = book.lists.unit(claim.id) != claim.id
    for moment in [printed] if printed else [] if listed else reversed(earlier):
        rank, told = (1, "the same number was printed") if printed else (5, "it may be left over from")
        why = f"“{claim.quote}” may be older than its report: {told} as of {in_words(as_of_text(moment) or moment)}"
        yield Proposal(rank, claim.id, None, Edit("as_of", claim.as_of.at, as_of_text(moment)), why)
    if moments and instant(moments[-1]) > instant(mine):
        why = f"“{claim.quote}” may be newer than its report says"
        yield Proposal(9, claim.id, None, Edit("as_of", claim.as_of.at, as_of_text(moments[-1])), why)
    for other in claims:
        older = book.moments[other.id]
        if older and instant(older) < instant(mine) and book.people[other.id] == book.people[claim.id]:
            why = f"“{claim.quote}” may correct and withdraw “{other.quote}”"
            yield Proposal(2, claim.id, None, Edit("retracts", None, other.id), why)


def _rescoped(book: Book, breakdown: Breakdown) -> Iterator[Proposal]:
    """The list as counting only people of another claim of the same source and moment."""
    total = book.claims[breakdown.total]
    same = counted_elsewhere(book, breakdown)
    siblings = [c for c in book.counted if c.source == total.source and book.moments[c.id] == book.moments[total.id]]
    for claim in siblings:
        for axis in RESCOPING:
            value = _plain(claim, axis)
            if value is None or any(_plain(book.claims[item], axis) for item in breakdown.items):
                continue
            numbers = [book.claims[item].count.low or 0 for item in breakdown.items]
            why = f"the list may count only the people of “{claim.quote}”"
            if same is claim:
                added = " + ".join(f"{number:,}" for number in numbers)
                why += f": {added} = {sum(numbers):,}, exactly that number"
            rank = 0 if same is claim else 7
            yield Proposal(rank, None, breakdown.id, Edit(axis, None, value), why)


def _printed(claim: Claim, axis: str) -> str | list[str] | None:
    """What a claim says on an axis, as it is shown before an edit."""
    if axis == "perpetrator":
        return claim.perpetrator.said if claim.perpetrator else None
    if axis == "status":
        return [str(status) for status in claim.victims.status or ()] or None
    value: str | None = getattr(claim.victims, axis)
    return value


def _plain(claim: Claim, axis: str) -> str | None:
    """What a claim says on an axis, where it is one plain name."""
    if axis == "perpetrator":
        return (claim.perpetrator.party or claim.perpetrator.said) if claim.perpetrator else None
    if axis == "status":
        status = claim.victims.status
        return str(status[0]) if status and len(status) == 1 else None
    return claim.victims.group
