"""The page as markup: whole, safe whatever a report contains, and the same bytes every time."""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.casebook import definition as definitions
from tollbook.extract import extract
from tollbook.publish import page
from tollbook.reconcile import reconcile
from tollbook.records import (
    BesideKind,
    ByRule,
    Compared,
    Comparison,
    CurveMark,
    Extraction,
    FieldRule,
    FrozenMapping,
    Harm,
    JudgementOutcome,
    MarkKind,
    PassedOver,
    Proof,
    ProofBasis,
    Reconciliation,
    Report,
    Scope,
    View,
    Word,
)
from tollbook.records.wire import report_from

VOID = {"meta", "br", "link", "img", "input", "hr", "wbr"}
PAYLOAD = (
    "</style></title><script>alert(1)</script><img src=x onerror=alert(2)>\" onclick='alert(3)' {{ 7*7 }}\u202e\x00"
)


class Parsed(HTMLParser):
    """What a browser would make of a page; fails where an element is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.report_texts: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = tag, dict(attrs)
        self.elements.append(element)
        if element[1].get("class") == "text":
            self.report_texts.append("")
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        classes = [(attributes.get("class") or "").split() for _, attributes in self.open]
        if ["text"] in classes and not any("badge" in names for names in classes):
            self.report_texts[-1] += data

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.elements if attribute in attributes]


def dangling(parsed: Parsed) -> set[str]:
    """Names that are given to two elements, or that a link or a label uses and no element has."""
    names = parsed.values("id")
    targets = {href[1:] for href in parsed.values("href") if href.startswith("#")}
    labels = {name for value in parsed.values("aria-labelledby") for name in value.split()}
    return {name for name, times in Counter(names).items() if times > 1} | (targets | labels) - set(names)


def poisoned(record: Any, name: str = "") -> Any:
    """The record with the payload behind every text that does not have to stay a date, a language or a quote."""
    if is_dataclass(record) and not isinstance(record, type):
        kept = {f.name: poisoned(getattr(record, f.name), f.name) for f in fields(record) if f.init}
        return type(record)(**kept)
    if isinstance(record, Scope):
        return Scope({axis + PAYLOAD: [leaf + PAYLOAD for leaf in leaves] for axis, leaves in record.items()})
    if isinstance(record, FrozenMapping):
        return FrozenMapping({key + PAYLOAD: poisoned(value) for key, value in record.items()})
    if isinstance(record, tuple):
        return tuple(poisoned(entry, name) for entry in record)
    fixed = {"published", "language", "as_of", "at", "start", "end", "quote"}
    return (
        record + PAYLOAD if isinstance(record, str) and not isinstance(record, Word) and name not in fixed else record
    )


def test_nothing_that_a_report_contains_becomes_markup(founding: Any, coast: Any, decided: JudgementOutcome) -> None:
    for ledger in (founding, coast):
        html = page(
            PAYLOAD,
            poisoned(ledger.extractions),
            poisoned(ledger.outcome),
            judgements=[poisoned(decided)],
            provenance={PAYLOAD: PAYLOAD},
        )
        parsed = Parsed(html)
        attributes = {name for _, given in parsed.elements for name in given}
        assert not {"script", "img", "iframe", "object", "link", "base", "form"} & {tag for tag, _ in parsed.elements}
        assert not {name for name in attributes if name.startswith("on") or name in {"style", "src", "srcdoc"}}
        assert "alert(1)" in parsed.words
        assert "\u202e" not in html
        assert "\x00" not in html
        assert "⟨U+202E⟩" in html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "https:",
        "http://[",
        "//host/a",
        "ftp://host/a",
        "https://a/\u202eb",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    parsed = Parsed(page("", [Extraction(Report("Text", url=url))], Reconciliation()))
    assert all(href.startswith("#") for href in parsed.values("href"))


def test_a_web_address_becomes_a_link_that_tells_nobody_where_it_was_followed() -> None:
    parsed = Parsed(page("", [Extraction(Report("Text", url="https://example.org/a?b=1&c=2"))], Reconciliation()))
    (link,) = [given for _, given in parsed.elements if given.get("href", "").startswith("http")]  # type: ignore[union-attr]
    assert link["href"] == "https://example.org/a?b=1&c=2"
    assert set((link["rel"] or "").split()) == {"noreferrer", "noopener"}


def test_the_policy_of_the_page_allows_its_own_style_and_nothing_else() -> None:
    parsed = Parsed(page("", [], Reconciliation()))
    (policy,) = [
        given["content"] or "" for _, given in parsed.elements if given.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_every_link_in_the_page_leads_somewhere_and_no_name_is_given_twice(founding: Any, coast: Any) -> None:
    twice = replace(founding.extractions[0], report=replace(founding.extractions[0].report, id="the same text again"))
    for title, extractions, outcome in (
        founding,
        coast,
        (founding.title, (*founding.extractions, twice), founding.outcome),
    ):
        parsed = Parsed(page(title, extractions, outcome))
        assert not dangling(parsed)


def test_headings_go_down_one_level_at_a_time(founding: Any, coast: Any, decided: JudgementOutcome) -> None:
    for ledger in (founding, coast):
        parsed = Parsed(page(*ledger, judgements=[decided]))
        levels = [int(tag[1]) for tag, _ in parsed.elements if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_report_stands_on_the_page_word_for_word(founding: Any, coast: Any) -> None:
    for ledger in (founding, coast):
        assert Parsed(page(*ledger)).report_texts == [extraction.report.text for extraction in ledger.extractions]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), min_size=1), st.data())
def test_any_text_with_any_marks_stands_on_the_page_word_for_word(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] < pair[1]), max_size=5))
    passed = tuple(PassedOver(text[start:end], start, end, "why") for start, end in pairs)
    assert Parsed(page("", [Extraction(Report(text), passed_over=passed)], Reconciliation())).report_texts == [text]


def test_hidden_controls_in_a_quote_are_written_out(founding: Any) -> None:
    (extraction,) = founding.extractions
    text = "\u202e311\u202c dead\x00 said \u2069so"
    quoted = PassedOver(text, 0, len(text), "why")
    html = page(
        "",
        [replace(extraction, report=Report(text), claims=(), unresolved=(), breakdowns=(), passed_over=(quoted,))],
        Reconciliation(),
    )
    assert html.count("⟨U+202E⟩311⟨U+202C⟩ dead⟨U+0000⟩ said ⟨U+2069⟩so") == 2


def test_text_in_any_script_finds_its_own_direction(founding: Any) -> None:
    (extraction,) = founding.extractions
    arabic = replace(extraction, report=replace(extraction.report, language="ar"))
    parsed = Parsed(page(founding.title, [arabic], founding.outcome))
    texts = [given for tag, given in parsed.elements if tag == "q" or given.get("class") == "text"]
    assert {(given["dir"], given["lang"]) for given in texts} == {("auto", "ar")}


def test_the_figures_of_the_morning_are_all_there_with_their_sums(founding: Any) -> None:
    words = " ".join(Parsed(page(*founding)).words.split())
    for said in ("524 − 311 = 213", "311 to 524", "at least 501", "no upper bound stated", "up to 213"):
        assert said in words
    for kind in (BesideKind.AGREES, BesideKind.RESTATES, BesideKind.NOT_STATED, BesideKind.BACKGROUND):
        assert kind.meaning in words
    assert "weakest row" in words
    assert "a share of a population" in words
    assert "no day to count back from" in words


def test_a_floor_is_printed_as_a_floor_and_a_doubt_as_a_doubt(coast: Any) -> None:
    words = " ".join(Parsed(page(*coast)).words.split())
    for said in (
        "at least 1,864",
        "≥ 1,957",
        "1,454 to 1,505",
        "disputed",
        "Stale part, by 60 persons",
        "Until it is decided, set aside: 745 3.2.",
    ):
        assert said in words


def test_every_source_has_its_own_charts_and_proofs(coast: Any) -> None:
    html = page(*coast)
    proofs = html[html.index('<section id="proofs"') : html.index('<section id="conflicts"')]
    sohr, snhr = proofs.split("<bdi>SNHR</bdi></h3>")
    assert "Bulletin 4" not in sohr
    assert "803" in snhr
    assert "1,018" not in snhr


def test_a_figure_that_is_otherwise_in_retrospect_is_shown_with_its_proof_and_a_band(coast: Any) -> None:
    known = next(figure for figure in coast.outcome.figures if figure.high is None)
    end = Proof(ProofBasis.DERIVED, known.proof.low.terms, 2_000, None)
    back = replace(known, id="back", view=View.IN_RETROSPECT, high=2_000, proof=replace(known.proof, high=end))
    curves = [
        replace(curve, retrospect=tuple("back" if point == known.id else f"same {point}" for point in curve.points))
        if known.id in curve.points
        else curve
        for curve in coast.outcome.curves
    ]
    by_id = {figure.id: figure for figure in coast.outcome.figures}
    same = [replace(by_id[point], id=f"same {point}") for curve in curves if curve.retrospect for point in curve.points]
    outcome = replace(coast.outcome, figures=(*coast.outcome.figures, back, *same), curves=tuple(curves))
    html = page(coast.title, coast.extractions, outcome)
    parsed = Parsed(html)
    words = " ".join(parsed.words.split())
    assert f"in retrospect {known.low:,} to 2,000" in words
    assert not dangling(parsed)
    assert words.count("to 2,000") == 2  # in the data of the curve, and as the head of its proof
    assert "same SOHR" not in html


def test_a_point_that_became_known_later_says_when(coast: Any) -> None:
    later = [replace(figure, known_at="2025-03-20") for figure in coast.outcome.figures]
    words = " ".join(
        Parsed(page(coast.title, coast.extractions, replace(coast.outcome, figures=tuple(later)))).words.split()
    )
    assert "10 March 2025 known 20 March 2025" in words
    assert "known 20 March 2025" not in Parsed(page(*coast)).words


def test_what_is_marked_on_a_curve_is_told_below_it(coast: Any) -> None:
    curve = coast.outcome.curves[0]
    marks = (
        CurveMark("2025-03-09", MarkKind.DEFINITION, "named otherwise since"),
        CurveMark("2025-03-08", MarkKind.READING, "read otherwise", curve.points[1]),
    )
    outcome = replace(coast.outcome, curves=(replace(curve, marks=marks), *coast.outcome.curves[1:]))
    html = page(coast.title, coast.extractions, outcome)
    words = " ".join(Parsed(html).words.split())
    assert f"9 March 2025, {curve.label}: named otherwise since" in words
    assert f"8 March 2025, {curve.label}, as a person decided: read otherwise this figure" in words
    assert (html.count('class="turn"'), html.count('class="pencil"')) == (3, 2)  # on the curve and below it
    assert not dangling(Parsed(html))


def test_sources_stand_side_by_side_with_their_proofs_and_not_in_the_tree(coast: Any) -> None:
    figures = {figure.id: figure for figure in coast.outcome.figures}
    sohr, snhr = figures["SOHR-5-civilians"], figures["SNHR-7-everyone"]
    only_compared = replace(snhr, id="only compared", label="everyone without fighters", high=None)
    rows = Compared("SOHR", sohr.id, "names nobody"), Compared("SNHR", only_compared.id, "never counts fighters")
    comparison = Comparison(Harm.KILLED, "all but fighters", rows, 803, None, ("SNHR",), (), ("SNHR", "SOHR"))
    by_rule = (ByRule(FieldRule.RANGE, 803, 830, ("SOHR", "SNHR"), "all bounds stated"),)
    closed = replace(comparison, people="again", high=830, highest=("SOHR",), by_rule=by_rule)
    compared = Reconciliation((sohr, only_compared), comparisons=(comparison, closed))
    html = page(coast.title, coast.extractions, coast.outcome, compared=compared)
    words = " ".join(Parsed(html).words.split())
    for said in (
        "killed all but fighters",
        "Envelope: from 803 (SNHR) upward; not all of them state an upper end. Independent origins: 2 (SNHR, SOHR).",
        "Envelope: 803 (SNHR) to 830 (SOHR).",
        "By the rule “range of sources”, which this case has chosen: 803 to 830 (all bounds stated).",
        "never counts fighters",
        "everyone without fighters: at least 803 killed",
    ):
        assert said in words
    tree = html[html.index('<section id="figures"') : html.index('<section id="curves"')]
    assert "without fighters" not in tree
    assert not dangling(Parsed(html))


def test_figures_of_several_incidents_say_which(coast: Any) -> None:
    first, *others = coast.outcome.figures
    outcome = replace(coast.outcome, figures=(replace(first, incident="the inland attack"), *others))
    assert "the inland attack" in Parsed(page(coast.title, coast.extractions, outcome)).words
    assert '<span class="mark"><bdi>coast</bdi></span>' not in page(*coast)


def test_a_conflict_card_letters_its_readings_and_says_what_is_not_affected(coast: Any) -> None:
    conflict = coast.outcome.conflicts[0]
    stays = coast.extractions[0].claims[0]
    outcome = replace(coast.outcome, conflicts=(replace(conflict, unaffected=(stays.id,)),))
    html = page(coast.title, coast.extractions, outcome)
    card = html[html.index('id="conflict-1"') : html.index('<section id="readings"')]
    assert '<ol class="lettered">' in card
    assert coast.outcome.readings[0].why in card
    assert f"Not affected: <bdi>{stays.count.said}</bdi>" in " ".join(card.split())


def test_a_quote_whose_sentence_does_not_name_the_source_says_so_under_its_figure(founding: Any) -> None:
    words = " ".join(Parsed(page(*founding)).words.split())
    assert words.count("(source carried over from an earlier sentence)") >= 1


def test_a_claim_that_is_not_on_the_page_keeps_its_quote(founding: Any) -> None:
    html = page(founding.title, [], founding.outcome)
    assert founding.extractions[0].claims[4].quote in html
    assert Parsed(html).values("href")


def test_the_words_used_are_explained_and_no_others(founding: Any) -> None:
    html = page(*founding)
    assert f"<dd>{Harm.INJURED.meaning}</dd>" in html
    assert f"<dd>{Harm.DISPLACED.meaning}</dd>" not in html


def test_an_empty_ledger_says_so_in_every_section() -> None:
    words = Parsed(page("Nothing yet", [], Reconciliation())).words
    for said in (
        "No figure follows",
        "No claims of one source contradict",
        "No other reading",
        "No person has decided",
        "No two sources count the same people",
    ):
        assert said in words


def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    program = """if True:
        from tollbook.publish import page
        from tollbook.records import *
        scope = Scope({"status": ["civilian", "unknown", "other protected"], "group": ["a", "b", "c", "d"]})
        figure = Figure("f", "i", Harm.KILLED, "s", None, View.AS_KNOWN, scope, (scope,), "l", 1, 2,
            Proofs(Proof(ProofBasis.DERIVED, (ProofTerm("c", BoundSide.LOW, 1, 1, scope, (scope,), "q"),), 1, "c")))
        import sys; sys.stdout.buffer.write(page("t", [Extraction(Report("x"))], Reconciliation((figure,))).encode())
    """
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in "123"
    }
    assert len(runs) == 1
    assert b"status: civilian or other protected or unknown" in runs.pop()


def test_the_style_knows_no_left_and_no_right() -> None:
    style = (Path(sys.modules["tollbook.publish"].__file__ or "").parent / "templates" / "page.css").read_text()
    for physical in ("-left", "-right:", "text-align: left", "text-align: right", "float:", " left:", " right:"):
        assert physical not in style
    assert "url(" not in style
    assert "@import" not in style


def test_what_a_person_decided_is_marked_wherever_it_is_used(founding: Any, decided: JudgementOutcome) -> None:
    on_total = replace(decided, judgement=replace(decided.judgement, target=founding.extractions[0].claims[5].id))
    parsed = Parsed(page(*founding, judgements=[decided, on_total]))
    assert Counter(href for href in parsed.values("href") if href.startswith("#judgement-")) == {
        "#judgement-1": 1,  # the claim, which no figure uses
        "#judgement-2": 1 + 2 * 4,  # the claim, and in the tree and in its proof each of the four figures that use it
    }


def test_the_page_of_the_example_case_holds_together() -> None:
    example = Path(__file__).parents[2] / "examples" / "syrian-coast-2025"
    definition = definitions.read(example / "tollbook.toml")
    reports = [report_from(json.loads(path.read_text()), path.name) for path in sorted((example / "reports").iterdir())]
    extractions = [extract(report, definition) for report in reports]
    parsed = Parsed(page(definition.name, extractions, reconcile(extractions, definition).reconciliation))
    assert parsed.report_texts == [report.text for report in reports]
    assert not dangling(parsed)
    assert {"svg", "table", "mark", "details"} <= {tag for tag, _ in parsed.elements}
