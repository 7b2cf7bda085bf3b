"""The pages over a small corpus, asked in this process, without a server."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from datasette.app import Datasette

from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh
from corpus.web.server import Site, make_datasette

HOSTILE = 'A <script>alert(1)</script> & "port" in Rason. It says \u202egnihton\u202c of coal.'


@dataclass(kw_only=True)
class Desk:
    """The pages; `get` and `post` give the answer, `cookies` go with each request."""

    served: Datasette
    loop: asyncio.AbstractEventLoop
    cookies: dict[str, str]

    def get(self, path: str, **options: Any) -> Any:
        return self._ask("get", path, **options)

    def post(self, path: str, data: dict[str, str], **options: Any) -> Any:
        return self._ask("post", path, data=data, **options)

    def _ask(self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any) -> Any:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"host": "127.0.0.1:8001", **({"cookie": jar} if jar else {}), **(headers or {})}
        return self.loop.run_until_complete(getattr(self.served.client, method)(path, headers=headers, **options))


@pytest.fixture
def hostile(rason: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]) -> Corpus:
    """Beside the report from Rason an article that holds markup, a mark of direction and a formula for its title."""
    bad = article(url="https://wire.example/bad?a=1&b=<2>", text=HOSTILE, title='=HYPERLINK("http://evil.example")')
    rason.save_article(bad, page_url=bad.url)
    rason.save_mentions(bad.id, [mention(HOSTILE, "Rason", "PLACE")], pipeline="by-hand-1")
    rason.db.execute("update mentions set entity_id = 'place/rason' where text = 'Rason'").close()
    rason.save_outlets([{"id": "wire", "name": "Wire <b>", "kind": "wire", "country": "kr", "language": "en"}])
    rason.db.execute("update entities set lat = 42.25, lon = 130.3, kind = 'province' where id = 'place/rason'").close()
    rason.db.execute(
        "update entities set mentions = 3, articles = 2, stories = 2, first_seen = '2026-03-02T09:30:00+00:00',"
        " last_seen = '2026-03-02T09:30:00+00:00' where id = 'place/rason'"
    ).close()
    refresh(rason.db)
    return rason


@contextmanager
def closed_connections() -> Iterator[None]:
    """Closes at its end what was opened in it, by any thread: Datasette leaves its connections to be collected."""
    connect = sqlite3.connect
    with ExitStack() as opened, pytest.MonkeyPatch.context() as patch:

        def kept(*given: Any, **options: Any) -> sqlite3.Connection:
            return opened.enter_context(closing(connect(*given, **{**options, "check_same_thread": False})))

        patch.setattr(sqlite3, "connect", kept)
        yield


def open_desk(corpus: Corpus, *, review: bool = False) -> Iterator[Desk]:
    loop = asyncio.new_event_loop()
    with closed_connections():
        served = make_datasette(Site(data=corpus.data, review=review))
        yield Desk(served=served, loop=loop, cookies={})
        served.executor.shutdown()
        served.get_database("corpus").close()
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()


@pytest.fixture
def desk(hostile: Corpus) -> Iterator[Desk]:
    """The pages, read-only."""
    yield from open_desk(hostile)


@pytest.fixture
def review_desk(hostile: Corpus) -> Iterator[Desk]:
    """The pages with review switched on; whoever asks has not shown the token yet."""
    yield from open_desk(hostile, review=True)
