"""What joins and parts the numbers of one English sentence: lists, semicolons, and words such as "including"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.language.en.doers.actors import people_phrase
from tollbook.language.en.marking.asides import in_aside, past_asides
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.people.phrases import NounPhrase
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Besides, Statement
from tollbook.records import Span

QUOTES = frozenset(('"', "“", "”"))
GROUPS = frozenset(("family", "group", "team", "crew", "household", "party", "convoy"))
"""Nouns before "of" and the number of those in it: "including a family of six"."""
DEGREES = frozenset(
    ("seriously", "critically", "severely", "gravely", "badly", "lightly", "slightly", "moderately", "mildly")
)
_YOUNGER = frozenset(("under", "below"))
_ARE = frozenset(("are", "were", "is", "was"))
NEXT = 3
"""Tokens between "excluding" and the number of those left out: "in addition to the 803 dead"."""
_OPENERS = frozenset(("–", "—", "-", "("))
LONGEST_LINK = 8
"""Tokens from the beginning of words such as "a figure that also takes in" to the number behind them."""
_NAMES_OF_NUMBERS = frozenset(
    ("the", "of", "figure", "toll", "count", "number", "estimate", "report", "reports", "tally")
)
_FORMER = frozenset(("earlier", "previous", "initial", "first", "original", "its", "their", "old"))
_AT_FIRST = frozenset(("first", "initially", "originally"))
"""Words behind "had" by which a number is one that has been given up: "it had first talked of 23"."""
_IN_THE_GAP = frozenset((",", "were", "are", "was", "is"))
ASIDE = 6
"""Words of an aside between commas in a list: "…, the highest toll, …"."""

_ADDING = frozenset(("and", "&", "plus", "with", "alongside", "besides"))
"""Words that put people beside other people."""


def joins(marked: Marked, first: NounPhrase, second: NounPhrase, behind: int = 0) -> bool:
    """Whether nothing but joining words and places stands between two phrases.

    ``behind`` is the end of what is said of the first.
    """
    position = max(first.reach, behind) if behind <= second.start else first.reach
    while (position := past_asides(marked, position, second.start)) < second.start:
        if aside := _apposition(marked, position, second.start):
            position = aside
            continue
        named = marked.covering("name", position) or (
            marked.tokens[position].is_capital and marked.tokens[position].is_word
        )
        bracket = marked.word(second.end) == ")" and marked.word(position) in ("(", ")")  # "Cauca (41), Nariño (22)"
        label = marked.word(position) == ":" and labels(marked, position)
        incident = second.bare and marked.at("cause", position) is not None
        quoted = marked.word(position) in QUOTES or marked.word(position) in DEGREES
        quoted |= marked.word(position) == "a" and marked.word(position + 1) in ("further", "additional")
        quoted |= (
            marked.word(position) in _YOUNGER or marked.word(position - 1) in _YOUNGER
        )  # "nine minors below 18 and"
        quoted |= (
            position == first.reach and marked.word(position) in _ARE and bool(marked.at("locative", position + 1))
        )
        if not (
            quoted
            or named
            or label
            or bracket
            or incident
            or marked.at("joining", position)
            or marked.at("placing", position)
        ):
            return False
        position += 1
    return True


def _apposition(marked: Marked, position: int, limit: int) -> int | None:
    """The end of an aside between commas that holds no verb of harm: "52 in the north, the highest toll, 33 …"."""
    if marked.word(position) != "," or marked.word(position + 1) not in ("the", "a", "an", "its", "their"):
        return None
    for end in range(position + 2, min(position + 2 + ASIDE, limit)):
        if marked.word(end) == ",":
            return end
        if not marked.tokens[end].is_word or marked.at("auxiliary", end):
            return None
    return None


def labels(marked: Marked, colon: int) -> bool:
    """Whether a colon follows the name of an entry, as in "Hama: 171; Homs: 12", and opens no list."""
    start = colon
    while start > 0 and (marked.tokens[start - 1].is_capital or marked.at("placenoun", start - 1)):
        start -= 1
    return 0 < start < colon and marked.word(start - 1) in (";", ",", "and", "•", "-", "–")


def separated(marked: Marked, first: NounPhrase, second: NounPhrase) -> bool:
    """Whether a semicolon parts two numbers of a list: the second begins an entry of its own."""
    return any(marked.word(n) == ";" for n in range(first.end, second.start))


def beside(marked: Marked, phrases: Sequence[NounPhrase], index: int) -> tuple[int, int]:
    """The phrases before and behind this one, over asides in which it does not stand."""
    here = phrases[index].number.start
    apart = [in_aside(marked, one.number.start, here) for one in phrases]
    before = next((n for n in range(index - 1, -1, -1) if not apart[n]), -1)
    return before, next((n for n in range(index + 1, len(phrases)) if not apart[n]), len(phrases))


def side_by_side(marked: Marked, first: NounPhrase, second: NounPhrase) -> bool:
    """Whether nothing but "and" stands between two numbers: "28 women and nine children among them"."""
    return second.start - first.end == 1 and marked.word(first.end) == "and"


def part_link(marked: Marked, phrase: NounPhrase) -> Tag | None:
    """The words that make a phrase a part: right before it, right behind its number, or right behind the phrase."""
    for start in (phrase.number.end, phrase.end):
        tag = _part_at(marked, start)
        if tag and not tag.entry.get("rest"):
            return tag
    grouped = marked.word(phrase.start - 1) == "of" and marked.word(phrase.start - 2) in GROUPS
    begin = phrase.start - 2 * grouped
    for start in range(begin - 1, max(-1, begin - LONGEST_LINK), -1):
        tag = _part_at(marked, start)
        if tag and tag.end <= begin:
            gap = range(tag.end, begin)
            near = all(marked.at("determiner", n) or marked.word(n) in _IN_THE_GAP for n in gap)
            return tag if near and len(gap) <= 2 else None
    return None


def _part_at(marked: Marked, position: int) -> Tag | None:
    tag = marked.at("link", position)
    return tag if tag and tag.entry.get("kind") == "part" else None


def list_link(marked: Marked, phrase: NounPhrase) -> Tag | None:
    """The words before a phrase that open a list of parts: "by province", "broken down as"."""
    return next((tag for tag in _links(marked, "list") if tag.end <= phrase.start), None)


def opened_list(marked: Marked, phrase: NounPhrase) -> int | None:
    """Where a list opened in which the phrase stands: at a colon, or at a dash or bracket behind people or a number."""
    counted = {number.end for number in marked.numbers} | {
        tag.end for kind in ("person", "harm") for tag in marked.tags[kind]
    }
    for position in range(phrase.start - 1, 0, -1):
        word = marked.word(position)
        if word == ")":
            return None
        if word == ";" or (word == ":" and labels(marked, position)):
            continue
        if word == ":" or (word in _OPENERS and (position in counted or _lists(marked, position))):
            hyphen = marked.tokens[position].glued and word not in (":", "(")
            return None if hyphen else position
    return None


def _lists(marked: Marked, opening: int) -> bool:
    """Whether numbers of people stand right behind a dash or bracket: "in June (12 by the army, 20 by …)"."""
    number = next((one for one in marked.numbers if one.hedge_start == opening + 1), None)
    return number is not None and marked.word(number.end) != ")" and not marked.time_at(number.start)


def taken_back(marked: Marked, phrase: NounPhrase) -> tuple[int, int] | None:
    """The words by which a number is withdrawn: "not 359 but", "corrected … an earlier figure of", "revised from"."""
    before = phrase.start - 1
    while marked.word(before) in _NAMES_OF_NUMBERS:
        before -= 1
    word = marked.word(before)
    if word == "not":
        replaced = any(
            marked.word(n) == "but" for n in range(phrase.end, min(phrase.end + NEXT + 1, len(marked.tokens)))
        )
        return (before, before + 1) if replaced else None
    said = next((tag for tag in marked.tags["said"] if tag.end in (before + 1, phrase.start)), None)
    if said and marked.word(said.start - 1) in _AT_FIRST and marked.word(said.start - 2) == "had":
        return said.start - 2, said.end
    correcting = [tag for tag in marked.tags["correcting"] if tag.end <= phrase.start]
    if not correcting:
        return None
    instead = marked.word(correcting[-1].end - 1) in ("of", "than") and correcting[-1].end > before
    named = before + 1 < phrase.start and word in _FORMER
    replaced = word == "from" and marked.word(phrase.end) == "to"
    return (correcting[-1].start, correcting[-1].end) if named or replaced or instead else None


def besides_link(marked: Marked, position: int) -> Tag | None:
    """The words right before a position that leave out what follows: "not counted in", "in addition to"."""
    return next((tag for tag in _links(marked, "besides") if tag.end == position), None)


def with_people_left_out(marked: Marked, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements; those from which words such as "excluding" and "on top of" leave people out say so."""
    result = list(statements)
    for tag in _links(marked, "besides"):
        begin, end = marked.tokens[tag.start].start, marked.tokens[tag.end - 1].end
        near = marked.tokens[min(tag.end + NEXT, len(marked.tokens) - 1)].start
        earlier = marked.word(tag.end) in ("these", "those", "them", "this", "that")
        named = [n for n, one in enumerate(result) if end <= one.said_span.start <= near]
        other = named[0] if named and not earlier else None
        before = [n for n, one in enumerate(result) if one.number_span.end <= begin]
        behind = [n for n, one in enumerate(result) if one.number_span.start >= end and n != other]
        counted = before[-1:] or behind[:1]
        if counted:
            span = Span(begin, result[other].span.end if other is not None else _people_behind(marked, tag))
            result[counted[0]] = replace(result[counted[0]], besides=Besides(span, other, earlier))
    return tuple(result)


def _people_behind(marked: Marked, tag: Tag) -> int:
    """The end of the words for those left out."""
    found = people_phrase(marked, tag.end, len(marked.tokens))
    return marked.tokens[found[1] - 1 if found else min(tag.end, len(marked.tokens) - 1)].end


def _links(marked: Marked, kind: str) -> list[Tag]:
    return [tag for tag in marked.tags["link"] if tag.entry.get("kind") == kind]


def added(marked: Marked, phrases: Sequence[NounPhrase], index: int) -> bool:
    """Whether "and" joins people to those before, in a list through its commas: "a man, two nurses and 12 pupils"."""
    if index == 0:
        return False
    between = range(phrases[index - 1].end, phrases[index].start)
    if any(marked.word(n) in _ADDING for n in between):
        return True
    comma = any(marked.word(n) in (",", ";") for n in between)
    return comma and index + 1 < len(phrases) and added(marked, phrases[: index + 2], index + 1)
