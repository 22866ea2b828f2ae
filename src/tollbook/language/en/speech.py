"""Who speaks in an English sentence, and for which part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from tollbook.language.en.marks import Marked
from tollbook.language.en.voices import ARTICLES, POSSESSIVE, Candidate, CandidateReader, closes_headline, says
from tollbook.language.protocol import Voice

VERB_REACH = 20
"""Tokens between a source and its verb: "SOHR, a monitor based in Britain, said"."""
DESCRIPTION_REACH = 12
"""Tokens of a description without commas: "a monitoring group based in Britain said"."""
APPOSITION_REACH = 9
"""Tokens between a person and the organisation: ", who directs the Observatory"."""
TITLE_REACH = 4
WHAT_REACH = 6
"""Tokens between "according to" and whose it is: "according to the latest information received by the"."""
LEADING_TO = frozenset(("that", "which", "by", "from", "of"))
BEHIND = frozenset(("on", "in", "a", "the", "as", "late", "early", "to", "journalists", "reporters"))
"""What may stand behind a verb of saying that ends a sentence: "said in a statement", "told reporters"."""
BE = frozenset(("was", "were", "is", "are", "been", "being", "be"))
DASHES = ("-", "–", "—")
CLOSERS = {",": (",",), "(": (")",), **dict.fromkeys(DASHES, DASHES)}
"""What ends an aside between a source and its verb, by what begins it."""
QUOTES = ('"', "“", "”", "'", "‘", "’", "«", "»")
SPEAKING = ("said", "according", "citing", "passing", "source", "body", "sourcenoun", "spokes")
"""Kinds of words without which nobody speaks and no source is named."""
CONTRASTS = ("while", "whereas", "but", "although", "though")


@dataclass(frozen=True, slots=True)
class Utterance:
    """How a candidate speaks: ``start`` and ``end`` with its verb; ``leads`` says that what it says follows."""

    candidate: Candidate
    start: int
    end: int
    leads: bool
    relays: bool = False


class VoiceReader:
    """Finds the voices of a sentence. Built once from ``voices.toml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._candidates = CandidateReader(data)
        self._between, self._describing = frozenset(data["between"]), frozenset(data["describing"])
        self._publications, self._shows = frozenset(data["publications"]), frozenset(data["shown_verbs"])
        self._shown = frozenset(data["shown"])
        self._prepositions = frozenset(data["prepositions"])
        self._telling = {":", *self._publications, *self._shows, *self._shown}
        self._telling |= {noun for group in data["organisation"] for noun in group["nouns"]}

    def voices(self, marked: Marked) -> tuple[Voice, ...]:
        """Those who speak in this sentence, and sources merely named in it, in the order of the text."""
        if not self._may_speak(marked):
            return ()
        candidates = self._candidates.candidates(marked)
        spoken = {n: one for n, c in enumerate(candidates) if (one := self._utterance(marked, candidates, n))}
        spoken = _with_relays(marked, spoken)
        origins = [one for one in spoken.values() if not one.relays] or list(spoken.values())
        covered = _covered(marked, origins)
        found = []
        for n, candidate in enumerate(candidates):
            one = spoken.get(n)
            if one or (candidate.kind == "name" and candidate.calls):
                candidate = one.candidate if one else candidate
                voice = _voice(marked, candidate)
                stretch = covered.get(candidate.start)
                found.append(
                    replace(
                        voice,
                        speaks=one is not None,
                        relayed=bool(one and one.relays and one not in origins),
                        covers=marked.span(*stretch) if stretch else None,
                    )
                )
        return tuple(found)

    def _may_speak(self, marked: Marked) -> bool:
        """Whether anything here is said or shown, or a source could be named: most sentences just tell."""
        told = any(marked.tags[kind] for kind in SPEAKING)
        return told or any(token.word in self._telling for token in marked.tokens)

    def _utterance(self, marked: Marked, candidates: Sequence[Candidate], n: int) -> Utterance | None:
        """How the candidate speaks, None if it does not."""
        one = candidates[n]
        begin = one.start - 1 if marked.word(one.start - 1) in ARTICLES else one.start
        for kind in ("according", "passing", "citing"):
            opening = _ending_at(marked, kind, begin)
            if opening is not None and (kind != "passing" or one.outlet):
                return Utterance(one, opening, one.end, opening <= 2, relays=kind == "passing")
        if counts := self._without_verb(marked, begin, one):
            return counts
        if marked.word(one.start) in self._shown or marked.word(one.end - 1) in self._shown:
            return self._showing(marked, one)
        if marked.word(begin - 1) == "(" and marked.word(one.end) == ")" and marked.word(one.end + 1) == ":":
            return Utterance(one, begin - 1, one.end + 1, True)  # "Deaths since 6 March (SNHR): 1,084"
        organised = one.kind == "anonymous" or bool(one.calls)
        if organised and closes_headline(marked, one.start, one.end):
            return Utterance(one, one.start, one.end, False)
        if one.kind == "name" and one.calls and one.start == 0 and marked.word(one.end) == ":":
            return Utterance(one, one.start, one.end + 1, True)  # "UN: 12 civilians killed"
        employed = self._employed(marked, candidates, n)
        if (opening := _inverted(marked, begin, one.end)) is not None:
            return Utterance(employed, opening, one.end, False)
        verb = None if marked.word(begin - 1) in self._prepositions else self._verb_behind(marked, one)
        if verb is None:
            return None
        end = verb[0] if one.kind == "anonymous" else one.end
        start = _titled(marked, one.start) if one.kind == "name" and not one.calls else one.start
        leads = not _trailing(marked, start, verb[1])
        return Utterance(replace(employed, start=start, end=end), start, verb[1], leads)

    def _without_verb(self, marked: Marked, begin: int, one: Candidate) -> Utterance | None:
        """Sources that are the subject of no verb of saying: by their information, their count, beside another."""
        if (opening := self._according_to_what(marked, begin)) is not None:
            return Utterance(one, opening, one.end, opening <= 2)
        if (behind := self._by_its_count(marked, begin, one)) is not None:
            return Utterance(one, begin - 1, behind, begin <= 2)
        return Utterance(one, one.start, one.end, True) if _verb_left_out(marked, begin, one.end) else None

    def _according_to_what(self, marked: Marked, begin: int) -> int | None:
        """Where "according to information that the Office considers credible" opens: its subject is the source."""
        tag = next((tag for tag in marked.tags["according"] if 0 < begin - tag.end <= WHAT_REACH), None)
        if tag is None:
            return None
        words = [marked.word(n) for n in range(tag.end, begin)]
        leads = words[-1] in LEADING_TO or words[-1] in self._publications  # "the count we did"
        return tag.start if leads and not self._publications.isdisjoint(words) else None

    def _by_its_count(self, marked: Marked, begin: int, one: Candidate) -> int | None:
        """The end of "by our count", "by the ministry's own tally"."""
        position = one.end
        while marked.word(position) in (*POSSESSIVE, "own", "latest"):
            position += 1
        own = one.kind == "outlet" and marked.word(one.end - 1) in self._publications
        behind = one.end if own else position + 1 if marked.word(position) in self._publications else None
        return behind if marked.word(begin - 1) == "by" else None

    def _showing(self, marked: Marked, one: Candidate) -> Utterance | None:
        """ "videos showed 12 bodies", "on the recordings bodies can be seen"."""
        shows = marked.word(one.end) in self._shows or marked.word(one.end + 1) in self._shows
        before = next((marked.word(n) for n in (one.start - 1, one.start - 3) if marked.word(n) in ("in", "on")), None)
        seen = any(marked.word(n) == "seen" for n in range(one.end, len(marked.tokens)))
        return Utterance(one, one.start, one.end, True) if shows or (before and seen) else None

    def _employed(self, marked: Marked, candidates: Sequence[Candidate], n: int) -> Candidate:
        """A person with the organisation that the apposition says it speaks for: "X, who directs the Y, said"."""
        one = candidates[n]
        if one.employer or one.kind != "name" or marked.word(one.end) != "," or n + 1 == len(candidates):
            return one
        other, role = candidates[n + 1], None
        for position in range(one.end + 1, min(other.start + 1, one.end + 7)):
            role = role or marked.at("spokes", position) or marked.at("leading", position)
        between = [marked.word(n) for n in range(one.end + 1, other.start)]
        named = role and other.kind in ("name", "again") and len(between) < APPOSITION_REACH and "," not in between
        return replace(one, employer=other, person=True) if named else one

    def _verb_behind(self, marked: Marked, one: Candidate) -> tuple[int, int] | None:
        """The end of the words that describe the candidate, and of the verb of saying that it is the subject of."""
        limit = min(one.end + VERB_REACH, len(marked.tokens))
        if published := self._published(marked, one.end - (one.kind == "outlet")):  # "our records show"
            return one.end, published
        apposition = "," in [marked.word(n) for n in range(one.start - 1, one.end)]
        if apposition and marked.word(one.end) == "," and marked.at("said", one.end + 1):
            return one.end, one.end + 2  # the name in apposition: "the imam, X, said"
        position, described = one.end, one.end
        while position < limit:
            if tag := marked.at("said", position):
                own = says(marked, position) and not _passive(marked, position)
                return (described, tag.end) if own else None
            if marked.at("citing", position) and not marked.at("passing", position):
                return described, position
            word = marked.word(position)
            if closing := CLOSERS.get(word):
                end = next((n for n in range(position + 1, limit) if marked.word(n) in closing), None)
                if end is None or any(self._speaks_within(marked, n) for n in range(position + 1, end)):
                    return None
                position = end + 1
                continue
            time = marked.time_at(position)
            if time or marked.at("auxiliary", position) or word in self._between or word.endswith("ly"):
                position = time[1] if time else position + 1
                continue
            begins = marked.word(one.end) in self._describing
            if not begins or position - one.end > DESCRIPTION_REACH or not self._describes(marked, position):
                return None
            position += 1
            described = one.end if marked.at("passing", one.end) else position
        return None

    def _speaks_within(self, marked: Marked, position: int) -> bool:
        """Whether a verb of saying of its own stands inside an apposition; a relative clause has its verb."""
        return bool(marked.at("said", position)) and marked.word(position - 1) not in ("which", "who", "that")

    def _describes(self, marked: Marked, position: int) -> bool:
        word = marked.word(position)
        return (marked.tokens[position].is_word or word in (*POSSESSIVE, "-")) and not (
            word in ("and", "or") or marked.at("harm", position) or marked.at("boundary", position)
        )

    def _published(self, marked: Marked, position: int) -> int | None:
        """The end of "'s figures show", "report says", "investigation has found"."""
        while marked.word(position) in POSSESSIVE or marked.word(position) in ("own", "latest", "new", "first"):
            position += 1
        if marked.word(position) not in self._publications:
            return None
        end = position + 1
        while marked.word(end) not in self._shows and (marked.at("auxiliary", end) or marked.time_at(end)):
            end += 1
        return end + 1 if marked.word(end) in self._shows else None


def _verb_left_out(marked: Marked, begin: int, end: int) -> bool:
    """ "officials put the toll at 12, residents at 30": the verb of the first speaks for the second."""
    beside = marked.word(begin - 1) in ("and", ",", ";", *CONTRASTS)
    number = any(number.hedge_start == end + (marked.word(end) == "at") for number in marked.numbers)
    return beside and number and any(tag.end <= begin for tag in marked.tags["said"])


def _titled(marked: Marked, start: int) -> int:
    """Where the title of a person begins whose name stands in apposition to it: "the imam, X, said"."""
    begin = start - 1
    while begin > start - TITLE_REACH and marked.word(begin - 1) not in ARTICLES:
        begin -= 1
    title = [marked.word(n) for n in range(begin, start - 1)]
    named = marked.word(start - 1) == "," and title and marked.word(begin - 1) in ARTICLES
    opens = begin <= 1 or not marked.tokens[begin - 2].is_word
    return begin - 1 if named and opens and all(word.isalpha() for word in title) else start


def _voice(marked: Marked, candidate: Candidate) -> Voice:
    employer = _voice(marked, candidate.employer) if candidate.employer else None
    return Voice(
        marked.span(candidate.start, candidate.end),
        candidate.kind,
        candidate.acronym,
        calls=candidate.calls,
        person=candidate.person,
        employer=employer,
        indefinite=marked.word(candidate.start) in ("a", "an", "another", "one"),
    )


def _ending_at(marked: Marked, kind: str, position: int) -> int | None:
    """Where a phrase of this kind begins that ends here."""
    tag = next((tag for tag in marked.tags[kind] if tag.end == position), None)
    return tag.start if tag else None


def _inverted(marked: Marked, begin: int, end: int) -> int | None:
    """Where "said" stands in ", said the Observatory": behind a comma or a quotation, its subject behind it."""
    tag = next((tag for tag in marked.tags["said"] if tag.end == begin), None)
    if tag is None or tag.start == 0 or marked.word(tag.start - 1) not in (",", *QUOTES):
        return None
    return tag.start if not _goes_on(marked, end) or marked.time_at(end) or marked.word(end) in BEHIND else None


def _passive(marked: Marked, verb: int) -> bool:
    """Whether somebody else says it of them: "the army was reported to have lost"."""
    before = verb - 1
    while marked.word(before).endswith("ly"):
        before -= 1
    return marked.word(before) in BE and not marked.word(verb).endswith("ing") and marked.word(verb) != "able"


def _trailing(marked: Marked, start: int, verb: int) -> bool:
    """Whether what is said stands before: ", police said." and ", it said on Friday,"."""
    if marked.word(start - 1) not in (",", *QUOTES):
        return False
    end = verb
    while marked.time_at(end) or marked.at("publication", end) or marked.word(end) in BEHIND:
        end += 1
    return not _goes_on(marked, end)


def _goes_on(marked: Marked, position: int) -> bool:
    return position < len(marked.tokens) and marked.tokens[position].is_word


def _with_relays(marked: Marked, spoken: Mapping[int, Utterance]) -> dict[int, Utterance]:
    """Mark those who pass on what another counted: the subject of "citing"."""
    found = dict(spoken)
    for tag in marked.tags["citing"]:
        if marked.at("passing", tag.start):
            continue
        before = [n for n, one in found.items() if one.candidate.end <= tag.start]
        if before and any(one.start == tag.start for one in found.values()):
            found[before[-1]] = replace(found[before[-1]], relays=True)
    return found


def _covered(marked: Marked, spoken: Sequence[Utterance]) -> dict[int, tuple[int, int]]:
    """The stretch of the sentence that each speaks for, by the token at which the candidate begins."""
    borders = [0 if not spoken or not spoken[0].leads else _contrast(marked, 0, spoken[0].start)]
    borders += [_border(marked, one, other) for one, other in pairwise(spoken)]
    borders.append(len(marked.tokens))
    return {
        one.candidate.start: _bracketed(marked, one.start) or (start, end)
        for one, (start, end) in zip(spoken, pairwise(borders), strict=False)
        if start < end
    }


def _bracketed(marked: Marked, start: int) -> tuple[int, int] | None:
    """The bracket that is all a source speaks for: "killed 14 (the radio says 12)"."""
    if marked.word(start - 1) != "(":
        return None
    return start, next((n for n in range(start, len(marked.tokens)) if marked.word(n) == ")"), len(marked.tokens))


def _border(marked: Marked, one: Utterance, other: Utterance) -> int:
    """Where the next speaker takes over from one: at a semicolon or "while", at its own clause, behind the first."""
    contrast = _contrast(marked, one.end, other.start)
    if contrast:
        return contrast
    if other.leads:
        return other.start
    return len(marked.tokens) if one.leads else one.end


def _contrast(marked: Marked, start: int, end: int) -> int:
    """The last semicolon, or "while" and its like, between two positions; 0 if there is none."""
    return next((n for n in range(end - 1, start, -1) if marked.word(n) == ";" or marked.word(n) in CONTRASTS), 0)
