"""Listings as servers have sent them: encodings, prefixes, packings, slips of the pen, and times in many forms."""

from __future__ import annotations

import gzip

import pytest
from backports import zstd

from crawler.outlets import Outlet
from crawler.routes.feed_formats import read_feed
from crawler.routes.listing import Listing
from crawler.routes.listing_dates import read_date
from crawler.routes.sitemaps import read_sitemap

BASE = "https://desk.example/list.xml"
KOREAN, JAPANESE, CHINESE, RUSSIAN = (
    "북한 쌀값",
    "北朝鮮の市場で米の価格が",
    "朝鲜市场的价格上涨",
    "Цены на рис выросли",
)
TRADITIONAL = "北韓市場價格上漲的消息"


def item(number: int, title: str = KOREAN) -> str:
    return f"<item><title>{title}</title><link>https://desk.example/n/{number}</link></item>"


def rss(*items: str, said: str = "") -> str:
    return f'{said}<rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'


def urlset(*addresses: str) -> str:
    rows = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return f'<?xml version="1.0"?><urlset>{rows}</urlset>'


def paths(listing: Listing) -> list[str]:
    return [link.url.removeprefix("https://desk.example") for link in listing.links]


@pytest.mark.parametrize(
    ("codec", "title", "content_type"),
    [
        ("cp949", KOREAN, ""),
        ("cp932", JAPANESE, ""),
        ("euc-jp", JAPANESE, ""),
        ("gb18030", CHINESE, ""),
        ("big5", TRADITIONAL, ""),
        ("cp1251", RUSSIAN, ""),
        ("koi8-r", RUSSIAN, ""),
        ("cp1252", "Le marché d’été à Séoul", ""),
        ("utf-16-le", KOREAN, ""),
        ("utf-16-be", KOREAN, ""),
        ("utf-8", KOREAN, "text/xml; charset=ISO-8859-1"),
        ("utf-8", KOREAN, "text/xml; charset=us-ascii"),
        ("cp949", KOREAN, "text/xml; charset=utf-8"),
        ("iso2022_kr", KOREAN, "text/xml; charset=iso-2022-kr"),
    ],
)
def test_a_feed_is_read_in_its_encoding_whatever_was_said_of_it(
    outlet: Outlet, codec: str, title: str, content_type: str
) -> None:
    listing = read_feed(rss(item(1, title)).encode(codec), url=BASE, outlet=outlet, content_type=content_type)
    assert [link.title for link in listing.links] == [title]


def test_two_marks_and_a_mark_behind_a_blank_are_passed_over(outlet: Outlet) -> None:
    mark = b"\xef\xbb\xbf"
    for begin in (mark * 2, b"\n" + mark):
        assert paths(read_feed(begin + rss(item(1)).encode(), url=BASE, outlet=outlet)) == ["/n/1"]


@pytest.mark.parametrize(
    "entry",
    [
        '<item><title>T</title><atom:link rel="alternate" href="https://desk.example/n/1"/></item>',
        "<rss:item><rss:title>T</rss:title><rss:link>https://desk.example/n/1</rss:link></rss:item>",
        "<item><title>T&#xD83D;&#xDE00;&#x0;</title><link>https://desk.example/n/1</link></item>",
        "<item><title><![CDATA[T</title><link>https://desk.example/n/1</link></item>",
        "<item><title>T</title><link>https:/desk.example/n/1</link></item>",
        "<item><title>T</title><link>desk.example/n/1</link></item>",
    ],
)
def test_slips_of_the_pen_cost_no_entry(outlet: Outlet, entry: str) -> None:
    listing = read_feed(rss(entry, item(2)).encode(), url=BASE, outlet=outlet)
    assert (paths(listing), listing.damaged) == (["/n/1", "/n/2"], "")


def test_a_title_has_no_control_characters_and_its_own_documents_entities(outlet: Outlet) -> None:
    said = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY nk "북한">]>'
    (link,) = read_feed(rss(item(1, "&nk; 쌀값&#x8;"), said=said).encode(), url=BASE, outlet=outlet).links
    assert link.title == KOREAN


def test_json_feeds_are_read_to_where_they_break(outlet: Outlet) -> None:
    items = [
        f'{{"id": "{number}", "url": "https://desk.example/n/{number}", "title": "북한\n쌀값"}}' for number in (1, 2)
    ]
    whole = '{"version": "https://jsonfeed.org/version/1.1", "items": [' + ",".join(items)
    for end in ("]}", ",]}", "]}\n<!-- cached -->"):
        listing = read_feed((whole + end).encode(), url=BASE, outlet=outlet)
        assert (paths(listing), listing.damaged) == (["/n/1", "/n/2"], "")
    assert paths(read_feed((whole + "]}").encode("utf-16"), url=BASE, outlet=outlet)) == ["/n/1", "/n/2"]
    cut = read_feed(whole[:-20].encode(), url=BASE, outlet=outlet)
    assert (paths(cut), cut.damaged) == (["/n/1"], "it breaks off behind 1 entries")


def test_a_packed_feed_and_a_sitemap_packed_four_times_are_read(outlet: Outlet) -> None:
    assert paths(read_feed(gzip.compress(rss(item(1)).encode()), url=BASE, outlet=outlet)) == ["/n/1"]
    packed = zstd.compress(urlset("/n/1").encode())
    for _ in range(3):
        packed = gzip.compress(packed)
    assert paths(read_sitemap(packed, url=BASE, outlet=outlet)) == ["/n/1"]


def test_a_cut_zstd_sitemap_is_damaged(outlet: Outlet) -> None:
    packed = zstd.compress(urlset(*(f"/n/{number}-{number**7 % 9973}" for number in range(40_000))).encode())
    listing = read_sitemap(packed[: len(packed) // 2], url=BASE, outlet=outlet)
    assert listing.links
    assert "its packing ends early" in listing.damaged


@pytest.mark.parametrize(
    "address",
    ["/v?a=1&amp;amp;b=2", "desk.example/v?a=1&amp;b=2", "<a>/v?a=1&amp;b=2</a>", "https:/desk.example/v?a=1&amp;b=2"],
)
def test_an_address_in_a_sitemap_is_read_as_it_was_meant(outlet: Outlet, address: str) -> None:
    assert paths(read_sitemap(urlset(address).encode(), url=BASE, outlet=outlet)) == ["/v?a=1&b=2"]


def test_a_sitemap_without_its_end_is_damaged_though_its_entries_are_whole(outlet: Outlet) -> None:
    listing = read_sitemap(urlset("/n/1").removesuffix("</urlset>").encode(), url=BASE, outlet=outlet)
    assert (paths(listing), listing.damaged) == (["/n/1"], "it ends in the middle")


def test_an_error_message_before_a_sitemap_costs_nothing(outlet: Outlet) -> None:
    assert paths(read_sitemap(b"Warning: x in y\n" + urlset("/n/1").encode(), url=BASE, outlet=outlet)) == ["/n/1"]


def test_a_text_of_addresses_may_have_comments_dates_and_several_in_a_line(outlet: Outlet) -> None:
    body = "# ours\nHTTPS://desk.example/n/1,2026-03-02\nhttps://desk.example/n/2\thttps://desk.example/n/3\n"
    assert paths(read_sitemap(body.encode(), url=BASE, outlet=outlet)) == ["/n/1", "/n/2", "/n/3"]
    listing = read_sitemap(b"https://desk.example/n/1\nhttps://desk.example/n/2\n/n/3\n", url=BASE, outlet=outlet)
    assert listing.damaged == "2 of 3 entries could be read"


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 02 Mar 2026 10:00:00 kst",
        "Mon, 02 Mar 2026 10:00:00 GMT+09:00",
        "Mon, 02 Mar 2026 10:00:00 +900",
        "Mon, 02 Mar 2026 10:00:00 (KST)",
        "Mon Mar 02 2026 10:00:00 GMT+0900 (Korean Standard Time)",
        "Mon, 02 Mar 2026 10:00:00 Asia/Seoul",
        "2026-03-02T10:00:00+09:00[Asia/Seoul]",
        "2026-03-02T10:00:00 Z+09:00",
        "2026. 3. 2. 오전 10:00:00",
        "2026-03-02 10:00 AM",
        "2026년 03월 02일 오전 10시 00분",
        "2026年3月2日 10:00",
        "입력 2026.03.02(월) 10:00",
        "월, 02 3월 2026 10:00:00 +0900",
        "Пн, 02 марта 2026 04:00:00 +0300",
        "lun, 02 mars 2026 02:00:00 +0100",
        "Mon, 02 Mar 2026 12:00:00 AEDT",
        "Mon, 02 Mar 2026 06:30:00 IST",
        "2026-03-02T01:00:00−00:00",
        "2026-03-02 10:00:00 (GMT+9)",
        "1772413200",
        "1772413200000",
        "<![CDATA[Mon, 02 Mar 2026 10:00:00 &#43;0900]]>",
    ],
)
def test_a_time_is_read_in_its_own_zone(text: str) -> None:
    found = read_date(text, "Asia/Seoul")
    assert found is not None
    assert found.isoformat() == "2026-03-02T01:00:00+00:00"


@pytest.mark.parametrize("text", ["10:00", "3", "2026", "Mon", "2026-02-30", "0000-00-00 00:00:00", "1시간 전"])
def test_what_names_no_whole_day_is_no_time(text: str) -> None:
    assert read_date(text, "Asia/Seoul") is None


def test_midnight_at_a_days_end_is_the_next_day() -> None:
    found = read_date("2026-03-02T24:00:00+09:00", None)
    assert found is not None
    assert found.isoformat() == "2026-03-02T15:00:00+00:00"


@pytest.mark.parametrize("half", ["&#xD800;", "&#57343;", "&#x110000;", "&#xFFFFFFFFFF;", "&#XdBfF;", "&#x00DC00;"])
def test_an_address_with_what_is_no_character_is_damaged_and_a_title_is_not(outlet: Outlet, half: str) -> None:
    bad = f"https://desk.example/n/1{half}"
    atom = f'<feed><entry><link href="{bad}"/></entry><entry><link href="https://desk.example/n/2"/></entry></feed>'
    feed = rss(f"<item><title>T</title><link>{bad}</link></item>", item(2, f"A{half}"))
    listings = [
        read_sitemap(urlset(bad, "https://desk.example/n/2").encode(), url=BASE, outlet=outlet),
        read_feed(feed.encode(), url=BASE, outlet=outlet),
        read_feed(atom.encode(), url=BASE, outlet=outlet),
        read_feed(b'[{"url": "/n/1\\udfff"}, {"url": "/n/2"}]', url=BASE, outlet=outlet),
    ]
    for listing in listings:
        assert (paths(listing), listing.damaged) == (["/n/2"], "1 of 2 entries could be read")
    assert listings[1].links[0].title == "A\ufffd"


def test_a_listing_whose_address_has_half_a_character_is_not_asked_for(outlet: Outlet) -> None:
    rows = "".join(f"<sitemap><loc>https://desk.example/{name}.xml</loc></sitemap>" for name in ("a&#xD800;", "b"))
    listing = read_sitemap(f"<sitemapindex>{rows}</sitemapindex>".encode(), url=BASE, outlet=outlet)
    assert [address for address, _ in listing.children] == ["https://desk.example/b.xml"]
