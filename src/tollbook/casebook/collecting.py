"""Putting reports into the vault, and into the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tollbook.preserve import interrupts_held
from tollbook.records import TollbookError

if TYPE_CHECKING:
    from tollbook.collect import Collected, Failure
    from tollbook.preserve import Vault
    from tollbook.store.repository import Repository

BATCH = 200
BATCH_BYTES = 16 * 1024 * 1024
LONGEST_ID = 500


@dataclass(frozen=True, slots=True)
class CollectOutcome:
    """Ids of the reports that were new, that came with another text or other metadata, and that were there already.

    ``notes`` are what a person should know about reports that could be read all the same.
    """

    added: tuple[str, ...] = ()
    new_versions: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()


def keep_all(
    found: Iterable[Collected | Failure], vault: Vault, store: Repository, follow: Callable[[], None]
) -> CollectOutcome:
    """Keep every report that is not in the case as it is; ``follow`` brings the index up to the vault.

    When this is interrupted, what has been read so far is kept all the same: a stream cannot be read twice.
    """
    from tollbook.collect import Failure

    lists: dict[str, list[Any]] = defaultdict(list)
    batch: list[Collected] = []

    def keep() -> None:
        entries = tuple(batch)
        batch.clear()
        with interrupts_held():
            vault.keep([entry for entry in entries if _is_news(entry, store, lists)])
            follow()

    try:
        for entry in found:
            if isinstance(entry, Failure):
                lists["failures"].append(entry)
            elif len(entry.report.id) > LONGEST_ID:
                lists["failures"].append(Failure(entry.report.id, _too_long(entry)))
            else:
                batch.append(entry)
            if len(batch) == BATCH or sum(len(waiting.raw) for waiting in batch) > BATCH_BYTES:
                keep()
    finally:
        keep()
    return CollectOutcome(**{name: tuple(entries) for name, entries in lists.items()})


def _is_news(found: Collected, store: Repository, lists: dict[str, list[Any]]) -> bool:
    """Whether a report is not in the case as it is; noted in the lists of the outcome."""
    report = found.report
    # Reading gives every id once, so that this report's former version, if any, is in the index already.
    current = store.current(report.id)
    is_unchanged = current is not None and current.matches(report)
    lists["unchanged" if is_unchanged else "new_versions" if current else "added"].append(report.id)
    if found.note:
        lists["notes"].append(f"{found.origin}: {found.note}")
    return not is_unchanged


def _too_long(found: Collected) -> TollbookError:
    what = f"an id of {len(found.report.id):,} characters"
    return TollbookError(what, found.origin, f"give the report an id of {LONGEST_ID} characters at most")
