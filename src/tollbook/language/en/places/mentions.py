"""Names of places in an English sentence, as printed; whether they exist is looked up by extraction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tollbook.language.en.marking.marks import Marked
from tollbook.language.en.places.datelines import dateline_end
from tollbook.language.lexicon import Tag
from tollbook.language.protocol import PlaceMention

LONGEST = 4
"""Words in the longest name of a place that is read without a case's own list."""
NEAR_NUMBER = 8
"""Tokens between the name of a place and the number that it has: "Hama accounts for at least 84"."""
ARTICLES = frozenset(
    ("al", "el", "il", "ad", "an", "ar", "as", "ash", "at", "az", "ez", "es", "ul", "la", "las", "los")
)
PARTICLES = ARTICLES | {"de", "del", "da", "do", "dos"}
"""Small words inside a name, or glued before its capital: "al-Qusour", "Deir ez-Zor", "Rio de Janeiro"."""
LISTING = frozenset((",", "and", "or", "the", "as", "well", "both", "&", "in"))
"""What stands between the places of a list."""
BREAKS = frozenset((",", ";", "and", "or", "–", "—", "-", "•", "*", ":", "(", "while", "then", "come", "comes", "than"))
"""What stands before a place that begins an entry of a list of numbers."""
SURROUNDING = frozenset(("the", "nearby", "'", "s", "downtown", "both", "mainly", "besieged", "occupied", "of"))
"""What stands between a word such as "in" and a name, besides nouns, adjectives and owners."""
INSIDE = frozenset(
    (",", "(", "in", "of", "near", "the", "a", "an", "on", "'", "s", "capital", "provincial", "main", "largest", "seat")
)
"""What stands between a place and the one that it lies in, besides nouns of places."""


_OPENING_SIGNS = frozenset((":", "–", "—"))
"""Signs behind a name that opens a line and holds for all its numbers."""
_ASSAILING = frozenset(
    ("attacked", "raided", "stormed", "shelled", "bombed", "bombarded", "pounded", "besieged", "overran", "torched")
)
"""Verbs whose object may be a place, if it is known as one: "rebels attacked Birao"."""
_CARING = frozenset(("hospital", "hospitals", "clinic", "morgue", "mortuary"))
"""Nouns of places to which people are brought: where they were harmed is said elsewhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mention and the tokens that it takes up; ``noun`` is the noun of places before it, which holds for its list.

    ``holder`` names what the places of its list lie in: "two towns of the Latakia countryside, … and …".
    """

    start: int
    end: int
    mention: PlaceMention
    noun: Tag | None = None
    holder: str | None = None

    @property
    def is_place(self) -> bool:
        """Whether the words say where something is."""
        return self.mention.kind in ("name", "area")


def place_mentions(marked: Marked) -> tuple[PlaceMention, ...]:
    """Places of the case, names and regions behind "in", "near" and the like, and what only tells the country."""
    found: list[Found] = []
    starts = {n for kind in ("address", "place", "country", "area", "again") for n in marked.starts[kind]}
    position = 0
    while position < len(marked.tokens):
        token = marked.tokens[position]
        if not (token.is_capital or position in starts or token.word in PARTICLES):
            position += 1
            continue
        address = marked.at("address", position)
        one = None if address else _found_at(marked, position, found)
        if one:
            found.append(one)
        position = one.end if one else _past_name(marked, address.end) if address else position + 1
    if sum(one.mention.kind == "counting" for one in found) > 1:
        found = [_of_several(marked, one) if one.mention.kind == "counting" else one for one in found]
    return tuple(_within_others(marked, found))


def _of_several(marked: Marked, one: Found) -> Found:
    """A name with its number beside others ("Lara had eight, Mora seven"): places, if the words say what they are."""
    nouns = [tag for tag in marked.tags["place noun"] if not marked.tokens[tag.start].is_capital]
    said = any(marked.word(tag.end - 1).endswith("s") or marked.word(tag.start - 1) == "by" for tag in nouns)
    return replace(one, mention=replace(one.mention, holds_for_line=False, certain=said))


def _past_name(marked: Marked, position: int) -> int:
    """The position behind the name that follows, with its articles and adjectives."""
    while position < len(marked.tokens) and not marked.tokens[position].is_capital and marked.tokens[position].is_word:
        position += 1
    return _name_end(marked, position) or position


def _found_at(marked: Marked, position: int, before: Sequence[Found]) -> Found | None:
    """The mention that begins here, if one does."""
    if tag := marked.at("place", position):
        return _name(marked, position, tag.end, _noun_before(marked, position), certain=True)
    if (tag := marked.at("country", position)) and (country := tag.entry.get("name")):
        return Found(position, tag.end, _mention(marked, position, tag.end, country, "owner"))
    if (area := marked.at("area", position)) and not _begins_name(marked, area):
        return _part_of_name(marked, area, before) or _area(marked, area, before)
    if (
        (again := marked.at("again", position))
        and marked.word(again.end) != "of"
        and (again.entry.get("alone") or _is_placed(marked, position, before))
    ):
        return Found(position, again.end, _mention(marked, position, again.end, again.entry.get("name"), "again"))
    end = tag.end if tag else None if marked.at("where", position) else _name_end(marked, position)
    return _capitalised(marked, position, end, before) if end and not _is_other(marked, position) else None


def _capitalised(marked: Marked, start: int, end: int, before: Sequence[Found]) -> Found | None:
    """A capitalised name as the mention that its surroundings make it."""
    if _is_owner(marked, end):
        return Found(start, end, _mention(marked, start, end, _printed(marked, start, end), "owner"))
    listed = before[-1] if before and _lists(marked, before[-1], start) and not marked.at("said", end) else None
    if listed or _is_placed(marked, start, before):
        noun = _noun_before(marked, start)
        if noun and before and noun.end <= before[-1].end:
            noun = None  # it is the noun of the name before: "the Zahra district of Homs"
        noun = noun or (listed.noun if listed else None)
        named = _name(marked, start, end, noun, certain=bool(listed and listed.noun))
        if listed is None or listed.holder is None:
            return named
        held = replace(named.mention, within=named.mention.within or listed.holder)
        return replace(named, mention=held, holder=listed.holder)
    if marked.word(start - 1) in _ASSAILING:
        named = _name(marked, start, end, None, certain=False)
        return replace(named, mention=replace(named.mention, certain=_noun_at(marked, end) is not None))
    if start == 0 and (dash := dateline_end(marked, end)):
        return Found(start, dash, _mention(marked, start, end, _printed(marked, start, end), "dateline"))
    if _has_number(marked, start, end) and not marked.at("determiner", start):
        named = _name(marked, start, end, None, certain=False)
        holds = start == 0 and (marked.word(end) in ("had", "has", "saw") or marked.word(end) in _OPENING_SIGNS)
        mention = replace(named.mention, kind="counting", certain=False, holds_for_line=holds)
        return replace(named, mention=mention)
    if start == 0 and _ends_sentence(marked, end):
        named = _name(marked, start, end, None, certain=False)  # "Borno. 23 attacks, 90 dead": a heading within a line
        return replace(named, mention=replace(named.mention, certain=False))
    return None


def _ends_sentence(marked: Marked, position: int) -> bool:
    """Whether nothing but a sign of the end follows."""
    return position == len(marked.tokens) or (position + 1 == len(marked.tokens) and marked.word(position) in ".:")


def _name(marked: Marked, start: int, end: int, before: Tag | None, certain: bool) -> Found:
    """A name with its noun: "Latakia province", "the village of Sanobar"; "the Latakia town of …" says only where."""
    behind = _noun_at(marked, end)
    if _is_where_a_town_is(marked, end):
        return Found(start, end, _mention(marked, start, end, _printed(marked, start, end), "owner"))
    noun, last = behind or before, behind.end if behind else end
    plain = _printed(marked, start, end)
    full = f"{plain} {_singular(marked, noun)}" if noun else plain
    kind = noun.kind if noun else "settlement"
    caring = noun is not None and marked.word(noun.start) in _CARING
    mention = PlaceMention(
        marked.span(start, last),
        full if kind == "part" else plain,
        plain if kind == "part" else None,
        (certain or noun is not None or _stands_alone(marked, last)) and not caring,
        look_up=(full,) if kind == "part" else tuple(dict.fromkeys((full, plain))),
        division=kind == "division",
    )
    return Found(start, last, mention, before, mention.name if behind and before else None)


def _begins_name(marked: Marked, area: Tag) -> bool:
    """Whether a direction is part of a name: "North Kivu"."""
    capitals = [marked.tokens[n].is_capital for n in (area.start, area.end) if n < len(marked.tokens)]
    return capitals == [True, True]


def _is_where_a_town_is(marked: Marked, position: int) -> bool:
    """Whether a name only says where another place is: "the Latakia [port] town of Jableh"."""
    adjective = position < len(marked.tokens) and marked.tokens[position].is_word
    for noun in (_noun_at(marked, position), _noun_at(marked, position + 1) if adjective else None):
        if noun and noun.kind == "settlement" and marked.word(noun.end) == "of":
            return _name_end(marked, noun.end + 1) is not None
    return False


def _area(marked: Marked, tag: Tag, before: Sequence[Found]) -> Found | None:
    """A region without a border: "the coast", "Syria's coast", "the north of Syria"; "north of Homs" is beside it."""
    owner = _owner(marked, before, tag.start)
    start = owner.start if owner else tag.start
    inside = tag.end + 1 + (marked.word(tag.end + 1) == "the")
    end = _name_end(marked, inside) if marked.word(tag.end) == "of" else None
    if (
        end
        and marked.word(start - 1) not in ("the", "'", "s")
        and owner is None
        and not _is_placed(marked, start, before)
    ):
        beside = _mention(marked, start, end, _printed(marked, start, end), "name")
        return Found(start, end, replace(beside, certain=True, division=True))
    if _name_end(marked, tag.end) or not (owner or _is_spoken_of(marked, tag, before)):
        return None
    if tag.entry.get("adjective") and not (owner and (marked.at("cause", tag.end) or marked.at("harm", tag.end))):
        return None
    name = tag.entry.get("within") or (owner.mention.name if owner else _printed(marked, inside, end) if end else None)
    last = end or tag.end
    return Found(start, last, replace(_mention(marked, start, last, tag.entry.get("name"), "area"), within=name))


def _is_spoken_of(marked: Marked, area: Tag, before: Sequence[Found]) -> bool:
    """Whether "the coast" is where something is, or whose people are meant: "on the country's coast"."""
    start = area.start
    if not _stands_alone(marked, area.end) and marked.word(area.end) != "of":
        return False
    if [marked.word(n) for n in range(start - 4, start)] == ["the", "country", "'", "s"]:
        start -= 3
    if marked.word(start - 1) != "the":
        return _is_placed(marked, start, before)
    return _is_placed(marked, start, before) or marked.word(start - 2) in ("on", "off", "to", "from")


def _part_of_name(marked: Marked, tag: Tag, before: Sequence[Found]) -> Found | None:
    """ "northern Syria": a region of the place whose name follows."""
    end = _name_end(marked, tag.end)
    capital = marked.tokens[tag.start].is_capital
    if end is None or capital or not _is_placed(marked, tag.start, before) or _is_other(marked, tag.end):
        return None
    whole = _name(marked, tag.end, end, None, certain=True)
    if _is_owner(marked, whole.end):
        whole = replace(whole, mention=replace(whole.mention, kind="owner"))
    if whole.mention.kind == "owner":
        return replace(whole, start=tag.start)
    mention = _mention(marked, tag.start, whole.end, tag.entry.get("name"), "area")
    return Found(tag.start, whole.end, replace(mention, within=whole.mention.look_up[0]))


def _mention(marked: Marked, start: int, end: int, name: str, kind: str) -> PlaceMention:
    return PlaceMention(marked.span(start, end), name, None, False, kind)


def _within_others(marked: Marked, found: Sequence[Found]) -> list[PlaceMention]:
    """The mentions, each with the one that the words put it in: "Baniyas, a town in Tartus province, Syria"."""
    mentions = [one.mention for one in found]
    left_out: set[int] = set()
    for n, one in enumerate(found):
        if one.mention.kind == "owner" and n + 1 < len(found) and found[n + 1].is_place:
            gap = _between(marked, one, found[n + 1])
            held, holder = (n + 1, one) if set(gap) <= SURROUNDING else (n, None)
        else:
            behind = next((other for other in found[n + 1 : n + 3] if other.mention.kind != "owner"), None)
            inside = one.is_place and behind and behind.is_place and _lies_in(marked, found, n, behind)
            held, holder = n, behind if inside else None
        if holder and {one.mention.kind, holder.mention.kind} == {"area"}:
            continue
        if holder and one.mention.kind == "area":
            left_out.add(n)  # "the coastal areas of Latakia and Tartus": the names say it better
        elif holder:
            mentions[held] = replace(mentions[held], within=holder.mention.name)
    return [mention for n, mention in enumerate(mentions) if n not in left_out]


def _between(marked: Marked, one: Found, other: Found) -> list[str]:
    """The words between two mentions, without nouns of places, directions and names of countries."""
    gap = range(one.end, other.start)
    left_out = ("area", "country", "place noun")
    return [marked.word(n) for n in gap if not any(marked.covering(kind, n) for kind in left_out)]


def _lies_in(marked: Marked, found: Sequence[Found], n: int, behind: Found) -> bool:
    words = _between(marked, found[n], behind)
    owners = {marked.word(at) for one in found[n + 1 : n + 2] if one is not behind for at in range(one.start, one.end)}
    listed = words == [","] and _in_list(marked, found, n)
    return bool(words) and set(words) - owners <= INSIDE and not listed


def _in_list(marked: Marked, found: Sequence[Found], n: int) -> bool:
    """Whether the commas around a mention part the places of a list, which ends with "and"."""
    while n + 1 < len(found) and found[n + 1].is_place:
        gap = [marked.word(position) for position in range(found[n].end, found[n + 1].start)]
        if not set(gap) <= LISTING:
            return False
        if "and" in gap or "or" in gap:
            return True
        n += 1
    return False


def _owner(marked: Marked, before: Sequence[Found], position: int) -> Found | None:
    """The country or other owner right before: "Syria's", "Syrian", with at most one name between."""
    if not before or before[-1].mention.kind != "owner":
        return None
    gap = range(before[-1].end, position)
    own = all(marked.word(n) in ("'", "s") or marked.tokens[n].is_capital for n in gap)
    return before[-1] if own and len(gap) <= 3 else None


def _is_owner(marked: Marked, position: int) -> bool:
    return marked.word(position) == "'" and marked.word(position + 1) == "s" and marked.tokens[position].glued


def _is_placed(marked: Marked, position: int, before: Sequence[Found]) -> bool:
    """Whether a word of place stands before, with at most articles, nouns, directions and owners between."""
    at = position - 1
    while at >= 0:
        if _where(marked, at):
            return True
        owner = before[-1] if before and before[-1].mention.kind == "owner" and before[-1].end == at + 1 else None
        noun = any(tag.end == at + 1 for kind in ("place noun", "area") if (tag := marked.covering(kind, at)))
        if not (owner or noun or marked.word(at) in SURROUNDING):
            return False
        if noun and marked.word(at + 1) == "of":
            return True
        at = owner.start - 1 if owner else at - 1
    return False


def _where(marked: Marked, position: int) -> bool:
    tag = marked.covering("where", position)
    return tag is not None and tag.end == position + 1


def _lists(marked: Marked, last: Found, position: int) -> bool:
    """Whether a name goes on with a list of places."""
    gap = [marked.word(n) for n in range(last.end, position)]
    return last.is_place and bool(gap) and (set(gap) <= LISTING or gap == ["("])


def _has_number(marked: Marked, start: int, end: int) -> bool:
    """Whether a name has the number behind it in a list: "Hama with 262", "Homs: 12"."""
    if (start and marked.word(start - 1) not in BREAKS) or marked.at("having", start):
        return False
    number = next((one.start for one in marked.numbers if one.start >= end), None)
    if number is None or number - end > NEAR_NUMBER or marked.time_at(number):
        return False
    return all(marked.at("having", n) for n in range(end, number))


def _is_other(marked: Marked, position: int) -> bool:
    """Whether capitals name something else: a source, a group, a month."""
    return any(marked.covering(kind, position) for kind in ("source", "group", "force", "nowhere"))


def _name_end(marked: Marked, position: int) -> int | None:
    """Where the capitalised name ends that begins here; None if none does."""
    end, capitals = position, 0
    while capitals < LONGEST and (step := _name_step(marked, end, position)):
        end += step
        capitals += 1
    return end if end > position else None


def _name_step(marked: Marked, at: int, start: int) -> int:
    """Tokens up to the end of the next word of a name, with what is glued before it; 0 where the name has ended."""
    step = 0
    while marked.word(at + step) in PARTICLES or (step + (at > start) and marked.word(at + step) in ("-", "'")):
        sign = not marked.tokens[at + step].is_word
        if sign and not marked.tokens[at + step].glued:
            return 0
        step += 1
    if at + step >= len(marked.tokens):
        return 0
    token = marked.tokens[at + step]
    if not (token.is_capital or (step and token.glued and token.word != "s")) or not token.is_word:
        return 0
    ended = marked.time_at(at + step) or marked.covering("nowhere", at + step) or marked.at("source", at + step)
    return 0 if ended or (at + step > start and _noun_at(marked, at + step)) else step + 1


def _noun_at(marked: Marked, position: int) -> Tag | None:
    return marked.at("place noun", position)


def _noun_before(marked: Marked, start: int) -> Tag | None:
    """The noun of "the village of X", "two towns of the X countryside"."""
    at = start - 1 - (marked.word(start - 1) == "the")
    tag = marked.covering("place noun", at - 1) if marked.word(at) == "of" else None
    return tag if tag and tag.end == at else None


def _singular(marked: Marked, noun: Tag) -> str:
    said = " ".join(marked.word(n) for n in range(noun.start, noun.end))
    return f"{said[:-3]}y" if said.endswith("ies") else said.removesuffix("s") if said != "outskirts" else said


def _stands_alone(marked: Marked, position: int) -> bool:
    """Whether a name is a phrase by itself and does not describe a noun behind it."""
    timed = marked.time_at(position) or marked.time_at(position + 1)  # "since March 6"
    if position >= len(marked.tokens) or not marked.tokens[position].is_word or timed:
        return not _is_owner(marked, position)
    behind = ("where", "locative", "boundary", "auxiliary", "said", "joining", "harm", "according")
    return any(marked.at(kind, position) for kind in behind)


def _printed(marked: Marked, start: int, end: int) -> str:
    """The name in letters of its usual size; how it is printed is the report's business."""
    name = ""
    for token in marked.tokens[start:end]:
        name += ("" if token.glued else " ") + (token.word.capitalize() if token.is_capital else token.word)
    return name.strip()
