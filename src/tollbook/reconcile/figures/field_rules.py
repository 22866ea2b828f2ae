"""Rules of the field: one number where sources differ, as recorders choose it. A case names the rules; none is ours.

A rule looks at figures that sources state about the same people. It adds nothing up, and what it gives goes into no
system: it stands in a comparison, beside the figures it was made from, and says how it was made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from tollbook.records import ByRule, FieldRule, Figure, Rules

Stated = Mapping[str | None, Figure]
"""What every source states about the same people."""


def by_rules(rules: Rules, stated: Stated, independent: Collection[str]) -> tuple[ByRule, ...]:
    """What the chosen rules make of the figures of several sources, of which some are independent of one another."""
    return tuple(_applied(rules, stated, independent))


def _applied(rules: Rules, stated: Stated, independent: Collection[str]) -> Iterator[ByRule]:
    if rules.sources:
        yield _hierarchy(rules.sources, stated)
    if rules.majority:
        yield _majority(stated, independent)
    if rules.range:
        yield _range(stated)


def first_of(hierarchy: Collection[str], sources: Collection[str | None]) -> str | None:
    """The first source of a hierarchy that is among some; None if none is.

    >>> first_of(("SNHR", "SOHR"), {"SOHR", "UN"})
    'SOHR'
    """
    return next((source for source in hierarchy if source in sources), None)


def told(hierarchy: Collection[str]) -> str:
    """A source hierarchy in words.

    >>> told(("SNHR", "SOHR"))
    'source hierarchy: SNHR before SOHR'
    """
    return f"{FieldRule.HIERARCHY}: {' before '.join(hierarchy)}"


def _hierarchy(hierarchy: Collection[str], stated: Stated) -> ByRule:
    source = first_of(hierarchy, stated)
    if source is None:
        return ByRule(FieldRule.HIERARCHY, None, None, (), f"{told(hierarchy)}; none of them states a number")
    figure = stated[source]
    return ByRule(FieldRule.HIERARCHY, figure.low, figure.high, (source,), f"{told(hierarchy)}; {source} is followed")


def _majority(stated: Stated, independent: Collection[str]) -> ByRule:
    """The bounds that more than half of the independent sources state alike."""
    voices = {source: figure for source, figure in stated.items() if source in independent}
    if len(voices) < 2:
        return ByRule(FieldRule.MAJORITY, None, None, (), "fewer than two independent sources state a number")
    counted = Counter((figure.low, figure.high) for figure in voices.values())
    (low, high), most = max(counted.items(), key=lambda item: item[1])
    of = f"of {len(voices)} independent sources"
    if 2 * most <= len(voices):
        return ByRule(FieldRule.MAJORITY, None, None, (), f"no number is stated by more than half {of}")
    alike = tuple(source for source, figure in voices.items() if (figure.low, figure.high) == (low, high))
    return ByRule(FieldRule.MAJORITY, low, high, alike, f"stated by {most} {of}")


def _range(stated: Stated) -> ByRule:
    """From the lowest number that a source states to the highest, whatever may lie above a floor."""
    ends = [figure.low for figure in stated.values()]
    ends += [figure.high for figure in stated.values() if figure.high is not None]
    floors = [source or "the outlet" for source, figure in stated.items() if figure.high is None]
    low, high = min(figure.low for figure in stated.values()), None if floors else max(ends)
    why = (
        f"highest number {max(ends):,}; no upper bound stated by {', '.join(floors)}" if floors else "all bounds stated"
    )
    return ByRule(FieldRule.RANGE, low, high, tuple(stated), why)
