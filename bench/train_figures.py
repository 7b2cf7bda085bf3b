"""Train the score of figures on articles whose figures are known, and write its weights.

    python bench/train_figures.py [--folds]

The articles are tagged and resolved as in a pass, the passage reader finds its candidates, and those that nothing
refuses are right or wrong by their records. --folds tells precision and recall at each threshold, and how well scores
are calibrated, each article scored by weights that did not see it; it writes nothing.

Prices, rates and trade share their weights, but for the intercept, for there are few of each. A figure of them is right
when every slot is, who said it among them. Articles by people who had not seen the rules count for more, and the
intercepts are moved so that the scores of those are right on average at first sight: rules are mended on every article
that has been looked at, and what is left wrong in them says too little of the next one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from figure_truth import right
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.records import Article, article_id
from corpus.store.articles import Corpus
from corpus.store.derived import Facts
from extract.facts.passage.passage_reader import read_candidates
from extract.facts.passage.weighing import features_of
from extract.stages.extract_and_tag import tag_pending
from extract.stages.resolve_names import resolve_pending

GOLD = Path("tests/extract/facts/gold")
OUT = Path("extract/facts/passage/weights.json")
STRENGTH = 0.1  # as few articles as these carry no strong opinions
FIGURES = ("price", "rate", "trade")
WEIGHT = 3.0  # of an article by people who had not seen the rules
FIRST_SIGHT = 0.5  # the share of figures with every slot right in articles that nobody has looked at
LEAST_ROWS = 4  # a feature seen in fewer says nothing
FOLDS = 8
SETS = {
    "prose_*_seen.jsonl": 1.0, "prose_*_held.jsonl": WEIGHT, "more_*.jsonl": 1.0, "third_*.jsonl": 1.0,
    "fourth_*.jsonl": WEIGHT,
}  # fmt: skip
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


def read_gold() -> list[dict[str, Any]]:
    """The gold articles in every language, each with its weight."""
    found = []
    for pattern, weight in SETS.items():
        for path in sorted(GOLD.glob(pattern)):
            own = {"lang": path.stem.split("_")[1], "weight": weight}
            found += [{**own, **json.loads(line)} for line in path.read_text("utf-8").splitlines()]
    return found


def rows_of(articles: Sequence[dict[str, Any]], data: Path) -> Iterator[Row]:
    """The rows of all articles, tagged and resolved in a data directory."""
    with Corpus(data) as corpus, corpus.atomic():
        for article in articles:
            corpus.save_article(_as_article(article), page_url=_url(article))
    tag_pending(data)
    resolve_pending(data)
    numbers = {article_id(_url(article)): number for number, article in enumerate(articles)}
    with Corpus(data) as corpus:
        facts = Facts(corpus.db)
        for key, _ in facts.pending():
            gold = articles[numbers[key]]
            for each in read_candidates(facts.article(key), facts.names(key)):
                neutral = any(words in each.line.text for words in gold.get("neutral") or ())
                if not each.refused and each.line.field == "text" and not neutral:
                    features = features_of(each, gold["lang"])
                    truth = right(each, gold["records"])
                    yield Row(each.table, gold["lang"], features, truth, numbers[key], gold["weight"])


def _url(article: dict[str, Any]) -> str:
    return f"https://gold.example/{article['id']}"


def _as_article(article: dict[str, Any]) -> Article:
    day = date.fromisoformat(article["published"])
    seen = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return Article(
        url=_url(article), outlet="gold", title=article["title"], text=article["text"], published=seen,
        fetched_at=seen + timedelta(hours=1), method="by hand", language=article["lang"],
    )  # fmt: skip


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
    if rows[0].table in FIGURES:
        share = float(np.mean([row.right for row in rows if row.weight == WEIGHT]))
        intercept += float(np.log(FIRST_SIGHT / (1 - FIRST_SIGHT)) - np.log(share / (1 - share)))
    return {"intercept": round(intercept, 3), **found}


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
    for name in (*sorted({row.table for row in rows}), *sorted({row.language for row in rows}), "others'", "all"):
        own = [
            (score, row.right)
            for row, score in scored
            if name in (row.table, row.language, "all") or (name == "others'" and row.weight == WEIGHT)
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
    with tempfile.TemporaryDirectory() as folder:
        rows = list(rows_of(read_gold(), Path(folder)))
    if options.folds:
        report(rows)
        return
    weights = {kind: fit([row for row in rows if row.kind == kind]) for kind in sorted({row.kind for row in rows})}
    OUT.write_text(json.dumps(by_table(weights), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
