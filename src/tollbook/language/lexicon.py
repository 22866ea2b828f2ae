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


class PhraseIndex:
    """Finds phrases in tokens. At each place the longest phrase wins, and of equal ones the first added."""

    def __init__(self, phrases: Iterable[tuple[str, Entry]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        seen: set[tuple[str, ...]] = set()
        for phrase, entry in phrases:
            key = words(phrase)
            if key and key not in seen:
                seen.add(key)
                self._first.setdefault(key[0], []).append((key, entry))
        for candidates in self._first.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))

    def find(self, tokens: Sequence[Token]) -> list[Tag]:
        """The phrases in ``tokens``, left to right, without overlap."""
        found: list[Tag] = []
        position = 0
        while position < len(tokens):
            tag = self._at(tokens, position)
            if tag:
                found.append(tag)
            position = tag.end if tag else position + 1
        return found

    def _at(self, tokens: Sequence[Token], position: int) -> Tag | None:
        for key, entry in self._first.get(tokens[position].word, ()):
            end = position + len(key)
            if end <= len(tokens) and all(tokens[position + n].word == word for n, word in enumerate(key)):
                return Tag(position, end, entry)
        return None


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
