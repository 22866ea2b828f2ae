"""Claims that stand beside the figures and are never summed: an outlet's words, restatements, background, the rest.

A hedged or vague number next to an exact one of the same harm, group and status, in one report and by one source, is
*proposed* as a restatement. Until a person accepts that it stays a floor for its own scope, which can never lower or
cap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.numbers import NEVER, as_printed, bounds_of, is_exact
from tollbook.reconcile.figures.labels import described, differences
from tollbook.reconcile.scopes.moments import instant
from tollbook.records import (
    Beside,
    BesideKind,
    Claim,
    Edit,
    Figure,
    Harm,
    Mode,
    PeriodKind,
    Quantifier,
    Reading,
    Scope,
)
from tollbook.records.wire import fingerprint

HEDGES = frozenset({Quantifier.MORE_THAN, Quantifier.AT_LEAST, Quantifier.ABOUT, Quantifier.NEARLY})


@dataclass(frozen=True, slots=True)
class Restatement:
    """A hedged claim that seems to say an exact one again."""

    claim: str
    exact: str
    why: str
    reading: Reading


def restatements(book: Book) -> tuple[Restatement, ...]:
    """The restatements to propose, one for each hedged claim at most: the exact number whose words differ least."""
    found = []
    for claims in book.partitions.values():
        for claim in claims:
            candidates = [other for other in claims if _restates(book, claim, other)]
            if candidates:
                found.append(
                    _restatement(book, claim, min(candidates, key=lambda other: _distance(book, claim, other)))
                )
    return tuple(found)


def beside(book: Book, figures: Sequence[Figure], proposed: Sequence[Restatement]) -> tuple[Beside, ...]:
    """Everything that stands beside a figure, or beside them all."""
    found = {restatement.claim: restatement for restatement in proposed}
    entries: list[Beside] = []
    for claim in book.claims.values():
        if claim.id in found:
            exact = book.claims[found[claim.id].exact]
            figure = _of_scope(book, figures, exact.source, exact)
            entries.append(Beside(claim.id, BesideKind.RESTATES, figure.id if figure else None, found[claim.id].why))
        elif claim.id not in book.same:
            entries += _entries(book, figures, claim)
    return tuple(entries)


def _entries(book: Book, figures: Sequence[Figure], claim: Claim) -> Iterator[Beside]:
    root = _root(figures, claim.harm, claim.source)
    place = root.id if root else None
    if claim.background:
        yield Beside(claim.id, BesideKind.BACKGROUND, None, "another, earlier event, told as background")
    elif claim.mode in NEVER:
        yield Beside(claim.id, BesideKind.NOT_COUNTED, place, f"{claim.mode}: {claim.mode.meaning}")
    elif claim.id in book.retracted:
        yield Beside(claim.id, BesideKind.NOT_COUNTED, place, "withdrawn by its source")
    elif claim.mode is Mode.STOCK and claim.harm is Harm.KILLED:
        yield Beside(claim.id, BesideKind.NOT_COUNTED, place, f"{claim.mode}: {claim.mode.meaning}")
    elif not book.includes(claim):
        why = "outside the places of this case, or among people whom the source never counts"
        yield Beside(claim.id, BesideKind.NOT_STATED, None, why)
    elif book.partition(claim) is None:
        yield from _own_words(book, figures, claim)
    elif book.moments[claim.id] is None and root and root.as_of:
        why = "the text does not say when this number was current"
        yield Beside(claim.id, BesideKind.NOT_STATED, place, why)


def _own_words(book: Book, figures: Sequence[Figure], claim: Claim) -> Iterator[Beside]:
    """An outlet's own words, compared with the figures of the sources its report cites, or of all if it cites none."""
    everybody = list(dict.fromkeys(figure.source for figure in figures if figure.harm is claim.harm))
    cited = {other.source for other in book.claims.values() if other.report == claim.report}
    sources = [source for source in everybody if source in cited] or everybody
    equal = [figure for source in sources if (figure := _comparable(book, figures, source, claim))]
    for figure in equal:
        agrees = _agrees(book, claim, figure)
        verb = "agrees" if agrees else "does not agree"
        why = f"the outlet's own words, for the same people: “{as_printed(claim)}” {verb} with {figure.interval}"
        yield Beside(claim.id, BesideKind.AGREES if agrees else BesideKind.DIFFERS, figure.id, why)
    if not equal:
        root = _root(figures, claim.harm, sources[0]) if len(sources) == 1 else None
        whom = f"the {root.interval}" if root else "the figures"
        why = f"the outlet's own words; the text does not say how these people relate to {whom}"
        if claim.period.kind is PeriodKind.UNTIL and (said := _period_words(book, claim)):
            why += f", and puts them earlier: “{said}”"
        yield Beside(claim.id, BesideKind.NOT_STATED, root.id if root else None, why)


def _comparable(book: Book, figures: Sequence[Figure], source: str | None, claim: Claim) -> Figure | None:
    """A source's figure for the people of an outlet's words.

    The place that an outlet puts on a total is wording, so a number of the same size without the place will do.
    """
    same = _of_scope(book, figures, source, claim)
    anywhere = Scope({axis: leaves for axis, leaves in book.people[claim.id].items() if axis.split(": ")[0] != "place"})
    figure = same or _of_people(book, figures, claim.harm, source, anywhere, book.minus[claim.id])
    if same or figure is None:
        return same
    low, _ = bounds_of(claim)
    vague = claim.count.quantifier is Quantifier.VAGUE
    return figure if _agrees(book, claim, figure) and figure.low < (10 if vague else 2) * low else None


def _agrees(book: Book, claim: Claim, figure: Figure) -> bool:
    low, high = bounds_of(claim)
    moment = book.moments[claim.id]
    later = bool(moment and figure.as_of and instant(moment) > instant(figure.as_of))
    earlier = bool(moment and figure.as_of and instant(moment) < instant(figure.as_of))
    above = figure.high is not None and low > figure.high and not later
    below = high is not None and high < figure.low and not earlier
    return not above and not below


def _restates(book: Book, claim: Claim, exact: Claim) -> bool:
    if claim.report != exact.report or claim.source != exact.source or not is_exact(exact):
        return False
    number, low = exact.count.low or 0, claim.count.low
    if claim.count.quantifier in HEDGES and low is not None:
        near = low <= number < 2 * low
    else:
        near = claim.count.quantifier is Quantifier.VAGUE and bounds_of(claim)[0] <= number
    alike = (claim.victims.group, claim.victims.status) == (exact.victims.group, exact.victims.status)
    pair = {claim.id, exact.id}
    listed = any(len(pair & {b.total, *b.items}) == 2 for b in book.breakdowns)
    return near and alike and not listed and not book.people[claim.id].disjoint(book.people[exact.id])


def _distance(book: Book, claim: Claim, exact: Claim) -> tuple[int, int, str]:
    one, other = book.people[claim.id], book.people[exact.id]
    return sum(one.get(axis) != other.get(axis) for axis in {*one, *other}), exact.count.low or 0, exact.id


def _restatement(book: Book, claim: Claim, exact: Claim) -> Restatement:
    one, other = (described(book, c.source, book.people[c.id]) for c in (claim, exact))
    words = _period_words(book, claim)
    differ = [
        f"{word}, printed “{words}”" if words and word.startswith("day ") else word for word in differences(one, other)
    ]
    told = f"the words differ: {'; '.join(differ)}" if differ else "the words count the same people"
    why = f"“{as_printed(claim)}” seems to restate {exact.count.low:,} of the same source; {told}"
    edit = Edit("same_as", None, exact.id)
    identity = f"reading-{fingerprint(['reading', claim.id, edit])[:12]}"
    return Restatement(claim.id, exact.id, why, Reading(identity, claim.id, None, edit, why))


def _period_words(book: Book, claim: Claim) -> str | None:
    """The words that gave the period, as the report prints them."""
    spans = [e for field, e in claim.evidence.items() if field == "period" or field.startswith("period.")]
    first = min(spans, key=lambda e: e.start, default=None)
    return " ".join(book.reports[claim.id].text[first.start : first.end].split()) if first else None


def _root(figures: Sequence[Figure], harm: Harm, source: str | None) -> Figure | None:
    return next((f for f in figures if f.harm is harm and f.source == source and f.part_of is None), None)


def _of_scope(book: Book, figures: Sequence[Figure], source: str | None, claim: Claim) -> Figure | None:
    """The first figure of a source for the people of a claim."""
    return _of_people(book, figures, claim.harm, source, book.people[claim.id], book.minus[claim.id])


def _of_people(
    book: Book, figures: Sequence[Figure], harm: Harm, source: str | None, people: Scope, minus: tuple[Scope, ...]
) -> Figure | None:
    wanted = book.frame.asked(source, people, None), tuple(book.frame.asked(source, part, None) for part in minus)
    return next((f for f in figures if (f.harm, f.source) == (harm, source) and (f.scope, f.minus) == wanted), None)


__all__ = ["Restatement", "beside", "restatements"]
