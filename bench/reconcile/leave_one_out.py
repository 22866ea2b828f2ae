"""Take one claim away and ask for its number: ``python bench/reconcile/leave_one_out.py FOLDER``.

FOLDER is the evaluation set coast-2025. For every exact number among its annotated claims, with the readings that its
expected results rest on, the claim is left out and the rest of its source's claims are asked for the same people. The
others may give the number again, bound it on both sides, on one or not at all. What they must never do is exclude it,
unless it is in conflict with them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.incidents import assigned
from tollbook.reconcile.claims.numbers import is_exact
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import IN_RETROSPECT, Question
from tollbook.reconcile.figures.proofs import Systems
from tollbook.records import Claim, Extraction, Figure, Harm, Mode, View

OUTCOMES = ("exactly", "wrongly", "on both sides", "on one side", "not at all")


def main(folder: str) -> None:
    """Print for each source how many of its numbers the others give again, and every one that they exclude."""
    # The program beside this one; it is no module of a package.
    coast = import_module("coast")
    corpus = coast.Corpus(Path(folder))
    for source, system in coast.SYSTEMS.items():
        found = dict(left_out(corpus, source, system))
        count = Counter(outcome(claim, figure) for claim, figure in found.items())
        told = ", ".join(f"{count[name]} {name}" for name in OUTCOMES)
        print(f"{source}: of {len(found)} exact numbers the others give {told}")
        for claim, figure in found.items():
            if outcome(claim, figure) == "wrongly":
                print(f"    {claim.id} {claim.count.low:,}: {figure.interval}")


def left_out(corpus: Any, source: str, system: str) -> Iterator[tuple[Claim, Figure]]:
    """Every exact number of a source that is in no conflict, and what the others say about the same people."""
    accepted, partition = corpus.readings(system), Partition(Harm.KILLED, source)
    (share,) = assigned(corpus.extractions, corpus.definition, accepted).shares.values()
    whole = Book(share.extractions, share.definition, accepted)
    aside = Systems(whole).settled(partition, IN_RETROSPECT).suspended
    for claim in whole.partitions[partition]:
        counts = claim.mode in (Mode.COUNT, Mode.INCREMENT) and is_exact(claim) and whole.moments[claim.id]
        if not counts or whole.lists.unit(claim.id) in aside:
            continue
        others = Book(list(without(share.extractions, claim.id)), share.definition, accepted)
        if same_question(whole, others, claim):
            scope = others.frame.counted_people(source, whole.people[claim.id])
            question = Question(partition, scope, whole.minus[claim.id], View.IN_RETROSPECT, whole.moments[claim.id])
            yield claim, Systems(others).figure(question)


def same_question(whole: Book, others: Book, claim: Claim) -> bool:
    """Whether the people of a claim can be asked about without it: no leaf goes with it, and no bulletin's name."""
    people = (whole.people[claim.id], *whole.minus[claim.id])
    leaves = all(set(some) <= set(others.axes.get(axis, ())) for scope in people for axis, some in scope.items())
    at = whole.moments[claim.id]
    then, now = ({one for one, moment in book.moments.items() if moment == at} for book in (whole, others))
    return leaves and then - {claim.id} == now


def without(extractions: Iterable[Extraction], claim: str) -> Iterator[Extraction]:
    """The reports without one claim, and without the lists of which it is the total."""
    for extraction in extractions:
        lists = (replace(b, items=tuple(i for i in b.items if i != claim)) for b in extraction.breakdowns)
        yield replace(
            extraction,
            claims=tuple(c for c in extraction.claims if c.id != claim),
            breakdowns=tuple(b for b in lists if b.total != claim and b.items),
        )


def outcome(claim: Claim, figure: Figure) -> str:
    """How well a figure gives the number of a claim again."""
    number = claim.count.low or 0
    if number < figure.low or (figure.high is not None and number > figure.high):
        return "wrongly"
    if figure.low == figure.high:
        return "exactly"
    sides = (figure.low > 0) + (figure.high is not None)
    return {2: "on both sides", 1: "on one side", 0: "not at all"}[sides]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("usage: python bench/reconcile/leave_one_out.py FOLDER", file=sys.stderr)
        sys.exit(2)
    main(sys.argv[1])
