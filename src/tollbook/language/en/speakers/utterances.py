"""How English sources speak, and for which part of a sentence each does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.speakers.candidates import Candidate
from tollbook.language.en.speakers.saying import QUOTES

DASHES = ("-", "–", "—")
CONTRASTS = ("while", "whereas", "but", "although", "though")


@dataclass(frozen=True, slots=True)
class Utterance:
    """How a candidate speaks: ``start`` and ``end`` with its verb; ``leads`` says that what it says follows.

    ``credited`` says that a number told before is its.
    """

    candidate: Candidate
    start: int
    end: int
    leads: bool
    relays: bool = False
    credited: bool = False


def with_relays(marked: Marked, spoken: Mapping[int, Utterance]) -> dict[int, Utterance]:
    """Mark those who pass on what another counted: the subject of "citing"."""
    found = dict(spoken)
    for tag in marked.tags["citing"]:
        if marked.at("passing", tag.start):
            continue
        before = [n for n, one in found.items() if one.candidate.end <= tag.start]
        if before and any(one.start == tag.start for one in found.values()):
            found[before[-1]] = replace(found[before[-1]], relays=True)
    return found


def covered(marked: Marked, spoken: Sequence[Utterance]) -> dict[int, tuple[int, int]]:
    """The stretch of the sentence that each speaks for, by the token at which the candidate begins."""
    borders = [0 if not spoken or not spoken[0].leads else _contrast(marked, 0, spoken[0].start)]
    borders += [_border(marked, one, other) for one, other in pairwise(spoken)]
    borders.append(len(marked.tokens))
    return {
        one.candidate.start: _bracketed(marked, one.start) or _remark(marked, one.start) or (start, end)
        for one, (start, end) in zip(spoken, pairwise(borders), strict=False)
        if start < end
    }


def _bracketed(marked: Marked, start: int) -> tuple[int, int] | None:
    """The bracket that is all a source speaks for: "killed 14 (the radio says 12)"."""
    if marked.word(start - 1) != "(":
        return None
    return start, next((n for n in range(start, len(marked.tokens)) if marked.word(n) == ")"), len(marked.tokens))


def _remark(marked: Marked, start: int) -> tuple[int, int] | None:
    """The quotation behind a dash that is all a source speaks for: '- "a tragic error", according to the army'."""
    close = start - 1 - (marked.word(start - 1) == ",")
    if marked.word(close) not in QUOTES:
        return None
    opened = next((n for n in range(close - 1, 0, -1) if marked.word(n) in QUOTES), 0)
    return (opened, start) if marked.word(opened - 1) in DASHES and not marked.tokens[opened - 1].glued else None


def _border(marked: Marked, one: Utterance, other: Utterance) -> int:
    """Where the next speaker takes over from one: at a semicolon or "while", at its own clause, behind the first."""
    contrast = _contrast(marked, one.end, other.start)
    if contrast:
        return contrast
    if other.leads:
        return other.start
    return len(marked.tokens) if one.leads else one.end


def _contrast(marked: Marked, start: int, end: int) -> int:
    """The last semicolon, or "while" and its like, between two positions; 0 if there is none."""
    return next((n for n in range(end - 1, start, -1) if marked.word(n) == ";" or marked.word(n) in CONTRASTS), 0)
