"""Which language a stretch of text is in, told by its commonest small words.

A text in another language than the one it is read in would give few numbers or wrong ones, silently. Small words such
as "the", "de la" or "ve bir" tell languages apart, anyone can look them up (``function_words.toml``), and names or
borrowed words do not disturb them. Too little evidence decides nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from tollbook.language.lexicon import read
from tollbook.language.tokens import Sentence, words

LEAST = 3
"""Different small words that are needed to recognise a language: fewer stand in any name."""
CLEARLY = 2
"""Times that the small words of another language must outnumber those of the expected one."""
OTHER_SCRIPT = "another script"
SHOWN = 5
"""Words shown as evidence."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A language other than the expected one, and some of the words that tell it."""

    name: str
    words: tuple[str, ...]


class Recogniser:
    """Tells the sentences of one language, by its code and the script of its letters, from those of others."""

    def __init__(self, code: str, script: str) -> None:
        self._script = script
        self._own = function_words(code)
        self._others = {name: listed for other, (name, listed) in _small_words().items() if other != code}
        self._foreign = frozenset[str]().union(*self._others.values()) - self._own
        self._small = self._own | self._foreign

    def recognise(self, sentences: Sequence[Sentence]) -> tuple[Recognised | None, list[Recognised | None]]:
        """The other language that the whole text is in, and that of each sentence; None: the expected one, or unknown.

        A sentence that tells nothing ("Homs: 12") goes with its neighbours where those are in another language.
        """
        told = [self._telling(sentence) for sentence in sentences]
        evidence, whole = [Counter(one) for one in told], Counter(chain.from_iterable(told))
        found = [self._judged(one) for one in evidence]
        if any(found):
            silent = [one is None and not self._is_own(said) for one, said in zip(found, evidence, strict=True)]
            before, after = _spread(found, silent), _spread(found[::-1], silent[::-1])[::-1]
            found = [one if one and other else None for one, other in zip(before, after, strict=True)]
        return self._judged(whole), found

    def _is_own(self, evidence: Mapping[str, int]) -> bool:
        """Whether most of the small words are the expected language's."""
        own = sum(count for word, count in evidence.items() if word in self._own)
        return 2 * own > sum(evidence.values())

    def _telling(self, sentence: Sentence) -> list[str]:
        """The small words in a sentence, of any language, and its words in another script."""
        spelled = [token.word for token in sentence.tokens]
        return [word for word in spelled if word in self._small or not (word.isascii() or self._in_script(word))]

    def _in_script(self, word: str) -> bool:
        return in_script(word[0], self._script)

    def _judged(self, evidence: Mapping[str, int]) -> Recognised | None:
        """The language whose small words clearly outnumber the expected one's; words of both decide nothing."""
        foreign = evidence.keys() - self._own
        if len(foreign) < LEAST:
            return None
        rivals = {**self._others, OTHER_SCRIPT: foreign - self._foreign}
        weights = {name: sum(evidence[word] for word in foreign & listed) for name, listed in rivals.items()}
        name = max(weights, key=lambda one: weights[one])
        told = sorted(foreign & rivals[name], key=lambda word: (-evidence[word], word))
        ours = sum(evidence[word] for word in evidence.keys() & self._own - rivals[name])
        clear = len(told) >= LEAST and weights[name] > CLEARLY * ours
        return Recognised(name, tuple(told[:SHOWN])) if clear else None


def function_words(code: str) -> frozenset[str]:
    """The small words of a language, folded."""
    return _small_words()[code][1]


def _spread(found: Sequence[Recognised | None], silent: Sequence[bool]) -> list[Recognised | None]:
    """Each judgement, that of the last sentence before where one tells nothing; the first silent ones have the next."""
    current = next((one for one, quiet in zip(found, silent, strict=True) if not quiet), None)
    spread: list[Recognised | None] = []
    for one, quiet in zip(found, silent, strict=True):
        current = current if quiet else one
        spread.append(current)
    return spread


def ordinary_endings(code: str) -> tuple[str, ...]:
    """Endings of words that are no names."""
    return tuple(_data()[code]["endings"].split())


@cache
def _small_words() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Name and small words of every language in ``function_words.toml``, by its code."""
    return {code: (table["name"], frozenset(words(table["words"]))) for code, table in _data().items()}


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    """The file as it is."""
    return read("tollbook.language", "function_words")


@lru_cache(maxsize=4096)
def in_script(letter: str, script: str) -> bool:
    """Whether a sign is no letter of another script."""
    return not letter.isalpha() or unicodedata.name(letter, script).startswith(script)
