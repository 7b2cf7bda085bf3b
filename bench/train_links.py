"""Train the links of figures to their slots on articles whose figures are known, and write their weights.

    python bench/train_links.py [--writers]

The articles are tagged and resolved as in a pass, the rules find their candidates, and every option of a candidate's
slots is right or wrong by the record of the same figure. For each slot a softmax over the options is worked out, with
the features of `extract/facts/passage/slot_options.py`. That the rules chose an option is none of them: the rules were
mended on most of these articles, and would be believed too much.

--writers tells, for each set of articles, how often the right option is found by the rules and by weights that saw no
article of the set's writer; it writes nothing.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from facts import NUMBER_OF, is_right, named_alike
from facts import SLOTS as TOLD
from figure_truth import row_of
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from corpus.records import Article, article_id
from corpus.store.articles import Corpus
from corpus.store.derived import Facts
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.passage_reader import ByRules, read_by_rules
from extract.facts.passage.slot_links import inputs, likelihoods, model_of, slots_of, with_slot
from extract.facts.passage.slot_options import SLOTS, Option, Options
from extract.stages.extract_and_tag import tag_pending
from extract.stages.resolve_names import resolve_pending

GOLD = Path("tests/extract/facts/gold")
OUT = Path("extract/facts/passage/slot_weights.json")
STRENGTH = 1.5  # of the penalty on large weights
LEAST_ROWS = 3  # a feature seen in fewer figures says nothing
SMALL = 0.04  # weights below are left out
WRITERS = {
    "prose_en_*.jsonl": "first", "prose_[!e]*.jsonl": "second", "more_*.jsonl": "ours", "third_*.jsonl": "ours",
    "fourth_en*.jsonl": "third", "fourth_[!e]*.jsonl": "fourth", "fifth_*.jsonl": "fifth", "sixth_*.jsonl": "sixth",
}  # fmt: skip
UNSEEN = ("fourth_*_held", "fifth_*", "sixth_*")  # the rules were not mended on them, but for words of speakers


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
    right: Sequence[bool]


def is_unseen(source: str) -> bool:
    """Whether a file's articles are such that the rules were not mended on."""
    return any(Path(source).match(pattern) for pattern in UNSEEN)


def read_gold() -> list[dict[str, Any]]:
    """The gold articles in every language, each with the file and the writer that it is from."""
    found = []
    for pattern, writer in WRITERS.items():
        for path in sorted(GOLD.glob(pattern)):
            own = {"lang": path.stem.split("_")[1], "writer": writer, "source": path.stem}
            for line in path.read_text("utf-8").splitlines():
                article = json.loads(line)
                found.append({**article, **own, "records": [named_alike(each) for each in article["records"]]})
    return found


def read_all(articles: Sequence[dict[str, Any]]) -> list[Read]:
    """What the rules find in all articles, tagged and resolved in a data directory."""
    with tempfile.TemporaryDirectory() as folder:
        return list(_read_all(articles, Path(folder)))


def _read_all(articles: Sequence[dict[str, Any]], data: Path) -> Iterator[Read]:
    with Corpus(data) as corpus, corpus.atomic():
        for article in articles:
            corpus.save_article(_as_article(article), page_url=_url(article))
    tag_pending(data)
    resolve_pending(data)
    numbers = {article_id(_url(article)): number for number, article in enumerate(articles)}
    with Corpus(data) as corpus:
        facts = Facts(corpus.db)
        for key, _ in facts.pending():
            rules = read_by_rules(facts.article(key), facts.names(key))
            if rules is not None:
                yield Read(articles[numbers[key]], rules)


def _url(article: dict[str, Any]) -> str:
    return f"https://gold.example/{article['source']}/{article['id']}"


def _as_article(article: dict[str, Any]) -> Article:
    day = date.fromisoformat(article["published"])
    seen = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return Article(
        url=_url(article), outlet="gold", title=article["title"], text=article["text"], published=seen,
        fetched_at=seen + timedelta(hours=1), method="by hand", language=article["lang"],
    )  # fmt: skip


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
            yield Example(model_of(each.table, slot), gold["lang"], gold["writer"], gold["source"], choices, right)


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
    return {model: _fit(own) for model, own in sorted(by_model.items())}


def _fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights that make the right options of all examples likeliest."""
    told = [[dict(inputs(option.features, each.language)) for option in each.options] for each in examples]
    seen = Counter(name for options in told for name in {name for option in options for name in option})
    kept = sorted(name for name, count in seen.items() if count >= LEAST_ROWS)
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
    starts = np.cumsum([0, *(len(each.options) for each in examples[:-1])])
    group = np.repeat(np.arange(len(examples)), [len(each.options) for each in examples])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        totals = matrix @ weights
        shares = np.exp(totals - np.maximum.reduceat(totals, starts)[group])
        whole = np.add.reduceat(shares, starts)
        good = np.add.reduceat(shares * right, starts)
        slope = shares / whole[group] - shares * right / good[group]
        cost = -np.log(good / whole).sum() + STRENGTH / 2 * weights @ weights
        return float(cost), matrix.T @ slope + STRENGTH * weights

    best = minimize(loss, np.zeros(len(numbers)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return {name: round(float(best[at]), 2) for name, at in numbers.items() if abs(best[at]) >= SMALL}


def report(examples: Sequence[Example]) -> None:
    """How often rules and weights find the right option of each slot in what they did not see, where one is right."""
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    unseen = [each for each in examples if is_unseen(each.source)]
    for writer in sorted({each.writer for each in unseen}):
        weights = fit([each for each in examples if each.writer != writer])
        for each in (each for each in unseen if each.writer == writer):
            shares = likelihoods(each.options, weights[each.model], each.language)
            count = counts[each.source, each.model, each.language]
            count["figures"] += 1
            count["told"] += any(each.right)
            count["rules"] += any(o.by_rules and r for o, r in zip(each.options, each.right, strict=True))
            count["weights"] += each.right[int(np.argmax(shares))]
    for key, count in sorted(counts.items()):
        print(" ".join(key), *(f"{name} {count[name]}" for name in ("figures", "told", "rules", "weights")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", action="store_true", help="compare with the rules writer by writer, write nothing")
    options = parser.parse_args()
    examples = [example for read in read_all(read_gold()) for example in examples_of(read)]
    if options.writers:
        report(examples)
        return
    OUT.write_text(json.dumps(fit(examples), ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
