"""The tables of pages.db: the archive and what the crawl knows."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m001_archive(db: Database) -> None:
    """Compressed bodies, pages and their fetches."""
    create(
        db,
        # one compressed body however often it was fetched
        """create table bodies (
            hash text primary key,
            size integer not null,
            body blob not null
        ) without rowid""",
        # `revision` changes only when a page's body does: later stages compare it with what they worked on
        """create table pages (
            id text primary key,
            url text not null unique,
            outlet text not null,
            revision text not null,
            first_fetched_at text not null,
            fetched_at text not null,
            gone_at text
        ) without rowid""",
        "create index pages_outlet on pages(outlet, fetched_at)",
        """create table fetches (
            page_id text not null references pages(id),
            fetched_at text not null,
            status integer not null,
            requested_url text,
            responded_url text,
            content_type text not null,
            body_hash text not null references bodies(hash),
            title text,
            published text,
            found_in text,
            primary key (page_id, fetched_at)
        ) without rowid""",
    )


def m002_crawl(db: Database) -> None:
    """Links, listings, hosts and the health of outlets."""
    create(
        db,
        # every address that an outlet listed, and when it is to be fetched (again); `next_at` null: never
        """create table links (
            url text primary key,
            outlet text not null,
            found_in text,
            found_at text not null,
            title text,
            published text,
            state text not null default 'waiting',
            visits integer not null default 0,
            tries integer not null default 0,
            next_at text,
            etag text,
            last_modified text,
            page_url text
        ) without rowid""",
        "create index links_due on links(outlet, next_at)",
        "create index links_page on links(page_url)",
        # the listings themselves: validators for conditional requests and the hash that decides
        """create table listings (
            url text primary key,
            outlet text not null,
            etag text,
            last_modified text,
            body_hash text,
            checked_at text not null,
            read_at text not null,
            links integer not null default 0
        ) without rowid""",
        # what a host allows: robots.txt, its opt-outs, and until when it asked to be left alone
        """create table hosts (
            host text primary key,
            read_at text,
            robots_status integer,
            robots text,
            opt_out text,
            hold_until text
        ) without rowid""",
        # faults in a row: hard 1, soft .5, temporary .25; a score above the limit parks the outlet for a while
        """create table outlet_health (
            outlet text primary key,
            score real not null default 0,
            parked_until text,
            fault text,
            first_run_at text not null,
            last_run_at text not null,
            last_ok_at text,
            last_new_at text
        ) without rowid""",
        """create table outlet_runs (
            outlet text not null,
            at text not null,
            status text not null,
            listed integer not null,
            report text not null,
            primary key (outlet, at)
        ) without rowid""",
    )


def m003_sessions(db: Database) -> None:
    """The address of a link without its session id, where it has one: by it the same page is known again."""
    create(
        db,
        "alter table links add column session_free text",
        "create index links_session_free on links(session_free) where session_free is not null",
    )


def m004_takedowns(db: Database) -> None:
    """The ids of addresses that were taken down: no crawl and no import brings them back."""
    create(db, "create table forgotten (id text primary key, at text not null) without rowid")


def m005_custody(db: Database) -> None:
    """The headers of each answer, as JSON; whether a page asks not to be archived."""
    create(
        db,
        "alter table fetches add column headers text",
        "alter table pages add column noarchive integer not null default 0",
    )


def m006_parts(db: Database) -> None:
    """Where a page's article goes on, by the page's newest body: the address of the article's next page."""
    create(
        db,
        "alter table pages add column next_url text",
        "create index pages_next on pages(next_url) where next_url is not null",
    )
