"""Every entry of the English lexicons does its work in a sentence: what it says reaches a claim, or a reason.

Each table has sentences to put its phrases into. A phrase is reached if in one of them it, and not a shorter or longer
one, gives what its table says; the failure names the phrases that never do.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from tollbook.extract import extract
from tollbook.language.en.lexicons import verb_forms
from tollbook.language.en.people.phrases import plural
from tollbook.records import Claim, EvidenceBasis, Extraction, Report

Table = dict[str, Any]
Works = Callable[[Extraction, str], bool]
SEVEN = 7


@cache
def lexicon(name: str) -> Table:
    return tomllib.loads(files("tollbook.language.en").joinpath(f"{name}.toml").read_text("utf-8"))


def read(text: str) -> Extraction:
    return extract(Report(text[:1].upper() + text[1:], published="2025-03-08", language="en"))


def unreached(phrases: Iterable[str], patterns: Iterable[str], works: Works) -> list[str]:
    """The phrases for which none of the sentences works."""
    sentences = list(patterns)
    return [
        phrase for phrase in phrases if not any(works(read(pattern.format(phrase)), phrase) for pattern in sentences)
    ]


def test_a_word_that_is_in_no_lexicon_is_reached_by_no_sentence() -> None:
    for table in lexicon("harms")["harm"]:
        assert unreached(["qqq"], HARM_SENTENCES[table["form"]], lambda read, _: bool(read.claims)) == ["qqq"]


def words_of(extraction: Extraction, claim: Claim, field: str) -> str:
    """The words of the text that gave a field, in lower case."""
    found = claim.evidence.get(field)
    return extraction.report.text[found.start : found.end].lower() if found else ""


def said_by(extraction: Extraction, field: str, phrase: str) -> Iterator[Claim]:
    """The claims whose field comes from the phrase, as the text says it."""
    for claim in extraction.claims:
        stated = field in claim.evidence and claim.evidence[field].basis is EvidenceBasis.STATED
        if stated and words_of(extraction, claim, field) == phrase.lower():
            yield claim


def reason_of_seven(extraction: Extraction) -> str | None:
    return next((one.reason for one in extraction.passed_over if one.quote.lower() in ("7", "seven")), None)


HARM_SENTENCES = {
    "participle": (
        "Seven people were {}.",
        "Gunmen {} seven people.",
        "Seven people have {}.",
        "A bullet {} seven people.",
        "Troops came, and seven people were {}.",
        "Seven people were {} at a protest.",
    ),
    "past": (
        "Seven people {}.",
        "Seven soldiers {}.",
        "Seven people {} in the fighting.",
    ),
    "active": (
        "The attack {} seven people.",
        "The attacks {} seven people.",
        "They {} seven people for burns.",
        "Troops {} seven people.",
        "Gunmen {} seven people.",
    ),
    "gerund": ("The bomb went off, {} seven people.", "A bullet came in, {} seven people."),
    "state": (
        "The attack left seven people {}.",
        "Seven people are {}.",
        "They took seven people {}.",
        "They put seven people {}.",
        "It cost seven people {}.",
        "They herded seven people {}.",
    ),
    "noun": ("Seven {} were recorded.", "Seven {} were registered.", "The attack claimed seven {}."),
    "of": (
        "They mourned the {} seven people.",
        "It ended the {} seven people.",
        "They reported {} seven people.",
        "The {} seven people is unknown.",
    ),
    "toll": ("The {} rose to seven.", "{} rose to seven."),
    "condition": ("A man was found with a {}.", "A man was taken to {}.", "A man is {}.", "A man is in {}."),
}


VERB_SENTENCES = {
    "participle": ("Gunmen came, and seven people were {}.", "Troops came, and seven civilians were {}."),
    "active": (
        "Gunmen {} seven people.",
        "A gunman {} seven people.",
        "Troops {} seven civilians.",
        "A guard {} seven civilians.",
    ),
    "gerund": ("Gunmen came, {} seven people.", "Troops came, {} seven civilians."),
    "of": ("They spoke of the {} seven people by gunmen.", "They spoke of the {} seven civilians by troops."),
}


@pytest.mark.parametrize(
    "table", lexicon("harms")["harm"], ids=lambda table: f"{table['harm']} {table['form']} {table['words'][0]}"
)
def test_every_harm_phrase_ties_a_number_to_its_harm(table: Table) -> None:
    def works(extraction: Extraction, phrase: str) -> bool:
        found = said_by(extraction, "harm", phrase)
        people = 1 if table["form"] == "condition" else SEVEN  # said of one person at a time
        return any(claim.harm == table["harm"] and claim.count.low == people for claim in found)

    lost = unreached(table["words"], HARM_SENTENCES[table["form"]], works)
    assert not lost, lost


@pytest.mark.parametrize("table", lexicon("harms")["verb"], ids=lambda table: f"{table['harm']} {table['words'][0]}")
def test_every_verb_of_harm_ties_a_number_to_its_harm_in_all_its_forms(table: Table) -> None:
    def works(extraction: Extraction, phrase: str) -> bool:
        found = said_by(extraction, "harm", phrase)
        return any(claim.harm == table["harm"] and claim.count.low == SEVEN for claim in found)

    lost = [
        word
        for verb in table["words"]
        for form, words in verb_forms(verb).items()
        for word in unreached(words, VERB_SENTENCES[form], works)
    ]
    assert not lost, lost


VICTIMS = ("status", "group", "sex", "age", "role")
PEOPLE = (
    "Seven {} were killed.",
    "Gunmen killed seven {}.",
    "The attack claimed seven {}.",
    "Seven of {} were killed.",
)
SOMEBODY = ("One {} was killed.", "A {} was killed.", "An {} was killed.")


def says_of_victims(table: Table, count: int) -> Works:
    """Whether a claim of so many people has all values of a table, each from the phrase itself."""
    wanted = {field: table[field] for field in VICTIMS if field in table}

    def works(extraction: Extraction, phrase: str) -> bool:
        return any(
            claim.count.low == count
            and all(_value(claim, field) == value for field, value in wanted.items())
            and all(words_of(extraction, claim, f"victims.{field}") == phrase.lower() for field in wanted)
            for claim in extraction.claims
        )

    return works


def _value(claim: Claim, field: str) -> Any:
    value = getattr(claim.victims, field)
    return list(value) if field == "status" and value else value


def person_tables() -> list[Table]:
    return [table for table in lexicon("persons")["person"] if "pair" not in table]


def several(table: Table) -> list[str]:
    return [*map(plural, table.get("nouns", ())), *table.get("words", ())]


def one(table: Table) -> list[str]:
    return [*table.get("nouns", ()), *table.get("one", ())]


def table_name(table: Table) -> str:
    return " ".join(str(value) for key, value in table.items() if key in VICTIMS) or "people"


@pytest.mark.parametrize("table", person_tables(), ids=table_name)
def test_every_noun_for_people_gives_what_it_says_about_them(table: Table) -> None:
    lost = unreached(several(table), PEOPLE, says_of_victims(table, SEVEN))
    assert not lost, lost


@pytest.mark.parametrize("table", person_tables(), ids=table_name)
def test_every_noun_for_one_person_gives_what_it_says_about_them(table: Table) -> None:
    lost = unreached(one(table), SOMEBODY, says_of_victims(table, 1))
    assert not lost, lost


@pytest.mark.parametrize("table", person_tables(), ids=table_name)
def test_a_number_of_people_of_whom_no_harm_is_said_is_passed_over_as_people(table: Table) -> None:
    patterns = ("Seven {} came.", "They saw seven {}.", "They saw seven of {}.")
    harms = {word for harm in lexicon("harms")["harm"] for word in harm["words"]}
    phrases = [phrase for phrase in several(table) if harms.isdisjoint({phrase, *phrase.split()})]
    lost = unreached(phrases, patterns, lambda read, _: reason_of_seven(read) == "people, but no harm is said of them")
    assert not lost, lost


def test_every_name_of_a_community_gives_the_community() -> None:
    for table in lexicon("groups")["group"]:
        lost = unreached(
            table["words"],
            ("Seven {} were killed.", "Seven {} villagers were killed."),
            lambda read, phrase, name=table["name"]: any(  # type: ignore[misc]
                claim.victims.group == name for claim in said_by(read, "victims.group", phrase)
            ),
        )
        assert not lost, lost


@pytest.mark.parametrize("table", lexicon("forces")["force"], ids=lambda table: table["status"][0])
def test_every_body_gives_its_members_their_status(table: Table) -> None:
    patterns = ("Seven members of the {} were killed.", "Seven men of the {} were killed.", "Seven belonged to the {}.")
    before = "Ten people were killed. "

    def works(extraction: Extraction, phrase: str) -> bool:
        return any(list(claim.victims.status or ()) == table["status"] for claim in extraction.claims)

    lost = unreached(table["words"], (before + pattern for pattern in patterns), works)
    assert not lost, lost


@pytest.mark.parametrize("table", lexicon("things")["thing"], ids=lambda table: table["reason"])
def test_every_thing_that_is_no_victim_is_passed_over_with_its_reason(table: Table) -> None:
    lost = unreached(
        table["words"], ("They saw seven {} there.",), lambda read, _: reason_of_seven(read) == table["reason"]
    )
    assert not lost, lost


@pytest.mark.parametrize("table", lexicon("numbers")["unit"], ids=lambda table: table["reason"])
def test_every_unit_is_passed_over_with_its_reason(table: Table) -> None:
    patterns = ("It was 7 {} there.", "It was a 7{} there.", "It was a seven{} there.")
    lost = unreached(table["words"], patterns, lambda read, _: reason_of_seven(read) == table["reason"])
    assert not lost, lost


def test_every_currency_makes_an_amount_of_money() -> None:
    words = [word for table in lexicon("numbers")["currency"] for word in table["words"]]
    lost = unreached(words, ("They paid {}7.",), lambda read, _: reason_of_seven(read) == "an amount of money")
    assert not lost, lost


@pytest.mark.parametrize("table", lexicon("numbers")["hedge"], ids=lambda table: table["quantifier"])
def test_every_hedge_before_a_number_gives_its_quantifier(table: Table) -> None:
    lost = unreached(
        table["words"],
        ("{} seven people were killed.", "The death toll {} seven."),
        lambda read, phrase: any(
            claim.count.quantifier == table["quantifier"] and claim.count.said.lower() == f"{phrase} seven"
            for claim in read.claims
        ),
    )
    assert not lost, lost


@pytest.mark.parametrize("table", lexicon("numbers")["trailing"], ids=lambda table: table["quantifier"])
def test_every_hedge_behind_a_number_gives_its_quantifier(table: Table) -> None:
    lost = unreached(
        table["words"],
        ("Seven {} people were killed.", "Seven {} were killed."),
        lambda read, phrase: any(
            claim.count.quantifier == table["quantifier"] and claim.count.said == f"Seven {phrase}"
            for claim in read.claims
        ),
    )
    assert not lost, lost


@pytest.mark.parametrize(("name", "before", "times"), [("values", "", 1), ("scales", "two ", 2), ("groups", "two ", 2)])
def test_every_word_for_a_number_is_its_value(name: str, before: str, times: int) -> None:
    for word, value in lexicon("numbers")[name].items():
        (claim,) = read(f"{before}{word} people were killed.").claims
        assert (claim.count.low, claim.count.said.lower()) == (times * value, f"{before}{word}")


def test_every_vague_word_is_kept_and_has_no_value() -> None:
    lost = unreached(
        lexicon("numbers")["vague"]["words"],
        ("{} people were killed.", "{} of people were killed."),
        lambda read, phrase: any(
            claim.count.quantifier == "vague" and claim.count.said.lower() == phrase for claim in read.claims
        ),
    )
    assert not lost, lost


MODE_SENTENCES = {
    "count": ("Seven people who are {} were wounded.",),
    "projection": (
        "Seven people {} be killed.",
        "Seven people {} die.",
        "Seven people are {} killed.",
        "Seven people are {} to have been killed.",
        "Seven people are {} have been killed.",
        "They {} seven people were killed.",
        "They {} kill seven people.",
        "The {} killing of seven people shook the town.",
    ),
    "denial": (
        "They {} that seven people were killed.",
        "They {} killing seven people.",
        "They {} seven people.",
        "Seven people were {}.",
        "{} among the seven killed.",
        "There were {} and not seven killed.",
    ),
    "increment": ("{} seven people were killed.", "Seven {} deaths were counted.", "Seven {} people were killed."),
    "stock": (
        "Seven people who {} were wounded.",
        "Seven people {} were wounded.",
        "Seven people are {}.",
        "Seven people {}.",
        "Seven wounded people {}.",
        "Seven wounded people are {}.",
    ),
    "floor": (
        "They {} that seven people were killed.",
        "They have {} that seven people were killed.",
        "They have {} seven deaths.",
        "They {} seven people.",
        "Seven people killed were listed {}.",
        "Seven bodies {}.",
        "Seven bodies were {}.",
    ),
    "instance": ("A {} seven people killed.", "{} seven people were killed.", "A {} that seven people were killed."),
    "retraction": ("They counted {} seven dead but twelve.",),
}


@pytest.mark.parametrize("mode", lexicon("links")["mode"])
def test_every_phrase_of_a_mode_gives_it(mode: str) -> None:
    lost = unreached(
        lexicon("links")["mode"][mode]["words"],
        MODE_SENTENCES[mode],
        lambda read, phrase: any(claim.mode == mode for claim in said_by(read, "mode", phrase)),
    )
    assert not lost, lost
