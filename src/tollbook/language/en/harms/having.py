"""English sentences that give each place its number: "Labé had eight, Mamou seven", "Ayacucho, with 702, …"."""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.en.relations.ties import Tie, Ties
from tollbook.records import Harm

HAVING = "a place has"
"""The name of the rule."""
LONGEST = 6
"""Tokens of a name with what stands before it: "and the mining town of Kamsar"."""
_VERBS = frozenset(("had", "has", "saw", "recorded", "registered", "counted", "reported", "mourned", "suffered"))
_FOLLOWING = frozenset(
    ("followed", "follows", "comes", "came", "next", "second", "third", "then", "was", "is", "leads", "led")
)
_DEADLY = frozenset(("deadliest", "bloodiest"))
_MOST = frozenset(("the", "most", "highest", "number", "toll", "figure", "largest", "share", "worst"))
_SIGNS = frozenset((",", ";", "and", "while"))
_CLOSING = frozenset((",", ";", ".", "and", ""))


def a_place_has(ties: Ties, index: int) -> Tie | None:
    """A number of those harmed that a name is said to have, in a list of such names: of one alone it might be goals.

    One alone is enough where the words rank it: "Labé had the most, 14", "Mamou followed with nine".
    """
    marked = ties.marked
    harm = Harm.KILLED if any(token.word in _DEADLY for token in marked.tokens) else ties.earlier
    if harm is None or marked.tags["harm"] or not _of_name(ties, index):
        return None
    first = next((n for n in range(index, -1, -1) if not _of_name(ties, n)), -1) + 1
    last = next((n for n in range(index, len(ties.phrases)) if not _of_name(ties, n)), len(ties.phrases))
    begin = _begin(ties, first, last)
    if begin is None or (last - first < 2 and not _ranked(marked, ties.phrases[first])):
        return None
    return Tie(harm, (begin, begin + 1), HAVING, part_of_earlier=True, joined_to=index - 1 if index > first else None)


def _begin(ties: Ties, first: int, last: int) -> int | None:
    """The word of having that opens the list; the list itself where it is all of the sentence."""
    marked, phrase = ties.marked, ties.phrases[first]
    end = _subject_end(marked, phrase)
    if end < phrase.start and marked.word(phrase.start - 1) != ",":
        return phrase.start - 1
    if end < phrase.start:
        return end
    whole = first == 0 and last == len(ties.phrases) > 2 and marked.tokens[0].is_capital
    return 0 if whole else None  # "Rafah 60, Khan Younis 55 and Gaza City 40."


def _ranked(marked: Marked, phrase: NounPhrase) -> bool:
    between = {marked.word(n) for n in range(_subject_end(marked, phrase), phrase.start)}
    return "most" in between or "highest" in between or ("with" in between and not between.isdisjoint(_FOLLOWING))


def _of_name(ties: Ties, index: int) -> bool:
    phrase, marked = ties.phrases[index], ties.marked
    return phrase.bare and marked.word(phrase.end) in _CLOSING and _name_before(marked, _subject_end(marked, phrase))


def _subject_end(marked: Marked, phrase: NounPhrase) -> int:
    """Where the name ends that has the number: before "had", "had the most,", "followed with", ", with"."""
    end = phrase.start
    ranked = marked.word(end - 1) == "," and marked.word(end - 2) in _MOST
    end -= ranked
    while ranked and marked.word(end - 1) in _MOST:
        end -= 1
    if marked.word(end - 1) in _VERBS:
        return end - 1
    if marked.word(end - 1) != "with":
        return end if not ranked else phrase.start
    end -= 1
    while marked.word(end - 1) in _FOLLOWING:
        end -= 1
    return end - (marked.word(end - 1) == ",")


def _name_before(marked: Marked, end: int) -> bool:
    """Whether a name ends here that begins the sentence or an item of a list."""
    if end <= 0 or marked.time_at(end - 1):
        return False
    if not (marked.tokens[end - 1].is_capital or marked.covering("area", end - 1)):
        return False
    start = next((n for n in range(end - 1, -1, -1) if marked.word(n) in _SIGNS), -1)
    words = marked.tokens[start + 1 : end]
    return len(words) <= LONGEST and all(token.is_word or token.word in ("-", "'") for token in words)
