"""How some of those killed died: "five were killed; one of them was shot in the back" wounds nobody who lived."""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.people.clauses import lives
from tollbook.language.en.relations.joining import part_link
from tollbook.language.en.relations.ties import Ties
from tollbook.records import Harm


def tell_how_some_died(ties: Ties) -> None:
    """Of people killed, those of whom it is only said that shots or blades hit them died of it.

    "Five were killed; one of them was shot in the back", "three of the dead had been stabbed, two shot".
    """
    told = -1
    for index in sorted(ties.found) if ties.earlier is Harm.KILLED or len(ties.found) > 1 else ():
        found, phrase = ties.found[index], ties.phrases[index]
        cue = ties.marked.at("harm", found.cue[0])
        if cue is None or not cue.entry.get("may_die") or lives(ties.marked, cue):
            continue
        whole = found.part_of
        if whole is not None and ties.found[whole].harm is Harm.KILLED:
            ties.found[index] = replace(found, harm=Harm.KILLED)
        elif _of_those_killed(ties, index) or (told == index - 1 and told >= 0 and phrase.bare):
            ties.found[index] = replace(found, harm=Harm.KILLED, part_of_earlier=True)
            told = index


def _of_those_killed(ties: Ties, index: int) -> bool:
    """Whether people are some of those killed in a sentence before: "two of them", "three of the victims"."""
    phrase, link = ties.phrases[index], part_link(ties.marked, ties.phrases[index])
    of_them = phrase.partitive or (link is not None and link.start == phrase.number.end)
    return of_them and ties.earlier is Harm.KILLED and all(n >= index for n in ties.found)
