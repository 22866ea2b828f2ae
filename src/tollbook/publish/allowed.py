"""What a page may show, field by field. What is not named here is taken out before anything is written.

A page may be read by anybody, and cannot be called back. So a new field of a record stays off the page until
somebody has decided that it may be seen, and has written it down here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar

from tollbook.records import (
    AsOf,
    Attribution,
    Beside,
    Breakdown,
    ByRule,
    Claim,
    Compared,
    Comparison,
    Conflict,
    Count,
    Curve,
    CurveMark,
    Edit,
    Evidence,
    Exclusion,
    Extraction,
    Extractor,
    Figure,
    FrozenMapping,
    Interval,
    Judgement,
    JudgementOutcome,
    ListState,
    PassedOver,
    Period,
    Perpetrator,
    Proof,
    Proofs,
    ProofTerm,
    Qualifier,
    Reading,
    Reconciliation,
    Relation,
    Report,
    Scope,
    Span,
    Unresolved,
    Victims,
)

R = TypeVar("R")

ALLOWED: Mapping[type, frozenset[str]] = {
    kind: frozenset(names.split())
    for kind, names in {
        AsOf: "at basis",
        Attribution: "said source role",
        Beside: "claim kind figure why",
        Breakdown: "id total items axes disjoint complete",
        ByRule: "rule low high sources why",
        Claim: "id report quote start end number harm count victims qualifiers excludes perpetrator cause places period"
        " as_of attributed_to mode background relations evidence extractor",
        Conflict: "id kind claims gap explanation suspended readings unaffected",
        Compared: "source figure definition",
        Comparison: "harm people rows low high lowest highest independent by_rule",
        Count: "low high said quantifier implied",
        Curve: "source harm label scope points retrospect marks",
        CurveMark: "at kind text point",
        Edit: "field before after",
        Evidence: "start end basis rule",
        Exclusion: "said claim",
        Extraction: "report claims breakdowns passed_over unresolved",
        Extractor: "name version",
        Figure: "id incident harm source as_of view scope minus label low high proof readings disputed rule claims"
        " part_of note printed people known_at",
        Interval: "low high",
        # Not who decided, nor the record as that person saw it: both stay in the case.
        Judgement: "kind target at why fields",
        JudgementOutcome: "judgement state changed",
        ListState: "breakdown source sum total remainder kind hint",
        PassedOver: "quote start end reason",
        Period: "start end kind basis",
        Perpetrator: "said party certainty",
        Proof: "basis terms value weakest",
        Proofs: "low high",
        ProofTerm: "claim side bound coefficient scope minus quote people",
        Qualifier: "said axis restricts",
        Reading: "id claim breakdown edit why solves claims",
        # Not the headline: it serves comparison with other programs, and mixes sources. Nor what serves work on a case.
        Reconciliation: "figures conflicts readings beside curves axes lists comparisons",
        Relation: "kind claim",
        Report: "text id published language publisher title url",
        Span: "start end",
        Unresolved: "quote start end field reason",
        Victims: "status group sex age role affiliation",
    }.items()
}

BLANK: Mapping[str, Any] = {"id": "", "by": "", "seen": FrozenMapping()}
"""What stands in place of a withheld field that has no default."""


def published(record: R) -> R:
    """The record with every field blank that a page may not show, all the way down.

    >>> from tollbook.records import Judgement, JudgementKind
    >>> decided = Judgement("j1", JudgementKind.ACCEPT, "c1", FrozenMapping(), "A Name", "2025-03-09", "read twice")
    >>> published(decided).by, published(decided).why
    ('', 'read twice')
    """
    return _published(record)  # type: ignore[no-any-return]


def _published(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        allowed = ALLOWED.get(type(value), frozenset())
        return type(value)(
            **{
                f.name: _published(getattr(value, f.name)) if f.name in allowed else _blank(f)
                for f in fields(value)
                if f.init
            }
        )
    if isinstance(value, tuple):
        return tuple(map(_published, value))
    if isinstance(value, FrozenMapping) and not isinstance(value, Scope):
        return FrozenMapping({name: _published(entry) for name, entry in value.items()})
    return value


def _blank(field: Any) -> Any:
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    return BLANK[field.name]
