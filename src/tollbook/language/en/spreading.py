"""How a harm spreads from tied numbers to others of the sentence: lists, parts, corrections; one rule a function.

They are tried in the order of ``SPREADING``, until nothing is left to tie.
"""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.agents import SUBJECT_REACH, by_agent, by_agent_behind, people_phrase
from tollbook.language.en.joining import (
    besides_link,
    joins,
    list_link,
    opened_list,
    part_link,
    separated,
    taken_back,
)
from tollbook.language.en.marks import Marked
from tollbook.language.en.parts import whole_of
from tollbook.language.en.phrases import NounPhrase
from tollbook.language.en.ties import Rule, Tie, Ties, may_count
from tollbook.language.en.verbs import harm_of
from tollbook.records import Harm

_NAMED_NUMBERS = frozenset(("figure", "count", "toll", "tally", "estimate"))
_OF_THE_DEAD = frozenset(("identified", "named"))
"""What is done with some of those counted before: "seven have been identified"."""
_SOURCES = ("sourcenoun", "anonymous", "body")
_CLOSES_RIVAL = frozenset((")", ".", ",", ";", ":", "and", "while", "but"))
_ANY_VICTIMS = frozenset(("victims", "victim", "dead", "deaths", "bodies"))


def spread(ties: Ties) -> bool:
    """Tie what hangs on a tied number, one step further; False if nothing was left to tie."""
    tied = len(ties.found)
    for rule in SPREADING:
        for index in [*range(len(ties.phrases)), *reversed(range(len(ties.phrases)))]:
            if index not in ties.found and index not in ties.agents and (found := rule(ties, index)):
                ties.found[index] = found
    return len(ties.found) > tied


def joined_with(ties: Ties, index: int) -> Tie | None:
    """Joined to a tied number by nothing but commas, "and" and places: "658 in one province and 384 in another"."""
    link = part_link(ties.marked, ties.phrases[index])
    if link and link.start == ties.phrases[index].number.end:
        return None
    for other in (index - 1, index + 1):
        found = ties.found.get(other)
        if found is None or not may_count(ties.phrases[index]):
            continue
        first, second = (ties.phrases[n] for n in sorted((index, other)))
        if ties.phrases[index].head is not None and _new_clause(ties.marked, first.end, second.start):
            continue
        if other < index and _does_something(ties.marked, second):
            continue
        if other > index == 0 and ties.marked.word(0) == "of":
            continue  # "of the 20 passengers, 12 were killed"
        agent = found.agent or by_agent_behind(ties.marked, first.reach)
        behind = max(found.cue[1], agent[1] if agent else 0) if other < index else 0
        if joins(ties.marked, first, second, behind):
            shared = other > index or (found.agent is not None and found.agent[1] <= first.start)
            own = by_agent_behind(ties.marked, ties.phrases[index].reach)
            kept = replace(found, agent=own or (found.agent if shared else None))
            goes_on = other < index and not separated(ties.marked, first, second)
            whole, earlier = (found.part_of, found.part_of_earlier) if goes_on else (None, False)
            return replace(kept, rule="joined with", joined_to=other, part_of=whole, part_of_earlier=earlier)
    return None


def _does_something(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether people have a verb of their own: "killed six people and 300 others suffered from tear gas"."""
    behind = marked.word(phrase.reach)
    own = behind.endswith("ed") and not marked.at("harm", phrase.reach) and not marked.at("agent", phrase.reach)
    return own and phrase.head is not None


def _new_clause(marked: Marked, start: int, end: int) -> bool:
    """Whether "while", "when" and the like stand between: the people behind them have a verb of their own."""
    return any(
        marked.at("boundary", n) and marked.tokens[n].is_word and marked.word(n) != "as" for n in range(start, end)
    )


def verb_left_out(ties: Ties, index: int) -> Tie | None:
    """A verb said once for two subjects: "troops killed 39 people, and rebels at least 31 civilians"."""
    before, phrase, marked = ties.found.get(index - 1), ties.phrases[index], ties.marked
    if before is None or before.agent is None or not may_count(phrase):
        return None
    if before.agent[0] >= before.cue[0] and before.rule != "verb left out":
        return None
    for start in range(max(ties.phrases[index - 1].end, phrase.start - SUBJECT_REACH), phrase.start):
        agent = people_phrase(marked, start, phrase.start) if marked.word(start - 1) in ("and", ",", ";") else None
        if agent and agent[1] == phrase.start:
            return replace(before, rule="verb left out", agent=agent, part_of=None)
    return None


def listed(ties: Ties, index: int) -> Tie | None:
    """The first of a list: "72 people who died: four civilians, 32 gunmen …", "the 84 dead are made up of 50 men …"."""
    before, phrase = ties.found.get(index - 1), ties.phrases[index]
    opening = opened_list(ties.marked, phrase)
    if before is None or not may_count(phrase) or opening is None or opening < phrase.start - 1:
        return None
    return replace(
        before, rule="listed", part_of=before.part_of if before.part_of is not None else index - 1, joined_to=None
    )


def part_of_whole(ties: Ties, index: int) -> Tie | None:
    """A part of a number before it: "including three children", "72 of them", "among them 12 women"."""
    whole = whole_of(ties, index)
    if whole is None or whole not in ties.found:
        return None
    link = part_link(ties.marked, ties.phrases[index])
    complete = bool(link and link.entry.get("complete"))
    return replace(
        ties.found[whole], rule="part of a whole", part_of=whole, joined_to=None, agent=None, complete=complete
    )


def counted_in_total(ties: Ties, index: int) -> Tie | None:
    """Counted into a total that follows: "counting 120 fighters, the toll has risen to 524"."""
    phrase, marked = ties.phrases[index], ties.marked
    opened = any(tag.entry.get("kind") == "whole" and tag.end <= phrase.start for tag in marked.tags["link"])
    tolls = [n for n in ties.found if n > index and ties.found[n].rule in ("toll reaches", "counted noun")]
    total = max(tolls, key=lambda n: ties.phrases[n].number.value or 0, default=None)
    if not opened or total is None or not may_count(phrase) or phrase.bare:
        return None
    return replace(ties.found[total], rule="counted in a total", part_of=total)


def part_of_earlier(ties: Ties, index: int) -> Tie | None:
    """A part of a number in an earlier sentence: "of these, 84 …", "72 of the dead"."""
    phrase, marked = ties.phrases[index], ties.marked
    rivals = any(n not in ties.found and other.head is not None for n, other in enumerate(ties.phrases[:index]))
    if ties.earlier is None or not may_count(phrase) or phrase.number.value is None or rivals:
        return None
    if phrase.of_number is not None and phrase.bare and not marked.tags["harm"]:
        cue = (phrase.number.end, phrase.number.end + 3)
        return Tie(ties.earlier, cue, "part of an earlier number", part_of_earlier=True)
    link = part_link(marked, phrase) or list_link(marked, phrase)
    waits = index and link and link.start >= phrase.number.end and index - 1 not in ties.found
    if link is None or (waits and may_count(ties.phrases[index - 1])):
        return None
    rest = bool(link.entry.get("rest"))
    return Tie(ties.earlier, (link.start, link.end), "part of an earlier number", part_of_earlier=True, rest=rest)


def among_the_harmed(ties: Ties, index: int) -> Tie | None:
    """Some of those harmed: "22 of the injured remain in hospital"."""
    phrase, marked = ties.phrases[index], ties.marked
    harmed = marked.at("harm", phrase.number.end + 1) if marked.word(phrase.number.end) == "of" else None
    if harmed is None or harmed.entry.get("form") != "toll":
        return None
    harm = harm_of(harmed)
    said = [tag for tag in marked.tags["harm"] if tag.end <= phrase.start]
    agent = by_agent(marked, said[-1].end, phrase.start) if said else None
    cue = (harmed.start, harmed.end)
    return Tie(harm, cue, "among the harmed", part_of_earlier=ties.earlier is harm, agent=agent)


def in_a_table(ties: Ties, index: int) -> Tie | None:
    """The first entry of a list under a heading: "Deaths by district: Goma 14, Bukavu nine"."""
    phrase, marked = ties.phrases[index], ties.marked
    start = phrase.start
    while start > 0 and marked.tokens[start - 1].is_capital and marked.tokens[start - 1].is_word:
        start -= 1
    heading = marked.word(start - 1) == ":" and start < phrase.start
    if not heading or not phrase.bare or any(other.start < start for other in ties.phrases):
        return None
    tag = next(
        (tag for tag in marked.tags["harm"] if tag.end < start and tag.entry.get("form") in ("noun", "toll")), None
    )
    return Tie(harm_of(tag), (tag.start, tag.end), "in a table") if tag else None


def in_brackets(ties: Ties, index: int) -> Tie | None:
    """A place's own number in brackets: "most deaths occurred in the northern zone (97)"."""
    phrase, marked = ties.phrases[index], ties.marked
    opening = phrase.start - 1
    if not phrase.bare or marked.word(opening) != "(" or marked.word(phrase.end) != ")" or ties.found:
        return None
    nouns = [tag for tag in marked.tags["harm"] if tag.end < opening and tag.entry.get("form") in ("noun", "toll")]
    placed = nouns and any(marked.at("locative", n) for n in range(nouns[-1].end, opening))
    if not placed or opening - nouns[-1].end > SUBJECT_REACH:
        return None
    harm, cue = harm_of(nouns[-1]), (nouns[-1].start, nouns[-1].end)
    return Tie(harm, cue, "in brackets", part_of_earlier=ties.earlier is harm)


def put_right(ties: Ties, index: int) -> Tie | None:
    """A number that is withdrawn, or the one in its stead: "not 359 but 253 people died", "revised from 22 to 18"."""
    phrase, marked = ties.phrases[index], ties.marked
    beside = [n for n in (index + 1, index - 1) if 0 <= n < len(ties.phrases)]
    in_its_stead = (
        index and marked.word(phrase.start - 1) in ("to", "but") and taken_back(marked, ties.phrases[index - 1])
    )
    if not (in_its_stead or taken_back(marked, phrase)) or (in_its_stead and not may_count(phrase)):
        return None
    tied = next((ties.found[n] for n in beside if n in ties.found), None)
    harm = tied.harm if tied else _harm_in_mind(ties, index)
    return Tie(harm, tied.cue if tied else (phrase.start - 1, phrase.start), "put right") if harm else None


def named_as_before(ties: Ties, index: int) -> Tie | None:
    """Counting goes on after a sentence that named the harm: "its count is 524", "another 132 were documented"."""
    phrase, marked = ties.phrases[index], ties.marked
    harm = _harm_in_mind(ties, index)
    if harm and (cue := _number_of(marked, phrase)):
        said = [tag for tag in marked.tags["harm"] if tag.end <= cue[0]]
        agent = by_agent(marked, said[-1].end, cue[0]) if said and index - 1 not in ties.found else None
        return Tie(harm, cue, "named as before", agent=agent)
    if ties.earlier is None or not may_count(phrase):
        return None
    before, behind = phrase.start - 1, phrase.end
    verb = behind + 1 + (marked.word(behind) in ("have", "had"))
    counted = marked.at("passive", verb - 1) and marked.at("said", verb)
    if counted and marked.word(verb) in _OF_THE_DEAD:
        return Tie(ties.earlier, (behind, verb + 1), "named as before", part_of_earlier=True)
    if marked.tags["harm"]:
        return None
    if phrase.said_to_be:
        cue = (phrase.number.end, phrase.end)
        return Tie(ties.earlier, cue, "named as before", part_of_earlier=True, rest=True)
    survived = phrase.head is not None and marked.word(phrase.head.end - 1) in ("survivors", "survivor")
    if phrase.head is not None and marked.at("said", before) and not survived:
        return Tie(ties.earlier, (before, before + 1), "named as before")
    there = before - 1 if marked.word(before) != "be" else before - 2  # "there were 12", "there could be 40"
    if phrase.bare and marked.word(before) in ("were", "be") and marked.word(there) == "there":
        return Tie(ties.earlier, (there, before + 1), "named as before")
    if marked.at("reaching", before):
        tally = next((n for n in range(before, max(-1, before - SUBJECT_REACH), -1) if marked.at("tally", n)), None)
        of_things = tally is not None and any(marked.at("thing", n) for n in range(tally, before))
        if tally is not None and not of_things:  # not "the number of burnt huts"
            return Tie(ties.earlier, (tally, tally + 1), "named as before")
    return Tie(ties.earlier, (behind, verb + 1), "named as before") if counted else None


def rival_number(ties: Ties, index: int) -> Tie | None:
    """What somebody else says of the same people: "(the radio says 12)", "the army speaks of 95", "residents at 30"."""
    phrase, marked, before = ties.phrases[index], ties.marked, ties.phrases[index].start - 1
    closes = phrase.end == len(marked.tokens) or marked.word(phrase.end) in _CLOSES_RIVAL
    harm = _harm_in_mind(ties, index)
    if harm is None or not phrase.bare or not closes or not may_count(phrase):
        return None
    said = next((tag for tag in marked.tags["said"] if tag.end == phrase.start), None)
    if said and marked.tokens[said.start - 1].is_word:
        return Tie(harm, (said.start, said.end), "rival number")
    counted = index - 1 in ties.found and ties.found[index - 1].rule in ("counted noun", "toll reaches")
    source = counted and any(tag.end == phrase.start for kind in _SOURCES for tag in marked.tags[kind])
    beside = source and any(marked.word(n) in (",", ";", "and", "while") for n in (before - 1, before - 2))
    another = beside and any(tag.end <= ties.phrases[index - 1].start for tag in marked.tags["said"])
    framed = _same_frame(ties, index, "at") is not None
    return Tie(harm, (before, before + 1), "rival number") if another or framed else None


def same_frame(ties: Ties, index: int) -> Tie | None:
    """A frame said once for two: "women account for 19 of the dead, minors for 14"."""
    tied = _same_frame(ties, index, "for") if ties.phrases[index].bare else None
    return replace(ties.found[tied], rule="same frame", joined_to=None) if tied is not None else None


def _same_frame(ties: Ties, index: int, preposition: str) -> int | None:
    """The tied number that stands behind the same preposition, with another subject: "X at 12 and Y at 30"."""
    phrase, marked = ties.phrases[index], ties.marked
    tied = max((n for n in ties.found if n < index), default=None)
    if tied is None or marked.word(phrase.start - 1) != preposition:
        return None
    earlier = ties.phrases[tied]
    signs = [marked.word(n) for n in range(earlier.end, phrase.start) if not marked.tokens[n].is_word]
    apart = any(one in (",", ";") for one in signs) or "and" in [
        marked.word(n) for n in range(earlier.end, phrase.start)
    ]
    same = marked.word(earlier.start - 1) == preposition and phrase.start - earlier.end <= SUBJECT_REACH
    return tied if same and apart and "." not in signs else None


def _harm_in_mind(ties: Ties, index: int) -> Harm | None:
    """The harm spoken of last: of the number before, else of the words before, else of the sentences before."""
    tied = [n for n in ties.found if n < index]
    said = [tag for tag in ties.marked.tags["harm"] if tag.end <= ties.phrases[index].start]
    behind = next(iter(ties.found.values())).harm if ties.found else None
    return ties.found[max(tied)].harm if tied else harm_of(said[-1]) if said else ties.earlier or behind


def _number_of(marked: Marked, phrase: NounPhrase) -> tuple[int, int] | None:
    """Words by which a number is only named: "a figure of 83", "their number could pass 100", "they now number 300"."""
    before = phrase.start - 1
    if phrase.head is not None:
        counted = marked.at("passive", phrase.end) and marked.at("said", phrase.end + 1)
        return (phrase.end, phrase.end + 2) if counted and marked.word(phrase.head.start) in _ANY_VICTIMS else None
    if not phrase.bare:
        return None
    if marked.word(before) == "of" and marked.word(before - 1) in _NAMED_NUMBERS:
        return before - 1, before + 1
    if marked.word(before) == "the" and (link := besides_link(marked, before)):
        return link.start, link.end
    if marked.word(before) in ("number", "numbered") and any(marked.word(before - n) == "they" for n in (1, 2)):
        return before, before + 1
    while marked.at("reaching", before) and not marked.at("tally", before):
        before -= 1
    return (before, before + 1) if marked.at("tally", before) and marked.word(before - 1) in ("their", "its") else None


SPREADING: tuple[Rule, ...] = (
    put_right,
    in_a_table,
    in_brackets,
    among_the_harmed,
    listed,
    joined_with,
    verb_left_out,
    named_as_before,
    rival_number,
    same_frame,
    part_of_whole,
    counted_in_total,
    part_of_earlier,
)
