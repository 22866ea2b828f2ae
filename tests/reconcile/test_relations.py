"""How two scopes lie to one another, said in words, agrees with who is in them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.reconcile.scopes.relations import explain
from tollbook.records import Scope

AXES = {"status": ("civilian", "forces", "rest"), "place": ("north", "south")}
SCOPES = st.fixed_dictionaries(
    {}, optional={axis: st.sets(st.sampled_from(leaves), min_size=1) for axis, leaves in AXES.items()}
).map(Scope)
CIVILIANS, FORCES = {"status": ["civilian"]}, {"status": ["forces"]}


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (CIVILIANS, FORCES, "disjoint: status differs"),
        (CIVILIANS | {"place": ["north"]}, FORCES | {"place": ["south"]}, "disjoint: place and status differ"),
        ({}, CIVILIANS, "contains the other: the other is narrower in status"),
        (CIVILIANS, {}, "lies within the other: narrower in status"),
        (CIVILIANS, {"place": ["north"]}, "overlap: narrower in status, the other in place"),
        (CIVILIANS, CIVILIANS | {"place": ["north", "south"]}, "the same people"),
    ],
)
def test_two_scopes_are_explained_by_the_axes_on_which_they_differ(
    one: dict[str, list[str]], other: dict[str, list[str]], told: str
) -> None:
    assert explain(Scope(one), Scope(other), AXES) == told


@given(SCOPES, SCOPES)
def test_what_is_said_of_two_scopes_is_true_of_the_people_in_them(one: Scope, other: Scope) -> None:
    everybody = [dict(zip(AXES, leaves, strict=True)) for leaves in product(*AXES.values())]

    def members(scope: Scope) -> set[int]:
        return {n for n, who in enumerate(everybody) if all(who[axis] in leaves for axis, leaves in scope.items())}

    mine, theirs = members(one), members(other)
    said = explain(one, other, AXES).partition(":")[0]
    if not mine & theirs:
        assert said == "disjoint"
    elif mine == theirs:
        assert said == "the same people"
    elif mine > theirs:
        assert said == "contains the other"
    else:
        assert said == ("lies within the other" if mine < theirs else "overlap")
