"""Who did it, told in the sentence before: "Rebels raided the village on Monday. Nine people were killed."

Only the next sentence of the paragraph is read so, if nothing in it begins another event: no day or place of its own,
no other attack or accident. Nobody is taken to have killed their own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from tollbook.language import Sentence
from tollbook.language.protocol import Agent, SentenceReading, Statement
from tollbook.records import Harm, Span, Status

DONE_TO_PEOPLE = (Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.ABDUCTED)
COMBATANTS = {Status.SECURITY_FORCES, Status.OTHER_COMBATANT}
BLAMED_BACK = 2
"""Sentences back to what somebody is blamed for."""
PRONOUNS = ("they", "he", "she", "it")
OF_BEFORE = ("The ", "the ", "That ", "that ", "This ", "this ")
"""Words before an attack told of already: "the raid killed nine"."""
LONGEST = max(map(len, OF_BEFORE))


def with_attackers(
    readings: Sequence[SentenceReading], sentences: Sequence[Sentence], text: str
) -> list[SentenceReading]:
    """The readings; harm without anybody who did it is put down to those who attack in the sentence before."""
    result = list(readings)
    for position in range(1, len(readings)):
        before, here = result[position - 1], readings[position]
        if here.blamed:
            _blame(result, position, here.blamed)
        if not here.statements or sentences[position - 1].paragraph != sentences[position].paragraph:
            continue
        if sentences[position].tokens[0].word in PRONOUNS and (agent := _doers(before)):
            verbs = {one.cue for one in here.statements if one.rule == "verb before"}
            statements = [_done_by_them(one, agent, verbs) for one in here.statements]
            result[position] = replace(here, statements=tuple(statements), attacker=here.attacker or agent)
        elif before.attacker and _goes_on(here):
            carried = replace(before.attacker, carried=True)
            statements = [_done_by(one, carried, text) for one in here.statements]
            result[position] = replace(here, statements=tuple(statements))
    return result


def _blame(readings: list[SentenceReading], position: int, agent: Agent) -> None:
    """Put what the sentences right before tell down to whom this one names: "The rebels claimed responsibility"."""
    for before in range(position - 1, max(-1, position - 1 - BLAMED_BACK), -1):
        told = readings[before].statements
        if told:
            statements = tuple(_done_as_said(one, replace(agent, carried=True)) for one in told)
            readings[before] = replace(readings[before], statements=statements)


def _done_as_said(statement: Statement, agent: Agent) -> Statement:
    """What was done to people, unless the words name another who did it or count over a longer time."""
    done = statement.harm in DONE_TO_PEOPLE and not (statement.agent or statement.running or statement.background)
    fighters = COMBATANTS & set(statement.counted.status or ())
    return replace(statement, agent=agent) if done and not fighters & set(agent.side) else statement


def _doers(reading: SentenceReading) -> Agent | None:
    """Who "they" are that a sentence begins with: those who attack in the one before, or harm people there."""
    agents = [one.agent for one in reading.statements if one.agent and one.rule == "verb before"]
    agent = agents[-1] if agents else reading.attacker or reading.acting
    return replace(agent, carried=True) if agent else None


def _done_by_them(statement: Statement, agent: Agent, verbs: Collection[Span]) -> Statement:
    """ "They killed nine and a nurse": what "they" do to people, unless the words name another who did it."""
    return replace(statement, agent=agent) if statement.cue in verbs and not statement.agent else statement


def _goes_on(reading: SentenceReading) -> bool:
    """Whether a sentence still tells of the event of the one before."""
    dated = any(time.role == "on" and not time.again for time in reading.times)
    placed = any(place.kind in ("name", "area") for place in reading.places)
    told = any(one.agent or one.running for one in reading.statements)
    return not (reading.attacker or reading.background or reading.turn or dated or placed or told)


def _done_by(statement: Statement, agent: Agent, text: str) -> Statement:
    fighters = COMBATANTS & set(statement.counted.status or ())
    own = fighters and (not agent.side or fighters & set(agent.side))
    cause = statement.cause
    known = cause and text[max(0, cause.start - LONGEST) : cause.start].endswith(OF_BEFORE)
    told = known if cause else statement.rule == "verb behind"
    return replace(statement, agent=agent) if told and statement.harm in DONE_TO_PEOPLE and not own else statement
