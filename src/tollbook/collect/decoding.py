"""From bytes to text, without ever guessing silently.

UTF-8, UTF-16 and UTF-32 prove themselves. Windows-1252 and Windows-1256 cannot, so they are accepted only where the
bytes would hardly make sense as anything else, and with a note that says so. Whatever remains is refused, with the
place of the first byte that does not fit. Why: decision 0031.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from tollbook.records import TollbookError, UsageError

REPORT_LIMIT = 64 * 1024 * 1024
"""The most bytes that one report may have: 64 MiB, some ten thousand pages."""

HEAD = 4096
"""How many bytes tell what a file is."""

BYTE_ORDER_MARKS = (  # UTF-32 first: its mark begins with the one of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, a film or a WebP picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# An Arabic letter and the punctuation after it, in Windows-1256, can look like one character of UTF-8.
LETTER_AND_PUNCTUATION = re.compile(rb"[\xc2-\xf4][\x85\x93\x94\xa0\xa1\xab\xba\xbb\xbf]{1,3}")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
ARABIC_WORD = re.compile(r"[ء-ي]{3}")
# Both stand in Windows-1256, but no word has both: then it is a third script, such as Cyrillic.
TWO_SCRIPTS_IN_A_WORD = re.compile(r"[ء-ي][à-üœŒ]|[à-üœŒ][ء-ي]")
# Every alphabet lies below U+3000; above U+D7FF come surrogates and presentation forms. ASCII lies between.
NO_HIGH_BYTE = re.compile(rb"[\x30-\xd7]")
# Three accented letters in a row, a symbol inside a word, or a letter in which Windows-1252 differs from the
# Turkish Windows-1254: then it is more likely another encoding than a western text.
HARDLY_WESTERN = re.compile(r"[À-ÖØ-öø-ÿ]{3}|[ÐÝÞðýþ]|[^\W\d_][¡-¬®-¶¸-¿×÷€‚ƒ„…†‡ˆ‰‹›•˜™][^\W\d_]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and a note where its encoding had to be worked out."""

    text: str
    note: str | None = None


def decode(raw: bytes, where: str, encoding: str | None = None) -> Decoded:
    """The text of ``raw``: no byte order mark, line ends as they are.

    ``encoding`` is what the reader was told; without it the bytes decide. TollbookError if there is no text in it, if
    it is binary, or if the encoding is neither told nor certain.

    >>> decode("12 قتيلاً في بانياس، بينهم طفل".encode("windows-1256"), "a.txt").note
    'read as windows-1256, which nothing declares: check that it reads well, or give --encoding'
    """
    if encoding is not None:
        text, note = _strictly(raw, encoding, where), None
    else:
        refuse_binary(raw[:HEAD], where)
        text, note = _by_the_bytes(raw, where)
    text = text.removeprefix("\ufeff")
    if (nul := text.find("\0")) >= 0:
        raise TollbookError("a NUL character", f"{where}, {_line(text, nul)}", "remove it; the file may be damaged")
    if not text.strip():
        raise TollbookError("no text", where, "leave it out, or export it again")
    return Decoded(text, note)


def refuse_signature(head: bytes, where: str) -> None:
    """Refuse a kind of file that its first bytes name.

    >>> refuse_signature(b"%PDF-1.7", "a.txt")
    Traceback (most recent call last):
    tollbook.records.errors.TollbookError: a.txt: a PDF document, not text. What to do: save it as text ...
    """
    for signature, name in SIGNATURES:
        if head.startswith(signature):
            raise TollbookError(f"{name}, not text", where, "save it as text (.txt) or as a web page (.html) first")


def refuse_binary(head: bytes, where: str) -> None:
    """Refuse what its first bytes show to be no text."""
    refuse_signature(head, where)
    nul = head.find(b"\0")
    if nul >= 0 and not _declared(head) and not _utf16_without_mark(head):
        what = "a NUL byte: binary data, or a damaged text"
        raise TollbookError(what, f"{where}, byte {nul + 1}", "save it as text, in UTF-8")


def refuse_large(size: int, where: str) -> None:
    """Refuse one report of more than ``REPORT_LIMIT`` bytes."""
    if size > REPORT_LIMIT:
        raise TollbookError(
            f"one report of more than {REPORT_LIMIT // 1024**2} MiB",
            where,
            "split it, or write JSON Lines: a report a line",
        )


def _by_the_bytes(raw: bytes, where: str) -> tuple[str, str | None]:
    if declared := _declared(raw):
        return _strictly(raw, declared, where), None
    if b"\0" in raw and (utf16 := _utf16_without_mark(raw)):
        note = f"read as {utf16}, which nothing declares: check that it reads well, or give --encoding"
        return _strictly(raw, utf16, where), note
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError as error:
        legacy = _legacy(raw)
        if legacy is None:
            raise _unclear(raw, error, where) from None
    note = f"read as {legacy}, which nothing declares: check that it reads well, or give --encoding"
    return raw.decode(legacy), note


def _declared(raw: bytes) -> str | None:
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if raw.startswith(mark)), None)


def _strictly(raw: bytes, encoding: str, where: str) -> str:
    try:
        return codecs.decode(raw, encoding)
    except UnicodeDecodeError as error:
        raise TollbookError(
            f"bytes that are not {encoding}", _byte(raw, error.start, where), "name the right encoding with --encoding"
        ) from None
    except (LookupError, TypeError, ValueError):
        raise UsageError(
            f"{encoding!r} is not a text encoding", "--encoding", "write for example windows-1256"
        ) from None


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 shows itself by its spaces and line ends: every second byte of those is NUL, and never the other one."""
    first, second = raw[0::2], raw[1::2]
    for encoding, high, low in (("utf-16-be", first, second), ("utf-16-le", second, first)):
        if b"\0" in high and b"\0" not in low and not NO_HIGH_BYTE.search(high):
            # Incrementally: the head of a file may end in the middle of a character.
            text = codecs.getincrementaldecoder(encoding)("replace").decode(raw)
            return encoding if not CONTROL.search(text) else None
    return None


def _legacy(raw: bytes) -> str | None:
    """Windows-1252 or Windows-1256, if the bytes hardly make sense as anything else."""
    arabic = raw.decode("windows-1256")
    if CONTROL.search(arabic):
        return None
    if ARABIC_WORD.search(arabic):
        return "windows-1256" if _is_arabic(arabic, raw) else None
    try:
        western = raw.decode("windows-1252")
    except UnicodeDecodeError:
        return None
    return "windows-1252" if not UTF8_SEQUENCE.search(raw) and not HARDLY_WESTERN.search(western) else None


def _is_arabic(text: str, raw: bytes) -> bool:
    """Alif and lam, the article, are a quarter of the letters of Arabic (in Persian a seventh)."""
    letters = sum("ء" <= character <= "ي" for character in text)
    sequences = UTF8_SEQUENCE.findall(raw)
    return (
        10 * (text.count("ا") + text.count("ل")) >= letters >= 10 * len(sequences)
        and all(map(LETTER_AND_PUNCTUATION.fullmatch, sequences))
        and not TWO_SCRIPTS_IN_A_WORD.search(text)
    )


def _unclear(raw: bytes, error: UnicodeDecodeError, where: str) -> TollbookError:
    mixed = ", though others are (perhaps two encodings in one file)" if UTF8_SEQUENCE.search(raw) else ""
    guess = None if mixed else _guess(raw)
    return TollbookError(
        f"byte {raw[error.start]:#04x} is not UTF-8{mixed}",
        _byte(raw, error.start, where),
        f"save it again in UTF-8, or name its one encoding with --encoding{f' (perhaps {guess})' if guess else ''}",
    )


def _guess(raw: bytes) -> str | None:
    """What statistics suggest. Only ever shown to a person, never acted upon: on short texts it is often wrong."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw[: 16 * HEAD]).best()
    return best.encoding if best else None


def _line(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"


def _byte(raw: bytes, position: int, where: str) -> str:
    line = raw.count(b"\n", 0, position) + 1
    return f"{where}, line {line}, byte {position + 1}"
