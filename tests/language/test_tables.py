"""Labels, rows of tables and lists under a heading: numbers that no sentence holds."""

import pytest

from tollbook.extract import extract
from tollbook.reconcile import reconcile
from tollbook.records import Extraction, Report, Status

Row = tuple[str, int | None, str | None]


def read(text: str) -> Extraction:
    return extract(Report(text, published="2025-03-08"))


def rows(text: str) -> list[Row]:
    """Harm, count and place of every claim."""
    found = read(text).claims
    return [(str(one.harm), one.count.low, one.places[0][0] if one.places else None) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Killed: 4\nInjured: 11", [("killed", 4, None), ("injured", 11, None)]),
        ("Killed: 4\tInjured: 11", [("killed", 4, None), ("injured", 11, None)]),
        ("Abducted on the road: 66 passengers", [("abducted", 66, None)]),
        ("- Kirkuk: 12 killed, five wounded", [("killed", 12, "Kirkuk"), ("injured", 5, "Kirkuk")]),
    ],
)
def test_a_label_names_the_harm_or_the_place_of_the_numbers_behind_it(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


HOMS_AND_HAMA = [("killed", 12, "Hama"), ("killed", 7, "Homs")]


@pytest.mark.parametrize(
    "text",
    [
        "Killed by province:\nHama 12\nHoms 7",
        "Killed by province:\n\n• Hama 12\n• Homs 7",
        "Killed by province:\n- Hama: 12\n- Homs: 7",
        "Killed by province:\n– Hama (12)\n– Homs (7)",
        "Number of people killed:\n12 in Hama\n7 in Homs",
        "Killed by province:\nHama 12, Homs 7",
        "Province\tKilled\nHama\t12\nHoms\t7",
        "Province     Killed\nHama     12\nHoms     7",
        "| Province | Killed |\n|---|---|\n| Hama | 12 |\n| Homs | 7 |",
        "<table><tr><th>Province</th><th>Killed</th></tr><tr><td>Hama</td><td>12</td></tr><tr><td>Homs</td><td>7</table>",
    ],
)
def test_numbers_under_a_heading_have_its_harm_and_the_place_of_their_row(text: str) -> None:
    assert rows(text) == HOMS_AND_HAMA


@pytest.mark.parametrize("corner", ["Province\t", ""], ids=["with a name for the first column", "without"])
def test_each_column_of_a_table_has_a_harm_of_its_own(corner: str) -> None:
    text = f"{corner}Killed\tInjured\nHama\t12\t1,200\nHoms\t7\t9"
    assert rows(text) == [
        ("killed", 12, "Hama"),
        ("injured", 1200, "Hama"),
        ("killed", 7, "Homs"),
        ("injured", 9, "Homs"),
    ]


def test_a_column_without_a_harm_is_passed_over() -> None:
    text = "Province\tVillages\tKilled\nHama\t3\t12"
    assert rows(text) == [("killed", 12, "Hama")]
    assert [one.quote for one in read(text).passed_over] == ["3"]


@pytest.mark.parametrize("row", ["Hama\t12", "Hama\t12\t7\t1", "Hama 12 7"])
def test_a_row_whose_cells_do_not_match_the_heading_is_passed_over(row: str) -> None:
    assert rows(f"Province\tKilled\tInjured\n{row}") == []


def test_the_evidence_for_a_harm_is_the_word_in_the_heading() -> None:
    text = "Province\tKilled\tInjured\nHama\t12\t9"
    found = [one.evidence["harm"] for one in read(text).claims]
    assert [(text[one.start : one.end], one.rule) for one in found] == [
        ("Killed", "under a heading"),
        ("Injured", "under a heading"),
    ]


def test_a_sentence_ends_what_a_heading_holds_for() -> None:
    assert rows("Killed by province:\nHama 12\nThe army left the town.\nHoms 7") == [("killed", 12, "Hama")]


def test_rows_are_parts_of_the_number_before_the_heading() -> None:
    found = read("In all 19 people were killed. Killed by province:\nHama 12\nHoms 7")
    (breakdown,) = found.breakdowns
    total, *items = found.claims
    assert (breakdown.total, breakdown.items) == (total.id, tuple(one.id for one in items))


def test_a_total_row_counts_in_the_rows_above_it() -> None:
    found = read("Killed by province:\nHama 12\nHoms 7\nTotal 19")
    (breakdown,) = found.breakdowns
    *items, total = found.claims
    assert (breakdown.total, breakdown.items) == (total.id, tuple(one.id for one in items))


@pytest.mark.parametrize("row", ["Total 19", "Elsewhere 4"])
def test_no_row_has_the_place_of_a_row_above_it(row: str) -> None:
    assert read(f"Killed by province:\nHama 12\nHoms 7\n{row}").claims[-1].places == ()


BY_SEX = "People killed in May 2021, by district\n\nDistrict\tMen\tWomen\tTotal\nGoma\t14\t3\t17\nBeni\t20\t5\t25"


def test_under_a_caption_every_column_has_its_harm_and_the_people_that_its_head_names() -> None:
    told = [(c.harm, c.count.low, c.victims.sex, c.places[0][0]) for c in read(BY_SEX).claims]
    assert told == [
        ("killed", 14, "man", "Goma"),
        ("killed", 3, "woman", "Goma"),
        ("killed", 17, None, "Goma"),
        ("killed", 20, "man", "Beni"),
        ("killed", 5, "woman", "Beni"),
        ("killed", 25, None, "Beni"),
    ]


def test_a_column_of_totals_counts_in_the_others_of_its_row() -> None:
    found = read(BY_SEX)
    counts = {claim.id: claim.count.low for claim in found.claims}
    lists = [(counts[one.total], [counts[item] for item in one.items]) for one in found.breakdowns]
    assert lists == [(17, [14, 3]), (25, [20, 5])]


def test_columns_of_things_and_the_first_of_names_count_nobody() -> None:
    text = "Deaths by party\nParty\tIncidents\tCivilians\nRebels\t4\t12"
    assert rows(text) == [("killed", 12, None)]
    assert [one.quote for one in read(text).passed_over] == ["4"]


def test_months_may_head_all_columns_of_a_table_with_unnamed_rows() -> None:
    assert rows("Deaths by cause\n\tJune\tJuly\nAir strikes\t3\t8") == [("killed", 3, None), ("killed", 8, None)]


def test_the_first_cell_of_a_row_names_its_people() -> None:
    found = read("Killed by occupation\nWho\tJune\tJuly\nSoldiers\t3\t8").claims
    assert [[str(one) for one in claim.victims.status or ()] for claim in found] == [["security forces"]] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Killings recorded in Cauca and Meta\n- Hama: 12\n- Homs: 7",
        "Killings by province\n- Hama: 12 (all of them men)\n- Homs: 7",
        "The army killed these people:\n\nHama 12\nHoms 7",
    ],
)
def test_a_list_under_a_caption_has_its_harm(text: str) -> None:
    assert rows(text) == HOMS_AND_HAMA


@pytest.mark.parametrize("line", ["The army left Hama with 12 tanks", "It happened on road 12", "Hama was left by 12"])
def test_under_a_caption_only_entries_are_read(line: str) -> None:
    assert rows(f"Killings by province\n{line}") == []


def test_two_numbers_parted_by_a_stroke_are_passed_over() -> None:
    assert rows("Nobody knows who was killed and who was hurt.\nPolice: 2 / 9") == []


@pytest.mark.parametrize(
    "text",
    [
        "Killed / injured\nPolice: 2 / 9",
        "Figures are given as killed/injured. Police: 2/9.",
        "Civilians: 12 killed / 30 injured\nPolice: 2 / 9",
        "Dead and wounded, by service\nPolice – 2 / 9",
        "Service | Dead/Wounded\nPolice | 2/9",
    ],
)
def test_two_numbers_parted_by_a_stroke_have_the_harms_in_the_order_that_the_text_says(text: str) -> None:
    assert rows(text)[-2:] == [("killed", 2, None), ("injured", 9, None)]


def test_a_stroke_parts_in_the_order_of_its_title_not_in_the_usual_one() -> None:
    assert rows("Injured / killed in Mosul\nPolice: 9 / 2") == [("injured", 9, "Mosul"), ("killed", 2, "Mosul")]


def test_a_row_is_no_total_of_the_rows_below_it() -> None:
    assert read("Deaths by cause\nShelling: 3\nMines: 1\nOther: 2").breakdowns == ()


def test_prose_behind_a_colon_is_no_label() -> None:
    assert rows("The dead were buried by the mayor, who said: 12 houses burned.") == []


CROSSED = "Deaths by cause and month\n\n\tJune\tJuly\nShelling\t14\t22\nMines\t1\t2"


def test_words_of_a_row_and_a_column_that_no_field_holds_tell_its_cells_apart() -> None:
    found = read(CROSSED).claims
    told = [(one.count.low, {words.said for words in one.qualifiers if words.restricts}) for one in found]
    assert told == [(14, {"Shelling"}), (22, {"Shelling"}), (1, {"Mines"}), (2, {"Mines"})]
    assert [one.period.start for one in found] == ["2024-06", "2024-07"] * 2


def test_cells_of_rows_that_no_field_names_do_not_contradict_one_another() -> None:
    ledger = reconcile([read(CROSSED)])
    assert ledger.conflicts == ()


def test_cells_side_by_side_are_no_list_of_a_cell_above_them() -> None:
    assert read("Deaths by cause and month\n\n\tJune\tJuly\nAir strikes\t3\t8\nMines\t1\t2").breakdowns == ()


def test_rows_by_responsible_party_name_no_victims() -> None:
    found = read("Killed by party responsible\nParty\tCivilians\nSecurity forces\t12\nRebels\t5").claims
    assert [(one.count.low, one.victims.status) for one in found] == [(12, (Status.CIVILIAN,)), (5, (Status.CIVILIAN,))]


def test_bars_that_frame_a_row_are_no_cells() -> None:
    text = "Killed by party responsible\n\n| Party | Civilians | Fighters |\n|---|---|---|\n| Unknown | 7 | 0 |"
    assert rows(text) == [("killed", 7, None), ("killed", 0, None)]


def test_a_column_without_a_head_is_passed_over() -> None:
    assert rows("Deaths by town\n\nTown | | Men\nHoms | 3 | 4") == [("killed", 4, "Homs")]


def test_the_parts_of_an_entry_are_parts_of_it_alone() -> None:
    found = read("Killings by province\n- Hama: 12\n- Homs: 7 (4 men, 3 women)")
    counts = {claim.id: claim.count.low for claim in found.claims}
    assert [(counts[one.total], [counts[item] for item in one.items]) for one in found.breakdowns] == [(7, [4, 3])]


YEARS = "Civilians killed\n\nRegion | 2019 | 2020\nMopti | 210 | 320\nGao | 85 | 61\nTotal | 295 | 381"


def test_years_may_head_the_columns_of_a_table() -> None:
    told = [(one.count.low, one.period.start, str((one.victims.status or ("",))[0])) for one in read(YEARS).claims]
    assert told == [
        (210, "2019-01", "civilian"),
        (320, "2020-01", "civilian"),
        (85, "2019-01", "civilian"),
        (61, "2020-01", "civilian"),
        (295, "2019-01", "civilian"),
        (381, "2020-01", "civilian"),
    ]


def breakdowns(text: str) -> list[tuple[int | None, list[int | None]]]:
    found = read(text)
    counts = {claim.id: claim.count.low for claim in found.claims}
    return [(counts[one.total], [counts[item] for item in one.items]) for one in found.breakdowns]


def test_a_total_row_counts_in_the_cells_above_it_column_by_column() -> None:
    assert breakdowns(YEARS) == [(295, [210, 85]), (381, [320, 61])]


def test_a_table_with_totals_of_rows_and_columns_is_cut_in_every_way_that_it_shows() -> None:
    table = "Deaths, 2020\n\nDistrict\tM\tF\tTotal\nIturi\t44\t12\t56\nBeni\t31\t9\t40\nTotal\t75\t21\t96"
    ways = [(56, [44, 12]), (40, [31, 9]), (75, [44, 31]), (21, [12, 9]), (96, [75, 21]), (96, [56, 40])]
    assert sorted(breakdowns(table), key=str) == sorted(ways, key=str)


def test_a_table_does_not_contradict_itself() -> None:
    table = "Deaths, 2020\n\nDistrict\tM\tF\tTotal\nIturi\t44\t12\t56\nBeni\t31\t9\t40\nTotal\t75\t21\t96"
    assert reconcile([read(table)]).conflicts == ()
    assert reconcile([read(YEARS)]).conflicts == ()
    same_role = "Deaths of health workers\n\nMonth | Doctors | Nurses\nJuly 2020 | 4 | 11\nAugust 2020 | 6 | 9"
    assert reconcile([read(same_role)]).conflicts == ()


def test_a_total_column_of_killed_and_injured_counts_both() -> None:
    assert breakdowns("Province | Killed | Injured | Total\nMarib | 40 | 71 | 111") == [(111, [40, 71])]


def test_the_label_of_a_row_by_responsible_party_did_it() -> None:
    found = read("Civilians killed in June 2019, by party responsible\n\nKurdish-led forces: 13\nUnknown: 4").claims
    doers = [one.perpetrator.said if one.perpetrator else None for one in found]
    assert (doers, {one.period.start for one in found}) == (["Kurdish-led forces", None], {"2019-06"})


@pytest.mark.parametrize("sign", [":", " –", " —", " =", "."])
def test_lines_of_people_below_a_count_are_its_parts(sign: str) -> None:
    text = f"In October 50 people were killed in Iraq.\n\nCivilians{sign} 40\nFederal police{sign} 10"
    assert breakdowns(text) == [(50, [40, 10])]


def test_a_label_may_stand_on_a_line_of_its_own() -> None:
    assert breakdowns("In 2017, 29 people were killed.\n\nFarmers\n18\n\nSoldiers\n11") == [(29, [18, 11])]


def test_under_a_cut_by_place_names_that_no_gazetteer_has_are_places() -> None:
    text = "Killed in Nigeria, by village\nGidan Qawa: 9\nTse Qagbara: 14"
    assert rows(text) == [("killed", 9, "Gidan Qawa"), ("killed", 14, "Tse Qagbara")]
