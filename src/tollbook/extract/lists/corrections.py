"""What a text says its numbers leave out, and which numbers it takes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tollbook.extract.drafted import Drafted
from tollbook.extract.lists.wholes import NEAR, earlier_total, sentence_of
from tollbook.records import Claim, Exclusion, Mode, Relation, RelationKind


def corrected(drafts: Sequence[Drafted], text: str) -> list[Drafted]:
    """The drafts with what each number leaves out ("excluding the attackers") and which one it withdraws."""
    return [
        entry.with_claim(_withdrawing(drafts, position, _without(drafts, position, text)))
        for position, entry in enumerate(drafts)
    ]


def _without(drafts: Sequence[Drafted], position: int, text: str) -> Claim:
    """A claim with the people that the words leave out of it, and the claim that counts those."""
    claim, besides = drafts[position].claim, drafts[position].statement.besides
    if besides is None:
        return claim
    other: Claim | None = None
    if besides.other is not None and besides.other < len(sentence_of(drafts, position)):
        other = sentence_of(drafts, position)[besides.other].claim
    elif besides.earlier and (total := earlier_total(drafts, position)):
        other = total.claim
    said = text[besides.span.start : besides.span.end]
    left_out = (*claim.excludes, Exclusion(said, other.id if other else None))
    apart = () if other is None else (Relation(RelationKind.EXCLUDES, other.id),)
    return replace(claim, excludes=left_out, relations=tuple(dict.fromkeys((*claim.relations, *apart))))


def _withdrawing(drafts: Sequence[Drafted], position: int, claim: Claim) -> Claim:
    """A claim that takes back another: "not 359 but 253"; what printed the wrong number before is taken back too."""
    if claim.mode is not Mode.COUNT:
        return claim
    taken_back = dict.fromkeys(other.claim.id for other in _withdrawn(drafts, position))
    relations = (Relation(RelationKind.RETRACTS, other) for other in taken_back)
    return replace(claim, relations=(*claim.relations, *relations)) if taken_back else claim


def _withdrawn(drafts: Sequence[Drafted], position: int) -> Iterator[Drafted]:
    entry = drafts[position]
    for wrong in sentence_of(drafts, position):
        if wrong.claim.mode is Mode.RETRACTION and wrong.claim.harm is entry.claim.harm:
            yield wrong
            for other in drafts[max(0, position - NEAR) : position]:
                same = (other.claim.harm, other.claim.count.low) == (wrong.claim.harm, wrong.claim.count.low)
                if same and other.sentence < entry.sentence and other.claim.source == entry.claim.source:
                    yield other
