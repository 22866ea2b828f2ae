"""What the user names is read, in order, or said to be unreadable."""

import errno
import io
import json
import os
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.collect import Collected, Defaults, Failure, Format, find, lines, read
from tollbook.collect.reading import NOTHING_TOLD
from tollbook.records import Report, UsageError


def reports(*paths: Path | None, defaults: Defaults = NOTHING_TOLD) -> list[Report]:
    return [found.report for found in read(paths, defaults) if isinstance(found, Collected)]


def failures(*paths: Path | None, defaults: Defaults = NOTHING_TOLD) -> list[Failure]:
    return [found for found in read(paths, defaults) if isinstance(found, Failure)]


def write(path: Path, *values: Any) -> Path:
    path.write_text("".join(f"{value if isinstance(value, str) else json.dumps(value)}\n" for value in values))
    return path


def pipe(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


# Texts


def test_a_text_takes_the_name_of_its_file_and_what_it_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "harbour.txt", "Two killed.")
    told = Defaults(published="2025-03-08", language="en", publisher="The Paper")
    assert reports(path, defaults=told) == [Report("Two killed.\n", "harbour", "2025-03-08", "en", "The Paper")]
    assert reports(path, defaults=Defaults(id="mine"))[0].id == "mine"


def test_raw_bytes_are_kept_as_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfTwo killed.\r\n")
    (found,) = read([tmp_path / "a.txt"])
    assert isinstance(found, Collected)
    assert (found.raw, found.media_type) == (b"\xef\xbb\xbfTwo killed.\r\n", "text/plain")
    assert found.report.text == "Two killed.\r\n"


def test_wrong_defaults_are_wrong_use(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", "x"), write(tmp_path / "b.txt", "y")
    line = write(tmp_path / "c.jsonl", {"text": "x"})
    with pytest.raises(UsageError, match="one id for 2 files"):
        read([one, two], Defaults(id="mine"))
    with pytest.raises(UsageError, match="not a publication date"):
        read([one], Defaults(published="8 March"))
    for told in (Defaults(id="mine"), Defaults(encoding="utf-16")):
        with pytest.raises(UsageError, match="holds JSON"):
            list(read([line], told))


def test_a_huge_binary_is_refused_by_its_head_and_a_huge_text_by_its_size(tmp_path: Path) -> None:
    heads = {"a.ndjson": b"%PDF-\n", "b.txt": b"RIFF", "c.txt": b"\0", "d.txt": b"a" * 5000, "e.jsonl": b"\0"}
    for name, head in heads.items():
        with (tmp_path / name).open("wb") as stream:
            stream.write(head)
            stream.truncate(1 << 30)
    told = [failure.error.what for failure in failures(*sorted(tmp_path.iterdir()))]
    assert [what.split(":")[0] for what in told] == [
        "a PDF document, not text",
        "a sound, a film or a WebP picture, not text",
        "a NUL byte",
        "one report of more than 64 MiB",
        "a NUL byte",
    ]


# Files, folders, and what is neither


def test_a_folder_is_read_in_order_and_what_is_left_out_is_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path / "b/two.txt", "Two killed.")
    write(tmp_path / "a.txt", "One killed.")
    write(tmp_path / "z.ndjson", {"id": "z", "text": "Three killed."})
    write(tmp_path / "notes.docx", "")
    write(tmp_path / ".hidden.txt", "")
    (tmp_path / "b/loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "secret.txt").symlink_to(__file__)
    os.mkfifo(tmp_path / "pipe.txt")
    assert [report.id for report in reports(tmp_path)] == ["a", "two", "z"]
    assert {(path.name, reason) for path, reason in find([tmp_path]).ignored} == {
        ("notes.docx", "not a kind of file that reports come in"),
        (".hidden.txt", "hidden"),
        ("loop", "a link; what it leads to is read only if it is named itself"),
        ("gone.txt", "a link; what it leads to is read only if it is named itself"),
        ("secret.txt", "a link; what it leads to is read only if it is named itself"),
        ("pipe.txt", "a pipe or a device"),
    }


def test_what_is_not_there_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path / "a.txt", "One killed.")
    write(tmp_path / "a.docx", "One killed.")
    paths = [tmp_path / name for name in ("none.txt", "empty", "pipe.txt", "a.docx", "a.txt")]
    assert [report.id for report in reports(*paths)] == ["a"]
    assert [failure.error.what for failure in failures(*paths)] == [
        "no such file or folder",
        "a folder without reports",
        "a pipe or a device, not a file",
        "unknown kind of file '.docx'",
    ]
    assert reports(tmp_path / "a.docx", defaults=Defaults(format=Format.TEXT))[0].id == "a"


def test_a_file_without_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_arguments: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    file = write(tmp_path / "a.txt", "One killed.")
    monkeypatch.setattr(Path, "open", refuse)  # root may read everything, whatever the file's mode
    (failure,) = failures(file)
    assert "Permission denied" in failure.error.what


def test_a_file_name_of_any_bytes_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        path.write_text("One killed.")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    (report,) = reports(path)
    assert report.id == "caf\ufffd"


# JSON


def test_a_json_file_is_one_report(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"id": "x", "text": "Two killed.", "published": "2025-03-08", "via": "AFP"}, indent=1))
    assert reports(path, defaults=Defaults(published="2020-01-01", publisher="P")) == [
        Report("Two killed.", "x", "2025-03-08", publisher="P")
    ]


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        ('{"id": "x"\n "text": "y"}', "line 2, column 2", "not valid JSON"),
        ('{"id": "x", "text": "y"}\n{"id": "z", "text": "y"}', "line 2, column 1", "Extra data"),
        ('[{"id": "x", "text": "y"}]', "", "a JSON list"),
        ('"x"', "", "a str, where a report is expected"),
        ('{"id": "x", "text": " "}', "", "no text"),
        ('{"id": "x"}', "", 'no "text"'),
        ('{"id": 3, "text": "x"}', "", '"id" is not a string'),
        ('{"text": "x", "text": "y"}', "", "'text' occurs twice"),
        ('{"text": "x", "published": "8 March"}', "", "not a publication date"),
        ('{"text": "x", "title": 3}', "title", "int found, str expected"),
        ("[" * 100_000, "", "not readable JSON"),
        ("1" * 10_000, "", "not readable JSON"),
        (r'{"text": "x\ud800"}', "character 2 of 'text'", "half of a character"),
        (r'{"text": "x", "id": "\udfff"}', "character 1 of 'id'", "half of a character"),
        (r'{"text": "x\u0000"}', "character 2 of 'text'", "a NUL character"),
    ],
)
def test_what_is_wrong_with_a_report_is_said_with_its_place(
    tmp_path: Path, content: str, where: str, what: str
) -> None:
    path = write(tmp_path / "a.json", content)
    (failure,) = failures(path)
    assert failure.error.where.startswith(str(path))
    assert where in failure.error.where
    assert what in failure.error.what


def test_a_bad_line_becomes_a_failure_and_the_others_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"id": "a", "text": "One."}\r\n'
        b"\n"
        b'{"id": "b", "text": \n'
        b'{"id": "c", "text": "\\ud800"}\n'
        b'{"id": "d", "text": "caf\xe9"}\n'
        b'{"id": "e", "text": "Two."}\n'
        b'{"id": "f", "text": "Thr'
    )
    found = list(read([path]))
    assert [entry.report.id if isinstance(entry, Collected) else entry.id for entry in found] == [
        "a", None, "c", None, "e", None,
    ]  # fmt: skip
    places = [entry.error.where.removeprefix(f"{path}, ") for entry in found if isinstance(entry, Failure)]
    assert places == ["line 3, column 21", "line 4, character 1 of 'text'", "line 5, byte 25", "line 7, column 21"]
    first = found[0]
    assert isinstance(first, Collected)
    assert first.origin == f"{path}, line 1"


def test_an_id_names_one_report_in_a_stream(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl",
        {"id": "a", "text": "x"},
        {"id": "a", "text": "y"},
        {"id": "a", "text": "x"},
        {"text": "z"},
    )
    assert [report.text for report in reports(path)] == ["x", "z"]
    assert [(failure.id, failure.error.what) for failure in failures(path)] == [
        ("a", "the id 'a' has occurred before, with another text"),
        ("a", "the id 'a' has occurred before, with the same text"),
    ]


def test_a_line_over_the_limit_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "REPORT_LIMIT", 1000)
    monkeypatch.setattr("tollbook.collect.decoding.REPORT_LIMIT", 1000)
    path = write(tmp_path / "a.jsonl", {"id": "a", "text": "x" * 50_000_000}, {"id": "b", "text": "y"})
    tracemalloc.start()
    found = list(read([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [type(entry) for entry in found] == [Failure, Collected]
    assert peak < 40_000_000


def test_json_lines_are_read_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as stream:
        for number in range(3000):
            stream.write(json.dumps({"id": str(number), "text": "x" * 10_000}) + "\n")
    tracemalloc.start()
    assert sum(isinstance(found, Collected) for found in read([path])) == 3000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000


@settings(max_examples=50)
@given(st.lists(st.binary(max_size=40)))
def test_any_lines_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(b"\n".join([b'{"text": "One."}', *raw, b'{"text": "Two."}']))
    *_, last = read([path])
    assert isinstance(last, Collected)


# Web pages


def test_what_a_page_says_about_itself_is_outranked_by_what_the_reader_says(tmp_path: Path) -> None:
    head = "<title>Toll rises</title><meta property='og:site_name' content='The Paper'>"
    head += "<meta name='date' content='2025-03-08'>"
    body = "<p>Twelve people were killed in the harbour on Friday, a doctor of the town said to the reporters.</p>" * 3
    (tmp_path / "a.html").write_text(
        f"<html lang='en'><head>{head}</head><body><article>{body}</article></body></html>"
    )
    (page,) = reports(tmp_path / "a.html")
    assert (page.id, page.title, page.publisher, page.published, page.language) == (
        "a", "Toll rises", "The Paper", "2025-03-08", "en",
    )  # fmt: skip
    (told,) = reports(tmp_path / "a.html", defaults=Defaults(published="2025-03-09", publisher="Another"))
    assert (told.published, told.publisher) == ("2025-03-09", "Another")


# Standard input


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        (b"Two killed.\nThree hurt.", ["Two killed.\nThree hurt."]),
        (b'\n {"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
        (b'{\n "text": "a"\n}\n', ["a"]),
        (b"\n\n", []),
        (b"<!-- a --> <!DOCTYPE html><html><body><p>Two killed.</p></body></html>", ["Two killed."]),
        (b"<!-- -->" * 5000 + b" Two", ["<!-- -->" * 5000 + " Two"]),
    ],
)
def test_standard_input_is_text_or_json_by_its_first_line(
    monkeypatch: pytest.MonkeyPatch, raw: bytes, texts: list[str]
) -> None:
    pipe(monkeypatch, raw)
    assert [report.text for report in reports(None)] == texts


def test_a_json_list_on_standard_input_is_not_taken_for_text(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, b'[{"text": "a"}]')
    (failure,) = failures(None)
    assert "a JSON list" in failure.error.what
    pipe(monkeypatch, b"[Update] Two killed.")
    assert reports(None)[0].text == "[Update] Two killed."


def test_the_format_of_standard_input_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, b"{Two killed.}")
    assert reports(None, defaults=Defaults(format=Format.TEXT))[0].text == "{Two killed.}"


def test_progress_counts_bytes_up_to_the_whole(tmp_path: Path) -> None:
    paths = [write(tmp_path / "a.txt", "Two killed."), write(tmp_path / "b.jsonl", {"text": "a"}, {"text": "b"})]
    told: list[tuple[int, int | None]] = []
    list(read(paths, on_progress=lambda done, total: told.append((done, total))))
    total = sum(path.stat().st_size for path in paths)
    assert told[-1] == (total, total)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
