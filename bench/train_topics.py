"""Train the topic classifier on the texts in bench/topics and write its weights to extract/topics.

Run from the repository's root: python bench/train_topics.py. With --folds it reports cross-validation and writes
nothing. The test sets in tests/extract/topics/data are never read here.
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

TEXTS = Path("bench/topics")
MODEL = Path("extract/topics/weights.json")
LABELS = (RELEVANCE, *TOPICS)
STRENGTH = {"relevance": 0.3, "topics": 1.0}
TOPIC_FEATURES = "wbcgtsp"  # a topic is told by its words; what country is spoken of decides relevance alone
RARE = 4.0  # topics are rare: unweighted, one would have to be shouted to be heard
LEAST_WEIGHT = 0.03
LEAST_TEXTS = 3  # a word seen in a text or two alone says nothing of the next


def read_rows() -> tuple[list[dict[str, float]], np.ndarray, list[str], np.ndarray]:
    """Features of each text, a row of 0 and 1 by label, its language, and whether it teaches relevance.

    `topics_*.jsonl` teach topics alone: all of them are relevant, and would shift what share of the texts is.
    """
    with (TEXTS / "train.tsv").open(encoding="utf-8") as lines:
        rows = [
            ("mixed", row["title"], row["lead"], [] if row["topics"] == "-" else row["topics"].split(","))
            for row in csv.DictReader(lines, delimiter="\t")
        ]
    passing: dict[str, list[str]] = {}
    with (TEXTS / "passing.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            passing.setdefault(row["lang"], []).append(row["sentence"])
    for path in sorted(TEXTS.glob("train_*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            rows.append((row["lang"], row["title"], row["text"], row["topics"]))
            if row["kind"] == "world" and row["lang"] in passing:
                # the same text with the North named in passing is still none
                said = passing[row["lang"]][len(rows) % len(passing[row["lang"]])]
                rows.append((row["lang"], row["title"], f"{row['text']} {said}", []))
    both = len(rows)
    for path in sorted(TEXTS.glob("topics_*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            rows.append((row["lang"], row["title"], row["text"], row["topics"]))
    truth = np.zeros((len(rows), len(LABELS)), dtype=int)
    for number, (*_, topics) in enumerate(rows):
        truth[number, 0] = bool(topics)
        for topic in topics:
            truth[number, LABELS.index(topic)] = 1
    features = [text_features(title, text) for _, title, text, _ in rows]
    return features, truth, [language for language, *_ in rows], np.arange(len(rows)) < both


def fit(
    features: list[dict[str, float]], truth: np.ndarray, of_relevance: np.ndarray
) -> tuple[DictVectorizer, np.ndarray, np.ndarray]:
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
        rows = np.flatnonzero(of_relevance) if column == 0 else relevant
        columns = np.arange(len(names)) if column == 0 else np.flatnonzero(of_topics)
        balance = None if column == 0 else {0: 1.0, 1: RARE}  # unweighted, so that .5 means a half
        strength = STRENGTH["topics" if column else "relevance"]
        model = LogisticRegression(C=strength, max_iter=500, tol=1e-3, class_weight=balance)
        model.fit(matrix[rows][:, columns], truth[rows, column])
        weights[columns, column] = model.coef_[0]
        intercepts[column] = model.intercept_[0]
    return vectoriser, weights, intercepts


def cross_validate(
    features: list[dict[str, float]], truth: np.ndarray, languages: list[str], of_relevance: np.ndarray, folds: int
) -> None:
    """Print precision and recall of the gate by language and micro F1 of the topics over held-out folds."""
    sums = np.zeros(truth.shape)
    for train, held in KFold(folds, shuffle=True, random_state=7).split(features):
        vectoriser, weights, intercepts = fit([features[i] for i in train], truth[train], of_relevance[train])
        sums[held] = vectoriser.transform([features[i] for i in held]) @ weights + intercepts
    predicted = sums > 0
    for language in dict.fromkeys(languages):
        rows = np.array([found == language for found in languages]) & of_relevance
        both = (predicted[rows, 0] & truth[rows, 0]).sum()
        precision, recall = both / predicted[rows, 0].sum(), both / truth[rows, 0].sum()
        print(f"gate {language}: precision {precision:.3f} recall {recall:.3f} over {rows.sum()} texts")
    topics = predicted[:, 1:] & truth[:, :1].astype(bool)
    both = (topics & truth[:, 1:]).sum()
    print(f"topics of relevant texts: F1 {2 * both / (topics.sum() + truth[:, 1:].sum()):.3f}")
    chance = 1 / (1 + np.exp(-sums[:, 0]))
    for low in np.arange(0, 1, 0.1):
        rows = (chance >= low) & (chance < low + 0.1) & of_relevance
        if rows.any():
            print(f"said {low:.1f} to {low + 0.1:.1f}: {truth[rows, 0].mean():.2f} of {rows.sum()} are relevant")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=0)
    folds = parser.parse_args().folds
    features, truth, languages, of_relevance = read_rows()
    if folds:
        cross_validate(features, truth, languages, of_relevance, folds)
        return
    vectoriser, table, intercepts = fit(features, truth, of_relevance)
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
    MODEL.write_text(lines + "\n", encoding="utf-8")
    print(f"{len(weights)} features from {len(features)} texts")


if __name__ == "__main__":
    main()
