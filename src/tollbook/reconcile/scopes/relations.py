"""How the people of two scopes lie to one another, in words: the same, disjoint, one within the other, overlapping."""

from __future__ import annotations

from tollbook.reconcile.engine.atoms import Axes
from tollbook.reconcile.words import words
from tollbook.records import Scope

RELATIONS = {(False, False): "same", (False, True): "contains", (True, False): "within", (True, True): "overlap"}
"""What two scopes are to one another, by whether each is narrower than the other on some axis."""


def explain(one: Scope, other: Scope, axes: Axes) -> str:
    """Whether two scopes are disjoint, contain one another or overlap, and on which axes that is decided.

    ``axes`` are all leaves of every axis: a scope that has all leaves of one is not narrowed by it.

    >>> axes = {"status": ["civilian", "rest"], "place": ["north", "south", "rest"]}
    >>> civilians, others = Scope({"status": ["civilian"]}), Scope({"status": ["rest"], "place": ["north"]})
    >>> explain(civilians, others, axes)
    'disjoint: status differs'
    >>> explain(Scope(), others, axes)
    'contains the other: the other is narrower in place and status'
    >>> explain(civilians, Scope({"place": ["north"]}), axes)
    'overlap: narrower in status, the other in place'
    """
    told = {axis: (_leaves(one, axis, axes), _leaves(other, axis, axes)) for axis in sorted({*one, *other})}
    apart = [axis for axis, (mine, theirs) in told.items() if not mine & theirs]
    mine = [axis for axis, (here, there) in told.items() if not here >= there]
    theirs = [axis for axis, (here, there) in told.items() if not there >= here]
    relation = "disjoint" if apart else RELATIONS[bool(mine), bool(theirs)]
    differ = " and ".join(apart) + (" differs" if len(apart) == 1 else " differ")
    return words().scopes[relation].format(differ=differ, mine=" and ".join(mine), theirs=" and ".join(theirs))


def _leaves(scope: Scope, axis: str, axes: Axes) -> frozenset[str]:
    return scope[axis] if axis in scope else frozenset(axes.get(axis, ()))
