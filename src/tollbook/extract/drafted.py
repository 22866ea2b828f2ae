"""A claim on its way: with the statement that it comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tollbook.language.protocol import Statement
from tollbook.records import Claim


@dataclass(frozen=True, slots=True)
class Drafted:
    """A claim with what ties it to others: the statement it comes from, its sentence, and its place in that."""

    claim: Claim
    statement: Statement
    sentence: int
    index: int

    def with_claim(self, claim: Claim) -> Drafted:
        """The draft with what has become of its claim; the draft itself where nothing has."""
        return self if claim is self.claim else replace(self, claim=claim)
