"""Reading what the user names: the only place of the stage that touches files."""

from __future__ import annotations

import re
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from tollbook.collect.decoding import HEAD, REPORT_LIMIT, decode, refuse_binary, refuse_large, refuse_signature
from tollbook.collect.found import Collected, Defaults, Failure, Format
from tollbook.collect.lines import read_lines, read_object
from tollbook.collect.listing import FORMAT_OF_SUFFIX, find, shown, unreadable
from tollbook.collect.pages import read_page
from tollbook.records import Report, TollbookError, UsageError
from tollbook.records.report import is_date, is_language

Progress = Callable[[int, int | None], None]
# Atomic: each comment has one end, so that a long row of comments is passed over in one go.
WEB_PAGE = re.compile(rb"\s*(?><!--.*?-->\s*)*+<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
LIST_OF_OBJECTS = re.compile(rb"\s*\[\s*\{\s*\"")
NOTHING_TOLD = Defaults()
OBJECT_OVER_LINES = re.compile(rb"\s*\{[ \t\r]*\n")


def read(
    paths: Sequence[Path | None], defaults: Defaults = NOTHING_TOLD, on_progress: Progress | None = None
) -> Iterator[Collected | Failure]:
    """Every report of the files and folders in ``paths``, in order; None is standard input.

    What cannot be read becomes a Failure, and the others go on. JSON Lines are read in constant memory, apart from some
    hundred bytes a report by which an id that occurs twice is recognised: within one call it names one report.
    ``on_progress`` is told the bytes read and the bytes there are (None: not known).
    UsageError if ``defaults`` do not fit what is read, such as one id for several reports.
    """
    listing = find(paths, defaults.format)
    if defaults.id is not None and len(listing.files) > 1:
        raise UsageError(
            f"one id for {len(listing.files)} files", "--id", "leave it out: texts are named by their files"
        )
    if defaults.published is not None and not is_date(defaults.published):
        do = "give a day (2025-03-08), a month (2025-03) or an instant with its zone (2025-03-08T03:09+02:00)"
        raise UsageError(f"{defaults.published!r} is not a publication date", "--published", do)
    if defaults.language is not None and not is_language(defaults.language):
        raise UsageError(f"{defaults.language!r} is not a language", "--language", "give two letters, such as en")
    missing = (Failure(None, error) for error in listing.errors)
    return chain(missing, _each_id_once(_read_files(listing.files, defaults, on_progress or _tell_nobody)))


def _read_files(
    files: Sequence[Path | None], defaults: Defaults, on_progress: Progress
) -> Iterator[Collected | Failure]:
    sizes = [_size(path) for path in files]
    total = None if None in files else sum(sizes)
    before = 0
    for path, size in zip(files, sizes, strict=True):
        try:
            for found, done in _read_input(path, size, defaults):
                yield found
                on_progress(before + done, total)
        except UsageError:
            raise
        except TollbookError as error:
            yield Failure(_intended_id(path, defaults), error)
        except OSError as error:
            yield Failure(_intended_id(path, defaults), unreadable(error, shown(path)))
        before += size


def _read_input(path: Path | None, size: int, defaults: Defaults) -> Iterator[tuple[Collected | Failure, int]]:
    if path is None:
        ahead = _first_line(sys.stdin.buffer)
        layout = defaults.format or _layout(b"".join(ahead))
        yield from _read_stream(sys.stdin.buffer, ahead, layout, None, defaults)
        return
    layout = defaults.format or FORMAT_OF_SUFFIX[path.suffix.lower()]
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        stream.seek(0)
        if layout is Format.JSONL and b"\n" in head:
            refuse_signature(head, shown(path))  # a NUL byte spoils its line, not the others
        elif defaults.encoding is None:
            refuse_binary(head, shown(path))
        if layout is not Format.JSONL:
            refuse_large(size, shown(path))
        yield from _read_stream(stream, [], layout, path, defaults)


def _read_stream(
    stream: BinaryIO, ahead: list[bytes], layout: Format, path: Path | None, defaults: Defaults
) -> Iterator[tuple[Collected | Failure, int]]:
    where = shown(path)
    if layout in (Format.JSON, Format.JSONL):
        for option, value in (("--id", defaults.id), ("--encoding", defaults.encoding)):
            if value is not None:
                raise UsageError(
                    f"{where} holds JSON, which is UTF-8 and names its reports itself", option, "leave it out"
                )
    if layout is Format.JSONL:
        yield from read_lines(stream, where, defaults, ahead)
        return
    head = b"".join(ahead)
    raw = head + stream.read(max(0, REPORT_LIMIT + 1 - len(head)))
    refuse_large(len(raw), where)
    if layout is Format.JSON:
        yield read_object(raw, where, defaults), len(raw)
    elif layout is Format.HTML:
        yield _from_page(raw, path, defaults), len(raw)
    else:
        yield _from_text(raw, path, defaults), len(raw)


def _from_text(raw: bytes, path: Path | None, defaults: Defaults) -> Collected:
    decoded = decode(raw, shown(path), defaults.encoding)
    report = Report(
        text=decoded.text,
        id=defaults.id or _name(path),
        published=defaults.published,
        language=defaults.language,
        publisher=defaults.publisher,
    )
    return Collected(report, shown(path), raw, "text/plain", decoded.note)


def _from_page(raw: bytes, path: Path | None, defaults: Defaults) -> Collected:
    page = read_page(raw, shown(path), defaults.encoding)
    report = Report(
        text=page.text,
        id=defaults.id or _name(path),
        published=defaults.published or page.published,
        language=defaults.language or page.language,
        publisher=defaults.publisher or page.publisher,
        title=page.title,
        url=page.url,
    )
    return Collected(report, shown(path), raw, "text/html", page.note)


def _each_id_once(found: Iterator[Collected | Failure]) -> Iterator[Collected | Failure]:
    # Hashes instead of the ids and texts themselves: a stream may have millions.
    seen: dict[int, int] = {}
    for entry in found:
        if isinstance(entry, Collected):
            key, text = hash(entry.report.id), int(entry.report.text_hash[:7], 16)
            if key in seen:
                entry = Failure(entry.report.id, _repeated(entry, same=seen[key] == text))
            else:
                seen[key] = text
        yield entry


def _repeated(entry: Collected, *, same: bool) -> TollbookError:
    what = f"the id {entry.report.id!r} has occurred before, with {'the same' if same else 'another'} text"
    do = "leave the repetition out" if same else "give it an id of its own; collect a new version in a call of its own"
    return TollbookError(what, entry.origin, do)


def _first_line(stream: BinaryIO) -> list[bytes]:
    """The lines up to the first one that is not empty: enough to tell the layout, without waiting for more."""
    lines: list[bytes] = []
    while (not lines or not lines[-1].strip()) and (line := stream.readline(REPORT_LIMIT + 1)):
        lines.append(line)
    return lines


def _layout(head: bytes) -> Format:
    """What standard input holds, by its first line (decision 0030)."""
    if OBJECT_OVER_LINES.fullmatch(head):
        return Format.JSON
    if head.removeprefix(BOM_UTF8).lstrip().startswith(b"{") or LIST_OF_OBJECTS.match(head):
        return Format.JSONL
    return Format.HTML if WEB_PAGE.match(head) else Format.TEXT


def _name(path: Path | None) -> str:
    return shown(Path(path.stem)) if path else ""


def _intended_id(path: Path | None, defaults: Defaults) -> str | None:
    """The id that a report would have had, which could not be read. One in JSON would have named itself."""
    names_itself = path is not None and FORMAT_OF_SUFFIX.get(path.suffix.lower()) in (Format.JSON, Format.JSONL)
    return None if names_itself else defaults.id or _name(path) or None


def _size(path: Path | None) -> int:
    try:
        return path.stat().st_size if path else 0
    except OSError:
        return 0  # gone since it was listed: opening it will say so


def _tell_nobody(done: int, total: int | None) -> None:
    """Take progress when nobody asked for it."""
