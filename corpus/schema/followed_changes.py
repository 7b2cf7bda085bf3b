"""Changes that nothing followed: of an outlet's kind and family, which say its side, and of the text of an opening."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create

# the months of plants that outlets of these families tell of: a mirror is of its original's side
_COUNT = (
    "insert into touched_activity select r.entity_id, r.month from outlets o join articles a on a.outlet = o.id"
    " join activity_reports r on r.article_id = a.id where (o.id = new.id or o.family in ({}))"
    " and r.entity_id is not null and r.month is not null on conflict do nothing;"
)


def m033_followed(db: Database) -> None:
    """The triggers `counted_outlet_new` and `counted_outlet_moved` anew; `opening_changed`."""
    create(
        db,
        "drop trigger counted_outlet_new",
        "drop trigger counted_outlet_moved",
        f"create trigger counted_outlet_new after insert on outlets begin {_COUNT.format('new.family')} end",
        "create trigger counted_outlet_moved after update of country, kind, family on outlets"
        " when (old.country, old.kind, old.family) is not (new.country, new.kind, new.family)"
        f" begin {_COUNT.format('old.family, new.family')} end",
        "create trigger opening_changed after update of title, text on articles"
        " when (old.title, old.text) is not (new.title, new.text) begin"
        # where none is kept, the article waits as a whole
        " insert into stale_openings select article_id from article_openings where article_id = new.id"
        " on conflict do nothing; delete from article_openings where article_id = new.id; end",
    )
