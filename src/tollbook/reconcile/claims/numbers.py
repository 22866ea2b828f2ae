"""What a printed number bounds: the lowest and highest count of whole persons that the words allow.

Implements the number rules of the methods page: every hedge has one meaning, rounding goes inward, a vague word never
gives an upper bound, and a floor, an example or a singular noun says only "at least".
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib.resources import files

from tollbook.reconcile.words import longest, words
from tollbook.records import (
    Claim,
    Count,
    EvidenceBasis,
    Extraction,
    FrozenMapping,
    Mode,
    NumberProfile,
    Quantifier,
    TollbookError,
)

Bounds = tuple[int, int | None]
"""Lowest and highest number of persons; None where the words state no highest."""

LOW_ONLY = frozenset({Mode.FLOOR, Mode.INSTANCE})
EXACT, HEDGED, INFERRED = 2, 3, 6
"""Weights of a claim in a proof: proofs lean on exact numbers first, and last on what had to be inferred."""
UNSURE = frozenset({EvidenceBasis.INFERRED, EvidenceBasis.OUTLET_WORDING, EvidenceBasis.CARRIED_OVER})
HEDGED_BY_WORD = frozenset(Quantifier) - {
    Quantifier.EXACT,
    Quantifier.IMPLIED,
    Quantifier.RANGE,
    Quantifier.VAGUE,
    Quantifier.NONE,
}
NEVER = frozenset({Mode.PROJECTION, Mode.DENIAL, Mode.RETRACTION})


def bounds_of(claim: Claim) -> Bounds:
    """The bounds that a claim states. TollbookError if its ends contradict each other.

    >>> from tollbook.records import Count, Harm
    >>> count = Count(213, 213, "about 213", Quantifier.ABOUT)
    >>> bounds_of(Claim("c", "r", "about 213 dead", 0, 14, None, Harm.KILLED, count))
    (192, 234)
    """
    _refuse_impossible(claim)
    low, high = MEANING[claim.count.quantifier](claim.count)
    return (low, None) if claim.mode in LOW_ONLY else (low, high)


def profiles() -> dict[str, NumberProfile]:
    """The known profiles of vague words, by name.

    >>> profiles()["ACLED"].words["dozens"]
    12
    """
    data = tomllib.loads(files("tollbook.reconcile").joinpath("number_profiles.toml").read_text(encoding="utf-8"))
    return {name: NumberProfile(name, FrozenMapping(numbers)) for name, numbers in data.items()}


def under(profile: NumberProfile | None, claim: Claim) -> Claim:
    """The claim with the number that a profile has for its vague word, as its low end; unchanged where it has none.

    Only reconciliation reads a number into a word: the claim as extracted has none.
    """
    count = claim.count
    if profile is None or count.quantifier is not Quantifier.VAGUE or count.low is not None:
        return claim
    # The longest phrase counts: no profile's "tens" reads "tens of thousands".
    found = longest(count.said, {*profile.words, *words().floors})
    if found is None or found not in profile.words:
        return claim
    return replace(claim, count=replace(count, low=profile.words[found]))


def all_under(profile: NumberProfile | None, extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """The extractions with their vague words read by a profile, if there is one."""
    if profile is None:
        return tuple(extractions)
    return tuple(replace(e, claims=tuple(under(profile, claim) for claim in e.claims)) for e in extractions)


def read_by(profile: NumberProfile | None, claims: Iterable[Claim]) -> str | None:
    """Which vague words of these claims were read by a profile, in words for a reader; None if none was."""
    vague = (claim.count for claim in claims if claim.count.quantifier is Quantifier.VAGUE)
    told = sorted({f"“{count.said}” = {count.low:,}" for count in vague if count.low is not None})
    return f"numbers of {profile.name}: {', '.join(told)}" if profile and told else None


def is_exact(claim: Claim) -> bool:
    """Whether the claim prints one bare number and nothing takes it back."""
    count = claim.count
    return (
        count.quantifier is Quantifier.EXACT
        and count.low is not None
        and count.low == count.high
        and claim.mode not in LOW_ONLY
    )


def weight(claim: Claim) -> int:
    """How reluctantly a proof leans on a claim."""
    if any(evidence.basis in UNSURE for evidence in claim.evidence.values()):
        return INFERRED
    return EXACT if is_exact(claim) else HEDGED


def as_printed(claim: Claim) -> str:
    """The number in the text's words, with its hedge: "more than 300"; the quote where no number is printed.

    >>> from tollbook.records import Count, Harm
    >>> count = Count(300, None, "300", Quantifier.MORE_THAN)
    >>> as_printed(Claim("c", "r", "over 300 dead", 0, 13, None, Harm.KILLED, count))
    'more than 300'
    """
    count = claim.count
    if not count.said:
        return claim.quote
    opens_with_digit, has_digit = count.said[0].isdigit(), any(letter.isdigit() for letter in count.said)
    unhedged = (opens_with_digit or not has_digit) and str(count.quantifier) not in count.said.casefold()
    return f"{count.quantifier} {count.said}" if unhedged and count.quantifier in HEDGED_BY_WORD else count.said


def _refuse_impossible(claim: Claim) -> None:
    low, high = claim.count.low, claim.count.high
    if (low or 0) < 0 or (high or 0) < 0:
        raise TollbookError(f"a negative number of people ({low}, {high})", f"claim {claim.id}", "correct the count")
    if low is not None and high is not None and low > high:
        raise TollbookError(f"low {low} is above high {high}", f"claim {claim.id}", "correct the count")


def _exact(count: Count) -> Bounds:
    return count.low or 0, count.high


def _at_least(count: Count) -> Bounds:
    return count.low or 0, None


def _more_than(count: Count) -> Bounds:
    return (0 if count.low is None else count.low + 1), None


def _up_to(count: Count) -> Bounds:
    return 0, count.high


def _fewer_than(count: Count) -> Bounds:
    return 0, None if count.high is None else max(count.high - 1, 0)


def _about(count: Count) -> Bounds:
    return _nine_tenths(count.low), None if count.high is None else 11 * count.high // 10


def _nearly(count: Count) -> Bounds:
    return _nine_tenths(count.low), count.high


def _vague(count: Count) -> Bounds:
    return (words().floor(count.said) if count.low is None else count.low), None


def _some(_: Count) -> Bounds:
    return 1, None


def _nine_tenths(number: int | None) -> int:
    return -(-9 * (number or 0) // 10)


MEANING: dict[Quantifier, Callable[[Count], Bounds]] = {
    Quantifier.EXACT: _exact,
    Quantifier.IMPLIED: _at_least,
    Quantifier.AT_LEAST: _at_least,
    Quantifier.MORE_THAN: _more_than,
    Quantifier.UP_TO: _up_to,
    Quantifier.FEWER_THAN: _fewer_than,
    Quantifier.ABOUT: _about,
    Quantifier.NEARLY: _nearly,
    Quantifier.RANGE: _exact,
    Quantifier.VAGUE: _vague,
    Quantifier.NONE: _some,
}
