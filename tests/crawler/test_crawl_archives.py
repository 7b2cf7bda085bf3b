"""Backfill and discovery over loopback: a Wayback index and GDELT answers written here in the services' formats."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.store.page_archive import PageArchive
from crawler.newsroom.press import BASE_DATE
from crawler.spiders.backfill import days_in_address

PAGE = "<html><head><title>Kilns</title></head><body><h1>Kilns</h1><p>Invented text of long ago.</p></body></html>"
MINE = """name = "Mine"
homepage = "https://mine.example/"
country = "kr"
language = "en"
kind = "daily"
feeds = ["https://mine.example/rss"]
article_url = '/news/'
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "mine.toml").write_text(MINE)
    return tmp_path


def wayback(handle):
    """An index of two parts and the replays of its captures."""

    def answer(path: str) -> tuple[int, dict[str, str], str]:
        handle.append(path)
        parts = urlsplit(path)
        if parts.path == "/cdx/search/cdx":
            head = ["timestamp", "original", "mimetype", "statuscode"]
            row = ["20200302031500", "https://mine.example/news/1", "text/html", "200"]
            second = ["20200303031500", "https://mine.example/news/2", "text/html", "200"]
            other = ["20200303031500", "https://mine.example/about", "text/html", "200"]
            more = "resumeKey" in parse_qs(parts.query)
            rows = [head, second, other] if more else [head, row, [], ["mine+20200302"]]
            return 200, {"Content-Type": "application/json"}, json.dumps(rows)
        if parts.path.startswith("/web/"):
            return 200, {}, PAGE
        return 404, {}, ""

    return answer


@pytest.mark.slow
def test_backfill_from_wayback_keeps_the_captures_under_their_own_address(data, run_command, serve):
    asked: list[str] = []
    base = serve(wayback(asked))
    command = ["crawl", "--data", str(data), "--outlet", "mine", "--since", "2020-03-01", "--until", "2020-03-31",
               "--via", "wayback", "-s", f"WAYBACK_URL={base}", "-s", "PRIVATE_HOSTS=127.0.0.1", "--json"]  # fmt: skip
    done = run_command(*command, JANGMADANG_CONTACT="desk@example.org")
    assert done.returncode == 0, done.stderr
    with PageArchive(data) as archive:
        kept = {page.url: page.fetched_at.isoformat() for page in archive.latest()}
    assert kept == {
        "https://mine.example/news/1": "2020-03-02T03:15:00+00:00",
        "https://mine.example/news/2": "2020-03-03T03:15:00+00:00",
    }
    asked.clear()
    run_command(*command, JANGMADANG_CONTACT="desk@example.org")
    assert not [path for path in asked if path.startswith("/web/")]


def test_backfill_from_sitemaps_takes_only_the_days_in_question(make_desk):
    desk = make_desk(outlets=("demo_daily",))
    now = BASE_DATE + timedelta(days=5)
    desk.crawl(now, "--since", "2026-03-03", "--until", "2026-03-04")
    wanted = {
        desk.newsroom.url(story)
        for story in desk.newsroom.stories
        if story.outlet == "demo_daily" and story.listed and story.edition(now) is not None
        if any(f"2026-03-0{day}" in desk.newsroom.url(story) for day in (3, 4))
    }
    kept = set(desk.pages())
    assert kept and kept <= desk.listed(now) and kept & wanted
    assert not any("2026-03-02/" in url for url in kept)


# GDELT's own clock is 5.5 s between requests; the spider's pace is measured with that of the loopback host
DISCOVER = """
import json, sys
from pathlib import Path
from crawler.checking import discover_articles
from crawler.plan import CrawlOptions
base = sys.argv[2]
settings = (("GDELT_URL", base + "/gdelt"), ("PRIVATE_HOSTS", "127.0.0.1"), ("HOST_DELAYS", '{"127.0.0.1": 0.3}'))
options = CrawlOptions(contact="desk@example.org", settings=settings)
print(json.dumps(discover_articles(Path(sys.argv[1]), ["gdelt"], hours=24, options=options)))
"""


@pytest.mark.slow
def test_discovery_measures_what_was_missed_and_lets_it_wait(data, serve):
    asked: list[float] = []

    def answer(path: str) -> tuple[int, dict[str, str], str]:
        if not path.startswith("/gdelt"):
            return 404, {}, ""
        asked.append(time.monotonic())
        if "english" not in path:
            return 200, {}, "{}"
        urls = ["https://mine.example/news/9", "https://mine.example/about", "https://stranger.example/x"]
        articles = [{"url": url, "title": "T", "seendate": "20260302T031500Z", "domain": "d"} for url in urls]
        return 200, {"Content-Type": "application/json"}, json.dumps({"articles": articles})

    base = serve(answer)
    runs = [
        json.loads(subprocess.check_output([sys.executable, "-c", DISCOVER, str(data), base], text=True))
        for _ in range(2)
    ]
    assert runs[0]["outlets"]["mine"] == {"known": 0, "missed": 1, "recall": 0.0}
    assert runs[1]["outlets"]["mine"] == {"known": 1, "missed": 0, "recall": 1.0}
    assert runs[0]["unknown_sites"] == {"d": 1}
    with PageArchive(data) as archive:
        rows = archive.db.execute("select url, found_in, state from links").fetchall()
    assert rows == [("https://mine.example/news/9", "gdelt", "waiting")]
    assert min(later - earlier for earlier, later in pairwise(asked[:5])) >= 0.25


@pytest.mark.parametrize(
    ("url", "days"),
    [
        ("https://x.kr/2026/03/02/kilns", ("2026-03-02", "2026-03-02")),
        ("https://x.kr/2026/02/kilns", ("2026-02-01", "2026-02-28")),
        ("https://x.kr/view/AKR20260302014000504", ("2026-03-02", "2026-03-02")),
        ("https://x.kr/news/2026-12/a", ("2026-12-01", "2026-12-31")),
        ("https://x.kr/article/12345", (None, None)),
    ],
)
def test_days_are_read_from_an_address(url, days):
    assert tuple(day and day.isoformat() for day in days_in_address(url)) == days
