"""Work on many reports comes back in order, whoever does it, and holds little in memory."""

from collections.abc import Iterator

import pytest

from tollbook.cli.ledgers import read_alone
from tollbook.cli.spread import BATCH_CHARACTERS, BATCH_REPORTS, BATCHES_AHEAD, Entry, batches, in_order
from tollbook.collect import Failure
from tollbook.records import Extraction, Report, TollbookError


def length(report: Report) -> int:
    if "bad" in report.text:
        raise TollbookError("bad text", report.id, "mend it")
    return len(report.text)


FAILURE = Failure("x", TollbookError("not JSON", "line 2", "mend it"))


def test_a_failure_stays_in_its_place_and_an_error_becomes_one() -> None:
    entries: list[Entry] = [Report("one", id="a"), FAILURE, Report("bad", id="b"), Report("three", id="c")]
    first, failed, error, last = in_order(length, entries, 1)
    assert (first, failed, last) == (3, FAILURE, 5)
    assert isinstance(error, Failure)
    assert (error.id, error.error.what) == ("b", "bad text")


@pytest.mark.parametrize("text", ["Two people were killed.", "Nobody came."])
def test_several_workers_give_what_one_gives(text: str) -> None:
    entries: list[Entry] = [
        FAILURE,
        *(Report(f"{text} {number}", id=str(number)) for number in range(2 * BATCH_REPORTS)),
    ]
    assert list(map(str, in_order(read_alone, entries, 2))) == list(map(str, in_order(read_alone, entries, 1)))


def test_only_a_few_batches_are_ahead_of_what_is_shown() -> None:
    taken = 0

    def entries() -> Iterator[Entry]:
        nonlocal taken
        for number in range(20 * BATCH_REPORTS):
            taken += 1
            yield Report("Nobody came.", id=str(number))

    results = in_order(read_alone, entries(), 2)
    assert isinstance(next(results), Extraction)
    assert taken <= (2 * BATCHES_AHEAD + 1) * BATCH_REPORTS
    results.close()  # type: ignore[attr-defined]


def test_batches_are_bounded_in_number_and_size() -> None:
    entries: list[Entry] = [Report("x" * (BATCH_CHARACTERS // 2), id=str(number)) for number in range(5)]
    assert [len(batch) for batch in batches(entries)] == [2, 2, 1]
    assert [len(batch) for batch in batches([FAILURE] * (BATCH_REPORTS + 1))] == [BATCH_REPORTS, 1]
