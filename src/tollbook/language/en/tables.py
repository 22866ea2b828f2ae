"""Numbers that no sentence holds: "Killed: 4", rows of a table, and lists under a heading such as "Killed by town:"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from tollbook.language.en.marks import Marked
from tollbook.language.en.phrases import NounPhrase
from tollbook.language.en.ties import Tie, Ties
from tollbook.language.en.verbs import harm_of
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Heading, PlaceMention
from tollbook.language.tokens import BAR
from tollbook.records import Harm, Span

LONGEST_LABEL = 8
"""Words in a label or a heading; longer lines are sentences."""
_TOTALS = frozenset(("total", "totals", "all", "overall", "sum"))
_BULLETS = frozenset(("•", "-", "–", "—", "*", "·", "▪", "‣", "●", "◦"))
_JOINING = frozenset(("in", "of", "and", "the", "from", "at", "near", "including"))


def tie_labelled(ties: Ties) -> None:
    """Tie numbers right behind a label that names a harm: "Injured: 11", "Kidnapped in the north: 66 passengers"."""
    for index, phrase in enumerate(ties.phrases):
        if index in ties.found or index in ties.agents or ties.marked.word(phrase.start - 1) != ":":
            continue
        tag = _label(ties.marked, phrase.start - 1)
        if tag:
            ties.found[index] = Tie(harm_of(tag), (tag.start, tag.end), "label")


def tie_row(ties: Ties, heading: Heading) -> bool:
    """Tie the numbers of a row, or of an entry of a list, to the harms of their heading; whether it is one."""
    marked = ties.marked
    if marked.tags["harm"] or not all(_in_row(marked, n) for n in range(len(marked.tokens))):
        return False
    total = marked.word(_first_word(marked)) in _TOTALS
    for index, phrase in enumerate(ties.phrases):
        column = _column(marked, phrase, heading)
        if column:
            at = (phrase.number.start, phrase.number.end)
            parts = heading.earlier is column[0] and not total
            tied = Tie(column[0], at, "under a heading", part_of_earlier=parts, rest=parts)
            ties.found[index] = replace(tied, cue_span=column[1], sums=total)
    return True


def _column(marked: Marked, phrase: NounPhrase, heading: Heading) -> tuple[Harm, Span] | None:
    """The harm of a number's column; None where the cells of the row and of the heading do not match one to one."""
    cells, columns = _cells(marked), heading.columns
    if len(columns) == 1:
        return columns[0]
    unheaded = 1 if columns[0] else 0  # the names of the rows often have no heading of their own
    cell = next(n for n, (start, end) in enumerate(cells) if start <= phrase.start < end)
    matching = len(cells) == len(columns) + unheaded and cell >= unheaded
    return columns[cell - unheaded] if matching else None


def heading_of(marked: Marked, earlier: Harm | None) -> Heading | None:
    """What a line says of the numbers under it: a row of cells that name harms, or one harm and a colon at the end."""
    tags = marked.tags["harm"]
    if not tags or marked.numbers or len(marked.tokens) > 4 * LONGEST_LABEL:
        return None
    cells = _cells(marked)
    if len(cells) > 1 and all(end - start <= LONGEST_LABEL for start, end in cells):
        inside = [next((tag for tag in tags if start <= tag.start < end), None) for start, end in cells]
        return Heading(
            tuple((harm_of(tag), marked.span(tag.start, tag.end)) if tag else None for tag in inside), earlier
        )
    one_harm = len({harm_of(tag) for tag in tags}) == 1
    if one_harm and marked.tokens[-1].word == ":" and _label(marked, len(marked.tokens) - 1):
        return Heading(((harm_of(tags[0]), marked.span(tags[0].start, tags[0].end)),), earlier)
    return None


def is_rule(marked: Marked) -> bool:
    """Whether a line is only drawn: "|---|---|"."""
    return not any(token.is_word or token.is_number for token in marked.tokens)


def places_of_line(marked: Marked, in_row: bool) -> list[PlaceMention]:
    """Names that open a line or stand in a row: "• Kirkuk: 12 killed", "Hama 12, Homs 7"; one alone holds for all."""
    start = _first_word(marked)
    names = list(_names(marked)) if in_row else [one for one in islice(_names(marked), 1) if one[0] == start]
    if not in_row and (
        not names or marked.word(names[0][1]) not in (":", BAR) or not _number_at(marked, names[0][1] + 1)
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


def _parts(marked: Marked, position: int) -> bool:
    """Whether a token parts labels: a sign, or a number that belongs to the label before."""
    token = marked.tokens[position]
    return token.is_number or not (token.is_word or token.word in ("-", "'", "/", "(", ")", "&"))


def _cells(marked: Marked) -> Sequence[tuple[int, int]]:
    """The stretches of tokens between bars."""
    bars = [n for n, token in enumerate(marked.tokens) if token.word == BAR]
    return [(start + 1, end) for start, end in pairwise((-1, *bars, len(marked.tokens)))]


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
    kinds = ("person", "force", "source", "anonymous", "harm", "thing", "placenoun")
    taken = marked.time_at(position) or any(marked.covering(kind, position) for kind in kinds)
    return not taken and ((token.is_capital and token.is_word) or (token.word == "-" and token.glued))
