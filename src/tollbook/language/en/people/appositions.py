"""People told of twice in a row made one: an owner with what is his, a name with what says who it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.protocol import Counted, PersonKind

SAID_OF_PEOPLE = ("status", "group", "sex", "age", "role")


def with_owners(marked: Marked, phrases: Sequence[NounPhrase]) -> list[NounPhrase]:
    """The phrases; an owner and what is his make one: "Freeman's father", "the victim's brother"."""
    found: list[NounPhrase] = []
    for phrase in phrases:
        if found and is_owner(marked, phrase.start) and found[-1].end == phrase.start - 1:
            owner = found.pop()
            number = replace(phrase.number, hedge_start=owner.start)
            phrase = replace(phrase, number=number)
        found.append(phrase)
    return found


def with_appositions(marked: Marked, phrases: Sequence[NounPhrase], numbered: Sequence[NounPhrase]) -> list[NounPhrase]:
    """The phrases without those that only say who the one before is: a list of several people needs its "and"."""
    starts = {phrase.start for phrase in (*phrases, *numbered)}
    found: list[NounPhrase] = []
    for phrase in phrases:
        before = found[-1] if found else None
        if before and _only_comma(marked, before, phrase) and not _list_goes_on(marked, phrase, starts):
            person = (
                replace(before.person, name=before.person.name or phrase.person.name)
                if before.person and phrase.person
                else before.person
            )
            counted = _told_of_both(before.counted, phrase.counted)
            found[-1] = replace(before, end=phrase.end, reach=phrase.reach, person=person, counted=counted)
        else:
            found.append(phrase)
    return found


def _told_of_both(first: Counted, second: Counted) -> Counted:
    """What is said of somebody, the apposition's words where the first say nothing: "Ahmed Karim, 34, a cameraman"."""
    new = [field for field in SAID_OF_PEOPLE if getattr(first, field) is None and getattr(second, field) is not None]
    evidence = (*first.evidence, *(one for one in second.evidence if one[0] in new))
    return replace(first, **{field: getattr(second, field) for field in new}, evidence=evidence)


def _only_comma(marked: Marked, first: NounPhrase, second: NounPhrase) -> bool:
    """Whether a comma alone parts two people; a pronoun says nothing of the one before."""
    pronouns = (PersonKind.PRONOUN, PersonKind.PLURAL)
    if second.person and second.person.kind in pronouns:
        return False
    return marked.word(second.start - 1) == "," and second.start - 1 in (first.end, first.reach)


def _list_goes_on(marked: Marked, phrase: NounPhrase, starts: Collection[int]) -> bool:
    """Whether "and" or a comma and more people follow: then commas part different people."""
    for position in (phrase.end, phrase.reach):
        behind = position + 1 if marked.word(position) == "," else position
        if marked.word(behind) in ("and", "&", "or") and _people_near(marked, behind + 1, starts):
            return True
        if behind > position and _people_near(marked, behind, starts):
            return True
    return False


def _people_near(marked: Marked, position: int, starts: Collection[int]) -> bool:
    return any(n in starts for n in range(position, position + 3) if n == position or marked.at("determiner", n - 1))


def is_owner(marked: Marked, position: int) -> bool:
    """Whether an owner's ending stands here: "the victim's brother" begins a phrase at "'s" too."""
    return marked.word(position) == "s" and marked.word(position - 1) == "'" and marked.tokens[position].glued
