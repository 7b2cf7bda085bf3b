"""The tables of corpus.db and pages.db, as numbered migrations that are never edited once released."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from corpus.records import Abort

CORPUS = Migrations("corpus")
PAGES = Migrations("pages")


def migrate(db: Database, migrations: Migrations, *, path: str) -> None:
    """Bring a database to the newest schema.

    Raises:
        Abort: the file was written by a newer version of this program.
    """
    known = {migration.name for migration in migrations.pending(db)} | {m.name for m in migrations._migrations}
    newer = [applied.name for applied in migrations.applied(db) if applied.name not in known]
    if newer:
        raise Abort(f"{path} was made by a newer jangmadang (it knows {newer[-1]}); upgrade this one to open it")
    if migrations.pending(db):
        migrations.apply(db)


@PAGES()
def m001_archive(db: Database) -> None:
    _create(
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


@PAGES()
def m002_crawl(db: Database) -> None:
    _create(
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


@CORPUS()
def m001_corpus(db: Database) -> None:
    _create(
        db,
        """create table outlets (
            id text primary key,
            name text not null,
            homepage text,
            country text,
            language text,
            kind text,
            family text,
            expect text
        )""",
        # docid is the first 60 bits of id: a row number that neither arrival order nor VACUUM changes
        """create table articles (
            docid integer primary key,
            id text not null unique,
            url text not null unique,
            page_url text not null,
            outlet text not null,
            title text not null,
            text text not null,
            captions text not null default '',
            published text,
            published_source text,
            language text,
            authors text not null default '[]',
            agency text,
            partial integer not null default 0,
            topics text not null default '{}',
            fetched_at text not null,
            updated_at text not null,
            gone_at text,
            fingerprint text not null,
            text_hash text not null,
            story_id text,
            removed text not null default '[]',
            method text not null
        )""",
        "create index articles_page on articles(page_url)",
        "create index articles_outlet on articles(outlet, published)",
        "create index articles_published on articles(published)",
        "create index articles_text_hash on articles(text_hash)",
        "create index articles_story on articles(story_id)",
        """create virtual table articles_fts using fts5(
            title, text, captions, content='articles', content_rowid='docid',
            tokenize="unicode61 remove_diacritics 2"
        )""",
        """create table article_versions (
            article_id text not null,
            fetched_at text not null,
            title text not null,
            text text not null,
            captions text not null default '',
            fingerprint text not null,
            primary key (article_id, fetched_at)
        ) without rowid""",
        """create table version_mentions (
            article_id text not null,
            fetched_at text not null,
            text text not null,
            label text not null,
            primary key (article_id, fetched_at, text, label)
        ) without rowid""",
        """create table mentions (
            id text primary key,
            article_id text not null,
            field text not null,
            start integer not null,
            end integer not null,
            text text not null,
            label text not null,
            sent_start integer not null,
            sent_end integer not null,
            source text not null,
            score real not null,
            hint text,
            entity_id text,
            entity_score real,
            entity_why text,
            pipeline text not null
        ) without rowid""",
        "create index mentions_article on mentions(article_id)",
        "create index mentions_entity on mentions(entity_id, article_id)",
        "create index mentions_name on mentions(label, text)",
        """create table entities (
            id text primary key,
            label text not null,
            name text not null,
            kind text,
            status text not null,
            country text,
            lat real,
            lon real,
            parent_id text,
            maker_id text,
            wikidata text,
            geonames text,
            hs_code text,
            note text,
            source text,
            first_seen text,
            last_seen text,
            mentions integer not null default 0,
            articles integer not null default 0,
            stories integer not null default 0
        ) without rowid""",
        "create index entities_label on entities(label, mentions desc)",
        """create table entity_aliases (
            entity_id text not null,
            alias text not null,
            script text not null,
            source text not null,
            primary key (entity_id, alias)
        ) without rowid""",
        "create index entity_aliases_alias on entity_aliases(alias collate nocase)",
        # an id that was merged away answers with its successor
        """create table entity_redirects (
            id text primary key,
            successor_id text not null,
            why text
        ) without rowid""",
        """create table stories (
            id text primary key,
            representative_id text not null,
            first_published text,
            last_published text,
            articles integer not null,
            outlets integer not null,
            independent integer not null,
            origin text
        ) without rowid""",
        """create table story_members (
            article_id text primary key,
            story_id text not null,
            relation text not null,
            score real,
            why text
        ) without rowid""",
        "create index story_members_story on story_members(story_id)",
        # quotation and translation: a link between articles, never a merge
        """create table story_links (
            article_id text not null,
            other_id text not null,
            relation text not null,
            score real,
            why text,
            primary key (article_id, other_id, relation)
        ) without rowid""",
        """create table story_redirects (
            id text primary key,
            successor_id text not null
        ) without rowid""",
        # pairs of entities that may be one thing and wait for a person
        """create table doubts (
            a text not null,
            b text not null,
            label text not null,
            score real,
            why text,
            primary key (a, b)
        ) without rowid""",
        """create table decisions (
            id text primary key,
            verdict text not null,
            a text not null,
            b text,
            label text,
            who text,
            at text,
            why text
        ) without rowid""",
        """create table furniture (
            outlet text primary key,
            version text not null,
            pages integer not null,
            blocks text not null
        ) without rowid""",
        """create table outcomes (
            stage text not null,
            url text not null,
            outlet text,
            reason text not null,
            detail text not null default '',
            version text not null default '',
            at text not null,
            primary key (stage, url)
        ) without rowid""",
        "create index outcomes_reason on outcomes(stage, reason)",
        # which stage has worked on which article, at which version, on what input
        """create table progress (
            article_id text not null,
            stage text not null,
            version text not null,
            input text not null,
            primary key (stage, article_id)
        ) without rowid""",
        """create table runs (
            id text primary key,
            started_at text not null,
            finished_at text,
            status text not null,
            report text not null default '{}'
        ) without rowid""",
    )


@CORPUS()
def m002_names(db: Database) -> None:
    _create(
        db,
        # what one spelling under one label means: `natural_id` without decisions, `entity_id` with them
        """create table names (
            label text not null,
            text text not null,
            block text not null,
            natural_id text,
            entity_id text,
            score real not null,
            why text not null,
            candidates text not null default '',
            primary key (label, text)
        ) without rowid""",
        "create index names_block on names(label, block)",
        "create index names_entity on names(entity_id)",
        # every key under which a name can be met
        """create table name_blocks (
            label text not null,
            key text not null,
            text text not null,
            primary key (label, key, text)
        ) without rowid""",
        "create index name_blocks_text on name_blocks(label, text)",
        # entities whose row a stopped run has still to work out
        "create table touched_entities (id text primary key) without rowid",
        "create table resolve_state (key text primary key, value text not null) without rowid",
    )


def _create(db: Database, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)
