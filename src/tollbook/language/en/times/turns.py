"""Where an English report turns from the event that it is about to another one, or to what else the page offers."""

from __future__ import annotations

from tollbook.language.en.marking.marks import Marked

FURTHEST_NOUN = 3
"""Words between "another" and the event: "another late-night double shooting"."""


def turn(marked: Marked) -> tuple[int, int] | None:
    """The words by which a sentence turns to another event: "in an unrelated case", "a separate fatal shooting".

    Only one event is turned to: "two separate shootings" sums up a day.
    """
    for tag in marked.tags["different"]:
        for end in range(tag.end, min(tag.end + FURTHEST_NOUN, len(marked.tokens))):
            if marked.at("occasion", end) and not marked.at("person", end + 1):
                return tag.start, end + 1  # not "another shooting victim"
    return None


def heading_elsewhere(marked: Marked, cue: int) -> tuple[int, int] | None:
    """The words before a harm by which a page offers its other stories: "RELATED:", "More: Man killed in …"."""
    for tag in marked.tags["other_stories"]:
        if tag.end <= cue and marked.word(tag.end) == ":":
            return tag.start, tag.end
    return None
