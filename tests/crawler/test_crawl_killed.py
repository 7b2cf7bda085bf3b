"""A crawl that is killed at any moment loses nothing and doubles nothing."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest

from corpus.store.page_archive import PageArchive
from crawler.newsroom.press import BASE_DATE

START = BASE_DATE + timedelta(days=2, hours=23)


# where a crawl is killed, and at the how manieth call
POINTS = (
    ("crawler.ledger:Ledger.save_listing", 2),
    ("crawler.ledger:Ledger.add_links", 3),
    ("crawler.ledger:Ledger.keep", 1),
    ("crawler.ledger:Ledger.write", 40),
    ("corpus.store.page_archive:PageArchive._save", 5),
    ("crawler.ledger:Ledger.keep", 12),
    ("crawler.ledger:Ledger.settle", 3),
)


@pytest.mark.slow
def test_killed_again_and_again_every_page_is_there_once(make_desk, kill_at):
    desk = make_desk(outlets=("demo_wire", "demo_tumen", "demo_daily", "demo_finance"))
    for point, count in POINTS:
        kill_at(point, count, *desk.options(START))
    wanted = set()
    for day in (0, 1, 2):
        now = START + timedelta(days=day)
        desk.crawl(now)
        wanted |= desk.listed(now)
    pages = desk.pages()
    assert wanted & desk.whole_articles() <= set(pages)
    with PageArchive(desk.data) as archive:
        count, distinct, kept_links = archive.db.execute(
            "select count(*), count(distinct url), (select count(*) from links where state = 'kept') from pages"
        ).fetchone()
    gone = len(desk.gone())
    assert count == distinct == kept_links + gone


def test_a_crawl_stopped_by_ctrl_c_ends_with_130_and_the_next_goes_on(make_desk, wait_until):
    desk = make_desk(outlets=("demo_wire",))
    desk.newsroom.faults["demo_wire"] = "slow"
    child = desk.start(START)
    wait_until(lambda: any("/view/" in path for path in desk.asked()))
    child.send_signal(signal.SIGINT)
    _, log = child.communicate(timeout=120)
    assert child.returncode == 130
    assert "Traceback" not in log
    desk.newsroom.faults.clear()
    desk.crawl(START)
    assert desk.listed(START) & desk.whole_articles() <= set(desk.pages())


@pytest.mark.slow
def test_a_second_crawl_on_the_same_data_says_so_and_exits_2(make_desk, wait_until):
    desk = make_desk(outlets=("demo_wire",))
    desk.newsroom.faults["demo_wire"] = "hang"
    child = desk.start(START)
    wait_until(lambda: desk.newsroom.requests)
    second = desk.start(START)
    _, log = second.communicate(timeout=120)
    child.kill()
    child.communicate()
    assert second.returncode == 2
    assert log.strip().startswith("Error: another crawl is at work on")
