"""What English words say of places: names, nouns, regions, and what is only somebody's country or address."""

import pytest

from tollbook.language import load
from tollbook.language.protocol import PlaceMention

ENGLISH = load("en")


def mentions(text: str) -> list[PlaceMention]:
    (sentence,) = ENGLISH.sentences(text)
    return list(ENGLISH.read(sentence, ENGLISH.names([]), None).places)


def names(text: str, kind: str = "name") -> list[str]:
    return [one.name for one in mentions(text) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Seven people died in Arden.", "Arden"),
        ("Seven people died near the besieged village of Arden.", "Arden"),
        ("Seven people died in Arden province.", "Arden province"),
        ("Seven people died in the al-Arden district.", "al-Arden district"),
        ("Seven people died outside Deir al-Arden.", "Deir al-Arden"),
        ("Seven people died at Arden refugee camp.", "Arden refugee camp"),
    ],
)
def test_a_name_behind_a_word_of_place_is_a_place_with_the_noun_that_belongs_to_it(text: str, name: str) -> None:
    (mention,) = mentions(text)
    assert mention.certain
    assert name in (mention.name, mention.look_up[0])


def test_a_division_is_no_town_of_its_name() -> None:
    assert mentions("Seven people died in Arden province.")[0].division
    assert not mentions("Seven people died in the town of Arden.")[0].division


@pytest.mark.parametrize(
    "text",
    [
        "The London-based office is based in Arden.",
        "Seven people died in March.",
        "The soldiers of Adam Arden killed seven people.",
        "Arden said that seven people died.",
    ],
)
def test_what_is_no_place_of_events_is_not_taken(text: str) -> None:
    assert names(text) == names(text, "counting") == []


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Seven people died in Arden in Westland.", "Westland"),
        ("Seven people died in Arden, a town in Westland.", "Westland"),
        ("Seven people died in Arden (Westland province).", "Westland"),
        ("Seven people died in Westland's Arden.", "Westland"),
        ("Seven people died in the Syrian town of Arden.", "Syria"),
        ("Seven people died in Arden, Westland.", "Westland"),
        ("Seven people died in Arden, Eastland and Westland.", None),
    ],
)
def test_the_words_say_what_a_place_lies_in(text: str, within: str | None) -> None:
    (first, *_) = [one for one in mentions(text) if one.name == "Arden"]
    assert first.within == within


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Seven people died on the Syrian coast.", "Syrian coast"),
        ("Seven people died in the coastal region of Syria.", "Syrian coast"),
        ("Seven people died in Syria's coastal areas.", "Syrian coast"),
        ("Syria's coastal fighting killed seven people.", "Syrian coast"),
        ("Seven people died in the north-east of Mali.", "north-eastern Mali"),
        ("Seven people died in northern Mali.", "northern Mali"),
        ("Seven people died in the Donbas.", "Donbas"),
    ],
)
def test_a_region_without_a_border_has_one_name_however_it_is_put(text: str, called: str) -> None:
    (area,) = [one for one in mentions(text) if one.kind == "area"]
    assert area.within is not None
    assert ENGLISH.area(area.name, area.within) == called


def test_a_region_of_a_country_named_elsewhere_says_only_its_form() -> None:
    (area,) = mentions("Seven people died along the coast.")
    assert (area.kind, area.within) == ("area", None)
    assert ENGLISH.area(area.name, "Oman") == "Omani coast"
    assert ENGLISH.area(area.name, "Nowhere") == "Nowhere coast"


def test_a_direction_with_a_capital_is_part_of_the_name() -> None:
    assert names("Seven people died in North Kivu.") == ["North Kivu"]


def test_a_country_that_only_describes_somebody_is_no_place() -> None:
    assert names("Syrian forces killed seven people.") == []
    assert names("Syrian forces killed seven people.", "owner") == ["Syria"]


@pytest.mark.parametrize("dateline", ["ARDEN, Mali - ", "ARDEN (Reuters) – ", "ARDEN, Mali, 3 March — "])
def test_a_dateline_is_where_a_report_was_sent_from(dateline: str) -> None:
    (mention, *_) = mentions(dateline + "Seven people died.")
    assert (mention.kind, mention.name) == ("dateline", "Arden")


@pytest.mark.parametrize(
    "text",
    ["Arden has lost 12 people, Morley seven.", "Arden with 12 dead; Morley with seven.", "Arden for 12, Morley 7."],
)
def test_names_with_numbers_of_their_own_are_read_without_a_word_of_place(text: str) -> None:
    assert names(text, "counting") == ["Arden", "Morley"]


def test_a_noun_takes_up_a_place_named_before() -> None:
    assert names("Seven people died in the city.", "again") == ["settlement"]
    assert names("Seven people died across the country.", "again") == ["country"]
    assert names("The city mourned seven people.", "again") == []
