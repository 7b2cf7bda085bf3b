"""Counts that are kept as mentions come and go, so that a pass with few new articles counts nothing in all of them."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m026_counts(db: Database) -> None:
    """Totals by entity, mentions by name, the log of names that may be borne no more, and articles to tag."""
    create(
        db,
        # `entity_articles` added up by entity; they go together while `entity_totals_made` has a row
        "create table entity_totals (entity_id text primary key, mentions integer not null, articles integer not null,"
        " stories integer not null, first_seen text, last_seen text) without rowid",
        "create table entity_totals_made (entities integer not null)",
        # how many mentions have this text; the whole names that hints give do not count
        "create table name_counts (label text not null, text text not null, mentions integer not null,"
        " primary key (label, text)) without rowid",
        "create table dropped_names (label text not null, text text not null, primary key (label, text)) without rowid",
        "create index names_candidates on names(entity_id, candidates) where candidates != ''",
        "create index stories_several on stories(articles) where articles > 1",
        "create index events_several on events(stories) where stories > 1",
        TOTALS,
        "insert into entity_totals_made select count(*) from entity_totals",
        "insert into name_counts select label, text, count(*) from mentions group by label, text",
        # whether any is borne no more was never logged: all are looked at once
        "insert into dropped_names select label, text from names",
        "insert or ignore into waiting_articles select 'tag', a.id from articles a left join progress p"
        " on p.stage = 'tag' and p.article_id = a.id where p.input is not a.fingerprint",
        *_TRIGGERS,
    )


TOTALS = (
    "insert into entity_totals select entity_id, sum(mentions), count(*), count(distinct story_id),"
    " min(nullif(published, '')), max(nullif(published, '')) from entity_articles group by entity_id"
)

# not "insert or ignore": the statement that fires a trigger overrules that, as an upsert does
_ONE_MORE = "insert into name_counts values (new.label, new.text, 1) on conflict do update set mentions = mentions + 1;"
_ONE_LESS = (
    "update name_counts set mentions = mentions - 1 where (label, text) in ({0});"
    " delete from name_counts where mentions = 0 and (label, text) in ({0});"
)
_DROPPED = (
    "insert into dropped_names values ({0}.label, {0}.text) on conflict do nothing;"
    " insert into dropped_names select {0}.label, substr({0}.hint, 6)"
    " where substr({0}.hint, 1, 5) = 'name:' on conflict do nothing;"
)
_WAIT = "insert into waiting_articles values ('tag', {}) on conflict do nothing;"


def _trigger(name: str, event: str, *does: str) -> str:
    return f"create trigger {name} {event} begin {' '.join(does)} end"


_TRIGGERS = (
    _trigger("named_mention_new", "after insert on mentions", _ONE_MORE),
    _trigger(
        "named_mention_gone",
        "after delete on mentions",
        _ONE_LESS.format("values (old.label, old.text)"),
        _DROPPED.format("old"),
    ),
    # a row that is replaced fires no trigger of its own
    _trigger(
        "named_mention_replaced",
        "before insert on mentions when exists (select 1 from mentions where id = new.id)",
        _ONE_LESS.format("select label, text from mentions where id = new.id"),
        "insert into dropped_names select label, text from mentions where id = new.id on conflict do nothing;",
        "insert into dropped_names select label, substr(hint, 6) from mentions"
        " where id = new.id and substr(hint, 1, 5) = 'name:' on conflict do nothing;",
    ),
    _trigger(
        "named_version_gone",
        "after delete on version_mentions",
        "insert into dropped_names values (old.label, old.text) on conflict do nothing;",
    ),
    _trigger("waiting_article_new", "after insert on articles", _WAIT.format("new.id")),
    _trigger(
        "waiting_article_changed",
        "after update of fingerprint on articles when old.fingerprint is not new.fingerprint",
        _WAIT.format("new.id"),
    ),
    _trigger(
        "waiting_untagged",
        "after delete on progress when old.stage = 'tag' and exists (select 1 from articles where id = old.article_id)",
        _WAIT.format("old.article_id"),
    ),
    _trigger(
        "waiting_left",
        "after delete on articles",
        "delete from waiting_articles where stage = 'tag' and article_id = old.id;",
    ),
    _trigger(
        "waiting_tagging_undone",
        "after update of input on progress when new.stage = 'tag' and old.input is not new.input",
        _WAIT.format("new.article_id"),
    ),
)
