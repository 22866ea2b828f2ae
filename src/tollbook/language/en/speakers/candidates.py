"""Words that may name a source, and what stands in apposition to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.speakers.saying import ARTICLES, opens, says
from tollbook.language.tokens import Token

_ACRONYM = range(2, 9)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name a source: token positions, end exclusive; see :class:`~tollbook.language.protocol.Voice`.

    ``employer`` is the organisation that a person speaks for; ``outlet`` says that it passes on what others count.
    ``calls`` are the nouns by which a report may take a name up again, or the noun that does so.
    """

    start: int
    end: int
    kind: str
    acronym: str | None = None
    employer: Candidate | None = None
    outlet: bool = False
    calls: tuple[str, ...] = ()
    person: bool | None = None


def merged(marked: Marked, candidates: Sequence[Candidate], prepositions: Collection[str]) -> list[Candidate]:
    """The candidates, each with what an apposition right behind a comma says of it: "the monitor, X", "X, a monitor".

    What stands behind a preposition has no apposition that speaks ("in Goma, a resident said"). Two that speak together
    ("police and residents") are one, as printed: neither of them alone says it.
    """
    found: list[Candidate] = []
    for one in candidates:
        last = found[-1] if found else None
        if last and one.start == last.end + 1 and marked.word(last.end) == "and" and opens(marked, last.start):
            found[-1] = Candidate(last.start, one.end, "anonymous")
        elif last is None or not _in_apposition(marked, last, one, prepositions):
            found.append(one)
        elif last.kind == "again" and one.kind == "name" and one.employer is None:
            found[-1] = replace(one, calls=one.calls + last.calls)
        elif last.kind == "anonymous" and one.kind == "name" and not one.calls and marked.word(last.start) == "the":
            found[-1] = replace(one, start=last.start, person=True)  # "the governor, Ana Ruiz"
        elif last.kind == "name" and (one.kind == "again" or (one.calls and marked.word(one.start) in ARTICLES)):
            found[-1] = replace(last, calls=last.calls + one.calls)
        elif last.kind == "name" and one.employer:
            found[-1] = replace(last, employer=one.employer, person=True)
        elif last.kind != "name" or one.kind != "anonymous" or marked.word(one.start) not in ARTICLES:
            found.append(one)
    return found


def _in_apposition(marked: Marked, last: Candidate, one: Candidate, prepositions: Collection[str]) -> bool:
    beside = one.start == last.end + 1 and marked.word(last.end) == "," and not says(marked, one.end)
    subject = marked.word(last.start - 1) not in prepositions or marked.covering("according", last.start - 1)
    return beside and bool(subject)


def with_acronym(marked: Marked, candidate: Candidate) -> Candidate:
    """The acronym in brackets right behind a name: it becomes another name of the source."""
    end = candidate.end
    if marked.word(end) == "(" and marked.word(end + 2) == ")" and _is_acronym(marked.tokens[end + 1]):
        return replace(candidate, end=end + 3, acronym=marked.tokens[end + 1].word.upper())
    return candidate


def _is_acronym(token: Token) -> bool:
    return token.is_word and token.is_capital and len(token.word) in _ACRONYM
