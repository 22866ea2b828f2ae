"""Which numbers of a sentence are parts of others, and which count those who did it."""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.agents import by_agent_behind, claimant, doer
from tollbook.language.en.joining import (
    joins,
    list_link,
    opened_list,
    part_link,
    separated,
    side_by_side,
)
from tollbook.language.en.marks import Marked
from tollbook.language.en.phrases import counted_by
from tollbook.language.en.ties import VERB_REACH, Ties
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Counted
from tollbook.records import Status


def mark_agents(ties: Ties) -> None:
    """Add who did it where that stands right behind the people; a number inside such words counts no victims."""
    claimed = claimant(ties.marked)
    for index in sorted(ties.found, reverse=True):
        phrase, found = ties.phrases[index], ties.found[index]
        agent = found.agent or by_agent_behind(ties.marked, phrase.reach)
        beside = ties.found.get(index + 1)
        if agent is None and beside and beside.agent and side_by_side(ties.marked, phrase, ties.phrases[index + 1]):
            agent = beside.agent if beside.agent[0] > phrase.end else None
        cue = ties.marked.at("harm", found.cue[0])
        agent = agent or (None if cue and cue.entry.get("people_only") else claimed)  # "admitted the loss of nine"
        ties.found[index] = replace(found, agent=agent)
        if agent:
            ties.agents.update(n for n, one in enumerate(ties.phrases) if agent[0] <= one.number.start < agent[1])
    for index in ties.agents & ties.found.keys():
        del ties.found[index]


def said_of_all(marked: Marked) -> Counted | None:
    """Who everybody counted before is said to be: "all of them were civilians", "all belonged to the minority"."""
    everybody = marked.at("everybody", 0)
    if everybody is None:
        return None
    position = everybody.end
    belonging = marked.at("belonging", position)
    if belonging is None and not marked.at("passive", position):
        return None
    position = belonging.end if belonging else position + 1
    group = marked.at("group", position)
    person = marked.at("person", group.end if group else position)
    end = person.end if person else group.end if group else None
    return counted_by(marked, position, end) if end else None


def own_losses(marked: Marked, tag: Tag | None) -> Counted:
    """Who the lost are by whom they belonged to: "the army lost one man"; "the army says it has lost one man"."""
    if tag is None or not tag.entry.get("people_only"):
        return Counted()
    start, end = doer(marked, tag) or (0, 0)
    force = next((one for one in marked.tags["force"] if start <= one.start < end), None)
    if force is None and (
        tag.entry.get("form") == "of" or any(marked.word(n) in ("it", "they") for n in range(tag.start))
    ):
        force = next((one for one in marked.tags["force"] if marked.at("said", one.end)), None)
    statuses = tuple(Status(one) for one in force.entry.get("status")) if force else None
    evidence = (("status", marked.span(force.start, force.end)),) if force else ()
    return Counted(status=statuses, evidence=evidence)


def mark_parts(ties: Ties) -> None:
    """Say what whole the words make tied numbers a part of: by a link, behind a colon, or joined to a part."""
    for index in sorted(ties.found):
        found, phrase = ties.found[index], ties.phrases[index]
        if found.part_of is not None or found.part_of_earlier:
            continue
        whole = whole_of(ties, index)
        if whole is None:
            whole = _whole_of_neighbour(ties, index)
        if whole is not None and found.agent and ties.found[whole].agent not in (None, found.agent):
            whole = None  # "the attackers killed 12 before police shot three of them": not three of the 12
        link = part_link(ties.marked, phrase) or list_link(ties.marked, phrase)
        earlier = whole is None and ties.earlier is found.harm and (link is not None or phrase.partitive)
        rest = bool(earlier and link and link.entry.get("rest"))
        complete = bool(link and link.entry.get("complete"))
        ties.found[index] = replace(found, part_of=whole, part_of_earlier=earlier, rest=rest, complete=complete)


def whole_of(ties: Ties, index: int) -> int | None:
    """The number that this one is marked as a part of: the nearest before the marking words that is no part itself."""
    first = ties.phrases[0]
    if (
        index
        and ties.marked.word(0) == "of"
        and first.start <= 2
        and 0 in ties.found
        and ties.phrases[index].start < VERB_REACH + first.end
    ):
        return 0
    phrase = ties.phrases[index]
    if index + 1 in ties.found and phrase.partitive and ties.phrases[index + 1].start <= phrase.number.end + 2:
        return index + 1
    link = part_link(ties.marked, phrase)
    if link is None:
        return None
    behind = link.start >= ties.phrases[index].number.end
    for other in range(index - 1, -1, -1):
        found, phrase = ties.found.get(other), ties.phrases[other]
        if behind and side_by_side(ties.marked, phrase, ties.phrases[other + 1]):
            continue
        if phrase.start > link.start and not behind:
            continue
        if found is None:
            return None
        return other
    return None


def _whole_of_neighbour(ties: Ties, index: int) -> int | None:
    """The whole of a number that is listed behind a colon, joined to a part before it, or beside a part behind it."""
    marked, phrase = ties.marked, ties.phrases[index]
    before = ties.found.get(index - 1)
    if (total := _total_before_list(ties, index)) is not None:
        return total
    if before and before.part_of not in (None, index):
        first = ties.phrases[index - 1]
        if joins(marked, first, phrase) and not separated(marked, first, phrase):
            return before.part_of
    behind = index + 1 in ties.found and side_by_side(marked, phrase, ties.phrases[index + 1])
    whole = whole_of(ties, index + 1) if behind else None
    return whole if whole is not None and whole < index else None


def _total_before_list(ties: Ties, index: int) -> int | None:
    """The number before a colon that holds all those behind it: "48 deaths: rebels killed 16 soldiers and …"."""
    marked, harm = ties.marked, ties.found[index].harm
    opening = opened_list(marked, ties.phrases[index])
    if opening is None:
        return None
    same = [n for n in ties.found if ties.found[n].harm is harm and part_link(marked, ties.phrases[n]) is None]
    before = [n for n in same if ties.phrases[n].end <= opening and ties.found[n].part_of is None]
    items = [ties.phrases[n].number.value or 0 for n in same if ties.phrases[n].start > opening]
    total = max(before, default=None)
    return total if total is not None and sum(items) <= (ties.phrases[total].number.value or 0) else None
