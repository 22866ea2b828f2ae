"""The page as a reader meets it: in a real browser, on a telephone, in the dark, without scripts, on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tollbook.publish import page
from tollbook.records import JudgementOutcome

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]

# The contrast of every text with the colour behind it, by WCAG 2: those below 4.5 (3 for large lettering).
TOO_FAINT = """() => {
  const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const over = (colour, behind) => {
    canvas.fillStyle = `rgb(${behind.join(" ")})`; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const behind = element => {
    const under = element.parentElement ? behind(element.parentElement) : [255, 255, 255];
    return over(getComputedStyle(element).backgroundColor, under);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  let texts = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, style = getComputedStyle(element);
    if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
    texts += 1;
    const ground = behind(element), svg = element.ownerSVGElement;
    const ink = over(svg ? style.fill : style.color, ground);
    const [low, high] = [light(ink), light(ground)].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < (large ? 3 : 4.5)) faint.push([element.tagName, ratio, element.textContent.slice(0, 30)]);
  }
  return [texts, faint];
}"""


@pytest.fixture(params=["founding", "coast"])
def html_file(request: pytest.FixtureRequest, decided: JudgementOutcome, tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(
        page(*request.getfixturevalue(request.param), judgements=[decided], provenance={"lexicons": "4be1" * 16}),
        "utf-8",
    )
    return path


@pytest.fixture
def opened(browser: "Browser", html_file: Path) -> Iterator[Open]:
    contexts = []

    def open_page(**settings: Any) -> "Page":
        context = browser.new_context(**settings)
        contexts.append(context)
        found = context.new_page()
        found.goto(html_file.as_uri())
        return found

    yield open_page
    for context in contexts:
        context.close()


def test_the_page_asks_for_nothing_and_complains_of_nothing(browser: "Browser", html_file: Path) -> None:
    context = browser.new_context()
    found, asked, said = context.new_page(), list[str](), list[str]()
    found.on("request", lambda request: asked.append(request.url))
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.goto(html_file.as_uri(), wait_until="networkidle")
    context.close()
    assert asked == [html_file.as_uri()]
    assert said == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_reaches_beyond_the_screen(opened: Open, width: int) -> None:
    found = opened(viewport={"width": width, "height": 844})
    assert found.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_every_section_is_there_and_fields_open_on_demand(opened: Open) -> None:
    found = opened(java_script_enabled=False)
    for name in ("figures", "curves", "proofs", "conflicts", "readings", "reports", "judgements", "words"):
        assert found.locator(f"#{name} h2").is_visible()
    fields = found.locator(".claims details").first
    assert not fields.locator("dl").is_visible()
    fields.locator("summary").click()
    assert fields.locator("dl").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(opened: Open, scheme: str) -> None:
    texts, faint = opened(color_scheme=scheme).evaluate(TOO_FAINT)
    assert texts > 100
    assert faint == []


def test_the_dark_page_is_dark(opened: Open) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    assert opened(color_scheme="dark").evaluate(ground) != opened(color_scheme="light").evaluate(ground)


def test_a_number_leads_to_its_place_in_the_text_and_back(opened: Open) -> None:
    found = opened(viewport={"width": 390, "height": 844})
    found.locator("#proofs .ref").first.click()
    in_text = found.locator(".text .badge:target")
    assert in_text.is_visible()
    in_text.click()
    assert found.locator(".claims > li:target").is_visible()


def test_the_keyboard_sees_where_it_is(opened: Open) -> None:
    found = opened()
    found.keyboard.press("Tab")
    assert found.evaluate("document.activeElement.className") == "skip"
    assert found.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    found.keyboard.press("Tab")
    assert found.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_whole_page_turns_around_for_a_script_that_runs_from_right_to_left(opened: Open) -> None:
    found = opened(viewport={"width": 390, "height": 844})
    found.evaluate("document.documentElement.dir = 'rtl'")
    assert found.evaluate("document.documentElement.scrollWidth") == 390
    heading, screen = found.locator("#figures-heading"), 390
    assert found.evaluate("e => getComputedStyle(e).textAlign", heading.element_handle()) == "start"
    box = found.evaluate(
        "e => { const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect().right }",
        heading.element_handle(),
    )
    assert box > screen * 0.9


def test_on_paper_everything_is_open(opened: Open) -> None:
    found = opened()
    found.emulate_media(media="print")
    for fields in found.locator("details dl, details ul").all():
        assert fields.bounding_box()["height"] > 0  # type: ignore[index]
    assert found.pdf(format="A4").startswith(b"%PDF")


def test_the_lettering_of_the_charts_keeps_its_size_on_a_telephone(opened: Open) -> None:
    heights = "[...document.querySelectorAll('.chart text')].map(t => t.getBoundingClientRect().height)"
    narrow, wide = (opened(viewport={"width": width, "height": 844}).evaluate(heights) for width in (390, 1280))
    assert narrow == pytest.approx(wide, abs=0.5)
