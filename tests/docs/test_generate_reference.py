"""The reference is written from the code, completely, and the same each time."""

from pathlib import Path

import pytest

import generate_reference
from generate_reference import Entry, Section, page, settings, type_in_words
from tollbook.records import Claim, Scope


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    text = page("Words", "All of them.", [Section("Harm", "What happened.", (Entry("killed", "dead"),))])
    assert text.endswith("## Harm\n\nWhat happened.\n\n| name | meaning |\n| --- | --- |\n| `killed` | dead |\n")


def test_a_bar_in_a_meaning_does_not_open_a_new_cell() -> None:
    assert "| one \\| two |" in page("Words", "", [Section("Harm", "", (Entry("killed", "one | two"),))])


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (str | None, "text or null"),
        (tuple[tuple[str, ...], ...], "list of list of text"),
        (Scope, "object: axis to list of leaves"),
        (tuple[Claim, ...], "list of [Claim](records.md#claim)"),
    ],
)
def test_a_type_is_said_as_it_stands_in_json(hint: object, words: str) -> None:
    assert type_in_words(hint) == words


def test_a_table_inside_a_table_is_written_as_toml_writes_it() -> None:
    headings = [section.heading for section in settings()]
    assert {"`[[source]]`", "`[source.profile]`", "`[[source.profile.labels]]`"} <= set(headings)


def test_a_page_that_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    generate_reference.write_reference(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    generate_reference.write_reference(tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
