"""How well and how fast reports are read: the measures that are wanted, on the development sets and on our own.

`make bench-extract` prints them; `python bench/extract.py accuracy` only the first part. Development sets lie beside
the checkout (`../shared/eval`) and rules were written with them in view. The sets of `bench/heldout` were written apart
from the rules, and nobody who writes rules reads them: where the second column falls far behind the first, a rule fits
texts and not English.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType

import tollbook
from scoring import ROOT, SCORER, SHARED, Scored, score
from tollbook.extract import extract
from tollbook.records import Report

HELD_OUT = ROOT / "bench" / "heldout"
SETS = {
    "wad.dev.jsonl": "notes.jsonl",
    "gva.dev.jsonl": "shootings.jsonl",
    "muc4.dev.jsonl": "cables.jsonl",
    "coast-2025": "conflicts",
}
"""Each development set, and our own set of the same kind."""
WANTED = {
    "wad.dev.jsonl": {"killed exact": 0.88, "killed precision": 0.93, "injured exact": 0.90},
    "gva.dev.jsonl": {"killed exact": 0.72, "killed zero_ok": 0.93, "injured exact": 0.70},
    "muc4.dev.jsonl": {"claim F1": 0.50},
    "coast-2025": {"claim F1": 0.92, "full": 0.75, "distractors": 0.02, "breakdowns": 0.80},
}
"""What is to be reached: at least, for distractors (numbers of other things that are taken) at most."""
SHORT_TEXTS, ARTICLES, ARTICLE_LENGTH = 400, 100, 2000
TICK = 0.002
"""Seconds of processor time between two looks at what is being done."""
STEPS = {
    "language/tokens": "tokenising",
    "language/lines": "tokenising",
    "language/recognise": "telling languages apart",
    "language/en/__init__": "making statements",
    "language/en/lexicons": "reading the lexicons",
    "language/en/statements": "making statements",
    "language/en/moods": "kinds of statement, reasons to pass over",
    "language/en/marking/": "marking numbers, asides and verbs",
    "language/en/times/": "times",
    "language/en/places/": "names of places",
    "language/en/speakers/": "voices",
    "language/en/people/": "people, with and without a number",
    "language/en/doers/": "who did it",
    "language/en/relations/": "which numbers belong together",
    "language/en/harms/": "which harm a number is tied to",
    "extract/reading": "the way through a report",
    "extract/__init__": "the way through a report",
    "extract/settings/": "settings: sources, places, times",
    "extract/people/": "people told of again",
    "extract/lists/": "wholes, parts and repetitions",
    "extract/events/": "other events",
    "extract/claims": "claims",
    "extract/drafted": "claims",
    "places/": "settings: sources, places, times",
}
"""What a module or a package is for. A module without a step here stands under its own name."""
SHARED_MODULES = ("language/lexicon", "language/en/marking/marks", "records/", "language/protocol", "language/__init__")
"""Modules that work for others: their time belongs to whoever calls them."""
LEXICON, TAGGER = "language/lexicon", "language/en/__init__"
ROUNDS = 5


def accuracy() -> Iterator[str]:
    """The measures of each set beside what is wanted, and the same measures on a set that no rule was written for."""
    yield from _measured({name: HELD_OUT / own for name, own in SETS.items()})


def development() -> Iterator[str]:
    """The measures of the development sets alone, for those who write rules: they look at the others at the end."""
    yield from _measured({})


def _measured(own_sets: Mapping[str, Path]) -> Iterator[str]:
    if not SCORER.exists():
        yield f"not measured: the scorer and the development sets are not here ({SHARED})"
        return
    yield f"{'set':15} {'measure':17} {'wanted':>8} {'development':>12}" + (f" {'held out':>9}" if own_sets else "")
    for name in SETS:
        own = own_sets.get(name)
        scored = [_scored(SHARED / name), *([_scored(own)] if own else [])]
        for measure, wanted in WANTED[name].items():
            bound = f"{'≤' if measure == 'distractors' else '≥'} {wanted:.2f}"
            figures = " ".join(f"{_figure(one, measure):>{width}}" for one, width in zip(scored, (12, 9), strict=False))
            yield f"{name.split('.')[0]:15} {measure:17} {bound:>8} {figures}"
        about = [_about("development", name, scored[0])] + ([_about("held out", own.name, scored[1])] if own else [])
        yield f"{'':15} {'; '.join(about)}"


def _scored(target: Path) -> Scored | None:
    return score(target) if target.exists() else None


def _figure(scored: Scored | None, measure: str) -> str:
    return f"{scored.measures[measure]:.3f}" if scored else "–"


def _about(label: str, name: str, scored: Scored | None) -> str:
    return f"{label}: {scored.reports} reports, {scored.digest}" if scored else f"{label}: {name} is not here"


def speed() -> Iterator[str]:
    """Extraction alone, warm, in seconds of one core's time."""
    short, articles = _texts()
    list(map(extract, [*short, *articles]))
    for label, reports, wanted in (("short texts", short, 500), ("2-kB articles", articles, 100)):
        began = time.process_time()
        list(map(extract, reports))
        yield f"{label:14} {len(reports) / (time.process_time() - began):6.0f} a second   (wanted: {wanted})"


def steps() -> Iterator[str]:
    """The share of time that each step of reading takes, by looking every two milliseconds at what is being done."""
    for label, reports in zip(("short texts", "2-kB articles"), _texts(), strict=True):
        seen = _seen_at_work(reports)
        yield f"{label}, {seen.total()} looks:"
        yield from (f"  {100 * looks / seen.total():5.1f} %  {step}" for step, looks in seen.most_common())


def _texts() -> tuple[list[Report], list[Report]]:
    """Short texts and articles of two kilobytes: of the development sets, or made from the example reports."""
    if SHARED.is_dir():
        short, long = (
            [json.loads(line)["text"] for line in (SHARED / name).read_text("utf-8").splitlines()]
            for name in ("wad.dev.jsonl", "gva.dev.jsonl")
        )
        articles = [text[:ARTICLE_LENGTH] for text in long if len(text) >= ARTICLE_LENGTH]
    else:
        folder = ROOT / "examples" / "syrian-coast-2025" / "reports"
        texts = [json.loads(path.read_text("utf-8"))["text"] for path in sorted(folder.glob("*.json"))]
        short = [paragraph for text in texts for paragraph in text.split("\n\n")]
        articles = ["\n\n".join(texts[n : n + 4])[:ARTICLE_LENGTH] for n in range(len(texts) - 4)]
    short, articles = short[:SHORT_TEXTS], articles[:ARTICLES]
    return _reports(short), _reports(articles)


def _reports(texts: list[str]) -> list[Report]:
    return [Report(text, published="2025-03-13", language="en") for text in texts]


def _seen_at_work(reports: list[Report]) -> Counter[str]:
    """How often each step was seen at work: a timer of processor time interrupts, and the innermost step counts."""
    seen = Counter[str]()

    def look(_: int, frame: FrameType | None) -> None:
        seen[_step(frame)] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, TICK, TICK)
    try:
        for _ in range(ROUNDS):
            list(map(extract, reports))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return seen


def _step(frame: FrameType | None) -> str:
    """The step that is at work: the innermost of our modules that does not work for others."""
    package, tagging = str(Path(tollbook.__file__).parent), False
    while frame is not None:
        path = frame.f_code.co_filename
        module = path.removeprefix(package).removesuffix(".py").lstrip("/")
        tagging |= module == LEXICON
        if path.startswith(package) and not module.startswith(SHARED_MODULES):
            if tagging and module == TAGGER:
                return "tagging phrases"
            return next((step for name, step in STEPS.items() if module.startswith(name)), module)
        frame = frame.f_back
    return "outside the package"


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "accuracy": accuracy,
    "development": development,
    "speed": speed,
    "steps": steps,
}
WITHIN_ANOTHER = "development"
"""The part that runs only where it is named."""


def main(names: list[str], parts: Mapping[str, Callable[[], Iterator[str]]] = PARTS) -> int:
    """Run the named parts, or all that are in no other."""
    if unknown := [name for name in names if name not in parts]:
        print(f"no part called {unknown[0]!r}; there are: {', '.join(parts)}", file=sys.stderr)
        return 2
    for name in names or [one for one in parts if one != WITHIN_ANOTHER]:
        print(f"\n{name}: {parts[name].__doc__}")
        for line in parts[name]():
            print(f"  {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
