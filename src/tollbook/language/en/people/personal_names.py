"""Names of people in English, and the ages beside them: capitalised words that are no name of anything else."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.language.en.marking.marks import Marked
from tollbook.language.tokens import Token

LONGEST_NAME = 6
OLDEST = 120
_INSIDE_NAMES = frozenset(("de", "la", "del", "bin", "ibn", "al", "el", "van", "von", "da", "dos", "y", "-", "'", "."))
_OF_PLACES = frozenset(
    (
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "new",
        "fort",
        "port",
        "lake",
        "mount",
        "san",
        "santa",
        "saint",
    )
)
"""Words that begin names of places: "of East Orange"."""
_SHORTENED = frozenset(("st", "ft", "mt"))
_PEOPLES = ("ans", "is", "ese")
_QUOTES = frozenset(('"', "“", "”"))
_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
"""What follows a family name to tell a son from his father."""


@dataclass(frozen=True, slots=True)
class PersonalName:
    """A run of capitalised words that may be a person's name, and the age behind it."""

    start: int
    end: int
    name: str


def age_before(marked: Marked, position: int) -> tuple[int | None, int]:
    """The age that begins here and where it ends: "39-year-old", "39 year old"."""
    number = next((one for one in marked.numbers if one.start == position), None)
    unit = marked.at("unit", number.end) if number else None
    if number and unit and unit.entry.get("reason") == "an age":
        return number.value, unit.end
    return None, position


def age_behind(marked: Marked, position: int) -> tuple[int | None, int]:
    """The age behind a name: ", 34,", "(34)", ", aged 34"."""
    if marked.word(position) not in (",", "(", "aged"):
        return None, position
    start = (
        position + 1
        if marked.word(position) == "aged"
        else position + 2
        if marked.word(position + 1) in ("aged", "age")
        else position + 1
    )
    number = next((one for one in marked.numbers if one.start == start and (one.value or OLDEST) < OLDEST), None)
    closed = number is not None and (
        marked.word(number.end) in (",", ")", ".", "and", ";", "") or verbal(marked, number.end)
    )
    if number is None or not closed:
        return None, position
    return number.value, number.end + (marked.word(number.end) == ")")


def verbal(marked: Marked, position: int) -> bool:
    """Whether a verb begins here."""
    return marked.at("auxiliary", position) is not None or marked.at("harm", position) is not None


def personal_name(marked: Marked, position: int) -> PersonalName | None:
    """The name that begins here: capitalised words, with particles and initials inside."""
    end = position
    while end < len(marked.tokens) and end - position < LONGEST_NAME and in_name(marked, end, position):
        end += 1
    while end > position and (marked.word(end - 1) in _INSIDE_NAMES or marked.at("person", end - 1)):
        end -= 1  # "the President General": a noun for an office is no name
    if end == position or any(marked.at("unnamed", n) for n in range(position, end)):
        return None
    end += marked.word(end - 1) in _GENERATIONS and marked.word(end) == "." and end + 1 < len(marked.tokens)
    words = [
        marked.word(n)
        for n in range(position, end)
        if marked.tokens[n].is_word and len(marked.word(n)) > 1 and marked.word(n) not in _GENERATIONS
    ]
    return PersonalName(position, end, words[-1]) if words else None


def in_name(marked: Marked, position: int, start: int) -> bool:
    """Whether a name that begins at ``start`` goes on over this word."""
    token = marked.tokens[position]
    if position > start and _nickname(marked, position):
        return True
    following = marked.tokens[position + 1] if position + 1 < len(marked.tokens) else None
    inside = position > start and token.word in _INSIDE_NAMES and following is not None and _goes_on(token, following)
    if not inside and not (token.is_capital and token.is_word):
        return False
    of_others = any(marked.covering(kind, position) for kind in ("name", "group", "force", "source"))
    return not of_others and marked.time_at(position) is None


def _nickname(marked: Marked, position: int) -> bool:
    """Whether a word or its quotes stand inside a name: 'Ernesto "Neto" Baca'."""
    if not marked.holds(_QUOTES):
        return False
    for opening in range(position - 2, position + 1):
        around = [marked.word(n) for n in (opening, opening + 2)]
        if opening > 0 and all(one in _QUOTES for one in around) and opening + 3 < len(marked.tokens):
            return all(marked.tokens[n].is_capital for n in (opening - 1, opening + 1, opening + 3))
    return False


def _goes_on(token: Token, following: Token) -> bool:
    return following.is_capital and (token.word not in ("-", "'") or (token.glued and following.glued))


def stands_as_name(marked: Marked, named: PersonalName) -> bool:
    """Whether capitals make a name here: two words or more, or one that is no sentence's first common word.

    Behind a word in small letters that opens nothing ("northern Ethiopia", "in Homs") they name a place or a thing.
    """
    if marked.tokens[named.start].glued or marked.word(named.start - 1) in _OF_PLACES:
        return False
    if marked.word(named.start - 1) == "." and marked.word(named.start - 2) in _SHORTENED:
        return False  # "in St. Louis"
    if _inside_a_name(marked, named.start) or _has_its_number(marked, named):
        return False
    first = _list_start(marked, named.start)
    before = marked.tokens[first - 1] if first else None
    small = before is not None and before.is_word and (first == 1 or not before.is_capital)
    if small and not _opens_name(marked, first - 1):
        return False
    if _is_a_people(marked, named):
        return False
    people = marked.at("person", named.end)
    if people and not people.entry.get("one"):
        return False  # "Oromo civilians"
    if named.end - named.start > 1:
        noun = marked.at("person", named.start)
        return noun is None or bool(noun.entry.get("one"))
    opens = named.start == 0 or marked.word(named.start - 1) in ('"', "“", ".", ":")
    known = any(marked.covering(kind, named.start) for kind in ("person", "anonymous", "thing", "placenoun", "harm"))
    aged = age_behind(marked, named.end)[0] is not None or _shares_surname(marked, named.end)
    return not known and (not opens or aged or _said_of_one(marked, named.end) or owns(marked, named.end))


def _said_of_one(marked: Marked, position: int) -> bool:
    """Whether what is said of one person begins here: "Novak had been shot", "Novak, who was hit twice, died"."""
    who = position + (marked.word(position) == ",")
    if marked.word(position) == "and":  # "Davis and his driver were both hit"
        return any(marked.word(n) in ("were", "are", "both") for n in range(position + 2, position + 7))
    return marked.word(position) in ("was", "died", "had", "has", "later") or marked.word(who) == "who"


def _inside_a_name(marked: Marked, position: int) -> bool:
    """Whether a capital right before belongs to the same name: "in Chasiv Yar" names nobody called Yar."""
    before = position - 1
    opens = before < 1 or not marked.tokens[before - 1].is_word or marked.time_at(before) is not None
    noun = any(marked.covering(kind, before) for kind in ("person", "anonymous", "spokes", "unnamed", "said"))
    return not opens and marked.tokens[before].is_capital and marked.tokens[before].is_word and not noun


def _has_its_number(marked: Marked, named: PersonalName) -> bool:
    """Whether a name alone is a place with its number in a list: "Diyala for 40 and Nineveh for 32"."""
    alone = named.end - named.start == 1 and marked.word(named.end) in ("for", "with", "had", "saw")
    return alone and any(one.hedge_start == named.end + 1 for one in marked.numbers)


def _is_a_people(marked: Marked, named: PersonalName) -> bool:
    """Whether one word names a people and nobody: "killing Israelis", "Afghans were killed"; "Evans was" does not."""
    single = named.end - named.start == 1 and named.name.endswith(_PEOPLES)
    return single and marked.word(named.end) not in ("was", "is", "has", ",", "'", "(", "died")


def _shares_surname(marked: Marked, position: int) -> bool:
    """Whether a first name stands alone before "and" and a whole name: "Peter and Ann Novak"."""
    following = personal_name(marked, position + 1) if marked.word(position) == "and" else None
    return following is not None and following.end - following.start > 1


def _list_start(marked: Marked, position: int) -> int:
    """Where the list of names begins that goes on here: "in Tse Chia, Deghkia and Nhumbe" names places throughout."""
    while position > 1 and marked.word(position - 1) in (",", "and") and marked.tokens[position - 2].is_capital:
        position -= 2
        while position > 0 and marked.tokens[position - 1].is_capital and marked.tokens[position - 1].is_word:
            position -= 1
    return position


def _opens_name(marked: Marked, position: int) -> bool:
    """Whether a person's name may stand behind this word: a verb of harm or of saying, "and", "that", "when", "was"."""
    harm = next((tag for tag in marked.tags["harm"] if tag.end == position + 1), None)
    word = marked.word(position)
    return (
        harm is not None
        or marked.time_at(position) is not None  # "on Tuesday Ana Ruiz was shot"
        or any(
            marked.covering(kind, position) for kind in ("said", "boundary", "joining", "according", "agent", "link")
        )
        or word
        in (
            "that",
            "as",
            "named",
            "identified",
            "found",
            "pronounced",
            "declared",
            "him",
            "her",
            "victim",
            "be",
            "is",
            "was",
            "were",
        )
    )


def owns(marked: Marked, position: int) -> bool:
    """The "'s" of an owner."""
    return marked.word(position) in ("'", "'s") and position < len(marked.tokens) and marked.tokens[position].glued
