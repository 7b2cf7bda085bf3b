"""How the rows of the summary tables are counted, and how to read them while they lack something. Loads no writer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.store.reader import Readable

# Co-mentions of an entity in more articles than this are kept in a table; of any other they are counted when asked for.
FREQUENT = 1500
KEPT_CO_MENTIONS = 400
# an entity's row for each article that names it; a story of one article has that one's id
NAMED = (
    "m.entity_id, coalesce(a.published, '') as published, a.id as article_id, coalesce(a.story_id, a.id) as story_id,"
    " a.outlet, count(*) as mentions"
)
# a story counts as many independent reports as it has, but no more than its articles that name the entity
MONTHS = (
    "n.entity_id, n.month, count(*) as stories, sum(min(coalesce(s.independent, 1), n.articles)) as independent,"
    " sum(n.articles) as articles, sum(n.mentions) as mentions"
)
CO_MENTIONS = (
    "select b.entity_id as other_id, count(distinct a.story_id) as stories, count(*) as articles"
    " from entity_articles a cross join entity_articles b on b.article_id = a.article_id and b.entity_id != a.entity_id"
    " where a.entity_id = :id group by b.entity_id order by stories desc, articles desc, other_id limit :limit"
)


_OVERLAYS = {
    "entity_articles": f"select {NAMED} from (select distinct article_id from mentions where entity_id = :id) own"
    " cross join articles a on a.id = own.article_id cross join mentions m on m.article_id = a.id"
    " where m.entity_id is not null group by a.id, m.entity_id",
    "entity_months": f"select {MONTHS} from"
    " (select e.entity_id, substr(e.published, 1, 7) as month, e.story_id, count(*) as articles,"
    "  sum(e.mentions) as mentions from entity_articles e where e.entity_id = :id group by month, e.story_id) n"
    " left join stories s on s.id = n.story_id group by n.month",
    "entity_outlets": "select entity_id, substr(published, 1, 7) as month, outlet, count(*) as articles"
    " from entity_articles where entity_id = :id group by month, outlet",
    "co_mentions": f"select :id as entity_id, c.* from ({CO_MENTIONS.replace(':limit', str(KEPT_CO_MENTIONS))}) c",
}


def is_stale(db: Readable) -> bool:
    """Whether anything waits to be taken in."""
    tables = ("stale_articles", "stale_months", "stale_entities")
    return any(db.execute(f"select exists (select 1 from {table})").fetchone()[0] for table in tables)


@contextmanager
def up_to_date(db: Readable, entity_id: str) -> Iterator[None]:
    """Let the summary tables say of one entity what the mentions say now, for this connection and in the block alone.

    Where nothing waits to be taken in they say so already. Else temporary tables of the same names, which SQLite reads
    first, hold that entity's rows; it takes no leave to write. Not for connections that several questions share.
    """
    if not is_stale(db):
        yield
        return
    try:
        for name, select in _OVERLAYS.items():
            if name != "co_mentions" or _lacks_co_mentions(db, entity_id):
                db.execute(f"create temp table {name} as {select}", {"id": entity_id}).close()
            if name == "entity_articles":
                db.execute("create index temp.overlay_articles on entity_articles(article_id, entity_id)").close()
        yield
    finally:
        for name in _OVERLAYS:
            db.execute(f"drop table if exists temp.{name}").close()


def _lacks_co_mentions(db: Readable, entity_id: str) -> bool:
    """Whether an entity is frequent and its co-mentions were never counted."""
    found = db.execute(
        "select 1 from entities e where e.id = ? and e.articles > ?"
        " and not exists (select 1 from co_mention_counts c where c.entity_id = e.id)",
        [entity_id, FREQUENT],
    )
    return found.fetchone() is not None
