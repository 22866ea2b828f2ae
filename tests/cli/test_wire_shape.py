"""Every field of every line that programs read: its name, its type and its vocabulary, as the wire format says.

Written by hand from the specification, not made from the records: a renamed field must fail here.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tollbook.cli import main

Check = Callable[[Any, str], None]
EXAMPLE = Path(__file__).parents[2] / "examples" / "syrian-coast-2025" / "reports"


def of(*kinds: type) -> Check:
    def check(value: Any, where: str) -> None:
        assert type(value) in kinds, f"{where}: {value!r}"

    return check


def word(*vocabulary: str) -> Check:
    def check(value: Any, where: str) -> None:
        assert value in vocabulary, f"{where}: {value!r}"

    return check


def some(kind: Check) -> Check:
    """The kind, or null."""

    def check(value: Any, where: str) -> None:
        if value is not None:
            kind(value, where)

    return check


def listed(kind: Check) -> Check:
    def check(value: Any, where: str) -> None:
        assert type(value) is list, where
        for number, entry in enumerate(value):
            kind(entry, f"{where}[{number}]")

    return check


def mapped(kind: Check) -> Check:
    def check(value: Any, where: str) -> None:
        assert type(value) is dict, where
        for name, entry in value.items():
            kind(entry, f"{where}.{name}")

    return check


def shape(**fields: Check) -> Check:
    """An object with exactly these fields; a final _ keeps a name apart from a word of Python."""
    named = {name.rstrip("_"): kind for name, kind in fields.items()}

    def check(value: Any, where: str) -> None:
        assert type(value) is dict, where
        assert value.keys() == named.keys(), f"{where}: {value.keys() ^ named.keys()}"
        for name, kind in named.items():
            kind(value[name], f"{where}.{name}")

    return check


def anything(value: Any, where: str) -> None:
    """A value of any field, as in the edit of a reading."""


number, text, yes = of(int), of(str), of(bool)
harm = word("killed", "injured", "casualties", "missing", "detained", "abducted", "displaced")
status = word("civilian", "other protected", "disarmed combatant", "security forces", "other combatant", "unknown")
view = word("as known", "in retrospect")
span = shape(start=number, end=number)
scope = mapped(listed(text))
interval = some(shape(low=some(number), high=some(number)))

claim = shape(
    id=text,
    report=text,
    quote=text,
    start=number,
    end=number,
    number=some(span),
    harm=harm,
    count=shape(
        low=some(number),
        high=some(number),
        said=text,
        quantifier=word(
            "exact",
            "implied",
            "at least",
            "more than",
            "up to",
            "fewer than",
            "about",
            "nearly",
            "range",
            "vague",
            "none",
        ),
        implied=yes,
    ),
    victims=shape(
        status=some(listed(status)),
        group=some(text),
        sex=some(text),
        age=some(text),
        role=some(text),
        affiliation=some(text),
    ),
    qualifiers=listed(shape(said=text, axis=some(text), restricts=yes)),
    excludes=listed(shape(said=text, claim=some(text))),
    perpetrator=some(shape(said=text, party=some(text), certainty=word("stated", "suspected", "claimed"))),
    cause=some(text),
    places=listed(listed(text)),
    period=shape(
        start=some(text),
        end=some(text),
        kind=word("on day", "between", "since", "until", "unsaid"),
        basis=word("event", "documented", "booked", "unsaid"),
    ),
    as_of=shape(at=some(text), basis=word("stated", "published", "unsaid")),
    attributed_to=listed(shape(said=text, source=some(text), role=word("origin", "relay", "carrier"))),
    mode=word("count", "floor", "instance", "increment", "stock", "projection", "denial", "retraction"),
    background=yes,
    relations=listed(shape(kind=word("same_as", "restates", "excludes", "retracts"), claim=text)),
    evidence=mapped(
        shape(
            start=number,
            end=number,
            basis=word("stated", "carried over", "label", "inferred", "outlet wording"),
            rule=some(text),  # beyond the first specification: fields may be added
        )
    ),
    extractor=shape(name=text, version=text),
)
breakdown = shape(
    id=text, total=text, items=listed(text), axes=listed(text), disjoint=yes, complete=word("yes", "no", "unknown")
)
extraction = {
    "tollbook": word(1),  # type: ignore[arg-type]
    "id": text,
    "claims": listed(claim),
    "breakdowns": listed(breakdown),
    "passed_over": listed(shape(quote=text, start=number, end=number, reason=text)),
    "unresolved": listed(shape(quote=text, start=number, end=number, field=text, reason=text)),
}
proof = some(
    shape(
        basis=word("stated", "derived"),
        terms=listed(
            shape(
                claim=text,
                side=word("low", "high"),
                bound=number,
                coefficient=number,
                scope=scope,
                minus=listed(scope),
                quote=text,
                people=text,
            )
        ),
        value=number,
        weakest=some(text),
    )
)
figure = shape(
    id=text,
    incident=text,
    harm=harm,
    source=some(text),
    as_of=some(text),
    view=view,
    scope=scope,
    minus=listed(scope),
    label=text,
    low=number,
    high=some(number),
    proof=shape(low=proof, high=proof),
    readings=listed(text),
    disputed=yes,
    rule=some(text),
    claims=listed(text),
    part_of=some(text),
    note=some(text),
    printed=some(text),
    people=text,
    known_at=some(text),
)
conflict = shape(
    id=text,
    kind=word("stale part", "wrong scope", "missing part", "off by one", "revised down", "parity", "contradiction"),
    claims=listed(text),
    gap=number,
    explanation=text,
    suspended=listed(text),
    readings=listed(text),
    unaffected=listed(text),
)
reading = shape(
    id=text,
    claim=some(text),
    breakdown=some(text),
    edit=shape(field=text, from_=anything, to=anything),
    why=text,
    solves=listed(text),
    claims=listed(text),
)
figures = extraction | {
    "figures": listed(figure),
    "headline": shape(
        killed=interval,
        killed_noncombatant=interval,
        injured=interval,
        injured_noncombatant=interval,
        missing=interval,
    ),
    "conflicts": listed(conflict),
    "readings": listed(reading),
    "beside": listed(
        shape(
            claim=text,
            kind=word("agrees", "restates", "differs", "relation not stated", "background", "not counted"),
            figure=some(text),
            why=text,
        )
    ),
    "curves": listed(
        shape(
            source=some(text),
            harm=harm,
            label=text,
            scope=scope,
            points=listed(text),
            retrospect=listed(text),
            marks=listed(shape(at=text, kind=word("definition", "reading"), text=text, point=some(text))),
        )
    ),
    "axes": mapped(listed(text)),
    "bulletins": listed(
        shape(
            source=some(text),
            at=text,
            claims=listed(text),
            inferred=listed(text),
            carriers=listed(text),
            incident=text,
        )
    ),
    "tables": listed(
        shape(
            source=some(text),
            harm=harm,
            by=listed(word("status", "group", "sex", "age", "perpetrator", "place", "day", "death", "booked")),
            as_of=some(text),
            view=view,
            columns=listed(text),
            rows=listed(shape(name=text, within=number, apart=yes, figures=listed(some(text)))),
        )
    ),
    "comparisons": listed(
        shape(
            harm=harm,
            people=text,
            rows=listed(shape(source=some(text), figure=text, definition=text)),
            low=number,
            high=some(number),
            lowest=listed(some(text)),
            highest=listed(some(text)),
            independent=listed(text),
            by_rule=listed(
                shape(
                    rule=word("source hierarchy", "majority of sources", "range of sources"),
                    low=some(number),
                    high=some(number),
                    sources=listed(some(text)),
                    why=text,
                )
            ),
        )
    ),
    "lists": listed(
        shape(
            breakdown=text,
            source=some(text),
            sum=number,
            total=number,
            remainder=interval,
            kind=word(
                "closes",
                "closes with a hedge",
                "fits the hedge",
                "remainder",
                "missing part",
                "wrong scope",
                "overlap",
                "one item",
                "including",
                "sample",
                "other cut",
            ),
            hint=some(text),
        )
    ),
    "closed": listed(shape(source=text, axis=text, names=listed(text), lists=listed(text))),
}


def lines(*arguments: str | Path) -> Iterator[Any]:
    done = CliRunner().invoke(main, [*map(str, arguments), "--jsonl"], catch_exceptions=False)
    return map(json.loads, done.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        (["extract"], extraction),
        (["figures"], figures),
        (["figures", "--together"], figures),
        (["figures", "--together", "--by", "place,day"], figures),
        (["compare", "--together"], figures),
    ],
)
def test_every_line_has_the_shape_of_the_wire_format(arguments: list[str], fields: dict[str, Check]) -> None:
    written = list(lines(*arguments, EXAMPLE))
    assert written
    for line in written:
        shape(**fields)(line, line["id"])


@pytest.mark.parametrize(("command", "kind"), [("claims", claim), ("conflicts", conflict), ("readings", reading)])
def test_every_record_has_the_shape_of_the_wire_format(command: str, kind: Check, tmp_path: Path) -> None:
    tolls = (("2025-03-08", "risen to 524", "Saturday"), ("2025-03-09", "fallen to 311", "Sunday"))
    for published, toll, day in tolls:
        words = f"The death toll has {toll}, the Harbour Observatory said on {day}."
        (tmp_path / f"{day}.json").write_text(json.dumps({"id": day, "published": published, "text": words}))
    options = [EXAMPLE] if command == "claims" else ["--together", tmp_path]
    written = list(lines(command, *options))
    assert written
    for line in written:
        assert line.pop("tollbook") == 1
        kind(line, line["id"])


@pytest.mark.parametrize("command", ["extract", "figures"])
def test_an_error_line_has_the_shape_of_the_wire_format(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    error = shape(what=text, where=text, do=text)
    (line,) = lines(command, tmp_path / "a.txt")
    shape(tollbook=word(1), id=text, error=error)(line, "a")  # type: ignore[arg-type]
