"""Whose people the harmed were, where no noun says it: "three of his men", "in its own ranks", "on the army's side"."""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.people.phrases import NounPhrase, counted_by
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import Counted
from tollbook.records import Status

_COMBATANTS = frozenset((Status.SECURITY_FORCES.value, Status.OTHER_COMBATANT.value))
_OWN = frozenset(("his", "her", "its", "their", "our"))
_MEN = frozenset(("men", "own", "members", "ranks", "number", "comrades", "troops", "side", "colleagues", "martyrs"))
_SUFFERING = frozenset(("suffered", "sustained", "suffers", "incurred"))
_TELLING = _MEN | _SUFFERING
"""Words without which no sentence says whose people they were."""
_STATE = frozenset(("government", "regime", "state", "loyalist"))
_SECURITY = (Status.SECURITY_FORCES,)
OWNER = 3
"""Tokens between a side and whose it is: "on the side of the Free Army fighters"."""
REACH = 8
"""Tokens behind a number for words that say whose the people were."""


def side_of(marked: Marked, phrase: NounPhrase) -> Counted:
    """The status that the words for a side give to people of whom no noun says it; empty if they give none."""
    if phrase.bare and marked.word(0) == "of":
        return _of_those_named(marked, phrase)
    if not marked.holds(_TELLING):
        return Counted()
    tag = _of_their_own(marked, phrase) or _suffered(marked, phrase)
    if tag is not None:
        return _belonging(marked, tag)
    return _on_a_side(marked, phrase)


def _of_those_named(marked: Marked, phrase: NounPhrase) -> Counted:
    """ "Of the 58 soldiers inside, 19 were dead": who they are stands with the whole, of whom no harm is said."""
    comma = next((n for n in range(1, phrase.start) if marked.word(n) == ","), 0)
    return counted_by(marked, 1, comma)


def _of_their_own(marked: Marked, phrase: NounPhrase) -> Tag | None:
    """ "three of his men", "four dead in its ranks": the armed side named before."""
    behind = range(phrase.number.end, min(phrase.reach + REACH, len(marked.tokens) - 1))
    own = next((marked.word(n) for n in behind if marked.word(n) in _OWN and marked.word(n + 1) in _MEN), None)
    had = marked.word(phrase.start - 1) == "had" and marked.word(phrase.number.end) == "martyrs"
    if not (own or had):
        return None
    sides = sorted((tag for tag in _sides(marked) if tag.end <= phrase.start), key=lambda tag: tag.start)
    of_one = own in ("his", "her")  # whom the sentence is about, and not those told of in between
    return sides[0 if of_one else -1] if sides else None


def _suffered(marked: Marked, phrase: NounPhrase) -> Tag | None:
    """ "the army suffered four dead and nine wounded": the subject of the verb."""
    verb = next((n for n in range(phrase.start - 1, max(-1, phrase.start - REACH), -1) if _suffers(marked, n)), None)
    return next((tag for tag in _sides(marked) if tag.end == verb), None) if verb is not None else None


def _suffers(marked: Marked, position: int) -> bool:
    return marked.word(position) in _SUFFERING


def _on_a_side(marked: Marked, phrase: NounPhrase) -> Counted:
    """ "on the army's side", "on the side of the rebels", in the clause of the number."""
    for side in (n for n, token in enumerate(marked.tokens) if token.word in ("side", "ranks")):
        start, end = sorted((side, phrase.start))
        if side == start and any(one.start < side for one in marked.numbers):
            continue  # "12 on the rebel side, 20 in the villages": the side of the number before
        if any(marked.word(n) == ";" or (start < n < end and _counts(marked, phrase, n)) for n in range(start, end)):
            continue
        if marked.word(side - 1) in _STATE:
            return Counted(status=_SECURITY, evidence=(("status", marked.span(side - 1, side + 1)),))
        of = range(side + 2, side + 2 + OWNER if marked.word(side + 1) == "of" else side)
        near = (tag for tag in _sides(marked) if side - OWNER <= tag.end <= side or tag.start in of)
        if tag := next(near, None):
            return _belonging(marked, tag)
    return Counted()


def _counts(marked: Marked, phrase: NounPhrase, position: int) -> bool:
    """Whether another number stands between: the side is that of the nearest."""
    return any(number.start == position and number != phrase.number for number in marked.numbers)


def _sides(marked: Marked) -> list[Tag]:
    """Forces and armed people named in the sentence."""
    tags = (*marked.tags["force"], *marked.tags["person"])
    return [tag for tag in tags if _COMBATANTS.issuperset(tag.entry.get("status") or ("",))]


def _belonging(marked: Marked, tag: Tag) -> Counted:
    statuses = tuple(Status(one) for one in tag.entry.get("status"))
    return Counted(status=statuses, evidence=(("status", marked.span(tag.start, tag.end)),))
