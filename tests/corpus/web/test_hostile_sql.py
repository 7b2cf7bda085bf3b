"""SQL by which a reader asks for more than there is: each ends soon, in an answer or one line, and in little memory."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from corpus.web import sql_guards
from corpus.web.bounded import ANSWER, BoundedConnection, lane
from corpus.web.sql_guards import VALUE, limit_values

LETTERS = "(select replace(hex(zeroblob(1000000)), '0', 'a'))"  # two million of them
COUNTING = "with recursive c(x) as (select 1 union all select x + 1 from c) select"

# what asks for a value, a row or a wait without end, each in a dress of its own
HOSTILE = (
    "select zeroblob(2000000000)",
    "select hex(zeroblob(900000000)) || hex(zeroblob(900000000))",
    "select randomblob(1500000000)",
    "select printf('%.*c', 2000000000, 'x')",
    "select printf('%2000000000d', 1)",
    "select format('%*s', '1999999999 or so', 'x')",
    "select format('%.*f', 1e9, 1.5)",
    f"select length(replace({LETTERS}, 'a', {LETTERS}))",
    f"select instr({LETTERS}, substr({LETTERS}, 1, 900000) || 'b')",
    f"select length(trim({LETTERS}, 'b' || replace({LETTERS}, 'a', 'c')))",
    f"select {LETTERS} like '%' || substr({LETTERS}, 1, 40000) || 'b'",
    "select json_patch('{' || group_concat('\"' || x || '\":1') || '}', '{' || group_concat('\"y' || x || '\":1')"
    " || '}')"
    " from (with recursive c(x) as (select 1 union all select x + 1 from c limit 90000) select x from c)",
    f"{COUNTING} count(*) from c",
    f"{COUNTING} group_concat(hex(randomblob(500000))) from c",
    f"{COUNTING} randomblob(3000000) from c limit 900",
    f"{COUNTING} x, zeroblob(60000) from c limit 999",
    f"{COUNTING} x from c order by randomblob(1000)",
    "select count(*) from mentions a, mentions b, mentions c, articles_fts d, sqlite_master e, sqlite_master f,"
    " sqlite_master g, sqlite_master h",
)


@pytest.mark.parametrize("sql", HOSTILE)
def test_no_statement_takes_long_or_much(desk: Any, sql: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    answer = desk.get("/corpus.json", params={"sql": sql})
    assert time.process_time() - started < 4.5, "the limit is two seconds"
    assert answer.status_code in (200, 400, 503)
    assert len(answer.content) < 3 * ANSWER
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB


def test_statement_that_asks_too_much_is_told_in_one_line(desk: Any) -> None:
    for sql, said in (
        ("select zeroblob(2000000000)", "too big"),
        (f"{COUNTING} x, zeroblob(900000) from c limit 40", "larger than 32 MB: ask for fewer rows or columns"),
        (f"{COUNTING} count(*) from c", "SQL query took too long"),
    ):
        answer = desk.get("/corpus.json", params={"sql": sql})
        assert answer.status_code == 400
        assert said in answer.json()["error"]
        assert "\n" not in said


def test_ordinary_statements_answer_as_before(desk: Any) -> None:
    plain = {
        "printf('%05.2f|%-6s|%d', 3.14159, 'ab', 7)": "03.14|ab    |7",
        "printf('%*d', 5, 42)": "   42",
        "instr('Rason port', 'port')": 7,
        "replace('coal coal', 'coal', 'tin')": "tin tin",
        "trim('  x ') || ltrim('xxa', 'x') || rtrim('axx', 'x')": "xaa",
        "instr(x'0102', x'02')": 2,
        "instr(null, 'a')": None,
        "json_patch('{\"a\":1}', '{\"b\":2}')": '{"a":1,"b":2}',
        "'Chongjin steel' like '%steel'": 1,
    }
    for sql, wanted in plain.items():
        rows = desk.get("/corpus.json", params={"sql": f"select {sql} as value", "_shape": "array"}).json()
        assert rows == [{"value": wanted}], sql


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
    ("select ? like ?", ("x", "%" * 199 + "x"), ("x", "%" * 200 + "x")),  # a pattern of 200 characters
    ("select length(replace(?, 'a', ?))", ("a" * 1024, "b" * (VALUE // 1024)), ("a" * 1024, "b" * (VALUE // 1024 + 1))),
    # 1,000 characters are looked for in anything, more in no more than 1,000,000,000 comparisons
    ("select instr(?, ?)", ("a" * 1_000_001, "b" * 1000), ("a" * 1_000_000, "b" * 1001)),
    ("select instr(?, ?)", ("a" * 31_622, "b" * 31_622), ("a" * 31_623, "b" * 31_623)),
    ("select replace(?, ?, 'c')", ("a" * 999_000, "b" * 1001), ("a" * 1_000_000, "b" * 1001)),
    # so many different characters may be stripped; blanks from a text of any length
    ("select length(trim(?, ?))", ("a" * 2000, "b" * 1000), ("a" * 2000, "b" * 1001)),
    ("select length(ltrim(?, ?))", (b"a" * 2000, b"b" * 1000), (b"a" * 2000, b"b" * 1001)),
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


def test_rows_are_counted_for_each_statement_alone(desk: Any) -> None:
    for _ in range(3):  # each nearly as large as an answer may be
        sql = f"{COUNTING} x, zeroblob(30000) from c limit 900"
        assert desk.get("/corpus.json", params={"sql": sql, "_shape": "array", "_nl": "on"}).status_code == 200


async def endless(served: Any, begun: threading.Event) -> None:
    """A statement without end in one of the threads for SQL; `begun` is set when it is at work."""

    def ask(connection: sqlite3.Connection) -> None:
        connection.set_progress_handler(lambda: begun.set() or None, 1000)
        connection.execute("with recursive c(x) as (select 1 union all select x from c) select count(*) from c")

    await served.get_database("corpus").execute_fn(ask)


def test_work_stops_when_its_caller_is_gone(desk: Any) -> None:
    served = desk.served
    free: Callable[[], Any] = lambda: served.get_database("corpus").execute_fn(lambda db: db.total_changes)  # noqa: E731

    async def leave() -> None:
        for _ in range(3):  # more than there are threads
            begun = threading.Event()
            work = asyncio.ensure_future(endless(served, begun))
            await asyncio.to_thread(begun.wait)
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
        await asyncio.wait_for(free(), 20)

    desk.loop.run_until_complete(leave())


def test_pages_do_not_wait_for_statements_of_readers(desk: Any) -> None:
    async def ask_beside() -> int:
        begun = [threading.Event(), threading.Event()]
        lane.set("sql")
        hostile = [asyncio.ensure_future(endless(desk.served, event)) for event in begun]
        for event in begun:
            await asyncio.to_thread(event.wait)
        answer = await desk.served.client.get("/search?q=coal", headers={"host": "127.0.0.1"})
        assert not any(work.done() for work in hostile)
        for work in hostile:
            work.cancel()
        await asyncio.gather(*hostile, return_exceptions=True)
        return int(answer.status_code)

    assert desk.loop.run_until_complete(ask_beside()) == 200


def test_a_csv_that_takes_too_long_is_told_so(desk: Any) -> None:
    answer = desk.get("/corpus.csv", params={"sql": f"{COUNTING} count(*) from c", "_timelimit": 20})
    assert answer.status_code == 503
    assert "more of the corpus than a page may take" in answer.text
