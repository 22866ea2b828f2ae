"""Datelines of English reports: "MOGADISHU, Somalia, 3 March (Reuters) –"."""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked

LONGEST = 16
"""Tokens of the longest dateline."""


def dateline_end(marked: Marked, position: int) -> int | None:
    """Where the dateline ends that begins with a name: "MOGADISHU, Somalia, 3 March (Reuters) –"."""
    for at in range(position, min(position + LONGEST, len(marked.tokens))):
        token = marked.tokens[at]
        if token.word in ("–", "—", "-", ":") and not (token.word == "-" and token.glued):
            return at + 1
        if not (token.is_capital or token.is_number or token.word in (",", ".", "(", ")") or marked.time_at(at)):
            return None
    return None
