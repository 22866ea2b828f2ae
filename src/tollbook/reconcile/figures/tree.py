"""Which figures a ledger shows: for each source and harm a tree at one moment, its latest unless another is asked for.

In the tree stand everyone; every group of people that some claim counts, under the smallest group that contains it;
the rest of every list and of every single cut of a total ("everyone else"); and, for every status that is only
counted in combination with something else, the people of that status of any kind. What is proposed as a restatement
of an exact number has no figure of its own: it stands beside that number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import Question
from tollbook.reconcile.engine.atoms import memberships
from tollbook.reconcile.figures.asking import Outlook
from tollbook.reconcile.figures.curves import curves
from tollbook.reconcile.figures.labels import EVERYONE_ELSE, described, label
from tollbook.reconcile.figures.proofs import Systems
from tollbook.reconcile.scopes.moments import instant
from tollbook.records import Breakdown, Curve, Figure, Mode, Scope

People = tuple[Scope, tuple[Scope, ...]]
"""A scope without the as-of time, and what is taken out of it."""

CUTS = [frozenset({axis}) for axis in ("status", "group", "perpetrator", "place")]
"""The axes on which the parts of a total, though not listed together, leave a rest worth showing."""

TOTAL: People = (Scope(), ())


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures and curves of one system."""

    figures: tuple[Figure, ...]
    curves: tuple[Curve, ...]


def shown(systems: Systems, partition: Partition, restated: Collection[str], outlook: Outlook | None = None) -> Shown:
    """The tree and the curves of one system; ``restated``: claims that stand beside a number they restate.

    ``outlook``: from when to look; by default the latest.
    """
    outlook = outlook or Outlook.of(systems.book, partition)
    tree = Tree(systems, partition, restated, outlook)
    drawn = list(curves(systems, partition, outlook))
    points = [figure for entry in drawn for figure in entry.figures]
    return Shown((*tree.figures(), *points), tuple(entry.curve for entry in drawn))


class Tree:
    """The figures of one system at one moment."""

    def __init__(self, systems: Systems, partition: Partition, restated: Collection[str], outlook: Outlook) -> None:
        self.systems, self.book, self.partition, self.outlook = systems, systems.book, partition, outlook
        moments, known = self.book.moments, self.book.known(partition, self._question(TOTAL).standpoint)
        reached = [moment for claim in known if (moment := moments[claim.id]) and outlook.reaches(moment)]
        self.last = max(reached, key=instant, default=None)
        claims = [claim for claim in known if claim.id not in restated]
        self.people = {claim.id: (self.book.people[claim.id], self.book.minus[claim.id]) for claim in claims}
        self.now = {self.people[claim.id] for claim in claims if moments[claim.id] == self.last}
        keys = sorted({*filter(self._worth_showing, self.people.values()), TOTAL}, key=self._order)
        self.labels = Counter(self._label(people) for people in keys)
        self.parents: dict[People, People | None] = {people: self._parent(people, keys) for people in keys}

    def _worth_showing(self, people: People) -> bool:
        """Whether the people are somebody, under a name that outlives a bulletin: no item of an older list, nobody
        newly counted.
        """
        passing = any(axis.startswith("list: ") or axis == "documented" for axis in people[0])
        if passing and people not in self.now:
            return False
        return bool(memberships(self.book.axes, [self.systems.region(self._question(people))]))

    def figures(self) -> tuple[Figure, ...]:
        """All figures, each after the one that it is part of."""
        root = self._figure(TOTAL, None)
        return (root, *self._under(TOTAL, root))

    def _label(self, people: People) -> str:
        return label(described(self.book, self.partition.source, people[0]))

    def _quoted(self, people: People) -> str | None:
        """The label with a claim's words, where only a list tells these people from those of another figure."""
        if self.labels[self._label(people)] == 1 or not any(axis.startswith("list: ") for axis in people[0]):
            return None
        claims = (self.book.claims[claim] for claim, counted in self.people.items() if counted == people)
        quote = min((claim.quote for claim in claims), default=None)
        return f"{self._label(people)} (“{quote}”)" if quote else None

    def _under(self, people: People, figure: Figure) -> Iterator[Figure]:
        for part in [part for part, parent in self.parents.items() if parent == people]:
            below = self._figure(part, figure.id, self._quoted(part))
            yield below
            yield from self._under(part, below)
        families = self._families(people)
        for family in families:
            scope, minus = people
            text = EVERYONE_ELSE if len(families) == 1 else f"all but {self._names(family)}"
            rest = self._figure((scope, (*minus, *family)), figure.id, text)
            if rest.high:
                yield rest
        if people == TOTAL:
            yield from self._any_kind(figure)

    def _figure(self, people: People, part_of: str | None, text: str | None = None) -> Figure:
        return self.systems.figure(self._question(people), text, part_of)

    def _question(self, people: People) -> Question:
        return Question(self.partition, *people, self.outlook.view, self.outlook.at)

    def _any_kind(self, root: Figure) -> Iterator[Figure]:
        """People of one status, where a claim counts only some of them."""
        some = {scope["status"] for scope, _ in self.parents if "status" in scope and "documented" not in scope}
        for leaves in sorted(some, key=sorted):
            people: People = (Scope({"status": leaves}), ())
            if people not in self.parents:
                figure = self._figure(people, root.id, f"{self._label(people)} of any kind")
                if figure.low or figure.high is not None:
                    yield figure

    def _families(self, people: People) -> list[tuple[Scope, ...]]:
        """The sets of parts of a total that exclude one another: the items of each list, and cuts along one axis."""
        lists = [
            frozenset(self.people[item][0] for item in breakdown.items if item in self.people)
            for breakdown in self.book.breakdowns
            if self.people.get(breakdown.total) == people and self._tells_a_rest(breakdown)
        ]
        cuts: defaultdict[frozenset[str], set[Scope]] = defaultdict(set)
        for part, parent in self.parents.items():
            if parent == people and not part[1] and {people, part} <= self.now:
                cuts[frozenset(axis for axis in part[0] if part[0][axis] != people[0].get(axis))].add(part[0])
        loose = [frozenset(cut) for axes, cut in cuts.items() if axes in CUTS and _disjoint(cut)]
        families = dict.fromkeys(family for family in lists if family)
        families |= dict.fromkeys(cut for cut in loose if not any(cut <= family for family in families))
        return sorted((tuple(sorted(family, key=str)) for family in families), key=str)

    def _tells_a_rest(self, breakdown: Breakdown) -> bool:
        """Whether the list is as new as its total is now, and is not what was newly counted."""
        items = [self.book.claims[item] for item in breakdown.items]
        return self.book.moments[breakdown.total] == self.last and all(c.mode is not Mode.INCREMENT for c in items)

    def _names(self, family: tuple[Scope, ...]) -> str:
        return ", ".join(self._label((scope, ())) for scope in family)

    def _parent(self, people: People, keys: list[People]) -> People | None:
        if people == TOTAL:
            return None
        above = [
            k
            for k in keys
            if k != people and k[0] != people[0] and k[0].contains(people[0]) and set(k[1]) <= set(people[1])
        ]
        least = [
            key for key in above if not any(o is not key and key[0].contains(o[0]) and o[0] != key[0] for o in above)
        ]
        return min(least, key=lambda key: (-len(key[0]), self._order(key)), default=TOTAL)

    def _order(self, people: People) -> tuple[int, str, str]:
        return len(described(self.book, self.partition.source, people[0])), self._label(people), str(people)


def _disjoint(scopes: set[Scope]) -> bool:
    ordered = sorted(scopes, key=str)
    return all(one.disjoint(other) for n, one in enumerate(ordered) for other in ordered[n + 1 :])
