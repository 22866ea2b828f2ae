"""Lexicons as data: phrases with what they mean, read from TOML and found in tokens by their longest match."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from tollbook.language.tokens import Token, words
from tollbook.records import FrozenMapping, TollbookError


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means: its kind (``person``, ``harm`` …) and the values the lexicon gives it."""

    kind: str
    values: FrozenMapping[Any]

    def get(self, name: str) -> Any:
        """One value, None if the lexicon gives none."""
        return self.values.get(name)


@dataclass(frozen=True, slots=True)
class Tag:
    """A phrase found in a sentence: token positions, end exclusive, and what it means."""

    start: int
    end: int
    entry: Entry

    @property
    def kind(self) -> str:
        """The kind of phrase."""
        return self.entry.kind


Candidate = tuple[list[str], Entry]
"""The words of a phrase and what it means."""


class PhraseIndex:
    """Finds phrases in tokens. At each place the longest phrase wins, and of equal ones the first added."""

    def __init__(self, phrases: Iterable[tuple[str, Entry]]) -> None:
        self.candidates: dict[str, list[Candidate]] = {}
        """The phrases that begin with a word, the longest first."""
        seen: set[tuple[str, ...]] = set()
        for phrase, entry in phrases:
            key = words(phrase)
            if key and key not in seen:
                seen.add(key)
                self.candidates.setdefault(key[0], []).append((list(key), entry))
        for candidates in self.candidates.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))

    def find(self, tokens: Sequence[Token]) -> list[Tag]:
        """The phrases in ``tokens``, left to right, without overlap."""
        found: list[Tag] = []
        if not self.candidates:
            return found
        spelled = [token.word for token in tokens]
        for position, word in enumerate(spelled):
            candidates = self.candidates.get(word)
            if candidates and (not found or found[-1].end <= position):
                _take_longest(found, candidates, spelled, position)
        return found


class PhraseIndexes:
    """Several indexes, by kind, searched together in one pass: most words begin a phrase of no kind."""

    def __init__(self, indexes: Mapping[str, PhraseIndex]) -> None:
        self.kinds = tuple(indexes)
        self._starting: dict[str, list[tuple[str, list[Candidate]]]] = {}
        for kind, index in indexes.items():
            for word, candidates in index.candidates.items():
                self._starting.setdefault(word, []).append((kind, candidates))

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Tag]]:
        """The phrases of every kind in ``tokens``, left to right, without overlap inside a kind."""
        found: dict[str, list[Tag]] = {kind: [] for kind in self.kinds}
        spelled = [token.word for token in tokens]
        for position, word in enumerate(spelled):
            for kind, candidates in self._starting.get(word, ()):
                tags = found[kind]
                if not tags or tags[-1].end <= position:
                    _take_longest(tags, candidates, spelled, position)
        return found


def _take_longest(found: list[Tag], candidates: Sequence[Candidate], spelled: list[str], position: int) -> None:
    """Add the longest phrase that stands here, if one does."""
    following = spelled[position + 1] if position + 1 < len(spelled) else ""
    for key, entry in candidates:
        length = len(key)
        if length == 1 or (key[1] == following and spelled[position : position + length] == key):
            found.append(Tag(position, position + length, entry))
            return


def read(package: str, name: str) -> dict[str, Any]:
    """One lexicon file of a language package, as TOML gives it."""
    try:
        return tomllib.loads(files(package).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TollbookError(f"not valid TOML: {error}", f"lexicon {package}/{name}.toml", "mend the lexicon") from None


def phrases(kind: str, tables: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Entry]]:
    """The phrases of tables ``{words = [...], …}``: every word of a table has the table's other values."""
    for table in tables:
        entry = Entry(kind, FrozenMapping({key: value for key, value in table.items() if key != "words"}))
        for phrase in table["words"]:
            yield phrase, entry
