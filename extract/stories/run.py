"""Articles to stories: which pages tell one story. For now, those with the very same text."""

from __future__ import annotations

import time
from pathlib import Path

from corpus.report import OnProgress, StageReport
from corpus.store import Corpus

STAGE = "cluster"
VERSION = "exact-1"


def cluster_pending(
    data: Path,
    *,
    limit: int | None = None,
    stale: bool = False,
    dry_run: bool = False,
    on_progress: OnProgress | None = None,
) -> StageReport:
    """Put the articles that are new or changed into stories; a story is named after its earliest member.

    Raises:
        Abort: the data directory cannot be used.
    """
    started = time.monotonic()
    report = StageReport(stage=STAGE)
    with Corpus(data) as corpus:
        keys = corpus.pending_articles(STAGE, version=VERSION, stale=stale, limit=limit or -1)
        report.pending = len(keys)
        if dry_run:
            return report
        with corpus.atomic():
            for key in keys:
                _place(corpus, key)
            _summarise(corpus)
        report.done = len(keys)
        if on_progress:
            on_progress(report.done, report.pending)
        report.found["stories"] = corpus.db.execute("select count(*) from stories").fetchone()[0]
    report.seconds = time.monotonic() - started
    return report


def _place(corpus: Corpus, key: str) -> None:
    """The article and all that share its text become members of one story."""
    row = corpus.article(key)
    assert row is not None, key
    members = [
        member[0]
        for member in corpus.db.execute(
            "select id from articles where text_hash = ? order by coalesce(published, '9'), id", [row["text_hash"]]
        ).fetchall()
    ]
    for member in members:
        corpus.db.execute("update articles set story_id = ? where id = ?", [members[0], member]).close()
        corpus.db.execute(
            "insert or replace into story_members values (?, ?, ?, 1.0, null)",
            [member, members[0], "origin" if member == members[0] else "same-text"],
        ).close()
    corpus.mark_done(STAGE, key, version=VERSION, input=row["fingerprint"])


def _summarise(corpus: Corpus) -> None:
    corpus.db.execute("delete from stories").close()
    corpus.db.execute(
        "insert into stories(id, representative_id, first_published, last_published, articles, outlets, independent)"
        " select story_id, story_id, min(published), max(published), count(*), count(distinct outlet), 1"
        " from articles where story_id is not null group by story_id"
    ).close()
