"""Which numbers of a sentence are parts of others, and which count those who did it."""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.doers.agents import by_agent_behind, claimant, doer
from tollbook.language.en.marking.asides import in_aside
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.people.phrases import NounPhrase, counted_by
from tollbook.language.en.relations.comparing import COMPARED
from tollbook.language.en.relations.joining import (
    DEGREES,
    beside,
    joins,
    list_link,
    opened_list,
    part_link,
    separated,
    side_by_side,
)
from tollbook.language.en.relations.ties import LIST_ENTRY, VERB_REACH, Tie, Ties
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Counted
from tollbook.records import Harm, Status

FEWEST = 2
"""Parts of a list that may be all of a total."""
VICTIMS = frozenset(("victims", "victim", "dead", "deaths", "bodies", "fatalities", "casualties", "these", "those"))
"""Words for people who are harmed already."""


def mark_agents(ties: Ties) -> None:
    """Add who did it where that stands right behind the people; a number inside such words counts no victims."""
    claimed = claimant(ties.marked)
    for index in sorted(ties.found, reverse=True):
        phrase, found = ties.phrases[index], ties.found[index]
        agent = found.agent or _agent_behind(ties.marked, phrase, found)
        beside = ties.found.get(index + 1)
        if agent is None and beside and beside.agent and side_by_side(ties.marked, phrase, ties.phrases[index + 1]):
            agent = beside.agent if beside.agent[0] > phrase.end else None
        cue = ties.marked.at("harm", found.cue[0])
        agent = agent or (None if cue and cue.entry.get("suffered") else claimed)  # "admitted the loss of nine"
        ties.found[index] = replace(found, agent=agent)
        if agent:
            ties.agents.update(n for n, one in enumerate(ties.phrases) if agent[0] <= one.number.start < agent[1])
    for index in ties.agents & ties.found.keys():
        del ties.found[index]


def _agent_behind(marked: Marked, phrase: NounPhrase, found: Tie) -> tuple[int, int] | None:
    """Who did it right behind the people; in a line without a verb "14 to the hospital" says where they went."""
    verbless = found.cue == (phrase.number.start, phrase.number.end)
    return None if verbless and marked.word(phrase.reach) == "to" else by_agent_behind(marked, phrase.reach)


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
    if tag is None or not tag.entry.get("suffered"):
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
        if found.part_of is not None or found.part_of_earlier or found.rule == COMPARED:
            continue
        whole = whole_of(ties, index)
        if whole is None:
            whole = _whole_of_neighbour(ties, index)
        if whole is None and found.rule == LIST_ENTRY and found.joined_to in ties.found:
            whole = ties.found[found.joined_to].part_of  # "rebels account for 30 of the 74 killings, the army for 40"
        if whole is not None and found.agent and ties.found[whole].agent not in (None, found.agent):
            whole = None  # "the attackers killed 12 before police shot three of them": not three of the 12
        link = part_link(ties.marked, phrase) or list_link(ties.marked, phrase)
        known = link is not None or (phrase.partitive and not _harmed_anew(ties, index)) or _begins_with_known(ties)
        earlier = whole is None and ties.earlier is found.harm and known
        rest = bool(earlier and link and link.entry.get("rest"))
        complete = bool(link and link.entry.get("complete"))
        ties.found[index] = replace(found, part_of=whole, part_of_earlier=earlier, rest=rest, complete=complete)
    _tie_sum(ties)
    for whole in sorted(ties.found):
        for index in _filling_up(ties, whole):
            ties.found[index] = replace(ties.found[index], part_of=whole, part_of_earlier=False, joined_to=None)


def _tie_sum(ties: Ties) -> None:
    """Tie the people with whom a sentence begins if its list is all of them: "of the 64 victims, 40 …, 24 …"."""
    first = ties.phrases[0] if ties.phrases else None
    if first is None or first.head is None or 0 in ties.found or ties.marked.word(0) != "of":
        return
    parts = [n for n, one in ties.found.items() if one.part_of is None and not one.part_of_earlier]
    harms = {ties.found[n].harm for n in parts}
    amount = sum(ties.phrases[n].number.value or 0 for n in parts)
    if len(parts) < FEWEST or len(harms) > 1 or amount != first.number.value or ties.earlier in harms:
        return
    part = ties.found[min(parts)]
    ties.found[0] = Tie(part.harm, part.cue, "sum of its parts")
    for n in parts:
        ties.found[n] = replace(ties.found[n], part_of=0)


def _harmed_anew(ties: Ties, index: int) -> bool:
    """Whether a verb says that some of a group were harmed: "five of the raiders were killed", not "of the victims"."""
    phrase, cue = ties.phrases[index], ties.found[index].cue
    whole = marked_harmed(ties.marked, phrase)
    return not whole and cue[0] >= phrase.end and ties.marked.at("passive", cue[0] - 1) is not None


def marked_harmed(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether a part is one of people who are harmed already: "of the dead", "of the victims", "of those killed"."""
    inside = range(phrase.number.end, phrase.end + 1)
    return any(marked.at("harm", n) or marked.word(n) in VICTIMS for n in inside) or phrase.head is None


def _filling_up(ties: Ties, whole: int) -> list[int]:
    """The numbers behind a total that make it full to the unit with its parts: "32 died, of whom 12 …, while 20 …".

    Where nothing is said to be a part, only different kinds of people are: "13 people, eight men and five women".
    """
    total, phrase = ties.found[whole], ties.phrases[whole]
    behind = [n for n in ties.found if n > whole and ties.found[n].harm is total.harm]
    parts = [n for n in behind if ties.found[n].part_of == whole]
    others = [
        n
        for n in behind
        if ties.found[n].part_of is None and (total.part_of_earlier or not ties.found[n].part_of_earlier)
    ]
    plain = phrase.counted.status is None and phrase.counted.sex is None and phrase.counted.age is None
    kinds = {ties.phrases[n].counted for n in others}
    told = plain and len(others) > 1 and len(kinds) == len(others) and all(ties.phrases[n].head for n in others)
    told = told or (len(others) > 1 and all(_told_apart(ties, n) for n in others))
    amount, rest = (sum(ties.phrases[n].number.value or 0 for n in some) for some in (others, parts))
    full = (parts and amount + rest == phrase.number.value) or (told and amount == phrase.number.value)
    return others if others and full else []


def _told_apart(ties: Ties, index: int) -> bool:
    """Whether a bare number has a place of its own, or says how badly: "31 in Guamúchil", "18 seriously"."""
    phrase, end = ties.phrases[index], ties.phrases[index].number.end
    return phrase.bare and (ties.marked.at("locative", end) is not None or ties.marked.word(end) in DEGREES)


def whole_of(ties: Ties, index: int) -> int | None:
    """The number that this one is marked as a part of: the nearest before the marking words that is no part itself."""
    if _begins_with_whole(ties, index):
        return 0
    phrase = ties.phrases[index]
    if index + 1 in ties.found and phrase.partitive and ties.phrases[index + 1].start <= phrase.number.end + 2:
        return index + 1
    link = part_link(ties.marked, phrase)
    if link is None:
        return None
    if link.entry.get("rest"):
        return _whole_of_list(ties, index)
    behind = link.start >= ties.phrases[index].number.end
    for other in range(index - 1, -1, -1):
        found, phrase = ties.found.get(other), ties.phrases[other]
        listed = side_by_side(ties.marked, phrase, ties.phrases[other + 1]) if behind else phrase.start > link.start
        if listed or _aside(ties, other, ties.phrases[index].number.start):
            continue
        if found is None:
            return None
        if _too_small(ties, index, other):
            continue
        return other
    return None


def _begins_with_whole(ties: Ties, index: int) -> bool:
    """Whether the sentence begins with a number of which it tells parts: "of the 20 killed, 12 …"."""
    first = ties.phrases[0]
    opened = ties.marked.word(0) in ("of", "among") and first.start <= 2 and 0 in ties.found
    return bool(index) and opened and ties.phrases[index].start < VERB_REACH + first.end


def _begins_with_known(ties: Ties) -> bool:
    """Whether the sentence begins with a number told before, of which it tells parts: "of the 412, 301 were …; …"."""
    first = ties.phrases[0]
    opened = ties.marked.word(0) in ("of", "among") and first.start <= FEWEST and ties.marked.word(first.end) == ","
    return opened and 0 not in ties.found


def _whole_of_list(ties: Ties, index: int) -> int | None:
    """The number of which those before are parts: "12 are in Goma; for the other six …"."""
    here = ties.phrases[index].number.start
    listed = [n for n in range(index) if n in ties.found and not _aside(ties, n, here)]
    wholes = (_whole_of_tied(ties, n) for n in reversed(listed))
    return next((whole for whole in wholes if whole is not None), None)


def _whole_of_tied(ties: Ties, index: int) -> int | None:
    """The number that a tied one is a part of: 13 of "eight of the 13 dead"."""
    behind = index + 1 if ties.phrases[index].partitive and index + 1 in ties.found else None
    return behind if ties.found[index].part_of is None else ties.found[index].part_of


def _aside(ties: Ties, index: int, seen_from: int) -> bool:
    return in_aside(ties.marked, ties.phrases[index].number.start, seen_from)


def _too_small(ties: Ties, index: int, other: int) -> bool:
    """Whether a number cannot hold a part, or is an item of a list that a semicolon has closed."""
    phrase, whole = ties.phrases[index], ties.phrases[other]
    apart = separated(ties.marked, whole, phrase)
    item = ties.found[other].part_of is not None or ties.found[other].joined_to is not None
    small = whole.number.value is not None and whole.number.value < (phrase.number.value or 0)
    return small or (apart and item)


def _whole_of_neighbour(ties: Ties, index: int) -> int | None:
    """The whole of a number that is listed behind a colon, joined to a part before it, or beside a part behind it."""
    marked, phrase = ties.marked, ties.phrases[index]
    last = beside(marked, ties.phrases, index)[0]
    before = ties.found.get(last)
    if (total := _total_before_list(ties, index)) is not None:
        return total
    if before and before.part_of not in (None, index):
        first = ties.phrases[last]
        told = before.cue[1] if before.cue[0] >= first.end else 0  # "of whom 353 were killed and 767 injured"
        if joins(marked, first, phrase, told) and not separated(marked, first, phrase):
            return before.part_of
    behind = index + 1 in ties.found and side_by_side(marked, phrase, ties.phrases[index + 1])
    whole = whole_of(ties, index + 1) if behind else None
    return whole if whole is not None and whole < index else None


def _total_before_list(ties: Ties, index: int) -> int | None:
    """The number before a colon that holds all those behind it: "48 deaths: rebels killed 16 soldiers and …"."""
    marked, harm = ties.marked, ties.found[index].harm
    opening = opened_list(marked, ties.phrases[index])
    if opening is None or in_aside(marked, opening, ties.phrases[index].number.start):
        return None  # a dash has closed the list: "60 dead – 10 women among them – and in the village 31"
    alike = (harm, Harm.CASUALTIES) if harm in (Harm.KILLED, Harm.INJURED) else (harm,)
    listed = [
        n
        for n in ties.found
        if ties.found[n].harm in alike
        and (part_link(marked, ties.phrases[n]) is None or ties.found[n].harm is Harm.CASUALTIES)
    ]
    before = [
        n
        for n in listed
        if ties.phrases[n].end <= opening
        and ties.found[n].part_of is None
        and not in_aside(marked, ties.phrases[n].number.start, ties.phrases[index].number.start)
    ]
    total = max(before, default=None)
    items = [
        ties.phrases[n].number.value or 0
        for n in listed
        if ties.phrases[n].start > opening and ties.found[n].harm is harm
    ]
    return total if total is not None and sum(items) <= (ties.phrases[total].number.value or 0) else None
