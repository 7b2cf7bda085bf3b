"""Train the score of figures on articles whose figures are known, and write its trees and weights.

    python bench/train_figures.py [--writers]

The articles are tagged and resolved as in a pass, the passage reader finds its candidates, and those that nothing
refuses are right or wrong by their records. --writers tells precision and recall at each threshold, and how well scores
are calibrated, each article scored by weights that saw none of its writer; it writes nothing.

Prices, rates and trade share boosted trees, for there are few of each; what plants do, of which there is fewer still,
has a logistic regression (the score of visits is trained by `bench/train_visits.py`). A figure is right when every slot
is, who said it among them. Each article's slots are linked by weights (`bench/train_links.py`) that saw no article of
its writer. Figures of articles that the rules were mended on count for less: what is left wrong in them says too little
of the next one.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from figure_truth import right
from gold_figures import fold_of, made_as, read_gold
from grown_trees import grown_trees
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from train_links import Read, by_fold, examples_of, read_all

from extract.boosted_trees import Trees
from extract.facts.passage.passage_reader import link_candidates
from extract.facts.passage.weighing import BY_WORDS, FIGURES, features_of, score_of

OUT = Path("extract/facts/passage/weights.json")
STRENGTH = 0.05  # as few articles as these carry no strong opinions
TREES = Path("extract/facts/passage/figure_trees.json")
WEIGHTS = {"seen": 0.3, "hard": 1.0, "": 2.0}  # what a figure counts for, by how its article came to be
OF_PLANTS = {"seen": 0.3, "hard": 0.5, "": 2.0}  # the same of what plants do
OF_TRAINING = ("made",)  # features that no article of an outlet has
LEAST_ROWS = 4  # a feature seen in fewer says nothing
GROUPS = ("ordinary English", "English exercises", "others")
THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
BOOSTING = {
    "max_iter": 150, "learning_rate": 0.05, "max_leaf_nodes": 8, "min_samples_leaf": 40, "l2_regularization": 5.0,
    "max_features": 0.3, "early_stopping": False, "random_state": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate's features, whether it is right, its language, its writer, and whether the rules saw its article."""

    table: str
    language: str
    features: dict[str, float]
    right: bool
    writer: str
    made: str

    @property
    def kind(self) -> str:
        """The table whose weights score it; those of figures are worked out together."""
        return "figure" if self.table in FIGURES else self.table

    @property
    def weight(self) -> float:
        """What it counts for."""
        return (WEIGHTS if self.table in FIGURES else OF_PLANTS)[self.made]

    @property
    def group(self) -> str:
        """Of which GROUPS its article is."""
        if self.language != "en":
            return GROUPS[2]
        return GROUPS[1] if self.made else GROUPS[0]

    @property
    def inputs(self) -> dict[str, float]:
        """The features, how the article came to be, and for figures of which table they are."""
        made = {"made": 1.0, f"made {self.made}": 1.0} if self.made else {}
        return {**self.features, **made, **({f"of_{self.table}": 1.0} if self.table in FIGURES else {})}


Score = Callable[[Row], float]


def rows_of(reads: Sequence[Read]) -> Iterator[Row]:
    """The rows of all articles, each linked by weights that saw no article of its writer."""
    examples = [example for read in reads for example in examples_of(read)]
    links = by_fold(examples)
    for read in reads:
        yield from _rows_of(read, links[fold_of(read.gold["writer"])])


def _rows_of(read: Read, links: Mapping[str, Mapping[str, float]]) -> Iterator[Row]:
    gold = read.gold
    neutral = [each if isinstance(each, str) else each["evidence"] for each in gold.get("neutral") or ()]
    for each in link_candidates(read.rules, links):
        if each.table == "visit" or (each.table == "activity" and BY_WORDS in each.features):
            continue  # `bench/train_visits.py` and `bench/train_plants.py` score these
        if not each.refused and each.line.field == "text" and not any(words in each.line.text for words in neutral):
            features = features_of(each, gold["lang"])
            truth, made = right(each, gold["records"]), made_as(gold["source"])
            yield Row(each.table, gold["lang"], features, truth, gold["writer"], made)


def fit(rows: Sequence[Row], strength: float = STRENGTH) -> dict[str, float]:
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
    model = LogisticRegression(C=strength, max_iter=2000).fit(matrix, truth, sample_weight=[r.weight for r in rows])
    weights = dict(zip(vectoriser.get_feature_names_out(), model.coef_[0], strict=True))
    found = {name: round(float(weight), 3) for name, weight in sorted(weights.items()) if abs(weight) > 0.01}
    return {"intercept": round(float(model.intercept_[0]), 3), **found}


def fit_trees(rows: Sequence[Row]) -> Trees:
    """The trees that score prices, rates and figures of trade."""
    vectoriser = DictVectorizer(sparse=False)
    matrix = vectoriser.fit_transform([row.inputs for row in rows])
    model = HistGradientBoostingClassifier(**BOOSTING)
    model.fit(matrix, [row.right for row in rows], sample_weight=[row.weight for row in rows])
    grown = grown_trees(model, value=4, threshold=4)
    asked = sorted({int(node[0]) for tree in grown for node in tree if len(node) > 1})
    places = {feature: place for place, feature in enumerate(asked)}
    trees = [[[places[int(node[0])], *node[1:]] if len(node) > 1 else node for node in tree] for tree in grown]
    names = vectoriser.get_feature_names_out()
    return Trees([str(names[each]) for each in asked], round(float(model._baseline_prediction[0, 0]), 4), trees)


def scorer(rows: Sequence[Row], kind: str) -> Score:
    """What scores a row of a kind, trained on these rows."""
    own = [row for row in rows if row.kind == kind]
    if kind == "figure":
        trees = fit_trees(own)
        return lambda row: trees.likelihood(as_told(row))
    weights = {kind: fit(own)}
    return lambda row: score_of(as_told(row), weights, kind)


def as_told(row: Row) -> dict[str, float]:
    """A row's inputs as they are where an article was not made for training."""
    return {name: value for name, value in row.inputs.items() if not name.startswith(OF_TRAINING)}


def report(rows: Sequence[Row]) -> None:
    """Precision and share kept at each threshold by table, in articles like those of outlets and in exercises, and the
    share of right figures by score in the former, of articles that neither the rules nor the weights saw.
    """
    scored: list[tuple[Row, float]] = []
    for fold in sorted({fold_of(row.writer) for row in rows if row.made != "seen"}):
        for kind in sorted({row.kind for row in rows}):
            score = scorer([row for row in rows if fold_of(row.writer) != fold], kind)
            tested = (row for row in rows if row.kind == kind and row.made != "seen" and fold_of(row.writer) == fold)
            scored += [(row, score(row)) for row in tested]
    print("| | candidates | " + " | ".join(map(str, THRESHOLDS)) + " |  (precision, share of the right ones)")
    groups = {f"{table} {group}": [pair for pair in scored if (pair[0].table, pair[0].group) == (table, group)]
              for table in sorted({row.table for row in rows}) for group in GROUPS}  # fmt: skip
    groups |= {f"figures of {writer}": [pair for pair in scored if pair[0].kind == "figure" and _set(pair[0]) == writer]
               for writer in sorted({_set(row) for row in rows if not row.made})}  # fmt: skip
    for name, own in groups.items():
        print(f"| {name} | {len(own)} | " + " | ".join(_curve(own)) + " |")
    for low in np.arange(0, 1, 0.1):
        inside = [row.right for row, score in scored if row.group == GROUPS[0] and low <= score < low + 0.1]
        if inside:
            share = float(np.mean(inside))
            print(f"{low:.1f}-{low + 0.1:.1f} {len(inside):4} {share:.2f} {'█' * round(40 * share)}")


def _set(row: Row) -> str:
    return f"{row.writer.split()[0]} {row.language}"


def _curve(scored: Sequence[tuple[Row, float]]) -> Iterator[str]:
    total = sum(row.right for row, _ in scored)
    for least in THRESHOLDS:
        kept = [row.right for row, score in scored if score >= least]
        yield f"{sum(kept) / len(kept):.2f} {sum(kept) / max(1, total):.2f}" if kept else "         "


def write_weights(weights: Mapping[str, Mapping[str, float]]) -> None:
    """Put these weights into the file in place of those of the same tables."""
    known = json.loads(OUT.read_text("utf-8"))
    OUT.write_text(json.dumps(known | dict(weights), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", action="store_true", help="report writer by writer, write nothing")
    options = parser.parse_args()
    rows = list(rows_of(read_all(read_gold())))
    if options.writers:
        report(rows)
        return
    weights = {"activity": fit([row for row in rows if row.kind == "activity"])}
    weights = {kind: {n: v for n, v in own.items() if not n.startswith(OF_TRAINING)} for kind, own in weights.items()}
    write_weights(weights)
    trees = fit_trees([row for row in rows if row.kind == "figure"])
    TREES.write_text(json.dumps(asdict(trees)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
