"""People who were shot, of whom the report says only as one of several that they died.

"Four people were found dead. Police believe he shot his wife, his two children and then himself." Being shot leaves
open who lived. Where a report counts several dead, tells who was shot, and has room for all of these among the dead,
they are the dead; who is told to be in hospital, or is told beside the dead in one sentence, is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tollbook.extract.drafted import Drafted
from tollbook.extract.people.cast import LEAD, Member
from tollbook.language.protocol import PersonKind
from tollbook.records import EvidenceBasis, FrozenMapping, Harm, Mode

SEVERAL = 2
STILL_TOLD = 2
"""Sentences behind people who were shot in which their deaths are told."""


def with_outcomes(drafts: Sequence[Drafted], members: Sequence[Member]) -> list[Drafted]:
    """The drafts; people shot, all of whom the report may count among its dead, were killed."""
    result = list(drafts)
    dead = [entry for entry in drafts if _counts_dead(entry)]
    told = {entry.sentence for entry in dead}
    shot = [one for one in members if drafts[one.claims[0]].statement.person and _may_have_died(drafts, one)]
    beside = _shot_beside(drafts, shot)
    if not dead or any(_counts_wounded(entry) for n, entry in enumerate(drafts) if n not in beside):
        return result
    most = max(dead, key=lambda entry: entry.statement.number.value or 0)
    room = (most.statement.number.value or 0) - sum(map(_known_dead(drafts), members))
    size = sum(one.size for one in shot) + sum(drafts[n].statement.number.value or 0 for n in beside)
    fits = size == room or (0 < size <= room and most.sentence <= drafts[0].sentence + LEAD)
    if fits and size and told.isdisjoint(one.first_sentence for one in shot):
        for position in (*(n for one in shot for n in one.claims), *beside):
            result[position] = _dead(result[position])
    return result


def _known_dead(drafts: Sequence[Drafted]) -> Callable[[Member], int]:
    """How many of a report's dead a member of its cast is; couples and "both" stand for the number itself."""

    def known(member: Member) -> int:
        died = any(drafts[n].claim.harm is Harm.KILLED and _is_news(drafts[n]) for n in member.claims)
        return int(died and member.size < SEVERAL)

    return known


def _is_news(entry: Drafted) -> bool:
    return entry.claim.mode is Mode.COUNT and not entry.claim.background


def _counts_dead(entry: Drafted) -> bool:
    person = entry.statement.person
    several = (entry.statement.number.value or 0) >= SEVERAL and entry.statement.part_of is None
    in_print = person is None or person.kind is PersonKind.PLURAL  # of "a couple" two are told one by one
    return several and in_print and entry.claim.harm is Harm.KILLED and _is_news(entry)


def _shot_beside(drafts: Sequence[Drafted], shot: Sequence[Member]) -> list[int]:
    """The numbers of people shot by the same verb as somebody: "shot his wife, his two children"."""
    verbs = {(drafts[n].sentence, drafts[n].statement.cue) for one in shot for n in one.claims}
    return [
        n for n, one in enumerate(drafts) if one.statement.person is None and (one.sentence, one.statement.cue) in verbs
    ]


def _counts_wounded(entry: Drafted) -> bool:
    return entry.claim.harm is Harm.INJURED and entry.statement.person is None and _is_news(entry)


def _may_have_died(drafts: Sequence[Drafted], member: Member) -> bool:
    """Whether the report says of somebody that shots hit, and no more."""
    told = [drafts[n] for n in member.claims]
    return not member.background and all(
        one.claim.harm is Harm.INJURED and one.statement.may_die and _is_news(one) for one in told
    )


def _dead(entry: Drafted) -> Drafted:
    said = replace(entry.claim.evidence["harm"], basis=EvidenceBasis.INFERRED)
    evidence = FrozenMapping({**entry.claim.evidence, "harm": said})
    return replace(entry, claim=replace(entry.claim, harm=Harm.KILLED, evidence=evidence))


def shot_before(entry: Drafted, before: Sequence[Drafted]) -> Drafted | None:
    """The people who were hit and of whom a death told right behind is one: "four people were shot, one fatally"."""
    near = [one for one in before if 0 <= entry.sentence - one.sentence <= STILL_TOLD]
    shot = [one for one in near if one.claim.number and one.statement.part_of is None and _may_be_dead(one, entry)]
    fits = shot and (shot[-1].claim.count.low or 0) >= (entry.claim.count.low or 0)
    return shot[-1] if fits and not entry.claim.background and not entry.statement.others else None


def _may_be_dead(one: Drafted, entry: Drafted) -> bool:
    """Whether a death may be that of one of these people: of the shot, or of "one of the three" who were wounded."""
    named = entry.statement.of_number is not None and entry.statement.of_number == one.claim.count.low
    person = entry.statement.person
    if person is not None and person.other and person.kind is PersonKind.KNOWN:  # "the third man died"
        named |= (one.claim.count.low or 0) >= max(person.place, SEVERAL)
    return one.statement.may_die or (named and one.claim.harm is Harm.INJURED)
