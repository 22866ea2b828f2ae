"""Attacks and who made them, where the verb of harm has no agent: "died when soldiers shelled the town".

An attack is a verb ("ambushed", "opened fire") or a noun with its owner: "a rebel ambush", "Russian shelling", "fire
from the army". A side never harms its own people by its attack: of those, others are said to be guilty or nobody is.
"""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.doers.actors import RELATIVES, SIGNS, people_at, people_phrase
from tollbook.language.en.doers.agents import by_agent, cause, doer
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.moods import certainty
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.en.relations.ties import Ties
from tollbook.language.en.speakers.saying import says
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Agent
from tollbook.records import Harm, Status

Words = tuple[int, int]
ATTACK_REACH = 40
"""Tokens between a harm and the attack that its sentence tells of."""
DONE_TO_PEOPLE = (Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.DETAINED, Harm.ABDUCTED)
UNDONE = ("toll reaches", "counted noun", "rival number", "part of a whole", "part of an earlier number")
"""Rules that tie tolls and parts: of them an attack in the same sentence says nothing."""
_CLAUSES = frozenset(("when", "after", "as", "while", "where"))
_FOUND = frozenset(("found", "discovered", "recovered", "discovering", "finding"))
_COMBATANTS = {Status.SECURITY_FORCES, Status.OTHER_COMBATANT}


def mark_attackers(ties: Ties) -> None:
    """Add who did it where an attack, and not the verb of harm, says so."""
    for index, found in ties.found.items():
        if found.agent is None and found.harm in DONE_TO_PEOPLE:
            ties.found[index] = replace(found, agent=_blamed(ties, index) or _attacker(ties, index))
    for index in sorted(ties.found, key=lambda one: -ties.phrases[one].start):
        if ties.found[index].agent is None and (agent := _shared(ties, index)):
            ties.found[index] = replace(ties.found[index], agent=agent)


def _shared(ties: Ties, index: int) -> Words | None:
    """Who did it, said once behind the second of two harms: "a woman killed and seven hurt by shelling"."""
    marked, found = ties.marked, ties.found[index]
    behind = [n for n, one in enumerate(ties.phrases) if n in ties.found and one.start >= found.cue[1]]
    other = min(behind, key=lambda n: ties.phrases[n].start, default=None)
    if other is None or found.rule != "verb behind" or ties.found[other].rule not in ("verb behind", "joined with"):
        return None
    between = range(found.cue[1], ties.phrases[other].start)
    agent = ties.found[other].agent
    joined = len(between) <= 1 and all(marked.word(n) in ("and", ",") for n in between)
    return agent if joined and agent and agent[0] >= ties.found[other].cue[1] else None


def _blamed(ties: Ties, index: int) -> Words | None:
    """Who is said to be behind people counted: "behind 131 of the killings", "12 deaths are blamed on rebels"."""
    marked, phrase = ties.marked, ties.phrases[index]
    if marked.word(0) == "by" and (found := people_phrase(marked, 1, phrase.start)) and marked.word(found[1]) == ":":
        return found
    before = phrase.start
    while before and marked.at("determiner", before - 1):
        before -= 1
    deed = next((tag for tag in marked.tags["deed"] if tag.end == before), None)
    if deed is not None and not (phrase.bare and says(marked, deed.start)):  # "the army admitted to 34" says how many
        return doer(marked, deed)
    cue = ties.found[index].cue
    if any(tied.cue == cue and ties.phrases[n].start < phrase.start for n, tied in ties.found.items()):
        return None  # "311 killed by soldiers, 93 policemen": it is said of the first
    position = cue[1]
    while marked.at("auxiliary", position):
        position += 1
    return by_agent(marked, position, position + 1) if marked.at("agent", position) else None


def _attacker(ties: Ties, index: int) -> Words | None:
    """Who made the attack that the harm is put down to, or that its sentence tells of."""
    marked, found = ties.marked, ties.found[index]
    tag = marked.at("harm", found.cue[0])
    if tag is None or tag.entry.get("suffered") or found.rule in UNDONE:
        return None
    event = cause(marked, found.cue)
    if event and marked.word(event[1] - 1) not in RELATIVES:
        return owner(marked, *event, found.cue[0] if event[1] <= found.cue[0] else len(marked.tokens))
    told = marked.tags["attack"]
    agent = (_attack_behind(marked, found.cue[1]) or _attack_before(marked, found.cue[0])) if told else None
    if agent is None or _head(marked, agent) is None or _is_own_side(ties, ties.phrases[index], agent):
        return None
    return agent


def owner(marked: Marked, start: int, end: int, limit: int) -> Words | None:
    """Whose attack it is: "a rebel ambush", "Russian shelling", "fire from the army", "a raid on the town blamed on …".

    ``limit`` is where the words end that may name who made it.
    """
    for position in range(start, end):
        if marked.at("cause", position):
            break
        acting = people_at(marked, position)
        if acting and is_armed(acting) and acting.kind != "machine":
            return _first_of(marked, position, start), acting.end
        country = marked.at("country", position)
        if country and country.entry.get("name") and _is_military(marked, country.end, end):
            return position, country.end
    if marked.word(end) in ("of", "from"):
        found = people_phrase(marked, end + 1, len(marked.tokens))
        armed = found and any(is_armed(tag) for n in range(*found) if (tag := people_at(marked, n)))
        return found if armed else None
    return by_agent(marked, end, limit)


def is_armed(tag: Tag) -> bool:
    """Whether a noun for people or bodies means such as attack."""
    status = tag.entry.get("status") or ()
    return tag.kind in ("force", "party", "doer", "machine") or bool(_COMBATANTS & {Status(one) for one in status})


def _first_of(marked: Marked, position: int, start: int) -> int:
    """Where the words begin that belong to an owner: "Saudi-led coalition"."""
    counted = {n for one in marked.numbers for n in range(one.start, one.end)}
    while position > start and position - 1 not in counted:
        if not marked.tokens[position - 1].is_word and marked.word(position - 1) not in SIGNS:
            break
        position -= 1
    return position


def _is_military(marked: Marked, start: int, end: int) -> bool:
    """Whether an event behind a nationality is one of an army: "Russian shelling", and not "the Russian blast"."""
    return any(marked.at("military", n) for n in range(start, end))


def _attack_behind(marked: Marked, position: int) -> Words | None:
    """The subject of an attack in a clause behind the harm: "were wounded when gunmen fired on a helicopter"."""
    for clause in range(position, min(position + ATTACK_REACH, len(marked.tokens))):
        if marked.word(clause) in (";", ".", ":") or marked.at("harm", clause) or marked.at("said", clause):
            return None
        if marked.word(clause) in _CLAUSES:
            attack = next((tag for tag in marked.tags["attack"] if clause < tag.start <= clause + ATTACK_REACH), None)
            return _who(marked, attack, clause) if attack else None
    return None


def _attack_before(marked: Marked, position: int) -> Words | None:
    """The subject of an attack told of before the harm: "rebels raided the post, and nine guards died"."""
    for tag in reversed(marked.tags["attack"]):
        between = range(tag.end, position)
        if tag.end > position or len(between) > ATTACK_REACH:
            continue
        broken = any(marked.word(n) in (":", ".", *_FOUND) or marked.at("said", n) for n in between)
        return None if broken else _who(marked, tag, -1)
    return None


def _who(marked: Marked, attack: Tag, clause: int) -> Words | None:
    """The subject of an attack, if the verb is active and its subject lies behind the words that open its clause."""
    if marked.at("passive", attack.start - 1):
        return by_agent(marked, attack.end)
    return people_phrase(marked, clause + 1, attack.start) if clause >= 0 else doer(marked, attack)


def attacker(marked: Marked) -> Agent | None:
    """Who attacks in a sentence, whether or not it tells of harm: the next one may tell of victims."""
    for tag in marked.tags["attack"]:
        if (found := _who(marked, tag, -1)) and _head(marked, found):
            return agent_of(marked, found, tag.start)
    return None


def agent_of(marked: Marked, found: Words, cue: int) -> Agent:
    """Those who are said to have done it; ``cue`` is where the words end that say how firmly."""
    head = _head(marked, found)
    side = tuple(sorted(_COMBATANTS & {Status(one) for one in head.entry.get("status") or ()})) if head else ()
    return Agent(marked.span(*found), certainty(marked, found, (cue, cue)), side)


def _head(marked: Marked, agent: Words) -> Tag | None:
    """The noun for those who attack, if it is one for people who do."""
    head = next((tag for n in range(*agent) if (tag := people_at(marked, n))), None)
    return head if head and is_armed(head) else None


def _is_own_side(ties: Ties, phrase: NounPhrase, agent: Words) -> bool:
    """Whether those harmed may belong to the attackers: soldiers to soldiers, any fighters where no side is named."""
    victims = set(phrase.counted.status or ()) & _COMBATANTS
    head = next((tag for n in range(*agent) if (tag := people_at(ties.marked, n))), None)
    sides = {Status(one) for one in (head.entry.get("status") or () if head else ())} & _COMBATANTS
    return bool(victims) and (not sides or bool(victims & sides))
