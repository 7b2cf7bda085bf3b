"""Train the score of figures on articles whose figures are known, and write its weights.

    python bench/train_figures.py [--folds]

The articles are tagged and resolved as in a pass, the passage reader finds its candidates, and those that nothing
refuses are right or wrong by their records. --folds tells precision and recall at each threshold, and how well scores
are calibrated, each article scored by weights that did not see it; it writes nothing.

Prices, rates and trade share their weights, but for the intercept, for there are few of each. A figure of them is right
when every slot is, who said it among them. Each article's slots are linked by weights (`bench/train_links.py`) that saw
no article of its writer. Articles that the rules were not mended on count for more, and the intercepts are such that
the scores of those are FIRST_SIGHT on average, a little more than the share of right ones among them: what is left
wrong in the others says too little of the next one.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from figure_truth import right
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from train_links import Read, examples_of, is_unseen, read_all, read_gold
from train_links import fit as fit_links

from extract.facts.passage.passage_reader import link_candidates
from extract.facts.passage.weighing import features_of

OUT = Path("extract/facts/passage/weights.json")
STRENGTH = 0.1  # as few articles as these carry no strong opinions
FIGURES = ("price", "rate", "trade")
WEIGHT = 3.0  # of an article that the rules were not mended on
LEAST_ROWS = 4  # a feature seen in fewer says nothing
FOLDS = 8
FIRST_SIGHT = 0.5  # what the scores of articles that the rules were not mended on are on average
THRESHOLDS = (0.5, 0.7, 0.8, 0.85, 0.9)


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate's features, whether it is right, its language, and the article it is from."""

    table: str
    language: str
    features: dict[str, float]
    right: bool
    article: int
    weight: float = 1.0

    @property
    def kind(self) -> str:
        """The table whose weights score it; those of figures are worked out together."""
        return "figure" if self.table in FIGURES else self.table

    @property
    def inputs(self) -> dict[str, float]:
        """The features, and for figures of which table they are."""
        return {**self.features, f"of_{self.table}": 1.0} if self.table in FIGURES else self.features


def rows_of(reads: Sequence[Read]) -> Iterator[Row]:
    """The rows of all articles, each linked by weights that saw no article of its writer."""
    examples = [example for read in reads for example in examples_of(read)]
    for writer in sorted({read.gold["writer"] for read in reads}):
        links = fit_links([each for each in examples if each.writer != writer])
        for number, read in enumerate(reads):
            if read.gold["writer"] == writer:
                yield from _rows_of(read, number, links)


def _rows_of(read: Read, number: int, links: Mapping[str, Mapping[str, float]]) -> Iterator[Row]:
    gold = read.gold
    for each in link_candidates(read.rules, links):
        neutral = any(words in each.line.text for words in gold.get("neutral") or ())
        if each.table == "visit" and is_unseen(gold["source"]):
            continue  # their writers tell no kind of visit, and call its place otherwise
        if not each.refused and each.line.field == "text" and not neutral:
            weight = WEIGHT if is_unseen(gold["source"]) else 1.0
            features = features_of(each, gold["lang"])
            yield Row(each.table, gold["lang"], features, right(each, gold["records"]), number, weight)


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Weights by feature, and the intercept."""
    seen: dict[str, int] = defaultdict(int)
    for row in rows:
        for name in row.inputs:
            seen[name] += 1
    kept = [{name: value for name, value in row.inputs.items() if seen[name] >= LEAST_ROWS} for row in rows]
    truth = np.array([row.right for row in rows])
    if truth.all() or not truth.any():
        return {"intercept": 2.5 if truth.all() else -2.5}
    vectoriser = DictVectorizer()
    matrix = vectoriser.fit_transform(kept)
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix, truth, sample_weight=[r.weight for r in rows])
    weights = dict(zip(vectoriser.get_feature_names_out(), model.coef_[0], strict=True))
    found = {name: round(float(weight), 3) for name, weight in sorted(weights.items()) if abs(weight) > 0.01}
    intercept = float(model.intercept_[0])
    unseen = [row for row in rows if row.weight == WEIGHT]
    if rows[0].table in FIGURES and unseen:
        intercept = _balanced(found, unseen)
    return {"intercept": round(intercept, 3), **found}


def _balanced(weights: dict[str, float], rows: Sequence[Row]) -> float:
    """The intercept with which the scores of the rows are FIRST_SIGHT on average."""
    totals = np.array([sum(weights.get(name, 0.0) * value for name, value in row.inputs.items()) for row in rows])
    steps = np.linspace(-12, 12, 4801)
    return float(
        steps[int(np.argmin([abs(np.mean(1 / (1 + np.exp(-totals - step))) - FIRST_SIGHT) for step in steps]))]
    )


def by_table(weights: Mapping[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The weights by table: those of figures for each, with the table's own share in its intercept."""
    found = {table: own for table, own in weights.items() if table != "figure"}
    shared = {name: value for name, value in weights["figure"].items() if not name.startswith("of_")}
    for table in FIGURES:
        intercept = shared["intercept"] + weights["figure"].get(f"of_{table}", 0.0)
        found[table] = {**shared, "intercept": round(intercept, 3)}
    return found


def _score(weights: dict[str, float], row: Row) -> float:
    total = weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in row.inputs.items())
    return float(1 / (1 + np.exp(-total)))


def report(rows: Sequence[Row]) -> None:
    """Precision and share kept at each threshold by table and language, and the share of right ones by score: each row
    scored by weights that did not see its article.
    """
    scored: list[tuple[Row, float]] = []
    print(
        "| | candidates | "
        + " | ".join(f"{least}" for least in THRESHOLDS)
        + " |  (precision, share of the right ones)"
    )
    for fold in range(FOLDS):
        for kind in sorted({row.kind for row in rows}):
            own = [row for row in rows if row.kind == kind]
            weights = fit([row for row in own if row.article % FOLDS != fold])
            scored += [(row, _score(weights, row)) for row in own if row.article % FOLDS == fold]
    for name in (*sorted({row.table for row in rows}), *sorted({row.language for row in rows}), "unseen", "all"):
        own = [
            (score, row.right)
            for row, score in scored
            if name in (row.table, row.language, "all") or (name == "unseen" and row.weight == WEIGHT)
        ]
        total = sum(truth for _, truth in own)
        curve = []
        for least in THRESHOLDS:
            kept = [truth for score, truth in own if score >= least]
            curve.append(f"{sum(kept) / len(kept):.2f} {sum(kept) / total:.2f}" if kept else "         ")
        print(f"| {name} | {len(own)} | " + " | ".join(curve) + " |")
    for low in np.arange(0, 1, 0.1):
        inside = [row.right for row, score in scored if low <= score < low + 0.1]
        if inside:
            share = float(np.mean(inside))
            print(f"{low:.1f}-{low + 0.1:.1f} {len(inside):4} {share:.2f} {'█' * round(40 * share)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", action="store_true", help="report cross-validation over articles, write nothing")
    options = parser.parse_args()
    rows = list(rows_of(read_all(read_gold())))
    if options.folds:
        report(rows)
        return
    weights = {kind: fit([row for row in rows if row.kind == kind]) for kind in sorted({row.kind for row in rows})}
    OUT.write_text(json.dumps(by_table(weights), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
