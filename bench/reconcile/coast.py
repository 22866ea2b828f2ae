"""Compare the engine with the expected results of hand-annotated claims: ``python bench/reconcile/coast.py FOLDER``.

FOLDER is the evaluation set coast-2025. Its annotated claims are given to the engine as claims of the wire format,
every system of its expected results that follows rule 7 is asked for its figures and the points of its toll curve,
without readings and with them, and every answer goes through the independent verifier. ``N of M`` are equal. As-of
times are those of `bulletins.csv` (``dated``), or with the order within a day given by a clock (``clocked``), or only
those that the texts and their publication dates tell (``blind``).
"""

from __future__ import annotations

import csv
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tollbook.casebook.definition import definition
from tollbook.reconcile import reconcile
from tollbook.reconcile.claims.book import Book
from tollbook.reconcile.claims.incidents import assigned
from tollbook.reconcile.claims.partitions import Partition
from tollbook.reconcile.claims.questions import IN_RETROSPECT
from tollbook.reconcile.engine.settle import Settled
from tollbook.reconcile.figures.proofs import Systems
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import CaseDefinition, Extraction, Figure, Harm, Reading, Report
from tollbook.records.claim import Breakdown, Claim
from tollbook.records.wire import decode, encode

Record = dict[str, Any]
DEFINITION = Path(__file__).with_suffix(".toml")
SYSTEMS = {"SOHR": "SOHR, rule 7", "SNHR": "SNHR"}
ORDERS = ("dated", "clocked", "blind")
QUANTIFIERS = {
    "exactly": "exact",
    "could exceed": "more than",
    "dozens": "vague",
    "hundreds": "vague",
    "thousands": "vague",
    "tens of thousands": "vague",
    "unquantified": "none",
}
EVERYBODY = {"14#1"}
"""A total whose statuses are only those of its parts: the annotation takes both answers."""

BY_PLACE = {"32#2"}
"""The total of a list of provinces that the annotation has among its inclusions, because it does not close."""

AXES = {"status/affiliation": "status", "time": "documented", "age/sex": "age"}
AGE_AND_SEX = {
    "women": {"sex": "woman", "age": "adult"},
    "men": {"sex": "man", "age": "adult"},
    "children": {"age": "child"},
}
ASKED = {"woman": "women", "man": "men", "child": "children"}
CURVES: Mapping[str, Record] = {
    "all": {},
    "civilians": {"status": "civilian"},
    "security forces": {"status": "security forces"},
    "fighters": {"status": "other combatant"},
    "security forces and fighters": {"status": ["security forces", "other combatant"]},
    "by the government side": {"perpetrator": "government side"},
    "by the Assad side": {"perpetrator": "opposing side"},
}


@dataclass
class Corpus:
    """The annotated claims and what is expected of them."""

    folder: Path
    order: str = "dated"

    @cached_property
    def claims(self) -> dict[str, Record]:
        """The annotated claims by id."""
        return {claim["id"]: claim for claim in _lines(self.folder / "claims.jsonl")}

    @cached_property
    def bulletins(self) -> dict[str, Record]:
        """For every claim who counted, in which bulletin, and what."""
        with (self.folder / "expected/bulletins.csv").open(encoding="utf-8", newline="") as file:
            return {row["claim"]: row for row in csv.DictReader(file)}

    @cached_property
    def expected(self) -> Record:
        """The expected results."""
        return _json(self.folder / "expected/expected.json")

    @cached_property
    def reports(self) -> dict[str, Record]:
        """The reports by id."""
        return {path.stem: _json(path) for path in sorted((self.folder / "reports").glob("*.json"))}

    @cached_property
    def definition(self) -> CaseDefinition:
        """The codebook of the set."""
        return definition(tomllib.loads(DEFINITION.read_text(encoding="utf-8")), DEFINITION.name)

    @cached_property
    def extractions(self) -> list[Extraction]:
        """The reports with their claims in the wire format."""
        claims: defaultdict[str, list[Claim]] = defaultdict(list)
        for record in self.claims.values():
            claims[record["report"]].append(self._claim(record))
        lists = list(self._breakdowns())
        return [
            Extraction(
                Report(**{"id": name} | {key: self.reports[name][key] for key in ("text", "published", "publisher")}),
                tuple(claims[name]),
                tuple(b for b in lists if self.claims[b.total]["report"] == name),
            )
            for name in sorted(claims)
        ]

    def readings(self, system: str) -> list[Reading]:
        """The readings that are applied in a system, one for each claim or list."""
        applied = self.expected["systems"][system]["readings_applied"]
        entries = _json(self.folder / "expected/readings.json")["readings"]
        return [
            decode(Reading, reading, reading["id"])
            for entry in entries
            if entry["id"] in applied
            for reading in self._reading(entry)
        ]

    def _reading(self, entry: Record) -> Iterator[Record]:
        after = self.as_of_bulletin(entry["to"]) if entry["field"] == "as_of" else entry["to"]
        record = {"why": entry["why"], "edit": {"field": entry["field"], "from": None, "to": after}}
        if "breakdown" in entry:
            total = entry["breakdown"].split()[0]
            yield record | {"id": entry["id"], "claim": None, "breakdown": f"items of {total}/rest"}
            return
        for claim in entry.get("claims") or [entry["claim"]]:
            yield record | {"id": f"{entry['id']}, {claim}", "claim": claim, "breakdown": None}

    def as_of_bulletin(self, said: str) -> str:
        """The as-of time that a reading gives as ``2025-03-08 (SOHR-0308g)``."""
        day, _, bulletin = said.rstrip(")").partition(" (")
        return self._clocks.get(bulletin, day) if self.order == "clocked" else day

    @cached_property
    def _clocks(self) -> dict[str, str]:
        """For every bulletin a time that tells its place within its day; the last one keeps the day."""
        days: defaultdict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
        for row in self.bulletins.values():
            if row["order"] and row["origin"] in SYSTEMS:
                days[row["origin"], row["as_of"][:10]].add((int(row["order"]), row["bulletin"]))
        return {
            name: day if place == len(names) else f"{day}T{place:02d}:00"
            for (_, day), names in days.items()
            for place, (_, name) in enumerate(sorted(names), start=1)
        }

    def _as_of(self, claim: Record) -> Record:
        if self.order == "blind":
            return dict(claim["as_of"])
        row = self.bulletins[claim["id"]]
        at = (self._clocks.get(row["bulletin"]) if self.order == "clocked" else None) or row["as_of"] or None
        return {"at": at, "basis": "stated" if at else "unsaid"}

    def _claim(self, claim: Record) -> Claim:
        """An annotated claim in the wire format."""
        row, victims = self.bulletins[claim["id"]], claim["victims"]
        counts, as_of = row["counts"], self._as_of(claim)
        quantifier = QUANTIFIERS.get(claim["quantifier"], claim["quantifier"])
        wording = claim["id"] in self.expected["systems"][SYSTEMS["SOHR"]]["places_defaulted"]
        both = victims["age_sex"] == "women and children"
        record = {key: claim[key] for key in ("id", "report", "quote", "start", "end", "places")} | {
            "number": None,
            "harm": "casualties" if "casualties" in counts else claim["harm"],
            "count": {
                "low": claim["count_low"],
                "high": claim["count_high"],
                "said": claim["quantifier"] if quantifier == "vague" else str(claim["count_low"] or ""),
                "quantifier": quantifier,
            },
            "victims": {
                "status": None if claim["id"] in EVERYBODY else claim["status"],
                "group": claim["group"],
                **AGE_AND_SEX.get(victims["age_sex"] or "", {}),
                "role": victims["affiliation"] if victims["affiliation"] == "medical workers" else None,
            },
            "qualifiers": [{"said": "women and children", "axis": None, "restricts": True}] if both else [],
            "perpetrator": _party(claim),
            "period": self._period(claim, as_of["at"]),
            "as_of": as_of,
            "attributed_to": [
                {"said": row[role], "source": row[role] if role == "origin" else None, "role": role}
                for role in ("origin", "carrier")
                if row[role]
            ],
            "mode": counts if counts in ("floor", "increment") else claim["mode"],
            "background": bool(claim.get("background")),
            "evidence": {"places": {"start": 0, "end": 0, "basis": "outlet wording"}} if wording else {},
        }
        return decode(Claim, record, claim["id"])

    def _period(self, claim: Record, at: str | None) -> Record:
        """A toll covers the whole incident, and days between two others only if nobody says as of when it stood.

        An increment covers what was documented on its day.
        """
        counts, period = self.bulletins[claim["id"]]["counts"], claim["period"]
        if counts in ("toll", "floor") and (at or period["kind"] != "between"):
            return {"start": None, "end": None, "kind": "unsaid", "basis": "unsaid"}
        basis = {"increment": "documented", "booked": "booked"}.get(counts, "event")
        if counts == "increment" and at and self.order != "blind":
            return {"start": at[:10], "end": at[:10], "kind": "on day", "basis": basis}
        kind = {"cumulative to": "until", "unknown": "unsaid"}.get(period["kind"], period["kind"])
        return {"start": period["start"], "end": period["end"], "kind": kind, "basis": basis}

    def _breakdowns(self) -> Iterator[Breakdown]:
        """The annotated partitions, and what else the lists of SNHR's totals contain."""
        split: defaultdict[str, set[str]] = defaultdict(set)
        for n, entry in enumerate(_lines(self.folder / "partitions.jsonl")):
            axes = tuple(AXES.get(axis, axis) for axis in entry["varies_in"])
            split[entry["total"]] |= set(entry["parts"])
            yield Breakdown(f"items of {entry['total']} ({n})", entry["total"], tuple(entry["parts"]), axes)
        for total, claim in self.claims.items():
            includes = (claim["relation"] or {}).get("includes", ())
            rest = tuple(part for part in includes if part in self.claims and part not in split[total])
            if rest and self.bulletins[total]["origin"] == "SNHR":
                axes = ("place",) if total in BY_PLACE else ()
                yield Breakdown(f"items of {total}/rest", total, rest, axes, disjoint=False)


@dataclass
class Tally:
    """How many answers are as expected, and which are not."""

    equal: int = 0
    asked: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, what: str, figure: Figure, expected: Record) -> None:
        """Compare one answer."""
        got = [figure.low, figure.high, figure.disputed]
        wanted = [expected["low"], expected["high"], expected.get("disputed", False)]
        self.asked += 1
        self.equal += got == wanted
        if got != wanted:
            self.faults.append(f"{what}: {got}, expected {wanted}")

    def __str__(self) -> str:
        return f"{self.equal} of {self.asked}"


@dataclass
class Comparison:
    """One system, under one set of readings, against what is expected of it."""

    corpus: Corpus
    source: str
    with_readings: bool
    figures: Tally = field(default_factory=Tally)
    points: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        name = SYSTEMS[self.source]
        self.expected = self.corpus.expected["systems"][name]
        readings = self.corpus.readings(name) if self.with_readings else []
        self.ledger: Ledger = reconcile(self.corpus.extractions, self.corpus.definition, readings)
        self.moments = self._moments()
        self.repairs = [sorted(map(_unit, repair)) for repair in self._settled.repairs if repair]
        for entry in self.expected["figures"]:
            self._figure(entry)
        for point in self.expected["curve_as_known"]:
            wanted = point if self.with_readings else point["without_readings"]
            if wanted:
                figure = self._ask(as_of=self.moments[point["bulletin"]], **CURVES[point["what"]])
                self.points.add(f"{point['bulletin']} {point['what']}", figure, wanted)

    def __str__(self) -> str:
        readings = "with readings" if self.with_readings else "without readings"
        repairs = "as expected" if self.same_repairs else f"{self.repairs}"
        return (
            f"{self.source} {readings}: {self.figures} figures, {self.points} points of the curve,"
            f" smallest repairs {repairs}"
        )

    @property
    def same_repairs(self) -> bool:
        """Whether the smallest repairs are those expected: with readings none."""
        expected = [] if self.with_readings else self.expected["minimum_repairs"]["repairs"]
        return sorted(self.repairs) == sorted(sorted(repair) for repair in expected)

    @property
    def _settled(self) -> Settled:
        readings = self.corpus.readings(SYSTEMS[self.source]) if self.with_readings else []
        (share,) = assigned(self.corpus.extractions, self.corpus.definition, readings).shares.values()
        book = Book(share.extractions, share.definition, readings)
        return Systems(book).settled(Partition(Harm.KILLED, self.source), IN_RETROSPECT)

    def _moments(self) -> dict[str, str]:
        """For every expected bulletin the moment under which the engine has most of its claims."""
        rows = self.corpus.bulletins
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for bulletin in self.ledger.bulletins:
            for claim in bulletin.claims:
                found[rows[claim]["bulletin"]][bulletin.at] += 1
        days = {row["bulletin"]: row["as_of"] for row in rows.values()}
        return days | {name: moments.most_common(1)[0][0] for name, moments in found.items()}

    def _figure(self, entry: Record) -> None:
        asked: Record = {"as_of": self.moments[entry["as_of"]]}
        if entry["documented"] == "in":
            asked |= {"known": asked["as_of"]} | self._interval(entry["order keys"])
        elif entry["documented"].startswith("by the eve"):
            asked |= {"as_of": EVE, "known": asked["as_of"]}
        asked |= axes_of(entry["scope"]) | {"minus": [axes_of(minus) for minus in entry["minus"]]}
        answers = entry["with_readings" if self.with_readings else "without_readings"]
        for view in ("as known", "in retrospect"):
            if wanted := answers.get(view.replace(" ", "_")):
                known = {} if view == "as known" else {"known": None}
                figure = self._ask(**(asked | {"view": view} | known))
                self.figures.add(f"{entry['id']} {entry['label']}, {view}", figure, wanted)

    def _interval(self, keys: list[int]) -> Record:
        """The question for the people documented in these intervals of the source's own sequence."""
        rows = self.corpus.bulletins.values()
        names = {int(row["order"]): row["bulletin"] for row in rows if row["origin"] == self.source and row["order"]}
        before = max(order for order in names if order < min(keys))
        until = self.moments[names[max(keys)]] if max(keys) in names else EVE
        return {"after": self.moments[names[before]], "as_of": until}

    def _ask(self, **asked: Any) -> Figure:
        figure = self.ledger.figure(source=self.source, **asked)
        verify(encode(figure), self.ledger.axes)
        return figure


EVE = "2025-03-19"
"""The eve of the bulletin of 20 March: the interval before it that nobody reported."""


def main(folder: str, *orders: str) -> None:
    """Print how many answers are as expected, system by system, and those that are not."""
    for order in orders or ORDERS[:1]:
        corpus = Corpus(Path(folder), order)
        for source in SYSTEMS:
            for with_readings in (False, True):
                comparison = Comparison(corpus, source, with_readings)
                print(f"{order}: {comparison}")
                for fault in (*comparison.figures.faults, *comparison.points.faults):
                    print(f"    {fault}")


def _unit(unit: str) -> str:
    """What is set aside together, in the words of the expected results."""
    return unit.partition(" (")[0] if unit.startswith("items of ") else f"claim {unit}"


def axes_of(scope: Mapping[str, list[Any]]) -> Record:
    """The scope of an expected figure in the engine's words."""
    days = {"book": "booked", "death": "death"}
    asked: Record = {}
    for axis, leaves in scope.items():
        if axis == "age/sex":
            asked |= AGE_AND_SEX[next(ASKED[leaf] for leaf in leaves if leaf in ASKED)]
        elif axis in days:
            asked[days[axis]] = [f"2025-03-{int(day):02d}" for day in leaves]
        else:
            names = {"Assad side": "opposing side", "other": "rest" if axis == "group" else "other"}
            asked[axis] = [names.get(leaf, leaf) for leaf in leaves]
    return asked


def _party(claim: Record) -> Record | None:
    party = claim["perpetrator_class"]
    return {"said": claim["perpetrator"] or party, "party": party, "certainty": "stated"} if party else None


def _lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _json(path: Path) -> Record:
    record: Record = json.loads(path.read_text(encoding="utf-8"))
    return record


if __name__ == "__main__":
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= set(ORDERS):
        print(f"usage: python bench/reconcile/coast.py FOLDER [{' | '.join(ORDERS)}]...", file=sys.stderr)
        sys.exit(2)
    main(*sys.argv[1:])
