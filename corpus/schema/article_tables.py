"""The tables of corpus.db that every stage relies on."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create


def m001_corpus(db: Database) -> None:
    """Outlets, articles, mentions, entities, stories, outcomes, progress, runs."""
    create(
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
