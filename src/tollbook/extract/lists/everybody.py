"""What a sentence says of everybody counted before it: "All of them belonged to the Christian minority"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.extract.drafted import Drafted
from tollbook.extract.lists.wholes import stands_alone
from tollbook.language.protocol import Counted, SentenceReading
from tollbook.records import Evidence, EvidenceBasis, FrozenMapping

REACH = 2
"""Sentences between a number and the sentence that says who all of them were."""


def with_what_is_said_of_all(drafts: Sequence[Drafted], readings: Sequence[SentenceReading]) -> list[Drafted]:
    """The drafts; the last total before "all of them were …" has those people where it says nothing else."""
    result = list(drafts)
    totals = {entry.sentence: n for n, entry in enumerate(result) if stands_alone(entry.statement)}
    for sentence, reading in enumerate(readings):
        if reading.of_all and not reading.statements:
            meant = next((totals[n] for n in range(sentence - 1, sentence - REACH - 1, -1) if n in totals), None)
            if meant is not None:
                result[meant] = _described(result[meant], reading.of_all)
    return result


def _described(entry: Drafted, of_all: Counted) -> Drafted:
    claim = entry.claim
    said = {field: getattr(of_all, field) for field in ("status", "group", "sex", "age", "role")}
    new = {field: value for field, value in said.items() if value and getattr(claim.victims, field) is None}
    spans = {field: span for field, span in of_all.evidence if field in new}
    where = {f"victims.{field}": Evidence(one.start, one.end, EvidenceBasis.STATED) for field, one in spans.items()}
    evidence = FrozenMapping({**claim.evidence, **where})
    return replace(entry, claim=replace(claim, victims=replace(claim.victims, **new), evidence=evidence))
