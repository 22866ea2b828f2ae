"""Texts are read as what they are, or refused: never as something that merely decodes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tollbook.collect.decoding import REPORT_LIMIT, decode, refuse_large
from tollbook.records import TollbookError, UsageError

ARABIC = "قال المرصد إن 311 مدنياً قُتلوا، بينهم نساء؛ وأُصيب آخرون في بانياس؟ «نعم»، قال ضباط، ثم انسحبوا."
WESTERN = "Two people’s lives – “lost” at the café; zwölf Tote in der Straße."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_what_unicode_declares_is_read_as_it_was_written(encoding: str, text: str) -> None:
    text = f"x{text}"
    assert decode(text.encode(encoding), "a.txt") == decode(text.encode(), "a.txt")
    assert decode(text.encode(encoding), "a.txt").text == text
    assert decode(text.encode(encoding), "a.txt").note is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ARABIC, WESTERN, "Two killed."])
def test_utf16_without_a_mark_is_recognised_and_said(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert decoded.note is not None
    assert encoding in decoded.note


@pytest.mark.parametrize(("text", "encoding"), [(ARABIC, "windows-1256"), (WESTERN, "windows-1252")])
def test_a_likely_windows_encoding_is_read_and_said(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert decoded.note is not None
    assert encoding in decoded.note


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Двенадцать мирных жителей погибли в Сирии", "windows-1251"),
        ("Двенадцать мирных жителей погибли в Сирии", "koi8-r"),
        ("Δώδεκα άμαχοι σκοτώθηκαν στη Συρία", "windows-1253"),
        ("שנים עשר אזרחים נהרגו בסוריה", "windows-1255"),
        ("Diyarbakır'da on iki kişi öldürüldü", "windows-1254"),
        ("Dwanaście osób zginęło, żołnierze strzelali", "windows-1250"),
        ("قال المرصد السوري ان 311 مدنيا قتلوا", "iso8859-6"),
        ("叙利亚十二名平民死亡", "gbk"),
        ("シリアで十二人が死亡した", "shift_jis"),
    ],
)
def test_an_encoding_that_is_not_certain_is_refused_until_it_is_told(text: str, encoding: str) -> None:
    with pytest.raises(TollbookError, match="is not UTF-8") as refused:
        decode(text.encode(encoding), "a.txt")
    assert "--encoding" in refused.value.do
    assert decode(text.encode(encoding), "a.txt", encoding).text == text


@pytest.mark.parametrize(
    "raw",
    [
        "“Two” died.\nThe café – ".encode() + "the café’s owner".encode("windows-1252"),
        b"Two died.\n" + "the café’s ".encode("windows-1252") + "owner’s".encode(),
        ARABIC.encode().replace(b".", b".\n") + " café".encode("windows-1252"),
        b"Two died.\n" + ARABIC.encode("windows-1256") + ARABIC.encode(),
    ],
)
def test_two_encodings_in_one_file_are_refused_with_line_and_byte(raw: bytes) -> None:
    with pytest.raises(TollbookError, match=r"a\.txt, line 2, byte \d+: .* two encodings in one file"):
        decode(raw, "a.txt")


def test_the_byte_named_is_the_one_that_does_not_fit() -> None:
    raw = "é\nab".encode() + b"\xe9 cd"
    with pytest.raises(TollbookError) as refused:
        decode(raw, "a.txt")
    assert refused.value.where == "a.txt, line 2, byte 6"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "no text"),
        (b" \r\n\t", "no text"),
        (b"\xef\xbb\xbf", "no text"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"two\0killed", "a NUL byte"),
        (b"\0" * 9000, "a NUL byte"),
        (b"two killed.\n" * 1000 + b"x\0y", "a NUL character"),
        (b"\xff\xfea\0b", "bytes that are not utf-16-le"),
        (bytes(range(1, 256)), "is not UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_by_name(raw: bytes, what: str) -> None:
    with pytest.raises(TollbookError, match=what):
        decode(raw, "a.txt")


def test_line_ends_are_left_as_they_are() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n", "a.txt").text == "a\r\nb\rc\n"


def test_an_unknown_encoding_is_wrong_use() -> None:
    for name in ("klingon", "base64", "rot13"):
        with pytest.raises(UsageError, match="not a text encoding"):
            decode(b"two killed", "a.txt", name)


def test_a_report_over_the_limit_is_refused() -> None:
    refuse_large(REPORT_LIMIT, "a.txt")
    with pytest.raises(TollbookError, match="64 MiB"):
        refuse_large(REPORT_LIMIT + 1, "a.txt")


@given(st.binary())
@example(b"\xd8\x00")
@example(b"\0\xd8")
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        text = decode(raw, "a.txt").text
    except TollbookError:
        return
    assert text.strip()
    assert "\0" not in text
    text.encode("utf-8")
