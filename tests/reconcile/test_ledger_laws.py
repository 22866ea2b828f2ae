"""Laws of whole ledgers: any claims, however odd, give figures that check out, in any order."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.moments import instant
from tollbook.reconcile.verify import verify
from tollbook.records import Breakdown, Claim, Completeness, Extraction, Mode, Quantifier, Report
from tollbook.records.wire import canonical, decode, encode

DAYS = [None, "2030-05-01", "2030-05-02T10:00", "2030-05-03", "2030-05"]
PLACES: list[Any] = [
    [],
    [["North", "Land"]],
    [["Town", "North", "Land"]],
    [["Nowhere"]],
    [["South", "Land"], ["Nowhere"]],
]
PERIODS = [
    {},
    {"start": "2030-05-01", "end": "2030-05-01", "kind": "on day", "basis": "event"},
    {"start": "2030-05-02", "end": "2030-05-02", "kind": "on day", "basis": "documented"},
    {"start": "2030-05-01", "end": "2030-05-02", "kind": "between", "basis": "booked"},
    {"start": "2030-05", "kind": "since", "basis": "event"},
    {"end": "2030-04-30", "kind": "until", "basis": "unsaid"},
]


@st.composite
def extractions(draw: st.DrawFn) -> list[Extraction]:
    """Up to six claims of two sources and an outlet in two reports, with a list."""
    claims = tuple(_claim(draw, n) for n in range(draw(st.integers(1, 6))))
    ids = [claim.id for claim in claims]
    chosen = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=4, unique=True)) if len(ids) > 1 else []
    complete = draw(st.sampled_from(Completeness))
    lists = (Breakdown("list", chosen[0], tuple(chosen[1:]), ("place",), complete=complete),) if chosen else ()
    return [
        Extraction(Report("one", id="one"), tuple(c for c in claims if c.report == "one"), lists),
        Extraction(
            Report("two", id="two", published="2030-05-04", publisher="Outlet"),
            tuple(c for c in claims if c.report == "two"),
        ),
    ]


def _claim(draw: st.DrawFn, n: int) -> Claim:
    low, more = draw(st.integers(0, 30)), draw(st.integers(0, 5) | st.none())
    source = draw(st.sampled_from(["M", "M", "N", None]))
    at = draw(st.sampled_from(DAYS))
    relation = draw(st.sampled_from([None, None, None, "same_as", "retracts", "excludes", "restates"]))
    voice = [{"said": source, "source": source, "role": "origin"}] if source else []
    said, party = draw(st.sampled_from([("gunmen", None), ("army", "army"), ("militia", None)]))
    record = {
        "id": f"c{n}",
        "report": draw(st.sampled_from(["one", "two"])),
        "quote": f"claim {n}",
        "start": 0,
        "end": 1,
        "number": None,
        "harm": draw(st.sampled_from(["killed", "killed", "injured"])),
        "count": {
            "low": low,
            "high": None if more is None else low + more,
            "said": draw(st.sampled_from(["", "20", "dozens"])),
            "quantifier": draw(st.sampled_from(["exact"] * 6 + [str(quantifier) for quantifier in Quantifier])),
        },
        "victims": {
            "status": draw(st.sampled_from([None, ["civilian"], ["security forces", "other combatant"]])),
            "group": draw(st.sampled_from([None, None, "Alawite", "Christian"])),
            "sex": draw(st.sampled_from([None, None, "woman"])),
        },
        "perpetrator": draw(st.sampled_from([None, {"said": said, "party": party, "certainty": "stated"}])),
        "places": draw(st.sampled_from(PLACES)),
        "period": draw(st.sampled_from(PERIODS)),
        "as_of": {"at": at, "basis": "stated" if at else "unsaid"},
        "attributed_to": voice,
        "mode": draw(st.sampled_from(["count"] * 6 + [str(mode) for mode in Mode])),
        "relations": [{"kind": relation, "claim": f"c{draw(st.integers(0, 5))}"}] if relation else [],
    }
    return decode(Claim, record, "claim")


@given(extractions())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_figure_of_any_claims_checks_out_whatever_their_order(read: list[Extraction]) -> None:
    outcome = reconcile(read).reconciliation
    axes = encode(outcome.axes)
    for figure in outcome.figures:
        verify(encode(figure), axes)
        assert "withheld" not in (figure.note or "")
    ids = [figure.id for figure in outcome.figures]
    assert len(ids) == len(set(ids))
    assert {figure.part_of for figure in outcome.figures} <= {None, *ids}
    turned = [Extraction(e.report, tuple(reversed(e.claims)), e.breakdowns) for e in reversed(read)]
    assert canonical(reconcile(turned).reconciliation) == canonical(outcome)


@given(extractions(), st.sampled_from(DAYS[1:4]), st.sampled_from(DAYS[1:4]))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_known_later_never_contradicts_what_was_known_unless_claims_do(
    read: list[Extraction], at: str, known: str
) -> None:
    ledger = reconcile(read)
    for harm in {figure.harm for figure in ledger.figures if figure.source == "M"}:
        withdrawn = any(relation.kind == "retracts" for e in read for c in e.claims for relation in c.relations)
        if instant(known) < instant(at) or ledger.conflicts or withdrawn:
            continue
        then, later = (ledger.figure(harm=harm, source="M", as_of=at, known=when) for when in (at, known))
        now = ledger.figure(harm=harm, source="M", as_of=at, view="in retrospect")
        assert "withheld" not in f"{then.note}{later.note}{now.note}"
        assert then.low <= later.low <= now.low
        assert then.high is None or (later.high is not None and later.high <= then.high)


@given(extractions())
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_an_accepted_reading_ends_the_conflicts_it_is_offered_for(read: list[Extraction]) -> None:
    ledger = reconcile(read)
    for reading in ledger.readings[:3]:
        left = {conflict.id for conflict in reconcile(read, accepted=[reading]).conflicts}
        assert not left & set(reading.solves)
