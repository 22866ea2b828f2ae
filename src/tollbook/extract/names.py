"""Who and what names mean: a case's own names, and the names that a report itself defines.

A report that writes "Observatory for Human Rights (OHR)" has defined OHR: "the Observatory" and "OHR" mean it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tollbook.language import fold
from tollbook.language.protocol import SentenceReading, Voice
from tollbook.records import CaseDefinition, EvidenceBasis, Span


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
    """A voice with the source it stands for, and how the words give it."""

    span: Span
    said: str
    source: str | None
    basis: EvidenceBasis
    relayed: bool
    named: bool


class Speakers:
    """The sources that one report names, in the order in which it names them."""

    def __init__(self, text: str, definition: CaseDefinition, readings: Sequence[SentenceReading]) -> None:
        self._text = text
        self._known = {
            fold_name(name): source.id for source in definition.sources for name in (source.id, *source.names)
        }
        self._named: dict[str, str] = {}
        self._by_noun: dict[str, tuple[str, str]] = {}
        self._last: tuple[str, str] | None = None
        voices = [voice for reading in readings for voice in reading.voices if voice.kind == "name"]
        for voice in sorted(voices, key=lambda voice: voice.acronym is None):
            self._register(voice)

    def speaker(self, voice: Voice) -> Speaker:
        """Whom a voice stands for, given everybody named so far; the last one named is remembered for "it"."""
        said = self._text[voice.span.start : voice.span.end]
        if voice.kind == "anonymous":
            return Speaker(voice.span, said, None, EvidenceBasis.STATED, voice.relayed, False)
        entry = self._resolve(said) if voice.kind == "name" else self._again(fold_name(said))
        basis = EvidenceBasis.STATED if voice.kind == "name" else EvidenceBasis.INFERRED
        if entry is not None:
            self._last = entry
        return Speaker(voice.span, said, entry[1] if entry else None, basis, voice.relayed, entry is not None)

    def _register(self, voice: Voice) -> None:
        """Take up a name: it is another name of a source that it contains, or of its acronym, or a new source."""
        printed = self._text[voice.span.start : voice.span.end].split("(")[0].strip()
        name = fold_name(printed)
        identity = self._identity(name) or voice.acronym or without_article(printed)
        for spelling in (name, fold_name(voice.acronym) if voice.acronym else name):
            self._named.setdefault(spelling, identity)
        for word in name.split():
            self._by_noun[word] = (name, identity)

    def _identity(self, name: str) -> str | None:
        """The source of a known name, or of the longest known name inside it ("X Monitoring Center")."""
        words = name.split()
        for length in range(len(words), 1, -1):
            for start in range(len(words) - length + 1):
                part = " ".join(words[start : start + length])
                if identity := self._known.get(part) or self._named.get(part):
                    return identity
        return self._known.get(name) or self._named.get(name)

    def _resolve(self, said: str) -> tuple[str, str] | None:
        name = fold_name(said.split("(", maxsplit=1)[0])
        identity = self._identity(name)
        return (name, identity) if identity else None

    def _again(self, said: str) -> tuple[str, str] | None:
        """The source that "the Observatory" or "it" means: by its noun, else the last or the only one."""
        if said in self._known:
            return said, self._known[said]
        noun = said.rsplit(maxsplit=1)[-1]
        if self._last and noun in self._last[0].split():
            return self._last
        if noun in self._by_noun:
            return self._by_noun[noun]
        only = len(set(self._named.values())) == 1
        return self._last or (next(iter(self._named.items())) if only else None)


def without_article(name: str) -> str:
    """A printed name without "The" before it."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() == "the" and rest else name


def fold_name(name: str) -> str:
    """A name for comparison: folded, without an article."""
    words = fold(name).replace("’", "'").split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 1 else words)
