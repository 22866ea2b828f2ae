"""Who is said to have done it, and what it is put down to: subjects, "by …", accusations, and causes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tollbook.language.en.doers.actors import (
    OPENERS,
    PLACED,
    RELATIVES,
    SIGNS,
    SUBJECT_REACH,
    ends_people,
    in_name,
    named,
    people_at,
    people_phrase,
)
from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.marking.verbs import passive
from tollbook.language.en.people.clauses import be_before
from tollbook.language.en.speakers.saying import POSSESSIVE
from tollbook.language.lexicon import Tag

AGENT_REACH = 20
"""Tokens between a verb and the "by" of the one who did it."""
LONGEST_HEARER = 5
"""Words between "told" and "that"."""
LONGEST_EVENT = 5
"""Words up to the noun of an event: "suspected suicide car bomb attack"."""
CLAUSE_REACH = 50
"""Tokens between a subject and a later verb of its sentence: "gunmen stormed the village …, killing 12"."""
_PRONOUNS = frozenset(("it", "they", "that", "which", "who"))
_CAUSED_BY = frozenset(("in", "by", "from", "during", "of", "under"))
_INTRODUCE_VERBS = frozenset(("after", "before", "while", "by"))


def subject(marked: Marked, tag: Tag) -> tuple[int, int] | None:
    """Who does what an active verb says, over relative clauses, appositions and earlier verbs of the sentence.

    None where the subject is an event, a pronoun, or people of whom something was done.
    """
    if tag.entry.get("suffered") or tag.entry.get("no_doer"):
        return None  # "the town has lost 12 people", "villagers buried 12": nobody is said to have done it
    return doer(marked, tag)


def doer(marked: Marked, tag: Tag) -> tuple[int, int] | None:
    """The subject of an active verb; of "lost" it is the one who has the losses."""
    if accused := _accused(marked, tag.start):
        return accused
    if first := _coordinated(marked, tag):
        return doer(marked, first)
    end = _before_verb(marked, tag.start)
    for start, behind, last in _clauses(marked, end):
        if last:
            start = _past_opening(marked, start, behind)
            return _speaker(marked, start, behind) or _subject_in(marked, start, behind, end) or None
        if any(marked.at("said", n) for n in range(start, behind)):  # ", police said,"
            if (named_for := marked.at("said", start)) and _names_doer(marked, named_for):
                return by_agent(marked, start, behind)  # "the bombing, claimed by separatists, killed 24"
            continue
        aside = behind != end and marked.word(start) in ("and", "or")
        found = None if aside else _subject_in(marked, start, behind, end, last=False)
        if found is not None:
            return found or None
    return None


def _subject_in(
    marked: Marked, start: int, behind: int, end: int, last: bool = True
) -> tuple[int, int] | Literal[False] | None:
    """The subject in a stretch between commas; False where it says that nobody is it, None where it says nothing."""
    relative = _relative(marked, start, behind)
    if relative is not None and behind == end:
        return _antecedent(marked, relative, end) or False
    if relative == start:
        return None
    found = people_phrase(marked, start, behind)
    if found and (last or behind == end or found[1] < behind):
        return found if _acts(marked, found[1]) else False
    if _event(marked, start, behind):
        return by_agent(marked, start, behind) or False
    return _name(marked, start, behind) if last else None


def _past_opening(marked: Marked, start: int, behind: int) -> int:
    """Where the subject begins behind what opens a clause: "said on its radio *that*", "in a raid *in March*"."""
    if marked.covering("said", start - 1):
        that = next((n for n in range(start, behind) if marked.word(n) == "that"), None)
        return that + 1 if that and not any(people_at(marked, n) for n in range(start, that)) else start
    if marked.word(start) not in PLACED and marked.time_at(start) is None:
        return start
    for n in range(start + 1, behind):
        timed = any(end == n for _, end, _ in marked.times)
        timed |= marked.tokens[n - 1].is_capital and not marked.tokens[n].is_capital  # "in Gao gunmen shot …"
        found = people_phrase(marked, n, behind) if timed or marked.word(n) in ("the", "a", "an") else None
        if found and (timed or found[1] == behind or any(marked.at(kind, found[1]) for kind in ("attack", "harm"))):
            return n
    return start


def _speaker(marked: Marked, start: int, behind: int) -> tuple[int, int] | None:
    """The one who says it of himself or of his own: "the army said it killed", "… that its troops killed"."""
    said = next((tag for tag in reversed(marked.tags["said"]) if tag.end <= start), None)
    pronoun = marked.word(start) in ("it", "they") and _acts(marked, start + 1)
    if said is None or not (pronoun or marked.word(start) in ("its", "their")) or start >= behind:
        return None
    again = (marked.word(start - 2), marked.word(start - 1)) == ("and", "that")  # "says 15 died and that it killed …"
    if not again and any(marked.word(n) in (",", ";", ":") or people_at(marked, n) for n in range(said.end, start)):
        return None
    return doer(marked, said)


def _name(marked: Marked, start: int, behind: int) -> tuple[int, int] | None:
    """A name that is no other word, as the subject: "Boko Haram killed"; the capital of a first word says nothing."""
    while start < behind and marked.word(start) in OPENERS:
        start += 1
    named = start < behind and all(in_name(marked, n, start) for n in range(start, behind))
    if not named or (start == 0 and behind == 1) or marked.tokens[min(behind, len(marked.tokens) - 1)].is_capital:
        return None
    things = any(marked.covering("cause", n) or marked.at("place", n) for n in range(start, behind))
    return None if things else (start, behind)


def _coordinated(marked: Marked, tag: Tag) -> Tag | None:
    """The verb before "and" that has the same subject: "killing two women and injuring 11"."""
    before = next((one for one in reversed(marked.tags["harm"]) if one.end < tag.start), None)
    form = tag.entry.get("form")
    if before is None or marked.word(tag.start - 1) != "and" or before.entry.get("form") != form:
        return None
    acts = form in ("gerund", "active") or (form == "participle" and not be_before(marked, before.start))
    return before if acts and not any(marked.at("boundary", n) for n in range(before.end, tag.start)) else None


def _relative(marked: Marked, start: int, behind: int) -> int | None:
    """The last relative pronoun of a stretch: "police arrested gunmen *who* …", not "said that …"."""
    found = (n for n in range(behind - 1, start - 1, -1) if marked.word(n) in RELATIVES)
    position = next(found, None)
    clause = position == start and marked.word(start - 1) != ","
    return None if clause else position


def _antecedent(marked: Marked, relative: int, end: int) -> tuple[int, int] | None:
    """The people right before a relative pronoun, with the clause where no comma parts them."""
    parted = marked.word(relative - 1) == ","
    before = relative - parted
    for start in range(max(0, before - SUBJECT_REACH), before):
        opens = start == 0 or ends_people(marked, start - 1) or marked.word(start) in ("a", "an", "the")
        found = people_phrase(marked, start, before) if opens or people_at(marked, start) else None
        if found and found[1] == before:
            short = end - found[0] <= SUBJECT_REACH and relative + 1 < end
            return (found[0], end) if short and not parted else found
    return None


def subject_of_clause(marked: Marked, tag: Tag) -> tuple[int, int] | None:
    """The subject of a relative clause that ends with its verb: "the men whom soldiers have killed"."""
    end = _before_verb(marked, tag.start)
    for start in range(end - 1, max(-1, end - CLAUSE_REACH), -1):
        if marked.word(start) in ("whom", "that"):
            found = people_phrase(marked, start + 1, end)
            return found if found and found[1] == end else None
        if not marked.tokens[start].is_word and marked.word(start) not in SIGNS:
            return None
    return None


def by_agent(marked: Marked, position: int, limit: int | None = None) -> tuple[int, int] | None:
    """The tokens behind "by", "at the hands of" and the like after a verb: who did it."""
    if not marked.tags["agent"]:
        return None
    last = min(len(marked.tokens), position + AGENT_REACH, limit if limit is not None else len(marked.tokens))
    for start in range(position, last):
        if marked.word(start) in (";", ".") or marked.at("according", start) or _other_number(marked, start):
            return None
        if start > position and any(one.hedge_start == start for one in marked.numbers) and _opens_list(marked, start):
            return None  # "killed: 12 by the army"
        opened = marked.at("agent", start)
        if opened is None or marked.time_at(start + 1) or not _of_harm(marked, start, position):
            continue
        if opened.entry.get("direct") and start != position:
            continue
        found = people_phrase(marked, opened.end, len(marked.tokens)) or named(marked, opened.end)
        return _with_clause(marked, found) if found and not _counts(marked, found[1]) else None
    return None


def _counts(marked: Marked, position: int) -> bool:
    """Whether what follows makes a count of it: "by the ministry's own tally" names no perpetrator."""
    while marked.word(position) in (*POSSESSIVE, "own", "latest"):
        position += 1
    return marked.at("publication", position) is not None and marked.word(position + 1) != "for"  # they "account for"


def by_agent_behind(marked: Marked, position: int) -> tuple[int, int] | None:
    """Who did it where "by" stands right here, or behind a comma and a harm verb: "…, killed by gunmen"."""
    position += marked.word(position) == ","
    position += marked.word(position) in ("were", "was") and marked.at("agent", position + 1) is not None
    harm = marked.at("harm", position)
    position = harm.end if harm else position
    return by_agent(marked, position, position + 1) if marked.at("agent", position) else None


def deed_subject(marked: Marked, tag: Tag) -> tuple[int, int] | None:
    """Who is said to have done what a noun names: "soldiers carried out the killings of"."""
    before = tag.start
    while before > 0 and marked.at("determiner", before - 1):
        before -= 1
    done = any(deed.end == before for deed in marked.tags["deed"]) or marked.word(before - 1) in ("of", "for")
    return subject(marked, Tag(before, tag.end, tag.entry)) if done else None


def claimant(marked: Marked) -> tuple[int, int] | None:
    """Who says that it did it: "the Front claimed responsibility for the bombing, which killed 31"."""
    for tag in marked.tags["certainty"]:
        number = any(one.hedge_start == tag.end for one in marked.numbers)  # "the army admitted to 34" says how many
        if tag.entry.get("certainty") == "claimed" and marked.covering("deed", tag.start) and not number:
            start = tag.start
            while start > 0 and in_name(marked, start - 1, 0):
                start -= 1
            return subject(marked, tag) or ((start, tag.start) if start < tag.start else None)
    return None


def cause(marked: Marked, cue: tuple[int, int]) -> tuple[int, int] | None:
    """The weapon or event that a harm is put down to: its subject, or what stands behind "in", "by" and the like."""
    if not marked.tags["cause"]:
        return None
    for position in range(cue[1], min(cue[1] + SUBJECT_REACH, len(marked.tokens))):
        if marked.word(position) in (".", ";", ",") or marked.at("boundary", position) or marked.at("harm", position):
            break
        if marked.word(position) in _CAUSED_BY and (found := _event(marked, position + 1, len(marked.tokens))):
            return found
    for start, behind, last in _clauses(marked, _before_verb(marked, cue[0])):
        found = _event(marked, start, behind)
        if found or last or people_phrase(marked, start, behind):
            return found if found and marked.word(found[0]) not in _PRONOUNS else None
    return None


def _before_verb(marked: Marked, position: int) -> int:
    """Where the subject must end: before auxiliaries, "accused of", "after" and the like that belong to the verb."""
    deeds = {tag.end: tag.start for tag in marked.tags["deed"]}
    while position > 0:
        word = marked.word(position - 1)
        if position in deeds:
            position = deeds[position]
        elif (marked.at("auxiliary", position - 1) and word not in RELATIVES) or word in _INTRODUCE_VERBS:
            position -= 1
        else:
            break
    return position


def _event(marked: Marked, start: int, limit: int) -> tuple[int, int] | None:
    """The event or thing that opens this stretch: then nobody is its subject."""
    while start < limit and marked.word(start) in OPENERS:
        start += 1
    for position in range(start, min(start + LONGEST_EVENT, limit)):
        if marked.at("cause", position) and not marked.covering("deed", position):
            while tag := marked.at("cause", position):
                position = tag.end
            return start, position
        if ends_people(marked, position):
            return None
    return None


def _clauses(marked: Marked, end: int) -> Iterator[tuple[int, int, bool]]:
    """The stretches between commas before a verb, the nearest first; ``last`` where the sentence's clause begins."""
    behind = end
    for position in range(end - 1, max(-1, end - CLAUSE_REACH), -1):
        opens = bool(marked.at("boundary", position)) and not _in_relative_clause(marked, position)
        said = marked.at("said", position)
        speech = (
            said is not None
            and not (said.end == behind and marked.word(behind) == ",")
            and not _in_relative_clause(marked, position)
            and not _names_doer(marked, said)
        )
        dash = marked.word(position) in ("-", "_") and not marked.tokens[position].glued
        sign = dash or marked.word(position) in (".", "(", "–", "—")
        if opens or speech or sign or _told_that(marked, position):
            yield position + 1, behind, True
            return
        if marked.word(position) == ",":
            if behind > position + 1:
                yield position + 1, behind, False
            behind = position
    yield max(0, end - CLAUSE_REACH + 1), behind, True


def _names_doer(marked: Marked, said: Tag) -> bool:
    """Whether a verb of saying only names who did it: "an attack claimed by the rebels", "blamed on herders"."""
    return marked.at("agent", said.start) is not None or (
        marked.at("certainty", said.start) is not None and marked.word(said.end) == "by"
    )


def _told_that(marked: Marked, position: int) -> bool:
    """Whether a "that" opens what somebody is told: "told reporters that bandits killed nine villagers"."""
    if marked.word(position) != "that":
        return False
    told = next(
        (n for n in range(position - 1, max(-1, position - 1 - LONGEST_HEARER), -1) if marked.at("passing", n)), None
    )
    return told is not None and marked.tokens[position - 1].is_word


def _in_relative_clause(marked: Marked, position: int) -> bool:
    """Whether a word such as "after" stands inside ", which came after …,", or is an "as" that opens no clause."""
    if marked.word(position) == "as":
        return True
    comma = next((n for n in range(position, -1, -1) if not marked.tokens[n].is_word), -1)
    return marked.word(comma) == "," and marked.word(comma + 1) in RELATIVES


def _accused(marked: Marked, verb: int) -> tuple[int, int] | None:
    """The object of "accused … of killing", "blamed … for the killing of"."""
    before = verb - 1
    while before >= 0 and (marked.at("determiner", before) or marked.word(before) in ("having", "also")):
        before -= 1
    if marked.word(before) not in ("of", "for"):
        return None
    for start in range(before, max(-1, before - SUBJECT_REACH - 4), -1):
        accusation = marked.at("accusation", start)
        if accusation and accusation.end < before and not marked.at("passive", start - 1):
            return people_phrase(marked, accusation.end, before)
    return None


def _acts(marked: Marked, position: int) -> bool:
    """Whether the verb behind a subject is one of doing: not "were …", and nothing done to one another."""
    harm = marked.at("harm", position)
    while marked.at("auxiliary", position) and harm is None:
        if marked.at("passive", position):
            return bool(marked.at("accusation", position + 1)) or _guilty(marked, position + 1)
        position += 1
        harm = marked.at("harm", position)
    suffers = harm is not None and (harm.entry.get("form") in ("past", "state") or passive(marked, harm))
    return not suffers and not marked.at("mutual", position)


def _guilty(marked: Marked, position: int) -> bool:
    """Whether words such as "behind" or "responsible for" stand here: whoever "is" that has done it."""
    deed = marked.at("deed", position)
    return deed is not None and marked.word(deed.end - 1) in ("behind", "for", "of", "with")


def _with_clause(marked: Marked, found: tuple[int, int]) -> tuple[int, int]:
    """The people with a relative clause right behind them: "groups that fight beside them"."""
    start, behind = found
    if marked.word(behind) not in RELATIVES:
        return found
    limit = min(len(marked.tokens), behind + SUBJECT_REACH)
    while behind < limit and not (
        not marked.tokens[behind].is_word
        or marked.word(behind) in PLACED
        or marked.word(behind) == "and"
        or marked.at("harm", behind)
        or marked.time_at(behind)
        or any(number.start <= behind < number.end for number in marked.numbers)
    ):
        behind += 1
    return start, behind


def _other_number(marked: Marked, position: int) -> bool:
    """Whether a part or another harm begins here that is not joined to the one before, as in "killed or wounded by"."""
    link = marked.at("link", position)
    if link and link.entry.get("kind") == "part":
        return True
    harm = marked.at("harm", position)
    joined = marked.word(position - 1) in ("and", "or", ",") or any(one.end == position for one in marked.numbers)
    return harm is not None and not joined and marked.at("agent", harm.end) is None


def _opens_list(marked: Marked, position: int) -> bool:
    """Whether a number opens a list: behind a colon, a bracket or a dash."""
    sign = marked.word(position - 1)
    return sign == "(" or (sign in (":", "–", "—", "-") and not marked.tokens[position].glued)


def _of_harm(marked: Marked, by: int, verb: int) -> bool:
    """Whether a "by" tells who did the harm: not "an area held by rebels", "a statement by the army"."""
    before = by - 1
    if by <= verb:
        return True
    if marked.covering("according", by):
        return False
    if marked.at("said", before):  # "an attack on the town claimed by the rebels"
        return marked.at("certainty", before) is not None and (
            before == verb or any(marked.covering("cause", n) for n in range(verb, before))
        )
    if marked.covering("harm", before) or marked.covering("deed", before):
        return True
    elsewhere = any(marked.at("boundary", n) for n in range(verb, by))
    return not (elsewhere or marked.word(before).endswith("ed") or marked.covering("aside", before))
