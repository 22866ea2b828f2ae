"""Answers as figures: bounds with proofs that a reader can follow, each checked before it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.edits import targets
from tollbook.reconcile.claims.numbers import as_printed, read_by
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import IN_RETROSPECT, Question, Standpoint
from tollbook.reconcile.engine.atoms import Region
from tollbook.reconcile.engine.settle import Answer, Clash, Row, Settled, Side, ask, narrowed, settle, settle_in_parts
from tollbook.reconcile.engine.window import Windows, fits
from tollbook.reconcile.figures.labels import described, label
from tollbook.reconcile.figures.laws import laws_about
from tollbook.reconcile.figures.notes import Noted, note, only_row, used_rows
from tollbook.reconcile.scopes.moments import as_of_text, in_words
from tollbook.reconcile.verify import verify_end
from tollbook.records import Figure, Proof, ProofBasis, Proofs, ProofTerm, Scope
from tollbook.records.wire import encode, fingerprint

System = tuple[Partition, Standpoint]


class Systems:
    """The settled systems of a book, each made once; answers questions with figures."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.parity: dict[Partition, list[Clash]] = {}
        self._settled: dict[System, Settled] = {}
        self._windows: dict[System, Windows] = {}
        self._near: dict[tuple[System, tuple[Row, ...]], Settled] = {}

    def settled(self, partition: Partition, standpoint: Standpoint) -> Settled:
        """The system as it looks from a standpoint."""
        key = partition, standpoint
        if key not in self._settled:
            later = self.settled(partition, IN_RETROSPECT) if standpoint != IN_RETROSPECT else None
            known = later.clashes if later else ()
            axes, rows = self.book.axes, sorted(self.book.rows(partition, standpoint), key=lambda row: row.id)
            if fits(axes, rows):
                until = None if standpoint.horizon else standpoint.known or self.book.latest(partition)
                everyone = self.book.frame.asked(partition.source, {}, until)
                possible = later.repairs if later and self._said_later(rows, later, key) else ()
                self._settled[key] = settle(axes, rows, everyone, known, possible)
            else:
                self._windows[key] = Windows(axes, rows)
                # Whatever is known from an earlier standpoint has been looked at from the last one.
                parts = () if later else self._windows[key].parts()
                self._settled[key] = settle_in_parts(axes, rows, parts, known)
        return self._settled[key]

    def _said_later(self, rows: Iterable[Row], later: Settled, system: System) -> bool:
        """Whether all rows of a standpoint are also in a later system, about nobody documented after the horizon.

        Then they can be true if the later ones can, by the same people without those documented later. Of a later
        system that was looked at in parts only it is not known whether they all can.
        """
        partition, standpoint = system
        if standpoint.horizon is None or (partition, IN_RETROSPECT) in self._windows:
            return False
        then = {(row.id, row.low, row.high): row.scope for row in later.rows}
        until = self.book.timeline.until(standpoint.horizon)
        scopes = (then.get((row.id, row.low, row.high)) for row in rows)
        return all(scope and scope.get("documented") and scope["documented"] <= until for scope in scopes)

    def near(self, partition: Partition, standpoint: Standpoint, region: Region) -> Settled:
        """The part of a system from which a question is answered, and the laws about it where there is room."""
        settled, system = self.settled(partition, standpoint), (partition, standpoint)
        rows = self._windows[system].around(region) if system in self._windows else settled.rows
        laws = laws_about(self.book, partition, standpoint, region)
        if laws and fits(settled.axes, (*rows, *laws)):
            rows = (*rows, *laws)
        if rows is settled.rows:
            return settled
        key = system, rows
        if key not in self._near:
            self._near[key] = found = narrowed(settled, rows)
            self._noted(partition, standpoint, (clash for clash in found.clashes if clash not in settled.clashes))
        return self._near[key]

    def _noted(self, partition: Partition, standpoint: Standpoint, clashes: Iterable[Clash]) -> None:
        """Keep the clashes that only a question brought up."""
        if standpoint == IN_RETROSPECT:
            self.parity.setdefault(partition, []).extend(clashes)

    def region(self, question: Question) -> Region:
        """The people of a question as the system of its view knows them."""
        book, source = self.book, question.partition.source
        scope = book.frame.asked(source, question.scope, question.until)
        if question.after:
            later = frozenset(book.timeline.leaves) - book.timeline.until(question.after)
            scope = Scope({**scope, "documented": scope.get("documented", later) & later})
        return Region(scope, tuple(book.frame.asked(source, minus, None) for minus in question.minus))

    def figure(self, question: Question, text: str | None = None, part_of: str | None = None) -> Figure:
        """The figure that answers a question. ``text`` is its label if the plain description will not do."""
        book, partition = self.book, question.partition
        region, system = self.region(question), self.settled(partition, question.standpoint)
        settled = self.near(partition, question.standpoint, region)
        answer = ask(settled, region)
        self._noted(partition, question.standpoint, answer.parity)
        names = described(book, partition.source, question.scope)
        noted = Noted(book, question, region, settled, answer, len(set(system.rows).difference(settled.rows)))
        figure = Figure(
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
            proof=Proofs(self._proof(answer.low, region), self._proof(answer.high, region)),
            readings=self.readings(partition),
            disputed=answer.disputed,
            rule=self._rule(answer),
            claims=self._claims(question, answer),
            part_of=part_of,
            note=note(noted),
            printed=_lowered(as_printed(noted.hedged)) if noted.hedged else None,
            people=self._people(partition.source, question.scope, question.minus, question.at),
            known_at=as_of_text(question.known),
        )
        return self._checked(figure)

    def _checked(self, figure: Figure) -> Figure:
        """The figure without any bound whose proof does not hold: such a bound is never shown."""
        faults = {end: fault for end in ("low", "high") if (fault := self._fault(figure, end))}
        if not faults:
            return figure
        told = [f"a bound is withheld because its proof fails ({fault})" for fault in faults.values()]
        return replace(
            figure,
            low=0 if "low" in faults else figure.low,
            high=None if "high" in faults else figure.high,
            proof=replace(figure.proof, **dict.fromkeys(faults)),
            note="; ".join(filter(None, [figure.note, *told])),
            printed=None,
        )

    def _fault(self, figure: Figure, end: str) -> str | None:
        try:
            verify_end(encode(figure), end, self.book.axes)
        except ValueError as fault:
            return str(fault)
        return None

    def _proof(self, side: Side | None, region: Region) -> Proof | None:
        if side is None:
            return None
        terms = [(side.rows[term.row], term) for term in side.certificate.terms]
        terms.sort(key=lambda pair: (pair[1].coefficient < 0, -getattr(pair[0], pair[1].side), pair[0].id))
        only = only_row(side)
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
        """Whom a row counts, in words; of a law, or a row that says that a list is complete, its own words."""
        if row.id != row.claim:
            return row.id if row.unit is None else row.quote
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

    def _rule(self, answer: Answer) -> str | None:
        """The profile of the case by which vague words in the proofs were read, if one was used."""
        used = {row.claim for side in (answer.low, answer.high) if side for row in used_rows(side)}
        return read_by(self.book.definition.rules.numbers, [self.book.claims[claim] for claim in sorted(used)])

    def _claims(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """The claims that the proofs use, and those that state the same about the same people at the same time."""
        book = self.book
        used = {row.claim for side in (answer.low, answer.high) if side for row in used_rows(side)}
        for claim in book.partitions[question.partition]:
            then = book.moments[claim.id] == question.at
            if then and book.people[claim.id] == question.scope and book.minus[claim.id] == question.minus:
                used.add(claim.id)
        return tuple(sorted(used | {same for same, stands in book.same.items() if stands in used}))


def identity(book: Book, question: Question, names: Mapping[str, tuple[str, ...]]) -> str:
    """The id of a figure: what it is about, in names, so that other claims in the ledger do not change it."""
    minus = sorted((described(book, question.partition.source, scope) for scope in question.minus), key=str)
    partition = question.partition
    about = [book.definition.incident, partition.harm, partition.source, partition.stock]
    about += [question.view, question.at, question.after, *([question.known] if question.known else [])]
    return f"figure-{fingerprint([*about, names, minus, question.role])[:12]}"


def _lowered(said: str) -> str:
    return said[:1].lower() + said[1:]
