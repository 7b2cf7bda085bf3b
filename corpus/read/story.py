"""Reading stories: the biggest ones, and one with its members, what differs between them, and its links."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

from corpus.store.reader import Readable
from corpus.times import write_time


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryQuery:
    """Which stories: told in this time, by this outlet, naming this entity, by so many outlets at least."""

    start: datetime | None = None
    end: datetime | None = None
    outlet: str | None = None
    entity: str | None = None
    outlets: int = 1
    limit: int = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryRow:
    """A row of the table `stories`, with how much is known of its first and its last time of publication."""

    id: str
    title: str | None
    representative_id: str
    first_published: str | None
    first_precision: str | None
    last_published: str | None
    last_precision: str | None
    articles: int
    outlets: int
    independent: int
    origin: str | None
    origin_id: str | None
    origin_why: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedStory(StoryRow):
    """A story in a list, with the outlets that tell it."""

    outlet_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberView:
    """A member of a story: what it was made of (`of_id`), how, and how surely."""

    article_id: str
    relation: str
    of_id: str | None
    score: float | None
    why: str | None
    outlet: str
    title: str
    url: str
    published: str | None
    published_precision: str | None
    language: str | None
    agency: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparedMember(MemberView):
    """A member with the sentences in which it differs from the member `of_id`.

    With `noarchive` these may not leave this machine: one of the two asks not to be archived.
    """

    WITHHELD: ClassVar[tuple[str, ...]] = ("added", "dropped")

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    noarchive: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkView:
    """A link from an article of this story (`ours`) to one of another, or the other way round (`outgoing` false)."""

    relation: str
    outgoing: bool
    ours: str
    other_id: str
    other_story: str
    outlet: str
    title: str
    score: float | None
    why: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryView:
    """A story with its members in order of publication, its links, and the ids it had before.

    What it names as JSON is what the terminal and the page show.
    """

    story: StoryRow
    members: tuple[ComparedMember, ...]
    links: tuple[LinkView, ...]
    formerly: tuple[str, ...]


_PRECISION = (
    "(select a.published_precision from articles a where a.story_id = s.id and a.published = s.{0}_published"
    " order by a.published_precision limit 1) as {0}_precision"
)
_COLUMNS = ", ".join(
    _PRECISION.format(field.name.removesuffix("_precision")) if field.name.endswith("_precision") else f"s.{field.name}"
    for field in fields(StoryRow)
)


def list_stories(db: Readable, query: StoryQuery) -> tuple[ListedStory, ...]:
    """The stories that a query asks for, those of most outlets first, then those of most articles, then the newest."""
    where, values = _asked(query)
    rows = db.query(
        f"select {_COLUMNS}, (select group_concat(outlet, ' ') from (select distinct outlet from articles a"
        "  where a.story_id = s.id order by outlet)) as outlet_ids"
        f" from stories s where {where}"
        " order by s.outlets desc, s.articles desc, s.first_published desc nulls last, s.id limit :limit",
        {**values, "limit": query.limit},
    )
    return tuple(ListedStory(**{**row, "outlet_ids": tuple((row["outlet_ids"] or "").split())}) for row in rows)


def count_stories(db: Readable, query: StoryQuery) -> int:
    """How many stories a query asks for, shown or not."""
    where, values = _asked(query)
    return int(db.execute(f"select count(*) from stories s where {where}", values).fetchone()[0])


def _asked(query: StoryQuery) -> tuple[str, dict[str, Any]]:
    """The condition on `stories s` that a query sets, with its parameters."""
    conditions = ["s.outlets >= :outlets"]
    if query.start:
        conditions.append("s.last_published >= :start")
    if query.end:
        conditions.append("s.first_published < :end")
    if query.outlet:
        conditions.append("exists (select 1 from articles a where a.story_id = s.id and a.outlet = :outlet)")
    if query.entity:
        conditions.append(
            "s.id in (select a.story_id from mentions m join articles a on a.id = m.article_id"
            " where m.entity_id = :entity)"
        )
    return " and ".join(conditions), {
        "outlets": query.outlets,
        "start": write_time(query.start) if query.start else None,
        "end": write_time(query.end) if query.end else None,
        "outlet": query.outlet,
        "entity": query.entity,
    }


def find_story(db: Readable, key: str) -> str | None:
    """The story that an id stands for: a story's, one that it had before, an article's, or an article's address."""
    for query in (
        "select id from stories where id = ?",
        "select story_id from articles where id = ?",
        "select story_id from articles where url = ?",
    ):
        row = db.execute(query, [key]).fetchone()
        if row and row[0]:
            return str(row[0])
    moved = db.execute("select successor_id from story_redirects where id = ? and successor_id != id", [key]).fetchone()
    return find_story(db, moved[0]) if moved else None


def read_story(db: Readable, story_id: str) -> StoryRow | None:
    """A story's row by its id, or None when there is none."""
    row = next(db.query(f"select {_COLUMNS} from stories s where s.id = ?", [story_id]), None)
    return StoryRow(**row) if row else None


def read_members(db: Readable, story_id: str) -> tuple[MemberView, ...]:
    """A story's members in order of publication."""
    rows = db.query(
        "select m.article_id, m.relation, m.of_id, m.score, m.why, a.outlet, a.title, a.url, a.published,"
        " a.published_precision, a.language, a.agency"
        " from story_members m join articles a on a.id = m.article_id where m.story_id = ?"
        " order by coalesce(a.published, '9999'), a.id",
        [story_id],
    )
    return tuple(MemberView(**row) for row in rows)


def view_story(db: Readable, story_id: str) -> StoryView | None:
    """A story by id, or None when there is none."""
    story = read_story(db, story_id)
    if story is None:
        return None
    texts = dict(
        db.execute(
            "select m.article_id, a.text from story_members m join articles a on a.id = m.article_id"
            " where m.story_id = ?",
            [story_id],
        ).fetchall()
    )
    reserved = db.execute(
        "select m.article_id from story_members m join articles a on a.id = m.article_id"
        " where m.story_id = ? and a.noarchive = 1",
        [story_id],
    )
    kept = frozenset(row[0] for row in reserved.fetchall())
    former = db.execute("select id from story_redirects where successor_id = ? order by id", [story_id])
    return StoryView(
        story=story,
        members=tuple(_compared(member, texts, kept) for member in read_members(db, story_id)),
        links=_links(db, story_id),
        formerly=tuple(row[0] for row in former.fetchall()),
    )


def _compared(member: MemberView, texts: Mapping[str, str], reserved: frozenset[str]) -> ComparedMember:
    added, dropped = differing(texts.get(member.of_id, ""), texts[member.article_id]) if member.of_id else ((), ())
    noarchive = not reserved.isdisjoint((member.article_id, member.of_id))
    return ComparedMember(**asdict(member), added=added, dropped=dropped, noarchive=noarchive)


def _links(db: Readable, story_id: str) -> tuple[LinkView, ...]:
    found = []
    for outgoing, own, other in ((True, "article_id", "other_id"), (False, "other_id", "article_id")):
        rows = db.query(
            f"select l.relation, l.{own} as ours, o.id as other_id, o.story_id as other_story, o.outlet, o.title,"
            f" l.score, l.why from story_links l join articles a on a.id = l.{own} join articles o on o.id = l.{other}"
            " where a.story_id = ? order by l.relation, o.id",
            [story_id],
        )
        found += [LinkView(outgoing=outgoing, **row) for row in rows]
    return tuple(found)


_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+|(?<=[.!?。！？][\"'”’」])\s+|\n+")


def differing(source: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sentences that a text has and its source lacks, and those that the source has and it lacks, in order."""
    parts = [
        [" ".join(sentence.split()) for sentence in _SENTENCE_END.split(whole) if sentence.strip()]
        for whole in (source, text)
    ]
    matcher = difflib.SequenceMatcher(a=parts[0], b=parts[1], autojunk=False)
    added: list[str] = []
    dropped: list[str] = []
    for tag, start_a, end_a, start_b, end_b in matcher.get_opcodes():
        if tag != "equal":
            dropped += parts[0][start_a:end_a]
            added += parts[1][start_b:end_b]
    # what only stands elsewhere is moved
    return tuple(s for s in added if s not in parts[0]), tuple(s for s in dropped if s not in parts[1])
