"""From tied English phrases to statements: what each sentence says of a number, with the words that say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.language.en.doers.agents import cause
from tollbook.language.en.harms.entries import CUT, ENTRY, label_of, names_people
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.rows import is_total
from tollbook.language.en.moods import MoodReader, certainty, retold
from tollbook.language.en.people.clauses import lives
from tollbook.language.en.people.heads import DEFINITE
from tollbook.language.en.people.phrases import NounPhrase, counted_by
from tollbook.language.en.people.sides import side_of
from tollbook.language.en.relations.comparing import words_comparing
from tollbook.language.en.relations.cuts import cut_before, label_in_cut
from tollbook.language.en.relations.joining import added, opened_list, separated
from tollbook.language.en.relations.parts import own_losses
from tollbook.language.en.relations.shares import making_up
from tollbook.language.en.relations.ties import Tie, Ties
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Agent, Counted, Statement
from tollbook.records import Mode, Span

QUOTED_WITH_CUE = ("counted noun", "verb behind", "verb before", "toll reaches", "named as before", "label")
"""Rules whose harm words stand near enough to be quoted with the number."""
CAUSED = ("verb before", "verb behind")
"""Rules whose harm words have a subject or an adverbial that may be a cause."""
TOLL_RULES = ("toll reaches", "counted noun")
"""Rules that tie a number which may be the total of others."""
RUNNING_RULES = ("toll reaches", "named as before")
"""Rules that tie a number which is a count so far."""
_CLAUSE_SIGNS = frozenset((",", ":", ";", "(", ")", "–", "—"))
COUNTED_REACH = 3
"""Tokens between a number and the noun that it counts."""
PERFECT_REACH = 3
"""Tokens between "have" and the word of harm: "have so far been killed"."""


def statement(ties: Ties, index: int, order: Sequence[int], moods: MoodReader) -> Statement:
    """What a tied phrase states; ``order`` are the tied phrases of the sentence, in the order of the text."""
    marked, phrase, tied = ties.marked, ties.phrases[index], ties.found[index]
    mode, mode_at = (Mode.COUNT, None) if tied.rest else moods.mode(marked, phrase, tied.cue)
    if phrase.person and mode is Mode.INCREMENT:
        mode, mode_at = Mode.COUNT, None  # "another man" is another one, not one more on a toll
    quote = marked.span(*_stretch(phrase, tied))
    counted = _people_of(marked, phrase, tied)
    agent = Agent(marked.span(*tied.agent), certainty(marked, tied.agent, tied.cue)) if tied.agent else tied.doer
    number, said = _printed(phrase)
    return Statement(
        phrase.number,
        quote,
        marked.span(*number),
        marked.span(*said),
        tied.harm,
        tied.cue_span or marked.span(*tied.cue),
        tied.rule,
        counted,
        agent,
        marked.optional_span(cause(marked, tied.cue) if tied.rule in CAUSED else None),
        mode,
        marked.optional_span(mode_at),
        order.index(tied.part_of) if tied.part_of is not None and tied.part_of in order else None,
        tied.part_of_earlier,
        joined_to=order.index(tied.joined_to) if tied.joined_to is not None else None,
        includes_earlier=tied.sums or is_total(marked),
        bare=phrase.head is None,
        rest=tied.rest,
        complete=tied.complete,
        background=marked.optional_span(words_comparing(marked, phrase) or retold(marked, tied.cue, phrase.start)),
        before_events=_before_events(marked, tied),
        running=_running(marked, phrase, tied),
        person=phrase.person,
        others=_others(marked, phrase, tied.cue),
        may_die=_may_die(marked, tied),
        definite=marked.word(phrase.start - 1) in DEFINITE,
        added=added(marked, ties.phrases, index),
        of_number=phrase.of_number,
        labels=tied.labels,
        column=tied.column,
        time=tied.time,
        apart=index > 0 and separated(marked, ties.phrases[index - 1], phrase),
    )


def _may_die(marked: Marked, tied: Tie) -> bool:
    """Whether the words of harm leave open who lived: "was shot", "suffered a gunshot wound"."""
    cue = marked.at("harm", tied.cue[0])
    return cue is not None and bool(cue.entry.get("may_die")) and not lives(marked, cue)


def _people_of(marked: Marked, phrase: NounPhrase, tied: Tie) -> Counted:
    """Who is counted: what the noun phrase says, else the words of the toll, else whose losses they are."""
    counted = phrase.counted
    if tied.rule == CUT:
        cut = cut_before(marked, phrase.start) if phrase.bare and tied.agent is None else None
        label = label_in_cut(marked, cut, phrase.start) if cut else None
        return counted_by(marked, *label) if label else counted
    other = any(
        0 <= tied.cue[0] - one.end < COUNTED_REACH for one in marked.numbers if one != phrase.number
    )  # "police found 19 bodies: 11 …"
    if tied.rule in ("toll reaches", "label") and counted.status is None and counted.group is None and not other:
        behind = [tag.end for tag in marked.tags["said"] if tag.end <= tied.cue[0]]  # who counted is not counted
        behind += [n + 1 for n in range(tied.cue[0]) if marked.word(n) in _CLAUSE_SIGNS]
        people = marked.at("person", tied.cue[1])  # "the number of injured soldiers"
        toll = counted_by(marked, max(0, tied.cue[0] - 6, *behind), people.end if people else tied.cue[1])
        evidence = counted.evidence + toll.evidence
        restricted = replace(counted, status=toll.status, group=toll.group, evidence=evidence)
        counted = toll if phrase.head is None else restricted
    if tied.rule == ENTRY and counted.status is None and phrase.bare:
        start = label[0] if (label := label_of(marked, phrase)) else 0
        counted = counted_by(marked, start, phrase.start)
    if counted.status is None and (line := names_people(marked, phrase)):
        told = counted_by(marked, *line)
        counted = replace(counted, status=told.status, evidence=counted.evidence + told.evidence)
    if tied.rule == "in brackets" and counted.status is None:
        counted = counted_by(marked, phrase.start - 2, phrase.start - 1)
    if phrase.bare and counted.status is None and tied.part_of is None:
        counted = _people_before_colon(marked, phrase) or counted
    if not (counted.status or counted.sex or counted.age) and (subject := making_up(marked, phrase)):
        counted = counted_by(marked, subject.start, subject.end)
    losses = own_losses(marked, marked.at("harm", tied.cue[0])) if counted.status is None else Counted()
    if counted.status is None and not losses.status and tied.part_of is None:
        losses = side_of(marked, phrase)
    if losses.status:
        counted = replace(counted, status=losses.status, evidence=counted.evidence + losses.evidence)
    return counted


def _people_before_colon(marked: Marked, phrase: NounPhrase) -> Counted | None:
    """The people of whom a colon lists what befell them: "444 civilian victims: 173 killed, 128 injured"."""
    opening = opened_list(marked, phrase)
    if opening is None or marked.word(opening) != ":":
        return None
    people = next((tag for tag in reversed(marked.tags["person"]) if tag.end <= opening), None)
    numbers = [one for one in marked.numbers if one.end <= opening and not marked.time_at(one.start)]
    number = numbers[-1] if numbers else None
    if people is None or number is None or people.start < number.end:
        return None
    return counted_by(marked, number.end, people.end)


def with_totals(marked: Marked, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Mark totals that count in what came before: "including these casualties, the total … reached 524"."""
    result = list(statements)
    for tag in marked.tags["link"]:
        for total in _totals_at(marked, tag, result):
            harm = result[total].harm
            within = (n for n, one in enumerate(result) if n < total and one.part_of is None and one.harm is harm)
            earlier = tag.entry.get("kind") == "whole"
            result[total] = replace(result[total], includes=tuple(within), includes_earlier=earlier)
    return tuple(result)


def _totals_at(marked: Marked, tag: Tag, statements: Sequence[Statement]) -> list[int]:
    """The statements that a link makes totals: for each harm the toll behind "including these", or before "in all"."""
    begin = marked.tokens[tag.start].start
    if marked.word(tag.end) == "that":
        return []  # "adding that five …" says something
    if tag.entry.get("kind") == "whole":
        tolls = [n for n, one in enumerate(statements) if one.number_span.start > begin and one.rule in TOLL_RULES]
        tolls.sort(key=lambda n: statements[n].number.value or 0)
        return list({statements[n].harm: n for n in tolls}.values())
    if tag.entry.get("kind") == "sum" and tag.start:
        end = marked.tokens[tag.start - 1].end
        return [n for n, one in enumerate(statements) if one.span.end == end][:1]
    return []


def _printed(phrase: NounPhrase) -> tuple[tuple[int, int], tuple[int, int]]:
    """The number and the number with its hedge; of somebody told of without a number the noun and all the words."""
    number = phrase.number
    if phrase.person and phrase.head:
        return (phrase.head.start, phrase.head.end), (phrase.start, phrase.end)
    return (number.start, number.end), (number.hedge_start, number.hedge_end)


def _elsewhere(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether the sentence opens with another event and these are its first people: "in a separate attack, …"."""
    tag = next((tag for tag in marked.tags["separate"] if tag.start <= 1), None)
    earlier = any(number.start < phrase.start for number in marked.numbers if tag and number.start >= tag.end)
    again = marked.word(phrase.start - 1) in DEFINITE  # "two days later the five were found dead"
    return tag is not None and not earlier and not again


def _others(marked: Marked, phrase: NounPhrase, cue: tuple[int, int]) -> bool:
    """Whether the words set people apart from those before: "two more", "four other men", "three were also killed"."""
    words = range(phrase.number.end, max(phrase.end, phrase.number.end + 1))
    if phrase.person and phrase.person.other:
        return True
    too = (marked.word(cue[1]), marked.word(cue[1] + 1)) == ("as", "well") or marked.word(cue[1]) == "too"
    if too or any(marked.word(n) == "also" for n in range(phrase.end, cue[0])) or _elsewhere(marked, phrase):
        return True
    behind = any(marked.word(n) in ("other", "others", "more", "additional") for n in words)
    return behind or marked.word(phrase.start - 1) in ("another", "further", "other")


def _stretch(phrase: NounPhrase, tied: Tie) -> tuple[int, int]:
    """The smallest readable stretch: the people with the harm said of them and by whom; of a part the people alone."""
    people = max(phrase.reach if phrase.counted.affiliation else phrase.end, phrase.number.hedge_end)
    if tied.part_of is not None or tied.rule not in QUOTED_WITH_CUE:
        return phrase.start, people
    by = tied.agent[1] if tied.agent and tied.agent[0] >= tied.cue[1] else 0
    return min(phrase.start, tied.cue[0]), max(people, tied.cue[1], by)


def _running(marked: Marked, phrase: NounPhrase, tied: Tie) -> bool:
    """Whether a number is a count so far and not of one event: a toll, or "have been killed"."""
    perfect = range(max(0, min(phrase.start, tied.cue[0]) - PERFECT_REACH), tied.cue[1])
    return tied.rule in RUNNING_RULES or any(marked.word(n) in ("has", "have") for n in perfect)


def _before_events(marked: Marked, tied: Tie) -> Span | None:
    """The words that put a harm before the events of the report: "fighting that erupted after mass executions of …"."""
    start = tied.cue[0]
    for tag in marked.tags["earlier"]:
        if tag.end <= start <= tag.end + 1 and tag.start > 0:
            return marked.span(tag.start, tied.cue[1])
    return None
