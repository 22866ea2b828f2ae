"""Origins: who counted is not who printed it, names are the case's, and citing is no second count."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.reconcile import reconcile
from tollbook.reconcile.claims.origins import carriers, independent_origins, same_name
from tollbook.reconcile.ledger import Ledger
from tollbook.records import CaseDefinition, Claim, Extraction, Report, Source, TollbookError
from tollbook.records.wire import decode

Made = Callable[..., Claim]
OBSERVATORY = CaseDefinition(sources=(Source("SOHR", ("Syrian Observatory for Human Rights", "OSDH")),))


def voices(*chain: tuple[str, str | None, str]) -> dict[str, Any]:
    return {"attributed_to": [{"said": said, "source": source, "role": role} for said, source, role in chain]}


def ledger_of(*claims: Claim, definition: CaseDefinition | None = None) -> Ledger:
    reports = {
        claim.report: Report("synthetic", id=claim.report, publisher=f"Outlet {claim.report}") for claim in claims
    }
    return reconcile(
        [Extraction(report, tuple(c for c in claims if c.report == name)) for name, report in reports.items()],
        definition,
    )


def test_what_an_agency_passes_on_is_the_monitors(claimed: Made) -> None:
    agency = voices(("the Observatory", "SOHR", "origin"), ("AFP", "AFP", "relay"))
    ledger = ledger_of(claimed("a", 20, **agency), claimed("b", 20, report="s", source="SOHR"))
    assert {figure.source for figure in ledger.figures} == {"SOHR"}
    assert independent_origins([claimed("a", 20, **agency), claimed("b", 20, source="SOHR")]) == ("SOHR",)


def test_whoever_cites_a_monitor_is_no_second_count(claimed: Made) -> None:
    monitor, other, office = (claimed(name, 20, source=name) for name in ("SOHR", "SNHR", "UN"))
    citing = claimed("c", 18, **voices(("SOHR", "SOHR", "origin"), ("UN", "UN", "relay")))
    assert independent_origins([monitor, office]) == ("SOHR", "UN")
    assert independent_origins([monitor, office, citing]) == ("SOHR",)
    assert independent_origins([monitor, other, office, citing]) == ("SNHR", "SOHR")


def test_an_agency_that_cites_two_monitors_does_not_tie_them_together(claimed: Made) -> None:
    claims = [claimed(name, 20, **voices((name, name, "origin"), ("AFP", "AFP", "relay"))) for name in ("SOHR", "SNHR")]
    assert independent_origins(claims) == ("SNHR", "SOHR")


def test_sources_that_cite_one_another_are_one(claimed: Made) -> None:
    claims = [
        claimed("a", 20, **voices(("A", "A", "origin"), ("B", "B", "relay"))),
        claimed("b", 20, **voices(("B", "B", "origin"), ("A", "A", "relay"))),
    ]
    assert independent_origins(claims) == ("A",)


def test_sources_without_a_name_count_once_and_only_where_nobody_is_named(claimed: Made) -> None:
    residents, officials = (claimed(said, 20, **voices((said, None, "origin"))) for said in ("residents", "officials"))
    assert independent_origins([residents, officials]) == ("officials",)
    assert independent_origins([residents, claimed("a", 20)]) == ("M",)
    assert independent_origins([claimed("a", 20, source=None)]) == ()


@pytest.mark.parametrize(
    "said", ["OSDH", "O.S.D.H.", "Syrian Observatory of Human-Rights", "the Syrian Observatory for Humán Rights"]
)
def test_every_spelling_of_a_name_of_the_case_means_its_source(claimed: Made, said: str) -> None:
    garbled = claimed("a", 20, **voices((said, None, "origin")))
    named = claimed("b", 12, report="s", as_of="2030-04-30", **voices((said, said, "origin")))
    ledger = ledger_of(garbled, named, definition=OBSERVATORY)
    assert {figure.source for figure in ledger.figures} == {"SOHR"}


def test_spellings_of_a_name_that_the_case_does_not_know_are_one_source(claimed: Made) -> None:
    claims = claimed("a", 20, source="UN"), claimed("b", 12, report="s", as_of="2030-04-30", source="U.N.")
    assert {figure.source for figure in ledger_of(*claims).figures} == {"U.N."}
    officials = claimed("c", 5, **voices(("un", None, "origin")))
    assert {figure.source for figure in ledger_of(claims[0], officials).figures} == {"UN", "un"}


@pytest.mark.parametrize("said", ["Syrian Observatry for Human Rights", "SNHR", "Syrian Network for Human Rights"])
def test_a_name_that_is_only_alike_is_another_source(claimed: Made, said: str) -> None:
    ledger = ledger_of(claimed("a", 20, **voices((said, said, "origin"))), definition=OBSERVATORY)
    assert {figure.source for figure in ledger.figures} == {said}


def test_a_name_of_two_sources_is_refused(claimed: Made) -> None:
    twice = CaseDefinition(sources=(Source("A", ("The Monitor",)), Source("B", ("monitor",))))
    with pytest.raises(TollbookError, match="'monitor' belongs to the sources A and B"):
        ledger_of(claimed("a", 20), definition=twice).figures  # noqa: B018


def test_officials_of_two_reports_may_be_different_people(claimed: Made) -> None:
    officials = voices(("officials", None, "origin"))
    claims = claimed("a", 5, **officials), claimed("b", 9, report="s", **officials)
    assert {figure.source for figure in ledger_of(*claims).figures} == {"officials (r)", "officials (s)"}
    assert {figure.source for figure in ledger_of(claims[0]).figures} == {"officials"}


def test_a_bulletin_names_the_outlets_that_carry_it(claimed: Made) -> None:
    claims = claimed("a", 20), claimed("b", 20, report="s"), claimed("c", 8, report="t", as_of="2030-04-30")
    bulletins = ledger_of(*claims).bulletins
    assert [bulletin.carriers for bulletin in bulletins] == [("Outlet t",), ("Outlet r", "Outlet s")]
    assert {bulletin.incident for bulletin in bulletins} == {"incident"}


def test_a_source_that_publishes_itself_has_no_carrier(claimed: Made) -> None:
    assert carriers(claimed("a", 20), Report("text", publisher="M"), CaseDefinition()) == ()
    own = Report("text", publisher="The Syrian Observatory for Human Rights")
    assert carriers(claimed("a", 20, source="SOHR"), own, OBSERVATORY) == ()
    printed = claimed("a", 20, **voices(("M", "M", "origin"), ("Daily", None, "carrier")))
    assert carriers(printed, Report("text", publisher="Mirror"), CaseDefinition()) == ("Daily",)


NAMES = st.permutations(["Aa", "Bb", "Cc", "Dd"])


@given(NAMES, st.data())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_other_names_change_no_number(names: list[str], data: st.DataObject) -> None:
    def made(n: int) -> dict[str, Any]:
        low = data.draw(st.integers(0, 30))
        return {
            "id": f"c{n}",
            "report": "r",
            "quote": "q",
            "start": 0,
            "end": 1,
            "number": None,
            "harm": "killed",
            "count": {"low": low, "high": low, "said": str(low), "quantifier": "exact"},
            "as_of": {"at": "2030-05-01", "basis": "stated"},
            "victims": {"group": data.draw(st.sampled_from([None, "Dd"]))},
            **voices(*((name, name, "origin") for name in [data.draw(st.sampled_from(["Aa", "Bb", "Cc"]))])),
        }

    records = [made(n) for n in range(data.draw(st.integers(1, 4)))]
    renamed = dict(zip(["Aa", "Bb", "Cc", "Dd"], names, strict=True))
    assert _figures(records, renamed) == {
        (renamed[source], *rest) for source, *rest in _figures(records, {name: name for name in names})
    }


def _figures(records: list[dict[str, Any]], names: Mapping[str, str]) -> set[tuple[Any, ...]]:
    """All figures as source, interval and number of axes that restrict, with other names for everything."""
    claims = [_renamed(decode(Claim, record, "claim"), names) for record in records]
    figures = reconcile([Extraction(Report("synthetic", id="r"), tuple(claims))]).figures
    return {(figure.source, figure.interval, len(figure.scope), len(figure.minus)) for figure in figures}


def _renamed(claim: Claim, names: Mapping[str, str]) -> Claim:
    chain = tuple(replace(v, said=names[v.said], source=names[v.said]) for v in claim.attributed_to)
    group = names[claim.victims.group] if claim.victims.group else None
    return replace(claim, attributed_to=chain, victims=replace(claim.victims, group=group))


def test_small_words_alone_are_a_name_too() -> None:
    assert same_name("The") != same_name("For")
