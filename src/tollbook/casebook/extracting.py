"""Reading the versions of reports that have not been read by this extractor under this definition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.casebook.workers import in_order
from tollbook.preserve import Vault, interrupts_held
from tollbook.records import CASE_FILE, CaseDefinition, Extraction, Extractor, TollbookError, wire

if TYPE_CHECKING:
    from tollbook.collect import Failure
    from tollbook.store.repository import Repository, Unread

BATCH = 200

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ExtractOutcome:
    """How many versions of reports were read now, how many had been read before, and which could not be read."""

    done: int
    reused: int
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """A version, and what was read out of it or why it could not be read."""

    unread: Unread
    result: Extraction | TollbookError


@dataclass(frozen=True, slots=True)
class Staleness:
    """What, besides the report itself, an extraction depends on; if either differs, it is made again."""

    extractor: Extractor
    definition: str

    @classmethod
    def of(cls, definition: CaseDefinition) -> Staleness:
        """The present extractor, for the languages of a definition, and the fingerprint of that definition."""
        from tollbook.extract import extractor

        try:
            return cls(extractor(definition.languages), wire.fingerprint(definition))
        except TollbookError as error:
            raise TollbookError(error.what, f"{CASE_FILE}, [case].languages", error.do) from None


def extract_stale(
    store: Repository, vault: Path, definition: CaseDefinition, workers: int = 1, on_progress: Progress | None = None
) -> ExtractOutcome:
    """Read what is stale; what is finished is saved, also when the rest is interrupted."""
    from tollbook.collect import Failure

    present = Staleness.of(definition)
    total = store.count()
    reused = total - store.count_unread(present.extractor, present.definition)
    done, failures = 0, list[Failure]()
    finished: list[Finished] = []
    try:
        with closing(in_order(partial(read_version, vault, definition), _stale(store, present), workers)) as results:
            for one in results:
                finished.append(one)
                done += 1
                if isinstance(one.result, TollbookError):
                    failures.append(Failure(one.unread.version.id, one.result))
                if on_progress:
                    on_progress(reused + done, total)
                if len(finished) == BATCH:
                    _save(store, present, finished)
                    finished.clear()
    finally:
        _save(store, present, finished)
    return ExtractOutcome(done - len(failures), reused, tuple(failures))


def read_version(vault: Path, definition: CaseDefinition, unread: Unread) -> Finished:
    """What is in one version; an error instead of a crash, so that one report does not stop the others."""
    from tollbook.extract import extract

    version = unread.version
    try:
        return Finished(unread, extract(Vault(vault).report(version), definition))
    except TollbookError as error:
        where = f"report {version.id!r} ({version.exhibit.origin}): {error.where}"
        return Finished(unread, TollbookError(error.what, where, error.do))


def _stale(store: Repository, present: Staleness) -> Iterator[Unread]:
    after = 0
    while batch := store.unread(present.extractor, present.definition, after, BATCH):
        yield from batch
        after = batch[-1].sequence


def _save(store: Repository, present: Staleness, finished: list[Finished]) -> None:
    with interrupts_held(), store.writing():
        for one in finished:
            if isinstance(one.result, Extraction):
                store.save_extraction(one.unread.sequence, one.result, present.extractor, present.definition)
