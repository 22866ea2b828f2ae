"""One phenomenon a test: what a sentence of our own says, and what is taken from it."""

import pytest

from tollbook.extract import extract
from tollbook.records import (
    AsOfBasis,
    CaseDefinition,
    Claim,
    EvidenceBasis,
    Extraction,
    Mode,
    PeriodKind,
    Place,
    Report,
)


def read(text: str, published: str | None = "2025-03-08") -> Extraction:
    return extract(Report(text, published=published))


def counts(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(str(claim.harm), claim.count.low, claim.count.high) for claim in read(text).claims]


def only(text: str) -> Claim:
    (claim,) = read(text).claims
    return claim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve people were killed.", [("killed", 12, 12)]),
        ("Gunmen killed seven farmers.", [("killed", 7, 7)]),
        ("A bomb blast left nine people dead.", [("killed", 9, 9)]),
        ("Killing at least 25 people, a car bomb exploded.", [("killed", 25, None)]),
        ("The attack claimed the lives of 14 villagers.", [("killed", 14, 14)]),
        ("The fighting has cost more than 70 lives.", [("killed", 70, None)]),
        ("12 people were killed and seven wounded.", [("killed", 12, 12), ("injured", 7, 7)]),
        ("12 killed, seven wounded.", [("killed", 12, 12), ("injured", 7, 7)]),
        ("The blast killed 25 people and injured 53 others.", [("killed", 25, 25), ("injured", 53, 53)]),
        ("The death toll rose to 524.", [("killed", 524, 524)]),
        ("The number of people killed on the road now stands at 91.", [("killed", 91, 91)]),
        ("48 deaths were documented.", [("killed", 48, 48)]),
        ("They put the dead at more than 70.", [("killed", 70, None)]),
        ("Up to 30 people were missing.", [("missing", None, 30)]),
        ("More than 4,000 people were displaced.", [("displaced", 4000, None)]),
        ("Nine women were abducted.", [("abducted", 9, 9)]),
        ("There were 40 casualties.", [("casualties", 40, 40)]),
        ("They shelled the camp, killing and wounding dozens of people.", [("casualties", None, None)]),
        ("Between 10 and 12 people died.", [("killed", 10, 12)]),
        ("Dozens of men were executed.", [("killed", None, None)]),
    ],
)
def test_a_statement_of_harm_is_taken_with_its_number_as_printed(
    text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("About 11% of the people killed were women.", "a share, not a count"),
        ("He was killed on 7 March.", "a date"),
        ("Three armed men killed a guard.", "counts those said to have done it"),
        ("They were killed in four operations.", "counts incidents"),
        ("The fighting went on for three days.", "a duration"),
        ("The driver, Adam, 42, was killed.", "an age"),
        ("They died 25 kilometres from the town.", "a distance, size or weight"),
        ("They were killed at 10:30.", "a time of day"),
        ("They died on the M4 road.", "part of a name or code"),
        ("Guards shot 73 cows dead.", "counts weapons, vehicles or animals"),
        ("The 9th brigade killed them.", "an ordinal"),
        ("Police made 12 arrests after the killing.", "counts arrests or suspects"),
        ("One in five of those killed was a child.", "a share, not a count"),
        ("The film cost 2 million dollars; people died.", "an amount of money"),
    ],
)
def test_a_number_that_counts_no_victims_is_passed_over_with_its_reason(text: str, reason: str) -> None:
    found = read(text)
    assert all(claim.count.implied for claim in found.claims)
    assert reason in [one.reason for one in found.passed_over]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("311 civilians were killed.", "status", ("civilian",)),
        ("93 members of the security forces were killed.", "status", ("security forces",)),
        ("Six men of the interior ministry were killed.", "status", ("security forces",)),
        ("120 fighters were killed.", "status", ("other combatant",)),
        ("Nine fighters from both sides were killed.", "status", ("security forces", "other combatant")),
        ("Nine soldiers and gunmen were killed.", "status", ("security forces", "other combatant")),
        ("Nine civilians and disarmed fighters were killed.", "status", ("civilian", "disarmed combatant")),
        ("Four medics were killed.", "status", ("other protected",)),
        ("311 people were killed.", "status", None),
        ("311 Druze civilians were killed.", "group", "Druze"),
        ("12 civilians of the Yazidi minority were killed.", "group", "Yazidi"),
        ("Nine women were killed.", "sex", "woman"),
        ("524 men and women were killed.", "sex", None),
        ("Five children were killed.", "age", "child"),
        ("Two journalists were killed.", "role", "journalist"),
    ],
)
def test_who_was_counted_is_read_from_the_noun_phrase(text: str, field: str, value: object) -> None:
    assert getattr(only(text).victims, field) == value


def test_the_number_of_civilians_killed_counts_civilians() -> None:
    assert only("The number of civilians killed in the valley reached 91.").victims.status == ("civilian",)


def test_the_perpetrator_stands_behind_by_or_before_the_verb() -> None:
    passive = only("12 people were killed by soldiers and their allies on Friday.")
    active = only("Suspected rebels killed 12 people.")
    assert passive.perpetrator is not None
    assert active.perpetrator is not None
    assert (passive.perpetrator.said, passive.perpetrator.certainty.value) == ("soldiers and their allies", "stated")
    assert (active.perpetrator.said, active.perpetrator.certainty.value) == ("Suspected rebels", "suspected")


def test_an_event_is_no_perpetrator() -> None:
    assert only("A bomb blast killed 12 people.").perpetrator is None


def parts(text: str) -> dict[str, list[str]]:
    found = read(text)
    said = {claim.id: claim.count.said for claim in found.claims}
    return {said[one.total]: [said[item] for item in one.items] for one in found.breakdowns}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 people were killed, including three children.", {"15": ["three"]}),
        ("15 people were killed, among them three children and two women.", {"15": ["three", "two"]}),
        ("15 people were killed, nine of them in Homs.", {"15": ["nine"]}),
        ("15 people were killed. Of these, nine were civilians.", {"15": ["nine"]}),
        ("15 people were killed: nine civilians and six soldiers.", {"15": ["nine", "six"]}),
        ("Nine civilians were killed, and including these the death toll reached 15.", {"15": ["Nine"]}),
        ("Counting nine soldiers, the death toll has risen to 15.", {"15": ["nine"]}),
        ("Nine civilians and six soldiers were killed, 15 dead in all.", {"15": ["Nine", "six"]}),
        ("15 people were killed. By province: Latakia nine, Homs six.", {"15": ["nine", "six"]}),
        ("15 people were killed. Nine were civilians. The remaining six were soldiers.", {"15": ["Nine", "six"]}),
    ],
)
def test_parts_are_items_of_their_total_and_never_its_rivals(text: str, expected: dict[str, list[str]]) -> None:
    assert parts(text) == expected


def test_a_part_has_the_people_and_the_place_of_its_whole() -> None:
    whole, part = read("15 civilians were killed in Homs, nine of them by soldiers.").claims
    assert (part.victims.status, part.places) == (whole.victims.status, whole.places)
    assert part.evidence["places"].basis is EvidenceBasis.CARRIED_OVER


def test_each_number_of_a_list_has_its_own_place() -> None:
    found = read("The number of dead stands at 658 in Latakia and 384 in Tartus, with another 171 in Hama.").claims
    assert [claim.places[0][0] for claim in found] == ["Latakia", "Tartus", "Hama"]
    assert {claim.mode for claim in found} == {Mode.COUNT}


def test_a_place_before_its_number_is_the_numbers_own() -> None:
    case = CaseDefinition(places=(Place("Latakia"), Place("Tartus"), Place("Hama")))
    found = extract(Report("Latakia lost 545 people, Tartus 262 and Hama 156."), case).claims
    assert [claim.places[0][0] for claim in found] == ["Latakia", "Tartus", "Hama"]


def test_the_address_of_a_source_is_no_place_of_death() -> None:
    assert only("The Coast Observatory, based in Berlin, said 12 people were killed.").places == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Coast Observatory (CO) said 12 people were killed.", "CO"),
        ("According to the Coast Observatory, 12 people were killed.", "Coast Observatory"),
        ("12 people were killed, the Coast Observatory reported.", "Coast Observatory"),
        ("12 people were killed.", None),
        ("The Coast Observatory has an office. The river rose. It rained. Dogs barked. 12 people were killed.", None),
        ("The Coast Observatory (CO) gave a figure on Friday. The Observatory counted 12 people killed.", "CO"),
        ("A war monitor said 12 people died. The Coast Observatory (CO) reported fighting.", "CO"),
    ],
)
def test_the_source_is_who_says_it(text: str, source: str | None) -> None:
    assert only(text).source == source


def test_a_longer_name_that_holds_a_known_one_is_the_same_source() -> None:
    first, second = read(
        "The Coast Observatory for Peace (COP) said 12 people were killed. "
        "The Coast Observatory for Peace Media Centre said seven people were wounded."
    ).claims
    assert first.source == second.source == "COP"


def test_a_source_is_carried_over_to_the_next_sentence_and_marked_so() -> None:
    first, second = read("The Coast Observatory said 12 people were killed. Seven were wounded.").claims
    assert (second.source, second.evidence["attributed_to"].basis) == (first.source, EvidenceBasis.CARRIED_OVER)


def test_the_day_of_speech_is_the_as_of_time_and_not_the_day_of_death() -> None:
    claim = only("The Coast Observatory said on Friday that 12 people were killed on Thursday.")
    assert (claim.as_of.at, claim.as_of.basis, claim.period.start) == ("2025-03-07", AsOfBasis.STATED, "2025-03-06")


def test_the_day_a_toll_reached_its_number_is_no_day_of_death() -> None:
    claim = only("The death toll rose to 745 on Friday.")
    assert (claim.as_of.at, claim.period.kind) == ("2025-03-07", PeriodKind.UNSAID)


def test_dates_that_cannot_be_resolved_are_named_and_the_figures_stand() -> None:
    found = read("12 people were killed on Friday.", published=None)
    assert [claim.count.low for claim in found.claims] == [12]
    assert [one.quote for one in found.unresolved] == ["Friday"]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The toll could exceed 1,000.", Mode.PROJECTION),
        ("It is feared that 1,000 people were killed.", Mode.PROJECTION),
        ("Another 12 people were killed.", Mode.INCREMENT),
        ("12 deaths were newly documented.", Mode.INCREMENT),
        ("The army denied that 12 civilians were killed.", Mode.DENIAL),
        ("12 people are still missing.", Mode.STOCK),
        ("The office verified that 111 civilians were killed.", Mode.FLOOR),
        ("12 people were killed.", Mode.COUNT),
    ],
)
def test_the_mode_says_what_kind_of_statement_it_is(text: str, mode: Mode) -> None:
    assert only(text).mode is mode


def test_a_toll_of_other_times_is_background() -> None:
    assert only("Over the past two months, rebels killed 40 people.").background


def test_women_and_children_among_the_victims_without_a_number_are_a_note_that_restricts_nothing() -> None:
    (note,) = only("More than 500 others, including women and children, were injured.").qualifiers
    assert (note.said, note.restricts) == ("including women and children", False)


def test_a_repeated_number_is_tied_to_the_first() -> None:
    first, second = read("12 people were killed. Rain fell. The number of those killed is 12.").claims
    assert [(one.kind.value, one.claim) for one in second.relations] == [("same_as", first.id)]


@pytest.mark.parametrize("text", ["A driver, Ali Saleh, 34, was killed.", "Ali Saleh was shot dead."])
def test_a_name_is_no_restriction_on_who_is_counted(text: str) -> None:
    assert only(text).qualifiers == ()


@pytest.mark.parametrize(
    "text",
    [
        "A diplomat met families whose homes were burnt and whose fathers were killed.",
        "The governor flew to a valley in which shepherds had been murdered.",
    ],
)
def test_a_verb_said_of_others_makes_nobody_before_it_a_victim(text: str) -> None:
    assert [claim.quote for claim in read(text).claims if claim.count.implied] == []
