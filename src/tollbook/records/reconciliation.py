"""Everything that reconciling one ledger gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from tollbook.records.conflict import ClosedAxis, Conflict, ListState, Reading
from tollbook.records.figure import Beside, Bulletin, Figure, Headline
from tollbook.records.frozen import FrozenMapping
from tollbook.records.tables import Comparison, Curve, Table


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What reconciling one ledger gave: everything that ``figures`` writes besides the claims."""

    figures: tuple[Figure, ...] = ()
    headline: Headline = field(default_factory=Headline)
    conflicts: tuple[Conflict, ...] = ()
    readings: tuple[Reading, ...] = ()
    beside: tuple[Beside, ...] = ()
    curves: tuple[Curve, ...] = ()
    axes: FrozenMapping[tuple[str, ...]] = FrozenMapping()
    bulletins: tuple[Bulletin, ...] = ()
    tables: tuple[Table, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    lists: tuple[ListState, ...] = ()
    closed: tuple[ClosedAxis, ...] = ()

    @property
    def sources(self) -> tuple[str | None, ...]:
        """Whose figures there are, in the order in which they are shown."""
        return tuple(dict.fromkeys(figure.source for figure in self.figures))

    @property
    def incidents(self) -> tuple[str, ...]:
        """What the figures are about, in the order in which they are shown."""
        return tuple(dict.fromkeys(figure.incident for figure in self.figures))

    def under(self, parent: str | None, source: str | None) -> tuple[Figure, ...]:
        """The figures of one source shown directly under ``parent`` (None: at the top), curve points left out."""
        points = {point for curve in self.curves for point in (*curve.points, *curve.retrospect)}
        return tuple(
            figure
            for figure in self.figures
            if figure.source == source and figure.part_of == parent and figure.id not in points
        )

    def beside_figure(self, identity: str | None) -> tuple[Beside, ...]:
        """What stands beside this figure without being summed; None: beside the whole ledger."""
        return tuple(entry for entry in self.beside if entry.figure == identity)
