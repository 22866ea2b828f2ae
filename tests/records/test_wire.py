"""The wire format: what goes out comes back, and what does not fit is refused by name."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook import records
from tollbook.records import wire

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
whole = st.integers(min_value=0, max_value=10**9)
optional = st.none() | words
counts = st.builds(records.Count, st.none() | whole, st.none() | whole, words, st.sampled_from(records.Quantifier))
scopes = st.dictionaries(words, st.sets(words, min_size=1, max_size=3), max_size=3).map(records.Scope)
spans = st.builds(records.Span, whole, whole)
claims = st.builds(
    records.Claim,
    id=words,
    report=words,
    quote=words,
    start=whole,
    end=whole,
    number=st.none() | spans,
    harm=st.sampled_from(records.Harm),
    count=counts,
    victims=st.builds(
        records.Victims,
        st.none() | st.lists(st.sampled_from(records.Status), min_size=1).map(tuple),
        optional,
        optional,
    ),
    places=st.lists(st.lists(words, min_size=1).map(tuple)).map(tuple),
    evidence=st.dictionaries(
        words, st.builds(records.Evidence, whole, whole, st.sampled_from(records.EvidenceBasis))
    ).map(records.FrozenMapping),
)
figures = st.builds(
    records.Figure,
    id=words,
    incident=words,
    harm=st.sampled_from(records.Harm),
    source=optional,
    as_of=optional,
    view=st.sampled_from(records.View),
    scope=scopes,
    minus=st.lists(scopes, max_size=2).map(tuple),
    label=words,
    low=whole,
    high=st.none() | whole,
)


@given(claims | figures)
def test_a_record_comes_back_from_its_json_as_it_was(record: Any) -> None:
    assert wire.decode(type(record), json.loads(wire.canonical(record))) == record


@given(claims)
def test_equal_records_have_equal_fingerprints_and_hashes(claim: records.Claim) -> None:
    twin = wire.decode(records.Claim, wire.encode(claim))
    assert wire.fingerprint(claim) == wire.fingerprint(twin)
    assert hash(claim) == hash(twin)


def test_a_misspelt_field_is_refused_by_name() -> None:
    with pytest.raises(records.TollbookError, match="unknown field 'lo'"):
        wire.decode(records.Count, {"lo": 1, "high": 1, "said": "1", "quantifier": "exact"})


def test_a_word_outside_the_vocabulary_is_refused_with_the_words_that_are_in_it() -> None:
    with pytest.raises(records.TollbookError, match="'perhaps' is not one of: exact, implied"):
        wire.decode(records.Count, {"low": 1, "high": 1, "said": "1", "quantifier": "perhaps"})


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ([], "a list, where a report is expected"),
        ({}, 'no "text"'),
        ({"text": 3}, 'no "text", or not a string'),
        ({"text": "a", "id": 3}, '"id" is not a string'),
        ({"text": "a", "published": "soon"}, "is not a publication date"),
        ({"text": "a", "published": 2025}, "int found, str expected"),
        ({"text": "a\ud800"}, "lone surrogate"),
    ],
)
def test_a_report_that_does_not_fit_is_refused_with_its_place(value: Any, what: str) -> None:
    with pytest.raises(records.TollbookError, match=what):
        wire.report_from(value, "reports.jsonl, line 3")


def test_fields_of_a_feed_that_are_not_the_wire_formats_are_ignored() -> None:
    assert wire.report_from({"text": "a", "likes": 3, "title": None}, "line 1") == records.Report("a")


def test_an_edit_is_written_with_from_and_to() -> None:
    assert wire.encode(records.Edit("places", ["A"], None)) == {"field": "places", "from": ["A"], "to": None}
