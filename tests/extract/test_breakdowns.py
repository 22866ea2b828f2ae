"""How numbers hang together: totals with their items, what they leave out, and the same number said again."""

import pytest

from tollbook.extract import extract
from tollbook.records import Claim, Extraction, RelationKind, Report


def read(text: str) -> Extraction:
    return extract(Report(text, language="en"))


def lists(text: str) -> list[tuple[str, list[str]]]:
    found = read(text)
    said = {claim.id: claim.count.said for claim in found.claims}
    return [(said[one.total], [said[item] for item in one.items]) for one in found.breakdowns]


def of(found: Extraction, said: str) -> Claim:
    return next(claim for claim in found.claims if claim.count.said == said)


@pytest.mark.parametrize(
    ("text", "total", "items"),
    [
        ("Sixty people were killed, including 12 children, eight women and three medics.", "Sixty", "12 eight three"),
        ("Seventy people died: four civilians, 32 gunmen and 34 soldiers.", "Seventy", "four 32 34"),
        ("Ten people - six women and four men - were killed.", "Ten", "six four"),
        ("Seventeen people (eleven civilians and six policemen) were killed.", "Seventeen", "eleven six"),
        ("The 84 dead are made up of 50 men, 30 women and four children.", "84", "50 30 four"),
        ("They spoke of 334 dead, 84 of them women and 60 children.", "334", "84 60"),
        ("The total of dead comes to 90, a figure that also takes in 20 gunmen.", "90", "20"),
        ("Eight of the 13 dead were police officers.", "13", "Eight"),
        ("Of the 12 dead, seven were women.", "12", "seven"),
        ("There were 48 deaths: rebels killed 16 soldiers, and 32 rebels died.", "48", "16 32"),
        ("Deaths: 84 – 39+ civilians and 45 soldiers.", "84", "39+ 45"),
        (
            "The strikes claimed 93 lives: 52 in Aden, the highest toll, 33 in Taiz and eight in Ibb.",
            "93",
            "52 33 eight",
        ),
        ("12 people were killed in Aden, seven in Taiz and 19 in Ibb, 38 in all.", "38", "12 seven 19"),
        ("The monitor recorded 158 dead. Of these, 84 were women.", "158", "84"),
        ("They counted 30 dead. Aden accounts for 14 of these victims and Taiz for 16.", "30", "14 16"),
        ("They counted 30 dead. By district, 14 died in Aden and 16 in Taiz.", "30", "14 16"),
        ("Thirty people were wounded. Among the wounded were two nurses.", "Thirty", "two"),
        ("Rebels killed 40 soldiers. With them, the number of dead comes to 60.", "60", "40"),
        ("They counted 21 dead. By county: Kisumu, 12; Nairobi, 9.", "21", "12 9"),
        ("They counted 21 dead in 2011. By month: January 12, February 9.", "21", "12 9"),
        ("Police killed 12 people. By sex, ten were men and two women.", "12", "ten two"),
        ("Mines killed 40 people. Children made up 14 (35%), men 20 (50%) and women six (15%).", "40", "14 20 six"),
        ("They counted 120 dead. Most (88) died in Kunduz; 32 died in Takhar.", "120", "88 32"),
        ("Abductions rose to 118. Of the 118 abducted, 84 were men and 34 women.", "118", "84 34"),
    ],
)
def test_a_list_is_one_breakdown_of_its_total(text: str, total: str, items: str) -> None:
    assert lists(text) == [(total, items.split())]


def test_nested_parts_belong_to_their_own_item() -> None:
    text = "They list 85 dead in Aden, of whom 15 were children; 49 in Taiz, a figure that includes 10 women."
    assert lists(text) == [("85", ["15"]), ("49", ["10"])]


def test_a_total_counts_in_numbers_of_its_own_sentence_and_what_is_left_of_earlier_ones() -> None:
    text = "The army killed 311 farmers. Counting 120 rebels and 93 soldiers, the toll has risen to 524."
    assert [sorted(items) for total, items in lists(text) if total == "524"] == [["120", "311", "93"]]
    assert "311" not in str(lists(text.replace("311", "200")))


def test_a_list_belongs_to_the_earlier_number_that_it_adds_up_to() -> None:
    text = "They counted 1,225 dead. On Monday 132 died. There were 658 in Aden, 384 in Taiz and 183 in Ibb."
    assert ("1,225", ["658", "384", "183"]) in lists(text)


def test_kinds_of_people_that_add_up_to_a_total_are_its_parts() -> None:
    text = (
        "More than 1,000 people died. Some 745 civilians were killed. It lists 125 dead soldiers and 148 dead rebels."
    )
    assert ("More than 1,000", ["Some 745", "125", "148"]) in lists(text)
    assert not lists(text.replace("745", "445"))
    assert not lists(text.replace("745", "945"))


def test_an_entry_with_a_name_and_a_colon_opens_no_list() -> None:
    assert lists("Aden: 171 killed; Taiz: 12.") == []


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("The 84 dead are made up of 80 men and four women.", "yes"),
        ("A total of 41 people, comprising 25 men and 16 women, were killed.", "yes"),
        ("Twelve people died, including two children.", "unknown"),
    ],
)
def test_a_list_is_complete_only_if_the_words_say_so(text: str, complete: str) -> None:
    assert [one.complete for one in read(text).breakdowns] == [complete]


def test_people_left_out_are_kept_with_the_number() -> None:
    (claim,) = read("The attack killed 12 people, excluding the attackers.").claims
    assert [(one.said, one.claim) for one in claim.excludes] == [("excluding the attackers", None)]


def test_people_on_top_of_others_exclude_them() -> None:
    found = read("In addition to the 803 dead, 20 fighters were killed.")
    (left_out,) = of(found, "20").excludes
    assert left_out.claim == of(found, "803").id
    assert RelationKind.EXCLUDES in [one.kind for one in of(found, "20").relations]


def test_these_are_the_people_of_the_sentence_before() -> None:
    found = read("The army killed 340 farmers. On top of these, 200 rebels died.")
    assert [one.claim for one in of(found, "200").excludes] == [of(found, "340").id]


def test_round_words_restate_the_exact_number() -> None:
    found = read("More than 500 people were killed. Officials counted the 524 dead. The count is 524 dead.")
    kinds = {(one.kind, one.claim) for claim in found.claims for one in claim.relations}
    assert {kind for kind, _ in kinds} <= {RelationKind.RESTATES, RelationKind.SAME_AS}
    far = read("More than 500 people were killed. The count is 924 dead.")
    assert not [one for claim in far.claims for one in claim.relations]


def test_what_is_said_of_all_is_said_of_the_number_before() -> None:
    assert (
        read("Twelve people died. All of them belonged to the Christian minority.").claims[0].victims.group
        == "Christian"
    )
    assert read("Nine people were killed. All of the dead were civilians.").claims[0].victims.status == ("civilian",)
    assert read("Nine people were killed. All were shot by soldiers.").claims[0].victims.status is None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Forty people died, and their number could pass 100.", 100),
        ("Villagers have been killed by the army, and they now number more than 300.", 300),
        ("The army killed 90 people. A day earlier it gave a figure of 83.", 83),
        ("They counted 735 dead in Aden and, next, Taiz, where 246 victims were counted.", 246),
        ("Dozens, it added, had been wounded.", None),
        ("Twenty-two of the injured remain in hospital.", 22),
        ("Deaths by district: Goma 14, Bukavu nine.", 9),
        ("Two people were killed in the first raid and five in the second.", 5),
    ],
)
def test_a_number_that_is_only_named_is_tied_to_the_harm_spoken_of(text: str, last: int | None) -> None:
    assert read(text).claims[-1].count.low == last


def test_a_number_named_again_counts_what_it_counted_before() -> None:
    found = read("Soldiers killed 90 people, for which 298 suspects are sought. The figure of 298 is provisional.")
    assert [claim.count.low for claim in found.claims] == [90]
    assert "repeats a number that counts something else" in [one.reason for one in found.passed_over]


def test_all_who_share_a_verb_are_among_the_dead() -> None:
    text = "Sixty people died in Gao. Twenty-eight women and nine children were among those killed."
    assert lists(text) == [("Sixty", ["Twenty-eight", "nine"])]


def test_one_total_may_be_cut_in_three_ways_behind_semicolons() -> None:
    text = (
        "They counted 412 deaths. Of the 412, 301 were civilians and 111 fighters; 96 were women and 60 children; "
        "211 died in Aden, 150 in Taiz and 51 in Ibb."
    )
    assert sorted(lists(text)) == [("412", ["211", "150", "51"]), ("412", ["301", "111"]), ("412", ["96", "60"])]
