"""Looking places up: the built-in index, with a case's own places on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from tollbook.places.index import Index, Ranked
from tollbook.places.spelling import fold
from tollbook.records import Place, PlaceChain, TollbookError

FAR_MORE = 10
"""How many times more people make one place of a name the one that is meant without saying where."""
LARGE = 100_000
"""People of a city that is known by its name alone in any country's reports."""
PLAIN_WORDS = frozenset((
    "north", "northern", "south", "southern", "east", "eastern", "west", "western", "central", "centre", "center",
    "nord", "sud", "est", "ouest", "far", "upper", "lower", "northeast", "northeastern", "northwest", "northwestern",
    "southeast", "southeastern", "southwest", "southwestern", "lake", "capital", "federal", "province", "region",
    "state", "governorate", "department", "district",
))  # fmt: skip
"""A region whose name has no other words has namesakes in countries without a table: "Eastern Province"."""


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
        self._ranked = lru_cache(maxsize=10_000)(self._look_up)
        self._alike = lru_cache(maxsize=10_000)(self._look_up_alike)

    def find(self, name: str) -> tuple[PlaceChain, ...]:
        """Every place of this name or spelling, best first; () if it is unknown.

        Case, diacritics and punctuation do not matter. A name that the case defines means the case's place alone.
        Else countries come before regions, regions before cities, the more populous first. A city that shares its
        region's name has the word "city" in its chain.

        >>> world().find("latakia")
        (('Latakia', 'Syria'), ('Latakia city', 'Latakia', 'Syria'))
        """
        folded = fold(name)
        return tuple(chain for chain, _ in self._ranked(folded)) if folded else ()

    def meant(self, name: str, countries: Mapping[str, float], similar: bool = True) -> PlaceChain | None:
        """The place of this name that a text means which speaks of these countries; None where that is open.

        ``countries`` gives each country's weight in the text. The place of the weightiest country is meant, then a
        well-known one elsewhere: a country, a region or a large city. Of several in one country it is the one with
        far more people, else what is certain: the name within what they all lie in. Where no place is written like
        this, one of those countries that is written alike is meant (``similar``).

        >>> world().meant("Tripoli", {"Lebanon": 2}), world().meant("San Jose", {})
        (('Tripoli', 'North Governorate', 'Lebanon'), None)
        """
        folded = fold(name)
        if folded in self._own:
            return next((chain for chain in self._own[folded] if chain[-1] in countries), self._own[folded][0])
        found = self._ranked(folded) if folded else ()
        if near := _of_weightiest(found, countries):
            return _one(near, folded)
        if found:
            return _one(self._well_known(folded), folded)
        return _one(_of_weightiest(self._alike(folded), countries), folded) if similar and folded else None

    def is_region(self, chain: PlaceChain) -> bool:
        """Whether a place is a country, one of its first-level regions, or a place of the case; else it is a town."""
        own = self._own.get(fold(chain[0]), ())
        return len(chain) == 1 or chain in own or chain in self.find(f"{chain[0]} province")

    def countries(self, name: str) -> frozenset[str]:
        """The countries of which a text may speak that names this place: those of the well-known ones of the name."""
        return frozenset(chain[-1] for chain, _ in self._well_known(fold(name)))

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

    def _well_known(self, folded: str) -> list[Ranked]:
        """The places of a name that a text may mean which says nothing of their country."""
        if PLAIN_WORDS.issuperset(folded.split()):
            return []
        return [(chain, people) for chain, people in self._ranked(folded) if people >= LARGE or self.is_region(chain)]

    def _look_up(self, folded: str) -> tuple[Ranked, ...]:
        if folded in self._own:
            return tuple((chain, 0) for chain in self._own[folded])
        return self._in_the_cases_words(self._index.find(folded))

    def _look_up_alike(self, folded: str) -> tuple[Ranked, ...]:
        return self._in_the_cases_words(self._index.alike(folded))

    def _in_the_cases_words(self, found: Iterable[Ranked]) -> tuple[Ranked, ...]:
        places: dict[PlaceChain, int] = {}
        for chain, population in found:
            places.setdefault(self._as_the_case_says(chain), population)
        return tuple(places.items())

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


def _of_weightiest(found: Iterable[Ranked], countries: Mapping[str, float]) -> list[Ranked]:
    """The places of the country that weighs most among those of the text; [] if none is of any."""
    found = [place for place in found if countries.get(place[0][-1], 0) > 0]
    most = max((countries[chain[-1]] for chain, _ in found), default=0)
    return [place for place in found if countries[place[0][-1]] == most]


def _one(found: Sequence[Ranked], folded: str) -> PlaceChain | None:
    """The first place, if it is meant without saying where; else its name within what all of them lie in.

    Places that only have the name besides another one count less: Amman was Philadelphia once.
    """
    if not found:
        return None
    weights = {chain: people if fold(chain[0]) == folded else people / FAR_MORE for chain, people in found}
    first = found[0][0]
    if len(first) > 1:
        first = max((chain for chain in weights if len(chain) == len(first)), key=lambda chain: weights[chain])
    # What lies in the first one and has its name is no rival: the city of a region.
    rivals = [chain for chain in weights if chain[-len(first) :] != first]
    if len(first) == 1 or all(weights[first] >= FAR_MORE * weights[chain] for chain in rivals):
        return first
    shared = len(first)
    while shared and any(chain[-shared:] != first[-shared:] for chain in rivals):
        shared -= 1
    return (first[0], *first[-shared:]) if shared else None


@cache
def world() -> Gazetteer:
    """The built-in index: countries, first-level regions where there is a table, cities of 5,000 people or more.

    Opened once in a process. The first time on a machine the index is built, which takes some seconds.
    """
    return Gazetteer(Index())
