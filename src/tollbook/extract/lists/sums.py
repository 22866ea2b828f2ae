"""Lists that no words announce: numbers one behind another, over several sentences, that add up to one told before."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.extract.drafted import Drafted
from tollbook.extract.lists.enumerations import breakdown_of
from tollbook.extract.lists.wholes import LISTED, ROW, holding
from tollbook.records import Breakdown, Mode, Quantifier

FURTHEST = 24
"""Claims behind a total among which its list is looked for."""
TO_THE_UNIT = (Quantifier.EXACT, Quantifier.AT_LEAST, Quantifier.IMPLIED, Quantifier.ABOUT)
SHORTEST = 2
"""Items that a list has at least."""
NEAR = 2
"""Sentences from the total within which so few items stand: of two numbers, the sum may be chance."""


def with_lists_that_add_up(drafts: Sequence[Drafted], lists: Sequence[Breakdown]) -> tuple[Breakdown, ...]:
    """The breakdowns, and those of totals that the next numbers add up to, to the unit: "Civilians: 22 … Soldiers: 9".

    What the words make a part of another number stands aside; a shorter list of the same total is what was found of
    this one, and gives way. An item cannot be counted in another item: such a guess gives way too.
    """
    known = _Known(drafts, lists)
    largest_first = sorted(enumerate(drafts), key=lambda one: -(one[1].claim.count.low or 0))
    for position, total in largest_first:
        for items in _lists(drafts, position, known) if _is_total(total) else ():
            known.add(total.claim.id, items)
    return tuple(one for found in known.lists.values() for one in found if one.items)


class _Known:
    """The breakdowns so far, by their totals, with the totals of each item."""

    def __init__(self, drafts: Sequence[Drafted], lists: Sequence[Breakdown]) -> None:
        self.claims = {entry.claim.id: entry.claim for entry in drafts}
        self.lists: dict[str, list[Breakdown]] = {}
        self.totals: dict[str, set[str]] = {}
        for one in lists:
            self._keep(one)

    def _keep(self, one: Breakdown) -> None:
        self.lists.setdefault(one.total, []).append(one)
        for item in one.items:
            self.totals.setdefault(item, set()).add(one.total)

    def add(self, total: str, items: tuple[str, ...]) -> None:
        """Add a list, if it is new and none of its items holds the total; others give way to it."""
        found = self.lists.get(total, [])
        if any(set(items) <= set(one.items) for one in found) or not holding(self.totals, total).isdisjoint(items):
            return
        if self._some_of_a_sum(items):
            return  # of 61 = 14 + nine + six + …: that six and eight are 14 is chance
        self.lists[total] = [one for one in found if not set(one.items) < set(items)]
        for item in items:
            self._part(item, items)
            for other in self.totals.get(item, set()) - holding(self.totals, total):
                if self.claims[other].harm is self.claims[item].harm:
                    self._leave_out(other, {item})  # of which number it is a part was a guess
        self._keep(breakdown_of(self.claims, total, items))

    def _some_of_a_sum(self, items: tuple[str, ...]) -> bool:
        """Whether these are some of the items of a longer list that adds up to its total."""
        longer = {n for item in items for n in self.totals.get(item, ())}
        lists = (one for other in longer for one in self.lists.get(other, ()) if set(items) < set(one.items))
        return any(self._amount(*one.items) == self._amount(one.total) for one in lists)

    def _amount(self, *claims: str) -> int:
        return sum(self.claims[one].count.low or 0 for one in claims)

    def _part(self, item: str, items: tuple[str, ...]) -> None:
        """Take out of the lists of an item the items beside it, and what is counted in those."""
        beside = {one for one in items if one != item}
        beside |= {part for one in beside for other in self.lists.get(one, ()) for part in other.items}
        self._leave_out(item, beside)

    def _leave_out(self, total: str, gone: set[str]) -> None:
        """Take some items out of the lists of a total."""
        for n, one in enumerate(self.lists.get(total, [])):
            left = tuple(part for part in one.items if part not in gone)
            if len(left) < len(one.items):
                self.lists[total][n] = breakdown_of(self.claims, total, left)
                for part in gone:
                    self.totals.get(part, set()).discard(total)

    def side_by_side(self, one: str, other: str) -> bool:
        """Whether two claims are items of one total."""
        return not self.totals.get(one, set()).isdisjoint(self.totals.get(other, ()))


def _is_total(entry: Drafted) -> bool:
    """Whether a list may be looked for: a row of a table is no total of the rows below it."""
    claim = entry.claim
    counts = claim.mode in (Mode.COUNT, Mode.FLOOR) and not claim.background
    return bool(claim.count.low) and counts and entry.statement.rule != ROW


def _lists(drafts: Sequence[Drafted], position: int, known: _Known) -> list[tuple[str, ...]]:
    """The numbers right behind one another that add up to the total, each time; none where it is printed again."""
    total, found = drafts[position], list[tuple[str, ...]]()
    amount, start = total.claim.count.low or 0, 0
    behind = [one for one in drafts[position + 1 : position + 1 + FURTHEST] if _may_be_item(one, total, known)]
    while start < len(behind) and behind[start].claim.count.low != amount:
        run = _run(behind[start:], amount, known)
        near = len(run) > SHORTEST or (run and run[-1].sentence - total.sentence <= NEAR)
        near = near and not _chance(total, run)
        told_apart = near and (len(run) > SHORTEST or len({_who_and_where(one) for one in run}) == len(run) >= SHORTEST)
        if told_apart:
            found.append(tuple(one.claim.id for one in run))
        start = behind.index(run[-1]) + 1 if told_apart else start + 1
    return found


def _chance(total: Drafted, run: Sequence[Drafted]) -> bool:
    """Whether numbers that add up to a total tell of each other instead.

    One is split by those behind it in its own sentence, away from the total ("29 … Eleven died, seven in a blast and
    four on the road … seven"); or people told of one by one make up a number that is only a floor ("at least seven").
    """
    told = {one.claim.count.quantifier for one in run}
    if {Quantifier.AT_LEAST, Quantifier.IMPLIED} <= told:
        return True
    return any(_splits(one, run[n + 1 :]) for n, one in enumerate(run) if one.sentence != total.sentence)


def _splits(one: Drafted, behind: Sequence[Drafted]) -> bool:
    """Whether the next numbers of a sentence, two or more, add up to one before them."""
    if one.statement.rule in LISTED:
        return False  # each entry of a list has a name of its own: "Hanover three, St Ann two and St Mary one"
    left = one.claim.count.low or 0
    for n, other in enumerate(behind):
        left -= other.claim.count.low or 0
        if other.sentence != one.sentence or left < 0:
            return False
        if left == 0:
            return n > 0
    return False


def _run(behind: Sequence[Drafted], amount: int, known: _Known) -> Sequence[Drafted]:
    """The numbers from the first on that make up the amount, without their own parts; none if they pass it by."""
    added, run = 0, list[Drafted]()
    for one in behind:
        if any(item.claim.id in known.totals.get(one.claim.id, ()) for item in run):
            continue  # "Goma had 14, twelve men and two women, Bukavu nine"
        run.append(one)
        added += one.claim.count.low or 0
        if added >= amount:
            return run if added == amount else ()
    return ()


def _may_be_item(one: Drafted, total: Drafted, known: _Known) -> bool:
    claim, whole = one.claim, total.claim
    guessed = one.statement.part_of is None and one.statement.of_number is None
    holders = {one for one in known.totals.get(claim.id, ()) if known.claims[one].harm is whole.harm}
    listed = total.statement.joined_to is not None or one.statement.joined_to is not None
    both_parts = total.statement.part_of is not None and one.statement.part_of is not None
    if ((listed or both_parts) and one.sentence == total.sentence) or known.side_by_side(claim.id, whole.id):
        return False
    return (
        claim.harm is whole.harm
        and claim.count.quantifier in TO_THE_UNIT
        and claim.mode in (Mode.COUNT, Mode.FLOOR, Mode.INCREMENT)
        and not claim.background
        and 0 < (claim.count.low or 0) <= (whole.count.low or 0)
        and (whole.source is None or claim.source in (whole.source, None))
        and (guessed or not holders or whole.id in holders)
    )


def _who_and_where(one: Drafted) -> tuple[object, ...]:
    """What may tell items apart; items of which nothing is said are told apart by their places in the text."""
    claim, victims = one.claim, one.claim.victims
    doer = claim.perpetrator.said if claim.perpetrator else None
    told = (victims.status, victims.sex, victims.age, victims.role, claim.places, doer, claim.cause)
    return (*told, one.sentence, claim.start if not any(told) else None)
