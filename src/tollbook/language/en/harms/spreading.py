"""How a harm spreads from tied numbers to others of the sentence: lists, parts, corrections; one rule a function.

They are tried in the order of ``SPREADING``, until nothing is left to tie.
"""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.doers.actors import SUBJECT_REACH, people_phrase
from tollbook.language.en.doers.agents import by_agent, by_agent_behind
from tollbook.language.en.harms.entries import entry_of_cut, entry_of_list
from tollbook.language.en.harms.gapping import gapped, losses_reach
from tollbook.language.en.harms.having import a_place_has
from tollbook.language.en.harms.in_order import in_the_same_order
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.people.phrases import NounPhrase, told_before
from tollbook.language.en.relations.comparing import compared_with
from tollbook.language.en.relations.earlier import among_the_harmed, in_brackets, of_those_harmed, part_of_earlier
from tollbook.language.en.relations.joining import (
    beside,
    besides_link,
    joins,
    opened_list,
    part_link,
    separated,
    taken_back,
)
from tollbook.language.en.relations.parts import whole_of
from tollbook.language.en.relations.shares import share_of_them
from tollbook.language.en.relations.ties import Rule, Tie, Ties, may_count
from tollbook.records import Harm

PARTS_GO_ON = "parts go on"
_NAMED_NUMBERS = frozenset(("figure", "count", "toll", "tally", "estimate"))
_TELLING = frozenset(
    ("said", "says", "say", "told", "believe", "believes", "believed", "think", "thinks", "added", "testified")
)
"""Verbs of saying that open a clause and count nobody: "police said two men ran up"."""
_OF_THE_DEAD = frozenset(("identified", "named"))
"""What is done with some of those counted before: "seven have been identified"."""
_SOURCES = ("sourcenoun", "anonymous", "body")
_CLOSES_RIVAL = frozenset((")", ".", ",", ";", ":", "and", "while", "but", "by", "from", "so", "on"))
_TRUE = frozenset(("real", "true", "actual", "correct", "final", "right"))
_HAVING = frozenset(("has", "have", "had"))
_FIGURE = frozenset(("it", "this", "that", "these", "them", "figure", "number", "toll", "total", "count"))
_ANY_VICTIMS = frozenset(("victims", "victim", "dead", "deaths", "bodies"))
_CAUGHT = frozenset((("in", "custody"), ("in", "jail"), ("under", "arrest"), ("in", "handcuffs")))
_CHARGED = frozenset(("arrested", "charged", "detained", "jailed", "questioned", "sought", "wanted", "booked"))
"""What befalls suspects: "two men were hospitalized and one is in custody"."""


def spread(ties: Ties) -> bool:
    """Tie what hangs on a tied number, one step further; False if nothing was left to tie."""
    tied, phrases = len(ties.found), range(len(ties.phrases))
    if all(index in ties.found or index in ties.agents for index in phrases):
        return False
    both_ways = (*phrases, *reversed(phrases))
    for rule in SPREADING:
        for index in both_ways:
            if index not in ties.found and index not in ties.agents and (found := rule(ties, index)):
                ties.found[index] = found
    return len(ties.found) > tied


def joined_with(ties: Ties, index: int) -> Tie | None:
    """Joined to a tied number by nothing but commas, "and" and places: "658 in one province and 384 in another"."""
    link = part_link(ties.marked, ties.phrases[index])
    counted_before = told_before(ties.marked, ties.phrases[index].number) and not ties.phrases[index].harm_noun
    if counted_before or (link and link.start == ties.phrases[index].number.end):
        return None
    for other in beside(ties.marked, ties.phrases, index):
        found = ties.found.get(other)
        if found is None or not may_count(ties.phrases[index]):
            continue
        first, second = (ties.phrases[n] for n in sorted((index, other)))
        if ties.phrases[index].head is not None and _new_clause(ties.marked, first.end, second.start):
            continue
        if other < index and _does_something(ties.marked, second):
            continue
        if other > index and _part_of_those_before(ties.marked, second):
            continue  # "30 passengers, 12 of whom died"
        if other > index == 0 and ties.marked.word(0) == "of":
            continue  # "of the 20 passengers, 12 were killed"
        agent = found.agent or by_agent_behind(ties.marked, first.reach)
        behind = max(found.cue[1], agent[1] if agent else 0) if other < index else 0
        if joins(ties.marked, first, second, behind):
            shared = other > index or (found.agent is not None and found.agent[1] <= first.start)
            own = by_agent_behind(ties.marked, ties.phrases[index].reach)
            kept = replace(found, agent=own or (found.agent if shared else None))
            together = other > index and found.rule == "verb behind"  # "three men and a boy were among the dead"
            goes_on = together or (other < index and not separated(ties.marked, first, second))
            whole, earlier = (found.part_of, found.part_of_earlier) if goes_on else (None, False)
            return replace(kept, rule="joined with", joined_to=other, part_of=whole, part_of_earlier=earlier)
    return None


def _part_of_those_before(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether a part has a clause of its own: "12 of whom died"."""
    following = (marked.word(phrase.number.end), marked.word(phrase.number.end + 1))
    return following in (("of", "whom"), ("of", "which"))


def _does_something(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether people have a verb of their own: "killed six people and 300 others suffered from tear gas"."""
    behind = marked.word(phrase.reach)
    if marked.at("passive", phrase.end) and (marked.word(phrase.end + 1), marked.word(phrase.end + 2)) in _CAUGHT:
        return True
    if marked.at("passive", phrase.end) and marked.word(phrase.end + 1) in _CHARGED:
        return True
    own = behind.endswith("ed") and not marked.at("harm", phrase.reach) and not marked.at("agent", phrase.reach)
    return own and phrase.head is not None


def _new_clause(marked: Marked, start: int, end: int) -> bool:
    """Whether "while", "when" and the like stand between: the people behind them have a verb of their own."""
    return any(
        marked.word(n) == "that" or (marked.at("boundary", n) and marked.tokens[n].is_word and marked.word(n) != "as")
        for n in range(start, end)
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
    last, phrase = max((n for n in ties.found if n < index), default=-1), ties.phrases[index]
    opening = opened_list(ties.marked, phrase)
    before = ties.found.get(last)
    if before is None or not may_count(phrase) or opening is None or opening < phrase.start - 1:
        return None
    if ties.marked.word(opening) != ":" and last != beside(ties.marked, ties.phrases, index)[0]:
        return None  # "300 civilians (210 men …": not of the number before those
    alone = phrase.bare and ties.marked.word(phrase.end) == ")" and ties.marked.word(opening) == "("
    if part_link(ties.marked, phrase) or alone:
        return None  # "– 40 of them women"; "women (40)"
    nested = before.part_of is None or ties.marked.word(opening) != ":"
    return replace(before, rule="listed", part_of=last if nested else before.part_of, joined_to=None)


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


def parts_go_on(ties: Ties, index: int) -> Tie | None:
    """More of the same people, by what befell them: "15 of them were hit by bullets, 9 beaten and three fell"."""
    before, phrase, marked = ties.found.get(index - 1), ties.phrases[index], ties.marked
    noun = (phrase.head is not None and not phrase.said_to_be) or phrase.harm_noun is not None
    if before is None or noun or phrase.number.value is None:
        return None
    first = ties.phrases[index - 1]
    of_them = marked.word(first.number.end) == "of" or before.rule == PARTS_GO_ON
    joined = marked.word(phrase.start - 1) in (",", "and", ";", "while")
    behind = phrase.number.end
    told = marked.tokens[behind : behind + 1]
    verb = bool(told) and told[0].is_word and not told[0].is_capital and told[0].word not in _CLOSES_RIVAL
    verb |= phrase.said_to_be  # "52 of the dead were villagers, 20 were soldiers"
    placed = marked.at("locative", behind) or marked.at("where", behind)
    if not (of_them and joined and verb) or placed or not (before.part_of_earlier or before.part_of is not None):
        return None
    return replace(before, rule=PARTS_GO_ON, joined_to=index - 1, agent=None, complete=False)


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
    counted = marked.at("passive", verb - 1) and marked.at("said", verb) and marked.word(verb + 1) not in ("to", "as")
    if counted and marked.word(verb) in _OF_THE_DEAD:
        return Tie(ties.earlier, (behind, verb + 1), "named as before", part_of_earlier=True)
    if phrase.said_to_be and whole_of(ties, index) is None and not _harm_in_clause(marked, phrase):
        cue = (phrase.number.end, phrase.end)
        return Tie(ties.earlier, cue, "named as before", part_of_earlier=True, rest=True)
    if marked.tags["harm"]:
        return None
    survived = phrase.head is not None and marked.word(phrase.head.end - 1) in ("survivors", "survivor")
    saying = next((tag for tag in marked.tags["said"] if tag.end == phrase.start), None)  # "spoke of 11 victims"
    if phrase.head is not None and saying and marked.word(saying.start) not in _TELLING and not survived:
        return Tie(ties.earlier, (saying.start, saying.end), "named as before")
    there = before - 1 if marked.word(before) != "be" else before - 2  # "there were 12", "there could be 40"
    if phrase.bare and marked.word(before) in ("were", "be") and marked.word(there) == "there":
        return Tie(ties.earlier, (there, before + 1), "named as before")
    if marked.at("reaching", before):
        tally = next((n for n in range(before, max(-1, before - SUBJECT_REACH), -1) if marked.at("tally", n)), None)
        of_things = tally is not None and any(marked.at("thing", n) for n in range(tally, before))
        if tally is not None and not of_things:  # not "the number of burnt huts"
            return Tie(ties.earlier, (tally, tally + 1), "named as before")
    return Tie(ties.earlier, (behind, verb + 1), "named as before") if counted else None


def _harm_in_clause(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether harm is told between the semicolons around a number."""
    signs = [n for n in range(len(marked.tokens)) if marked.word(n) == ";"]
    start = max((n for n in signs if n < phrase.start), default=-1)
    end = min((n for n in signs if n > phrase.start), default=len(marked.tokens))
    return any(start < tag.start < end for tag in marked.tags["harm"])


def rival_number(ties: Ties, index: int) -> Tie | None:
    """What somebody else says of the same people: "(the radio says 12)", "the army speaks of 95", "residents at 30"."""
    phrase, marked, before = ties.phrases[index], ties.marked, ties.phrases[index].start - 1
    closes = phrase.end == len(marked.tokens) or marked.word(phrase.end) in _CLOSES_RIVAL
    harm = _harm_in_mind(ties, index)
    if harm and phrase.bare and _credited_again(ties, index):
        return Tie(harm, (before, before + 1), "rival number")
    if harm is None or not phrase.bare or not closes or not may_count(phrase):
        return None
    said = next((tag for tag in marked.tags["said"] if tag.end == _figure_named(marked, phrase.start)), None)
    if said and marked.tokens[said.start - 1].is_word:
        return Tie(harm, (said.start, said.end), "rival number")
    if _real_figure(marked, phrase.start):
        return Tie(harm, (before, before + 1), "rival number")
    counted = index - 1 in ties.found and ties.found[index - 1].rule in ("counted noun", "toll reaches")
    source = counted and any(tag.end == phrase.start for kind in _SOURCES for tag in marked.tags[kind])
    beside = source and any(marked.word(n) in (",", ";", "and", "while") for n in (before - 1, before - 2))
    another = beside and any(tag.end <= ties.phrases[index - 1].start for tag in marked.tags["said"])
    framed = _same_frame(ties, index, "at") is not None
    return Tie(harm, (before, before + 1), "rival number") if another or framed else None


def _real_figure(marked: Marked, start: int) -> bool:
    """ "the true figure is 150", "had it at 40": of the people told before, beside another number of them."""
    had = marked.word(start - 1) == "at" and marked.word(start - 2) == "it" and marked.word(start - 3) in _HAVING
    true = marked.word(start - 3) in _TRUE and marked.word(start - 2) in _FIGURE
    return had or (true and bool(marked.at("passive", start - 1)))


def _figure_named(marked: Marked, start: int) -> int:
    """Where the words begin by which a verb of saying names its number: "put *it at* 47", "insisted *it was* 40"."""
    words = marked.word(start - 2), marked.word(start - 1)
    put = words[1] == "at" and words[0] in _FIGURE
    was = words[1] in ("was", "were", "is") and words[0] in ("it", "there")
    return start - 2 if put or was else start


def _credited_again(ties: Ties, index: int) -> bool:
    """Whether a second number has a source of its own: "21 people according to the ministry and 23 according to …"."""
    phrase, marked, before = ties.phrases[index], ties.marked, ties.phrases[index - 1]
    credited = marked.word(phrase.end) == "according" and index and index - 1 in ties.found
    between = [marked.word(n) for n in range(before.end, phrase.start)] if credited else []
    return "according" in between and between[-1] in ("and", "or", ",", "but")


def same_frame(ties: Ties, index: int) -> Tie | None:
    """A frame said once for two: "women account for 19 of the dead, minors for 14"."""
    bare = ties.phrases[index].bare
    tied = next((n for word in ("for", "behind") if bare and (n := _same_frame(ties, index, word)) is not None), None)
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
    compared_with,
    a_place_has,
    put_right,
    in_the_same_order,
    entry_of_cut,
    in_a_table,
    in_brackets,
    share_of_them,
    among_the_harmed,
    entry_of_list,
    listed,
    joined_with,
    verb_left_out,
    losses_reach,
    named_as_before,
    rival_number,
    same_frame,
    of_those_harmed,
    part_of_whole,
    gapped,
    counted_in_total,
    part_of_earlier,
    parts_go_on,
)
