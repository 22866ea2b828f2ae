"""Which harm a number of people is tied to: one rule a function, tried in the order of ``RULES``; the first wins.

Every rule gets the marked sentence and its noun phrases and answers with a ``Tie`` or None. The rule's name travels
with the statement, so that a reader gets from a figure to the rule that made its claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.language.en.doers.agents import by_agent, by_agent_behind, deed_subject, subject, subject_of_clause
from tollbook.language.en.harms.in_order import mark_parts_of_pairs, tie_in_turn, tie_pairs
from tollbook.language.en.harms.inversions import inverted, likewise, said_among_the_harmed
from tollbook.language.en.harms.manners import tell_how_some_died
from tollbook.language.en.harms.objects import verb_before_aside, verb_before_list, whom_they_killed
from tollbook.language.en.harms.spreading import spread
from tollbook.language.en.harms.tables import heading_of_list, tie_labelled, tie_row
from tollbook.language.en.marking.asides import past_asides
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import begins_verb, harm_of, object_follows, passive
from tollbook.language.en.people.clauses import (
    be_before,
    coordinated,
    died_there,
    ends_in_death,
    in_condition,
    is_ranked,
    singular,
    verb_start,
)
from tollbook.language.en.people.phrases import NounPhrase, told_before
from tollbook.language.en.relations.joining import (
    joins,
    part_link,
)
from tollbook.language.en.relations.parts import mark_agents, mark_parts
from tollbook.language.en.relations.ties import VERB_REACH, Rule, Tie, Ties
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Heading
from tollbook.records import Harm

_SUFFERING = frozenset(("with", "suffered", "sustained", "suffering", "received", "in"))
_ARTICLES = frozenset(("the", "a", "an", "his", "her", "their", "its"))
_CLOSING = frozenset((".", ";", ",", "and", "on", "for", '"', "”"))
FURTHEST_SUFFERED = 5
"""Tokens from "suffered" or "taken" to the wounds or the hospital behind it."""
LONGEST_VERB = 6
"""Tokens of a verb with its adverbs: "were, Saturday night, killed"."""
DEEPEST = 4
"""Steps by which a harm spreads: a part of an item of a list of a total is three steps away."""
LONGEST_APPOSITION = 14
"""Tokens between commas that say who somebody is."""
TOLL_REACH = 30
"""Tokens between the words for a toll and its number."""


def tie(
    marked: Marked,
    phrases: Sequence[NounPhrase],
    earlier: Harm | None,
    in_order: Sequence[Harm] = (),
    heading: Heading | None = None,
) -> Ties:
    """Tie every phrase that can be tied.

    ``earlier`` is the harm of the last number before this sentence, ``heading`` what the lines above it say.
    """
    ties = Ties(marked, phrases, earlier, in_order=in_order)
    if not phrases:
        return ties
    heading = heading or heading_of_list(ties)
    if tie_pairs(ties):
        ties.row_of = heading
    elif heading and tie_row(ties, heading):
        ties.row_of = heading
        if len(heading.columns) > 1:
            return ties
    tie_in_turn(ties)
    for rule in RULES:
        for index in range(len(phrases)):
            if index not in ties.found and index not in ties.agents and (found := rule(ties, index)):
                ties.found[index] = found
    tie_labelled(ties)
    mark_agents(ties)
    mark_parts(ties)
    for _ in range(DEEPEST):
        if not spread(ties):
            break
    mark_agents(ties)
    mark_parts(ties)
    mark_parts_of_pairs(ties)
    tell_how_some_died(ties)
    return ties


def counted_noun(ties: Ties, index: int) -> Tie | None:
    """The noun itself names the harm: "48 deaths", "830 civilian dead"."""
    noun = ties.phrases[index].harm_noun
    return Tie(harm_of(noun), (noun.start, noun.end), "counted noun") if noun else None


def verb_behind(ties: Ties, index: int) -> Tie | None:
    """The people are the subject: "12 people were killed", "seven wounded", "70 people dead"."""
    phrase, marked = ties.phrases[index], ties.marked
    if _cannot_be_subject(marked, phrase):
        return None
    starts = {other.start: n for n, other in enumerate(ties.phrases) if n > index}
    position, limit, joined, part = phrase.end, phrase.end + VERB_REACH, True, False
    while (position := past_asides(marked, position, len(marked.tokens))) < min(limit, len(marked.tokens)):
        tag = marked.at("harm", position)
        if tag and _disagrees(marked, phrase, tag):
            return None
        if tag and (decided := _subject_of(ties, index, tag, joined)) is not None:
            if not isinstance(decided, Tie) or _told_on(marked, phrase, tag) or _before_death(marked, phrase, tag):
                return None
            return _main_verb(ties, index, tag) or _in_death(ties, index, decided)
        link = marked.at("link", position)
        part = part or (link is not None and link.entry.get("kind") == "part")
        if position in starts:
            other = ties.phrases[starts[position]]
            part = part_link(marked, other) is not None or marked.word(other.start - 1) == "(" or part
            joined_to = part or _acts(marked, other) or joins(marked, phrase, other)
            if not joined_to or (not part and _opens_clause(marked, other.start - 1)):
                return None
            position = max(_clause_of_part(marked, other), other.end, position + 1)
            continue
        if marked.word(position) == ";" or (joined and _opens_clause(marked, position)):
            return None
        if marked.word(position) == ",":
            joined = False
        position = tag.end if tag else position + 1
    return None


def _cannot_be_subject(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether no verb behind a number is said of it: no verb is near, or the words say what it is instead."""
    bare = phrase.bare and not _verb_near(marked, phrase)
    return bare or _of_a_whole(marked, phrase) or _acts(marked, phrase) or is_ranked(marked, phrase.end)


def _acts(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether people only did something to the subject, of whom more follows: "approached by two men and shot"."""
    return marked.word(phrase.start - 1) == "by" and marked.word(phrase.end) in ("and", "before", "who")


def _disagrees(marked: Marked, phrase: NounPhrase, tag: Tag) -> bool:
    """Whether a verb in the singular is said of somebody else: "he was approached by two men and was shot"."""
    several = (phrase.number.low or 0) > 1 and marked.word(phrase.start - 1) != "of"  # "a family of four was killed"
    return several and tag.entry.get("form") != "noun" and singular(marked, tag.start)


def _in_death(ties: Ties, index: int, tied: Tie) -> Tie:
    """Of several verbs the one that ends in death: "seven people were shot in the head and killed"."""
    marked, limit = ties.marked, ties.phrases[index].end + VERB_REACH
    later = [other.start for other in ties.phrases[index + 1 :] if other.start >= tied.cue[1]]
    first = marked.at("harm", tied.cue[0])
    tag = ends_in_death(marked, first, min([limit, *later])) if first and tied.harm is not Harm.KILLED else None
    return replace(tied, harm=Harm.KILLED, cue=(tag.start, tag.end)) if tag else tied


def _main_verb(ties: Ties, index: int, first: Tag) -> Tie | None:
    """The verb behind a relative clause: "34 refugees who had fled the fighting were killed"."""
    phrase, marked = ties.phrases[index], ties.marked
    if marked.word(phrase.end) not in ("who", "that") and marked.word(phrase.reach) not in ("who", "that"):
        return None
    for tag in marked.tags["harm"]:
        verb = verb_start(marked, tag.start)
        if tag.start >= first.end and be_before(marked, tag.start) and tag.entry.get("form") in ("participle", "past"):
            between = range(first.end, verb)
            other = any(one.start in between for one in ties.phrases) or any(marked.word(n) == "," for n in between)
            opened = any(_opens_clause(marked, n) or marked.word(n) in ("and", "but") for n in between)
            return (
                None
                if other or opened
                else Tie(harm_of(tag), (tag.start, tag.end), "verb behind", agent=by_agent(marked, tag.end))
            )
    return None


def _before_death(marked: Marked, phrase: NounPhrase, tag: Tag) -> bool:
    """Whether a clause says what befell a part of the dead before: "among them two students who vanished in May"."""
    who = any(marked.word(n) in ("who", "that") for n in range(phrase.end, tag.start))
    before = harm_of(tag) in (Harm.MISSING, Harm.ABDUCTED, Harm.DETAINED, Harm.DISPLACED)
    return who and before and part_link(marked, phrase) is not None


def _told_on(marked: Marked, phrase: NounPhrase, tag: Tag) -> bool:
    """Whether a clause of its own stands between: "two men had got into an argument … where he shot himself"."""
    verb = verb_start(marked, tag.start)
    between = range(phrase.end, verb)
    first, second = marked.word(phrase.end), marked.word(phrase.end + 1)
    acted = first.endswith("ed") and first not in _SUFFERING and not marked.at("harm", phrase.end)
    if acted and second in _ARTICLES:
        return True  # "hundreds attended the funeral of a journalist who was killed"
    relative = any(marked.word(n) in ("who", "that", "which", "whose") for n in between)
    acts = marked.at("auxiliary", phrase.end) is not None and len(between) > LONGEST_VERB
    return acts and not relative and not coordinated(marked, phrase, verb)


def _clause_of_part(marked: Marked, part: NounPhrase) -> int:
    """The end of a clause said of a part alone: "30 passengers, 12 of whom died"; 0 where there is none."""
    if marked.word(part.number.end) != "of" or marked.word(part.number.end + 1) not in ("whom", "which"):
        return 0
    return next((n for n in range(part.end, len(marked.tokens)) if marked.word(n) == ","), len(marked.tokens))


def _of_a_whole(marked: Marked, phrase: NounPhrase) -> bool:
    """ "Of the 20 passengers, 12 were killed", "12 of 20 died": nothing is said of the 20 ("of the 20 killed")."""
    described = marked.at("harm", phrase.end) or marked.at("auxiliary", phrase.end)  # "86 of the 107 killed"
    if told_before(marked, phrase.number) and (begins_verb(marked, phrase.end) or not described):
        return True
    if phrase.start > 2 or marked.word(0) != "of":
        return False
    comma = next((n for n in range(phrase.end, len(marked.tokens)) if marked.word(n) == ","), len(marked.tokens))
    return not any(marked.at("harm", n) for n in range(phrase.end, comma))


def verb_before(ties: Ties, index: int) -> Tie | None:
    """The people are the object: "killed five", "killing five", "the death of five", "claimed five lives"."""
    phrase, marked = ties.phrases[index], ties.marked
    position = phrase.start - 1
    if phrase.bare and (marked.word(position - 1), marked.word(position)) == ("family", "of"):
        position -= 2  # "a family of seven"
    while position >= 0 and (marked.at("determiner", position) or marked.word(position) in ('"', "“", "'")):
        if _harm_ending(marked, position + 1):
            break
        position -= 1
    tag = _harm_ending(marked, position + 1)
    if tag is None:
        return None
    form = tag.entry.get("form")
    if tag.entry.get("also_noun") and phrase.head is None:
        return None
    if tag.entry.get("people_only") and phrase.head is None and not _alone(marked, phrase):
        return None
    dead = marked.at("harm", phrase.end)
    if dead and dead.entry.get("form") == "state" and tag.entry.get("may_die"):
        return None  # "shot nine people dead": what is said behind them tells more
    if form in ("participle", "active", "gerund") and (form != "participle" or not passive(marked, tag)):
        return Tie(harm_of(tag), (tag.start, tag.end), "verb before", agent=subject(marked, tag))
    if form == "of" or (form == "participle" and marked.word(tag.end) in ("were", "was")):
        lost = bool(tag.entry.get("suffered"))  # "the army admitted the loss of nine men"
        agent = by_agent(marked, phrase.reach) or (None if lost else deed_subject(marked, tag))
        return Tie(harm_of(tag), (tag.start, tag.end), "verb before", agent=agent)
    return None


def _alone(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether a number ends its clause: "local leaders buried 26", and no "seized 19 lorries"; or is "of them"."""
    of_them = marked.word(phrase.number.end) == "of" and marked.word(phrase.number.end + 1) in ("them", "us", "those")
    ends = phrase.end == len(marked.tokens) or marked.word(phrase.end) in _CLOSING
    return of_them or (phrase.bare and ends)


def toll_reaches(ties: Ties, index: int) -> Tie | None:
    """A toll reaches its number: "the number of dead … rose to 524", "put the dead at more than 70"."""
    phrase, marked = ties.phrases[index], ties.marked
    if behind := _toll_behind(ties, index):
        return behind
    before = phrase.start - 1
    while before >= 0 and marked.word(before) in ("the", "a", "an", "some"):
        before -= 1
    if marked.word(before) == "by" and not marked.at("reaching", before - 1) and marked.word(before - 1).endswith("ed"):
        return None  # "lives are being ruined by two boys"
    comprises = any(tag.entry.get("complete") and tag.end in (before + 1, phrase.start) for tag in marked.tags["link"])
    hedged = marked.word(phrase.start) == "at"  # "at least": no "at" of "stands at"
    if not (comprises or marked.at("reaching", before) or (marked.at("reaching", phrase.start) and not hedged)):
        return None
    for tag in reversed([tag for tag in marked.tags["harm"] if tag.end <= phrase.start]):
        if phrase.start - tag.end > TOLL_REACH or any(
            tag.end <= other.start < phrase.start and marked.word(other.number.start - 1) != "from"
            for other in ties.phrases
        ):
            return None
        if _names_toll(marked, tag, phrase.start):
            agent = subject_of_clause(marked, tag) or by_agent(marked, tag.end, phrase.start)
            some = marked.word(before) in ("included", "include", "includes") and ties.earlier is harm_of(tag)
            return Tie(harm_of(tag), (tag.start, tag.end), "toll reaches", agent=agent, part_of_earlier=some)
    return None


def _toll_behind(ties: Ties, index: int) -> Tie | None:
    """ "put at 311 the number of civilians … killed"."""
    phrase, marked = ties.phrases[index], ties.marked
    if marked.word(phrase.number.end) != "the" or marked.word(phrase.number.end + 1) not in ("number", "toll", "dead"):
        return None
    tag = next(
        (tag for tag in marked.tags["harm"] if phrase.number.end <= tag.start <= phrase.number.end + VERB_REACH), None
    )
    return (
        Tie(harm_of(tag), (tag.start, tag.end), "toll reaches", agent=subject_of_clause(marked, tag)) if tag else None
    )


RULES: tuple[Rule, ...] = (
    whom_they_killed,
    verb_before,
    verb_before_aside,
    counted_noun,
    verb_before_list,
    inverted,
    likewise,
    said_among_the_harmed,
    verb_behind,
    toll_reaches,
)


def _subject_of(ties: Ties, index: int, tag: Tag, joined: bool) -> Tie | bool | None:
    """What a harm word behind people says of them: tied, perpetrators (False), or nothing yet (None)."""
    marked, form = ties.marked, tag.entry.get("form")
    if form == "participle" and passive(marked, tag):
        return Tie(harm_of(tag), (tag.start, tag.end), "verb behind", agent=by_agent(marked, tag.end))
    if form == "past":
        return Tie(harm_of(tag), (tag.start, tag.end), "verb behind", agent=by_agent(marked, tag.end))
    wounded_too = form == "noun" and harm_of(tag) is Harm.CASUALTIES and tag.start == ties.phrases[index].end
    if wounded_too or (form in ("noun", "toll") and marked.word(tag.start - 1) == "whose"):
        return Tie(harm_of(tag), (tag.start, tag.end), "verb behind")
    if form == "condition" and in_condition(marked, ties.phrases[index], tag.start):
        return Tie(Harm.KILLED if died_there(marked, tag.start) else harm_of(tag), (tag.start, tag.end), "verb behind")
    if form == "state" and (joined or marked.at("passive", tag.start - 1)):
        agent = by_agent_behind(marked, tag.end) or _who_did(marked, ties.phrases[index], tag)
        return Tie(harm_of(tag), (tag.start, tag.end), "verb behind", agent=agent)
    if form in ("participle", "active", "gerund"):
        if joined and tag.start - ties.phrases[index].end <= 3 and part_link(marked, ties.phrases[index]) is None:
            ties.agents.add(index)
        return False
    return None


def _harm_ending(marked: Marked, end: int) -> Tag | None:
    return next((tag for tag in marked.tags["harm"] if tag.end == end), None)


def _who_did(marked: Marked, phrase: NounPhrase, tag: Tag) -> tuple[int, int] | None:
    """The subject of a verb whose outcome stands behind its object: "assailants hacked six people to death"."""
    verb = marked.word(phrase.start - 1)
    return subject(marked, Tag(phrase.start - 1, phrase.start, tag.entry)) if verb.endswith("ed") else None


def _names_toll(marked: Marked, tag: Tag, number: int) -> bool:
    """Whether harm words are the subject of a toll: "the toll", "the number of civilians killed", "the killings …"."""
    if tag.end - tag.start == len(("the", "dead")) and marked.word(tag.start) == "the" and marked.at("person", tag.end):
        return False  # "the dead man" is no toll
    if tag.entry.get("form") in ("toll", "noun"):
        return True
    if any(marked.at("tally", n) for n in range(max(0, tag.start - 12), tag.start)):
        return True
    people = any(person.end == tag.start for person in marked.tags["person"])
    said_of_people = people or marked.at("passive", tag.start - 1) is not None
    if not any(marked.at("arriving", n) for n in range(tag.end, number)):
        return False  # "was shot and taken away with the help of two friends"
    return tag.entry.get("form") == "participle" and said_of_people and not object_follows(marked, tag.end)


def _verb_near(marked: Marked, phrase: NounPhrase) -> bool:
    """A bare number is a subject only right before its verb: "12 killed", "seven, it said, were wounded"."""
    position = phrase.end
    if marked.word(position) == "," and any(marked.at("said", n) for n in range(position + 1, position + 4)):
        position = next((n + 1 for n in range(position + 1, position + 6) if marked.word(n) == ","), position)
    if (behind := past_asides(marked, position, len(marked.tokens))) > position:
        position = behind + (marked.word(behind) == ",")
    if marked.word(position) == "," and part_link(marked, phrase) is not None:
        position = _past_apposition(marked, position)
    while (marked.at("auxiliary", position) or marked.word(position) == "since") and not marked.at("harm", position):
        position += 1
    if tag := marked.at("harm", position):
        condition = tag.entry.get("form") == "condition" and position > phrase.end  # not "three gunshot wounds"
        return condition or tag.entry.get("form") in ("participle", "past", "state")
    if phrase.number.value is None:
        return False
    tag = next(
        (marked.at("harm", n) for n in range(position, position + FURTHEST_SUFFERED) if marked.at("harm", n)), None
    )
    if tag is None or tag.entry.get("form") != "condition":
        return False
    return marked.word(position) in (tag.entry.get("behind") or _SUFFERING)


def _past_apposition(marked: Marked, comma: int) -> int:
    """The verb behind who somebody is: "one of them, Ann Novak, 34, a nurse, died"; the comma if there is none."""
    for position in range(comma + 1, min(comma + LONGEST_APPOSITION, len(marked.tokens))):
        if marked.at("boundary", position) or begins_verb(marked, position):
            return position if marked.word(position - 1) == "," and begins_verb(marked, position) else comma
    return comma


def _opens_clause(marked: Marked, position: int) -> bool:
    return bool(marked.at("boundary", position)) and marked.word(position) != "as"
