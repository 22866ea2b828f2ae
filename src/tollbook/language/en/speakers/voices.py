"""Who may be speaking, in English: names of organisations and persons, nouns that name a source again, the unnamed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.speakers.candidates import Candidate, merged, with_acronym
from tollbook.language.en.speakers.saying import (
    ARTICLES,
    POSSESSIVE,
    QUOTES,
    body_of,
    closes_headline,
    ends_name,
    inside_quotation,
    is_capital,
    opens,
    phrase_end,
    plain,
    says,
    with_field,
)
from tollbook.language.lexicon import Entry, Tag
from tollbook.records import FrozenMapping

LONGEST_NAME = 8
LONGEST_ORGANISATION = 12
LONGEST_DESCRIPTION = 5
NAME_PARTICLES = (
    "of",
    "the",
    "de",
    "del",
    "la",
    "las",
    "los",
    "al",
    "el",
    "ul",
    "bin",
    "ibn",
    "van",
    "von",
    "der",
    "di",
    "da",
    "dos",
)
"""Words in small letters inside a name."""
BEFORE_NAMES = ("radio", "television", "tv")
"""Nouns for an organisation that stand before its name: "Radio Tembo said"."""
REPORTED_BY = ("in", "by", "from", "on")
"""Behind "reports", before whose they are."""


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
        self._nouns = frozenset(self._organisations)
        self._pronouns, self._persons = frozenset(data["pronouns"]), frozenset(data["persons"])
        self._nobody = frozenset(data["nobody"])
        self._small, self._prepositions = frozenset(data["small"]), frozenset((*data["prepositions"], "by"))
        self._unnamed_nouns = frozenset((*data["anonymous"]["nouns"], *data["shown"]))
        self._described = frozenset(data["anonymous"]["describing"])
        self._of_unnamed = self._unnamed_nouns | self._described
        self._publications, self._describing = frozenset(data["publications"]), frozenset(data["describing"])
        self._opening = self._of_unnamed | self._pronouns | {*ARTICLES, "this", "its", "another"}
        self._opening |= {"we", "our"}
        self._titles, self._employed = frozenset(data["titles"]), frozenset(data["staff"])

    def candidates(self, marked: Marked) -> list[Candidate]:
        """Everybody named in the sentence who might be a source, in the order of the text."""
        found: list[Candidate] = []
        known = marked.starts["sourcenoun"].keys() | marked.starts["source"].keys()
        position = 0
        while position < len(marked.tokens):
            token = marked.tokens[position]
            begins = token.is_capital or token.word in self._opening or position in known
            entry = self._somebody(marked, position) if begins else None
            if entry:
                found.append(entry)
            position = entry.end if entry else position + 1
        return merged(marked, found, self._prepositions)

    def _party(self, marked: Marked, position: int) -> Candidate | None:
        """An organisation, named or named again, an unnamed source, or a proper name that begins here."""
        if named := self._organisation(marked, position):
            return self._its_people(marked, named)
        if self._is_title(marked, position):
            return self._proper(marked, position)
        described = [one for one in (self._again(marked, position), self._unnamed(marked, position)) if one]
        return max(described, key=lambda one: one.end, default=None) or self._proper(marked, position)

    def _its_people(self, marked: Marked, named: Candidate) -> Candidate:
        """An organisation, or those of it who speak without a name: "an Interior Ministry source"."""
        if marked.word(named.end) not in self._unnamed_nouns or named.acronym:
            return named
        return Candidate(named.start, named.end + 1, "name", employer=named, person=True)

    def _is_title(self, marked: Marked, position: int) -> bool:
        """Whether a title stands here before a name: "Commander Ana Ruiz", "Dr. Ruiz"."""
        name = position + 1 + (marked.word(position + 1) == ".")
        return marked.word(position) in self._titles and is_capital(marked, position) and is_capital(marked, name)

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
            return with_acronym(marked, Candidate(start, body.end, "name", None, None, outlet, calls, False))
        return None

    def _called(self, marked: Marked, candidate: Candidate) -> Candidate:
        """An organisation with its acronym and the nouns by which it may be taken up again."""
        nouns = (
            noun
            for position in range(candidate.start, candidate.end)
            for noun in self._organisations.get(marked.word(position), ())
        )
        return with_acronym(marked, replace(candidate, calls=tuple(dict.fromkeys(nouns))))

    def _name_with_noun(self, marked: Marked, start: int) -> int | None:
        if not is_capital(marked, start) or not marked.holds(self._nouns):
            return None
        end, organisation = start, False
        while end < min(start + LONGEST_ORGANISATION, len(marked.tokens)):
            linked = marked.word(end) in self._small or (marked.word(end) in POSSESSIVE and marked.tokens[end].glued)
            small = linked and end > start and is_capital(marked, end + 1 + (marked.word(end + 1) == "s"))
            if not (is_capital(marked, end) or small) or marked.time_at(end) or ends_name(marked, end):
                break
            inside = end > start or not opens(marked, end) or marked.word(end) in BEFORE_NAMES
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
        if marked.at("publication", position + 1) and says(marked, position + 2):
            return Candidate(position, position + 2, "pronoun", person=False)  # "the document says": whose it is
        for end in range(position + 1, min(position + LONGEST_DESCRIPTION, len(marked.tokens))):
            tag = marked.at("sourcenoun", end)
            if tag and marked.word(tag.end) in POSSESSIVE and (body := body_of(marked, tag.end)):
                return Candidate(position, body, "anonymous")  # "the ombudsman's office"
            if tag and not marked.at("sourcenoun", tag.end):
                return replace(_named_again(position, tag), end=with_field(marked, tag.end))
            outside = marked.word(end) in self._prepositions or says(marked, end)
            if outside or not (marked.tokens[end].is_word or marked.word(end) in ("-", *POSSESSIVE)):
                return None
        return None

    def _in_headline(self, marked: Marked, position: int) -> Candidate | None:
        """ "Monitor says", "Syria monitor raises": without an article, at the beginning of a clause."""
        named = is_capital(marked, position) and not marked.at("sourcenoun", position)
        if not opens(marked, position):
            return None
        noun = position + 1 if named else position
        while marked.word(noun) in self._described and noun < position + LONGEST_DESCRIPTION:
            noun += 1  # "health office says"
        tag = marked.at("sourcenoun", noun)
        if tag is None:
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
        if marked.word(last) in QUOTES and marked.word(last + 1) in self._unnamed_nouns:
            last += 2 + (marked.word(last + 2) in QUOTES)  # the rebel "authorities"
            return Candidate(position, last, "anonymous")
        if last == position or marked.word(last - 1) not in self._unnamed_nouns:
            return self._person_speaking(marked, position)
        if marked.word(last - 1) in self._publications and marked.word(last) in REPORTED_BY:
            teller = self._party(marked, last + 1)
            if teller and (teller.kind != "name" or teller.calls):
                return None  # "according to reports in the state media"
        if (chief := marked.at("spokes", last)) is not None:
            last = chief.end  # "the police chief"
        if marked.word(last) in POSSESSIVE and (body := body_of(marked, last)):
            return Candidate(position, body, "anonymous")
        name = self._proper(marked, last) if marked.at("spokes", last - 1) else None
        return Candidate(position, name.end if name else last, "anonymous")

    def _person_speaking(self, marked: Marked, position: int) -> Candidate | None:
        """ "a camp leader told …", ", said the headman": anybody may be quoted, beside a verb of saying."""
        quoted = (marked.word(position - 2), marked.word(position - 1)) == ("according", "to")
        quoted |= marked.word(position - 2) in (",", *QUOTES) and marked.at("said", position - 1) is not None
        article = marked.word(position) in (*ARTICLES, "one", "another")
        if not article and (not quoted or is_capital(marked, position)):
            return None
        for start in range(position + article, min(position + LONGEST_DESCRIPTION, len(marked.tokens))):
            person = marked.at("person", start)
            apart = not marked.tokens[start].is_word and marked.word(start) not in (*POSSESSIVE, "-")
            if apart or marked.word(start) in self._prepositions or marked.word(start) == "our":
                break  # "in the attack, police said"
            follows = marked.word(person.end) if person else ""
            if person and marked.at("said", position - 1) and follows == "of":
                return Candidate(position, phrase_end(marked, person.end), "anonymous")
            if person and (quoted or says(marked, person.end) or follows in self._describing):
                return Candidate(position, person.end, "anonymous")
        return self._whoever(marked, position + article) if article and quoted else None

    def _whoever(self, marked: Marked, start: int) -> Candidate | None:
        """ "according to the umda of the area, …": who is quoted by a noun that no list knows."""
        end = start
        while plain(marked, end) and marked.word(end) not in (*self._prepositions, *self._publications):
            end += 1
        known = marked.word(end) in self._publications or end - start > LONGEST_DESCRIPTION
        return None if known or end == start else Candidate(start - 1, end, "anonymous")

    def _describes(self, marked: Marked, start: int, position: int) -> bool:
        """Whether a word may stand before the noun for somebody unnamed: "a", "senior", "Afghan"."""
        if marked.word(position) in self._described or (position == start and marked.word(position) in ARTICLES):
            return True
        if position > start and "-" in (marked.word(position - 1), marked.word(position), marked.word(position + 1)):
            return marked.tokens[position].is_word or marked.tokens[position].glued  # "self-styled", "rebel-held"
        named = is_capital(marked, position) and (position > start or marked.word(position + 1) in self._of_unnamed)
        return named and marked.time_at(position) is None

    def _proper(self, marked: Marked, position: int) -> Candidate | None:
        """A capitalised name without such a noun: a person, a country's capital, a group."""
        if not is_capital(marked, position) or marked.time_at(position) or is_capital(marked, position - 1):
            return None
        end = position
        while end < len(marked.tokens) and end - position < LONGEST_NAME and not marked.time_at(end):
            joined = marked.word(end) in ("-", "'") and marked.tokens[end].glued
            joined |= marked.word(end) in NAME_PARTICLES and marked.word(end - 1) != ","
            joined |= marked.word(end) == "." and marked.tokens[end].glued and marked.word(end - 1) in self._titles
            inside = joined and end > position and is_capital(marked, end + 1)
            if not (is_capital(marked, end) or inside) or ends_name(marked, end):
                break
            end += 1
        alone = end == position + 1 and (
            marked.at("harm", position) or marked.word(position) in self._nobody or marked.word(position) in ARTICLES
        )
        return None if alone or end == position else with_acronym(marked, Candidate(position, end, "name"))

    def _somebody(self, marked: Marked, position: int) -> Candidate | None:
        """A party, or who speaks for one: "its spokesman X", "the committee's spokesman, X", "a spokesman for X"."""
        if own := self._outlet_itself(marked, position):
            return own
        role = self._role(marked, position + 1) if marked.word(position) in (*ARTICLES, "its") else None
        if role and marked.word(position) == "its":
            return self._person(marked, position, role, Candidate(position, position + 1, "pronoun", person=False))
        if role and marked.word(role) in ("of", "for"):
            employer = self._party(marked, role + 1)
            if employer is not None and employer.kind != "anonymous":
                return self._person(marked, position, employer.end, employer)
        party = self._party(marked, position)
        if party is None or party.kind == "anonymous":
            return party
        if party.kind == "name" and not party.calls and not party.employer and marked.word(party.end) == "of":
            body = self._party(marked, party.end + 1)  # "Commander Ruiz of the navy"
            if body and (body.calls or body.kind == "anonymous"):
                return Candidate(party.start, body.end, "name", employer=body, person=True)
        owner = party.end
        while marked.word(owner) in POSSESSIVE and owner < party.end + 2:
            owner += 1
        role = self._role(marked, owner)
        if not role and owner > party.end and party.kind != "anonymous" and (staff := self._staff(marked, owner)):
            return Candidate(position, staff, "name", employer=party, person=True)
        return self._person(marked, position, role, party) if role else party

    def _outlet_itself(self, marked: Marked, position: int) -> Candidate | None:
        """ "we", "our field researchers", "this newspaper": who publishes the report, if it is not somebody quoted."""
        word = marked.word(position)
        if word not in ("we", "our", "this") or inside_quotation(marked, position):
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

    def _staff(self, marked: Marked, position: int) -> int | None:
        """The end of those who work for an organisation: "'s field workers", "'s documentation team"."""
        for end in range(position, position + 3):
            if marked.word(end) in self._employed:
                return end + 1
            if not plain(marked, end) or marked.at("auxiliary", end):
                return None
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


def _named_again(position: int, tag: Tag) -> Candidate:
    return Candidate(position, tag.end, "again", calls=(str(tag.entry.get("noun")),), person=False)
