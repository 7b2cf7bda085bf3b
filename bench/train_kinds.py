"""Train what each quantity is (price, rate, trade or none) on articles whose figures are known, and write the weights.

    python bench/train_kinds.py [--writers]

A multinomial logistic regression over the features of `extract/facts/passage/quantity_kinds.py`. A quantity is of a
kind if a record of that kind tells its number. What the rules found counts apart in articles that the rules were
mended on, where they are right too often; a feature counts only where articles of two writers show it.

--writers tells precision and recall of the rules and of weights that saw no article of the writer, on articles that the
rules were not mended on; it writes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from facts import NUMBER_OF, is_right
from gold_figures import Named, fold_of, name_all, read_gold, train_or_report
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extract.facts.passage.marks import Quantity
from extract.facts.passage.quantity_kinds import (
    FIGURES,
    KINDS,
    NONE,
    QuantityKinds,
    Weights,
    inputs,
    likelihoods,
)

OUT = Path("extract/facts/passage/kind_weights.json")
STRENGTH = 0.1
WEIGHTS = {"seen": 0.5, "hard": 1.0, "": 3.0}  # what an article counts for, by how it came to be
OF_TRAINING = ("made", "seen|", "hard|")  # features that no article of an outlet has
LEAST_ROWS = 3  # a feature seen in fewer quantities says nothing
LEAST_WRITERS = 2
SMALL = 0.02  # weights below are left out
WON = ("won", "KPW")
NO_WEIGHTS: Weights = {"intercept": dict.fromkeys(KINDS, 0.0)}  # under which the rules decide alone


@dataclass(frozen=True, slots=True)
class Row:
    """A quantity's features, what it is, what the rules hold it for, and whose article it stands in."""

    features: dict[str, float]
    kind: str
    by_rules: str
    language: str
    writer: str
    made: str


def rows_of(named: Named) -> Iterator[Row]:
    """A row for each quantity of an article that is surely a figure or none."""
    rules, gold = named.read(NO_WEIGHTS), named.gold
    kinds = QuantityKinds(lines=rules.lines, candidates=rules.figures, grammar=rules.grammar)
    unsure = [record for record in gold["records"] if record.get("opt")]
    neutral = [each if isinstance(each, str) else each["evidence"] for each in gold.get("neutral") or ()]
    for told in kinds.told():
        quantity = told.quantity
        if any(quantity.text in words for words in neutral) or kind_of(quantity, unsure) != NONE:
            continue
        verdict = next(name.partition("=")[2] for name in told.rules if name.startswith("rules="))
        features = inputs(told.words, told.rules, gold["lang"], made=named.made)
        by_rules = verdict if verdict in FIGURES else NONE
        kind = kind_of(quantity, gold["records"])
        yield Row(features, kind, by_rules, gold["lang"], gold["writer"], named.made)


def kind_of(quantity: Quantity, records: Sequence[Mapping[str, Any]]) -> str:
    """What a quantity is by the records of its article."""
    return next(
        (each["table"] for each in records if each["table"] in NUMBER_OF and _tells(dict(each), quantity)), NONE
    )


def _tells(record: dict[str, Any], quantity: Quantity) -> bool:
    table, bare = record["table"], quantity.kind == "bare"
    told = record.get("currency") if table == "price" else record.get("unit")
    units = [str(each) for each in (told if isinstance(told, list) else [told])]
    unit = "KPW" if quantity.unit in WON else quantity.unit
    money = quantity.kind in ("money", "foreign")
    if table == "price":
        return (bare or (money and unit in units)) and _is(record, quantity, 1)
    if table == "rate":
        return (bare or unit == "KPW") and any(_is(record, quantity, each) for each in (1, 10, 100))
    fits = unit in units if money else not any(each in ("USD", "CNY", "EUR", "RUB", "JPY") for each in units) or bare
    return fits and _is(record, quantity, 1)


def _is(record: dict[str, Any], quantity: Quantity, per: int) -> bool:
    slot = NUMBER_OF[record["table"]]
    high = quantity.high / per if quantity.high and record["table"] != "trade" else None
    return is_right(slot, {slot: (quantity.value / per, high)}, record)


def fit(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """The weights by feature and kind."""
    seen = Counter(name for row in rows for name in row.features)
    writers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in row.features:
            writers[name].add(row.writer)
    kept = {name for name, count in seen.items() if count >= LEAST_ROWS and len(writers[name]) >= LEAST_WRITERS}
    vectoriser = DictVectorizer()
    matrix = vectoriser.fit_transform(
        [{name: value for name, value in row.features.items() if name in kept} for row in rows]
    )
    model = LogisticRegression(C=STRENGTH, max_iter=60)
    model.fit(matrix, [row.kind for row in rows], sample_weight=[WEIGHTS[row.made] for row in rows])
    intercept = dict(zip(model.classes_, np.round(model.intercept_, 3).tolist(), strict=True))
    found = {"intercept": {str(kind): weight for kind, weight in intercept.items()}}
    for name, weights in zip(vectoriser.get_feature_names_out(), model.coef_.T, strict=True):
        own = {str(k): round(float(w), 2) for k, w in zip(model.classes_, weights, strict=True) if abs(w) >= SMALL}
        if own and not str(name).startswith(OF_TRAINING):
            found[str(name)] = own
    return found


def by_writer(rows: Sequence[Row]) -> dict[str, dict[str, dict[str, float]]]:
    """For each writer the weights that saw none of his articles."""
    folds = sorted({fold_of(row.writer) for row in rows})
    weights = {fold: fit([row for row in rows if fold_of(row.writer) != fold]) for fold in folds}
    return {writer: weights[fold_of(writer)] for writer in sorted({row.writer for row in rows})}


def report(rows: Sequence[Row]) -> None:
    """Precision and recall by kind of rules and weights, on what neither has seen."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    weights = by_writer(rows)
    for row in (row for row in rows if row.made != "seen"):
        shares = likelihoods(row.features, weights[row.writer])
        best = max(shares, key=lambda kind: shares[kind])
        for kind in FIGURES:
            count = counts["English" if row.language == "en" else "others", kind]
            count["asked"] += row.kind == kind
            for name, given in (("rules", row.by_rules), ("weights", best)):
                count[name] += given == kind
                count[f"{name} right"] += given == kind == row.kind
    for key, count in sorted(counts.items()):
        shares = [
            f"{name} {count[f'{name} right'] / max(1, count[name]):.2f}, {count[f'{name} right'] / count['asked']:.2f}"
            for name in ("rules", "weights")
        ]
        print(*key, count["asked"], *shares)


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
