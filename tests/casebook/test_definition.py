import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.casebook import definition as codebook
from tollbook.reconcile.claims.numbers import profiles
from tollbook.records import (
    CaseDefinition,
    FrozenMapping,
    Group,
    Incident,
    LabelReading,
    NumberProfile,
    Party,
    Place,
    Rules,
    Scope,
    Source,
    SourceProfile,
    TollbookError,
    Window,
)

DOCUMENTED = "\n".join(line.removeprefix("    ") for line in (codebook.__doc__ or "").split("::\n", 1)[1].splitlines())


def read(text: str) -> CaseDefinition:
    return codebook.definition(tomllib.loads(text), "tollbook.toml")


def refusal(text: str) -> TollbookError:
    with pytest.raises(TollbookError) as caught:
        read(text)
    return caught.value


def test_the_layout_that_is_documented_is_read() -> None:
    profile = SourceProfile(
        never_counts=Scope({"status": ["other combatant"]}),
        closed=Scope({"place": ["Latakia", "Tartus"]}),
        labels=(LabelReading(Scope({"group": ["Alawite"]}), ("group",), "2025-03-14"),),
    )
    assert read(DOCUMENTED) == CaseDefinition(
        name="The coast, March 2025",
        incident="coast 2025",
        window_start="2025-03-06",
        window_end="2025-03-31",
        region="the coast",
        languages=("en",),
        sources=(Source("SOHR", ("Syrian Observatory for Human Rights",), profile),),
        parties=(Party("security forces", ("government forces",), "government"),),
        places=(Place("the coast", "Syria", ("coastal region",), ("Latakia", "Tartus"), closed=True),),
        groups=(Group("Alawite", ("Alawites", "Alawi")),),
        rules=Rules(("SOHR",), majority=True, range=True, numbers=profiles()["ACLED"]),
        incidents=(Incident("coast 2025", "the coast", Window("2025-03-06", "2025-03-31"), ("landmine",)),),
    )


def test_an_empty_file_is_a_case_with_defaults() -> None:
    assert read("") == CaseDefinition()


def test_a_case_may_have_numbers_of_its_own() -> None:
    numbers = read("[rules.numbers]\ndozens = 36").rules.numbers
    assert numbers == NumberProfile("the case", FrozenMapping({"dozens": 36}))


@given(title=st.text(st.characters(exclude_categories=["Cs"])))
def test_every_title_can_be_written_down(title: str) -> None:
    assert read(codebook.starter(title)) == CaseDefinition(name=title)


def test_the_examples_in_a_new_file_are_right() -> None:
    lines = codebook.starter("Coast").splitlines()
    active = [
        line.removeprefix("# ") if line.startswith(("# [", "# ")) and ("=" in line or "# [" in line) else line
        for line in lines
    ]
    found = read("\n".join(active))
    assert (found.sources[0].id, found.parties[0].id, found.places[0].name) == ("SOHR", "security forces", "the coast")
    assert (found.region, found.window_start, found.groups[0].name) == ("the coast", "2025-03-06", "Alawite")


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("[cases]", "tollbook.toml", "unknown key 'cases'"),
        ("[case]\ntitle = 'x'", "tollbook.toml, [case]", "unknown key 'title'"),
        ("[case.window]\nbegin = 2025-03-06", "tollbook.toml, [case.window]", "unknown key 'begin'"),
        ("[case.window]\nstart = '6 March'", "tollbook.toml, [case.window].start", "'6 March' is not a day"),
        ("[case.window]\nstart = 2025-03-06T10:00:00", "tollbook.toml, [case.window].start", "is not a day"),
        ("[case.window]\nstart = 2025-03-06\nend = 2025-03-05", "tollbook.toml, [case.window]", "is before"),
        ("case = 3", "tollbook.toml, [case]", "where a table is expected"),
        ("[case]\nwindow = 3", "tollbook.toml, [case.window]", "where a table is expected"),
        ("[case]\nname = 3", "tollbook.toml, [case].name", "int found, str expected"),
        ("[case]\nlanguages = 'en'", "tollbook.toml, [case].languages", "str found, list expected"),
        ("[case]\nlanguages = ['English']", "tollbook.toml, [case].languages", "'English' is not a language"),
        ("[case]\nlanguages = []", "tollbook.toml, [case].languages", "no language"),
        ("[source]\nid = 'a'", "tollbook.toml, [[source]]", "one table"),
        ("[[source]]\nname = 'a'", "tollbook.toml, [[source]] 1", "unknown field 'name'"),
        ("[[source]]\nnames = ['a']", "tollbook.toml, [[source]] 1", "no 'id'"),
        ("[[place]]\nname = ''", "tollbook.toml, [[place]] 1", "an empty name"),
        ("[[source]]\nid = ' '", "tollbook.toml, [[source]] 1", "an empty name"),
        (
            "[[source]]\nid = 'a'\n[source.profile]\non_day = 'x'",
            "tollbook.toml, [[source]] 1.profile.on_day",
            "'x' is not",
        ),
        (
            "[[source]]\nid = 'a'\n[source.profile]\nnever_counts = {status = ['soldiers']}",
            "tollbook.toml, [[source]] 1.profile",
            "'soldiers' is not a status",
        ),
        (
            "[[source]]\nid = 'a'\n[source.profile]\nclosed = {province = ['A']}",
            "tollbook.toml, [[source]] 1.profile",
            "'province' is not an axis",
        ),
        (
            "[[source]]\nid = 'a'\n[[source.profile.labels]]\nof = {}\ndrop = []\nuntil = 'May'",
            "tollbook.toml, [[source]] 1.profile.labels.until",
            "'May' is not a day",
        ),
        (
            "[[source]]\nid = 'a'\nnames = ['The Monitor']\n[[source]]\nid = 'b'\nnames = ['the monitor']",
            "tollbook.toml, [[source]] 2",
            "'the monitor' belongs to [[source]] 1 already",
        ),
        ("[[incident]]\nid = 'a'\nregion = 3", "tollbook.toml, [[incident]] 1.region", "int found, str expected"),
        ("[[incident]]\nregion = 'a'", "tollbook.toml, [[incident]] 1", "no 'id'"),
        (
            "[[incident]]\nid = 'a'\nwindow = {start = '6 March'}",
            "tollbook.toml, [[incident]] 1.window.start",
            "'6 March' is not a day",
        ),
        (
            "[[incident]]\nid = 'a'\nwindow = {start = 2025-03-06, end = 2025-03-05}",
            "tollbook.toml, [[incident]] 1.window",
            "2025-03-05 is before 2025-03-06",
        ),
        (
            "[case]\nincident = 'b'\n[[incident]]\nid = 'a'",
            "tollbook.toml, [case].incident",
            "the incident 'b' is none of [[incident]]",
        ),
        (
            "[[incident]]\nid = 'a'\n[[incident]]\nid = 'A'",
            "tollbook.toml, [[incident]] 2",
            "belongs to [[incident]] 1",
        ),
        (
            "[[source]]\nid = 'a'\nnames = ['Monitor of Rights']\n[[source]]\nid = 'The Monitor for rights'",
            "tollbook.toml, [[source]] 2",
            "'The Monitor for rights' belongs to [[source]] 1 already",
        ),
        ("rules = 3", "tollbook.toml, [rules]", "where a table is expected"),
        ("[rules]\nmean = true", "tollbook.toml, [rules]", "unknown field 'mean'"),
        ("[rules]\nsources = ['a']", "tollbook.toml, [rules].sources", "no source 'a'"),
        ("[rules]\nnumbers = 'UCDP'", "tollbook.toml, [rules].numbers", "no profile of numbers 'UCDP'"),
        ("[rules.numbers]\ndozens = '36'", "tollbook.toml, [rules].numbers.words.dozens", "str found, int expected"),
        ("[rules.numbers]\ndozens = -1", "tollbook.toml, [rules.numbers]", "'dozens' = -1"),
        ("[[group]]\nname = 'a'\n[[group]]\nname = 'a'", "tollbook.toml, [[group]] 2", "'a' belongs to [[group]] 1"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, where: str, what: str) -> None:
    error = refusal(text)
    assert error.where == where
    assert what in error.what


def test_a_file_that_is_no_toml_is_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "tollbook.toml"
    path.write_text("[case]\nname = Coast\n")
    with pytest.raises(TollbookError, match=r"tollbook\.toml: not valid TOML .*line 2"):
        codebook.read(path)
    path.write_bytes("name = 'الساحل'".encode("windows-1256"))
    with pytest.raises(TollbookError, match="not UTF-8"):
        codebook.read(path)
    with pytest.raises(TollbookError, match="No such file"):
        codebook.read(tmp_path / "missing.toml")
