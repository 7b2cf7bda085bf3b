"""Train the links of figures to their slots on articles whose figures are known, and write their weights.

    python bench/train_links.py [--writers]

The articles are tagged and resolved as in a pass, the rules find their candidates, and every option of a candidate's
slots is right or wrong by the record of the same figure. For each slot a softmax over the options is worked out, with
the features of `extract/facts/passage/slot_options.py`. That the rules chose an option counts apart in articles that
the rules were mended on, where they are right too often; a feature counts only where articles of two writers show it.

--writers tells, for each set of articles, how often the right option is found by the rules and by weights that saw no
article of the set's writer; it writes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from facts import NUMBER_OF, is_right
from facts import SLOTS as TOLD
from figure_truth import row_of
from gold_figures import fold_of, made_as, name_all, read_gold, train_or_report
from softmax import fit_softmax
from train_kinds import by_writer, rows_of
from train_visits import by_fold as visits_by_fold
from train_visits import fit as fit_visits
from train_visits import pairs_of as visit_rows_of

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_reader import ByRules
from extract.facts.passage.slot_links import inputs, likelihoods, model_of, slots_of, with_slot
from extract.facts.passage.slot_options import SLOTS, Option, Options

OUT = Path("extract/facts/passage/slot_weights.json")
WEIGHTS = {"seen": 0.5, "hard": 1.0, "": 3.0}  # what an article counts for, by how it came to be
OF_TRAINING = ("seen rules", "hard ")  # features that no article of an outlet has
MARGINS_TRIED = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True, slots=True)
class Read:
    """A gold article, and what the rules find in it."""

    gold: dict[str, Any]
    rules: ByRules


@dataclass(frozen=True, slots=True)
class Example:
    """The options of a slot of one figure, and which of them are right."""

    model: str
    language: str
    writer: str
    source: str
    options: Sequence[Option]
    inputs: Sequence[dict[str, float]]
    right: Sequence[bool]
    made: str

    @property
    def weight(self) -> float:
        """What it counts for."""
        return WEIGHTS[self.made]


def read_all(articles: Sequence[dict[str, Any]]) -> list[Read]:
    """What is found in all articles, with weights of quantities and visits that saw no article of the writer."""
    named = name_all(articles)
    kinds = by_writer([row for each in named for row in rows_of(each)])
    rows = [row for each in named for row in visit_rows_of(each)]
    visits, all_visits = visits_by_fold(rows), fit_visits(rows)
    found = []
    for each in named:
        own = visits.get(fold_of(each.gold["writer"]), all_visits)  # a writer who tells of none has none left out
        found.append(Read(each.gold, each.read(kinds[each.gold["writer"]], own)))
    return found


def examples_of(read: Read) -> Iterator[Example]:
    """An example for each slot of each figure that a record of the article tells."""
    gold = read.gold
    for each in read.rules.figures:
        if each.table not in SLOTS or not each.slots or each.line.field != "text":
            continue
        record = record_of(each, gold["records"])
        if record is None:
            continue
        options = Options(article=read.rules.article, candidate=each)
        for slot in slots_of(each):
            choices = options.of(slot)
            name = "period" if slot == "date" and each.table == "trade" else slot
            right = [is_right(name, row_of(with_slot(each, slot, choice.value)), record) for choice in choices]
            made = made_as(gold["source"])
            told = [inputs(choice, each, gold["lang"], made=made) for choice in choices]
            model = model_of(each.table, slot)
            yield Example(model, gold["lang"], gold["writer"], gold["source"], choices, told, right, made)


def record_of(candidate: Candidate, records: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The record of a candidate's figure: of several with its number, the one that it has most slots of."""
    row, table = row_of(candidate), candidate.table
    own = [each for each in records if each["table"] == table and is_right(NUMBER_OF[table], row, dict(each))]
    return max(own, key=lambda record: sum(is_right(slot, row, dict(record)) for slot in TOLD[table]), default=None)


def fit(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """The weights by model and feature."""
    by_model: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if any(example.right) and len(example.options) > 1:
            by_model[example.model].append(example)
    found = {model: fit_softmax(own) for model, own in sorted(by_model.items())}
    return {
        model: {name: weight for name, weight in own.items() if not name.startswith(OF_TRAINING)}
        for model, own in found.items()
    }


def by_fold(examples: Sequence[Example]) -> dict[str, dict[str, dict[str, float]]]:
    """For each fold of writers the weights that saw none of its articles."""
    folds = sorted({fold_of(each.writer) for each in examples})
    return {fold: fit([each for each in examples if fold_of(each.writer) != fold]) for fold in folds}


def report(examples: Sequence[Example]) -> None:
    """How often rules, weights, and weights that must be likelier by a margin, find the right option of each slot in
    what they did not see.
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    weights = by_fold(examples)
    for each in (each for each in examples if each.made != "seen"):
        shares = likelihoods(each.inputs, weights[fold_of(each.writer)][each.model])
        count = counts["English" if each.language == "en" else "others", each.model]
        rules = next((number for number, option in enumerate(each.options) if option.by_rules), None)
        best = int(np.argmax(shares))
        count["figures"] += 1
        count["told"] += any(each.right)
        count["rules"] += rules is not None and each.right[rules]
        for margin in MARGINS_TRIED:
            taken = best if rules is None or shares[best] > shares[rules] + margin else rules
            count[f"by {margin}"] += each.right[taken]
    for key, count in sorted(counts.items()):
        print(*key, *(f"{name} {number}" for name, number in count.items()))


def main() -> None:
    train_or_report(
        __doc__ or "",
        lambda: [each for read in read_all(read_gold()) for each in examples_of(read)],
        fit=fit,
        report=report,
        out=OUT,
    )


if __name__ == "__main__":
    main()
