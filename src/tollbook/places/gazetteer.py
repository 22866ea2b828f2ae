"""Looking places up: the built-in index, with a case's own places on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from tollbook.places.index import Index
from tollbook.places.spelling import fold
from tollbook.records import Place, PlaceChain, TollbookError


class Gazetteer:
    """Names to places; a place is given as its chain, most specific first.

    ``own`` maps folded names of the case to chains, ``same`` chains of the index to the case's chains for them.
    """

    def __init__(
        self,
        index: Index,
        own: Mapping[str, tuple[PlaceChain, ...]] | None = None,
        same: Mapping[PlaceChain, PlaceChain] | None = None,
    ) -> None:
        self._index, self._own, self._same = index, own or {}, same or {}
        self._find = lru_cache(maxsize=10_000)(self._look_up)

    def find(self, name: str) -> tuple[PlaceChain, ...]:
        """Every place of this name or spelling, best first; () if it is unknown.

        Case, diacritics and punctuation do not matter. A name that the case defines means the case's place alone.
        Else countries come before regions, regions before cities, the more populous first. A city that shares its
        region's name has the word "city" in its chain.

        >>> world().find("latakia")
        (('Latakia', 'Syria'), ('Latakia city', 'Latakia', 'Syria'))
        """
        folded = fold(name)
        return self._find(folded) if folded else ()

    def with_places(self, places: Iterable[Place]) -> Gazetteer:
        """This gazetteer with a case's places on top.

        Where the index knows a place of the case, it is given under the case's name, by whatever spelling it was
        found. A place without ``within`` lies where the index has it, if it does; ``within`` a name that neither
        knows is the end of the chain. TollbookError where places lie within one another in a circle.

        >>> world().with_places([Place("Jableh", within="Latakia")]).find("Jablah")
        (('Jableh', 'Latakia', 'Syria'),)
        """
        places = tuple(places)
        # Where two places share a name, what lies "within" it lies in the first.
        listed = {place.name: place for place in reversed(places)}
        chains = {place: self._chain(place, listed, ()) for place in places}
        own: dict[str, tuple[PlaceChain, ...]] = {}
        same = dict(self._same)
        # Regions before what lies in them, so that a chain found in the index is compared under the case's names.
        for place, chain in sorted(chains.items(), key=lambda pair: len(pair[1])):
            index = Gazetteer(self._index, same=same)
            for name in dict.fromkeys((place.name, *place.names)):
                same |= {other: chain for other in index.find(name) if other[1:] == chain[1:]}
                own[fold(name)] = tuple(dict.fromkeys((*own.get(fold(name), ()), chain)))
        return Gazetteer(self._index, {**self._own, **own}, same)

    def _look_up(self, folded: str) -> tuple[PlaceChain, ...]:
        if folded in self._own:
            return self._own[folded]
        return tuple(dict.fromkeys(map(self._as_the_case_says, self._index.find(folded))))

    def _as_the_case_says(self, chain: PlaceChain) -> PlaceChain:
        """The chain with every part that the case knows under the case's own name."""
        for start in reversed(range(len(chain))):
            chain = chain[:start] + self._same.get(chain[start:], chain[start:])
        return chain

    def _chain(self, place: Place, listed: Mapping[str, Place], inside: tuple[str, ...]) -> PlaceChain:
        if place.name in inside:
            circle = " within ".join((*inside, place.name))
            raise TollbookError(f"places in a circle: {circle}", f"place {place.name!r}", "correct one `within`")
        if place.within is None:
            known = next(iter(self.find(place.name)), (place.name,))
            return (place.name, *known[1:])
        if place.within in listed:
            return (place.name, *self._chain(listed[place.within], listed, (*inside, place.name)))
        return (place.name, *next(iter(self.find(place.within)), (place.within,)))


@cache
def world() -> Gazetteer:
    """The built-in index: countries, first-level regions where there is a table, cities of 15,000 people or more.

    Opened once in a process. The first time on a machine the index is built, which takes some seconds.
    """
    return Gazetteer(Index())
