"""The English lexicons, read once: the phrases of every kind with what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tollbook.language.en.people.phrases import plural
from tollbook.language.en.speakers.voices import entries as voice_entries
from tollbook.language.lexicon import Entry, phrases
from tollbook.language.recognise import function_words, ordinary_endings
from tollbook.language.tokens import Orthography, words
from tollbook.records import FrozenMapping

LEXICONS = (
    "harms",
    "persons",
    "groups",
    "forces",
    "numbers",
    "things",
    "links",
    "time",
    "voices",
    "individuals",
    "places",
)
_WORD_SETS = (
    "tally",
    "aftermath",
    "auxiliary",
    "passive",
    "joining",
    "determiner",
    "reaching",
    "arriving",
    "separate",
    "different",
    "occasion",
    "other_stories",
    "boundary",
    "retold",
    "superlative",
    "everybody",
    "long_ago",
    "correcting",
    "deed",
    "attack",
    "machine",
    "military",
    "accusation",
    "aside",
    "doer",
    "mutual",
    "side",
    "cause",
    "locative",
    "placenoun",
    "address",
    "earlier",
    "placing",
    "belonging",
    "moment",
    "mostly",
    "wholly",
    "unharmed",
    "defining",
    "street",
)


def _people(tables: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Entry]]:
    """Nouns for people: those for one person, with their plurals, and those for several."""
    for table in tables:
        values = {key: value for key, value in table.items() if key not in ("nouns", "one", "words")}
        several, one = Entry("person", FrozenMapping(values)), Entry("person", FrozenMapping({**values, "one": True}))
        nouns = table.get("nouns", ())
        yield from ((noun, one) for noun in (*nouns, *table.get("one", ())))
        yield from ((noun, several) for noun in (*map(plural, nouns), *table.get("words", ())))


def verb_forms(verb: str) -> dict[str, tuple[str, ...]]:
    """The forms of a verb by what they are in the lexicon of harm: "base/past/gerund rest", or a regular verb.

    >>> verb_forms("gun/gunned/gunning down")["active"]
    ('gun down', 'guns down')
    >>> verb_forms("bury alive")["participle"], verb_forms("massacre")["gerund"]
    (('buried alive',), ('massacring',))
    >>> verb_forms("gun/gunned/gunning down")["of"]
    ('gunning down of',)
    """
    first, _, rest = verb.partition(" ")
    base, *irregular = first.split("/")
    third, stem = plural(base), base.removesuffix("e")
    past, gerund = irregular or ((third[:-3] + "ied" if third.endswith("ies") else stem + "ed"), stem + "ing")
    forms = {"participle": (past,), "active": (base, third), "gerund": (gerund,)}
    verbal = {form: tuple(f"{word} {rest}".strip() for word in words) for form, words in forms.items()}
    return {**verbal, "of": tuple(f"{word} of" for word in verbal["gerund"])}


def _harms(harms: Mapping[str, Any]) -> Iterable[tuple[str, Entry]]:
    """The phrases of harm, and its verbs in all their forms; "put to death" is one form of two.

    A phrase of several tables has the first reading whose words the sentence has (``only``, ``unless``).
    """
    found: dict[str, Entry] = {}
    for phrase, entry in reversed([*phrases("harm", harms["harm"]), *_verbs(harms["verb"])]):
        otherwise = found.get(phrase)
        one_of_several = otherwise is not None and (entry.get("only") or entry.get("unless"))
        found[phrase] = _or_else(entry, otherwise) if otherwise and one_of_several else entry
    return found.items()


def _or_else(entry: Entry, otherwise: Entry) -> Entry:
    return Entry(entry.kind, FrozenMapping({**entry.values, "otherwise": otherwise}))


def _verbs(tables: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Entry]]:
    for table in tables:
        values = {key: value for key, value in table.items() if key != "words"}
        for verb in table["words"]:
            for form, spelled in verb_forms(verb).items():
                for word in spelled:
                    yield word, Entry("harm", FrozenMapping({**values, "form": form}))


def entries(data: Mapping[str, Mapping[str, Any]]) -> dict[str, Iterable[tuple[str, Entry]]]:
    """The phrases of every kind, out of the lexicon files as read."""
    links = data["links"]
    empty = FrozenMapping[Any]()
    entries: dict[str, Iterable[tuple[str, Entry]]] = {
        "harm": _harms(data["harms"]),
        "person": _people(data["persons"]["person"]),
        "group": (
            (phrase, Entry("group", FrozenMapping({"group": table["name"]})))
            for table in data["groups"]["group"]
            for phrase in table["words"]
        ),
        "force": phrases("force", data["forces"]["force"]),
        "thing": phrases("thing", data["things"]["thing"]),
        "unit": phrases("unit", data["numbers"]["unit"]),
        "numbered": ((phrase, Entry("numbered", empty)) for phrase in data["numbers"]["numbered"]["words"]),
        "currency": phrases("currency", data["numbers"]["currency"]),
        "link": phrases("link", links["link"]),
        "cut": phrases("cut", links["cut"]),
        "agent": phrases("agent", links["agent"]),
        "certainty": phrases("certainty", links["certainty"]),
        "background": ((phrase, Entry("background", empty)) for phrase in links["background"]["words"]),
        **voice_entries(data["voices"]),
    }
    for kind in ("fate", "kin", "about", "unnamed"):
        entries[kind] = [(phrase, Entry(kind, empty)) for phrase in data["individuals"][kind]["words"]]
    entries |= _place_words(data["places"])
    for kind in _WORD_SETS:
        entries[kind] = [(phrase, Entry(kind, empty)) for phrase in links[kind]["words"]]
    return entries


def _place_words(places: Mapping[str, Any]) -> dict[str, Iterable[tuple[str, Entry]]]:
    """The words about places; "place noun" has the kinds of nouns, "country" names and adjectives of countries."""
    empty = FrozenMapping[Any]()
    entries: dict[str, Iterable[tuple[str, Entry]]] = {"again": phrases("again", places["again"])}
    for kind in ("where", "having", "nowhere"):
        entries[kind] = [(phrase, Entry(kind, empty)) for phrase in places[kind]["words"]]
    areas = [
        (phrase, {"name": area["name"], "adjective": kind == "adjectives"})
        for area in places["area"]
        for kind in ("words", "adjectives")
        for phrase in area[kind]
    ]
    areas += [(name, {"name": name, "within": country}) for name, country in places["borderless"].items()]
    entries["area"] = [(phrase, Entry("area", FrozenMapping(values))) for phrase, values in areas]
    entries["place noun"] = [
        (phrase, Entry(kind, empty)) for kind in ("division", "part", "settlement") for phrase in places[kind]["words"]
    ]
    adjectives = [(word, name) for name, adjectives in places["demonym"].items() for word in adjectives]
    entries["country"] = [
        (phrase, Entry("country", FrozenMapping({"name": name})))
        for phrase, name in [*adjectives, *((word, None) for word in places["country"]["words"])]
    ]
    return entries


def orthography(data: Mapping[str, Any]) -> Orthography:
    """What the lexicons say of the spelling of English; names of days and months are capital in any text."""
    lexicons = [data[name] for name in LEXICONS if name not in ("groups", "forces", "time", "places")]
    lexicons += [table for kind, table in data["places"].items() if kind not in ("demonym", "country", "nowhere")]
    people = [phrase for phrase, _ in _people(data["persons"]["person"])]
    harmful = [phrase for phrase, _ in _harms(data["harms"])]
    known = {word for phrase in (*_phrases(lexicons), *people, *harmful) for word in words(phrase)}
    named = {*data["time"]["weekdays"], *data["time"]["months"]}
    small = function_words("en")
    ordinary = frozenset((known | small) - named)
    return Orthography(frozenset(data["time"]["abbreviations"]), small, ordinary, ordinary_endings("en"))


def _phrases(data: Any) -> Iterator[str]:
    """Every phrase of a lexicon: the strings of its lists and the keys of its tables of values."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _phrases(value if isinstance(value, (Mapping, list)) else key)
    elif isinstance(data, list):
        for one in data:
            yield from _phrases(one)
