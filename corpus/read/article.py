"""An article as its page shows it: its fields with their names, its story, its edits, what was taken out of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from corpus.read.edits import Change, changes_of
from corpus.read.story import MemberView, StoryRow, read_members, read_story
from corpus.search.same_name import NAME_ALONE, known_by_name_alone, written_otherwise
from corpus.store.reader import Readable

FIELDS = ("title", "text", "caption")


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredArticle:
    """A row of the table `articles`, its lists read. With `noarchive` its text may not leave this machine."""

    WITHHELD: ClassVar[tuple[str, ...]] = ("text", "captions", "removed")

    id: str
    url: str
    page_url: str
    outlet: str
    title: str
    text: str
    captions: str
    published: str | None
    published_precision: str | None
    published_source: str | None
    language: str | None
    authors: list[str]
    agency: str | None
    partial: bool
    topics: dict[str, float]
    fetched_at: str
    updated_at: str
    gone_at: str | None
    fingerprint: str
    text_hash: str
    story_id: str | None
    removed: list[dict[str, str]]
    certainty: float | None
    doubts: list[str]
    method: str
    noarchive: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletRow:
    """An article's outlet; of one that was never saved the id stands for its name."""

    id: str
    name: str
    homepage: str | None = None
    country: str | None = None
    language: str | None = None
    kind: str | None = None
    family: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredMention:
    """A row of the table `mentions`."""

    id: str
    article_id: str
    field: str
    start: int
    end: int
    text: str
    label: str
    sent_start: int
    sent_end: int
    source: str
    score: float
    hint: str | None
    entity_id: str | None
    entity_score: float | None
    entity_why: str | None
    pipeline: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedEntity:
    """An entity that an article names, and how often; `written` the article's words for it, where none is its name, and
    `doubt` says that a person is meant by the name alone.
    """

    id: str
    label: str
    name: str
    mentions: int
    written: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredTable:
    """A table of an article: its cells by row, and where its lines stand in the text, in code points. With `noarchive`
    its words may not leave this machine.
    """

    WITHHELD: ClassVar[tuple[str, ...]] = ("caption", "heading", "cells")

    noarchive: bool
    position: int
    caption: str
    heading: str
    head_rows: int
    cells: list[list[str]]
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleView:
    """An article with all that its page tells. What it names as JSON is what the page shows."""

    article: StoredArticle
    outlet: OutletRow
    mentions: tuple[StoredMention, ...]
    tables: tuple[StoredTable, ...]
    entities: tuple[NamedEntity, ...]
    story: StoryRow | None
    members: tuple[MemberView, ...]
    changes: tuple[Change, ...]

    def mentions_in(self, field: str) -> tuple[StoredMention, ...]:
        """The mentions in one of `FIELDS`, in order."""
        return tuple(mention for mention in self.mentions if mention.field == field)


def view_article(db: Readable, key: str) -> ArticleView | None:
    """An article by id, or None when there is none."""
    row = next(db.query(f"select {_columns(StoredArticle)} from articles where id = ?", [key]), None)
    if row is None:
        return None
    lists = {column: json.loads(row[column]) for column in ("authors", "topics", "removed", "doubts")}
    article = StoredArticle(**{**row, **lists, "partial": bool(row["partial"]), "noarchive": bool(row["noarchive"])})
    story = read_story(db, article.story_id) if article.story_id else None
    return ArticleView(
        article=article,
        outlet=_outlet(db, article.outlet),
        mentions=article_mentions(db, key),
        tables=_tables(db, key, noarchive=article.noarchive),
        entities=_entities(db, key),
        story=story,
        members=read_members(db, story.id) if story else (),
        changes=changes_of(db, key),
    )


def article_mentions(db: Readable, key: str) -> tuple[StoredMention, ...]:
    """The mentions in an article, field by field as `FIELDS` has them."""
    rows = db.query(f"select {_columns(StoredMention)} from mentions where article_id = ? order by field, start", [key])
    found = [StoredMention(**row) for row in rows]
    return tuple(sorted(found, key=lambda mention: FIELDS.index(mention.field)))


def _tables(db: Readable, key: str, *, noarchive: bool) -> tuple[StoredTable, ...]:
    columns = "position, caption, heading, head_rows, cells, start, end"
    rows = db.query(f"select {columns} from article_tables where article_id = ? order by start", [key])
    return tuple(StoredTable(**{**row, "cells": json.loads(row["cells"])}, noarchive=noarchive) for row in rows)


def _columns(record: Any) -> str:
    return ", ".join(f'"{field.name}"' for field in fields(record))


def _outlet(db: Readable, key: str) -> OutletRow:
    row = next(db.query(f"select {_columns(OutletRow)} from outlets where id = ?", [key]), None)
    return OutletRow(**row) if row else OutletRow(id=key, name=key)


def _entities(db: Readable, key: str) -> tuple[NamedEntity, ...]:
    """The entities it names, the most-mentioned first."""
    rows = list(
        db.query(
            "select e.id, e.label, e.name, count(*) as mentions, json_group_array(m.text) as written from mentions m"
            " join visible_entities e on e.id = m.entity_id"
            " where m.article_id = ? group by e.id order by mentions desc, e.name",
            [key],
        )
    )
    alone = known_by_name_alone(db, [row["id"] for row in rows], article=key)
    return tuple(
        NamedEntity(
            **row | {"written": written_otherwise(json.loads(row["written"]), row["name"])},
            doubt=NAME_ALONE if row["id"] in alone else "",
        )
        for row in rows
    )
