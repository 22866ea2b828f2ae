"""Bulletins: when a source said a number, and since when that is known.

A bulletin is what one source said at one moment; its numbers belong together, whoever carried them. Reports that give
one day for a source and print the same headline number for the same people carry one bulletin; others carry several.
A bulletin with a clock stands at its time. The others of its day are placed among them by like with like, because
tolls grow: before the first bulletin that prints more for the same people, else in the order of their headline
numbers. That order is inferred, and figures say so. Two different numbers for the same people in one report are not
reordered: they contradict each other.

A number quoted from an older bulletin is known only since the bulletin that its report carries. A reading that gives a
claim another as-of time names the bulletin in which the number stood; it does not change since when it is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tollbook.reconcile.claims.numbers import is_exact
from tollbook.reconcile.scopes.moments import Instant, bulletin_name, day_before, instant
from tollbook.records import AsOf, AsOfBasis, Claim, Harm, Mode, PeriodBasis, PeriodKind, Quantifier, Report, Scope

TOLL = frozenset({Mode.COUNT, Mode.FLOOR})
BY_DAY = frozenset({PeriodBasis.DOCUMENTED, PeriodBasis.BOOKED})
WITHOUT_NUMBER = frozenset({Quantifier.VAGUE, Quantifier.NONE})
Counted = tuple[Harm, Scope]


class Printed(NamedTuple):
    """A number as printed, whatever its hedge."""

    number: int
    exact: bool

    def same(self, other: Printed) -> bool:
        """Whether both are one number, though one of them may be hedged and rounded down: "more than 1,200", 1,225."""
        if self.exact == other.exact:
            return self.number == other.number
        hedged, exact = (other, self) if self.exact else (self, other)
        return 0 <= exact.number - hedged.number < _precision(hedged.number)


@dataclass(slots=True, eq=False)
class Issue:
    """What one or several reports carry of one source as of one time.

    ``stated``: some report says that time itself; ``inferred``: claims whose place within their day is inferred.
    """

    at: str
    stated: bool = False
    numbers: dict[Counted, Printed] = field(default_factory=dict)
    claims: list[str] = field(default_factory=list)
    inferred: set[str] = field(default_factory=set)

    @property
    def clock(self) -> bool:
        """Whether its time is more than a day."""
        return "T" in self.at

    @property
    def headline(self) -> Counted | None:
        """The people of the highest number, of those killed if any are; of equal numbers the least restricted."""
        highest = max(((key[0] is Harm.KILLED, number) for key, number in self.numbers.items()), default=None)
        highest_of = [key for key, number in self.numbers.items() if (key[0] is Harm.KILLED, number) == highest]
        return min(highest_of, key=lambda key: (len(key[1]), str(key)), default=None)

    @property
    def rank(self) -> tuple[bool, Printed]:
        """Its place among issues of which nothing is alike."""
        headline = self.headline
        return (headline[0] is Harm.KILLED, self.numbers[headline]) if headline else (False, Printed(0, exact=False))

    def add(self, key: Counted, printed: Printed) -> None:
        """Keep the plainest of several numbers for the same people: the exact one of one number, else the highest."""
        best = self.numbers.get(key)
        if best is None or ((printed.exact, printed) > (best.exact, best) if printed.same(best) else printed > best):
            self.numbers[key] = printed

    def carries(self, other: Issue) -> bool:
        """Whether both print the headline number of either; where none is alike, whether all that is alike agrees."""
        alike = self.numbers.keys() & other.numbers.keys()
        headlines = [key for key in alike if key in (self.headline, other.headline)] or alike
        return bool(headlines) and all(self.numbers[key].same(other.numbers[key]) for key in headlines)

    def may_carry(self, published: Issue) -> bool:
        """Whether numbers dated by their publication can be of this bulletin: no more than a day old, and its parts."""
        alike = self.numbers.keys() & published.numbers.keys()
        recent = instant(self.at)[0] >= day_before(instant(published.at)[0])
        within = not self.numbers or published.rank <= self.rank
        return recent and within and all(self.numbers[key] == published.numbers[key] for key in alike)

    def above(self, other: Issue) -> bool:
        """Whether it prints more than the other for the same people, the most numerous first."""
        pairs = [(self.numbers[key].number, other.numbers[key].number) for key in self.numbers if key in other.numbers]
        different = [(mine, theirs) for mine, theirs in pairs if mine != theirs]
        if different:
            mine, theirs = max(different, key=max)
            return mine > theirs
        return self.rank > other.rank

    def alike(self, other: Issue) -> bool:
        """Whether another issue prints a number for people for whom this one prints one."""
        return other is not self and not self.numbers.keys().isdisjoint(other.numbers)

    def join(self, other: Issue, *, inferred: bool = False) -> None:
        """Take in what other reports carry of the same bulletin."""
        self.claims += other.claims
        self.inferred |= {*other.inferred, *(other.claims if inferred else ())}
        for key, printed in other.numbers.items():
            self.add(key, printed)


@dataclass(frozen=True, slots=True)
class Timetable:
    """For every claim the moment at which its source said it, and the one since which that is known.

    ``inferred``: claims whose place within their day is inferred.
    """

    said: Mapping[str, str | None]
    known: Mapping[str, str | None]
    inferred: frozenset[str]


def timetable(
    claims: Iterable[Claim],
    printed: Mapping[str, AsOf],
    people: Mapping[str, Scope],
    reports: Mapping[str, Report],
) -> Timetable:
    """The timetable of these claims.

    ``printed``: their as-of times before any reading; ``people``: as their words say; ``reports``: where they stand.
    """
    claims = sorted(claims, key=lambda claim: claim.id)
    said: dict[str, str | None] = dict.fromkeys((claim.id for claim in claims), None)
    inferred: set[str] = set()
    for issues in _days(claims, printed, people):
        for name, issue in _in_order(issues):
            said |= dict.fromkeys(issue.claims, name)
            inferred |= issue.inferred
    dated = (c for c in claims if reports[c.id].published and printed[c.id].basis is AsOfBasis.STATED)
    carried = _carried(dated, said)
    # A reading names the bulletin of a number that its report carries: the report carries it all the same.
    said |= {claim.id: claim.as_of.at for claim in claims if claim.as_of.at != printed[claim.id].at}
    known = {claim.id: _known(claim, said[claim.id], carried.get(_kind(claim))) for claim in claims}
    return Timetable(said, known, frozenset(inferred))


def _days(claims: Iterable[Claim], printed: Mapping[str, AsOf], people: Mapping[str, Scope]) -> Iterable[list[Issue]]:
    """What the reports carry of each source, day by day."""
    found: dict[tuple[str | None, str], dict[str, Issue]] = {}
    for claim in claims:
        as_of = printed[claim.id]
        if as_of.at is None:
            continue
        issue = found.setdefault((claim.source, claim.report), {}).setdefault(as_of.at, Issue(as_of.at))
        issue.stated |= as_of.basis is AsOfBasis.STATED
        issue.claims.append(claim.id)
        number = claim.count.low if claim.count.low is not None else claim.count.high
        if _is_toll(claim) and number is not None and claim.count.quantifier not in WITHOUT_NUMBER:
            issue.add((claim.harm, people[claim.id]), Printed(number, is_exact(claim)))
    days: defaultdict[tuple[str | None, str], list[Issue]] = defaultdict(list)
    for (source, _), issues in sorted(found.items(), key=str):
        for issue in _dated(issues.values()):
            days[source, instant(issue.at)[0]].append(issue)
    return days.values()


def _is_toll(claim: Claim) -> bool:
    """Whether the number counts everybody so far, and not those of one day or of one line of a table."""
    period = claim.period
    return claim.mode in TOLL and period.kind is not PeriodKind.ON_DAY and period.basis not in BY_DAY


def _dated(issues: Iterable[Issue]) -> list[Issue]:
    """The issues of one report.

    A publication date stands in only where the report itself gives no time of that day or the day before that fits.
    """
    ordered = sorted(issues, key=lambda issue: (not issue.stated, instant(issue.at)))
    last = next((issue for issue in reversed(ordered) if issue.stated), None)
    kept = []
    for issue in ordered:
        if last and not issue.stated and last.may_carry(issue):
            last.join(issue)
        else:
            kept.append(issue)
    return kept


def _in_order(issues: Iterable[Issue]) -> Iterator[tuple[str, Issue]]:
    """The bulletins of one source and day with their names, oldest first."""
    issues = sorted(issues, key=lambda issue: (not issue.clock, instant(issue.at), issue.rank, issue.claims))
    day = max((issue.at for issue in issues if not issue.clock), key=len, default="")
    order, loose = _bulletins(issue for issue in issues if issue.clock or issue.numbers)
    strangers = [issue for issue in loose if not any(issue.alike(other) for other in (*order, *loose))]
    for issue in sorted(loose, key=lambda issue: (issue.rank, issue.claims)):
        if issue not in strangers:
            _insert(issue, order)
    for issue in sorted(strangers, key=lambda issue: (issue.rank, issue.claims), reverse=True):
        if bulletin := _beside(issue, order):
            bulletin.join(issue, inferred=True)
        else:
            _insert(issue, order)
    yield from _numbered(order, day)
    # What prints no toll was said by the end of the day.
    yield from ((day, issue) for issue in issues if not (issue.clock or issue.numbers))


def _bulletins(issues: Iterable[Issue]) -> tuple[list[Issue], list[Issue]]:
    """The issues of one day, those of one bulletin joined: the ones with a clock in order, and the others."""
    clocks: dict[Instant, Issue] = {}
    loose: list[Issue] = []
    for issue in issues:
        if issue.clock:
            same = clocks.setdefault(instant(issue.at), issue)
        else:
            same = next((other for other in (*clocks.values(), *loose) if other.carries(issue)), issue)
            loose += [issue] if same is issue else []
        if same is not issue:
            same.join(issue)
    return list(clocks.values()), loose


def _insert(issue: Issue, order: list[Issue]) -> None:
    order.insert(next((n for n, other in enumerate(order) if other.above(issue)), len(order)), issue)


def _beside(issue: Issue, order: Sequence[Issue]) -> Issue | None:
    """The bulletin to which an issue belongs that prints nothing for the people of any other.

    That with its headline number, for other people though it be in another outlet's words; else the only one of the
    day, if that prints more: then it is a part.
    """
    if same := next((other for other in order if other.rank[1].same(issue.rank[1])), None):
        return same
    return order[0] if len(order) == 1 and order[0].rank > issue.rank else None


def _numbered(order: Iterable[Issue], day: str) -> Iterator[tuple[str, Issue]]:
    """Bulletins in their order with names: those without a clock are numbered up to the next clock or the day's end."""
    order = list(order)
    clocks = [n for n, issue in enumerate(order) if issue.clock]
    ends = [*clocks, len(order) - 1] if order[-1:] and not order[-1].clock else clocks
    first = 0
    for end in ends:
        until = order[end].at if order[end].clock else day
        for place, issue in enumerate(order[first : end + 1], start=1):
            if not issue.clock and len(order) > 1:
                issue.inferred.update(issue.claims)
            yield bulletin_name(until, place, end + 1 - first), issue
        first = end + 1


def _kind(claim: Claim) -> tuple[str, str | None, Harm]:
    return claim.report, claim.source, claim.harm


def _carried(claims: Iterable[Claim], said: Mapping[str, str | None]) -> dict[tuple[str, str | None, Harm], str]:
    """The last bulletin of each source that each report carries, by what the report itself says of its time.

    Present states have none, nor has a text without a publication date: it may be a collection.
    """
    carried: dict[tuple[str, str | None, Harm], str] = {}
    for claim in claims:
        if claim.mode is not Mode.STOCK and (moment := said[claim.id]):
            carried[_kind(claim)] = max(carried.get(_kind(claim), moment), moment, key=instant)
    return carried


def _known(claim: Claim, said: str | None, carried: str | None) -> str | None:
    """Since when a claim is known: not before it was said, nor before its report."""
    if said is None:
        return None
    return max(said, carried, key=instant) if carried and claim.mode is not Mode.STOCK else said


def _precision(number: int) -> int:
    """The unit to which a number seems to be rounded.

    >>> _precision(1200), _precision(333)
    (100, 1)
    """
    digits = str(number)
    return int(10 ** (len(digits) - len(digits.rstrip("0")))) if number else 1
