"""What belongs to a conflict and not to the software: its sources, parties, places and definitions.

Read from ``tollbook.toml``; every field below is a setting there, documented by its comment of kind ``#:``.
"""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.records.figure import Scope
from tollbook.records.frozen import FrozenMapping

CASE_FILE = "tollbook.toml"
"""The file that makes a folder a case."""


@dataclass(frozen=True, slots=True)
class LabelReading:
    """A source's usual name for a category, to be read as a name and not as a restriction.

    Of several labels that fit a claim each drops its axes, so that every axis may have a last day of its own.
    """

    #: The category, by axis: claims of exactly these leaves use the name, whatever else they say.
    of: Scope
    #: The axes that are part of the name and restrict nothing.
    drop: tuple[str, ...]
    #: The last day (ISO) on which the source used the name so; without one, always.
    until: str | None = None


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """What is known about how a source counts."""

    #: Leaves that the source never counts, by axis: `status = ["other combatant"]`.
    never_counts: Scope = Scope()
    #: Axes on which the source's categories are complete, with those categories.
    closed: Scope = Scope()
    #: Names of categories that are labels, not restrictions.
    labels: tuple[LabelReading, ...] = ()
    #: What a day in the source's bulletins means: `event` (people died then), `increment` (documented then) or
    #: `booked` (listed under it).
    on_day: str = "event"


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who counts, and the names under which reports cite them."""

    #: The short name that figures carry.
    id: str
    #: Every other name: full name, acronym, translations, head of the organisation.
    names: tuple[str, ...] = ()
    #: How the source counts.
    profile: SourceProfile = SourceProfile()


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the conflict, and the names under which reports cite it."""

    #: The short name.
    id: str
    #: Every other name.
    names: tuple[str, ...] = ()
    #: The side it fights on; figures by perpetrator use the side where there is one.
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place, what it lies in, and other spellings."""

    #: The name that figures carry.
    name: str
    #: The place it lies in.
    within: str | None = None
    #: Other names and spellings.
    names: tuple[str, ...] = ()
    #: For a region that is no administrative unit ("the coast"): the places it is made of.
    parts: tuple[str, ...] = ()
    #: Whether the places listed within it (or its parts) are all there is.
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A community by which victims are counted."""

    #: The name that figures carry.
    name: str
    #: Other names and spellings.
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The days of an incident."""

    #: First day (ISO); without one, that of the case.
    start: str | None = None
    #: Last day (ISO); without one, that of the case.
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One of several incidents of a case: where and when people came to harm, and from what."""

    #: What the case calls it; its figures carry the name.
    id: str
    #: Its region: the place that a cumulative total covers by default; without one, that of the case.
    region: str | None = None
    #: Its days.
    window: Window = Window()
    #: Words for what it is about ("landmine"). Where some are given, only numbers that name such a cause are taken.
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberProfile:
    """Numbers that vague words stand for by the convention of a database or of the case."""

    #: Whose convention it is; figures that use it say so.
    name: str
    #: The least number of people for each word or phrase.
    words: FrozenMapping[int] = FrozenMapping()


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of the field that a case applies on request. What they give never enters a sum of any source."""

    #: Source hierarchy: the ids of sources; of several sources the first that states a number is followed.
    sources: tuple[str, ...] = ()
    #: Whether to state the number on which more than half of the independent sources agree.
    majority: bool = False
    #: Whether to state the range from the lowest number of a source to the highest.
    range: bool = False
    #: What vague words are at least: the name of a known profile ("ACLED"), or a table of words and numbers.
    numbers: NumberProfile | None = None


@dataclass(frozen=True, slots=True)
class CaseDefinition:
    """The codebook of one case as code: the contents of ``tollbook.toml``."""

    #: The title of the case, shown on the page.
    name: str = ""
    #: What the case calls its one incident; of several, the one that is meant where none is named.
    incident: str = "incident"
    #: First day (ISO) of the incident; a toll "since" that day covers everything.
    window_start: str | None = None
    #: Last day (ISO) on which deaths belong to the incident.
    window_end: str | None = None
    #: The region of the incident: the place that a cumulative total covers by default.
    region: str | None = None
    #: Two-letter codes of the languages to read.
    languages: tuple[str, ...] = ("en",)
    #: Sources, with the names reports use.
    sources: tuple[Source, ...] = ()
    #: Parties to the conflict.
    parties: tuple[Party, ...] = ()
    #: Places on top of the built-in index.
    places: tuple[Place, ...] = ()
    #: Communities by which victims are counted.
    groups: tuple[Group, ...] = ()
    #: The incidents, where there are several.
    incidents: tuple[Incident, ...] = ()
    #: Rules of the field.
    rules: Rules = Rules()

    def source(self, identity: str) -> Source | None:
        """The source with this id, or None."""
        return next((source for source in self.sources if source.id == identity), None)

    def profile(self, source: str | None) -> SourceProfile:
        """How a source counts; an empty profile for a source that the case does not describe."""
        known = self.source(source) if source else None
        return known.profile if known else SourceProfile()
