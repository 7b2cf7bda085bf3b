"""SQL by which a reader asks for more than there is: each ends soon, in an answer or one line, and in little memory."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from corpus.web.bounded import ANSWER, lane

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


def test_no_statement_is_left_to_whoever_tells_of_its_error(desk: Any) -> None:
    """The error's traceback holds the cursor: let go in the loop, it would wait for the next statement's end."""
    begun: list[sqlite3.Cursor] = []

    def ask(connection: sqlite3.Connection) -> None:
        begun.append(connection.execute(f"{COUNTING} x from c"))
        assert begun[0].fetchone()[0] == 1
        raise sqlite3.OperationalError("interrupted")

    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        desk.loop.run_until_complete(desk.served.get_database("corpus").execute_fn(ask))
    with pytest.raises(sqlite3.ProgrammingError, match="closed cursor"):
        begun[0].fetchone()


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
