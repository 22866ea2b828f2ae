"""Readings applied: an accepted edit changes how one claim, or every item of one list, is read; never the claim itself.

A reading names a field of the wire format. For the fields that people edit most, the value may also be a plain name:
``perpetrator``, ``status``, ``group``, ``places``, ``as_of``; ``retracts`` and ``same_as`` take the id of the other
claim, or several of a series in the order of time: then each claim of the series is related to those before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tollbook.records import AsOfBasis, Breakdown, Certainty, Claim, Reading, RelationKind, TollbookError
from tollbook.records.wire import decode, encode


def applied(readings: Iterable[Reading], claims: Iterable[Claim], breakdowns: Iterable[Breakdown]) -> dict[str, Claim]:
    """The claims by id, read as the readings say. A reading whose claim or list is not here changes nothing here."""
    found = {claim.id: claim for claim in claims}
    lists = {breakdown.id: breakdown for breakdown in breakdowns}
    for reading in sorted(readings, key=lambda reading: reading.id):
        for target in targets(reading, lists):
            if target in found:
                found[target] = edited(found[target], reading.edit.field, reading.edit.after, reading.id)
    return found


def targets(reading: Reading, lists: Mapping[str, Breakdown]) -> tuple[str, ...]:
    """The claims that a reading edits."""
    if reading.claim is not None:
        return reading.claims or (reading.claim,)
    breakdown = lists.get(reading.breakdown or "")
    return breakdown.items if breakdown else ()


def edited(claim: Claim, field: str, value: Any, where: str = "reading") -> Claim:
    """The claim with one field read differently; TollbookError if the field or the value makes no sense."""
    record = encode(claim)
    path, value = SHORT[field](record, value) if field in SHORT else (field, value)
    holder, *inner = path.split(".")
    place = record
    for step in inner:
        place, holder = place.get(holder) if isinstance(place, dict) else None, step
    if not isinstance(place, dict) or holder not in place:
        raise TollbookError(f"no field {field!r} to edit in claim {claim.id}", where, "name a field of the wire format")
    place[holder] = encode(value)
    return decode(Claim, record, f"{where}, claim {claim.id}")


def _perpetrator(_: dict[str, Any], value: Any) -> tuple[str, Any]:
    named = {"said": value, "party": value, "certainty": Certainty.STATED}
    return "perpetrator", named if isinstance(value, str) else value


def _status(_: dict[str, Any], value: Any) -> tuple[str, Any]:
    return "victims.status", [value] if isinstance(value, str) else value


def _places(_: dict[str, Any], value: Any) -> tuple[str, Any]:
    return "places", [[place] if isinstance(place, str) else place for place in value or ()]


def _as_of(_: dict[str, Any], value: Any) -> tuple[str, Any]:
    basis = AsOfBasis.UNSAID if value is None else AsOfBasis.STATED
    return "as_of", value if isinstance(value, dict) else {"at": value, "basis": basis}


def _victims(field: str) -> Callable[[dict[str, Any], Any], tuple[str, Any]]:
    return lambda _, value: (f"victims.{field}", value)


def _relation(kind: RelationKind) -> Callable[[dict[str, Any], Any], tuple[str, Any]]:
    def add(record: dict[str, Any], value: Any) -> tuple[str, Any]:
        others = _before(record["id"], [value] if isinstance(value, str) else value)
        kept = [relation for relation in record["relations"] if relation["claim"] not in others]
        return "relations", [*kept, *({"kind": str(kind), "claim": other} for other in others)]

    return add


def _before(claim: str, series: list[str]) -> list[str]:
    """Of a series those before this claim, if it is one of them; else all."""
    return series[: series.index(claim)] if claim in series else series


SHORT: Mapping[str, Callable[[dict[str, Any], Any], tuple[str, Any]]] = {
    "perpetrator": _perpetrator,
    "status": _status,
    "places": _places,
    "place": _places,
    "as_of": _as_of,
    **{field: _victims(field) for field in ("group", "sex", "age", "role", "affiliation")},
    **{str(kind): _relation(kind) for kind in RelationKind},
}
