"""Answers are kept for whoever asks the same, until something changes; what is one person's never is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from corpus.web import kept_answers
from corpus.web.kept_answers import KeptAnswers


class Told:
    """An application that says which answer this is, and with what status and headers it is told to."""

    def __init__(self) -> None:
        self.answers = 0
        self.status = 200
        self.headers: list[tuple[bytes, bytes]] = []
        self.padding = b""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.answers += 1
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": b"%d" % self.answers, "more_body": True})
        await send({"type": "http.response.body", "body": self.padding})


@pytest.fixture
def app() -> Told:
    return Told()


@pytest.fixture
def kept(app: Told, tmp_path: Path) -> KeptAnswers:
    (tmp_path / "corpus.db").write_bytes(b"rows")
    return KeptAnswers(app, tmp_path)


def ask(kept: KeptAnswers, path: str = "/prices", *, method: str = "GET", **headers: str) -> str:
    """The body of an answer, without its padding."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    named = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": named}
    asyncio.run(kept(scope, None, send))
    assert [message["type"] for message in sent] == ["http.response.start", *["http.response.body"] * 2]
    return str(sent[1]["body"].decode())


def test_same_question_is_answered_once(kept: KeptAnswers) -> None:
    assert [ask(kept), ask(kept), ask(kept, "/rates"), ask(kept)] == ["1", "1", "2", "1"]


def test_other_host_or_wanted_type_is_another_question_and_another_browser_is_not(kept: KeptAnswers) -> None:
    assert [ask(kept, host="a"), ask(kept, host="b"), ask(kept, host="a", accept="text/html")] == ["1", "2", "3"]
    assert ask(kept, host="a", **{"user-agent": "another"}) == "1"


@pytest.mark.parametrize("name", ["corpus.db", "corpus.db-wal", "notes.csv", "searches.csv", "searches-seen.json"])
def test_change_of_a_file_that_pages_show_is_seen(kept: KeptAnswers, tmp_path: Path, name: str) -> None:
    assert ask(kept) == "1"
    (tmp_path / name).write_bytes(b"other rows")
    assert [ask(kept), ask(kept)] == ["2", "2"]
    (tmp_path / name).unlink()
    assert ask(kept) == "3"


def test_locks_and_pages_of_the_crawl_change_nothing(kept: KeptAnswers, tmp_path: Path) -> None:
    assert ask(kept) == "1"
    for name in ("crawl.lock", "pages.db", "pages.db-wal", "corpus.db-shm"):
        (tmp_path / name).write_bytes(b"other")
    assert ask(kept) == "1"


def test_answers_get_old(kept: KeptAnswers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_answers, "SECONDS", 0.0)
    assert [ask(kept), ask(kept)] == ["1", "2"]


@pytest.mark.parametrize("header", ["cookie", "Cookie", "authorization", "range"])
def test_answer_to_one_person_is_not_kept_and_none_is_given_to_them(kept: KeptAnswers, header: str) -> None:
    assert [ask(kept, **{header: "me"}), ask(kept), ask(kept, **{header: "me"})] == ["1", "2", "3"]


def test_only_reading_is_kept(kept: KeptAnswers) -> None:
    assert [ask(kept, method="POST"), ask(kept, method="POST")] == ["1", "2"]


@pytest.mark.parametrize(("status", "again"), [(200, "1"), (404, "1"), (400, "2"), (500, "2"), (503, "2"), (302, "2")])
def test_only_what_stays_true_is_kept(app: Told, kept: KeptAnswers, status: int, again: str) -> None:
    app.status = status
    assert [ask(kept), ask(kept)] == ["1", again]


def test_answer_with_a_cookie_is_not_kept(app: Told, kept: KeptAnswers) -> None:
    app.headers = [(b"Set-Cookie", b"ds_csrftoken=secret")]
    assert [ask(kept), ask(kept)] == ["1", "2"]


def test_what_is_kept_is_bounded(app: Told, kept: KeptAnswers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_answers, "LARGEST", 10_000)
    monkeypatch.setattr(kept_answers, "MOST", 30_000)
    app.padding = b" " * 20_000
    assert [ask(kept), ask(kept)] == ["1", "2"]
    app.padding = b" " * 8_000
    assert [ask(kept, path) for path in ("/a", "/b", "/c")] == ["3", "4", "5"]
    assert [ask(kept, path) for path in ("/c", "/a")] == ["5", "6"]
