"""What a machine lacks is said aloud, and never passes silently in CI."""

import shutil
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ONE_TEST_EACH = """
def test_on_shared(shared_folder): assert shared_folder.is_dir()
def test_in_a_browser(browser): raise AssertionError("never reached")
def test_alone(): pass
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A checkout of its own, with our conftest, without a Chromium and with no `../shared` beside it."""
    (pytester.path / "checkout/tests").mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "conftest.py", pytester.path / "checkout/tests/conftest.py")
    (pytester.path / "checkout/tests/test_each.py").write_text(ONE_TEST_EACH)
    monkeypatch.setenv("TOLLBOOK_CHROMIUM", "no-such-browser")
    monkeypatch.delenv("CI", raising=False)
    return pytester


def test_what_cannot_run_here_is_left_out_and_named(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("-p", "no:django", "checkout")
    result.assert_outcomes(passed=1, deselected=2)
    result.stdout.fnmatch_lines(["browser: 1 not collected, no Chromium found: *", "shared: 1 not collected, *"])


def test_tests_on_shared_run_where_it_is_present(project: pytest.Pytester) -> None:
    (project.path / "shared").mkdir()
    result = project.runpytest_inprocess("-p", "no:django", "checkout")
    result.assert_outcomes(passed=2, deselected=1)
    result.stdout.fnmatch_lines(["shared: 1 ran"])


def test_in_ci_a_missing_chromium_is_an_error(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = project.runpytest_inprocess("-p", "no:django", "checkout")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*no Chromium found*"])
