"""Events in the store: which stories are pending, what ties them, and where events, members and redirects go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from corpus.schema.sqlite_library import Database
from corpus.store.event_records import Event, Evidence, MetBy, PlacedStory
from corpus.store.event_texts import portions
from corpus.store.fulltext import docid_of
from corpus.store.progress import OLDEST_FIRST, mark_done

STAGE = "events"
# of so many stories all keys are read; of more, those that have the keys asked for are found
FEW = 100


# what is pending


def pending_stories(db: Database) -> list[str]:
    """Ids of the stories that are new, changed or gone, by publication; those that are gone come first."""
    rows = db.execute(
        "select t.id from touched_stories t left join stories s on s.id = t.id"
        " order by s.id is not null, s.first_published is null, s.first_published, t.id"
    ).fetchall()
    return [row[0] for row in rows]


def outdated_stories(db: Database, *, version: str) -> list[str]:
    """Ids of the stories that another version placed, those placed longest ago first."""
    rows = db.execute(
        "select p.article_id from progress p join stories s on s.id = p.article_id"
        f" where p.stage = ?1 and p.version is not ?2 order by {OLDEST_FIRST}",
        [STAGE, version],
    ).fetchall()
    return [row[0] for row in rows]


def placed_inputs(db: Database, stories: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(digest, version) with which each of these stories was placed last."""
    found: dict[str, tuple[str, str]] = {}
    for some, marks in portions(stories):
        query = f"select article_id, input, version from progress where stage = '{STAGE}' and article_id in ({marks})"
        found.update({key: (input, version) for key, input, version in db.execute(query, some).fetchall()})
    return found


# what ties stories


def unplace(db: Database, stories: Sequence[str]) -> set[str]:
    """Take stories out of what ties them; the ids of those they were tied to."""
    neighbours: set[str] = set()
    for some, marks in portions(stories):
        neighbours.update(other for pair in evidence_of(db, some) for other in pair)
        for column in ("story_id", "other_id"):
            db.execute(f"delete from event_evidence where {column} in ({marks})", some).close()
        db.execute(f"delete from event_keys where docid in ({marks})", [docid_of(story) for story in some]).close()
        db.execute(f"delete from event_citations where story_id in ({marks})", some).close()
        db.execute(f"delete from progress where stage = '{STAGE}' and article_id in ({marks})", some).close()
    return neighbours


def place(db: Database, placed: Sequence[PlacedStory], *, version: str) -> None:
    """Store the keys and citations of stories, and that they are done."""
    db.conn.executemany(
        "insert or ignore into event_keys values (?, ?, ?)",
        [(key, each.day, docid_of(each.story)) for each in placed if each.day is not None for key in each.keys],
    )
    db.conn.executemany(
        "insert or replace into event_citations values (?, ?, ?, ?, ?, ?, ?)",
        [
            (each.story, one.cited, one.words, one.field, one.start, one.end, one.leading)
            for each in placed
            for one in each.citations
        ],
    )
    mark_done(db, STAGE, [(each.story, each.input) for each in placed], version=version)


def stories_with(
    db: Database, keys: MetBy, *, days: tuple[int, int], enough: Callable[[float, float], bool]
) -> list[str]:
    """The stories of these days that share a firm key and, by the weight of what is shared beside words and of words,
    enough; in no order that means anything.
    """
    weights: dict[int, float] = {}
    for docid, key in _with_keys(db, keys.firm, days):
        weights[docid] = weights.get(docid, 0.0) + keys.firm[key]
    words: dict[int, float] = {}
    for docid, key in _keys_among(db, weights, {**keys.loose, **keys.words}, days):
        if docid in weights:
            if key in keys.words:
                words[docid] = words.get(docid, 0.0) + keys.words[key]
            else:
                weights[docid] += keys.loose[key]
    docids = sorted(docid for docid, weight in weights.items() if enough(weight, words.get(docid, 0.0)))
    found: list[str] = []
    for start in range(0, len(docids), 500):
        some = docids[start : start + 500]
        marks = ", ".join("?" * len(some))
        found += [row[0] for row in db.execute(f"select id from articles where docid in ({marks})", some).fetchall()]
    return found


def _with_keys(db: Database, keys: Iterable[int], days: tuple[int, int]) -> list[tuple[int, int]]:
    """(docid, key) of the stories of these days with any of the keys."""
    listed = list(keys)
    marks = ", ".join("?" * len(listed))
    query = f"select docid, key from event_keys where key in ({marks}) and day between ? and ?"
    rows: list[tuple[int, int]] = db.execute(query, [*listed, *days]).fetchall()
    return rows


def _keys_among(
    db: Database, docids: Collection[int], keys: Iterable[int], days: tuple[int, int]
) -> list[tuple[int, int]]:
    """(docid, key) of the stories of these days with any of the keys, at least of those named."""
    if len(docids) > FEW:
        return _with_keys(db, keys, days)
    wanted = list(keys)
    # "+": all keys of the few are looked through, which takes a tenth of looking up each pair
    query = (
        f"select docid, key from event_keys where docid in ({', '.join('?' * len(docids))})"
        f" and +key in ({', '.join('?' * len(wanted))})"
    )
    rows: list[tuple[int, int]] = db.execute(query, [*docids, *wanted]).fetchall()
    return rows


def save_evidence(db: Database, found: Iterable[Evidence]) -> None:
    """Store what was found on pairs of stories."""
    db.conn.executemany(
        "insert or replace into event_evidence values (?, ?, ?, ?)",
        [(min(e.story, e.other), max(e.story, e.other), e.likeness, e.why) for e in found],
    )


def evidence_of(db: Database, stories: Sequence[str]) -> dict[tuple[str, str], Evidence]:
    """What is known of each of these stories and any others, by (smaller id, greater id)."""
    found: dict[tuple[str, str], Evidence] = {}
    for some, marks in portions(stories):
        for column in ("story_id", "other_id"):
            query = f"select story_id, other_id, likeness, why from event_evidence where {column} in ({marks})"
            for story, other, likeness, why in db.execute(query, some).fetchall():
                found[story, other] = Evidence(story=story, other=other, likeness=likeness, why=why)
    return found


# events


def save_events(db: Database, events: Sequence[Event], *, gone: Sequence[str]) -> None:
    """Make these the events of their stories; `gone` are stories that are no more.

    An event id that nobody bears any more redirects to the event that its first story is in now.
    """
    touched = sorted({*gone, *(member.story for event in events for member in event.members)})
    left: dict[str, list[str]] = {}
    for some, marks in portions(touched):
        rows = db.execute(f"select story_id, event_id from event_members where story_id in ({marks})", some)
        for story, event in rows.fetchall():
            left.setdefault(event, []).append(story)
    db.conn.executemany("delete from event_members where story_id = ?", [(story,) for story in gone])
    db.conn.executemany(
        "insert or replace into event_members(story_id, event_id, nearest_id, score, why) values (?, ?, ?, ?, ?)",
        [(m.story, event.id, m.nearest, m.score, m.why) for event in events for m in event.members],
    )
    columns = (
        *("id", "title", "story_id", "first_published", "last_published", "stories", "articles", "outlets"),
        *("independent", "languages", "first_told_by", "first_why"),
    )
    db.conn.executemany(
        f"insert or replace into events({', '.join(columns)}) values ({', '.join('?' * len(columns))})",
        [
            (
                *(e.id, e.title, e.story, e.first_published, e.last_published, len(e.members), e.articles, e.outlets),
                *(e.independent, " ".join(e.languages), e.first_told_by, e.first_why),
            )
            for e in events
        ],
    )
    present = {event.id for event in events}
    db.conn.executemany("delete from event_redirects where id = ?", [(key,) for key in present])
    for key in sorted(left.keys() - present):
        _redirect(db, key, left[key])


def _redirect(db: Database, event: str, stories: Sequence[str]) -> None:
    """Drop an event that has no story any more, and say where to find what it told."""
    if db.execute("select 1 from event_members where event_id = ? limit 1", [event]).fetchone():
        return
    successor = None
    for story in (event, *sorted(stories)):
        moved = db.execute("select successor_id from story_redirects where id = ?", [story]).fetchone()
        for one in (story, *(moved or ())):
            row = db.execute("select event_id from event_members where story_id = ?", [one]).fetchone()
            successor = successor or (row[0] if row else None)
    db.execute("delete from events where id = ?", [event]).close()
    if successor is None:
        db.execute("delete from event_redirects where successor_id = ?", [event]).close()
        return
    db.execute("insert or replace into event_redirects values (?, ?)", [event, successor]).close()
    db.execute("update event_redirects set successor_id = ? where successor_id = ?", [successor, event]).close()


def mark_told(db: Database, stories: Iterable[str]) -> None:
    """Note that these stories wait no longer."""
    db.conn.executemany("delete from touched_stories where id = ?", [(story,) for story in stories])


def applied_event_rulings(db: Database) -> frozenset[tuple[str, str, str]]:
    """The rulings that the stored events follow."""
    return frozenset(db.execute("select verdict, a, b from event_rulings").fetchall())


def save_event_rulings(db: Database, rulings: Iterable[tuple[str, str, str]]) -> None:
    """Make these the rulings that the stored events follow."""
    db.execute("delete from event_rulings").close()
    db.conn.executemany("insert into event_rulings(verdict, a, b) values (?, ?, ?)", sorted(rulings))
