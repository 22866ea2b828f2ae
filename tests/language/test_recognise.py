"""Other languages than English are recognised by their small words, and English never is another language."""

import pytest

from tollbook.language import load
from tollbook.language.recognise import Recognised, Recogniser, function_words

ENGLISH = Recogniser("en", "LATIN")
REPORTS = {
    "French": "Au moins 12 personnes ont été tuées dans la ville de Homs par les soldats, selon les autorités.",
    "Spanish": "Al menos 12 personas murieron en la ciudad de Homs por los disparos de los soldados.",
    "German": "Mindestens 12 Menschen wurden in der Stadt Homs von den Soldaten getötet, wie die Behörden mitteilten.",
    "Portuguese": "Pelo menos 12 pessoas foram mortas na cidade de Homs pelos soldados, segundo as autoridades.",
    "Italian": "Almeno 12 persone sono state uccise nella città di Homs, secondo le autorità del paese.",
    "Dutch": "Zeker 12 mensen zijn door soldaten gedood in de stad Homs, volgens de autoriteiten van het land.",
    "Polish": "Co najmniej 12 osób zostało zabitych w mieście Homs przez żołnierzy, jak podały władze na miejscu.",
    "Turkish": "Humus'ta en az 12 kişi öldü ve 7 kişi yaralandı, bu bilgi yetkililere göre kesin değil.",
    "Indonesian or Malay": "Sedikitnya 12 orang tewas dalam serangan itu dan tujuh orang terluka di kota Homs.",
    "Swahili": "Watu 12 waliuawa katika mji wa Homs na wengine saba walijeruhiwa kwa risasi, kwa mujibu wa polisi.",
    "Kurdish (Kurmanji)": "Li bajarê Humsê 12 kes hatin kuştin û heft kes birîndar bûn ji ber êrîşa li ser wan.",
    "Filipino": "Hindi bababa sa 12 katao ang namatay sa lungsod ng Homs at pito ang nasugatan ayon sa mga pulis.",
    "Haitian Creole": "Omwen 12 moun mouri nan vil Homs la ak sèt lòt moun ki te blese, dapre lapolis.",
    "Hausa": "An kashe mutane 12 a garin Homs kuma wasu bakwai sun ji rauni a cewar 'yan sanda da sojoji.",
    "Somali": "Ugu yaraan 12 qof ayaa ku dhintay magaalada Homs, waxaana ku dhaawacmay toddoba kale oo ka mid ah.",
    "Vietnamese": "Ít nhất 12 người đã bị giết trong thành phố và bảy người bị thương, theo cảnh sát.",
    "another script": "قتل 12 شخصا في مدينة حمص",
}


def recognised(text: str) -> tuple[Recognised | None, list[str | None]]:
    whole, each = ENGLISH.recognise(list(load("en").sentences(text)))
    return whole, [one.name if one else None for one in each]


@pytest.mark.parametrize(("name", "text"), REPORTS.items(), ids=REPORTS)
def test_one_sentence_of_a_report_tells_its_language(name: str, text: str) -> None:
    whole, each = recognised(text)
    assert whole is not None
    assert (whole.name, each) == (name, [name])


@pytest.mark.parametrize(("name", "text"), REPORTS.items(), ids=REPORTS)
def test_it_is_recognised_between_english_sentences(name: str, text: str) -> None:
    text = f"Twelve people were killed in the town.\n\n{text}\n\nSeven were wounded by the soldiers."
    assert recognised(text)[1] == [None, name, None]


@pytest.mark.parametrize(
    "text",
    [
        "12 killed in Homs",
        "Homs: 12 killed",
        "12 dead",
        "Toll: 12",
        "Nine killed in San José de la Montaña",
        "Killed: Abu al-Hassan al-Iraqi, Omar al-Din, Ali al-Masri",
        "NINE DEAD IN LA PAZ DE LA SIERRA",
        "Médecins Sans Frontières said 12 people were killed in Pointe à la Hache.",
        "The 12 members of the Fuerzas Armadas Revolucionarias de Colombia were killed.",
        "",
        "12",
    ],
)
def test_short_english_texts_and_foreign_names_are_no_other_language(text: str) -> None:
    whole, each = recognised(text)
    assert whole is None
    assert not any(each)


def test_a_line_that_tells_nothing_goes_with_its_neighbours() -> None:
    text = f"{REPORTS['French']}\nHoms : 12\n{REPORTS['French']}"
    assert recognised(text)[1] == ["French", "French", "French"]


def test_a_line_that_tells_nothing_stays_english_beside_english() -> None:
    text = f"{REPORTS['French']}\nHoms: 12\nTwelve people were killed by the soldiers."
    assert recognised(text)[1] == ["French", None, None]


def test_the_words_that_tell_the_language_are_shown_most_frequent_first() -> None:
    whole, _ = recognised("de la ville de Homs et de la côte, les morts des villages")
    assert whole == Recognised("French", ("de", "la", "des", "et", "les"))


def test_small_words_are_spelled_as_tokens_are() -> None:
    assert "the" in function_words("en")
    assert {"été", "û"} <= function_words("fr") | function_words("ku")
