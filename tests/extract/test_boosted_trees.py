"""What trees that are added up tell."""

from __future__ import annotations

import pytest

from extract.boosted_trees import Trees
from extract.facts.passage.weighing import figure_trees

STUMP = [[0, 0.5, 1, 2], [-2.0], [2.0]]
TREES = Trees(features=("sure", "far"), start=0.0, trees=[STUMP, [[1, 3.0, 1, 2], [0.0], [-1.0]]])


@pytest.mark.parametrize(
    ("features", "likely"),
    [({}, 0.119), ({"sure": 0.5}, 0.119), ({"sure": 1.0}, 0.881), ({"sure": 1.0, "far": 4.0}, 0.731)],
)
def test_leaves_are_added_up(features: dict[str, float], likely: float) -> None:
    assert TREES.likelihood(features) == pytest.approx(likely, abs=0.001)


def test_what_is_linked_surely_is_likelier_right() -> None:
    trees = figure_trees()
    assert trees.likelihood({"sure": -0.1, "of_price": 1.0}) > trees.likelihood({"sure": -6.0, "of_price": 1.0})
