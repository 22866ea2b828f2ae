"""Keeping the index in step with the files of the case, which are what counts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tollbook.casebook import judging
from tollbook.preserve import Journal, Position, Vault
from tollbook.records import Judgement, Version

if TYPE_CHECKING:
    from tollbook.store.repository import Repository, Seen

log = logging.getLogger(__name__)


def is_behind(store: Repository, vault: Vault, journal: Journal) -> bool:
    """Whether the files hold something that is not in the index, or the index something that is not in the files."""
    seen = store.seen()
    return seen is None or _read_log(seen) != vault.log.end() or seen.judgements_digest != journal.digest()


def follow(store: Repository, vault: Vault, journal: Journal) -> None:
    """Bring the index up to the files. The caller holds the lock of the case.

    What an interruption cut off the end of a file is set aside first. An index that was made from other files, or from
    more than there is now, is built anew.
    """
    vault.require_log()
    vault.log.repair()
    journal.repair()
    seen = store.seen()
    if seen is not None and not vault.log.knows(_read_log(seen)):
        log.warning("%s: not the log that the index was made from; the index is built anew", vault.log.path)
        store.clear()
        seen = None
    with store.writing():
        seen = seen or _note(store, Position(), Position().tail)
        position = _follow_log(store, vault, _read_log(seen))
        digest = journal.digest()
        if digest != seen.judgements_digest:
            store.replace_judgements(_judgements(journal))
        _note(store, position, digest)


def _follow_log(store: Repository, vault: Vault, after: Position) -> Position:
    end = after.size

    def versions() -> Iterator[Version]:
        nonlocal end
        for version, end in vault.versions(after.size):  # noqa: B007 - the end of the last one is what follows
            yield version

    store.add_versions(versions())
    return vault.log.position(end)


def _judgements(journal: Journal) -> Iterator[Judgement]:
    for value, end in journal.lines():
        with journal.naming(end):
            judgement = judging.written(value)
        yield judgement


def _read_log(seen: Seen) -> Position:
    return Position(seen.log_size, seen.log_tail)


def _note(store: Repository, position: Position, digest: str) -> Seen:
    from tollbook.store.repository import Seen

    seen = Seen(position.size, position.tail, digest)
    store.note_seen(seen)
    return seen
