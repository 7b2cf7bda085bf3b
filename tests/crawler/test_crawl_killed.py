"""A crawl that is killed at any moment loses nothing and doubles nothing."""

from __future__ import annotations

import random
import signal
import time
from datetime import timedelta

from corpus.store.page_archive import PageArchive
from crawler.newsroom.press import BASE_DATE

START = BASE_DATE + timedelta(days=2, hours=23)


def test_ten_kills_and_five_days_later_every_page_is_there_once(make_desk):
    desk = make_desk(outlets=("demo_wire", "demo_tumen", "demo_daily", "demo_finance"))
    chance = random.Random(20260302)
    for _ in range(10):
        child = desk.start(START)
        time.sleep(1.0 + chance.random() * 1.2)  # the first second goes into starting up
        child.send_signal(signal.SIGKILL)
        child.communicate()
    wanted = set()
    for day in (0, 1, 2, 3, 4):
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


def test_a_crawl_stopped_by_ctrl_c_ends_with_130_and_the_next_goes_on(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    desk.newsroom.faults["demo_wire"] = "slow"
    child = desk.start(START)
    while not any("/view/" in path for path in desk.asked()):
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    _, log = child.communicate(timeout=30)
    assert child.returncode == 130
    assert "Traceback" not in log
    desk.newsroom.faults.clear()
    desk.crawl(START)
    assert desk.listed(START) & desk.whole_articles() <= set(desk.pages())


def test_a_second_crawl_on_the_same_data_says_so_and_exits_2(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    desk.newsroom.faults["demo_wire"] = "hang"
    child = desk.start(START)
    while not desk.newsroom.requests:
        time.sleep(0.05)
    second = desk.start(START)
    _, log = second.communicate(timeout=30)
    child.kill()
    child.communicate()
    assert second.returncode == 2
    assert log.strip().startswith("Error: another crawl is at work on")
