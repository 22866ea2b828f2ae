"""Who counted: origins apart from those who pass their numbers on, and how many of them are independent.

An agency that cites a monitor passes the monitor's number on: ten outlets with one origin are one count. Two origins
are independent if neither is known to pass on numbers of the other. That is cautious: whoever cites a monitor once is
not counted as a second witness beside it, though some numbers may be its own.

All names that the case gives a source mean it; and one name is one source, also where accents, signs, spaces or small
words differ ("Observatory of Human-Rights", "Observatory for human rights"). Nothing more is guessed: among the names
of real reports those that differ by a letter or two are mostly others. A source without a name ("officials") is
somebody else in every report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from re import findall
from unicodedata import combining, normalize

from tollbook.reconcile.words import words
from tollbook.records import Attribution, AttributionRole, CaseDefinition, Claim, Extraction, Report, TollbookError


@lru_cache(maxsize=10_000)
def same_name(name: str) -> str:
    """What all spellings of a name have in common: its letters and digits, without small words.

    >>> same_name("Observatory of Human-Rights") == same_name("The observatory for human rights")
    True
    """
    # Without full stops, initials are one word: "U.N." is no "u" and "n".
    plain = "".join(sign for sign in normalize("NFKD", name.casefold()) if sign != "." and not combining(sign))
    kept = [word for word in findall(r"\w+", plain) if word not in words().names["small"]]
    return "".join(kept) or plain


@dataclass(frozen=True, slots=True)
class Names:
    """Who is meant by names: sources of the ``case``, and ``others`` of the reports, each by all its spellings.

    ``several``: what sources without a name are called in more than one report.
    """

    case: Mapping[str, str]
    others: Mapping[str, str]
    several: frozenset[str]

    def voice(self, voice: Attribution, report: Report) -> Attribution:
        """The voice under the one name of its source; a nameless one under that of its report too."""
        name = same_name(voice.source or voice.said)
        if source := self.case.get(name) or (self.others[name] if voice.source else None):
            return replace(voice, source=source)
        return replace(voice, said=f"{voice.said} ({report.id})") if voice.said in self.several else voice


def named(extractions: Iterable[Extraction], definition: CaseDefinition) -> tuple[Extraction, ...]:
    """The extractions with every voice under the name that the case gives it; nameless ones apart by report."""
    extractions = tuple(extractions)
    heard: defaultdict[str, set[str]] = defaultdict(set)
    spelt: dict[str, str] = {}
    for extraction in extractions:
        for claim in extraction.claims:
            if claim.origin and not claim.origin.source:
                heard[claim.origin.said].add(extraction.report.id)
            spelt |= {voice.source: same_name(voice.source) for voice in claim.attributed_to if voice.source}
    several = frozenset(said for said, reports in heard.items() if len(reports) > 1)
    names = Names(_known_names(definition), {spelt[name]: name for name in sorted(spelt, reverse=True)}, several)
    return tuple(replace(e, claims=tuple(_named(claim, e.report, names) for claim in e.claims)) for e in extractions)


def _known_names(definition: CaseDefinition) -> dict[str, str]:
    """The ids of the sources of a case by every spelling of their names; TollbookError for a name of two of them."""
    found: dict[str, str] = {}
    for source in definition.sources:
        for name in (source.id, *source.names):
            if found.setdefault(same_name(name), source.id) != source.id:
                what = f"the name {name!r} belongs to the sources {found[same_name(name)]} and {source.id}"
                raise TollbookError(what, "case definition", "give every name to one source only")
    return found


def _named(claim: Claim, report: Report, names: Names) -> Claim:
    voices = tuple(names.voice(voice, report) for voice in claim.attributed_to)
    return claim if voices == claim.attributed_to else replace(claim, attributed_to=voices)


def independent_origins(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The sources that counted independently of one another, by name: how many witnesses there are behind figures.

    ``claims``: all that these sources said about the harm, for any of them may show who passes on whom. A source
    without a name ("residents", "officials") may be anybody, one of the named ones too: such sources count as one, and
    only where nobody is named.

    >>> from tollbook.records import Attribution, Count, Harm, Quantifier
    >>> monitor = Attribution("the Monitor", "Monitor", AttributionRole.ORIGIN)
    >>> office = Attribution("the UN", "UN", AttributionRole.ORIGIN)
    >>> passing_on = Attribution("the UN", "UN", AttributionRole.RELAY)
    >>> def claim(*voices):
    ...     return Claim("c", "r", "20 dead", 0, 7, None, Harm.KILLED, Count(20, 20, "20", Quantifier.EXACT),
    ...                  attributed_to=voices)
    >>> independent_origins([claim(monitor), claim(office)])
    ('Monitor', 'UN')
    >>> independent_origins([claim(monitor), claim(office), claim(monitor, passing_on)])
    ('Monitor',)
    """
    claims = tuple(claims)
    origins = [claim.origin for claim in claims if claim.origin]
    sources = {origin.source for origin in origins if origin.source}
    passed_on = _passed_on(claims)
    independent: list[str] = []
    # Those who pass nobody's numbers on come first: they are the ones who are cited.
    for source in sorted(sources, key=lambda source: (bool(passed_on.get(source)), source)):
        if not any(source in passed_on.get(other, ()) or other in passed_on.get(source, ()) for other in independent):
            independent.append(source)
    return tuple(sorted(independent)) or tuple(sorted({origin.said for origin in origins})[:1])


def carriers(claim: Claim, report: Report, definition: CaseDefinition) -> tuple[str, ...]:
    """The outlets through which a claim is known: those that its chain of voices names as such, else the publisher.

    A source that publishes its own number, under whichever of its names, has no carrier.
    """
    said = [voice.source or voice.said for voice in claim.attributed_to if voice.role is AttributionRole.CARRIER]
    outlets = said or ([report.publisher] if report.publisher else [])
    source = definition.source(claim.source) if claim.source else None
    names = (*(source.names if source else ()), claim.source or "", claim.origin.said if claim.origin else "")
    own = {same_name(name) for name in names}
    return tuple(dict.fromkeys(outlet for outlet in outlets if same_name(outlet) not in own))


def _passed_on(claims: Iterable[Claim]) -> Mapping[str, set[str]]:
    """For every voice that passed a number on, the sources before it in the chain."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        before = {claim.source} if claim.source else set()
        for voice in claim.attributed_to:
            name = voice.source or voice.said
            if voice.role is AttributionRole.RELAY:
                found[name] |= before - {name}
            if voice.role is not AttributionRole.CARRIER:
                before.add(name)
    return found
