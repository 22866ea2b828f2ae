"""What import-linter cannot say: what the core may lean on, and what may be loaded early."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import tollbook

PACKAGE = Path(tollbook.__file__).parent
HEAVY = {"django", "highspy", "jinja2", "numpy", "psycopg", "rich", "scipy", "trafilatura"}


def imported_modules(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_records_import_nothing_but_the_standard_library() -> None:
    imported = {name for path in (PACKAGE / "records").rglob("*.py") for name in imported_modules(path)}
    outside = {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names}
    assert imported
    assert {name for name in outside if not name.startswith("tollbook.records")} == set()


@pytest.mark.parametrize(
    "early",
    [
        "import tollbook",
        *(
            f"from tollbook.cli import main; main([*{words}, '--help'], 'tollbook')"
            for words in ([], ["figures"], ["compare"], ["readings", "accept"])
        ),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(early: str) -> None:
    # --help leaves by SystemExit, so the loaded modules are told on the way out.
    tell = "import atexit, sys; atexit.register(lambda: print(*{name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", f"{tell}; {early}"], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "tollbook" in loaded
    assert loaded & HEAVY == set()
