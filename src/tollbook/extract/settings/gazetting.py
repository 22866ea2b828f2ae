"""Which place a mention means: looked up in the case and the index, in the light of the rest of the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tollbook.language.protocol import PlaceMention, SentenceReading
from tollbook.places import Gazetteer
from tollbook.records import PlaceChain, Span, Unresolved

Located = tuple[PlaceMention, PlaceChain]
PLACES = ("name", "area", "again", "counting")
"""Kinds of mentions that say where something is."""


@dataclass(slots=True)
class Resolver:
    """Finds the place that a mention means in one report."""

    text: str
    gazetteer: Gazetteer
    area: Callable[[str, str], str]
    countries: dict[str, float]
    known: dict[str, PlaceChain] = field(default_factory=dict)
    last: dict[str, PlaceChain] = field(default_factory=dict)
    beside: dict[str, PlaceMention] = field(default_factory=dict)
    unresolved: dict[Span, Unresolved] = field(default_factory=dict)

    def located(self, mentions: Sequence[PlaceMention]) -> list[Located]:
        """The mentions that are places; in a list of numbers with known places an unknown name is one too."""
        self.beside = {one.name: one for one in mentions if one.kind == "name"}
        found = [(one, chain) for one in mentions if one.kind in PLACES and (chain := self._chain(one))]
        if listed := [chain for one, chain in found if one.kind == "counting"]:
            unknown = [one for one in mentions if one.kind == "counting" and one not in [place for place, _ in found]]
            found += [(one, self._as_printed(one, listed[0][-1:])) for one in unknown]
            found.sort(key=lambda place: place[0].span)
        for one, chain in found:
            if one.kind == "name":
                self.last["division" if len(chain) == 2 or one.division else "settlement"] = chain
        return found

    def _chain(self, mention: PlaceMention) -> PlaceChain | None:
        if mention.kind == "again":
            return self.main_country() if mention.name == "country" else self.last.get(mention.name)
        inside = self._inside(mention.within)
        if mention.kind == "area":
            return self._region(mention, inside)
        chain = self._known(mention, inside)
        if chain is None and inside and len(inside) == 1 and mention.name.startswith(inside[0]):
            return inside  # "the main port of Syria" says what a town is, not where
        if chain is None and mention.certain:
            chain = self._as_printed(mention, inside or self.main_country() or ())
        if chain:
            self.known[mention.name] = chain
        return chain

    def _as_printed(self, mention: PlaceMention, around: PlaceChain) -> PlaceChain:
        self._say_unresolved(mention.span, "not in the index of places nor in the case: kept as printed")
        return (self._printed(mention), *around)

    def _known(self, mention: PlaceMention, inside: PlaceChain | None) -> PlaceChain | None:
        """The place that the case or the index knows under one of the names, within what the words put it in."""
        countries = {inside[-1]: 1.0} if inside else self.countries
        for name in mention.look_up or (mention.name,):
            within = [found for found in self.gazetteer.find(name) if inside and found[-len(inside) :] == inside]
            similar = mention.certain and mention.kind != "counting"
            found = within[0] if within else self.gazetteer.meant(name, countries, similar=similar)
            if found and not self._is_another(mention, name, found):
                return found
        return None

    def _is_another(self, mention: PlaceMention, name: str, found: PlaceChain) -> bool:
        """Whether a place cannot be what the words mean: the city for the province, the country for a list's entry."""
        if mention.kind == "counting":
            return len(found) == 1 or found[-1] not in self.countries
        return mention.division and name == mention.look_up[-1] and not self.gazetteer.is_region(found)

    def _region(self, mention: PlaceMention, inside: PlaceChain | None) -> PlaceChain | None:
        """A region without a border: the case's, if it names one like this; else under its country's name for it."""
        said = self.text[mention.span.start : mention.span.end]
        if own := self.gazetteer.find(said):
            return own[0]
        around = inside or self.main_country() or ()
        whole = around[0] if inside else mention.within or next(iter(around), None)
        if whole is None:
            return None
        name = self.area(mention.name, whole)
        if own := self.gazetteer.find(name):
            return own[0]
        self._say_unresolved(mention.span, "a region whose border nobody has said")
        return (name, *around)

    def _inside(self, name: str | None) -> PlaceChain | None:
        """The place that another one lies in, though it may stand behind it in the sentence."""
        if name is None:
            return None
        # Taken out, so that two that are said to lie in one another end somewhere.
        mention = self.beside.pop(name, None)
        return self._chain(mention) if mention else self.known.get(name) or self.gazetteer.meant(name, self.countries)

    def main_country(self) -> PlaceChain | None:
        """The country that the report speaks of most; None if it speaks of several as much."""
        ranked = sorted(self.countries.items(), key=lambda entry: -entry[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return (ranked[0][0],)

    def is_of_main_country(self, chains: Sequence[PlaceChain]) -> bool:
        """Whether places lie in the country that the report speaks of most."""
        return all((chain[-1],) == self.main_country() for chain in chains)

    def _printed(self, mention: PlaceMention) -> str:
        """The name as the text has it, in letters of its usual size."""
        said = " ".join(self.text[mention.span.start : mention.span.end].split())[: len(mention.name)]
        return said if said.casefold() == mention.name.casefold() and not said.isupper() else mention.name

    def _say_unresolved(self, span: Span, reason: str) -> None:
        said = self.text[span.start : span.end]
        self.unresolved[span] = Unresolved(said, span.start, span.end, "places", reason)


def countries_of(gazetteer: Gazetteer, readings: Iterable[SentenceReading]) -> dict[str, float]:
    """How much a report speaks of each country: by its name or adjective, and by names of places that lie in it.

    What happens in a country weighs more than what somebody of that country says or does.
    """
    weights: dict[str, float] = defaultdict(float)
    for mention in (one for reading in readings for one in reading.places if one.kind != "again"):
        name = mention.within if mention.kind == "area" else mention.name
        lands = gazetteer.countries(name) if name else frozenset()
        for land in lands:
            weights[land] += (1 if mention.kind == "owner" else 2) / len(lands)
    return dict(weights)
