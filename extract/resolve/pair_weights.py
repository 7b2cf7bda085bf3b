"""A trained judge over what speaks for and against a pair of names: boosted trees, kept as data.

`bench/train_pairs.py` writes pair_trees.json. What the rules say, and why, is a part of what the trees weigh.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from extract.resolve.judge import DIFFERENT, SAME, UNSURE, Judgement
from extract.resolve.pair_evidence import evidence
from extract.resolve.pair_signs import told_apart

JOINS = 0.75  # from here on two names are one
LIKELY = 0.8  # the same where a word of one name is not explained by the other sentence
SURE = 0.85  # the same where something tells them apart: other numbers, signs or kinds
ASKS = 0.55  # from here on a person is asked

# A tree is its nodes: a value where it ends, else which figure, up to what the left branch takes it, and both branches.
Node = float | tuple[int, float, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class PairModel:
    """`figures` are the names of what the `trees` ask for; `common` tells how many sentences hold a form."""

    figures: tuple[str, ...]
    start: float
    trees: tuple[tuple[Node, ...], ...]
    common: dict[str, float]

    def likelihood(self, found: dict[str, float]) -> float:
        """How likely a pair with these figures is one thing, between 0 and 1."""
        asked = [found.get(name, 0.0) for name in self.figures]
        total = self.start + sum(_at_the_end(tree, asked) for tree in self.trees)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _at_the_end(tree: tuple[Node, ...], asked: list[float]) -> float:
    node = tree[0]
    while not isinstance(node, float | int):
        figure, most, left, right = node
        node = tree[left if asked[figure] <= most else right]
    return node


@lru_cache(maxsize=1)
def shipped_model() -> PairModel:
    """The model that ships with the package."""
    text = resources.files("extract.resolve").joinpath("pair_trees.json").read_text("utf-8")
    kept = json.loads(text)
    return PairModel(
        figures=tuple(kept["figures"]),
        start=kept["start"],
        trees=tuple(tuple(tuple(n) if isinstance(n, list) else n for n in tree) for tree in kept["trees"]),
        common=kept["common"],
    )


def weigh_pair(a: tuple[str, str], b: tuple[str, str], label: str, ruled: Judgement, model: PairModel) -> Judgement:
    """The verdict on two (name, sentence) after what the rules say of them."""
    figures = evidence(a, b, label, ruled, model.common)
    likely = model.likelihood(figures)
    if ruled.verdict == SAME and (why := told_apart(figures, label)):
        return replace(ruled, verdict=DIFFERENT, score=0.0, why=why)
    renamed = figures["renamed"] and not figures["both left number"]
    certain = renamed or (figures["letters"] and not figures["settled"])
    likely = max(likely, JOINS) if certain else likely
    joins = JOINS
    if ruled.verdict == DIFFERENT and not certain:
        joins = SURE if figures["settled"] else JOINS if figures["explained"] else LIKELY
    verdict = SAME if likely >= joins else UNSURE if likely >= ASKS else DIFFERENT
    if verdict == ruled.verdict:
        return ruled
    said = {
        SAME: "alike with what is said of them",
        UNSURE: "little else speaks for it" if ruled.verdict == SAME else "what is said of them is alike",
        DIFFERENT: "what is said of them is not alike",
    }[verdict]
    score = 0.0 if verdict == DIFFERENT else round(likely, 2)
    return replace(ruled, verdict=verdict, score=score, why=f"{ruled.why}; {said}")
