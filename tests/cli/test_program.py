"""Exit status, interruptions, closed pipes: what every command has in common."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner, Result

from tollbook.cli import main
from tollbook.cli.program import Program

SEVEN_VERBS = ["collect", "preserve", "extract", "reconcile", "people", "estimate", "publish"]


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=stdin, catch_exceptions=False)


def start(*arguments: str | Path, stdout: IO[bytes] | int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tollbook", *map(str, arguments)]
    return subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, start_new_session=True)


def many_reports(path: Path, number: int) -> Path:
    with path.open("w") as stream:
        for n in range(number):
            stream.write(json.dumps({"id": str(n), "text": f"{n} people were killed in the port."}) + "\n")
    return path


def test_commands_are_grouped_by_the_verbs_in_order() -> None:
    assert isinstance(main, Program)
    assert list(main.verbs) == [verb for verb in SEVEN_VERBS if verb in main.verbs]
    text = run("--help").output
    places = [text.index(f"\n{verb.capitalize()}:\n") for verb in main.verbs]
    assert places == sorted(places)


@pytest.mark.parametrize("name", [str(command.name) for commands in main.verbs.values() for command in commands])
def test_every_command_explains_itself_in_80_columns(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= 80
    command = main.commands[name]
    assert command.help
    assert command.short_help
    assert all(parameter.help for parameter in command.params)


def test_the_version_is_told() -> None:
    assert run("--version").output.startswith("tollbook 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["extract", "--frobnicate"],
        ["extract", "-", "--json", "--jsonl"],
        ["extract", "-", "-"],
        ["extract", "-", "--published", "8 March"],
        ["extract", "-", "--workers", "0"],
        ["claims", "-", "--reject", "x", "--by", "me", "--why", "wrong"],
        ["claims", "-", "--reject", "x"],
        ["claims", "-", "--why", "wrong"],
        ["claims", "-", "--accept", "x", "--reject", "x", "--by", "me", "--why", "wrong"],
        ["claims", "-", "--correct", "x", "--by", "me", "--why", "wrong"],
        ["claims", "-", "--orphaned"],
        ["extract", "-", "--language", "english"],
        ["collect", "nowhere", "a.txt"],
    ],
)
def test_wrong_use_is_status_2_and_one_message(arguments: list[str]) -> None:
    result = run(*arguments, stdin="Two killed.")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()


def test_a_report_that_cannot_be_read_is_status_1_and_the_others_are_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two people were killed.")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7")
    result = run("extract", tmp_path / "b.txt", tmp_path / "a.txt", tmp_path / "none.txt")
    assert result.exit_code == 1
    assert "a PDF document, not text" in result.stderr
    assert "no such file or folder" in result.stderr
    assert "Two" in result.stdout


def test_a_failed_report_is_an_error_line_in_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "Two people were killed."}\n{"id": "b", "text": "\\ud800"}\n{"id": "c"')
    result = run("extract", path, "--jsonl")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert result.stderr == ""
    assert [(line["tollbook"], line["id"], "error" in line) for line in lines] == [
        (1, "a", False),
        (1, "b", True),
        (1, None, True),
    ]
    assert set(lines[1]["error"]) == {"what", "where", "do"}


def test_a_report_that_is_refused_after_reading_is_named_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "Nobody."}\n{"id": "b", "text": "Nobody.", "language": "xx"}\n')
    result = run("extract", path, "--jsonl")
    error = json.loads(result.stdout.splitlines()[1])
    assert (result.exit_code, error["id"]) == (1, "b")
    assert error["error"]["where"].startswith(f"{path}, line 2: ")


def test_a_list_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nobody came.")
    assert run("claims", tmp_path / "a.txt").stdout == "No claims.\n"


def test_what_the_packages_warn_of_is_a_message_like_all_others(tmp_path: Path) -> None:
    case = tmp_path / "coast"
    assert run("new", case).exit_code == 0
    with (case / "judgements.jsonl").open("a") as file:
        file.write('{"cut')
    assert run("claims", case).stderr.startswith(f"tollbook: {case / 'judgements.jsonl'}: the last line was cut off")


def test_bytes_that_could_command_a_terminal_are_not_passed_on(tmp_path: Path) -> None:
    result = run("extract", tmp_path / "\x1b[2Jnone.txt")
    assert "\x1b" not in result.stderr


def test_json_is_utf_8_whatever_the_terminal_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two people were killed in Šabac – قُتل.", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tollbook", "extract", tmp_path / "a.txt", "--jsonl"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout.decode("utf-8"))["claims"]


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    reader = start("extract", many_reports(tmp_path / "a.jsonl", 3000), "--jsonl", stdout=subprocess.PIPE)
    assert reader.stdout
    assert reader.stderr
    reader.stdout.readline()
    reader.stdout.close()
    assert reader.wait(60) == 141
    assert reader.stderr.read() == b""
    reader.stderr.close()


def test_ctrl_c_while_the_program_loads_is_quiet() -> None:
    program = (
        "import sys, signal\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'click': signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "import tollbook.cli\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_is_status_130_with_only_whole_lines_written(tmp_path: Path, workers: str) -> None:
    source = many_reports(tmp_path / "a.jsonl", 100_000)
    with (tmp_path / "out").open("wb") as out:
        command = start("extract", source, "--jsonl", "--workers", workers, stdout=out)
        while not (tmp_path / "out").stat().st_size and command.poll() is None:
            time.sleep(0.05)
        os.killpg(command.pid, signal.SIGINT)  # as a terminal does: to the workers too
        _, said = command.communicate(timeout=60)
    assert command.returncode == 130
    assert said.strip() == b"tollbook: interrupted"
    for line in (tmp_path / "out").read_text().splitlines():
        json.loads(line)
