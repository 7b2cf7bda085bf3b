"""A takedown: an article, or all of an outlet, leaves both databases with everything that was made of it.

What is left is a mark of its address (the hash that is its id), so that no crawl and no import brings it back. The
next increment of an export names the rows that are gone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.decisions.notes import forget_articles, read_notes
from corpus.records import Abort, article_id
from corpus.run.lock import hold_lock
from corpus.run.whole_pass import STAGES
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from corpus.store.reader import Readable, open_readonly
from corpus.store.stage import EVERYTHING
from corpus.times import now, write_time

# the stages that take out what an article had given, once it is gone: all that work on what was read and tagged
AFTER = tuple(stage for stage in STAGES if stage not in ("extract", "tag"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Takedown:
    """What a takedown is about: addresses that pages are kept under, all that led there, and articles' ids."""

    pages: frozenset[str]
    addresses: frozenset[str]
    articles: frozenset[str]
    notes: int = 0  # that cited one of them, once it is taken down

    def __bool__(self) -> bool:
        return bool(self.pages or self.addresses or self.articles)


def find_takedown(data: Path, what: str) -> Takedown:
    """All that there is of an address, of an article (by its id), or of an outlet (by its id).

    Raises:
        Abort: there is no archive, or nothing is known under this name.
    """
    outlet, url = (None, what) if "://" in what or what.startswith("file:") else (what, None)
    with open_readonly(DataDir(data).pages) as archive, open_readonly(DataDir(data).corpus) as corpus:
        by_id = corpus.execute("select url from articles where id = ?", [what]).fetchone()
        if by_id is not None:
            outlet, url = None, by_id[0]
        found = _of_outlet(archive, corpus, outlet) if outlet is not None else _of_address(archive, corpus, url or what)
    if not found:
        raise Abort(f"nothing is known of {what}: name an address, an article's id or an outlet's id")
    return found


def _of_outlet(archive: Readable, corpus: Readable, outlet: str) -> Takedown:
    pages = _column(archive, "select url from pages where outlet = ?", outlet)
    listed = _column(archive, "select url from links where outlet = ?", outlet)
    articles = corpus.execute("select id, url from articles where outlet = ?", [outlet]).fetchall()
    return Takedown(
        pages=frozenset(pages),
        addresses=frozenset({*pages, *listed, *(url for _, url in articles)}),
        articles=frozenset(key for key, _ in articles),
    )


def _of_address(archive: Readable, corpus: Readable, url: str) -> Takedown:
    """Of an address: its page, the article made of that, and the pages and links that stand back for either."""
    pages: set[str] = set()
    addresses = {url}
    articles: set[str] = set()
    size = 0
    while size < len(addresses) + len(pages) + len(articles):  # until nothing more is found
        size = len(addresses) + len(pages) + len(articles)
        for each in sorted(addresses):
            pages |= _column(archive, "select url from pages where url = ?", each)
            pages |= _column(
                archive,
                "select p.url from links l join pages p on p.url = l.page_url where l.url = ?",
                each,
            )
            pages |= _column(
                corpus, "select url from outcomes where stage = 'extract' and reason = 'duplicate-url' and detail = ?",
                each,
            )  # fmt: skip
            articles |= _column(corpus, "select id from articles where url = ?1 or page_url = ?1", each)
            addresses |= _column(archive, "select url from links where page_url = ?", each)
        for key in sorted(articles):
            addresses |= _column(corpus, "select url from articles where id = ?", key)
            addresses |= _column(corpus, "select page_url from articles where id = ?", key)
        addresses |= pages
    listed = any(_column(archive, "select url from links where url = ?", each) for each in addresses)
    return Takedown(
        pages=frozenset(pages),
        addresses=frozenset(addresses if pages or articles or listed else ()),
        articles=frozenset(articles),
    )


def _column(db: Readable, sql: str, value: str) -> set[str]:
    return {row[0] for row in db.execute(sql, [value]).fetchall()}


def forget(data: Path, what: str) -> Takedown:
    """Take down what `find_takedown` names, then let the stages take out what had been made of it.

    It is out of the archive first: one that is killed and started again ends what it began.

    Raises:
        Abort: nothing is known of it, a run or crawl is at work, the notes cannot be read, or the data cannot be
            written.
    """
    found = find_takedown(data, what)
    read_notes(data)  # of a file that cannot be read nothing could be taken out
    with hold_lock(DataDir(data).run_lock, for_a="run"), hold_lock(DataDir(data).crawl_lock, for_a="crawl"):
        _from_archive(data, found)
        _from_corpus(data, found)
        _from_faults(DataDir(data).faults, found.addresses)
        found = replace(found, notes=forget_articles(data, found.articles, found.addresses))
        for stage in AFTER:
            _function(STAGES[stage])(data, EVERYTHING)
        with ExitStack() as opened:
            for db in (opened.enter_context(PageArchive(data)).db, opened.enter_context(Corpus(data)).db):
                db.execute("pragma wal_checkpoint(truncate)").close()
    return found


def _from_archive(data: Path, found: Takedown) -> None:
    with PageArchive(data) as archive:
        archive.db.execute("pragma secure_delete = on").close()
        with archive.db.atomic():
            at = write_time(now())
            archive.db.conn.executemany(
                "insert or ignore into forgotten values (?, ?)", [(article_id(url), at) for url in found.addresses]
            )
            ids = [(article_id(url),) for url in found.pages]
            archive.db.conn.executemany("delete from fetches where page_id = ?", ids)
            archive.db.conn.executemany("delete from pages where id = ?", ids)
            archive.db.conn.executemany("delete from links where url = ?", [(url,) for url in found.addresses])
            archive.db.execute("delete from bodies where hash not in (select body_hash from fetches)").close()


def _from_corpus(data: Path, found: Takedown) -> None:
    with Corpus(data) as corpus:
        db = corpus.db
        db.execute("pragma secure_delete = on").close()
        with corpus.atomic():
            for key in sorted(found.articles):
                corpus.drop_article(key)
            db.conn.executemany("delete from outcomes where url = ?", [(url,) for url in found.addresses])
            # what another page's outcome says of the address
            db.conn.executemany("delete from outcomes where detail = ?", [(url,) for url in found.addresses])
            db.conn.executemany(
                "delete from progress where article_id = ? and stage = 'extract'",
                [(article_id(url),) for url in found.pages],
            )
            _from_reports(corpus, found.articles)
        # a deleted row's words lie in the index's segments until they are merged
        db.execute("insert into articles_fts(articles_fts) values ('optimize')").close()


def _from_reports(corpus: Corpus, articles: frozenset[str]) -> None:
    """Take the headlines of articles out of the news in the passes' reports."""
    rows: Sequence[Any] = corpus.db.execute("select id, report from runs where report like '%\"hits\"%'").fetchall()
    for run, text in rows:
        report = json.loads(text)
        for item in report.get("news", []):
            item["hits"] = [hit for hit in item["hits"] if hit.get("id") not in articles]
        corpus.db.execute(
            "update runs set report = ? where id = ?", [json.dumps(report, ensure_ascii=False), run]
        ).close()


def _from_faults(folder: Path, addresses: frozenset[str]) -> None:
    """Delete the samples of pages on which a stage broke: a note's first line is the page's address."""
    for note in sorted(folder.glob("*.txt")):
        with note.open(encoding="utf-8", errors="replace") as file:
            address = file.readline().rstrip("\n")
        if address in addresses:
            note.unlink(missing_ok=True)
            note.with_suffix(".sample").unlink(missing_ok=True)


def _function(target: str) -> Callable[..., Any]:
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function
