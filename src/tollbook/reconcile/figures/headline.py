"""What one report itself prints or spells out: never a derived bound, never a profile's number.

Statements that say the same people again, or are parts of another statement, are left to that statement; statements
that the words tell apart ("a mother and her four children", "two more") are added; statements about people who may be
the same compete, and their widest range stands; statements about different people are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tollbook.reconcile.claims.book import Book
from tollbook.records import (
    Breakdown,
    CaseDefinition,
    Claim,
    Extraction,
    Harm,
    Headline,
    Interval,
    Mode,
    RelationKind,
    Status,
)

ARMED = frozenset({Status.SECURITY_FORCES, Status.OTHER_COMBATANT})
SMALLEST_RIVAL = 4
"""How many times larger the number of one source may be than that of another about the same people."""
LEAST_TOTAL, MOST_PARTS = 10, 8
"""Below this total numbers add up by chance; more parts than this nobody lists without saying so."""
Worth = Mapping[str, Interval]
"""What a claim counts in a headline: its number, less those that the headline counts elsewhere."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """Claims that the words tell apart from one another, added."""

    claims: tuple[Claim, ...]
    worth: Interval

    @property
    def top(self) -> int:
        return max(self.worth.low or 0, self.worth.high or 0)

    @property
    def source(self) -> str | None:
        return self.claims[0].source

    @property
    def told_one_by_one(self) -> bool:
        """Whether nobody of them is counted in print."""
        return all(claim.count.implied for claim in self.claims)


def headline(extraction: Extraction) -> Headline:
    """The headline of one report."""
    book = Book([extraction], CaseDefinition())
    news = [claim for claim in book.counted if claim.id not in book.retracted and _numbered(claim)]
    killed, injured, missing = (
        [claim for claim in news if claim.harm is harm] for harm in (Harm.KILLED, Harm.INJURED, Harm.MISSING)
    )
    printed = {claim.id: Interval(claim.count.low, claim.count.high) for claim in news}
    survived = printed | _survivors(extraction.breakdowns, killed, injured)
    return Headline(
        killed=_added(book, killed, printed),
        killed_noncombatant=_noncombatant(book, killed, printed),
        injured=_added(book, injured, survived),
        injured_noncombatant=_noncombatant(book, injured, survived),
        missing=_added(book, missing, printed),
    )


def _numbered(claim: Claim) -> bool:
    return claim.count.low is not None or claim.count.high is not None


def _survivors(lists: Iterable[Breakdown], killed: Sequence[Claim], injured: Sequence[Claim]) -> dict[str, Interval]:
    """Of people who were shot, "one of them fatally", those who lived: the dead are counted as killed."""
    dead, hurt = ({claim.id: claim for claim in claims} for claims in (killed, injured))
    return {
        one.total: _less(hurt[one.total], _once([dead[item] for item in one.items if item in dead]))
        for one in lists
        if one.total in hurt
    }


def _once(claims: Sequence[Claim]) -> list[Claim]:
    """The people counted in print or, where nobody is, those told of one by one: they are the same."""
    return [claim for claim in claims if not claim.count.implied] or list(claims)


def _less(claim: Claim, others: Iterable[Claim]) -> Interval:
    """The number of a claim without other people who are among them."""
    taken = sum(other.count.low or 0 for other in others)
    low, high = (None if end is None else max(end - taken, 0) for end in (claim.count.low, claim.count.high))
    return Interval(low, high)


def _added(book: Book, claims: Sequence[Claim], worth: Worth) -> Interval | None:
    """The sum over groups of statements; inside a group the people may be the same, between groups they are not."""
    told = {claim.id for claim in claims}
    listed = {item for one in book.breakdowns if one.total in told for item in one.items}
    sums = _sums([claim for claim in claims if claim.id not in listed], worth)
    whole = [one for one in _added_up(sums) if not any(_is_part(book, one, other) for other in sums)]
    intervals = [_competing(group) for group in _groups(book, whole)]
    return _total(intervals) if intervals else None


def _total(intervals: Sequence[Interval]) -> Interval:
    lows, highs = [one.low for one in intervals], [one.high for one in intervals]
    low = None if all(end is None for end in lows) else sum(end or 0 for end in lows)
    return Interval(low, None if None in highs else sum(end or 0 for end in highs))


def _sums(claims: Sequence[Claim], worth: Worth) -> list[_Sum]:
    """The claims, those together that the words tell apart: "12 engineers and four guards"."""
    joined: list[list[Claim]] = []
    for claim in claims:
        near = [group for group in joined if any(_apart(claim, other) for other in group)]
        joined = [group for group in joined if group not in near] + [[*(one for group in near for one in group), claim]]
    return [_Sum(tuple(group), _total([worth[claim.id] for claim in group])) for group in joined]


def _noncombatant(book: Book, claims: Sequence[Claim], worth: Worth) -> Interval | None:
    """Everybody not said to be a fighter or a member of the forces; None where the text sets nobody apart."""
    armed = [claim for claim in claims if _armed(claim)]
    civilian = [claim for claim in claims if Status.CIVILIAN in (claim.victims.status or ())]
    if not armed and not civilian:
        return None
    others, left = [claim for claim in claims if claim not in armed], dict(worth)
    unsaid = [claim for claim in others if claim.victims.status is None]
    for total in unsaid:
        fighters, civilians = (_items(book, total, parts) for parts in (armed, civilian))
        if civilians or _top(_told_apart(book, total, [*armed, *civilian])) == _top([total]):
            # "Ten people died: five civilians and five soldiers", and wherever else the ten are counted
            others = [claim for claim in others if claim not in unsaid or _top([claim]) != _top([total])]
        elif fighters:
            left[total.id] = _less(total, fighters)
    return _added(book, others, left)


def _items(book: Book, total: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """Those of the claims that the words list under a total."""
    items = {item for one in book.breakdowns if one.total == total.id for item in one.items}
    return [claim for claim in claims if claim.id in items]


def _told_apart(book: Book, total: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """Fighters and civilians whom the words join to one another and who are all among the people of a total."""
    return [
        claim
        for claim in claims
        if book.people[total.id].contains(book.people[claim.id]) and any(_apart(claim, other) for other in claims)
    ]


def _armed(claim: Claim) -> bool:
    return bool(claim.victims.status) and set(claim.victims.status or ()) <= ARMED


def _top(claims: Iterable[Claim]) -> int:
    return sum(max(claim.count.low or 0, claim.count.high or 0) for claim in claims)


def _is_part(book: Book, one: _Sum, other: _Sum) -> bool:
    """Whether a sum counts some of the people of the other one."""
    if one is other or one.top > other.top or (one.told_one_by_one and other.told_one_by_one):
        return False
    if one.source != other.source and _rivals(one, other) and one.top * SMALLEST_RIVAL > 2 * other.top:
        return False  # another source's number for the same people, said with a day or a place
    return all(any(_part_of(book, claim, whole) for whole in other.claims) for claim in one.claims)


def _part_of(book: Book, claim: Claim, other: Claim) -> bool:
    if _attacker(claim) is not _attacker(other):
        return False  # a report that counts the attackers among the victims says so
    one, whole = book.people[claim.id], book.people[other.id]
    return one != whole and whole.contains(one)


def _attacker(claim: Claim) -> bool:
    return set(claim.victims.status or ()) == {Status.OTHER_COMBATANT}


def _groups(book: Book, sums: Sequence[_Sum]) -> list[list[_Sum]]:
    """The sums in groups, each led by its largest, of which the others may count the same people.

    The leaders certainly count different people. A statement that fits several leaders is left to the largest: it does
    not make one group of two events.
    """
    groups: list[list[_Sum]] = []
    for one in sorted(sums, key=lambda one: (one.told_one_by_one, -one.top, one.claims[0].id)):
        home = next((group for group in groups if not _other_people(book, one, group[0])), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _added_up(sums: Sequence[_Sum]) -> list[_Sum]:
    """The sums without statements that together are a larger one: 19 in one province and 20 in the other make 39."""
    exact = [one for one in sums if one.worth.low == one.worth.high and not one.told_one_by_one]
    parts: list[_Sum] = []
    for total in exact:
        smaller = [one for one in exact if one.top < total.top][:MOST_PARTS]
        lists = (found for size in (2, 3) for found in combinations(smaller, size))
        if total.top >= LEAST_TOTAL:
            parts += next((found for found in lists if sum(one.top for one in found) == total.top), ())
    return [one for one in sums if not any(one is part for part in parts)]


def _other_people(book: Book, one: _Sum, other: _Sum) -> bool:
    """Whether nobody can be counted in both: their scopes say so, or each is one person told apart."""
    if one.told_one_by_one and other.told_one_by_one:
        return True
    if one.top == other.top >= LEAST_TOTAL:
        return False  # a number of some size printed twice counts the same people, whatever is said beside it
    return all(
        book.people[a.id].disjoint(book.people[b.id]) or _attacker(a) is not _attacker(b)
        for a in one.claims
        for b in other.claims
    )


def _apart(claim: Claim, other: Claim) -> bool:
    """Whether the words say of two claims that they count other people."""
    return (claim.mode is Mode.INCREMENT) is not (other.mode is Mode.INCREMENT) or any(
        relation.kind is RelationKind.EXCLUDES and relation.claim == two.id
        for one, two in ((claim, other), (other, claim))
        for relation in one.relations
    )


def _competing(group: Sequence[_Sum]) -> Interval:
    """Each source's largest statement about the people of a group's leader; the lowest low and the highest high.

    People told of one by one are those whom a number counts.
    """
    leader = group[0]
    if leader.told_one_by_one:
        persons = sum(one.worth.low or 0 for one in group)
        return Interval(persons, persons)
    largest: dict[str | None, _Sum] = {}
    for one in group:
        if one is leader or _rivals(one, leader):
            largest.setdefault(one.source, one)
    told = _without_retelling(list(largest.values()))
    lows = [one.worth.low for one in told if one.worth.low is not None]
    highs = [one.worth.high for one in told]
    return Interval(min(lows, default=None), None if None in highs else max(filter(None, highs), default=0))


def _rivals(one: _Sum, leader: _Sum) -> bool:
    """Whether a smaller statement is another count of the leader's people and not of some of them.

    Some of them: less than a quarter, or people of a status, group, sex or age that the leader does not name.
    """
    if one.told_one_by_one or one.top * SMALLEST_RIVAL < leader.top:
        return False
    return not any(all(_narrower(claim, whole) for whole in leader.claims) for claim in one.claims)


def _narrower(claim: Claim, whole: Claim) -> bool:
    """Whether the words say more of the people of a claim than of those of a larger one."""
    one, other = claim.victims, whole.victims
    people = ((one.status, other.status), (one.group, other.group), (one.sex, other.sex), (one.age, other.age))
    return any(said and not known for said, known in people)


def _without_retelling(sums: Sequence[_Sum]) -> list[_Sum]:
    """The sums without the outlet's own and nameless words where they agree with a source: "over 40 … the mayor: 43".

    Two statements agree if one number may be what both mean; words that say something else than the source compete.
    """
    named = [one for one in sums if not _nameless(one.source)]
    return [one for one in sums if not _nameless(one.source) or not any(_agree(one, two) for two in named)]


def _nameless(source: str | None) -> bool:
    """The outlet itself, or "officials", "local police"."""
    return source is None or source == source.lower()


def _agree(one: _Sum, other: _Sum) -> bool:
    first, second = one.worth, other.worth
    lows, highs = (first.low or 0, second.low or 0), [end for end in (first.high, second.high) if end is not None]
    return not highs or max(lows) <= min(highs)
