"""What words mean, one folder a language: lexicons as data, and the few functions that cannot be data."""

from __future__ import annotations

from functools import cache

from tollbook.language.lexicon import PhraseIndex
from tollbook.language.protocol import Language
from tollbook.language.tokens import Sentence, fold
from tollbook.records import TollbookError

LANGUAGES = ("en",)
"""Two-letter codes of the languages that can be read."""


@cache
def load(code: str) -> Language:
    """The language of this code, loaded once; TollbookError if there is no lexicon for it.

    >>> load("en").code
    'en'
    """
    if code == "en":
        from tollbook.language.en import English  # one language's lexicons are loaded only when a report needs them

        return English()
    raise TollbookError(f"no lexicon for the language {code!r}", "language", f"use one of: {', '.join(LANGUAGES)}")


__all__ = ["LANGUAGES", "Language", "PhraseIndex", "Sentence", "fold", "load"]
