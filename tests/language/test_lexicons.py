"""Every entry of the English lexicons can be found, is used by the code, and stands in them once."""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tollbook.language import lexicon
from tollbook.language.en import English
from tollbook.language.lexicon import Entry, PhraseIndex
from tollbook.language.tokens import words

FOLDER = Path(str(files("tollbook.language.en")))
LEXICONS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
CODE = {path.stem: ast.parse(path.read_text("utf-8")) for path in sorted(FOLDER.rglob("*.py"))}
PACKAGE = [ast.parse(path.read_text("utf-8")) for path in sorted(FOLDER.parents[1].rglob("*.py"))]
LOOKED_UP = {"at", "covering"}
"""Methods of a marked sentence whose first argument is the kind of a phrase."""
NAMED_BY_CASES = {"name", "source", "party", "group", "place"}
FILLER = "qqq"


def indexes() -> tuple[English, dict[str, list[tuple[PhraseIndex, list[tuple[str, Entry]]]]]]:
    """English, and every index that it makes of its phrases, by the kind of the first of them."""
    made: dict[str, list[tuple[PhraseIndex, list[tuple[str, Entry]]]]] = {}
    make = PhraseIndex.__init__

    def record(index: PhraseIndex, phrases: Iterable[tuple[str, Entry]]) -> None:
        entries = list(phrases)
        make(index, entries)
        made.setdefault(entries[0][1].kind, []).append((index, entries))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicon.PhraseIndex, "__init__", record)
        return English(), made


ENGLISH, INDEXES = indexes()
KINDS = set(ENGLISH._indexes.find(()))


def lists(value: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of words in a lexicon, with where it stands."""
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from lists(entry, f"{path}.{key}")
    elif isinstance(value, list) and value and isinstance(value[0], str):
        yield path, value
    elif isinstance(value, list):
        for n, entry in enumerate(value):
            yield from lists(entry, f"{path}[{n}]")


def constants(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def kinds_looked_up() -> set[str]:
    """The kinds of phrases that the code asks a marked sentence for by name."""
    found = set[str]()
    for tree in CODE.values():
        for node in ast.walk(tree):
            kind: ast.AST | None = None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOOKED_UP:
                kind = node.args[0] if node.args else None
            elif (
                isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "tags"
            ):
                kind = node.slice
            if isinstance(kind, ast.Constant):
                found.add(str(kind.value))
    return found


@pytest.mark.parametrize("kind", INDEXES)
def test_every_phrase_is_found_with_its_own_meaning(kind: str) -> None:
    lost = []
    for index, entries in INDEXES[kind]:
        for phrase, entry in entries:
            tags = [
                tag
                for sentence in ENGLISH.sentences(f"{FILLER} {phrase} {FILLER}")
                for tag in index.find(sentence.tokens)
            ]
            if [(tag.end - tag.start, tag.entry) for tag in tags] != [(len(words(phrase)), entry)]:
                lost.append(phrase)
    assert not lost, lost


@pytest.mark.parametrize("kind", INDEXES)
def test_no_phrase_stands_twice_in_one_index(kind: str) -> None:
    for _, entries in INDEXES[kind]:
        counted = Counter(words(phrase) for phrase, _ in entries)
        twice = [" ".join(phrase) for phrase, times in counted.items() if times > 1]
        assert not twice, twice


@pytest.mark.parametrize("name", LEXICONS)
def test_no_word_stands_twice_in_one_list(name: str) -> None:
    twice = {
        path: repeated
        for path, entries in lists(LEXICONS[name], name)
        if (repeated := [word for word, times in Counter(map(words, entries)).items() if times > 1])
    }
    assert not twice, twice


@pytest.mark.parametrize("name", LEXICONS)
def test_no_phrase_is_empty(name: str) -> None:
    assert [path for path, entries in lists(LEXICONS[name], name) if not all(map(words, entries))] == []


@pytest.mark.parametrize("name", LEXICONS)
def test_every_table_is_named_in_the_code(name: str) -> None:
    named = set().union(*map(constants, PACKAGE))
    assert set(LEXICONS[name]) - named == set()


@pytest.mark.parametrize("name", LEXICONS)
def test_every_value_of_an_entry_is_asked_for_by_the_code(name: str) -> None:
    named = set().union(*map(constants, PACKAGE))
    tables = (table for value in LEXICONS[name].values() if isinstance(value, list) for table in value)
    values = {key for table in tables if isinstance(table, dict) for key in table}
    assert values - named == set()


def test_every_kind_that_the_code_looks_up_has_phrases() -> None:
    assert kinds_looked_up() - KINDS - NAMED_BY_CASES == set()


def test_every_kind_of_phrase_is_looked_up_by_the_code() -> None:
    others = set().union(*(constants(tree) for name, tree in CODE.items() if name != "__init__"))
    assert KINDS - others - kinds_looked_up() == set()
