"""Forces of a state that no lexicon can list: "the forces of the new government", "troops of the interim junta"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from tollbook.language.lexicon import Entry, Tag
from tollbook.language.tokens import Token
from tollbook.records import FrozenMapping, Status

_FORCES = frozenset(("forces", "troops", "soldiers"))
_STATE = frozenset(("government", "regime", "authorities", "administration", "junta", "state"))
FURTHEST = 6
"""Tokens from "of" to the state: "of the country's new Islamist-led government"."""
_OF_A_STATE = Entry("force", FrozenMapping({"status": (Status.SECURITY_FORCES.value,)}))


def forces_of_a_state(tokens: Sequence[Token], spelled: Set[str]) -> Iterator[Tag]:
    """The forces of a state that a sentence names with words between; ``spelled`` are all its words."""
    if spelled.isdisjoint(_FORCES) or spelled.isdisjoint(_STATE):
        return
    for start in (n for n, token in enumerate(tokens) if token.word in _FORCES):
        if start + 1 == len(tokens) or tokens[start + 1].word != "of":
            continue
        for end in range(start + 2, min(start + 2 + FURTHEST, len(tokens))):
            if tokens[end].word in _STATE:
                yield Tag(start, end + 1, _OF_A_STATE)
            if tokens[end].word in _STATE or not (tokens[end].is_word or tokens[end].glued):
                break
