"""A softmax over the options of a slot: weights that make the right ones of all examples likeliest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

STRENGTH = 2.0  # of the penalty on large weights
LEAST_ROWS = 3  # a feature seen in fewer options says nothing
LEAST_WRITERS = 2
SMALL = 0.04  # weights below are left out
STEPS = 60


class Example(Protocol):
    """The options of a slot, which of them are right, whose article they are from and what they count for."""

    @property
    def inputs(self) -> Sequence[Mapping[str, float]]: ...

    @property
    def right(self) -> Sequence[bool]: ...

    @property
    def writer(self) -> str: ...

    @property
    def weight(self) -> float: ...


def fit_softmax(examples: Sequence[Example]) -> dict[str, float]:
    """The weights by feature; examples without a right option, or with one option alone, say nothing."""
    examples = [each for each in examples if any(each.right) and len(each.right) > 1]
    told = [each.inputs for each in examples]
    seen = Counter(name for options in told for option in options for name in option)
    writers: dict[str, set[str]] = defaultdict(set)
    for each in examples:
        for name in {name for option in each.inputs for name in option}:
            writers[name].add(each.writer)
    kept = sorted(n for n, count in seen.items() if count >= LEAST_ROWS and len(writers[n]) >= LEAST_WRITERS)
    numbers = {name: number for number, name in enumerate(kept)}
    entries = [
        (row, numbers[name], value)
        for row, option in enumerate(option for options in told for option in options)
        for name, value in option.items()
        if name in numbers
    ]
    rows, columns, values = (np.array(each) for each in zip(*entries, strict=True))
    right = np.array([truth for each in examples for truth in each.right], dtype=float)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(right), len(numbers)))
    starts = np.cumsum([0, *(len(each.right) for each in examples[:-1])])
    group = np.repeat(np.arange(len(examples)), [len(each.right) for each in examples])
    counts = np.array([each.weight for each in examples])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        totals = matrix @ weights
        shares = np.exp(totals - np.maximum.reduceat(totals, starts)[group])
        whole = np.add.reduceat(shares, starts)
        good = np.add.reduceat(shares * right, starts)
        slope = (shares / whole[group] - shares * right / good[group]) * counts[group]
        cost = -(counts * np.log(good / whole)).sum() + STRENGTH / 2 * weights @ weights
        return float(cost), matrix.T @ slope + STRENGTH * weights

    best = minimize(loss, np.zeros(len(numbers)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return {name: round(float(best[at]), 2) for name, at in numbers.items() if abs(best[at]) >= SMALL}


def fit_tables(
    names: Sequence[str],
    options: Sequence[Sequence[Mapping[str, float]]],
    shares: Sequence[np.ndarray],
    *,
    strength: float,
    small: float,
) -> dict[str, float]:
    """The weights of these features by which the right options of all tables are likeliest, those below `small` left
    out: `options` are the features of each option of each table, `shares` what each counts for as a right one.
    """
    matrices = [np.array([[told.get(name, 0.0) for name in names] for told in own]) for own in options]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        cost, slope = strength / 2 * weights @ weights, strength * weights
        for matrix, right in zip(matrices, shares, strict=True):
            totals = matrix @ weights
            likely = np.exp(totals - totals.max())
            likely /= likely.sum()
            good = likely * right
            cost -= np.log(good.sum())
            slope = slope + matrix.T @ (likely - good / good.sum())
        return float(cost), slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return {name: round(float(w), 2) for name, w in zip(names, best, strict=True) if abs(w) >= small}
