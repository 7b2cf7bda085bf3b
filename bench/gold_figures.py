"""The articles whose figures are known, tagged and resolved as in a pass: what weights of figures are trained on."""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from facts import named_alike

from corpus.records import Article, article_id
from corpus.store.articles import Corpus
from corpus.store.derived import Facts
from extract.facts.passage.passage_reader import ByRules, KindWeights, read_by_rules
from extract.stages.extract_and_tag import tag_pending
from extract.stages.resolve_names import resolve_pending

Row = TypeVar("Row")
GOLD = Path("tests/extract/facts/gold")
WRITERS = {
    "prose_en_*.jsonl": "first", "prose_[!e]*.jsonl": "second", "more_*.jsonl": "ours", "third_*.jsonl": "ours",
    "fourth_en*.jsonl": "third", "fourth_[!e]*.jsonl": "fourth", "fifth_*.jsonl": "fifth", "sixth_*.jsonl": "sixth",
    "seventh_prices_*.jsonl": "seventh", "seventh_trade_*.jsonl": "eighth", "seventh_[!pt]*.jsonl": "ninth",
    "ordinary_*.jsonl": "ordinary", "daily_*.jsonl": "daily", "papers_*.jsonl": "papers",
    "plants_*.jsonl": "plants", "weekly_*.jsonl": "weekly", "monthly_*.jsonl": "monthly",
}  # fmt: skip
OF_VISITS = {"dispatches_*.jsonl": "dispatches"}  # whose records are of visits alone, whatever else they tell
OF_PLANTS = {"agency_*.jsonl": "agency", "press_*.jsonl": "press"}  # dispatches, of plants and visits alone
FOLDS = {
    writer: fold
    for fold, writers in {
        "first": ("second", "ours", "third", "fourth", "fifth", "sixth"),
        "seventh": ("eighth", "ninth"),
        "ordinary a": tuple(f"ordinary {batch}" for batch in "bcdefghij"),
    }.items()
    for writer in writers
}  # writers left out together
ORDINARY = (
    "ordinary_",
    "daily_",
    "papers_",
    "plants_",
    "weekly_",
    "monthly_",
    "dispatches_",
    "agency_",
    "press_",
)  # like outlets' articles
# the rules were not mended on them, but for who says something, and what plants do in ordinary articles
UNSEEN = (
    "fourth_*_held",
    "fifth_*",
    "sixth_*",
    "seventh_*",
    "ordinary_*",
    "daily_*",
    "papers_*",
    "plants_*",
    "weekly_*",
    "monthly_*",
    "dispatches_*",
    "agency_*",
    "press_*",
)


def digest_of(paths: Sequence[Path]) -> str:
    """The SHA-256 of the files in this order, by which weights tell the gold that they are of."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


@dataclass(frozen=True, slots=True)
class Named:
    """A gold article with what is stored of it, and its names."""

    gold: dict[str, Any]
    article: Mapping[str, Any]
    names: Sequence[Mapping[str, Any]]

    @property
    def made(self) -> str:
        """How the article came to be, as weights tell it (`made_as`)."""
        return made_as(self.gold["source"])

    def read(self, weights: KindWeights, visit_weights: Mapping[str, float] | None = None) -> ByRules:
        """What the rules find in it, with these weights of kinds of quantities and of visits."""
        found = read_by_rules(self.article, self.names, weights, visit_weights)
        assert found is not None
        return found


def is_unseen(source: str) -> bool:
    """Whether a file's articles are such that the rules were not mended on."""
    return any(Path(source).match(pattern) for pattern in UNSEEN)


def made_as(source: str) -> str:
    """How a file's articles came to be: "seen" where the rules were mended on them, "hard" where they are exercises
    full of figures that are none, and "" where they are like what outlets print.
    """
    if not is_unseen(source):
        return "seen"
    return "" if source.startswith(ORDINARY) else "hard"


def fold_of(writer: str) -> str:
    """The writers that are left out together with one, by the name of the first."""
    return FOLDS.get(writer, writer)


def read_gold(writers: Mapping[str, str] = WRITERS) -> list[dict[str, Any]]:
    """The gold articles in every language, each with the file and the writer that it is from."""
    found = []
    for pattern, writer in writers.items():
        for path in sorted(GOLD.glob(pattern)):
            own = {"lang": path.stem.split("_")[-1], "writer": writer, "source": path.stem}
            own["lang"] = next(part for part in path.stem.split("_") if part in ("en", "ko", "zh", "ru", "ja"))
            for line in path.read_text("utf-8").splitlines():
                article = json.loads(line)
                if "batch" in article:  # what one writer wrote on one theme is left out as if by a writer of its own
                    own["writer"] = f"{writer} {article['batch']}"
                found.append({**article, **own, "records": [named_alike(each) for each in article["records"]]})
    return found


def name_all(articles: Sequence[dict[str, Any]]) -> list[Named]:
    """All articles tagged and resolved in a data directory."""
    with tempfile.TemporaryDirectory() as folder:
        return list(_name_all(articles, Path(folder)))


def _name_all(articles: Sequence[dict[str, Any]], data: Path) -> Iterator[Named]:
    with Corpus(data) as corpus, corpus.atomic():
        for article in articles:
            corpus.save_article(_as_article(article), page_url=_url(article))
    tag_pending(data)
    resolve_pending(data)
    numbers = {article_id(_url(article)): number for number, article in enumerate(articles)}
    with Corpus(data) as corpus:
        facts = Facts(corpus.db)
        for key, _ in facts.pending():
            names = [dict(each) for each in facts.names(key)]
            yield Named(articles[numbers[key]], dict(facts.article(key)), names)


def _url(article: dict[str, Any]) -> str:
    return f"https://gold.example/{article['source']}/{article['id']}"


def _as_article(article: dict[str, Any]) -> Article:
    day = date.fromisoformat(article["published"])
    seen = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return Article(
        url=_url(article), outlet="gold", title=article["title"], text=article["text"], published=seen,
        fetched_at=seen + timedelta(hours=1), method="by hand", language=article["lang"],
    )  # fmt: skip


def train_or_report(
    about: str,
    rows: Callable[[], list[Row]],
    *,
    fit: Callable[[list[Row]], object],
    report: Callable[[list[Row]], None],
    out: Path,
) -> None:
    """What the scripts that train weights do: weights of all rows to a file, or with --writers a report of rows."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", action="store_true", help="report writer by writer, write nothing")
    options = parser.parse_args()
    if options.writers:
        report(rows())
        return
    weights = json.dumps(fit(rows()), ensure_ascii=False, indent=0, sort_keys=True)
    out.write_text(weights + "\n", encoding="utf-8")
