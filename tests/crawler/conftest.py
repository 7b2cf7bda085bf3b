"""A desk to crawl from: a newsroom on loopback, a data directory of its own, and `jangmadang crawl` as a process."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from crawler.newsroom.loopback import Newsroom
from crawler.newsroom.press import Story
from tests import forked_commands


class CrawlDesk:
    """Crawls a newsroom into a data directory and looks at what came."""

    def __init__(self, newsroom: Newsroom, data: Path) -> None:
        self.newsroom = newsroom
        self.data = data
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("JANGMADANG")}
        newsroom.outlets_dir(data / "outlets")

    def options(self, now: datetime, *extra: str) -> list[str]:
        """What `jangmadang` is given for a crawl."""
        outlets = [part for name in self.newsroom.bases for part in ("--outlet", name)]
        given = outlets if not {"--outlet", "--all-enabled"} & set(extra) else []
        extra = tuple(part for part in extra if part != "--all-enabled")
        return ["crawl", "--data", str(self.data), "--now", now.isoformat(), "--json", *given, *extra]

    def crawl(self, now: datetime, *extra: str) -> dict[str, Any]:
        """One crawl at a simulated time, to its end; gives its report."""
        self.newsroom.now = now
        crawl = forked_commands.run(*self.options(now, *extra), env=self.environment)
        assert crawl.returncode in (0, 1), crawl.stderr
        assert "Traceback" not in crawl.stderr, crawl.stderr
        report: dict[str, Any] = json.loads(crawl.stdout)
        return report

    def start(self, now: datetime, *extra: str) -> subprocess.Popen[str]:
        """The same, still running."""
        self.newsroom.now = now
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        return forked_commands.start(*self.options(now, *extra), **streams, text=True, env=self.environment)

    def pages(self) -> dict[str, int]:
        """The kept addresses, each with how many bodies it has had."""
        with PageArchive(self.data) as archive:
            rows = archive.db.execute("select id, url from pages").fetchall()
            return {url: len(archive.versions(key)) for key, url in rows}

    def outcomes(self) -> dict[str, str]:
        """The crawl's outcomes by address."""
        with Corpus(self.data) as corpus:
            return dict(corpus.db.execute("select url, reason from outcomes where stage = 'crawl'").fetchall())

    def gone(self) -> dict[str, str]:
        """The addresses that pages have left, with the time."""
        with PageArchive(self.data) as archive:
            return dict(archive.db.execute("select url, gone_at from pages where gone_at is not null").fetchall())

    def asked(self, outlet: str | None = None) -> list[str]:
        """The paths that the newsroom was asked for, in order."""
        return [request.path for request in self.newsroom.requests if outlet in (None, request.outlet)]

    def whole_articles(self) -> set[str]:
        """The addresses of the stories whose pages are whole articles."""
        stories = [story for story in self.newsroom.stories if story.kind in ("article", "off-topic")]
        return {self.newsroom.url(story) for story in stories if story.outlet in self.newsroom.bases}

    def listed(self, now: datetime, outlet: str | None = None) -> set[str]:
        """The addresses of the stories that stand and are listed at a time."""
        return {
            self.newsroom.url(story)
            for story in self.newsroom.stories
            if story.listed and story.edition(now) is not None
            if story.outlet in self.newsroom.bases and outlet in (None, story.outlet)
        }


@pytest.fixture
def run_command() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `jangmadang` with arguments to its end."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return forked_commands.run(*arguments, env={**os.environ, **environment})

    return run


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[str], tuple[int, dict[str, str], str | bytes]]], str]]:
    """Serves a function from path to (status, headers, body) on loopback; gives its address."""
    opened: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(answer: Callable[[str], tuple[int, dict[str, str], str | bytes]]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, said = answer(self.path)
                body = said.encode() if isinstance(said, str) else said
                self.send_response(status)
                headers = {"Content-Type": "text/html; charset=utf-8", **headers}
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: Any) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        opened.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server, thread in opened:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[Callable[..., CrawlDesk]]:
    """Makes a desk over a newsroom of its own; `outlets` narrows it, `polite` keeps the demo's Crawl-delays,
    `one_address` gives it 127.0.0.1 alone.
    """
    opened: list[Newsroom] = []

    def make(*, outlets: tuple[str, ...] = (), polite: bool = False, stories: list[Story] | None = None,
             scale: int = 0, one_address: bool | None = None) -> CrawlDesk:  # fmt: skip
        newsroom = Newsroom(stories=stories, scale=scale, one_address=one_address)
        opened.append(newsroom)
        if outlets:
            newsroom.desks = {name: newsroom.desks[name] for name in outlets}
        newsroom.__enter__()
        if not polite:
            newsroom.robots.update(dict.fromkeys(newsroom.desks, "User-agent: *\nAllow: /\n"))
        return CrawlDesk(newsroom, tmp_path / "data")

    yield make
    for newsroom in opened:
        newsroom.close()
