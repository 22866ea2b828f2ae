"""`tollbook demo`: the first thing that anybody runs."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def demo(tollbook: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    tollbook("demo", "--into", folder)
    return folder


def test_the_demo_shows_figures_and_says_where_the_page_is(tollbook: Run, demo: Path) -> None:
    again = tollbook("demo", "--into", demo).stdout
    assert "SOHR" in again
    assert "SNHR" in again
    assert f"The page is in {(demo / 'page.html').resolve()}" in again
    text = (demo / "page.html").read_text("utf-8")
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", text.replace('href="https://', ""))


def test_the_demo_run_again_gives_the_same_page(tollbook: Run, demo: Path) -> None:
    before = (demo / "page.html").read_bytes()
    tollbook("demo", "--into", demo)
    assert (demo / "page.html").read_bytes() == before


def test_the_demo_does_not_touch_another_case(tollbook: Run, tmp_path: Path) -> None:
    tollbook("new", tmp_path / "mine")
    before = (tmp_path / "mine" / "tollbook.toml").read_bytes()
    assert "--into" in tollbook("demo", "--into", tmp_path / "mine", status=2).stderr
    assert (tmp_path / "mine" / "tollbook.toml").read_bytes() == before


def test_every_figure_of_the_demo_is_proved_and_no_sum_mixes_sources(tollbook: Run, demo: Path) -> None:
    lines = tollbook("figures", demo, "--jsonl").stdout
    line = json.loads(lines)
    number = len(line["figures"])
    assert (
        tollbook("verify-proof", "-", stdin=lines).stdout
        == f"{number} of {number} figures are proved by their terms.\n"
    )
    source = {
        claim["id"]: next(
            (voice["source"] or voice["said"] for voice in claim["attributed_to"] if voice["role"] == "origin"), None
        )
        for claim in line["claims"]
    }
    for figure in line["figures"]:
        terms = [term for proof in figure["proof"].values() if proof for term in proof["terms"]]
        assert {source[term["claim"]] for term in terms} <= {figure["source"]}
