"""When people were harmed, since when a toll counts, and when it stood: stated, carried over or inferred."""

import pytest

from tollbook.extract import extract
from tollbook.records import AsOfBasis, Claim, EvidenceBasis, PeriodBasis, PeriodKind, Report

SATURDAY = "2025-03-08"


def read(text: str, published: str | None = SATURDAY) -> tuple[Claim, ...]:
    return extract(Report(text, published=published)).claims


def spans(text: str) -> list[tuple[str | None, str | None]]:
    return [(claim.period.start, claim.period.end) for claim in read(text)]


def basis(claim: Claim, field: str) -> EvidenceBasis | None:
    words = claim.evidence.get(field)
    return words.basis if words else None


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("12 people were killed on Thursday.", "2025-03-06", "2025-03-06", PeriodKind.ON_DAY),
        ("12 people were killed between Thursday and Friday.", "2025-03-06", "2025-03-07", PeriodKind.BETWEEN),
        ("12 people were killed on Thursday and Friday.", "2025-03-06", "2025-03-07", PeriodKind.BETWEEN),
        ("12 people were killed from 28 February to 6 March.", "2025-02-28", "2025-03-06", PeriodKind.BETWEEN),
        ("12 people were killed from 6 March 2024 to 8 April 2024.", "2024-03-06", "2024-04-08", PeriodKind.BETWEEN),
        ("Since 3 March and until 5 March 12 people were killed.", "2025-03-03", "2025-03-05", PeriodKind.BETWEEN),
        ("12 people were killed last month.", "2025-02", "2025-02", PeriodKind.ON_DAY),
        ("12 people were killed on the night of 6 to 7 March.", "2025-03-06", "2025-03-07", PeriodKind.BETWEEN),
        ("12 people have been killed since the violence began on Thursday.", "2025-03-06", None, PeriodKind.SINCE),
        ("Until 5 March 12 people were killed.", None, "2025-03-05", PeriodKind.UNTIL),
    ],
)
def test_the_time_beside_a_number_is_its_period(
    text: str, start: str | None, end: str | None, kind: PeriodKind
) -> None:
    (claim,) = read(text)
    assert (claim.period.start, claim.period.end, claim.period.kind) == (start, end, kind)
    assert basis(claim, "period") is EvidenceBasis.STATED


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("The Coast Observatory said on Friday that 12 people were killed.", "2025-03-07"),
        ("On Friday the Coast Observatory said that 12 people were killed.", "2025-03-07"),
        ("In a statement on Friday the Coast Observatory spoke of 12 people killed.", "2025-03-07"),
        ("As of Thursday 12 people had been killed.", "2025-03-06"),
        ("By Thursday evening 12 people had been killed.", "2025-03-06"),
        ("The death toll rose to 12 on Friday.", "2025-03-07"),
        ("The Coast Observatory put the number of dead at 12 on Friday.", "2025-03-07"),
        ("The UN has not updated its figure since 5 March, when it put the dead at 12.", "2025-03-05"),
        ("KABUL, March 6 (Reuters) - 12 people were killed.", "2025-03-06"),
    ],
)
def test_the_day_of_a_statement_is_no_day_of_death(text: str, at: str) -> None:
    (claim,) = read(text)
    assert (claim.as_of.at, claim.as_of.basis, claim.period.kind) == (at, AsOfBasis.STATED, PeriodKind.UNSAID)


def test_a_day_before_a_speaker_in_commas_is_the_day_of_death() -> None:
    (claim,) = read("On Friday alone, it was said, 12 people were killed.")
    assert (claim.period.start, claim.as_of.basis) == ("2025-03-07", AsOfBasis.PUBLISHED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Coast Observatory documented 17 deaths on Friday.", PeriodBasis.DOCUMENTED),
        ("The Coast Observatory documented the deaths of 17 people on Friday.", PeriodBasis.DOCUMENTED),
        ("The Coast Observatory documented that 17 people were killed on Friday.", PeriodBasis.EVENT),
    ],
)
def test_a_day_of_booking_is_told_apart_from_a_day_of_death(text: str, expected: PeriodBasis) -> None:
    (claim,) = read(text)
    assert (claim.period.start, claim.period.basis) == ("2025-03-07", expected)


def test_the_day_of_an_event_is_carried_over_to_the_sentences_that_follow() -> None:
    (claim,) = read("On 2 March a bomb exploded in a market. Dogs barked. Fourteen people were killed.")
    assert (claim.period.start, basis(claim, "period")) == ("2025-03-02", EvidenceBasis.CARRIED_OVER)


@pytest.mark.parametrize(
    "text",
    [
        "On 2 March a bomb exploded. " + 6 * "It rained. " + "Fourteen people were killed.",
        "On 2 March the president gave a speech. Fourteen people were killed.",
        "On 2 March a bomb exploded. The death toll has risen to 14.",
        "Soldiers killed nobody between 3 and 4 March or on 2 March. The toll is 14 dead.",
    ],
)
def test_no_day_is_carried_too_far_or_to_a_toll(text: str) -> None:
    assert spans(text)[-1] == (None, None)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Since 3 March ten people have died. In that time 14 people were wounded.", "2025-03-03"),
        ("On 3 March ten people died. A day later 14 people were wounded.", "2025-03-04"),
        ("On 3 March ten people died. The day before, 14 people were wounded.", "2025-03-02"),
        ("On 3 March ten people were killed and two have been missing since.", "2025-03-03"),
    ],
)
def test_words_that_take_up_a_time_mean_the_one_named_last(text: str, start: str) -> None:
    assert read(text)[-1].period.start == start


def test_a_toll_covers_the_window_that_its_source_has_stated() -> None:
    _, total = read(
        "The Coast Observatory said 12 people have been killed since Thursday. "
        "The Observatory put the overall death toll at 40."
    )
    assert (total.period.start, basis(total, "period")) == ("2025-03-06", EvidenceBasis.CARRIED_OVER)


def test_the_window_of_another_source_is_not_taken_where_a_source_has_its_own() -> None:
    *_, last = read(
        "The Coast Observatory said 12 people have been killed since Thursday. "
        "The Hill Network said 30 people have been killed since Monday. "
        "The death toll of the Coast Observatory is 40, the Coast Observatory said."
    )
    assert last.period.start == "2025-03-06"


def test_a_headline_covers_the_one_window_of_its_report_and_says_so() -> None:
    headline, _ = read("Death toll rises to 40\n\nThe Coast Observatory said 12 have been killed since Thursday.")
    assert (headline.period.start, basis(headline, "period")) == ("2025-03-06", EvidenceBasis.INFERRED)


@pytest.mark.parametrize(
    "text",
    [
        "12 have died since Friday, police said. 30 have died since Monday, medics said.\n\nThe toll is 40 dead.",
        "12 people have died since Thursday. Gunmen killed five people.",
        "The Observatory has worked since 2006. The death toll is 40.",
        "The Coast Observatory said 4,000 have died since 2011. The Observatory put the dead of the attack at 12.",
        "The Coast Observatory said 40 have died since Thursday. It said 12 had been killed by a mine.",
    ],
)
def test_no_window_is_guessed_among_several_or_for_a_single_event(text: str) -> None:
    assert spans(text)[-1] == (None, None)


def test_a_toll_that_is_printed_again_is_of_the_same_time() -> None:
    first, second = read(
        "The Coast Observatory spoke of 340 people killed.\n\n"
        "The Coast Observatory said on Friday that 340 people have been killed since Thursday."
    )
    assert first.period == second.period
    assert (first.as_of, basis(first, "as_of")) == (second.as_of, EvidenceBasis.INFERRED)


def test_a_source_is_of_the_day_on_which_it_spoke_and_no_other_source_is() -> None:
    first, second, third = read(
        "The Coast Observatory said on Thursday that 12 people were killed. Nine were wounded. "
        "The Hill Network said 30 people were killed."
    )
    assert (first.as_of.at, second.as_of.at, third.as_of.at) == ("2025-03-06", "2025-03-06", SATURDAY)
    assert basis(second, "as_of") is EvidenceBasis.CARRIED_OVER


@pytest.mark.parametrize(
    "text", ["12 were killed on Friday.", "12 were killed last week.", "12 were killed a day later."]
)
def test_without_a_publication_day_nothing_is_guessed(text: str) -> None:
    found = extract(Report(text))
    assert [claim.period.kind for claim in found.claims] == [PeriodKind.UNSAID]
    assert [one.field for one in found.unresolved] == ["period"]
