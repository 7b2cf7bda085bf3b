"""What goes wrong for an evening costs nothing: each server here misbehaves for a while, over real HTTP on loopback."""

from __future__ import annotations

import gzip
import json
import random
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store.page_archive import PageArchive
from tests import forked_commands

FROM_HERE = "from corpus.cli import main; main()"
Answer = tuple[int, dict[str, str], str | bytes]
PARAGRAPHS = "".join(
    f"<p>At stall {number} rice sold for {5000 + 7 * number} won a kilogram.</p>" for number in range(60)
)


def page(number: int) -> str:
    head = f"<head><title>Note {number}</title></head>"
    return f"<html>{head}<body><article><h1>Note {number}</h1>{PARAGRAPHS}</article></body></html>"


def feed(*paths: str) -> Answer:
    items = "".join(f"<item><title>{path}</title><link>{path}</link></item>" for path in paths)
    return 200, {"Content-Type": "application/rss+xml"}, f"<rss version='2.0'><channel>{items}</channel></rss>"


class Evening:
    """An outlet whose answers a function of path and state gives; `crawl(state, day)` makes a pass."""

    def __init__(
        self, data: Path, serve: Callable[..., str], run: Callable[..., Any], answer: Callable[[int, str], Answer]
    ):
        self.state = 1
        self.asked: list[str] = []
        self.run, self.data = run, data

        def respond(path: str) -> Answer:
            self.asked.append(path)
            return answer(self.state, path)

        self.base = serve(respond)
        (data / "outlets").mkdir()
        (data / "outlets" / "desk.toml").write_text(
            f'name = "Desk"\nhomepage = "{self.base}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\n'
            f'allow_private = true\nfeeds = ["{self.base}/feed"]\n'
        )

    def crawl(self, state: int, at: str) -> dict[str, Any]:
        self.state = state
        self.asked.clear()
        done: subprocess.CompletedProcess[str] = self.run(
            "crawl", "--data", str(self.data), "--outlet", "desk", "--json", "--now", at
        )
        assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
        report: dict[str, Any] = json.loads(done.stdout)["outlets"]["desk"]
        return report

    def kept(self) -> list[str]:
        with PageArchive(self.data) as archive:
            return sorted(url.removeprefix(self.base) for (url,) in archive.db.execute("select url from pages"))


@pytest.fixture
def evening(tmp_path: Path, serve: Any, run_command: Any) -> Callable[[Callable[[int, str], Answer]], Evening]:
    return lambda answer: Evening(tmp_path, serve, run_command, answer)


@pytest.mark.slow
def test_articles_behind_a_passing_redirect_are_asked_for_again(evening: Any) -> None:
    led_to = {"/n/1": "/service-notice", "/n/2": "/n/9"}

    def answer(state: int, path: str) -> Answer:
        if path == "/feed":
            return feed(*led_to)
        if path in led_to and state == 1:
            return 302 if path == "/n/2" else 307, {"Location": led_to[path]}, ""
        return (200, {}, page(int(path[-1]))) if path.startswith("/n/") else (200, {}, "<title>Back at noon</title>")

    desk = evening(answer)
    assert desk.crawl(1, "2026-03-03T00:00:00Z")["refused"] == {"stand-in": 2}
    assert desk.kept() == ["/n/9"]  # another article than the one asked for, at its own address
    assert desk.crawl(2, "2026-03-04T01:00:00Z")["kept"] == 2
    assert desk.kept() == ["/n/1", "/n/2", "/n/9"]


@pytest.mark.slow
@pytest.mark.parametrize("statuses", [(401, 403, 410), (500, 503, 429), (206, 451, 304)])
def test_pages_that_are_refused_for_an_evening_are_fetched_the_next(evening: Any, statuses: tuple[int, ...]) -> None:
    paths = [f"/n/{number}" for number in range(len(statuses))]

    def answer(state: int, path: str) -> Answer:
        if path == "/feed":
            return feed(*paths)
        if path not in paths:
            return 404, {}, ""
        return (statuses[int(path[-1])], {}, "no") if state == 1 else (200, {}, page(1))

    desk = evening(answer)
    desk.crawl(1, "2026-03-03T00:00:00Z")
    assert desk.kept() == [] and set(paths) <= set(desk.asked)
    desk.crawl(2, "2026-03-04T01:00:00Z")
    assert desk.kept() == paths


@pytest.mark.slow
def test_a_body_that_was_cut_off_is_fetched_again_in_spite_of_its_etag(evening: Any) -> None:
    packed = gzip.compress(page(1).encode())

    def answer(state: int, path: str) -> Answer:
        if path != "/n/1":
            return feed("/n/1") if path == "/feed" else (404, {}, "")
        return 200, {"Content-Encoding": "gzip", "ETag": '"1"'}, packed[:-40] if state == 1 else packed

    desk = evening(answer)
    assert desk.crawl(1, "2026-03-03T00:00:00Z")["refused"] == {"cut-body": 1}
    assert desk.crawl(2, "2026-03-04T01:00:00Z")["kept"] == 1


@pytest.mark.slow
def test_one_page_under_ever_new_session_ids_is_fetched_once(evening: Any) -> None:
    def answer(state: int, path: str) -> Answer:
        if path == "/feed":
            return feed(f"/view?no=1&amp;PHPSESSID=x{state}", f"/show;jsessionid=Q{state}?no=2")
        return (200, {}, page(int(path[-1]) if path[-1].isdigit() else 1)) if "no=" in path else (404, {}, "")

    desk = evening(answer)
    for state, at in ((1, "2026-03-03T00:00:00Z"), (2, "2026-03-03T01:00:00Z"), (3, "2026-03-03T02:00:00Z")):
        desk.crawl(state, at)
    assert len(desk.kept()) == 2


@pytest.mark.slow
def test_a_run_with_a_clock_far_ahead_freezes_nothing(evening: Any) -> None:
    def answer(state: int, path: str) -> Answer:
        if path == "/feed":
            return feed(*(f"/n/{number}" for number in range(1, state + 1)))
        return (200, {}, page(int(path[-1]))) if path.startswith("/n/") else (404, {}, "")

    desk = evening(answer)
    desk.crawl(1, "2026-03-03T00:00:00Z")
    desk.crawl(1, "2039-01-01T00:00:00Z")
    desk.crawl(2, "2026-03-05T00:00:00Z")
    assert desk.kept() == ["/n/1", "/n/2"]
    assert "/n/1" in desk.asked  # its next visit was put off to 2039


def test_what_a_listing_lost_is_an_alarm(evening: Any) -> None:
    def answer(state: int, path: str) -> Answer:
        if path == "/feed":
            status, headers, body = feed("/n/1", "/n/2", "/n/3")
            assert isinstance(body, str)
            return status, headers, body[: body.index("/n/3")]
        return (200, {}, page(int(path[-1]))) if path.startswith("/n/") else (404, {}, "")

    desk = evening(answer)
    report = desk.crawl(1, "2026-03-03T00:00:00Z")
    assert report["status"] == "damaged"
    assert "ends in the middle" in report["broken"][0]
    assert desk.kept() == ["/n/1", "/n/2"]


@pytest.mark.slow
def test_a_full_disk_ends_a_crawl_in_one_line_and_costs_nothing(evening: Any) -> None:
    def answer(state: int, path: str) -> Answer:
        if path == "/feed":
            return feed(*(f"/n/{number}" for number in range(40)))
        return (
            (200, {}, page(1) + "<!--" + random.Random(path).randbytes(60_000).hex())
            if "/n/" in path
            else (404, {}, "")
        )

    desk = evening(answer)
    given = ("crawl", "--data", str(desk.data), "--outlet", "desk", "--json", "--now")
    done = forked_commands.run(
        *given, "2026-03-03T00:00:00Z", code=FROM_HERE, limits={resource.RLIMIT_FSIZE: 1_500_000}
    )
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, done.stderr[:2000]
    assert done.stderr.startswith("Error: ") and "disk" in done.stderr
    desk.crawl(1, "2026-03-03T06:00:00Z")
    assert len(desk.kept()) == 40
