"""Which claims belong together: one harm of one incident according to one source, and never two sources at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tollbook.records import Claim, Harm, Mode, Report, Scope


@dataclass(frozen=True, slots=True)
class Partition:
    """One system: a harm according to one source. ``stock`` is the as-of time of a present state, None for a toll.

    ``source`` is None for the words of the only outlet there is.
    """

    harm: Harm
    source: str | None
    stock: str | None = None

    @property
    def key(self) -> tuple[int, str, str]:
        """Where it stands among others: harms in the order of their vocabulary."""
        return list(Harm).index(self.harm), self.source or "", self.stock or ""


class Partitions:
    """The systems of a ledger."""

    def __init__(
        self,
        counted: Iterable[Claim],
        people: Mapping[str, Scope],
        moments: Mapping[str, str | None],
        reports: Mapping[str, Report],
    ) -> None:
        self._counted, self._people, self._moments, self._reports = tuple(counted), people, moments, reports
        self._with_a_source = {claim.harm for claim in self._counted if claim.source}

    @cached_property
    def claims(self) -> dict[Partition, tuple[Claim, ...]]:
        """The claims of every system; claims that stand beside all systems are in none."""
        found: defaultdict[Partition, list[Claim]] = defaultdict(list)
        for claim in self._counted:
            if self.includes(claim) and (partition := self.of(claim)):
                found[partition].append(claim)
        return {partition: tuple(found[partition]) for partition in sorted(found, key=lambda p: p.key)}

    def includes(self, claim: Claim) -> bool:
        """Whether the people of a counted claim can be people of this case, as its source counts."""
        return all(self._people[claim.id].values())

    def of(self, claim: Claim) -> Partition | None:
        """The system that a counted claim belongs to; None for an outlet's words where somebody else counted."""
        if claim.mode is Mode.STOCK and claim.harm is Harm.KILLED:
            return None
        stock = (self._moments[claim.id] or "unsaid") if claim.mode is Mode.STOCK else None
        if claim.source is not None:
            return Partition(claim.harm, claim.source, stock)
        if claim.harm in self._with_a_source:
            return None
        return Partition(claim.harm, self._voice(claim) if len(self._voices) > 1 else None, stock)

    def _voice(self, claim: Claim) -> str:
        """The outlet whose own words a claim is: its publisher, else its report."""
        return self._reports[claim.id].publisher or claim.report

    @cached_property
    def _voices(self) -> frozenset[str]:
        return frozenset(self._voice(claim) for claim in self._counted if claim.source is None)
