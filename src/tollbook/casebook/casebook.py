"""The one object behind every command and page: it opens a case, and knows what is kept, stale, and decided."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from difflib import unified_diff
from importlib.metadata import version as installed_version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from tollbook.casebook import definition as codebook
from tollbook.casebook import index, judging
from tollbook.casebook.collecting import CollectOutcome, keep_all
from tollbook.casebook.extracting import ExtractOutcome, Staleness, extract_stale
from tollbook.preserve import LOG, Journal, LockedError, Problem, Vault, file_errors, lock, write_whole
from tollbook.preserve.vault import now
from tollbook.records import (
    CASE_FILE,
    Extraction,
    Figure,
    FrozenMapping,
    Judgement,
    JudgementKind,
    JudgementOutcome,
    Reading,
    Report,
    UsageError,
    wire,
)

if TYPE_CHECKING:
    from tollbook.collect import Defaults
    from tollbook.extract.printed import Printed
    from tollbook.reconcile.ledger import Ledger
    from tollbook.store.repository import Repository

JUDGEMENTS = "judgements.jsonl"
VAULT = "vault"
LOCK = ".lock"
log = logging.getLogger(__name__)


def create(path: str | Path, title: str) -> Casebook:
    """Make a new case in a folder that is empty or does not exist yet, and open it."""
    folder = Path(path)
    with file_errors(folder):
        if (folder / CASE_FILE).exists():
            raise UsageError("there is a case already", str(folder), "open it, or choose another folder")
        if folder.exists() and any(folder.iterdir()):
            raise UsageError("the folder is not empty", str(folder), "choose a new or an empty folder")
        if around := next((above for above in folder.resolve().parents if (above / CASE_FILE).is_file()), None):
            raise UsageError("a case inside another case", str(folder), f"choose a folder outside of {around}")
    try:
        content = codebook.starter(title).encode()
    except UnicodeEncodeError:
        raise UsageError("the title contains half of a character", str(folder), "type the title again") from None
    write_whole(folder / CASE_FILE, content)
    write_whole(folder / JUDGEMENTS, b"")
    write_whole(folder / VAULT / LOG, b"")
    return open_case(folder)


def open_case(path: str | Path, clock: Callable[[], datetime] = now) -> Casebook:
    """Open the case in a folder. A process may have one case open at a time: ``close`` it before the next.

    TollbookError if there is no case, if its ``tollbook.toml`` is wrong, or if its index is of a newer Tollbook.
    """
    return Casebook(Path(path), clock)


class Casebook:
    """An open case. Use it as a context manager, or call ``close``.

    Every method that changes the case locks it: a second process that tries is refused (LockedError), while any number
    may read. ``clock`` gives the time that is written down.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = now) -> None:
        from tollbook import store

        with file_errors(path):
            if not (path / CASE_FILE).is_file():
                what = f"there is no case (no {CASE_FILE})"
                raise UsageError(what, str(path), f"check the name, or make a case with: tollbook new {path}")
        self.path = path
        self.definition = codebook.read(path / CASE_FILE)
        self._clock = clock
        self._vault = Vault(path / VAULT, clock)
        self._journal = Journal(path / JUDGEMENTS)
        self._store: Repository = store.open_store(path, self._vault.identity)
        self._is_open = True
        self._latest: tuple[object, judging.Judged] | None = None
        try:
            self._catch_up()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database, so that this process may open another case."""
        from tollbook import store

        if self._is_open:
            self._is_open = False
            store.close_store()

    # collect, preserve

    def collect(
        self,
        paths: Sequence[Path | None],
        defaults: Defaults | None = None,
        on_progress: Callable[[int, int | None], None] | None = None,
    ) -> CollectOutcome:
        """Keep every report of files and folders (None: standard input).

        A report whose id is there already, with another text or other metadata, becomes a new version of it; the old
        one is kept. What cannot be read is listed in ``failures``, and the others go on. After an interruption all
        that was kept is there, and the same call goes on from it. ``on_progress`` gets bytes read and bytes in all.
        """
        from tollbook import collect

        self._refuse_own_folder(paths)
        with self._changing("collecting"):
            self._vault.clear_unfinished()
            found = collect.read(paths, defaults or collect.Defaults(), on_progress)
            return keep_all(found, self._vault, self._store, self._follow)

    def reports(self) -> tuple[Report, ...]:
        """The current version of every report, in the order in which they came."""
        return tuple(map(self._vault.report, self._store.current_versions()))

    def versions(self, report_id: str) -> tuple[Report, ...]:
        """Every version of a report, oldest first. UsageError if there is no such report."""
        if found := self._store.versions(report_id):
            return tuple(map(self._vault.report, found))
        raise UsageError(f"there is no report {report_id!r}", str(self.path), "check the id")

    def difference(self, report_id: str) -> str:
        """What changed in the text from the last version but one to the last (unified diff); empty if nothing did."""
        found = self.versions(report_id)
        before, after = (found[0], *found)[-2:]
        lines = before.text.splitlines(), after.text.splitlines()
        return "\n".join(unified_diff(*lines, "before", "after", before.published or "", after.published or "", 3, ""))

    def verify(self) -> tuple[Problem, ...]:
        """Read every file of the vault, and name what is missing, altered or not accounted for."""
        return tuple(self._vault.verify())

    # extract

    def extract(self, workers: int = 1, on_progress: Callable[[int, int], None] | None = None) -> ExtractOutcome:
        """Read every version of every report that has not been read by this extractor under this definition.

        What is finished is kept, whatever happens then. ``on_progress`` gets versions looked at and versions in all.
        """
        with self._changing("extracting"):
            return extract_stale(self._store, self._vault.path, self.definition, workers, on_progress)

    def stale(self) -> int:
        """How many reports have not been read by this extractor under this definition."""
        present = Staleness.of(self.definition)
        return self._store.count_unread(present.extractor, present.definition, only_current=True)

    def extractions(self) -> tuple[Extraction, ...]:
        """What was read out of the current version of each report, with people's judgements applied.

        A warning is logged if some reports have not been read, or were read by an older extractor or definition.
        """
        return self._judged().extractions

    def printed(self, said: str) -> tuple[Printed, ...]:
        """Every place where a report prints this number, and what became of it there.

        UsageError if ``said`` is not one number.
        """
        from tollbook.extract.printed import Search

        search = Search(said, self.definition)
        kept = {claim.id for extraction in self.extractions() for claim in extraction.claims}
        found = (one for read in self._store.extractions(self._vault.report) for one in search.places(read))
        return tuple(_without_rejected(one, kept) for one in found)

    # reconcile

    def ledger(self) -> Ledger:
        """The claims of the case, to be asked for figures; rejected readings are not proposed in it."""
        from tollbook.reconcile import reconcile

        judged = self._judged()
        ledger = reconcile(judged.extractions, self.definition, judged.accepted)
        for part in map(ledger.of, ledger.incidents) if judged.rejected else ():
            part.reconciliation = judging.without_readings(part.reconciliation, judged.rejected)
        return ledger

    def judge(
        self,
        kind: JudgementKind | str,
        target: str,
        *,
        by: str,
        why: str,
        fields: Mapping[str, Any] | None = None,
    ) -> Judgement:
        """Write down a person's decision on a claim, a breakdown or a reading; it outlives every later run.

        ``fields`` are the right values for *correct*, by wire name (``count``, or ``count.low``). ``by`` is a name or
        handle, kept in ``judgements.jsonl`` and the index and nowhere else. UsageError for an unknown kind or target.
        """
        decided = _checked_kind(kind, by, why, fields)
        with self._changing("judging"):
            seen = self._seen(decided, target, fields or {})
            at = self._clock().isoformat()
            judgement = judging.named(Judgement("", decided, target, seen, by, at, why, FrozenMapping(fields or {})))
            self._journal.append(self._journal.line(judgement))
            self._follow()
        return judgement

    def judgements(self) -> tuple[JudgementOutcome, ...]:
        """Every judgement, oldest first, and whether it was applied, applied to a changed record, or is orphaned."""
        return self._judged().outcomes

    def rests_on(self, figure: Figure) -> tuple[JudgementOutcome, ...]:
        """The judgements without which a figure might be another one, oldest first.

        Those on its claims and readings, and the rejections of claims of its harm and source, which it leaves out.
        """
        return judging.behind(figure, self.judgements())

    # publish

    def provenance(self) -> Mapping[str, str]:
        """What figures are computed from, so that they can be computed again: versions, and hashes of everything.

        ``stale`` says how many reports were not read by this extractor under this definition, if there are any.
        """
        present, stale = Staleness.of(self.definition), self.stale()
        return {
            "software": f"tollbook {installed_version('tollbook')}",
            "extractor": f"{present.extractor.name} {present.extractor.version}",
            "definition": present.definition,
            "judgements": self._journal.digest(),
            "vault": self._vault.log.digest(),
            **({"stale": str(stale)} if stale else {}),
        }

    def publish(self, destination: str | Path) -> Path:
        """Write the page of the case to a file, or as ``index.html`` into a folder; returns the file."""
        from tollbook.publish import page

        ledger = self.ledger()
        html = page(
            self.definition.name or self.path.resolve().name,
            self.extractions(),
            ledger.reconciliation,
            compared=ledger.compare(),
            judgements=self.judgements(),
            provenance=self.provenance(),
        )
        path = Path(destination)
        path = path / "index.html" if path.is_dir() else path
        write_whole(path, html.encode())
        return path

    def rebuild(self) -> None:
        """Build the index anew from ``tollbook.toml``, the vault and ``judgements.jsonl``; read every report again."""
        with self._changing("rebuilding"):
            self._store.clear()
            self._follow()
            extract_stale(self._store, self._vault.path, self.definition)

    # how

    @contextmanager
    def _changing(self, doing: str) -> Iterator[None]:
        """Hold the lock of the case, with an index that is in step with its files."""
        with lock(self.path / LOCK, doing):
            self._latest = None
            self._follow()
            yield

    def _follow(self) -> None:
        index.follow(self._store, self._vault, self._journal)

    def _catch_up(self) -> None:
        """Make the index ready and bring it up to the files, if that has not been done."""
        is_ready = self._store.is_ready()
        if is_ready and not index.is_behind(self._store, self._vault, self._journal):
            return
        try:
            with lock(self.path / LOCK, "opening"):
                if not is_ready:
                    self._store.make_ready()
                self._follow()
        except LockedError:
            if not is_ready:
                raise
            log.warning("%s: another process is changing this case; this is what it has finished", self.path)

    def _refuse_own_folder(self, paths: Sequence[Path | None]) -> None:
        case, vault = self.path.resolve(), self._vault.path.resolve()
        for path in paths:
            if path and (path.resolve() == case or path.resolve().is_relative_to(vault)):
                do = "name the folder with the reports, and keep it beside the vault"
                raise UsageError("the case's own files are no reports", str(path), do)

    def _judged(self) -> judging.Judged:
        stale = self.stale()
        state = (self._store.seen(), stale)
        if self._latest is None or self._latest[0] != state:
            if stale:
                log.warning(
                    "%s: %d of its reports not read as the case stands now; tollbook extract does it, or says why not",
                    self.path,
                    stale,
                )
            judged = judging.apply(self._store.extractions(self._vault.report), self._store.judgements())
            self._latest = state, judged
        return self._latest[1]

    def _seen(self, kind: JudgementKind, target: str, fields: Mapping[str, Any]) -> FrozenMapping[Any]:
        """The record that a person judges, in wire form as it is shown now."""
        if kind in judging.ABOUT_READINGS:
            reading = self._reading(target)
            first, *others = (wire.encode(self._shown(about)[1]) for about in reading.about)
            also = {judging.ALSO_ABOUT: {other["id"]: other for other in others}} if others else {}
            return FrozenMapping(wire.encode(reading) | {judging.ABOUT: first} | also)
        extraction, record = self._shown(target)
        if kind is JudgementKind.CORRECT:
            judging.check_references(judging.correct(record, fields), extraction)
        return FrozenMapping(wire.encode(record))

    def _shown(self, target: str) -> tuple[Extraction, judging.Record]:
        found = judging.shown(self._store.extractions(self._vault.report), self._store.judgements(), target)
        if found is None:
            raise UsageError(f"no claim or breakdown {target!r}", str(self.path), "take the id from: tollbook claims")
        return found

    def _reading(self, target: str) -> Reading:
        for reading in self.ledger().readings:
            if reading.id == target:
                return reading
        for judgement in self._store.judgements():  # one that was accepted is not proposed any more
            if judgement.target == target and judgement.kind in judging.ABOUT_READINGS:
                return judging.reading_of(judgement)
        raise UsageError(f"no reading {target!r}", str(self.path), "take the id from: tollbook conflicts")


def _without_rejected(printed: Printed, kept: Set[str]) -> Printed:
    """The number with the claims that people have not rejected; if they have rejected all, these and that they did."""
    left = tuple(claim for claim in printed.claims if claim in kept)
    if left == printed.claims:
        return printed
    return replace(printed, claims=left) if left else replace(printed, reason=judging.REJECTED)


def _checked_kind(kind: str, by: str, why: str, fields: Mapping[str, Any] | None) -> JudgementKind:
    """The kind of a judgement that is complete; UsageError says what is missing."""
    decided = next((word for word in JudgementKind if word == kind), None)
    if decided is None:
        raise UsageError(f"{kind!r} is no kind of judgement", "judgement", f"use one of: {', '.join(JudgementKind)}")
    for name, value in {"by": by, "why": why}.items():
        if not value.strip():
            raise UsageError(f"{name!r} is empty", "judgement", "say who decides, and why")
    if (decided is JudgementKind.CORRECT) != bool(fields):
        what = "a correction without fields" if not fields else f"fields, but the kind is {decided!r}"
        raise UsageError(what, "judgement", "give fields with *correct*, and only then")
    return decided
