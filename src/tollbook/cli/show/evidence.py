"""A claim field by field: what it says, the words of the report that gave it, and how they give it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tollbook.cli.show.words import day, voice
from tollbook.records import AsOfBasis, Claim, Evidence, EvidenceBasis, Extraction, Period

VICTIMS = ("group", "sex", "age", "role", "affiliation")


def grounds(extraction: Extraction, claim: Claim) -> Iterator[tuple[str, str | None]]:
    """Each field that has a value, and its evidence; at the end the fields about which the text says nothing."""
    stated = _values(claim)
    for field, value in stated.items():
        if value:
            words = claim.evidence.get(field) or _own_words(field, claim)
            yield f"{field}: {value}", _words(extraction.report.text, words) if words else None
    if unsaid := [field for field, value in stated.items() if not value]:
        yield f"not said: {', '.join(unsaid)}", None


def _values(claim: Claim) -> Mapping[str, str | None]:
    """Every field under its name in the wire format, in words; None or empty where the text says nothing."""
    victims, perpetrator = claim.victims, claim.perpetrator
    return {
        "harm": str(claim.harm),
        "count": f"{claim.count.said or claim.count.low} ({claim.count.quantifier})",
        "victims.status": " or ".join(victims.status or ()),
        **{f"victims.{field}": getattr(victims, field) for field in VICTIMS},
        "qualifiers": _listed(
            f"“{one.said}”{'' if one.restricts else ' (restricts nothing)'}" for one in claim.qualifiers
        ),
        "excludes": _listed(f"“{one.said}”{f' (claim {one.claim})' if one.claim else ''}" for one in claim.excludes),
        "perpetrator": perpetrator and f"{perpetrator.party or perpetrator.said} ({perpetrator.certainty})",
        "cause": claim.cause,
        "places": _listed(", ".join(place) for place in claim.places),
        "period": _period(claim.period),
        "as_of": _as_of(claim),
        "attributed_to": _chain(claim),
        "mode": f"{claim.mode}{'' if 'mode' in claim.evidence else ' (no words say otherwise)'}",
        "background": "another, earlier event" if claim.background else None,
        "relations": _listed(f"{one.kind} {one.claim}" for one in claim.relations),
    }


def _own_words(field: str, claim: Claim) -> Evidence | None:
    """The number is its own evidence."""
    number = claim.number if field == "count" else None
    return Evidence(number.start, number.end, EvidenceBasis.STATED) if number else None


def _words(text: str, words: Evidence) -> str:
    how = f"{words.basis}; rule: {words.rule}" if words.rule else str(words.basis)
    return f"“{' '.join(text[words.start : words.end].split())}”, characters {words.start} to {words.end} ({how})"


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _period(period: Period) -> str | None:
    ends = [day(end) for end in dict.fromkeys((period.start, period.end)) if end]
    if not ends:
        return None if period == Period() else str(period.kind)
    return f"{period.kind} {' and '.join(ends)} ({period.basis})"


def _as_of(claim: Claim) -> str | None:
    if claim.as_of.basis is AsOfBasis.UNSAID:
        return None
    stands_in = claim.as_of.basis is AsOfBasis.PUBLISHED
    return f"{day(claim.as_of.at)}{f' ({claim.as_of.basis.meaning})' if stands_in else ''}"


def _chain(claim: Claim) -> str:
    voices = _listed(f"{one.source or one.said} ({one.role})" for one in claim.attributed_to)
    return voices if claim.origin else "; ".join(filter(None, (voice(None), voices)))
