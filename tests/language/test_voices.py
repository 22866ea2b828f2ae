"""The voices of one English sentence: who speaks, for which part of it, and for whom."""

import pytest

from tollbook.language import load
from tollbook.language.protocol import Voice

ENGLISH = load("en")
NO_NAMES = ENGLISH.names(())


def voices(text: str) -> tuple[Voice, ...]:
    (sentence,) = ENGLISH.sentences(text)
    return ENGLISH.read(sentence, NO_NAMES, None).voices


def speaking(text: str) -> list[str]:
    return [text[one.span.start : one.span.end] for one in voices(text) if one.speaks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Coast Observatory, which is based in Berlin, said so.", ["The Coast Observatory"]),
        ("The Coast Observatory (CO), a monitor based in Berlin, has counted them.", ["The Coast Observatory (CO)"]),
        ("The monitor, the Coast Observatory, said so.", ["the Coast Observatory"]),
        ("Ada Lund, a doctor in the town, said so.", ["Ada Lund"]),
        ("Army spokesman Colonel Ali Diallo said so.", ["Army spokesman Colonel Ali Diallo"]),
        ("Its spokesman, Ali Diallo, said so.", ["Its spokesman, Ali Diallo"]),
        ("It rained, said the committee's spokesman, Ali Diallo.", ["the committee's spokesman, Ali Diallo"]),
        ("Doctors at the hospital said so.", ["Doctors at the hospital"]),
        ("A man from the town told of shots.", ["A man from the town"]),
        ("It rained, an Afghan security official said.", ["an Afghan security official"]),
        ("According to two local officials, it rained.", ["two local officials"]),
        ("It rained in Goma, a resident of the town said.", ["a resident of the town"]),
        ("It names an official in the town and said so.", []),
        ("The Coast Observatory works in Berlin.", []),
        ("The Coast Observatory was told so.", []),
        ("Shots were heard near the Coast Observatory said to be closed.", []),
        ("The Observatory that opened in May said so.", ["The Observatory"]),
        ("Others said so.", []),
    ],
)
def test_a_speaker_has_a_verb_of_saying(text: str, expected: list[str]) -> None:
    assert speaking(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said so; medics said otherwise.", ["Police said so", "; medics said otherwise."]),
        ("It rained, police said, while medics said otherwise.", ["It rained, police said, ", "while medics said"]),
        ("It was dark; police said it rained.", ["; police said it rained."]),
    ],
)
def test_each_speaker_has_its_own_part_of_the_sentence(text: str, expected: list[str]) -> None:
    covered = [text[one.covers.start : one.covers.end] for one in voices(text) if one.covers]
    assert len(covered) == len(expected)
    assert all(part.startswith(wanted.strip()) for part, wanted in zip(covered, expected, strict=True))


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Ada Lund, who heads the Coast Observatory, said so.", "the Coast Observatory"),
        ("Ada Lund, director of the Coast Observatory, said so.", "the Coast Observatory"),
        ("A spokesman for the Coast Observatory said so.", "the Coast Observatory"),
        ("The Coast Observatory's head Ada Lund said so.", "The Coast Observatory"),
        ("Its director said so.", "Its"),
    ],
)
def test_who_speaks_for_an_organisation_is_known_by_the_title(text: str, employer: str) -> None:
    (voice,) = (one for one in voices(text) if one.speaks)
    assert voice.employer is not None
    assert text[voice.employer.span.start : voice.employer.span.end] == employer


def test_words_that_introduce_somebody_are_told_from_words_that_take_a_name_up() -> None:
    assert [voices(f"{words} said so.")[0].indefinite for words in ("A monitor", "Another group", "The monitor")] == [
        True,
        True,
        False,
    ]


def test_a_name_can_be_taken_up_by_what_it_is_and_not_by_what_it_is_not() -> None:
    (observatory,), (ministry,) = voices("The Coast Observatory said so."), voices("The Ministry of Health said so.")
    assert "monitor" in observatory.calls
    assert "monitor" not in ministry.calls
