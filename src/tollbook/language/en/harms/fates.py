"""What an English sentence says has happened to people told of without a number, by the same verbs as for numbers.

Stricter than for printed numbers: where nothing is counted, only a verb said of these very people makes a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.language.en.doers.agents import by_agent, subject
from tollbook.language.en.harms.gapping import one_more
from tollbook.language.en.harms.inversions import (
    among_the_dead,
    inverted,
    likewise,
    named_as_dead,
    said_among_the_harmed,
)
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import harm_of, object_follows
from tollbook.language.en.people.clauses import (
    COORDINATING,
    OBLIQUE,
    be_before,
    coordinated,
    died_there,
    in_condition,
    is_ranked,
    no_other_clause,
    singular,
    verb_start,
)
from tollbook.language.en.people.individuals import is_reflexive
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.en.relations.joining import added, part_link
from tollbook.language.en.relations.ties import VERB_REACH, Tie, Ties
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import PersonKind
from tollbook.records import Harm

LONGEST_PARENTHESIS = 10
"""Words behind "including" in which others may stand before the one meant."""
_QUOTES = frozenset(('"', "“", "'", "‘"))
_FINDING = frozenset(("found", "find", "discovered", "left"))
_SUBJECTS = frozenset(("he", "she"))
"""Pronouns that are never the object of a verb: "the strangest murder he has handled"."""
_NOT_YET = frozenset(("to", "would", "could", "might", "should", "may", "will", "not"))
"""Words before a verb by which it has not happened: "wanted to shoot him"."""
_OPENING_OBJECT = frozenset(
    ("a", "an", "another", "one", "the", "his", "her", "their", "its", "my", "our", "him", "himself", "herself", "both")
)
_JOINED_BEHIND = (("along", "with"), ("together", "with"), ("as", "well", "as"), ("alongside",), ("plus",))


def tie_individuals(ties: Ties, singles: Sequence[NounPhrase]) -> Ties:
    """The numbers' ties with those of individuals added; phrases of both kinds in the order of the sentence."""
    phrases = sorted([*ties.phrases, *singles], key=lambda phrase: (phrase.start, phrase.end))
    place = {id(phrase): n for n, phrase in enumerate(phrases)}
    moved = [place[id(phrase)] for phrase in ties.phrases]
    found = {moved[n]: _moved(one, moved) for n, one in ties.found.items()}
    result = Ties(ties.marked, phrases, ties.earlier, found, {moved[n] for n in ties.agents})
    for index, phrase in enumerate(phrases):
        if phrase.person and (tied := _part(result, index) or _fate(result, index)) and tied.harm is not Harm.DISPLACED:
            result.found[index] = tied
    _spread(result)
    _go_on_with_parts(result)
    return result


def _go_on_with_parts(ties: Ties) -> None:
    """Numbers joined to somebody who is a part are parts too: "six civilians, among them a nurse and two toddlers"."""
    for index in range(1, len(ties.phrases)):
        found, before = ties.found.get(index), ties.found.get(index - 1)
        first, second = ties.phrases[index - 1], ties.phrases[index]
        beside = first.person and not second.person and _joined(ties.marked, first, second)
        if found and before and beside and before.part_of is not None and found.part_of is None:
            ties.found[index] = replace(found, part_of=before.part_of, joined_to=None)


def _moved(tied: Tie, moved: Sequence[int]) -> Tie:
    """A tie whose indices follow its phrases to their new places."""
    part_of = moved[tied.part_of] if tied.part_of is not None else None
    joined_to = moved[tied.joined_to] if tied.joined_to is not None else None
    return replace(tied, part_of=part_of, joined_to=joined_to)


def _fate(ties: Ties, index: int) -> Tie | None:
    phrase = ties.phrases[index]
    marked = ties.marked
    return (
        _owned(marked, phrase)
        or _left_dead(marked, phrase)
        or _object(marked, phrase)
        or inverted(ties, index)
        or one_more(ties, index)
        or among_the_dead(ties, phrase)
        or named_as_dead(ties, phrase)
        or likewise(ties, index)
        or said_among_the_harmed(ties, index)
        or _subject(ties, index)
        or _relative(ties, phrase)
        or _harmed_before(marked, phrase)
    )


def _left_dead(marked: Marked, phrase: NounPhrase) -> Tie | None:
    """ "shot him dead", "hacked a priest to death", "left a man dead"."""
    tag = marked.at("harm", phrase.end) or marked.at("harm", phrase.reach)
    if tag is None and marked.word(phrase.end) == ",":
        tag = marked.at("harm", phrase.end + 1)  # "found Ann Novak, 34, dead"
        tag = tag if any(marked.word(n) in _FINDING for n in range(phrase.start)) else None
    state = tag is not None and tag.entry.get("form") == "state"
    if tag is None or not state or harm_of(tag) is Harm.MISSING:
        return None  # "a man missing since May was found dead": the verb of the sentence tells more
    return Tie(harm_of(tag), (tag.start, tag.end), "verb behind")


def _relative(ties: Ties, phrase: NounPhrase) -> Tie | None:
    """ "the chairman, Ibrahim Abubakar, who was killed": said of the people named last, whatever they stand behind."""
    marked = ties.marked
    for end in (phrase.end, phrase.reach):
        position = end + 1 if marked.word(end) == "," else end
        if marked.word(position) != "who":
            continue
        tag = next((tag for tag in marked.tags["harm"] if tag.start > position), None)
        verbal = tag is not None and tag.entry.get("form") in ("participle", "past")
        if tag and verbal and verb_start(marked, tag.start) == position + 1 and not _takes_object(ties, tag):
            return Tie(harm_of(tag), (tag.start, tag.end), "verb behind", agent=by_agent(marked, tag.end))
    return None


def _owned(marked: Marked, phrase: NounPhrase) -> Tie | None:
    """ "the mayor's death", "Lopez's body", "his murder"."""
    position = phrase.end
    if marked.word(position) == "'":
        position += 2 if marked.word(position + 1) == "s" else 1
    elif (
        phrase.person is None
        or phrase.person.kind not in (PersonKind.PRONOUN, PersonKind.PLURAL)
        or marked.word(phrase.start) not in ("his", "her", "their")
    ):
        return None
    fate = marked.at("fate", position) or marked.at("fate", position + 1)
    if fate is None or marked.word(fate.end) == "of" or marked.at("about", fate.end):
        return None  # "the army's killing of a teacher", "the sheriff's homicide unit"
    return Tie(Harm.KILLED, (fate.start, fate.end), "fate of one")


def _object(marked: Marked, phrase: NounPhrase) -> Tie | None:
    """ "killed the mayor", "killing a woman", "the murder of a priest", "shot himself"."""
    position = phrase.start
    while marked.word(position - 1) in _QUOTES:
        position -= 1
    tag = next((tag for tag in marked.tags["harm"] if tag.end == position), None)
    if named := _named_before_time(marked, phrase):
        return named
    if tag is None or _is_owner(marked, phrase.end) or marked.word(phrase.start) in _SUBJECTS:
        return None
    form, cue = tag.entry.get("form"), (tag.start, tag.end)
    if form == "of":
        return Tie(harm_of(tag), cue, "verb before", agent=by_agent(marked, phrase.reach))
    if marked.word(tag.start - 1) in _NOT_YET:
        return None
    if tag.entry.get("also_noun") and marked.word(phrase.start) not in _OPENING_OBJECT:
        return None  # "fatal shooting victim": before a bare noun or a name it may be the noun
    if form in ("active", "gerund") or (form == "participle" and not be_before(marked, tag.start)):
        return Tie(harm_of(tag), cue, "verb before", agent=subject(marked, tag))
    return None


def _named_before_time(marked: Marked, phrase: NounPhrase) -> Tie | None:
    """ "the death Saturday of a teacher", "the shooting last week of Ann Novak"."""
    of = phrase.start - 1
    start = of
    while start > 0 and (marked.time_at(start - 1) or marked.at("moment", start - 1)):
        start -= 1
    tag = next((tag for tag in marked.tags["harm"] if tag.end == start < of), None)
    if tag is None or marked.word(of) != "of" or tag.entry.get("form") not in ("noun", "gerund"):
        return None
    return Tie(harm_of(tag), (tag.start, tag.end), "verb before", agent=by_agent(marked, phrase.reach))


def _harmed_before(marked: Marked, phrase: NounPhrase) -> Tie | None:
    """ "identified the dead man as Ann Novak", "the wounded officer": what befell somebody told of already."""
    if phrase.person is None or phrase.person.kind is not PersonKind.KNOWN or phrase.head is None:
        return None
    tag = next((tag for tag in marked.tags["harm"] if tag.end == phrase.head.start), None)
    described = tag is not None and (tag.entry.get("form") in ("state", "participle") or tag.start == phrase.start)
    if tag is None or tag.start < phrase.start or not described or _is_owner(marked, phrase.end):
        return None
    return Tie(harm_of(tag), (tag.start, tag.end), "verb before")


def _subject(ties: Ties, index: int) -> Tie | None:
    """ "a teacher was killed", "the victim died", "a man found dead"; of several verbs the one that ends in death."""
    phrase, marked = ties.phrases[index], ties.marked
    if (
        _is_owner(marked, phrase.end)
        or _describes(ties, index)
        or is_reflexive(phrase)
        or is_ranked(marked, phrase.end)
    ):
        return None
    limit = _room(ties, index)
    tied: Tie | None = None
    for tag in marked.tags["harm"]:
        if not phrase.end <= tag.start < limit or tag.entry.get("form") in ("noun", "toll", "of"):
            continue
        if not _said_of(ties, phrase, tag, tied):
            if tied is None and marked.word(phrase.end) == "," and marked.word(phrase.end + 1) == "who":
                continue  # "Doyle, who was wounded last week, died"
            break
        harm = Harm.KILLED if died_there(marked, tag.start) else harm_of(tag)
        if tied is None or harm is Harm.KILLED:
            tied = Tie(harm, (tag.start, tag.end), "verb behind", agent=by_agent(marked, tag.end))
    return tied


def _room(ties: Ties, index: int) -> int:
    """Where the verbs of a subject end: before the next people that may be the subject of what follows."""
    phrase, marked = ties.phrases[index], ties.marked
    limit = min(len(marked.tokens), phrase.end + VERB_REACH)
    for n, other in enumerate(ties.phrases[index + 1 :], index + 1):
        if other.start >= phrase.end and not _describes(ties, n) and not is_reflexive(other):
            return min(limit, other.start)
    return limit


def _describes(ties: Ties, index: int) -> bool:
    """Whether people only describe others or stand behind a preposition: "the son of a politician", "with a friend"."""
    start = ties.phrases[index].start
    inside = any(one.end <= start < one.reach for one in ties.phrases[:index])
    oblique = ties.marked.word(start - 1) in OBLIQUE
    return inside or (oblique and not (ties.marked.word(start - 1) == "with" and _reduced(ties, index)))


def _reduced(ties: Ties, index: int) -> bool:
    """ "with the village chief killed"."""
    tag = ties.marked.at("harm", ties.phrases[index].reach)
    return tag is not None and tag.entry.get("form") == "participle"


def _said_of(ties: Ties, phrase: NounPhrase, tag: Tag, earlier: Tie | None) -> bool:
    """Whether a harm word is said of these people and not of somebody between."""
    marked, form = ties.marked, tag.entry.get("form")
    if form in ("active", "gerund") or (form == "participle" and _takes_object(ties, tag)):
        return False
    verb = verb_start(marked, tag.start)
    if any(marked.word(n) in ("not", "never") for n in range(verb, tag.start)) or _of_another(ties, phrase, verb):
        return False
    if earlier is not None:
        who = phrase.end + (marked.word(phrase.end) == ",")
        described = marked.word(who) in ("who", "that") or earlier.cue[0] == phrase.end
        main = described and (form == "past" or be_before(marked, tag.start))
        return main or any(marked.word(n) in (*COORDINATING, ",") for n in range(earlier.cue[1], tag.start))
    right_behind = tag.start in (phrase.end, phrase.reach) or verb in (phrase.end, phrase.reach)
    if form == "condition":
        return in_condition(marked, phrase, tag.start)
    if form == "state":
        return right_behind or (be_before(marked, tag.start) and no_other_clause(marked, phrase, verb))
    if form == "participle" and not be_before(marked, tag.start):
        return right_behind or coordinated(marked, phrase, verb)
    return no_other_clause(marked, phrase, verb) or coordinated(marked, phrase, verb)


def _of_another(ties: Ties, phrase: NounPhrase, verb: int) -> bool:
    """Whether "who" stands behind somebody else: "a man about the death of his wife, who was shot"."""
    marked = ties.marked
    behind = {
        end + (marked.word(end) == ",")
        for one in ties.phrases
        for end in (one.end, one.reach)
        if one.start >= phrase.end
    }
    return verb - 1 in behind and marked.word(verb - 1) == "who"


def _takes_object(ties: Ties, tag: Tag) -> bool:
    people = any(phrase.start == tag.end for phrase in ties.phrases)
    return (people or object_follows(ties.marked, tag.end)) and not be_before(ties.marked, tag.start)


def _is_owner(marked: Marked, position: int) -> bool:
    """Whether an apostrophe makes an owner of the words before: "the mayor's car was shot at"."""
    return marked.word(position) == "'" and marked.tokens[position].glued


def _part(ties: Ties, index: int) -> Tie | None:
    """ "15 people, including a pregnant woman", "two men, a father and his son": a part of the number before."""
    phrase, marked = ties.phrases[index], ties.marked
    if phrase.person and phrase.person.kind is PersonKind.PLURAL:
        return None
    whole = next((n for n in range(index - 1, -1, -1) if not ties.phrases[n].person), None)
    if whole is None or whole not in ties.found:
        return None
    before = ties.phrases[index - 1]
    goes_on = _is_listed(ties, index - 1, whole) and _joined(marked, before, phrase)
    among = part_link(marked, phrase) is not None or _in_parenthesis(marked, ties.phrases[whole].end, phrase)
    if not among and not goes_on and not _named_one_by_one(ties, whole, index):
        return None
    return replace(ties.found[whole], rule="part of a whole", part_of=whole, joined_to=None)


def _in_parenthesis(marked: Marked, start: int, phrase: NounPhrase) -> bool:
    """ "seven people, including clan elders and a journalist": nothing but people since "including"."""
    link = next(
        (tag for tag in marked.tags["link"] if tag.entry.get("kind") == "part" and start <= tag.start < phrase.start),
        None,
    )
    if link is None or phrase.start - link.end > LONGEST_PARENTHESIS:
        return False
    between = range(link.end, phrase.start)
    return not any(marked.at("harm", n) or marked.at("passive", n) or marked.word(n) == ";" for n in between)


def _named_one_by_one(ties: Ties, whole: int, index: int) -> bool:
    """Whether as many people follow a number as it counts: "two men, a father and his son", "three dead: a monk, …"."""
    number, marked = ties.phrases[whole], ties.marked
    opening = ties.phrases[index].start - 1
    if (
        index != whole + 1
        or opening not in (number.end, number.reach)
        or marked.word(opening) not in (",", ":", "–", "—", "(")
    ):
        return False
    last = index
    while last + 1 < len(ties.phrases) and _joined(marked, ties.phrases[last], ties.phrases[last + 1]):
        last += 1
    return sum(one.number.value or 0 for one in ties.phrases[index : last + 1]) == number.number.value


def _is_listed(ties: Ties, index: int, whole: int) -> bool:
    found = ties.found.get(index)
    return found is not None and found.part_of == whole and ties.phrases[index].person is not None


def _spread(ties: Ties) -> None:
    """Give people who are joined to people already tied the same fate, until nothing changes."""
    _spread_beside(ties)
    for index, phrase in enumerate(ties.phrases):
        if index not in ties.found and _behind_joiner(ties.marked, phrase.start):
            before = next((n for n in range(index - 1, -1, -1) if n in ties.found), None)
            if before is not None:
                ties.found[index] = replace(ties.found[before], rule="joined with", joined_to=before, part_of=None)
                _spread_beside(ties)


def _spread_beside(ties: Ties) -> None:
    """Give people who stand beside people already tied, in a list, the same fate."""
    last = len(ties.phrases) - 1
    for index in [*range(1, last + 1), *range(last, 0, -1), *range(1, last + 1)]:
        for one, other in ((index - 1, index), (index, index - 1)):
            found = ties.found.get(one)
            if found is None or other in ties.found or other in ties.agents or not _alike(ties, one, other):
                continue
            ties.found[other] = replace(found, rule="joined with", joined_to=one)


def _alike(ties: Ties, tied: int, other: int) -> bool:
    """Whether two neighbours are joined, and one of them is an individual, and the verb is not said of one alone."""
    first, second = (ties.phrases[n] for n in sorted((tied, other)))
    found = ties.found[tied]
    between = first.end <= found.cue[0] < second.start
    if found.rule == "verb behind" and singular(ties.marked, found.cue[0]):
        return False  # "Lopez, an editor and a critic, was shot": one person
    individual = any(one.person and one.person.kind is not PersonKind.PLURAL for one in (first, second))
    goes_on = found.rule == "joined with" and found.joined_to is not None and ties.phrases[found.joined_to].person
    speaks = any(ties.marked.at("said", end) for end in (ties.phrases[other].end, ties.phrases[other].reach))
    apart = between or speaks or _describes(ties, other) or not added(ties.marked, ties.phrases, max(tied, other))
    return bool(individual or goes_on) and not apart and _joined(ties.marked, first, second)


def _joined(marked: Marked, first: NounPhrase, second: NounPhrase) -> bool:
    """Whether nothing but "and", commas and articles stands between people: "a mother and her four children"."""
    between = range(first.reach, second.start)
    joining = [n for n in between if marked.at("joining", n)]
    return bool(joining) and all(n in joining or marked.at("determiner", n) for n in between)


def _behind_joiner(marked: Marked, start: int) -> bool:
    """ "…, along with four other party members"."""
    return any(tuple(marked.word(n) for n in range(start - len(words), start)) == words for words in _JOINED_BEHIND)
