"""Numbers that no sentence holds: "Killed: 4", rows of a table, and lists under a heading such as "Killed by town:"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.people.phrases import NounPhrase, counted_by
from tollbook.language.en.relations.ties import Tie, Ties
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Column, Counted, Heading, PlaceMention
from tollbook.language.tokens import BAR
from tollbook.records import Harm, Span

LONGEST_LABEL = 8
"""Words in a label or a heading; longer lines are sentences."""
_DOERS = frozenset(("party", "parties", "perpetrator", "perpetrators", "responsible", "actor", "actors", "culprit"))
_HEADS = ("person", "group", "force", "nowhere")
"""What the head of a first column names, if that column counts: people, bodies, months."""
PEOPLE_FIELDS = ("status", "group", "sex", "age", "role")
_TOTALS = frozenset(("total", "totals", "all", "overall", "sum"))
_BULLETS = frozenset(("•", "-", "–", "—", "*", "·", "▪", "‣", "●", "◦"))
_JOINING = frozenset(("in", "of", "and", "the", "from", "at", "near", "including"))


def tie_labelled(ties: Ties) -> None:
    """Tie numbers right behind a label that names a harm: "Injured: 11", "Kidnapped in the north: 66 passengers"."""
    for index, phrase in enumerate(ties.phrases):
        if index in ties.found or index in ties.agents or ties.marked.word(phrase.start - 1) not in (":", ","):
            continue
        colon = ties.marked.word(phrase.start - 1) == ":"
        tag = (_label if colon else _label_alone)(ties.marked, phrase.start - 1)
        if tag:
            ties.found[index] = Tie(harm_of(tag), (tag.start, tag.end), "label")


def tie_row(ties: Ties, heading: Heading) -> bool:
    """Tie the numbers of a row, or of an entry of a list, to the harms of their heading; whether it is one."""
    marked = ties.marked
    head = len(heading.columns) == 1 and len(_cells(marked)) > 1 and all(map(marked.time_at, _starts(marked)))
    if head or marked.tags["harm"] or (heading.caption and not _is_entry(ties)):
        return False
    named = _cells(marked)[0][1] if len(heading.columns) > 1 else 0  # the first cell of a table names the row
    said = (n for n in range(named, len(marked.tokens)) if not any(start < n < end for start, end in marked.asides))
    if not all(_in_row(marked, n) for n in said):
        return False
    found = {n: column for n, phrase in enumerate(ties.phrases) if (column := _column(marked, phrase, heading))}
    row = Counted() if heading.doers else _people_of_row(marked)
    ties.phrases = [
        replace(phrase, counted=_filled(phrase.counted, found[n].people, row)) if n in found else phrase
        for n, phrase in enumerate(ties.phrases)
    ]
    for index, column in found.items():
        ties.found[index] = _cell(
            ties, index, column, heading, [n for n, one in found.items() if one.harm is column.harm]
        )
    return True


def _is_entry(ties: Ties) -> bool:
    """Whether a line under a caption is an entry of its list: words without a verb, and a number that ends the line."""
    marked, first = ties.marked, _first_word(ties.marked)
    numbers = [phrase.number for phrase in ties.phrases]
    if len(_cells(marked)) > 1 or not numbers or not 0 < numbers[0].start - first <= LONGEST_LABEL:
        return False
    verbs = any(marked.at(kind, n) for kind in ("auxiliary", "said") for n in range(first, numbers[0].start))
    return not verbs and marked.word(numbers[0].end) in ("", "(", ")", ";", ",", ".") and marked.word(first) != "the"


def _starts(marked: Marked) -> list[int]:
    return [number.start for number in marked.numbers]


def _cell(ties: Ties, index: int, column: Column, heading: Heading, alike: Sequence[int]) -> Tie:
    """The tie of one number of a row; ``alike`` are all its numbers of the same harm."""
    number = ties.phrases[index].number
    last = ties.marked.word(_first_word(ties.marked)) in _TOTALS
    labels = tuple(label for label in (None if last else _label_of_row(ties), column.head) if label)
    tied = Tie(column.harm, (number.start, number.end), "under a heading", cue_span=column.span, labels=labels)
    whole = alike[-1] if len(alike) > 1 and heading.columns[-1] and heading.columns[-1].sums else None
    if whole not in (None, index):
        return replace(tied, part_of=whole)
    parts = heading.earlier is column.harm and not last
    return replace(tied, part_of_earlier=parts, rest=parts, sums=last and (len(alike) == 1 or whole is not None))


def _label_of_row(ties: Ties) -> Span | None:
    """The words that open a row or an entry, before its numbers."""
    first, end = _first_word(ties.marked), min(ties.phrases[0].start, _cells(ties.marked)[0][1])
    while end > first and not (ties.marked.tokens[end - 1].is_word or ties.marked.tokens[end - 1].is_number):
        end -= 1
    return ties.marked.span(first, end) if end > first else None


def _people_of_row(marked: Marked) -> Counted:
    """The people whom the first cell of a row names: "Farmers | 12 | 5"."""
    start, end = _cells(marked)[0]
    numbered = any(start <= number.start < end for number in marked.numbers)
    return Counted() if numbered else counted_by(marked, start, end)


def _filled(*said: Counted) -> Counted:
    """What several places say of the same people; the first that says a thing stands."""
    people = said[0]
    for other in said[1:]:
        missing = {field: getattr(other, field) for field in PEOPLE_FIELDS if getattr(people, field) is None}
        evidence = (one for one in other.evidence if missing.get(one[0]) is not None)
        people = replace(people, **missing, evidence=(*people.evidence, *evidence))
    return people


def _column(marked: Marked, phrase: NounPhrase, heading: Heading) -> Column | None:
    """The column of a number; None where the cells of the row and of the heading do not match one to one."""
    cells, columns = _cells(marked), heading.columns
    if len(columns) == 1:
        opening = next((n for n in range(phrase.start) if marked.word(n) == "("), phrase.start)
        parts = any(number.end <= opening for number in marked.numbers)  # "Cauca: 14 (11 men, 3 women)"
        return None if opening < phrase.start and parts else columns[0]
    unheaded = 1 if columns[0] else 0  # the names of the rows often have no heading of their own
    cell = next(n for n, (start, end) in enumerate(cells) if start <= phrase.start < end)
    matching = len(cells) == len(columns) + unheaded and cell >= unheaded
    return columns[cell - unheaded] if matching else None


def heading_of(marked: Marked, earlier: Harm | None, above: Heading | None = None) -> Heading | None:
    """What a line says of the numbers under it: the head of a table, one harm and a colon, or a table's caption."""
    cells = _cells(marked)
    if len(marked.tokens) > 4 * LONGEST_LABEL or (len(cells) == 1 and not marked.tags["harm"]):
        return None
    numbers = not all(marked.time_at(number.start) for number in marked.numbers)
    if len(cells) > 1:
        short = all(end - start <= LONGEST_LABEL for start, end in cells)
        return _head_of_table(marked, cells, earlier, above) if short and not numbers else None
    colon = marked.tokens[-1].word == ":"
    titled = colon or not (numbers or _is_clause(marked))
    if not titled or len({harm_of(tag) for tag in marked.tags["harm"]}) > 1:
        return None
    tag = marked.tags["harm"][0]
    column = Column(harm_of(tag), marked.span(tag.start, tag.end), counted_by(marked, 0, len(marked.tokens)))
    doers = any(token.word in _DOERS for token in marked.tokens)
    if colon and not numbers and _label(marked, len(marked.tokens) - 1):
        return Heading((column,), earlier, doers=doers)
    return Heading((column,), column.harm if numbers else earlier, caption=True, doers=doers)


def _head_of_table(
    marked: Marked, cells: Sequence[tuple[int, int]], earlier: Harm | None, above: Heading | None
) -> Heading | None:
    """The columns that a row of cells names: by their harms, else by people or times under a caption with one harm."""
    if marked.tags["harm"]:
        tags = [next((tag for tag in marked.tags["harm"] if a <= tag.start < b), None) for a, b in cells]
        return Heading(
            tuple(
                Column(harm_of(tag), marked.span(tag.start, tag.end), counted_by(marked, *cell), marked.span(*cell))
                if tag
                else None
                for tag, cell in zip(tags, cells, strict=True)
            ),
            earlier,
        )
    caption = above.columns[0] if above and len(above.columns) == 1 else None
    if above is None or caption is None or marked.tokens[-1].word in (".", "?", "!"):
        return None
    columns = tuple(
        _under(marked, cell, caption) if _counts_people(marked, *cell, first=cell == cells[0]) else None
        for cell in cells
    )
    return Heading(columns, above.earlier, doers=above.doers) if any(columns) else None


def _under(marked: Marked, cell: tuple[int, int], caption: Column) -> Column:
    """A column under a caption: the caption's harm, and of its people those that the head of the column names."""
    people = _filled(counted_by(marked, *cell), caption.people)
    total = marked.word(cell[0]) in _TOTALS
    return replace(caption, people=people, head=None if total else marked.span(*cell), sums=total)


def _counts_people(marked: Marked, start: int, end: int, *, first: bool) -> bool:
    """Whether a column under a caption counts its people: its head names no things, the first one's people or times."""
    if start == end:
        return False
    if marked.word(start) in _TOTALS or any(marked.time_at(n) for n in range(start, end)):
        return True
    kinds = _HEADS if first else ("thing",)
    return any(marked.covering(kind, n) for kind in kinds for n in range(start, end)) is first


def _is_clause(marked: Marked) -> bool:
    """Whether a line is a sentence and no title: it has a verb, or ends with a full stop."""
    if marked.tokens[-1].word in (".", "?", "!") or any(marked.at("passive", n) for n in range(len(marked.tokens))):
        return True
    return any(marked.at("said", n) for n in range(marked.tags["harm"][0].start))  # but "killings recorded in May"


def is_total(marked: Marked) -> bool:
    """Whether a line sums up those above it: "Total: 42 killed"."""
    first = _first_word(marked)
    return marked.word(first) in _TOTALS and marked.word(first + 1) == ":"


def is_item(marked: Marked) -> bool:
    """Whether a line is an item of a list, whatever it says: the list goes on behind it."""
    return marked.word(0) in _BULLETS


def is_rule(marked: Marked) -> bool:
    """Whether a line is only drawn: "|---|---|"."""
    return not any(token.is_word or token.is_number for token in marked.tokens)


def places_of_line(marked: Marked, in_row: bool) -> list[PlaceMention]:
    """Names that open a line or stand in a row: "• Kirkuk: 12 killed", "Hama 12, Homs 7"; one alone holds for all."""
    start = _first_word(marked)
    names = list(_names(marked)) if in_row else [one for one in islice(_names(marked), 1) if one[0] == start]
    entry = start > 0 and bool(names) and marked.word(names[0][1]) == ":"  # "• Goma: drone on a depot, 11 killed"
    if (
        not in_row
        and not entry
        and (not names or marked.word(names[0][1]) not in (":", BAR) or not _number_at(marked, names[0][1] + 1))
    ):
        return []
    return [
        PlaceMention(marked.span(start, end), _printed(marked, start, end), None, False, holds_for_line=len(names) == 1)
        for start, end in names
    ]


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


def _label(marked: Marked, colon: int) -> Tag | None:
    """The harm words of the label that a colon ends: few words, no number, and no verb: it is no sentence."""
    start = colon
    while start > 0 and colon - start < LONGEST_LABEL and not _parts(marked, start - 1):
        start -= 1
    if start > 0 and not _parts(marked, start - 1):
        return None
    verbs = any(marked.at("passive", n) or marked.at("said", n) for n in range(start, colon))
    return (
        None if verbs else next((tag for tag in marked.tags["harm"] if start <= tag.start and tag.end <= colon), None)
    )


def _label_alone(marked: Marked, comma: int) -> Tag | None:
    """A harm that stands alone before a comma and its number: "…; wounded, 61"."""
    tag = next((tag for tag in marked.tags["harm"] if tag.end == comma), None)
    return tag if tag and (tag.start == 0 or marked.word(tag.start - 1) in (";", ":", *_BULLETS)) else None


def _parts(marked: Marked, position: int) -> bool:
    """Whether a token parts labels: a sign, or a number that belongs to the label before."""
    token = marked.tokens[position]
    return token.is_number or not (token.is_word or token.word in ("-", "'", "/", "(", ")", "&"))


def _cells(marked: Marked) -> Sequence[tuple[int, int]]:
    """The stretches of tokens between bars, without those outside of bars that frame the row: "| Homs | 12 |"."""
    bars = [n for n, token in enumerate(marked.tokens) if token.word == BAR]
    cells = [(start + 1, end) for start, end in pairwise((-1, *bars, len(marked.tokens)))]
    framed = len(cells) > 2 and all(start == end for start, end in (cells[0], cells[-1]))
    return cells[1:-1] if framed else cells


def _first_word(marked: Marked) -> int:
    return next((n for n, token in enumerate(marked.tokens) if token.word not in _BULLETS and token.word != BAR), 0)


def _in_row(marked: Marked, position: int) -> bool:
    """Whether a token may stand in a row: names, numbers, people, times and signs, but no verbs."""
    token = marked.tokens[position]
    if not token.is_word or token.is_capital or token.word in _JOINING:
        return True
    counted = any(number.hedge_start <= position < number.hedge_end for number in marked.numbers)
    named = any(marked.covering(kind, position) for kind in ("person", "group", "force", "place", "placenoun", "unit"))
    return counted or named or marked.time_at(position) is not None


def _in_name(marked: Marked, position: int) -> bool:
    """Whether a token belongs to a name that may be a place's."""
    token = marked.tokens[position]
    if not (token.is_capital and token.is_word) and not (token.word == "-" and token.glued):
        return False
    kinds = ("person", "force", "source", "anonymous", "harm", "thing", "placenoun")
    return marked.time_at(position) is None and not any(marked.covering(kind, position) for kind in kinds)
