"""What one call of a function may cost in a reader's SQL: the most that is answered, and the least that is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from corpus.web import sql_guards
from corpus.web.bounded import BoundedConnection
from corpus.web.sql_guards import VALUE, limit_values


@pytest.fixture
def limited() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", factory=BoundedConnection)) as connection:
        yield connection


def test_plain_connection_has_no_such_limits_so_that_these_tests_can_fail() -> None:
    with closing(sqlite3.connect(":memory:")) as plain, closing(sqlite3.connect(":memory:")) as helper:
        assert len(plain.execute("select zeroblob(?)", [VALUE + 1]).fetchone()[0]) == VALUE + 1
        limit_values(plain, helper)
        with pytest.raises(sqlite3.DataError, match="too big"):
            plain.execute("select zeroblob(?)", [VALUE + 1]).fetchone()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("instr", ("a" * 2_000_000, "a" * 900_000)),
        ("replace", ("a" * 2_000_000, "a" * 900_000, "b")),
        ("trim", ("a" * 900_000, "b" * 900_000)),
        ("printf", ("%.*c", 1_000_000, "x")),
        ("printf", (b"%.*c", " 1000000 ", "x")),
        ("format", ("%1000000d", 1)),
    ],
)
def test_function_is_refused_by_what_it_would_cost(
    limited: sqlite3.Connection, name: str, values: tuple[Any, ...]
) -> None:
    holes = ", ".join("?" * len(values))
    with pytest.raises(sqlite3.DataError, match="too big"):
        limited.execute(f"select {name}({holes})", values).fetchone()


@pytest.mark.parametrize(
    ("sql", "answer"),
    [
        ("select length(printf('%.*c', 10000, 'x'))", 10_000),
        ("select length(printf('%*d', 9999, 1))", 9_999),
        ("select printf('%*s', null, 'x')", "x"),
        ("select printf('%99999d', 1) is not null", 1),
        ("select instr(hex(zeroblob(1000000)), hex(zeroblob(500)))", 1),  # a needle of 1,000 in two million
        ("select json_patch('{\"a\":1}', '{\"a\":2}')", '{"a":2}'),
        ("select trim('xxricexx', 'x')", "rice"),
    ],
)
def test_what_a_question_needs_is_answered_up_to_the_bound(
    limited: sqlite3.Connection, sql: str, answer: object
) -> None:
    assert limited.execute(sql).fetchone() == (answer,)


@pytest.mark.parametrize("sql", ["select printf('%.*c', 10001, 'x')", "select printf('%*s', '-10001 and more', 'x')"])
def test_what_is_wider_than_the_bound_is_not(limited: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(sqlite3.DataError, match="too big"):
        limited.execute(sql).fetchone()


# each bound from both sides: the most that is answered, and the least that is refused
BOUNDS = (
    ("select length(zeroblob(?))", (4_194_304,), (4_194_305,)),  # bytes of a value, and of what comes out
    ("select ? like ?", ("x", "%" * 199 + "x"), ("x", "%" * 200 + "x")),  # a pattern of 200 characters
    ("select length(replace(?, 'a', ?))", ("a" * 1024, "b" * (VALUE // 1024)), ("a" * 1024, "b" * (VALUE // 1024 + 1))),
    # 1,000 characters are looked for in anything, more in no more than 1,000,000,000 comparisons
    ("select instr(?, ?)", ("a" * 1_000_001, "b" * 1000), ("a" * 1_000_000, "b" * 1001)),
    ("select instr(?, ?)", ("a" * 31_622, "b" * 31_622), ("a" * 31_623, "b" * 31_623)),
    ("select replace(?, ?, 'c')", ("a" * 500_000, "b" * 2000), ("a" * 500_001, "b" * 2000)),
    # so many different characters may be stripped; blanks from a text of any length
    ("select length(trim(?, ?))", ("a" * 2000, "b" * 1000), ("a" * 2000, "b" * 1001)),
    ("select length(ltrim(?, ?))", (b"a" * 2000, b"b" * 1000), (b"a" * 2000, b"b" * 1001)),
    ("select json_patch(?, ?)", ('"%s"' % ("x" * 999_998), "1" * 1000), ('"%s"' % ("x" * 999_999), "1" * 1000)),
    ("select json_patch(?, ?)", ('"%s"' % ("x" * 31_620),) * 2, ('"%s"' % ("x" * 31_621),) * 2),
    # a width of 10,000, as a number or a text that begins with one, whatever its sign
    ("select printf('%*d', ?, 1)", (10_000,), (10_001,)),
    ("select printf('%*d', ?, 1)", (-10_000,), (-10_001,)),
    ("select printf('%*d', ?, 1)", ("+10000 or so",), ("+10001 or so",)),
    ("select printf('%*d', ?, 1)", (b" -10000",), (b" -10001",)),
    ("select printf('%*d', ?, 1)", ("no 10001",), ("9" * 40,)),
    # beside a "*" nobody looks which number is the width
    ("select printf('a*b %d', ?)", (10_000,), (10_001,)),
    ("select printf(?)", (12_345,), (123_456,)),
)


@pytest.mark.parametrize(("sql", "most", "too_much"), BOUNDS)
def test_bound_is_where_it_is_said_to_be(
    limited: sqlite3.Connection, sql: str, most: tuple[Any, ...], too_much: tuple[Any, ...]
) -> None:
    assert limited.execute(sql, most).fetchone()[0] is not None
    with pytest.raises((sqlite3.DataError, sqlite3.OperationalError), match=r"too (?:big|complex)"):
        limited.execute(sql, too_much).fetchone()


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        (f"select {' ' * 100_000}1", "too large"),
        ("select " + "+".join("1" * 501), "Expression tree is too large"),
        ("attach ':memory:' as another", "too many attached databases"),
    ],
)
def test_statement_itself_has_a_bound(limited: sqlite3.Connection, sql: str, error: str) -> None:
    with pytest.raises((sqlite3.DataError, sqlite3.OperationalError), match=error):
        limited.execute(sql)
    shorter = sql.replace(" " * 10, " ").replace("1+1+1+", "1+")
    assert shorter == sql or limited.execute(shorter).fetchone()[0] > 0


@pytest.mark.parametrize(
    ("sql", "answer"),
    [
        ("printf()", None),
        ("printf(null)", None),
        ("trim('  ' || hex(zeroblob(1000)) || '  ') = hex(zeroblob(1000))", 1),
        ("instr(12345, 34)", 3),
        ("printf('%d', 123456789)", "123456789"),
    ],
)
def test_guarded_function_answers_as_sqlites_own(limited: sqlite3.Connection, sql: str, answer: object) -> None:
    with closing(sqlite3.connect(":memory:")) as plain:
        assert plain.execute(f"select {sql}").fetchone() == (answer,)
    assert limited.execute(f"select {sql}").fetchone() == (answer,)
    limited.execute("create table reports (text)")
    limited.execute("create index ports on reports (instr(text, 'port'))")  # only what is always the same can be one


def test_every_guarded_function_is_one_that_sqlite_has() -> None:
    with closing(sqlite3.connect(":memory:")) as plain:
        known = {row[0] for row in plain.execute("select name from pragma_function_list")}
    assert {name for name, _, _ in sql_guards._GUARDED} <= known | {"format"}
