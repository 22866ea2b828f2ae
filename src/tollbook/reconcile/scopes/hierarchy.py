"""A hierarchy of leaves: which place lies in which, which party fights on which side, and what is not known to.

A place stands for the leaves under it. Unless the case says that the listed parts are all there is, a place has one
leaf more, its ``rest``. Two places with one name are both candidates; a name without any ancestry gets no place in
the tree, because it must not be presumed to lie apart from the others. Parties are read the same way, each within its
side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tollbook.records import Place, PlaceChain, TollbookError

REST = "rest"


class Hierarchy:
    """The places of one ledger: those of the case, and those whose ancestry some claim gives.

    >>> places = Hierarchy((), [("Jableh", "Latakia", "Syria"), ("Tartus", "Syria")])
    >>> sorted(places.leaves(("Latakia",)))
    ['Jableh', 'Latakia: rest']
    """

    def __init__(self, known: Sequence[Place], chains: Iterable[PlaceChain]) -> None:
        self._parts: defaultdict[str, set[str]] = defaultdict(set)
        self._within: defaultdict[str, set[str]] = defaultdict(set)
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        self._closed: set[str] = set()
        self._add_known(known)
        for chain in sorted(set(chains), key=lambda chain: (-len(chain), chain)):
            if len(chain) > 1:
                self._add_chain(chain)
        self._leaves: dict[str, frozenset[str]] = {}
        for node in sorted({*self._parts, *self._within, *(n for nodes in self._named.values() for n in nodes)}):
            self._leaves_under(node, ())

    @property
    def all_leaves(self) -> tuple[str, ...]:
        """Every leaf, and one for everywhere else; empty if no place is known."""
        known = sorted(set().union(*self._leaves.values())) if self._leaves else []
        return (*known, REST) if known else ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all known places."""
        return tuple(sorted(self._leaves))

    def leaves(self, chain: PlaceChain) -> frozenset[str] | None:
        """The leaves of a place, of all candidates if its name is ambiguous; None if nothing is known about it."""
        known = self.candidates(chain)
        return frozenset().union(*known) if known else None

    def candidates(self, chain: PlaceChain) -> tuple[frozenset[str], ...]:
        """The leaves of every place that may be meant; none if nothing is known about it."""
        return tuple(self._leaves[node] for node in sorted(self._candidates(chain)))

    def names_of(self, leaves: frozenset[str]) -> tuple[str, ...]:
        """The fewest names that cover these leaves and nothing else, as far as names do."""
        named: list[str] = []
        left = set(leaves)
        for node in sorted(self._leaves, key=lambda node: (-len(self._leaves[node]), node)):
            if self._leaves[node] <= leaves and self._leaves[node] & left:
                named.append(node)
                left -= self._leaves[node]
        return tuple(sorted([*named, *left]))

    def _add_known(self, known: Sequence[Place]) -> None:
        count = Counter(place.name for place in known)
        for place in known:
            node = f"{place.name} ({place.within})" if count[place.name] > 1 and place.within else place.name
            for name in (place.name, *place.names):
                self._named[name.casefold()].add(node)
            for part, whole in [
                *((part, node) for part in place.parts),
                *([(node, place.within)] if place.within else []),
            ]:
                self._lies_in(part, whole)
                for name in {part, whole} - set(count) - {node}:
                    self._named[name.casefold()].add(name)
            if place.closed:
                self._closed.add(node)

    def _add_chain(self, chain: PlaceChain) -> None:
        if self._candidates(chain):
            return
        node, parent = chain[0], chain[1]
        if len(chain) > 2:
            self._add_chain(chain[1:])
        above = self._candidates(chain[1:]) or {parent}
        if node in chain[1:] or self._named[node.casefold()]:
            node = f"{node} (in {parent})"
        self._named[chain[0].casefold()].add(node)
        for place in above:
            self._named[place.casefold()].add(place)
            self._lies_in(node, place)

    def _lies_in(self, node: str, place: str) -> None:
        self._parts[place].add(node)
        self._within[node].add(place)

    def _candidates(self, chain: PlaceChain) -> set[str]:
        """The nodes of the chain's first name whose ancestors include the rest of the chain, if any does."""
        named = self._named.get(chain[0].casefold(), set())
        above = [self._named.get(name.casefold(), set()) for name in chain[1:]]
        return {node for node in named if all(self._ancestors(node) & names for names in above)}

    def _ancestors(self, node: str) -> set[str]:
        found: set[str] = set()
        waiting = [node]
        while waiting:
            fresh = self._within.get(waiting.pop(), set()) - found
            found |= fresh
            waiting += fresh
        return found

    def _leaves_under(self, node: str, path: tuple[str, ...]) -> frozenset[str]:
        if node in path:
            circle = " in ".join((*path[path.index(node) :], node))
            raise TollbookError(f"places lie in a circle: {circle}", "case definition", "correct `within` and `parts`")
        if node not in self._leaves:
            parts = [self._leaves_under(part, (*path, node)) for part in sorted(self._parts.get(node, ()))]
            rest = frozenset() if self._closed >= {node} else frozenset({f"{node}: {REST}"})
            self._leaves[node] = rest.union(*parts) if parts else frozenset({node})
        return self._leaves[node]
