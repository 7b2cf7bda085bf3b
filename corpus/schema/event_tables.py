"""The tables of corpus.db that the stage `events` derives: stories that tell one happening."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m014_events(db: Database) -> None:
    """Events, their stories, what ties two stories, who cites whom; the triggers that tell which stories changed."""
    create(
        db,
        # an event has the id of its earliest story
        """create table events (
            id text primary key,
            title text,
            story_id text not null,
            first_published text,
            last_published text,
            stories integer not null,
            articles integer not null,
            outlets integer not null,
            independent integer not null,
            languages text not null,
            first_told_by text,
            first_why text
        ) without rowid""",
        "create index events_first on events(first_published)",
        "create index events_last on events(last_published)",
        """create table event_members (
            story_id text primary key,
            event_id text not null,
            nearest_id text,
            score real,
            why text
        ) without rowid""",
        "create index event_members_event on event_members(event_id)",
        # two stories and how likely they tell one event, in thousandths; below 0: alike, but two by a rule
        """create table event_evidence (
            story_id text not null,
            other_id text not null,
            likeness integer not null,
            why text not null,
            primary key (story_id, other_id)
        ) without rowid""",
        "create index event_evidence_other on event_evidence(other_id)",
        """create table event_citations (
            story_id text not null,
            cited_id text not null,
            words text,
            field text not null,
            start integer not null,
            end integer not null,
            leading integer not null,
            primary key (story_id, cited_id)
        ) without rowid""",
        "create index event_citations_cited on event_citations(cited_id)",
        # by what stories of about one day meet: hashes of names, figures and words
        """create table event_keys (
            key integer not null,
            day integer not null,
            docid integer not null,
            primary key (key, day, docid)
        ) without rowid""",
        "create index event_keys_docid on event_keys(docid)",
        "create table event_redirects (id text primary key, successor_id text not null) without rowid",
        """create table event_rulings (
            verdict text not null,
            a text not null,
            b text not null,
            primary key (verdict, a, b)
        ) without rowid""",
        # stories that are new, changed or gone since the stage last ran
        "create table touched_stories (id text primary key) without rowid",
        "insert into touched_stories select id from stories",
        *_TRIGGERS,
    )


_TOUCH = "begin insert or ignore into touched_stories values ({}); end"
_TOUCH_OF = (
    "begin insert or ignore into touched_stories"
    " select story_id from articles where id = {} and story_id is not null; end"
)
# Whoever changes a story, a mention or what it means makes the story pending, without having to know of this stage.
_TRIGGERS = (
    f"create trigger events_story_new after insert on stories {_TOUCH.format('new.id')}",
    f"create trigger events_story_changed after update on stories {_TOUCH.format('new.id')}",
    f"create trigger events_story_gone after delete on stories {_TOUCH.format('old.id')}",
    f"create trigger events_mention_new after insert on mentions {_TOUCH_OF.format('new.article_id')}",
    f"create trigger events_mention_gone after delete on mentions {_TOUCH_OF.format('old.article_id')}",
    "create trigger events_mention_resolved after update of entity_id on mentions"
    f" when old.entity_id is not new.entity_id {_TOUCH_OF.format('new.article_id')}",
    "create trigger events_entity after update of label, kind, parent_id, status on entities"
    " when (old.label, old.kind, old.parent_id, old.status) is not (new.label, new.kind, new.parent_id, new.status)"
    " begin insert or ignore into touched_stories select distinct a.story_id from mentions m join articles a"
    " on a.id = m.article_id where m.entity_id = new.id and a.story_id is not null; end",
)
