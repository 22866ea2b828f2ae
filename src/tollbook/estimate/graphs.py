"""Decomposable graphs: the patterns of dependence between lists that can be added up in closed form.

A graph is decomposable (chordal) if its vertices can be taken away one by one, each with neighbours that are all joined
to one another. Its likelihood is then a product over cliques divided by one over separators.

Source: Lauritzen, Graphical Models (1996), chapter 2.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Graphs(NamedTuple):
    """All decomposable graphs on some vertices.

    ``edges``: for each graph the pairs of vertices that it joins. ``factors``: a row for each graph, a column for each
    set of vertices (bit j: vertex j): +1 for a clique, −1 for each time that the set separates cliques.
    """

    edges: tuple[tuple[tuple[int, int], ...], ...]
    factors: NDArray[np.int8]


@cache
def decomposable_graphs(vertices: int) -> Graphs:
    """Every decomposable graph: 8 on 3 vertices, 61 on 4, 822 on 5, 18,154 on 6.

    >>> graphs = decomposable_graphs(3)
    >>> graphs.edges[1], graphs.factors[1].tolist()  # 0 and 1 joined, 2 apart: {0, 1} and {2}, separated by nothing
    (((0, 1),), [-2, 0, 0, 1, 1, 0, 0, 0])
    """
    pairs = list(combinations(range(vertices), 2))
    edges, factors = [], []
    for chosen in range(1 << len(pairs)):
        joined = tuple(pair for at, pair in enumerate(pairs) if chosen >> at & 1)
        sets = _factors(vertices, joined)
        if sets is not None:
            edges.append(joined)
            factors.append([sets[one] for one in range(1 << vertices)])
    return Graphs(tuple(edges), np.array(factors, np.int8))


def _factors(vertices: int, joined: tuple[tuple[int, int], ...]) -> Counter[int] | None:
    """Cliques minus separators; None if the graph is not decomposable.

    Each vertex taken away gives the density of itself and its neighbours, divided by that of the neighbours. So the
    empty set is subtracted once for each component: the total that every likelihood is divided by.
    """
    neighbours = [0] * vertices
    for one, other in joined:
        neighbours[one] |= 1 << other
        neighbours[other] |= 1 << one
    left, sets = (1 << vertices) - 1, Counter[int]()
    while left:
        for vertex in range(vertices):
            around = neighbours[vertex] & left
            if left >> vertex & 1 and all(
                around & ~neighbours[other] == 1 << other for other in range(vertices) if around >> other & 1
            ):
                sets[around | 1 << vertex] += 1
                sets[around] -= 1
                left &= ~(1 << vertex)
                break
        else:
            return None
    return sets
