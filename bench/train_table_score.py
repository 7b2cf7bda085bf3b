"""Train how sure a figure of a table is, on articles whose figures are known, and write the weights.

    python bench/train_table_score.py [--writers]

Every price, rate and figure of trade that the rules read in a table is an example: right when every slot but who tells
it is one that a record accepts, since writers differ in whether nobody may. A logistic regression over how each slot
was told, what the labels leave unread and how the rest of the table was read (`extract/facts/tables/reading_doubts.py`)
tells how likely that is. --writers tells precision and the share of right figures that are left at each threshold, each
figure scored by weights that saw no table of its writer; it writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from facts import SLOTS, TABLES, is_right, slots_of
from gold_figures import GOLD, digest_of
from gold_tables import table_articles
from scipy.optimize import minimize

from corpus.store.derived import TABLES as STORED
from corpus.store.derived import ArticleText
from extract.facts.tables.reading_doubts import score_of
from extract.facts.tables.table_figures import read_scored

OUT = Path("extract/facts/tables/reading_weights.json")
STRENGTH = 100.0  # of the penalty on large weights
NEW = {"eleventh": 0.5, "twelfth": 1.0, "thirteenth": 1.0, "fourteenth": 1.0, "fifteenth": 1.0}
OLD = 0.3  # what tables count for that the rules were made beside: what is left wrong in them says little of the next
# Trained on these, too, scores left a sixth fewer of a new writer's right figures at next to the same precision.
LEFT_OUT = ("sixteenth", "seventeenth", "eighteenth")
SMALL = 0.005
THRESHOLDS = (0.0, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
KINDS = {STORED_CLASS: kind for STORED_CLASS, table in STORED.items() for kind, own in TABLES.items() if own == table}


@dataclass(frozen=True, slots=True)
class Row:
    """A figure's features and whether it is right; `writer` is its set of files, `table` its article and table."""

    writer: str
    table: str
    features: Mapping[str, float]
    right: bool


def rows_of(paths: Sequence[Path]) -> Iterator[Row]:
    """The figures of all tables in these files."""
    for writer, gold, article in table_articles(paths):
        yield from _of_article(writer, gold, article)


def _of_article(writer: str, gold: Mapping[str, Any], article: ArticleText) -> Iterator[Row]:
    taken: set[int] = set()
    for figure, doubts in read_scored(article, article.get("tables", ())):
        kind = KINDS[type(figure)]
        row = asdict(figure)
        row |= {name: row[name].isoformat() if row[name] else None for name in ("date", "date_end")}
        told, scored = slots_of(kind, row), [slot for slot in SLOTS[kind] if slot != "said_by"]
        records = [
            number
            for number, record in enumerate(gold["records"])
            if record["table"] == kind and number not in taken and all(is_right(s, told, record) for s in scored)
        ]
        taken.update(records[:1])
        if not (records and gold["records"][records[0]].get("opt")):  # neither asked for nor wrong
            yield Row(writer, f"{gold['id']} {figure.table_position}", dict(doubts), bool(records))


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """The weights of features, and "intercept", by which the right figures are likeliest; a table's figures share what
    they count for, since their faults come together.
    """
    names = sorted({name for row in rows for name in row.features})
    matrix = np.array([[row.features.get(name, 0.0) for name in names] for row in rows])
    sizes = Counter(row.table for row in rows)
    counts = np.array([NEW.get(row.writer, OLD) * 2 / sizes[row.table] ** 0.5 for row in rows])
    right = np.array([row.right for row in rows], dtype=float)
    middle, spread = matrix.mean(axis=0), matrix.std(axis=0)
    spread[spread == 0.0] = 1.0
    scaled = np.hstack([(matrix - middle) / spread, np.ones((len(rows), 1))])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        totals = scaled @ weights
        kept = np.append(weights[:-1], 0.0)  # the intercept is free
        cost = counts @ (np.logaddexp(0.0, totals) - right * totals) + STRENGTH / 2 * kept @ kept
        return float(cost), scaled.T @ (counts * (1 / (1 + np.exp(-totals)) - right)) + STRENGTH * kept

    best = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights = {
        name: round(float(weight / own), 4)
        for name, weight, own in zip(names, best[:-1], spread, strict=True)
        if abs(weight) >= SMALL
    }
    left = sum(weights.get(name, 0.0) * own for name, own in zip(names, middle, strict=True))
    return {**weights, "intercept": round(float(best[-1] - left), 4)}


def report(rows: Sequence[Row]) -> None:
    """How precise the figures at each threshold are, and how many of the right ones are left, writer by writer."""
    scored: list[tuple[Row, float]] = []
    for writer in NEW:
        weights = fit([row for row in rows if row.writer != writer])
        own = [(row, score_of(row.features, weights)) for row in rows if row.writer == writer]
        _print(writer, own)
        scored += own
    _print("all", scored)


def _print(name: str, scored: Iterable[tuple[Row, float]]) -> None:
    told = list(scored)
    right = sum(row.right for row, _ in told)
    figures = []
    for least in THRESHOLDS:
        kept = [row.right for row, score in told if score >= least]
        figures.append(f"{least}: {sum(kept) / max(1, len(kept)):.3f} {sum(kept) / max(1, right):.3f}")
    print(f"{name:11}{len(told):5}  " + "  ".join(figures))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", action="store_true", help="report writer by writer, write nothing")
    options = parser.parse_args()
    paths = [path for path in sorted(GOLD.glob("tables_*.jsonl")) if path.stem.split("_")[1] not in LEFT_OUT]
    rows = list(rows_of(paths))
    if options.writers:
        report(rows)
        return
    told = {"gold": digest_of(paths), "weights": fit(rows)}
    OUT.write_text(json.dumps(told, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
