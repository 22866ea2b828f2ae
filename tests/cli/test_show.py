"""What people see: every number with its quote or its sum, at any width, and nothing that a terminal would obey."""

import dataclasses
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tollbook.cli.ledgers import Pool
from tollbook.cli.show.claims import show_extraction, show_judgement
from tollbook.cli.show.conflicts import Cited, show_conflict
from tollbook.cli.show.explanation import show_evidence, show_figure
from tollbook.cli.show.figures import show_pool
from tollbook.cli.show.words import excerpt, shortened
from tollbook.records import (
    AsOf,
    AsOfBasis,
    Certainty,
    Claim,
    Evidence,
    EvidenceBasis,
    Exclusion,
    Figure,
    FrozenMapping,
    Judgement,
    JudgementKind,
    JudgementOutcome,
    JudgementState,
    Period,
    PeriodBasis,
    PeriodKind,
    Perpetrator,
    Qualifier,
    Reconciliation,
    Relation,
    RelationKind,
    Report,
    UsageError,
    Victims,
)

WHICH = {"id", "report", "quote", "start", "end", "number", "evidence", "extractor"}
"""Fields that say which claim it is and where it stands, not what it says."""


def shown(show: Callable[..., None], *arguments: Any, width: int = 80, terminal: bool = False) -> str:
    file = io.StringIO()
    show(Console(file=file, width=width, force_terminal=terminal, highlight=False, markup=False), *arguments)
    return file.getvalue()


def labelled(pool: Pool, label: str) -> Figure:
    return next(figure for figure in pool.outcome.figures if figure.label == label)


def test_a_total_stands_above_its_parts_and_a_remainder_shows_its_sum(port: Pool) -> None:
    lines = [line.rstrip() for line in shown(show_pool, port).splitlines()]
    heading = lines.index("HW, as of 8 March 2025: killed")
    rows = [line.split() for line in lines[heading:] if " · " in line][:3]
    assert rows == [
        ["40", "everyone", "since", "6", "March", "stated", "·", "9f3c11"],
        ["25", "fishermen", "shot", "by", "the", "coast", "guard", "stated", "·", "7b20cc"],
        ["15", "everyone", "else", "derived:", "40", "−", "25", "·", "1d9e0f"],
    ]


def test_a_stated_figure_is_followed_by_its_quote_and_by_what_stands_beside_it(port: Pool) -> None:
    text = " ".join(shown(show_pool, port).split())
    assert (
        "“40 people had been killed in the port since Thursday” "
        "agrees: the outlet's own voice, never in a sum “Dozens died in all”"
    ) in text
    assert "who the 15 were is not said" in text


def test_curves_conflicts_and_open_questions_are_told(port: Pool) -> None:
    text = shown(show_pool, port)
    assert "HW, killed by as-of date: everyone since 6 March" in text
    assert "7 March 2025  at least 12" in text
    assert "“Friday” (period): no publication date: give --published" in text
    assert "1 conflict: some of these numbers cannot all be true" in text


def test_figures_of_several_incidents_say_which(port: Pool) -> None:
    assert "(port)" not in shown(show_pool, port)
    elsewhere = replace(labelled(port, "everyone since 6 March"), id="00ff00ff00ff", incident="the inland attack")
    pool = replace(port, outcome=replace(port.outcome, figures=(*port.outcome.figures, elsewhere)))
    text = shown(show_pool, pool)
    for about in ("HW, as of 8 March 2025: killed (port)", "HW, as of 8 March 2025: killed (the inland attack)"):
        assert about in text


def test_a_ledger_without_figures_says_so(port: Pool) -> None:
    assert "No figures" in shown(show_pool, replace(port, outcome=Reconciliation()))


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_nothing_is_wider_than_the_console(port: Pool, width: int) -> None:
    text = shown(show_pool, port, width=width) + shown(show_extraction, port.extractions[0], width=width)
    text += shown(show_conflict, Cited(port, port.outcome.conflicts[0]), width=width)
    text += shown(show_figure, port, labelled(port, "everyone else"), width=width)
    assert max(map(len, text.splitlines())) <= width


def test_an_explanation_goes_from_the_sum_to_the_words(port: Pool) -> None:
    text = " ".join(shown(show_figure, port, labelled(port, "everyone else")).split())
    for part in (
        "everyone else: 15",
        "who is meant: everyone else",
        "Exactly 15, derived",
        "+ 40 a0b1c2 “40 people had been killed in the port since Thursday” everyone",
        "− 25 b0b1c2 “25 fishermen",
        "= 15",
        "Claim b0b1c2d3e4f5 “25 fishermen whom the coast guard had shot",
        f"text with SHA-256 {port.extractions[0].report.text_hash}",
        "as_of: 8 March 2025 “on Saturday”, characters 23 to 34 (stated)",
        "report port, published 8 March 2025: The Paper https://example.org/port",
    ):
        assert part in text


def test_an_explanation_names_the_rule_that_read_the_words(port: Pool) -> None:
    text = port.extractions[0].report.text
    words = Evidence(text.index("killed"), text.index(" in the port"), EvidenceBasis.STATED, "verb behind")
    said = shown(show_evidence, *with_evidence(port, "harm", words))
    assert "harm: killed\n      “killed”, characters 59 to 65 (stated; rule: verb behind)" in said


@pytest.mark.parametrize("basis", EvidenceBasis)
def test_an_explanation_says_how_the_words_give_a_field(port: Pool, basis: EvidenceBasis) -> None:
    said = shown(show_evidence, *with_evidence(port, "attributed_to", Evidence(4, 17, basis)))
    assert f"attributed_to: HW (origin)\n      “Harbour Watch”, characters 4 to 17 ({basis})" in said


def test_an_explanation_shows_every_field_or_says_that_the_text_does_not(port: Pool) -> None:
    text = " ".join(shown(show_evidence, port, port.extractions[0].claims[0]).split())
    assert "count: 40 (exact) “40”, characters 40 to 42 (stated)" in text
    assert "mode: count (no words say otherwise)" in text
    said, unsaid = text.split("not said: ")
    fields = {field.name for field in dataclasses.fields(Claim)} - WHICH
    fields |= {f"victims.{field.name}" for field in dataclasses.fields(Victims)}
    assert {field for field in fields - {"victims"} if f" {field}: " not in said} == set(unsaid.split(", "))


def test_an_explanation_names_values_that_no_words_of_the_text_give(port: Pool) -> None:
    claim = replace(
        port.extractions[0].claims[2],
        as_of=AsOf("2025-03-08", AsOfBasis.PUBLISHED),
        period=Period("2025-03-07", None, PeriodKind.SINCE, PeriodBasis.EVENT),
        perpetrator=Perpetrator("the coast guard", "coast guard", Certainty.SUSPECTED),
        qualifiers=(Qualifier("mostly fishermen", None, restricts=False),),
        excludes=(Exclusion("the crew", "c1"),),
        relations=(Relation(RelationKind.SAME_AS, "c2"),),
        evidence=FrozenMapping(),
    )
    pool = replace(port, extractions=(replace(port.extractions[0], claims=(claim,)),))
    text = " ".join(shown(show_evidence, pool, claim).split())
    for part in (
        "as_of: 8 March 2025 (the report's publication date stands in)",
        "period: since 7 March 2025 (event)",
        "perpetrator: coast guard (suspected)",
        "qualifiers: “mostly fishermen” (restricts nothing)",
        "excludes: “the crew” (claim c1)",
        "relations: same_as c2",
        "attributed_to: the outlet's own voice",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("basis", "remark"),
    [
        (EvidenceBasis.CARRIED_OVER, "since Thursday” (source carried over from an earlier sentence)"),
        (EvidenceBasis.INFERRED, "since Thursday” (source inferred)"),
        (EvidenceBasis.STATED, "since Thursday” agrees"),
    ],
)
def test_a_quote_that_does_not_name_its_source_says_so(port: Pool, basis: EvidenceBasis, remark: str) -> None:
    pool, _ = with_evidence(port, "attributed_to", Evidence(4, 17, basis))
    assert remark in " ".join(shown(show_pool, pool).split())


def with_evidence(pool: Pool, field: str, words: Evidence) -> tuple[Pool, Claim]:
    """The ledger with one more piece of evidence for its first claim, and that claim."""
    (extraction,) = pool.extractions
    first, *others = extraction.claims
    first = replace(first, evidence=FrozenMapping({**first.evidence, field: words}))
    return replace(pool, extractions=(replace(extraction, claims=(first, *others)),)), first


def test_an_explanation_names_the_decisions_it_rests_on(port: Pool) -> None:
    claim = port.extractions[0].claims[0]
    judgement = Judgement(
        id="j1",
        kind=JudgementKind.ACCEPT,
        target=claim.id,
        seen=FrozenMapping({"quote": claim.quote}),
        by="reviewer 7",
        at="2025-03-09T10:00:00+00:00",
        why="read in the original",
    )
    outcome = JudgementOutcome(judgement, JudgementState.APPLIED)
    text = shown(show_figure, replace(port, judgements=(outcome,)), labelled(port, "everyone since 6 March"))
    assert "reviewer 7, 9 March 2025, 10:00: read in the original" in text
    assert "accept, applied" in shown(show_judgement, outcome)


def test_a_conflict_shows_its_quotes_and_its_readings(port: Pool) -> None:
    text = " ".join(shown(show_conflict, Cited(port, port.outcome.conflicts[0])).split())
    for part in ("contradiction, 3 persons", "“40 people", "“Dozens died in all”", "mode from count to floor"):
        assert part in text


def test_a_terminal_is_never_obeyed_to_what_a_report_says(port: Pool) -> None:
    extraction = port.extractions[0]
    hostile = Report("\x1b[2Jtwo", id="\x1b]0;owned\x07")
    claims = tuple(replace(claim, quote="\x1b[31m40\x9b\u202e524") for claim in extraction.claims)
    pool = replace(port, id=hostile.id, extractions=(replace(extraction, report=hostile, claims=claims),))
    text = shown(show_pool, pool) + shown(show_extraction, pool.extractions[0])
    text += shown(show_conflict, Cited(pool, pool.outcome.conflicts[0]))
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)


def test_colour_is_for_terminals_only(port: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" in shown(show_pool, port, terminal=True)
    assert "\x1b" not in shown(show_pool, port, terminal=False)


@given(st.sets(st.text("0123456789abcdef", min_size=8, max_size=8)))
def test_a_shortened_id_belongs_to_one_record(ids: set[str]) -> None:
    for identity, short in shortened(ids).items():
        assert [other for other in ids if other.startswith(short)] == [identity]


@given(before=st.text("ab ", max_size=200), after=st.text("ab ", max_size=200), room=st.integers(40, 120))
def test_an_excerpt_keeps_the_number_and_the_room(port: Pool, before: str, after: str, room: int) -> None:
    claim = replace(port.extractions[0].claims[0], quote=f"{before} 40 {after}".strip())
    piece = excerpt(claim, room)
    assert "40" in piece
    assert len(piece) <= room + len("“… …”") + 1


def test_an_id_is_found_by_its_beginning() -> None:
    from tollbook.cli.ledgers import only

    assert only("ab", ["abc", "abc", "xyz"], "claim") == "abc"
    assert only("ab", ["ab", "abc"], "claim") == "ab"
    with pytest.raises(UsageError, match="2 ids begin with 'ab'"):
        only("ab", ["abc", "abd"], "claim")
    with pytest.raises(UsageError, match="no claim 'q'"):
        only("q", ["abc"], "claim")
