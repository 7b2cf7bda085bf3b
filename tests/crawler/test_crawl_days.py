"""Five simulated days of crawls over the newsroom, undisturbed and with faults."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from crawler.newsroom.press import BASE_DATE

DAYS = [BASE_DATE + timedelta(days=day, hours=23) for day in range(1, 6)]


def test_five_days_find_every_article_once_its_edits_and_its_end(make_desk):
    desk = make_desk()
    wanted = set()
    for now in DAYS:
        desk.crawl(now)
        wanted |= desk.listed(now)
    pages, outcomes = desk.pages(), desk.outcomes()
    assert wanted == set(pages) | {url for url in outcomes if url in wanted}
    assert wanted & desk.whole_articles() <= set(pages)
    edited = {desk.newsroom.url(story) for story in desk.newsroom.stories if len(story.editions) > 1}
    assert edited and all(pages[url] >= 2 for url in edited)
    left = {
        desk.newsroom.url(story)
        for story in desk.newsroom.stories
        if story.deleted and story.deleted < DAYS[-1] and story.gone in ("404", "410", "home")
    }
    assert left & set(pages) and left & set(pages) == set(desk.gone())  # what came and went between crawls is unseen


def test_a_second_crawl_at_the_same_time_fetches_no_page_again(make_desk):
    desk = make_desk(outlets=("demo_wire", "demo_tumen", "demo_basket"))
    desk.crawl(DAYS[2])
    before = desk.pages()
    desk.newsroom.requests.clear()
    report = desk.crawl(DAYS[2])
    assert [found["fetched"] for found in report["outlets"].values()] == [0, 0, 0]
    assert desk.pages() == before
    assert not [path for path in desk.asked() if "/view/" in path or "/item/" in path]


def test_pages_are_seen_again_after_1_1_1_and_4_days_and_then_left(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    start = DAYS[-1]
    for day in (0, 1, 2, 3, 5, 7, 12):
        desk.crawl(start + timedelta(days=day))
    counts = Counter(path for path in desk.asked() if path.startswith("/view/"))
    assert set(counts.values()) == {5}
    at = [request.now for request in desk.newsroom.requests if request.path == next(iter(counts))]
    assert [(moment - start).days for moment in at] == [0, 1, 2, 3, 7]


FAULTS = {
    "demo_wire": ("empty-feed", "empty-feed"),
    "demo_daily": ("redirect-private", "private-address"),
    "demo_tumen": ("always-304", "not-modified-unasked"),
    "demo_finance": ("hang", "timeout"),
    "demo_magazine": ("429", "rate-limited"),
    "demo_basket": ("challenge-200", "challenge"),
}


def test_faulty_outlets_end_in_their_status_and_leave_the_others_untouched(make_desk):
    desk = make_desk()
    desk.crawl(DAYS[0], "--timeout", "3")
    desk.newsroom.faults.update({outlet: fault for outlet, (fault, _) in FAULTS.items()})
    report = desk.crawl(DAYS[1], "--timeout", "3")
    outlets = report["outlets"]
    assert {name: outlets[name]["status"] for name in FAULTS} == {name: status for name, (_, status) in FAULTS.items()}
    for well in ("demo_agency", "demo_korean"):
        assert outlets[well]["status"] == "ok"
        assert desk.listed(DAYS[1], well) & desk.whole_articles() <= set(desk.pages())
    desk.newsroom.faults.clear()
    desk.crawl(DAYS[2])
    assert desk.listed(DAYS[2]) & desk.whole_articles() <= set(desk.pages())


FEEDS = ("demo_wire", "demo_finance", "demo_tumen", "demo_basket")
BROKEN = (
    {"entity-bomb": "unparsable", "gzip-bomb": "too-large", "html-feed": "not-a-feed", "malformed-feed": "unparsable"},
    {"redirect-loop": "redirect-loop", "404": "http-404", "500": "http-500", "403": "http-403"},
)


@pytest.mark.parametrize("faults", BROKEN, ids=lambda faults: "-".join(faults))
def test_broken_feeds_end_in_their_status_with_one_line_each(make_desk, faults):
    desk = make_desk(outlets=FEEDS)
    desk.newsroom.faults.update(dict(zip(FEEDS, faults, strict=True)))
    report = desk.crawl(DAYS[0])
    assert {name: report["outlets"][name]["status"] for name in FEEDS} == dict(zip(FEEDS, faults.values(), strict=True))
    for name in FEEDS:
        assert len([line for line in report["broken"] if line.startswith(f"{name}: 0 links listed")]) == 1
