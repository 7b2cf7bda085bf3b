"""Train which lines without a verb that the rules know tell of a visit, and write the weights.

    python bench/train_visits.py [--writers]

A logistic regression over the features of `extract/facts/passage/visit_pairs.py`: somebody and a plant that a line
names are a visit if a record of the article tells of it, and nothing that the rules find does. --writers tells
precision and recall of weights that saw no article of the writer; it writes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from facts import is_right
from figure_truth import row_of
from gold_figures import Named, fold_of, name_all, read_gold, train_or_report
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from train_kinds import NO_WEIGHTS

from extract.facts.passage.visit_pairs import VisitPair, likelihood

OUT = Path("extract/facts/passage/visit_weights.json")
STRENGTH = 0.3
LEAST_ROWS = 2
SMALL = 0.02
NO_VISITS = {"intercept": -30.0}
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True, slots=True)
class Row:
    """The features of a pair, whether it is a visit, and whose article it stands in."""

    features: Mapping[str, float]
    right: bool
    writer: str
    language: str


def rows_of(named: Named) -> Iterator[Row]:
    """The pairs of an article that tells of visits or of plants."""
    records = [record for record in named.gold["records"] if record["table"] == "visit"]
    if not any(record["table"] in ("visit", "activity") for record in named.gold["records"]):
        return
    read = named.read(NO_WEIGHTS, NO_VISITS)
    rows = [row_of(each) for each in read.visits if not each.refused and each.line.field == "text"]
    left = [r for r in records if not any(is_right("visitor", row, r) and is_right("target", row, r) for row in rows)]
    for pair in read.pairs:
        right = any(_is(pair, record) for record in left)
        if right or not any(_is(pair, record) for record in records):
            yield Row(pair.features, right, named.gold["writer"], named.gold["lang"])


def _is(pair: VisitPair, record: Mapping[str, object]) -> bool:
    told = record["target"] if isinstance(record["target"], list) else [record["target"]]
    name = pair.plant.text.casefold()
    there = any(each and (str(each).casefold() in name or name in str(each).casefold()) for each in told)
    return there and is_right("visitor", {"visitor": pair.visitor}, dict(record))


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """The weights by feature."""
    seen = Counter(name for row in rows for name in row.features)
    vectoriser = DictVectorizer()
    matrix = vectoriser.fit_transform(
        [{name: value for name, value in row.features.items() if seen[name] >= LEAST_ROWS} for row in rows]
    )
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix, [row.right for row in rows])
    weights = dict(zip(vectoriser.get_feature_names_out(), model.coef_[0], strict=True))
    found = {str(name): round(float(weight), 3) for name, weight in weights.items() if abs(weight) >= SMALL}
    return {**found, "intercept": round(float(model.intercept_[0]), 3)}


def by_fold(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """For each fold of writers the weights that saw none of its articles."""
    folds = sorted({fold_of(row.writer) for row in rows})
    return {fold: fit([row for row in rows if fold_of(row.writer) != fold]) for fold in folds}


def report(rows: Sequence[Row]) -> None:
    """Precision and recall of pairs at each threshold."""
    weights = by_fold(rows)
    scored: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        share = likelihood(row.features, weights[fold_of(row.writer)])
        scored["English" if row.language == "en" else "others"].append((share, row.right))
    for language, own in scored.items():
        asked = sum(right for _, right in own)
        for least in THRESHOLDS:
            kept = [right for share, right in own if share >= least]
            print(language, len(own), asked, least, f"{sum(kept) / max(1, len(kept)):.2f} {sum(kept) / asked:.2f}")


def main() -> None:
    train_or_report(
        __doc__ or "",
        lambda: [row for named in name_all(read_gold()) for row in rows_of(named)],
        fit=fit,
        report=report,
        out=OUT,
    )


if __name__ == "__main__":
    main()
