"""Who is answered: the names of this machine, addresses of a bounded size, and only those who still wait."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from corpus.web.admission import AT_WORK, BODY, FACETS, LONG, PARAMETERS, TURN, WAITING, Admission, lane_of


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8001", "localhost", "LOCALHOST:9", "localhost.:8001", "[::1]:8001", "192.168.7.4:8001", "[fd00::7]"],
)
def test_name_of_this_machine_is_answered(desk: Any, host: str) -> None:
    assert desk.get("/stats", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8001", "127.0.0.1.evil.example", "localhost.evil.example", "[evil]:1", "", "*"],
)
@pytest.mark.parametrize("path", ["/", "/corpus.json?sql=select+1", "/article/1.json", "/-/static/app.css"])
def test_foreign_name_is_refused_everywhere(desk: Any, host: str, path: str) -> None:
    answer = desk.get(path, headers={"host": host})
    assert answer.status_code == 403
    assert "does not answer to the name" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


# of several facets Datasette leaves the rest unasked when one fails
unasked = pytest.mark.filterwarnings("ignore:.*coroutine.*:pytest.PytestUnraisableExceptionWarning")


@unasked
@pytest.mark.parametrize("facet", ["_facet=outlet", "_facet_date=published", "_facet_array=authors"])
def test_facets_are_bounded(desk: Any, facet: str) -> None:
    for count, status in ((FACETS, 200), (FACETS + 1, 400), (PARAMETERS - 1, 400), (2000, 400)):
        started = time.process_time()
        answer = desk.get("/corpus/articles?" + "&".join([facet] * count))
        assert answer.status_code == status, count
        assert time.process_time() - started < 5


@unasked
@pytest.mark.parametrize(
    "path",
    [
        "/corpus/articles?_facet=nope",
        "/corpus/articles.json?_facet_array=nope",
        "/corpus/articles?_through=zz",
        "/corpus/articles?_timelimit=soon",
        "/corpus/articles?id__in=[",
        "/corpus/articles?_facet={",
        "/corpus/articles?_sort=nope",
        "/corpus/articles?_where=nope(1)",
        "/corpus?sql=select+zeroblob(5000000)",
    ],
)
def test_address_that_asks_for_what_is_not_there_is_a_bad_request(desk: Any, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_body_is_bounded(desk: Any) -> None:
    assert desk.post("/reconcile", {"queries": "x" * BODY}).status_code == 413


class Client:
    """One connection to an application: it gives its request, and goes when it is told to."""

    def __init__(self, path: str = "/corpus") -> None:
        self.scope: dict[str, Any] = {
            **{"type": "http", "path": path, "query_string": b"", "method": "GET"},
            "headers": [(b"host", b"localhost")],
        }
        self.gone = asyncio.Event()
        self.sent: list[dict[str, Any]] = []
        self._asked = False

    async def receive(self) -> dict[str, Any]:
        if self._asked:
            await self.gone.wait()
            return {"type": "http.disconnect"}
        self._asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    def ask(self, app: Any) -> asyncio.Future[None]:
        return asyncio.ensure_future(app(self.scope, self.receive, self.send))


class Slow:
    """An application that works until it is cancelled, and says how many of its works run."""

    def __init__(self) -> None:
        self.running = 0
        self.changed = asyncio.Condition()

    async def _count(self, change: int) -> None:
        async with self.changed:
            self.running += change
            self.changed.notify_all()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._count(1)
        try:
            await asyncio.Event().wait()
        finally:
            await self._count(-1)

    async def reaches(self, count: int) -> None:
        async with self.changed:
            await asyncio.wait_for(self.changed.wait_for(lambda: self.running == count), 10)


def test_work_ends_with_its_client() -> None:
    async def leave() -> None:
        slow, client = Slow(), Client()
        asked = client.ask(Admission(slow))
        await slow.reaches(1)
        client.gone.set()
        await asked
        assert slow.running == 0
        assert client.sent == []

    asyncio.run(leave())


def test_few_work_at_a_time_some_wait_and_the_rest_are_turned_away() -> None:
    async def crowd() -> None:
        slow = Slow()
        app = Admission(slow)
        clients = [Client() for _ in range(WAITING)]
        asked = [client.ask(app) for client in clients]
        await slow.reaches(AT_WORK)
        late, ours = Client("/corpus.json"), Client("/search")
        await late.ask(app)
        assert late.sent[0]["status"] == 503
        served = ours.ask(app)
        await slow.reaches(AT_WORK + 1)  # a page of ours does not wait for them
        for client in (*clients, ours):
            client.gone.set()
        await asyncio.gather(*asked, served)

    asyncio.run(crowd())


@pytest.mark.parametrize(
    ("path", "query", "lane"),
    [
        ("/prices", b"of=Rice", "pages"),
        ("/", b"", "pages"),
        ("/-/static-plugins/web/desk.css", b"", "pages"),
        ("/reconcile", b"", "long"),
        ("/screen.csv", b"", "long"),
        ("/search", b"q=" + b"rice+OR+" * LONG, "long"),
        ("/entity/place/" + "a" * LONG, b"", "long"),
        ("/corpus.json", b"sql=select+1", "sql"),
        ("/corpus/mentions.csv", b"_stream=on", "sql"),
        ("/-/versions", b"", "sql"),
    ],
)
def test_questions_wait_for_their_like(path: str, query: bytes, lane: str) -> None:
    assert lane_of({"path": path, "query_string": query}) == lane


def test_page_of_ours_has_its_turns_while_a_table_is_written() -> None:
    rows = 0

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        nonlocal rows
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(200 if scope["path"] == "/corpus/mentions.csv" else 5):
            rows += scope["path"] == "/corpus/mentions.csv"
            time.sleep(TURN if scope["path"] == "/corpus/mentions.csv" else 0)
            await send({"type": "http.response.body", "body": b"row", "more_body": True})
            if scope["path"] == "/stats":
                await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b""})

    async def both() -> None:
        door = Admission(app)
        table, page = Client("/corpus/mentions.csv"), Client("/stats")
        writing = table.ask(door)
        await page.ask(door)
        assert 0 < rows < 100
        table.gone.set()
        await writing

    asyncio.run(both())


def test_answer_that_does_not_begin_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.web.admission.SECONDS", 0.05)

    async def wait() -> None:
        slow, client = Slow(), Client()
        await client.ask(Admission(slow))
        assert (client.sent[0]["status"], slow.running) == (503, 0)

    asyncio.run(wait())


def test_more_names_can_be_given() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def ask(host: bytes, *names: str) -> int:
        client = Client()
        client.scope["headers"] = [(b"Host", host)]
        await client.ask(Admission(app, names=names))
        return int(client.sent[0]["status"])

    assert asyncio.run(ask(b"desk.example.org")) == 403
    assert asyncio.run(ask(b"Desk.Example.org:443", "desk.example.org")) == 200
