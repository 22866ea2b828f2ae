"""Which harm a number of people is tied to: one rule a function, tried in the order of ``RULES``; the first wins.

Every rule gets the marked sentence and its noun phrases and answers with a ``Tie`` or None. The rule's name travels
with the statement, so that a reader gets from a figure to the rule that made its claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tollbook.language.en.joining import joins, list_link, part_link, separated, side_by_side
from tollbook.language.en.marks import Marked
from tollbook.language.en.phrases import NounPhrase
from tollbook.language.en.verbs import SUBJECT_REACH, by_agent, harm_of, object_follows, passive, subject
from tollbook.language.lexicon import Tag
from tollbook.records import Harm

VERB_REACH = 30
"""Tokens between people and the verb said of them: a long apposition, not another sentence."""
TOLL_REACH = 30
"""Tokens between the words for a toll and its number."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A number tied to a harm: by which words and rule. ``part_of`` is the index of the whole it is part of."""

    harm: Harm
    cue: tuple[int, int]
    rule: str
    part_of: int | None = None
    part_of_earlier: bool = False
    agent: tuple[int, int] | None = None
    joined_to: int | None = None
    rest: bool = False


@dataclass(slots=True)
class Ties:
    """The state of reading one sentence: the phrases, what each is tied to, and who turned out to be a perpetrator."""

    marked: Marked
    phrases: Sequence[NounPhrase]
    earlier: Harm | None
    found: dict[int, Tie] = field(default_factory=dict)
    agents: set[int] = field(default_factory=set)


Rule = Callable[[Ties, int], Tie | None]


def tie(marked: Marked, phrases: Sequence[NounPhrase], earlier: Harm | None) -> Ties:
    """Tie every phrase that can be tied. ``earlier`` is the harm of the last number before this sentence."""
    ties = Ties(marked, phrases, earlier)
    for rule in RULES:
        for index in range(len(phrases)):
            if index not in ties.found and index not in ties.agents and (found := rule(ties, index)):
                ties.found[index] = found
    _mark_parts(ties)
    for spread in SPREADING:
        for index in [*range(len(phrases)), *reversed(range(len(phrases)))]:
            if index not in ties.found and index not in ties.agents and (found := spread(ties, index)):
                ties.found[index] = found
    _mark_parts(ties)
    return ties


def _mark_parts(ties: Ties) -> None:
    """Say what whole the words make tied numbers a part of: by a link, behind a colon, or joined to a part."""
    for index in sorted(ties.found):
        found, phrase = ties.found[index], ties.phrases[index]
        if found.part_of is not None or found.part_of_earlier:
            continue
        whole = _whole_of(ties, index)
        if whole is None:
            whole = _whole_of_neighbour(ties, index)
        link = part_link(ties.marked, phrase) or list_link(ties.marked, phrase)
        earlier = whole is None and ties.earlier is found.harm and (link is not None or phrase.partitive)
        rest = bool(earlier and link and link.entry.get("rest"))
        ties.found[index] = replace(found, part_of=whole, part_of_earlier=earlier, rest=rest)


def _whole_of_neighbour(ties: Ties, index: int) -> int | None:
    """The whole of a number that is listed behind a colon, joined to a part before it, or beside a part behind it."""
    marked, phrase = ties.marked, ties.phrases[index]
    before = ties.found.get(index - 1)
    if before and marked.word(phrase.start - 1) == ":" and before.harm is ties.found[index].harm:
        return before.part_of if before.part_of is not None else index - 1
    if before and before.part_of not in (None, index):
        first = ties.phrases[index - 1]
        if joins(marked, first, phrase) and not separated(marked, first, phrase):
            return before.part_of
    behind = index + 1 in ties.found and side_by_side(marked, phrase, ties.phrases[index + 1])
    whole = _whole_of(ties, index + 1) if behind else None
    return whole if whole is not None and whole < index else None


def counted_noun(ties: Ties, index: int) -> Tie | None:
    """The noun itself names the harm: "48 deaths", "830 civilian dead"."""
    noun = ties.phrases[index].harm_noun
    return Tie(harm_of(noun), (noun.start, noun.end), "counted noun") if noun else None


def verb_behind(ties: Ties, index: int) -> Tie | None:
    """The people are the subject: "12 people were killed", "seven wounded", "70 people dead"."""
    phrase, marked = ties.phrases[index], ties.marked
    if phrase.bare and not _verb_near(marked, phrase.end):
        return None
    starts = {other.start: n for n, other in enumerate(ties.phrases) if n > index}
    position, limit, joined, part = phrase.end, phrase.end + VERB_REACH, True, False
    while position < min(limit, len(marked.tokens)):
        tag = marked.at("harm", position)
        if tag and (decided := _subject_of(ties, index, tag, joined)) is not None:
            return decided if isinstance(decided, Tie) else None
        if position in starts:
            other = ties.phrases[starts[position]]
            part = part_link(marked, other) is not None or (
                part and joins(marked, ties.phrases[starts[position] - 1], other)
            )
            if not part and not joins(marked, phrase, other):
                return None
            position = max(other.end, position + 1)
            continue
        if marked.word(position) == ";" or (joined and _opens_clause(marked, position)):
            return None
        if marked.word(position) == ",":
            joined = False
        position = tag.end if tag else position + 1
    return None


def verb_before(ties: Ties, index: int) -> Tie | None:
    """The people are the object: "killed five", "killing five", "the death of five", "claimed five lives"."""
    phrase, marked = ties.phrases[index], ties.marked
    position = phrase.start - 1
    while position >= 0 and (marked.at("determiner", position) or marked.word(position) in ('"', "“", "'")):
        if _harm_ending(marked, position + 1):
            break
        position -= 1
    tag = _harm_ending(marked, position + 1)
    if tag is None:
        return None
    form = tag.entry.get("form")
    if tag.entry.get("people_only") and phrase.head is None:
        return None
    if form in ("participle", "active", "gerund") and (form != "participle" or not passive(marked, tag)):
        return Tie(harm_of(tag), (tag.start, tag.end), "verb before", agent=subject(marked, tag))
    if form == "of" or (form == "participle" and marked.word(tag.end) in ("were", "was")):
        return Tie(harm_of(tag), (tag.start, tag.end), "verb before", agent=by_agent(marked, phrase.reach))
    return None


def toll_reaches(ties: Ties, index: int) -> Tie | None:
    """A toll reaches its number: "the number of dead … rose to 524", "put the dead at more than 70"."""
    phrase, marked = ties.phrases[index], ties.marked
    if behind := _toll_behind(ties, index):
        return behind
    before = phrase.start - 1
    while before >= 0 and marked.word(before) in ("the", "a", "an", "some"):
        before -= 1
    if not marked.at("reaching", before):
        return None
    for tag in reversed([tag for tag in marked.tags["harm"] if tag.end <= phrase.start]):
        if phrase.start - tag.end > TOLL_REACH or any(tag.end <= other.start < phrase.start for other in ties.phrases):
            return None
        if _names_toll(marked, tag):
            return Tie(
                harm_of(tag), (tag.start, tag.end), "toll reaches", agent=by_agent(marked, tag.end, phrase.start)
            )
    return None


def _toll_behind(ties: Ties, index: int) -> Tie | None:
    """ "put at 311 the number of civilians … killed"."""
    phrase, marked = ties.phrases[index], ties.marked
    if marked.word(phrase.number.end) != "the" or marked.word(phrase.number.end + 1) not in ("number", "toll", "dead"):
        return None
    tag = next(
        (tag for tag in marked.tags["harm"] if phrase.number.end <= tag.start <= phrase.number.end + VERB_REACH), None
    )
    return Tie(harm_of(tag), (tag.start, tag.end), "toll reaches") if tag else None


RULES: tuple[Rule, ...] = (verb_before, counted_noun, verb_behind, toll_reaches)


def joined_with(ties: Ties, index: int) -> Tie | None:
    """Joined to a tied number by nothing but commas, "and" and places: "658 in one province and 384 in another"."""
    for other in (index - 1, index + 1):
        found = ties.found.get(other)
        if found is None or not _may_count(ties.phrases[index]):
            continue
        first, second = (ties.phrases[n] for n in sorted((index, other)))
        behind = max(found.cue[1], found.agent[1] if found.agent else 0) if other < index else 0
        if joins(ties.marked, first, second, behind):
            kept = (
                found
                if other > index or (found.agent and found.agent[1] <= first.start)
                else replace(found, agent=None)
            )
            goes_on = other < index and not separated(ties.marked, first, second)
            whole, earlier = (found.part_of, found.part_of_earlier) if goes_on else (None, False)
            return replace(kept, rule="joined with", joined_to=other, part_of=whole, part_of_earlier=earlier)
    return None


def listed(ties: Ties, index: int) -> Tie | None:
    """The first of a list behind a colon: "72 people who died: four civilians, 32 gunmen …"."""
    before = ties.found.get(index - 1)
    if before is None or ties.marked.word(ties.phrases[index].start - 1) != ":" or not _may_count(ties.phrases[index]):
        return None
    return replace(
        before, rule="listed", part_of=before.part_of if before.part_of is not None else index - 1, joined_to=None
    )


def part_of_whole(ties: Ties, index: int) -> Tie | None:
    """A part of a number before it: "including three children", "72 of them", "among them 12 women"."""
    whole = _whole_of(ties, index)
    if whole is None or whole not in ties.found:
        return None
    return replace(ties.found[whole], rule="part of a whole", part_of=whole, joined_to=None, agent=None)


def counted_in_total(ties: Ties, index: int) -> Tie | None:
    """Counted into a total that follows: "counting 120 fighters, the toll has risen to 524"."""
    phrase, marked = ties.phrases[index], ties.marked
    opened = any(tag.entry.get("kind") == "whole" and tag.end <= phrase.start for tag in marked.tags["link"])
    total = next(
        (n for n in range(index + 1, len(ties.phrases)) if n in ties.found and ties.found[n].rule == "toll reaches"),
        None,
    )
    if not opened or total is None or not _may_count(phrase) or phrase.bare:
        return None
    return replace(ties.found[total], rule="counted in a total", part_of=total)


def part_of_earlier(ties: Ties, index: int) -> Tie | None:
    """A part of a number in an earlier sentence: "of these, 84 …", "72 of the dead"."""
    phrase, marked = ties.phrases[index], ties.marked
    rivals = any(n not in ties.found and other.head is not None for n, other in enumerate(ties.phrases[:index]))
    if ties.earlier is None or not _may_count(phrase) or phrase.number.value is None or rivals:
        return None
    link = part_link(marked, phrase) or list_link(marked, phrase)
    if link is None:
        return None
    rest = bool(link.entry.get("rest"))
    return Tie(ties.earlier, (link.start, link.end), "part of an earlier number", part_of_earlier=True, rest=rest)


def named_as_before(ties: Ties, index: int) -> Tie | None:
    """Counting goes on after a sentence that named the harm: "its count is 524", "another 132 were documented"."""
    phrase, marked = ties.phrases[index], ties.marked
    if ties.earlier is None or marked.tags["harm"] or not _may_count(phrase):
        return None
    before, behind = phrase.start - 1, phrase.end
    if phrase.said_to_be:
        cue = (phrase.number.end, phrase.end)
        return Tie(ties.earlier, cue, "named as before", part_of_earlier=True, rest=True)
    if phrase.head is not None and marked.at("said", before):
        return Tie(ties.earlier, (before, before + 1), "named as before")
    if marked.at("reaching", before):
        tally = next((n for n in range(before, max(-1, before - SUBJECT_REACH), -1) if marked.at("tally", n)), None)
        if tally is not None:
            return Tie(ties.earlier, (tally, tally + 1), "named as before")
    if marked.at("passive", behind) and marked.at("said", behind + 1):
        return Tie(ties.earlier, (behind, behind + 2), "named as before")
    return None


SPREADING: tuple[Rule, ...] = (
    listed,
    joined_with,
    named_as_before,
    part_of_whole,
    counted_in_total,
    part_of_earlier,
    joined_with,
    part_of_whole,
)


def _subject_of(ties: Ties, index: int, tag: Tag, joined: bool) -> Tie | bool | None:
    """What a harm word behind people says of them: tied, perpetrators (False), or nothing yet (None)."""
    marked, form = ties.marked, tag.entry.get("form")
    if form == "participle" and passive(marked, tag):
        return Tie(harm_of(tag), (tag.start, tag.end), "verb behind", agent=by_agent(marked, tag.end))
    if form == "past":
        return Tie(harm_of(tag), (tag.start, tag.end), "verb behind", agent=by_agent(marked, tag.end))
    if form in ("noun", "toll") and marked.word(tag.start - 1) == "whose":
        return Tie(harm_of(tag), (tag.start, tag.end), "verb behind")
    if form == "toll" and marked.word(tag.start - 1) == "among" and ties.earlier is harm_of(tag):
        return Tie(harm_of(tag), (tag.start, tag.end), "verb behind", part_of_earlier=True)
    if form == "state" and (joined or marked.at("passive", tag.start - 1)):
        return Tie(harm_of(tag), (tag.start, tag.end), "verb behind")
    if form in ("participle", "active", "gerund"):
        if joined and tag.start - ties.phrases[index].end <= 3:
            ties.agents.add(index)
        return False
    return None


def _harm_ending(marked: Marked, end: int) -> Tag | None:
    return next((tag for tag in marked.tags["harm"] if tag.end == end), None)


def _names_toll(marked: Marked, tag: Tag) -> bool:
    """Whether harm words are the subject of a toll: "the toll", "the number of civilians killed", "the killings …"."""
    if tag.entry.get("form") in ("toll", "noun"):
        return True
    if any(marked.at("tally", n) for n in range(max(0, tag.start - 12), tag.start)):
        return True
    people = any(person.end == tag.start for person in marked.tags["person"])
    said_of_people = people or marked.at("passive", tag.start - 1) is not None
    return tag.entry.get("form") == "participle" and said_of_people and not object_follows(marked, tag.end)


def _verb_near(marked: Marked, position: int) -> bool:
    """A bare number is a subject only right before its verb: "12 killed", "seven were wounded"."""
    while marked.at("auxiliary", position):
        position += 1
    tag = marked.at("harm", position)
    return tag is not None and tag.entry.get("form") in ("participle", "past", "state")


def _opens_clause(marked: Marked, position: int) -> bool:
    return bool(marked.at("boundary", position)) and marked.word(position) != "as"


def _may_count(phrase: NounPhrase) -> bool:
    return phrase.head is not None or phrase.bare or phrase.harm_noun is not None


def _whole_of(ties: Ties, index: int) -> int | None:
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
    link = part_link(ties.marked, ties.phrases[index])
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
