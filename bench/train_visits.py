"""Train which lines without a verb that the rules know tell of a visit, and the score of visits; write both weights.

    python bench/train_visits.py [--writers]

Two logistic regressions. Somebody and a plant that a line names (`extract/facts/passage/visit_pairs.py`) are a visit if
a record of the article tells of it, and nothing that the rules find does. A visit that the rules or such a pair tell is
right if a record has it in every slot; its score goes by the features of `extract/facts/passage/visit_doubts.py`.
--writers tells precision and recall of weights that saw no article of the writer; it writes nothing.

Dispatches as state media write them (`dispatches_*`) are read for the score alone.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from facts import is_right
from figure_truth import right, row_of
from gold_figures import OF_VISITS, Named, fold_of, name_all, read_gold
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from train_kinds import NO_WEIGHTS

from extract.facts.passage.visit_doubts import visit_score, with_visit_doubts
from extract.facts.passage.visit_pairs import VisitPair, likelihood
from extract.facts.passage.visits_alike import without_headline
from extract.facts.passage.weighing import features_of

OUT = Path("extract/facts/passage/visit_weights.json")
SCORE = Path("extract/facts/passage/visit_score.json")
STRENGTH = 0.3
STRENGTH_OF_SCORE = 0.3
COUNTS_FOR = {"seen": 0.5, "hard": 0.5, "": 1.0}  # a visit, by how its article came to be
LEAST_ROWS = 2
LEAST_VISITS = 3
SMALL = 0.02
NO_VISITS = {"intercept": -30.0}
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """The features of a pair or of a visit, whether it is right, whose article it stands in, what it counts for."""

    features: Mapping[str, float]
    right: bool
    writer: str
    language: str
    made: str = ""


# pairs


def pairs_of(named: Named) -> Iterator[Row]:
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
            yield Row(pair.features, right, named.gold["writer"], named.gold["lang"], named.made)


def _is(pair: VisitPair, record: Mapping[str, object]) -> bool:
    told = record["target"] if isinstance(record["target"], list) else [record["target"]]
    name = pair.plant.text.casefold()
    there = any(each and (str(each).casefold() in name or name in str(each).casefold()) for each in told)
    return there and is_right("visitor", {"visitor": pair.visitor}, dict(record))


# visits


def visits_of(named: Named, pairs: Weights) -> Iterator[Row]:
    """The visits that an article's text is read to tell, by these weights of pairs."""
    gold = named.gold
    read = named.read(NO_WEIGHTS, pairs)
    for each in with_visit_doubts(without_headline(read.visits, read.lines), read.lines):
        if not each.refused and each.slots and each.line.field == "text":
            truth = right(each, gold["records"])
            yield Row(features_of(each, gold["lang"]), truth, gold["writer"], gold["lang"], named.made)


def fit(
    rows: Sequence[Row],
    strength: float = STRENGTH,
    least: int = LEAST_ROWS,
    counts_for: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """The weights by feature; rows count alike, or by how their articles came to be."""
    seen = Counter(name for row in rows for name in row.features)
    vectoriser = DictVectorizer()
    matrix = vectoriser.fit_transform(
        [{name: value for name, value in row.features.items() if seen[name] >= least} for row in rows]
    )
    model = LogisticRegression(C=strength, max_iter=2000)
    counts = [counts_for[row.made] if counts_for else 1.0 for row in rows]
    model.fit(matrix, [row.right for row in rows], sample_weight=counts)
    weights = dict(zip(vectoriser.get_feature_names_out(), model.coef_[0], strict=True))
    found = {str(name): round(float(weight), 3) for name, weight in weights.items() if abs(weight) >= SMALL}
    return {**found, "intercept": round(float(model.intercept_[0]), 3)}


def fit_score(rows: Sequence[Row]) -> dict[str, float]:
    """The weights of a visit's score."""
    return fit(rows, STRENGTH_OF_SCORE, LEAST_VISITS, COUNTS_FOR)


def by_fold(rows: Sequence[Row], fitting: Callable[[Sequence[Row]], dict[str, float]] = fit) -> dict[str, Weights]:
    """For each fold of writers the weights that saw none of its articles."""
    folds = sorted({fold_of(row.writer) for row in rows})
    return {fold: fitting([row for row in rows if fold_of(row.writer) != fold]) for fold in folds}


def report(rows: Sequence[Row], weights: Mapping[str, Weights], likely: Callable[[Weights, Weights], float]) -> None:
    """Precision and share kept of the right rows at each threshold, by what sort of article."""
    scored: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        share = likely(row.features, weights[fold_of(row.writer)])
        group = "English" if row.language == "en" else "others"
        scored[f"{group} {row.made or row.writer.split()[0]}"].append((share, row.right))
    for group, own in sorted(scored.items()):
        asked = sum(right for _, right in own)
        curve = []
        for least in THRESHOLDS:
            kept = [right for share, right in own if share >= least]
            curve.append(f"{least}: {sum(kept) / max(1, len(kept)):.2f} {sum(kept) / max(1, asked):.2f}")
        print(f"{group:22}{len(own):5}{asked:5}  " + "  ".join(curve))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", action="store_true", help="report writer by writer, write nothing")
    options = parser.parse_args()
    named = name_all(read_gold())
    dispatches = name_all(read_gold(OF_VISITS))
    train(named, dispatches, writers=options.writers)


def train(named: Sequence[Named], dispatches: Sequence[Named], *, writers: bool) -> None:
    """Report what weights that saw no article of a writer do, or write those of all."""
    pairs = [row for each in named for row in pairs_of(each)]
    of_pairs = by_fold(pairs)
    whole = fit(pairs)
    visits = [
        row
        for each in (*named, *dispatches)
        for row in visits_of(each, of_pairs.get(fold_of(each.gold["writer"]), whole))
    ]
    if writers:
        report(pairs, of_pairs, likelihood)
        report(visits, by_fold(visits, fit_score), visit_score)
        return
    for path, weights in ((OUT, whole), (SCORE, fit_score(visits))):
        path.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
