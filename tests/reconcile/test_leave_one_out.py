"""What a source's other claims say of a number that is left out: never that it is wrong."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

PROGRAMS = Path(__file__).parents[2] / "bench/reconcile"


def program(name: str) -> ModuleType:
    """A program that anyone can run by hand."""
    specification = importlib.util.spec_from_file_location(name, PROGRAMS / f"{name}.py")
    assert specification
    assert specification.loader
    module = sys.modules[name] = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_no_number_of_a_source_is_excluded_by_its_others(shared_folder: Path) -> None:
    coast, bench = program("coast"), program("leave_one_out")
    corpus = coast.Corpus(shared_folder / "eval/coast-2025")
    found = [bench.outcome(*pair) for pair in bench.left_out(corpus, "SNHR", coast.SYSTEMS["SNHR"])]
    assert found.count("wrongly") == 0
    assert found.count("exactly") > len(found) // 3
