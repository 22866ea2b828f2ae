"""People told of again in the plural: "Five men were abducted. They were found dead": five were killed.

The words count nobody; the number is that of the people told of last, if it is of the same sentence or shortly before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tollbook.language.protocol import People, PersonKind, SentenceReading, Statement
from tollbook.records import Harm, Quantifier

REACH = 2
"""Sentences back in which "they" finds its people."""
PAIR = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """People counted in print, and what is said to have happened to them (None: nothing)."""

    people: People
    harm: Harm | None


def with_people_again(readings: Sequence[SentenceReading]) -> list[SentenceReading]:
    """The readings; what is said of "them" counts those told of last, or nobody if that has been said already."""
    result: list[SentenceReading] = []
    told: list[list[_Told]] = []
    for reading in readings:
        before = [one for earlier in told[-REACH:] for one in earlier]
        kept: dict[int, Statement] = {}
        for position, statement in enumerate(reading.statements):
            if not _is_plural(statement):
                kept[position] = statement
                continue
            here = [*_told(reading, statement.span.start), *_again(kept.values())]
            told_of = _meant(statement, [*before, *here])
            if told_of and told_of.harm not in (Harm.KILLED, statement.harm):
                kept[position] = _counted(statement, told_of.people)
        told.append([*_told(reading), *_again(kept.values())])
        result.append(
            replace(reading, statements=_renumbered(kept))
            if len(kept) < len(reading.statements) or any(map(_is_plural, kept.values()))
            else reading
        )
    return result


def _is_plural(statement: Statement) -> bool:
    return statement.person is not None and statement.person.kind is PersonKind.PLURAL


def _told(reading: SentenceReading, before: int | None = None) -> Iterator[_Told]:
    """The people that a sentence counts in print, in the order of the text; parts are not those meant by "they"."""
    counted = [
        _Told(People(one.number, one.counted, one.number_span), one.harm)
        for one in reading.statements
        if one.person is None and one.part_of is None and not one.part_of_earlier
    ]
    others = [_Told(one, None) for one in reading.people]
    found = sorted([*counted, *others], key=lambda one: one.people.span.start)
    return (one for one in found if before is None or one.people.span.start < before)


def _again(statements: Iterable[Statement]) -> Iterator[_Told]:
    """What has been said of "them" so far: who was found dead has been told of."""
    return (_Told(People(one.number, one.counted, one.span), one.harm) for one in statements if _is_plural(one))


def _meant(statement: Statement, told: Sequence[_Told]) -> _Told | None:
    """Those told of last whom nothing tells apart from "the women", "both"; nobody where they are not several."""
    both = statement.person is not None and statement.person.noun == "both"
    for one in reversed(told):
        several = (one.people.number.value or PAIR) >= PAIR
        if several and _alike(statement, one) and (not both or one.people.number.value == PAIR):
            return one
    return None


def _alike(statement: Statement, one: _Told) -> bool:
    said, known = statement.counted, one.people.counted
    fields = ("status", "sex", "age", "role", "group")
    return all(getattr(said, field) in (None, getattr(known, field)) for field in fields)


def _counted(statement: Statement, people: People) -> Statement:
    number, known = statement.number, people.number
    if known.value is None:
        return statement
    number = replace(number, low=known.low, high=known.high, quantifier=Quantifier.IMPLIED)
    return replace(statement, number=number, counted=replace(people.counted, evidence=statement.counted.evidence))


def _renumbered(kept: dict[int, Statement]) -> tuple[Statement, ...]:
    """The statements that are left, which name one another by their new places."""
    place = {old: new for new, old in enumerate(kept)}
    return tuple(
        replace(
            one,
            part_of=place.get(one.part_of) if one.part_of is not None else None,
            joined_to=place.get(one.joined_to) if one.joined_to is not None else None,
            includes=tuple(place[n] for n in one.includes if n in place),
        )
        for one in kept.values()
    )
