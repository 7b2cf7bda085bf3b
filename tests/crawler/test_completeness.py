"""A second route finds what the first misses, and says how much that is, week by week."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.read.outlet_health import WeekOfRoutes, outlet_health
from corpus.store.articles import Corpus

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@pytest.fixture
def outlet(serve, tmp_path: Path, run_command: Callable[..., subprocess.CompletedProcess[str]]):
    """An outlet of two hundred articles; `missing` says which of them its feed leaves out. With data, and a crawl."""
    missing: set[int] = set()

    def answer(path: str):
        days = {n: (START - timedelta(hours=n)).isoformat() for n in range(200)}
        if path == "/feed":
            items = "".join(
                f"<item><title>N {n}</title><link>{base}/a/{n}</link><pubDate>{days[n]}</pubDate></item>"
                for n in days if n not in missing
            )  # fmt: skip
            return 200, {"Content-Type": "application/rss+xml"}, f"<rss><channel>{items}</channel></rss>"
        if path == "/map.xml":
            urls = "".join(f"<url><loc>{base}/a/{n}</loc><lastmod>{day}</lastmod></url>" for n, day in days.items())
            return 200, {"Content-Type": "application/xml"}, f'<urlset xmlns="{MAP}">{urls}</urlset>'
        return (200, {}, f"<html><title>N</title><p>Words of {path}</p></html>") if "/a/" in path else (404, {}, "")

    base = serve(answer)
    data = tmp_path / "data"
    DataDir(data).outlets.mkdir(parents=True)
    DataDir(data).outlet_file("two").write_text(
        f'name = "Two"\nhomepage = "{base}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\nallow_private = true\n'
        f'delay = 0\nfeeds = ["{base}/feed"]\nsitemaps = ["{base}/map.xml"]\n'
    )

    def crawl(at: datetime) -> dict:
        done = run_command("crawl", "--outlet", "two", "--json", "--data", str(data), "--now", at.isoformat())
        assert done.stdout, done.stderr
        found: dict = json.loads(done.stdout)["outlets"]["two"]
        return found

    with Corpus(data):
        pass
    return missing, data, crawl


@pytest.mark.slow
def test_articles_that_the_feed_leaves_out_are_found_and_counted(outlet):
    missing, data, crawl = outlet
    missing.update(range(1, 200, 2))  # a hundred planted misses
    first = crawl(START)
    import sqlite3

    with closing(sqlite3.connect(DataDir(data).pages)) as db:
        planted = [f"%/a/{n}" for n in missing]
        found = sum(db.execute("select count(*) from pages where url like ?", [url]).fetchone()[0] for url in planted)
    assert found >= 98
    assert (first["covered"], first["missed"]) == (199, 99)  # the oldest of the feed's ends what it covers
    (row,) = outlet_health(data)
    assert row.completeness == (WeekOfRoutes(week="2026-W09", covered=199, missed=99, share=0.497),)


@pytest.mark.slow
def test_a_drop_of_recall_is_an_alarm(outlet):
    missing, data, crawl = outlet
    assert crawl(START)["broken"] == []
    missing.update(range(1, 180, 2))
    (line,) = crawl(START + timedelta(days=7))["broken"]
    assert line == "two: the feeds list only 55% of what its other routes list, 100% before"
    (row,) = outlet_health(data)
    assert [week.share for week in row.completeness] == [0.0, 0.45]
