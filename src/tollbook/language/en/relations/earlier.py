"""Parts of numbers told before: "22 of the injured", "of those killed, 18 …", "women (52)", "72 of the dead"."""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.doers.actors import SUBJECT_REACH
from tollbook.language.en.doers.agents import by_agent
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.relations.joining import list_link, part_link
from tollbook.language.en.relations.parts import whole_of
from tollbook.language.en.relations.ties import Tie, Ties, may_count
from tollbook.language.lexicon import Tag
from tollbook.records import Harm

DESCRIBED = 4
"""Words between "of the" and the dead."""
_PLURAL = ("s", "men", "women", "children", "people", "dead", "girls", "personnel", "police")


def part_of_earlier(ties: Ties, index: int) -> Tie | None:
    """A part of a number in an earlier sentence: "of these, 84 …", "72 of the dead"."""
    phrase, marked = ties.phrases[index], ties.marked
    rivals = any(n not in ties.found and other.head is not None for n, other in enumerate(ties.phrases[:index]))
    if ties.earlier is not None and phrase.of_number is not None and not phrase.partitive and phrase.head is None:
        cue = (phrase.number.end, min(phrase.number.end + 1, len(marked.tokens)))  # "of the 118, 57 wore a uniform"
        return Tie(ties.earlier, cue, "part of an earlier number", part_of_earlier=True)
    if ties.earlier is None or not may_count(phrase) or phrase.number.value is None or rivals:
        return None
    if whole_of(ties, index) is not None:
        return None
    said_to_be = phrase.head is not None and marked.at("passive", phrase.head.start - 1) is not None
    if phrase.of_number is not None and (phrase.bare or said_to_be) and not marked.tags["harm"]:
        cue = (phrase.number.end, phrase.number.end + 3)
        return Tie(ties.earlier, cue, "part of an earlier number", part_of_earlier=True)
    link = part_link(marked, phrase) or list_link(marked, phrase)
    waits = index and link and link.start >= phrase.number.end and index - 1 not in ties.found
    if link is None or (waits and may_count(ties.phrases[index - 1])):
        return None
    rest = bool(link.entry.get("rest"))
    told = next((tag for tag in marked.tags["harm"] if link.start <= tag.start < link.end), None)
    noun = marked.at("harm", link.end) if marked.word(link.end - 1) in ("these", "those") else None
    told = told or (noun if noun and noun.entry.get("form") in ("noun", "toll") else None)
    if told and marked.at("person", link.end):
        return None  # "the name of the dead man"
    if told:  # "of the wounded, 12 …": those, whatever was told last
        return Tie(harm_of(told), (told.start, told.end), "part of an earlier number", part_of_earlier=True)
    others = [ties.found[n] for n in sorted(ties.found) if n < index and ties.found[n].part_of_earlier]
    harm = others[-1].harm if rest and others else ties.earlier  # "of the wounded, 12 …; the other six …"
    return Tie(harm, (link.start, link.end), "part of an earlier number", part_of_earlier=True, rest=rest)


def of_those_harmed(ties: Ties, index: int) -> Tie | None:
    """The first of a list of some of those harmed: "of those killed, 18 were children"."""
    marked, phrase = ties.marked, ties.phrases[index]
    if marked.word(0) not in ("of", "among") or index or not may_count(phrase):
        return None
    tag = next((tag for tag in marked.tags["harm"] if tag.end <= min(phrase.start, DESCRIBED + 2)), None)
    behind = tag is not None and marked.word(tag.end) == "," and phrase.start == tag.end + 1
    if tag is None or not behind:
        return None
    harm = harm_of(tag)
    return Tie(harm, (tag.start, tag.end), "among the harmed", part_of_earlier=True)


def among_the_harmed(ties: Ties, index: int) -> Tie | None:
    """Some of those harmed: "22 of the injured remain in hospital"."""
    phrase, marked = ties.phrases[index], ties.marked
    harmed = _harmed_behind_of(marked, phrase.number.end)
    if harmed is None:
        return None
    harm = harm_of(harmed)
    said = [tag for tag in marked.tags["harm"] if tag.end <= phrase.start]
    agent = by_agent(marked, said[-1].end, phrase.start) if said else None
    cue = (harmed.start, harmed.end)
    return Tie(harm, cue, "among the harmed", part_of_earlier=ties.earlier is harm, agent=agent)


def in_brackets(ties: Ties, index: int) -> Tie | None:
    """A place's own number in brackets: "most deaths occurred in the northern zone (97)"."""
    phrase, marked = ties.phrases[index], ties.marked
    opening = phrase.start - 1
    if not phrase.bare or marked.word(opening) != "(" or marked.word(phrase.end) != ")":
        return None
    if marked.word(opening - 1) in ("them", "whom") and index - 1 in ties.found:
        return replace(
            ties.found[index - 1], rule="in brackets", part_of=index - 1, joined_to=None
        )  # "half of them (41)"
    people = marked.covering("person", opening - 1) or marked.covering("harm", opening - 1)
    several = marked.word(opening - 1).endswith(_PLURAL)
    first = all(ties.found[n].rule == "in brackets" for n in ties.found if n < index)
    nouns = [tag for tag in marked.tags["harm"] if tag.end < opening and tag.entry.get("form") in ("noun", "toll")]
    told = harm_of(nouns[-1]) if nouns else ties.earlier
    if told and people and several and first:
        return Tie(told, (opening - 1, opening), "in brackets", part_of_earlier=True)  # "most were men (141)"
    if ties.found:
        return None
    placed = nouns and any(marked.at("locative", n) for n in range(nouns[-1].end, opening))
    if not placed or opening - nouns[-1].end > SUBJECT_REACH:
        return None
    harm, cue = harm_of(nouns[-1]), (nouns[-1].start, nouns[-1].end)
    return Tie(harm, cue, "in brackets", part_of_earlier=ties.earlier is harm)


def _harmed_behind_of(marked: Marked, position: int) -> Tag | None:
    """The harmed of whom these are some: "of the dead", "of those killed", 'of the "enemy" dead'."""
    if marked.word(position) != "of":
        return None
    for start in range(position + 1, position + 2 + DESCRIBED):
        harm = marked.at("harm", start)
        if harm and harm.entry.get("harm") == Harm.CASUALTIES:
            return harm  # "of the dead and wounded"
        if harm and harm.entry.get("form") == "participle" and marked.word(start - 1) == "those":
            return harm
        if harm:
            state = harm.entry.get("form") == "state" and start > position + 1 and not marked.at("person", harm.end)
            return harm if harm.entry.get("form") == "toll" or state else None
        if start > position + 1 and (marked.at("person", start) or marked.at("auxiliary", start)):
            return None
    return None
