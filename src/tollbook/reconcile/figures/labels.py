"""Plain words for scopes: the labels of figures, and the words in which two scopes differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.scopes.hierarchy import REST
from tollbook.reconcile.scopes.moments import day_after, in_words
from tollbook.reconcile.words import words
from tollbook.records import Scope

DAY = re.compile(r"\d{4}-\d\d-\d\d")
OPEN = ("before", "until")
EVERYONE = "everyone"
EVERYONE_ELSE = "everyone else"
Names = Mapping[str, tuple[str, ...]]


def described(book: Book, source: str | None, scope: Scope) -> dict[str, tuple[str, ...]]:
    """The names on every axis on which the scope is narrower than what the source counts at all."""
    universe = book.vocabulary.universe(source)
    narrower = {axis: leaves for axis, leaves in scope.items() if leaves != universe.get(axis)}
    trees = {"place": book.vocabulary.places, "perpetrator": book.vocabulary.parties}
    return {
        axis: trees[axis].names_of(leaves) if axis in trees else _in_order(book, axis, leaves)
        for axis, leaves in narrower.items()
    }


def label(names: Names) -> str:
    """The label of the people with these names: ``Alawite civilians by security forces``.

    >>> label({"status": ("civilian",), "group": ("Alawite",), "perpetrator": ("the army",)})
    'Alawite civilians by the army'
    >>> label({})
    'everyone'
    """
    nouns = [_nouns(axis, names[axis]) for axis in ("status", "age", "sex") if axis in names]
    group = _either(names["group"]) if "group" in names else ""
    noun = nouns[0] if nouns else ("people" if group else EVERYONE)
    text = f"{group} {noun}".strip() + "".join(f" ({more})" for more in nouns[1:])
    tail = [
        _tail(axis, names[axis]) for axis in sorted(names, key=_rank) if axis not in ("status", "age", "sex", "group")
    ]
    return text + "".join(tail)


def differences(one: Names, other: Names) -> list[str]:
    """In which words the first description differs from the second: ``only perpetrator: the army``."""
    result = []
    for axis in sorted({*one, *other}, key=_rank):
        if one.get(axis) != other.get(axis) and not axis.startswith("list: "):
            kind, _, named = axis.partition(": ")
            name, mine, theirs = AXIS_WORDS.get(kind, kind), one.get(axis), other.get(axis)
            if named:
                said = f"{name} “{named}”" if mine else f"no {name} “{named}” given"
                result.append(said)
                continue
            said = f"{name} {_either(mine)}" if mine else f"no {name} given"
            result.append(in_words(said + (f" (there: {_either(theirs)})" if theirs else "")))
    return result


AXIS_WORDS = {"death": "day", "documented": "documented", "booked": "day in the source's table"}
TAILS = {
    "perpetrator": " by {}",
    "place": " in {}",
    "death": ", {when}",
    "booked": ", listed {when}",
    "documented": ", documented {when}",
    "cause": ", {}",
}


def _tail(axis: str, names: Sequence[str]) -> str:
    if axis in TAILS:
        return TAILS[axis].format(_either(names), when=_when(names if axis == "documented" else stretches(names)))
    kind, _, name = axis.partition(": ")
    if kind == "list":
        return ""
    if not name:
        return f" ({axis}: {_either(names)})"
    negated = "not " if tuple(names) == (REST,) else ""
    if kind in TAILS:
        return TAILS[kind].format(f"{negated}{name}")
    return f", {negated}{name}" if kind == "qualifier" else f" ({kind}: {negated}{name})"


def stretches(days: Sequence[str]) -> list[str]:
    """Days that follow one another made one stretch: how a calendar happens to be cut is nobody's concern.

    >>> stretches(["2024-03-03", "2024-03-04", "2024-03-05 to 2024-03-09", "2024-03-11"])
    ['2024-03-03 to 2024-03-09', '2024-03-11']
    >>> stretches(["before 2024-03-03", "2024-03-03", "2024-03-04 to 2024-03-09"])
    ['until 2024-03-09']
    """
    found: list[str] = []
    for day in days:
        first, _, last = day.partition(" to ")
        begun, _, ended = found[-1].partition(" to ") if found else ("", "", "")
        if DAY.fullmatch(ended or begun) and DAY.fullmatch(first) and day_after(ended or begun) == first:
            found[-1] = f"{begun} to {last or first}"
        elif begun == f"before {first}" or (begun.startswith("until ") and day_after(begun[-10:]) == first):
            found[-1] = f"until {last or first}"
        else:
            found.append(day)
    return found


def _when(days: Sequence[str]) -> str:
    """Leaves of a calendar in words: ``on 7 March 2025``, ``from 7 March 2025 to 9 March 2025``, ``before …``."""
    spoken = [(in_words(day), "from" if " to " in day else "on") for day in days]
    return _either([said if said.startswith(OPEN) else f"{opening} {said}" for said, opening in spoken])


def _nouns(axis: str, names: Sequence[str]) -> str:
    known = words().nouns[axis]
    return _either([known.get(name, name) for name in names], "and")


def _either(names: Sequence[str], joint: str = "or") -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joint} {names[-1]}"


def _rank(axis: str) -> tuple[int, str]:
    order = ["status", "group", "sex", "age", "perpetrator", "place", "cause", "death", "booked", "documented"]
    kind = axis.partition(": ")[0]
    return (order.index(kind) if kind in order else len(order)), axis


def _in_order(book: Book, axis: str, leaves: frozenset[str]) -> tuple[str, ...]:
    """Leaves of time in the order of time, and without those of gaps; all others by name."""
    if axis == "documented":
        return tuple(leaf for leaf in book.axes[axis] if leaf in leaves and not leaf.startswith("before "))
    return tuple(leaf for leaf in book.axes.get(axis, ()) if leaf in leaves)
