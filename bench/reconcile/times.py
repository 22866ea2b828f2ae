"""How long reconciliation takes: ``python bench/reconcile/times.py [FOLDER]``.

Made archives: 10,000 claims in 300 incidents, each a ledger of its own (10^5 with ``--large``), and one claim more in
one of them; 5,000 claims of one incident, without misprints and with them; sixty days of numbers that go up and down;
the shape of nine bulletins with three overlapping lists of seven or eight items each. With FOLDER, the evaluation set
coast-2025, also bounds of its largest system. Cold is the first figure of a ledger whose claims have been read; warm
the same question's figure again, of which nothing is kept but the system.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.records import (
    AsOf,
    AsOfBasis,
    Attribution,
    AttributionRole,
    CaseDefinition,
    Count,
    Extraction,
    Figure,
    Harm,
    Place,
    Quantifier,
    Reading,
    Report,
    Status,
    Victims,
)
from tollbook.records.claim import Breakdown, Claim

PROVINCES = "ABCD"
REGION = CaseDefinition(places=(Place("R", "X", closed=True), *(Place(name, "R") for name in PROVINCES)))
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"as_of": "2025-03-10", "status": "civilian"},
    {"as_of": "2025-03-12", "view": "in retrospect"},
    {"as_of": "2025-03-10", "view": "in retrospect", "status": "civilian", "place": "Latakia province"},
)


def main(*arguments: str) -> None:
    """Print all times."""
    archive(10_000, 300)
    if "--large" in arguments:
        archive(100_000, 3_000)
    one_incident()
    revised_daily()
    lists()
    for folder in arguments:
        if not folder.startswith("--"):
            largest(Path(folder))


def archive(claims: int, incidents: int) -> None:
    """Incidents of 2 to some 200 claims, most of them small: read, settled, and asked for their total."""
    chance = random.Random(1)
    sizes = [max(2, min(120, int(chance.paretovariate(1.2) * 6))) for _ in range(incidents)]
    sizes = [max(2, round(size * claims / sum(sizes))) for size in sizes]
    made = [incident(number, size) for number, size in enumerate(sizes)]
    each = sorted(timed(partial(total, found)) for found in made)
    print(f"{sum(sizes):,} claims in {incidents:,} incidents: {sum(each):.1f} s, the slowest {each[-1] * 1000:.0f} ms")
    more = incident(sizes.index(max(sizes)), max(sizes) + 1)
    taken = timed(partial(total, more))
    print(f"one more claim in the largest of them ({max(sizes) + 1} claims): {taken * 1000:.0f} ms")


def total(found: list[Extraction]) -> Figure:
    """The total of an incident, from its claims."""
    return reconcile(found, REGION).figure(view="in retrospect")


def one_incident() -> None:
    """Daily bulletins of years, in one of a hundred of which one number is misprinted."""
    for name, misprints in (("no misprint", 0.0), ("misprints", 0.01)):
        ledger = reconcile(incident(0, 5_000, misprints), REGION)
        what = f"5,000 claims of one incident, {name}"
        print(f"{what}: read in {timed(partial(Ledger.axes.__get__, ledger)):.1f} s")
        for asked in ({"view": "in retrospect"}, {"as_of": "2026-03-01"}, {"as_of": "2026-03-01", "place": "A"}):
            show(what, ledger, asked)


def revised_daily() -> None:
    """A source whose numbers go up and down every day: figures, and conflicts with their readings."""
    ledger = reconcile(up_and_down(60))
    show("sixty days up and down", ledger, {"view": "in retrospect"})
    taken = timed(lambda: ledger.reconciliation)
    print(f"sixty days up and down: all figures, {len(ledger.conflicts)} conflicts and their readings: {taken:.1f} s")


def lists() -> None:
    """Nine bulletins with three overlapping lists each."""
    ledger = reconcile(bulletins_with_lists())
    for asked in ({"as_of": "2025-07-14"}, {"as_of": "2025-07-22"}, {"as_of": "2025-07-18", "view": "in retrospect"}):
        for people in ({}, {"status": "civilian"}):
            show("nine bulletins of three lists", ledger, asked | people)


def largest(folder: Path) -> None:
    """The largest system of the annotated claims, without readings and with them."""
    # The program beside this one; it is no module of a package.
    corpus = import_module("coast").Corpus(folder)
    for name, accepted in (("without readings", list[Reading]()), ("with readings", corpus.readings("SOHR, rule 7"))):
        for asked in QUESTIONS:
            show(
                f"coast, {name}", reconcile(corpus.extractions, corpus.definition, accepted), {"source": "SOHR"} | asked
            )


def show(what: str, ledger: Ledger, asked: dict[str, Any]) -> None:
    """Ask twice, and print how long it took."""
    found: list[Figure] = []
    assert ledger.axes  # the claims are read
    cold, warm = (timed(lambda: found.append(ledger.figure(**asked))) for _ in range(2))
    words = ", ".join(str(value) for value in asked.values())
    note = f" ({found[0].note})" if found[0].note else ""
    print(f"{what}: {words}: {found[0].interval}, cold {cold * 1000:.0f} ms, warm {warm * 1000:.0f} ms{note}")


def timed(work: Callable[[], object]) -> float:
    """How many seconds a piece of work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def incident(number: int, size: int, misprints: float = 0) -> list[Extraction]:
    """The claims of one source about one incident: each day the total, four provinces, and a hedged part.

    So many of the totals are misprinted.
    """
    chance = random.Random(number)
    dead = {name: chance.randint(5, 30) for name in PROVINCES}
    claims: list[Claim] = []
    found: list[Breakdown] = []
    while len(claims) < size:
        day = (date(2025, 1, 1) + timedelta(len(found))).isoformat()
        dead = {name: count + chance.randint(0, 9) for name, count in dead.items()}
        misprint = 30 if misprints and chance.random() < misprints else 0
        everybody = claim(f"{day}, all", sum(dead.values()) + misprint, day, places=(("R", "X"),))
        items = [claim(f"{day}, {name}", count, day, places=((name, "R", "X"),)) for name, count in dead.items()]
        victims, hedge = Victims(status=(Status.CIVILIAN,)), Quantifier.AT_LEAST
        part = claim(
            f"{day}, civilians", sum(dead.values()) * 3 // 5, day, hedge, victims=victims, places=(("R", "X"),)
        )
        claims += [everybody, *items, part]
        found.append(Breakdown(day, everybody.id, tuple(item.id for item in items), ("place",)))
    return extractions(claims[:size], found)


def up_and_down(days: int) -> list[Extraction]:
    """A total and the women among it, every day some more or fewer."""
    chance = random.Random(3)
    dead, claims = 300, list[Claim]()
    for n in range(days):
        day = (date(2025, 3, 1) + timedelta(n)).isoformat()
        dead += chance.randint(-15, 20)
        women = dead // 4 + chance.randint(-5, 5)
        claims += [claim(f"{day}, all", dead, day), claim(f"{day}, women", women, day, victims=Victims(sex="woman"))]
    return extractions(claims, ())


def bulletins_with_lists() -> list[Extraction]:
    """Nine bulletins, each with a total that is cut into lists of seven, eight and eight overlapping items."""
    chance = random.Random(4)
    claims: list[Claim] = []
    found: list[Breakdown] = []
    dead = 300
    for day in (f"2025-07-{n}" for n in range(14, 23)):
        dead += chance.randint(60, 150)
        claims.append(everybody := claim(f"{day}, all", dead, day))
        for name, size in (("a", 7), ("b", 8), ("c", 8)):
            cuts = [0, *sorted(chance.sample(range(1, dead), size - 1)), dead]
            items = [
                claim(
                    f"{day}, {name}{n}",
                    until - start,
                    day,
                    victims=Victims(status=(Status.CIVILIAN,) if n % 2 else None, group=None if n % 3 else "Druze"),
                )
                for n, (start, until) in enumerate(pairwise(cuts))
            ]
            claims += items
            found.append(Breakdown(f"{day}, {name}", everybody.id, tuple(item.id for item in items), ("list",)))
    return extractions(claims, found)


def claim(identity: str, count: int, day: str, quantifier: Quantifier = Quantifier.EXACT, **fields: Any) -> Claim:
    """A number of one source as of a day, each day in a report of its own."""
    number = Count(count, count if quantifier is Quantifier.EXACT else None, str(count), quantifier)
    source = (Attribution("M", "M", AttributionRole.ORIGIN),)
    as_of = AsOf(day, AsOfBasis.STATED)
    return Claim(
        identity, day, f"{count} dead", 0, 1, None, Harm.KILLED, number, as_of=as_of, attributed_to=source, **fields
    )


def extractions(claims: Iterable[Claim], found: Iterable[Breakdown]) -> list[Extraction]:
    """The claims by report, with the lists that are complete."""
    reports: defaultdict[str, list[Claim]] = defaultdict(list)
    for one in claims:
        reports[one.report].append(one)
    here = {one.id for mine in reports.values() for one in mine}
    whole = [breakdown for breakdown in found if {breakdown.total, *breakdown.items} <= here]
    return [
        Extraction(Report("x", id=name), tuple(mine), tuple(b for b in whole if b.total in {one.id for one in mine}))
        for name, mine in reports.items()
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
