"""Train which of the times around a table is that of its figures, on articles whose figures are known.

    python bench/train_table_days.py [--sets]

Each table whose cells name no time is an example, one for its prices and rates and one for its figures of trade: of the
options of `extract/facts/tables/table_days.py` those are right that its records accept. --sets tells how often weights
that saw no article of a set of files choose a right one; it writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from facts import NUMBER_OF, is_right, told_date
from gold_figures import GOLD
from gold_tables import table_articles
from softmax import fit_tables

from corpus.store.derived import ArticleText
from extract.facts.tables.cell_readings import Reading
from extract.facts.tables.table_context import texts_of
from extract.facts.tables.table_days import TimeOption, time_options, total
from extract.facts.tables.table_figures import around
from extract.facts.tables.table_reading import read_table

OUT = Path("extract/facts/tables/table_day_weights.json")
STRENGTH = 1.0  # of the penalty on large weights
SMALL = 0.05  # weights below are left out
LEAST_FIGURES = 2  # a table with fewer tells too little of its time
MOST = 0.8  # of a table's figures whose records accept a time, for it to be right
OF_TEXTS = ("article", "published", "none")


@dataclass(frozen=True, slots=True)
class Example:
    """The options of a table, and which of them are right; `source` is the writer's set of files."""

    source: str
    options: Sequence[TimeOption]
    right: np.ndarray


def examples_of(paths: Sequence[Path]) -> Iterator[Example]:
    """The examples in all tables of these files."""
    for writer, gold, article in table_articles(paths):
        yield from _of_article(writer, gold, article)


def _of_article(source: str, gold: Mapping[str, Any], article: ArticleText) -> Iterator[Example]:
    tables = article.get("tables", ())
    for table in tables:
        texts = around(article, table, tables)
        told = [each for each in read_table(table.cells, table.head_rows, texts) if each.date_source in OF_TEXTS]
        for trade in (False, True):
            own = [each for each in told if each.kind in NUMBER_OF and (each.kind == "trade") == trade]
            accepted = [date for each in own for date in _accepted(each, gold)]
            if len(accepted) < LEAST_FIGURES:
                continue
            options = time_options(texts_of(texts), texts.day, trade=trade)
            right = np.array([np.mean([_is(option, one) for one in accepted]) >= MOST for option in options])
            if right.any():
                yield Example(source, options, right)


def _accepted(reading: Reading, gold: Mapping[str, Any]) -> Iterator[Any]:
    """The times that the records of a cell's figure accept."""
    slot = NUMBER_OF[reading.kind]
    for record in gold["records"]:
        if record["table"] == reading.kind and is_right(slot, {slot: (reading.value, reading.high)}, record):
            yield record.get("period" if reading.kind == "trade" else "date")


def _is(option: TimeOption, accepted: Any) -> bool:
    when = told_date(*(day.isoformat() for day in option.spread))
    source = "published" if option.told is None else "article"
    return is_right("date", {"date": when, "date_source": source}, {"date": accepted})


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights that make the right options of all examples likeliest."""
    names = sorted({name for each in examples for option in each.options for name in option.features})
    options = [[option.features for option in each.options] for each in examples]
    return fit_tables(names, options, [each.right for each in examples], strength=STRENGTH, small=SMALL)


def report(examples: Sequence[Example]) -> None:
    """How many tables of each set get a right time by weights that saw none of its."""
    for source in sorted({each.source for each in examples}):
        weights = fit([each for each in examples if each.source != source])
        own = [each for each in examples if each.source == source]
        right = sum(each.right[np.argmax([total(option, weights) for option in each.options])] for each in own)
        print(source, len(own), int(right))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", action="store_true", help="report set by set, write nothing")
    options = parser.parse_args()
    examples = list(examples_of(sorted(GOLD.glob("tables_*.jsonl"))))
    if options.sets:
        report(examples)
        return
    OUT.write_text(json.dumps(fit(examples), indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
