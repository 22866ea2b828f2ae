"""Answers as figures: bounds with proofs that a reader can follow, and the note that says what a bound does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tollbook.reconcile.atoms import Region, memberships
from tollbook.reconcile.book import Book, Partition
from tollbook.reconcile.edits import targets
from tollbook.reconcile.labels import described, label
from tollbook.reconcile.moments import as_of_text, in_words
from tollbook.reconcile.numbers import as_printed, is_exact
from tollbook.reconcile.settle import Answer, Clash, Row, Settled, Side, ask, settle
from tollbook.reconcile.words import words
from tollbook.records import Claim, Figure, Proof, ProofBasis, Proofs, ProofTerm, Quantifier, Scope, TollbookError, View
from tollbook.records.wire import fingerprint

MOST_CLASSES = 5_000
"""Beyond it statements on axes of one name only (roles, qualifiers, lists) are left out, and figures say so."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which people, in which system, at which moment. ``scope`` and ``minus`` are without the as-of time.

    ``after`` leaves out everybody documented by that moment. ``role`` keeps figures apart that ask the same.
    """

    partition: Partition
    scope: Scope
    minus: tuple[Scope, ...] = ()
    view: View = View.AS_KNOWN
    at: str | None = None
    after: str | None = None
    role: str = ""


class Systems:
    """The settled systems of a book, each made once; answers questions with figures."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.parity: dict[Partition, list[Clash]] = {}
        self._left_out: dict[tuple[Partition, View, str | None], int] = {}
        self._settled: dict[tuple[Partition, View, str | None], Settled] = {}

    def settled(self, partition: Partition, view: View, at: str | None) -> Settled:
        """The system as known at a moment, or with everything said since."""
        # In retrospect the rows are the same for every moment: only the question names it.
        key = (partition, view, at if view is View.AS_KNOWN else None)
        if key not in self._settled:
            until = self.book.latest(partition) if view is View.IN_RETROSPECT else None
            everyone = self.book.asked(partition.source, {}, until)
            rows = self.book.rows(partition, view, at)
            kept = (
                rows if self._fit(rows) else tuple(row for row in rows if not any(": " in axis for axis in row.scope))
            )
            self._settled[key] = settle(self.book.axes, kept, everyone)
            self._left_out[key] = len(rows) - len(kept)
        return self._settled[key]

    def _fit(self, rows: Sequence[Row]) -> bool:
        """Whether the rows cut people into few enough classes to be answered soon."""
        try:
            memberships(self.book.axes, [row.region for row in rows], MOST_CLASSES)
        except TollbookError:
            return False
        return True

    def region(self, question: Question) -> Region:
        """The people of a question as the system of its view knows them."""
        book, source = self.book, question.partition.source
        until = question.at if question.view is View.IN_RETROSPECT else None
        scope = book.asked(source, question.scope, until)
        if question.after:
            later = frozenset(book.timeline.leaves) - book.timeline.until(question.after)
            scope = Scope({**scope, "documented": scope.get("documented", later) & later})
        return Region(scope, tuple(book.asked(source, minus, None) for minus in question.minus))

    def figure(self, question: Question, text: str | None = None, part_of: str | None = None) -> Figure:
        """The figure that answers a question. ``text`` is its label if the plain description will not do."""
        book, partition = self.book, question.partition
        region = self.region(question)
        answer = ask(self.settled(partition, question.view, question.at), region)
        if answer.parity and question.view is View.IN_RETROSPECT:
            self.parity.setdefault(partition, []).extend(answer.parity)
        names = described(book, partition.source, question.scope)
        hedged = self._hedged(region, answer)
        low, high = self._proof(answer.low, region), self._proof(answer.high, region)
        return Figure(
            id=identity(book, question, names),
            incident=book.definition.incident,
            harm=partition.harm,
            source=partition.source,
            as_of=as_of_text(question.at),
            view=question.view,
            scope=region.scope,
            minus=region.minus,
            label=text or label(names),
            low=answer.low.value if answer.low else 0,
            high=answer.high.value if answer.high else None,
            proof=Proofs(low, high),
            readings=self.readings(partition),
            disputed=answer.disputed,
            claims=self._claims(question, answer),
            part_of=part_of,
            note=self._note(question, region, answer, hedged),
            printed=_lowered(as_printed(hedged)) if hedged else None,
            people=self._people(partition.source, question.scope, question.minus, question.at),
        )

    def _proof(self, side: Side | None, region: Region) -> Proof | None:
        if side is None:
            return None
        terms = [(side.rows[term.row], term) for term in side.certificate.terms]
        terms.sort(key=lambda pair: (pair[1].coefficient < 0, -getattr(pair[0], pair[1].side), pair[0].id))
        only = _only_row(side)
        stated = only is not None and only.scope == region.scope and set(only.minus) == set(region.minus)
        weakest = max((row for row, _ in terms), key=lambda row: (row.weight, row.claim), default=None)
        lines = tuple(
            ProofTerm(
                claim=row.claim,
                side=term.side,
                bound=getattr(row, term.side),
                coefficient=term.coefficient,
                scope=row.scope,
                minus=row.minus,
                quote=row.quote,
                people=self._counted(row),
            )
            for row, term in terms
        )
        basis = ProofBasis.STATED if stated else ProofBasis.DERIVED
        return Proof(basis, lines, side.value, weakest.claim if weakest else None)

    def _counted(self, row: Row) -> str:
        """Whom a row counts, in words; of a row that says that a list is complete, its own words."""
        if row.id != row.claim:
            return row.quote
        claim, book = self.book.claims[row.claim], self.book
        return self._people(claim.source, book.people[claim.id], book.minus[claim.id], book.moments[claim.id])

    def _people(self, source: str | None, scope: Scope, minus: tuple[Scope, ...], at: str | None) -> str:
        """People in full words: ``everyone, without Alawite civilians, as of 8 March 2025``."""
        names = [label(described(self.book, source, part)) for part in (scope, *minus)]
        moment = as_of_text(at)
        without = f", without {' and '.join(names[1:])}" if minus else ""
        return names[0] + without + (f", as of {in_words(moment)}" if moment else "")

    def readings(self, partition: Partition) -> tuple[str, ...]:
        """The accepted readings that a figure of this system rests on: all that touch one of its claims."""
        lists = {breakdown.id: breakdown for breakdown in self.book.breakdowns}
        mine = {claim.id for claim in self.book.partitions[partition]} | {
            same for same, other in self.book.same.items() if self.book.partition(self.book.claims[other]) == partition
        }
        return tuple(reading.id for reading in self.book.accepted if mine & set(targets(reading, lists)))

    def _claims(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """The claims that the proofs use, and those that state the same about the same people at the same time."""
        book = self.book
        used = {row.claim for side in (answer.low, answer.high) if side for row in used_rows(side)}
        for claim in book.partitions[question.partition]:
            equal = book.people[claim.id] == question.scope and book.minus[claim.id] == question.minus
            if equal and book.moments[claim.id] == question.at:
                used.add(claim.id)
        return tuple(sorted(used | {same for same, stands in book.same.items() if stands in used}))

    def _note(self, question: Question, region: Region, answer: Answer, hedged: Claim | None) -> str | None:
        notes = [
            self._unsaid(region, answer),
            _open_above(hedged, answer),
            _fractions(answer),
            _dispute(answer),
            "a present state, not a toll" if question.partition.stock else None,
            self._set_aside(question),
            self._not_used(question),
            "order within the day inferred from the numbers" if question.at != as_of_text(question.at) else None,
        ]
        return "; ".join(note for note in notes if note) or None

    def _set_aside(self, question: Question) -> str | None:
        """The numbers printed for exactly these people that are part of a conflict and wait for a decision."""
        book, suspended = self.book, self.settled(question.partition, question.view, question.at).suspended
        aside = [
            as_printed(claim)
            for claim in book.partitions[question.partition]
            if book.unit(claim.id) in suspended
            and (book.people[claim.id], book.minus[claim.id]) == (question.scope, question.minus)
            and book.moments[claim.id] == question.at
        ]
        numbers = " and ".join(f"“{said}”" for said in dict.fromkeys(aside))
        return f"printed {numbers}: set aside until a conflict is decided" if aside else None

    def _not_used(self, question: Question) -> str | None:
        """What had to be left out of the system because its words overlap in too many ways."""
        book, partition = self.book, question.partition
        lists = [b for b in book.breakdowns if b.id in book.lists_without_axis]
        floors = sum(book.partition(book.claims[breakdown.total]) == partition for breakdown in lists)
        gone = self._left_out[partition, question.view, question.at if question.view is View.AS_KNOWN else None]
        notes = [f"{floors} overlapping lists are used as floors only"] if floors else []
        notes += [f"{gone} statements with overlapping words are left out: too many to compare"] if gone else []
        return "; ".join(notes) or None

    def _unsaid(self, region: Region, answer: Answer) -> str | None:
        """Who is between a part that is stated and a total that is stated."""
        part, whole = _only_row(answer.low), _only_row(answer.high)
        if not (part and whole and answer.low and answer.high and answer.low.value < answer.high.value):
            return None
        claims = self.book.claims
        same_time = part.scope.get("documented") == whole.scope.get("documented")
        if part.claim == whole.claim or not same_time or not all(is_exact(claims[row.claim]) for row in (part, whole)):
            return None
        axes = [axis for axis in region.scope if axis not in whole.scope]
        if any(axis.startswith("list: ") for axis in axes):
            return None
        kind = axes[0].partition(": ")[0] if len(axes) == 1 else "other"
        text = words().unsaid.get(kind, words().unsaid["other"])
        return text.format(number=f"{answer.high.value - answer.low.value:,}")

    def _hedged(self, region: Region, answer: Answer) -> Claim | None:
        """The claim whose hedged number the figure is, where it is stated and nothing bounds it from above."""
        row = _only_row(answer.low)
        if row is None or row.region != region or not row.claim or answer.high:
            return None
        claim = self.book.claims[row.claim]
        return claim if claim.count.quantifier in (Quantifier.MORE_THAN, Quantifier.VAGUE) else None


def identity(book: Book, question: Question, names: Mapping[str, tuple[str, ...]]) -> str:
    """The id of a figure: what it is about, in names, so that other claims in the ledger do not change it."""
    minus = sorted((described(book, question.partition.source, scope) for scope in question.minus), key=str)
    partition = question.partition
    about = [book.definition.incident, partition.harm, partition.source, partition.stock]
    about += [question.view, question.at, question.after]
    return f"figure-{fingerprint([*about, names, minus, question.role])[:12]}"


def used_rows(side: Side) -> list[Row]:
    """The rows that the proof of one end uses."""
    return [side.rows[n] for n in sorted(side.certificate.rows)]


def _only_row(side: Side | None) -> Row | None:
    """The one row that a proof consists of, if it is one number taken as it stands."""
    if side is None or len(side.certificate.terms) != 1 or side.certificate.times != 1:
        return None
    (term,) = side.certificate.terms
    return side.rows[term.row] if term.coefficient == 1 else None


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


def _lowered(said: str) -> str:
    return said[:1].lower() + said[1:]


def _dispute(answer: Answer) -> str | None:
    if not answer.disputed:
        return None
    return "disputed: it depends on which of the conflicting numbers is wrong"
