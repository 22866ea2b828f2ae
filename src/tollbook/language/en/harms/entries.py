"""Numbers that stand behind what they count: "Civilians: 402", "(children 11, women six)", "Ratoma 14, Matam nine"."""

from __future__ import annotations

from dataclasses import replace

from tollbook.language.en.doers.actors import people_phrase
from tollbook.language.en.marking.asides import in_aside, past_asides
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.rows import RESTS, past_bullet
from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.en.relations.cuts import DOERS, TIMES, cut_before, label_in_cut
from tollbook.language.en.relations.joining import beside, list_link, part_link
from tollbook.language.en.relations.ties import LIST_ENTRY, Tie, Ties, may_count
from tollbook.language.tokens import BAR

LONGEST_ENTRY = 10
"""Words of what a number counts, before it: "tear-gas grenades fired at head height 8"."""
LISTS = (LIST_ENTRY, "in a table", "a place has", "verb left out")
"""Rules of numbers that stand in a list already."""
NEAREST = 2
"""Words between a part and its whole: "14 of the 60"."""
LONGEST_LINE = 12
"""Words before the colon of a line: "Foreign fighters of the ADF, most of them Ugandans: 88"."""
OPENING = frozenset((":", "("))
GOING_ON = frozenset((",", ";", "and"))
ENTRY, CUT = LIST_ENTRY, "entry of a cut"
_ENDS_LABEL = frozenset((":", "–", "—", "=", BAR))
_AMOUNTING = frozenset(
    ("number", "numbered", "numbering", "for", "up", "totalled", "totaled", "constituted", "comprised")
)
_DIVIDING = frozenset(("by", "per", "responsible", "perpetrators", "perpetrator", "alone", "distribution", "causes"))
"""Words before a colon behind which people counted before are divided."""
_SO_FAR = ("to date", "so far", "total since", "running total", "cumulative total", "grand total", "overall total")
_RELATIVES = frozenset(("who", "whom", "that", "which", "whose"))
_ENDING = frozenset((",", ";", ")", ".", "and", "(", "together", "each", "combined"))
_VERBAL = ("harm", "auxiliary", "said", "boundary")


def entry_of_list(ties: Ties, index: int) -> Tie | None:
    """An entry whose number stands behind what it counts, in brackets, behind a colon, or after another entry."""
    label = label_of(ties.marked, ties.phrases[index])
    if label is None or index in ties.agents:
        return _opening_people(ties, index) or _running_total(ties, index)
    sign = ties.marked.word(label[0] - 1)
    if sign in OPENING:
        return _opening(ties, index, label[0] - 1)
    last = beside(ties.marked, ties.phrases, index)[0]
    if sign not in GOING_ON or not _right_behind(ties, last, label[0]):
        return None
    last -= _is_whole(ties, last)
    before = ties.found.get(last)
    if before is None or (before.rule not in LISTS and not (_is_object(ties, last) and _may_do_it(ties, index, label))):
        return None  # "killed four people, Sector 12": of a name it is not said what it did
    return replace(before, rule=ENTRY, agent=_doer_of_item(ties.marked, before, label), joined_to=last, complete=False)


def entry_of_cut(ties: Ties, index: int) -> Tie | None:
    """An entry of a list that says by what it tells people apart: "By county: Kisumu, 12; Nairobi, 9"."""
    marked, phrase = ties.marked, ties.phrases[index]
    cut = cut_before(marked, phrase.start)
    verb = phrase.head is None and marked.at("locative", phrase.number.end + 1) is not None  # "150 fell in Helmand"
    if cut is None or not (may_count(phrase) or verb) or part_link(marked, phrase):
        return None
    if any(tag.start >= cut.opening for tag in marked.tags["harm"]):
        return None
    label = label_in_cut(marked, cut, phrase.start)
    wholes = [n for n in ties.found if ties.phrases[n].number.end < cut.opening]
    named = next((tag for tag in marked.tags["harm"] if tag.start < cut.opening), None)
    harm = ties.found[max(wholes)].harm if wholes else harm_of(named) if named else ties.earlier
    if harm is None:
        return None
    times = [time[2] for time in marked.times if label and label[0] <= time[0] < label[1]]
    cue = (named.start, named.end) if named else (cut.start, cut.opening)
    return Tie(
        harm,
        cue,
        CUT,
        part_of=max(wholes, default=None),
        part_of_earlier=not wholes and ties.earlier is harm,
        agent=label if cut.by == DOERS and label and _is_named(marked, label) else None,
        time=times[0] if times and cut.by == TIMES else None,
        labels=(marked.span(*label),) if label else (),
    )


def _is_whole(ties: Ties, index: int) -> bool:
    """Whether a number is that of which the one before it is a part: 60 in "women make up 14 of the 60 dead"."""
    behind = index > 0 and ties.phrases[index - 1].number.end < ties.phrases[index].start
    gap = range(ties.phrases[index - 1].number.end, ties.phrases[index].start) if behind else range(0)
    return 0 < len(gap) <= NEAREST and ties.marked.word(gap[0]) in ("of", "among")


def _is_object(ties: Ties, index: int) -> bool:
    """Whether a clause ends with the number: "killed 12", "took 12 lives", "made up 12 of them", "numbered 12"."""
    tied, phrase = ties.found[index], ties.phrases[index]
    told = tied.cue[1] <= phrase.start or phrase.harm_noun is not None
    return told or phrase.partitive or ties.marked.word(phrase.start - 1) in _AMOUNTING


def _right_behind(ties: Ties, last: int, start: int) -> bool:
    """Whether nothing but a place, a time or an aside stands between the number before and this entry."""
    marked, tied, phrase = ties.marked, ties.found.get(last), ties.phrases[last]
    behind = tied is not None and tied.cue[0] >= phrase.number.end and tied.cue[1] < start
    position = max(phrase.end, tied.cue[1] if tied and behind else 0)
    if (noun := marked.at("harm", position)) and noun.entry.get("form") == "noun":
        position = noun.end  # "186 of these casualties"
    opening = start - 1 - (marked.word(start - 1) == "and" and marked.word(start - 2) == ",")
    while (position := past_asides(marked, position, start)) < opening:
        if any(marked.at(kind, position) for kind in _VERBAL) or marked.word(position) == ",":
            return False
        position += 1
    return True


def _may_do_it(ties: Ties, index: int, label: tuple[int, int]) -> bool:
    """Whether an entry that goes on with a clause names what may be its subject, or another entry follows it."""
    first = label[0] + (ties.marked.at("determiner", label[0]) is not None)
    if any(is_people(ties.marked, (n, n + 1)) or ties.marked.at("cause", n) for n in range(first, label[1])):
        return True
    following = label_of(ties.marked, ties.phrases[index + 1]) if index + 1 < len(ties.phrases) else None
    return following is not None and ties.marked.word(following[0] - 1) in GOING_ON


def _doer_of_item(marked: Marked, before: Tie, label: tuple[int, int]) -> tuple[int, int] | None:
    """Who did what an entry counts, where the clause that it goes on with has its doer before its verb."""
    if before.agent is None or (before.agent[1] > before.cue[0] and before.rule != ENTRY):
        return None
    return people_phrase(marked, *label)


def names_people(marked: Marked, phrase: NounPhrase) -> tuple[int, int] | None:
    """The people named before the colon of a line, of whom its numbers tell: "Soldiers: one killed, two wounded"."""
    start = past_bullet(marked)
    colon = next(
        (n for n in range(start, min(start + LONGEST_LINE, phrase.start)) if marked.word(n) in _ENDS_LABEL), None
    )
    harm = colon is not None and any(marked.at("harm", n) or marked.at("said", n) for n in range(start, colon))
    return (start, colon) if colon is not None and not harm and phrase.bare else None


def _opening(ties: Ties, index: int, opening: int) -> Tie | None:
    """The first entry: of the number before the colon or bracket, else of the number counted before."""
    here = ties.phrases[index].number.start
    wholes = [
        n
        for n in ties.found
        if ties.phrases[n].number.end <= opening and not in_aside(ties.marked, ties.phrases[n].number.start, here)
    ]
    if wholes:
        whole = max(wholes)
        entries = _entries(ties, index)
        fits = (ties.phrases[whole].number.value or 0) >= sum(entries)
        found = ties.found[whole]
        return Tie(found.harm, found.cue, ENTRY, part_of=whole) if fits else None
    if not _announces(ties, index, opening):
        return None
    return Tie(ties.earlier, (opening, opening + 1), ENTRY, part_of_earlier=True) if ties.earlier else None


def _announces(ties: Ties, index: int, colon: int) -> bool:
    """Whether the words before a colon say how people counted before are divided: "By sex and age:", "Per town:"."""
    marked = ties.marked
    if ties.earlier is None or index or any(tag.start < colon for tag in marked.tags["harm"]):
        return False
    words = {marked.word(n) for n in range(colon)} if colon <= LONGEST_LINE else set()
    return list_link(marked, ties.phrases[index]) is not None or not words.isdisjoint(_DIVIDING)


def _opening_people(ties: Ties, index: int) -> Tie | None:
    """The first entry with its noun behind it: "By sex: 40 women, 12 men", "Goma alone: 24 women"."""
    phrase, colon = ties.phrases[index], ties.phrases[index].start - 1
    if phrase.head is None or ties.marked.word(colon) != ":" or not _announces(ties, index, colon):
        return None
    return Tie(ties.earlier, (colon, colon + 1), ENTRY, part_of_earlier=True) if ties.earlier else None


def _running_total(ties: Ties, index: int) -> Tie | None:
    """A total that only a time names: "Year to date: 702", "Total since January: 57"."""
    marked, colon = ties.marked, ties.phrases[index].start - 1
    words = [marked.word(n) for n in range(max(0, colon))]
    alone = not index and marked.word(colon) == ":" and len(words) <= LONGEST_ENTRY and not marked.tags["harm"]
    if ties.earlier is None or not alone or not any(" ".join(words).find(one) >= 0 for one in _SO_FAR):
        return None
    return (
        None if any(marked.at("thing", n) for n in range(colon)) else Tie(ties.earlier, (0, colon), "named as before")
    )


def _entries(ties: Ties, index: int) -> list[int]:
    """The numbers of a list of entries that begins here."""
    found = [ties.phrases[index].number.value or 0]
    for phrase in ties.phrases[index + 1 :]:
        label = label_of(ties.marked, phrase)
        if label is None or ties.marked.word(label[0] - 1) not in GOING_ON:
            break
        found.append(phrase.number.value or 0)
    return found


def label_of(marked: Marked, phrase: NounPhrase) -> tuple[int, int] | None:
    """The words before a bare number that say what it counts, up to the sign that opens the entry."""
    end = phrase.start
    ends = phrase.end == len(marked.tokens) or marked.word(phrase.end) in _ENDING
    if not phrase.bare or not ends:
        return None
    start = end
    while start > 0 and end - start <= LONGEST_ENTRY and _in_label(marked, start - 1):
        start -= 1
    start = _before_clause(marked, start, end)
    opened = marked.word(start - 1) in OPENING | GOING_ON
    return (start, end) if start < end and opened and not marked.at("locative", start) else None


def _before_clause(marked: Marked, start: int, end: int) -> int:
    """Where a label begins that has a relative clause: "men in plain clothes whom no witness knew 12"."""
    first = next((n for n in range(start, max(-1, end - LONGEST_ENTRY), -1) if marked.word(n) in _RELATIVES), None)
    if first is None or any(not marked.tokens[n].is_word for n in range(first, end)):
        return start
    while first > 0 and _in_label(marked, first - 1):
        first -= 1
    return first


def _in_label(marked: Marked, position: int) -> bool:
    token = marked.tokens[position]
    if not (token.is_word or token.word in ("-", "'")) or token.word in GOING_ON or marked.time_at(position):
        return False
    return not any(marked.at(kind, position) for kind in _VERBAL) and not marked.at("link", position)  # no clause


def _is_named(marked: Marked, label: tuple[int, int]) -> bool:
    """Whether the label of an entry names who did it: people, or a body by its name."""
    name = marked.tokens[label[0]].is_capital and marked.word(label[0]) not in RESTS
    return name or is_people(marked, label)


def is_people(marked: Marked, words: tuple[int, int]) -> bool:
    """Whether people or a force are named."""
    return any(marked.at(kind, n) for kind in ("person", "force", "group", "doer") for n in range(*words))
