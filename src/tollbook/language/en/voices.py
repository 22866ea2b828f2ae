"""Who says it, in English: names beside verbs of saying or counting, and nouns that name a source again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from tollbook.language.en.marks import Marked
from tollbook.language.protocol import TimeExpression, Voice
from tollbook.language.tokens import Token

VERB_REACH = 14
"""Tokens between a source and its verb: "SOHR, a monitor based in Britain, said"."""
_ACRONYM = range(2, 9)


class VoiceReader:
    """Finds the voices of a sentence. Built once from ``voices.toml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._organisations: Collection[str] = frozenset(data["organisations"])
        self._again: Collection[str] = frozenset(data["again"])
        self._pronouns: Collection[str] = frozenset(data["pronouns"])
        self._small: Collection[str] = frozenset(data["small"])

    def voices(self, marked: Marked) -> tuple[Voice, ...]:
        """Those who speak in this sentence, and sources merely named in it, in the order of the text."""
        found: list[tuple[int, int, str, str | None]] = []
        position = 0
        while position < len(marked.tokens):
            entry = self._at(marked, position)
            if entry:
                found.append(entry)
            position = entry[1] if entry else position + 1
        cited = any(marked.at("according", n) for n in range(len(marked.tokens)))
        voices = []
        for start, end, kind, acronym in found:
            quoted = self._quoted(marked, start)
            speaks = quoted or _speaks(marked, start, end)
            if speaks or kind == "name":
                voices.append(
                    Voice(
                        marked.span(start, end), kind, acronym, speaks, relayed=cited and not quoted and kind == "name"
                    )
                )
        return tuple(voices)

    def _at(self, marked: Marked, position: int) -> tuple[int, int, str, str | None] | None:
        """A possible source that begins here: tokens, kind, and the acronym in brackets behind it."""
        known = marked.at("source", position)
        if known:
            end, acronym = _with_acronym(marked, known.end)
            return position, end, "name", acronym
        name = self._organisation(marked, position)
        if name:
            end, acronym = _with_acronym(marked, name)
            return position, end, "name", acronym
        anonymous = marked.at("anonymous", position)
        if anonymous:
            return position, anonymous.end, "anonymous", None
        return self._named_again(marked, position)

    def _organisation(self, marked: Marked, position: int) -> int | None:
        """The end of a capitalised name that holds a noun for an organisation."""
        end, organisation = position, False
        start = position + 1 if marked.word(position) in ("the", "a", "an") else position
        while end < len(marked.tokens):
            token = marked.tokens[end]
            small = token.word in self._small and end > position and _capital(marked, end + 1)
            if not (_capital(marked, end) or small) or marked.time_at(end):
                break
            organisation |= token.word in self._organisations and (end > position or not _starts_sentence(marked, end))
            end += 1
        return end if organisation and end - start >= 2 else None

    def _named_again(self, marked: Marked, position: int) -> tuple[int, int, str, str | None] | None:
        """ "the Observatory", "a war monitor", "the London-based group", "it"."""
        if marked.word(position) in self._pronouns:
            return position, position + 1, "again", None
        if (
            marked.word(position) in self._again
            and marked.at("said", position + 1)
            and marked.word(position - 1) in ("", ",", ".")
        ):
            return position, position + 1, "again", None
        if marked.word(position) not in ("the", "a", "an", "this", "its") or self._organisation(marked, position + 1):
            return None
        for end in range(position + 1, min(position + 5, len(marked.tokens))):
            word = marked.word(end)
            if word in self._again and marked.word(end + 1) not in self._again:
                return position, end + 1, "again", None
            if not (marked.tokens[end].is_word or word == "-") or marked.at("said", end):
                return None
        return None

    def _quoted(self, marked: Marked, start: int) -> bool:
        before = start - 1 if marked.word(start - 1) in ("the", "a", "an") else start
        return any(
            before - back >= 0 and (tag := marked.at("according", before - back)) and tag.end == before
            for back in range(1, 5)
        )


def _speaks(marked: Marked, start: int, end: int) -> bool:
    """Whether a verb of saying belongs to these words: right before them, or behind them or their apposition."""
    before = start - 1 if marked.word(start - 1) in ("the", "a", "an") else start
    said = any(
        (tag := marked.at("said", before - back)) and tag.end == before for back in range(1, 4) if before - back >= 0
    )
    if said:
        return True
    commas = 0
    for position in range(end, min(end + VERB_REACH, len(marked.tokens))):
        if marked.at("said", position):
            return commas != 1 or marked.word(position - 1) == "," or commas == 0
        if marked.word(position) == ",":
            commas += 1
        elif commas % 2 == 0 and not _between(marked, position):
            return False
    return False


def _between(marked: Marked, position: int) -> bool:
    """What may stand between a source and its verb without a comma: a time, an adverb, "has", "in a statement"."""
    word = marked.word(position)
    return bool(
        marked.time_at(position)
        or marked.at("auxiliary", position)
        or word
        in (
            "on",
            "in",
            "a",
            "which",
            "who",
            "since",
            "is",
            "for",
            "its",
            "last",
            "later",
            "(",
            ")",
            "head",
            "director",
            "'s",
            "'",
            "s",
            "chief",
            "most",
            "recently",
            "early",
        )
        or word.endswith("ly")
    )


def as_of_times(marked: Marked) -> tuple[TimeExpression, ...]:
    """The times of a sentence; those that say when somebody spoke get the role "as of"."""
    return tuple(
        replace(time, role="as of") if time.role == "on" and _of_speech(marked, start, end) else time
        for start, end, time in marked.times
    )


def _of_speech(marked: Marked, start: int, end: int) -> bool:
    """Whether a time belongs to a verb of saying: "said on Friday", "in a statement on Thursday"."""
    before = start - 1
    while before >= 0 and marked.word(before) in (
        "on",
        "late",
        "early",
        "last",
        "of",
        "hours",
        "the",
        "in",
        "evening",
        "morning",
    ):
        before -= 1
    if marked.word(before) in ("statement", "report", "bulletin", "update", "tweet", "post", "briefing"):
        return True
    if (tag := next((tag for tag in marked.tags["said"] if tag.end == before + 1), None)) is not None:
        return marked.word(tag.start - 1) not in ("were", "was") or marked.word(before) in ("released", "published")
    opening = start <= 3 and all(marked.word(n) in ("on", "late", "early", "last") for n in range(start))
    return opening and any(marked.at("said", n) for n in range(end, min(end + VERB_REACH, len(marked.tokens))))


def _with_acronym(marked: Marked, end: int) -> tuple[int, str | None]:
    """The acronym in brackets right behind a name: it becomes another name of the source."""
    if marked.word(end) == "(" and marked.word(end + 2) == ")" and _is_acronym(marked.tokens[end + 1]):
        return end + 3, marked.tokens[end + 1].word.upper()
    return end, None


def _is_acronym(token: Token) -> bool:
    return token.is_word and token.is_capital and len(token.word) in _ACRONYM


def _capital(marked: Marked, position: int) -> bool:
    return position < len(marked.tokens) and marked.tokens[position].is_capital and marked.tokens[position].is_word


def _starts_sentence(marked: Marked, position: int) -> bool:
    return position == 0 or marked.word(position - 1) in ('"', "“", ":")
