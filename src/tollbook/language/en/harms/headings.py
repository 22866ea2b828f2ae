"""What a line says of the numbers under it: the head of a table, the title of a list, a label on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.language.en.doers.agents import by_agent_behind
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.rows import LONGEST_LABEL, TOTALS, cells, past_bullet
from tollbook.language.en.marking.verbs import harm_of
from tollbook.language.en.moods import certainty
from tollbook.language.en.people.phrases import counted_by
from tollbook.language.en.relations.cuts import DOERS, cut_named
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Agent, Column, Counted, Heading, Number, TimeExpression
from tollbook.records import Harm

PEOPLE_FIELDS = ("status", "group", "sex", "age", "role")
_HEADS = ("person", "group", "force", "nowhere")
"""What the head of a first column names, if that column counts: people, bodies, months."""
_COUNTS = frozenset(("cases", "number", "no", "count", "victims", "dead", "figures", "persons", "people", "n", "toll"))
"""Heads of columns that say no more than that people are counted."""
_SEXES = {"m": "man", "male": "man", "males": "man", "f": "woman", "female": "woman", "females": "woman"}
"""Heads of columns by sex."""


def filled(*said: Counted) -> Counted:
    """What several places say of the same people; the first that says a thing stands."""
    people = said[0]
    for other in said[1:]:
        missing = {field: getattr(other, field) for field in PEOPLE_FIELDS if getattr(people, field) is None}
        evidence = (one for one in other.evidence if missing.get(one[0]) is not None)
        people = replace(people, **missing, evidence=(*people.evidence, *evidence))
    return people


def heading_of(marked: Marked, earlier: Harm | None, above: Heading | None = None) -> Heading | None:
    """What a line says of the numbers under it: the head of a table, one harm and a colon, or a table's caption."""
    parts = cells(marked)
    if len(marked.tokens) > 4 * LONGEST_LABEL:
        return None
    numbers = any(_may_count(marked, number) for number in marked.numbers)
    if len(parts) > 1:
        short = all(end - start <= LONGEST_LABEL for start, end in parts)
        return _head_of_table(marked, parts, earlier, above) if short and not numbers else None
    harms = {harm_of(tag) for tag in marked.tags["harm"]}
    if not harms:
        return None if numbers or _is_clause(marked) else _title_without_harm(marked, earlier, above)
    colon = marked.tokens[-1].word == ":"
    titled = colon or not (numbers or _is_clause(marked))
    if not titled or len(harms) > 1:
        return None
    tag = marked.tags["harm"][0]
    people = counted_by(marked, 0, len(marked.tokens))
    rows = cut_named(marked, 0, len(marked.tokens))
    time = _time_of(marked, 0, len(marked.tokens))
    span, doer = marked.span(tag.start, tag.end), None if rows == DOERS else _doer_of(marked, tag)
    column = Column(harm_of(tag), span, people, time=time, doer=doer)
    if colon and not numbers and label_of_harm(marked, len(marked.tokens) - 1):
        return Heading((column,), earlier, rows=rows)
    return Heading((column,), column.harm if numbers else earlier, caption=True, rows=rows)


def _may_count(marked: Marked, number: Number) -> bool:
    """Whether a number of a title may count people: no date, and not that of a table or of the line."""
    numbered = marked.at("numbered", number.start - 1) or number.end <= past_bullet(marked)
    return not (numbered or marked.time_at(number.start))


def _title_without_harm(marked: Marked, earlier: Harm | None, above: Heading | None) -> Heading | None:
    """What holds below a line such as "By county:", or below the name of those whom the next line counts."""
    end = len(marked.tokens) - (not marked.tokens[-1].is_word)
    start = past_bullet(marked)
    rows = cut_named(marked, start, end)
    label = any(tag.start == start or tag.end == end for kind in ("person", "force") for tag in marked.tags[kind])
    under = above.columns[0] if above and len(above.columns) == 1 else None
    if not 0 < end - start <= LONGEST_LABEL or not (rows or label):
        return None
    harm = under.harm if under else earlier
    if harm is None:
        return None
    span = under.span if under else marked.span(start, end)
    named = Counted() if rows else counted_by(marked, start, end)
    column = Column(harm, span, filled(named, under.people) if under else named)
    column = replace(column, time=under.time, doer=under.doer) if under else column
    known = above.earlier if above else earlier
    if rows:
        return Heading((column,), known, rows=rows)
    whole = above or Heading((Column(harm, span),), known, caption=True)
    return Heading((replace(column, head=marked.span(start, end)),), known, label=True, above=whole)


def _head_of_table(
    marked: Marked, parts: Sequence[tuple[int, int]], earlier: Harm | None, above: Heading | None
) -> Heading | None:
    """The columns that a row of cells names: by their harms, else by people or times under a caption with one harm."""
    caption = above.columns[0] if above and len(above.columns) == 1 else None
    rows = cut_named(marked, *parts[0]) or (above.rows if above else None)
    if marked.tags["harm"]:
        tags = [next((tag for tag in marked.tags["harm"] if a <= tag.start < b), None) for a, b in parts]
        columns = [_of_harm(marked, tag, cell, caption) if tag else None for tag, cell in zip(tags, parts, strict=True)]
        columns[-1] = columns[-1] or _total_of_harms(marked, parts[-1], columns, caption)
        return Heading(tuple(columns), earlier, rows=rows)
    if above is None or caption is None or marked.tokens[-1].word in (".", "?", "!"):
        return None
    found = tuple(
        _under(marked, cell, caption) if _counts_people(marked, *cell, first=cell == parts[0]) else None
        for cell in parts
    )
    return Heading(found, above.earlier, rows=rows) if any(found) else None


def _of_harm(marked: Marked, tag: Tag, cell: tuple[int, int], caption: Column | None) -> Column:
    """A column whose head names its harm; its people and its time are those of the caption too."""
    people = counted_by(marked, *cell)
    time = _time_of(marked, *cell) or (caption.time if caption else None)
    people = filled(people, caption.people) if caption else people
    doer = _doer_of(marked, tag) or (caption.doer if caption else None)
    return Column(harm_of(tag), marked.span(tag.start, tag.end), people, marked.span(*cell), time=time, doer=doer)


def _total_of_harms(
    marked: Marked, cell: tuple[int, int], columns: Sequence[Column | None], caption: Column | None
) -> Column | None:
    """A last column that adds up people killed and people injured: "Killed | Injured | Total"."""
    harms = {column.harm for column in columns if column}
    first = next((column for column in columns if column), None)
    if first is None or harms - {Harm.KILLED, Harm.INJURED} or marked.word(cell[0]) not in TOTALS:
        return None
    harm = Harm.CASUALTIES if len(harms) > 1 else first.harm
    people = caption.people if caption else Counted()
    return Column(harm, marked.span(*cell), people, sums=True, time=first.time, doer=first.doer)


def _under(marked: Marked, cell: tuple[int, int], caption: Column) -> Column:
    """A column under a caption: the caption's harm, and of its people those that the head of the column names."""
    start, end = cell
    span, named = marked.span(start, end), people_named(marked, start, end)
    total = marked.word(start) in TOTALS
    plain = total or all(marked.word(n) in _COUNTS or marked.word(n) == "." for n in range(start, end))
    time = _time_of(marked, start, end) or caption.time
    return replace(caption, people=filled(named, caption.people), head=None if plain else span, sums=total, time=time)


def _doer_of(marked: Marked, harm: Tag) -> Agent | None:
    """Who did it, where a title says so: "Civilians killed by the army in March"."""
    agent = by_agent_behind(marked, harm.end)
    cue = (harm.start, harm.end)
    return Agent(marked.span(*agent), certainty(marked, agent, cue)) if agent else None


def people_named(marked: Marked, start: int, end: int) -> Counted:
    """The people whom the head of a column or the label of a row names."""
    sex = _SEXES.get(marked.word(start)) if end - start == 1 else None
    return Counted(sex=sex, evidence=(("sex", marked.span(start, end)),)) if sex else counted_by(marked, start, end)


def _time_of(marked: Marked, start: int, end: int) -> TimeExpression | None:
    """The one time that a title or the head of a column names."""
    times = [time[2] for time in marked.times if start <= time[0] < end and time[2].role in ("on", "since")]
    return times[0] if len(times) == 1 else None


def _counts_people(marked: Marked, start: int, end: int, *, first: bool) -> bool:
    """Whether a column under a caption counts its people: its head names no things, the first one's people or times."""
    if start == end or (first and cut_named(marked, start, end)):
        return False
    if marked.word(start) in TOTALS or any(marked.time_at(n) for n in range(start, end)):
        return True
    if first:
        return any(marked.covering(kind, n) for kind in _HEADS for n in range(start, end))
    return marked.word(start) in _COUNTS or not any(marked.covering("thing", n) for n in range(start, end))


def _is_clause(marked: Marked) -> bool:
    """Whether a line is a sentence and no title: it has a verb, or ends with a full stop."""
    ended = marked.tokens[-1].word in (".", "?", "!") and len(marked.tokens) > LONGEST_LABEL // 2
    harm = next(iter(marked.tags["harm"]), None)
    if (ended or (harm and marked.tokens[-1].word in (".", "?", "!"))) or any(
        marked.at("passive", n) for n in range(len(marked.tokens))
    ):
        return True
    before = harm.start if harm else len(marked.tokens)
    return any(marked.at("said", n) for n in range(before))  # but "killings recorded in May"


def label_of_harm(marked: Marked, colon: int) -> Tag | None:
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
    if marked.time_at(position):
        return False
    return token.is_number or not (token.is_word or token.word in ("-", "'", "/", "(", ")", "&"))
