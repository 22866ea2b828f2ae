"""Keeps what pages show of a terminal true: runs the commands and writes below them what they print.

    python docs/update_console.py          # rewrites docs/tutorial/*.md and README.md

The blocks marked `console` of a page are one session, in a folder that holds `examples` as a clone does. A line that
begins with `$ ` is typed (with a backslash at its end it goes on in the next line); the lines below it are what was
printed. A line with only `…` stands for any number of lines. `make` and `source` are shown and not run.

What agrees is left as it is. Otherwise elided parts stay elided: what is shown between two `…` is found again by its
first and its last line. Ids that have changed are changed in the commands further down as well. Read the difference
before you commit it, and the words around it.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from tollbook.cli import main as tollbook

ROOT = Path(__file__).parents[1]
PAGES = (*sorted(ROOT.glob("docs/tutorial/*.md")), ROOT / "README.md")
ELISION = "…"
NOT_RUN = {"make", "source"}
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
IDENTIFIER = re.compile(r"\b[0-9a-f]{6,}\b")
SIMILAR = 0.6


@dataclass(frozen=True)
class Step:
    """A command as it is typed, and the lines that the page shows below it."""

    typed: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def command(self) -> str:
        """The command on one line."""
        return " ".join(line.removesuffix("\\").strip() for line in self.typed).removeprefix("$ ")


def steps(block: str) -> Iterator[Step]:
    """The commands of one block."""
    lines = block.splitlines()
    starts = [number for number, line in enumerate(lines) if line.lstrip().startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        shown = start + 1
        while lines[shown - 1].endswith("\\"):
            shown += 1
        yield Step(tuple(lines[start:shown]), tuple(lines[shown:end]))


@contextmanager
def clone() -> Iterator[None]:
    """Work in a folder that looks to the commands like a fresh clone."""
    with TemporaryDirectory() as folder, chdir(folder):
        copytree(ROOT / "examples", "examples")
        yield


def rewritten(page: str) -> str:
    """The text of a page with everything that its commands print now; run it inside `clone`.

    It is the same text if the page is true. LookupError says which lines could not be found again.
    """
    changed_ids: dict[str, str] = {}

    def current(text: str) -> str:
        return IDENTIFIER.sub(lambda match: changed_ids.get(match[0], match[0]), text)

    def block(match: re.Match[str]) -> str:
        lines: list[str] = []
        for step in steps(match[0]):
            typed = Step(tuple(map(current, step.typed)), step.shown)
            shown = renewed(typed.command, step.shown)
            changed_ids.update(pairs_of_ids(step.shown, shown))
            lines += [*typed.typed, *shown]
        return "".join(f"{line}\n" for line in lines)

    return BLOCK.sub(block, page)


def renewed(command: str, shown: Sequence[str]) -> Sequence[str]:
    """The lines to show below a command."""
    if command.split(maxsplit=1)[0] in NOT_RUN:
        return shown
    output = printed(command)
    if agree(shown, output):
        return shown
    try:
        return elided_as_before(shown, output)
    except LookupError as error:
        raise LookupError(f"$ {command}\nprints nothing like this line; edit the page by hand:\n{error}") from None


def printed(command: str) -> list[str]:
    """What a command prints, on either stream. `|`, `>` and `>>` are understood; `tollbook` runs in this process."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|>")
    lexer.whitespace_split = True
    text = ""
    for is_pipe, part in groupby(lexer, key="|".__eq__):
        words = list(part)
        if is_pipe:
            continue
        file = words[-1] if words[-2:-1] in ([">"], [">>"]) else None
        text = _run(words[:-2] if file else words, text)
        if file:
            with Path(file).open("a" if ">>" in words else "w", encoding="utf-8") as target:
                target.write(text)
            text = ""
    return [line.rstrip() for line in text.splitlines()]


def _run(words: Sequence[str], given: str) -> str:
    if Path(words[0]).name == "tollbook":
        return CliRunner(env={"COLUMNS": "80"}).invoke(tollbook, words[1:], given, catch_exceptions=False).output
    done = subprocess.run(  # noqa: S603 - from a page in this repository
        words, input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    return done.stdout


def agree(shown: Sequence[str], output: Sequence[str]) -> bool:
    """Whether the lines shown are what was printed, line by line, but for what is elided."""
    pattern = "".join("(?:.*\n)*?" if line == ELISION else f"{re.escape(line)}\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in output)) is not None


def elided_as_before(shown: Sequence[str], output: Sequence[str]) -> list[str]:
    """The output, without what was elided when ``shown`` was written."""
    segments = [list(lines) for elided, lines in groupby(["", *shown, ""], key=ELISION.__eq__) if not elided]
    segments[0], segments[-1] = segments[0][1:], segments[-1][:-1]
    lines: list[str] = []
    end = 0
    for number, segment in enumerate(segments):
        start = nearest(segment[0], output, end, end) if number and segment else end
        if number < len(segments) - 1:
            goal = start + len(segment) - 1
            end = nearest(segment[-1], output, min(start + 1, goal), goal) + 1 if segment else start
            lines += [*output[start:end], ELISION]
        elif segment or not number:
            lines += output[start:]
    return lines


def nearest(line: str, output: Sequence[str], start: int, goal: int) -> int:
    """Where the line most like this one stands, from ``start`` on; among equals the one nearest to ``goal``."""
    found = [
        (SequenceMatcher(None, _without_ids(line), _without_ids(output[number])).ratio(), -abs(number - goal), number)
        for number in range(start, len(output))
    ]
    if not found or max(found)[0] < SIMILAR:
        raise LookupError(line)
    return max(found)[2]


def pairs_of_ids(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The ids of lines that correspond, old and new."""
    matcher = SequenceMatcher(None, list(map(_without_ids, before)), list(map(_without_ids, after)), autojunk=False)
    for _, i, j, k, m in matcher.get_opcodes():
        if j - i == m - k:
            for old, new in zip(before[i:j], after[k:m], strict=True):
                yield from zip(IDENTIFIER.findall(old), IDENTIFIER.findall(new), strict=False)


def _without_ids(line: str) -> str:
    return IDENTIFIER.sub("id", line)


def main() -> int:
    """Rewrite every page; the exit status is 1 if one of them has to be edited by hand."""
    status = 0
    for page in PAGES:
        text = page.read_text("utf-8")
        try:
            with clone():
                now = rewritten(text)
        except LookupError as error:
            sys.stderr.write(f"{page.relative_to(ROOT)}: {error}\n")
            status = 1
            continue
        if now != text:
            page.write_text(now, "utf-8")
            sys.stdout.write(f"{page.relative_to(ROOT)} is rewritten: read the difference\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
