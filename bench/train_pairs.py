"""Train the judge of pairs of names on the project's own pairs, and write its weights.

    python bench/train_pairs.py [--writers]

The rules were written while looking at the told pairs, and are right on nearly all of them. What they say there is
therefore learned as another figure than what they say of pairs that later writers made, which alone tell how far to
believe them. --writers tells how the judge does on each later writer's pairs when it saw none of them, beside the
rules; it writes nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from extract.resolve.base import base_index
from extract.resolve.in_context import judge_by_rules
from extract.resolve.judge import SAME, UNSURE, Judgement
from extract.resolve.pair_evidence import evidence
from extract.resolve.pair_units import known_in, units_of
from extract.resolve.pair_weights import DOUBTS, PairModel, weigh_pair

PAIRS = Path("tests/extract/resolve")
OUT = Path("extract/resolve/pair_weights.json")
STRENGTH = 2.5  # of the penalty on large weights
LATER = 2.0  # a pair of a later writer counts so much
COMMON = 6  # a form that fewer sentences hold is rare
OF_RULES = ("rules", "why", "told apart")


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
            ruled = judge_by_rules(a, b, label=pair["label"] or None, base=base_index())
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


def train(rows: Sequence[Row]) -> PairModel:
    """The weights by L2-regularised logistic regression."""
    common = common_forms(rows)
    figures = [evidence(row.a, row.b, row.label, row.ruled, common) for row in rows]
    for row, found in zip(rows, figures, strict=True):
        if not row.writer:
            for name in [name for name in found if name.startswith(OF_RULES)]:
                found[f"fitted {name}"] = found.pop(name)
    names = sorted({name for found in figures for name in found})
    matrix = np.array([[found.get(name, 0.0) for name in names] + [1.0] for found in figures])
    truth = np.array([1.0 if row.same else -1.0 for row in rows])
    counts = np.array([LATER if row.writer else 1.0 for row in rows])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = truth * (matrix @ weights)
        pull = -counts * truth / (1.0 + np.exp(np.clip(margin, -30, 30)))
        plain = np.append(weights[:-1], 0.0)
        total = float(counts @ np.logaddexp(0.0, -margin) + STRENGTH * plain @ plain)
        return total, matrix.T @ pull + 2 * STRENGTH * plain

    weights = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    kept = {
        name: round(float(weight), 4)
        for name, weight in zip([*names, ""], weights, strict=True)
        if not name.startswith("fitted")
    }
    return PairModel(weights=kept, common=common)


def show(name: str, rows: Sequence[Row], verdicts: Sequence[str]) -> None:
    """Prints precision and recall of "same" and the share of "unsure"."""
    right = sum(row.same for row, verdict in zip(rows, verdicts, strict=True) if verdict == SAME)
    said, true = verdicts.count(SAME), sum(row.same for row in rows)
    print(
        f"{name:28} P {right / max(1, said):.3f}  R {right / true:.3f}  unsure {verdicts.count(UNSURE) / len(rows):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", action="store_true")
    rows = read_rows()
    if not parser.parse_args().writers:
        model = train(rows)
        OUT.write_text(
            json.dumps({"weights": model.weights, "common": model.common}, ensure_ascii=False, indent=0) + "\n"
        )
        print(f"{len(rows)} pairs, {len(model.weights)} weights; doubts below {DOUBTS}")
        return
    for writer in sorted({row.writer for row in rows} - {""}):
        own = [row for row in rows if row.writer == writer]
        model = train([row for row in rows if row.writer != writer])
        show(f"{writer}: rules", own, [row.ruled.verdict for row in own])
        verdicts = [weigh_pair(row.a, row.b, row.label, row.ruled, model).verdict for row in own]
        show(f"{writer}: judge, unseen", own, verdicts)


if __name__ == "__main__":
    main()
