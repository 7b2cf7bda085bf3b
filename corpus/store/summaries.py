"""The summary tables of the analyst's pages: brought up to date after a run, in batches that are whole or not."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from corpus.names import name_keys
from corpus.schema.sqlite_library import Database
from corpus.store import summaries_afresh
from corpus.store.articles import Corpus
from corpus.store.co_mentions import GROWTH, count_co_mentions
from corpus.store.entity_totals import AT_ONCE, are_few, follow, keep_counted, make_where_lacking, unmake
from corpus.store.openings import keep_openings
from corpus.store.report import OnProgress, StageReport
from corpus.store.summary_rows import MONTHS, NAMED

STAGE = "summaries"
BATCH = 2000
_TOP_KEYS = 3  # of a name's keys, best first: the later ones are too lossy to offer a match


def refresh_pending(data: Path, options: object = None, *, on_progress: OnProgress | None = None) -> StageReport:
    """Take in all articles and entities that changed since the last refresh; the report counts articles.

    The other stages' options change nothing here: they are taken so that all stages are called alike.

    Raises:
        Abort: the corpus cannot be written.
    """
    with Corpus(data) as corpus:
        return refresh(corpus.db, on_progress=on_progress)


def refresh(db: Database, *, on_progress: OnProgress | None = None) -> StageReport:
    """The same over an open database."""
    started = time.monotonic()
    report = StageReport(stage=STAGE)
    report.pending = db.execute("select count(*) from stale_articles").fetchone()[0]
    db.execute("create temp table if not exists desk_batch (article_id text primary key) without rowid").close()
    if summaries_afresh.pays(db):
        report.found["months"] += summaries_afresh.make_all(db, _share_of(report.pending, db, on_progress))
        report.done = report.pending
    while taken := _take_articles(db):
        report.done += taken
        if on_progress is not None:
            on_progress(report.done, max(report.pending, report.done))
    while keep_openings(db):
        pass
    make_where_lacking(db)
    while taken := _count_months(db):
        report.found["months"] += taken
    while taken := _find_keys(db):
        report.found["entities"] += taken
    report.found["co-mentions"] += count_co_mentions(db)
    report.found["words"] += _count_words(db)
    report.seconds = time.monotonic() - started
    return report


def _share_of(pending: int, db: Database, on_progress: OnProgress | None) -> Callable[[int], None]:
    """What tells of so many pending articles as it is told of entities."""
    entities: int = db.execute("select count(*) from entities").fetchone()[0]

    def told(done: int) -> None:
        if on_progress is not None:
            on_progress(pending * min(done, entities) // max(entities, 1), pending)

    return told


_ARTICLE_STEPS = (
    "delete from desk_batch",
    f"insert into desk_batch select article_id from stale_articles order by article_id limit {AT_ONCE}",
    "insert or ignore into stale_months select e.entity_id, substr(e.published, 1, 7)"
    " from desk_batch b cross join entity_articles e on e.article_id = b.article_id",
    "delete from entity_articles where (entity_id, published, article_id) in (select e.entity_id, e.published,"
    " e.article_id from desk_batch b cross join entity_articles e on e.article_id = b.article_id)",
    f"insert into entity_articles select {NAMED} from desk_batch b cross join articles a on a.id = b.article_id"
    " cross join mentions m on m.article_id = a.id where m.entity_id is not null group by a.id, m.entity_id",
    "insert or ignore into stale_months select e.entity_id, substr(e.published, 1, 7)"
    " from desk_batch b cross join entity_articles e on e.article_id = b.article_id",
    "insert or ignore into stale_openings select article_id from desk_batch",
    "delete from article_openings where article_id in (select article_id from desk_batch)",
    "delete from stale_articles where article_id in (select article_id from desk_batch)",
)


def _take_articles(db: Database) -> int:
    """Work one batch of articles into `entity_articles`, and its totals if it is the only one; how many there were."""
    with db.atomic():
        few = are_few(db)
        if few:
            follow(db)
        else:
            unmake(db)
        for step in _ARTICLE_STEPS:
            db.execute(step).close()
        if few:
            keep_counted(db)
        taken: int = db.execute("select count(*) from desk_batch").fetchone()[0]
    return taken


# a month's articles: "" stands for no date, and "~" sorts after every day
_IN_MONTH = (
    "e.entity_id = b.entity_id and e.published >= b.month"
    " and e.published < case b.month when '' then '0' else b.month || '~' end"
)


def _count_months(db: Database) -> int:
    """Count one batch of (entity, month) again; how many there were."""
    with db.atomic():
        db.execute("create temp table if not exists month_batch (entity_id text, month text)").close()
        db.execute("delete from month_batch").close()
        db.execute(f"insert into month_batch select entity_id, month from stale_months limit {BATCH}").close()
        for table in ("entity_months", "entity_outlets", "stale_months"):
            db.execute(f"delete from {table} where (entity_id, month) in (select * from month_batch)").close()
        db.execute(
            f"insert into entity_months select {MONTHS} from"
            " (select b.entity_id, b.month, e.story_id, count(*) as articles, sum(e.mentions) as mentions"
            f"  from month_batch b cross join entity_articles e on {_IN_MONTH}"
            "  group by b.entity_id, b.month, e.story_id) n"
            " left join stories s on s.id = n.story_id group by n.entity_id, n.month"
        ).close()
        db.execute(
            "insert into entity_outlets select b.entity_id, b.month, e.outlet, count(*)"
            f" from month_batch b cross join entity_articles e on {_IN_MONTH} group by b.entity_id, b.month, e.outlet"
        ).close()
        taken: int = db.execute("select count(*) from month_batch").fetchone()[0]
    return taken


def _find_keys(db: Database) -> int:
    """Find the keys of one batch of entities again; how many there were."""
    with db.atomic():
        batch = [row[0] for row in db.execute("select entity_id from stale_entities limit ?", [BATCH]).fetchall()]
        for entity in batch:
            db.execute("delete from entity_keys where entity_id = ?", [entity]).close()
            db.execute("delete from stale_entities where entity_id = ?", [entity]).close()
            row = db.execute("select label, name from entities where id = ?", [entity]).fetchone()
            if row is None:
                continue
            aliases = db.execute("select alias from entity_aliases where entity_id = ?", [entity]).fetchall()
            db.conn.executemany(
                "insert into entity_keys values (?, ?, ?, ?)",
                [(row[0], key, entity, rank) for key, rank in _ranked_keys(row[0], [row[1], *(a for (a,) in aliases)])],
            )
    return len(batch)


def _ranked_keys(label: str, names: list[str]) -> list[tuple[str, int]]:
    ranks: dict[str, int] = {}
    for name in names:
        for rank, key in enumerate(name_keys(name, label)[:_TOP_KEYS]):
            ranks[key] = min(rank, ranks.get(key, rank))
    return sorted(ranks.items())


def _count_words(db: Database) -> int:
    """Count the words of all articles again when there are a fiftieth more or less of these; how many words."""
    now: int = db.execute("select rows from row_counts where name = 'articles'").fetchone()[0]
    last = db.execute("select articles from search_words_of").fetchone()
    if last is not None and abs(now - last[0]) <= last[0] * GROWTH:
        return 0
    with db.atomic():
        for table in ("search_words", "search_words_of"):
            db.execute(f"delete from {table}").close()
        db.execute(
            "insert into search_words select term, doc from articles_terms where length(term) between 4 and 24"
            " and term not glob '*[0-9]*' and (term < '\u00df' or term between '\u0400' and '\u0530')"
        ).close()
        db.execute("insert into search_words_of values (?)", [now]).close()
        counted: int = db.execute("select count(*) from search_words").fetchone()[0]
    return counted
