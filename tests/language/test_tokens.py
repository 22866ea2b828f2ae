"""Tokens and sentences: nothing lost, nothing moved."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.language.tokens import LONGEST_SENTENCE, Orthography, fold, sentences

ENGLISH = Orthography(
    frozenset(("gen", "sept")),
    frozenset(("the", "in", "of")),
    frozenset(("killed", "attack", "village", "the", "on", "of")),
)


def split(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text, ENGLISH)]


@given(st.text())
def test_tokens_stand_in_the_text_in_order_and_cover_every_letter_and_digit(text: str) -> None:
    found = list(sentences(text, ENGLISH))
    tokens = [token for sentence in found for token in sentence.tokens]
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    notes = [note for sentence in found for note in sentence.notes]
    covered = {position for one in (*tokens, *notes) for position in range(one.start, one.end)}
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
    assert [one.paragraph for one in sentences("One died.\n\nTwo fled. Three came.", ENGLISH)] == [0, 1, 1]


def test_text_without_full_stops_is_cut_into_bounded_pieces() -> None:
    assert max(len(one.tokens) for one in sentences("twelve " * 1000, ENGLISH)) == LONGEST_SENTENCE


def test_invisible_signs_and_wide_digits_do_not_change_a_word() -> None:
    assert fold("kil\u00adled") == "killed"
    assert fold("\uff13\uff11\uff11") == "311"
    assert split("kil\u200bled") == ["kil\u200bled"]


def spellings(text: str) -> list[str]:
    return [token.word for one in sentences(text, ENGLISH) for token in one.tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("peo\u200bple kil\u00adled", ["people", "killed"]),
        ("kil\x00led\x07", ["killed"]),
        ("kil\u00ad\nled", ["killed"]),
        ("\u202a12\u202c died", ["12", "died"]),
        ("1\u200b2 died", ["12", "died"]),
        ("\uff11\uff12 died", ["12", "died"]),
        ("\u0661\u0662 died", ["12", "died"]),
        ("1\u202f311 died", ["1 311", "died"]),
        ("e\u0301te\u0301", ["\u00e9t\u00e9"]),
        ("12&nbsp;died &amp; 3 &#8217;fled&#8217;", ["12", "died", "&", "3", "'", "fled", "'"]),
        ("&amp;nbsp;12", ["12"]),
        ("<b>12</b> <i class='x'>died</i>", ["12", "died"]),
        ("**12** died", ["12", "died"]),
        ("524\u00b9 died.\u00b2", ["524", "died", "."]),
        ("524[3] died[b]", ["524", "died"]),
        ("524<sup>3</sup> died", ["524", "died"]),
        ("the U.S. army", ["the", "u.s", "army"]),
        ("Hama\t12\t7", ["hama", "|", "12", "|", "7"]),
        ("\tHama 12", ["hama", "12"]),
        ("Hama     12", ["hama", "|", "12"]),
        ("<td>Hama</td><td>12</td>", ["hama", "|", "12"]),
    ],
)
def test_what_a_page_leaves_behind_is_not_spelled(text: str, expected: list[str]) -> None:
    assert spellings(text) == expected


def test_footnote_marks_are_kept_apart_from_the_words() -> None:
    (sentence,) = sentences("524[3] died.\u00b2", ENGLISH)
    assert [(one.start, one.end, one.is_number) for one in sentence.notes] == [(3, 6, True), (12, 13, True)]


def test_a_word_cut_at_the_end_of_a_line_is_put_together_if_that_makes_a_known_word() -> None:
    assert spellings("he was kil-\nled") == ["he", "was", "killed"]
    assert spellings("twenty-\neight died") == ["twenty", "-", "eight", "died"]
    assert spellings("kil-led") == ["kil", "-", "led"]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\x85"])
def test_lines_end_however_they_are_written(end: str) -> None:
    assert split(f"Ten died{end}Two fled") == ["Ten died", "Two fled"]
    assert [one.paragraph for one in sentences(f"Ten died.{end}{end}Two fled.", ENGLISH)] == [0, 1]


@pytest.mark.parametrize("tag", ["</p><p>", "<br/>", "</li>", "<h2 id='x'>"])
def test_a_block_of_html_ends_a_line(tag: str) -> None:
    assert split(f"Ten died{tag}Two fled") == ["Ten died", "Two fled"]


def test_abbreviations_with_full_stops_end_a_sentence_before_a_small_word_only() -> None:
    assert split("They left the U.S. The army fled.") == ["They left the U.S.", "The army fled."]
    assert len(split("They fled the U.S. Army.")) == 1


def test_a_line_goes_on_behind_a_small_word_whatever_follows() -> None:
    assert len(split("Ten people were killed in\nHoms on Friday.")) == 1


WRAPPED = (
    "the attack on the village that lies to the north of the town of\n"
    "Sanobar killed ten people, among them a teacher, said the mayor\n"
    "Omar Said, who had come from the city in the morning.\n"
    "Two fled."
)


@pytest.mark.parametrize("text", [WRAPPED, WRAPPED.upper()], ids=["prose", "capitals"])
def test_a_full_line_of_wrapped_prose_goes_on_before_a_capital(text: str) -> None:
    found = list(sentences(text, ENGLISH))
    assert [text[one.start : one.end][-4:].lower() for one in found] == ["ing.", "led."]
    assert [one.paragraph for one in found] == [0, 0]


def test_headlines_under_one_another_are_no_wrapped_prose() -> None:
    lines = [
        "Twelve people killed as fighting spreads along the northern coast",
        "Seven wounded near Hama while the army moves towards the border",
        "Mayor of Tartus says that nobody was killed there on Wednesday",
    ]
    assert split("\n".join(lines)) == lines


def test_numbers_under_one_another_are_rows() -> None:
    assert split("12 in Hama\n7 in Homs") == ["12 in Hama", "7 in Homs"]


def test_known_words_in_capitals_are_no_names() -> None:
    (sentence,) = sentences("THE ATTACK ON THE VILLAGE KILLED OMAR", ENGLISH)
    assert [token.word for token in sentence.tokens if token.is_capital] == ["omar"]
    (sentence,) = sentences("The Attack killed Omar of the UN", ENGLISH)
    assert [token.word for token in sentence.tokens if token.is_capital] == ["the", "attack", "omar", "un"]
