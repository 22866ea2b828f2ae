"""Web pages: their main text, and what their metadata plainly says."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tollbook.collect.decoding import HEAD, REPORT_LIMIT, Decoded, decode
from tollbook.records import TollbookError
from tollbook.records.report import is_date

DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# What browsers read these names as (the WHATWG Encoding Standard).
READ_AS = {"iso8859-1": "windows-1252", "ascii": "windows-1252"}
PUBLISHED_NAMES = {
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.issued", "parsely-pub-date", "pubdate", "publishdate", "sailthru.date",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """The main text of a page with the metadata that a report can use."""

    text: str
    title: str | None
    published: str | None
    publisher: str | None
    language: str | None
    url: str | None
    note: str | None


def read_page(raw: bytes, where: str, encoding: str | None = None) -> Page:
    """The main text of an HTML page, without menus, comments and advertisements (found by trafilatura).

    The publication date is taken only if the page's own metadata agree on one day. TollbookError if there is no main
    text.
    """
    decoded = _decode(raw, where, encoding)
    import trafilatura

    tree: Any = trafilatura.load_html(decoded.text, max_size=REPORT_LIMIT)
    found: Any = trafilatura.bare_extraction(tree, include_comments=False) if tree is not None else None
    text = (found.text or "").strip() if found else ""
    if not text:
        raise TollbookError("no main text found on the page", where, "save it as text (.txt) and collect that")
    metadata = dict(_metadata(tree))
    published, doubt = _agreed(_dates(tree))
    return Page(
        text=text,
        title=metadata.get("og:title") or (tree.findtext(".//title") or "").strip() or None,
        published=published,
        publisher=metadata.get("og:site_name"),
        language=_language(tree.get("lang")),
        url=metadata.get("og:url"),
        note="; ".join(filter(None, (decoded.note, doubt))) or None,
    )


def _decode(raw: bytes, where: str, encoding: str | None) -> Decoded:
    """By what we are told, else by the byte order mark, else as the page declares, else by the bytes."""
    declared = DECLARED.search(raw[:HEAD])
    marked = raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if encoding is None and declared and not marked:
        try:
            name = codecs.lookup(declared[1].decode()).name
        except LookupError:
            return decode(raw, where)
        # A page that can be read as ASCII, to find this declaration, is not UTF-16, whatever it declares.
        encoding = None if name.startswith("utf-16") else READ_AS.get(name, name)
    return decode(raw, where, encoding)


def _metadata(tree: Any) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content := (element.get("content") or "").strip():
            yield name.lower(), content


def _dates(tree: Any) -> Iterator[str]:
    yield from (content for name, content in _metadata(tree) if name in PUBLISHED_NAMES)
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                yield from _published_in(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue  # damaged metadata say nothing; the text does not depend on them


def _published_in(value: Any) -> Iterator[str]:
    """``datePublished`` of the things a page describes at its top: schema.org in JSON-LD."""
    things: Iterable[Any] = value if isinstance(value, list) else [value]
    for thing in things:
        if isinstance(thing, dict):
            if isinstance(thing.get("datePublished"), str):
                yield thing["datePublished"]
            yield from _published_in(thing.get("@graph", []))


def _agreed(candidates: Iterable[str]) -> tuple[str | None, str | None]:
    """The one publication date that all candidates agree on by day, as precise as any of them says; or a note."""
    dates = sorted(filter(None, map(_iso, candidates)), key=len, reverse=True)
    days = sorted({date[:10] for date in dates})
    if len(days) > 1:
        return None, f"the page gives several publication dates ({', '.join(days)}): give --published"
    return (dates[0] if dates else None), None


def _iso(text: str) -> str | None:
    """A day, or an instant if it has a zone; None for what is not an ISO date.

    >>> _iso("2025-03-08T03:09:00+02:00"), _iso("2025-03-08T03:09:00"), _iso("8 March")
    ('2025-03-08T03:09:00+02:00', '2025-03-08', None)
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    instant = at.isoformat()
    return instant if at.tzinfo and is_date(instant) else at.date().isoformat()


def _language(code: str | None) -> str | None:
    match = re.match(r"[a-zA-Z]{2}(?=[-_]|$)", code or "")
    return match[0].lower() if match else None
