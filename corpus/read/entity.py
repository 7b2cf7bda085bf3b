"""An entity as everyone is shown it: its row, its names, months, sources, company, sentences, lost names.

Each part is a function, for those who need that part alone; a `Profile` holds them all, and is what `jangmadang entity`
and the entity's page print. Parts are read from the summary tables; `up_to_date` lays over them what they still lack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from corpus.search.same_name import NAME_ALONE, known_by_name_alone, names_written, written_otherwise
from corpus.search.snippets import Snippet, mention_snippets, named_in, with_names
from corpus.store.reader import Readable
from corpus.store.summary_rows import CO_MENTIONS, FREQUENT, up_to_date

SENTENCES = 20  # stories that a profile quotes
UNDATED = "undated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """A row of the table `entities`."""

    id: str
    label: str
    name: str
    kind: str | None
    status: str
    country: str | None
    lat: float | None
    lon: float | None
    parent_id: str | None
    maker_id: str | None
    wikidata: str | None
    geonames: str | None
    hs_code: str | None
    note: str | None
    source: str | None
    first_seen: str | None
    last_seen: str | None
    mentions: int
    articles: int
    stories: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Alias:
    """Another name of an entity, its script, and where it is from: "seen", "rule", "unverified" or "corpus"."""

    alias: str
    script: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """A thing that an entity belongs to, or that belongs to it: `what` is "in", "made by", "makes", "holds",
    "a kind of", "kinds", "part of", "parts", "holds office" or "officers".
    """

    what: str
    id: str
    label: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """On what a column of an entity rests: "kind", "parent_id" or "point"; `precision` says what a point is the point
    of: plant, district, city, county or province.
    """

    field: str
    basis: str
    precision: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """How often a month's articles (2026-03, or "undated") name an entity; `independent` counts reports."""

    month: str
    stories: int
    independent: int
    articles: int
    mentions: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CoMention:
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
class Activity:
    """What was reported of a plant in a month: stories and independent reports of one kind."""

    month: str
    kind: str
    stories: int
    independent: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """What one story says of the entity: its newest article's sentences, and how many others of it name the entity."""

    article_id: str
    title: str
    url: str
    outlet: str
    published: str | None
    published_precision: str | None
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """An entry about the entity in a list that others keep: the list's name, title, licence and date, the entry's id,
    its name there and its programmes; `doubt` says that a person was found there by the name alone.
    """

    overlay: str
    title: str
    licence: str
    as_of: str
    entry_id: str
    name: str
    programs: str
    doubt: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """All that is known of an entity. What it names as JSON is what the terminal and the page show.

    `named_until` is when the last article that named it was edited, where none does now; `written` the words that
    articles have for it, where they never have its name; `doubt` says that a person is meant by the name alone.
    """

    entity: Entity
    parent: Entity | None
    aliases: tuple[Alias, ...]
    relations: tuple[Relation, ...]
    months: tuple[Month, ...]
    co_mentions: tuple[CoMention, ...]
    sources: tuple[Source, ...]
    activity: tuple[Activity, ...]
    sentences: tuple[Quote, ...]
    lost_names: tuple[LostName, ...]
    named_until: str | None = None
    basis: tuple[Basis, ...] = ()
    listed: tuple[Listed, ...] = ()
    written: tuple[str, ...] = ()
    doubt: str = ""


def read_profile(db: Readable, entity: Entity, *, sentences: int = SENTENCES, company: bool = True) -> Profile:
    """All parts; of co-mentions so many of each label as a page has room for, or none without `company`."""
    lost = lost_names(db, entity.id)
    return Profile(
        entity=entity,
        parent=find_entity(db, entity.parent_id) if entity.parent_id else None,
        aliases=aliases(db, entity),
        relations=relations(db, entity),
        months=months(db, entity.id),
        co_mentions=co_mentions(db, entity, each=24 if entity.label == "PRODUCT" else 10) if company else (),
        sources=sources(db, entity.id),
        activity=activity(db, entity.id),
        sentences=quotes(db, entity.id, limit=sentences),
        lost_names=lost,
        named_until=max((name.at for name in lost), default=None) if not entity.mentions else None,
        basis=bases(db, entity.id),
        listed=listed(db, entity),
        written=written_otherwise(names_written(db, entity.id), entity.name),
        doubt=NAME_ALONE if known_by_name_alone(db, [entity.id]) else "",
    )


def current_profile(db: Readable, entity: Entity, *, sentences: int = SENTENCES) -> Profile:
    """The same as the mentions have it now, also where the summary tables still lack something."""
    with up_to_date(db, entity.id):
        return read_profile(db, entity, sentences=sentences)


_COLUMNS = ", ".join(field.name for field in fields(Entity))


def find_entity(db: Readable, key: str) -> Entity | None:
    """An entity by id, or by one that was merged into it; None when there is none, or it was hidden."""
    row = next(db.query(f"select {_COLUMNS} from visible_entities where id = ?", [key]), None)
    if row is not None:
        return Entity(**row)
    successor = db.execute("select successor_id from entity_redirects where id = ?", [key]).fetchone()
    return find_entity(db, successor[0]) if successor is not None and successor[0] != key else None


def stored_entity(db: Readable, key: str) -> Entity | None:
    """An entity by its very id, hidden or not: for those who decide on it."""
    row = next(db.query(f"select {_COLUMNS} from entities where id = ?", [key]), None)
    return Entity(**row) if row else None


def aliases(db: Readable, entity: Entity) -> tuple[Alias, ...]:
    """Its other names by script; those seen in print before those made by a rule."""
    rows = db.query(
        "select alias, script, source from entity_aliases where entity_id = ? and alias != ?"
        " order by script, source = 'rule', source = 'unverified', alias",
        [entity.id, entity.name],
    )
    return tuple(Alias(**row) for row in rows)


# Relations that no column of an entity holds, from both ends; what is made and by whom stands above.
_RELATED = (
    "select case r.relation when 'kind of' then 'a kind of' else r.relation end as what, e.id, e.label,"
    " case r.role when '' then e.name else r.role || ', ' || e.name end as name, 5, e.mentions"
    " from entity_relations r join visible_entities e on e.id = r.object_id where r.subject_id = :id"
    " and r.relation in ('kind of', 'part of', 'holds office')"
    " union all select case r.relation when 'kind of' then 'kinds' when 'part of' then 'parts' else 'officers' end,"
    " e.id, e.label, e.name, 6, e.mentions from entity_relations r join visible_entities e on e.id = r.subject_id"
    " where r.object_id = :id and r.relation in ('kind of', 'part of', 'holds office')"
    " union all select 'makes', e.id, e.label, e.name, 3, e.mentions from entity_relations r join visible_entities e"
    " on e.id = r.object_id where r.subject_id = :id and r.relation = 'makes' and e.maker_id is not :id"
    " union all select 'made by', e.id, e.label, e.name, 2, e.mentions from entity_relations r join visible_entities e"
    " on e.id = r.subject_id where r.object_id = :id and r.relation = 'makes' and e.id is not :maker"
)


def relations(db: Readable, entity: Entity, *, limit: int = 40) -> tuple[Relation, ...]:
    """What it is part of or made by, and what it makes or holds; the most-mentioned first."""
    rows = db.query(
        "select what, id, label, name from"
        " (select 'in' as what, id, label, name, 1 as nth, mentions from visible_entities where id = :parent"
        " union all select 'made by', id, label, name, 2, mentions from visible_entities where id = :maker"
        " union all select 'makes', id, label, name, 3, mentions from visible_entities where maker_id = :id"
        " union all select 'holds', id, label, name, 4, mentions from visible_entities where parent_id = :id"
        "  and mentions > 0"
        f" union all {_RELATED})"
        " order by nth, mentions desc, name limit :limit",
        {"id": entity.id, "parent": entity.parent_id, "maker": entity.maker_id, "limit": limit},
    )
    return tuple(Relation(**row) for row in rows)


def months(db: Readable, entity_id: str) -> tuple[Month, ...]:
    """How often each month's articles name it, oldest first; before these what is undated."""
    rows = db.query(
        f"select case month when '' then '{UNDATED}' else month end as month, stories, independent, articles, mentions"
        " from entity_months m where entity_id = ? order by m.month",
        [entity_id],
    )
    return tuple(Month(**row) for row in rows)


def sources(db: Readable, entity_id: str) -> tuple[Source, ...]:
    """The outlets that name it, those with most articles first."""
    rows = db.query(
        "select n.outlet, coalesce(o.name, n.outlet) as name, coalesce(o.kind, 'other') as kind, n.articles from"
        " (select outlet, sum(articles) as articles from entity_outlets where entity_id = ? group by outlet) n"
        " left join outlets o on o.id = n.outlet order by n.articles desc, n.outlet",
        [entity_id],
    )
    return tuple(Source(**row) for row in rows)


def co_mentions(db: Readable, entity: Entity, *, each: int = 10) -> tuple[CoMention, ...]:
    """The entities most often named in the same articles, so many of each label, those of most stories first.

    Those of a frequent entity are as of the last refresh that found it grown by a fiftieth.
    """
    if entity.articles > FREQUENT:
        source = "select other_id, stories, articles from co_mentions where entity_id = :id"
    else:
        source = CO_MENTIONS
    rows = db.execute(
        f"select e.id, e.label, e.kind, e.name, c.stories, c.articles from ({source}) c"
        " join visible_entities e on e.id = c.other_id"
        " order by c.stories desc, c.articles desc, e.id",
        {"id": entity.id, "limit": 400},
    ).fetchall()
    taken: Counter[str] = Counter()
    kept = []
    for key, label, kind, name, stories, articles in rows:
        taken[label] += 1
        if taken[label] <= each:
            kept.append(CoMention(id=key, label=label, kind=kind, name=name, stories=stories, articles=articles))
    return tuple(kept)


def quotes(db: Readable, entity_id: str, *, limit: int, offset: int = 0) -> tuple[Quote, ...]:
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
    return tuple(_quote(db, entity_id, story, articles) for story, articles in list(found.items())[offset:])


def _quote(db: Readable, entity_id: str, story: str, articles: Sequence[str]) -> Quote:
    row = next(db.query("select * from articles where id = ?", [articles[0]]))
    mentions = named_in(db, row["id"])
    snippets = mention_snippets(row, [m for m in mentions if m["entity_id"] == entity_id])
    copies = db.execute(
        "select count(*) from articles a where a.story_id = ? and a.id != ? and exists (select 1 from entity_articles e"
        " where e.article_id = a.id and e.entity_id = ?)",
        [story, row["id"], entity_id],
    ).fetchone()[0]
    return Quote(
        article_id=row["id"],
        story_id=story,
        copies=copies,
        snippets=tuple(with_names(snippet, mentions) for snippet in snippets[:2]),
        **{name: row[name] for name in ("title", "url", "outlet", "published", "published_precision")},
    )


def lost_names(db: Readable, entity_id: str, *, limit: int = 20) -> tuple[LostName, ...]:
    """Edits that took the entity's last name out of an article, newest first."""
    rows = db.query(
        "with own as (select distinct v.article_id, v.fetched_at, v.text from names n join version_mentions v"
        "  on v.text = n.text and v.label = n.label where n.entity_id = ?)"
        " select a.id as article_id, a.title, a.outlet, later.fetched_at as at, own.text as name"
        " from own join articles a on a.id = own.article_id"
        " join article_versions later on later.article_id = own.article_id and later.fetched_at ="
        "  (select min(fetched_at) from article_versions"
        "   where article_id = own.article_id and fetched_at > own.fetched_at)"
        " where not exists (select 1 from own still where still.article_id = own.article_id"
        "  and still.fetched_at = later.fetched_at) order by later.fetched_at desc, a.id, own.text limit ?",
        [entity_id, limit],
    )
    return tuple(LostName(**row) for row in rows)


def activity(db: Readable, entity_id: str) -> tuple[Activity, ...]:
    """A plant's reported activity, oldest first; of other things none is read."""
    rows = db.query(
        "select month, kind, stories, independent from factory_activity where entity_id = ? order by month, kind",
        [entity_id],
    )
    return tuple(Activity(**row) for row in rows)


def bases(db: Readable, entity_id: str) -> tuple[Basis, ...]:
    """On what its kind, its place and its point rest, where that is noted."""
    rows = db.query("select field, basis, precision from entity_basis where entity_id = ? order by field", [entity_id])
    return tuple(Basis(**row) for row in rows)


def listed(db: Readable, entity: Entity) -> tuple[Listed, ...]:
    """The entries about it in lists that others keep."""
    rows = db.query(
        "select o.name as overlay, o.title, o.licence, o.as_of, e.entry_id, e.name, e.programs from overlay_entries e"
        " join overlays o on o.name = e.overlay where e.entity_id = ? order by o.name, e.entry_id",
        [entity.id],
    )
    doubt = NAME_ALONE if entity.label == "PERSON" else ""
    return tuple(Listed(**row, doubt=doubt) for row in rows)
