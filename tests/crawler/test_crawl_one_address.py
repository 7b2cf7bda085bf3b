"""Outlets behind the ports of one address, as on a Mac: each keeps its own pace, robots.txt, health and pages."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from statistics import median

from corpus.store.page_archive import PageArchive
from crawler.newsroom.press import BASE_DATE

START = BASE_DATE + timedelta(days=2, hours=23)
SLOW, QUICK, CLOSED = "demo_wire", "demo_tumen", "demo_magazine"


def test_outlets_behind_one_address_are_kept_apart(make_desk):
    desk = make_desk(outlets=(SLOW, QUICK, CLOSED), one_address=True)
    desk.newsroom.robots[SLOW] = "User-agent: *\nCrawl-delay: 0.5\n"
    desk.newsroom.robots[CLOSED] = "User-agent: *\nDisallow: /\n"
    report = desk.crawl(START)
    assert [report["outlets"][name]["status"] for name in (SLOW, QUICK, CLOSED)] == ["ok", "ok", "opted-out"]
    assert desk.asked(CLOSED) == ["/robots.txt"]
    times = {name: [r.at for r in desk.newsroom.requests if r.outlet == name] for name in (SLOW, QUICK)}
    pause = {name: median(later - earlier for earlier, later in pairwise(at)) for name, at in times.items()}
    assert pause[QUICK] < 0.4 < pause[SLOW]
    with PageArchive(desk.data) as archive:
        kept = dict(archive.db.execute("select url, outlet from pages").fetchall())
    assert {name for url, name in kept.items() if not url.startswith(desk.newsroom.bases[name])} == set()
    for name in (SLOW, QUICK):
        assert desk.listed(START, name) & desk.whole_articles() <= set(kept)
