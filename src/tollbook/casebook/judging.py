"""People's decisions, applied to what the machine read. Pure: records in, records out.

The decisions on one record are taken in the order in which they were made. *Correct* replaces fields, *reject* takes
the record out of everything, *accept* confirms it as it was shown and so undoes an earlier *reject*. None is ever
dropped: one whose record no longer exists is listed as orphaned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from tollbook.records import (
    Breakdown,
    Claim,
    Completeness,
    Conflict,
    Extraction,
    Figure,
    Judgement,
    JudgementKind,
    JudgementOutcome,
    JudgementState,
    Reading,
    Reconciliation,
    TollbookError,
    wire,
)

#: What the text alone decides, and what identifies a record: no person's decision changes it.
FIXED = frozenset({"id", "report", "quote", "start", "end", "number", "extractor"})
#: What differs without the statement being another: who read it, and in which carrier of the same text.
CIRCUMSTANCE = frozenset({"extractor", "report"})
#: Under this name a judgement on a reading keeps the claim or breakdown that the reading would edit.
ABOUT = "about"
#: And under this one, by id, the further claims of a reading of several.
ALSO_ABOUT = "also about"
#: Why a claim is not among the claims any more.
REJECTED = "rejected by a person (see: tollbook claims --decided)"
ABOUT_READINGS = frozenset({JudgementKind.ACCEPT_READING, JudgementKind.REJECT_READING})

Record = Claim | Breakdown
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is left to reconcile, and what became of every judgement, in the order in which they were made."""

    extractions: tuple[Extraction, ...]
    outcomes: tuple[JudgementOutcome, ...]
    #: Readings that hold because a person said so.
    accepted: tuple[Reading, ...]
    #: Ids of readings that a person does not want to see again.
    rejected: frozenset[str]


@dataclass(slots=True)
class _Decisions:
    """The judgements by their targets, with a note of what became of each that has met its record."""

    by_target: dict[str, list[Judgement]]
    outcomes: dict[str, JudgementOutcome] = field(default_factory=dict)

    def note(self, judgement: Judgement, state: JudgementState, changed: tuple[str, ...]) -> None:
        """Reports with one text have one claim between them: as the person saw it in any of them is as seen."""
        known = self.outcomes.get(judgement.id)
        if known is None or len(changed) < len(known.changed):
            self.outcomes[judgement.id] = JudgementOutcome(judgement, state, changed)


def named(judgement: Judgement) -> Judgement:
    """The judgement with the id that its content gives it."""
    return replace(judgement, id=_identity(wire.encode(judgement)))


def written(value: Any) -> Judgement:
    """The judgement that was written down as ``value``. TollbookError if it has been altered since."""
    judgement = wire.decode(Judgement, value, "judgement")
    # By what is written and not by the record: a later Tollbook may know more fields.
    if judgement.id != _identity(value):
        raise TollbookError("altered since it was written", "judgement", "restore the file from a copy")
    return judgement


def _identity(value: Mapping[str, Any]) -> str:
    return wire.fingerprint({**value, "id": ""})[:16]


def apply(extractions: Iterable[Extraction], judgements: Sequence[Judgement]) -> Judged:
    """Apply every judgement to the records of the latest run."""
    decisions = _Decisions({})
    for judgement in judgements:
        if judgement.kind not in ABOUT_READINGS:
            decisions.by_target.setdefault(judgement.target, []).append(judgement)
    judged = tuple(_judge(extraction, decisions) for extraction in extractions)
    last = _judge_readings(judged, judgements, decisions)
    outcomes = tuple(
        decisions.outcomes.get(judgement.id, JudgementOutcome(judgement, JudgementState.ORPHANED))
        for judgement in judgements
    )
    return Judged(
        judged,
        outcomes,
        tuple(
            reading_of(judgement)
            for judgement in last.values()
            if judgement.kind is JudgementKind.ACCEPT_READING and judgement.id in decisions.outcomes
        ),
        frozenset(target for target, judgement in last.items() if judgement.kind is JudgementKind.REJECT_READING),
    )


def shown(
    extractions: Iterable[Extraction], judgements: Sequence[Judgement], target: str
) -> tuple[Extraction, Record] | None:
    """The record with this id as people see it, and where it is: corrected so far, and also if it was rejected."""
    earlier = [judgement for judgement in judgements if judgement.target == target]
    for extraction in extractions:
        for record in _records(extraction):
            if record.id == target:
                return extraction, _correct_all(record, earlier, _Decisions({}))
    return None


def correct(record: R, fields: Mapping[str, Any]) -> R:
    """The record with other values in some fields, named as in the wire format: ``count``, or ``count.low``.

    TollbookError if a field does not exist, may not be changed, or cannot have that value.
    """
    value, where = wire.encode(record), f"correction of {record.id}"
    for path, entry in fields.items():
        _replace(value, path, entry, where)
    return wire.decode(type(record), value, where)


def check_references(record: Record, extraction: Extraction) -> None:
    """TollbookError if a corrected record names a claim that the report does not have."""
    if isinstance(record, Breakdown):
        named = {record.total, *record.items}
    else:
        named = {relation.claim for relation in record.relations}
        named |= {excluded.claim for excluded in record.excludes if excluded.claim is not None}
    if unknown := sorted(named - {claim.id for claim in extraction.claims}):
        what = f"the report has no claim {unknown[0]!r}"
        raise TollbookError(what, f"correction of {record.id}", "name a claim of the same report")


def behind(figure: Figure, outcomes: Iterable[JudgementOutcome]) -> tuple[JudgementOutcome, ...]:
    """The judgements in force without which a figure might be another one."""
    used = {*figure.claims, *figure.readings}

    def concerns(judgement: Judgement) -> bool:
        if judgement.target in used or judgement.seen.get("total") in used:
            return True
        if judgement.kind is not JudgementKind.REJECT or "harm" not in judgement.seen:
            return False
        claim = wire.decode(Claim, dict(judgement.seen), f"judgement {judgement.id}, seen")
        return claim.harm == figure.harm and claim.source == figure.source

    return tuple(
        outcome for outcome in outcomes if outcome.state is not JudgementState.ORPHANED and concerns(outcome.judgement)
    )


def reading_of(judgement: Judgement) -> Reading:
    """The reading that a judgement is about, as the person saw it."""
    value = {name: entry for name, entry in judgement.seen.items() if name not in (ABOUT, ALSO_ABOUT)}
    return wire.decode(Reading, value, f"judgement {judgement.id}, seen")


def without_readings(outcome: Reconciliation, rejected: frozenset[str]) -> Reconciliation:
    """The outcome without the readings that a person does not want to see again."""

    def conflict_without(conflict: Conflict) -> Conflict:
        return replace(conflict, readings=tuple(reading for reading in conflict.readings if reading not in rejected))

    return replace(
        outcome,
        readings=tuple(reading for reading in outcome.readings if reading.id not in rejected),
        conflicts=tuple(map(conflict_without, outcome.conflicts)),
    )


def _records(extraction: Extraction) -> tuple[Record, ...]:
    return (*extraction.claims, *extraction.breakdowns)


def _replace(value: dict[str, Any], path: str, entry: Any, where: str) -> None:
    *outer, name = path.split(".")
    if (*outer, name)[0] in FIXED:
        what = f"the field {path!r} is what the text says, or what identifies the record"
        raise TollbookError(what, where, "reject the record instead, and say why")
    container = value
    for part in outer:
        if not isinstance(container.get(part), dict):
            raise TollbookError(f"there is nothing in {path!r}", where, f"give all of {outer[0]!r}")
        container = container[part]
    if name not in container:
        raise TollbookError(f"unknown field {path!r}", where, f"use one of: {', '.join(container)}")
    container[name] = entry


def _judge(extraction: Extraction, decisions: _Decisions) -> Extraction:
    if not any(record.id in decisions.by_target for record in _records(extraction)):
        return extraction
    claims = [_decide(claim, decisions) for claim in extraction.claims]
    kept = frozenset(claim.id for claim in claims if claim)
    breakdowns = (_decide(breakdown, decisions) for breakdown in extraction.breakdowns)
    return replace(
        extraction,
        claims=tuple(_without_lost(claim, kept) for claim in claims if claim),
        breakdowns=tuple(left for breakdown in breakdowns if breakdown and (left := _what_is_left(breakdown, kept))),
    )


def _decide(record: R, decisions: _Decisions) -> R | None:
    """The record after all decisions on it; None if it was rejected."""
    judgements = decisions.by_target.get(record.id, [])
    decided = _correct_all(record, judgements, decisions)
    return None if judgements and judgements[-1].kind is JudgementKind.REJECT else decided


def _correct_all(record: R, judgements: Sequence[Judgement], decisions: _Decisions) -> R:
    for judgement in judgements:
        changed = _changed(judgement.seen, record)
        state = JudgementState.CHANGED if changed else JudgementState.APPLIED
        if judgement.kind is JudgementKind.CORRECT:
            try:
                record = correct(record, judgement.fields)
            except TollbookError:  # a field or word of an older Tollbook: to be looked at, like a lost record
                state, changed = JudgementState.ORPHANED, tuple(judgement.fields)
        decisions.note(judgement, state, changed)
    return record


def _changed(seen: Mapping[str, Any], record: Record) -> tuple[str, ...]:
    """Fields that the person saw with another value. A field that did not exist then was not seen."""
    present = wire.encode(record)
    return tuple(
        name for name, value in present.items() if name in seen and name not in CIRCUMSTANCE and seen[name] != value
    )


def _without_lost(claim: Claim, kept: frozenset[str]) -> Claim:
    """The claim without references to claims that were rejected."""
    return replace(
        claim,
        relations=tuple(relation for relation in claim.relations if relation.claim in kept),
        excludes=tuple(
            excluded if excluded.claim is None or excluded.claim in kept else replace(excluded, claim=None)
            for excluded in claim.excludes
        ),
    )


def _what_is_left(breakdown: Breakdown, kept: frozenset[str]) -> Breakdown | None:
    """The breakdown without rejected items. What is left of a complete list need not add up to its total any more."""
    items = tuple(item for item in breakdown.items if item in kept)
    if breakdown.total not in kept or not items:
        return None
    if items == breakdown.items:
        return breakdown
    return replace(breakdown, items=items, complete=Completeness.UNKNOWN)


def _judge_readings(
    extractions: Iterable[Extraction], judgements: Iterable[Judgement], decisions: _Decisions
) -> dict[str, Judgement]:
    """Note what became of the judgements on readings; the last one on each reading, which is the one that holds."""
    records: dict[str, list[Record]] = defaultdict(list)
    for extraction in extractions:
        for record in _records(extraction):
            records[record.id].append(record)
    last = {}
    for judgement in judgements:
        if judgement.kind in ABOUT_READINGS:
            last[judgement.target] = judgement
            changes = list(_changes(judgement, records))
            if changes:
                changed = tuple(dict.fromkeys(name for found in changes for name in found))
                decisions.note(judgement, JudgementState.CHANGED if changed else JudgementState.APPLIED, changed)
    return last


def _changes(judgement: Judgement, records: Mapping[str, Sequence[Record]]) -> Iterator[tuple[str, ...]]:
    """For each record that a reading edits the fields that the person saw with another value."""
    also = judgement.seen.get(ALSO_ABOUT, {})
    for target in reading_of(judgement).about:
        seen = also.get(target, judgement.seen.get(ABOUT, {}))
        if found := [_changed(seen, record) for record in records.get(target, ())]:
            yield min(found, key=len)
