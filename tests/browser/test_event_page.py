"""From the start page to an event, its stories and reports, and back to the list; by keyboard too."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import forked_commands
from tests.browser.conftest import follow


def test_start_page_leads_to_an_event_with_its_stories_and_reports(tab: Page) -> None:
    tab.goto("/")
    expect(tab.get_by_role("heading", name="Biggest events")).to_be_visible()
    folded = tab.locator("main .hit", has=tab.locator("details")).first
    folded.locator("summary").click()
    expect(folded.locator("details li a").first).to_be_visible()
    folded.locator("h3 a").click()
    expect(tab).to_have_url(re.compile(r"/event/[0-9a-f]{16}$"))
    expect(tab.locator("main .lead")).to_contain_text("first told by")
    stories = tab.locator("main ol.hits > li")
    assert stories.count() >= 2
    report = stories.first.locator("details")
    if report.get_attribute("open") != "":
        report.locator("summary").click()
    report.locator("a").first.click()
    expect(tab).to_have_url(re.compile(r"/article/"))


@pytest.fixture
def told_twice(newsroom: Path) -> Iterator[None]:
    """Two reports of two outlets put together as one event, for as long as a test lasts: the newsroom has translations
    of one report, and no event that two tell independently.
    """
    alone = (
        "select e.id, a.outlet from events e join articles a on a.story_id = e.story_id where e.articles = 1"
        " order by e.first_published, e.id"
    )
    with closing(sqlite3.connect(newsroom / "corpus.db")) as db:
        (one, outlet), *others = db.execute(alone).fetchall()
    other = next(event for event, its in others if its != outlet)
    decide = ("group", "--data", str(newsroom))
    done = forked_commands.run(*decide, "--merge", one, other, timeout=120)
    found = re.search(r"--undo (\w+)", done.stdout + done.stderr)
    assert found is not None, done.stderr
    yield
    assert forked_commands.run(*decide, "--undo", found[1], timeout=120).returncode == 0


@pytest.mark.usefixtures("told_twice")
def test_list_of_events_is_narrowed_to_those_told_independently_and_read_by_keyboard(tab: Page, newsroom: Path) -> None:
    tab.goto("/")
    follow(tab.get_by_role("navigation", name="Pages").get_by_role("link", name="Events"))
    every = tab.locator("main .hit").count()
    follow(tab.get_by_role("link", name="Only those with two independent reports or more"))
    with closing(sqlite3.connect(newsroom / "corpus.db")) as db:
        gold = {title for (title,) in db.execute("select title from events where independent >= 2")}
    assert 0 < len(gold) < every
    assert {each.strip() for each in tab.locator("main .hit h2").all_inner_texts()} == gold
    first = tab.locator("main .hit h2 a").first
    first.focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    expect(tab).to_have_url(re.compile(r"/event/"))


def test_event_page_fits_a_phone(tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto("/events?stories=2")
    follow(tab.locator("main .hit h2 a").first)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
