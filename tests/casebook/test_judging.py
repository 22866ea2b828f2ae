"""A person's decision outlives every later run: applied, applied to a changed record, or orphaned; never dropped."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook import casebook
from tollbook.casebook import Casebook, judging
from tollbook.collect import Defaults
from tollbook.records import (
    Breakdown,
    Claim,
    Completeness,
    Conflict,
    ConflictKind,
    Count,
    Extraction,
    Figure,
    FrozenMapping,
    Harm,
    Judgement,
    JudgementKind,
    JudgementState,
    Quantifier,
    Reconciliation,
    Relation,
    RelationKind,
    Report,
    Scope,
    Span,
    TollbookError,
    View,
    wire,
)

Write = Callable[[str, str], Path]
TEXT = "10 killed: 6 killed here and 4 killed there. 3 injured."


@pytest.fixture
def read_case(case: Casebook, write: Write) -> Casebook:
    """A case with one report that has been read."""
    case.collect([write("a", TEXT)])
    case.extract()
    return case


def claims(case: Casebook) -> dict[int | None, Claim]:
    return {claim.count.low: claim for extraction in case.extractions() for claim in extraction.claims}


def state(case: Casebook) -> list[tuple[str, tuple[str, ...]]]:
    return [(outcome.state.value, outcome.changed) for outcome in case.judgements()]


def test_a_decision_is_on_the_disk_with_who_when_why_and_what_was_seen(read_case: Casebook) -> None:
    target = claims(read_case)[6]
    made = read_case.judge("reject", target.id, by="mara", why="counted twice")
    (line,) = (read_case.path / "judgements.jsonl").read_text("utf-8").splitlines()
    assert line == wire.canonical(made)
    assert (made.by, made.why, made.at) == ("mara", "counted twice", "2025-03-09T00:01:00+00:00")
    assert dict(made.seen) == wire.encode(target)
    assert [outcome.judgement for outcome in read_case.judgements()] == [made]


def test_a_rejected_claim_takes_part_in_nothing(read_case: Casebook) -> None:
    read_case.judge("reject", claims(read_case)[6].id, by="mara", why="counted twice")
    assert set(claims(read_case)) == {10, 4, 3}
    (breakdown,) = read_case.extractions()[0].breakdowns
    assert breakdown.items == (claims(read_case)[4].id, claims(read_case)[3].id)


def test_what_is_left_of_a_complete_list_is_no_longer_complete(read_case: Casebook) -> None:
    read_case.judge("reject", claims(read_case)[6].id, by="mara", why="counted twice")
    assert read_case.extractions()[0].breakdowns[0].complete is Completeness.UNKNOWN


def test_a_list_without_its_total_is_no_list(read_case: Casebook) -> None:
    read_case.judge("reject", claims(read_case)[10].id, by="mara", why="a forecast")
    assert read_case.extractions()[0].breakdowns == ()


def test_a_rejected_list_leaves_its_claims(read_case: Casebook) -> None:
    read_case.judge("reject", "list", by="mara", why="the items overlap")
    assert read_case.extractions()[0].breakdowns == ()
    assert set(claims(read_case)) == {10, 6, 4, 3}


def test_a_correction_replaces_the_fields_it_names(read_case: Casebook) -> None:
    target = claims(read_case)[6]
    fields = {"count.low": 7, "victims": {"status": ["civilian"]}}
    read_case.judge(JudgementKind.CORRECT, target.id, by="mara", why="misread", fields=fields)
    corrected = claims(read_case)[7]
    assert corrected.count == replace(target.count, low=7)
    assert corrected.victims.status == ("civilian",)
    assert corrected.harm is target.harm


def test_accepting_a_rejected_claim_brings_it_back(read_case: Casebook) -> None:
    target = claims(read_case)[6].id
    read_case.judge("correct", target, by="mara", why="misread", fields={"count.low": 7})
    read_case.judge("reject", target, by="mara", why="counted twice")
    read_case.judge("accept", target, by="omar", why="not counted twice")
    assert set(claims(read_case)) == {10, 7, 4, 3}
    assert state(read_case) == [("applied", ())] * 3


@pytest.mark.parametrize(
    ("kind", "target", "by", "why", "fields", "what"),
    [
        ("forget", None, "mara", "x", None, "no kind of judgement"),
        ("reject", "nothing", "mara", "x", None, "no claim or breakdown 'nothing'"),
        ("accept reading", "nothing", "mara", "x", None, "no reading 'nothing'"),
        ("reject", None, " ", "x", None, "'by' is empty"),
        ("reject", None, "mara", "", None, "'why' is empty"),
        ("correct", None, "mara", "x", None, "a correction without fields"),
        ("reject", None, "mara", "x", {"mode": "floor"}, "fields, but the kind is"),
        ("correct", None, "mara", "x", {"quote": "7 killed"}, "what the text says"),
        ("correct", None, "mara", "x", {"number.start": 3}, "what the text says"),
        ("correct", None, "mara", "x", {"deaths": 3}, "unknown field 'deaths'"),
        ("correct", None, "mara", "x", {"count.lowest": 3}, "unknown field 'count.lowest'"),
        ("correct", None, "mara", "x", {"perpetrator.party": "a"}, "there is nothing in"),
        ("correct", None, "mara", "x", {"harm": "hurt"}, "'hurt' is not one of"),
        ("correct", None, "mara", "x", {"count.low": "7"}, "str found, int expected"),
        (
            "correct",
            None,
            "mara",
            "x",
            {"relations": [{"kind": "same_as", "claim": "z"}]},
            "the report has no claim 'z'",
        ),
        ("correct", "list", "mara", "x", {"items": ["z"]}, "the report has no claim 'z'"),
        ("reject", None, "\ud83d", "x", None, "half of a character"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_and_not_written(
    read_case: Casebook, kind: str, target: str | None, by: str, why: str, fields: dict[str, Any] | None, what: str
) -> None:
    with pytest.raises(TollbookError) as caught:
        read_case.judge(kind, target or claims(read_case)[6].id, by=by, why=why, fields=fields)
    assert what in caught.value.what
    assert (read_case.path / "judgements.jsonl").read_bytes() == b""


def test_reading_again_with_other_lexicons_loses_no_decision(read_case: Casebook, stages: Any) -> None:
    known = claims(read_case)
    read_case.judge("reject", known[6].id, by="mara", why="counted twice")
    read_case.judge("correct", known[10].id, by="mara", why="misread", fields={"count.low": 11})
    read_case.judge("accept", known[4].id, by="mara", why="right")
    read_case.judge("accept", known[3].id, by="mara", why="right")

    def read_otherwise(claim: Claim) -> Claim | None:
        if claim.count.low == 4:
            return None  # no longer seen as a claim
        return replace(claim, harm=Harm.CASUALTIES, cause="shelling") if claim.count.low == 10 else claim

    stages.version, stages.reads = "2", read_otherwise
    assert read_case.extract().done == 1
    assert state(read_case) == [("applied", ()), ("changed", ("harm", "cause")), ("orphaned", ()), ("applied", ())]
    again = claims(read_case)
    assert set(again) == {11, 3}
    assert again[11].harm is Harm.CASUALTIES

    stages.version, stages.reads = "3", lambda claim: claim
    read_case.extract()
    assert state(read_case) == [("applied", ())] * 4


def test_another_version_of_the_extractor_alone_changes_no_decision(read_case: Casebook, stages: Any) -> None:
    read_case.judge("accept", claims(read_case)[6].id, by="mara", why="right")
    stages.version = "2"
    read_case.extract()
    assert claims(read_case)[6].extractor.version == "2"
    assert state(read_case) == [("applied", ())]


def test_a_decision_on_a_version_that_was_replaced_is_kept_as_orphaned(read_case: Casebook, write: Write) -> None:
    read_case.judge("reject", claims(read_case)[6].id, by="mara", why="counted twice")
    read_case.collect([write("a", "12 killed.")])
    read_case.extract()
    assert state(read_case) == [("orphaned", ())]
    read_case.collect([write("a", TEXT)])
    read_case.extract()
    assert state(read_case) == [("applied", ())]


def test_a_decision_holds_for_every_carrier_of_the_same_text(read_case: Casebook, write: Write) -> None:
    read_case.collect([write("b", TEXT)])
    read_case.extract()
    read_case.judge("reject", claims(read_case)[6].id, by="mara", why="counted twice")
    assert [len(extraction.claims) for extraction in read_case.extractions()] == [3, 3]
    assert state(read_case) == [("applied", ())]


def test_a_decision_is_as_seen_if_one_carrier_still_has_what_was_seen(read_case: Casebook, write: Write) -> None:
    read_case.judge("accept", claims(read_case)[6].id, by="mara", why="right")
    for name in ("0", "z"):
        read_case.collect([write(name, TEXT)], Defaults(published="2025-03-10"))
    read_case.extract()
    assert [extraction.claims[0].as_of.at for extraction in read_case.extractions()] == [
        None,
        "2025-03-10",
        "2025-03-10",
    ]
    assert state(read_case) == [("applied", ())]
    read_case.collect([write("a", TEXT)], Defaults(published="2025-03-10"))
    read_case.extract()
    assert state(read_case) == [("changed", ("as_of",))]


def test_a_correction_that_no_longer_fits_is_kept_as_orphaned(read_case: Casebook) -> None:
    (extraction,) = read_case.extractions()
    claim = extraction.claims[0]
    old = Judgement(
        "j",
        JudgementKind.CORRECT,
        claim.id,
        FrozenMapping(),
        "mara",
        "2024",
        "x",
        FrozenMapping({"harm": "an old word"}),
    )
    judged = judging.apply([extraction], [old])
    assert judged.extractions == (extraction,)
    assert [(outcome.state, outcome.changed) for outcome in judged.outcomes] == [(JudgementState.ORPHANED, ("harm",))]


def test_an_accepted_reading_goes_into_the_reconciliation(read_case: Casebook, stages: Any) -> None:
    reading = read_case.ledger().readings[0]
    read_case.judge("accept reading", reading.id, by="mara", why="the bulletin says so")
    assert reading not in read_case.ledger().readings
    assert stages.accepted == (reading,)
    assert state(read_case) == [("applied", ())]


def test_a_reading_can_be_rejected_after_it_was_accepted(read_case: Casebook, stages: Any) -> None:
    reading = read_case.ledger().readings[0]
    read_case.judge("accept reading", reading.id, by="mara", why="the bulletin says so")
    read_case.judge("reject reading", reading.id, by="omar", why="it does not")
    assert read_case.judgements()[1].judgement.seen == read_case.judgements()[0].judgement.seen
    read_case.ledger()
    assert stages.accepted == ()


def test_a_reading_of_a_claim_that_is_gone_is_orphaned_and_not_used(read_case: Casebook, stages: Any) -> None:
    reading = read_case.ledger().readings[0]
    read_case.judge("accept reading", reading.id, by="mara", why="the bulletin says so")
    read_case.judge("reject", reading.claim or "", by="mara", why="counted twice")
    read_case.ledger()
    assert stages.accepted == ()
    assert state(read_case)[0] == ("orphaned", ())


def test_a_reading_of_a_field_that_moved_is_used_and_shown_for_another_look(read_case: Casebook, stages: Any) -> None:
    reading = read_case.ledger().readings[0]
    read_case.judge("accept reading", reading.id, by="mara", why="the bulletin says so")
    stages.version, stages.reads = "2", lambda claim: replace(claim, as_of=replace(claim.as_of, at="2025-03-08"))
    read_case.extract()
    read_case.ledger()
    assert stages.accepted == (reading,)
    assert state(read_case) == [("changed", ("as_of",))]


def test_a_reading_of_several_claims_is_looked_at_again_when_any_of_them_changes(
    read_case: Casebook, stages: Any
) -> None:
    first, second, *_ = claims(read_case).values()
    both = replace(read_case.ledger().readings[0], id="both", claim=first.id, claims=(first.id, second.id))
    stages.proposed = (both,)
    read_case.judge("accept reading", "both", by="mara", why="the bulletin says so")
    read_case.ledger()
    assert stages.accepted == (both,)
    assert state(read_case) == [("applied", ())]
    later = replace(second.as_of, at="2025-03-08")
    stages.version, stages.reads = "2", lambda claim: replace(claim, as_of=later) if claim.id == second.id else claim
    read_case.extract()
    assert state(read_case) == [("changed", ("as_of",))]


def test_a_rejected_reading_is_not_proposed_again(read_case: Casebook) -> None:
    rejected, *others = read_case.ledger().readings
    conflict = Conflict("k", ConflictKind.PARITY, (), 1, "odd", readings=(rejected.id, others[0].id))
    read_case.judge("reject reading", rejected.id, by="mara", why="the bulletin is later")
    assert read_case.ledger().readings == tuple(others)
    left = judging.without_readings(Reconciliation(conflicts=(conflict,)), frozenset({rejected.id}))
    assert left.conflicts[0].readings == (others[0].id,)
    assert state(read_case) == [("applied", ())]


def test_a_figure_shows_the_decisions_that_it_rests_on(read_case: Casebook) -> None:
    known = claims(read_case)
    used = read_case.judge("accept", known[10].id, by="mara", why="right")
    left_out = read_case.judge("reject", known[6].id, by="mara", why="counted twice")
    read_case.judge("reject", known[3].id, by="mara", why="of another harm")
    listed = read_case.judge("accept", "list", by="mara", why="right")
    figure = Figure(
        "f", "coast", Harm.KILLED, None, None, View.AS_KNOWN, Scope(), (), "everyone", 10, 10, claims=(known[10].id,)
    )
    assert [outcome.judgement for outcome in read_case.rests_on(figure)] == [used, left_out, listed]


def test_a_lost_line_end_loses_no_decision(read_case: Casebook, caplog: pytest.LogCaptureFixture) -> None:
    for target in (6, 4):
        read_case.judge("accept", claims(read_case)[target].id, by="mara", why="right")
    path = read_case.path / "judgements.jsonl"
    read_case.close()
    path.write_bytes(path.read_bytes()[:-30])
    with casebook.open_case(read_case.path) as opened:
        assert len(opened.judgements()) == 1
        opened.judge("accept", claims(opened)[4].id, by="mara", why="once more")
        assert len(opened.judgements()) == 2
    assert "the last line was cut off" in caplog.text
    assert len(list(read_case.path.glob("judgements.jsonl.cut-at-*"))) == 1


def test_decisions_brought_in_by_another_copy_are_there_after_opening(read_case: Casebook) -> None:
    made = read_case.judge("accept", claims(read_case)[6].id, by="mara", why="right")
    path = read_case.path / "judgements.jsonl"
    read_case.close()
    theirs = judging.named(replace(made, by="omar"))
    path.write_text(wire.canonical(theirs) + "\n" + wire.canonical(made) + "\n", "utf-8")
    with casebook.open_case(read_case.path) as opened:
        assert [outcome.judgement.by for outcome in opened.judgements()] == ["omar", "mara"]


# Laws of the pure function, on any judgements


def claim_of(number: int) -> Claim:
    count = Count(number, number, str(number), Quantifier.EXACT)
    relations = (Relation(RelationKind.SAME_AS, f"c{(number + 1) % 4}"),)
    return Claim(f"c{number}", "a", "0123", 0, 4, Span(0, 1), Harm.KILLED, count, relations=relations)


EXTRACTION = Extraction(
    Report(text="0123", id="a"),
    tuple(map(claim_of, range(4))),
    (Breakdown("b", "c0", ("c1", "c2", "c3"), (), complete=Completeness.YES),),
)
KINDS = [JudgementKind.ACCEPT, JudgementKind.REJECT, JudgementKind.CORRECT]


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(KINDS))
        target = draw(st.sampled_from(["c0", "c1", "c2", "c3", "b", "gone"]))
        fields = {"mode": "floor"} if kind is JudgementKind.CORRECT else {}
        made.append(Judgement(str(number), kind, target, FrozenMapping(), "x", "2025", "y", FrozenMapping(fields)))
    return made


@given(made=judgements())
def test_every_judgement_has_exactly_one_outcome(made: list[Judgement]) -> None:
    outcomes = judging.apply([EXTRACTION], made).outcomes
    assert [outcome.judgement for outcome in outcomes] == made
    for outcome in outcomes:
        is_lost = outcome.judgement.target == "gone"
        does_not_fit = outcome.judgement.target == "b" and outcome.judgement.kind is JudgementKind.CORRECT
        assert (outcome.state is JudgementState.ORPHANED) == (is_lost or does_not_fit)


@given(made=judgements())
def test_nothing_refers_to_a_rejected_claim(made: list[Judgement]) -> None:
    (judged,) = judging.apply([EXTRACTION], made).extractions
    left = {claim.id for claim in judged.claims}
    named = {relation.claim for claim in judged.claims for relation in claim.relations}
    named |= {claim for breakdown in judged.breakdowns for claim in (breakdown.total, *breakdown.items)}
    assert named <= left


def test_a_decision_that_was_altered_is_refused_and_its_line_named(read_case: Casebook) -> None:
    for claim in list(claims(read_case).values())[:2]:
        read_case.judge("reject", claim.id, by="mara", why="not here")
    path = read_case.path / "judgements.jsonl"
    read_case.close()
    first, second = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(first + second.replace("not here", "not hers"), "utf-8")
    with pytest.raises(TollbookError, match=r"judgements\.jsonl, line 2, judgement: altered"):
        casebook.open_case(read_case.path)
