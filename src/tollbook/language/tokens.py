"""Words, numbers and signs with their places in the text; sentences and paragraphs. One pass, linear in the length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Soft hyphens, zero-width and bidirectional controls: part of a word as printed, not of its spelling."""

TOKEN = re.compile(
    rf"(?P<number>\d+(?:[.,\u00a0\u202f]\d+)*)"
    rf"|(?P<word>[^\W\d_](?:[^\W\d_]|[{INVISIBLE}\u0300-\u036f])*)"
    rf"|(?P<newline>[^\S\n]*\n\s*)"
    rf"|(?P<sign>[^\s{INVISIBLE}])"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_APOSTROPHES = str.maketrans("’‘ʼ＇", "''''")
LONGEST_SENTENCE = 250
"""Tokens after which a sentence is cut: the work stays linear in text without full stops."""
TERMINALS = frozenset(".!?…")
CLOSERS = frozenset("\"'”’»)]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign. ``word`` is its folded spelling, ``text[start:end]`` what is printed."""

    start: int
    end: int
    word: str
    is_number: bool
    is_capital: bool
    glued: bool

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return not self.is_number and self.word[:1].isalpha()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Consecutive tokens that end with a full stop or a line's end."""

    tokens: tuple[Token, ...]
    paragraph: int

    @property
    def start(self) -> int:
        """Where the sentence begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends, end exclusive."""
        return self.tokens[-1].end


def fold(text: str) -> str:
    """The spelling by which words are compared: no case, no invisible signs, plain apostrophes and digits.

    >>> fold("Obser\u00advatory’s")
    "observatory's"
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_APOSTROPHES)
    return plain.casefold()


def words(text: str) -> tuple[str, ...]:
    """The folded words and signs of a phrase, as tokens would carry them."""
    return tuple(fold(match.group()) for match in TOKEN.finditer(text) if match.lastgroup != "newline")


def sentences(text: str, abbreviations: Set[str]) -> Iterator[Sentence]:
    """The sentences of a text, in order. ``abbreviations`` are folded words that a full stop does not end.

    A line's end closes a sentence unless the next line goes on in lower case or with a digit: wrapped prose.
    """
    tokens: list[Token] = []
    paragraph, previous_end = 0, -1
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "newline":
            follower = text[match.end() : match.end() + 1]
            blank_line = match.group().count("\n") > 1
            wrapped = follower.islower() or follower.isdigit()
            if blank_line or not wrapped or (tokens and _closes(tokens)):
                if tokens:
                    yield Sentence(tuple(tokens), paragraph)
                    tokens = []
                paragraph += 1
            continue
        printed = match.group()
        if tokens and (
            len(tokens) == LONGEST_SENTENCE or _ends_here(tokens, printed, match.start() > previous_end, abbreviations)
        ):
            yield Sentence(tuple(tokens), paragraph)
            tokens = []
        tokens.append(_token(match, printed, kind == "number", previous_end))
        previous_end = match.end()
    if tokens:
        yield Sentence(tuple(tokens), paragraph)


def _token(match: re.Match[str], printed: str, is_number: bool, previous_end: int) -> Token:
    return Token(
        match.start(), match.end(), fold(printed), is_number, printed[:1].isupper(), match.start() == previous_end
    )


def _closes(tokens: list[Token]) -> bool:
    return tokens[-1].word in TERMINALS or tokens[-1].word in CLOSERS or tokens[-1].word == ":"


def _ends_here(tokens: list[Token], following: str, spaced: bool, abbreviations: Set[str]) -> bool:
    """Whether a sentence ends before the next token: a terminal (and closing quotes), a space, and a new beginning."""
    if not spaced or following[:1].islower() or following in CLOSERS:
        return False
    last = len(tokens) - 1
    while last > 0 and tokens[last].word in CLOSERS:
        last -= 1
    if tokens[last].word not in TERMINALS:
        return False
    before = tokens[last - 1] if last else None
    abbreviated = before is not None and (before.word in abbreviations or _initial(before))
    return not (tokens[last].word == "." and abbreviated)


def _initial(token: Token) -> bool:
    return len(token.word) == 1 and token.is_word and token.is_capital
