"""Which publishers count themselves: monitors, offices, forces. What their bulletins say is their own word."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from tollbook.language.tokens import words

OFFICES = frozenset(("office", "service", "centre", "center", "department", "section", "unit", "bureau", "desk"))
"""Behind "press": a part of a body, and no press of its own."""


class IssuerReader:
    """Tells bodies that count from outlets that pass on what others count. Built once from ``voices.toml``."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._outlets = frozenset(data["outlets"])
        self._counting = frozenset(noun for group in data["organisation"] for noun in group["nouns"])
        self._bodies = _names(data, outlet=False)
        self._passing = _names(data, outlet=True)

    def counts(self, publisher: str) -> bool:
        """Whether a name is that of a body that counts: "Rights Monitor", "UNAMA press office"; not "Radio Monitor"."""
        spelled = words(publisher)
        pressed = ["press" if pair[1] in OFFICES else "" for pair in pairwise((*spelled, ""))]
        name = tuple(word for word, press in zip(spelled, pressed, strict=True) if word != press)
        if not self._outlets.isdisjoint(name) or _holds(name, self._passing):
            return False
        return not self._counting.isdisjoint(name) or _holds(name, self._bodies)


def _names(data: Mapping[str, Any], *, outlet: bool) -> frozenset[tuple[str, ...]]:
    groups = (group for group in data["body"] if bool(group.get("outlet")) is outlet)
    return frozenset(words(name) for group in groups for name in group["names"])


def _holds(name: tuple[str, ...], others: frozenset[tuple[str, ...]]) -> bool:
    lengths = {len(one) for one in others}
    return any(name[n : n + length] in others for n in range(len(name)) for length in lengths)
