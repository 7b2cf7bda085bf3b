"""Goods and places: what figures report, what sentences say outright, what the base knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus.names.tsv import read_rows
from corpus.read.goods_places import RELATIONS, GoodsQuery, list_goods
from corpus.read.said_goods import relation_in
from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh

SAYS = "Two trucks of coal from Rason arrived. Cranes stood still."


@pytest.mark.parametrize("row", list(read_rows("origins.tsv")), ids=lambda row: row["example"])
def test_each_form_reads_its_example(row: dict[str, str]) -> None:
    assert row["relation"] in RELATIONS
    assert relation_in(row["example"], good="{good}", place="{place}") == row["relation"]


@pytest.mark.parametrize(
    "text", ["G and P", "P buys G", "far from P they eat G", "G, rice and salt. From P came nothing"]
)
def test_what_says_nothing_of_both_is_no_relation(text: str) -> None:
    assert relation_in(text, good="G", place="P") == ""


@pytest.fixture
def traded(rason: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]) -> Corpus:
    """Coal said to come from Rason, priced there, and known to be mined by a plant that lies in it."""
    one = article(url="https://wire.example/trucks", text=SAYS)
    rason.save_article(one, page_url=one.url)
    found = [mention(SAYS, "coal", "PRODUCT"), mention(SAYS, "Rason", "PLACE")]
    rason.save_mentions(one.id, found, pipeline="by-hand-1")
    for key, name in (("place/rason", "Rason"), ("product/coal", "coal")):
        rason.db.execute("update mentions set entity_id = ? where text = ?", [key, name]).close()
    rason.db.execute(
        "insert into entities(id, label, name, status, parent_id) values"
        " ('factory/mine', 'FACTORY', 'Rason Mine', 'known', 'place/rason')"
    ).close()
    rason.db.execute(
        "insert into entity_relations values ('factory/mine', 'makes', 'product/coal', '', null, null, 'by hand', '')"
    ).close()
    rason.db.execute(
        "insert into price_quotes(id, article_id, field, start, end, sent_start, sent_end, mentions, date, date_end,"
        " date_source, commodity_id, commodity, place_id, place, price, currency, kind, qualifier)"
        " values ('1', ?, 'text', 0, 3, 0, 30, '[]', '2026-03-01', '2026-03-01', 'sentence', 'product/coal', 'Coal',"
        " 'place/rason', 'Rason', 900, 'KPW', 'market', '')",
        [one.id],
    ).close()
    rason.db.execute("update entities set mentions = 1, stories = 1 where id = 'product/coal'").close()
    refresh(rason.db)
    return rason


def rows(corpus: Corpus, **asked: Any) -> list[tuple[str, str, str, str]]:
    found = list_goods(corpus.db, GoodsQuery(**asked)).rows
    return sorted((row.relation, row.good, row.who, row.basis) for row in found)


ALL = [
    ("comes from", "coal", "", "said"),
    ("makes", "coal", "Rason Mine", "known"),
    ("sells", "coal", "", "reported"),
]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"place": "place/rason"}, ALL),
        ({"place": "place/rason", "relation": "sells"}, ALL[2:]),
        ({"place": "place/rason", "good": "Coal", "since": "2026-03-01"}, [ALL[0], ALL[2]]),
        ({"place": "place/rason", "since": "2026-04-01"}, []),
        ({"good": "coal"}, ALL),
        ({"relation": "comes from"}, ALL[:1]),
        ({"relation": "comes from", "good": "coal"}, ALL[:1]),
        ({"relation": "comes from", "since": "2026-04-01"}, []),
        ({}, [ALL[0], ALL[2]]),
        ({"good": "rice"}, []),
        ({"relation": "makes"}, [ALL[1]]),  # of the goods that are named most
    ],
)
def test_rows_are_those_of_the_place_the_good_and_the_time(
    traded: Corpus, asked: dict[str, Any], expected: list[tuple[str, str, str, str]]
) -> None:
    assert rows(traded, **asked) == expected


def test_what_is_said_leads_to_its_words(traded: Corpus) -> None:
    (row,) = list_goods(traded.db, GoodsQuery(place="place/rason", relation="comes from")).rows
    (told,) = row.told
    assert SAYS[told.start : told.end] == "coal from Rason"
    assert row.last == "2026-03-02"


def test_goods_with_the_words_in_a_longer_name_are_offered(traded: Corpus) -> None:
    for key, name in (("product/x", "coal briquettes"), ("product/y", "charcoal"), ("product/z", "coal wagon")):
        traded.db.execute(
            "insert into entities(id, label, name, status, mentions, stories) values (?, 'PRODUCT', ?, 'known', 1, 2)",
            [key, name],
        ).close()
    traded.db.execute(
        "insert into entity_relations values ('product/z', 'kind of', 'product/coal', '', null, null, 'by hand', '')"
    ).close()
    near = [one.text for one in list_goods(traded.db, GoodsQuery(good="coal")).near]
    assert near == ["coal briquettes"]
    assert list_goods(traded.db, GoodsQuery(good="product/coal")).near[0].id == "product/x"
    assert list_goods(traded.db, GoodsQuery(place="place/rason")).near == ()


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("fertiliser", "compound fertiliser"),
        ("fertilizer", "compound fertiliser"),
        ("battery", "Car batteries"),
        ("batteries", "Car batteries"),
        ("gray paint", "Grey paint tins"),
    ],
)
def test_longer_names_are_offered_in_either_spelling_and_number(rason: Corpus, asked: str, near: str) -> None:
    for key, name in (
        ("product/f", "compound fertiliser"),
        ("product/b", "Car batteries"),
        ("product/g", "Grey paint tins"),
    ):
        rason.db.execute(
            "insert into entities(id, label, name, status, mentions) values (?, 'PRODUCT', ?, 'known', 1)", [key, name]
        ).close()
    assert [one.text for one in list_goods(rason.db, GoodsQuery(good=asked)).near] == [near]
