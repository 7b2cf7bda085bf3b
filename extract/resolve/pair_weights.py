"""A trained judge over what speaks for and against a pair of names: boosted trees, kept as data.

`bench/train_pairs.py` writes pair_trees.json. What the rules say, and why, is a part of what the trees weigh.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from extract.boosted_trees import Trees, read_trees
from extract.resolve.judge import DIFFERENT, SAME, UNSURE, Judgement
from extract.resolve.pair_evidence import evidence
from extract.resolve.pair_signs import at_most_asked, known_alone, told_apart

# From where two names are one. The trees are sterner than they need be where the rules found no name in common and the
# sentences explain why, and too mild on namesakes, whom the rules join.
JOINS = 0.75
EXPLAINED = (
    0.65  # where the rules do not join them, and no word of either is left that the other sentence does not tell
)
LIKELY = 0.8  # the same where a word is not told
SURE = 0.85  # where the rules join them, or something tells them apart: other numbers, signs or kinds
NEVER = 1.1  # no likelihood is so high
ASKS = 0.55  # from here on a person is asked


@dataclass(frozen=True, kw_only=True, slots=True)
class PairModel:
    """The trees, which ask for figures of `evidence`; `common` tells how many sentences hold a form."""

    trees: Trees
    common: Mapping[str, float]


@lru_cache(maxsize=1)
def shipped_model() -> PairModel:
    """The model that ships with the package."""
    kept = json.loads(resources.files("extract.resolve").joinpath("pair_trees.json").read_text("utf-8"))
    return PairModel(trees=read_trees(kept), common=kept["common"])


def weigh_pair(a: tuple[str, str], b: tuple[str, str], label: str, ruled: Judgement, model: PairModel) -> Judgement:
    """The verdict on two (name, sentence) after what the rules say of them."""
    figures = evidence(a, b, label, ruled, model.common)
    likely = model.trees.likelihood(figures)
    if ruled.verdict == SAME and (why := told_apart(figures, label)):
        return replace(ruled, verdict=DIFFERENT, score=0.0, why=why)
    renamed = figures["renamed"] and not figures["both left number"]
    certain = renamed or (figures["letters"] and not figures["settled"]) or known_alone(figures, ruled)
    joins = SURE if ruled.verdict == SAME else EXPLAINED if figures["explained"] else JOINS
    likely = max(likely, joins) if certain else likely
    if ruled.verdict == DIFFERENT and not certain:
        joins = SURE if figures["settled"] else EXPLAINED if figures["explained"] else LIKELY
    if at_most_asked(ruled, figures) and not figures["renamed"]:
        joins = NEVER
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
