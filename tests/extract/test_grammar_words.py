"""Every small word of the English grammar does its work: with another word in its place a sentence says less or more.

Each table has sentences in which its words decide something: who is counted, of which whole a number is a part, who
speaks, where, when. The same sentence with a word that means nothing must give another result.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tollbook.extract import extract
from tollbook.records import Report, wire

FOLDER = Path(str(files("tollbook.language.en")))
NOTHING = "qqq"
WORD_FIELDS = ("words", "nouns", "names", "again", "describing", "adjectives")
LEFT_OUT = {"id", "start", "end", "quote", "number", "extractor", "report", "claim", "total", "items"}
AS_PRINTED = {"said", "source", "affiliation", "cause", "places"}
"""Fields in words of the text, which may hold the word itself."""
TOLD_AT_LENGTH = "A man was killed on Monday. He was 30. He had two sons. Nobody saw it. It rained."
SENTENCES: dict[str, tuple[str, ...]] = {
    "links.tally": ("Ten people were killed. The {} is seven.",),
    "links.auxiliary": ("Seven {} killed.", "Seven were {} killed.", "Seven people {} killed five days ago."),
    "links.passive": (
        "Seven soldiers {} killed five days ago.",
        "Seven {} killed.",
        "Seven people {} dead.",
        "Seven {} civilians.",
    ),
    "links.joining": (
        "12 people were killed in Hama {} seven in Homs.",
        "12 people were killed in Hama {} 7 in Homs.",
    ),
    "links.placing": (
        "12 people were killed {} Hama and seven in Homs.",
        "12 people were killed in the hills {} Hama and seven in Homs.",
    ),
    "links.belonging": ("Ten people were killed. Seven {} army.",),
    "links.wholly": ("Seven people killed{} Alawites.", "Seven people{} Alawites, were killed."),
    "links.defining": ("Any raid {} the killing of seven people.", "Massacres {} the killing of seven people."),
    "links.unharmed": ("Ten men were abducted, of whom seven have been {}.", "Ten were injured; seven {}."),
    "links.determiner": ("They killed {} seven people.", "They killed {} people.", "Among {} seven children died."),
    "links.reaching": ("The death toll {} seven.", "The death toll has {} seven.", "Ten died. The count {} seven."),
    "links.arriving": ("The number of people killed {} seven.", "The killed {} seven.", "Those killed {} to seven."),
    "links.cut": ("Ten people were killed. By {}: Kisumu, 3; Nairobi, 7.",),
    "links.boundary": (
        "Seven people left {} gunmen were killed.",
        "It could rain {} seven people were killed.",
        "Seven people were killed {} the road was hit by soldiers.",
    ),
    "links.moment": ("Five men killed the {}.", "Five men killed the {} before."),
    "links.cause": (
        "Seven people were killed by {} soldiers launched.",
        "The {} soldiers launched killed seven people.",
    ),
    "links.locative": (
        "Seven people were killed {} Hama.",
        "Gunmen killed her {} Hama.",
        "Gunmen killed her {} Friday.",
    ),
    "links.address": ("A monitor {} Hama said seven people were killed.",),
    "links.earlier": ("Fighting erupted {} executions of seven people.",),
    "links.mostly": ("Seven people, {} women, were killed.",),
    "links.background": ("Seven people were killed {}.", "{} seven people were killed."),
    "links.agent": ("Seven people were killed {} soldiers.", "Seven people lost their lives {} soldiers."),
    "links.link.part": (
        "Ten people were killed, {} seven children.",
        "Ten people were killed, seven {} children.",
        "Ten people were killed. Seven {} were children.",
        "Ten people were killed; {} seven children.",
    ),
    "links.link.whole": (
        "Seven people were killed, {} to twelve killed.",
        "Five people died. {} the death toll reached twelve.",
        "Counting {} 120 fighters, the death toll has risen to 524.",
        "{} 120 fighters, the death toll has risen to 524.",
    ),
    "links.link.sum": ("Five women died and five men died, ten people killed {}.",),
    "links.link.list": (
        "Ten people were killed. The {}: seven women.",
        "Ten people were killed, {}: seven women and three men.",
        "Ten people were killed, {} seven women.",
    ),
    "links.link.besides": ("Ten people were killed, {} seven fighters.", "{} seven fighters, ten people were killed."),
    "links.certainty": ("Seven people were killed by {} gunmen.", "Gunmen {} the attack that killed seven people."),
    "links.accusation": (
        "The court {} soldiers of killing seven people.",
        "The court {} soldiers for the killing of seven people.",
        "Judges {} soldiers of the killing of seven people.",
    ),
    "links.deed": (
        "Soldiers {} an attack that killed seven people.",
        "Soldiers {} the village, killing seven people.",
        "Soldiers {} the killing of seven people.",
        "Soldiers {} killing seven people.",
        "Soldiers are {} the killing of seven people.",
        "Soldiers were {} killing seven people.",
        "An attack {} by soldiers killed seven people.",
        "Seven people died when soldiers {}.",
        "Soldiers {}, killing seven people.",
    ),
    "links.attack": (
        "Soldiers {} the village, and seven people were killed.",
        "Seven people died when soldiers {} the village.",
        "Soldiers kept {} the village, and seven people were killed.",
        "Seven people died when soldiers {}.",
    ),
    "links.military": ("Seven people were killed by Russian {}.", "Seven people were killed in Russian {}."),
    "links.aside": ("Seven people were killed in an area {} by soldiers.", "Seven people died in a {} by soldiers."),
    "links.mutual": ("Soldiers {} with rebels, killing seven people.", "Soldiers {} and killed seven people."),
    "links.machine": ("Seven people were killed by the {}.",),
    "links.doer": ("Seven people were killed by the {}.",),
    "links.side": ("Seven people were killed by forces of the {}.",),
    "links.street": ("At 4120 Harbor {W} two died.", "Police found 4120 Harbor {W} residents dead."),
    "links.placenoun": ("Seven people were killed in Qawra {}.", "Seven people were killed in the {} of Qawra."),
    "places.area": (
        "Seven people were killed on Syria's {}.",
        "Seven people were killed in the {} of Syria.",
        "Seven people were killed on the Syrian {}.",
        "Seven people were killed in Syria's {}.",
    ),
    "places.area.adjectives": (
        "Seven people were killed in {} Syria.",
        "Seven people were killed in the {} provinces of Syria.",
        "Seven people were killed in Syria's {} region.",
    ),
    "places.borderless": ("Seven people were killed in the {W}.", "Seven people were killed in {W}."),
    "places.nowhere": ("Seven people were killed in {}.",),
    "places.country": ("Seven people were killed in {}.",),
    "places.division": (
        "Seven people were killed in Latakia {}.",
        "Seven people were killed in Qawra {}.",
        "Seven people were killed in the {} of Qawra.",
    ),
    "places.part": (
        "Seven people were killed in Latakia {}.",
        "Seven people were killed in the {} of Latakia.",
    ),
    "places.settlement": (
        "Seven people were killed in the {} of Qawra.",
        "Seven people were killed in Qawra {}.",
    ),
    "places.again": (
        "Seven people were killed in Homs. Ten people were wounded in {}.",
        "Seven people were killed in Latakia province. Ten people were wounded in {}.",
        "Seven people were killed in Syria. Ten people were wounded in {}.",
    ),
    "places.where": ("Seven people were killed {} Latakia.",),
    "places.having": (
        "Ten people were killed: Latakia {0} seven, Hama {0} three.",
        "Ten were killed, Latakia {} seven.",
        "Ten were killed: Latakia {0} 7), Hama {0} 3).",
        "Ten were killed in all. Latakia {} seven dead.",
    ),
    "places.demonym": (
        "Seven people were killed on the {W} coast.",
        "Seven people were killed in the {W} desert.",
        "Seven people were killed on the {} coast.",
    ),
    "individuals.fate": ("The teacher's {} shook the town.", "Police found his {}."),
    "individuals.kin": ("A {} and brother in law of hers died.", "A father and {} died."),
    "numbers.pairs": ("A {} of people were killed.",),
    "numbers.numbered": ("Seven people were killed on {W} 7.",),
    "links.separate": (
        "Two men were killed. {W}, three men were killed.",
        "Two men were killed. {W} Homs, three men were killed.",
    ),
    "links.different": (TOLD_AT_LENGTH + " {W} shooting left seven people dead.",),
    "links.occasion": (TOLD_AT_LENGTH + " Another {} left seven people dead.",),
    "links.other_stories": ("{W}: Seven people were killed in Tulsa.",),
    "individuals.about": ("The teacher's murder {} began.",),
    "individuals.unnamed": ("Ashdown {W} was killed.", "{W} Ashdown was killed."),
    "links.retold": (
        "He was {} over the killing of seven people.",
        "{} the killing of seven people.",
        "The {} recalled seven people killed.",
    ),
    "links.everybody": ("Seven people were killed.\n\n{} were civilians.",),
    "links.superlative": (
        "It was the {} attack since seven people were killed.",
        "The {} since seven people were killed.",
    ),
    "links.long_ago": (
        "Seven people were killed {}.",
        "Seven people were killed two {}.",
        "{}, seven people were killed.",
        "Two people were shot dead on Sunday. The {} toll stands at seven dead.",
        "Two people were shot dead on Sunday. The {} was seven dead.",
    ),
    "links.aftermath": (
        "A {} followed. Seven people were killed in 1998.",
        "He was {}. Seven people were killed in 1998.",
    ),
    "links.correcting": (
        "The office {} the toll of dead to seven from twelve.",
        "The office {} its toll of twelve dead; seven were killed.",
        "The office counted seven dead {} twelve.",
        "The office {} put the dead at twelve; it was seven.",
    ),
    "voices.said": (
        "The Harbour Observatory {} seven people killed.",
        "The Harbour Observatory {} that seven people were killed.",
        "The Harbour Observatory is {} that seven people were killed.",
    ),
    "voices.unsaid": ("The Harbour Observatory {} seven people were killed.",),
    "voices.according": (
        "{} the Harbour Observatory, seven people were killed.",
        "Seven people were killed, {} the Harbour Observatory.",
    ),
    "voices.citing": (
        "The paper wrote, {} the Harbour Observatory, that seven people were killed.",
        "Reuters {} the Harbour Observatory: seven people were killed.",
    ),
    "voices.passing": (
        "The Harbour Observatory {} Reuters that seven people were killed.",
        "Seven died, the Harbour Observatory said, {} Reuters.",
    ),
    "voices.publications": ("The Harbour Observatory's {} show that seven people were killed.",),
    "voices.shown_verbs": ("The Harbour Observatory's records {} that seven people were killed.",),
    "voices.shown": ("{W} showed seven people killed.", "In a {} seven bodies can be seen."),
    "voices.spokes": (
        "A {} of the Harbour Observatory said that seven people were killed.",
        "Its {} said that seven people were killed.",
    ),
    "voices.staff": (
        "The Harbour Observatory's {} documented seven deaths.",
        "The Harbour Observatory's {} said that seven people were killed.",
    ),
    "voices.titles": (
        "According to {W} Ada Lund of the Harbour Observatory, seven people were killed.",
        "According to {W}. Ada Lund of the Harbour Observatory, seven people were killed.",
    ),
    "voices.leading": ("Ashdown, who {} the Harbour Observatory, said that seven people were killed.",),
    "voices.nobody": ("{W} said that seven people were killed.",),
    "voices.pronouns": (
        "The Harbour Observatory spoke. {} said that seven people were killed.",
        "Maria Ashdown said that ten people died. {} said that seven people were killed.",
        "John Ashdown said that ten people died. {} added that seven people were killed.",
    ),
    "voices.persons": (
        "An official said ten were hurt. It rained. It snowed. Dogs barked. It rained. {W} said seven died.",
    ),
    "voices.small": ("The Observatory {} Harbours said that seven people were killed.",),
    "voices.between": (
        "The Harbour Observatory {} said that seven people were killed.",
        "The Harbour Observatory in {} statement said that seven people were killed.",
        "The Harbour Observatory on {} Monday said that seven people were killed.",
    ),
    "voices.prepositions": ("People {} the Harbour Observatory said that seven people were killed.",),
    "voices.describing": (
        "The Harbour Observatory {} Hama said that seven people were killed.",
        "The Harbour Observatory {} in Hama said that seven people were killed.",
        "The Harbour Observatory {} works in Hama said that seven people were killed.",
        "A group {} with victims said that seven people were killed.",
    ),
    "voices.organisation.nouns": ("The Harbour {W} is in Hama. It said that seven people were killed.",),
    "voices.organisation.again": ("The Harbour Observatory spoke. The {} said that seven people were killed.",),
    "voices.body.names": ("{} is in Hama. It said that seven people were killed.",),
    "voices.body.again": (
        "Reuters spoke. The {} said that seven people were killed.",
        "The UN spoke. The {} said that seven people were killed.",
    ),
    "voices.anonymous.nouns": (
        "Seven people were killed, {} said.",
        "On Friday {} said that seven people were killed.",
    ),
    "voices.anonymous.describing": ("Seven people were killed, {} officials said.",),
    "time.part_of_year": ("Seven people were killed in the {}.",),
    "time.since": ("Seven people were killed {} 6 March.",),
    "time.until": ("Seven people were killed {} 6 March.",),
    "time.before": ("Seven people were killed {} 6 March.",),
    "time.past": ("Seven people were killed {} week.", "Seven people were killed {} two weeks."),
    "time.units": ("Seven people were killed over the past {}.", "Seven people were killed over the past two {}."),
    "time.abbreviations": ("Seven people led by {}. Green were killed.",),
    "time.weekdays": ("Seven people were killed on {W}.",),
    "time.months": ("Seven people were killed on 6 {W}.",),
    "time.relative": (
        "Seven people were killed {}.",
        "Ten people died on 6 March. Seven people were killed {}.",
        "Ten people died on 6 March. Seven people {}.",
        "The fighting went on between 3 and 6 March. Seven people were wounded {}.",
        "Ten people have died since 6 March. It rained. It snowed. It rained. Seven people were killed {}.",
    ),
    "time.as_of": ("Seven people had been killed {} 6 March.",),
    "time.ago": ("Seven people were killed two days {}.",),
    "time.began": ("Seven people have been killed since fighting {} in the south on 6 March.",),
    "time.hours": ("Seven people were killed before {} on Friday.",),
    "time.parts": (
        "Seven people were killed since {} Friday.",
        "Seven people were killed since the {} of 6 March.",
        "Seven people were killed since Friday {}.",
        "Seven people were killed {} Friday.",
    ),
}


WITH_MEANINGS = {
    "voices.outlets",
    *("harms.harm", "harms.verb", "persons.person", "groups.group", "forces.force", "things.thing", "links.mode"),
    *(f"numbers.{table}" for table in ("values", "scales", "groups", "vague", "hedge", "trailing", "unit", "currency")),
}
"""Tables whose sentences are in `test_lexicon_entries.py` or `test_issuers.py`: what they mean is checked too."""
OTHERWISE = {"time.hours": "late", "links.address": "in", "voices.unsaid": "said", "places.nowhere": "Homs"}
"""Words that decide something else, where a word that means nothing decides the same."""


@cache
def word_lists() -> dict[str, list[str]]:
    """The words of every table by its name: ``links.tally``, ``voices.body.names``, ``links.link.part``."""
    found: dict[str, list[str]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for table, value in tomllib.loads(path.read_text("utf-8")).items():
            for name, words in _lists(table, value):
                found.setdefault(f"{path.stem}.{name}", []).extend(words)
    return found


def _lists(name: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    if isinstance(value, list) and isinstance(value[0], str):
        yield name, value
    elif isinstance(value, list):
        for table in value:
            yield from _lists(f"{name}.{table['kind']}" if name == "link" else name, table)
    elif fields := [field for field in value if field in WORD_FIELDS and isinstance(value[field], list)]:
        for field in fields:
            yield (name if field == "words" else f"{name}.{field}"), value[field]
    else:
        spellings = [word for words in value.values() if isinstance(words, list) for word in words]
        yield name, spellings or list(value)


def result(sentence: str, word: str) -> Any:
    """What is read, without places in the text, and with the word itself made the same."""
    text = sentence.format(word, W=word.title())
    text = text[:1].upper() + text[1:]
    reading = wire.encode(extract(Report(text, published="2025-03-08", language="en")))
    reading.pop("report")
    return _plain(reading, word.lower())


def _plain(value: Any, word: str, field: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _plain(entry, word, key) for key, entry in value.items() if key not in LEFT_OUT}
    if isinstance(value, list):
        return [_plain(entry, word, field) for entry in value]
    if field in AS_PRINTED and isinstance(value, str):
        return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", NOTHING, value.lower())
    return value


def idle(words: Iterable[str], sentences: Iterable[str], otherwise: str = NOTHING) -> list[str]:
    """The words that change nothing in any of the sentences."""
    without = {sentence: result(sentence, otherwise) for sentence in sentences}
    return [word for word in words if all(result(sentence, word) == other for sentence, other in without.items())]


def test_every_table_of_every_lexicon_has_sentences() -> None:
    tables = {path for path in word_lists() if ".".join(path.split(".")[:2]) not in WITH_MEANINGS}
    assert tables == set(SENTENCES)


@pytest.mark.parametrize("path", SENTENCES)
def test_every_word_of_a_table_changes_what_a_sentence_says(path: str) -> None:
    lost = idle(word_lists()[path], SENTENCES[path], OTHERWISE.get(path, NOTHING))
    assert not lost, lost


@pytest.mark.parametrize("path", SENTENCES)
def test_a_word_that_is_in_no_lexicon_changes_nothing(path: str) -> None:
    assert idle(["zzzz"], SENTENCES[path]) == ["zzzz"]
