"""Train who of those named around a table tells its figures, on articles whose figures are known.

    python bench/train_table_speakers.py [--writers]

Each table is an example, one for its prices and rates and one for its figures of trade: of the options of
`extract/facts/tables/table_speakers.py` those are right that its records accept. Where a record takes a name and nobody
alike, nobody counts for less: writers differ in whether they let nobody pass, a right name is right for all of them.
--writers tells how many figures get a right speaker by weights that saw no table of their writer, and how many of them
a name; it writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from facts import NUMBER_OF, is_right
from gold_figures import GOLD, digest_of
from gold_tables import table_articles
from softmax import fit_tables

from corpus.store.derived import ArticleText
from extract.facts.tables.table_context import texts_of
from extract.facts.tables.table_figures import around
from extract.facts.tables.table_reading import read_table
from extract.facts.tables.table_speakers import SpeakerOption, speaker_options, total

OUT = Path("extract/facts/tables/table_speaker_weights.json")
STRENGTH = 1.0  # of the penalty on large weights
SMALL = 0.02  # weights below are left out
LEAST_FIGURES = 2  # a table with fewer tells too little of its speaker
LEAST_OPTIONS, LEAST_WRITERS = 3, 2  # a feature seen in fewer says nothing
MOST = 0.8  # of a table's figures whose records accept a speaker, for him to be right
NOBODY = 0.5  # what nobody counts for where a name is right, too


@dataclass(frozen=True, slots=True)
class Example:
    """The options of a table, for how many of its figures each is right (0 to 1), and how many figures there are."""

    writer: str
    options: Sequence[SpeakerOption]
    right: np.ndarray
    figures: int

    def shares(self) -> np.ndarray:
        """What each option counts for as a right one."""
        good = (self.right >= MOST).astype(float)
        if good[:-1].any():
            good[-1] *= NOBODY
        return good


def examples_of(articles: Iterable[tuple[str, Mapping[str, Any], ArticleText]]) -> Iterator[Example]:
    """The examples in all tables of these articles, each with its writer and its gold."""
    for writer, gold, article in articles:
        yield from _of_article(writer, gold, article)


def _of_article(writer: str, gold: Mapping[str, Any], article: ArticleText) -> Iterator[Example]:
    tables = article.get("tables", ())
    for table in tables:
        texts = around(article, table, tables)
        told = [each for each in read_table(table.cells, table.head_rows, texts) if each.kind in NUMBER_OF]
        for trade in (False, True):
            own = [(e.kind, e.value, e.high) for e in told if (e.kind == "trade") == trade]
            records = [record for each in own if (record := _record(each, gold)) is not None]
            if len(records) >= LEAST_FIGURES:
                options = speaker_options(texts_of(texts), trade=trade)
                right = [np.mean([is_right("said_by", {"said_by": o.words}, r) for r in records]) for o in options]
                yield Example(writer, options, np.array(right), len(records))


def _record(figure: tuple[str, float, float | None], gold: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The first record of a figure's kind and number."""
    kind, value, high = figure
    number = NUMBER_OF[kind]
    told = (dict(r) for r in gold["records"] if r["table"] == kind and is_right(number, {number: (value, high)}, r))
    return next(told, None)


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights that make the right options of all examples likeliest."""
    examples = [each for each in examples if each.shares().any()]
    seen: Counter[str] = Counter()
    writers: dict[str, set[str]] = defaultdict(set)
    for each in examples:
        for option in each.options:
            seen.update(option.features.keys())
            for name in option.features:
                writers[name].add(each.writer)
    names = sorted(n for n, count in seen.items() if count >= LEAST_OPTIONS and len(writers[n]) >= LEAST_WRITERS)
    options = [[option.features for option in each.options] for each in examples]
    return fit_tables(names, options, [each.shares() for each in examples], strength=STRENGTH, small=SMALL)


def report(examples: Sequence[Example]) -> None:
    """How many figures of each writer get a right speaker, and a right name, by weights that saw none of his."""
    print(f"{'':12}{'figures':>8}{'right':>7}{'by name':>9}{'wrong name':>12}")
    for writer in sorted({each.writer for each in examples}):
        weights = fit([each for each in examples if each.writer != writer])
        figures = right = named = wrong = 0.0
        for each in (each for each in examples if each.writer == writer):
            best = int(np.argmax([total(option, weights) for option in each.options]))
            good = each.right[best] * each.figures
            figures, right = figures + each.figures, right + good
            if each.options[best].words is not None:
                named, wrong = named + good, wrong + each.figures - good
        print(f"{writer:12}{figures:8.0f}{right:7.0f}{named:9.0f}{wrong:12.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", action="store_true", help="report writer by writer, write nothing")
    options = parser.parse_args()
    paths = sorted(GOLD.glob("tables_*.jsonl"))
    examples = list(examples_of(table_articles(paths)))
    if options.writers:
        report(examples)
        return
    told = {"gold": digest_of(paths), "weights": fit(examples)}
    OUT.write_text(json.dumps(told, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
