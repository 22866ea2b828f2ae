"""The program as a user starts it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tollbook.cli import main


@pytest.fixture(scope="session")
def tollbook() -> Callable[..., Result]:
    """Runs `tollbook` and checks its exit status; an exception that the program does not expect is the test's too."""

    def run(*arguments: str | Path, stdin: str = "", status: int = 0) -> Result:
        done = CliRunner().invoke(main, list(map(str, arguments)), input=stdin, catch_exceptions=False)
        assert done.exit_code == status, done.stderr
        return done

    return run
