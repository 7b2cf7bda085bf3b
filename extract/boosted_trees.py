"""Boosted trees as `bench/grown_trees.py` writes them: small decision trees whose leaves are added up.

A tree is a list of nodes; a node is `[feature, threshold, left, right]` with the numbers of the nodes to go on with
(left where the feature is at most the threshold), a leaf `[value]`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Trees:
    """What the trees ask for, the value that they start from, and the trees."""

    features: Sequence[str]
    start: float
    trees: Sequence[Sequence[Sequence[float]]]

    def likelihood(self, features: Mapping[str, float]) -> float:
        """How likely something with these features is right, 0 to 1; a feature that is not told is 0."""
        values = [features.get(name, 0.0) for name in self.features]
        leaves = 0.0
        for node in self._nested:
            while node.__class__ is tuple:
                node = node[2] if values[node[0]] <= node[1] else node[3]
            leaves += node
        total = self.start + leaves
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    @cached_property
    def _nested(self) -> tuple[Any, ...]:
        return tuple(_nested(tree, 0) for tree in self.trees)


def _nested(tree: Sequence[Sequence[float]], at: int) -> Any:
    """A node with those below it inside, as a tuple, and a leaf as its value: walked in half the time."""
    node = tree[at]
    if len(node) == 1:
        return node[0]
    return int(node[0]), node[1], _nested(tree, int(node[2])), _nested(tree, int(node[3]))


def read_trees(kept: Mapping[str, Any]) -> Trees:
    """The trees of a JSON file: its `features`, `start` and `trees`."""
    return Trees(features=kept["features"], start=kept["start"], trees=kept["trees"])
