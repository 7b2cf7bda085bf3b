"""Facets of a search: narrowing by them, leaving them out, counting them; one hit a story."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from corpus.records import Article, Mention, Topic
from corpus.search import hits as searching
from corpus.search import query as matching
from corpus.search.facets import count_facets
from corpus.search.hits import find, search
from corpus.search.query import FACETS, Query
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh


@pytest.fixture
def press(rason: Corpus, article: Callable[..., Article]) -> Corpus:
    """Beside the wire's report: its copy in a daily, and a Korean article of April; outlets with kind and country."""
    others = [
        article(url="https://daily.example/1", outlet="daily", published=datetime(2026, 3, 3, tzinfo=UTC)),
        article(
            url="https://ko.example/1",
            outlet="ilbo",
            text="나선에서 맥주를 판다.",
            title="맥주",
            language="ko",
            topics=(Topic(name="trade", score=0.9),),
            published=datetime(2026, 4, 3, tzinfo=UTC),
        ),
    ]
    for other in others:
        rason.save_article(other, page_url=other.url)
    wire = rason.db.execute("select id from articles where outlet = 'wire'").fetchone()[0]
    rason.db.execute("update articles set story_id = ? where outlet != 'ilbo'", [wire]).close()
    rason.save_outlets(
        [
            {"id": "wire", "name": "Wire", "kind": "wire", "country": "kr", "language": "en"},
            {"id": "daily", "name": "Daily", "kind": "daily", "country": "kr", "language": "en"},
            {"id": "ilbo", "name": "일보", "kind": "daily", "country": "jp", "language": "ko"},
        ]
    )
    refresh(rason.db)
    return rason


@pytest.fixture
def many(rason: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]) -> Corpus:
    """Thirty articles, half of them from an odd outlet, two thirds of which name Rason and three quarters coal."""
    for number in range(30):
        words = [*(["Rason"] if number % 3 else []), *(["coal"] if number % 4 else [])]
        new = article(
            url=f"https://wire.example/{number}",
            outlet="odd" if number % 2 else "even",
            title="News",
            text=f"Of {' and '.join(words)}.",
            published=datetime(2026, 3, 1 + number % 9, tzinfo=UTC) if number != 7 else None,
        )
        rason.save_article(new, page_url=new.url)
        mentions = [mention(new.text, "Rason", "PLACE")] if "Rason" in words else []
        rason.save_mentions(new.id, mentions, pipeline="by-hand-1")
    rason.db.execute("update mentions set entity_id = 'place/rason' where text = 'Rason'").close()
    count = "(select count(distinct article_id) from mentions where entity_id = 'place/rason')"
    rason.db.execute(f"update entities set articles = {count} where id = 'place/rason'").close()
    return rason


def outlets(corpus: Corpus, **query: Any) -> list[str]:
    return [hit.outlet for hit in search(corpus.db, Query(**query)).hits]


@pytest.mark.parametrize(
    ("facet", "value", "expected"),
    [
        ("outlet", "daily", ["daily"]),
        ("kind", "daily", ["ilbo", "daily"]),
        ("country", "kr", ["daily", "wire"]),
        ("language", "ko", ["ilbo"]),
        ("topic", "trade", ["ilbo"]),
        ("month", "2026-03", ["daily", "wire"]),
        ("month", "2026", ["ilbo", "daily", "wire"]),
        ("month", "undated", []),
        ("entity", "place/rason", ["wire"]),
        ("label", "PRODUCT", ["wire"]),
    ],
)
def test_facet_narrows_and_its_exclusion_gives_the_rest(
    press: Corpus, facet: str, value: str, expected: list[str]
) -> None:
    every = ["ilbo", "daily", "wire"]
    assert outlets(press, filters=((facet, value),)) == expected
    assert outlets(press, exclude=((facet, value),)) == [name for name in every if name not in expected]


def test_two_outlets_are_alternatives_and_two_entities_both_wanted(press: Corpus) -> None:
    assert outlets(press, filters=(("outlet", "wire"), ("outlet", "ilbo"))) == ["ilbo", "wire"]
    assert outlets(press, filters=(("entity", "place/rason"), ("entity", "product/coal"))) == ["wire"]
    assert outlets(press, filters=(("entity", "place/rason"), ("entity", "place/wonsan"))) == []


def test_unknown_facet_is_an_error_that_names_the_known_ones(press: Corpus) -> None:
    with pytest.raises(ValueError, match="no facet 'colour'; there are label, entity"):
        search(press.db, Query(filters=(("colour", "red"),)))


@pytest.mark.parametrize(
    ("broad", "looked_up", "frequent"),
    [(100, 100, 0), (4, 100, 100), (4, 100, 0), (4, 4, 100), (4, 4, 0)],
)
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"text": "coal"},
        {"text": "Rason"},
        {"text": "coal", "filters": (("outlet", "odd"),)},
        {"text": "Rason", "outlet": "odd"},
        {"text": "news"},
        {"text": "news", "outlet": "odd"},
        {"entity": "place/rason"},
        {"entity": "place/rason", "outlet": "odd"},
        {"entity": "place/rason", "text": "coal"},
        {"filters": (("entity", "place/rason"), ("month", "2026-03"))},
        {"entity": "place/rason", "start": datetime(2026, 3, 4, tzinfo=UTC), "end": datetime(2026, 9, 4, tzinfo=UTC)},
        {"entity": "place/rason", "end": datetime(2026, 9, 4, tzinfo=UTC)},
        {"exclude": (("entity", "place/rason"),)},
        {"exclude": (("outlet", "odd"),), "text": "coal"},
        {"start": datetime(2026, 3, 4, tzinfo=UTC), "text": "coal"},
        {"start": datetime(2026, 3, 4, tzinfo=UTC), "text": "coal", "estimate": True},
        {"exclude": (("outlet", "odd"),), "text": "news", "estimate": True},
    ],
)
def test_every_way_to_the_newest_finds_the_same(
    many: Corpus, monkeypatch: pytest.MonkeyPatch, query: dict[str, Any], broad: int, looked_up: int, frequent: int
) -> None:
    plain = search(many.db, Query(**query, limit=50))
    monkeypatch.setattr(searching, "BROAD", broad)
    monkeypatch.setattr(matching, "BROAD", broad)
    monkeypatch.setattr(matching, "SAMPLED", 1)
    monkeypatch.setattr(matching, "ESTIMATED", broad)
    monkeypatch.setattr(matching, "MANY", broad)
    monkeypatch.setattr(searching, "LOOKED_UP", looked_up)
    monkeypatch.setattr(searching, "GONE_THROUGH", frequent)
    monkeypatch.setattr(matching, "FREQUENT", frequent)
    monkeypatch.setattr(searching, "ONE_VALUE", looked_up)
    for summaries in ("lacking", "complete"):
        narrow = search(many.db, Query(**query, limit=3))
        assert plain.total > broad or broad == 100
        assert narrow.total == plain.total, summaries
        assert [hit.id for hit in narrow.hits] == [hit.id for hit in plain.hits[:3]], summaries
        assert narrow.seen == min(plain.total, broad)
        assert narrow.about == (query.get("estimate", False) and broad < 100)
        refresh(many.db)


@pytest.mark.parametrize("filters", [(), (("outlet", "odd"),), (("month", "2026-03"),)])
def test_name_of_a_thing_that_very_many_articles_name_is_estimated_on_a_page(
    many: Corpus, monkeypatch: pytest.MonkeyPatch, filters: tuple[tuple[str, str], ...]
) -> None:
    query = Query(text="Rason", filters=filters, limit=50)
    plain = search(many.db, query)
    for name, most in (("BROAD", 2), ("MANY", 2), ("ESTIMATED", 2), ("SAMPLED", 1)):
        monkeypatch.setattr(matching, name, most)
    monkeypatch.setattr(searching, "BROAD", 2)
    narrow = search(many.db, replace(query, estimate=True, limit=2))
    assert narrow.about
    assert narrow.total == plain.total
    assert [hit.id for hit in narrow.hits] == [hit.id for hit in plain.hits[:2]]


def test_copies_of_a_story_fold_under_the_newest(press: Corpus) -> None:
    results = search(press.db, Query(text="cranes", fold=True))
    assert (results.total, results.stories) == (2, 1)
    assert [(hit.outlet, hit.copies) for hit in results.hits] == [("daily", 1)]


def test_relevance_puts_the_title_before_the_text(corpus: Corpus, article: Callable[..., Article]) -> None:
    for url, title, text, day in (
        ("https://wire.example/text", "Port news", "Coal left the port with much else to tell about the day.", 9),
        ("https://wire.example/title", "Coal", "Ships left the port.", 2),
    ):
        written = article(url=url, title=title, text=text, published=datetime(2026, 3, day, tzinfo=UTC))
        corpus.save_article(written, page_url=written.url)
    newest = search(corpus.db, Query(text="coal"))
    best = search(corpus.db, Query(text="coal", sort="relevance"))
    assert [hit.title for hit in newest.hits] == ["Port news", "Coal"]
    assert [hit.title for hit in best.hits] == ["Coal", "Port news"]


def test_the_best_of_many_are_the_first_of_all_ranked(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Query(text="coal OR news", sort="relevance", outlet="odd", limit=50, estimate=True)
    every = find(many.db, asked)
    monkeypatch.setattr(searching, "WHOLE", 3)
    monkeypatch.setattr(searching, "SEEN", 3)
    best = find(many.db, replace(asked, limit=3))
    assert (len(best.rows), best.total, best.ranked) == (3, every.total, True)
    ranks = dict(
        many.db.execute(
            "select rowid, bm25(articles_fts, 3.0, 1.0, 1.0) from articles_fts where articles_fts match 'coal OR news'"
        ).fetchall()
    )
    assert [ranks[row[0]] for row in best.rows] == [ranks[row[0]] for row in every.rows[:3]]


@pytest.mark.parametrize("outlet", [None, "odd"])
def test_of_those_found_by_name_alone_the_newest_are_first(
    many: Corpus, monkeypatch: pytest.MonkeyPatch, outlet: str | None
) -> None:
    many.db.execute("insert into articles_fts(articles_fts) values ('delete-all')").close()
    asked = Query(text="Rason", sort="relevance", outlet=outlet, limit=50, estimate=True)
    every = find(many.db, asked)
    monkeypatch.setattr(searching, "WHOLE", 3)
    monkeypatch.setattr(searching, "SEEN", 3)
    best = find(many.db, replace(asked, limit=3))
    assert best.ranked and best.total == every.total > 3
    assert best.rows == every.rows[:3]


def test_a_narrowed_text_that_few_enough_have_is_ranked(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Query(text="coal OR news", sort="relevance", filters=(("outlet", "odd"),), limit=3, estimate=True)
    plain = find(many.db, asked)
    monkeypatch.setattr(matching, "SAMPLED", 1)
    monkeypatch.setattr(matching, "ESTIMATED", 3)
    monkeypatch.setattr(matching, "BROAD", plain.total)
    monkeypatch.setattr(searching, "BROAD", plain.total)
    found = find(many.db, asked)
    assert (found.ranked, found.about, found.total, found.rows) == (True, False, plain.total, plain.rows)
    assert find(many.db, replace(asked, sort="date")).about
    monkeypatch.setattr(matching, "BROAD", plain.total // 2)
    monkeypatch.setattr(searching, "BROAD", plain.total // 2)
    broad = find(many.db, asked)
    assert (broad.ranked, broad.about) == (False, True)


def test_where_no_estimate_will_do_all_are_seen(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "WHOLE", 3)
    monkeypatch.setattr(searching, "SEEN", 3)
    whole, page = (search(many.db, Query(text="news", limit=2, estimate=estimate)) for estimate in (False, True))
    assert (whole.seen, page.seen, page.total) == (whole.total, 3, whole.total)


def test_counts_agree_with_what_a_click_would_find(press: Corpus) -> None:
    found = find(press.db, Query())
    facets = count_facets(press.db, found)
    assert set(facets) == set(FACETS) - {"story"}
    for facet, items in facets.items():
        for item in items:
            assert search(press.db, Query(filters=((facet, item.value),))).total == item.count, (facet, item)


def test_names_in_a_sentence_come_with_their_entities(press: Corpus) -> None:
    (hit,) = search(press.db, Query(text="cranes", filters=(("outlet", "wire"),), names=True)).hits
    (snippet,) = hit.snippets
    assert [(snippet.text[a:b], label, key) for a, b, label, key in snippet.names] == [
        ("coal", "PRODUCT", "product/coal"),
        ("Rason", "PLACE", "place/rason"),
    ]


@pytest.mark.parametrize("asked", [Query(text="beer"), Query(text="beer", filters=(("kind", "wire"),))])
def test_more_articles_than_one_value_may_hold_are_found(
    press: Corpus, article: Callable[..., Article], asked: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 120
    monkeypatch.setattr(searching, "BROAD", 5)
    monkeypatch.setattr(matching, "BROAD", 5)
    monkeypatch.setattr(matching, "SAMPLED", 1)
    monkeypatch.setattr(matching, "MANY", 5)
    monkeypatch.setattr(searching, "LOOKED_UP", 10)
    for number in range(most):
        other = article(url=f"https://wire.example/beer/{number}", title="Beer", text=f"Beer number {number} is sold.")
        press.save_article(other, page_url=other.url)
    press.db.conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 19 * most)  # an id has up to 18 digits
    assert search(press.db, asked).total >= most
