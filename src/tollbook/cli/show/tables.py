"""Tables of figures for people: every number with the code by which it can be explained, in the width that there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tollbook.cli.ledgers import Pool
from tollbook.cli.program import visible
from tollbook.cli.show.claims import STEP
from tollbook.cli.show.words import GAP, basis, day, grid, heading, incident_of, indented, shortened, voice
from tollbook.records import Figure, Table, TableRow, View

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

LONGEST_NAME = 24
NOBODY = "–"
LEGEND = "≥ at least · ≤ up to · ? not known · – nobody can be in both · * disputed, see: tollbook conflicts"


def show_tables(console: Console, pool: Pool) -> None:
    """The tables of a ledger, one for each source and harm."""
    shown = _Tables(console, pool)
    for table in pool.outcome.tables:
        heading(console, shown.title(table))
        shown.along_two(table) if table.columns else shown.along_one(table)
    console.print()
    if any(table.columns for table in pool.outcome.tables):
        indented(console, LEGEND, 0)
    if any(not row.apart for table in pool.outcome.tables for row in table.rows):
        indented(console, "~ these people may be in another row as well", 0)
    indented(console, "A number's proof: tollbook explain CODE …, with the options of this table.", 0)


class _Tables:
    """The figures of one ledger on one console."""

    def __init__(self, console: Console, pool: Pool) -> None:
        self.console, self.outcome = console, pool.outcome
        self.figures = {figure.id: figure for figure in pool.outcome.figures}
        self.short = shortened([*self.figures, *pool.claims])

    def title(self, table: Table) -> str:
        """Whose figures, by when, and along what."""
        until = f", as of {day(table.as_of)}" if table.as_of else ""
        view = f", {table.view}" if table.view is View.IN_RETROSPECT else ""
        incident = next(
            (incident_of(self.figures[cell], self.outcome) for row in table.rows for cell in row.figures if cell), ""
        )
        return f"{voice(table.source)}{until}{view}: {table.harm} by {' and '.join(table.by)}{incident}"

    def along_one(self, table: Table) -> None:
        """A line for each figure, with how it is known."""
        lines = grid(show_header=False)
        lines.add_column(max_width=LONGEST_NAME)
        lines.add_column(justify="right", no_wrap=True, style="bold")
        lines.add_column(style="dim", ratio=1)
        for row in table.rows:
            figure = self._of(row.figures[0])
            known = [basis(figure), "disputed" if figure.disputed else "", self.short[figure.id]] if figure else []
            interval = figure.interval if figure else NOBODY
            lines.add_row(_name(row), interval, " · ".join(filter(None, known)))
        self._print(lines)

    def along_two(self, table: Table) -> None:
        """Numbers with their codes below them; columns for which there is no room follow in a table of their own."""
        names = min(max(len(_name(row)) for row in table.rows), LONGEST_NAME)
        for number, block in enumerate(self._blocks(table, self.console.width - STEP - names - GAP)):
            if number:
                self.console.print()
            lines = grid()
            lines.add_column(width=names)
            for place in block:
                lines.add_column(visible(table.columns[place]), justify="right", min_width=self._width(table, place))
            for row in table.rows:
                cells = [self._of(row.figures[place]) for place in block]
                lines.add_row(_name(row), *map(self._cell, cells))
            self._print(lines)

    def _blocks(self, table: Table, room: int) -> Iterator[Sequence[int]]:
        """The columns that fit beside one another."""
        block: list[int] = []
        left = room
        for place in range(len(table.columns)):
            width = self._width(table, place) + GAP
            if block and width > left:
                yield block
                block, left = [], room
            block.append(place)
            left -= width
        yield block

    def _width(self, table: Table, place: int) -> int:
        figures = [self._of(row.figures[place]) for row in table.rows]
        words = table.columns[place].split()
        codes = (self.short[figure.id] for figure in figures if figure)
        return max(map(len, (*words, *codes, *(_compact(figure) for figure in figures))))

    def _of(self, cell: str | None) -> Figure | None:
        return self.figures[cell] if cell else None

    def _cell(self, figure: Figure | None) -> Text:
        from rich.text import Text

        code = self.short[figure.id] if figure else ""
        return Text.assemble((_compact(figure), "bold"), "\n", (code, "dim"))

    def _print(self, lines: Grid) -> None:
        from rich.padding import Padding

        self.console.print(Padding(lines, (0, 0, 0, STEP)))


def _name(row: TableRow) -> str:
    return f"{' ' * STEP * row.within}{visible(row.name)}{'' if row.apart else ' ~'}"


def _compact(figure: Figure | None) -> str:
    """The bounds in few characters: ``524``, ``311–524``, ``≥ 500``, ``≤ 30``."""
    if figure is None:
        return NOBODY
    low, high = figure.low, figure.high
    if high is None:
        said = f"≥ {low:,}" if low else "?"
    elif low == high:
        said = f"{low:,}"
    else:
        said = f"{low:,}–{high:,}" if low else f"≤ {high:,}"
    return f"{said}{'*' if figure.disputed else ''}"
