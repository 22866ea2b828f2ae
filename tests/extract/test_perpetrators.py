"""Who is said to have done it: named as printed, never counted among the victims, and as firmly as the words are."""

import pytest

from tollbook.extract import extract
from tollbook.records import Claim, Report


def claims(text: str) -> list[Claim]:
    return list(extract(Report(text, language="en")).claims)


def agents(text: str) -> list[str | None]:
    return [claim.perpetrator.said if claim.perpetrator else None for claim in claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed seven farmers.", "Gunmen"),
        ("Gunmen who stormed the village on Monday killed 12 farmers.", "Gunmen who stormed the village on Monday"),
        ("Police arrested gunmen who killed 12 people.", "gunmen"),
        ("Police are looking for the men, who killed 12 people.", "men"),
        (
            "Forces loyal to the president, which had come on Friday, killed 31 civilians.",
            "Forces loyal to the president",
        ),
        ("Armed men, members of a local militia, shot dead four villagers.", "Armed men"),
        ("Rebels loyal to the old ruler ambushed a patrol and killed 13 soldiers.", "Rebels loyal to the old ruler"),
        ("Gunmen stormed a church, opened fire and fled, killing 12 worshippers.", "Gunmen"),
        ("Militias that support the government had killed 614 villagers.", "Militias that support the government"),
        ("The attackers escaped after killing two guards.", "attackers"),
        ("The rebels, police said, killed 12 people.", "rebels"),
        ("Police said rebels killed 12 people.", "rebels"),
        ("Government forces, and factions at their side, killed 164 people.", "Government forces"),
        ("Soldiers carried out the killings of 30 detainees.", "Soldiers"),
        ("An air strike by the coalition killed 22 people.", "coalition"),
        ("Twelve people were killed by gunmen riding motorcycles near the market.", "gunmen"),
        ("Nine villagers died at the hands of Boko Haram.", "Boko Haram"),
        ("Nine villagers have died since 6 March at the hands of the army.", "army"),
        ("Villagers have been killed by the army, and they now number more than 300.", "army"),
        ("Villagers lost 12 lives to the army.", "army"),
        ("Seven people were killed in attacks by rebels on two villages.", "rebels"),
        ("Twelve people were killed when their bus was attacked by gunmen.", "gunmen"),
        ("The killing of nine nuns by militiamen caused outrage.", "militiamen"),
        ("The number of villagers whom the army has killed reached 311.", "army"),
        (
            "Violence cost the lives of 83 farmers, killed by herders and groups that fight beside them.",
            "herders and groups that fight beside them",
        ),
        ("Fighters of the pro-government camp killed 12 villagers.", "Fighters of the pro-government camp"),
    ],
)
def test_the_one_who_did_it_is_named_as_printed(text: str, expected: str) -> None:
    assert agents(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people were killed in an area held by rebels.",
        "A vehicle carrying soldiers hit a mine, killing three villagers.",
        "Five people have been confirmed dead following a protest by members of the movement.",
        "Twelve people were killed, according to a statement by the army.",
        "Twelve people were killed, days after an attack by rebels.",
        "An explosion at a police station killed 12 people.",
        "The flood, which came after rebels blew up a dam, killed 12 people.",
        "Two soldiers were ambushed on the road, killing one civilian.",
        "Police are investigating the killing of 12 people.",
        "Residents fought the fire that killed 12 people.",
        "The battle killed five men, two women, and wounded six others.",
        "Protesters clashed with police, leaving 12 people dead.",
    ],
)
def test_nobody_is_blamed_whom_the_words_do_not_blame(text: str) -> None:
    assert set(agents(text)) == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed 12 people.", "stated"),
        ("Suspected militants killed three teachers.", "suspected"),
        ("The army accused the rebels of killing 120 villagers.", "suspected"),
        ("The militia is accused of killing 22 people.", "suspected"),
        ("The killing of 14 villagers was blamed on the rebels.", "suspected"),
        ("The group claimed responsibility for killing eight policemen.", "claimed"),
        ("Boko Haram claimed responsibility for the bombing, which killed 31 people.", "claimed"),
    ],
)
def test_a_perpetrator_is_as_certain_as_the_words(text: str, expected: str) -> None:
    (claim,) = claims(text)
    assert claim.perpetrator is not None
    assert claim.perpetrator.certainty == expected


def test_each_number_has_its_own_perpetrator() -> None:
    assert agents("Soldiers killed 84 villagers and 31 were killed by gunmen.") == ["Soldiers", "gunmen"]
    assert agents("84 civilians were killed by the army and 31 by gunmen.") == ["army", "gunmen"]
    assert agents("Rebels killed 10 soldiers, and the army killed 14 rebels.") == ["Rebels", "army"]
    assert agents("Troops killed at least 39 people, and rebels at least 31 civilians.") == ["Troops", "rebels"]
    assert agents("Deaths: 44 – 13 soldiers and 31 civilians by rebel militias.") == [None, *2 * ["rebel militias"]]


def test_a_list_shares_the_perpetrator_before_its_verb() -> None:
    assert agents("Gunmen killed 12 civilians in Aden and seven in Taiz.") == ["Gunmen", "Gunmen"]


@pytest.mark.parametrize(
    "text",
    [
        "Three armed men killed two guards.",
        "Three armed men who were hiding in a house killed two guards.",
        "On Monday, three gunmen on motorcycles attacked a bus, killing two passengers.",
    ],
)
def test_those_who_did_it_are_no_victims(text: str) -> None:
    found = extract(Report(text, language="en"))
    assert [claim.count.low for claim in found.claims] == [2]
    assert "counts those said to have done it" in [passed.reason for passed in found.passed_over]


def test_a_part_of_others_than_the_whole_is_no_part_of_it() -> None:
    assert not extract(
        Report("The attackers killed 12 people before police shot dead three of them.", language="en")
    ).breakdowns


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("A car bomb killed 12 people.", "car bomb"),
        ("Twelve people were killed in an air strike by the army.", "air strike"),
        ("Gunmen killed 12 people in an ambush.", "ambush"),
        ("Twelve people died from shelling.", "shelling"),
        ("Twelve people were killed in the town of Homs.", None),
    ],
)
def test_a_weapon_or_an_event_is_a_cause(text: str, cause: str | None) -> None:
    assert [claim.cause for claim in claims(text)] == [cause]
