"""A small extractor and a small reconciliation in the place of the real ones, so that a test decides what they say."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from tollbook import casebook
from tollbook.records import (
    AsOf,
    AsOfBasis,
    Breakdown,
    CaseDefinition,
    Claim,
    Completeness,
    Count,
    Edit,
    Extraction,
    Extractor,
    Harm,
    Quantifier,
    Reading,
    Reconciliation,
    Report,
    Span,
    TollbookError,
)

if TYPE_CHECKING:
    from tollbook.casebook import Casebook

NUMBER = re.compile(r"(\d+) (killed|injured)")


@dataclass
class Ledger:
    """As much of a ledger as a case asks for."""

    reconciliation: Reconciliation
    incidents: tuple[str, ...] = ("the fire",)

    def of(self, incident: str) -> "Ledger":
        return self

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.reconciliation.readings


@dataclass
class Stages:
    """The extractor's version, what its lexicons make of a claim, and what has been asked of it."""

    version: str = "1"
    reads: Callable[[Claim], Claim | None] = lambda claim: claim
    read: tuple[str, ...] = ()
    accepted: tuple[Reading, ...] = ()
    proposed: tuple[Reading, ...] = ()

    def extractor(self, languages: tuple[str, ...]) -> Extractor:
        return Extractor("small", self.version)

    def extract(self, report: Report, definition: CaseDefinition | None = None) -> Extraction:
        if report.language == "xx":
            raise TollbookError("no lexicon for 'xx'", report.id, "leave it out")
        self.read = (*self.read, report.id)
        claims = tuple(claim for match in NUMBER.finditer(report.text) if (claim := self._claim(report, match)))
        items = tuple(claim.id for claim in claims[1:])
        if not items:
            return Extraction(report, claims)
        breakdown = Breakdown("list", claims[0].id, items, ("status",), complete=Completeness.YES)
        return Extraction(report, claims, (breakdown,))

    def reconcile(
        self, extractions: Iterable[Extraction], definition: CaseDefinition, accepted: Iterable[Reading] = ()
    ) -> "Ledger":
        self.accepted = tuple(accepted)
        taken = {reading.id for reading in self.accepted}
        readings = (*self.proposed, *(reading_of(claim) for extraction in extractions for claim in extraction.claims))
        return Ledger(Reconciliation(readings=tuple(reading for reading in readings if reading.id not in taken)))

    def _claim(self, report: Report, match: re.Match[str]) -> Claim | None:
        number = int(match[1])
        return self.reads(
            Claim(
                id=sha256(f"{report.text_hash} {match.start()}".encode()).hexdigest()[:12],
                report=report.id,
                quote=match[0],
                start=match.start(),
                end=match.end(),
                number=Span(*match.span(1)),
                harm=Harm[match[2].upper()],
                count=Count(number, number, match[1], Quantifier.EXACT),
                as_of=AsOf(report.published, AsOfBasis.PUBLISHED),
                extractor=self.extractor(()),
            )
        )


def reading_of(claim: Claim) -> Reading:
    """The same proposal about every claim: that it is as of the day before."""
    return Reading(f"reading of {claim.id}", claim.id, None, Edit("as_of.at", claim.as_of.at, "2025-03-07"), "older")


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Stages:
    small = Stages()
    for name, members in {"extract": ("extract", "extractor"), "reconcile": ("reconcile",)}.items():
        module = ModuleType(f"tollbook.{name}")
        for member in members:
            setattr(module, member, getattr(small, member))
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return small


@pytest.fixture
def clock() -> Callable[[], datetime]:
    ticks = count()
    return lambda: datetime(2025, 3, 9, tzinfo=UTC) + timedelta(minutes=next(ticks))


@pytest.fixture
def case(stages: Stages, tmp_path: Path, clock: Callable[[], datetime]) -> "Iterator[Casebook]":
    """An empty case with the small stages."""
    casebook.create(tmp_path / "coast", "The coast").close()
    with casebook.open_case(tmp_path / "coast", clock) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a report; its id is the name of its file."""

    def to_file(identity: str, text: str) -> Path:
        path = tmp_path / "reports" / f"{identity}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test that asks for it runs on both databases; ask for it before the case."""
    if request.param == "postgresql":
        monkeypatch.setenv("TOLLBOOK_DATABASE_URL", request.getfixturevalue("postgresql_url"))
    return str(request.param)


@pytest.fixture(autouse=True)
def _no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOLLBOOK_DATABASE_URL", raising=False)
