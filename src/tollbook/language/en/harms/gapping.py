"""A verb said once for several clauses: "12 died in the west, 30 in the north"; totals told without their harm."""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.marking.asides import past_asides
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import past_verb
from tollbook.language.en.people.phrases import AMONG, NounPhrase
from tollbook.language.en.relations.joining import beside, part_link
from tollbook.language.en.relations.ties import Tie, Ties, may_count

PAIR = 2
"""The second of two: "a second" may be a time."""
LONGEST_GAP = 24
"""Tokens between the first number and the one that shares its verb."""
_MOVING = frozenset(
    ("bringing", "brings", "brought", "raising", "raises", "raised", "taking", "takes", "took", "pushing")
)
"""Verbs that move a total to its number."""
_JOINED = frozenset(("and", ",", ";", "while", "or", "plus", "more"))
_VERBAL = ("auxiliary", "harm", "said", "boundary", "link", "deed", "passive")
_PEOPLE = ("person", "force", "doer", "party")
_OBLIQUE = frozenset(("of", "by", "from", "during", "later", "more", "earlier", "overnight"))


def gapped(ties: Ties, index: int) -> Tie | None:
    """The verb of the number before holds for this one, which has a place, an agent or a time of its own."""
    marked, phrase = ties.marked, ties.phrases[index]
    last = beside(marked, ties.phrases, index)[0]
    found = ties.found.get(last)
    if (
        found is None
        or not may_count(phrase)
        or part_link(marked, phrase)
        or found.part_of is not None
        or found.part_of_earlier
    ):
        return None
    first = ties.phrases[last]
    start = max(first.end, found.cue[1], found.agent[1] if found.agent and found.agent[0] > first.start else 0)
    start = past_verb(marked, start) if found.rule == "counted noun" else max(start, first.reach)
    if not 0 <= phrase.start - start <= LONGEST_GAP:
        return None
    if _among_both(marked, start, phrase):
        return replace(found, rule="gapped", agent=None, joined_to=last)
    if not _own_circumstance(marked, phrase):
        return None
    return replace(found, rule="gapped", agent=None, joined_to=last) if _same_clause(marked, start, phrase) else None


def _among_both(marked: Marked, start: int, phrase: NounPhrase) -> bool:
    """Whether "among" follows both numbers: "30 deaths among troops and nine among civilians"."""
    before = {marked.word(start - 1), marked.word(start)}
    return (
        marked.word(phrase.end) in AMONG and not AMONG.isdisjoint(before) and marked.word(phrase.start - 1) in _JOINED
    )


def losses_reach(ties: Ties, index: int) -> Tie | None:
    """A total named without its harm: "two soldiers were killed, bringing the army's losses since May to 459"."""
    phrase, marked = ties.phrases[index], ties.marked
    last = max((n for n in ties.found if n < index), default=None)
    if last is None or marked.word(phrase.start - 1) != "to" or not phrase.bare:
        return None
    between = range(ties.phrases[last].end, phrase.start)
    moved = next((n for n in between if marked.word(n) in _MOVING), phrase.start)
    named = next((n for n in between if n > moved and (marked.at("tally", n) or marked.word(n) == "losses")), None)
    return Tie(ties.found[last].harm, (named, named + 1), "toll reaches") if named is not None else None


def one_more(ties: Ties, index: int) -> Tie | None:
    """One more than a number, the verb left out: "three died on the spot, a fourth in the ambulance"."""
    marked, phrase = ties.marked, ties.phrases[index]
    place = phrase.person.place if phrase.person else 0
    before = next((n for n in range(index - 1, -1, -1) if ties.phrases[n].number.value == place - 1), None)
    found = ties.found.get(before) if before is not None else None
    if place <= PAIR or found is None or before is None or not _own_circumstance(marked, phrase):
        return None
    joined = marked.word(phrase.start - 1) in _JOINED and not found.part_of_earlier and found.part_of is None
    return replace(found, rule="gapped", agent=None, joined_to=before) if joined else None


def _own_circumstance(marked: Marked, phrase: NounPhrase) -> bool:
    """Whether a place, an agent or a time stands right behind, and no verb up to the end of the clause."""
    position = phrase.end
    while marked.word(position) in ("more", "others", "later"):
        position += 1
    own = marked.at("locative", position) or marked.word(position) in _OBLIQUE or marked.time_at(position)
    if not own:
        return False
    for n in range(position, len(marked.tokens)):
        if not marked.tokens[n].is_word and marked.word(n) not in ("-", "'"):
            return True
        harm = marked.at("harm", n)
        verbal = harm is not None and (n > position or harm.entry.get("form") != "condition")  # "a third in hospital"
        verbal |= marked.word(n) != "to" and any(marked.at(kind, n) for kind in ("auxiliary", "said"))
        if verbal or (marked.word(n).endswith("ed") and not marked.covering("name", n)):
            return False
    return True


def _same_clause(marked: Marked, start: int, phrase: NounPhrase) -> bool:
    """Whether nothing but circumstances stands between, up to "and" or a comma."""
    before = phrase.start - 1
    timed = [time for time in marked.times if time[1] in (phrase.start, before)]
    if marked.word(before) == "," or timed:  # "and, an hour later, four women"
        aside = next((n for n in range(before - 1, start - 1, -1) if marked.word(n) in ("and", ";", "while")), None)
        before = aside if aside is not None else before
    if marked.word(before) not in _JOINED or any(marked.at(kind, before - 1) for kind in _PEOPLE):
        return False
    position = start
    while (position := past_asides(marked, position, before)) < before:
        verbal = any(marked.at(kind, position) for kind in _VERBAL)
        if marked.word(position) == "between" or (verbal and not marked.time_at(position)):
            return False
        position += 1
    return True
