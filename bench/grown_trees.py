"""The trees that scikit-learn grew, as `extract/boosted_trees.py` reads them."""

from __future__ import annotations

from typing import Any


def grown_trees(model: Any, *, value: int, threshold: int, share: float = 1.0) -> list[list[list[float]]]:
    """The nodes of a HistGradientBoostingClassifier of two classes, tree by tree, its features by their numbers.

    `value` and `threshold` are to how many digits leaves and thresholds are rounded; leaves count for a `share`.
    """
    return [[_node(node, value, threshold, share) for node in stage[0].nodes] for stage in model._predictors]


def _node(node: Any, value: int, threshold: int, share: float) -> list[float]:
    if node["is_leaf"]:
        return [round(float(node["value"]) * share, value)]
    most = round(float(node["num_threshold"]), threshold)
    return [int(node["feature_idx"]), most, int(node["left"]), int(node["right"])]
