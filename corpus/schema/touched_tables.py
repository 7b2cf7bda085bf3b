"""Which articles changed since they were placed among the stories, so that a pass need not look at all of them."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m021_touched(db: Database) -> None:
    """The log `touched_articles`, the triggers that write it, and the index file that it goes with."""
    read = ("fingerprint", "published", "outlet", "agency")  # what placing reads of an article
    old, new = (", ".join(f"{side}.{column}" for column in read) for side in ("old", "new"))
    # not "insert or ignore": the statement that fires a trigger overrules that, as articles' upsert does
    note = "begin insert into touched_articles values ({}) on conflict do nothing; end"
    create(
        db,
        "create table touched_articles (id text primary key) without rowid",
        "create table cluster_state (key text primary key, value text not null) without rowid",
        f"create trigger touched_article_new after insert on articles {note.format('new.id')}",
        f"create trigger touched_article_gone after delete on articles {note.format('old.id')}",
        f"create trigger touched_article_changed after update of {', '.join(read)} on articles"
        f" when ({old}) is not ({new}) {note.format('new.id')}",
    )
