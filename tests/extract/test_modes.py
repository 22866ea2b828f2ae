"""What kind of statement a number is, and which numbers are about other events; a word elsewhere touches nothing."""

import pytest

from tollbook.extract import extract
from tollbook.records import Claim, Mode, RelationKind, Report


def claims(text: str, published: str | None = "2025-03-12") -> list[Claim]:
    return list(extract(Report(text, language="en", published=published)).claims)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The death toll could pass 1,000.", Mode.PROJECTION),
        ("Dozens are feared dead.", Mode.PROJECTION),
        ("They threatened to kill 20 hostages.", Mode.PROJECTION),
        ("The bomb would have killed 100 people.", Mode.PROJECTION),
        ("A spokesman dismissed reports that 30 soldiers had been killed.", Mode.DENIAL),
        ("The ministry rejected as false the claim that 25 recruits were killed.", Mode.DENIAL),
        ("It is not true that 19 prisoners died.", Mode.DENIAL),
        ("The ministry withdrew its earlier figure of 359 dead.", Mode.RETRACTION),
        ("Another 14 people were killed on Sunday.", Mode.INCREMENT),
        ("Twenty people are still missing.", Mode.STOCK),
        ("Thirty of the wounded remain in hospital.", Mode.STOCK),
        ("The office verified that 111 civilians were killed.", Mode.FLOOR),
        ("A reporter saw 16 bodies in the schoolyard.", Mode.FLOOR),
        ("A video shows the execution of three prisoners.", Mode.INSTANCE),
    ],
)
def test_the_words_give_the_mode(text: str, mode: Mode) -> None:
    assert [claim.mode for claim in claims(text)] == [mode]


@pytest.mark.parametrize(
    "text",
    [
        "Police said 12 people were killed, and warned that the toll could rise.",
        "Residents saw gunmen kill 12 people.",
        "The governor, who denied any guilt, said 12 people were killed.",
        "It was feared that the dam would break; 12 people were killed.",
    ],
)
def test_a_word_of_another_clause_does_not_touch_the_number(text: str) -> None:
    assert [claim.mode for claim in claims(text)] == [Mode.COUNT]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("The office corrected itself: not 359 but 253 people were killed.", "359", "253"),
        ("Police revised the number of dead from 22 to 18.", "22", "18"),
        ("Nine people were killed, police said, correcting an earlier figure of 12 dead.", "12", "Nine"),
        ("Four people died instead of the six reported earlier.", "six", "Four"),
    ],
)
def test_a_number_put_right_is_withdrawn_by_the_right_one(text: str, wrong: str, right: str) -> None:
    found = {claim.count.said: claim for claim in claims(text)}
    assert found[wrong].mode is Mode.RETRACTION
    assert [(one.kind, one.claim) for one in found[right].relations] == [(RelationKind.RETRACTS, found[wrong].id)]


def test_what_was_printed_before_is_withdrawn_too() -> None:
    first, wrong, right = claims("The office said 359 people died. It corrected itself: not 359 but 253 people died.")
    assert {one.claim for one in right.relations} == {first.id, wrong.id}


def test_a_toll_that_rises_withdraws_nothing() -> None:
    found = claims("The death toll rose from 14 to 17.")
    assert [(claim.count.low, claim.count.high) for claim in found] == [(14, 14), (17, 17)]
    assert {claim.mode for claim in found} == {Mode.COUNT}
    assert not any(one.kind is RelationKind.RETRACTS for claim in found for one in claim.relations)


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("Six people were killed on Monday. The insurgency has killed 35,000 people since 2009.", [False, True]),
        ("Four people were killed on Friday. In 2017, a bombing there killed 28.", [False, True]),
        ("The blast killed nine people. Last month, 30 people were killed in the town.", [False, True]),
        ("A bomb killed 12 people on Sunday, a week after a similar attack killed 40.", [False, True]),
        ("The attack killed 58 people and was the deadliest since 86 people died there.", [False, True]),
        ("Residents blocked the road to protest the killing of two traders.", [True]),
        ("A man was sentenced to life in prison on Thursday for killing three people.", [True]),
        ("Thousands marched on the anniversary of the massacre in which 43 students were killed.", [True]),
        ("Protests in the capital on Thursday resulted in the killing of three people.", [False]),
        ("A car bomb killed 18 pilgrims who were on their way to an anniversary.", [False]),
        ("Police opened fire on a protest, killing 12 people.", [False]),
        ("A court tried two men, while 12 people were killed in a raid.", [False]),
        ("An officer was convicted, while 12 people were killed in a raid.", [False]),
    ],
)
def test_numbers_of_other_events_are_background(text: str, background: list[bool]) -> None:
    assert [claim.background for claim in claims(text)] == background


def test_a_report_about_another_year_brings_its_numbers() -> None:
    assert [claim.background for claim in claims("In 2017, rebels killed 28 people and wounded 30.")] == [False, False]


def test_this_year_is_not_long_ago() -> None:
    found = claims("Six people were killed on Monday. Rebels have killed 350 people since 2025.")
    assert [claim.background for claim in found] == [False, False]
