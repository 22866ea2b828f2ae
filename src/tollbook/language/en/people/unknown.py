"""People whose status the words call unknown: "it is not known whether they were civilians or fighters"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.language.en.marking.marks import Marked
from tollbook.language.protocol import Counted, Statement
from tollbook.records import Span, Status

WONDERING = frozenset(("whether", "if", "status"))
"""Words without which nothing is said of what is not known."""
_UNSURE = frozenset(("unknown", "unclear", "uncertain", "undetermined", "unconfirmed", "unspecified"))
_KNOWING = frozenset(
    (
        "known",
        "clear",
        "determined",
        "determine",
        "established",
        "establish",
        "verified",
        "verify",
        "ascertained",
        "say",
    )
)
_NOT = frozenset(("not", "cannot", "never", "impossible", "unable"))
NEGATED = 5
"""Tokens between "not" and "known": "could not immediately be established"."""
ASKED = 10
"""Tokens behind "whether" in which the words for a status stand."""
NEAR = 7
"""Tokens between "status" and that it is not known."""


def status_unknown(marked: Marked) -> tuple[int, int] | None:
    """The words that say that somebody's status is not known."""
    if not marked.holds(WONDERING):
        return None
    unsure = [n for n in range(len(marked.tokens)) if _is_unsure(marked, n)]
    for n in range(len(marked.tokens)) if unsure else ():
        word, near = marked.word(n), [one for one in unsure if abs(one - n) <= NEAR]
        if word == "status" and near:
            return min(n, *near), max(n, *near) + 1
        asked = [tag for tag in marked.tags["person"] if n < tag.start <= n + ASKED and tag.entry.get("status")]
        if word in ("whether", "if") and asked:
            return n, asked[-1].end
    return None


def _is_unsure(marked: Marked, position: int) -> bool:
    before = range(max(0, position - NEGATED), position)
    negated = marked.word(position) in _KNOWING and any(marked.word(n) in _NOT for n in before)
    return negated or marked.word(position) in _UNSURE


def unknown_of_all(marked: Marked) -> Counted | None:
    """Of everybody counted before, that their status is not known."""
    found = status_unknown(marked)
    return _unknown(marked.span(*found)) if found else None


def with_unknown_status(marked: Marked, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements; people whose status is not known are those whom these words count, else those told of last."""
    found = status_unknown(marked) if statements else None
    span = marked.span(*found) if found else None
    if span is None:
        return tuple(statements)
    inside = [one for one in statements if span.start <= one.number_span.start < span.end]
    before = [one for one in statements if one.number_span.start < span.start]
    meant = next(iter(inside or before[-1:]), None)
    return tuple(_with_status(one, span) if one is meant and not one.counted.status else one for one in statements)


def _with_status(statement: Statement, span: Span) -> Statement:
    evidence = (*statement.counted.evidence, ("status", span))
    return replace(statement, counted=replace(statement.counted, status=(Status.UNKNOWN,), evidence=evidence))


def _unknown(span: Span) -> Counted:
    return Counted(status=(Status.UNKNOWN,), evidence=(("status", span),))
