"""From texts to figures: ``python bench/reconcile/end_to_end.py FOLDER``.

FOLDER is the evaluation set coast-2025. Its English reports are read by the extractor and reconciled under the codebook
of the example case; the annotation only tells where in a text a bulletin's numbers stand. Two measures for each source:

- points of the expected toll curves that an English report states: the figure begins with an exact number, and a
  hedged one lies within its bounds;
- bounds that contradict the expected results: they share no number with them.

The texts of other languages are not read, so bounds may be wider than those expected, and are not compared with them.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from coast import CURVES, SYSTEMS, Corpus, Record, axes_of

from tollbook.casebook.definition import read
from tollbook.extract import extract
from tollbook.reconcile import reconcile
from tollbook.reconcile.ledger import Ledger
from tollbook.reconcile.verify import verify
from tollbook.records import Claim, Extraction, Figure, Report, UsageError
from tollbook.records.wire import encode

CODEBOOK = Path(__file__).parents[2] / "examples/syrian-coast-2025/tollbook.toml"
NAMES = {
    "opposing side": "pro-Assad side",
    "Latakia": "Latakia city",
    "Tartus": "Tartus city",
    **{f"{province} province": province for province in ("Latakia", "Tartus", "Hama", "Homs")},
}
"""What the expected results name otherwise than the codebook."""
FIELDS = ("id", "text", "published", "publisher", "language")
VIEWS = {"as known": "as_known", "in retrospect": "in_retrospect"}


@dataclass
class Tally:
    """How many answers are good, and what is wrong with the others."""

    good: int = 0
    asked: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, good: bool, what: str) -> None:
        """Count one answer."""
        self.asked, self.good = self.asked + 1, self.good + good
        self.faults += [] if good else [what]

    def __str__(self) -> str:
        return f"{self.good} of {self.asked}"


class Case:
    """The English reports of the set as a case of their own."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        definition = replace(read(CODEBOOK), window_end=None)
        texts = [report for report in corpus.reports.values() if report["language"] == "en"]
        reports = [Report(**{name: text[name] for name in FIELDS}) for text in texts]
        self.english = frozenset(report.id for report in reports)
        self.extractions: list[Extraction] = [extract(report, definition) for report in reports]
        self.ledger: Ledger = reconcile(self.extractions, definition)

    @cached_property
    def moments(self) -> dict[str, str]:
        """For every annotated claim that was read, and for every bulletin, the moment at which the ledger has it."""
        annotated = {(one["report"], one["number_start"]): name for name, one in self.corpus.claims.items()}
        claims: dict[str, Claim] = {one.id: one for extraction in self.extractions for one in extraction.claims}
        moments: dict[str, str] = {}
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for bulletin in self.ledger.bulletins:
            for claim in (claims[name] for name in bulletin.claims):
                name = annotated.get((claim.report, claim.number.start if claim.number else None))
                if name and self.corpus.bulletins[name]["origin"] == bulletin.source:
                    moments[name] = bulletin.at
                    found[self.corpus.bulletins[name]["bulletin"]][bulletin.at] += 1
        return moments | {name: times.most_common(1)[0][0] for name, times in found.items()}

    def points(self, source: str) -> Tally:
        """The points of the toll curve of a source that an English report states."""
        tally = Tally()
        for point in self._system(source)["curve_as_known"]:
            scope = CURVES[point["what"]]
            for claim in (self.corpus.claims[name] for name in point["stated_by"]):
                told = claim["count_low"] is not None and scope.keys().isdisjoint(claim["beyond_text"])
                if claim["report"] not in self.english or not told:
                    continue
                at = self.moments.get(claim["id"], self.moments.get(point["bulletin"]))
                figure = self._answer(source, at, scope, [])
                said = f"{claim['id']} {claim['quantifier']} {claim['count_low']} {point['what']}, {at}"
                tally.add(figure is not None and _states(figure, claim, point), f"{said}: {figure or 'not read'}")
        return tally

    def agreement(self, source: str) -> Tally:
        """The bounds that share a number with those expected at the same moment."""
        tally = Tally()
        for entry in self._system(source)["figures"]:
            at = self.moments.get(entry["as_of"])
            if not entry["documented"].startswith(f"by {source}"):
                continue  # the people of one interval: its ends are bulletins that other languages carry
            for view, name in VIEWS.items():
                wanted = entry["with_readings"].get(name)
                figure = self._answer(source, at, axes_of(entry["scope"]), entry["minus"], view) if wanted else None
                if figure is not None:
                    what = f"{entry['id']} {entry['label']}, {view} {at}: {figure}, expected {_interval(wanted)}"
                    tally.add(_overlap(figure, wanted), what)
        return tally

    def _system(self, source: str) -> Record:
        system: Record = self.corpus.expected["systems"][SYSTEMS[source]]
        return system

    def _answer(
        self, source: str, at: str | None, scope: Record, minus: list[Record], view: str = "as known"
    ) -> Figure | None:
        """The verified answer; None where the case knows nothing of the moment or the people."""
        taken = [_named(axes_of(people)) for people in minus]
        asked: dict[str, Any] = {"as_of": at, "view": view, "minus": taken} | _named(scope)
        try:
            figure = self.ledger.figure(source=source, **asked) if at else None
        except UsageError:
            return None
        if figure is not None:
            verify(encode(figure), self.ledger.axes)
        return figure


def _named(scope: Record) -> Record:
    """A scope in the words of the codebook."""
    listed = {axis: [leaves] if isinstance(leaves, str) else leaves for axis, leaves in scope.items()}
    return {axis: [NAMES.get(leaf, leaf) for leaf in leaves] for axis, leaves in listed.items()}


def _states(figure: Figure, claim: Record, point: Record) -> bool:
    """Whether the figure begins with the printed number; of a hedged one, whether it does not contradict it."""
    if claim["quantifier"] == "exactly" and point["low"] == claim["count_low"]:
        return bool(figure.low == claim["count_low"])
    return _overlap(figure, point)


def _overlap(figure: Figure, wanted: Record) -> bool:
    low: int = wanted["low"]
    high: int | None = wanted["high"]
    return (high is None or figure.low <= high) and (figure.high is None or low <= figure.high)


def _interval(wanted: Record) -> str:
    return f"{wanted['low']} to {wanted['high'] if wanted['high'] is not None else '…'}"


def main(folder: str) -> None:
    """Print both measures for each source, and what is wrong."""
    case = Case(Corpus(Path(folder)))
    for source in SYSTEMS:
        points, agreement = case.points(source), case.agreement(source)
        print(f"{source}: {points} points of the curve, {agreement} bounds agree with those expected")
        for fault in (*points.faults, *agreement.faults):
            print(f"    {fault}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("usage: python bench/reconcile/end_to_end.py FOLDER", file=sys.stderr)
        sys.exit(2)
    main(sys.argv[1])
