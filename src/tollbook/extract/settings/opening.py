"""What the heading or the first paragraph of a report says of time: what a bulletin covers, or when its event was.

"Report for March 2021", "we recorded 101 deaths between 1 and 15 May": a bulletin covers a stretch of time, and its
numbers are of that stretch where they give no time. A heading is explained by what follows it: its numbers are of the
day that the first paragraph tells of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.extract.settings.times import Ends
from tollbook.language import Sentence
from tollbook.language.protocol import TimeExpression

ENDS = frozenset('.!?…"”')
"""Signs that end a sentence of running text; a heading ends without one."""
DAY = len("2025-03-06")


@dataclass(slots=True)
class Opening:
    """Where in a report a sentence stands: in its headings, in the first paragraph behind them, or further on.

    ``counts`` says that its publisher is a body that counts itself, such as a monitor.
    """

    text: str
    counts: bool
    paragraph: int = -1
    first: int | None = None
    in_heading: bool = False

    def enter(self, sentence: Sentence) -> None:
        """Go on to the next sentence."""
        self.paragraph = sentence.paragraph
        self.in_heading = self.first is None and self.text[sentence.end - 1] not in ENDS
        if self.first is None and not self.in_heading:
            self.first = sentence.paragraph

    @property
    def holds(self) -> bool:
        """Whether what is said here may hold for the report."""
        return self.in_heading or self.paragraph == self.first

    def covered(self, times: Sequence[tuple[TimeExpression, Ends]]) -> tuple[TimeExpression, Ends] | None:
        """The stretch of time that a sentence of the opening says the report covers.

        Running text also tells of years, and only who counts himself says since when the whole report does.
        """
        if not self.holds or len(times) != 1:
            return None
        time, ends = times[0]
        if time.role == "since" and self.counts and len(ends[0]) == DAY:
            return time, ends
        if time.role != "on" or (ends[0] == ends[1] and len(ends[0]) == DAY):
            return None
        of_year = ends[0][:4] + "-01", ends[0][:4] + "-12"
        return None if ends == of_year and not self.in_heading else (time, ends)
