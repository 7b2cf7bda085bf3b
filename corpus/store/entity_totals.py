"""How often entities are named: what was counted before, with what the articles that changed since add and take away.

`entity_totals` adds `entity_articles` up by entity. Both lack what the articles in `stale_articles` have become, and
nothing else; so where these are few, no other article has to be looked at. Where they are many, or the totals are not
made, all mentions are counted. Both ways give the same.
"""

from __future__ import annotations

from corpus.schema.count_tables import TOTALS
from corpus.schema.sqlite_library import Database
from corpus.store.summary_rows import NAMED

# of so many changed articles the counts are worked out one by one; they are taken into the summaries at once, too
AT_ONCE = 10_000


def are_few(db: Database) -> bool:
    """Whether the totals are made, and so few articles have changed since that it pays to start from them."""
    made = db.execute("select exists (select 1 from entity_totals_made)").fetchone()[0]
    stale = db.execute(f"select count(*) from (select 1 from stale_articles limit {AT_ONCE + 1})").fetchone()[0]
    return bool(made) and stale <= AT_ONCE


def count_entities(db: Database, of: str) -> None:
    """Fill the temporary table `counted` with what the mentions say now of each entity in the table `of`, by its `id`:
    mentions, articles, stories, and when it was first and last seen. An article in no story counts as one.
    """
    for statement in (
        "create temp table if not exists counted (id text primary key, mentions integer, articles integer,"
        " stories integer, first_seen text, last_seen text) without rowid",
        "delete from counted",
        *((_SHIFTS, "delete from shifts", _SHIFTED, _FOLLOWED) if are_few(db) else (_IN_FULL,)),
    ):
        db.execute(statement.replace("{of}", of)).close()


# The rows of `entity_articles` that change: as they are kept (`now` is 0), and as they would be made (1).
_SHIFTS = (
    "create temp table if not exists shifts (entity_id text, published text, article_id text, story_id text,"
    " outlet text, mentions integer, now integer, primary key (entity_id, story_id, article_id, now)) without rowid"
)
_SHIFTED = (
    "insert into shifts select e.entity_id, e.published, e.article_id, e.story_id, e.outlet, e.mentions, 0"
    " from stale_articles s cross join entity_articles e on e.article_id = s.article_id"
    " where e.entity_id in (select id from {of})"
    f" union all select {NAMED}, 1 from stale_articles s cross join articles a on a.id = s.article_id"
    " cross join mentions m on m.article_id = a.id where m.entity_id in (select id from {of})"
    " group by a.id, m.entity_id"
)
_KEPT = (
    "exists (select 1 from articles a cross join entity_articles e on e.article_id = a.id and e.entity_id = p.entity_id"
    " where {} and not exists (select 1 from stale_articles s where s.article_id = a.id))"
)
# A story is one more or one less where no article that stays as it is names the entity in it.
_STORIES = (
    "select sum(p.after - p.before) from (select entity_id, story_id, max(now) as after, max(1 - now) as before"
    " from shifts where entity_id = t.id group by story_id) p where p.after != p.before"
    f" and not {_KEPT.format('a.story_id = p.story_id')}"
    f" and not {_KEPT.format('a.id = p.story_id and a.story_id is null')}"
)
_SEEN = (
    "(select {0}(published) from (select * from (select published from entity_articles e where e.entity_id = t.id"
    " and e.published > '' and not exists (select 1 from stale_articles s where s.article_id = e.article_id)"
    " order by e.published {1} limit 1)"
    " union all select published from shifts where entity_id = t.id and now and published > ''))"
)
_SUM = "coalesce((select sum({}) from shifts where entity_id = t.id), 0)"
_FOLLOWED = (
    f"insert into counted select t.id, coalesce(c.mentions, 0) + {_SUM.format('iif(now, mentions, -mentions)')},"
    f" coalesce(c.articles, 0) + {_SUM.format('iif(now, 1, -1)')}, coalesce(c.stories, 0) + coalesce(({_STORIES}), 0),"
    f" {_SEEN.format('min', 'asc')}, {_SEEN.format('max', 'desc')}"
    " from {of} t left join entity_totals c on c.entity_id = t.id"
)
_IN_FULL = (
    "insert into counted select t.id, count(m.id), count(distinct m.article_id),"
    " count(distinct coalesce(a.story_id, a.id)), min(a.published), max(a.published)"
    " from {of} t left join mentions m on m.entity_id = t.id left join articles a on a.id = m.article_id group by t.id"
)


def follow(db: Database) -> None:
    """Count the entities of all articles that are about to be taken into `entity_articles`, for `keep_counted`."""
    for statement in (
        "create temp table if not exists shifted (id text primary key) without rowid",
        "delete from shifted",
        "insert or ignore into shifted select e.entity_id from stale_articles s"
        " cross join entity_articles e on e.article_id = s.article_id",
        "insert or ignore into shifted select m.entity_id from stale_articles s"
        " cross join mentions m on m.article_id = s.article_id where m.entity_id is not null",
    ):
        db.execute(statement).close()
    count_entities(db, "shifted")


def keep_counted(db: Database) -> None:
    """Make what was counted the totals of those entities."""
    db.execute("delete from entity_totals where entity_id in (select id from counted)").close()
    db.execute("insert into entity_totals select * from counted where mentions > 0").close()


def unmake(db: Database) -> None:
    """Note that the totals lag behind `entity_articles`."""
    db.execute("delete from entity_totals_made").close()


def make_where_lacking(db: Database) -> None:
    """Add all of `entity_articles` up, unless the totals are made."""
    with db.atomic():
        if not db.execute("select 1 from entity_totals_made").fetchone():
            db.execute("delete from entity_totals").close()
            db.execute(TOTALS).close()
            db.execute("insert into entity_totals_made select count(*) from entity_totals").close()
