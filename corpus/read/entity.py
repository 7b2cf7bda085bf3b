"""An entity as its page shows it, read from the summary tables: months, sources, company, sentences, lost names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.search.snippets import Snippet, mention_snippets, with_names
from corpus.store.reader import Readable
from corpus.store.summaries import CO_MENTIONS, FREQUENT


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """A thing that an entity belongs to, or that belongs to it: `what` is "in", "made by", "makes" or "holds"."""

    what: str
    id: str
    label: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Company:
    """An entity named in the same articles: in how many stories and articles."""

    id: str
    label: str
    kind: str | None
    name: str
    stories: int
    articles: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """An outlet that names the entity, its kind, and in how many articles."""

    outlet: str
    name: str
    kind: str
    articles: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """What one story says of the entity: its newest article's sentences, and how many others of it name the entity."""

    article_id: str
    title: str
    url: str
    outlet: str
    published: str | None
    story_id: str
    copies: int
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LostName:
    """An edit after which a name of the entity stood in the article no longer."""

    article_id: str
    title: str
    outlet: str
    at: str
    name: str


def find_entity(db: Readable, key: str) -> dict[str, Any] | None:
    """An entity's row by id, or by one that was merged into it; None when there is none."""
    row = next(db.query("select * from visible_entities where id = ?", [key]), None)
    if row is None:
        successor = db.execute("select successor_id from entity_redirects where id = ?", [key]).fetchone()
        if successor is not None and successor[0] != key:
            return find_entity(db, successor[0])
    return row


def aliases(db: Readable, entity: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """(alias, source) by script; those seen in print before those made by a rule."""
    rows = db.execute(
        "select script, alias, source from entity_aliases where entity_id = ? and alias != ?"
        " order by script, source = 'rule', source = 'unverified', alias",
        [entity["id"], entity["name"]],
    ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for script, alias, source in rows:
        found.setdefault(script, []).append((alias, source))
    return found


def relations(db: Readable, entity: dict[str, Any], *, limit: int = 40) -> list[Relation]:
    """What it is part of or made by, and what it makes or holds; the most-mentioned first."""
    rows = db.execute(
        "select * from (select 'in', id, label, name, 1 as nth, mentions from visible_entities where id = :parent"
        " union all select 'made by', id, label, name, 2, mentions from visible_entities where id = :maker"
        " union all select 'makes', id, label, name, 3, mentions from visible_entities where maker_id = :id"
        " union all select 'holds', id, label, name, 4, mentions from visible_entities where parent_id = :id"
        "  and mentions > 0)"
        " order by nth, mentions desc, name limit :limit",
        {"id": entity["id"], "parent": entity["parent_id"], "maker": entity["maker_id"], "limit": limit},
    ).fetchall()
    return [Relation(what=row[0], id=row[1], label=row[2], name=row[3]) for row in rows]


def months(db: Readable, entity_id: str) -> list[tuple[str, int, int, int]]:
    """(month, stories, articles, mentions), oldest first; month "" holds those without a date."""
    rows = db.execute(
        "select month, stories, articles, mentions from entity_months where entity_id = ? order by month", [entity_id]
    )
    return [tuple(row) for row in rows.fetchall()]


def sources(db: Readable, entity_id: str) -> dict[str, list[Source]]:
    """The outlets that name it, by kind; the kinds and outlets with most articles first."""
    rows = db.execute(
        "select n.outlet, coalesce(o.name, n.outlet), coalesce(o.kind, 'other'), n.articles from"
        " (select outlet, sum(articles) as articles from entity_outlets where entity_id = ? group by outlet) n"
        " left join outlets o on o.id = n.outlet order by n.articles desc, n.outlet",
        [entity_id],
    ).fetchall()
    found: dict[str, list[Source]] = {}
    for outlet, name, kind, articles in rows:
        found.setdefault(kind, []).append(Source(outlet=outlet, name=name, kind=kind, articles=articles))
    return dict(sorted(found.items(), key=lambda item: -sum(source.articles for source in item[1])))


def company(db: Readable, entity: dict[str, Any], *, each: int = 10) -> dict[str, list[Company]]:
    """The entities most often named in the same articles, so many of each label, by label.

    Those of a frequent entity are as of the last refresh that found it grown by a fiftieth.
    """
    if entity["articles"] > FREQUENT:
        source = "select other_id, stories, articles from co_mentions where entity_id = :id"
    else:
        source = CO_MENTIONS
    rows = db.execute(
        f"select e.id, e.label, e.kind, e.name, c.stories, c.articles from ({source}) c"
        " join visible_entities e on e.id = c.other_id"
        " order by c.stories desc, c.articles desc, e.id",
        {"id": entity["id"], "limit": 400},
    ).fetchall()
    found: dict[str, list[Company]] = {}
    for row in rows:
        group = found.setdefault(row[1], [])
        if len(group) < each:
            group.append(Company(id=row[0], label=row[1], kind=row[2], name=row[3], stories=row[4], articles=row[5]))
    return found


def quotes(db: Readable, entity_id: str, *, limit: int = 8, offset: int = 0) -> list[Quote]:
    """What the newest stories say of it, newest first."""
    found: dict[str, list[str]] = {}
    cursor = db.execute(
        "select article_id, story_id from entity_articles where entity_id = ? order by published desc, article_id",
        [entity_id],
    )
    for article, story in cursor:
        if story not in found and len(found) >= offset + limit:
            break
        found.setdefault(story, []).append(article)
    cursor.close()
    return [_quote(db, entity_id, story, articles) for story, articles in list(found.items())[offset:]]


def _quote(db: Readable, entity_id: str, story: str, articles: Sequence[str]) -> Quote:
    row = next(db.query("select * from articles where id = ?", [articles[0]]))
    mentions = list(db.query("select * from mentions where article_id = ? order by field, start", [row["id"]]))
    snippets = mention_snippets(row, [m for m in mentions if m["entity_id"] == entity_id])
    copies = db.execute(
        "select count(*) from articles a where a.story_id = ? and a.id != ? and exists (select 1 from entity_articles e"
        " where e.article_id = a.id and e.entity_id = ?)",
        [story, row["id"], entity_id],
    ).fetchone()[0]
    return Quote(
        article_id=row["id"],
        title=row["title"],
        url=row["url"],
        outlet=row["outlet"],
        published=row["published"],
        story_id=story,
        copies=copies,
        snippets=tuple(with_names(snippet, mentions) for snippet in snippets[:2]),
    )


def lost_names(db: Readable, entity_id: str, *, limit: int = 20) -> list[LostName]:
    """Edits that took the entity's last name out of an article, newest first."""
    rows = db.execute(
        "with own as (select distinct v.article_id, v.fetched_at, v.text from names n join version_mentions v"
        "  on v.text = n.text and v.label = n.label where n.entity_id = ?)"
        " select a.id, a.title, a.outlet, later.fetched_at, own.text from own join articles a on a.id = own.article_id"
        " join article_versions later on later.article_id = own.article_id and later.fetched_at ="
        "  (select min(fetched_at) from article_versions"
        "   where article_id = own.article_id and fetched_at > own.fetched_at)"
        " where not exists (select 1 from own still where still.article_id = own.article_id"
        "  and still.fetched_at = later.fetched_at) order by later.fetched_at desc, a.id, own.text limit ?",
        [entity_id, limit],
    ).fetchall()
    return [LostName(article_id=row[0], title=row[1], outlet=row[2], at=row[3], name=row[4]) for row in rows]


def activity(db: Readable, entity_id: str) -> list[tuple[str, str, int, int]]:
    """(month, kind, stories, independent reports) of a plant's reported activity, oldest first."""
    rows = db.execute(
        "select month, kind, stories, independent from factory_activity where entity_id = ? order by month, kind",
        [entity_id],
    )
    return [tuple(row) for row in rows.fetchall()]
