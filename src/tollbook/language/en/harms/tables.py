"""Numbers that no sentence holds: "Killed: 4", rows of a table, and lists under a heading such as "Killed by town:"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from tollbook.language.en.harms.entries import LONGEST_LINE, is_people
from tollbook.language.en.harms.headings import filled, label_of_harm, people_named
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.rows import (
    BULLETS,
    LONGEST_LABEL,
    PARTING,
    RESTS,
    TOTALS,
    cells,
    first_word,
    is_total,
    label_before,
    past_bullet,
)
from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.en.relations.cuts import DOERS, PLACES, TIMES, cut_before, cuts, label_in_cut
from tollbook.language.en.relations.joining import part_link
from tollbook.language.en.relations.ties import Tie, Ties, may_count
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Column, Counted, Heading, PlaceMention, TimeExpression
from tollbook.language.tokens import BAR

ROW = "under a heading"
"""The name of the rule."""
_JOINING = frozenset(("in", "of", "and", "the", "from", "at", "near", "including"))
_CLOSING = frozenset(("", "(", ")", ";", ",", ".", "[", "–", "—", "-"))
"""Signs behind the number of an entry."""


def tie_labelled(ties: Ties) -> None:
    """Tie numbers right behind a label that names a harm: "Injured: 11", "Kidnapped in the north: 66 passengers"."""
    for index, phrase in enumerate(ties.phrases):
        if index in ties.found or index in ties.agents or ties.marked.word(phrase.start - 1) not in (":", ","):
            continue
        colon = ties.marked.word(phrase.start - 1) == ":"
        tag = (label_of_harm if colon else _label_alone)(ties.marked, phrase.start - 1)
        if tag:
            ties.found[index] = Tie(harm_of(tag), (tag.start, tag.end), "label")


def tie_row(ties: Ties, heading: Heading) -> bool:
    """Tie the numbers of a row, or of an entry of a list, to the harms of their heading; whether it is one."""
    marked = ties.marked
    parts, begin = cells(marked), past_bullet(marked)
    numbers = [n for n, phrase in enumerate(ties.phrases) if phrase.number.start >= begin]
    head = len(heading.columns) == 1 and len(parts) > 1 and not numbers
    harmed = any(_says_harm(marked, tag) for tag in marked.tags["harm"])
    if next(cuts(marked), None) or head or (harmed and not is_total(marked, row=True)) or not numbers:
        return False
    if len(heading.columns) == 1 and not _is_entry(ties, numbers[0], heading):
        return False
    found = {n: column for n in numbers if (column := _column(marked, ties.phrases[n], heading))}
    if len(heading.columns) == 1:
        found = {n: column for n, column in found.items() if n == numbers[0] or _has_label(ties, n)}
    row = Counted() if heading.rows == DOERS else _people_of_row(marked, ties.phrases[numbers[0]])
    ties.phrases = [
        replace(phrase, counted=filled(phrase.counted, found[n].people, row)) if n in found else phrase
        for n, phrase in enumerate(ties.phrases)
    ]
    for index, column in found.items():
        ties.found[index] = _cell(ties, index, column, heading, found)
    return bool(found) or len(heading.columns) > 1


def _says_harm(marked: Marked, tag: Tag) -> bool:
    """Whether a line says itself what happened: not in a bracket, and not only who somebody is ("displaced people")."""
    aside = any(start <= tag.start < end for start, end in marked.asides)
    return not aside and not marked.covering("person", tag.start)


def _has_label(ties: Ties, index: int) -> bool:
    """Whether a further number of a line has a label of its own: "Hama 12, Homs 7"."""
    marked, phrase = ties.marked, ties.phrases[index]
    before = end = phrase.start - 1 - (marked.word(phrase.start - 1) in PARTING)
    while before >= 0 and marked.tokens[before].is_word:
        before -= 1
    entry = before < end and marked.word(before) == ";" and not _is_told(marked, before + 1, end + 1)
    return phrase.bare and (entry or marked.tokens[end].is_capital or marked.covering("person", end) is not None)


def heading_of_list(ties: Ties) -> Heading | None:
    """What holds for a list that opens right below a count, without a heading: "Civilians: 402", "Soldiers – 101"."""
    marked = ties.marked
    harmed = any(_says_harm(marked, tag) for tag in marked.tags["harm"])
    if ties.earlier is None or harmed or next(cuts(marked), None) or not ties.phrases or len(cells(marked)) > 2:
        return None
    phrase = ties.phrases[0]
    start, end = label_before(marked, phrase.start)
    ends = phrase.number.end == len(marked.tokens) or marked.word(phrase.number.end) in ("(", ".", ";", ",")
    parted = any(marked.word(n) in PARTING for n in range(end, phrase.start)) or (end > start and ends)
    timed = any(time[0] == start and time[1] == end for time in marked.times)  # "Last month: 75"
    named = timed or marked.word(start) in RESTS or is_people(marked, (start, end))
    things = any(marked.at("thing", n) and not is_people(marked, (n, n + 1)) for n in range(start, end))
    if not (start < end and parted and named and phrase.bare) or things or _is_told(marked, start, end):
        return None
    column = Column(ties.earlier, marked.span(start, end))
    return Heading((column,), ties.earlier, caption=True, rows=TIMES if timed else None)


def _is_entry(ties: Ties, index: int, heading: Heading) -> bool:
    """Whether a line with a number is an entry of a list: a label and a number, and no sentence."""
    marked, phrase = ties.marked, ties.phrases[index]
    number, (start, end) = phrase.number, label_before(marked, phrase.start)
    if len(cells(marked)) > 1 and not heading.caption:
        return all(_in_row(marked, n) for n in _outside_asides(marked, len(marked.tokens)))
    longest = LONGEST_LINE if marked.word(end) == ":" else LONGEST_LABEL
    if len(cells(marked)) > 2 or end - start > longest or _is_told(marked, start, end):
        return False
    if start == end:  # "15 soldiers", "30 in the northern zone"
        begun = start > 0 or not heading.caption or heading.label
        last = next(
            (n for n in range(phrase.end, len(marked.tokens)) if marked.word(n) in _CLOSING), len(marked.tokens)
        )
        return (
            begun
            and may_count(phrase)
            and not _is_told(marked, phrase.end, last)
            and phrase.end - start <= LONGEST_LABEL
        )
    parted = any(marked.word(n) in PARTING for n in range(end, phrase.start))
    if not parted and not all(_in_row(marked, n) for n in _outside_asides(marked, phrase.start)):
        return False
    closes = marked.word(number.end) in _CLOSING or (may_count(phrase) and not _is_told(marked, number.end, phrase.end))
    return closes and marked.word(start) != "the" and (parted or not heading.label)


def _outside_asides(marked: Marked, limit: int) -> Iterator[int]:
    return (n for n in range(limit) if not any(start < n < end for start, end in marked.asides))


def _is_told(marked: Marked, start: int, end: int) -> bool:
    """Whether some words of a line tell something, as a sentence does: they have a verb or join clauses."""
    for n in range(start, end):
        if any(marked.at(kind, n) for kind in ("passive", "boundary", "currency")) and marked.word(n) not in PARTING:
            return True
        if marked.at("said", n) and not marked.covering("person", n):
            return True
    return False


def _cell(ties: Ties, index: int, column: Column, heading: Heading, found: dict[int, Column]) -> Tie:
    """The tie of one number of a row; ``found`` are all its numbers with their columns."""
    marked, number = ties.marked, ties.phrases[index].number
    last = is_total(marked, row=True)
    label = _label_of(ties, index, min(found), heading)
    named = label[0] < label[1] and not last
    head = ties.phrases[index].head
    if head and not named and not last:  # "13 patients", "five displaced people"
        label, named = (head.start, head.end), True
    whole = next((n for n in reversed(found) if found[n].sums and len(found) > 1), None)
    tied = Tie(
        column.harm,
        (number.start, number.end),
        ROW,
        cue_span=column.span,
        labels=tuple(one for one in (marked.span(*label) if named else None, column.head) if one),
        agent=label
        if named and heading.rows == DOERS and label[1] <= number.start and not _is_rest(marked, *label)
        else None,
        time=_time(marked, label, column),
        column=column.head or column.span,
        doer=column.doer,
        part_of=whole if whole != index else None,
        sums=last,
    )
    parts = heading.earlier is column.harm and not last and tied.part_of is None and (whole == index or whole is None)
    return replace(tied, part_of_earlier=parts, rest=parts)


def _label_of(ties: Ties, index: int, first: int, heading: Heading) -> tuple[int, int]:
    """The words that name the row of a number, or its own entry where a line has several: "Hama 12, Homs 7"."""
    marked = ties.marked
    if len(heading.columns) > 1 or index == first:
        end = ties.phrases[first].start
        return label_before(marked, min(end, cells(marked)[0][1]) if len(cells(marked)) > 1 else end)
    start, end = ties.phrases[index - 1].end, ties.phrases[index].start
    words = [n for n in range(start, end) if marked.tokens[n].is_word]
    return (words[0], words[-1] + 1) if words else (start, start)


def _is_rest(marked: Marked, start: int, end: int) -> bool:
    """Whether a label names nobody: "Unknown", "Other parties"; "Unidentified gunmen" did it."""
    kinds = ("person", "force")
    return marked.word(start) in RESTS and not any(marked.at(kind, n) for kind in kinds for n in range(start, end))


def _time(marked: Marked, label: tuple[int, int], column: Column) -> TimeExpression | None:
    """The time of a cell: that which names its row, in the year of its column; else that of its column."""
    row = next((time[2] for time in marked.times if label[0] <= time[0] < label[1]), None)
    if row is None or column.time is None:
        return row or column.time
    years = {day[0] for day in column.time.days}
    if len(years) != 1 or any(day[0] is not None for day in row.days):
        return row
    (year,) = years
    return replace(row, days=tuple((year, month, day) for _, month, day in row.days))


def _people_of_row(marked: Marked, first: NounPhrase) -> Counted:
    """The people whom the first cell of a row, or the label of an entry, names: "Farmers | 12 | 5"."""
    start, end = cells(marked)[0]
    end = min(end, label_before(marked, first.start)[1])
    return people_named(marked, start, end) if start < end else Counted()


def _column(marked: Marked, phrase: NounPhrase, heading: Heading) -> Column | None:
    """The column of a number; None where the cells of the row and of the heading do not match one to one."""
    parts, columns = cells(marked), heading.columns
    if len(columns) == 1:
        opening = next((n for n in range(phrase.start) if marked.word(n) == "("), phrase.start)
        told = any(number.end <= opening for number in marked.numbers if not marked.time_at(number.start))
        part = (opening < phrase.start and told) or part_link(marked, phrase)  # "Cauca: 14 (11 men, 3 women)"
        return None if part or not (may_count(phrase) or _is_name(marked, phrase.number.end)) else columns[0]
    unheaded = 1 if columns[0] else 0  # the names of the rows often have no heading of their own
    cell = next(n for n, (start, end) in enumerate(parts) if start <= phrase.start < end)
    matching = len(parts) == len(columns) + unheaded and cell >= unheaded
    return columns[cell - unheaded] if matching else None


def _is_name(marked: Marked, position: int) -> bool:
    """Whether a name stands here, as for people of whom the lexicons do not know: "15 Fulani"."""
    return position < len(marked.tokens) and marked.tokens[position].is_capital


def places_of_line(marked: Marked, heading: Heading | None) -> list[PlaceMention]:
    """Names that open a line or stand in a row: "• Kirkuk: 12 killed", "Hama 12, Homs 7"; one alone holds for all.

    ``heading`` is that of a row; what it says that the rows name, they name.
    """
    start, in_row = first_word(marked), heading is not None
    if heading and heading.rows not in (None, PLACES, TIMES):
        return []
    names = list(_names(marked)) if in_row else [one for one in islice(_names(marked), 1) if one[0] == start]
    entry = start > 0 and bool(names) and marked.word(names[0][1]) == ":"  # "• Goma: drone on a depot, 11 killed"
    if (
        not in_row
        and not entry
        and (not names or marked.word(names[0][1]) not in (":", BAR) or not _number_at(marked, names[0][1] + 1))
    ):
        return []
    certain = heading is not None and heading.rows == PLACES
    return [
        PlaceMention(
            marked.span(start, end), _printed(marked, start, end), None, certain, holds_for_line=len(names) == 1
        )
        for start, end in names
    ]


def places_of_cuts(marked: Marked) -> list[PlaceMention]:
    """The places in a list that tells people apart by place: "By county: Kisumu, 12; Nairobi, 9"."""
    found = []
    for number in marked.numbers if marked.tags["cut"] else ():
        cut = cut_before(marked, number.hedge_start)
        label = label_in_cut(marked, cut, number.hedge_start) if cut and cut.by == PLACES else None
        if label and all(_in_name(marked, n) for n in range(*label)):
            name = _printed(marked, *label)
            found.append(PlaceMention(marked.span(*label), name, None, True, "counting"))
    return found


def _names(marked: Marked) -> Iterator[tuple[int, int]]:
    """The runs of capitalised words that may be names of places."""
    start = 0
    for position in range(len(marked.tokens) + 1):
        if position == len(marked.tokens) or not _in_name(marked, position):
            if start < position:
                yield start, position
            start = position + 1


def _number_at(marked: Marked, position: int) -> bool:
    return any(number.hedge_start == position for number in marked.numbers)


def _printed(marked: Marked, start: int, end: int) -> str:
    return " ".join(marked.word(n).capitalize() for n in range(start, end)).replace(" - ", "-")


def _label_alone(marked: Marked, comma: int) -> Tag | None:
    """A harm that stands alone before a comma and its number: "…; wounded, 61"."""
    tag = next((tag for tag in marked.tags["harm"] if tag.end == comma), None)
    return tag if tag and (tag.start == 0 or marked.word(tag.start - 1) in (";", ":", *BULLETS)) else None


def _in_row(marked: Marked, position: int) -> bool:
    """Whether a token may stand in a row: names, numbers, people, times and signs, but no verbs."""
    token = marked.tokens[position]
    if not token.is_word or token.is_capital or token.word in _JOINING or token.word in RESTS:
        return True
    counted = any(number.hedge_start <= position < number.hedge_end for number in marked.numbers)
    named = any(marked.covering(kind, position) for kind in ("person", "group", "force", "place", "placenoun", "unit"))
    return counted or named or marked.time_at(position) is not None


def _in_name(marked: Marked, position: int) -> bool:
    """Whether a token belongs to a name that may be a place's."""
    token = marked.tokens[position]
    if not (token.is_capital and token.is_word) and not (token.word == "-" and token.glued):
        return False
    if token.word in RESTS or token.word in TOTALS:
        return False
    kinds = ("person", "force", "source", "anonymous", "harm", "thing", "placenoun")
    return marked.time_at(position) is None and not any(marked.covering(kind, position) for kind in kinds)
