"""Which others the frequent entities are named with: one by one where a few grew, all at once where many did."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.schema.sqlite_library import Database
from corpus.store.summary_rows import CO_MENTIONS, FREQUENT, KEPT_CO_MENTIONS

GROWTH = 0.02  # of the articles of a frequent entity: its co-mentions are counted again when it grew by so much
Row = tuple[str, int, int]  # an entity's id, and in how many stories and articles both are named
_Numbers = npt.NDArray[np.int32]


def count_co_mentions(db: Database) -> int:
    """Count the co-mentions of frequent entities that grew or shrank; how many were counted."""
    due: list[tuple[str, int]] = db.execute(
        "select e.id, e.articles from entities e left join co_mention_counts c on c.entity_id = e.id"
        " where e.articles > ?1 and (c.articles is null or abs(e.articles - c.articles) > c.articles * ?2)",
        [FREQUENT, GROWTH],
    ).fetchall()
    articles: int = db.execute("select rows from row_counts where name = 'articles'").fetchone()[0]
    # to read all articles once is as much work as to look up the articles of entities that are named in as many
    counted = all_at_once(db, due) if sum(named for _, named in due) > articles else one_by_one(db, due)
    for entity, named, rows in counted:
        with db.atomic():
            db.execute("delete from co_mentions where entity_id = ?", [entity]).close()
            db.conn.executemany("insert into co_mentions values (?, ?, ?, ?)", [(entity, *row) for row in rows])
            db.execute("insert or replace into co_mention_counts values (?, ?)", [entity, named]).close()
    return len(due)


def one_by_one(db: Database, due: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, list[Row]]]:
    """Each of these entities, its articles as given, and its co-mentions, most stories first: by its own articles."""
    for entity, named in due:
        rows = db.execute(CO_MENTIONS, {"id": entity, "limit": KEPT_CO_MENTIONS}).fetchall()
        yield entity, named, rows


def all_at_once(db: Database, due: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, list[Row]]]:
    """The same, from all articles read once: some 20 bytes of memory for each entity in each article."""
    named_in = _read(db)
    for entity, named in due:
        yield entity, named, named_in.with_others(entity)


@dataclass(frozen=True)
class _NamedIn:
    """The entities of all articles, by number: those of article `a` are `entities[starts[a] : starts[a + 1]]`."""

    ids: list[str]
    numbers: dict[str, int]
    rank: _Numbers  # of an entity's id among all
    entities: _Numbers
    starts: npt.NDArray[np.int64]
    stories: _Numbers  # by article
    several: npt.NDArray[np.bool_]  # by article: whether its story has others
    by_entity: _Numbers  # articles, of the first entity, the second …
    entity_starts: npt.NDArray[np.int64]

    def with_others(self, entity: str) -> list[Row]:
        """An entity's co-mentions, most stories first."""
        number = self.numbers.get(entity)
        if number is None:
            return []
        articles = self.by_entity[self.entity_starts[number] : self.entity_starts[number + 1]]
        lengths = self.starts[articles + 1] - self.starts[articles]
        skipped = np.repeat(self.starts[articles] - (lengths.cumsum() - lengths), lengths)
        others = self.entities[skipped + np.arange(skipped.size)]
        in_articles = np.bincount(others, minlength=len(self.ids))
        # several articles of one story count once
        several = np.repeat(self.several[articles], lengths)
        told = np.repeat(self.stories[articles].astype(np.int64), lengths)[several]
        pairs = np.unique(told * len(self.ids) + others[several])
        in_stories = np.bincount(others[~several], minlength=len(self.ids))
        in_stories += np.bincount(pairs % len(self.ids), minlength=len(self.ids))
        in_articles[number] = 0
        (found,) = np.nonzero(in_articles)
        first = found[np.lexsort((self.rank[found], -in_articles[found], -in_stories[found]))][:KEPT_CO_MENTIONS]
        return [(self.ids[other], int(in_stories[other]), int(in_articles[other])) for other in first]


def _read(db: Database) -> _NamedIn:
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    story_numbers: defaultdict[str, int] = defaultdict(lambda: len(story_numbers))
    entities, starts, stories = array("i"), array("q", [0]), array("i")
    # "+id": an index has all three columns; sorting what it says is quicker than reading the rows in order
    story_of = db.execute("select id, coalesce(story_id, id) from articles order by +id")
    at, story = "", ""
    grouped = db.execute(
        "select article_id, group_concat(entity_id, char(31)) from entity_articles group by article_id"
    )
    for article, named in grouped:
        entities.extend(numbers[entity] for entity in named.split("\x1f"))
        starts.append(len(entities))
        while at < article:
            at, story = story_of.fetchone() or (article, article)
        stories.append(story_numbers[story if at == article else article])
    ids = list(numbers)
    rank = np.empty(len(ids), np.int32)
    rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids), dtype=np.int32)
    by_article = np.frombuffer(entities, np.int32) if entities else np.empty(0, np.int32)
    begins = np.frombuffer(starts, np.int64)
    lengths = begins[1:] - begins[:-1]
    article_of = np.repeat(np.arange(lengths.size, dtype=np.int32), lengths)
    told = np.frombuffer(stories, np.int32) if stories else np.empty(0, np.int32)
    return _NamedIn(
        ids=ids,
        numbers=dict(numbers),
        rank=rank,
        entities=by_article,
        starts=begins,
        stories=told,
        several=(np.bincount(told) > 1)[told] if stories else np.empty(0, np.bool_),
        by_entity=article_of[np.argsort(by_article, kind="stable")],
        entity_starts=np.concatenate(([0], np.bincount(by_article, minlength=len(ids)).cumsum())),
    )
