"""What a bound does not say by itself: the note under a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.numbers import as_printed, is_exact
from tollbook.reconcile.claims.questions import Question
from tollbook.reconcile.engine.atoms import Region
from tollbook.reconcile.engine.settle import Answer, Row, Settled, Side
from tollbook.reconcile.words import words
from tollbook.records import Claim, Quantifier


@dataclass(frozen=True, slots=True)
class Noted:
    """An answer with everything that its note may have to tell. ``left_out``: statements that had no room."""

    book: Book
    question: Question
    region: Region
    settled: Settled
    answer: Answer
    left_out: int

    @property
    def hedged(self) -> Claim | None:
        """The claim whose hedged number the figure is, where it is stated and nothing bounds it from above."""
        row = only_row(self.answer.low)
        if row is None or row.region != self.region or not row.claim or self.answer.high:
            return None
        claim = self.book.claims[row.claim]
        return claim if claim.count.quantifier in (Quantifier.MORE_THAN, Quantifier.VAGUE) else None


def note(noted: Noted) -> str | None:
    """The note of a figure; None if its bounds say everything."""
    question, answer = noted.question, noted.answer
    notes = [
        _unsaid(noted),
        _open_above(noted.hedged, answer),
        _fractions(answer),
        "disputed: it depends on which of the conflicting numbers is wrong" if answer.disputed else None,
        "a present state, not a toll" if question.partition.stock else None,
        _set_aside(noted),
        *_not_used(noted),
        _one_name(noted),
        _inferred(noted),
    ]
    return "; ".join(told for told in notes if told) or None


def only_row(side: Side | None) -> Row | None:
    """The one row that a proof consists of, if it is one number taken as it stands."""
    if side is None or len(side.certificate.terms) != 1 or side.certificate.times != 1:
        return None
    (term,) = side.certificate.terms
    return side.rows[term.row] if term.coefficient == 1 else None


def used_rows(side: Side) -> list[Row]:
    """The rows that the proof of one end uses."""
    return [side.rows[n] for n in sorted(side.certificate.rows)]


def _set_aside(noted: Noted) -> str | None:
    """The numbers printed for exactly these people that are part of a conflict and wait for a decision."""
    book, question = noted.book, noted.question
    aside = [
        as_printed(claim)
        for claim in book.partitions[question.partition]
        if book.lists.unit(claim.id) in noted.settled.suspended
        and (book.people[claim.id], book.minus[claim.id]) == (question.scope, question.minus)
        and book.moments[claim.id] == question.at
    ]
    numbers = " and ".join(f"“{said}”" for said in dict.fromkeys(aside))
    return f"printed {numbers}: set aside until a conflict is decided" if aside else None


def _not_used(noted: Noted) -> Iterator[str]:
    """What had to be left out of the system because its words overlap in too many ways."""
    book, partition = noted.book, noted.question.partition
    lists = [b for b in book.breakdowns if b.id in book.lists_without_axis]
    if floors := sum(book.partition(book.claims[breakdown.total]) == partition for breakdown in lists):
        yield f"{floors} overlapping lists are used as floors only"
    if noted.left_out:
        farther = f"{noted.left_out:,} statements farther from these people"
        yield f"{farther} are left out or floors only: too many to compare"


def _one_name(noted: Noted) -> str | None:
    """A sum over countries under a name that the case does not describe: it may be the name of several sources."""
    name, low = noted.question.partition.source, noted.answer.low
    if name is None or low is None or noted.book.definition.source(name):
        return None
    claims = (noted.book.claims[row.claim] for row in used_rows(low))
    countries = {frozenset(chain[-1] for chain in c.places if len(chain) > 1) for c in claims} - {frozenset()}
    apart = sorted(min(one) for one in countries if all(one == other or not one & other for other in countries))
    if len(apart) < 2:
        return None
    return f"“{name}” counts in {' and in '.join(apart)}: if these are two sources of one name, tell them apart"


def _inferred(noted: Noted) -> str | None:
    book = noted.book
    claims = {row.claim for side in (noted.answer.low, noted.answer.high) if side for row in used_rows(side)}
    placed = any(book.moments[claim] == noted.question.at for claim in claims & book.timetable.inferred)
    return "order within the day inferred from the numbers" if placed else None


def _unsaid(noted: Noted) -> str | None:
    """Who is between a part that is stated and a total that is stated."""
    answer = noted.answer
    part, whole = only_row(answer.low), only_row(answer.high)
    if not (part and whole and answer.low and answer.high and answer.low.value < answer.high.value):
        return None
    claims = noted.book.claims
    same_time = part.scope.get("documented") == whole.scope.get("documented")
    if part.claim == whole.claim or not same_time or not all(is_exact(claims[row.claim]) for row in (part, whole)):
        return None
    axes = [axis for axis in noted.region.scope if axis not in whole.scope]
    if any(axis.startswith("list: ") for axis in axes):
        return None
    kind = axes[0].partition(": ")[0] if len(axes) == 1 else "other"
    text = words().unsaid.get(kind, words().unsaid["other"])
    return text.format(number=f"{answer.high.value - answer.low.value:,}")


def _fractions(answer: Answer) -> str | None:
    parts = [
        f"{name}: {side.certificate.total:,} ÷ {side.certificate.times}, in whole persons {side.value:,}"
        for name, side in (("at least", answer.low), ("at most", answer.high))
        if side and side.certificate.times > 1
    ]
    return "; ".join(parts) or None


def _open_above(hedged: Claim | None, answer: Answer) -> str | None:
    """What a hedged number leaves open; of a word without a number also what it is read as."""
    if hedged is None or answer.low is None:
        return None
    vague = hedged.count.quantifier is Quantifier.VAGUE
    return (f"read as at least {answer.low.value:,}; " if vague else "") + "no upper bound stated"
