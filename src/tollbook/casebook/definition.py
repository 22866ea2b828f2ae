"""The codebook of a case: ``tollbook.toml``, read into a CaseDefinition.

Only what a case needs has to be there; an empty file is a case. Unknown keys are refused: a misspelt name must not
pass as silence. The tables, and the records of ``tollbook.records.case`` that they fill::

    [case]                              # CaseDefinition
    name = "The coast, March 2025"      # the title on the page
    incident = "coast 2025"             # what the case calls its one incident
    region = "the coast"                # the place that a cumulative total covers by default
    languages = ["en"]
    [case.window]                       # window_start, window_end
    start = 2025-03-06
    end = 2025-03-31

    [[source]]                          # Source: somebody who counts
    id = "SOHR"
    names = ["Syrian Observatory for Human Rights"]
    [source.profile]                    # SourceProfile: how they count
    never_counts = { status = ["other combatant"] }
    closed = { place = ["Latakia", "Tartus"] }
    on_day = "event"
    [[source.profile.labels]]           # LabelReading: a usual name that restricts nothing
    of = { group = ["Alawite"] }
    drop = ["group"]
    until = 2025-03-14

    [[party]]                           # Party
    id = "security forces"
    names = ["government forces"]
    side = "government"

    [[place]]                           # Place
    name = "the coast"
    within = "Syria"
    names = ["coastal region"]
    parts = ["Latakia", "Tartus"]
    closed = true

    [[group]]                           # Group
    name = "Alawite"
    names = ["Alawites", "Alawi"]

    [rules]                             # Rules: rules of the field, which the case chooses
    sources = ["SOHR"]
    majority = true
    range = true
    numbers = "ACLED"                   # or a table [rules.numbers] of words and numbers

    [[incident]]                        # Incident: where a case has several
    id = "coast 2025"
    region = "the coast"
    causes = ["landmine"]
    [incident.window]                   # Window
    start = 2025-03-06
    end = 2025-03-31
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.preserve import file_errors
from tollbook.reconcile.claims.numbers import profiles
from tollbook.reconcile.claims.origins import same_name
from tollbook.records import (
    CaseDefinition,
    Group,
    Incident,
    Party,
    Place,
    Rules,
    Scope,
    Source,
    Status,
    TollbookError,
    wire,
)
from tollbook.records.report import is_date, is_language

LISTS = {
    "source": ("sources", Source),
    "party": ("parties", Party),
    "place": ("places", Place),
    "group": ("groups", Group),
    "incident": ("incidents", Incident),
}
CASE_KEYS = ("name", "incident", "region", "languages", "window")
WINDOW_KEYS = ("start", "end")
MEANINGS_OF_A_DAY = ("event", "increment", "booked")

STARTER = """\
# The codebook of this case. Every setting is described in the reference, under "Settings of tollbook.toml".
# After a change, `tollbook extract` reads the reports again; decisions that people made are kept.

[case]
name = {name}
incident = "incident"     # what the case calls its one incident
# region = "the coast"    # the place that a total covers if the text does not say where
languages = ["en"]        # two-letter codes of the languages to read

# [case.window]           # deaths outside these days do not belong to the incident
# start = 2025-03-06
# end = 2025-03-31

# One table for each organisation that counts, with the names under which reports cite it.
# [[source]]
# id = "SOHR"
# names = ["Syrian Observatory for Human Rights"]

# One table for each party to the conflict.
# [[party]]
# id = "security forces"
# names = ["government forces"]

# Places that the built-in index does not know.
# [[place]]
# name = "the coast"
# within = "Syria"
# parts = ["Latakia", "Tartus"]

# Communities by which victims are counted.
# [[group]]
# name = "Alawite"
# names = ["Alawites"]

# Where the case is about several incidents, one table for each; a number goes to the one that its words name.
# [[incident]]
# id = "incident"
# region = "the coast"

# Rules of the field: what they give stands beside the sources' figures, and says so.
# [rules]
# sources = ["SOHR"]      # of several sources the first that states a number is followed
# numbers = "ACLED"       # what vague words are at least
"""


def starter(title: str) -> str:
    """The ``tollbook.toml`` that a new case begins with.

    >>> tomllib.loads(starter('The "coast"'))["case"]["name"]
    'The "coast"'
    """
    # A JSON string is a TOML string, except that TOML wants U+007F escaped as well.
    return STARTER.format(name=json.dumps(title, ensure_ascii=False).replace("\x7f", "\\u007f"))


def read(path: Path) -> CaseDefinition:
    """The definition in the file ``path``. TollbookError names the file, the key, and what to do."""
    with file_errors(path):
        content = path.read_bytes()
    try:
        values = tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        raise TollbookError(f"byte {error.start + 1} is not UTF-8", str(path), "save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise TollbookError(f"not valid TOML ({error})", str(path), "correct this line (format: toml.io)") from None
    return definition(values, str(path))


def definition(values: Mapping[str, Any], where: str) -> CaseDefinition:
    """The definition that the tables of a ``tollbook.toml`` describe; ``where`` is the file's name for errors."""
    _refuse_unknown(values, ("case", "rules", *LISTS), where)
    case = _table(values.get("case", {}), f"{where}, [case]")
    _refuse_unknown(case, CASE_KEYS, f"{where}, [case]")
    plain = {key: value for key, value in case.items() if key != "window"}
    plain |= dict(_window(case.get("window", {}), f"{where}, [case.window]"))
    lists: dict[str, Any] = {
        field: _list(kind, values.get(name, []), f"{where}, [[{name}]]") for name, (field, kind) in LISTS.items()
    }
    rules = _rules(values.get("rules", {}), f"{where}, [rules]")
    found = replace(wire.decode(CaseDefinition, plain, f"{where}, [case]"), rules=rules, **lists)
    _check_languages(found.languages, f"{where}, [case].languages")
    _check_names(found, where)
    _check_places(found.places, where)
    _check_profiles(found.sources, where)
    _check_rules(found, where)
    _check_incidents(found.incidents, "incident" in case, found.incident, where)
    return found


def _list(kind: type[Any], values: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(values, list):
        raise TollbookError("one table", where, "write two square brackets on either side: there may be several")
    return tuple(wire.decode(kind, _plain(entry), f"{where} {number}") for number, entry in enumerate(values, 1))


def _plain(value: Any) -> Any:
    """TOML has dates of its own; records keep them as ISO text."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value


def _table(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TollbookError(f"{value!r}, where a table is expected", where, "write it as a table, see the reference")
    return value


def _refuse_unknown(values: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    if unknown := sorted(set(values) - set(known)):
        raise TollbookError(f"unknown key {unknown[0]!r}", where, f"use one of: {', '.join(known)}")


def _window(value: Any, where: str) -> Iterator[tuple[str, str]]:
    window = {key: _day(entry, f"{where}.{key}") for key, entry in _table(value, where).items() if key in WINDOW_KEYS}
    _refuse_unknown(value, WINDOW_KEYS, where)
    if "start" in window and "end" in window and window["start"] > window["end"]:
        raise TollbookError(f"{window['end']} is before {window['start']}", where, "exchange start and end")
    yield from ((f"window_{key}", day) for key, day in window.items())


def _day(value: Any, where: str) -> str:
    day = _plain(value)
    if not isinstance(day, str) or len(day) != 10 or not is_date(day):
        raise TollbookError(f"{day!r} is not a day", where, "write a day that exists, such as 2025-03-06")
    return day


def _check_languages(languages: tuple[str, ...], where: str) -> None:
    for code in languages:
        if not is_language(code):
            raise TollbookError(f"{code!r} is not a language", where, 'write two-letter codes, such as "en"')
    if not languages:
        raise TollbookError("no language", where, 'name at least one, such as "en"')


def _check_names(found: CaseDefinition, where: str) -> None:
    """A name must lead to one source, party or group: otherwise two monitors' numbers could be mixed in one sum."""
    named: tuple[tuple[str, Iterable[Any], Callable[[Any], str]], ...] = (
        ("source", found.sources, lambda source: source.id),
        ("party", found.parties, lambda party: party.id),
        ("group", found.groups, lambda group: group.name),
        ("incident", found.incidents, lambda incident: incident.id),
    )
    for kind, entries, main_name in named:
        owners: dict[str, int] = {}
        for number, entry in enumerate(entries, 1):
            if not main_name(entry).strip():
                raise TollbookError("an empty name", f"{where}, [[{kind}]] {number}", "give it a name")
            for name in dict.fromkeys((main_name(entry), *getattr(entry, "names", ()))):
                owner = owners.setdefault(same_name(name) if kind == "source" else name.casefold(), number)
                if owner != number:
                    what = f"the name {name!r} belongs to [[{kind}]] {owner} already"
                    raise TollbookError(what, f"{where}, [[{kind}]] {number}", "give every name to one only")


AXES = ("status", "group", "sex", "age", "role", "affiliation", "perpetrator", "place", "cause")
"""Axes that a profile may speak of: all but those of time, which no list of a source is complete on."""


def _check_places(places: tuple[Place, ...], where: str) -> None:
    for number, place in enumerate(places, 1):
        if not place.name.strip():
            raise TollbookError("an empty name", f"{where}, [[place]] {number}", "give it a name")


def _check_profiles(sources: tuple[Source, ...], where: str) -> None:
    for number, source in enumerate(sources, 1):
        place, profile = f"{where}, [[source]] {number}.profile", source.profile
        if profile.on_day not in MEANINGS_OF_A_DAY:
            do = f"use one of: {', '.join(MEANINGS_OF_A_DAY)}"
            raise TollbookError(f"{profile.on_day!r} is not a meaning of a day", f"{place}.on_day", do)
        for label in profile.labels:
            if label.until is not None:
                _day(label.until, f"{place}.labels.until")
        for scope in (profile.never_counts, profile.closed, *(label.of for label in profile.labels)):
            _check_scope(scope, place)


def _rules(value: Any, where: str) -> Rules:
    table = dict(_table(value, where))
    numbers = table.get("numbers")
    if isinstance(numbers, str):
        known = profiles()
        if numbers not in known:
            do = f"use one of: {', '.join(known)}; or write a table of words and numbers"
            raise TollbookError(f"no profile of numbers {numbers!r}", f"{where}.numbers", do)
        table["numbers"] = wire.encode(known[numbers])
    elif numbers is not None:
        table["numbers"] = {"name": "the case", "words": _table(numbers, f"{where}.numbers")}
    return wire.decode(Rules, table, where)


def _check_rules(found: CaseDefinition, where: str) -> None:
    for name in found.rules.sources:
        if found.source(name) is None:
            raise TollbookError(f"no source {name!r}", f"{where}, [rules].sources", "name the ids of [[source]] tables")
    for word, number in found.rules.numbers.words.items() if found.rules.numbers else ():
        if number < 0:
            raise TollbookError(f"{word!r} = {number}", f"{where}, [rules.numbers]", "write how many people it means")


def _check_incidents(incidents: tuple[Incident, ...], named: bool, default: str, where: str) -> None:
    for number, incident in enumerate(incidents, 1):
        window = {key: day for key in WINDOW_KEYS if (day := getattr(incident.window, key))}
        dict(_window(window, f"{where}, [[incident]] {number}.window"))
    if incidents and named and default not in {incident.id for incident in incidents}:
        what = f"the incident {default!r} is none of [[incident]]"
        raise TollbookError(what, f"{where}, [case].incident", "name the one that is meant where none is named")


def _check_scope(scope: Scope, where: str) -> None:
    for axis in scope:
        if axis not in AXES:
            raise TollbookError(f"{axis!r} is not an axis", where, f"use one of: {', '.join(AXES)}")
    for leaf in sorted(scope.get("status", frozenset())):
        if leaf not in set(Status):
            raise TollbookError(f"{leaf!r} is not a status", where, f"use one of: {', '.join(Status)}")
