"""Corpus: the writer of corpus.db, and what each stage still has to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.records import Article, Mention, Outcome, digest
from corpus.schema import CORPUS
from corpus.schema.sqlite_library import Database
from corpus.store.article_grids import save_tables
from corpus.store.database import open_database
from corpus.store.fulltext import docid_of, index_article, unindex_article
from corpus.store.progress import OLDEST_FIRST, mark_done
from corpus.times import now, write_time


class Corpus:
    """The corpus in a data directory, opened for writing. Each public method may be called inside `atomic()`."""

    def __init__(self, data: Path) -> None:
        """Open or make the corpus. Raises `Abort` when it cannot be written or is of a newer schema."""
        self.data = data
        self.db: Database = open_database(DataDir(data).corpus, CORPUS)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def atomic(self) -> AbstractContextManager[Database]:
        """One transaction: all of the block's writes or none."""
        return self.db.atomic()

    # outlets

    def save_outlets(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Upsert outlets (id, name, homepage, country, language, kind, family); their other columns stay."""
        with self.atomic():
            for row in rows:
                self.db.execute(
                    "insert into outlets(id, name, homepage, country, language, kind, family)"
                    " values (:id, :name, :homepage, :country, :language, :kind, :family) on conflict (id) do update"
                    " set name = excluded.name, homepage = excluded.homepage, country = excluded.country,"
                    " language = excluded.language, kind = excluded.kind, family = excluded.family",
                    {"homepage": None, "country": None, "language": None, "kind": None, "family": None, **row},
                )

    # outcomes and progress

    def save_outcome(self, outcome: Outcome, *, outlet: str | None = None) -> None:
        """Upsert why an address gave nothing at a stage."""
        self.db.execute(
            "insert into outcomes values (?, ?, ?, ?, ?, ?, ?) on conflict (stage, url) do update set"
            " outlet = excluded.outlet, reason = excluded.reason, detail = excluded.detail,"
            " version = excluded.version, at = excluded.at",
            [outcome.stage, outcome.url, outlet, outcome.reason, outcome.detail, outcome.version, write_time(now())],
        ).close()

    def clear_outcome(self, stage: str, url: str) -> None:
        """Forget an outcome, because the address has succeeded."""
        self.clear_outcomes(stage, [url])

    def clear_outcomes(self, stage: str, urls: Iterable[str]) -> None:
        """The same for several."""
        self.db.conn.executemany("delete from outcomes where stage = ? and url = ?", [(stage, url) for url in urls])

    def mark_done(self, stage: str, key: str, *, version: str, input: str) -> None:
        """Note that a stage has worked on an article (or page), at a version, on an input."""
        mark_done(self.db, stage, [(key, input)], version=version)

    # articles

    def article(self, key: str) -> dict[str, Any] | None:
        """An article's row by id, or None."""
        return next(self.db.query("select * from articles where id = ?", [key]), None)

    def save_article(self, article: Article, *, page_url: str, earlier: Sequence[Article] = ()) -> None:
        """Upsert an article with its earlier texts, oldest first; an unchanged one is left as it is."""
        row = _article_row(article, page_url=page_url, first=earlier[0] if earlier else article)
        old = self.article(article.id)
        if old is None or any(old[column] != value for column, value in row.items()):
            if old is not None:
                unindex_article(self.db, old)
            columns = ", ".join(row)
            updates = ", ".join(f"{column} = excluded.{column}" for column in row if column not in ("docid", "id"))
            self.db.execute(
                f"insert into articles({columns}) values ({', '.join(f':{column}' for column in row)})"
                f" on conflict (id) do update set {updates}",
                row,
            ).close()
            index_article(self.db, row)
        save_tables(self.db, article.id, article.tables)
        self._save_versions(article, earlier)

    def _save_versions(self, article: Article, earlier: Sequence[Article]) -> None:
        """Every text that an edited article has had, the present one too; an article never edited has none."""
        texts = [*earlier, article] if earlier else []
        known = {row["fetched_at"]: row["fingerprint"] for row in self.versions(article.id)}
        wanted = {write_time(version.fetched_at): version for version in texts}
        for fetched_at, fingerprint in known.items():
            if fetched_at not in wanted or wanted[fetched_at].fingerprint != fingerprint:
                for table in ("article_versions", "version_mentions"):
                    self.db.execute(
                        f"delete from {table} where article_id = ? and fetched_at = ?", [article.id, fetched_at]
                    ).close()
        for fetched_at, version in wanted.items():
            self.db.execute(
                "insert or ignore into article_versions values (?, ?, ?, ?, ?, ?)",
                [article.id, fetched_at, version.title, version.text, version.caption_text, version.fingerprint],
            ).close()

    def versions(self, key: str) -> list[dict[str, Any]]:
        """The texts an edited article has had, oldest first; empty for one never edited."""
        return list(self.db.query("select * from article_versions where article_id = ? order by fetched_at", [key]))

    def drop_article(self, key: str) -> None:
        """Take an article and everything that hangs on it out of the corpus."""
        row = self.article(key)
        if row is None:
            return
        unindex_article(self.db, row)
        for table in ("article_versions", "version_mentions", "article_tables", "mentions", "story_members"):
            self.db.execute(f"delete from {table} where article_id = ?", [key]).close()
        self.db.execute("delete from progress where article_id = ? and stage != 'extract'", [key]).close()
        self.db.execute("delete from articles where id = ?", [key]).close()

    # mentions

    def save_mentions(self, key: str, mentions: Iterable[Mention], *, pipeline: str) -> None:
        """Make these the article's mentions; one that stands as before keeps its resolution."""
        old = {row["id"]: row for row in self.db.query("select * from mentions where article_id = ?", [key])}
        for mention in mentions:
            row = _mention_row(key, mention, pipeline)
            known = old.pop(row["id"], None)
            if known is not None and all(known[column] == value for column, value in row.items()):
                continue
            self.db.execute(
                f"insert or replace into mentions({', '.join(row)}) values ({', '.join(f':{c}' for c in row)})", row
            ).close()
        for gone in old:
            self.db.execute("delete from mentions where id = ?", [gone]).close()

    def mentions_of_text(self, text_hash: str, *, pipeline: str) -> list[Mention] | None:
        """The mentions of an article with this very text, tagged by this pipeline; None when there is none."""
        donor = self.db.execute(
            "select a.id from articles a join progress p on p.stage = 'tag' and p.article_id = a.id"
            " and p.version = ? and p.input = a.fingerprint where a.text_hash = ? limit 1",
            [pipeline, text_hash],
        ).fetchone()
        if donor is None:
            return None
        rows = self.db.query("select * from mentions where article_id = ? and field = 'text'", [donor[0]])
        return [Mention(**{name: row[name] for name in _MENTION_FIELDS}) for row in rows]

    def save_version_names(self, key: str, fetched_at: str, names: Iterable[tuple[str, str]]) -> None:
        """Store the names (text, label) that one version of an article held."""
        for text, label in names:
            self.db.execute(
                "insert or ignore into version_mentions values (?, ?, ?, ?)", [key, fetched_at, text, label]
            ).close()

    # what is pending

    def untagged_articles(self) -> list[str]:
        """Ids of articles whose present text is not tagged: those that the log says may not be."""
        return [row[0] for row in self.db.execute(f"{_UNTAGGED} order by a.id").fetchall()]

    def forget_tagged(self) -> None:
        """Take out of the log what is tagged as it is now, and what is gone."""
        self.db.execute(f"delete from waiting_articles where stage = 'tag' and article_id not in ({_UNTAGGED})").close()

    def outdated_articles(self, stage: str, *, version: str) -> list[str]:
        """Ids of articles whose present text another version of the stage has seen, those seen longest ago first."""
        rows = self.db.execute(
            "select a.id from progress p join articles a on a.id = p.article_id"
            f" where p.stage = ?1 and p.input is a.fingerprint and p.version is not ?2 order by {OLDEST_FIRST}",
            [stage, version],
        ).fetchall()
        return [row[0] for row in rows]


_UNTAGGED = (
    "select a.id from waiting_articles w cross join articles a on a.id = w.article_id"
    " left join progress p on p.stage = 'tag' and p.article_id = a.id"
    " where w.stage = 'tag' and p.input is not a.fingerprint"
)
_MENTION_FIELDS = ("field", "start", "end", "text", "label", "sent_start", "sent_end", "source", "score", "hint")


def _mention_row(key: str, mention: Mention, pipeline: str) -> dict[str, Any]:
    values = {name: getattr(mention, name) for name in _MENTION_FIELDS}
    return {"id": f"{key}-{mention.field}{mention.start}", "article_id": key, "pipeline": pipeline, **values}


def _article_row(article: Article, *, page_url: str, first: Article) -> dict[str, Any]:
    return {
        "docid": docid_of(article.id),
        "id": article.id,
        "url": article.url,
        "page_url": page_url,
        "outlet": article.outlet,
        "title": article.title,
        "text": article.text,
        "captions": article.caption_text,
        "published": write_time(article.published) if article.published else None,
        "published_precision": article.published_precision,
        "published_source": article.published_source,
        "language": article.language,
        "authors": json.dumps(article.authors, ensure_ascii=False),
        "agency": article.agency,
        "partial": int(article.partial),
        "topics": json.dumps({topic.name: round(topic.score, 3) for topic in article.topics}),
        "fetched_at": write_time(first.fetched_at),
        "updated_at": write_time(article.fetched_at),
        "fingerprint": article.fingerprint,
        "text_hash": digest(article.text),
        "removed": json.dumps(
            [{"text": removed.text, "reason": removed.reason} for removed in article.removed], ensure_ascii=False
        ),
        "certainty": article.certainty,
        "doubts": json.dumps(article.doubts),
        "method": article.method,
        "noarchive": int(article.noarchive),
    }
