"""From a web page come its main text and what its metadata plainly say."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.collect.pages import read_page
from tollbook.records import TollbookError

ARTICLE = "".join(
    f"<p>Paragraph {n}: twelve civilians were killed near the harbour on Friday, a doctor said.</p>" for n in range(5)
)


def page(head: str = "", body: str = f"<nav>Menu</nav><article>{ARTICLE}</article>") -> bytes:
    head = f"<head><title>A title</title>{head}</head>"
    return f"<!doctype html><html lang='en-GB'>{head}<body>{body}</body></html>".encode()


def test_the_main_text_is_taken_without_the_menu() -> None:
    found = read_page(page(), "a.html")
    assert found.text.startswith("Paragraph 0: twelve civilians were killed")
    assert "Menu" not in found.text
    assert (found.title, found.language, found.published) == ("A title", "en", None)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("<meta property='article:published_time' content='2025-03-08T03:09:00+02:00'>", "2025-03-08T03:09:00+02:00"),
        ("<meta name='date' content='2025-03-08'>", "2025-03-08"),
        ("<meta name='date' content='2025-03-08T03:09:00'>", "2025-03-08"),
        ("<meta name='date' content='last Friday'>", None),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2025-03-08"}]}</script>', "2025-03-08"),
        ('<script type="application/ld+json">{"datePublished": </script>', None),
    ],
)
def test_a_publication_date_is_taken_where_the_metadata_state_it(head: str, published: str | None) -> None:
    assert read_page(page(head), "a.html").published == published


def test_publication_dates_that_differ_are_not_chosen_from() -> None:
    head = "<meta name='date' content='2025-03-08'><meta name='pubdate' content='2025-03-09'>"
    found = read_page(page(head), "a.html")
    assert found.published is None
    assert found.note == "the page gives several publication dates (2025-03-08, 2025-03-09): give --published"


def test_the_declared_encoding_is_used() -> None:
    raw = page("<meta charset='windows-1256'>", f"<article>{ARTICLE}<p>قُتل 12 مدنياً</p></article>".replace("–", "-"))
    assert "قُتل 12 مدنياً" in read_page(raw.decode().encode("windows-1256"), "a.html").text


def test_a_page_without_main_text_says_so() -> None:
    with pytest.raises(TollbookError, match="no main text") as refused:
        read_page(page(body="<img src='x'><script>1</script>"), "a.html")
    assert "save it as text" in refused.value.do


@pytest.mark.parametrize(
    "soup",
    [
        "<div>" * 20_000,
        "<![foo[" + ARTICLE,
        "<p" * 1000,
        f"<table><p><b>{ARTICLE}</table></i></p>",
        "<!--" + ARTICLE,
        "<html>" + "&#0;&#xd800;&#x110000;" + ARTICLE,
        "<script>" + ARTICLE,
    ],
)
def test_soup_is_read_or_refused(soup: str) -> None:
    with suppress(TollbookError):
        assert read_page(soup.encode(), "a.html").text.strip()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div", ">", "<!--", "]]>", "<meta charset=x>", "killed", "<table>", "&#", "\x0b"]
        )
    )
)
def test_any_soup_is_read_or_refused(parts: list[str]) -> None:
    with suppress(TollbookError):
        read_page("".join(parts).encode(), "a.html").text.encode("utf-8")
