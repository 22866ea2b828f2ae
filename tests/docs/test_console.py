"""What the tutorial and the README show of a terminal is what a reader will see there."""

import difflib
from pathlib import Path

import pytest

import update_console
from update_console import agree, clone, elided_as_before, pairs_of_ids, printed, rewritten, steps


@pytest.mark.parametrize("page", update_console.PAGES, ids=lambda page: page.name)
def test_commands_print_what_the_page_shows(page: Path) -> None:
    shown = page.read_text("utf-8")
    with clone():
        real = rewritten(shown)
    difference = "\n".join(difflib.unified_diff(shown.splitlines(), real.splitlines(), page.name, "real", lineterm=""))
    assert shown == real, f"run `python docs/update_console.py` and read the difference:\n{difference}"


def test_a_page_that_is_not_true_is_found_out_and_put_right() -> None:
    page = "Look:\n\n```console\n$ echo two\nthree\n$ make demo\nanything\n```\n"
    assert rewritten(page) == page.replace("three", "two")


def test_a_command_may_go_on_in_the_next_line() -> None:
    (step,) = steps('$ tollbook readings accept 12 coast --by me \\\n    --why "so"\nWritten down.\n')
    assert step.command == 'tollbook readings accept 12 coast --by me --why "so"'
    assert step.shown == ("Written down.",)


def test_an_elision_stands_for_any_lines_and_nothing_else_is_forgiven() -> None:
    assert agree(["one", "…", "four"], ["one", "two", "three", "four"])
    assert agree(["one", "…", "four"], ["one", "four"])
    assert not agree(["one", "…", "four"], ["one", "two"])
    assert not agree(["one"], ["one", "two"])


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ([], ["title", "  311 civilians", "  120 fighters", "  93 soldiers", "end"]),
        (["…"], ["…"]),
        (["titel", "…"], ["title", "…"]),
        (["…", "  31 civilians", "…"], ["…", "  311 civilians", "…"]),
        (["…", "  31 civilians", "  12 fighters", "…", "end"], ["…", "  311 civilians", "  120 fighters", "…", "end"]),
        (["…", "  9 soldiers", "end"], ["…", "  93 soldiers", "end"]),
    ],
)
def test_what_was_elided_stays_elided(shown: list[str], expected: list[str]) -> None:
    assert elided_as_before(shown, ["title", "  311 civilians", "  120 fighters", "  93 soldiers", "end"]) == expected


def test_a_line_that_is_like_no_other_is_not_replaced_by_guessing() -> None:
    with pytest.raises(LookupError, match="fighters"):
        elided_as_before(["…", "  12 fighters", "…"], ["nothing of the kind"])


def test_an_id_that_has_changed_is_changed_in_the_commands_below() -> None:
    assert dict(pairs_of_ids(["524 everyone · aaaaaa"], ["title", "524 everyone · bbbbbb"])) == {"aaaaaa": "bbbbbb"}


def test_pipes_and_files_work_as_in_a_shell(tmp_path: Path) -> None:
    file = tmp_path / "numbers.txt"
    assert printed(f"echo one > {file}") == printed(f"echo two >> {file}") == []
    assert printed(f"cat {file} | tail -n 1") == ["two"]
