"""What ties numbers to harms while one sentence is read: the ties found so far, and the form of the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.protocol import Agent, Heading, TimeExpression
from tollbook.records import Harm, Span

LIST_ENTRY = "entry of a list"
"""The rule of numbers that stand behind what they count, in a list."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A number tied to a harm: by which words and rule. ``part_of`` is the index of the whole it is part of.

    ``cue_span`` is where the words stand in another line, a heading; ``sums``: the number counts in those before it;
    ``labels`` are the heads of its row and column, ``time`` and ``doer`` are what they or the title
    name, ``column`` the words above it.
    """

    harm: Harm
    cue: tuple[int, int]
    rule: str
    part_of: int | None = None
    part_of_earlier: bool = False
    agent: tuple[int, int] | None = None
    joined_to: int | None = None
    rest: bool = False
    complete: bool = False
    cue_span: Span | None = None
    sums: bool = False
    labels: tuple[Span, ...] = ()
    column: Span | None = None
    time: TimeExpression | None = None
    doer: Agent | None = None


@dataclass(slots=True)
class Ties:
    """The state of reading one sentence: the phrases, what each is tied to, and who turned out to be a perpetrator.

    ``earlier`` is the harm of the last number before the sentence, ``in_order`` those that came last in an order,
    ``row_of`` the heading under which it is a row.
    """

    marked: Marked
    phrases: Sequence[NounPhrase]
    earlier: Harm | None
    found: dict[int, Tie] = field(default_factory=dict)
    agents: set[int] = field(default_factory=set)
    in_order: Sequence[Harm] = ()
    row_of: Heading | None = None


Rule = Callable[[Ties, int], Tie | None]


def may_count(phrase: NounPhrase) -> bool:
    """Whether a number can count people: a noun for people or harm stands with it, or none at all."""
    return phrase.head is not None or phrase.bare or phrase.harm_noun is not None


VERB_REACH = 30
"""Tokens between people and the verb said of them: a long apposition, not another sentence."""
