"""English people behind their verb, or said to be among the harmed: "killed were five guards", "so were two guards"."""

from __future__ import annotations

from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.en.relations.ties import VERB_REACH, Tie, Ties
from tollbook.records import Harm

LONGEST_ADVERBIAL = 6
"""Words between a verb that opens the sentence and its subject: "wounded in the shooting was Ann Novak"."""
_LISTED = {
    "dead": Harm.KILLED,
    "killed": Harm.KILLED,
    "fatalities": Harm.KILLED,
    "injured": Harm.INJURED,
    "wounded": Harm.INJURED,
    "missing": Harm.MISSING,
    "abducted": Harm.ABDUCTED,
}
"""Those among whom people are named, by the harm done to them."""
_NAMED = frozenset(("identified", "named", "listed"))
"""Verbs before "as" by which the dead get their names."""
_OF_SEVERAL = frozenset(("were", "are", "as", "have", "had"))
"""Words behind "the dead" that say it of several."""
_LIKE = frozenset(("so", "as"))
_AUXILIARY = frozenset(("was", "were", "did", "had"))


def inverted(ties: Ties, index: int) -> Tie | None:
    """ "Killed were Ana Ruiz, 31, and Luis Ruiz, 29", "Also wounded in the shooting were two guards"."""
    phrase, marked = ties.phrases[index], ties.marked
    tag = marked.at("harm", 0) or (marked.at("harm", 1) if marked.word(0) == "also" else None)
    be = marked.at("passive", phrase.start - 1)
    forms = ("participle", "state") if be and tag and be.start == tag.end else ("participle",)  # "dead are two guards"
    if tag is None or tag.entry.get("form") not in forms or be is None or be.start - tag.end > LONGEST_ADVERBIAL:
        return None
    between = range(tag.end, be.start)
    plain = not any(marked.at("harm", n) and marked.word(n - 1) != "the" for n in between) and "," not in (
        marked.word(n) for n in between
    )
    return Tie(harm_of(tag), (tag.start, tag.end), "verb before") if plain else None


def likewise(ties: Ties, index: int) -> Tie | None:
    """ "So was a family friend", "… was wounded, as were two guards": what was said of others right before."""
    phrase, marked = ties.phrases[index], ties.marked
    like = phrase.start - 2
    if like < 0 or marked.word(like) not in _LIKE or marked.word(like + 1) not in _AUXILIARY:
        return None
    said = [tag for tag in marked.tags["harm"] if tag.end <= like and tag.entry.get("form") in ("participle", "past")]
    opens = like == 0 or marked.word(like - 1) in (",", "and")
    harm = harm_of(said[-1]) if said else ties.earlier if like == 0 else None
    return Tie(harm, (like, like + 2), "verb before") if harm and opens else None


def said_among_the_harmed(ties: Ties, index: int) -> Tie | None:
    """ "A teacher was among the dead", "two brothers were among them": parts of those told of before, or alone news."""
    phrase, marked = ties.phrases[index], ties.marked
    for end in (phrase.end, phrase.reach):
        among = end + 1 + (marked.word(end + 1) == "also")
        if not marked.at("passive", end) or marked.word(among) != "among":
            continue
        tag = marked.at("harm", among + 1)
        if tag and tag.entry.get("form") == "toll":
            some = ties.earlier is harm_of(tag)
            return Tie(harm_of(tag), (among, tag.end), "verb behind", part_of_earlier=some)
        again = marked.word(among + 1) == "them" or marked.word(among + 2) == "victims"
        if again and ties.earlier:
            return Tie(ties.earlier, (among, among + 2), "verb behind", part_of_earlier=True)
    return None


def among_the_dead(ties: Ties, phrase: NounPhrase) -> Tie | None:
    """ "Among the dead were the village chief and his wife", "the victims include a nurse": parts of what was told."""
    marked = ties.marked
    link = next((tag for tag in marked.tags["link"] if tag.entry.get("kind") == "part" and tag.start <= 3), None)
    if link is None or link.start > phrase.start or any(one.start < link.start for one in ties.phrases):
        return None
    words = {marked.word(n) for n in range(link.end)}
    harm = (
        ties.earlier
        if not words.isdisjoint(("victims", "them"))
        else next((harm for word, harm in _LISTED.items() if word in words), None)
    )
    between = range(link.end, phrase.start)
    if harm is None or not all(marked.at("passive", n) or marked.at("determiner", n) for n in between):
        return None
    part = ties.earlier is harm
    return Tie(harm, (0, link.end), "part of an earlier number", part_of_earlier=part)


def named_as_dead(ties: Ties, phrase: NounPhrase) -> Tie | None:
    """ "The dead were identified as Ann Novak, 34, …", "police named the victims as two brothers": who was told of."""
    marked, named = ties.marked, phrase.start - 1
    if marked.word(named) != "as" or not any(
        marked.word(n) in _NAMED for n in range(max(0, named - VERB_REACH), named)
    ):
        return None
    several = [
        n for n in range(1, named) if marked.word(n - 1) in ("the", "those") and marked.word(n + 1) in _OF_SEVERAL
    ]
    words = {marked.word(n) for n in several}
    harm = (
        ties.earlier
        if not words.isdisjoint(("victims", "them"))
        else next((harm for word, harm in _LISTED.items() if word in words), None)
    )
    return Tie(harm, (named, named + 1), "named as before", part_of_earlier=ties.earlier is harm) if harm else None
