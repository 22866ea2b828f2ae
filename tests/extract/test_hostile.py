"""Texts as they really come: other languages, capitals, wrapped lines, scans, leftovers of pages, and malice.

What is read is read right, what cannot be read is passed over with a reason, and every offset is honest.
"""

import pytest

from tollbook.extract import extract
from tollbook.records import Extraction, Report, TollbookError

ENGLISH = "Twelve people were killed in the town of Homs on Friday."
FRENCH = "Au moins 24 personnes ont été tuées dans la ville de Homs par les soldats, selon les autorités."
GERMAN = "Mindestens 24 Menschen wurden in der Stadt von den Soldaten getötet, wie die Behörden mitteilten."
TURKISH = "Humus'ta en az 24 kişi öldü ve 7 kişi yaralandı, bu bilgi yetkililere göre kesin değil."
SPANISH = "Al menos 24 personas murieron en la ciudad de Homs por los disparos de los soldados."
OTHERS = {"French": FRENCH, "German": GERMAN, "Turkish": TURKISH, "Spanish": SPANISH}


def read(text: str, language: str | None = None) -> Extraction:
    """What is read from a text, with every offset checked."""
    found = extract(Report(text, published="2025-03-08", language=language))
    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.number is None or claim.start <= claim.number.start < claim.number.end <= claim.end
    assert all(text[one.start : one.end] == one.quote for one in found.passed_over)
    return found


def counts(text: str) -> list[tuple[str, int | None]]:
    return [(str(claim.harm), claim.count.low) for claim in read(text).claims]


@pytest.mark.parametrize(("name", "text"), OTHERS.items(), ids=OTHERS)
def test_a_text_in_another_language_is_refused_and_the_words_that_tell_it_are_shown(name: str, text: str) -> None:
    with pytest.raises(TollbookError, match=rf"it reads as {name} \(\w.*: the text is not in the language 'en'"):
        extract(Report(text))


@pytest.mark.parametrize(("name", "text"), OTHERS.items(), ids=OTHERS)
def test_sentences_in_another_language_are_passed_over_with_the_reason(name: str, text: str) -> None:
    found = read(f"{ENGLISH}\n\n{text}\n\n{ENGLISH}")
    assert [claim.count.low for claim in found.claims] == [12, 12]
    assert {one.reason for one in found.passed_over if one.quote == "24"} == {"a sentence in another language"}


def test_where_the_language_is_said_nothing_is_refused_and_still_nothing_taken() -> None:
    found = read(FRENCH, language="en")
    assert found.claims == ()
    assert [(one.quote, one.reason) for one in found.passed_over] == [("24", "a sentence in another language")]


@pytest.mark.parametrize("text", ["12 killed", "12 killed in Homs", "Homs: 12 killed", "12 dead"])
def test_a_few_english_words_are_enough(text: str) -> None:
    assert counts(text) == [("killed", 12)]


@pytest.mark.parametrize(
    "text",
    [
        "12 peo\u00adple were kil\u00adled and 7 wounded.",
        "\ufeff12 people\u200b were\u200b kil\u200bled and \u202b7\u202c wounded.",
        "1\u200d2 people were killed and 7 wound\u2060ed.",
        "12 people were kil\x00led and 7 wounded\x07.",
        "12 people\x0bwere\x0ckilled and 7 wounded.",
        "１２ people were killed and ７ wounded.",
        "١٢ people were killed and ٧ wounded.",
        "12&nbsp;people were killed &amp; 7 wounded.",
        "<p><b>12</b> people were <i>killed</i> and <a href='/2024/31'>7 wounded</a>.</p>",
        "12&#160;people were killed and&#8239;7&#8203; wounded.",
        "**12** people were killed and **7** wounded.",
        "12¹ people were killed and 7² wounded.³",
        "12[1] people were killed and 7[a] wounded.[2]",
        "12* people were killed and 7† wounded.",
        "12 people were kil-\nled and 7 woun-\nded.",
        "12 people were killed\rand 7 wounded.",
        "12 people were\u2028killed and 7 wounded.",
        "“12 people were killed ‘and 7 wounded’,” he said.",
        "12 PEOPLE WERE KILLED AND 7 WOUNDED.",
        "12people were killed and 7 wounded.",
        "(12 people were (killed)) and [7 wounded].",
    ],
)
def test_dirt_between_and_inside_words_changes_no_count(text: str) -> None:
    assert counts(text) == [("killed", 12), ("injured", 7)]


@pytest.mark.parametrize(
    "text",
    [
        "l2 people were killed.",
        "1O people were killed.",
        "O5 people were killed.",
        "1 2 people were killed.",
        "13 11 people were killed.",
        "0815 people were killed.",
        "5 0 0 people were killed.",
        "1'311 people were killed.",
        "1’311 people were killed.",
        "1.311 people were killed.",
        "12,34 people were killed.",
        "&#49;2 people were killed.",
        ".12 people were killed.",
        "12 \U0001f494 people were killed.",
    ],
)
def test_digits_that_may_be_misprinted_are_passed_over_and_never_guessed(text: str) -> None:
    found = read(text)
    assert found.claims == ()
    assert found.passed_over


@pytest.mark.parametrize(
    "text",
    [
        "Nobody&#8217;s house was killed &#169; 2025",
        "<a href='/2025/12/killed'>the killed</a>",
        "<p id='12'>killed</p>",
        "<h2>They were killed</h2>",
    ],
)
def test_numbers_inside_tags_and_entities_are_no_numbers(text: str) -> None:
    found = read(text)
    assert [claim for claim in found.claims if claim.number] == []
    assert not {one.quote for one in found.passed_over} & {"8217", "169", "12", "2"}


def test_a_footnote_mark_is_passed_over_as_one() -> None:
    found = read("Twelve people were killed[3] in the town.")
    assert [(one.quote, one.reason) for one in found.passed_over] == [("[3]", "a footnote mark")]


PROSE = (
    "Twelve people were killed and seven were wounded when soldiers of the\n"
    "Army entered the town of Jableh on Friday, according to the police in\n"
    "Latakia. Residents of the town said that five people had been taken in\n"
    "Hama and were missing."
)


@pytest.mark.parametrize("text", [PROSE, PROSE.upper(), PROSE.replace("\n", "\r\n")], ids=["prose", "capitals", "crlf"])
def test_wrapped_lines_are_read_as_if_they_were_one(text: str) -> None:
    assert counts(text) == counts(" ".join(text.split()))
    assert ("killed", 12) in counts(text)


def test_in_capitals_neither_places_nor_sources_are_made_of_ordinary_words() -> None:
    (claim,) = read("POLICE SAID THAT TWELVE PEOPLE WERE KILLED IN THE ATTACK ON A VILLAGE NEAR LATAKIA.").claims
    assert [chain[0] for chain in claim.places] == ["Latakia"]
    assert claim.attributed_to[0].said == "POLICE"


def test_a_headline_in_capitals_is_read_by_itself() -> None:
    text = "TWELVE KILLED IN HOMS AS FIGHTING GOES ON\nThe Army left the town. Seven people were wounded."
    assert counts(text) == [("killed", 12), ("injured", 7)]


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("7" * 1_000_000, 0),
        (" " * 1_000_000, 0),
        ("\n" * 100_000, 0),
        ("killed " * 10_000, 0),
        ("12 " * 10_000, 0),
        ("(" * 10_000 + "12 killed" + ")" * 10_000, 1),
        ("“" * 10_000 + "12 killed", 1),
        ("a" + "\u0315\u0300" * 100_000, 0),
        ("<" * 50_000 + "&" * 50_000, 0),
        ("<b" * 50_000, 0),
        ("\u00ad" * 100_000, 0),
        ("12\u00a0" * 20_000, 0),
        ("\U0001f468\u200d\U0001f469" * 10_000, 0),
        ("A." * 50_000, 0),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, str) else str(value),
)
def test_malicious_text_is_read_to_its_end(text: str, most: int) -> None:
    assert len(read(text).claims) <= most


def test_five_megabytes_in_one_line_are_read_to_their_end() -> None:
    filler = "no" + "x" * 5_000_000
    assert counts(f"{filler} 12 people were killed.") == [("killed", 12)]
