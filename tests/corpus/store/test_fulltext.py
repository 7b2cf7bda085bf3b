"""What a person types becomes a match that SQLite accepts, whatever it is."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.store.fulltext import match_expression, query_terms, spread


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


def test_spread_parts_korean_and_chinese_characters_only() -> None:
    assert spread("Rason 라선 port 罗先").split() == ["Rason", "라", "선", "port", "罗", "先"]
    assert spread("plain text") == "plain text"
