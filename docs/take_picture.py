"""Takes the picture of the README: the page of the example case.

    python docs/take_picture.py            # writes docs/images/page.png

It needs a Chromium: the system's, or the one that TOLLBOOK_CHROMIUM names. So that title, figures and curve fit into
one picture, parts of the page are left out of it; nothing is moved or changed.
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from tollbook.cli import main as tollbook

PICTURE = Path(__file__).parent / "images/page.png"
WIDTH, MARGIN = 1280, 32
SOURCE = "SOHR"
FIGURES_SHOWN = 3

# What is left out: explanations, other sources, statements beside a figure, all but the first figures, data tables.
LEAVE_OUT = """([source, many]) => {
  const without = (all, keep) => [...document.querySelectorAll(all)].filter(it => !keep(it)).forEach(it => it.remove());
  const ofSource = it => it.querySelector("h3").textContent.includes(source);
  without("section[aria-labelledby=how-to-read], section[aria-labelledby=computed-from], .beside", () => false);
  without("#figures > .source, #curves > figure", ofSource);
  const figures = [...document.querySelectorAll("#figures .tree li")];
  figures.slice(many).forEach(it => it.remove());
  without("#curves figure table, #curves > p", () => false);
  return document.querySelector("#curves figure").getBoundingClientRect().bottom;
}"""


def take_picture(page: Path, picture: Path) -> None:
    """Photograph the top of an HTML file."""
    names = [os.environ.get("TOLLBOOK_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    chromium = next((path for name in names if (path := shutil.which(name))), None)
    if chromium is None:
        raise SystemExit("no Chromium found: install one (Debian: apt install chromium), or set TOLLBOOK_CHROMIUM")
    # Chromium refuses its sandbox when started by root, as in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        view = browser.new_page(viewport={"width": WIDTH, "height": 800}, color_scheme="light")
        view.goto(page.as_uri())
        height = view.evaluate(LEAVE_OUT, [SOURCE, FIGURES_SHOWN]) + MARGIN
        view.screenshot(path=picture, full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
        browser.close()


def main() -> None:
    """Build the example case anew, and photograph its page."""
    with TemporaryDirectory() as folder:
        CliRunner().invoke(tollbook, ["demo", "--into", f"{folder}/demo"], catch_exceptions=False)
        take_picture(Path(folder, "demo/page.html"), PICTURE)
    sys.stdout.write(f"{PICTURE}: {PICTURE.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main()
