"""How sure a candidate is, by what `bench/train_figures.py` works out: boosted trees for prices, rates and trade, a
logistic regression for what plants do and another for visits (`visit_doubts.py`, by `bench/train_visits.py`).

A score is the share of candidates like this one that had every slot right in the training's articles, told by
articles that the weights were not worked out from. State media tell most of what plants do without an amount, and often
without a good: there a report is right when nothing that it tells is wrong, be its good or amount left out or not.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources

from extract.boosted_trees import Trees, read_trees
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.plant_reports import STATE
from extract.facts.passage.visit_doubts import visit_score

FIGURES = ("price", "rate", "trade")
BY_WORDS = "sure_kind"  # a feature of reports of plants that weights found; the others are the rules'
UNTRAINED = 0.5  # the score of a table that the weights do not know


def weigh(candidate: Candidate, language: str) -> Candidate:
    """The candidate with its score, 0 to 1; 0 where it is refused."""
    if candidate.refused:
        return replace(candidate, score=0.0)
    features = features_of(candidate, language)
    if candidate.table in FIGURES:
        score = figure_trees().likelihood({**features, f"of_{candidate.table}": 1.0})
    elif candidate.table == "visit":
        score = visit_score(features)
    else:
        score = score_of(features, load_weights(), score_table(candidate))
    return replace(candidate, score=round(score, 3))


def score_table(candidate: Candidate) -> str:
    """By which weights a report of a plant is scored: those of the rules' reports, of texts of the North's own media,
    or of all others.
    """
    if candidate.table != "activity" or BY_WORDS not in candidate.features:
        return candidate.table
    return "plant_state" if STATE in candidate.features else "plant"


def features_of(candidate: Candidate, language: str) -> dict[str, float]:
    """What the score is worked out from, by name."""
    own = {name: value for name, value in candidate.features.items() if value}
    length = len(candidate.line.text)
    return {
        **own,
        f"in_{language}": 1.0,
        "many": float(len(candidate.line.quantities) > 3),
        "long": float(length > 200),
        "quoted": float(candidate.line.text.count('"') == 1),
    }


def score_of(features: Mapping[str, float], weights: Mapping[str, Mapping[str, float]], table: str) -> float:
    """The score for these features by these weights."""
    own = weights.get(table)
    if own is None:
        return UNTRAINED
    total = own["intercept"] + sum(own.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def figure_trees() -> Trees:
    """The trees that score prices, rates and figures of trade."""
    file = resources.files("extract.facts.passage") / "figure_trees.json"
    return read_trees(json.loads(file.read_text("utf-8")))


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """The weights by table and feature."""
    file = resources.files("extract.facts.passage") / "weights.json"
    weights: Mapping[str, Mapping[str, float]] = json.loads(file.read_text("utf-8"))
    return weights
