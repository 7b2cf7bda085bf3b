"""What is in the corpus, as counts; what the last run said; what has changed after publication."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from corpus.store.progress import outdated_counts
from corpus.store.reader import Readable


def corpus_stats(db: Readable) -> dict[str, Any]:
    """Counts of articles, mentions, entities, stories and outcomes by their kinds, with the time span; `outdated`
    counts what an older version of a stage did.
    """

    def count(sql: str) -> dict[str, int]:
        return dict(db.execute(sql).fetchall())

    first, last = db.execute("select min(published), max(published) from articles").fetchone()
    return {
        "articles": db.execute("select count(*) from articles").fetchone()[0],
        "first_published": first,
        "last_published": last,
        "outlets": count("select outlet, count(*) as n from articles group by outlet order by n desc, outlet"),
        "languages": count("select coalesce(language, '?'), count(*) as n from articles group by 1 order by n desc"),
        "mentions": count("select label, count(*) as n from mentions group by label order by n desc"),
        "entities": count(
            "select label, count(*) as n from visible_entities where mentions > 0 group by label order by n desc"
        ),
        "stories": db.execute("select count(*) from stories").fetchone()[0],
        "outdated": outdated_counts(db),
        "outcomes": count(
            "select stage || ': ' || reason, count(*) as n from outcomes group by 1 order by stage, n desc"
        ),
    }


def last_run(db: Readable) -> dict[str, Any] | None:
    """The newest run with its report, or None when there was none."""
    row = next(db.query("select * from runs order by started_at desc limit 1"), None)
    return {**row, "report": json.loads(row["report"])} if row else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """An article that was edited or withdrawn after publication. Names are (text, label)."""

    article_id: str
    outlet: str
    url: str
    title: str
    at: str
    kind: str
    old_text: str
    new_text: str
    appeared: tuple[tuple[str, str], ...]
    vanished: tuple[tuple[str, str], ...]


def changes(db: Readable, *, since: str | None = None, limit: int = 50) -> list[Change]:
    """Edits and withdrawals, newest first, with the names that appeared in each and those that vanished."""
    rows = db.query(
        "select v.article_id, a.outlet, a.url, a.title, v.fetched_at as at, v.text, v.captions, v.title as new_title,"
        " o.fetched_at as old_at, o.text as old_text, o.title as old_title"
        " from article_versions v join articles a on a.id = v.article_id join article_versions o"
        " on o.article_id = v.article_id and o.fetched_at = (select max(fetched_at) from article_versions"
        " where article_id = v.article_id and fetched_at < v.fetched_at)"
        " where v.fetched_at >= ? order by v.fetched_at desc, v.article_id limit ?",
        [since or "", limit],
    )
    edits = [_edit(db, row) for row in rows]
    gone = db.query(
        "select id as article_id, outlet, url, title, gone_at as at, text from articles where gone_at >= ?"
        " order by gone_at desc, id limit ?",
        [since or "", limit],
    )
    withdrawn = [
        Change(
            **{name: row[name] for name in ("article_id", "outlet", "url", "title", "at")},
            kind="withdrawn",
            old_text=row["text"],
            new_text="",
            appeared=(),
            vanished=(),
        )
        for row in gone
    ]
    return sorted([*edits, *withdrawn], key=lambda change: (change.at, change.article_id), reverse=True)[:limit]


def _edit(db: Readable, row: dict[str, Any]) -> Change:
    old = _names(db, row["article_id"], row["old_at"])
    new = _names(db, row["article_id"], row["at"])
    return Change(
        **{name: row[name] for name in ("article_id", "outlet", "url", "title", "at")},
        kind="edited",
        old_text=f"{row['old_title']}\n{row['old_text']}",
        new_text=f"{row['new_title']}\n{row['text']}",
        appeared=tuple(sorted(new - old)),
        vanished=tuple(sorted(old - new)),
    )


def _names(db: Readable, article_id: str, fetched_at: str) -> set[tuple[str, str]]:
    return set(
        db.execute(
            "select text, label from version_mentions where article_id = ? and fetched_at = ?", [article_id, fetched_at]
        ).fetchall()
    )
