"""From statements with their settings to claims and breakdowns in the wire format's terms."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from tollbook.extract.settings.document import Setting
from tollbook.extract.settings.placing import BESIDE
from tollbook.language import fold
from tollbook.language.protocol import Counted, Statement
from tollbook.records import (
    Attribution,
    AttributionRole,
    CaseDefinition,
    Claim,
    Count,
    Evidence,
    EvidenceBasis,
    Extractor,
    FrozenMapping,
    Perpetrator,
    Qualifier,
    Quantifier,
    Report,
    Span,
    Status,
    Victims,
)


def draft(
    report: Report, statement: Statement, setting: Setting, definition: CaseDefinition, extractor: Extractor
) -> Claim:
    """The claim that a statement makes in its setting, as far as its own words go."""
    number, counted, evidence = statement.number_span, statement.counted, dict(setting.evidence)
    quote = _quoted(statement, setting)
    evidence["harm"] = Evidence(statement.cue.start, statement.cue.end, EvidenceBasis.STATED, statement.rule)
    for field, span in counted.evidence:
        evidence[f"victims.{field}"] = Evidence(span.start, span.end, EvidenceBasis.STATED)
    if statement.cause:
        evidence["cause"] = Evidence(statement.cause.start, statement.cause.end, EvidenceBasis.STATED)
    if statement.background:
        evidence["background"] = Evidence(statement.background.start, statement.background.end, EvidenceBasis.STATED)
    if statement.mode_span:
        evidence["mode"] = Evidence(statement.mode_span.start, statement.mode_span.end, EvidenceBasis.STATED)
    return Claim(
        id=identity(report, number, statement.harm),
        report=report.id,
        quote=_printed(report, quote),
        start=quote.start,
        end=quote.end,
        number=None if statement.person else number,
        harm=statement.harm,
        count=_count(report, statement),
        victims=_victims(report, counted),
        qualifiers=tuple(
            Qualifier(_printed(report, span), None, restricts)
            for span, restricts in (*counted.qualifiers, *_unread_labels(statement, evidence))
        ),
        perpetrator=_perpetrator(report, statement, definition, evidence),
        cause=_printed(report, statement.cause) if statement.cause else None,
        places=setting.places,
        period=setting.period,
        as_of=setting.as_of,
        attributed_to=_voices(report, setting),
        mode=statement.mode,
        background=setting.background or statement.background is not None,
        evidence=FrozenMapping(evidence),
        extractor=extractor,
    )


def _unread_labels(statement: Statement, evidence: Mapping[str, Evidence]) -> list[tuple[Span, bool]]:
    """The heads of a cell's row and column that no field holds: without them all cells would count the same people.

    A role holds doctors and nurses alike, and a status soldiers and policemen: such labels are kept too.
    """
    coarse = {"victims.role"}
    if statement.counted.status in ((Status.SECURITY_FORCES,), (Status.OTHER_PROTECTED,)):
        coarse.add("victims.status")
    held = [one for field, one in evidence.items() if field not in coarse]
    return [
        (label, True)
        for label in statement.labels
        if not any(label.start <= one.start and one.end <= label.end for one in held)
    ]


def identity(report: Report, span: Span, harm: str, ordinal: int = 0) -> str:
    """A claim's id, from the text, the number's place in it and the harm: a better lexicon does not change it."""
    key = f"{report.text_hash}:{span.start}:{span.end}:{harm}:{ordinal}"
    return f"c-{sha256(key.encode()).hexdigest()[:16]}"


def _victims(report: Report, counted: Counted) -> Victims:
    affiliation = _printed(report, counted.affiliation) if counted.affiliation else None
    return Victims(counted.status, counted.group, counted.sex, counted.age, counted.role, affiliation)


def _quoted(statement: Statement, setting: Setting) -> Span:
    """The stretch to quote; with a bare number of a list goes its own place: "262 in Hama"."""
    span, place = statement.span, setting.evidence.get("places")
    if not statement.bare or place is None or place.basis is not EvidenceBasis.STATED:
        return span
    apart = max(place.start - span.end, span.start - place.end)
    return Span(min(span.start, place.start), max(span.end, place.end)) if apart <= BESIDE else span


def _printed(report: Report, span: Span) -> str:
    return report.text[span.start : span.end]


def _count(report: Report, statement: Statement) -> Count:
    """The number as printed, with its hedge in the words."""
    number, said = statement.number, statement.said_span
    return Count(
        number.low, number.high, _printed(report, said), number.quantifier, number.quantifier is Quantifier.IMPLIED
    )


def _perpetrator(
    report: Report, statement: Statement, definition: CaseDefinition, evidence: dict[str, Evidence]
) -> Perpetrator | None:
    if statement.agent is None:
        return None
    span = statement.agent.span
    basis = EvidenceBasis.CARRIED_OVER if statement.agent.carried else EvidenceBasis.STATED
    evidence["perpetrator"] = Evidence(span.start, span.end, basis)
    said = _printed(report, span)
    return Perpetrator(said, party_of(said, definition), statement.agent.certainty)


def party_of(said: str, definition: CaseDefinition) -> str | None:
    """The party that the words name: the longest of its names found in them; its side where the case gives one."""
    padded = f" {' '.join(fold(said).replace('’', chr(39)).split())} "
    hits = [
        (len(name), party.side or party.id)
        for party in definition.parties
        for name in (party.id, *party.names)
        if f" {' '.join(fold(name).split())} " in padded
    ]
    return max(hits)[1] if hits else None


def _voices(report: Report, setting: Setting) -> tuple[Attribution, ...]:
    """Who counted first, who passed it on, and the outlet last."""
    chain = []
    if setting.speaker:
        chain.append(Attribution(setting.speaker.said, setting.speaker.source, AttributionRole.ORIGIN))
        chain += [
            Attribution(relay.said, relay.source, AttributionRole.RELAY)
            for relay in setting.relays
            if relay.source != setting.speaker.source
        ]
    if report.publisher:
        chain.append(Attribution(report.publisher, None, AttributionRole.CARRIER))
    return tuple(chain)
