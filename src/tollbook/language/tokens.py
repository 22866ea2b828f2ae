"""Words, numbers and signs with their places in the text; sentences and paragraphs. One pass, linear in the length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import unescape

from tollbook.language.lines import begins_within, full_line

INVISIBLE = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
"""Control characters, soft hyphens, zero-width and bidirectional signs: printed in a word, not spelled."""
RAISED = "\u00b9\u00b2\u00b3\u2070-\u2079\u2020\u2021"
"""Raised digits and daggers: footnote marks."""
LETTER = rf"[^\W\d_{RAISED}]"
SEPARATORS = ".,\u00a0\u2009\u202f\u066b\u066c\uff0c\uff0e"
"""What may stand between the digits of one number."""

TOKEN = re.compile(
    rf"(?P<number>\d+(?:[{INVISIBLE}]*[{SEPARATORS}]?\d+)*)"
    rf"|(?P<word>{LETTER}(?:\.{LETTER})+(?!{LETTER})\.?"
    rf"|{LETTER}+(?:(?:\u00ad\r?\n|[{INVISIBLE}\u0300-\u036f])+{LETTER}+)*[\u0300-\u036f]*)"
    r"|(?P<newline>(?:\r\n?|[\n\x85\u2028\u2029])\s*|</?(?:p|br|div|li|[uo]l|tr|table|h[1-6])\b[^<>]{0,200}>)"
    rf"|(?P<note>(?<=[\w.,;:!?\"”’»)\]])(?:\[(?:\d{{1,3}}|[a-z])\]|[{RAISED}]+|<sup>[^<>]{{1,9}}</sup>))"
    r"|(?P<entity>&(?:amp;){0,3}(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});)"
    r"|(?P<markup></?(?:a|abbr|b|em|font|i|img|mark|q|s|small|span|strong|su[bp]|time|u)\b[^<>]{0,200}>|\*+)"
    rf"|(?P<unseen>[{INVISIBLE}]+)"
    r"|(?P<cell>\t+| {3,}|</?t[dh]\b[^<>]{0,200}>)"
    r"|(?P<sign>\S)"
)
"""Besides words, numbers and signs: line ends, footnote marks, and what is left of a page's HTML or Markdown.

"U.S." is one word; a tab or a wide gap inside a line parts cells, as a bar does."""
_INVISIBLE = re.compile(rf"\u00ad\r?\n|[{INVISIBLE}]")
_APOSTROPHES = str.maketrans("’‘ʼ＇\u066b\u066c", "''''.,")
LONGEST_SENTENCE = 250
"""Tokens after which a sentence is cut: the work stays linear in text without full stops."""
LONGEST_WORD = 100
"""Letters up to which a word's spelling is normalised, which takes time quadratic in its accents; no word is longer."""
SHORTEST_NAME = 4
"""Letters of the shortest name that a full stop and a capital without a space between end a sentence behind."""
SHORTEST_DERIVED = 6
"""Letters of the shortest word that an ending tells from a name: "King" is one."""
TERMINALS = frozenset(".!?…")
CLOSERS = frozenset("\"'”’»)]")
LONGEST_MARK = 2
"""Digits of the number of an entry that begins a sentence: "12. "."""
BAR = "|"
HYPHENS = frozenset("-\u2010")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign. ``word`` is its folded spelling, ``text[start:end]`` what is printed.

    ``is_capital``: a capital letter that tells a name from a word; in a sentence all in capitals known words have none.
    """

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
    """Consecutive tokens that end with a full stop or a line's end; ``notes`` are the footnote marks among them."""

    tokens: tuple[Token, ...]
    paragraph: int
    notes: tuple[Token, ...] = ()
    in_capitals: bool = False

    @property
    def start(self) -> int:
        """Where the sentence begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends, end exclusive."""
        return self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class Orthography:
    """What a language's words say about where sentences end; all folded.

    ``abbreviations`` a full stop does not end; behind ``small`` words ("the", "of") a line goes on; ``known`` words and
    those with ``endings`` such as "-tion" are no names when they stand in capitals, and known words are put together
    again where a line's end cuts them ("kil-led").
    """

    abbreviations: Set[str] = frozenset()
    small: Set[str] = frozenset()
    known: Set[str] = frozenset()
    endings: tuple[str, ...] = ()

    def is_ordinary(self, word: str) -> bool:
        """Whether a word in capitals is no name."""
        return word in self.known or (len(word) >= SHORTEST_DERIVED and word.endswith(self.endings))


def fold(text: str) -> str:
    """The spelling by which words are compared: no case, no invisible signs, plain apostrophes and digits.

    >>> fold("Obser\u00advatory’s")
    "observatory's"
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    plain = _INVISIBLE.sub("", text).translate(_APOSTROPHES)
    if len(plain) <= LONGEST_WORD:
        plain = unicodedata.normalize("NFKC", plain).translate(_APOSTROPHES)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain).casefold()


@lru_cache(maxsize=2**16)
def spelled(printed: str) -> str:
    """The spelling of a token; abbreviations lose their last full stop: "U.S." and "U.S" are one word."""
    word = fold(printed)
    return word.rstrip(".") if len(word) > 1 and word[0].isalpha() else word


def words(text: str) -> tuple[str, ...]:
    """The folded words and signs of a phrase, as tokens would carry them."""
    return tuple(spelled(match.group()) for match in TOKEN.finditer(text) if match.lastgroup in _SPOKEN)


def sentences(text: str, orthography: Orthography) -> Iterator[Sentence]:
    """The sentences of a text, in order.

    A line's end closes a sentence unless the next line plainly goes on with it: in lower case, with a digit, behind a
    small word, or because the text is wrapped prose and the line is full.
    """
    splitter = _Splitter(text, orthography, full_line(text, orthography.small))
    for match in TOKEN.finditer(text):
        if match.lastgroup == "newline":
            ended = splitter.line_ended(match)
        else:
            ended = match.lastgroup in _SPOKEN and splitter.ends_before(match)
        if ended and splitter.tokens:
            yield splitter.sentence()
        splitter.take(match)
    if splitter.tokens:
        yield splitter.sentence()


_SPOKEN = frozenset(("number", "word", "sign", "entity"))


@dataclass(slots=True)
class _Splitter:
    """The sentence on the way. ``full`` is the length of a full line, ``end`` where the last token or mark ended.

    ``line_is_row``: the line begins with a number, as in "12 in Hama"; one that ``line_has_cells`` ends a sentence.
    """

    text: str
    orthography: Orthography
    full: float
    tokens: list[Token] = field(default_factory=list)
    notes: list[Token] = field(default_factory=list)
    paragraph: int = 0
    line_start: int = 0
    end: int = -1
    in_lower_case: int = 0
    line_begins: bool = True
    line_is_row: bool = False
    line_has_cells: bool = False
    cell_begins: bool = False
    paragraph_ends: bool = False

    def sentence(self) -> Sentence:
        """The sentence so far; the next one begins."""
        tokens, is_ordinary = self.tokens, self.orthography.is_ordinary
        in_capitals = 10 * self.in_lower_case < len(tokens)
        if in_capitals:
            tokens = [replace(one, is_capital=not is_ordinary(one.word)) if one.is_capital else one for one in tokens]
        done = Sentence(tuple(tokens), self.paragraph, tuple(self.notes), in_capitals)
        self.tokens, self.notes, self.in_lower_case = [], [], 0
        return done

    def take(self, match: re.Match[str]) -> None:
        """Take up what was found next."""
        kind, printed, glued = match.lastgroup, match.group(), match.start() == self.end
        if kind == "newline":
            self.line_start, self.line_begins, self.line_has_cells = match.end(), True, False
            self.paragraph += self.paragraph_ends
            return
        if kind == "entity":
            printed = unescape(unescape(printed))
        if kind in ("markup", "unseen", "cell"):
            self.end = match.end() if glued and kind != "cell" else self.end
            self.cell_begins |= kind == "cell"
            return
        if not printed.isspace():
            self.end = match.end()
        word = spelled(printed)
        if kind == "note":
            self.notes.append(Token(match.start(), match.end(), word, _DIGIT.search(word) is not None, False, glued))
        elif kind in _SPOKEN and word.strip():
            self.in_lower_case += kind == "word" and not printed.isupper()
            is_capital = printed[:1].isupper()
            self._add(Token(*match.span(), word, kind == "number", is_capital, glued))

    def _add(self, token: Token) -> None:
        """Add a token; the second half of a word cut at the line's end goes to the first."""
        if self.line_begins and len(self.tokens) > 1 and self.tokens[-1].word in HYPHENS and self.tokens[-1].glued:
            whole = self.tokens[-2].word + token.word
            if whole in self.orthography.known:
                del self.tokens[-1]
                token = replace(self.tokens.pop(), end=token.end, word=whole)
        elif self.cell_begins and self.tokens and not self.line_begins:
            self.tokens.append(Token(self.tokens[-1].end, token.start, BAR, False, False, False))
            self.line_has_cells = True
        self.tokens.append(token)
        self.line_has_cells |= token.word == BAR
        self.line_is_row = token.is_number if self.line_begins else self.line_is_row
        self.line_begins = self.cell_begins = False

    def line_ended(self, match: re.Match[str]) -> bool:
        """Whether a sentence ends with its line; and note whether a paragraph does."""
        gap, follower = match.group(), self.text[match.end() : match.end() + 1]
        if (gap[0] == "<" and "br" not in gap) or _BLANK_LINE.match(gap) or not self.tokens:
            self.paragraph_ends = True
            return True
        if _ENTRY.match(self.text, match.end()):
            self.paragraph_ends = True
            return True
        is_full = match.start() - self.line_start >= self.full
        goes_on = not self._closed() and self._goes_on(follower, is_full)
        self.paragraph_ends = not (goes_on or is_full)
        return not goes_on

    def _goes_on(self, follower: str, is_full: bool) -> bool:
        last = self.tokens[-1]
        if self.line_has_cells:
            return False
        if follower.isdigit():
            return is_full or not (last.is_number or self.line_is_row)
        small = last.word in self.orthography.small and not last.is_number
        return follower.islower() or (begins_within(follower) and (is_full or small))

    def _closed(self) -> bool:
        """Whether the last tokens end a sentence: a full stop but no abbreviation's, with closing quotes; a colon."""
        last = len(self.tokens) - 1
        if self.tokens[last].word == ":":
            return True
        while last > 0 and self.tokens[last].word in CLOSERS:
            last -= 1
        sign = self.tokens[last].word
        return sign in TERMINALS and not (sign == "." and last > 0 and self._abbreviated(last))

    def _abbreviated(self, stop: int) -> bool:
        before = self.tokens[stop - 1]
        initial = len(before.word) == 1 and before.is_word and before.is_capital
        mark = stop == 1 and before.is_number and len(before.word) <= LONGEST_MARK  # "1. 20 from Goma"
        return initial or mark or before.word in self.orthography.abbreviations

    def _lost_line_end(self, following: str) -> bool:
        """Whether a line's end has got lost between two sentences: "near the school.Police said"."""
        stop = len(self.tokens) - 1
        while stop > 0 and self.tokens[stop].word in CLOSERS:
            stop -= 1
        if stop == 0 or self.tokens[stop].word not in TERMINALS:
            return False
        before = self.tokens[stop - 1]
        word = before.is_word and len(before.word) >= (SHORTEST_NAME if before.is_capital else 2)
        return word and len(following) > 1 and following.istitle()

    def ends_before(self, match: re.Match[str]) -> bool:
        """Whether a sentence ends before the next token: a full stop, a space, and a new beginning.

        Behind "U.S." only a small word begins one: "in the U.S. The …". Pages that lose their line ends lose the space.
        """
        if len(self.tokens) == LONGEST_SENTENCE:
            return True
        if not self.tokens or (match.start() == self.end and not self._lost_line_end(match.group())):
            return False
        last, following = self.tokens[-1].word, match.group()
        if "." in last and self.text[self.end - 1] == "." and last[0].isalpha():
            return following.istitle() and fold(following) in self.orthography.small
        if last not in TERMINALS and last not in CLOSERS:
            return False
        opening = following in ('"', "'")
        return not following[0].islower() and (opening or following not in CLOSERS) and self._closed()


_DIGIT = re.compile(r"\d")
_ENTRY = re.compile(r"\(?(?:[a-z]|[ivx]{2,4}|\d{1,2})\)\s|o\s")
"""The mark of an entry that begins a line: "a) ", "(ii) ", or a hollow bullet that has become a letter."""
_BLANK_LINE = re.compile(r"(?:\r\n?+|[\n\x85\u2028])[^\S\r\n]*[\r\n\x85\u2028]|\u2029")
