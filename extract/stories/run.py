"""The loop of clustering: articles into the index, the stories around them told anew, one transaction a batch."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from corpus.records import digest
from corpus.report import OnProgress, StageReport
from corpus.store import Corpus
from corpus.stories import (
    INPUT,
    STAGE,
    Story,
    gone_reports,
    mark_placed,
    pending_reports,
    reports,
    save_stories,
)
from extract.stories.grouping import average_link
from extract.stories.index import Carrier, StoryIndex
from extract.stories.judging import Verdict
from extract.stories.lineage import Told, arrival, tell

VERSION = "near-1"
ARTICLES_A_BATCH = 500
# a shorter text ("Photo news", "(END)") says nothing without its headline
SHORT_TEXT = 80


def cluster_pending(
    data: Path,
    *,
    limit: int | None = None,
    stale: bool = False,
    dry_run: bool = False,
    on_progress: OnProgress | None = None,
    now: datetime | None = None,
) -> StageReport:
    """Place the articles that are new or changed among the stories; a story is named after its earliest member.

    The time makes no difference to it; `now` is taken because every stage takes it.

    Raises:
        Abort: the data directory cannot be used.
    """
    started = time.monotonic()
    report = StageReport(stage=STAGE)
    with Corpus(data) as corpus, StoryIndex(corpus) as index:
        indexed = str(index.path)
        pending = pending_reports(corpus.db, version=VERSION, stale=stale, indexed=indexed)[: limit or None]
        gone = gone_reports(corpus.db, indexed=indexed)
        report.pending = len(pending)
        if dry_run:
            return report
        if gone:
            touched = index.remove(gone)
            with corpus.atomic():
                _tell_around(corpus, index, touched, gone=gone)
        for start in range(0, len(pending), ARTICLES_A_BATCH):
            batch = pending[start : start + ARTICLES_A_BATCH]
            touched = index.place(read_carriers(corpus, batch))
            with corpus.atomic():
                _tell_around(corpus, index, touched, gone=batch)
                mark_placed(corpus.db, batch, version=VERSION)
            report.done += len(batch)
            if on_progress:
                on_progress(report.done, report.pending)
        report.found["stories"] = corpus.db.execute("select count(*) from stories").fetchone()[0]
    report.seconds = time.monotonic() - started
    return report


def read_carriers(corpus: Corpus, ids: Sequence[str]) -> list[Carrier]:
    """The articles as the index takes them; articles of one text have one key."""
    rows = corpus.db.execute(
        f"select a.id, a.text_hash, {INPUT}, a.text, a.title from articles a where a.id in"
        f" ({', '.join('?' * len(ids))}) order by a.id",
        list(ids),
    ).fetchall()
    return [
        Carrier(article_id=key, key=text_key(key, text_hash, text, title), input=input, text=text)
        for key, text_hash, input, text, title in rows
    ]


def text_key(article_id: str, text_hash: str, text: str, title: str) -> str:
    """What articles of the same text share: a short one counts with its headline, an empty one never does."""
    if not text.strip():
        return article_id
    return text_hash if len(text) >= SHORT_TEXT else digest(f"{title}\x1f{text}")


def _tell_around(corpus: Corpus, index: StoryIndex, touched: Iterable[int], *, gone: Sequence[str]) -> None:
    """Tell the stories around these texts anew and store them."""
    stories: list[Story] = []
    own = sorted(touched)
    for texts, verdicts in index.surroundings(own):
        stories += tell_stories(corpus, index, texts, verdicts)
    save_stories(corpus.db, stories, touched=gone)


def tell_stories(
    corpus: Corpus, index: StoryIndex, texts: Sequence[int], verdicts: dict[tuple[int, int], Verdict]
) -> list[Story]:
    """The stories that texts tied by likeness tell."""
    carriers = {number: index.carriers(number) for number in texts}
    found = reports(corpus.db, sorted(key for keys in carriers.values() for key in keys))
    text_of = {key: number for number, keys in carriers.items() for key in keys if key in found}
    first = {
        number: min(arrival(found[key]) for key in keys if key in found)
        for number, keys in carriers.items()
        if any(key in found for key in keys)
    }
    ordered = sorted(first, key=lambda number: first[number])
    place = {number: position for position, number in enumerate(ordered)}
    likeness = {}
    for (a, b), verdict in verdicts.items():
        if a in place and b in place:
            likeness[(a, b) if place[a] < place[b] else (b, a)] = verdict.likeness
    stories = []
    for group in average_link(ordered, likeness):
        articles = [found[key] for number in group for key in carriers[number] if key in found]
        stories.append(tell(Told(reports=articles, text_of=text_of, sizes=index.size, verdicts=verdicts)))
    return stories
