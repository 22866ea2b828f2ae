"""Reading the versions of reports that have not been read by this extractor under this definition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.casebook.workers import Result, pool, read_version
from tollbook.records import CaseDefinition, Extraction, Extractor, TollbookError, wire

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
class Staleness:
    """What, besides the report itself, an extraction depends on; if either differs, it is made again."""

    extractor: Extractor
    definition: str

    @classmethod
    def of(cls, definition: CaseDefinition) -> Staleness:
        """The present extractor, for the languages of a definition, and the fingerprint of that definition."""
        from tollbook.extract import extractor

        return cls(extractor(definition.languages), wire.fingerprint(definition))


def extract_stale(
    store: Repository, vault: Path, definition: CaseDefinition, workers: int = 1, on_progress: Progress | None = None
) -> ExtractOutcome:
    """Read what is stale, batch by batch; what is finished is saved, also when the rest is interrupted."""
    from tollbook.collect import Failure

    present = Staleness.of(definition)
    total = store.count()
    reused = total - store.count_unread(present.extractor, present.definition)
    done, failures = 0, list[Failure]()
    with pool(workers) as spread:
        for batch in _batches(store, present):
            finished: list[tuple[Unread, Result]] = []
            try:
                results = spread(partial(read_version, vault, definition), (unread.version for unread in batch))
                for unread, result in zip(batch, results, strict=True):
                    finished.append((unread, result))
                    if on_progress:
                        on_progress(reused + done + len(finished), total)
            finally:
                _save(store, present, finished)
            failures += [Failure(unread.version.id, it) for unread, it in finished if isinstance(it, TollbookError)]
            done += len(finished)
    return ExtractOutcome(done - len(failures), reused, tuple(failures))


def _batches(store: Repository, present: Staleness) -> Iterator[list[Unread]]:
    after = 0
    while batch := store.unread(present.extractor, present.definition, after, BATCH):
        yield batch
        after = batch[-1].sequence


def _save(store: Repository, present: Staleness, finished: list[tuple[Unread, Result]]) -> None:
    with store.writing():
        for unread, result in finished:
            if isinstance(result, Extraction):
                store.save_extraction(unread.sequence, result, present.extractor, present.definition)
