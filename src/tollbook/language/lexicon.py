"""Lexicons as data: phrases with what they mean, read from TOML and found in tokens by their longest match."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import pairwise
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


@dataclass(slots=True)
class _Beginning:
    """The phrases that begin with one word: the word alone, and longer ones by their second word, the longest first."""

    alone: Entry | None = None
    longer: dict[str, list[tuple[list[str], Entry]]] = field(default_factory=dict)

    def extend(self, found: list[Tag], spelled: list[str], position: int) -> None:
        """Add the longest phrase that stands here, if one does; ``spelled`` ends with an empty word."""
        for key, entry in self.longer.get(spelled[position + 1], ()):
            if spelled[position : position + len(key)] == key:
                found.append(Tag(position, position + len(key), entry))
                return
        if self.alone:
            found.append(Tag(position, position + 1, self.alone))


class PhraseIndex:
    """Finds phrases in tokens. At each place the longest phrase wins, and of equal ones the first added."""

    def __init__(self, phrases: Iterable[tuple[str, Entry]]) -> None:
        self.beginnings: dict[str, _Beginning] = {}
        by_length = sorted(((words(phrase), entry) for phrase, entry in phrases), key=lambda pair: -len(pair[0]))
        for key, entry in by_length:
            if not key:
                continue
            beginning = self.beginnings.setdefault(key[0], _Beginning())
            if len(key) == 1:
                beginning.alone = beginning.alone or entry
            else:
                beginning.longer.setdefault(key[1], []).append((list(key), entry))

    def find(self, tokens: Sequence[Token]) -> list[Tag]:
        """The phrases in ``tokens``, left to right, without overlap."""
        found: list[Tag] = []
        spelled = [*(token.word for token in tokens), ""]
        for position, word in enumerate(spelled):
            beginning = self.beginnings.get(word)
            if beginning and (not found or found[-1].end <= position):
                beginning.extend(found, spelled, position)
        return found


class PhraseIndexes:
    """Several indexes, by kind, searched together in one pass: most words, and pairs of words, begin no phrase."""

    def __init__(self, indexes: Mapping[str, PhraseIndex]) -> None:
        self.kinds = tuple(indexes)
        self._alone: dict[str, list[tuple[str, _Beginning]]] = {}
        self._pairs: dict[tuple[str, str], list[tuple[str, _Beginning]]] = {}
        for kind, index in indexes.items():
            for word, beginning in index.beginnings.items():
                if beginning.alone:
                    self._alone.setdefault(word, []).append((kind, beginning))
                    continue
                for second in beginning.longer:
                    self._pairs.setdefault((word, second), []).append((kind, beginning))

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Tag]]:
        """The phrases of every kind in ``tokens``, left to right, without overlap inside a kind."""
        found: dict[str, list[Tag]] = {kind: [] for kind in self.kinds}
        spelled = [*(token.word for token in tokens), ""]
        for position, pair in enumerate(pairwise(spelled)):
            for kind, beginning in (*self._alone.get(pair[0], ()), *self._pairs.get(pair, ())):
                tags = found[kind]
                if not tags or tags[-1].end <= position:
                    beginning.extend(tags, spelled, position)
        return found


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
