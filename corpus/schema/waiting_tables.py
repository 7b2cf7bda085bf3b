"""What the stages `resolve` and `facts` have still to look at, so that a pass need not look through all articles."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create

# not "insert or ignore": the statement that fires a trigger overrules that, as an upsert does
_WAIT = "insert into waiting_articles values ({}, {}) on conflict do nothing;"
_TOUCH = "insert into touched_entities values ({}) on conflict do nothing;"
_COUNT = "insert into touched_activity {} on conflict do nothing;"
_OF_ARTICLE = (
    "select entity_id, month from activity_reports"
    " where article_id = {} and entity_id is not null and month is not null"
)
_OF_OUTLET = (
    "select r.entity_id, r.month from articles a join activity_reports r on r.article_id = a.id"
    " where a.outlet = new.id and r.entity_id is not null and r.month is not null"
)
_OF_STORY = (
    "select r.entity_id, r.month from articles a join activity_reports r on r.article_id = a.id"
    " where a.story_id = new.id and r.entity_id is not null and r.month is not null"
)
_REPORT = "select {0}.entity_id, {0}.month where {0}.entity_id is not null and {0}.month is not null"
_VISIT = "select {0}.place_id, substr({0}.date, 1, 7) where {0}.place_id is not null and {0}.date is not null"


def m024_waiting(db: Database) -> None:
    """The logs `waiting_articles` and `touched_activity`, and the triggers that write them and `touched_entities`."""
    create(
        db,
        "create table waiting_articles"
        " (stage text not null, article_id text not null, primary key (stage, article_id)) without rowid",
        "create table touched_activity"
        " (entity_id text not null, month text not null, primary key (entity_id, month)) without rowid",
        *_WAITING,
        *_TOUCHED,
        *_COUNTED,
        # what is there was never logged: it is looked at once
        "insert into waiting_articles select s.column1, p.article_id from progress p"
        " join (values ('resolve'), ('facts')) s where p.stage = 'tag'",
        *(f"insert or ignore into waiting_articles select 'facts', article_id from {table}" for table in _DERIVED),
        f"insert or ignore into touched_activity {_OF_ALL}",
        "insert or ignore into touched_activity select entity_id, month from factory_activity",
        "insert or ignore into touched_activity select entity_id, month from plant_panel",
        "insert or ignore into touched_entities select m.entity_id from"
        " (select entity_id, count(*) as mentions, count(distinct article_id) as articles from mentions"
        "  where entity_id is not null group by entity_id) m left join entities e on e.id = m.entity_id"
        " where e.mentions is not m.mentions or e.articles is not m.articles",
        "insert or ignore into touched_entities select id from entities e where mentions > 0"
        " and not exists (select 1 from mentions m where m.entity_id = e.id)",
    )


_DERIVED = (
    *("price_quotes", "exchange_rates", "trade_figures", "activity_reports", "visits"),
    *("figure_candidates", "product_places"),
)
_OF_ALL = "select distinct entity_id, month from activity_reports where entity_id is not null and month is not null"


def _trigger(name: str, event: str, *does: str) -> str:
    return f"create trigger {name} {event} begin {' '.join(does)} end"


_RESOLVED = _WAIT.format("'facts'", "new.article_id")
_TAGGED = _WAIT.format("'resolve'", "new.article_id")
_WAITING = (
    _trigger("waiting_tagged", "after insert on progress when new.stage = 'tag'", _TAGGED, _RESOLVED),
    _trigger("waiting_tagged_again", "after update on progress when new.stage = 'tag'", _TAGGED, _RESOLVED),
    _trigger("waiting_resolved", "after insert on progress when new.stage = 'resolve'", _RESOLVED),
    _trigger("waiting_resolved_again", "after update on progress when new.stage = 'resolve'", _RESOLVED),
    _trigger(
        "waiting_reopened",
        "after delete on progress when old.stage in ('resolve', 'facts')",
        _WAIT.format("old.stage", "old.article_id"),
    ),
    _trigger(
        "waiting_dated",
        "after update of fingerprint, published on articles"
        " when (old.fingerprint, old.published) is not (new.fingerprint, new.published)",
        _WAIT.format("'facts'", "new.id"),
    ),
    _trigger("waiting_gone", "after delete on articles", _WAIT.format("'facts'", "old.id")),
)
_TOUCHED = (
    # a row that is replaced fires no trigger of its own
    _trigger(
        "touched_mention_replaced",
        "before insert on mentions",
        "insert into touched_entities select entity_id from mentions where id = new.id and entity_id is not null"
        " on conflict do nothing;",
    ),
    _trigger(
        "touched_mention_new", "after insert on mentions when new.entity_id is not null", _TOUCH.format("new.entity_id")
    ),
    _trigger(
        "touched_mention_gone",
        "after delete on mentions when old.entity_id is not null",
        _TOUCH.format("old.entity_id"),
    ),
)
_COUNTED = (
    _trigger("counted_report_new", "after insert on activity_reports", _COUNT.format(_REPORT.format("new"))),
    _trigger("counted_report_gone", "after delete on activity_reports", _COUNT.format(_REPORT.format("old"))),
    _trigger("counted_visit_new", "after insert on visits", _COUNT.format(_VISIT.format("new"))),
    _trigger("counted_visit_gone", "after delete on visits", _COUNT.format(_VISIT.format("old"))),
    _trigger(
        "counted_article_moved",
        "after update of story_id, outlet on articles"
        " when (old.story_id, old.outlet) is not (new.story_id, new.outlet)",
        _COUNT.format(_OF_ARTICLE.format("new.id")),
    ),
    _trigger("counted_story_told", "after insert on stories", _COUNT.format(_OF_STORY)),
    _trigger(
        "counted_story_changed",
        "after update of independent on stories when old.independent is not new.independent",
        _COUNT.format(_OF_STORY),
    ),
    _trigger("counted_outlet_new", "after insert on outlets", _COUNT.format(_OF_OUTLET)),
    _trigger(
        "counted_outlet_moved",
        "after update of country on outlets when old.country is not new.country",
        _COUNT.format(_OF_OUTLET),
    ),
)
