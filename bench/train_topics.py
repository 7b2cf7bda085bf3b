"""Train the topic classifier on extract/topics/train.tsv and write its weights.

Run from the repository's root: python bench/train_topics.py. With --folds it reports cross-validation and writes
nothing. The test set in tests/extract/topics/data/topics.tsv is never read here.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from extract.topics.classifier import RELEVANCE, TOPICS, text_features

DATA = Path("extract/topics")
LABELS = (RELEVANCE, *TOPICS)
STRENGTH = 1.0
TOPIC_FEATURES = "wgtsp"  # a topic is told by its words; what country is spoken of decides relevance alone
RARE = 2.0  # topics are rare: unweighted, one would have to be shouted to be heard
LEAST_WEIGHT = 0.02
LEAST_TEXTS = 2  # a word seen in one text alone says nothing of the next


def read_rows(path: Path) -> tuple[list[dict[str, float]], np.ndarray]:
    """Features of each row, and a row of 0 and 1 by label."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    features = [text_features(row["title"], row["lead"]) for row in rows]
    truth = np.zeros((len(rows), len(LABELS)), dtype=int)
    for number, row in enumerate(rows):
        if row["topics"] != "-":
            truth[number, 0] = 1
            for topic in row["topics"].split(","):
                truth[number, LABELS.index(topic)] = 1
    return features, truth


def fit(features: list[dict[str, float]], truth: np.ndarray) -> tuple[DictVectorizer, np.ndarray, np.ndarray]:
    """A vectoriser, the weights by feature and label, and the intercepts. Topics learn from relevant texts alone."""
    seen: dict[str, int] = {}
    for row in features:
        for name in row:
            seen[name] = seen.get(name, 0) + 1
    common = {name for name, count in seen.items() if count >= LEAST_TEXTS}
    vectoriser = DictVectorizer()
    matrix = vectoriser.fit_transform([{n: v for n, v in row.items() if n in common} for row in features])
    names = vectoriser.get_feature_names_out()
    of_topics = np.array([name[0] in TOPIC_FEATURES for name in names])
    relevant = np.flatnonzero(truth[:, 0])
    weights, intercepts = np.zeros((len(names), len(LABELS))), np.zeros(len(LABELS))
    for column in range(len(LABELS)):
        rows = np.arange(len(features)) if column == 0 else relevant
        columns = np.arange(len(names)) if column == 0 else np.flatnonzero(of_topics)
        balance = "balanced" if column == 0 else {0: 1.0, 1: RARE}
        model = LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-3, class_weight=balance)
        model.fit(matrix[rows][:, columns], truth[rows, column])
        weights[columns, column] = model.coef_[0]
        intercepts[column] = model.intercept_[0]
    return vectoriser, weights, intercepts


def cross_validate(features: list[dict[str, float]], truth: np.ndarray, folds: int) -> None:
    """Print F1 of the gate and micro F1 of the topics over held-out folds."""
    predicted = np.zeros_like(truth)
    for train, held in KFold(folds, shuffle=True, random_state=7).split(features):
        vectoriser, weights, intercepts = fit([features[i] for i in train], truth[train])
        found = vectoriser.transform([features[i] for i in held]) @ weights + intercepts > 0
        predicted[held] = found & found[:, :1]
    for name, columns in (("gate", slice(0, 1)), ("topics", slice(1, None))):
        both = (predicted[:, columns] & truth[:, columns]).sum()
        f1 = 2 * both / (predicted[:, columns].sum() + truth[:, columns].sum())
        print(f"{name}: F1 {f1:.3f} over {len(features)} texts in {folds} folds")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=0)
    folds = parser.parse_args().folds
    features, truth = read_rows(DATA / "train.tsv")
    if folds:
        cross_validate(features, truth, folds)
        return
    vectoriser, table, intercepts = fit(features, truth)
    weights = {
        name: [round(float(weight), 3) for weight in table[column]]
        for name, column in sorted(vectoriser.vocabulary_.items())
        if np.abs(table[column]).max() >= LEAST_WEIGHT
    }
    data = {
        "labels": LABELS,
        "intercepts": [round(float(intercept), 3) for intercept in intercepts],
        "weights": weights,
    }
    lines = json.dumps(data, ensure_ascii=False).replace('], "', '],\n"')
    (DATA / "weights.json").write_text(lines + "\n", encoding="utf-8")
    print(f"{len(weights)} features from {len(features)} texts")


if __name__ == "__main__":
    main()
