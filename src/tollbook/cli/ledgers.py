"""From what a command is given to read to the ledgers that it shows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tollbook.cli.options import Choice, Inputs
from tollbook.cli.program import complain
from tollbook.collect import Failure, find, read
from tollbook.records import (
    Claim,
    Extraction,
    FrozenMapping,
    JudgementOutcome,
    Reconciliation,
    Report,
    TollbookError,
    UsageError,
    wire,
)

if TYPE_CHECKING:
    from tollbook.casebook import Casebook
    from tollbook.reconcile.ledger import Ledger

T = TypeVar("T")
ALL = Choice()
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Given:
    """A bare report, and where it was found."""

    report: Report
    origin: str


@dataclass(frozen=True, slots=True)
class Pool:
    """One ledger: reports that are reconciled together, and what they amount to."""

    id: str
    extractions: tuple[Extraction, ...]
    outcome: Reconciliation
    judgements: tuple[JudgementOutcome, ...] = ()
    provenance: Mapping[str, str] = FrozenMapping()

    @property
    def claims(self) -> dict[str, Claim]:
        """Every claim of the ledger by its id."""
        return {claim.id: claim for extraction in self.extractions for claim in extraction.claims}

    def line(self) -> dict[str, Any]:
        """The line of the wire format."""
        return wire.figures_line(self.id, self.extractions, self.outcome)


# What is done with one report. Functions of modules, because they travel to other processes.


def read_alone(report: Report) -> Extraction:
    """What is in one report."""
    from tollbook.extract import extract

    return extract(report)


def reconcile_alone(report: Report, choice: Choice = ALL) -> Pool:
    """One report as its own ledger."""
    return _pool(report.id, (read_alone(report),), choice)


# Commands ask for one of these three.


def extractions(inputs: Inputs, *, at_the_end: bool = False) -> Iterator[Extraction | Failure]:
    """What is in each report of a case, or of bare input, one at a time."""
    if inputs.case is None:
        yield from each(inputs, read_alone, at_the_end=at_the_end)
        return
    with up_to_date(inputs) as (case, failures):
        yield from failures
        yield from case.extractions()


def pools(inputs: Inputs, choice: Choice = ALL) -> Iterator[Pool | Failure]:
    """The ledger of a case or of all reports together, or one for each report of bare input; what is chosen of it."""
    if inputs.case is not None:
        with up_to_date(inputs) as (case, failures):
            yield from failures
            yield pool_of(case, choice)
    elif inputs.together:
        read_out = list(extractions(inputs, at_the_end=True))
        yield from (entry for entry in read_out if isinstance(entry, Failure))
        if found := tuple(entry for entry in read_out if isinstance(entry, Extraction)):
            yield _pool("together", found, choice)
    else:
        yield from each(inputs, partial(reconcile_alone, choice=choice))


def in_pools(inputs: Inputs, part: Callable[[Pool], Iterable[T]]) -> Iterator[T | Failure]:
    """A part of every ledger, one after the other."""
    for pool in pools(inputs):
        if isinstance(pool, Failure):
            yield pool
        else:
            yield from part(pool)


def each(inputs: Inputs, work: Callable[[Report], T], *, at_the_end: bool = False) -> Iterator[T | Failure]:
    """What ``work`` makes of each report of bare input, in order and in constant memory.

    ``at_the_end`` says that nothing is shown until the last report is read, so that a progress bar disturbs nothing.
    """
    from tollbook.casebook.workers import in_order

    with progress("reading", at_the_end=at_the_end) as advance:
        yield from in_order(partial(attempt, work), _reports(inputs, advance), inputs.workers, _room)


def attempt(work: Callable[[Report], T], entry: Given | Failure) -> T | Failure:
    """The result of ``work`` on one report; why there is none, if it could not be read or ``work`` refuses it."""
    if isinstance(entry, Failure):
        return entry
    try:
        return work(entry.report)
    except TollbookError as error:
        return Failure(entry.report.id, TollbookError(error.what, f"{entry.origin}: {error.where}", error.do))


def _room(entry: Given | Failure) -> int:
    return len(entry.report.text) if isinstance(entry, Given) else 0


@contextmanager
def up_to_date(inputs: Inputs) -> Iterator[tuple[Casebook, Sequence[Failure]]]:
    """The case that the inputs name, open and with all its reports read; and those that could not be."""
    from tollbook import casebook

    if inputs.case is None:
        do = "collect the reports into a case first: tollbook new, tollbook collect"
        raise UsageError("no case (a folder with tollbook.toml)", "the arguments", do)
    with casebook.open_case(inputs.case) as case:
        failures: Sequence[Failure] = ()
        if case.stale():
            with progress("reading", at_the_end=True) as advance:
                failures = case.extract(inputs.workers, advance).failures
        yield case, failures


def pool_of(case: Casebook, choice: Choice = ALL) -> Pool:
    """The ledger of an open case, or what is chosen of it."""
    return Pool(
        case.definition.name or case.path.resolve().name,
        case.extractions(),
        chosen(case.ledger(), choice),
        case.judgements(),
        case.provenance(),
    )


def chosen(ledger: Ledger, choice: Choice) -> Reconciliation:
    """Everything that a ledger amounts to, or the part that was chosen."""
    incident, as_of, view = choice.incident, choice.as_of, choice.view
    if choice.compare:
        people = dict(choice.of)
        return ledger.compare(incident=incident, harm=choice.harm, as_of=as_of, view=view, **people)
    if choice == ALL:
        return ledger.reconciliation
    return ledger.select(
        incident=incident, by=choice.by, harm=choice.harm, source=choice.source, as_of=as_of, view=view
    )


def only(prefix: str, known: Iterable[str], kind: str) -> str:
    """The one id that begins with ``prefix``, with or without its kind; UsageError if there is none, or several.

    >>> only("01", ["claim-0123", "claim-9876"], "claim")
    'claim-0123'
    """
    if prefix in (ids := dict.fromkeys(known)):
        return prefix
    found = [
        identity for identity in ids if identity.startswith(prefix) or identity.rpartition("-")[2].startswith(prefix)
    ]
    if len(found) == 1:
        return found[0]
    some = ", ".join((found or list(ids))[:10])
    if found:
        raise UsageError(f"{len(found)} ids begin with {prefix!r}", "the arguments", f"write more of it: {some}")
    raise UsageError(f"no {kind} {prefix!r}", "the arguments", f"choose one that is there: {some or 'there are none'}")


def _pool(identity: str, found: tuple[Extraction, ...], choice: Choice) -> Pool:
    from tollbook.reconcile import reconcile

    return Pool(identity, found, chosen(reconcile(found), choice))


def _reports(inputs: Inputs, advance: Progress) -> Iterator[Given | Failure]:
    say_ignored(inputs.paths)
    for found in read(inputs.paths, inputs.defaults, advance):
        if isinstance(found, Failure):
            yield found
        else:
            if found.note:
                complain(f"{found.origin}: {found.note}")
            yield Given(found.report, found.origin)


def say_ignored(paths: Sequence[Path | None]) -> None:
    """Name what folders hold besides reports."""
    for path, reason in find(paths).ignored:
        complain(f"{path}: not read ({reason})")


def progress(what: str, *, at_the_end: bool) -> AbstractContextManager[Progress]:
    """A bar on the standard error output, if people see it and results do not run into it."""
    if not sys.stderr.isatty() or (sys.stdout.isatty() and not at_the_end):
        return nullcontext(lambda *_: None)
    return _bar(what)


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
