"""SQLite: a corpus.db of the datasets' tables alone, which this program can search and serve like the first one."""

from __future__ import annotations

from pathlib import Path

from corpus.data_dir import CORPUS, DataDir
from corpus.exporters.contexts import context
from corpus.exporters.package import Written
from corpus.exporters.source import Source
from corpus.exporters.tables import HIDDEN, WITHHELD
from corpus.schema.sqlite_library import Database
from corpus.store.fulltext import index_article, unindex_article
from corpus.store.leaving import TEXTS, empty_for

# what stages keep for themselves; the summaries behind search and the analyst's pages stay
WORKING = {
    *("furniture", "name_blocks", "names", "product_places", "progress", "resolve_state", "runs", "story_rulings"),
    *("touched_entities", "touched_products", "touched_stories", "event_keys", "event_rulings"),
    *("touched_articles", "touched_activity", "waiting_articles", "cluster_state", "dropped_names"),
}


def write(source: Source, folder: Path) -> list[Written]:
    """Write the copy; its rows are those of all exported tables."""
    with Database(DataDir(folder).corpus, recursive_triggers=False) as copy:
        source.db.conn.backup(copy.conn)
        copy.execute("pragma journal_mode = delete").close()
        with copy.atomic():
            _trim(copy, source)
            _empty_reserved(copy)
            if not source.text:
                _withhold(copy)
        copy.execute("vacuum").close()
        rows = sum(copy.table(name).count for name in source.tables)
    return [Written(path=CORPUS.name, rows=rows, meaning="The corpus as an SQLite file")]


def _trim(copy: Database, source: Source) -> None:
    """Empty what only stages need. The tables stay, so that the file has this program's schema."""
    for name in sorted(WORKING & set(copy.table_names())):
        copy.execute(f"delete from {name}").close()
    for table, column in HIDDEN:
        if (table, column) != ("articles", "docid"):
            copy.execute(f"update {table} set {column} = null").close()


def _empty_reserved(copy: Database) -> None:
    """Take the texts out that may not leave, also out of the full-text index."""
    reserved = list(copy.query("select docid, title, text, captions from articles where noarchive = 1"))
    for row in reserved:
        unindex_article(copy, row)
        index_article(copy, {**row, "text": "", "captions": ""})
    if reserved:  # until its segments are merged the index holds their words
        copy.execute("insert into articles_fts(articles_fts) values ('optimize')").close()
    for table, (key, texts) in TEXTS.items():
        for column in texts:
            which = f"where {key} in (select id from articles where noarchive = 1)"
            copy.execute(f"update {table} set {column} = {empty_for(column, key)} {which}").close()


def _withhold(copy: Database) -> None:
    """Take other people's texts out, also out of the full-text index, and give each mention its context."""
    copy.execute("alter table mentions add column context text").close()
    copy.conn.create_function("context", 5, _context, deterministic=True)
    copy.execute(
        "update mentions set context = (select context(case mentions.field when 'text' then a.text when 'title' then"
        " a.title else a.captions end, mentions.start, mentions.end, sent_start, sent_end)"
        " from articles a where a.id = mentions.article_id)"
    ).close()
    for table, column in WITHHELD:
        copy.execute(f"update {table} set {column} = '{'[]' if column == 'removed' else ''}'").close()
    copy.execute("insert into articles_fts(articles_fts) values ('delete-all')").close()
    for row in copy.query("select docid, title, text, captions from articles"):
        index_article(copy, row)


def _context(text: str, start: int, end: int, sent_start: int, sent_end: int) -> str:
    return context(text, start, end, sentence=(sent_start, sent_end))
