"""Who is said to have done what another sentence tells: "The rebels claimed responsibility", "They then killed six"."""

from __future__ import annotations

from tollbook.language.en.doers.actors import PEOPLE, SUBJECT_REACH, named, people_phrase
from tollbook.language.en.doers.agents import by_agent, claimant, doer
from tollbook.language.en.harms.attacks import agent_of
from tollbook.language.en.marking.marks import Marked
from tollbook.language.protocol import Agent

NAMING = ("accusation", "certainty", "deed")
"""Kinds of words without which no sentence names who did what was told before."""
OF_BEFORE = frozenset(("the", "this", "that", "these", "those"))
_EVENTS = frozenset(
    (
        "attack",
        "attacks",
        "killing",
        "killings",
        "murder",
        "murders",
        "massacre",
        "deaths",
        "incident",
        "raid",
        "ambush",
        "bombing",
        "bombings",
        "blast",
        "explosion",
        "explosions",
        "shooting",
        "shootings",
        "strike",
        "strikes",
        "shelling",
        "violence",
        "abduction",
        "abductions",
        "kidnapping",
        "kidnappings",
        "assault",
        "crime",
        "it",
        "this",
        "them",
        "responsibility",
    )
)
"""Words for what was told before."""
PASSIVE_REACH = 6
"""Tokens from an event to who made it: "the ambush was probably carried out by"."""


def blamed(marked: Marked) -> Agent | None:
    """Who is said to have done what was told before, in a sentence that tells of nobody harmed."""
    if not any(marked.tags[kind] for kind in NAMING) or not marked.holds(_EVENTS):
        return None
    found, at = claimant(marked) or _accused(marked), 0
    if found is None and _is_told_of(marked, 0):
        at = next((n for n in range(2, PASSIVE_REACH) if marked.at("passive", n)), 0)
        found = by_agent(marked, at) if at else None
    return agent_of(marked, found, found[1] + PASSIVE_REACH) if found else None


def _accused(marked: Marked) -> tuple[int, int] | None:
    """ "Police blamed the gang for the attack", "rebels were behind the raid": whom an accusation is made of."""
    for tag in marked.tags["accusation"]:
        end = len(marked.tokens)
        found = (
            None
            if marked.at("passive", tag.start - 1)
            else people_phrase(marked, tag.end, end) or named(marked, tag.end)
        )
        if found and any(marked.word(n) in _EVENTS for n in range(found[1], end)):
            return found
    deed = next((tag for tag in marked.tags["deed"] if _is_told_of(marked, tag.end)), None)
    return doer(marked, deed) if deed else None


def _is_told_of(marked: Marked, position: int) -> bool:
    """Whether an event told of already stands here: "the raid", "this attack"."""
    return marked.word(position) in OF_BEFORE and marked.word(position + 1) in _EVENTS


def acting(marked: Marked) -> Agent | None:
    """The people with whom a sentence begins, if they do something: those whom "they" may mean in the next one."""
    if not any(tag.start < SUBJECT_REACH for kind in PEOPLE for tag in marked.tags[kind][:1]):
        return None
    found = people_phrase(marked, 0, len(marked.tokens))
    verb = found[1] if found else len(marked.tokens)
    if found is None or verb == len(marked.tokens) or not marked.tokens[verb].is_word:
        return None
    suffers = any(marked.at(kind, verb) for kind in ("auxiliary", "said", "harm", "link"))
    return None if suffers else agent_of(marked, found, found[1])
