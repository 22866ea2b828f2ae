"""Numbers that have several harms in turn: "Goma (48 and 31)" behind "61 killed, 50 injured"; "the former"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.rows import is_total, label_before
from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.relations.ties import Tie, Ties
from tollbook.records import Harm

IN_ORDER = "in the same order"
"""The name of the rule."""
_JOINING = frozenset((",", "and"))
_CLOSING = frozenset((")", ";", ",", ".", "and", "", "respectively"))
_FIGURES = frozenset(("figures", "numbers", "totals", "tolls", "counts"))
_HAVING = frozenset(("had", "has", "saw", "recorded", "registered", "counted", "reported", "suffered"))
_INJURED = frozenset(("wounded", "injured", "injuries", "hurt"))
_STROKE = frozenset(("/",))
_ENDS = {"former": 0, "latter": -1}
FEWEST = 2
"""Harms that have an order."""
REACH = 12
"""Tokens between "the figures" and their numbers."""


def harms_in_order(ties: Ties, before: int | None = None) -> tuple[Harm, ...]:
    """The harms of the last numbers right behind one another that have different ones, up to a number."""
    run: list[Harm] = []
    last: tuple[Harm, ...] = ()
    for index in range(len(ties.phrases) if before is None else before):
        tied = ties.found.get(index)
        fits = tied is not None and tied.harm not in (*run, Harm.CASUALTIES)
        if not fits and len(run) >= FEWEST:
            last = tuple(run)
        run = [] if not fits else run
        run += [tied.harm] if tied is not None and tied.harm is not Harm.CASUALTIES else []
    return tuple(run) if len(run) >= FEWEST else last


def tie_in_turn(ties: Ties) -> None:
    """Tie numbers whose harms stand beside them in the same order: "14 and 30 killed and injured"."""
    harms = ties.marked.tags["harm"]
    if not harms or len(ties.phrases) < FEWEST:
        return
    index = 0
    while index < len(ties.phrases):
        end = _group(ties, index)
        first, last = ties.phrases[index], ties.phrases[end - 1]
        told = _told_behind(ties.marked, last.end) or _told_before(ties.marked, first.start)
        if end - index >= FEWEST and len(told) == end - index:
            for n, (harm, cue) in enumerate(told, index):
                ties.found[n] = Tie(harm, cue, IN_ORDER, joined_to=n - 1 if n > index else None)
        index = end


def slashed(marked: Marked) -> tuple[Harm, ...]:
    """The harms that a stroke parts, in order: "killed / wounded", "12 dead / 30 injured"."""
    if not marked.tags["harm"] or (marked.numbers and not marked.holds(_STROKE)):
        return ()
    found: list[Harm] = []
    for first, second in pairwise(marked.tags["harm"]):
        between = range(first.end, second.start)
        gap = [marked.word(n) for n in between if not (marked.tokens[n].is_number or marked.covering("person", n))]
        if gap == ["/"] and harm_of(first) is not harm_of(second):
            found += [harm_of(first), harm_of(second)] if not found else [harm_of(second)]
    if not found and not marked.numbers and len(marked.tags["harm"]) == 1:
        tag = marked.tags["harm"][0]
        words = [marked.word(n) for n in range(tag.start, tag.end)]
        both = harm_of(tag) is Harm.CASUALTIES and "and" in words  # a title: "Dead and wounded, by service"
        found = [Harm.INJURED, Harm.KILLED] if words[0] in _INJURED else [Harm.KILLED, Harm.INJURED]
        return tuple(found) if both else ()
    return tuple(found)


def pairs(marked: Marked, order: Sequence[Harm]) -> list[tuple[int, ...]]:
    """The numbers that strokes part, as many as the harms in their order: "2 / 9"; by where they begin."""
    numbers = {number.start: number for number in marked.numbers} if order and marked.holds(_STROKE) else {}
    found: list[tuple[int, ...]] = []
    for start in sorted(numbers):
        run = [start]
        while marked.word(numbers[run[-1]].end) == "/" and numbers[run[-1]].end + 1 in numbers:
            run.append(numbers[run[-1]].end + 1)
        if len(run) == len(order) and marked.word(start - 1) != "/":
            found.append(tuple(run))
    return found


def tie_pairs(ties: Ties) -> bool:
    """Tie numbers that strokes part to the harms in the order that the text says; whether there are any."""
    begun = {phrase.number.start: n for n, phrase in enumerate(ties.phrases)}
    found = [run for run in pairs(ties.marked, ties.in_order) if all(start in begun for start in run)]
    last = bool(found) and is_total(ties.marked, row=True)
    for run in found:
        label = label_before(ties.marked, run[0]) if run == found[0] else (run[0], run[0])
        time = next((time[2] for time in ties.marked.times if label[0] <= time[0] < label[1]), None)
        named = (ties.marked.span(*label),) if label[0] < label[1] and not last else ()
        for start, harm in zip(run, ties.in_order, strict=True):
            number = ties.phrases[begun[start]].number
            cue = (number.start, number.end)
            ties.found[begun[start]] = Tie(harm, cue, IN_ORDER, sums=last, labels=named, time=time)
    return bool(found)


def mark_parts_of_pairs(ties: Ties) -> None:
    """Say of which number of the sentence the pairs behind it are parts: "16 killed, 52 hurt: Helmand 9/30, …"."""
    wholes = {tied.harm: n for n, tied in ties.found.items() if tied.rule != IN_ORDER}
    for n, tied in ties.found.items():
        whole = wholes.get(tied.harm, n)
        if tied.rule == IN_ORDER and whole < n and _beside_stroke(ties, n):
            ties.found[n] = replace(tied, part_of=whole)


def _beside_stroke(ties: Ties, index: int) -> bool:
    number = ties.phrases[index].number
    return "/" in (ties.marked.word(number.start - 1), ties.marked.word(number.end))


def in_the_same_order(ties: Ties, index: int) -> Tie | None:
    """A number of a group that repeats, without words of harm, the order told before; "the former" and "the latter"."""
    marked, phrase = ties.marked, ties.phrases[index]
    if not phrase.bare and marked.word(phrase.number.end) != "of":
        return None
    known = ties.in_order or harms_in_order(ties, index)
    if not known:
        return None
    if (which := _which(marked, phrase.number.end)) is not None:
        harms = harms_in_order(ties, index) or ties.in_order
        cue = (phrase.number.end, phrase.number.end + len(("of", "the", "former")))
        return Tie(harms[which], cue, IN_ORDER, part_of_earlier=True)
    if not phrase.bare:
        return None
    first = index
    while first > 0 and _group(ties, first - 1) > first:
        first -= 1
    end = _group(ties, first)
    harms = next((one for one in (harms_in_order(ties, first), ties.in_order) if len(one) == end - first), ())
    start = ties.phrases[first].start
    goes_on = bool(harms_in_order(ties, first)) and _labelled(marked, start)
    if not harms or not (goes_on or _opened(marked, start)) or marked.word(ties.phrases[end - 1].end) not in _CLOSING:
        return None
    cue = (phrase.number.start, phrase.number.end)
    return Tie(harms[index - first], cue, IN_ORDER, joined_to=index - 1 if index > first else None)


def _which(marked: Marked, position: int) -> int | None:
    """Which of the harms told before is meant: "40 of the former", "12 of the latter"."""
    if (marked.word(position), marked.word(position + 1)) != ("of", "the"):
        return None
    return _ENDS.get(marked.word(position + 2))


def _group(ties: Ties, index: int) -> int:
    """The end of the bare numbers that nothing but commas and "and" joins, from this one on."""
    end = index + 1
    while end < len(ties.phrases) and ties.phrases[end - 1].bare and ties.phrases[end].bare:
        gap = range(ties.phrases[end - 1].end, ties.phrases[end].start)
        if not gap or not all(ties.marked.word(n) in _JOINING for n in gap):
            break
        end += 1
    return end


def _opened(marked: Marked, start: int) -> bool:
    """Whether a bracket, a name, or "the figures were" opens the numbers that begin here."""
    before = marked.word(start - 1)
    if before == "(" or before in _HAVING:
        return True
    if before in (",", ":"):
        return marked.tokens[start - 2].is_capital or marked.covering("placenoun", start - 2) is not None
    if any(marked.word(n) in _FIGURES for n in range(max(0, start - REACH), start)):
        return marked.at("reaching", start - 1) is not None
    return start > 0 and marked.tokens[start - 1].is_capital and marked.time_at(start - 1) is None


def _labelled(marked: Marked, start: int) -> bool:
    """Whether words without a verb stand before the numbers, behind a semicolon: "…; areas of the army 12 and 9"."""
    begin = start
    while begin > 0 and marked.tokens[begin - 1].is_word and not marked.at("auxiliary", begin - 1):
        begin -= 1
    return begin < start and start - begin <= REACH and marked.word(begin - 1) == ";"


Told = Sequence[tuple[Harm, tuple[int, int]]]


def _told_behind(marked: Marked, position: int) -> Told:
    """The harms right behind a position, in order: "killed, injured and abducted"."""
    told: list[tuple[Harm, tuple[int, int]]] = []
    while tag := marked.at("harm", position):
        told += [(harm, (tag.start, tag.end)) for harm in _parted(harm_of(tag))]
        position = tag.end
        while marked.word(position) in _JOINING:
            position += 1
    return told


def _told_before(marked: Marked, position: int) -> Told:
    """The harms before a verb that stands before a position: "the dead and injured numbered …"."""
    end = position
    while end > 0 and (marked.at("arriving", end - 1) or marked.at("auxiliary", end - 1)):
        end -= 1
    told: list[tuple[Harm, tuple[int, int]]] = []
    while end < position and (tag := next((one for one in marked.tags["harm"] if one.end == end), None)):
        told = [*((harm, (tag.start, tag.end)) for harm in _parted(harm_of(tag))), *told]
        end = tag.start
        while marked.word(end - 1) in _JOINING or (told and marked.word(end - 1) in ("the", "of")):
            end -= 1
    return told


def _parted(harm: Harm) -> tuple[Harm, ...]:
    """The two harms of "killed and injured"."""
    return (Harm.KILLED, Harm.INJURED) if harm is Harm.CASUALTIES else (harm,)
