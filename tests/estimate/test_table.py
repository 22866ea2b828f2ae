from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.estimate.reading import read_strata, read_table
from tollbook.estimate.table import Table
from tollbook.records import TollbookError, UsageError

LISTS = "police,press,church"


def read(*lines: str) -> Table:
    return read_table(lines, "killed.csv")


def test_patterns_with_counts_and_one_row_per_person_give_the_same_table() -> None:
    counted = read(f"{LISTS},count", "1,0,0,2", "0,1,1,1")
    assert (
        read(LISTS, "1,0,0", "0,1,1", "1,0,0")
        == counted
        == Table.of(LISTS.split(","), [((1, 0, 0), 2), ((0, 1, 1), 1)])
    )
    assert (counted.persons, counted.sizes) == (3, (2, 1, 1))


def test_columns_may_come_in_any_order_and_files_from_a_spreadsheet() -> None:
    assert read('\ufeff"count",police , press', '"3","1"," 0"', "", "2.0,1,1").counts == (3, 2)


def test_a_count_of_zero_says_nothing() -> None:
    assert read(f"{LISTS},count", "0,0,0,0", "1,1,0,0", "1,0,0,2").patterns == (1,)


@pytest.mark.parametrize(
    ("lines", "what", "where"),
    [
        ([f"{LISTS},count", "1,0,0,-3"], 'the count "-3"', "line 2"),
        ([f"{LISTS},count", "1,0,0,3", "1,1,0,2.5"], 'the count "2.5"', "line 3"),
        ([f"{LISTS},count", "1,0,0,"], "no count", "line 2"),
        ([f"{LISTS},count", "1,0,0,nan"], 'the count "nan"', "line 2"),
        ([f"{LISTS},count", "1,0,0,9999999999"], "more than 1,000,000,000 people", "killed.csv"),
        ([f"{LISTS},count", "1,0,0,3", "0,0,0,7"], "people on no list", "line 3"),
        ([LISTS, "0,0,0"], "people on no list", "line 2"),
        ([LISTS, "1,0,"], 'nothing under "church"', "line 2"),
        ([LISTS, "1,0,NA"], '"NA" under "church"', "line 2"),
        ([LISTS, "1,0"], "2 values under 3 columns", "line 2"),
        ([LISTS], "nobody is on any list", "killed.csv"),
        ([], "no list", "killed.csv"),
        (["police,count", "1,3"], "only one list", "killed.csv"),
        (["police;press", "1;0"], "not separated by commas", "line 1"),
        (["police,police,press", "1,0,0"], 'two columns named "police"', "line 1"),
        ([",police,press", "1,0,0"], "a list without a name", "killed.csv"),
        ([",".join(f"l{n}" for n in range(61)), ",".join("1" * 61)], "61 lists", "killed.csv"),
        ([LISTS, '1,0,"1'], "no comma-separated row", "line 2"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place_and_what_to_do(lines: list[str], what: str, where: str) -> None:
    with pytest.raises(TollbookError) as refused:
        read(*lines)
    assert what in refused.value.what
    assert where in refused.value.where
    assert refused.value.do


def test_a_table_made_by_a_program_is_checked_as_well() -> None:
    for count in (-1, 2.5, float("nan"), None, "3"):
        with pytest.raises(TollbookError, match=f"the count {count!r}"):
            Table.of(["a", "b"], [((1, 0), 5), ((0, 1), count)])  # type: ignore[list-item]  # as no checker would see
    assert Table.of(["a", "b"], [((1, 0), np.int64(5))]) == Table.of(["a", "b"], [((1, 0), 5)])  # type: ignore[list-item]
    with pytest.raises(TollbookError, match="where 2 zeros and ones are expected"):
        Table.of(["a", "b"], [((1, 2), 5)])
    with pytest.raises(TollbookError, match="a pattern of none of its lists"):
        Table.of(["a", "b"], [((0, 0), 5)])


def test_text_that_is_not_utf_8_is_refused() -> None:
    def lines() -> Iterator[str]:
        yield b"caf\xe9".decode("utf-8")

    with pytest.raises(TollbookError, match="not UTF-8"):
        read_table(lines(), "killed.csv")


def test_strata_are_read_apart_and_a_label_that_is_not_known_stays_open() -> None:
    lines = ["place,year,police,press", "north,1999,1,0", ",1999,1,1", "north,1999,0,1", "south,1998,1,0"]
    tables = read_strata(lines, ["year", "place"])
    assert {label: table.counts for label, table in tables.items()} == {
        ("1999", "north"): (1, 1),
        ("1999", ""): (1,),
        ("1998", "south"): (1,),
    }


def test_a_stratum_with_nobody_is_named() -> None:
    with pytest.raises(TollbookError, match=r"killed\.csv, place south: nobody is on any list"):
        read_strata(["place,a,b,count", "north,1,1,2", "south,1,0,0"], ["place"], "killed.csv")


def test_a_stratum_that_is_no_column_is_a_mistake_of_the_call() -> None:
    with pytest.raises(UsageError, match="name strata out of: a, b"):
        read_strata(["a,b", "1,1"], ["place"])


def test_a_million_persons_are_read() -> None:
    assert read("a,b,c", *(["1,0,1", "0,1,0"] * 500_000)).counts == (500_000, 500_000)


def test_people_only_on_a_dropped_list_are_no_longer_documented() -> None:
    table = Table.of(["a", "b", "c"], [((1, 0, 0), 5), ((1, 1, 0), 2), ((0, 1, 1), 1)])
    assert table.without("a") == Table.of(["b", "c"], [((1, 0), 2), ((1, 1), 1)])
    with pytest.raises(UsageError, match="name one of: a, b, c"):
        table.without("d")
    assert table.only(["c", "b"]) == Table.of(["c", "b"], [((0, 1), 2), ((1, 1), 1)])
    assert table.cells().tolist() == [5, 0, 2, 0, 0, 1, 0]


ROWS = st.lists(st.tuples(st.sampled_from([(1, 0), (0, 1), (1, 1)]), st.integers(1, 9)), min_size=1)


@given(rows=ROWS, data=st.data())
def test_neither_the_order_of_rows_nor_splitting_a_count_changes_a_table(
    rows: list[tuple[tuple[int, int], int]], data: st.DataObject
) -> None:
    split = [part for marks, count in rows for part in ((marks, 1), (marks, count - 1))]
    assert Table.of(["a", "b"], data.draw(st.permutations(split))) == Table.of(["a", "b"], rows)
