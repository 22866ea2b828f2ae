"""Tables of lists as people keep them: comma-separated, one row for each pattern with its count, or for each person."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tollbook.estimate.table import Table
from tollbook.records import TollbookError, UsageError

COUNT = "count"
"""The column of counts; without it every row is one person."""

WHOLE_NUMBER = re.compile(r"(\d+)(?:\.0+)?")
MARKS = {"0": 0, "1": 1}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, by position."""

    lists: Mapping[str, int]
    strata: Mapping[str, int]
    count: int | None
    width: int


def read_table(lines: Iterable[str], where: str = "table") -> Table:
    """The table in some lines of text: 0/1 columns named after the lists, and perhaps ``count``.

    ``where`` names the text in errors. TollbookError says which line holds what cannot be a table.

    >>> read_table(["police,press,church,count", "1,0,0,30", "0,1,1,4"]).counts
    (30, 4)
    """
    return read_strata(lines, (), where)[()]


def read_strata(lines: Iterable[str], strata: Sequence[str], where: str = "table") -> dict[tuple[str, ...], Table]:
    """One table for each combination of labels in the columns ``strata``, such as place and year.

    A label that is not known stays an empty text. UsageError for a stratum that is no column.

    >>> lines = ["place,police,press,count", "north,1,0,30", "south,0,1,4", "north,1,1,2"]
    >>> {label: table.counts for label, table in read_strata(lines, ["place"]).items()}
    {('north',): (30, 2), ('south',): (4,)}
    """
    rows = _rows(lines, where)
    _, header = next(rows, (1, ()))
    columns = _columns([name.strip() for name in header], strata, where)
    first_line: dict[tuple[str, ...], int] = {}
    times: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        first_line.setdefault(row, number)
        times[row] = times.get(row, 0) + 1
    found: dict[tuple[str, ...], list[tuple[list[int], int]]] = {}
    for row, repeated in times.items():
        place = f"{where}, line {first_line[row]}"
        label, marks, count = _parsed(row, columns, place)
        found.setdefault(label, []).append((marks, count * repeated))
    return {label: _table(columns, label, rows, where) for label, rows in (found or {(): []}).items()}


def _rows(lines: Iterable[str], where: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that hold anything, with the numbers of their lines."""
    reader = csv.reader((line.removeprefix("\ufeff") for line in lines), strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, tuple(row)
    except csv.Error as error:
        place = f"{where}, line {reader.line_num}"
        raise TollbookError(f"no comma-separated row ({error})", place, "mend the quotation marks") from error
    except UnicodeDecodeError as error:
        raise TollbookError("not UTF-8", where, "save the table as UTF-8") from error


def _columns(header: Sequence[str], strata: Sequence[str], where: str) -> Columns:
    """What the header names."""
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        raise TollbookError("columns that are not separated by commas", f"{where}, line 1", "save it with commas")
    unknown = [name for name in strata if name not in header]
    if unknown:
        raise UsageError(f'no column "{unknown[0]}"', where, f"name strata out of: {', '.join(header)}")
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise TollbookError(f'two columns named "{twice[0]}"', f"{where}, line 1", "give every column its own name")
    lists = {name: at for at, name in enumerate(header) if name not in strata and name != COUNT}
    count = header.index(COUNT) if COUNT in header else None
    return Columns(lists, {name: header.index(name) for name in strata}, count, len(header))


def _parsed(row: Sequence[str], columns: Columns, where: str) -> tuple[tuple[str, ...], list[int], int]:
    """The labels of a row's stratum, its marks for the lists, and its count."""
    if len(row) != columns.width:
        found = f"{len(row)} values under {columns.width} columns"
        raise TollbookError(found, where, "give every column one value")
    marks = [_mark(row[at], name, where) for name, at in columns.lists.items()]
    count = 1 if columns.count is None else _count(row[columns.count], where)
    if count and not any(marks):
        raise TollbookError(
            "people on no list", where, "leave out people on no list: how many these are is what is estimated"
        )
    return tuple(row[at].strip() for at in columns.strata.values()), marks, count


def _mark(written: str, name: str, where: str) -> int:
    """Whether a person is on a list."""
    if (mark := MARKS.get(written.strip())) is not None:
        return mark
    found = f'"{written.strip()}" under "{name}"' if written.strip() else f'nothing under "{name}"'
    do = "write 1 or 0 for every list; leave out columns that are no lists, or name them as strata"
    raise TollbookError(found, where, do)


def _count(written: str, where: str) -> int:
    """A whole number of people."""
    if number := WHOLE_NUMBER.fullmatch(written.strip()):
        return int(number[1])
    found = f'the count "{written.strip()}"' if written.strip() else "no count"
    raise TollbookError(found, where, "write how many people show this pattern, as a whole number from 0 upwards")


def _table(columns: Columns, label: Sequence[str], rows: Sequence[tuple[list[int], int]], where: str) -> Table:
    """The table of one stratum; errors name it."""
    named = [f"{name} {value or 'not said'}" for name, value in zip(columns.strata, label, strict=False)]
    try:
        return Table.of(columns.lists, [(marks, count) for marks, count in rows if count])
    except TollbookError as error:
        raise TollbookError(error.what, ", ".join([where, *named]), error.do) from error
