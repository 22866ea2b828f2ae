"""The words of ``words.toml``: floors of vague words, and the nouns that labels are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
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

    def floor(self, said: str) -> int:
        """The least number of people that a vague word stands for: the longest known phrase in it decides.

        >>> words().floor("tens of thousands"), words().floor("Dozens"), words().floor("a number")
        (20000, 24, 2)
        """
        text = f" {said.casefold()} "
        found = max((phrase for phrase in self.floors if f" {phrase} " in text), key=len, default="plural")
        return self.floors[found]


@cache
def words() -> Words:
    """The words, read once."""
    data = tomllib.loads(files("tollbook.reconcile").joinpath("words.toml").read_text(encoding="utf-8"))
    return Words(data["floors"], data["leaves"], data["nouns"], data["unsaid"])
