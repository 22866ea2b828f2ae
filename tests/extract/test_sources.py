"""Who says a number: named, unnamed, named again, carried over, several in one sentence; and who does not."""

import pytest

from tollbook.extract import extract
from tollbook.records import CaseDefinition, Claim, EvidenceBasis, Report, Source

OBSERVATORY = "The Coast Observatory (CO) said that 12 people were killed. "


def read(text: str, case: CaseDefinition | None = None) -> tuple[Claim, ...]:
    return extract(Report(text, published="2025-03-08"), case).claims


def sources(text: str) -> list[str | None]:
    return [claim.source for claim in read(text)]


def bases(text: str) -> list[EvidenceBasis | None]:
    words = [claim.evidence.get("attributed_to") for claim in read(text)]
    return [one.basis if one else None for one in words]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("A senior security official said that 12 people were killed.", "A senior security official"),
        ("12 people were killed, two witnesses told reporters.", "two witnesses"),
        ("Residents of the town said that 12 people were killed.", "Residents of the town"),
        ("12 people were killed, police and medics said.", "police and medics"),
        ("12 people were killed, said the Coast Observatory.", "Coast Observatory"),
        ("The Coast Observatory, a monitor based in Berlin, has counted 12 dead.", "Coast Observatory"),
        ("A monitoring group based in Berlin said 12 people were killed.", "A monitoring group"),
        ("According to figures from the Coast Observatory, 12 people were killed.", "Coast Observatory"),
        ("The Coast Observatory's figures show that 12 people were killed.", "Coast Observatory"),
        ("The UN human rights office has verified that 12 civilians were killed.", "UN human rights office"),
        ("Health Minister Ali Adamu said that 12 people were killed.", "Health Minister Ali Adamu"),
        ("12 people were killed, the imam, Yusuf Adamu, said.", "imam, Yusuf Adamu"),
        ("Save the Children said that 12 people were killed.", "Save the Children"),
        ("A Reuters investigation has found that 12 people were killed.", "Reuters"),
        ("Videos showed 12 dead people in a street.", "Videos"),
        ("In her statement Ada Lund was quoted as saying that 12 people were killed.", "Ada Lund"),
    ],
)
def test_whoever_is_said_to_say_it_is_the_source(text: str, source: str) -> None:
    assert sources(text) == [source]


@pytest.mark.parametrize(
    "text",
    [
        "12 people were killed.",
        "12 people were killed, the army was told.",
        "The rebels claimed responsibility for an attack in which 12 people were killed.",
        "An attack on the ministry claimed 12 lives.",
        "Clashes in Damascus killed 12 people.",
        "We counted 12 people killed.",
        "Others said 12 people were killed.",
    ],
)
def test_who_says_nothing_of_it_is_no_source(text: str) -> None:
    assert sources(text) == [None]


@pytest.mark.parametrize(
    ("text", "origin", "relays"),
    [
        ("Reuters, citing the Coast Observatory, said 12 people were killed.", "Coast Observatory", ["Reuters"]),
        ("The governor told Reuters that 12 people were killed.", "The governor", ["Reuters"]),
        ("12 people were killed, Reuters reported.", "Reuters", []),
        ("A commander quoted by the BBC said that 12 people were killed.", "A commander", ["BBC"]),
    ],
)
def test_who_passes_it_on_is_not_who_counted(text: str, origin: str, relays: list[str]) -> None:
    (claim,) = (one for one in read(text) if one.number)
    assert claim.source == origin
    assert [voice.said for voice in claim.attributed_to if voice.role == "relay"] == relays


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army put the dead at five; witnesses spoke of seven killed.", ["The army", "witnesses"]),
        (
            "Police said five people were killed, while a hospital official reported nine dead.",
            ["Police", "a hospital official"],
        ),
        ("Five people were killed, police said, but residents said seven were killed.", ["police", "residents"]),
        (
            "According to the Coast Observatory nine people were killed, but the army said two were killed.",
            ["Coast Observatory", "the army"],
        ),
    ],
)
def test_each_number_of_a_sentence_has_its_own_source(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Observatory said nine were wounded.",
        "The monitor said nine were wounded.",
        "The group also counted nine wounded.",
        "It said nine were wounded.",
        "CO has counted nine wounded.",
        "Its spokesman, Ada Lund, said nine were wounded.",
    ],
)
def test_a_source_is_known_under_its_other_names(text: str) -> None:
    assert sources(OBSERVATORY + text) == ["CO", "CO"]


def test_who_speaks_for_a_source_is_the_source_from_then_on() -> None:
    text = (
        OBSERVATORY + "Ada Lund, who heads the Observatory, said nine were wounded. Lund added that two were missing."
    )
    assert sources(text) == ["CO", "CO", "CO"]


def test_a_person_who_speaks_for_nobody_is_a_source_of_its_own() -> None:
    text = OBSERVATORY + "Ada Lund, a teacher in the town, said nine were wounded. She spoke of two people missing."
    assert sources(text) == ["CO", "Ada Lund", "Ada Lund"]


def test_a_case_knows_its_sources_by_their_names() -> None:
    case = CaseDefinition(sources=(Source("CO", names=("Coast Observatory", "OC")),))
    (claim,) = read("The OC said that 12 people were killed.", case)
    assert claim.source == "CO"


def test_a_monitor_without_name_is_the_one_that_the_report_names_later() -> None:
    found = read("12 killed on the coast, monitor says\n\nThe Coast Observatory has counted 12 dead.")
    assert [claim.source for claim in found] == ["Coast Observatory", "Coast Observatory"]
    assert found[0].evidence["attributed_to"].basis is EvidenceBasis.INFERRED


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Coast Observatory and the Hill Observatory count the dead. A monitor said 12 died.", "A monitor"),
        ("The Ministry of Health counts the dead. A monitoring group said 12 people died.", "A monitoring group"),
        (OBSERVATORY + "Another group said that nine people died.", "Another group"),
    ],
)
def test_among_several_or_unlike_sources_nobody_is_guessed(text: str, source: str) -> None:
    assert sources(text)[-1] == source


def test_it_is_the_organisation_that_the_sentence_before_began_with() -> None:
    assert sources(OBSERVATORY + "The Mine Office opened in May. It has documented 30 dead.")[-1] == "Mine Office"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven were wounded.", EvidenceBasis.CARRIED_OVER),
        ("Rain fell. It was dark. Seven were wounded.", EvidenceBasis.CARRIED_OVER),
        ("Rain fell. It was dark. Dogs barked. Seven were wounded.", None),
        ("Hundreds were wounded.", EvidenceBasis.CARRIED_OVER),
        ("\n\nHundreds were wounded.", None),
        ("Hundreds were displaced.", None),
        ("\n\nSeven were wounded.", EvidenceBasis.CARRIED_OVER),
        ("In a civil war ten years ago 9,000 people were killed.", None),
    ],
)
def test_a_source_speaks_on_for_a_while_and_is_marked(text: str, expected: EvidenceBasis | None) -> None:
    assert bases(OBSERVATORY + text)[-1] is expected


def test_a_source_without_name_does_not_speak_on_in_a_new_paragraph() -> None:
    assert sources("Police said that 12 people were killed.\n\nSeven people were wounded.") == ["Police", None]


def test_after_two_sources_in_one_sentence_neither_speaks_on() -> None:
    text = "The army put the dead at five; witnesses spoke of seven killed. Nine people were wounded."
    assert sources(text) == ["The army", "witnesses", None]


def test_a_quotation_has_one_speaker_to_its_end() -> None:
    text = (
        'A doctor said: "Nine people died. It rained. It was dark. Nobody came. Six people were wounded." '
        "Rain fell. It was dark. Dogs barked. Two people were missing."
    )
    assert sources(text) == ["A doctor", "A doctor", None]


def test_the_speaker_named_behind_a_quotation_has_said_all_of_it() -> None:
    text = '"Nine people died. Six people were wounded.\n\n"Two people are missing," the Coast Observatory said.'
    assert sources(text) == ["Coast Observatory"] * 3
    assert bases(text) == [EvidenceBasis.INFERRED, EvidenceBasis.INFERRED, EvidenceBasis.STATED]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("12 killed in market blast: officials", "officials"),
        ("UN: 12 civilians killed in market blast", "UN"),
        ("Dead since 6 March (CO): 12 people killed\n\n" + OBSERVATORY, "CO"),
    ],
)
def test_headlines_and_tables_name_their_source_with_a_colon(text: str, source: str) -> None:
    assert sources(text)[0] == source
