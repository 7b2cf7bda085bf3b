"""An analyst's way through the pages, by mouse and by keyboard."""

from __future__ import annotations

import sqlite3
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path

from playwright.sync_api import Page, expect

from tests import forked_commands

ATOM = "{http://www.w3.org/2005/Atom}"


def test_phrase_leads_over_facet_entity_and_bar_to_the_marked_article(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("searchbox").fill('"Taedonggang Food Factory"')
    tab.get_by_role("button", name="Search").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("article")
    tab.get_by_role("complementary").get_by_role("link", name="magazine", exact=True).click()
    expect(tab.get_by_role("list", name="Narrowed by")).to_contain_text("magazine")
    tab.locator("a.name.factory").first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Taedonggang")
    tab.locator("svg.chart a").first.click()
    expect(tab.get_by_role("list", name="Narrowed by")).to_contain_text("Mar 2026")
    expect(tab.locator(".sentence .asked").first).to_be_visible()
    tab.locator(".hit h3 a").first.click()
    names = tab.locator(".prose a.name")
    expect(names.first).to_be_visible()
    assert "found by" in str(names.first.get_attribute("title"))


def test_two_characters_of_korean_and_chinese_find_their_articles(tab: Page) -> None:
    for word in ("나선", "罗先"):
        tab.goto("/search")
        tab.get_by_role("searchbox").fill(word)
        tab.keyboard.press("Enter")
        expect(tab.locator(".hit").first).to_be_visible()
        expect(tab.locator(".known")).to_contain_text("Rason")


def test_merge_decided_in_the_browser_is_seen_after_the_next_run(
    tab: Page, served: tuple[str, str], newsroom: Path
) -> None:
    tab.goto(served[1])
    expect(tab.get_by_role("heading", level=1)).to_have_text("Are these one?")
    tab.goto("/review?a=product/beer&b=product/rice")
    expect(tab.locator(".pair section")).to_have_count(2)
    tab.keyboard.press("s")
    expect(tab.get_by_text("1 decision in decisions.csv")).to_be_visible()
    next_pass = (
        "import sys; from pathlib import Path; from contextlib import nullcontext; from corpus.run.whole_pass import *;"
    )
    next_pass += "run_pass(Path(sys.argv[1]), RunOptions(crawl=False), watch=lambda stage: nullcontext(None))"
    done = forked_commands.run(newsroom, code=next_pass)
    assert done.returncode == 0, done.stderr
    tab.goto("/entity/product/rice")
    assert tab.url.endswith("/entity/product/beer")
    tab.goto("/review")
    tab.get_by_role("button", name="Undo").first.click()
    expect(tab.get_by_text("1 decision in")).to_have_count(0)


def test_saved_search_has_a_feed_to_subscribe_to(tab: Page, served: tuple[str, str]) -> None:
    tab.goto(served[1])
    tab.goto("/search?q=coal")
    tab.get_by_role("link", name="Save", exact=True).click()
    tab.get_by_label("Name", exact=True).fill("Coal watch")
    tab.get_by_role("button", name="Save").click()
    feed = tab.get_by_role("link", name="Atom feed").first.get_attribute("href")
    with urllib.request.urlopen(f"{served[0]}{feed}") as answer:
        entries = list(ET.parse(answer).getroot().iter(f"{ATOM}entry"))
    assert entries
    assert all(entry.findtext(f"{ATOM}id", "").startswith("urn:jangmadang:article:") for entry in entries)


def test_pages_are_read_by_keyboard_alone(tab: Page) -> None:
    tab.goto("/search?q=coal")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab.keyboard.press("/")
    expect(tab.get_by_role("searchbox")).to_be_focused()
    tab.keyboard.type("beer")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url("/search?q=beer")


def test_pages_fit_a_phone(tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    for path in (
        "/",
        "/search?q=coal",
        "/entity/place/rason",
        "/plants",
        "/network/place/rason",
        "/changes",
        "/saved",
    ):
        tab.goto(path)
        width = tab.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, (path, width)


def test_figures_of_trade_are_seen_whole_on_a_phone(tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto("/trade")
    cells = [cell.bounding_box() for cell in tab.locator("td.num").all()]
    assert cells and all(box and box["x"] + box["width"] <= 390 for box in cells)


def test_pages_can_be_read_without_scripts(browser: object, served: tuple[str, str]) -> None:
    context = browser.new_context(base_url=served[0], java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    for path in ("/", "/search?q=coal", "/entity/place/rason", "/plants", "/network/place/rason"):
        page.goto(path)
        expect(page.get_by_role("main")).to_be_visible()
        assert page.locator("main a").count() > 5
    context.close()


def test_doubts_are_decided_by_keys_alone(tab: Page, served: tuple[str, str], newsroom: Path) -> None:
    db = sqlite3.connect(newsroom / "corpus.db")
    with db:
        db.executemany(
            "insert into doubts values (?, ?, 'PRODUCT', .8, 'for the test')",
            [("product/coal", "product/cement"), ("product/coal", "product/salt")],
        )
    db.close()
    tab.goto(served[1])
    heading = tab.locator(".pair h2").last
    first = str(heading.text_content())
    tab.keyboard.press("l")
    tab.wait_for_url("**/review?skip=1")  # loaded: before that nobody listens to keys
    expect(heading).not_to_have_text(first)
    tab.keyboard.press("r")
    expect(tab.get_by_label("New name for").first).to_be_focused()
    tab.keyboard.type("Anthracite")
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("1 decision in decisions.csv")).to_be_visible()
    tab.get_by_label("Why").fill("s d h")
    tab.keyboard.press("Enter")
    tab.locator("h1").click()
    tab.keyboard.press("d")
    expect(tab.get_by_text("2 decisions in decisions.csv")).to_be_visible()
    kept = (newsroom / "decisions.csv").read_text("utf-8")
    assert [line.partition(",")[0] for line in kept.splitlines()[1:]] == ["rename", "different"]
    assert "Anthracite" in kept
    for _ in range(2):
        tab.get_by_role("button", name="Undo").first.click()
    expect(tab.get_by_text("in decisions.csv")).to_have_count(0)
