"""Who may be speaking, in English: names of organisations and persons, nouns that name a source again, the unnamed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tollbook.language.en.marks import Marked
from tollbook.language.lexicon import Entry, Tag
from tollbook.language.tokens import Token
from tollbook.records import FrozenMapping

LONGEST_NAME = 8
LONGEST_ORGANISATION = 12
LONGEST_DESCRIPTION = 5
ARTICLES = ("the", "a", "an")
POSSESSIVE = ("'", "'s", "s")
BEFORE_NAMES = ("radio", "television", "tv")
"""Nouns for an organisation that stand before its name: "Radio Tembo said"."""
CLAIMS, LIVES = ("claimed", "claims"), ("life", "lives")
CLAIM_REACH = 8
_ACRONYM = range(2, 9)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name a source: token positions, end exclusive; see :class:`~tollbook.language.protocol.Voice`.

    ``employer`` is the organisation that a person speaks for; ``outlet`` says that it passes on what others count.
    ``calls`` are the nouns by which a report may take a name up again, or the noun that does so.
    """

    start: int
    end: int
    kind: str
    acronym: str | None = None
    employer: Candidate | None = None
    outlet: bool = False
    calls: tuple[str, ...] = ()
    person: bool | None = None


def entries(data: Mapping[str, Any]) -> dict[str, Iterable[tuple[str, Entry]]]:
    """The phrases of ``voices.toml`` by kind, as they are marked in a sentence."""
    found: dict[str, Iterable[tuple[str, Entry]]] = {
        kind: [(phrase, Entry(kind, FrozenMapping())) for phrase in data[kind]]
        for kind in ("said", "unsaid", "according", "citing", "passing", "spokes", "leading")
    }
    nouns = dict.fromkeys(word for group in (*data["organisation"], *data["body"]) for word in group["again"])
    found["sourcenoun"] = [(noun, Entry("sourcenoun", FrozenMapping({"noun": noun}))) for noun in nouns]
    found["publication"] = [(noun, Entry("publication", FrozenMapping())) for noun in data["publications"]]
    found["anonymous"] = [(noun, Entry("anonymous", FrozenMapping())) for noun in data["anonymous"]["nouns"]]
    found["body"] = [
        (name, Entry("body", FrozenMapping({"outlet": group.get("outlet", False), "calls": tuple(group["again"])})))
        for group in data["body"]
        for name in group["names"]
    ]
    return found


class CandidateReader:
    """Finds the candidates of a sentence. Built once from ``voices.toml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._organisations = {noun: tuple(group["again"]) for group in data["organisation"] for noun in group["nouns"]}
        self._pronouns, self._persons = frozenset(data["pronouns"]), frozenset(data["persons"])
        self._nobody = frozenset(data["nobody"])
        self._small, self._prepositions = frozenset(data["small"]), frozenset((*data["prepositions"], "by"))
        self._unnamed_nouns = frozenset((*data["anonymous"]["nouns"], *data["shown"]))
        self._described = frozenset(data["anonymous"]["describing"])
        self._publications, self._describing = frozenset(data["publications"]), frozenset(data["describing"])
        self._opening = self._unnamed_nouns | self._described | self._pronouns | {*ARTICLES, "this", "its", "another"}
        self._opening |= {"we", "our"}

    def candidates(self, marked: Marked) -> list[Candidate]:
        """Everybody named in the sentence who might be a source, in the order of the text."""
        found: list[Candidate] = []
        position = 0
        while position < len(marked.tokens):
            entry = self._somebody(marked, position) if self._may_open(marked, position) else None
            if entry:
                found.append(entry)
            position = entry.end if entry else position + 1
        return _merged(marked, found, self._prepositions)

    def _party(self, marked: Marked, position: int) -> Candidate | None:
        """An organisation, named or named again, an unnamed source, or a proper name that begins here."""
        if named := self._organisation(marked, position):
            return named
        described = [one for one in (self._again(marked, position), self._unnamed(marked, position)) if one]
        return max(described, key=lambda one: one.end, default=None) or self._proper(marked, position)

    def _organisation(self, marked: Marked, position: int) -> Candidate | None:
        """A name of the case, of a known body, or a capitalised name that holds a noun for an organisation."""
        start = position + 1 if marked.word(position) in ARTICLES else position
        known = marked.at("source", start) or marked.at("source", position)
        named = self._name_with_noun(marked, start)
        body = marked.at("body", start)
        if body and marked.tokens[start].is_capital and (noun := self._noun_behind(marked, body.end)):
            return self._called(marked, Candidate(position, noun, "name", person=False))
        if known and known.end >= (named or 0):
            return self._called(marked, Candidate(known.start, known.end, "name", person=False))
        if named and not (body and body.end >= named):
            return self._called(marked, Candidate(position, named, "name", person=False))
        if body and marked.tokens[body.start].is_capital:
            outlet, calls = bool(body.entry.get("outlet")), body.entry.get("calls")
            return _with_acronym(marked, Candidate(start, body.end, "name", None, None, outlet, calls, False))
        return None

    def _called(self, marked: Marked, candidate: Candidate) -> Candidate:
        """An organisation with its acronym and the nouns by which it may be taken up again."""
        nouns = (
            noun
            for position in range(candidate.start, candidate.end)
            for noun in self._organisations.get(marked.word(position), ())
        )
        return _with_acronym(marked, replace(candidate, calls=tuple(dict.fromkeys(nouns))))

    def _name_with_noun(self, marked: Marked, start: int) -> int | None:
        end, organisation = start, False
        while end < min(start + LONGEST_ORGANISATION, len(marked.tokens)):
            linked = marked.word(end) in self._small or (marked.word(end) in POSSESSIVE and marked.tokens[end].glued)
            small = linked and end > start and _capital(marked, end + 1 + (marked.word(end + 1) == "s"))
            if not (_capital(marked, end) or small) or marked.time_at(end) or _ends_name(marked, end):
                break
            inside = end > start or not _opens(marked, end) or marked.word(end) in BEFORE_NAMES
            organisation |= marked.word(end) in self._organisations and inside
            end += 1
        return end if organisation and end - start >= 2 else None

    def _noun_behind(self, marked: Marked, position: int) -> int | None:
        """The end of the office of a body: "United Nations human rights office"."""
        end = position
        while end < min(position + LONGEST_DESCRIPTION, len(marked.tokens)) and marked.tokens[end].is_word:
            if marked.word(end) in self._organisations:
                return end + 1
            if says(marked, end) or marked.at("auxiliary", end):
                return None
            end += 1
        return None

    def _again(self, marked: Marked, position: int) -> Candidate | None:
        """ "the Observatory", "a war monitor", "the London-based group", "it"; in headlines without an article."""
        if marked.word(position) in self._pronouns:
            either = None if marked.word(position) == "they" else marked.word(position) in self._persons
            return Candidate(position, position + 1, "pronoun", person=either)
        if marked.word(position) not in (*ARTICLES, "this", "its", "another"):
            return self._in_headline(marked, position)
        for end in range(position + 1, min(position + LONGEST_DESCRIPTION, len(marked.tokens))):
            tag = marked.at("sourcenoun", end)
            if tag and not marked.at("sourcenoun", tag.end):
                return _named_again(position, tag)
            outside = marked.word(end) in self._prepositions or says(marked, end)
            if outside or not (marked.tokens[end].is_word or marked.word(end) == "-"):
                return None
        return None

    def _in_headline(self, marked: Marked, position: int) -> Candidate | None:
        """ "Monitor says", "Syria monitor raises": without an article, at the beginning of a clause."""
        named = _capital(marked, position) and not marked.at("sourcenoun", position)
        tag = marked.at("sourcenoun", position + 1 if named else position)
        if tag is None or not _opens(marked, position):
            return None
        return (
            _named_again(position, tag) if says(marked, tag.end) or closes_headline(marked, position, tag.end) else None
        )

    def _unnamed(self, marked: Marked, position: int) -> Candidate | None:
        """ "police", "a senior security official", "two witnesses", "a video": unnamed, with what describes them."""
        end = position
        while end < position + LONGEST_DESCRIPTION and self._describes(marked, position, end):
            end += 1
        last = end
        while marked.word(last) in self._unnamed_nouns:
            last += 1
        if last == position or marked.word(last - 1) not in self._unnamed_nouns:
            return self._person_speaking(marked, position)
        if (chief := marked.at("spokes", last)) is not None:
            last = chief.end  # "the police chief"
        if marked.word(last) in POSSESSIVE and (body := _body_of(marked, last)):
            return Candidate(position, body, "anonymous")
        name = self._proper(marked, last) if marked.at("spokes", last - 1) else None
        return Candidate(position, name.end if name else last, "anonymous")

    def _person_speaking(self, marked: Marked, position: int) -> Candidate | None:
        """ "a camp leader told …", "one shopkeeper said": anybody may be quoted, right before a verb of saying."""
        if marked.word(position) not in (*ARTICLES, "one", "another"):
            return None
        for start in range(position + 1, min(position + LONGEST_DESCRIPTION, len(marked.tokens))):
            person = marked.at("person", start)
            apart = not marked.tokens[start].is_word and marked.word(start) not in (*POSSESSIVE, "-")
            if apart or marked.word(start) in self._prepositions or marked.word(start) == "our":
                return None  # "in the attack, police said"
            follows = marked.word(person.end) if person else ""
            if person and (says(marked, person.end) or follows in self._describing):
                return Candidate(position, person.end, "anonymous")
        return None

    def _describes(self, marked: Marked, start: int, position: int) -> bool:
        """Whether a word may stand before the noun for somebody unnamed: "a", "senior", "Afghan"."""
        if marked.word(position) in self._described or (position == start and marked.word(position) in ARTICLES):
            return True
        follows = marked.word(position + 1) in self._unnamed_nouns | self._described
        return _capital(marked, position) and (position > start or follows) and marked.time_at(position) is None

    def _proper(self, marked: Marked, position: int) -> Candidate | None:
        """A capitalised name without such a noun: a person, a country's capital, a group."""
        if not _capital(marked, position) or marked.time_at(position) or _capital(marked, position - 1):
            return None
        end = position
        while end < len(marked.tokens) and end - position < LONGEST_NAME and not marked.time_at(end):
            joined = marked.word(end) in ("-", "'") and marked.tokens[end].glued
            joined |= marked.word(end) in ("of", "the") and marked.word(end - 1) != ","
            inside = joined and end > position and _capital(marked, end + 1)
            if not (_capital(marked, end) or inside) or _ends_name(marked, end):
                break
            end += 1
        alone = end == position + 1 and marked.word(position) in self._nobody
        return None if alone or end == position else _with_acronym(marked, Candidate(position, end, "name"))

    def _may_open(self, marked: Marked, position: int) -> bool:
        """Whether a source can begin here at all: most words are told apart by themselves."""
        token = marked.tokens[position]
        known = token.word in self._opening or marked.at("sourcenoun", position) or marked.at("source", position)
        return token.is_capital or bool(known)

    def _somebody(self, marked: Marked, position: int) -> Candidate | None:
        """A party, or who speaks for one: "its spokesman X", "the committee's spokesman, X", "a spokesman for X"."""
        if own := self._outlet_itself(marked, position):
            return own
        role = self._role(marked, position + 1) if marked.word(position) in (*ARTICLES, "its") else None
        if role and marked.word(position) == "its":
            return self._person(marked, position, role, Candidate(position, position + 1, "pronoun", person=False))
        if role and marked.word(role) in ("of", "for"):
            employer = self._party(marked, role + 1)
            named = employer is not None and employer.kind != "anonymous"
            return self._person(marked, position, employer.end, employer) if employer and named else None
        party = self._party(marked, position)
        if party is None or party.kind == "anonymous":
            return party
        owner = party.end
        while marked.word(owner) in POSSESSIVE and owner < party.end + 2:
            owner += 1
        role = self._role(marked, owner)
        return self._person(marked, position, role, party) if role else party

    def _outlet_itself(self, marked: Marked, position: int) -> Candidate | None:
        """ "we", "our field researchers", "this newspaper": who publishes the report, if it is not somebody quoted."""
        word = marked.word(position)
        if word not in ("we", "our", "this") or _inside_quotation(marked, position):
            return None
        if word == "we":
            return Candidate(position, position + 1, "outlet")
        for end in range(position + 1, position + LONGEST_DESCRIPTION):
            noun = marked.at("sourcenoun", end)
            if says(marked, end) and end > position + 1 and word == "our":
                return Candidate(position, end, "outlet")
            people = marked.at("person", end) or (marked.word(end) in self._unnamed_nouns)
            if noun or (word == "our" and (people or marked.word(end) in self._publications)):
                return Candidate(position, noun.end if noun else end + 1, "outlet")
        return None

    def _role(self, marked: Marked, position: int) -> int | None:
        """The end of "spokesman", "media director" and the like, right here or behind one adjective."""
        for start in (position, position + 1):
            tag = marked.at("spokes", start)
            if tag:
                return tag.end
            if not (start < len(marked.tokens) and marked.tokens[start].is_word):
                return None
        return None

    def _person(self, marked: Marked, start: int, role: int, employer: Candidate) -> Candidate:
        """The spokesperson from the first word to the name that may follow."""
        name = self._proper(marked, role + 1 if marked.word(role) == "," else role)
        return Candidate(start, name.end if name else role, "name", employer=employer, person=True)


def _body_of(marked: Marked, position: int) -> int | None:
    """The end of what somebody leads, behind an apostrophe: "the prosecutor's office"."""
    while marked.word(position) in POSSESSIVE:
        position += 1
    tag = marked.at("sourcenoun", position)
    return tag.end if tag else None


def _named_again(position: int, tag: Tag) -> Candidate:
    return Candidate(position, tag.end, "again", calls=(str(tag.entry.get("noun")),), person=False)


def _merged(marked: Marked, candidates: Sequence[Candidate], prepositions: Collection[str]) -> list[Candidate]:
    """The candidates, each with what an apposition right behind a comma says of it: "the monitor, X", "X, a monitor".

    What stands behind a preposition has no apposition that speaks ("in Goma, a resident said"). Two that speak together
    ("police and residents") are one, as printed: neither of them alone says it.
    """
    found: list[Candidate] = []
    for one in candidates:
        last = found[-1] if found else None
        if last and one.start == last.end + 1 and marked.word(last.end) == "and" and _opens(marked, last.start):
            found[-1] = Candidate(last.start, one.end, "anonymous")
        elif last is None or not _in_apposition(marked, last, one, prepositions):
            found.append(one)
        elif last.kind == "again" and one.kind == "name" and one.employer is None:
            found[-1] = replace(one, calls=one.calls + last.calls)
        elif last.kind == "name" and (one.kind == "again" or (one.calls and marked.word(one.start) in ARTICLES)):
            found[-1] = replace(last, calls=last.calls + one.calls)
        elif last.kind == "name" and one.employer:
            found[-1] = replace(last, employer=one.employer, person=True)
        elif last.kind != "name" or one.kind != "anonymous" or marked.word(one.start) not in ARTICLES:
            found.append(one)
    return found


def _in_apposition(marked: Marked, last: Candidate, one: Candidate, prepositions: Collection[str]) -> bool:
    beside = one.start == last.end + 1 and marked.word(last.end) == "," and not says(marked, one.end)
    subject = marked.word(last.start - 1) not in prepositions or marked.covering("according", last.start - 1)
    return beside and bool(subject)


def _with_acronym(marked: Marked, candidate: Candidate) -> Candidate:
    """The acronym in brackets right behind a name: it becomes another name of the source."""
    end = candidate.end
    if marked.word(end) == "(" and marked.word(end + 2) == ")" and _is_acronym(marked.tokens[end + 1]):
        return replace(candidate, end=end + 3, acronym=marked.tokens[end + 1].word.upper())
    return candidate


def _inside_quotation(marked: Marked, position: int) -> bool:
    return sum(marked.word(n) in ('"', "“", "”") for n in range(position)) % 2 == 1


def _is_acronym(token: Token) -> bool:
    return token.is_word and token.is_capital and len(token.word) in _ACRONYM


def _capital(marked: Marked, position: int) -> bool:
    return 0 <= position < len(marked.tokens) and marked.tokens[position].is_capital and marked.tokens[position].is_word


def closes_headline(marked: Marked, start: int, end: int) -> bool:
    """Whether words stand at the end behind a colon or dash: "12 killed in blast: officials"."""
    sign = marked.word(start - 1) in (":", "–", "—") or (
        marked.word(start - 1) == "-" and not marked.tokens[start].glued
    )
    return end == len(marked.tokens) and sign


def _ends_name(marked: Marked, position: int) -> bool:
    """Whether a verb stands here: in a headline or a text in capitals the case of its letter does not tell."""
    return says(marked, position) or marked.at("auxiliary", position) is not None


def _opens(marked: Marked, position: int) -> bool:
    return position == 0 or marked.word(position - 1) in ('"', "“", ":", ",", "-", "–", "—", ".")


def says(marked: Marked, position: int) -> bool:
    """Whether a verb of saying stands here; an attack that "claimed 12 lives" says nothing."""
    tag = marked.at("said", position)
    if tag is None or marked.at("unsaid", position):
        return False
    taken = any(marked.word(n) in LIVES for n in range(tag.end, tag.end + CLAIM_REACH))
    return marked.word(position) not in CLAIMS or not taken
