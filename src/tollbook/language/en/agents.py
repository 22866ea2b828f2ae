"""Who is said to have done it, and what it is put down to: subjects, "by …", accusations, and causes."""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.language.en.marks import Marked
from tollbook.language.en.verbs import passive
from tollbook.language.en.voices import POSSESSIVE
from tollbook.language.lexicon import Tag

SUBJECT_REACH = 10
"""Tokens of a subject or an agent, and of the way from a tally to its number."""
AGENT_REACH = 20
"""Tokens between a verb and the "by" of the one who did it."""
LONGEST_EVENT = 5
"""Words up to the noun of an event: "suspected suicide car bomb attack"."""
CLAUSE_REACH = 50
"""Tokens between a subject and a later verb of its sentence: "gunmen stormed the village …, killing 12"."""
PEOPLE = ("person", "force", "party", "doer")
_OPENERS = frozenset(("and", "that", "but", "how", "then", '"', "“", "”", "the", "a", "an", "its", "their"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_LINKERS = frozenset(
    (
        "of",
        "loyal",
        "allied",
        "linked",
        "aligned",
        "affiliated",
        "belonging",
        "close",
        "tied",
        "connected",
        "from",
        "on",
    )
)
_LINKED_BY = frozenset(("to", "with"))
_PRONOUNS = frozenset(("it", "they", "that", "which", "who"))
_SIGNS = frozenset(("-", "'", '"', "“", "”"))
_CAUSED_BY = frozenset(("in", "by", "from", "during", "of"))
_INTRODUCE_VERBS = frozenset(("after", "before", "while", "by"))
_PLACED = frozenset(("in", "on", "since", "during", "at", "near", "after", "before", "for", "over"))


def subject(marked: Marked, tag: Tag) -> tuple[int, int] | None:
    """Who does what an active verb says, over relative clauses, appositions and earlier verbs of the sentence.

    None where the subject is an event, a pronoun, or people of whom something was done.
    """
    if tag.entry.get("people_only"):
        return None  # "the town has lost 12 people": nobody is said to have done it
    return doer(marked, tag)


def doer(marked: Marked, tag: Tag) -> tuple[int, int] | None:
    """The subject of an active verb; of "lost" it is the one who has the losses."""
    if accused := _accused(marked, tag.start):
        return accused
    end = _before_verb(marked, tag.start)
    for start, behind, last in _clauses(marked, end):
        relative = _relative(marked, start, behind)
        if relative is not None and behind == end:
            return _antecedent(marked, relative, end)
        if relative == start or (not last and _speech(marked, start, behind)):
            continue
        found = people_phrase(marked, start, behind)
        if found and behind != end and not last and marked.word(start) in ("and", "or"):
            continue
        if found and (last or behind == end or found[1] < behind):
            return found if _acts(marked, found[1]) else None
        if _event(marked, start, behind):
            return by_agent(marked, start, behind)
        if last:
            return None
    return None


def _speech(marked: Marked, start: int, behind: int) -> bool:
    """Whether a stretch between commas only says who speaks: ", police said,"."""
    return any(marked.at("said", n) for n in range(start, behind))


def _relative(marked: Marked, start: int, behind: int) -> int | None:
    """The last relative pronoun of a stretch: "police arrested gunmen *who* …", not "said that …"."""
    found = (n for n in range(behind - 1, start - 1, -1) if marked.word(n) in _RELATIVES)
    position = next(found, None)
    clause = position == start and marked.word(start - 1) != ","
    return None if clause else position


def _antecedent(marked: Marked, relative: int, end: int) -> tuple[int, int] | None:
    """The people right before a relative pronoun, with the clause where no comma parts them."""
    parted = marked.word(relative - 1) == ","
    before = relative - parted
    for start in range(max(0, before - SUBJECT_REACH), before):
        opens = start == 0 or _ends_people(marked, start - 1) or marked.word(start) in ("a", "an", "the")
        found = people_phrase(marked, start, before) if opens or _people_at(marked, start) else None
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
        if not marked.tokens[start].is_word and marked.word(start) not in _SIGNS:
            return None
    return None


def by_agent(marked: Marked, position: int, limit: int | None = None) -> tuple[int, int] | None:
    """The tokens behind "by", "at the hands of" and the like after a verb: who did it."""
    last = min(len(marked.tokens), position + AGENT_REACH, limit if limit is not None else len(marked.tokens))
    for start in range(position, last):
        if marked.word(start) in (";", ".") or marked.at("according", start) or _other_number(marked, start):
            return None
        opened = marked.at("agent", start)
        if opened is None or marked.time_at(start + 1) or not _of_harm(marked, start, position):
            continue
        if opened.entry.get("direct") and start != position:
            continue
        found = people_phrase(marked, opened.end, len(marked.tokens)) or _named(marked, opened.end)
        return _with_clause(marked, found) if found and not _counts(marked, found[1]) else None
    return None


def _counts(marked: Marked, position: int) -> bool:
    """Whether what follows makes a count of it: "by the ministry's own tally" names no perpetrator."""
    while marked.word(position) in (*POSSESSIVE, "own", "latest"):
        position += 1
    return marked.at("publication", position) is not None


def by_agent_behind(marked: Marked, position: int) -> tuple[int, int] | None:
    """Who did it where "by" stands right here, or behind a comma and a harm verb: "…, killed by gunmen"."""
    position += marked.word(position) == ","
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
        if tag.entry.get("certainty") == "claimed" and marked.covering("deed", tag.start):
            start = tag.start
            while start > 0 and _in_name(marked, start - 1, 0):
                start -= 1
            return subject(marked, tag) or ((start, tag.start) if start < tag.start else None)
    return None


def cause(marked: Marked, cue: tuple[int, int]) -> tuple[int, int] | None:
    """The weapon or event that a harm is put down to: its subject, or what stands behind "in", "by" and the like."""
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


def people_phrase(marked: Marked, start: int, limit: int) -> tuple[int, int] | None:
    """The people or body named right here, with what says to whom they belong: "forces loyal to the old government"."""
    while start < limit and marked.word(start) in _OPENERS:
        start += 1
    if marked.at("link", start):
        return None
    position = start
    while position < limit and position - start < SUBJECT_REACH:
        tag = _people_at(marked, position)
        if tag and marked.word(tag.end) != "-":
            return start, _past_modifiers(marked, tag.end, limit)
        if _ends_people(marked, position) or (position > start and marked.word(position).endswith("ing")):
            return None
        position += 1
    return None


def _before_verb(marked: Marked, position: int) -> int:
    """Where the subject must end: before auxiliaries, "accused of", "after" and the like that belong to the verb."""
    deeds = {tag.end: tag.start for tag in marked.tags["deed"]}
    while position > 0:
        word = marked.word(position - 1)
        if position in deeds:
            position = deeds[position]
        elif (marked.at("auxiliary", position - 1) and word not in _RELATIVES) or word in _INTRODUCE_VERBS:
            position -= 1
        else:
            break
    return position


def _event(marked: Marked, start: int, limit: int) -> tuple[int, int] | None:
    """The event or thing that opens this stretch: then nobody is its subject."""
    while start < limit and marked.word(start) in _OPENERS:
        start += 1
    for position in range(start, min(start + LONGEST_EVENT, limit)):
        if marked.at("cause", position) and not marked.covering("deed", position):
            while tag := marked.at("cause", position):
                position = tag.end
            return start, position
        if _ends_people(marked, position):
            return None
    return None


def _clauses(marked: Marked, end: int) -> Iterator[tuple[int, int, bool]]:
    """The stretches between commas before a verb, the nearest first; ``last`` where the sentence's clause begins."""
    behind = end
    for position in range(end - 1, max(-1, end - CLAUSE_REACH), -1):
        opens = bool(marked.at("boundary", position)) and not _in_relative_clause(marked, position)
        said = marked.at("said", position)
        speech = said is not None and not (said.end == behind and marked.word(behind) == ",")
        if opens or speech or marked.word(position) in (".", "(", "–", "—"):
            yield position + 1, behind, True
            return
        if marked.word(position) == ",":
            if behind > position + 1:
                yield position + 1, behind, False
            behind = position
    yield max(0, end - CLAUSE_REACH + 1), behind, True


def _in_relative_clause(marked: Marked, position: int) -> bool:
    """Whether a word such as "after" stands inside ", which came after …,", or is an "as" that opens no clause."""
    if marked.word(position) == "as":
        return True
    comma = next((n for n in range(position, -1, -1) if not marked.tokens[n].is_word), -1)
    return marked.word(comma) == "," and marked.word(comma + 1) in _RELATIVES


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
            return bool(marked.at("accusation", position + 1))
        position += 1
        harm = marked.at("harm", position)
    suffers = harm is not None and (harm.entry.get("form") in ("past", "state") or passive(marked, harm))
    return not suffers and not marked.at("mutual", position)


def _with_clause(marked: Marked, found: tuple[int, int]) -> tuple[int, int]:
    """The people with a relative clause right behind them: "groups that fight beside them"."""
    start, behind = found
    if marked.word(behind) not in _RELATIVES:
        return found
    limit = min(len(marked.tokens), behind + SUBJECT_REACH)
    while behind < limit and not (
        not marked.tokens[behind].is_word
        or marked.word(behind) in _PLACED
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


def _of_harm(marked: Marked, by: int, verb: int) -> bool:
    """Whether a "by" tells who did the harm: not "an area held by rebels", "a statement by the army"."""
    before = by - 1
    if by <= verb:
        return True
    if marked.covering("according", by) or marked.at("said", before):
        return False
    if marked.covering("harm", before) or marked.covering("deed", before):
        return True
    elsewhere = any(marked.at("boundary", n) for n in range(verb, by))
    return not (elsewhere or marked.word(before).endswith("ed") or marked.covering("aside", before))


def _people_at(marked: Marked, position: int) -> Tag | None:
    return next((tag for kind in PEOPLE if (tag := marked.at(kind, position))), None)


def _ends_people(marked: Marked, position: int) -> bool:
    """Whether no noun of people can still follow here as the head of the phrase."""
    token = marked.tokens[position]
    if not (token.is_word or token.is_number):
        return token.word not in _SIGNS
    return bool(
        token.word in _PLACED
        or token.word in ("of", "from", "on")
        or token.word in _LINKED_BY
        or token.word in _RELATIVES
        or token.word in ("by", "and", "or", "not")
        or (marked.at("cause", position) and not marked.covering("deed", position))
        or marked.at("auxiliary", position)
        or marked.at("boundary", position)
        or marked.at("said", position)
        or marked.at("harm", position)
        or marked.time_at(position)
    )


def _past_modifiers(marked: Marked, position: int, limit: int) -> int:
    """The end of what belongs to the people: nouns in a row, "of the …", "loyal to …", "and their allies"."""
    end = position
    while end < limit and (tag := _people_at(marked, end)):
        end = tag.end
    if marked.word(end) == "'" and marked.word(end + 1) == "s" and (owned := _noun_behind(marked, end + 2, limit)):
        return _past_modifiers(marked, owned, limit)
    linked = end
    while linked < limit and (marked.word(linked) in _LINKERS or (linked > end and marked.word(linked) in _LINKED_BY)):
        linked += 1
    if linked > end and (noun := _noun_behind(marked, linked, limit)):
        return _past_modifiers(marked, noun, limit)
    joins = marked.word(end) in ("and", "or", "/")
    others = people_phrase(marked, end + 1, min(limit, end + 5)) if joins else None
    if others and not any(number.start in range(end, others[1]) for number in marked.numbers):
        return _past_modifiers(marked, others[1], limit)
    return end


def _noun_behind(marked: Marked, position: int, limit: int) -> int | None:
    """The end of the name or known noun that follows, articles and adjectives skipped."""
    for start in range(position, min(position + 5, limit)):
        if marked.time_at(start):
            return None
        end = start
        while end < limit and (marked.tokens[end].is_capital or (end > start and marked.word(end) in ("-", "al"))):
            end += 1
        known = next((tag for kind in (*PEOPLE, "group", "name", "side") if (tag := marked.at(kind, start))), None)
        end = max(end, known.end if known else 0)
        end += end > start and marked.at("side", end) is not None
        if end > start:
            return end
        if _ends_people(marked, start):
            return None
    return None


def _named(marked: Marked, position: int) -> tuple[int, int] | None:
    """A capitalised name that stands alone behind "by": "by Boko Haram in …"."""
    while marked.word(position) in ("the", "a", "an"):
        position += 1
    end = position
    while end < len(marked.tokens) and end - position < SUBJECT_REACH and _in_name(marked, end, position):
        end += 1
    alone = end == len(marked.tokens) or not marked.tokens[end].is_word or _ends_people(marked, end)
    return (position, end) if end > position and alone and not marked.at("cause", end) else None


def _in_name(marked: Marked, position: int, first: int) -> bool:
    token = marked.tokens[position]
    return (token.is_word and token.is_capital and not marked.time_at(position)) or (
        token.word == "-" and position > first
    )
