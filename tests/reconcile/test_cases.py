"""The reconciliation cases of the evaluation data, run by the same program that anyone can run by hand."""

import importlib.util
from pathlib import Path

import pytest

RUNNER = Path(__file__).parents[2] / "bench/reconcile/run_cases.py"


@pytest.mark.parametrize("name", ["cases.json", "cases-claims.json"])
def test_all_cases_pass(shared_folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    specification = importlib.util.spec_from_file_location("run_cases", RUNNER)
    assert specification
    assert specification.loader
    runner = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(runner)
    failed = runner.main(str(shared_folder / "eval/reconcile" / name))
    assert failed == 0, capsys.readouterr().out
