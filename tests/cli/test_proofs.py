"""Figures are found in whatever our own commands write, and nothing else is taken for one."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tollbook.cli.proofs import figures_in
from tollbook.records import TollbookError

FIGURE = {"id": "f", "low": 1, "high": 1, "proof": {"low": None, "high": None}}
AXES = {"role": ["fisherman", "rest"]}
LINE = {"tollbook": 1, "id": "port", "figures": [FIGURE, FIGURE], "axes": AXES}
ERROR = {"tollbook": 1, "id": "x", "error": {"what": "", "where": "", "do": ""}}


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (json.dumps(LINE), 2),
        (json.dumps(LINE, indent=1), 2),
        (f"{json.dumps(LINE)}\n\n{json.dumps(ERROR)}\n{json.dumps(LINE)}\n", 4),
        (json.dumps([LINE, ERROR], indent=1), 2),
        (json.dumps({"id": "f", "figure": FIGURE, "axes": AXES}), 1),
        (json.dumps(FIGURE | {"axes": AXES}), 1),
    ],
)
def test_figures_are_found_in_every_form(tmp_path: Path, text: str, number: int) -> None:
    found = list(figures_in(write(tmp_path / "a.json", text)))
    assert [stated.figure["id"] for stated in found] == ["f"] * number
    assert all(stated.axes == AXES for stated in found)


def test_figures_are_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(LINE).encode())))
    assert len(list(figures_in(None))) == 2


@pytest.mark.parametrize(
    "value",
    ["", "nothing", "3", "[3]", "{}", '{"axes": {}}', json.dumps(FIGURE), f"{json.dumps(LINE)}\nnothing", "[" * 99999],
)
def test_what_holds_no_figure_is_refused(tmp_path: Path, value: Any) -> None:
    with pytest.raises(TollbookError):
        list(figures_in(write(tmp_path / "a.json", value)))


def test_a_missing_file_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(TollbookError, match="No such file"):
        list(figures_in(tmp_path / "none.json"))
