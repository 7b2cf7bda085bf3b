"""Stories in the store: what clustering reads of articles, and where its stories, members and links go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from corpus.schema.sqlite_library import Database
from corpus.store.entity_totals import count_entities
from corpus.store.fulltext import docid_of
from corpus.store.progress import OLDEST_FIRST, mark_done

STAGE = "cluster"

# what clustering reads of an article: when any of it changes, the article is placed anew
INPUT = "a.fingerprint || ' ' || coalesce(a.published, '') || ' ' || a.outlet || ' ' || coalesce(a.agency, '')"


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """An article as a member of a story. Its outlet's `family` is the outlet's id where it belongs to none; `known` are
    the known entities that it names.
    """

    id: str
    title: str
    outlet: str
    outlet_name: str
    family: str
    kind: str
    published: str | None
    agency: str | None
    partial: bool
    language: str | None
    story_id: str | None
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """An article's place in a story: its `relation` to the member `of_id`, how much they share (0 to 1), and why."""

    article_id: str
    relation: str
    of_id: str | None = None
    score: float | None = None
    why: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """Articles that tell one story. `origin` is an outlet's or agency's name; `independent` counts own reporting."""

    id: str
    title: str
    representative_id: str
    first_published: str | None
    last_published: str | None
    outlets: int
    independent: int
    origin: str
    origin_id: str | None
    origin_why: str
    members: tuple[Member, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryLink:
    """A link between two articles that is no merge: `article_id` quotes or translates `other_id`."""

    article_id: str
    other_id: str
    relation: str
    score: float | None
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """The known places and plants that an article names in its lead, and anywhere in its headline and text."""

    lead: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()


_REPORT_COLUMNS = tuple(field.name for field in fields(Report))


def look_through(db: Database, *, indexed: str) -> None:
    """Note every article that is new, changed, gone or not in the index file: all are looked at.

    `indexed` is the path of the index, whose table `members` says what it holds. It is called when the log
    `touched_articles` does not go with that file.
    """
    db.attach("story_index", indexed)
    try:
        db.execute(
            "insert or ignore into touched_articles select a.id from articles a"
            " left join progress p on p.stage = ?1 and p.article_id = a.id"
            " left join story_index.members m on m.article_id = a.id"
            f" where p.input is not {INPUT} or m.input is not p.input"
            " union select m.article_id from story_index.members m left join articles a on a.id = m.article_id"
            " where a.id is null",
            [STAGE],
        ).close()
        # what a log of another file says is placed may not be in this one
        db.execute(
            "delete from progress where stage = ?1 and article_id in (select t.id from touched_articles t"
            " join progress p on p.stage = ?1 and p.article_id = t.id"
            " left join story_index.members m on m.article_id = t.id where m.input is not p.input)",
            [STAGE],
        ).close()
    finally:
        db.execute("detach story_index").close()


def unplaced_reports(db: Database, *, indexed: str | None) -> list[str]:
    """Ids of the articles that `look_through` would note as there to place, by publication; it writes nothing.

    Without `indexed`, the path of an index that can be used, all articles are.
    """
    order = "order by a.published is null, a.published, a.id"
    if indexed is None:
        return [row[0] for row in db.execute(f"select a.id from articles a {order}").fetchall()]
    db.attach("story_index", indexed)
    try:
        rows = db.execute(
            "select a.id from articles a left join progress p on p.stage = ?1 and p.article_id = a.id"
            " left join story_index.members m on m.article_id = a.id"
            f" where p.input is not {INPUT} or m.input is not p.input {order}",
            [STAGE],
        ).fetchall()
    finally:
        db.execute("detach story_index").close()
    return [row[0] for row in rows]


def pending_reports(db: Database) -> list[str]:
    """Ids of the articles to place, by publication: those that the log says are new or changed."""
    rows = db.execute(
        "select a.id from touched_articles t cross join articles a on a.id = t.id"
        " left join progress p on p.stage = ?1 and p.article_id = a.id"
        f" where p.input is not {INPUT} order by a.published is null, a.published, a.id",
        [STAGE],
    ).fetchall()
    return [row[0] for row in rows]


def outdated_reports(db: Database, *, version: str) -> list[str]:
    """Ids of the articles that another version placed as they are now, those placed longest ago first."""
    rows = db.execute(
        "select a.id from progress p join articles a on a.id = p.article_id"
        f" where p.stage = ?1 and p.input is {INPUT} and p.version is not ?2 order by {OLDEST_FIRST}",
        [STAGE, version],
    ).fetchall()
    return [row[0] for row in rows]


def gone_reports(db: Database) -> list[str]:
    """Ids of articles that have left the corpus since the log was read."""
    rows = db.execute(
        "select t.id from touched_articles t left join articles a on a.id = t.id where a.id is null order by 1"
    ).fetchall()
    return [row[0] for row in rows]


def forget_touched(db: Database) -> None:
    """Take out of the log what is placed as it is now, and what is gone."""
    db.execute(
        "delete from touched_articles where id not in"
        " (select a.id from touched_articles t cross join articles a on a.id = t.id"
        f" left join progress p on p.stage = ?1 and p.article_id = a.id where p.input is not {INPUT})",
        [STAGE],
    ).close()


def index_of_log(db: Database) -> str | None:
    """The mark of the index file that the log goes with."""
    row = db.execute("select value from cluster_state where key = 'index'").fetchone()
    return row[0] if row else None


def note_index(db: Database, mark: str) -> None:
    """Note which index file the log goes with."""
    db.execute("insert or replace into cluster_state values ('index', ?)", [mark]).close()


def empty_stories(db: Database) -> list[str]:
    """The ids of stories that have no article any more."""
    rows = db.execute("select id from stories s where not exists (select 1 from articles a where a.story_id = s.id)")
    return [row[0] for row in rows.fetchall()]


def reports(db: Database, ids: Sequence[str], *, with_known: Iterable[str] = ()) -> dict[str, Report]:
    """The articles of these ids as members of stories, those of `with_known` with the known entities they name."""
    named = {*with_known}
    found = {}
    for some in _portions(ids):
        rows = db.execute(
            "select a.id, a.title, a.outlet, coalesce(o.name, a.outlet), coalesce(o.family, a.outlet),"
            " coalesce(o.kind, ''), a.published, a.agency, a.partial, a.language, a.story_id"
            f" from articles a left join outlets o on o.id = a.outlet where a.docid in ({_marks(some)})",
            [docid_of(key) for key in some],
        ).fetchall()
        for row in rows:
            values = dict(zip(_REPORT_COLUMNS, row, strict=False))
            if row[0] in named:
                values["known"] = _known(db, row[0])
            found[row[0]] = Report(**{**values, "partial": bool(values["partial"])})
    return found


def _known(db: Database, article: str) -> frozenset[str]:
    rows = db.execute("select distinct hint from mentions where article_id = ? and hint not like 'name:%'", [article])
    return frozenset(row[0] for row in rows.fetchall())


def places_of(db: Database, articles: Mapping[int, str], *, lead: int) -> dict[int, Places]:
    """What each of these articles names, by its text's number; a lead is so many characters."""
    found = {}
    for text, article in articles.items():
        rows = db.execute(
            "select hint, field = 'text' and start < ? from mentions where article_id = ? and hint is not null"
            " and label in ('PLACE', 'FACTORY') and field in ('title', 'text')",
            [lead, article],
        ).fetchall()
        found[text] = Places(lead=frozenset(key for key, leads in rows if leads), all=frozenset(key for key, _ in rows))
    return found


def _portions(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), 500):
        yield list(ids[start : start + 500])


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def save_stories(db: Database, stories: Sequence[Story], *, touched: Iterable[str]) -> None:
    """Make these the stories of their members; `touched` are all articles placed, those that left the corpus too.

    A story id that nobody bears any more redirects to the story that its first article is in now.
    """
    touched = sorted({*touched, *(member.article_id for story in stories for member in story.members)})
    before = _stories_of(db, touched)
    left: dict[str, list[str]] = {key: [] for key in _named_after(db, touched)}
    for article, story in before.items():
        left.setdefault(story, []).append(article)
    conn = db.conn
    conn.executemany(
        "insert into story_members(article_id, story_id, relation, score, why, of_id) values (?, ?, ?, ?, ?, ?)"
        " on conflict (article_id) do update set story_id = excluded.story_id, relation = excluded.relation,"
        " score = excluded.score, why = excluded.why, of_id = excluded.of_id",
        [(m.article_id, s.id, m.relation, m.score, m.why, m.of_id) for s in stories for m in s.members],
    )
    moved = [(s.id, m.article_id) for s in stories for m in s.members if before.get(m.article_id) != s.id]
    conn.executemany("update articles set story_id = ? where docid = ?", [(s, docid_of(key)) for s, key in moved])
    conn.executemany(
        "insert or ignore into recounted_entities"
        " select distinct entity_id from mentions where article_id = ? and entity_id is not null",
        [(article,) for _, article in moved],
    )
    columns = (
        *("id", "title", "representative_id", "first_published", "last_published", "articles", "outlets"),
        *("independent", "origin", "origin_id", "origin_why"),
    )
    conn.executemany(
        f"insert or replace into stories({', '.join(columns)}) values ({', '.join('?' * len(columns))})",
        [
            (
                *(s.id, s.title, s.representative_id, s.first_published, s.last_published, len(s.members), s.outlets),
                *(s.independent, s.origin, s.origin_id, s.origin_why),
            )
            for s in stories
        ],
    )
    conn.executemany("delete from story_redirects where id = ?", [(s.id,) for s in stories])
    present = {story.id for story in stories}
    _redirect(db, {key: articles for key, articles in left.items() if key not in present})


def _stories_of(db: Database, articles: Sequence[str]) -> dict[str, str]:
    """The story of each of these articles that is in one."""
    found: dict[str, str] = {}
    for some in _portions(articles):
        query = f"select id, story_id from articles where story_id is not null and docid in ({_marks(some)})"
        found.update(db.execute(query, [docid_of(key) for key in some]).fetchall())
    return found


def _named_after(db: Database, articles: Sequence[str]) -> set[str]:
    """The stories that have the id of one of these articles, which may have left the corpus."""
    found: set[str] = set()
    for some in _portions(articles):
        rows = db.execute(f"select id from stories where id in ({_marks(some)})", some)
        found.update(row[0] for row in rows.fetchall())
    return found


def _redirect(db: Database, left: Mapping[str, Sequence[str]]) -> None:
    """Drop the stories that have no member any more, and say where to find what they told."""
    for key in sorted(left):
        if db.execute("select 1 from articles where story_id = ? limit 1", [key]).fetchone():
            continue
        successor = None
        for article in (key, *sorted(left[key])):
            row = db.execute("select story_id from articles where id = ?", [article]).fetchone()
            successor = successor or (row[0] if row else None)
        db.execute("delete from stories where id = ?", [key]).close()
        if successor is None:
            db.execute("delete from story_redirects where successor_id = ?", [key]).close()
            continue
        db.execute("insert or replace into story_redirects values (?, ?)", [key, successor]).close()
        db.execute("update story_redirects set successor_id = ? where successor_id = ?", [successor, key]).close()


def save_links(db: Database, links: Iterable[StoryLink], *, of: Sequence[str]) -> None:
    """Make these all the links of the articles `of`."""
    db.conn.executemany("delete from story_links where article_id = ?1 or other_id = ?1", [(key,) for key in of])
    db.conn.executemany(
        "insert or replace into story_links(article_id, other_id, relation, score, why) values (?, ?, ?, ?, ?)",
        [(link.article_id, link.other_id, link.relation, link.score, link.why) for link in links],
    )


def recount_entities(db: Database) -> None:
    """Count the stories of the entities named in articles that have changed stories."""
    count_entities(db, "recounted_entities")
    db.execute("update entities set stories = c.stories from counted c where entities.id = c.id").close()
    db.execute("delete from recounted_entities").close()


def mark_placed(db: Database, ids: Sequence[str], *, version: str) -> None:
    """Note that these articles, as they are now, have been placed."""
    for some in _portions(ids):
        placed = db.execute(
            f"select a.id, {INPUT} from articles a where a.docid in ({_marks(some)})", [docid_of(key) for key in some]
        ).fetchall()
        mark_done(db, STAGE, placed, version=version)
