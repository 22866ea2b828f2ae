"""Reports: what makes one, and what is refused."""

import pytest

from tollbook.records import Report, TollbookError


def test_a_report_without_an_id_is_named_after_its_text() -> None:
    assert Report("Same.").id == Report("Same.").id != Report("Other.").id


def test_the_text_hash_is_the_sha256_of_the_text() -> None:
    assert Report("").text_hash == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("published", ["2025-03-08", "2025-03", "2025-03-08T03:09+02:00", "2025-03-08T03:09:11Z"])
def test_days_months_and_instants_with_a_zone_are_publication_dates(published: str) -> None:
    assert Report("a", published=published).published == published


@pytest.mark.parametrize(
    "published", ["8 March", "2025-02-30", "2025-13", "2025-03-08T03:09", "2025", "", "0205-03-08", "9999-12-31"]
)
def test_anything_else_is_no_publication_date(published: str) -> None:
    with pytest.raises(TollbookError, match="is not a publication date"):
        Report("a", published=published)


@pytest.mark.parametrize("language", ["english", "EN", "e", "", "en-US"])
def test_a_language_is_two_letters(language: str) -> None:
    with pytest.raises(TollbookError, match="is not a language"):
        Report("a", language=language)


def test_half_a_character_is_refused_with_its_place() -> None:
    with pytest.raises(TollbookError, match="character 3"):
        Report("ab\udc00")
