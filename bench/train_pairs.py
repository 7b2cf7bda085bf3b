"""Train the judge of pairs of names on the project's own pairs, and write its trees.

    python bench/train_pairs.py [--folds | --writers]

The rules were written while looking at the told pairs, and are right on nearly all of them; pairs that later writers
made tell how far to believe the rules. --folds tells how the judge does on a fifth of the
later pairs when it was trained on the others, no thing being in two parts; --writers how it does on each later writer's
pairs when it saw none of them, beside the rules. Both write nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from grown_trees import grown_trees
from sklearn.ensemble import HistGradientBoostingClassifier

from extract.boosted_trees import Trees
from extract.resolve.base import base_index
from extract.resolve.in_context import ruled_alike
from extract.resolve.judge import SAME, UNSURE, Judgement
from extract.resolve.pair_evidence import evidence
from extract.resolve.pair_units import known_in, units_of
from extract.resolve.pair_weights import ASKS, JOINS, PairModel, weigh_pair

PAIRS = Path("tests/extract/resolve")
OUT = Path("extract/resolve/pair_trees.json")
LATER, TOLD = 2.0, 3.0  # a pair of a later writer counts so much, one that the rules were written on so much
FORESTS = 3  # their trees together are steadier than one's
COMMON = 6  # a form that fewer sentences hold is rare
FOLDS = 5
# More of these never makes two names less likely one thing, and more of those never likelier.
FOR = frozenset((
    "shared", "shared best", "place shared", "shared rare", "shared words", "shared across", "shared part", "heard",
    "whole alike", "consonants alike", "whole met", "one place", "two places", "one good", "one known", "one number",
    "both named", "renamed", "renames", "told part", "names share known", "exact met", "all met", "nothing left",
    "soft, shared", "joined, shared", "letters", "explained", "rules same", "rules' score", "words met",
    "known", "office told", "initials agree",
    *(f"{label} shared" for label in ("PERSON", "PLACE", "FACTORY", "PRODUCT", "ORG")),
))  # fmt: skip
AGAINST = frozenset((
    "shared none", "other goods", "brand of other goods", "other provinces", "other numbers", "left places",
    "other signs", "junior", "sides differ", "told apart", "settled", "apart", "left number", "both left number",
    "initials clash", "other han", "surnames alone", "other countries", "a part", "known namesakes", "given common",
    "left proper", "left word", "left head", "both left proper", "both left word", "both left head", "rules different",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A pair with what the rules say of it; `writer` is "" for the pairs that the rules were written on."""

    writer: str
    label: str
    a: tuple[str, str]
    b: tuple[str, str]
    same: bool
    ruled: Judgement


def read_rows() -> list[Row]:
    """All pairs that hold sentences."""
    rows = []
    for name in ("told_pairs.tsv", "later_pairs.tsv"):
        lines = (PAIRS / name).read_text("utf-8").splitlines()
        for pair in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            a, b = (pair["a"], pair["sentence_a"]), (pair["b"], pair["sentence_b"])
            a, b, ruled = ruled_alike(a, b, label=pair["label"] or None, base=base_index())
            label = pair["label"] or ruled.label
            rows.append(Row(pair.get("writer", ""), label, a, b, pair["verdict"] == SAME, ruled))
    return rows


def common_forms(rows: Sequence[Row]) -> dict[str, float]:
    """How many of the sentences hold a form, for those that several do."""
    held = Counter[str]()
    for row in rows:
        for _, sentence in (row.a, row.b):
            held.update({form for unit in units_of(sentence) for form in unit.forms})
            held.update(f"@{key}" for key in known_in(sentence))
    return {form: float(count) for form, count in sorted(held.items()) if count >= COMMON}


def folds_of(rows: Sequence[Row]) -> list[int]:
    """Which of FOLDS parts each pair belongs to; pairs that have a name in common are in one."""
    part_of: dict[str, str] = {}

    def first(name: str) -> str:
        while part_of.setdefault(name, name) != name:
            name = part_of[name]
        return name

    names = [[re.sub(r"[\W_]+", "", name.casefold()) for name, _ in (row.a, row.b)] for row in rows]
    for one, other in names:
        part_of[first(one)] = first(other)
    return [zlib.crc32(first(one).encode()) % FOLDS for one, _ in names]


def train(rows: Sequence[Row]) -> PairModel:
    """Boosted trees that ask for each figure in one direction where only one makes sense."""
    common = common_forms(rows)
    found = [evidence(row.a, row.b, row.label, row.ruled, common) for row in rows]
    for row, figures in zip(rows, found, strict=True):
        figures["the rules know it"] = float(not row.writer)
    names = sorted({name for figures in found for name in figures})
    matrix = np.array([[figures.get(name, 0.0) for name in names] for figures in found])
    truth = np.array([row.same for row in rows])
    counts = np.array([LATER if row.writer else TOLD for row in rows])
    forests = [
        HistGradientBoostingClassifier(
            learning_rate=0.04, max_leaf_nodes=12, max_iter=250, l2_regularization=5.0, min_samples_leaf=10,
            max_features=0.3, random_state=seed,
            monotonic_cst=[1 if name in FOR else -1 if name in AGAINST else 0 for name in names],
        ).fit(matrix, truth, sample_weight=counts)
        for seed in range(FORESTS)
    ]  # fmt: skip
    start = sum(float(forest._baseline_prediction[0, 0]) for forest in forests) / FORESTS
    trees = [tree for forest in forests for tree in grown_trees(forest, value=5, threshold=6, share=1 / FORESTS)]
    return PairModel(trees=Trees(features=names, start=round(start, 5), trees=trees), common=common)


def show(name: str, rows: Sequence[Row], verdicts: Sequence[str]) -> None:
    """Prints precision and recall of "same" and the share of "unsure"."""
    right = sum(row.same for row, verdict in zip(rows, verdicts, strict=True) if verdict == SAME)
    said, true = verdicts.count(SAME), sum(row.same for row in rows)
    asked = verdicts.count(UNSURE) / len(rows)
    print(f"{name:28} P {right / max(1, said):.3f}  R {right / true:.3f}  unsure {asked:.3f}", flush=True)


def judged(rows: Sequence[Row], others: Sequence[Row]) -> list[str]:
    """What a judge that was trained on others says of pairs."""
    model = train(others)
    return [weigh_pair(row.a, row.b, row.label, row.ruled, model).verdict for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", action="store_true")
    parser.add_argument("--folds", action="store_true")
    given = parser.parse_args()
    rows = read_rows()
    if given.folds:
        parts = folds_of(rows)
        pairs: list[tuple[Row, str]] = []
        for part in range(FOLDS):
            own = [row for row, of in zip(rows, parts, strict=True) if of == part and row.writer]
            others = [row for row, of in zip(rows, parts, strict=True) if of != part]
            pairs += zip(own, judged(own, others), strict=True)
        show("rules", [row for row, _ in pairs], [row.ruled.verdict for row, _ in pairs])
        show("judge, other things", [row for row, _ in pairs], [verdict for _, verdict in pairs])
    if given.writers:
        for writer in sorted({row.writer for row in rows} - {""}):
            own = [row for row in rows if row.writer == writer]
            show(f"{writer}: rules", own, [row.ruled.verdict for row in own])
            show(f"{writer}: judge, unseen", own, judged(own, [row for row in rows if row.writer != writer]))
    if not (given.folds or given.writers):
        model = train(rows)
        kept = {**asdict(model.trees), "common": model.common}
        OUT.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).replace("]],[[", "]],\n[[") + "\n")
        print(f"{len(rows)} pairs, {len(model.trees.trees)} trees; one from {JOINS} on, asked from {ASKS} on")


if __name__ == "__main__":
    main()
