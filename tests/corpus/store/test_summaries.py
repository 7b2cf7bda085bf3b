"""Summary tables: right after a refresh, whatever changed before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from corpus.records import Article
from corpus.schema import CORPUS
from corpus.store import summaries_afresh
from corpus.store.articles import Corpus
from corpus.store.co_mentions import all_at_once, one_by_one
from corpus.store.entity_totals import count_entities, make_where_lacking, unmake
from corpus.store.summaries import refresh
from corpus.store.summary_rows import is_stale

TABLES = ("entity_articles", "entity_months", "entity_outlets", "entity_keys")


def rows(db: Database, table: str) -> list[tuple[object, ...]]:
    return sorted(tuple(row) for row in db.execute(f"select * from {table}").fetchall())


def test_refresh_counts_entities_by_article_month_and_outlet(rason: Corpus) -> None:
    report = refresh(rason.db)
    assert report.done == 1
    article = rason.db.execute("select id from articles").fetchone()[0]
    published = "2026-03-02T09:30:00+00:00"
    assert rows(rason.db, "entity_articles") == [
        ("place/rason", published, article, article, "wire", 2),
        ("product/coal", published, article, article, "wire", 1),
    ]
    assert rows(rason.db, "entity_months") == [
        ("place/rason", "2026-03", 1, 1, 1, 2),
        ("product/coal", "2026-03", 1, 1, 1, 1),
    ]
    assert rows(rason.db, "entity_outlets") == [
        ("place/rason", "2026-03", "wire", 1),
        ("product/coal", "2026-03", "wire", 1),
    ]


def test_second_refresh_finds_nothing_to_do(rason: Corpus) -> None:
    refresh(rason.db)
    assert not is_stale(rason.db)
    assert refresh(rason.db).done == 0


def test_article_that_goes_takes_its_counts_along(rason: Corpus) -> None:
    refresh(rason.db)
    rason.drop_article(rason.db.execute("select id from articles").fetchone()[0])
    assert is_stale(rason.db)
    refresh(rason.db)
    assert [rows(rason.db, table) for table in TABLES[:3]] == [[], [], []]


def test_merged_entity_takes_over_the_mentions(rason: Corpus) -> None:
    refresh(rason.db)
    rason.db.execute("update mentions set entity_id = 'place/rason' where entity_id = 'product/coal'").close()
    refresh(rason.db)
    assert rows(rason.db, "entity_months") == [("place/rason", "2026-03", 1, 1, 1, 3)]


def test_new_date_moves_an_article_to_its_month(rason: Corpus) -> None:
    refresh(rason.db)
    rason.db.execute("update articles set published = null").close()
    refresh(rason.db)
    assert {row[1] for row in rows(rason.db, "entity_months")} == {""}


def test_copies_of_one_story_count_as_one(rason: Corpus, article: Callable[..., Article]) -> None:
    copy = article(url="https://daily.example/copy", outlet="daily")
    rason.save_article(copy, page_url=copy.url)
    donor = rason.db.execute("select id from articles where outlet = 'wire'").fetchone()[0]
    rason.db.execute(
        "insert into mentions select ? || substr(id, 17), ?, field, start, end, text, label, sent_start, sent_end,"
        " source, score, hint, entity_id, entity_score, entity_why, pipeline from mentions where article_id = ?",
        [copy.id, copy.id, donor],
    ).close()
    rason.db.execute("update articles set story_id = ?", [donor]).close()
    rason.db.execute(
        "insert into stories(id, representative_id, articles, outlets, independent) values (?1, ?1, 2, 2, 1)", [donor]
    ).close()
    refresh(rason.db)
    assert ("place/rason", "2026-03", 1, 1, 2, 4) in rows(rason.db, "entity_months")


def test_entity_is_met_under_the_keys_of_its_aliases(rason: Corpus) -> None:
    refresh(rason.db)
    found = rason.db.execute("select distinct label from entity_keys where entity_id = 'place/rason'").fetchall()
    assert found == [("PLACE",)]
    rason.db.execute("delete from entity_aliases where entity_id = 'place/rason'").close()
    rason.db.execute("update entities set name = 'Wonsan' where id = 'place/rason'").close()
    before = rows(rason.db, "entity_keys")
    refresh(rason.db)
    assert rows(rason.db, "entity_keys") != before


def check_counts(db: Database) -> None:
    """Entities are counted the same whether the totals are made or not, and names as often as mentions bear them."""
    db.execute(
        "create temp table if not exists every as select column1 as id from (values ('place/0'), ('place/1'),"
        " ('place/2'))"
    )
    count_entities(db, "every")
    followed = rows(db, "counted")
    with db.atomic():
        unmake(db)
        count_entities(db, "every")
        assert rows(db, "counted") == followed
        make_where_lacking(db)
    counted = db.execute("select rows from row_counts where name = 'articles'").fetchone()
    assert counted == db.execute("select count(*) from articles").fetchone()
    named = db.execute("select label, text, count(*) from mentions group by 1, 2 order by 1, 2").fetchall()
    assert named == rows(db, "name_counts")


@settings(max_examples=25, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["mention", "unmention", "move", "date", "story", "refresh", "drop"]),
            st.integers(0, 3),
            st.integers(0, 2),
        ),
        max_size=25,
    )
)
def test_increments_end_where_a_fresh_start_does(steps: list[tuple[str, int, int]]) -> None:
    db = Database(memory=True, recursive_triggers=False)
    CORPUS.apply(db)
    for number in range(4):
        db.execute(
            "insert into articles(docid, id, url, page_url, outlet, title, text, fetched_at, updated_at, fingerprint,"
            " text_hash, method, published) values (?, ?, ?, '', 'wire', '', '', '', '', '', '', '', '2026-01-05')",
            [number, f"{number:016x}", f"https://wire.example/{number}"],
        )
    for what, number, entity in steps:
        article, key = f"{number:016x}", f"{number:016x}-text{entity}"
        if what == "mention":
            db.execute(
                "insert or replace into mentions select"
                " ?, id, 'text', 0, 1, ?, 'PLACE', 0, 1, '', 1, null, ?, 1, '', '' from articles where id = ?",
                [key, f"x{number % 2}", f"place/{entity}", article],
            )
        elif what == "unmention":
            db.execute("delete from mentions where id = ?", [key])
        elif what == "move":
            db.execute("update mentions set entity_id = ? where id = ?", [f"place/{(entity + 1) % 3}", key])
        elif what == "date":
            db.execute("update articles set published = ? where id = ?", [f"2026-0{entity + 1}-01", article])
        elif what == "story":
            story = None if entity == 2 else f"{entity:016x}"
            db.execute("update articles set story_id = ? where id = ?", [story, article])
        elif what == "drop" and entity == 0:
            db.execute("delete from mentions where article_id = ?", [article])
            db.execute("delete from articles where id = ?", [article])
        else:
            refresh(db)
    check_counts(db)
    refresh(db)
    check_counts(db)
    grown = [rows(db, table) for table in TABLES]
    for table in ("entity_articles", "entity_months", "entity_outlets", "entity_totals"):
        db.execute(f"delete from {table}")
    db.execute("insert or ignore into stale_articles select id from articles")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(summaries_afresh, "FEWEST", 0)
        refresh(db)
    assert [rows(db, table) for table in TABLES] == grown
    assert not is_stale(db)
    check_counts(db)
    db.close()


def test_all_at_once_counts_as_article_by_article(rason: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    refresh(rason.db)
    before = [rows(rason.db, table) for table in TABLES]
    index = rason.db.execute("select sql from sqlite_master where name = 'entity_articles_article'").fetchone()
    rason.db.execute("insert into stale_articles select id from articles").close()
    rason.db.execute("insert into stale_articles values ('gone')").close()
    monkeypatch.setattr(summaries_afresh, "FEWEST", 0)
    report = refresh(rason.db, on_progress=lambda done, pending: told.append((done, pending)))
    assert (report.done, report.pending, told[-1]) == (2, 2, (2, 2))
    assert [rows(rason.db, table) for table in TABLES] == before
    assert index == rason.db.execute("select sql from sqlite_master where name = 'entity_articles_article'").fetchone()


def test_few_of_many_are_taken_one_by_one(rason: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries_afresh, "FEWEST", 0)
    assert summaries_afresh.pays(rason.db)
    refresh(rason.db)
    assert not summaries_afresh.pays(rason.db)
    rason.db.execute("insert into stale_articles select id from articles").close()
    monkeypatch.setattr(summaries_afresh, "SHARE", 2)
    assert not summaries_afresh.pays(rason.db)


def test_co_mentions_are_counted_alike_both_ways() -> None:
    article, story, entity = st.integers(0, 9), st.integers(0, 3), st.integers(0, 6)

    @settings(max_examples=40, deadline=None)
    @given(named=st.lists(st.tuples(article, story, entity), max_size=60, unique_by=lambda one: (one[0], one[2])))
    def check(named: list[tuple[int, int, int]]) -> None:
        for table in ("articles", "entity_articles"):
            db.execute(f"delete from {table}").close()
        db.conn.executemany(
            "insert or ignore into articles(docid, id, url, page_url, outlet, title, text, fetched_at, updated_at,"
            " fingerprint, text_hash, method, story_id)"
            " values (?1, printf('%016x', ?1), ?1, '', 'wire', '', '', '', '', '', '', '', nullif(?2, 's0'))",
            [(article, f"s{story}") for article, story, _ in named],
        )
        db.conn.executemany(
            "insert into entity_articles select ?1, '', id, coalesce(story_id, id), 'wire', 1 from articles"
            " where docid = ?2",
            [(f"place/{entity}", article) for article, _, entity in named],
        )
        due = [(f"place/{entity}", 0) for entity in range(8)]
        assert list(all_at_once(db, due)) == list(one_by_one(db, due))

    with Database(memory=True, recursive_triggers=False) as db:
        CORPUS.apply(db)
        check()


def test_published_day_is_kept_for_sorting(rason: Corpus, article: Callable[..., Article]) -> None:
    late = article(url="https://wire.example/late", published=datetime(2026, 4, 1, tzinfo=UTC))
    rason.save_article(late, page_url=late.url)
    rason.db.execute(
        "insert into mentions select ?1 || substr(id, 17), ?1, field, start, end, text, label, sent_start, sent_end,"
        " source, score, hint, entity_id, entity_score, entity_why, pipeline from mentions where article_id != ?1",
        [late.id],
    ).close()
    refresh(rason.db)
    months = rason.db.execute("select month from entity_months where entity_id = 'place/rason' order by 1").fetchall()
    assert months == [("2026-03",), ("2026-04",)]
