"""Boosted trees as `bench/grown_trees.py` writes them: small decision trees whose leaves are added up.

A tree is a list of nodes; a node is `[feature, threshold, left, right]` with the numbers of the nodes to go on with
(left where the feature is at most the threshold), a leaf `[value]`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Trees:
    """What the trees ask for, the value that they start from, and the trees."""

    features: Sequence[str]
    start: float
    trees: Sequence[Sequence[Sequence[float]]]

    def likelihood(self, features: Mapping[str, float]) -> float:
        """How likely something with these features is right, 0 to 1; a feature that is not told is 0."""
        values = [features.get(name, 0.0) for name in self.features]
        total = self.start + sum(_leaf(tree, values) for tree in self.trees)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _leaf(tree: Sequence[Sequence[float]], values: Sequence[float]) -> float:
    node = tree[0]
    while len(node) > 1:
        node = tree[int(node[2] if values[int(node[0])] <= node[1] else node[3])]
    return node[0]


def read_trees(kept: Mapping[str, Any]) -> Trees:
    """The trees of a JSON file: its `features`, `start` and `trees`."""
    return Trees(features=kept["features"], start=kept["start"], trees=kept["trees"])
