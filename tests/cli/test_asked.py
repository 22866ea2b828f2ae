"""Figures of one source, day or axis; sources side by side; readings decided: what is typed, shown and refused."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from tollbook.cli import main
from tollbook.cli.ledgers import Pool
from tollbook.cli.show.comparisons import show_comparisons
from tollbook.cli.show.tables import show_tables
from tollbook.records import ByRule, Compared, Comparison, FieldRule, Figure, Harm, Table, TableAxis, TableRow, View

REPORTS = {
    "monday": "The Harbour Watch said on Monday that 40 people had been killed in port: 25 civilians, 15 policemen.",
    "tuesday": "The Harbour Watch said on Tuesday that 60 people had been killed in the port, 35 of them civilians.",
    "registry": "The Bay Registry said on Tuesday that 50 people had been killed in the port, 30 of them civilians.",
}
PUBLISHED = {"monday": "2025-03-10", "tuesday": "2025-03-11", "registry": "2025-03-11"}


@pytest.fixture
def port_reports(tmp_path: Path) -> Path:
    """Three reports of two days, by two sources."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / f"{name}.json").write_text(json.dumps({"id": name, "published": PUBLISHED[name], "text": text}))
    return folder


def run(*arguments: str | Path, status: int = 0) -> Result:
    done = CliRunner(env={"COLUMNS": "80"}).invoke(main, list(map(str, arguments)), catch_exceptions=False)
    assert done.exit_code == status, done.output
    return done


def shown(pool: Pool, width: int = 80) -> list[str]:
    file = io.StringIO()
    show_tables(Console(file=file, width=width, highlight=False, markup=False), pool)
    return [line.rstrip() for line in file.getvalue().splitlines()]


def with_table(port: Pool, *rows: TableRow, columns: tuple[str, ...] = ()) -> Pool:
    by = (TableAxis.STATUS, TableAxis.DAY) if columns else (TableAxis.STATUS,)
    table = Table("HW", Harm.KILLED, by, "2025-03-08", View.AS_KNOWN, columns, rows)
    return replace(port, outcome=replace(port.outcome, tables=(table,)))


def labelled(port: Pool, label: str) -> Figure:
    return next(figure for figure in port.outcome.figures if figure.label == label)


def test_a_line_of_a_table_has_the_number_how_it_is_known_and_its_code(port: Pool) -> None:
    everyone, others = labelled(port, "everyone since 6 March"), labelled(port, "everyone else")
    rows = TableRow("everyone", 0, True, (everyone.id,)), TableRow("the others", 1, False, (others.id,))
    lines = shown(with_table(port, *rows))
    assert "HW, as of 8 March 2025: killed by status" in lines
    assert "  everyone        40  stated · 9f3c11" in lines
    assert "    the others ~  15  derived: 40 − 25 · 1d9e0f" in lines
    assert "~ these people may be in another row as well" in lines


@pytest.mark.parametrize("width", [40, 60, 80])
def test_every_number_and_code_of_a_wide_table_is_shown_at_any_width(port: Pool, width: int) -> None:
    figures = [
        replace(port.outcome.figures[0], id=f"{number:06}", low=number, high=number * 1000, disputed=number == 7)
        for number in range(12)
    ]
    pool = replace(port, outcome=replace(port.outcome, figures=tuple(figures)))
    cells = tuple(figure.id for figure in figures)
    names = tuple(f"{number} March 2025" for number in range(1, 13))
    row = TableRow("members of the security forces", 0, True, cells)
    lines = shown(with_table(pool, row, replace(row, name="nobody", figures=(None,) * 12), columns=names), width)
    text = " ".join(lines)
    assert max(map(len, lines)) <= width
    assert [number for number in range(1, 12) if f"{number}–{number * 1000:,}" not in text] == []
    assert [cell for cell in cells if cell not in text] == []
    assert ("7–7,000*" in text, text.count("–  ") > 0) == (True, True)


def test_a_comparison_names_the_envelope_the_witnesses_and_whom_nobody_counts(port: Pool) -> None:
    one, other = labelled(port, "everyone since 6 March"), labelled(port, "fishermen shot by the coast guard")
    rows = Compared("HW", one.id, "never counts sailors"), Compared("BR", other.id, "the case does not say")
    comparison = Comparison(Harm.KILLED, "everyone, without sailors", rows, 25, 40, ("BR",), ("HW",), ("HW",))
    ruled = [(25, 25, "stated by 2 of 3"), (25, None, "a floor"), (25, 40, "both"), (None, None, "none")]
    by_rule = tuple(ByRule(FieldRule.MAJORITY, low, high, (), why) for low, high, why in ruled)
    open_above = replace(comparison, high=None, highest=(), by_rule=by_rule)
    file = io.StringIO()
    figures = tuple(replace(figure, claims=(port.extractions[0].claims[0].id,)) for figure in port.outcome.figures)
    pool = replace(port, outcome=replace(port.outcome, figures=figures, comparisons=(comparison, open_above)))
    show_comparisons(Console(file=file, width=80, highlight=False), pool, nothing="")
    lines = [line.strip() for line in file.getvalue().splitlines()]
    assert "everyone, without sailors: killed" in lines
    assert "envelope: 25 (BR) to 40 (HW)" in lines
    assert "envelope: from 25 (BR) upward; not all of them state an upper end" in lines
    assert "1 independent origin (HW) in 1 report" in lines
    assert "HW: never counts sailors" in lines
    for said in ("25 (stated by 2 of 3)", "at least 25 (a floor)", "25 to 40 (both)", "no number (none)"):
        assert f"by the rule “majority of sources”: {said}" in lines


def test_the_wire_carries_what_the_table_shows_and_its_proofs_hold(port_reports: Path, tmp_path: Path) -> None:
    asked: list[str | Path] = ["figures", "--together", port_reports, "--by", "status,day", "--source", "Harbour Watch"]
    file = tmp_path / "figures.jsonl"
    file.write_text(run(*asked, "--jsonl").stdout)
    line = json.loads(file.read_text())
    (table,) = line["tables"]
    figures = {figure["id"]: figure for figure in line["figures"]}
    cells = {
        row["name"]: [(figures[cell]["low"], figures[cell]["high"]) for cell in row["figures"]] for row in table["rows"]
    }
    assert table["columns"] == ["10 March 2025", "11 March 2025"]
    assert cells["everyone"] == [(40, 40), (60, 60)]
    assert cells["civilians"] == [(25, 25), (35, 35)]
    assert "figures are proved" in run("verify-proof", file).stdout
    assert "60" in run(*asked).stdout


def test_a_figure_of_a_table_is_explained_with_the_options_of_the_table(port_reports: Path) -> None:
    asked: list[str | Path] = ["--together", port_reports, "--by", "status", "--as-of", "2025-03-10"]
    line = next(line for line in run("figures", *asked).stdout.splitlines() if line.startswith("  civilians"))
    code = line.split()[-1]
    assert "25 civilians" in run("explain", code, *asked).stdout
    assert "add the options" in run("explain", code, "--together", port_reports, status=2).stderr


def test_sources_are_compared_and_each_number_can_be_explained(port_reports: Path) -> None:
    text = run("compare", "--together", port_reports).stdout
    assert "envelope: 50 (Bay Registry) to 60 (Harbour Watch)" in text
    assert "2 independent origins (Bay Registry, Harbour Watch) in 2 reports" in text
    code = next(line for line in text.splitlines() if line.startswith("  Bay Registry")).split()[-1]
    assert "50 people had been killed" in run("explain", "--compared", code, "--together", port_reports).stdout
    people: list[str | Path] = ["--of", "status=civilian", "--together", port_reports]
    code = next(line for line in run("compare", *people).stdout.splitlines() if line.startswith("  Bay")).split()[-1]
    assert "30 of them civilians" in run("explain", code, *people).stdout
    (line,) = map(json.loads, run("compare", "--together", port_reports, "--jsonl").stdout.splitlines())
    assert [row["source"] for row in line["comparisons"][0]["rows"]] == ["Bay Registry", "Harbour Watch"]
    assert "Nothing to compare" in run("compare", port_reports / "monday.json").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["figures", "--by", "colour"], "no axis 'colour'"),
        (["figures", "--by", ""], "use one or two of: status"),
        (["figures", "--by", "status,status"], "two different ones"),
        (["figures", "--by", "status,place,day"], "name one axis"),
        (["figures", "--as-of", "yesterday"], "write a day (2025-03-08)"),
        (["figures", "--as-known", "--in-retrospect"], "choose one of the two"),
        (["figures", "--harm", "hurt"], "killed"),
        (["compare", "--of", "status"], "write AXIS=NAME"),
        (["compare", "--of", "=civilian"], "write AXIS=NAME"),
        (["compare", "--of", "harm=killed"], "'harm' is no axis of people"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_read(arguments: list[str], said: str) -> None:
    done = run(*arguments, "no such file", status=2)
    assert said in done.stderr
    assert "no such file or folder" not in done.stderr


def test_what_there_is_not_is_refused_with_what_there_is(port_reports: Path) -> None:
    for arguments, said in (
        (["--source", "Nobody"], "name one of: Bay Registry, Harbour Watch"),
        (["--harm", "missing"], "ask about what there is: killed"),
        (["--as-of", "2025-03-01"], "nothing was known by 2025-03-01"),
        (["--by", "death"], "use one of: status"),
        (["--incident", "elsewhere"], "no incident 'elsewhere'"),
    ):
        assert said in run("figures", "--together", port_reports, *arguments, status=2).stderr


def test_readings_are_listed_with_and_without_the_word(port_reports: Path) -> None:
    assert run("readings", port_reports).stdout == run("readings", "list", port_reports).stdout
    assert "accept" in run("readings", "--help").stdout


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_a_decision_about_a_reading_needs_a_case_a_person_and_a_reason(decision: str, tmp_path: Path) -> None:
    assert "Missing option '--by'" in run("readings", decision, "r", tmp_path, status=2).stderr
    no_case = run("readings", decision, "r", tmp_path, "--by", "me", "--why", "so", status=2)
    assert f"tollbook readings {decision} r CASE" in no_case.stderr
    run("new", tmp_path / "case")
    for by, why in (("", "so"), ("me", " ")):
        empty = run("readings", decision, "r", tmp_path / "case", "--by", by, "--why", why, status=2)
        assert "an empty --by or --why" in empty.stderr
    unknown = run("readings", decision, "r", tmp_path / "case", "--by", "me", "--why", "so", status=2)
    assert "no reading 'r'" in unknown.stderr
