"""The summary tables made of all articles at once, entity by entity, where nearly everything waits to be taken in.

Taken article by article, rows come in the order of articles and lie in that of entities: each one costs a page that has
long left the cache. Here every table is filled in its own order, and its index is built when it is full.
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.schema.sqlite_library import Database
from corpus.store.entity_totals import AT_ONCE, unmake
from corpus.store.summary_rows import MONTHS

# it pays from so many pending articles on, where they are so large a part of all
FEWEST = AT_ONCE
SHARE = 0.2

_FACTS = (
    "create temp table article_facts (id text primary key, published text, story_id text, outlet text) without rowid",
    "insert into article_facts select id, coalesce(published, ''), coalesce(story_id, id), outlet from articles"
    " order by id",
)
_EMPTY = ("entity_articles", "entity_months", "entity_outlets", "stale_articles", "stale_months")
_NEXT = "select entity_id from mentions where entity_id > ? order by entity_id limit 1"
# what summary_rows.NAMED says, of one entity and in the order of its rows
_ROWS = (
    "insert into entity_articles select m.entity_id, f.published, f.id, f.story_id, f.outlet, count(*)"
    " from mentions m cross join article_facts f on f.id = m.article_id where m.entity_id = ?1"
    " group by m.article_id order by f.published, f.id",
    f"insert into entity_months select {MONTHS} from"
    " (select e.entity_id, substr(e.published, 1, 7) as month, e.story_id, count(*) as articles,"
    "  sum(e.mentions) as mentions from entity_articles e where e.entity_id = ?1 group by month, e.story_id) n"
    " left join stories s on s.id = n.story_id group by n.month order by n.month",
    "insert into entity_outlets select entity_id, substr(published, 1, 7) as month, outlet, count(*)"
    " from entity_articles where entity_id = ?1 group by month, outlet order by month, outlet",
)
_INDEX = "entity_articles_article"
_TEMPORARY = 128 * 1024  # KiB of cache for the articles' facts: each entity's articles lie all over them


def pays(db: Database) -> bool:
    """Whether so many articles wait to be taken in that it is quicker to look at all of them."""
    stale: int = db.execute("select count(*) from stale_articles").fetchone()[0]
    articles: int = db.execute("select rows from row_counts where name = 'articles'").fetchone()[0]
    return stale > FEWEST and stale >= articles * SHARE


def make_all(db: Database, on_entity: Callable[[int], None]) -> int:
    """Fill the tables by entity, article, month and outlet; how many months there are.

    All in one transaction: who reads meanwhile sees the tables as they were. `on_entity` is told how many are done.
    """
    with db.atomic():
        unmake(db)
        (index,) = db.execute("select sql from sqlite_master where name = ?", [_INDEX]).fetchone()
        for statement in (
            f"pragma temp.cache_size = {-_TEMPORARY}",
            "drop table if exists temp.article_facts",
            *_FACTS,
            f"drop index {_INDEX}",
            "insert or ignore into stale_openings select article_id from stale_articles",
            "delete from article_openings where article_id in (select article_id from stale_articles)",
            *(f"delete from {table}" for table in _EMPTY),
        ):
            db.execute(statement).close()
        done, entity = 0, ""
        while found := db.execute(_NEXT, [entity]).fetchone():
            (entity,) = found
            for statement in _ROWS:
                db.execute(statement, [entity]).close()
            done += 1
            on_entity(done)
        db.execute(index).close()
        db.execute("drop table temp.article_facts").close()
        months: int = db.execute("select count(*) from entity_months").fetchone()[0]
    return months
