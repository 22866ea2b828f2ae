"""Tokens and sentences: nothing lost, nothing moved."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tollbook.language.tokens import LONGEST_SENTENCE, fold, sentences

ABBREVIATIONS = frozenset(("gen", "sept"))


def split(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text, ABBREVIATIONS)]


@given(st.text())
def test_tokens_stand_in_the_text_in_order_and_cover_every_letter_and_digit(text: str) -> None:
    tokens = [token for sentence in sentences(text, ABBREVIATIONS) for token in sentence.tokens]
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    covered = {position for token in tokens for position in range(token.start, token.end)}
    assert all(position in covered for position, sign in enumerate(text) if sign.isalpha() or sign.isdecimal())


def test_a_full_stop_ends_a_sentence_where_a_new_one_begins() -> None:
    assert split("One died. Two fled. 12 remain.") == ["One died.", "Two fled.", "12 remain."]


def test_abbreviations_initials_and_decimals_end_no_sentence() -> None:
    assert len(split("Gen. Smith and J. Doe died on Sept. 5 at 1.5 km.")) == 1


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert split('"They died." Two fled.') == ['"They died."', "Two fled."]


def test_a_line_goes_on_in_lower_case_and_ends_at_a_heading() -> None:
    assert split("Ten people\nwere killed") == ["Ten people\nwere killed"]
    assert split("Toll rises\nTen people were killed") == ["Toll rises", "Ten people were killed"]


def test_a_blank_line_begins_a_new_paragraph() -> None:
    assert [one.paragraph for one in sentences("One died.\n\nTwo fled. Three came.", ABBREVIATIONS)] == [0, 1, 1]


def test_text_without_full_stops_is_cut_into_bounded_pieces() -> None:
    assert max(len(one.tokens) for one in sentences("twelve " * 1000, ABBREVIATIONS)) == LONGEST_SENTENCE


def test_invisible_signs_and_wide_digits_do_not_change_a_word() -> None:
    assert fold("kil\u00adled") == "killed"
    assert fold("\uff13\uff11\uff11") == "311"
    assert split("kil\u200bled") == ["kil\u200bled"]
