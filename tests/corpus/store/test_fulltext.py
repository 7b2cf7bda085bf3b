"""What a person types becomes a match that SQLite accepts, whatever it is."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.store.fulltext import match_expression, query_terms, searched_as, spread


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("food factory", '"food" AND "factory"'),
        ('"food factory" rason', '"food factory" AND "rason"'),
        ("coal OR ore", '"coal" OR "ore"'),
        ("coal -iron", '"coal" NOT "iron"'),
        ("(coal OR ore) rason", '( "coal" OR "ore" ) AND "rason"'),
        ("fertili*", '"fertili" *'),
        ("라선", '"라 선"'),
        # Korean without its particle, so that 쌀값 finds 쌀; a name that ends like one stays
        ("쌀값", '"쌀"'),
        ("휘발유가격이", '"휘 발 유"'),
        ("라선에서", '"라 선"'),
        ("김정은", '"김 정 은"'),
        ("가을", '"가 을"'),
        ("나선 시", '"나 선" AND "시"'),
        ('"쌀값"', '"쌀 값"'),
        ("罗先 port", '"罗 先" AND "port"'),
        ("Jong-un", '"Jong un"'),
        ("", ""),
        ("!?", ""),
    ],
)
def test_query_becomes_an_expression(query: str, expression: str) -> None:
    assert match_expression(query) == expression


@pytest.mark.parametrize(
    "query", ["coal AND", "OR", "(coal", "coal)", "NOT coal", "-coal", 'a "b', "AND OR NOT", ") ("]
)
def test_query_that_does_not_parse_is_searched_as_words(query: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table t using fts5(text)")
    expression = match_expression(query)
    if expression:
        database.execute("select * from t where t match ?", [expression]).fetchall()
    database.close()


@given(st.text(alphabet=st.sampled_from('ab라 "*()-:^+ANDORT\x00'), max_size=20) | st.text(max_size=30))
def test_no_query_is_an_error(query: str) -> None:
    database = sqlite3.connect(":memory:")
    try:
        database.execute("create virtual table t using fts5(text)")
        expression = match_expression(query)
        if expression:
            database.execute("select * from t where t match ?", [expression]).fetchall()
    finally:
        database.close()


def test_terms_to_mark_leave_out_operators_and_excluded_words() -> None:
    assert query_terms('"food factory" AND rason NOT coal -ore') == ["food factory", "rason"]
    assert query_terms("rason NOT (coal OR (ore -salt)) port -(iron)") == ["rason", "salt", "port"]


def test_spread_parts_korean_and_chinese_characters_only() -> None:
    assert spread("Rason 라선 port 罗先").split() == ["Rason", "라", "선", "port", "罗", "先"]
    assert spread("plain text") == "plain text"


@pytest.mark.parametrize(
    "query", ["уголь", "угля", "УГЛЁМ", "поставки угля", "угля -железо", "(уголь OR рис) поставка"]
)
def test_a_russian_word_finds_itself_in_every_case(query: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table t using fts5(text)")
    database.execute("insert into t values ('О поставках угля и о торговле углем')")
    found = database.execute("select text from t where t match ?", [match_expression(query)]).fetchall()
    database.close()
    assert len(found) == 1


@pytest.mark.parametrize("query", ["나선 시", "나선시", "나선시에서", "쌀값", "쌀 -콩"])
def test_an_inflected_korean_word_finds_the_bare_one(query: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table t using fts5(text)")
    database.execute("insert into t values (?)", [spread("나선시의 쌀")])
    found = database.execute("select text from t where t match ?", [match_expression(query)]).fetchall()
    database.close()
    assert len(found) == 1


def test_the_forms_of_a_word_are_marked_too() -> None:
    assert {"уголь", "угля"} <= set(query_terms("угля"))
    assert query_terms("쌀값 rason") == ["쌀", "rason"]


@pytest.mark.parametrize(
    "query",
    [
        "rice AND NOT market",
        "rice AND -market",
        "rice AND (NOT market)",
        "rice (-market)",
        "rice -(market)",
        "NOT market rice",
        "-market AND rice",
        "(rice) AND NOT (market)",
    ],
)
def test_what_is_left_out_is_left_out_however_it_is_written(query):
    expression = match_expression(query).replace("( ", "").replace(" )", "")
    assert expression == '"rice" NOT "market"'


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("rice OR NOT market", "rice"),
        ("rice OR -market", "rice"),
        ("NOT market OR rice", "rice"),
        ("(rice OR NOT market) corn", "rice corn"),
        ('"rice price" OR NOT (market)', '"rice price"'),
        ("rice OR", "rice"),
        ("(rice OR corn", "rice corn"),
        ("쌀 OR NOT 시장", "쌀"),
        ("rice market", ""),
        ("rice NOT market", ""),
        ("rice AND NOT NOT market", ""),
        ("-market rice", ""),
        ('a "b', ""),
        ("", ""),
    ],
)
def test_operators_that_do_not_fit_together_are_not_dropped_without_a_word(query, words):
    assert searched_as(query) == words


@pytest.mark.parametrize(
    "query", ["rice AND NOT NOT market", "rice NOT -market", "rice AND (NOT NOT market)", "NOT NOT rice market"]
)
def test_what_is_left_out_twice_is_looked_for(query):
    assert match_expression(query).replace("( ", "").replace(" )", "") == '"rice" AND "market"'
    assert query_terms(query) == ["rice", "market"]


def test_several_are_left_out_and_a_dash_alone_leaves_nothing_out():
    assert match_expression("-a -b rice") == '"rice" NOT "a" NOT "b"'
    assert match_expression("Rason - port") == '"Rason" AND "port"'


@pytest.mark.parametrize(
    "query",
    [
        *("(rice OR (corn AND " * depth + "x" + "))" * depth for depth in (5, 6, 7, 20, 2_000)),
        *("(" * depth + "rice" + ")" * depth for depth in (12, 13, 500)),
        *("(a OR b AND c NOT " * depth + "x" + ")" * depth for depth in (11, 12, 13, 40)),
        *(" OR ".join(["rice"] * count) for count in (300, 3_000)),
        *(joint.join(["rice"] * 900) for joint in (" ", " NOT ", " -")),
    ],
)
def test_no_depth_or_length_of_a_query_is_an_error(query):
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table t using fts5(text)")
    db.execute("select 1 from t where t match ?", [match_expression(query)]).fetchall()
    db.close()
