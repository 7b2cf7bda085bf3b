"""The store of facts: days in Korea, what is pending, what a saved figure leaves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from corpus.store.articles import Corpus
from corpus.store.derived import ArticleFacts, ExchangeRate, Facts, ProductPlace, day_in_korea

VERSION = "by-hand-1"


def rate(key: str, **changes: Any) -> ExchangeRate:
    values: dict[str, Any] = {
        "article_id": key,
        "field": "text",
        "start": 10,
        "end": 19,
        "sent_start": 0,
        "sent_end": 40,
        "mentions": (f"{key}-text3",),
        "date": dt.date(2026, 3, 1),
        "date_end": dt.date(2026, 3, 31),
        "date_source": "sentence",
        "base": "USD",
        "quote": "KPW",
        "place_id": None,
        "place": None,
        "rate": 8900.0,
        "rate_high": None,
        "kind": "market",
        "qualifier": "",
    }
    return ExchangeRate(**{**values, **changes})


def facts_of(key: str, *figures: ExchangeRate, count: int = 2) -> ArticleFacts:
    return ArticleFacts(
        article_id=key,
        input="i",
        month="2026-03",
        figures=figures,
        products=(ProductPlace(place_id="place/rason", chapter="27", mentions=count, example=f"{key}-text12"),),
    )


@pytest.fixture
def key(rason: Corpus) -> str:
    """The id of an article that is tagged and resolved."""
    (row,) = rason.db.query("select id, fingerprint from articles")
    rason.mark_done("tag", row["id"], version="t", input=row["fingerprint"])
    rason.mark_done("resolve", row["id"], version="r", input=f"t:{row['fingerprint']}")
    return str(row["id"])


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2026-03-02T00:00:00+00:00", dt.date(2026, 3, 2)),
        ("2026-03-02T14:59:00+00:00", dt.date(2026, 3, 2)),
        ("2026-03-02T15:00:00+00:00", dt.date(2026, 3, 3)),
        (None, None),
    ],
)
def test_day_is_counted_in_korea(published: str | None, day: dt.date | None) -> None:
    assert day_in_korea(published) == day


def test_resolved_article_is_pending_until_its_facts_are_saved(rason: Corpus, key: str) -> None:
    facts = Facts(rason.db)
    ((pending, input),) = facts.pending()
    assert pending == key
    facts.save(ArticleFacts(article_id=key, input=input, month=None, figures=(), products=()), version=VERSION)
    assert facts.pending() == []
    assert facts.outdated(version=VERSION) == []
    assert facts.outdated(version="by-hand-2") == [(key, input)]


def test_article_whose_entity_gets_another_chapter_is_pending_again(rason: Corpus, key: str) -> None:
    facts = Facts(rason.db)
    ((_, input),) = facts.pending()
    facts.save(ArticleFacts(article_id=key, input=input, month=None, figures=(), products=()), version=VERSION)
    rason.db.execute("update entities set hs_code = '2701' where id = 'product/coal'").close()
    assert len(facts.pending()) == 1


def test_names_come_with_what_is_known_of_their_entities(rason: Corpus, key: str) -> None:
    rason.db.execute("update entities set country = 'KP', kind = 'city' where id = 'place/rason'").close()
    names = {name["text"]: (name["country"], name["kind"]) for name in Facts(rason.db).names(key)}
    assert names == {"Rason": ("KP", "city"), "coal": (None, None), "Sunchon Cement Complex": (None, None)}


def test_saved_figure_is_told_by_where_its_words_stand(rason: Corpus, key: str) -> None:
    Facts(rason.db).save(facts_of(key, rate(key)), version=VERSION)
    (row,) = rason.db.query("select id, date, date_end, mentions, rate from exchange_rates")
    assert row == {
        "id": f"{key}-text10",
        "date": "2026-03-01",
        "date_end": "2026-03-31",
        "mentions": f'["{key}-text3"]',
        "rate": 8900.0,
    }


def test_figures_read_anew_take_the_place_of_the_old_ones(rason: Corpus, key: str) -> None:
    facts = Facts(rason.db)
    facts.save(facts_of(key, rate(key), rate(key, start=30)), version=VERSION)
    facts.save(facts_of(key, rate(key, rate=9000.0)), version=VERSION)
    assert rason.db.execute("select rate from exchange_rates").fetchall() == [(9000.0,)]


def test_month_of_goods_follows_its_articles(rason: Corpus, key: str) -> None:
    facts = Facts(rason.db)
    for count in (2, 5):
        facts.save(facts_of(key, count=count), version=VERSION)
        facts.refresh_products()
        assert rason.db.execute("select mentions, articles, stories from product_mentions").fetchall() == [
            (count, 1, 1)
        ]
    rason.drop_article(key)
    assert facts.drop_orphans() == 1
    facts.refresh_products()
    assert rason.db.execute("select count(*) from product_mentions").fetchone() == (0,)


def test_month_of_goods_is_touched_when_a_story_changes(rason: Corpus, key: str) -> None:
    facts = Facts(rason.db)
    facts.save(facts_of(key), version=VERSION)
    facts.refresh_products()
    rason.db.execute("update articles set story_id = 's'").close()
    assert facts.refresh_products() == 1


def test_several_figures_of_one_cell_are_all_kept(rason: Corpus, key: str) -> None:
    cell = {"table_position": 0, "table_row": 1, "date_source": "table"}
    both = [rate(key, **cell, table_column=1), rate(key, **cell, table_column=2, rate=9000.0)]
    Facts(rason.db).save(facts_of(key, *both), version=VERSION)
    rows = rason.db.query("select id, rate from exchange_rates order by rate")
    assert [(row["id"], row["rate"]) for row in rows] == [(f"{key}-text10", 8900.0), (f"{key}-text10-2", 9000.0)]
