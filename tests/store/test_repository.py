"""Every test here runs on SQLite and on PostgreSQL."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.records import (
    AsOf,
    AsOfBasis,
    Attribution,
    AttributionRole,
    Breakdown,
    Claim,
    Count,
    Evidence,
    EvidenceBasis,
    Exhibit,
    Extraction,
    Extractor,
    FrozenMapping,
    Harm,
    Judgement,
    JudgementKind,
    PassedOver,
    Quantifier,
    Report,
    Span,
    Status,
    TollbookError,
    Unresolved,
    Version,
    Victims,
)
from tollbook.store import models
from tollbook.store.repository import LARGEST, Repository, Seen

EXTRACTOR = Extractor("rules", "1")
EXHIBIT = Exhibit("ab", 3, "a.txt", "2025-03-09T12:00:00+00:00", "text/plain")
REPORT = Report(
    text="SOHR: 524 killed, 311 of them civilians.", id="a", published="2025-03-08", title="«ق» \x01 \U0001f54a"
)
TOTAL = Claim(
    id="c1",
    report="a",
    quote="524 killed",
    start=6,
    end=16,
    number=Span(6, 9),
    harm=Harm.KILLED,
    count=Count(524, 524, "524", Quantifier.EXACT),
    victims=Victims(status=(Status.CIVILIAN, Status.UNKNOWN)),
    places=(("Jableh", "Latakia"),),
    as_of=AsOf("2025-03-08", AsOfBasis.PUBLISHED),
    attributed_to=(Attribution("SOHR", "SOHR", AttributionRole.ORIGIN),),
    evidence=FrozenMapping({"harm": Evidence(10, 16, EvidenceBasis.STATED)}),
    extractor=EXTRACTOR,
)
PART = replace(TOTAL, id="c2", quote="311 of them", start=18, end=29, number=None, attributed_to=())
EXTRACTION = Extraction(
    REPORT,
    claims=(TOTAL, PART),
    breakdowns=(Breakdown("b1", "c1", ("c2",), ("status",)),),
    passed_over=(PassedOver("8", 0, 1, "a day"),),
    unresolved=(Unresolved("Friday", 0, 6, "period", "no publication date"),),
)


def version(report: Report) -> Version:
    return Version(report.id, report.text_hash, EXHIBIT, report.published, title=report.title)


def store(repository: Repository, *extractions: Extraction) -> None:
    first = repository.count() + 1
    repository.add_versions(version(extraction.report) for extraction in extractions)
    for sequence, extraction in enumerate(extractions, first):
        repository.save_extraction(sequence, extraction, EXTRACTOR, "definition")


def stored(repository: Repository, reports: Iterable[Report] = (REPORT,)) -> list[Extraction]:
    texts = {report.text_hash: report for report in reports}
    return list(repository.extractions(lambda found: texts[found.text_hash]))


def test_an_extraction_comes_back_as_it_was_stored(repository: Repository) -> None:
    store(repository, EXTRACTION)
    assert stored(repository) == [EXTRACTION]


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
numbers = st.none() | st.integers(min_value=0, max_value=10**30)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(said=texts, low=numbers, high=numbers, source=texts, statuses=st.none() | st.lists(st.sampled_from(Status)))
def test_whatever_a_claim_says_comes_back(
    repository: Repository, said: str, low: int | None, high: int | None, source: str, statuses: list[Status] | None
) -> None:
    claim = replace(
        TOTAL,
        quote=said,
        count=Count(low, high, said, Quantifier.ABOUT),
        victims=Victims(status=None if statuses is None else tuple(statuses)),
        attributed_to=(Attribution(said, source, AttributionRole.ORIGIN),),
    )
    extraction = replace(EXTRACTION, claims=(claim,))
    store(repository, extraction)
    assert stored(repository) == [extraction]


def test_claims_can_be_searched_by_what_they_say(repository: Repository) -> None:
    store(repository, EXTRACTION)
    rows = models.Claim.objects.filter(case_id=repository.case)
    total = rows.get(harm="killed", source="SOHR", low__gte=500, high__lte=600, is_background=False, mode="count")
    assert (total.claim, total.report, total.status) == ("c1", "a", ["civilian", "unknown"])
    assert rows.get(source=None).claim == "c2"


def test_a_number_larger_than_any_column_is_searched_by_the_largest(repository: Repository) -> None:
    huge = replace(TOTAL, count=Count(10**30, None, "10^30", Quantifier.AT_LEAST))
    store(repository, replace(EXTRACTION, claims=(huge,), breakdowns=()))
    assert models.Claim.objects.get(case_id=repository.case).low == LARGEST


def test_a_second_extraction_takes_the_place_of_the_first(repository: Repository) -> None:
    store(repository, EXTRACTION)
    shorter = replace(EXTRACTION, claims=(TOTAL,), breakdowns=())
    repository.save_extraction(1, shorter, EXTRACTOR, "definition")
    assert stored(repository) == [shorter]
    assert models.Claim.objects.filter(case_id=repository.case).count() == 1


def test_the_last_version_of_a_report_is_the_current_one(repository: Repository) -> None:
    later = replace(REPORT, text="SOHR: 745 killed.")
    back = replace(REPORT)
    repository.add_versions([version(REPORT), version(later), version(back)])
    assert [found.text_hash for found in repository.versions("a")] == [
        REPORT.text_hash,
        later.text_hash,
        REPORT.text_hash,
    ]
    assert repository.current("a") == version(back)
    assert list(repository.current_versions()) == [version(back)]
    assert repository.current("b") is None


def test_only_current_versions_are_handed_out(repository: Repository) -> None:
    later = replace(EXTRACTION, report=replace(REPORT, text="SOHR: 745 killed."))
    store(repository, EXTRACTION, later)
    assert stored(repository, (REPORT, later.report)) == [later]


def test_what_another_extractor_or_definition_read_is_unread(repository: Repository) -> None:
    store(repository, EXTRACTION)
    newer = replace(EXTRACTOR, version="2")
    assert repository.unread(EXTRACTOR, "definition", 0, 10) == []
    assert [unread.sequence for unread in repository.unread(newer, "definition", 0, 10)] == [1]
    assert repository.unread(newer, "definition", 1, 10) == []
    assert repository.count_unread(EXTRACTOR, "another definition") == 1
    assert repository.count_unread(EXTRACTOR, "definition") == 0


def test_old_versions_need_not_be_counted_as_unread(repository: Repository) -> None:
    repository.add_versions([version(REPORT), version(replace(REPORT, text="Nobody was killed."))])
    assert repository.count_unread(EXTRACTOR, "definition") == 2
    assert repository.count_unread(EXTRACTOR, "definition", only_current=True) == 1


def test_judgements_come_back_in_the_order_in_which_they_were_made(repository: Repository) -> None:
    first = Judgement("2", JudgementKind.REJECT, "c1", FrozenMapping({"id": "c1"}), "ق", "2025-03-09", "wrong")
    second = Judgement(
        "1", JudgementKind.CORRECT, "c2", FrozenMapping(), "b", "2025-03-10", "x", FrozenMapping({"a": [1]})
    )
    repository.replace_judgements([second])
    repository.replace_judgements([first, second])
    assert repository.judgements() == (first, second)


def test_cases_in_one_database_do_not_see_each_other(repository: Repository) -> None:
    store(repository, EXTRACTION)
    other = Repository("other")
    other.clear()
    other.note_seen(Seen(1, "tail", "digest"))
    store(other, replace(EXTRACTION, claims=(), breakdowns=()))
    other.clear()
    assert other.seen() is None
    assert stored(repository) == [EXTRACTION]


def test_what_is_written_together_is_written_whole_or_not_at_all(repository: Repository) -> None:
    def interrupted() -> None:
        with repository.writing():
            store(repository, EXTRACTION)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert repository.count() == 0


def test_a_database_that_refuses_is_a_clear_error(repository: Repository) -> None:
    with pytest.raises(TollbookError, match="What to do"):
        repository.save_extraction(99, EXTRACTION, EXTRACTOR, "definition")  # there is no such version
