"""Run reconciliation cases and say how many pass: ``python bench/reconcile/run_cases.py FILE``.

Two formats. *Rows*: leaves of axes and bounds, given to the engine below the ledger. *Claims*: claims in the wire
format, given to the ledger as a report's would be. Both describe themselves in their field ``format``. The last line
is ``N passed, N failed``; the exit status is 1 if a case fails.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tollbook.reconcile import reconcile
from tollbook.reconcile.engine.atoms import Region
from tollbook.reconcile.engine.settle import Answer, Clash, Row, ask, clash_in, settle
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import (
    CaseDefinition,
    Extraction,
    LabelReading,
    Place,
    Reading,
    Report,
    Scope,
    Source,
    SourceProfile,
    TollbookError,
)
from tollbook.records.claim import Breakdown, Claim
from tollbook.records.wire import decode, encode

Case = dict[str, Any]
QUERY_AXES = {"died on": "death", "booked on": "booked"}
OPEN = {"rest", "unknown"}


def main(path: str) -> int:
    """Run all cases of a file; the number of those that fail."""
    cases = json.loads(Path(path).read_text(encoding="utf-8"))["cases"]
    failed = 0
    for case in cases:
        faults = list(faults_of(case))
        failed += bool(faults)
        for fault in faults:
            print(f"{case['id']} {case['title']}: {fault}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return failed


def faults_of(case: Case) -> Iterator[str]:
    """What a case expects and does not get."""
    try:
        yield from _row_faults(case) if "dims" in case else _claim_faults(case)
    except TollbookError as error:
        yield str(error)


def _row_faults(case: Case) -> Iterator[str]:
    axes = {axis: [str(leaf) for leaf in leaves] for axis, leaves in case["dims"].items()}
    if case["vintages"]:
        axes["doc"] = [str(n) for n in range(1, case["vintages"] + 1)]
    settled = settle(axes, [_row(row) for row in case["claims"]])
    for query in case["queries"]:
        minus = (_scope(query["minus"]),) if query["minus"] else ()
        got = _interval(ask(settled, Region(_scope(query["scope"]), minus)))
        if got != query["expect"]:
            yield f"{query['scope']} without {query['minus']}: {got}, expected {query['expect']}"
    expected = case["expect_conflict"]
    if bool(settled.clashes) != bool(expected):
        yield f"conflicts: {[[row.id for row in clash.rows] for clash in settled.clashes]}, expected {expected}"
    for clash in settled.clashes if expected else ():
        yield from _clash_faults(axes, clash, expected.get("kind"), expected.get("irreducible"))


def _clash_faults(axes: Mapping[str, Any], clash: Clash, kind: str | None, listed: list[Case] | None) -> Iterator[str]:
    names = sorted(row.id for row in clash.rows)
    if (clash.certificate is None) != (kind == "parity"):
        yield f"conflict {names}: parity or not?"
    if clash.certificate is None:
        return
    if clash_in(axes, clash.rows) is None:
        yield f"{names} can all be true"
    for row in clash.rows:
        if clash_in(axes, [other for other in clash.rows if other is not row]):
            yield f"{names} is no smallest conflict: {row.id} is not needed"
    if listed is not None and (names, clash.gap) not in [(sorted(entry["rows"]), entry["gap"]) for entry in listed]:
        yield f"{names} with gap {clash.gap} is not among {listed}"


def _row(row: Case) -> Row:
    scope = dict(row["scope"])
    if "as_of" in row:
        scope["doc"] = range(1, row["as_of"] + 1)
    unit = None if row.get("law") else row.get("breakdown", row["id"])
    return Row(row["id"], _scope(scope), row["low"], row["high"], unit=unit, claim=row["id"])


def _scope(axes: Mapping[str, Any]) -> Scope:
    return Scope({axis: [str(leaf) for leaf in leaves] for axis, leaves in axes.items()})


def _interval(answer: Answer) -> list[int | None]:
    return [answer.low.value if answer.low else 0, answer.high.value if answer.high else None]


def _claim_faults(case: Case) -> Iterator[str]:
    definition, readings = _definition(case), {r["id"]: r for r in case["readings"]}
    extractions = _extractions(case)
    for query in case["queries"]:
        accepted = [_reading(readings[name]) for name in query.get("readings", ())]
        ledger = reconcile(extractions, definition, accepted)
        got, disputed = _answer(ledger, query)
        if (got, disputed) != (query["expect"], query["disputed"]):
            asked = {key: query[key] for key in query if key not in ("expect", "disputed")}
            yield f"{asked}: {got}, disputed {disputed}; expected {query['expect']}, disputed {query['disputed']}"
    plain = reconcile(extractions, definition)
    found = {(frozenset(c.claims), c.gap) for c in plain.conflicts}
    listed = {(frozenset(c["claims"]), c["gap"]) for c in case["conflicts"]}
    if not found <= listed or bool(found) != bool(listed):
        yield f"conflicts {[(sorted(claims), gap) for claims, gap in found]}, expected some of {case['conflicts']}"
    axes = encode(plain.reconciliation.axes)
    for figure in plain.figures:
        verify(encode(figure), axes)


def _answer(ledger: Ledger, query: Case) -> tuple[list[int | None], bool]:
    after, until = query.get("documented", (None, query["as_of"]))
    scope = _axes(query["scope"])
    figure = ledger.figure(
        harm=query.get("harm", "killed"),
        source=query["source"],
        as_of=until,
        view=query["view"],
        minus=[_axes(minus) for minus in query["minus"]],
        after=after,
        **scope,
    )
    verify(encode(figure), encode(ledger.reconciliation.axes))
    return [figure.low, figure.high], figure.disputed


def _axes(scope: Mapping[str, list[str]]) -> dict[str, Any]:
    return {QUERY_AXES.get(axis, axis): leaves for axis, leaves in scope.items()}


def _extractions(case: Case) -> list[Extraction]:
    """The claims as one text; where some were known later than said, as reports of the days they were known."""
    late = any(claim.get("known_from") for claim in case["claims"])
    reports: defaultdict[tuple[str, str | None], list[Claim]] = defaultdict(list)
    for record in case["claims"]:
        known = (record.get("known_from") or record["as_of"]["at"]) if late else None
        claim = decode(Claim, _claim(record, known), record["id"])
        reports[claim.report, known].append(claim)
    breakdowns = tuple(decode(Breakdown, breakdown, case["id"]) for breakdown in case["breakdowns"])
    return [
        Extraction(Report("synthetic", id=report, published=known), tuple(claims), () if n else breakdowns)
        for n, ((report, known), claims) in enumerate(sorted(reports.items(), key=str))
    ]


def _claim(claim: Case, known: str | None) -> Case:
    """The claim with the fields that a case leaves out because they do not matter."""
    whole = {"start": 0, "end": 1, "number": None, "harm": "killed", **claim}
    whole["report"] = f"{claim['report']}, {known}" if known else claim["report"]
    whole.pop("known_from", None)
    whole["count"] = {"low": None, "high": None, "said": claim["quote"], **claim["count"]}
    evidence = {field: {"start": 0, "end": 1, **entry} for field, entry in claim.get("evidence", {}).items()}
    return {**whole, "evidence": evidence}


def _definition(case: Case) -> CaseDefinition:
    closed = {axis: leaves for axis, leaves in case["axes"].items() if not OPEN & set(leaves)}
    counting = {claim["attributed_to"][0]["source"] for claim in case["claims"] if claim.get("attributed_to")}
    names = sorted(counting | set(case["sources"]), key=str)
    sources = [Source(name, profile=_profile(case["sources"].get(name, {}), closed)) for name in names if name]
    places = case.get("places", {})
    return CaseDefinition(sources=tuple(sources), places=_places(places), region=places.get("region"))


def _profile(profile: Case, closed: Mapping[str, list[str]]) -> SourceProfile:
    labels = tuple(
        LabelReading(Scope(label["of"]), tuple(label["drop"]), label.get("until"))
        for label in profile.get("labels", ())
    )
    never = Scope(profile.get("never counts", {}))
    return SourceProfile(never, Scope(closed), labels, profile.get("on day", "event"))


def _places(places: Case) -> tuple[Place, ...]:
    closed = set(places.get("closed", ()))
    within = {part: node for node, parts in places.get("within", {}).items() for part in parts}
    names = sorted({*within, *within.values()})
    lost = [(town, node) for town, nodes in places.get("unknown", {}).items() for node in nodes]
    return (
        *(Place(name, within.get(name), closed=name in closed) for name in names),
        *(Place(town, node) for town, node in lost),
    )


def _reading(reading: Case) -> Reading:
    return decode(Reading, {"claim": None, "breakdown": None, **reading}, reading["id"])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("usage: python bench/reconcile/run_cases.py FILE", file=sys.stderr)
        sys.exit(2)
    sys.exit(1 if main(sys.argv[1]) else 0)
