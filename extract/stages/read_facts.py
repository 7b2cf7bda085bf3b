"""The facts stage: figures out of the articles that are new, changed or resolved anew, then the monthly tables."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.store.articles import Corpus
from corpus.store.derived import ArticleFacts, Facts, Figure, PriceQuote, ProductPlace, figures_found
from corpus.store.report import OnProgress, StageReport
from extract.facts.en.activity import read_activity
from extract.facts.en.prices import read_prices
from extract.facts.en.rates import read_rates
from extract.facts.en.trade import read_trade
from extract.facts.tagged_sentences import Sentence, read_sentences
from extract.stages.processes import batched

STAGE = "facts"
VERSION = "facts-2"
BATCH = 200
LANGUAGES = ("en", None)


def facts_pending(
    data: Path,
    *,
    limit: int | None = None,
    stale: bool = False,
    dry_run: bool = False,
    now: datetime | None = None,
    on_progress: OnProgress | None = None,
) -> StageReport:
    """Read the figures of the articles that are pending; the report counts them by table.

    An article is pending once its present text is tagged and resolved, and again when a name of it, what a name means,
    or its date changes. A run that is killed leaves whole batches; the next one ends with the same rows. The time
    makes no difference; `now` is taken because every stage takes it.

    Raises:
        Abort: the data directory cannot be used.
    """
    started = time.monotonic()
    report = StageReport(stage=STAGE)
    with Corpus(data) as corpus:
        facts = Facts(corpus.db)
        pending = facts.pending(version=VERSION, stale=stale, limit=limit)
        report.pending = len(pending)
        if dry_run:
            return report
        for batch in batched(pending, BATCH):
            with corpus.atomic():
                for key, input in batch:
                    found = read_article(facts.article(key), facts.names(key), input=input)
                    facts.save(found, version=VERSION)
                    report.found.update(figures_found(found.figures))
            report.done += len(batch)
            if on_progress:
                on_progress(report.done, report.pending)
        with corpus.atomic():
            report.found["articles gone"] += facts.drop_orphans()
            report.found["product months"] += facts.refresh_products()
            facts.refresh_activity()
    report.seconds = time.monotonic() - started
    return report


def read_article(article: Mapping[str, Any], mentions: Iterable[Mapping[str, Any]], *, input: str) -> ArticleFacts:
    """All figures of an article's row and its mentions' rows, as `Facts.article` and `Facts.names` give them."""
    rows = list(mentions)
    figures: list[Figure] = []
    if article["language"] in LANGUAGES:
        for sentence in read_sentences(article, rows):
            figures += read_figures(sentence)
    return ArticleFacts(
        article_id=article["id"],
        input=input,
        month=f"{article['day']:%Y-%m}" if article["day"] else None,
        figures=tuple(_without_repeats(figures)),
        products=tuple(product_places(rows)),
    )


def read_figures(sentence: Sentence) -> list[Figure]:
    """Every figure in a sentence."""
    return [
        *read_prices(sentence),
        *read_rates(sentence),
        *read_trade(sentence),
        *read_activity(sentence),
    ]


def _without_repeats(figures: Iterable[Figure]) -> Iterable[Figure]:
    """The figures without those that the headline or a caption only says again."""
    seen: set[tuple[Any, ...]] = set()
    for figure in figures:
        key = _content(figure)
        if figure.field == "text" or key not in seen:
            yield figure
        seen.add(key)


def _content(figure: Figure) -> tuple[Any, ...]:
    if isinstance(figure, PriceQuote):
        return "price", figure.commodity_id or figure.commodity.lower(), figure.price, figure.currency
    names = ("flow", "amount", "unit", "base", "rate", "plant", "entity_id", "kind")
    return (type(figure).__name__, *(getattr(figure, name, None) for name in names))


def product_places(rows: Iterable[Mapping[str, Any]]) -> list[ProductPlace]:
    """How often the goods of each HS chapter are named with each place in a sentence, and with none ("")."""
    rows = list(rows)
    places: dict[tuple[str, int], set[str]] = {}
    for row in rows:
        if row["label"] == "PLACE" and row["entity_id"]:
            places.setdefault((row["field"], row["sent_start"]), set()).add(row["entity_id"])
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for row in rows:
        if row["label"] != "PRODUCT" or not row["hs_code"]:
            continue
        for place in places.get((row["field"], row["sent_start"])) or {""}:
            key = (place, row["hs_code"][:2])
            counts[key] += 1
            examples[key] = min(examples.get(key, row["id"]), row["id"])
    return [
        ProductPlace(place_id=place, chapter=chapter, mentions=count, example=examples[place, chapter])
        for (place, chapter), count in sorted(counts.items())
    ]
