"""Scrapy's own door: `scrapy crawl` from the folder with scrapy.cfg, as real processes against the newsroom."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.run.lock import hold_lock
from crawler.spiders.by_scrapy import addresses, day, names, number, one_of, yes_or_no
from crawler.spiders.services_spider import QUERIES
from tests import forked_commands

ROOT = Path(__file__).parents[3]
SCRAPY = "from scrapy.cmdline import execute; execute()"  # what `python -m scrapy` runs


def scrapy(desk, *arguments, **environment):
    """One command of Scrapy's own, in the folder with scrapy.cfg; the data directory comes by the environment."""
    given = {**desk.environment, "JANGMADANG_DATA": str(desk.data), **environment}
    return forked_commands.run(*arguments, code=SCRAPY, cwd=ROOT, env=given)


def crawled(done):
    """What a crawl said, once it is seen to have run without a complaint."""
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def desk(make_desk):
    return make_desk(outlets=("demo_wire", "demo_daily"))


def test_list_names_the_spiders(desk):
    command = [sys.executable, "-m", "scrapy", "list"]
    done = subprocess.run(command, cwd=ROOT, env=desk.environment, capture_output=True, text=True, timeout=240)
    assert crawled(done).split() == ["backfill", "discovery", "outlets", "pages"]


@pytest.mark.slow
def test_outlets_are_crawled_into_the_data_directory(desk):
    said = crawled(scrapy(desk, "crawl", "outlets", "-a", "outlets=demo_wire,demo_daily", "-a", "limit=4"))
    assert len(desk.pages()) == 8
    assert [line.partition(",")[0] for line in said.splitlines()] == ["demo_daily: ok", "demo_wire: ok"]
    said = crawled(scrapy(desk, "crawl", "outlets", "-a", "outlets=demo_wire demo_daily"))
    assert desk.whole_articles() <= set(desk.pages())
    waiting = re.findall(r"^(\w+): .*, waiting (\d+)", said, flags=re.MULTILINE)
    assert waiting == [("demo_daily", "1"), ("demo_wire", "0")]  # a page that is not found is asked for once more


@pytest.mark.slow
def test_all_enabled_outlets_take_part_unless_some_are_named(desk):
    said = crawled(scrapy(desk, "crawl", "outlets", "-a", "limit=1"))
    assert {line.split(":")[0]: line.split()[1] for line in said.splitlines() if ": ok" in line} == {
        "demo_daily": "ok,",
        "demo_wire": "ok,",
    }
    assert "yonhap_en: no-contact" in said and "warning: JANGMADANG_CONTACT is not set" in said
    assert {request.outlet for request in desk.newsroom.requests} == {"demo_wire", "demo_daily"}


def test_data_directory_of_the_settings_comes_first(desk, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    desk.newsroom.outlets_dir(elsewhere / "outlets")
    crawled(
        scrapy(
            desk, "crawl", "outlets", "-a", "outlets=demo_wire", "-a", "limit=1", "-s", f"JANGMADANG_DATA={elsewhere}"
        )
    )
    assert (elsewhere / "pages.db").exists() and not (desk.data / "pages.db").exists()


def test_trial_keeps_no_page(desk):
    said = crawled(scrapy(desk, "crawl", "outlets", "-a", "outlets=demo_wire", "-a", "dry_run=yes"))
    assert "kept 0" in said and desk.pages() == {}
    assert desk.asked() and not {story.path for story in desk.newsroom.stories} & set(desk.asked())


@pytest.mark.slow
def test_named_pages_are_kept(desk):
    first, second = sorted(desk.whole_articles())[:2]
    missing = first.rsplit("/", 2)[0] + "/no-such-page"
    said = crawled(scrapy(desk, "crawl", "pages", "-a", f"urls={first},{second} {missing}"))
    assert desk.pages() == {first: 1, second: 1}
    assert desk.outcomes()[missing] == "http-404"
    assert "refused http-404 1" in said
    again = crawled(scrapy(desk, "crawl", "pages", "-a", f"urls={first}"))
    assert "kept 0, changed 0, unchanged 1" in again


def test_manners_hold(desk):
    refused = sorted(desk.whole_articles())[0]
    outlet = next(name for name, base in desk.newsroom.bases.items() if refused.startswith(base))
    desk.newsroom.robots[outlet] = "User-agent: *\nDisallow: /\n"
    said = crawled(scrapy(desk, "crawl", "pages", "-a", f"urls={refused}"))
    assert "refused robots 1" in said and desk.pages() == {}
    assert desk.asked() == ["/robots.txt"]
    assert all("jangmadang/" in request.user_agent for request in desk.newsroom.requests)


def test_backfill_fetches_the_days_asked_for(make_desk):
    desk = make_desk(outlets=("demo_agency", "demo_daily"))
    crawled(
        scrapy(
            desk, "crawl", "backfill", "-a", "since=2026-03-02", "-a", "until=2026-03-03", "-a", "outlets=demo_daily"
        )
    )
    published = {
        desk.newsroom.url(story): story.published.date()
        for story in desk.newsroom.stories
        if story.outlet == "demo_daily"
    }
    days = {published[url] for url in desk.pages()}
    assert days and days <= {date(2026, 3, 2), date(2026, 3, 3)}


def test_services_are_asked_where_the_settings_say(desk, serve):
    asked = []

    def answer(path):
        asked.append(path)
        return 200, {"Content-Type": "application/json"}, '{"articles": []}' if path.startswith("/doc") else ""

    base = serve(answer)
    settings = ("-s", f"GDELT_URL={base}/doc", "-s", "PRIVATE_HOSTS=127.0.0.1")
    done = scrapy(desk, "crawl", "discovery", "-a", "services=gdelt", *settings, JANGMADANG_CONTACT="desk@example.org")
    assert crawled(done) == ""
    assert sum(path.startswith("/doc?") for path in asked) == len(QUERIES["gdelt"])


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["outlets", "-a", "colour=red"], "the spider outlets takes no -a colour; it takes outlets, limit, dry_run"),
        (["outlets", "-a", "limit=none"], "-a limit=none: a number from 1 on is wanted"),
        (["outlets", "-a", "outlets=herald"], "there is no outlet 'herald'; `jangmadang outlets list` names them"),
        (["pages"], "no address is given: -a urls=https://…"),
        (["pages", "-a", "urls=border.example/a"], "border.example/a is no address: it wants http:// or https://"),
        (["pages", "-a", "urls=https://border.example/a"], "JANGMADANG_CONTACT is not set: nothing on the internet is"),
        (["backfill"], "a backfill wants its first day: -a since=2026-01-01"),
        (["backfill", "-a", "since=yesterday"], "-a since=yesterday: "),
        (["discovery"], "JANGMADANG_CONTACT is not set: nothing on the internet is"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_one_line(desk, arguments, line):
    done = scrapy(desk, "crawl", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {line}") and done.stderr.count("\n") == 1


def test_one_crawl_at_a_time(desk):
    with hold_lock(DataDir(desk.data).crawl_lock, for_a="crawl"):
        done = scrapy(desk, "crawl", "outlets", "-a", "outlets=demo_wire")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: another crawl is at work on") and done.stderr.count("\n") == 1


def test_arguments_are_read():
    assert names("a, b c,") == ("a", "b", "c")
    assert addresses("https://a.example/x,1,https://b.example/y http://c.example/") == (
        "https://a.example/x,1",
        "https://b.example/y",
        "http://c.example/",
    )
    assert addresses(" ") == ()
    assert (number("3"), yes_or_no("No"), yes_or_no("1"), day("2026-03-02")) == (3, False, True, date(2026, 3, 2))
    assert one_of("a", "b")("a") == "a"
    for reader, text in ((number, "0"), (yes_or_no, "perhaps"), (day, "2026-02-30"), (one_of("a"), "b")):
        with pytest.raises(ValueError):
            reader(text)
