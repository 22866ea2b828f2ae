"""Writes the reference pages from the code itself, so that they cannot disagree with it.

Commands come from click's own tree, settings from the dataclasses that `tollbook.toml` is read into, words from the
enums, the wire format from the records. Sphinx calls `write_reference` before every build; `tests/docs` fails where
something has no meaning to print.
"""

import inspect
import re
import types
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import click
from sphinx.pycode import ModuleAnalyzer

import tollbook
from tollbook.casebook.definition import CASE_KEYS, LISTS, WINDOW_KEYS
from tollbook.cli import main
from tollbook.reconcile.claims.numbers import profiles
from tollbook.reconcile.words import words
from tollbook.records import (
    CaseDefinition,
    Estimate,
    Extraction,
    FrozenMapping,
    Judgement,
    Reconciliation,
    Report,
    Rules,
    Scope,
    Word,
)
from tollbook.records.wire import RENAMED

SOURCE = Path(tollbook.__file__).parent
PLAIN_TYPES = {str: "text", int: "number", float: "number", bool: "true or false", Any: "any value", type(None): "null"}


@dataclass(frozen=True)
class Entry:
    """One thing that needs documentation: a command, an option, a setting, a word, a variable."""

    name: str
    meaning: str
    default: str = ""
    type: str = ""


@dataclass(frozen=True)
class Section:
    """Entries that belong together under one heading, after some words about all of them."""

    heading: str
    text: str
    entries: tuple[Entry, ...] = ()
    level: int = 2


def write_reference(folder: Path) -> None:
    """Write every generated page into ``folder``; a page whose text has not changed is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {
        "commands": page("Commands", "Every command, with its arguments and options.", commands()),
        "settings": page("Settings", "What `tollbook.toml` in a case's folder may say.", settings()),
        "environment": page("Environment variables", "Read when a command starts; none has to be set.", environment()),
        "vocabularies": page("Vocabularies", "The words that a field may take, and what they mean.", vocabularies()),
        "vague-words": page("Vague words", "What a word without a number is at least.", vague_words()),
        "records": page("Records", "The fields of the wire format, in the order in which they are written.", records()),
        "python": python_page(),
    }
    for name, text in pages.items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def page(title: str, introduction: str, sections: Iterable[Section]) -> str:
    """One Markdown page; a column of a table that would be empty is left out."""
    parts = [f"# {title}", introduction]
    for section in sections:
        parts += [f"{'#' * section.level} {section.heading}", section.text]
        columns = [name for name in ("type", "meaning", "default") if any(getattr(e, name) for e in section.entries)]
        rows = [["name", *columns], *(["---"] * (len(columns) + 1),)]
        rows += [[f"`{e.name}`", *(getattr(e, name) for name in columns)] for e in section.entries]
        cells = ([cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows)
        parts += ["\n".join(f"| {' | '.join(row)} |" for row in cells)] if section.entries else []
    return "\n\n".join(parts) + "\n"


def commands() -> Iterator[Section]:
    """Every command under its verb, with its help, usage, arguments and options, in the order of `--help`."""
    root = click.Context(main, info_name="tollbook")
    for verb, group in main.verbs.items():
        yield Section(
            verb.capitalize(), f"Commands that {verb}: {', '.join(f'`{command.name}`' for command in group)}."
        )
        for command in group:
            yield from command_sections(command, root)


def command_sections(command: click.Command, parent: click.Context) -> Iterator[Section]:
    """A command, and the commands of its own that it may have."""
    context = click.Context(command, info_name=command.name, parent=parent)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    text = f"{help_text(command)}\n\n```text\n{usage}\n```"
    entries = tuple(parameter_entry(parameter, context) for parameter in command.params)
    yield Section(context.command_path.removeprefix("tollbook "), text, entries, level=3)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from command_sections(below, context)


def help_text(command: click.Command) -> str:
    """What a command says of itself; examples that its help keeps as they are become a block."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(
        f"```text\n{inspect.cleandoc(paragraph.removeprefix(chr(8)))}\n```" if paragraph.startswith("\b") else paragraph
        for paragraph in paragraphs
    )


def parameter_entry(parameter: click.Parameter, context: click.Context) -> Entry:
    """An argument or option as it is typed, with its help and its default."""
    meaning = getattr(parameter, "help", None) or ""
    metavar = parameter.make_metavar(context)
    if not isinstance(parameter, click.Option):
        return Entry(metavar, meaning)
    shown = " / ".join([*parameter.opts, *parameter.secondary_opts])
    default = parameter.get_default(context)
    if parameter.is_flag:
        return Entry(shown, meaning)
    return Entry(f"{shown} {metavar}", meaning, f"`{default}`" if isinstance(default, str | int | float) else "")


def settings() -> Iterator[Section]:
    """Each table of `tollbook.toml` with its settings."""
    entries = {field.name: setting_entry(CaseDefinition, field) for field in fields(CaseDefinition)}
    plain = tuple(entries[key] for key in CASE_KEYS if key in entries)
    window = tuple(replace(entries[f"window_{key}"], name=key) for key in WINDOW_KEYS)
    yield Section("`[case]`", "The case itself.", plain)
    yield Section("`[case.window]`", "The days that belong to the incident.", window)
    for name, (_, kind) in LISTS.items():
        yield from tables(kind, name, many=True)
    rules = [setting_entry(Rules, field) for field in fields(Rules)]
    # Numbers may be named or listed; the record has both.
    named = tuple(replace(rule, type="text, or table") if rule.name == "numbers" else rule for rule in rules)
    yield Section("`[rules]`", summary(Rules), named)


def tables(kind: type, path: str, *, many: bool) -> Iterator[Section]:
    """The table of one record, then the tables inside it."""
    text = summary(kind) + (" The table can be repeated." if many else "")
    entries = tuple(setting_entry(kind, field) for field in fields(kind))
    yield Section(f"`[[{path}]]`" if many else f"`[{path}]`", text, entries)
    for name, hint in get_type_hints(kind).items():
        inner, several = record_inside(hint)
        if inner is not None:
            yield from tables(inner, f"{path}.{name}", many=several)


def setting_entry(kind: type, field: Field[Any]) -> Entry:
    """A setting with its meaning, its type and its default."""
    hint = get_type_hints(kind)[field.name]
    inner, many = record_inside(hint)
    # TOML has no null: what may be left out is left out.
    shape = type_in_words(hint).removesuffix(" or null") if inner is None else f"table{'s' * many}, see below"
    return Entry(field.name, comment(kind, field.name), default_in_words(field), shape)


def comment(kind: type, name: str) -> str:
    """The `#:` comment above an attribute of a class."""
    return comments(kind.__module__).get((kind.__name__, name), "")


@cache
def comments(module: str) -> dict[tuple[str, str], str]:
    """The `#:` comments of a module, by class (empty for the module's own names) and name."""
    found = ModuleAnalyzer.for_module(module).find_attr_docs()
    return {place: " ".join(lines).strip() for place, lines in found.items()}


def record_inside(hint: Any) -> tuple[type | None, bool]:
    """The record that a field holds and whether it holds a list of them; None where it holds plain values."""
    many = get_origin(hint) is tuple
    inner = get_args(hint)[0] if many else hint
    return (inner if isinstance(inner, type) and is_dataclass(inner) else None), many


def default_in_words(field: Field[Any]) -> str:
    """The default of a setting as it would be written, or that the setting has to be given."""
    value = field.default
    if value is MISSING:
        return "" if field.default_factory is not MISSING else "has to be given"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple) and value:
        return f"`{list(value)}`".replace("'", '"')
    return f"`{value}`" if value and isinstance(value, str | int) else ""


def type_in_words(hint: Any) -> str:
    """What stands in JSON or TOML for a type, with links to vocabularies and records."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in PLAIN_TYPES:
        return PLAIN_TYPES[hint]
    if origin in (Union, types.UnionType):
        return " or ".join(type_in_words(part) for part in arguments)
    if origin is tuple:
        return f"list of {type_in_words(arguments[0])}"
    if origin is FrozenMapping:
        return f"object: name to {type_in_words(arguments[0])}"
    if hint is Scope:
        return "object: axis to list of leaves"
    target = "vocabularies" if issubclass(hint, StrEnum) else "records"
    return f"[{hint.__name__}]({target}.md#{hint.__name__.lower()})"


def environment() -> Iterator[Section]:
    """Every environment variable that the code names, with the `#:` comment of its constant."""
    for path in sorted(SOURCE.rglob("*.py")):
        source = path.read_text("utf-8")
        constants = dict(re.findall(r'^(\w+) = "(TOLLBOOK_[A-Z_]+)"', source, re.MULTILINE))
        meanings = comments(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)) if constants else {}
        for name in sorted(set(re.findall(r'"(TOLLBOOK_[A-Z_]+)"', source))):
            meaning = next((meanings.get(("", c), "") for c, value in constants.items() if value == name), "")
            yield Section(f"`{name}`", meaning, ())


def vocabularies() -> Iterator[Section]:
    """Each closed vocabulary with the meaning of its words."""
    for vocabulary in Word.__subclasses__():
        entries = tuple(Entry(word.value, word.meaning) for word in vocabulary)
        yield Section(vocabulary.__name__, summary(vocabulary), entries)


def vague_words() -> Iterator[Section]:
    """What each word without a number bounds, and under which profile another number."""
    text = "The longest phrase in the quote counts; `plural` is any other plural noun. None gives an upper bound."
    yield Section("Lower bounds", text, tuple(Entry(said, f"at least {n:,}") for said, n in words().floors.items()))
    for name, profile in profiles().items():
        text = f'With `numbers = "{name}"` in `[rules]`. A word that is not listed keeps its number above.'
        yield Section(name, text, tuple(Entry(said, f"at least {n:,}") for said, n in profile.words.items()))


def records() -> Iterator[Section]:
    """Every record of the wire format with its fields, in the order in which they are written."""
    seen: dict[type, None] = {}
    for root in (Report, Extraction, Reconciliation, Judgement, Estimate):
        gather(root, seen)
    for kind in seen:
        hints = get_type_hints(kind)
        written = [field for field in fields(kind) if field.init]
        entries = [
            Entry(RENAMED.get((kind, f.name), f.name), comment(kind, f.name), "", type_in_words(hints[f.name]))
            for f in written
        ]
        yield Section(kind.__name__, inspect.cleandoc(kind.__doc__ or ""), tuple(entries))


def gather(hint: Any, seen: dict[type, None]) -> None:
    """Add every record inside a type to ``seen``, outer ones first."""
    if isinstance(hint, type) and is_dataclass(hint) and hint not in seen:
        seen[hint] = None
        for inner in get_type_hints(hint).values():
            gather(inner, seen)
    for argument in get_args(hint):
        gather(argument, seen)


def python_page() -> str:
    """Sphinx directives for every name of the public API."""
    parts = ["# Python", "Everything that `import tollbook as tb` offers; the rest is private."]
    for name in tollbook.__all__:
        kind, members = "function", ""
        if inspect.isclass(getattr(tollbook, name)):
            kind, members = "class", "\n   :members:"
        parts.append(f"```{{eval-rst}}\n.. auto{kind}:: tollbook.{name}{members}\n```")
    return "\n\n".join(parts) + "\n"


def summary(kind: type) -> str:
    """The first paragraph of a docstring."""
    return inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0]
