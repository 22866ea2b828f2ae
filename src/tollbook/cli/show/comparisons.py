"""What several sources say about the same people, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tollbook.cli.ledgers import Pool
from tollbook.cli.program import visible
from tollbook.cli.show.claims import STEP
from tollbook.cli.show.words import basis, day, grid, heading, incident_of, indented, shortened, voice
from tollbook.records import ByRule, Claim, Comparison, Figure, View

if TYPE_CHECKING:
    from rich.console import Console


def show_comparisons(console: Console, pool: Pool, nothing: str) -> None:
    """Every comparison of a ledger, with its envelope, and how each source counts; ``nothing``: what to say of none."""
    outcome, claims = pool.outcome, pool.claims
    figures = {figure.id: figure for figure in outcome.figures}
    short = shortened([*figures, *claims])
    heading(console, f"{pool.id}: sources side by side, never one sum")
    if not outcome.comparisons:
        indented(console, nothing, 0)
        return
    for comparison in outcome.comparisons:
        incident = incident_of(figures[comparison.rows[0].figure], outcome)
        heading(console, f"{comparison.people}: {comparison.harm}{incident}")
        _show(console, comparison, figures, short)
        for ruled in comparison.by_rule:
            indented(console, _ruled(ruled), STEP)
        indented(console, _independent(comparison, figures, claims), STEP)
    heading(console, "How they count")
    definitions = {row.source: row.definition for one in outcome.comparisons for row in one.rows}
    for source, definition in definitions.items():
        indented(console, f"{voice(source)}: {definition}", STEP)
    console.print()
    indented(console, "A number's proof: tollbook explain CODE … --compared, with the options used here.", 0)


def _show(console: Console, comparison: Comparison, figures: dict[str, Figure], short: dict[str, str]) -> None:
    table = grid(show_header=False)
    table.add_column()
    table.add_column(justify="right", no_wrap=True, style="bold")
    table.add_column(no_wrap=True)
    table.add_column(style="dim", ratio=1)
    for row in comparison.rows:
        figure = figures[row.figure]
        back = ", in retrospect" if figure.view is View.IN_RETROSPECT else ""
        known = " · ".join(filter(None, (basis(figure), "disputed" if figure.disputed else "", short[figure.id])))
        table.add_row(visible(voice(row.source)), figure.interval, f"{_until(figure)}{back}", known)
    from rich.padding import Padding

    console.print(Padding(table, (0, 0, 0, STEP)))
    differ = len({figures[row.figure].as_of for row in comparison.rows}) > 1
    indented(console, _envelope(comparison) + ("; of different days, see --as-of" if differ else ""), STEP)


def _until(figure: Figure) -> str:
    return f"as of {day(figure.as_of)}" if figure.as_of else "so far"


def _envelope(comparison: Comparison) -> str:
    low = f"{comparison.low:,} ({_named(comparison.lowest)})"
    if comparison.high is None:
        return f"envelope: from {low} upward; not all of them state an upper end"
    return f"envelope: {low} to {comparison.high:,} ({_named(comparison.highest)})"


def _ruled(ruled: ByRule) -> str:
    """What a rule that the case has chosen makes of these numbers."""
    if ruled.low is None:
        number = "no number"
    elif ruled.high is None:
        number = f"at least {ruled.low:,}"
    else:
        number = f"{ruled.low:,}" if ruled.low == ruled.high else f"{ruled.low:,} to {ruled.high:,}"
    return f"by the rule “{ruled.rule}”: {number} ({ruled.why})"


def _independent(comparison: Comparison, figures: dict[str, Figure], claims: dict[str, Claim]) -> str:
    """How many counted for themselves; the reports that carried their numbers are no witnesses of their own."""
    reports = {claims[claim].report for row in comparison.rows for claim in figures[row.figure].claims}
    number, carried = len(comparison.independent), len(reports)
    origins = "1 independent origin" if number == 1 else f"{number} independent origins"
    return f"{origins} ({', '.join(comparison.independent)}) in {carried} report{'' if carried == 1 else 's'}"


def _named(sources: Iterable[str | None]) -> str:
    return " and ".join(map(voice, sources))
