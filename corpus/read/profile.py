"""An entity's profile: its names, when it was mentioned, with whom and in which sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.search.hits import FIELD_COLUMNS, Snippet, make_snippet
from corpus.store.reader import Readable


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence that names the entity, with where it stands."""

    article_id: str
    title: str
    url: str
    outlet: str
    published: str | None
    snippet: Snippet


@dataclass(frozen=True, kw_only=True, slots=True)
class CoMention:
    """An entity named in the same articles, and in how many stories."""

    id: str
    label: str
    name: str
    stories: int
    articles: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """One entity. `months` are (YYYY-MM, stories, mentions), oldest first."""

    entity: dict[str, Any]
    parent: str | None
    aliases: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, int, int], ...]
    outlets: tuple[tuple[str, int], ...]
    co_mentions: tuple[CoMention, ...]
    sentences: tuple[Sentence, ...]


def entity_profile(db: Readable, entity_id: str, *, co_mentions: int = 15, sentences: int = 5) -> Profile | None:
    """The profile of an entity by id, or None when there is none."""
    entity = next(db.query("select * from entities where id = ?", [entity_id]), None)
    if entity is None:
        return None
    parent = db.execute("select name from entities where id = ?", [entity["parent_id"]]).fetchone()
    return Profile(
        entity=entity,
        parent=parent[0] if parent else None,
        aliases=_aliases(db, entity),
        months=mentions_by_month(db, entity_id),
        outlets=_outlets(db, entity_id),
        co_mentions=_co_mentions(db, entity_id, limit=co_mentions),
        sentences=latest_sentences(db, entity_id, limit=sentences),
    )


def mentions_by_month(db: Readable, entity_id: str) -> tuple[tuple[str, int, int], ...]:
    """(month, stories, mentions) of an entity, oldest month first; articles without a date count as "undated"."""
    rows = db.execute(
        "select coalesce(substr(a.published, 1, 7), 'undated') as month,"
        " count(distinct coalesce(a.story_id, a.id)), count(*)"
        " from mentions m join articles a on a.id = m.article_id where m.entity_id = ?"
        " group by month order by month",
        [entity_id],
    )
    return tuple(rows.fetchall())


def _aliases(db: Readable, entity: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    rows = db.execute(
        "select alias, source from entity_aliases where entity_id = ? and alias != ? order by source = 'rule', alias",
        [entity["id"], entity["name"]],
    )
    return tuple(rows.fetchall())


def _outlets(db: Readable, entity_id: str) -> tuple[tuple[str, int], ...]:
    rows = db.execute(
        "select a.outlet, count(distinct a.id) as n from mentions m join articles a on a.id = m.article_id"
        " where m.entity_id = ? group by a.outlet order by n desc, a.outlet",
        [entity_id],
    )
    return tuple(rows.fetchall())


def _co_mentions(db: Readable, entity_id: str, *, limit: int) -> tuple[CoMention, ...]:
    rows = db.query(
        "select e.id, e.label, e.name, count(distinct coalesce(a.story_id, a.id)) as stories,"
        " count(distinct a.id) as articles"
        " from (select distinct article_id from mentions where entity_id = :id) own"
        " join mentions m on m.article_id = own.article_id and m.entity_id != :id"
        " join articles a on a.id = m.article_id join visible_entities e on e.id = m.entity_id"
        " group by e.id order by stories desc, articles desc, e.id limit :limit",
        {"id": entity_id, "limit": limit},
    )
    return tuple(CoMention(**row) for row in rows)


def latest_sentences(db: Readable, entity_id: str, *, limit: int) -> tuple[Sentence, ...]:
    """The newest sentences that name an entity, one an article; body text before captions and titles."""
    rows = db.query(
        "select a.id as article_id, a.title, a.url, a.outlet, a.published, a.text, a.captions,"
        " m.field, m.start, m.end, m.label, m.sent_start, m.sent_end,"
        " min((case m.field when 'text' then 0 when 'caption' then 1 else 2 end) * 1000000000 + m.start)"
        " from mentions m join articles a on a.id = m.article_id where m.entity_id = ?"
        " group by coalesce(a.story_id, a.id) order by a.published desc nulls last, a.id limit ?",
        [entity_id, limit],
    )
    return tuple(_sentence(row) for row in rows)


def _sentence(row: dict[str, Any]) -> Sentence:
    marks: Sequence[tuple[int, int, str]] = [(row["start"], row["end"], row["label"])]
    text = row[FIELD_COLUMNS[row["field"]]]
    return Sentence(
        snippet=make_snippet(row["field"], text, row["sent_start"], row["sent_end"], marks),
        **{name: row[name] for name in ("article_id", "title", "url", "outlet", "published")},
    )
