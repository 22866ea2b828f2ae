"""Whatever a user can type or read has a meaning, stands in the documentation, and is not promised without being there.

After the tests of Datasette's documentation by Simon Willison.
"""

import doctest
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generate_reference import Section, commands, environment, settings, vocabularies, write_reference
from tollbook.casebook.definition import definition
from tollbook.cli import main
from tollbook.reconcile.words import words
from update_console import steps

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")] if "generated" not in path.parts)
FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")


def blocks(path: Path, language: str) -> list[str]:
    return [text for _, kind, text in FENCE.findall(path.read_text("utf-8")) if kind == language]


def pages_with(language: str) -> list[Path]:
    return [path for path in PAGES if blocks(path, language)]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("sections", [commands, settings, environment, vocabularies])
def test_everything_has_a_meaning(sections: type[Iterator[Section]]) -> None:
    missing = [section.heading for section in sections() if not section.text]
    missing += [
        f"{section.heading}: {entry.name}" for section in sections() for entry in section.entries if not entry.meaning
    ]
    assert missing == []


def test_every_option_of_every_command_is_in_the_reference(tmp_path: Path) -> None:
    write_reference(tmp_path)
    text = (tmp_path / "commands.md").read_text("utf-8")
    below = {
        f"{group.name} {command.name}": command
        for group in main.commands.values()
        if isinstance(group, click.Group)
        for command in group.commands.values()
    }
    assert below
    for command_name, command in {**main.commands, **below}.items():
        _, _, section = text.partition(f"\n### {command_name}\n")
        section, _, _ = section.partition("\n##")
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("-")]
        assert section
        assert [option for option in options if option not in section] == []


def test_the_methods_page_gives_vague_words_the_bounds_that_the_code_gives_them() -> None:
    text = (ROOT / "docs/methods/what-a-figure-means.md").read_text("utf-8")
    shown = re.findall(r"^\| (\w+) \| ([\d,]+) \| none \|$", text, re.MULTILINE)
    assert {word: int(number.replace(",", "")) for word, number in shown}.items() <= words().floors.items()
    assert {"dozens", "hundreds", "thousands"} <= dict(shown).keys()


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in LINK.findall(path.read_text("utf-8")):
        there = (path.parent / target) if target else path
        if "generated" in there.parts:
            continue  # Sphinx checks these when it builds
        assert there.exists(), f"{target} is not there"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
            assert anchor[1:] in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", pages_with("console"), ids=name)
def test_commands_that_are_shown_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for step in (step for block in blocks(path, "console") for step in steps(block)):
        program, *arguments = shlex.split(step.command, comments=True)
        if program == "make":
            assert set(arguments) <= targets
        elif Path(program).name == "tollbook":
            assert arguments[0] in main.commands, step.command
            command = main.commands[arguments[0]]
            if isinstance(command, click.Group):
                command = command.commands.get(arguments[1], command.commands["list"])
            assert_options_exist(command, arguments[1:])


def assert_options_exist(command: click.Command, arguments: list[str]) -> None:
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    typed = {argument.partition("=")[0] for argument in arguments if argument.startswith("--")}
    assert typed <= known


@pytest.mark.parametrize("path", pages_with("toml"), ids=name)
def test_settings_that_are_shown_are_accepted(path: Path) -> None:
    for block in blocks(path, "toml"):
        definition(tomllib.loads(block), name(path))


@pytest.mark.parametrize("path", pages_with("python"), ids=name)
def test_python_examples_give_what_they_show(path: Path) -> None:
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks(path, "python")), {}, name(path), str(path), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    output: list[str] = []
    assert examples.examples
    runner.run(examples, out=output.append)
    assert runner.failures == 0, "".join(output)
