"""Every registered outlet: its file, its documentation, and its recorded shapes with invented text.

`page.html` with `expected.json` is a page; a listing (a feed, sitemap or index page) stands beside `listing.json`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.records import RawPage, Skip
from crawler.cli.outlets_table import outlets_table
from crawler.outlets import Outlet, load_outlets
from crawler.routes.listings import Route, read_route, routes_of

HERE = Path(__file__).parent
AT = datetime(2026, 3, 3, tzinfo=UTC)
OUTLETS = load_outlets()
PAGES = sorted(path.parent.name for path in HERE.glob("*/expected.json"))
LISTINGS = sorted(path.parent.name for path in HERE.glob("*/listing.json"))


def read(name: str, file: str) -> dict[str, Any]:
    return json.loads((HERE / name / file).read_text("utf-8"))


def kind_of(file: str, url: str, outlet: Outlet) -> str:
    if file == "sitemap.xml":
        return "sitemap"
    sections = {route.url for route in routes_of(outlet, at=AT) if route.kind == "section"}
    return "section" if url in sections else "feed"


def test_at_least_fifty_outlets_are_registered():
    assert len(OUTLETS) >= 50


@pytest.mark.parametrize("name", OUTLETS)
def test_outlet_has_expectations_and_a_way_to_be_read_if_enabled(name):
    outlet = OUTLETS[name]
    assert outlet.expect.min_articles is not None
    assert outlet.expect.max_silence is not None and outlet.expect.max_skipped_share is not None
    assert outlet.notes or outlet.enabled
    assert outlet.routes or not outlet.enabled
    assert not outlet.allow_private


@pytest.mark.parametrize("name", [name for name, outlet in OUTLETS.items() if outlet.extract.drop_lines])
def test_outlet_with_furniture_has_a_recorded_page(name):
    assert name in PAGES


@pytest.mark.parametrize("name", [*PAGES, *LISTINGS])
def test_recorded_shape_belongs_to_an_outlet(name):
    assert name in OUTLETS


@pytest.mark.parametrize("name", PAGES)
def test_recorded_page_has_an_articles_address(name):
    url = read(name, "expected.json")["url"]
    assert OUTLETS[name].is_article_url(url)
    assert OUTLETS[name].owns(url)


@pytest.mark.parametrize("name", PAGES)
def test_recorded_page_gives_its_article_without_the_furniture(name):
    from extract.article import extract_article

    expected = read(name, "expected.json")
    page = RawPage(
        url=expected["url"],
        outlet=name,
        fetched_at=datetime(2026, 3, 3, tzinfo=UTC),
        body=(HERE / name / "page.html").read_bytes(),
        content_type=expected["content_type"],
    )
    article = extract_article(page, outlet=OUTLETS[name])
    assert article.title == expected["title"]
    assert [text for text in expected["contains"] if text not in article.text] == []
    lines = article.text.split("\n")
    assert [text for text in expected["absent"] if any(line.startswith(text) for line in lines)] == []


@pytest.mark.parametrize("name", LISTINGS)
def test_recorded_listing_gives_the_articles_addresses(name):
    expected = read(name, "listing.json")
    outlet = OUTLETS[name]
    body = (HERE / name / expected["file"]).read_bytes()
    route = Route(outlet=outlet, kind=kind_of(expected["file"], expected["url"], outlet), template=expected["url"])
    if "reason" in expected:
        with pytest.raises(Skip, match=expected["reason"]):
            read_route(route, body, route.url, expected["content_type"])
        return
    links = read_route(route, body, route.url, expected["content_type"]).links
    assert [link.url for link in links if outlet.is_article_url(link.url)] == expected["links"]


def test_a_listing_of_a_year_is_read_for_the_present_one_and_early_in_the_year_for_the_last():
    calendar = OUTLETS["kcna_co_jp"]
    assert [route.url for route in routes_of(calendar, at=AT)] == [
        "http://www.kcna.co.jp/item/2026/calendar-2026e.html",
    ]
    january = [route.url for route in routes_of(calendar, at=datetime(2027, 1, 4, tzinfo=UTC))]
    assert january == [f"http://www.kcna.co.jp/item/{year}/calendar-{year}e.html" for year in (2027, 2026)]


@pytest.mark.parametrize("name", ["kcna_kp", "kcna_co_jp", "rodong"])
def test_state_media_is_enabled_by_one_word(name, tmp_path):
    (tmp_path / f"{name}.toml").write_text("enabled = true\n")
    assert load_outlets(tmp_path)[name].enabled


def test_what_is_missing_to_enable_one_is_said(tmp_path):
    (tmp_path / "naenara.toml").write_text("enabled = true\n")
    with pytest.raises(ValueError, match="needs feeds, sitemaps, sections or wordpress"):
        load_outlets(tmp_path)


def test_documented_table_is_the_registry():
    page = HERE.parents[1] / "docs" / "outlets.md"
    assert page.read_text("utf-8") == outlets_table(OUTLETS.values()), "run: jangmadang outlets list --markdown"
