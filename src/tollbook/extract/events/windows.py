"""What a toll covers that gives no time itself: the window that its report states elsewhere.

Reports say once since when they count, and then give one toll after the other. A toll (a number said to stand now, or
counted so far: "have been killed", "the toll rose to") without a time of its own covers

* the window that its own source stated last before it (*carried over*); so do bare counts ("185 dead in …"), else
* the one window of the report, if all its words "since …" name the same day (*carried over* from before, *inferred*
  from behind: a headline is explained by what follows it).

Only a window that begins on a day is one of events; "since 2011" is not. A number that is printed again for the same
source is the same toll: a time that stands beside one of the two holds for both. What happened once ("gunmen killed
five") is no toll and gets no window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.extract.drafted import Drafted
from tollbook.extract.lists.wholes import NEAR
from tollbook.records import (
    AsOfBasis,
    Claim,
    Evidence,
    EvidenceBasis,
    FrozenMapping,
    Mode,
    Period,
    PeriodBasis,
    PeriodKind,
)

Window = tuple[Period, Evidence]


def with_windows(
    drafts: Sequence[Drafted], stated: Sequence[Window], opening: tuple[Period, Evidence] | None = None
) -> list[Drafted]:
    """The claims, tolls with the window they cover; ``stated`` are all the windows that the report names.

    ``opening`` is the time that the first paragraph gives; a heading above it is of that time.
    """
    starts = {window.start for window, _ in stated}
    only = stated[0] if len(starts) == 1 else None
    latest: dict[str, tuple[int, Window]] = {}
    found: list[Drafted] = []
    for position, entry in enumerate(drafts):
        claim, source = entry.claim, entry.claim.source
        if opening and not (stated and entry.statement.running):
            claim = _headed(claim, opening)
        if claim.period == Period() and _is_toll(drafts, position):
            known = latest.get(source) if source else None
            near = known[1] if known and position - known[0] <= NEAR else None
            if window := near or (only if entry.statement.running else None):
                claim = _covering(claim, window)
        if source and (window := _window(claim)) and _counts(entry):
            latest[source] = position, window
        found.append(entry.with_claim(claim))
    return found


def _headed(claim: Claim, opening: Window) -> Claim:
    """A claim of a heading, of the time that is told below it."""
    above = claim.end <= opening[1].start and claim.period == Period() and not claim.background
    return _covering(claim, opening) if above else claim


def _is_toll(drafts: Sequence[Drafted], position: int) -> bool:
    """Whether a number is a count so far, or stands in a list of such counts."""
    entry, claim = drafts[position], drafts[position].claim
    statement = entry.statement
    if claim.mode not in (Mode.COUNT, Mode.FLOOR) or claim.background or statement.part_of is not None:
        return False
    goes_on = statement.joined_to is not None or statement.part_of_earlier
    before = drafts[max(0, position - NEAR) : position]
    return _counts(entry) or (goes_on and any(one.sentence == entry.sentence and _counts(one) for one in before))


def _counts(entry: Drafted) -> bool:
    return entry.statement.running or entry.statement.rule == "counted noun"


def _window(claim: Claim) -> Window | None:
    """The stretch of days that a claim states, None for a single day, a month or a year."""
    period, evidence = claim.period, claim.evidence.get("period")
    stretch = period.kind in (PeriodKind.SINCE, PeriodKind.BETWEEN) and period.basis is PeriodBasis.EVENT
    of_days = len(period.start or "") == len("2025-03-06")
    return (period, evidence) if stretch and of_days and evidence else None


def _covering(claim: Claim, window: Window) -> Claim:
    period, words = window
    basis = EvidenceBasis.CARRIED_OVER if words.start < claim.start else EvidenceBasis.INFERRED
    return replace(
        claim, period=period, evidence=FrozenMapping({**claim.evidence, "period": replace(words, basis=basis)})
    )


def restated(drafts: Sequence[Drafted]) -> list[Drafted]:
    """The claims, each with the time that the text says where it prints the same toll again."""
    dated: dict[object, Claim] = {}
    standing: dict[object, Claim] = {}
    for entry in drafts:
        if key := _toll(entry):
            if _window(entry.claim):
                dated.setdefault(key, entry.claim)
            if entry.claim.as_of.basis is AsOfBasis.STATED:
                standing.setdefault(key, entry.claim)
    found = []
    for entry in drafts:
        claim, key = entry.claim, _toll(entry)
        if key in dated and claim.period == Period():
            claim = _covering(claim, (dated[key].period, dated[key].evidence["period"]))
        if key in standing and claim.as_of.basis is not AsOfBasis.STATED and "as_of" in standing[key].evidence:
            words = replace(standing[key].evidence["as_of"], basis=EvidenceBasis.INFERRED)
            evidence = FrozenMapping({**claim.evidence, "as_of": words})
            claim = replace(claim, as_of=standing[key].as_of, evidence=evidence)
        found.append(entry.with_claim(claim))
    return found


def _toll(entry: Drafted) -> object | None:
    """What makes two printings the same toll: source, harm and number, if the number is no small one."""
    claim = entry.claim
    enough = claim.count.low is not None and claim.count.low >= SURELY_THE_SAME
    return (claim.source, claim.harm, claim.count.low) if claim.source and enough else None


SURELY_THE_SAME = 20
"""From here on the same number of the same source in one report is the same toll; "two killed" may be said of many."""
