"""Listings in the formats that outlets use, and in the states that they are found in."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Skip
from crawler.outlets import Outlet, load_outlets
from crawler.routes.feed_formats import read_feed, read_wordpress
from crawler.routes.index_pages import find_feeds, read_index_page
from crawler.routes.listing_dates import read_date
from crawler.routes.sitemaps import read_sitemap
from crawler.routes.unpacking import unpack

BASE = "https://demo.example/feed"


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    text = (
        'name = "Demo"\nhomepage = "https://demo.example/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\n'
        "sections = [\"https://demo.example/\"]\narticle_url = '/news/|idxno=|index\\.php\\?MTJA'\n"
        'timezone = "Asia/Seoul"\n'
    )
    (tmp_path / "demo.toml").write_text(text)
    return load_outlets(tmp_path)["demo"]


def test_rss_gives_titles_and_times_in_utc(outlet):
    body = b"""<rss version="2.0"><channel><item><title>Rice &amp;amp; corn</title>
    <link>https://demo.example/news/1?utm_source=rss</link><pubDate>Mon, 02 Mar 2026 09:30:00 +0900</pubDate>
    </item></channel></rss>"""
    (link,) = read_feed(body, url=BASE, outlet=outlet).links
    assert (link.url, link.title) == ("https://demo.example/news/1", "Rice & corn")
    assert link.published == datetime(2026, 3, 2, 0, 30, tzinfo=UTC)


def test_rss_time_without_a_zone_is_the_outlets(outlet):
    body = b"""<rss version="2.0"><channel><item><link>/news/1</link><pubDate>2026-03-02 09:30:00</pubDate>
    </item></channel></rss>"""
    (link,) = read_feed(body, url=BASE, outlet=outlet).links
    assert link.published == datetime(2026, 3, 2, 0, 30, tzinfo=UTC)


def test_date_of_the_last_change_alone_is_only_the_listings_word(outlet):
    entry = "<entry><link href='/news/1'/><updated>2026-03-02T09:30:00Z</updated>{}</entry>"
    published = "<published>2026-03-01T09:30:00Z</published>"
    for more, day, found_in in (("", 2, "listing"), (published, 1, "feed")):
        body = f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry.format(more)}</feed>".encode()
        (link,) = read_feed(body, url=BASE, outlet=outlet).links
        assert (link.published, link.found_in) == (datetime(2026, 3, day, 9, 30, tzinfo=UTC), found_in)


def test_atom_with_relative_links_and_full_text(outlet):
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="/news/2"/>
    <updated>2026-03-02T00:00:00Z</updated><content type="html">&lt;p&gt;Whole text&lt;/p&gt;</content>
    </entry></feed>"""
    (link,) = read_feed(body, url=BASE, outlet=outlet).links
    assert link.url == "https://demo.example/news/2" and link.text == "<p>Whole text</p>"


def test_rdf_is_read(outlet):
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://demo.example/news/3"><title>C</title>
    <link>https://demo.example/news/3</link><dc:date>2026-03-02T09:00:00+09:00</dc:date></item></rdf:RDF>"""
    (link,) = read_feed(body, url=BASE, outlet=outlet).links
    assert link.published == datetime(2026, 3, 2, tzinfo=UTC)


def test_json_feed_is_read(outlet):
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "4", "url": "/news/4", "title": "D"}]}
    (link,) = read_feed(json.dumps(feed).encode(), url=BASE, outlet=outlet).links
    assert link.url == "https://demo.example/news/4"


def test_feed_served_as_html_is_still_a_feed(outlet):
    body = b'<rss version="2.0"><channel><item><link>/news/1</link></item></channel></rss>'
    assert read_feed(body, url=BASE, outlet=outlet, content_type="text/html; charset=utf-8").links


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' + b"a" * 1000 + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(8))
    + b']><rss version="2.0"><channel><item><title>&i;</title><link>/news/1</link></item></channel></rss>'
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty-feed"),
        (b'<rss version="2.0"><channel><title>News</title></channel></rss>', "empty-feed"),
        (b"<html><body><h1>Our feeds have moved</h1></body></html>", "not-a-feed"),
        (b"<html><title>Just a moment...</title><body>challenge</body></html>", "challenge"),
        (b"<rss><channel><item><title>Cut", "unparsable"),
        (b"{not json", "unparsable"),
        (b'{"items": []}', "empty-feed"),
    ],
)
def test_feed_without_links_says_why(outlet, body, reason):
    with pytest.raises(Skip) as raised:
        read_feed(body, url=BASE, outlet=outlet)
    assert raised.value.reason == reason


def test_entity_bomb_in_a_feed_does_not_expand(outlet):
    try:
        links = read_feed(BOMB, url=BASE, outlet=outlet).links
    except Skip:
        return
    assert all(len(link.title or "") < 1000 for link in links)


def test_external_entity_in_a_sitemap_is_not_read(outlet, tmp_path):
    (tmp_path / "secret").write_text("https://demo.example/news/secret")
    body = f"""<!DOCTYPE urlset [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>
    <urlset><url><loc>&x;</loc></url></urlset>"""
    with pytest.raises(Skip, match="empty-feed"):
        read_sitemap(body.encode(), url=BASE, outlet=outlet)


def test_news_sitemap_gives_titles_and_is_sorted_newest_first(outlet):
    body = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://demo.example/news/1</loc><lastmod>2026-03-01</lastmod></url>
    <url><loc>https://demo.example/news/2</loc><news:news><news:publication_date>2026-03-02T10:00:00+09:00
    </news:publication_date><news:title>Two</news:title></news:news></url></urlset>"""
    links = read_sitemap(body, url=BASE, outlet=outlet).links
    assert [(link.url[-1], link.title) for link in links] == [("2", "Two"), ("1", None)]


def test_sitemap_index_gives_its_gz_parts(outlet):
    body = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/part-1.xml.gz</loc>
    <lastmod>2026-03-01</lastmod></sitemap></sitemapindex>"""
    listing = read_sitemap(gzip.compress(body), url=BASE, outlet=outlet)
    assert listing.children == (("https://demo.example/part-1.xml.gz", datetime(2026, 2, 28, 15, tzinfo=UTC)),) or (
        listing.children == (("https://demo.example/part-1.xml.gz", datetime(2026, 3, 1, tzinfo=UTC)),)
    )


def test_gzip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(Skip, match="too-large"):
        unpack(gzip.compress(bytes(10_000_000)), limit=1_000_000)


def test_damaged_gzip_is_unparsable():
    with pytest.raises(Skip, match="unparsable"):
        unpack(b"\x1f\x8b\x08garbage")


def test_index_page_gives_links_that_fit_also_those_opened_by_script(outlet):
    body = """<html><body><a href="/about">About</a><a href="/news/5">Five</a>
    <a href="javascript:article_open('index.php?MTJAMjAy==')">Script</a><li onclick="go('/news/6')">Six</li>
    <div data-url="/news/7">Seven</div></body></html>"""
    links = read_index_page(body.encode(), url="https://demo.example/en/", outlet=outlet).links
    assert [link.url.removeprefix("https://demo.example/") for link in links] == [
        "news/5", "en/index.php?MTJAMjAy==", "news/6", "news/7",
    ]  # fmt: skip


def test_index_page_without_an_article_is_an_empty_listing(outlet):
    with pytest.raises(Skip, match="empty-feed"):
        read_index_page(b"<html><a href='/about'>x</a></html>", url=BASE, outlet=outlet)


def test_wordpress_posts_are_read(outlet):
    posts = [
        {"link": "https://demo.example/news/8", "title": {"rendered": "A &#8211; B"}, "date_gmt": "2026-03-02T00:00:00"}
    ]
    (link,) = read_wordpress(json.dumps(posts).encode(), url=BASE, outlet=outlet).links
    assert (link.title, link.published) == ("A – B", datetime(2026, 3, 2, tzinfo=UTC))


def test_feeds_announced_by_a_page_are_found():
    body = b"""<link rel="alternate" type="application/rss+xml" href="/rss.xml">
    <link rel="alternate" hreflang="ko" href="/ko">"""
    assert find_feeds(body, url="https://demo.example/a/") == ["https://demo.example/rss.xml"]


@pytest.mark.parametrize("text", ["", "yesterday", "0000-00-00", "99999999999999", None, 12])
def test_date_that_is_none_gives_none(text):
    assert read_date(text, "Asia/Seoul") is None


def test_date_with_a_zone_name_is_understood():
    assert read_date("Mon, 02 Mar 2026 09:00:00 KST", None) == datetime(2026, 3, 2, tzinfo=UTC)


@given(body=st.binary(max_size=300))
@settings(max_examples=60)
def test_no_bytes_break_the_readers(body):
    outlet = Outlet(id="x", name="x", homepage="https://x.example/", country="kr", language="en", kind="daily")
    for reader in (read_feed, read_sitemap, read_wordpress, read_index_page):
        try:
            reader(body, url=BASE, outlet=outlet)
        except Skip as skip:
            assert skip.reason
