"""What holds for every text, however wild."""

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract import extract
from tollbook.language.tokens import LONGEST_SENTENCE
from tollbook.records import Claim, Extraction, Report, TollbookError, wire

PIECES = """
12 people were killed|and seven wounded|including three children|more than 300 civilians|the toll rose to 524|dozens
,|.|on Friday|in Homs|according to the Coast Observatory (CO)|of them|killed|between 10 and 12|of whom|1,311|%|(|"
at least|\u200f|\u00ad|\u0663\u0661|\uff1a|death toll|the|Of these|in all|bringing the toll to|by gunmen|were|-
12-year-old|since 6 March|a teacher|KILLED|WOUNDED IN HAMA|Hama 12|Homs\t7|Killed by province:|<b>|&nbsp;|[3]|7¹|1 311|•
""".replace("\n", "|").split("|")
DIRT = [
    "<p>",
    "</td><td>",
    "<sup>2</sup>",
    "&amp;nbsp;",
    "&#49;",
    "\u2028",
    "\r\n",
    "\t",
    "\u00ad\n",
    "-\n",
    "**",
    "|",
    "\u0301",
]
INVISIBLE = "\u00ad\u200b\u200d\u2060\ufeff\u202a\u202c\x00"
prose = st.lists(st.sampled_from([*PIECES, "\n\n", "\n", "\r", "\t"]), max_size=25).map(" ".join)
dirty = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4) | st.sampled_from(DIRT),
    max_size=40,
).map("".join)
wild = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: f"{text} {LATIN[: len(text)]}")
LATIN = "twelve people were killed " * 50


def read(text: str) -> Extraction:
    return extract(Report(text, id="r", published="2025-03-08", language="en"))


@given(prose | dirty | wild)
def test_every_quote_and_every_number_stands_in_the_text_where_it_is_said_to(text: str) -> None:
    found = read(text)
    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.quote
        if claim.number:
            assert text[claim.number.start : claim.number.end] in claim.count.said
            assert claim.start <= claim.number.start < claim.number.end <= claim.end
        assert claim.count.said in claim.quote
        assert all(0 <= one.start < one.end <= len(text) for one in claim.evidence.values())
    assert all(text[one.start : one.end] == one.quote for one in found.passed_over)
    assert all(text[one.start : one.end] == one.quote for one in found.unresolved)


@given(prose)
def test_a_paragraph_before_a_report_shifts_its_offsets_and_nothing_else(text: str) -> None:
    before = "The market was open.\n\n"
    shifted = read(before + text)
    assert [places_in(claim, len(before)) for claim in shifted.claims] == [
        places_in(claim) for claim in read(text).claims
    ]
    moved = [(one.start - len(before), one.quote, one.reason) for one in shifted.passed_over]
    assert moved == [(one.start, one.quote, one.reason) for one in read(text).passed_over]


def places_in(claim: Claim, shift: int = 0) -> tuple[object, ...]:
    """Where a claim stands and what it says; not where people were harmed: the first line of a text may say that."""
    number = (claim.number.start - shift, claim.number.end - shift) if claim.number else None
    return claim.start - shift, claim.end - shift, number, claim.harm, claim.count, claim.victims, claim.mode


@given(prose, st.lists(st.tuples(st.integers(0, 400), st.sampled_from(INVISIBLE)), max_size=8))
def test_invisible_signs_inside_words_and_numbers_change_no_count(text: str, inserted: list[tuple[int, str]]) -> None:
    marked = text
    for position, sign in inserted:
        entity = re.search(r"&\w*$", marked[: position + 1])  # "&nbsp;" is no word
        if not entity and re.fullmatch(r"[a-z]{2}|\d{2}", marked[position : position + 2]):
            marked = f"{marked[: position + 1]}{sign}{marked[position + 1 :]}"
    assert [summary(claim) for claim in read(marked).claims] == [summary(claim) for claim in read(text).claims]


def summary(claim: Claim) -> tuple[object, ...]:
    return claim.harm, claim.count.low, claim.count.high, claim.count.quantifier, claim.victims.status, claim.mode


@given(prose)
def test_claims_have_different_ids_and_breakdowns_name_claims_of_the_report(text: str) -> None:
    found = read(text)
    identities = [claim.id for claim in found.claims]
    assert len(identities) == len(set(identities))
    for breakdown in found.breakdowns:
        assert {breakdown.total, *breakdown.items} <= set(identities)
        assert breakdown.total not in breakdown.items


@given(prose)
def test_no_number_is_counted_in_itself_through_any_chain_of_lists(text: str) -> None:
    totals = [(item, one.total) for one in read(text).breakdowns for item in one.items]
    reached = set(totals)
    while more := {(low, high) for low, middle in reached for item, high in totals if item == middle} - reached:
        reached |= more
    assert all(low != high for low, high in reached)


@given(prose)
def test_no_number_is_both_a_claim_and_passed_over(text: str) -> None:
    found = read(text)
    assert not {claim.number.start for claim in found.claims if claim.number} & {one.start for one in found.passed_over}


@given(prose)
def test_reading_twice_gives_the_same_bytes(text: str) -> None:
    assert wire.canonical(read(text)) == wire.canonical(read(text))


@given(prose)
def test_ids_depend_on_the_text_and_not_on_what_is_known_about_it(text: str) -> None:
    other = extract(Report(text, id="another", published=None, publisher="Somebody"))
    assert [claim.id for claim in other.claims] == [claim.id for claim in read(text).claims]


@pytest.mark.parametrize(
    "piece",
    [
        "Twelve people were killed and seven wounded in Homs on Friday, the Coast Observatory said. ",
        "12 killed ",
        "killed ",
        "12 ",
        "1",
        "1,",
        "of them, including three, ",
        "“",
        "\n",
        "the ",
        " ",
        "\t",
        "(",
        "<b>",
        "&amp;",
        "[3]",
        "A. ",
        "Smith ",
        "a\u0315\u0300",
        "\u00ad",
        "Killed:\nHama 12\n",
        "KILLED IN HOMS\n",
        "de la les ",
    ],
)
def test_the_work_grows_no_faster_than_the_text(piece: str) -> None:
    fill_sentences = LONGEST_SENTENCE  # repeated so often, a piece fills sentences of the greatest length
    assert calls(lambda: read(piece * 4 * fill_sentences)) <= 4.3 * calls(lambda: read(piece * fill_sentences))


def test_a_language_without_a_lexicon_is_refused_and_nothing_is_taken() -> None:
    with pytest.raises(TollbookError, match="no lexicon for the language 'xx'"):
        extract(Report("12 people were killed.", language="xx"))


def test_a_text_in_another_script_is_refused_unless_its_language_is_said() -> None:
    arabic = "\u0642\u062a\u0644 12 \u0634\u062e\u0635\u0627"
    with pytest.raises(TollbookError, match="most letters are not Latin"):
        extract(Report(arabic))
    assert extract(Report(arabic, language="en")).claims == ()
    assert extract(Report("12 killed in \u062d\u0645\u0635.")).claims[0].count.low == 12


def calls(action: Callable[[], Any]) -> int:
    """The number of function calls that an action makes: work, counted and not timed."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(before)
    return counted
