"""What a printed number bounds, hedge by hedge."""

from collections.abc import Callable

import pytest

from tollbook.reconcile.claims.numbers import as_printed, bounds_of
from tollbook.records import Claim, TollbookError

Made = Callable[..., Claim]


@pytest.mark.parametrize(
    ("quantifier", "low", "high", "expected"),
    [
        ("exact", 20, 20, (20, 20)),
        ("exact", 0, 0, (0, 0)),
        ("implied", 1, 1, (1, None)),
        ("at least", 20, None, (20, None)),
        ("more than", 20, None, (21, None)),
        ("up to", None, 20, (0, 20)),
        ("fewer than", None, 20, (0, 19)),
        ("about", 213, 213, (192, 234)),
        ("nearly", 745, 745, (671, 745)),
        ("range", 10, 12, (10, 12)),
        ("none", None, None, (1, None)),
    ],
)
def test_every_hedge_has_one_meaning(
    claimed: Made, quantifier: str, low: int | None, high: int | None, expected: tuple[int, int | None]
) -> None:
    assert bounds_of(claimed("a", low, high, quantifier=quantifier)) == expected


@pytest.mark.parametrize(
    ("said", "floor"), [("dozens", 24), ("Several hundred", 200), ("hundreds of thousands", 200_000)]
)
def test_a_vague_word_is_a_floor_and_never_a_ceiling(claimed: Made, said: str, floor: int) -> None:
    assert bounds_of(claimed("a", None, said=said, quantifier="vague")) == (floor, None)


@pytest.mark.parametrize("mode", ["floor", "instance"])
def test_a_minimum_and_an_example_never_cap(claimed: Made, mode: str) -> None:
    assert bounds_of(claimed("a", 20, mode=mode)) == (20, None)


def test_a_hedge_is_printed_once(claimed: Made) -> None:
    assert as_printed(claimed("a", 300, None, said="300", quantifier="more than")) == "more than 300"
    assert as_printed(claimed("a", 300, None, said="Over 300", quantifier="more than")) == "Over 300"


def test_a_count_below_nothing_is_refused(claimed: Made) -> None:
    with pytest.raises(TollbookError, match="negative"):
        bounds_of(claimed("a", -1))
