import logging
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.preserve import Journal, Position
from tollbook.records import TollbookError

VALUES = [{"n": 1, "said": "one"}, {"n": 2, "said": "قتيلان"}]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal(tmp_path / "log.jsonl")
    for value in VALUES:
        journal.append(journal.line(value))
    return journal


def values(journal: Journal, after: int = 0) -> list[object]:
    return [value for value, _ in journal.lines(after)]


def test_values_come_back_in_the_order_in_which_they_were_added(journal: Journal) -> None:
    assert values(journal) == VALUES


def test_a_journal_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "log.jsonl")
    journal.repair()
    assert values(journal) == []
    assert journal.end() == Position()


def test_reading_goes_on_from_where_it_stopped(journal: Journal) -> None:
    (_, first_end), _ = journal.lines()
    assert values(journal, first_end) == VALUES[1:]


@given(cut=st.integers(min_value=1, max_value=200))
def test_wherever_the_last_line_is_cut_nothing_before_it_is_lost(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    journal = Journal(tmp_path_factory.mktemp("case") / "log.jsonl")
    lines = [journal.line(value) for value in VALUES]
    whole = b"".join(lines)
    last = min(cut, len(lines[1]))
    journal.path.write_bytes(whole[:-last])
    journal.append(journal.line({"n": 3}))
    # Only the line end is missing: the record is whole.
    expected = VALUES if last == 1 else VALUES[:1]
    assert values(journal) == [*expected, {"n": 3}]
    aside = b"".join(path.read_bytes() for path in journal.path.parent.glob("*.cut-at-*"))
    assert aside == (lines[1][:-last] if 1 < last < len(lines[1]) else b"")


def test_a_cut_line_is_said_to_readers_and_when_it_is_repaired(
    journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    journal.path.write_bytes(journal.path.read_bytes()[:-5])
    with caplog.at_level(logging.WARNING):
        assert values(journal) == VALUES[:1]
        journal.repair()
    assert ["left out" in caplog.messages[0], "was cut off" in caplog.messages[1]] == [True, True]


def test_a_damaged_line_in_the_middle_is_an_error_that_names_it(journal: Journal) -> None:
    first, second = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(first + b"{broken}\n" + second)
    with pytest.raises(TollbookError) as caught:
        values(journal)
    assert caught.value.where.endswith("log.jsonl, line 2")


def test_half_a_character_is_refused_before_anything_is_written(journal: Journal) -> None:
    before = journal.path.read_bytes()
    with pytest.raises(TollbookError, match="half of a character") as caught:
        journal.append(journal.line({"by": "A Name \ud83d"}))
    assert "Name" not in str(caught.value)
    assert journal.path.read_bytes() == before


def test_a_position_is_known_until_what_stands_before_it_changes(journal: Journal) -> None:
    position = journal.end()
    journal.append(journal.line({"n": 3}))
    assert journal.knows(position)
    journal.path.write_bytes(journal.path.read_bytes().replace(b'"n":2', b'"n":9'))
    assert not journal.knows(position)
    journal.path.write_bytes(b"")
    assert not journal.knows(position)


def test_a_full_disk_leaves_no_half_line(journal: Journal) -> None:
    before = journal.path.read_bytes()
    script = f"""
import pathlib, resource, signal
from tollbook.preserve import Journal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before)} + 5, resource.RLIM_INFINITY))
journal = Journal(pathlib.Path({str(journal.path)!r}))
journal.append(journal.line({{"n": 3, "said": "three"}}))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "TollbookError" in done.stderr
    assert "make room on the disk" in done.stderr
    assert journal.path.read_bytes() == before
