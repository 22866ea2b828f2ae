"""The words of ``words.toml``: floors of vague words, and what labels and remarks are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """The contents of ``words.toml``."""

    floors: Mapping[str, int]
    leaves: Mapping[str, Sequence[str]]
    nouns: Mapping[str, Mapping[str, str]]
    unsaid: Mapping[str, str]
    marks: Mapping[str, str]
    definition: Mapping[str, str]
    names: Mapping[str, Sequence[str]]
    outside: Mapping[str, str]
    scopes: Mapping[str, str]

    def floor(self, said: str) -> int:
        """The least number of people that a vague word stands for: the longest known phrase in it decides.

        >>> words().floor("tens of thousands"), words().floor("Dozens"), words().floor("a number")
        (20000, 24, 2)
        """
        return self.floors[longest(said, self.floors) or "plural"]


def longest(said: str, phrases: Iterable[str]) -> str | None:
    """The longest of some phrases that stands in words as printed; None if none does."""
    text = f" {said.casefold()} "
    return max((phrase for phrase in phrases if f" {phrase.casefold()} " in text), key=len, default=None)


@cache
def words() -> Words:
    """The words, read once."""
    data = tomllib.loads(files("tollbook.reconcile").joinpath("words.toml").read_text(encoding="utf-8"))
    return Words(**data)
