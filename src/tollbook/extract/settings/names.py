"""Who and what names mean: a case's own names, and the names that a report itself defines.

A report that writes "Observatory for Human Rights (OHR)" has defined OHR: "the Observatory" and "OHR" mean it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tollbook.language import fold
from tollbook.language.protocol import SentenceReading, Voice
from tollbook.records import CaseDefinition, EvidenceBasis, Span

OF_WHOM, SHORT = 20, 3
"""Characters behind a name that may say whose it is, and letters of words that say nothing: "of the Mission"."""
REMEMBERED = 20
"""Voices back, and sources of one kind, among which a noun or pronoun may be looked up: beyond, no reader would."""


def case_names(definition: CaseDefinition) -> Iterable[tuple[str, str, str]]:
    """The names of a case as (kind, identity, spelling), longest identities' own spelling included."""
    for source in definition.sources:
        yield from (("source", source.id, spelling) for spelling in (source.id, *source.names))
    for party in definition.parties:
        yield from (("party", party.id, spelling) for spelling in (party.id, *party.names))
    for group in definition.groups:
        yield from (("group", group.name, spelling) for spelling in (group.name, *group.names))
    for place in definition.places:
        yield from (("place", place.name, spelling) for spelling in (place.name, *place.names))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice with the source it stands for, and how the words give it; none name the body that issues a bulletin."""

    span: Span | None
    said: str
    source: str | None
    basis: EvidenceBasis
    relayed: bool
    named: bool

    @property
    def identity(self) -> str:
        """What tells this source from others in the report."""
        return self.source or self.said


@dataclass(slots=True)
class Source:
    """A source of one report: its identity, where it is first named, and whether it says anything.

    ``person`` is None where the words do not tell; ``printed`` is set for a source that has no name.
    """

    identity: str
    first: int
    person: bool | None
    speaks: bool = False
    printed: str | None = None


class Speakers:
    """The sources that one report names, in the order in which it names them."""

    def __init__(
        self,
        text: str,
        definition: CaseDefinition,
        readings: Sequence[SentenceReading],
        publisher: str | None = None,
        counts: bool = False,
    ) -> None:
        self._text, self._publisher = text, publisher
        self._known = {
            fold_name(name): source.id for source in definition.sources for name in (source.id, *source.names)
        }
        self._named: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self._sources: dict[str, Source] = {}
        self._words: defaultdict[str, dict[str, Source]] = defaultdict(dict)
        self._calls: defaultdict[str, dict[str, Source]] = defaultdict(dict)
        self._heard: deque[tuple[Source, bool | None]] = deque(maxlen=REMEMBERED)
        self.issuer = self._issuer(counts)
        voices = [voice for reading in readings for voice in reading.voices]
        voices += [voice.employer for voice in voices if voice.employer]
        named = [one for one in voices if one.kind == "name" and not one.employer and (one.speaks or one.calls)]
        for voice in sorted(named, key=lambda voice: voice.acronym is None):
            self._register(voice)
        self.lead = self._lead(readings)

    def speaker(self, voice: Voice, subject: Voice | None = None) -> Speaker | None:
        """Whom a voice stands for, given everybody heard so far; None for a pronoun that stands for nobody.

        ``subject`` is the organisation with which the sentence begins: "it" means it.
        """
        if voice.kind == "outlet":
            return self._outlet(voice)
        source = self._source(voice, subject) or (None if voice.kind == "pronoun" else self._introduced(voice))
        if source is None:
            return None
        if voice.kind != "pronoun":
            self._heard.append((source, voice.person))
        said = self._printed(voice)
        identity = None if source.printed == said else source.identity
        inferred = voice.kind in ("again", "pronoun") and identity is not None
        basis = EvidenceBasis.INFERRED if inferred else EvidenceBasis.STATED
        return Speaker(voice.span, said, identity, basis, voice.relayed, source.printed is None)

    def _lead(self, readings: Sequence[SentenceReading]) -> bool:
        """Whether a bulletin is one source's throughout: it opens with a body of its house, and nobody else speaks.

        "The Human Rights Division of the Mission recorded …" in what the Mission's press office publishes.
        """
        if self.issuer is None:
            return False
        opening = next((reading for reading in readings if reading.statements), SentenceReading())
        spoken = [voice for reading in readings for voice in reading.voices if voice.speaks]
        named = {name for name, source in self._sources.items() if source.speaks and name != self.issuer.source}
        opens = any(voice.speaks and voice.kind == "name" and self._of_house(voice) for voice in opening.voices)
        return opens and len(named) == 1 and all(voice.kind == "name" for voice in spoken)

    def _of_house(self, voice: Voice) -> bool:
        """Whether the words that name a source, or those right behind, name the publisher too."""
        said = fold_name(self._text[voice.span.start : voice.span.end + OF_WHOM]).split()
        return any(word in said for word in fold_name(self._publisher or "").split() if len(word) > SHORT)

    def _issuer(self, counts: bool) -> Speaker | None:
        """The publisher, where it is a body that counts: its bulletin is its own word. Its name holds in the text."""
        name = fold_name(self._publisher or "")
        if not self._publisher or not (counts or name in self._known):
            return None
        identity = self._known.get(name, self._publisher)
        source = self._sources[identity] = Source(identity, 0, person=False, speaks=True)
        self._named[name] = identity
        for word in name.split():
            self._words[word][identity] = source
        return Speaker(None, self._publisher, identity, EvidenceBasis.INFERRED, relayed=False, named=True)

    def _outlet(self, voice: Voice) -> Speaker | None:
        """The publisher, where the report says "we"; without one it is the outlet's own voice."""
        if self._publisher is None:
            return None
        source = self._known.get(fold_name(self._publisher), self._publisher)
        return Speaker(voice.span, self._printed(voice), source, EvidenceBasis.INFERRED, voice.relayed, True)

    def _source(self, voice: Voice, subject: Voice | None) -> Source | None:
        """The source of this report that a voice stands for, None if it is a new one or nobody."""
        said = self._printed(voice)
        if voice.kind == "pronoun":
            return self._pronoun(voice, subject)
        if voice.kind == "again":
            return self._again(voice)
        if voice.kind == "anonymous":
            return self._sources.get(fold_name(said))
        name = fold_name(said.split("(", maxsplit=1)[0])
        identity = self._people.get(name) or self._identity(name)
        if identity:
            return self._sources.get(identity)
        employer = self._source(voice.employer, subject) if voice.employer else None
        if employer:  # the person's name, and its last word, mean the source from now on
            self._people |= {name: employer.identity, name.rsplit(maxsplit=1)[-1]: employer.identity}
        return employer

    def _introduced(self, voice: Voice) -> Source:
        """A new source without a name, known by its printed words."""
        said = self._printed(voice)
        source = Source(said, voice.span.start, voice.person, True, said)
        self._sources[fold_name(said)] = source
        for noun in voice.calls:
            self._calls[noun][said] = source
        return source

    def _register(self, voice: Voice) -> None:
        """Take up a name: it is another name of a source that it contains, or of its acronym, or a new source."""
        printed = self._printed(voice).split("(")[0].strip()
        name = fold_name(printed)
        identity = self._identity(name) or self._itself(voice) or voice.acronym or without_article(printed)
        source = self._sources.setdefault(identity, Source(identity, voice.span.start, voice.person))
        source.first = min(source.first, voice.span.start)
        source.speaks |= voice.speaks
        self._name(name, identity, person=not voice.calls)
        if voice.acronym:
            self._name(fold_name(voice.acronym), identity, person=False)
        for index, words in ((self._words, name.split()), (self._calls, voice.calls)):
            for word in words:
                index[word][identity] = source

    def _name(self, name: str, identity: str, *, person: bool) -> None:
        """Let a name mean a source; of a person's name also the last word."""
        self._named.setdefault(name, identity)
        if person:
            self._named.setdefault(name.rsplit(maxsplit=1)[-1], identity)

    def _identity(self, name: str) -> str | None:
        """The source of a known name, or of the longest known name inside it ("X Monitoring Center")."""
        words = name.split()
        for length in range(len(words), 1, -1):
            for start in range(len(words) - length + 1):
                part = " ".join(words[start : start + length])
                if identity := self._known.get(part) or self._named.get(part):
                    return identity
        return self._known.get(name) or self._named.get(name)

    def _itself(self, voice: Voice) -> str | None:
        """The issuer, where a name is a part of its name: "the Register", "the Network's field team"."""
        said = set(fold_name(self._printed(voice)).split())
        own = self.issuer is not None and voice.calls and said <= set(fold_name(self.issuer.said).split())
        return self.issuer.source if self.issuer and own else None

    def _again(self, voice: Voice) -> Source | None:
        """The source that "the Observatory" or "a war monitor" means: by a word of its name, else by what it is."""
        said = fold_name(self._printed(voice))
        if said in self._known:
            identity = self._known[said]
            return self._sources.setdefault(identity, Source(identity, voice.span.start, False))
        by_name, by_kind = self._words[said.rsplit(maxsplit=1)[-1]], [self._calls[noun] for noun in voice.calls]
        if not voice.indefinite and set(said.split()) != set(" ".join(voice.calls).split()):
            by_kind = [self._named_before(voice, index) for index in by_kind]
        found = (self._meant(voice, index) for index in (by_name, *by_kind))
        return next((source for source in found if source), None)

    def _named_before(self, voice: Voice, index: Mapping[str, Source]) -> dict[str, Source]:
        """The sources named so far: "the health office" is none that the report names only later."""
        return {name: source for name, source in index.items() if source.first <= voice.span.start}

    def _meant(self, voice: Voice, index: Mapping[str, Source]) -> Source | None:
        """Of the sources in an index the one that spoke last, else the only one that speaks, else the only one.

        An indefinite noun introduces somebody: it can only mean one that the report names later.
        """
        if not voice.indefinite:
            for source, _ in reversed(self._heard):
                if source.identity in index:
                    return source
        if len(index) > REMEMBERED:
            return None
        fitting = [one for one in index.values() if not voice.indefinite or one.first > voice.span.start]
        speaking = [one for one in fitting if one.speaks]
        return next((found[0] for found in (speaking, fitting) if len(found) == 1), None)

    def _pronoun(self, voice: Voice, subject: Voice | None) -> Source | None:
        """The one who spoke last and may be so called: "it" is no person, "he" no organisation."""
        if voice.person is False and subject:
            return self._source(subject, None)
        for source, person in reversed(self._heard):
            called = source.person if voice.person is False else person
            if voice.person is None or called in (voice.person, None):
                return source
        return None

    def _printed(self, voice: Voice) -> str:
        return self._text[voice.span.start : voice.span.end]


def without_article(name: str) -> str:
    """A printed name without the article before it."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else name


def fold_name(name: str) -> str:
    """A name for comparison: folded, without an article."""
    words = fold(name).replace("’", "'").split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 1 else words)
