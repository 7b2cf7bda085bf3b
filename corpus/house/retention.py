"""What goes with age, and the room that is given back: old bodies, and what SQLite holds without use."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.data_dir import DataDir
from corpus.run.lock import hold_lock
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from corpus.store.reader import must_be_there
from corpus.times import now, write_time

# Pages last fetched before a time, whose present bodies extraction has read; and bodies that only such pages have.
_OLD_PAGES = (
    "select p.id from pages p join corpus.progress x on x.stage = 'extract' and x.article_id = p.id"
    " and substr(x.input, 1, length(p.revision)) = p.revision where p.fetched_at < ?"
)
_OLD_BODIES = (
    "select b.hash, length(b.body) from bodies b where length(b.body) > 0"
    f" and not exists (select 1 from fetches f where f.body_hash = b.hash and f.page_id not in ({_OLD_PAGES}))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """How many bodies a retention drops, and the bytes that they take in the archive."""

    bodies: int
    bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """A file's bytes before and after."""

    file: str
    before: int
    after: int


def drop_old_bodies(data: Path, *, months: int, at: datetime | None = None, dry_run: bool = False) -> Dropped:
    """Drop the bodies of pages last fetched so many months ago or longer. Their hashes, and their articles, stay.

    A body that extraction has not read, or that a younger page has too, stays.

    Raises:
        Abort: one of the two is not there, a run or crawl is at work, or the data cannot be written.
    """
    before = write_time(months_before(at or now(), months))
    _must_be_there(data)
    with (
        hold_lock(DataDir(data).run_lock, for_a="run"),
        hold_lock(DataDir(data).crawl_lock, for_a="crawl"),
        Corpus(data),  # at the newest schema
        PageArchive(data) as archive,
    ):
        db = archive.db
        db.execute("attach ? as corpus", [str(DataDir(data).corpus.absolute())]).close()
        old = db.execute(_OLD_BODIES, [before]).fetchall()
        if not dry_run:
            with db.atomic():
                db.conn.executemany("update bodies set body = x'' where hash = ?", [(key,) for key, _ in old])
    return Dropped(bodies=len(old), bytes=sum(size for _, size in old))


def months_before(at: datetime, months: int) -> datetime:
    """The same day and time so many calendar months earlier, or that month's last day."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def vacuum(data: Path) -> list[Room]:
    """Write both databases anew without the room that deleted rows held, and put the full-text index in order.

    It needs as much free disk as the larger of them takes.

    Raises:
        Abort: one of the two is not there, a run or crawl is at work, or the data cannot be written.
    """
    _must_be_there(data)
    with (
        hold_lock(DataDir(data).run_lock, for_a="run"),
        hold_lock(DataDir(data).crawl_lock, for_a="crawl"),
        ExitStack() as opened,
    ):
        corpus = opened.enter_context(Corpus(data)).db
        archive = opened.enter_context(PageArchive(data)).db
        corpus.execute("insert into articles_fts(articles_fts) values ('optimize')").close()
        return [
            _vacuumed(DataDir(data).corpus, lambda sql: corpus.execute(sql).close()),
            _vacuumed(DataDir(data).pages, lambda sql: archive.execute(sql).close()),
        ]


def _must_be_there(data: Path) -> None:
    for path in (DataDir(data).corpus, DataDir(data).pages):
        must_be_there(path)


def _vacuumed(path: Path, execute: Callable[[str], None]) -> Room:
    execute("pragma wal_checkpoint(truncate)")
    before = path.stat().st_size
    for statement in ("vacuum", "pragma wal_checkpoint(truncate)"):
        execute(statement)
    return Room(file=path.name, before=before, after=path.stat().st_size)
