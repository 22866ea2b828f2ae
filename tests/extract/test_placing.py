"""Where people were harmed: what a place is taken for, which numbers have it, and what carries over."""

import pytest

from tollbook.extract import extract
from tollbook.reconcile import reconcile
from tollbook.records import (
    PLACE_AS_PRINTED,
    PLACE_OF_SETTING,
    CaseDefinition,
    Claim,
    EvidenceBasis,
    Interval,
    Place,
    PlaceChain,
    Report,
)

KANO = ("Kano", "Nigeria")


def claims(text: str, case: CaseDefinition | None = None) -> list[Claim]:
    return list(extract(Report(text, published="2025-03-08", language="en"), case).claims)


def places(text: str, case: CaseDefinition | None = None) -> list[tuple[PlaceChain, ...]]:
    return [claim.places for claim in claims(text, case)]


def test_the_other_places_of_a_report_tell_which_one_a_name_means() -> None:
    assert places("Seven people died in Tripoli, Lebanon.") == [(("Tripoli", "North Governorate", "Lebanon"),)]
    assert places("Seven people died in Tripoli. Lebanese troops came.") == [
        (("Tripoli", "North Governorate", "Lebanon"),)
    ]
    assert places("Seven people died in Tripoli. Libyan troops came.") == [(("Tripoli", "Libya"),)]


def test_a_name_that_nothing_decides_stays_as_printed_and_unresolved() -> None:
    found = extract(Report("Seven people died in San Jose.", language="en"))
    assert found.claims[0].places == (("San Jose",),)
    assert [(one.quote, one.field) for one in found.unresolved] == [("San Jose", "places")]


def test_a_village_that_no_gazetteer_has_lies_where_the_text_says() -> None:
    (found,) = places("Seven people died in the village of Qawra in Kano state, Nigeria.")
    assert found[0][0] == "Qawra"
    assert found[0][-1] == "Nigeria"


def test_a_province_is_not_the_city_of_its_name() -> None:
    assert places("Seven people died in Farah province, Afghanistan.") == [(("Farah", "Afghanistan"),)]
    assert places("Seven people died in the city of Farah, Afghanistan.") == [(("Farah city", "Farah", "Afghanistan"),)]


def test_a_region_that_the_index_does_not_know_is_not_the_city_of_its_name() -> None:
    assert places("Seven people died in the city of Iringa, Tanzania.") == [(("Iringa", "Tanzania"),)]
    (claim,) = claims("Seven people died in Iringa region, Tanzania.")
    assert claim.places[0][0].startswith("Iringa")
    assert claim.evidence["places"].rule == PLACE_AS_PRINTED


def test_another_spelling_is_found_in_the_country_that_the_report_is_about() -> None:
    assert places("Syrian troops came. Seven people died in Dayr al-Zour.") == [(("Deir ez-Zor", "Syria"),)]


def test_a_region_lies_in_the_country_that_the_report_is_about() -> None:
    coast = (("Syrian coast", "Syria"),)
    assert places("Syrian troops came. Seven people died on the coast.") == [coast]
    assert places("Seven people died on Syria's coast.") == [coast]
    assert places("Seven people died on the coast.") == [()]


def test_a_region_of_the_case_is_found_under_the_cases_name() -> None:
    case = CaseDefinition(places=(Place("the shore", within="Syria", names=("Syrian coast",)),))
    assert places("Seven people died on Syria's coast.", case) == [(("the shore", "Syria"),)]


def test_a_dateline_is_the_place_only_where_nothing_else_is_and_the_report_is_about_its_country() -> None:
    assert places("KANO, Nigeria - Seven people died.") == [(KANO,)]
    assert places("KANO, Nigeria - Seven people died in Lagos.")[0][0][0] == "Lagos"
    assert places("GENEVA - Seven people died, Sudanese troops said. Sudanese officials agreed.") == [()]


def test_a_town_in_a_region_without_a_border_is_the_place() -> None:
    assert places("Seven people died in Nablus in the West Bank.")[0] == (
        ("Nablus", "West Bank", "Palestinian Territory"),
    )


def test_the_coast_of_two_provinces_is_told_by_their_names() -> None:
    named = places("Seven people died in the coastal areas of western Syria's Latakia and Tartus.")
    assert named == [(("Latakia", "Syria"), ("Tartus", "Syria"))]


def test_where_people_come_from_is_not_where_they_died() -> None:
    assert places("Seven civilians of the coastal region died, Syrian troops said.") == [()]


def test_each_number_of_a_list_has_its_own_place() -> None:
    named = places("Syrian troops came. Of the dead, 12 people died in Hama and seven in Homs.")
    assert [chains[0][0] for chains in named] == ["Hama", "Homs"]


def test_a_name_that_opens_an_entry_has_the_number_behind_it() -> None:
    named = places("Syrian troops came. Hama has lost 12 people and Homs seven.")
    assert [chains[0][0] for chains in named][:1] == ["Hama"]


def test_people_killed_and_wounded_in_one_clause_share_the_place_behind_them() -> None:
    assert places("The bomb killed nine people and wounded four in Kano, Nigeria.") == [(KANO,), (KANO,)]


def test_a_place_of_the_sentence_before_holds_on_in_its_paragraph_and_says_so() -> None:
    (claim,) = claims("A bomb went off in Kano, Nigeria. Seven people died.")
    assert claim.places == (KANO,)
    assert claim.evidence["places"].basis is EvidenceBasis.CARRIED_OVER
    assert claim.evidence["places"].rule == PLACE_OF_SETTING


def test_behind_the_paragraph_the_place_of_the_heading_holds() -> None:
    text = "Bomb goes off in Kano, Nigeria\n\nThe minister spoke in Lagos.\n\nSeven people died."
    assert places(text) == [(KANO,)]


@pytest.mark.parametrize(
    "toll",
    [
        "Since 2011, 300 people have been killed.",
        "Over the past six months 300 people have been killed.",
        "300 people were killed across the country.",
    ],
)
def test_a_wider_toll_does_not_lie_in_the_town_named_last(toll: str) -> None:
    assert KANO not in places(f"A bomb went off in Kano, Nigeria. {toll}")[0]


def test_a_running_toll_has_the_scene_and_not_the_place_named_last() -> None:
    text = "Fighting in Kano, Nigeria\n\nA bomb went off in Lagos. Since Thursday, 30 people have been killed."
    assert places(text) == [(KANO,)]


def test_a_place_that_is_only_carried_over_tells_nobody_apart() -> None:
    text = "A bomb went off in Kano, Nigeria. Seven people died. Troops were sent to Lagos. Seven people died in Lagos."
    extraction = extract(Report(text, language="en"))
    assert [claim.places[0][0] for claim in extraction.claims] == ["Kano", "Lagos"]
    assert reconcile([extraction]).headline.killed == Interval(7, 7)


def test_towns_that_both_are_known_tell_people_apart() -> None:
    text = "Seven people died in Kano, Nigeria. Five people died in Maiduguri."
    assert reconcile([extract(Report(text, language="en"))]).headline.killed == Interval(12, 12)


def test_a_region_without_a_border_does_not_lie_apart_from_the_towns_of_its_country() -> None:
    text = "Seven people died in northern Nigeria. Five people died in Kano."
    assert reconcile([extract(Report(text, language="en"))]).headline.killed == Interval(7, 7)
