"""English people behind their verb, or said to be among the harmed: "killed were five guards", "so were two guards"."""

from __future__ import annotations

from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.relations.ties import Tie, Ties

LONGEST_ADVERBIAL = 6
"""Words between a verb that opens the sentence and its subject: "wounded in the shooting was Ann Novak"."""
_LIKE = frozenset(("so", "as"))
_AUXILIARY = frozenset(("was", "were", "did", "had"))


def inverted(ties: Ties, index: int) -> Tie | None:
    """ "Killed were Ana Ruiz, 31, and Luis Ruiz, 29", "Also wounded in the shooting were two guards"."""
    phrase, marked = ties.phrases[index], ties.marked
    tag = marked.at("harm", 0) or (marked.at("harm", 1) if marked.word(0) == "also" else None)
    be = marked.at("passive", phrase.start - 1)
    if tag is None or tag.entry.get("form") != "participle" or be is None or be.start - tag.end > LONGEST_ADVERBIAL:
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
