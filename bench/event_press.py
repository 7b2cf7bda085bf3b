"""Generated stories for measuring the events stage: names of the knowledge base, figures and days, so many a day."""

from __future__ import annotations

import json
import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from stories import VOCABULARY, Press

from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from extract.stages.cluster_articles import cluster_pending
from extract.stages.group_events import events_pending
from models.kb.loading import load_base
from models.pipeline import FOLDER
from models.word_vectors import frequency_rank

START = datetime(2026, 1, 1, tzinfo=UTC)
A_DAY = 120
# three stories in ten tell an event that another told within three days, in other words
SHARE_OF_RETOLD = 0.3
# what stands in every opening is as little as can be, since in real reports it is not the same
OPENING = "{words} {place}: {words} {good} {words} {figure} {plant} {day}."


def measure_events(data: Path, count: int) -> dict[str, float]:
    """Stories a second of the events stage over so many generated stories, and what a pass with ten more costs."""
    chance, press = random.Random(11), Press()
    press.words = _words()
    with Corpus(data) as corpus:
        _know(corpus)
        with corpus.atomic():
            for number in range(count):
                _store(corpus, number, chance, press)
    cluster_pending(data)
    clock, own = time.monotonic(), time.process_time()
    report = events_pending(data)
    clock, own = time.monotonic() - clock, time.process_time() - own
    with Corpus(data) as corpus, corpus.atomic():
        for number in range(count, count + 10):
            _store(corpus, number, chance, press)
    more_stories = time.monotonic()
    cluster_pending(data)
    more_events = time.monotonic()
    events_pending(data)
    return {
        "stories": report.done,
        "a_second_of_processor": report.done / own,
        "a_second_by_the_clock": report.done / clock,
        "events": report.found["events"],
        "ten_more_stories_seconds": more_events - more_stories,
        "ten_more_events_seconds": time.monotonic() - more_events,
    }


def _words() -> NDArray[np.object_]:
    """English words, the most frequent first, as the press's words stand."""
    strings = json.loads((FOLDER / "vocab" / "strings.json").read_text("utf-8"))
    known = [(rank, word) for word in strings if word.isalpha() and (rank := frequency_rank(word)) is not None]
    return np.resize(np.array([word for _, word in sorted(known)], dtype=object), VOCABULARY)


def _know(corpus: Corpus) -> None:
    with corpus.atomic():
        for entity in load_base():
            corpus.db.execute(
                "insert or ignore into entities(id, label, name, kind, status, country, parent_id)"
                " values (?, ?, ?, ?, 'known', ?, ?)",
                [entity.id, entity.label, entity.name, entity.kind, entity.country, entity.parent_id or None],
            ).close()


def _pools() -> dict[str, list[tuple[str, str]]]:
    base = [entity for entity in load_base() if entity.name.isascii()]
    return {
        "place": [(e.id, e.name) for e in base if e.label == "PLACE" and e.country == "KP"][:300],
        "plant": [(e.id, e.name) for e in base if e.label == "FACTORY"][:200],
        "good": [(e.id, e.name) for e in base if e.label == "PRODUCT"][:200],
    }


_POOLS = _pools()
_LABELS = {"place": "PLACE", "plant": "FACTORY", "good": "PRODUCT"}
_recent: list[tuple[dict[str, tuple[str, str]], int, datetime]] = []


def _store(corpus: Corpus, number: int, chance: random.Random, press: Press) -> None:
    """One more article with its mentions, resolved."""
    at = START + timedelta(seconds=number * 86_400 // A_DAY)
    names = {kind: chance.choice(pool) for kind, pool in _POOLS.items()}
    figure, day = chance.randrange(100, 9000), at
    if _recent and chance.random() < SHARE_OF_RETOLD:
        names, figure, day = chance.choice(_recent[-2 * A_DAY :])
    _recent.append((names, figure, day))
    told = {kind: name for kind, (_, name) in names.items()}
    words = " ".join(press.sentence(6)[:-1].split()[:6])
    opening = OPENING.format(**told, words=words, figure=f"{figure:,}", day=f"{day:%B} {day.day}")
    text = f"{opening} {' '.join(press.article())}"
    article = Article(
        url=f"https://o{number % 40}.example/{number}", outlet=f"o{number % 40}", title=opening[:70], text=text,
        published=at, fetched_at=at, method="made", language="en",
    )  # fmt: skip
    corpus.save_article(article, page_url=article.url)
    mentions = [
        Mention(
            field="text", start=text.index(name), end=text.index(name) + len(name), text=name, label=_LABELS[kind],
            sent_start=0, sent_end=len(opening), source="made", score=1.0, hint=key,
        )
        for kind, (key, name) in names.items()
        if name in text
    ]  # fmt: skip
    corpus.save_mentions(article.id, mentions, pipeline="made")
    corpus.db.execute("update mentions set entity_id = hint where article_id = ?", [article.id]).close()
