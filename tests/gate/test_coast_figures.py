"""What the engine makes of hand-annotated claims of a real event, against the results expected of it."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PROGRAM = Path(__file__).parents[2] / "bench/reconcile/coast.py"


@cache
def program() -> ModuleType:
    """The program that anyone can run by hand."""
    specification = importlib.util.spec_from_file_location("coast", PROGRAM)
    assert specification
    assert specification.loader
    # Its dataclasses look their module up by name.
    module = sys.modules["coast"] = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@cache
def comparison(folder: Path, source: str, with_readings: bool) -> Any:
    return program().Comparison(program().Corpus(folder), source, with_readings)


SYSTEMS = [("SNHR", False), ("SNHR", True), ("SOHR", False), ("SOHR", True)]


@pytest.mark.parametrize(("source", "with_readings"), SYSTEMS)
def test_every_figure_and_every_point_of_a_curve_is_as_expected(
    shared_folder: Path, source: str, with_readings: bool
) -> None:
    found = comparison(shared_folder / "eval/coast-2025", source, with_readings)
    assert found.figures.asked > 50
    assert found.figures.faults == []
    assert found.points.faults == []


@pytest.mark.parametrize(("source", "with_readings"), SYSTEMS)
def test_what_is_set_aside_is_as_expected(shared_folder: Path, source: str, with_readings: bool) -> None:
    assert comparison(shared_folder / "eval/coast-2025", source, with_readings).same_repairs
