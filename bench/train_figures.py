"""Train the score of figures on articles whose figures are known, and write its weights.

    python bench/train_figures.py [--writers]

The articles are tagged and resolved as in a pass, the passage reader finds its candidates, and those that nothing
refuses are right or wrong by their records. --writers tells precision and recall at each threshold, and how well scores
are calibrated, each article scored by weights that saw none of its writer; it writes nothing.

Prices, rates and trade share their weights, but for the intercept, for there are few of each. A figure of them is right
when every slot is, who said it among them. Each article's slots are linked by weights (`bench/train_links.py`) that saw
no article of its writer. Figures of articles that the rules were mended on count for less: what is left wrong in them
says too little of the next one.
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
from gold_figures import fold_of, made_as, read_gold
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from train_links import Read, by_fold, examples_of, read_all

from extract.facts.passage.passage_reader import link_candidates
from extract.facts.passage.weighing import features_of

OUT = Path("extract/facts/passage/weights.json")
STRENGTH = 0.05  # as few articles as these carry no strong opinions
FIGURES = ("price", "rate", "trade")
WEIGHTS = {"seen": 0.3, "hard": 1.0, "": 1.0}  # what a figure counts for, by how its article came to be
OF_PLANTS = {"seen": 0.3, "hard": 0.5, "": 2.0}  # the same of what plants do and of visits
OF_TRAINING = ("made",)  # features that no article of an outlet has
LEAST_ROWS = 4  # a feature seen in fewer says nothing
GROUPS = ("ordinary English", "English exercises", "others")
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


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
        if not each.refused and each.line.field == "text" and not any(words in each.line.text for words in neutral):
            features = features_of(each, gold["lang"])
            truth, made = right(each, gold["records"]), made_as(gold["source"])
            yield Row(each.table, gold["lang"], features, truth, gold["writer"], made)


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
    return {"intercept": round(float(model.intercept_[0]), 3), **found}


def by_table(weights: Mapping[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The weights by table: those of figures for each, with the table's own share in its intercept."""
    weights = {
        table: {name: value for name, value in own.items() if not name.startswith(OF_TRAINING)}
        for table, own in weights.items()
    }
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
    """Precision and share kept at each threshold by table, in articles like those of outlets and in exercises, and the
    share of right figures by score in the former, of articles that neither the rules nor the weights saw.
    """
    scored: list[tuple[Row, float]] = []
    print(
        "| | candidates | "
        + " | ".join(f"{least}" for least in THRESHOLDS)
        + " |  (precision, share of the right ones)"
    )
    for fold in sorted({fold_of(row.writer) for row in rows if row.made != "seen"}):
        for kind in sorted({row.kind for row in rows}):
            own = [row for row in rows if row.kind == kind]
            weights = fit([row for row in own if fold_of(row.writer) != fold])
            scored += [(row, _score(weights, row)) for row in own if fold_of(row.writer) == fold and row.made != "seen"]
    names = [(table, group) for table in sorted({row.table for row in rows}) for group in GROUPS]
    for table, group in names:
        own = [(score, row.right) for row, score in scored if row.table == table and row.group == group]
        total = sum(truth for _, truth in own)
        curve = []
        for least in THRESHOLDS:
            kept = [truth for score, truth in own if score >= least]
            curve.append(f"{sum(kept) / len(kept):.2f} {sum(kept) / max(1, total):.2f}" if kept else "         ")
        print(f"| {table} {group} | {len(own)} | " + " | ".join(curve) + " |")
    for low in np.arange(0, 1, 0.1):
        inside = [row.right for row, score in scored if row.group == GROUPS[0] and low <= score < low + 0.1]
        if inside:
            share = float(np.mean(inside))
            print(f"{low:.1f}-{low + 0.1:.1f} {len(inside):4} {share:.2f} {'█' * round(40 * share)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", action="store_true", help="report writer by writer, write nothing")
    options = parser.parse_args()
    rows = list(rows_of(read_all(read_gold())))
    if options.writers:
        report(rows)
        return
    weights = {kind: fit([row for row in rows if row.kind == kind]) for kind in sorted({row.kind for row in rows})}
    OUT.write_text(json.dumps(by_table(weights), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
