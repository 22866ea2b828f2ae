"""Sources that are named behind their number: "This figure comes from the mayor", "X, who gives this toll"."""

from __future__ import annotations

from collections.abc import Collection

from tollbook.language.en.marking.marks import Marked

POINTING = ("this", "that", "these", "those")
COMING = ("comes", "come", "came")
GIVEN = ("given", "provided", "supplied", "furnished", "advanced", "compiled")
GIVING = ("gives", "gave", "provides", "provided", "supplies", "supplied", "furnished", "advanced", "compiled")
CREDITING = frozenset((*COMING, *GIVEN, *GIVING))
"""Words without which no number told before is credited to anybody."""
SUBJECT_REACH, ASIDE_REACH = 8, 10
"""Tokens from the figure to whom it comes from, and from somebody to the verb that gives it."""


def credited(marked: Marked, begin: int, end: int, publications: Collection[str]) -> int | None:
    """Where the words begin that credit a number told before to whoever stands from ``begin`` to ``end``."""
    if not marked.holds(CREDITING):
        return None
    behind = _coming_from(marked, begin, publications)
    return behind if behind is not None else _giving(marked, begin, end, publications)


def _coming_from(marked: Marked, begin: int, publications: Collection[str]) -> int | None:
    """ "the figure comes from X", "that toll was given by X"; "This comes from X" at the beginning of a clause."""
    if marked.word(begin - 1) not in ("from", "by"):
        return None
    verbs = COMING if marked.word(begin - 1) == "from" else GIVEN
    verb = next((n for n in range(begin - 2, max(-1, begin - 5), -1) if marked.word(n) in verbs), None)
    if verb is None:
        return None
    for n in range(verb - 1, max(-1, verb - SUBJECT_REACH), -1):
        alone = marked.word(n) in POINTING and (n == 0 or not marked.tokens[n - 1].is_word)
        if alone or (marked.word(n) in publications and not _counts(marked, n)):
            return n
    return None


def _giving(marked: Marked, begin: int, end: int, publications: Collection[str]) -> int | None:
    """ "X gave this figure", "X, who gives that toll", "X, from whom the figure comes"."""
    for n in range(end, min(end + ASIDE_REACH, len(marked.tokens))):
        if marked.word(n) in GIVING and _pointed_at(marked, n + 1, publications):
            return begin
        if marked.word(n) == "from" and marked.word(n + 1) in ("whom", "which"):
            told = any(marked.word(m) in COMING for m in range(n + 2, n + 2 + SUBJECT_REACH))
            return begin if told and _pointed_at(marked, n + 2, publications) else None
    return None


def _pointed_at(marked: Marked, position: int, publications: Collection[str]) -> bool:
    """Whether a figure told before stands here: "this toll", "the latest figure"."""
    pointing = marked.word(position) in (*POINTING, "the")
    return pointing and any(marked.word(n) in publications for n in (position + 1, position + 2))


def _counts(marked: Marked, position: int) -> bool:
    """Whether the figure is of something told here: "the number of dead", "the list of names"."""
    return marked.word(position + 1) == "of"
