"""Records in words: dates, scopes, proposed values, and the fields of a claim with the words that gave them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from tollbook.records import (
    Attribution,
    Claim,
    Count,
    Evidence,
    EvidenceBasis,
    FrozenMapping,
    Mode,
    Period,
    PeriodBasis,
    Qualifier,
    Quantifier,
    Relation,
    Report,
    Scope,
    Word,
)

# Controls that a browser drops or replaces, and those that turn the reading direction around: shown by their numbers.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

NOT_SAID = "not said"
CONTEXT = 28  # characters on either side of a quote too short to be recognised
FEW = 3  # leaves that are listed even if they are most of an axis
TIMES = {"documented", "death", "booked"}  # axes whose leaves stand in the order of time
PRINTED_AS_SAID = {Quantifier.EXACT, Quantifier.IMPLIED, Quantifier.RANGE, Quantifier.VAGUE, Quantifier.NONE}


@dataclass(frozen=True, slots=True)
class Support:
    """The words of a report that gave a field, how they give it, and the grammar rule that read them, if one did."""

    quote: str
    basis: EvidenceBasis
    rule: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a claim in words, with its support."""

    name: str
    value: str
    support: tuple[Support, ...]


def visible(text: str) -> str:
    """The text with every control character that could hide or reorder something written out.

    >>> visible("3\\u202e11 dead\\x00")
    '3⟨U+202E⟩11 dead⟨U+0000⟩'
    """
    return UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def is_link(url: str | None) -> bool:
    """Whether a URL from outside may become a link: only the web's own two schemes.

    >>> is_link("https://example.org/a"), is_link("javascript:alert(1)"), is_link(None)
    (True, False, False)
    """
    if not url or UNSEEN.search(url) or any(character.isspace() for character in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def date_in_words(iso: str | None) -> str:
    """A day, month or instant in words, with its zone as given.

    >>> date_in_words("2025-03-08"), date_in_words("2025-03"), date_in_words("2025-03-08T03:09+03:00")
    ('8 March 2025', 'March 2025', '8 March 2025, 03:09 (UTC+03:00)')
    """
    if not iso:
        return "date not known"
    if len(iso) == len("2025-03"):
        return f"{MONTHS[int(iso[5:]) - 1]} {iso[:4]}"
    instant = datetime.fromisoformat(iso)
    day = f"{instant.day} {MONTHS[instant.month - 1]} {instant.year}"
    return f"{day}, {instant:%H:%M}{f' ({instant.tzname()})' if instant.tzname() else ''}" if "T" in iso else day


def scope_in_words(
    scope: Scope,
    minus: Iterable[Scope] = (),
    axes: Mapping[str, Sequence[str]] = FrozenMapping(),
    numbers: Mapping[str, str] = FrozenMapping(),
) -> str:
    """Which people, axis by axis.

    ``axes`` gives all leaves of each axis in their order, so that most of them need not be listed; ``numbers`` the
    number on the page of a claim that is itself a leaf (each item of a list is one).

    >>> scope_in_words(Scope({"status": ["civilian"]}), [Scope({"group": ["Alawite"]})])
    'status: civilian; without (group: Alawite)'
    >>> scope_in_words(Scope({"place": "acde"}), axes={"place": "abcde"}), scope_in_words(Scope())
    ('place: all but b', 'everyone')
    """
    parts = []
    for axis, leaves in scope.items():
        every = axes.get(axis, ())
        ordered = [leaf for leaf in every if leaf in leaves] + sorted(leaves - set(every))
        parts.append(f"{axis_in_words(axis)}: {_leaves(axis, ordered, every, numbers)}")
    without = [f"without ({scope_in_words(other, (), axes, numbers)})" for other in minus]
    return "; ".join((parts or ["everyone"]) + without)


def axis_in_words(axis: str) -> str:
    """The name of an axis; that of a list goes without the id of the list, because its items tell which one it is."""
    return "item of a list" if axis.startswith("list: ") else axis


def leaf_in_words(leaf: str, numbers: Mapping[str, str]) -> str:
    """The name of a leaf; a claim that is the item of a list goes by its number on the page."""
    return f"claim {numbers[leaf]}" if leaf in numbers else leaf


def _leaves(axis: str, leaves: Sequence[str], every: Sequence[str], numbers: Mapping[str, str]) -> str:
    others = [leaf for leaf in every if leaf not in leaves]
    if axis in TIMES and len(leaves) > 1 and list(leaves) == list(every[: len(leaves)]):
        return f"up to {leaves[-1]}"
    if len(others) < len(leaves) and len(leaves) > FEW:
        return f"all but {' or '.join(leaf_in_words(leaf, numbers) for leaf in others)}" if others else "all"
    return " or ".join(leaf_in_words(leaf, numbers) for leaf in leaves) or "nobody"


def value_in_words(value: Any, numbers: Mapping[str, str] = FrozenMapping()) -> str:
    """A value of the wire format, for a reader who does not know JSON; ``numbers`` are those of claims on the page.

    >>> value_in_words(None), value_in_words([["Jableh", "Latakia"]]), value_in_words({"start": "2025-03-07"})
    ('not said', 'Jableh, Latakia', 'start 2025-03-07')
    """
    if value is None or value in ([], (), {}):
        return NOT_SAID
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {value_in_words(entry, numbers)}" for name, entry in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(value_in_words(entry, numbers) for entry in value)
    return f"claim {numbers[value]}" if value in numbers else str(value)


def vocabulary(records: Any) -> dict[str, list[Word]]:
    """The words of closed vocabularies that occur in the records, by what they describe, with their meanings."""
    found: dict[type[Word], set[Word]] = {}
    for word in _words(records):
        found.setdefault(type(word), set()).add(word)
    return {
        (kind.__doc__ or kind.__name__).splitlines()[0].rstrip("."): [word for word in kind if word in found[kind]]
        for kind in sorted(found, key=lambda kind: kind.__name__)
    }


def _words(value: Any) -> Iterator[Word]:
    if isinstance(value, Word):
        yield value
    elif is_dataclass(value):
        for f in fields(value):
            yield from _words(getattr(value, f.name))
    elif isinstance(value, FrozenMapping):
        yield from _words(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for entry in value:
            yield from _words(entry)


def gist(claim: Claim) -> str:
    """A claim in one line: how many, who, by whom, where, when, who says so; what is not said is left out."""
    victims, period = claim.victims, claim.period
    parts = [
        _hedged(claim.count),
        " ".join(
            filter(None, (victims.group, victims.sex, victims.age, victims.role, " or ".join(victims.status or ())))
        ),
        f"by {claim.perpetrator.party or claim.perpetrator.said}" if claim.perpetrator else "",
        " and ".join(chain[0] for chain in claim.places if chain),
        f"{period.kind} {_days(period)}" if period.start or period.end else "",
        f"says {claim.source}" if claim.source else "in the outlet’s own words",
        "background" if claim.background else "",
        "" if claim.mode is Mode.COUNT else str(claim.mode),
    ]
    return " · ".join(filter(None, parts))


def claim_rows(claim: Claim, report: Report, numbers: Mapping[str, str]) -> tuple[Row, ...]:
    """The fields of a claim, in the order who, by whom, where, when, who says so; the main ones even if not said.

    ``numbers`` gives the number under which the page shows a claim. Words that support a
    field without a row of its own get their own row, so that nothing of them is lost.
    """
    victims = claim.victims
    values = {
        "harm": ("harm", claim.harm),
        "number": ("count", _count(claim)),
        "status": ("victims.status", " or ".join(victims.status or ()) or NOT_SAID),
        "group": ("victims.group", victims.group),
        "sex": ("victims.sex", victims.sex),
        "age": ("victims.age", victims.age),
        "role": ("victims.role", victims.role),
        "affiliation": ("victims.affiliation", victims.affiliation),
        "also said": ("qualifiers", "; ".join(map(_qualifier, claim.qualifiers))),
        "not counted here": ("excludes", "; ".join(f"“{entry.said}”" for entry in claim.excludes)),
        "by": ("perpetrator", _perpetrator(claim) or NOT_SAID),
        "cause": ("cause", claim.cause),
        "place": ("places", "; ".join(", ".join(chain) for chain in claim.places) or NOT_SAID),
        "period": ("period", _period(claim.period) or NOT_SAID),
        "as of": ("as_of", f"{date_in_words(claim.as_of.at)} ({claim.as_of.basis})"),
        "says who": ("attributed_to", " → ".join(map(_voice, claim.attributed_to)) or "the outlet itself"),
        "kind of statement": ("mode", f"{claim.mode}: {claim.mode.meaning}" if claim.mode is not Mode.COUNT else None),
        "background": ("background", "told as background, not as news" if claim.background else None),
        "related to": ("relations", "; ".join(_relation(entry, numbers) for entry in claim.relations)),
    }
    left = dict(claim.evidence)
    rows = [
        Row(name, value, (_support(left.pop(key), report),) if key in left else ())
        for name, (key, value) in values.items()
        if value
    ]
    rows += [Row(key, "the words used", (_support(evidence, report),)) for key, evidence in left.items()]
    return tuple(rows)


def in_context(text: str, start: int, end: int) -> tuple[str, str, str]:
    """A stretch of text, and the words before and after by which a reader recognises the place.

    >>> in_context("Alawites make up 11% to 12% of the population of the country.", 17, 19)
    ('Alawites make up ', '11', '% to 12% of the population…')
    """
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    if start > CONTEXT:
        before = "…" + before[before.find(" ") + 1 :]
    if end + CONTEXT < len(text):
        after = after[: after.rfind(" ")] + "…" if " " in after else "…"
    return before, text[start:end], after


def _hedged(count: Count) -> str:
    """The number with its hedge, which is not always part of the words that give the number."""
    if count.quantifier in PRINTED_AS_SAID or str(count.quantifier) in count.said.lower():
        return count.said or str(count.quantifier)
    return f"{count.quantifier} {count.said}"


def _support(evidence: Evidence, report: Report) -> Support:
    return Support(report.text[evidence.start : evidence.end], evidence.basis, evidence.rule)


def _count(claim: Claim) -> str:
    count = claim.count
    ends = " to ".join(f"{end:,}" for end in dict.fromkeys((count.low, count.high)) if end is not None)
    number = f", read as {ends}" if ends and ends.replace(",", "") != count.said.replace(",", "") else ""
    return f"“{count.said}” ({count.quantifier}{number})" if count.said else f"{count.quantifier}{number}"


def _qualifier(qualifier: Qualifier) -> str:
    return f"“{qualifier.said}” ({'narrows the number' if qualifier.restricts else 'does not narrow the number'})"


def _perpetrator(claim: Claim) -> str:
    if not (actor := claim.perpetrator):
        return ""
    party = f" = {actor.party}" if actor.party and actor.party != actor.said else ""
    return f"“{actor.said}”{party} ({actor.certainty})"


def _period(period: Period) -> str:
    if not (period.start or period.end):
        return ""
    return f"{period.kind} {_days(period)}{f' ({period.basis})' if period.basis is not PeriodBasis.UNSAID else ''}"


def _days(period: Period) -> str:
    return " to ".join(dict.fromkeys(date_in_words(day) for day in (period.start, period.end) if day))


def _voice(voice: Attribution) -> str:
    named = f" = {voice.source}" if voice.source and voice.source != voice.said else ""
    return f"{voice.said}{named} ({voice.role})"


def _relation(relation: Relation, numbers: Mapping[str, str]) -> str:
    return f"{str(relation.kind).replace('_', ' ')} claim {numbers.get(relation.claim, relation.claim)}"
