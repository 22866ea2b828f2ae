import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.places import Gazetteer
from tollbook.places import world as built_in
from tollbook.records import Place, TollbookError

COAST = (
    Place("Latakia", within="Syria", names=("Latakia province",)),
    Place("Latakia city", within="Latakia"),
    Place("Jableh", within="Latakia", names=("Jabla",)),
    Place("Syrian coast", within="Syria", names=("the coast",), parts=("Latakia", "Tartus")),
)
# The gazetteer changes nothing, so examples may share it.
any_order = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def coast(world: Gazetteer) -> Gazetteer:
    return world.with_places(COAST)


def test_a_bare_name_is_the_region_before_its_city(world: Gazetteer) -> None:
    assert world.find("Latakia") == (("Latakia", "Syria"), ("Latakia city", "Latakia", "Syria"))
    assert world.find("Hama")[:2] == (("Hama", "Syria"), ("Hama city", "Hama", "Syria"))


def test_words_for_region_or_city_decide(world: Gazetteer) -> None:
    assert world.find("Latakia province") == (("Latakia", "Syria"),)
    assert world.find("Homs Governorate") == (("Homs", "Syria"),)
    assert world.find("Tartus city") == world.find("city of Tartus") == (("Tartus city", "Tartus", "Syria"),)


def test_a_region_that_is_one_city_is_one_place_with_it(world: Gazetteer) -> None:
    assert world.find("Kyiv") == world.find("Kiev") == world.find("Kyiv city") == (("Kyiv", "Ukraine"),)
    assert world.find("Kyiv region") == world.find("Kyiv oblast") == (("Kyiv Oblast", "Ukraine"),)
    assert not world.is_region(("Kyiv", "Ukraine"))


def test_a_city_has_a_shorter_name_than_the_region_that_is_called_after_it(world: Gazetteer) -> None:
    assert world.find("Gaza")[:2] == (("Gaza Strip", "Palestinian Territory"), world.find("Gaza City")[0])
    assert world.find("Gaza City") == (("Gaza city", "Gaza Strip", "Palestinian Territory"),)
    assert world.meant("Gaza Province", {"Mozambique": 1}) == ("Gaza Province", "Mozambique")


@pytest.mark.parametrize("word", ["Unity", "Kurdistan", "Kashmir", "Sahel", "Sahel region", "Far North"])
def test_words_and_wider_regions_are_no_region_of_one_country(world: Gazetteer, word: str) -> None:
    assert world.find(word) == ()


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("Niger", ("Niger",)),
        ("Guatemala", ("Guatemala",)),
        ("La Paz", ("La Paz", "Bolivia")),
        ("Bari", ("Bari", "Italy")),
        ("Moscow", ("Moscow", "Russia")),
        ("Niger State", ("Niger State", "Nigeria")),
    ],
)
def test_a_region_does_not_take_a_better_known_places_name(world: Gazetteer, name: str, chain: tuple[str, ...]) -> None:
    assert world.find(name)[0] == chain


def test_a_country_comes_before_everything_of_its_name(world: Gazetteer) -> None:
    assert world.find("Georgia") == (("Georgia",), ("Georgia", "United States"))
    assert world.find("Lebanon")[0] == ("Lebanon",)
    assert world.find("Luxembourg")[:2] == (("Luxembourg",), ("Luxembourg city", "Luxembourg"))


def test_of_several_cities_the_most_populous_comes_first(world: Gazetteer) -> None:
    assert world.find("Barcelona")[:2] == (("Barcelona", "Spain"), ("Barcelona", "Anzoátegui", "Venezuela"))
    assert world.find("Odessa")[0] == ("Odesa", "Ukraine")
    assert ("Springfield", "Illinois", "United States") in world.find("Springfield")


@pytest.mark.parametrize("spelling", ["Baniyas", "BANIAS", "bāniyās", "بانياس"])
def test_latin_and_arabic_spellings_lead_to_one_place(world: Gazetteer, spelling: str) -> None:
    assert world.find(spelling)[0] == ("Bāniyās", "Tartus", "Syria")


@pytest.mark.parametrize("name", ["Syria", "سوريا", "سورية", "Syrian Arab Republic"])
def test_a_country_has_more_than_one_name(world: Gazetteer, name: str) -> None:
    assert world.find(name) == (("Syria",),)


@pytest.mark.parametrize("word", ["was", "", "-", "Zzyzx Ghrth"])
def test_what_is_no_name_is_not_found(world: Gazetteer, word: str) -> None:
    assert world.find(word) == ()


@any_order
@given(name=st.text() | st.characters(categories=["Cs"]))
def test_no_text_makes_the_search_fail(world: Gazetteer, name: str) -> None:
    assert all(chain for chain in world.find(name))


def test_a_name_that_the_case_defines_means_the_cases_place_alone(coast: Gazetteer) -> None:
    assert coast.find("Latakia") == (("Latakia", "Syria"),)
    assert coast.find("The Coast") == (("Syrian coast", "Syria"),)


def test_a_place_known_to_case_and_index_has_the_cases_name_in_every_spelling(coast: Gazetteer) -> None:
    assert coast.find("Jabla") == coast.find("جبلة")[:1] == coast.find("Jablah") == (("Jableh", "Latakia", "Syria"),)


def test_what_lies_in_a_place_of_the_case_lies_there_under_the_cases_name(world: Gazetteer) -> None:
    own = world.with_places([Place("Ladhiqiyah", within="Syria"), Place("Jableh", within="Ladhiqiyah")])
    assert own.find("Burj Islam") == (("Burj Islām", "Ladhiqiyah", "Syria"),)
    assert own.find("Jablah") == (("Jableh", "Ladhiqiyah", "Syria"),)
    assert own.find("Latakia city") == (("Latakia city", "Ladhiqiyah", "Syria"),)


def test_the_order_in_which_a_case_lists_its_places_does_not_matter(world: Gazetteer, coast: Gazetteer) -> None:
    backwards = world.with_places(COAST[::-1])
    for name in ("Latakia", "Latakia city", "Jablah", "Burj Islam"):
        assert backwards.find(name) == coast.find(name)


def test_a_place_without_within_lies_where_the_index_has_it(world: Gazetteer) -> None:
    own = world.with_places([Place("Baniyas"), Place("Nowhere at all")])
    assert own.find("Banyas") == own.find("Baniyas") == (("Baniyas", "Tartus", "Syria"),)
    assert own.find("nowhere at all") == (("Nowhere at all",),)


def test_a_place_within_an_unknown_one_keeps_its_name(world: Gazetteer) -> None:
    own = world.with_places([Place("Al-Shir", within="Some district")])
    assert own.find("al shir") == (("Al-Shir", "Some district"),)


def test_two_places_of_one_name_are_both_found(world: Gazetteer) -> None:
    own = world.with_places([Place("Al-Shir", within="Latakia"), Place("Al-Shir", within="Hama")])
    assert own.find("Al-Shir") == (("Al-Shir", "Latakia", "Syria"), ("Al-Shir", "Hama", "Syria"))


def test_places_within_one_another_are_refused(world: Gazetteer) -> None:
    with pytest.raises(TollbookError, match="a within b within a"):
        world.with_places([Place("a", within="b"), Place("b", within="a")])


def test_later_places_come_on_top_of_earlier_ones(coast: Gazetteer) -> None:
    above = coast.with_places([Place("the coast", within="Lebanon")])
    assert above.find("the coast") == (("the coast", "Lebanon"),)
    assert above.find("Jabla") == (("Jableh", "Latakia", "Syria"),)


def test_the_gazetteer_below_stays_as_it_is(world: Gazetteer) -> None:
    world.with_places(COAST)
    assert world.find("Jableh") == (("Jablah", "Latakia", "Syria"),)


@any_order
@given(names=st.lists(st.text("abc", min_size=1, max_size=2), unique=True, max_size=6), data=st.data())
def test_every_place_of_a_case_is_found_within_what_it_lies_in(
    world: Gazetteer, names: list[str], data: st.DataObject
) -> None:
    places = [
        Place(name, within=data.draw(st.sampled_from([*names[:number], "Syria"]))) for number, name in enumerate(names)
    ]
    own = world.with_places(places)
    for place in places:
        assert place.within is not None
        (chain,) = own.find(place.name)
        assert chain == (place.name, *own.find(place.within)[0])


@pytest.mark.usefixtures("world")
def test_the_built_in_gazetteer_is_opened_once_in_a_process() -> None:
    built_in.cache_clear()
    try:
        assert built_in() is built_in()
    finally:
        built_in()._index.close()
        built_in.cache_clear()


def test_a_name_means_the_place_of_the_country_that_weighs_most(world: Gazetteer) -> None:
    assert world.meant("Tripoli", {"Lebanon": 2, "Libya": 1}) == ("Tripoli", "North Governorate", "Lebanon")
    assert world.meant("Tripoli", {"Lebanon": 1, "Libya": 2}) == ("Tripoli", "Libya")


def test_a_name_that_nothing_decides_means_nothing(world: Gazetteer) -> None:
    assert world.meant("Tripoli", {}) is world.meant("San Jose", {}) is None


def test_a_region_with_a_name_of_plain_words_is_meant_in_its_own_country_alone(world: Gazetteer) -> None:
    assert world.meant("Western Region", {"Uganda": 1}) == ("Western Region", "Uganda")
    assert world.meant("Western Region", {"Ghana": 1}) is world.meant("Western Region", {}) is None
    assert world.countries("Western Region") == frozenset()
    assert world.meant("Western Equatoria", {}) == ("Western Equatoria", "South Sudan")


def test_a_small_town_elsewhere_is_not_meant_by_chance(world: Gazetteer) -> None:
    assert world.meant("March", {}) is None
    assert world.meant("March", {"Syria": 1}) is None
    assert world.meant("Moscow", {"Syria": 1}) == ("Moscow", "Russia")


def test_of_several_places_in_one_country_only_what_is_certain_is_said(world: Gazetteer) -> None:
    assert world.meant("Springfield", {"United States": 1}) == ("Springfield", "United States")


def test_another_spelling_is_found_only_in_the_countries_of_the_text(world: Gazetteer) -> None:
    assert world.meant("Dayr al-Zour", {"Syria": 1}) == ("Deir ez-Zor", "Syria")
    assert world.meant("Dayr al-Zour", {"Peru": 1}) is world.meant("Dayr al-Zour", {}) is None
    assert world.meant("Dayr al-Zour", {"Syria": 1}, similar=False) is None


def test_a_name_of_the_case_is_meant_before_all(coast: Gazetteer) -> None:
    assert coast.meant("the coast", {"Peru": 5}) == ("Syrian coast", "Syria")


def test_regions_are_told_from_towns(world: Gazetteer) -> None:
    assert world.is_region(("Syria",))
    assert world.is_region(("Latakia", "Syria"))
    assert not world.is_region(("Latakia city", "Latakia", "Syria"))
