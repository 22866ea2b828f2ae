"""Who speaks in an English sentence, and for which part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.speakers.candidates import Candidate
from tollbook.language.en.speakers.crediting import CREDITING, credited
from tollbook.language.en.speakers.saying import ARTICLES, POSSESSIVE, QUOTES, closes_headline, says
from tollbook.language.en.speakers.utterances import CONTRASTS, DASHES, Utterance, covered, with_relays
from tollbook.language.en.speakers.voices import CandidateReader
from tollbook.language.protocol import Voice

VERB_REACH = 20
"""Tokens between a source and its verb: "SOHR, a monitor based in Britain, said"."""
DESCRIPTION_REACH = 12
"""Tokens of a description without commas: "a monitoring group based in Britain said"."""
APPOSITION_REACH = 9
"""Tokens between a person and the organisation: ", who directs the Observatory"."""
TITLE_REACH = 4
SHORT_ENTRY = 4
"""Tokens behind the colon of an entry in a list: "Police: 3 killed, 1 wounded" begins with those who were counted."""
WHAT_REACH = 6
"""Tokens between "according to" and whose it is: "according to the latest information received by the"."""
HAVING, OWN = ("has", "have", "had", "keeps", "keep"), (*ARTICLES, "another", "its", "their")
LEADING_TO = frozenset(("that", "which", "by", "from", "of", "in", "on"))
BEHIND = frozenset(("on", "in", "a", "the", "as", "late", "early", "to", "journalists", "reporters"))
"""What may stand behind a verb of saying that ends a sentence: "said in a statement", "told reporters"."""
BE = frozenset(("was", "were", "is", "are", "been", "being", "be"))
STANDING = ("stands", "stood", "remains", "remained", "comes", "came")
CLOSERS = {",": (",",), "(": (")",), **dict.fromkeys(DASHES, DASHES)}
"""What ends an aside between a source and its verb, by what begins it."""
SPEAKING = ("said", "according", "citing", "passing", "source", "body", "sourcenoun", "spokes")
"""Kinds of words without which nobody speaks and no source is named."""
VERBS = ("said", "passing", "citing")
"""Kinds of verbs of saying."""
LISTED_BY = ("recorded", "registered", "counted", "reported", "records", "counts", "reports")
"""Verbs behind places as behind those who count."""


class VoiceReader:
    """Finds the voices of a sentence. Built once from ``voices.toml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._candidates = CandidateReader(data)
        self._between, self._describing = frozenset(data["between"]), frozenset(data["describing"])
        self._publications, self._shows = frozenset(data["publications"]), frozenset(data["shown_verbs"])
        self._shown = frozenset(data["shown"])
        self._prepositions = frozenset(data["prepositions"])
        self._writings = self._publications | self._shows
        self._telling = {":", *self._publications, *self._shows, *self._shown}
        self._telling |= CREDITING | {noun for group in data["organisation"] for noun in group["nouns"]}

    def voices(self, marked: Marked) -> tuple[Voice, ...]:
        """Those who speak in this sentence, and sources merely named in it, in the order of the text."""
        if not self._may_speak(marked):
            return ()
        candidates = self._candidates.candidates(marked)
        spoken = {n: one for n, c in enumerate(candidates) if (one := self._utterance(marked, candidates, n))}
        spoken = with_relays(marked, _without_described(spoken))
        origins = [one for one in spoken.values() if not one.relays] or list(spoken.values())
        stretches = covered(marked, origins)
        found = []
        for n, candidate in enumerate(candidates):
            one = spoken.get(n)
            if one or (candidate.kind == "name" and candidate.calls):
                candidate = one.candidate if one else candidate
                voice = _voice(marked, candidate)
                stretch = stretches.get(candidate.start)
                found.append(
                    replace(
                        voice,
                        speaks=one is not None,
                        credited=one is not None and one.credited,
                        relayed=bool(one and one.relays and one not in origins),
                        covers=marked.span(*stretch) if stretch else None,
                    )
                )
        return tuple(found)

    def _may_speak(self, marked: Marked) -> bool:
        """Whether anything here is said or shown, or a source could be named: most sentences just tell."""
        told = any(marked.tags[kind] for kind in SPEAKING)
        return told or marked.holds(self._telling)

    def _utterance(self, marked: Marked, candidates: Sequence[Candidate], n: int) -> Utterance | None:
        """How the candidate speaks, None if it does not."""
        one, spoken = candidates[n], self._speaking(marked, candidates, n)
        begin = one.start - 1 if marked.word(one.start - 1) in ARTICLES else one.start
        start = credited(marked, begin, one.end, self._publications)
        if start is None:
            return spoken
        return replace(spoken, credited=True) if spoken else Utterance(one, start, one.end, False, credited=True)

    def _speaking(self, marked: Marked, candidates: Sequence[Candidate], n: int) -> Utterance | None:
        """How the candidate says something, None if it does not."""
        one = candidates[n]
        begin = one.start - 1 if marked.word(one.start - 1) in ARTICLES else one.start
        for kind in ("according", "passing", "citing"):
            opening = _ending_at(marked, kind, begin)
            if opening is not None and (kind != "passing" or one.outlet or marked.word(one.end) == "as"):
                return Utterance(one, opening, one.end, opening <= 2, relays=kind == "passing")
        if found := self._without_verb(marked, begin, one) or self._beside_a_sign(marked, begin, one):
            return found
        if marked.word(one.start) in self._shown or marked.word(one.end - 1) in self._shown:
            return self._showing(marked, one)
        return self._with_verb(marked, candidates, n, begin)

    def _beside_a_sign(self, marked: Marked, begin: int, one: Candidate) -> Utterance | None:
        """Sources in brackets, behind the dash of a headline or before its colon."""
        if marked.word(begin - 1) == "(" and marked.word(one.end) == ")" and marked.word(one.end + 1) == ":":
            return Utterance(one, begin - 1, one.end + 1, True)  # "Deaths since 6 March (SNHR): 1,084"
        organised = one.kind == "anonymous" or bool(one.calls)
        if organised and closes_headline(marked, one.start, one.end):
            return Utterance(one, one.start, one.end, False)
        if one.start == 0 and organised and marked.word(one.end) == ":" and _tells_behind(marked, one):
            return Utterance(one, one.start, one.end + 1, True)  # "UN: 12 civilians killed"
        return None

    def _with_verb(self, marked: Marked, candidates: Sequence[Candidate], n: int, begin: int) -> Utterance | None:
        """The subject of a verb of saying, before or behind it."""
        if not (any(marked.tags[kind] for kind in VERBS) or marked.holds(self._writings)):
            return None
        one = candidates[n]
        employed = self._employed(marked, candidates, n)
        if (opening := self._inverted(marked, candidates[:n], begin, one.end)) is not None:
            return Utterance(_of_nobody_before(employed), opening, one.end, False)
        reporting = marked.word(begin - 2) in self._publications  # "reports in the local press said"
        if self._of_what(marked, begin) is not None and marked.word(one.end) in self._shows:
            return Utterance(employed, one.start, one.end + 1, True)  # "the digest of the police records 12"
        inside = marked.word(begin - 1) in self._prepositions and not reporting
        verb = None if inside else self._verb_behind(marked, one)
        if verb is None or (one.kind == "name" and not one.calls and _is_place_of_list(marked, verb[1])):
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
        entry = one.kind == "name" and not one.calls and marked.word(one.end) != "at"  # "Hama 12, Homs 30" says nothing
        return (
            Utterance(one, one.start, one.end, True) if not entry and _verb_left_out(marked, begin, one.end) else None
        )

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
        published = self._published(marked, one.end - (one.kind == "outlet"))  # "our records show"
        if counted := published or self._having_its_count(marked, one.end):
            return one.end, counted
        apposition = "," in [marked.word(n) for n in range(one.start - 1, one.end)]
        if apposition and marked.word(one.end) == "," and marked.at("said", one.end + 1):
            return one.end, one.end + 2  # the name in apposition: "the imam, X, said"
        position, described, opened = one.end, one.end, one.end
        while position < limit:
            if any(marked.at(kind, position) for kind in VERBS):
                verb = self._verb_at(marked, position)
                if verb or marked.at("said", position):
                    return (described, verb) if verb else None
            word = marked.word(position)
            if (closing := CLOSERS.get(word)) and not (word in DASHES and marked.tokens[position].glued):
                end = next((n for n in range(position + 1, limit) if marked.word(n) in closing), None)
                if end is None or any(self._speaks_within(marked, n) for n in range(position + 1, end)):
                    return None
                position = opened = end + 1
                continue
            time = marked.time_at(position)
            if time or marked.at("auxiliary", position) or word in self._between or word.endswith("ly"):
                position = time[1] if time else position + 1
                continue
            begins = marked.word(opened) in self._describing
            if not begins or position - opened > DESCRIPTION_REACH or not self._describes(marked, position):
                return None
            position += 1
            described = described if opened > one.end or marked.at("passing", one.end) else position
        return None

    def _inverted(self, marked: Marked, before: Sequence[Candidate], begin: int, end: int) -> int | None:
        """Where "said" stands in ", said the Observatory": behind a comma or a quotation, its subject behind it."""
        of_what = self._of_what(marked, begin)
        verb = begin if of_what is None else of_what
        tag = next((tag for tag in marked.tags["said"] if tag.end == verb), None)
        if of_what is not None and tag is None and marked.word(verb - 1) in self._shows:
            return verb - 1 if marked.word(verb - 2) in (",", *QUOTES) else None
        if tag is None or tag.start == 0 or marked.word(tag.start - 1) not in (",", *QUOTES):
            return None
        ends = not _goes_on(marked, end) or marked.time_at(end) or marked.word(end) in BEHIND
        if ends or marked.word(end) not in self._describing:
            return tag.start if ends else None
        spoken = (self._verb_behind(marked, other) for other in before)
        return None if any(verb and verb[1] == begin for verb in spoken) else tag.start

    def _verb_at(self, marked: Marked, position: int) -> int | None:
        """The end of a verb of saying in its own right, or of "quoted by … as saying"; where one cites another."""
        if tag := marked.at("said", position):
            return tag.end if says(marked, position) and not _passive(marked, position) else None
        return self._quoted_saying(marked, position) if marked.at("passing", position) else position

    def _quoted_saying(self, marked: Marked, position: int) -> int | None:
        """The end of "quoted by the radio as saying": somebody else passes on what the subject said."""
        reach = range(position, min(position + VERB_REACH, len(marked.tokens) - 1))
        return next((n + 2 for n in reach if marked.word(n) == "as" and marked.word(n + 1) == "saying"), None)

    def _having_its_count(self, marked: Marked, position: int) -> int | None:
        """The end of "has another count", "keeps its own list"."""
        if marked.word(position) not in HAVING or marked.word(position + 1) not in OWN:
            return None
        behind = range(position + 2, position + TITLE_REACH + 1)
        return next((n + 1 for n in behind if marked.word(n) in self._publications), None)

    def _adjective(self, marked: Marked, position: int) -> bool:
        """Whether a word in small letters that is no publication and no verb stands here."""
        token = marked.tokens[position] if position < len(marked.tokens) else None
        if token is None or not token.is_word or token.is_capital or token.word in self._publications:
            return False
        return not (marked.at("said", position) or marked.at("auxiliary", position) or token.word in self._prepositions)

    def _of_what(self, marked: Marked, begin: int) -> int | None:
        """Where a publication begins whose owner stands behind it: "the annual report of X", "a study made by X"."""
        if marked.word(begin - 1) not in ("of", "by", "from"):
            return None
        noun = begin - 2 - (marked.word(begin - 2).endswith("ed") and marked.word(begin - 1) == "by")
        if marked.word(noun) not in self._publications:
            return None
        while self._adjective(marked, noun - 1) and marked.word(noun - 1) not in (*ARTICLES, *OWN):
            noun -= 1
        return noun - (marked.word(noun - 1) in (*ARTICLES, *OWN))

    def _speaks_within(self, marked: Marked, position: int) -> bool:
        """Whether a verb of saying of its own stands inside an apposition; a relative clause has its verb."""
        return bool(marked.at("said", position)) and marked.word(position - 1) not in ("which", "who", "that")

    def _describes(self, marked: Marked, position: int) -> bool:
        word = marked.word(position)
        return (marked.tokens[position].is_word or word in (*POSSESSIVE, "-")) and not (
            word in ("and", "or") or marked.at("harm", position) or marked.at("boundary", position)
        )

    def _published(self, marked: Marked, position: int) -> int | None:
        """The end of "'s figures show", "report says", "'s weekly summary, issued on Sunday, lists"."""
        owned = marked.word(position) in POSSESSIVE
        while marked.word(position) in POSSESSIVE or marked.word(position) in ("own", "latest", "new", "first"):
            position += 1
        if owned:
            behind = range(position, position + TITLE_REACH)
            position = next((n for n in behind if not self._adjective(marked, n)), position)
        if marked.word(position) not in self._publications:
            return None
        end = position + 1
        if marked.word(end) == "," and marked.word(end + 1).endswith("ed"):
            closing = next((n for n in range(end + 1, end + APPOSITION_REACH) if marked.word(n) == ","), end - 1)
            end = closing + 1
        while marked.word(end) not in self._shows and (marked.at("auxiliary", end) or marked.time_at(end)):
            end += 1
        stands = marked.word(end - 1) in BE or marked.word(end) in STANDING
        if stands and any(number.hedge_start in (end, end + 2) for number in marked.numbers):
            return end  # "the hospital's count is 15"
        return end + 1 if marked.word(end) in self._shows else None


def _without_described(spoken: Mapping[int, Utterance]) -> dict[int, Utterance]:
    """Those who speak, without those who only describe another: "witnesses interviewed by Amnesty described …"."""
    reach = {n: (one.candidate.start, one.candidate.end) for n, one in spoken.items()}
    inside = {
        n
        for n, (start, end) in reach.items()
        if any(a <= start and end <= b and a + end < start + b for a, b in reach.values())
    }
    return {n: one for n, one in spoken.items() if n not in inside}


def _of_nobody_before(candidate: Candidate) -> Candidate:
    """Somebody named behind the verb: "… brought to the hospital, said its director" means no earlier speaker's."""
    own = candidate.employer is not None and candidate.employer.kind == "pronoun"
    return replace(candidate, employer=None) if own else candidate


def _tells_behind(marked: Marked, one: Candidate) -> bool:
    """Whether a headline follows the colon, and no number of these people: "Police: 4", "Army: 3 killed"."""
    counted = any(number.hedge_start == one.end + 1 for number in marked.numbers)
    return one.kind == "name" or not counted or len(marked.tokens) > one.end + SHORT_ENTRY


def _verb_left_out(marked: Marked, begin: int, end: int) -> bool:
    """ "officials put the toll at 12, residents at 30": the verb of the first speaks for the second."""
    beside = marked.word(begin - 1) in ("and", ",", ";", *CONTRASTS)
    number = any(number.hedge_start == end + (marked.word(end) == "at") for number in marked.numbers)
    return beside and number and any(tag.end <= begin for tag in marked.tags["said"])


def _is_place_of_list(marked: Marked, verb: int) -> bool:
    """Whether a list of places goes on behind a verb: "Goma recorded 40 deaths, Bukavu 30": Goma says nothing."""
    numbers = [one for one in marked.numbers if one.hedge_start >= verb]
    if not numbers or numbers[0].hedge_start > verb or marked.word(verb - 1) not in LISTED_BY:
        return False
    for one in numbers[1:]:
        begin = one.hedge_start
        while begin > 0 and marked.tokens[begin - 1].is_capital and not marked.at("body", begin - 1):
            begin -= 1
        ends = marked.word(one.end) in (",", ";", ".", "and", "")
        if ends and begin < one.hedge_start and marked.word(begin - 1) in (",", ";", "and"):
            return True
    return False


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
    return next((tag.start for tag in marked.tags[kind] if tag.end == position), None) if marked.tags[kind] else None


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
