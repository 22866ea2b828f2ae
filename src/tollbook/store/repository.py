"""What the rest of Tollbook may ask of the database: records in, records out, for one case."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tollbook.records import Claim, Extraction, Extractor, Judgement, Report, TollbookError, Version, wire
from tollbook.store import models
from tollbook.store.connection import database_errors

MIGRATION_LOCK = 0x7011B00C
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of a case's files the index has taken in."""

    log_size: int
    log_tail: str
    judgements_digest: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A version whose extraction is missing or out of date, and its place in the log."""

    sequence: int
    version: Version


class Repository:
    """The rows of one case. Every method raises TollbookError if the database does not answer."""

    def __init__(self, case: str) -> None:
        self.case = case

    def is_ready(self) -> bool:
        """Whether the tables are there in the present form; TollbookError if they belong to a newer Tollbook."""
        with database_errors():
            executor = MigrationExecutor(connection)
            if newer := _names(executor.loader.applied_migrations) - _names(executor.loader.disk_migrations):
                raise TollbookError(
                    f"the index was made by a newer version of Tollbook (it has {min(newer)!r})",
                    str(connection.settings_dict["NAME"]),
                    "install that version or a later one",
                )
            return not executor.migration_plan(executor.loader.graph.leaf_nodes())

    def make_ready(self) -> None:
        """Make or change the tables, one process at a time."""
        with database_errors(), _migration_lock():
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written inside is written, or none of it."""
        with database_errors(), transaction.atomic():
            yield

    def seen(self) -> Seen | None:
        """How much of the case's files is in the index; None: nothing yet."""
        with database_errors():
            row = models.Case.objects.filter(id=self.case).first()
        return Seen(row.log_size, row.log_tail, row.judgements_digest) if row else None

    def note_seen(self, seen: Seen) -> None:
        """Note how much of the case's files is in the index."""
        values = {
            "log_size": seen.log_size,
            "log_tail": seen.log_tail,
            "judgements_digest": seen.judgements_digest,
        }
        with database_errors():
            models.Case.objects.update_or_create(id=self.case, defaults=values)

    def clear(self) -> None:
        """Remove every row of the case."""
        with self.writing():
            models.Claim.objects.filter(case_id=self.case).delete()
            models.Extraction.objects.filter(case_id=self.case).delete()
            models.Version.objects.filter(case_id=self.case).delete()
            models.Judgement.objects.filter(case_id=self.case).delete()
            models.Case.objects.filter(id=self.case).delete()

    def add_versions(self, versions: Iterable[Version]) -> None:
        """Add versions in the order of the log; the last one of a report is its current one. The case must be noted."""
        with self.writing():
            first = models.Version.objects.filter(case_id=self.case).count() + 1
            for sequence, version in enumerate(versions, first):
                same = models.Version.objects.filter(case_id=self.case, report=version.id, is_current=True)
                same.update(is_current=False)
                models.Version.objects.create(
                    id=f"{self.case}/{sequence}",
                    case_id=self.case,
                    sequence=sequence,
                    report=version.id,
                    is_current=True,
                    published=version.published,
                    text_hash=version.text_hash,
                    record=wire.canonical(version),
                )

    def versions(self, report: str) -> tuple[Version, ...]:
        """Every version of a report, oldest first; () if there is none."""
        with database_errors():
            rows = models.Version.objects.filter(case_id=self.case, report=report).order_by("sequence")
            return tuple(_version(row) for row in rows)

    def current(self, report: str) -> Version | None:
        """The latest version of a report."""
        with database_errors():
            row = models.Version.objects.filter(case_id=self.case, report=report, is_current=True).first()
        return _version(row) if row else None

    def current_versions(self) -> Iterator[Version]:
        """The latest version of every report, in the order in which they came."""
        rows = models.Version.objects.filter(case_id=self.case, is_current=True).order_by("sequence")
        with database_errors():
            yield from (_version(row) for row in rows.iterator())

    def unread(self, extractor: Extractor, definition: str, after: int, limit: int) -> list[Unread]:
        """Versions behind a place in the log without an extraction by this extractor under this definition."""
        read = models.Extraction.objects.filter(
            case_id=self.case, extractor=_identity(extractor), definition=definition
        )
        rows = models.Version.objects.filter(case_id=self.case, sequence__gt=after).exclude(
            id__in=read.values("version_id")
        )
        with database_errors():
            return [Unread(row.sequence, _version(row)) for row in rows.order_by("sequence")[:limit]]

    def count(self) -> int:
        """How many versions there are."""
        with database_errors():
            return models.Version.objects.filter(case_id=self.case).count()

    def count_unread(self, extractor: Extractor, definition: str, *, only_current: bool = False) -> int:
        """How many versions have no extraction by this extractor under this definition."""
        versions = models.Version.objects.filter(case_id=self.case)
        versions = versions.filter(is_current=True) if only_current else versions
        read = versions.filter(extraction__extractor=_identity(extractor), extraction__definition=definition)
        with database_errors():
            return versions.count() - read.count()

    def save_extraction(self, sequence: int, extraction: Extraction, extractor: Extractor, definition: str) -> None:
        """Put an extraction in the place of the former one of the same version."""
        key = f"{self.case}/{sequence}"
        values = {
            "case_id": self.case,
            "extractor": _identity(extractor),
            "definition": definition,
            "record": wire.canonical(_without_report(extraction)),
        }
        with self.writing():
            models.Extraction.objects.update_or_create(version_id=key, defaults=values)
            models.Claim.objects.filter(extraction_id=key).delete()
            models.Claim.objects.bulk_create(
                self._claim(key, position, claim) for position, claim in enumerate(extraction.claims)
            )

    def extractions(self, report_of: Callable[[Version], Report]) -> Iterator[Extraction]:
        """What was read out of the current versions, as it was saved; ``report_of`` gives a version its text."""
        rows = models.Extraction.objects.filter(case_id=self.case, version__is_current=True)
        ordered = rows.select_related("version").order_by("version__sequence")
        with database_errors():
            for row in ordered.iterator():
                value = {"report": wire.encode(report_of(_version(row.version))), **json.loads(row.record)}
                yield wire.decode(Extraction, value, f"extraction {row.version_id}")

    def replace_judgements(self, judgements: Iterable[Judgement]) -> None:
        """Put these judgements, in this order, in the place of the former ones."""
        with self.writing():
            models.Judgement.objects.filter(case_id=self.case).delete()
            models.Judgement.objects.bulk_create(
                models.Judgement(
                    id=f"{self.case}/{sequence}",
                    case_id=self.case,
                    sequence=sequence,
                    kind=judgement.kind,
                    target=judgement.target,
                    record=wire.canonical(judgement),
                )
                for sequence, judgement in enumerate(judgements, 1)
            )

    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided, oldest first."""
        with database_errors():
            rows = models.Judgement.objects.filter(case_id=self.case).order_by("sequence")
            return tuple(wire.decode(Judgement, json.loads(row.record), f"judgement {row.id}") for row in rows)

    def _claim(self, extraction: str, position: int, claim: Claim) -> models.Claim:
        return models.Claim(
            id=f"{extraction}/{position}",
            case_id=self.case,
            extraction_id=extraction,
            position=position,
            claim=claim.id,
            report=claim.report,
            harm=claim.harm,
            source=claim.source,
            low=_searchable(claim.count.low),
            high=_searchable(claim.count.high),
            status=wire.encode(claim.victims.status),
            mode=claim.mode,
            is_background=claim.background,
        )


def _version(row: models.Version) -> Version:
    return wire.decode(Version, json.loads(row.record), f"version {row.id}")


def _without_report(extraction: Extraction) -> dict[str, Any]:
    return {key: value for key, value in wire.encode(extraction).items() if key != "report"}


def _identity(extractor: Extractor) -> str:
    return wire.canonical(extractor)


def _searchable(number: int | None) -> int | None:
    """A printed number may be larger than any column; the record keeps it, the search column its largest value."""
    return None if number is None else min(number, LARGEST)


def _names(migrations: Iterable[tuple[str, str]]) -> set[str]:
    return {name for app, name in migrations if app == "store"}


def _migration_lock() -> AbstractContextManager[Any]:
    """In a server several cases share the tables. In SQLite the lock of the case is enough."""
    stack = ExitStack()
    if connection.vendor == "postgresql":
        cursor = stack.enter_context(connection.cursor())
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        stack.callback(cursor.execute, "SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
    return stack
