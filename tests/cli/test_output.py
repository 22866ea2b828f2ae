"""The same results for people, as one JSON value, and as JSON Lines."""

import json
from typing import Any

import pytest

from tollbook.cli.ledgers import Pool
from tollbook.cli.options import Form
from tollbook.cli.output import JSONLine, json_line, write_all
from tollbook.cli.show.figures import show_pool
from tollbook.collect import Failure
from tollbook.records import TollbookError

FAILURE = Failure("b", TollbookError("not JSON", "a.jsonl, line 2", "mend it"))


def written(
    capsys: pytest.CaptureFixture[str], form: Form, results: list[Any], listed: bool = False
) -> tuple[int, str]:
    def encode(value: str) -> dict[str, str]:
        return {"id": value}

    status = write_all(
        form, results, encode, lambda console, value: console.print(value), nothing="none" if listed else None
    )
    return status, capsys.readouterr().out


@pytest.mark.parametrize(
    ("results", "listed", "value"),
    [
        ([], False, []),
        ([], True, []),
        (["a"], False, {"id": "a"}),
        (["a"], True, [{"id": "a"}]),
        (["a", "b"], False, [{"id": "a"}, {"id": "b"}]),
        (["a", "b", "c"], True, [{"id": "a"}, {"id": "b"}, {"id": "c"}]),
    ],
)
def test_json_is_one_value_an_object_or_a_list(
    capsys: pytest.CaptureFixture[str], results: list[str], listed: bool, value: Any
) -> None:
    status, text = written(capsys, Form.JSON, results, listed)
    assert (status, json.loads(text)) == (0, value)


def test_json_lines_are_marked_with_the_version_of_the_format(capsys: pytest.CaptureFixture[str]) -> None:
    status, text = written(capsys, Form.JSONL, ["ä", json_line({"id": "made elsewhere"}), FAILURE])
    assert status == 1
    assert text.startswith('{"tollbook": 1, "id": "ä"}\n')
    assert [json.loads(line)["id"] for line in text.splitlines()] == ["ä", "made elsewhere", "b"]
    assert json.loads(text.splitlines()[2])["error"] == {
        "what": "not JSON",
        "where": "a.jsonl, line 2",
        "do": "mend it",
    }


def test_a_line_made_elsewhere_is_written_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert written(capsys, Form.JSONL, [JSONLine("{}")]) == (0, "{}\n")


def test_the_line_of_a_ledger_has_what_the_wire_format_lists(port: Pool, capsys: pytest.CaptureFixture[str]) -> None:
    write_all(Form.JSONL, [port], Pool.line, show_pool)
    line = json.loads(capsys.readouterr().out)
    assert {"tollbook", "id", "claims", "breakdowns", "passed_over", "unresolved"} <= line.keys()
    assert {"figures", "headline", "conflicts", "readings", "axes"} <= line.keys()
    assert (line["tollbook"], line["id"]) == (1, "port")


def test_people_get_eighty_columns_without_a_terminal(
    port: Pool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    write_all(Form.PEOPLE, [port], Pool.line, show_pool)
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) == 80
    assert "\x1b" not in text
