"""What goes in: a report, and the preserved bytes it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from hashlib import sha256

from tollbook.records.errors import TollbookError

# No report of another millennium: a year like 0205 is a slip, and calendars end at 9999.
PUBLISHED = re.compile(r"[12]\d{3}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Report:
    """One version of one report: a text, and where it came from.

    ``text`` is kept exactly as given: every offset in a claim counts its code points.
    ``published`` is an ISO date, a month, or an instant with a zone; ``language`` a two-letter code.
    ``id`` names the report across versions; without one it is made from the text.

    >>> Report(text="Two people were killed.", published="2025-03-08").id
    'report-0d34e973f88a'
    """

    text: str
    id: str = ""
    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    text_hash: str = field(init=False, default="")

    def __post_init__(self) -> None:
        where = self.id or "report"
        try:
            digest = sha256(self.text.encode("utf-8")).hexdigest()
        except UnicodeEncodeError as error:
            raise TollbookError(
                "the text contains half of a character (a lone surrogate)",
                f"{where}, character {error.start + 1}",
                "export the text again as UTF-8",
            ) from None
        if self.published is not None and not is_date(self.published):
            raise TollbookError(
                f"{self.published!r} is not a publication date",
                where,
                "give a day (2025-03-08), a month (2025-03) or an instant with its zone (2025-03-08T03:09+02:00)",
            )
        if self.language is not None and not is_language(self.language):
            raise TollbookError(f"{self.language!r} is not a language", where, "give two letters, such as en")
        object.__setattr__(self, "text_hash", digest)
        if not self.id:
            object.__setattr__(self, "id", f"report-{digest[:12]}")

    @property
    def day(self) -> str | None:
        """The publication day (ISO), or None where only a month, or nothing, is known."""
        return self.published[:10] if self.published and len(self.published) >= 10 else None


def is_date(text: str) -> bool:
    """Whether ``text`` is an ISO day, month, or instant with zone that exists in the calendar."""
    if not PUBLISHED.fullmatch(text):
        return False
    try:
        if "T" in text:
            datetime.fromisoformat(text)
        else:
            date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    except ValueError:
        return False
    return True


def is_language(text: str) -> bool:
    """Whether ``text`` has the form of a language's two-letter code (ISO 639)."""
    return re.fullmatch("[a-z]{2}", text) is not None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Preserved bytes: their SHA-256, where they came from, when they were kept."""

    sha256: str
    size: int
    origin: str
    collected: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Version:
    """A report without its text, as a case lists it: the text is kept under its hash, the bytes as the exhibit."""

    id: str
    text_hash: str
    exhibit: Exhibit
    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None

    def matches(self, report: Report) -> bool:
        """Whether this is a version of exactly that report: same text, same metadata."""
        return all(getattr(self, f.name) == getattr(report, f.name) for f in fields(report) if f.name != "text")
