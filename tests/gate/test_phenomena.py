"""Sentences of our own, one phenomenon each: `phenomena/*.toml` says what a careful person reads in them.

The sentences were written before any extractor was run on them. `claims` lists every claim that a text holds; a claim
beyond the list fails as much as one that is not found. Of a claim the number (or that nothing is printed) and the harm
are always compared, other fields where they are given. An expectation is not weakened because the reader fails it.

name        what the sentence shows; unique in its file
text        English; published, publisher and the tables of a case (source, party, place ...) where they matter
number      the number expression alone, as printed; nth = 2 for its second occurrence in the text
person      where nothing is printed: words inside the quote
harm        "killed" where left out
count       the number, where low and high are the same; low, high: as printed, absent where not printed.
            A person without number counts one; quantifier = "none" counts nobody
source      words that name who counted; "" is the outlet's own voice. perpetrator: words of it, "" for nobody
places      names, each the most specific of its chain, or parts of a chain from the most specific on; [] for none
start, end, as_of    as much of the date as is sure: "2024-06" holds for every day of that June
part_of     the number or person of the total in the same text; same_as, restates, retracts, excludes likewise
passed      numbers that are no claims, with the reason where that is the phenomenon
headline    killed = 5, or { low = 300 }; 0 is nobody: zero, or nothing said
not_yet     why the reader does not get it right; the sentence fails as soon as it does
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tollbook.casebook.definition import definition
from tollbook.extract import extract
from tollbook.reconcile.figures.headline import headline
from tollbook.records import CaseDefinition, Claim, Extraction, Report

FOLDER = Path(__file__).parent / "phenomena"
CASE_TABLES = ("case", "source", "party", "place", "group")
EXPECTATIONS = {"claims", "passed", "headline"}
KEYS = EXPECTATIONS | {"name", "text", "published", "publisher", "not_yet"}
IDENTITY = {"number", "person", "nth", "harm", "count", "low", "high"}
RELATIONS = ("same_as", "restates", "retracts", "excludes")
Named = dict[str, Claim]


def sentences() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(file.read_text())
        case = definition({key: content[key] for key in CASE_TABLES if key in content}, file.name)
        for sentence in content["sentence"]:
            marks = [pytest.mark.xfail(reason=sentence["not_yet"])] if "not_yet" in sentence else []
            yield pytest.param(sentence, case, id=f"{file.stem}/{sentence['name']}", marks=marks)


SENTENCES = list(sentences())


@pytest.mark.parametrize(("sentence", "case"), SENTENCES)
def test_a_sentence_is_read_as_a_careful_person_reads_it(sentence: dict[str, Any], case: CaseDefinition) -> None:
    given = {key: sentence[key] for key in ("text", "published", "publisher") if key in sentence}
    found = extract(Report(**given), case)
    assert all(found.report.text[claim.start : claim.end] == claim.quote for claim in found.claims)
    wrong = [*claims_wrong(sentence, found), *passed_wrong(sentence, found), *headline_wrong(sentence, found)]
    assert not wrong, "\n".join([sentence["text"], *wrong])


def test_every_sentence_has_a_name_of_its_own() -> None:
    names = [param.id for param in SENTENCES]
    assert sorted(names) == sorted(set(names))


def test_every_sentence_expects_something_and_misspells_nothing() -> None:
    keys = [set(param.values[0]) for param in SENTENCES]
    assert all(given <= KEYS and given & EXPECTATIONS for given in keys)


def test_the_gate_holds_enough_sentences() -> None:
    assert len(SENTENCES) >= 500


def claims_wrong(sentence: dict[str, Any], found: Extraction) -> Iterator[str]:
    """What is wrong with the claims, where the sentence says which there are."""
    left, named, pairs = list(found.claims), Named(), []
    for expected in sentence.get("claims", ()):
        claim = next((claim for claim in left if is_named(expected, claim, sentence["text"])), None)
        if claim is None:
            yield f"not found: {expected}"
            continue
        left.remove(claim)
        named.setdefault(name_of(expected), claim)
        pairs.append((expected, claim))
    for expected, claim in pairs:
        yield from fields_wrong(expected, claim, named, found)
    if "claims" in sentence:
        yield from (f"too much: {claim.harm} {claim.count.said!r} in {claim.quote!r}" for claim in left)


def name_of(expected: dict[str, Any]) -> str:
    return str(expected.get("key") or expected.get("number") or expected["person"])


def is_named(expected: dict[str, Any], claim: Claim, text: str) -> bool:
    """Whether this is the claim on the expected number, or person, with the expected harm."""
    if claim.harm != expected.get("harm", "killed"):
        return False
    if "number" not in expected:
        assert expected["person"] in text, expected
        return claim.number is None and expected["person"] in claim.quote
    start, end = place_in(text, expected["number"], expected.get("nth", 1))
    return claim.number is not None and (claim.number.start, claim.number.end) == (start, end)


def place_in(text: str, words: str, nth: int = 1) -> tuple[int, int]:
    behind = r"\d" if words[-1].isdigit() else r"\w"  # a bad scan prints "15people"
    return list(re.finditer(rf"(?<!\w){re.escape(words)}(?!{behind})", text))[nth - 1].span()


def fields_wrong(expected: dict[str, Any], claim: Claim, named: Named, found: Extraction) -> Iterator[str]:
    wanted = {key: value for key, value in expected.items() if key not in IDENTITY | {"key"}}
    wanted["count"] = count_of(expected)
    if "person" in expected:
        wanted.setdefault("quantifier", "implied")
    for field, value in wanted.items():
        read = said(field, claim, named, found)
        if not agrees(field, value, read):
            yield f"{name_of(expected)}: {field} {read!r}, not {value!r}"


def count_of(expected: dict[str, Any]) -> tuple[int | None, int | None]:
    alone = 1 if "person" in expected and expected.get("quantifier") != "none" else None
    count = expected.get("count", alone)
    return expected.get("low", count), expected.get("high", count)


def said(field: str, claim: Claim, named: Named, found: Extraction) -> Any:
    """What the claim says in one field of the expectations; "" where it says nothing."""
    if field == "part_of":
        return [name for total in totals_of(claim, found) for name in names_of(total, named)]
    if field in RELATIONS:
        return [name for one in claim.relations if one.kind == field for name in names_of(one.claim, named)]
    if field in ("certainty", "party"):
        return getattr(claim.perpetrator, field, None) or ""
    if field in ("start", "end", "kind", "basis"):
        return getattr(claim.period, field) or ""
    if field in ("status", "group", "sex", "age", "role", "affiliation"):
        return getattr(claim.victims, field) or ""
    plain: dict[str, Any] = {
        "count": (claim.count.low, claim.count.high),
        "quantifier": claim.count.quantifier,
        "source": {fold(name) for name in (claim.source, claim.origin.said if claim.origin else None) if name},
        "perpetrator": claim.perpetrator.said if claim.perpetrator else "",
        "places": claim.places,
        "as_of": claim.as_of.at or "",
        "mode": claim.mode,
        "background": claim.background,
        "note": [one.said for one in claim.qualifiers if not one.restricts],
        "restricts": [one.said for one in claim.qualifiers if one.restricts],
        "without": [one.said for one in claim.excludes],
        "evidence": {name: one.basis for name, one in claim.evidence.items()},
        "complete": [one.complete for one in found.breakdowns if one.total == claim.id],
    }
    return plain[field]


def totals_of(claim: Claim, found: Extraction) -> list[str]:
    return [one.total for one in found.breakdowns if claim.id in one.items]


def names_of(identity: str, named: Named) -> list[str]:
    return [name for name, claim in named.items() if claim.id == identity]


def fold(words: str) -> str:
    return re.sub(r"^(the|an?) ", "", words.casefold())


def agrees(field: str, value: Any, read: Any) -> bool:
    if value in ("", []):
        return not read
    if field == "places":
        chains = [[one] if isinstance(one, str) else one for one in value]
        return len(chains) == len(read) and all(any(is_chain(one, chain) for chain in read) for one in chains)
    if field in ("start", "end", "as_of"):
        return bool(read) and str(read).startswith(value)
    if field == "status":
        return sorted(value) == sorted(read)
    if field == "source":
        return any(fold(value) in name for name in read)
    if field == "perpetrator":
        return value.casefold() in read.casefold()
    if field in ("note", "restricts", "without"):
        return any(value in one for one in read)
    if field == "evidence":
        return all(read.get(name) == basis for name, basis in value.items())
    return value in read if isinstance(read, list) else bool(value == read)


def is_chain(expected: list[str], chain: tuple[str, ...]) -> bool:
    """Whether a chain starts with the first name and holds the others."""
    names = [plain_letters(name) for name in chain]
    return names[0] == plain_letters(expected[0]) and all(plain_letters(name) in names for name in expected)


def plain_letters(name: str) -> str:
    """A name without diacritics: gazetteers write "Kandahār"."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def passed_wrong(sentence: dict[str, Any], found: Extraction) -> Iterator[str]:
    for expected in sentence.get("passed", ()):
        start, end = place_in(sentence["text"], expected["quote"], expected.get("nth", 1))
        reasons = [one.reason for one in found.passed_over if one.start < end and start < one.end]
        if not reasons or expected.get("reason", reasons[0]) not in reasons:
            yield f"passed over {expected}: {reasons or 'not passed over'}"


def headline_wrong(sentence: dict[str, Any], found: Extraction) -> Iterator[str]:
    if "headline" not in sentence:
        return
    read = headline(found)
    for field, value in sentence["headline"].items():
        ends = (value.get("low"), value.get("high")) if isinstance(value, dict) else (value, value)
        one = getattr(read, field)
        printed = (one.low, one.high) if one else (None, None)
        if printed != ends and not (value == 0 and printed == (None, None)):
            yield f"headline {field}: {printed}, not {ends}"
