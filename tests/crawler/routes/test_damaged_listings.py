"""Listings with the mistakes that servers make: read whole all the same, or said to be damaged."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Skip
from crawler.outlets import Outlet, load_outlets
from crawler.routes.feed_formats import read_feed
from crawler.routes.listing import Listing
from crawler.routes.listing_dates import read_date
from crawler.routes.sitemaps import read_sitemap
from crawler.routes.tolerant_xml import decode_text
from crawler.routes.unpacking import unpack

BASE = "https://desk.example/list"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    text = 'name = "Desk"\nhomepage = "https://desk.example/"\ncountry = "kr"\nlanguage = "ko"\nkind = "daily"\n'
    (tmp_path / "desk.toml").write_text(text + 'feeds = ["https://desk.example/rss"]\ntimezone = "Asia/Seoul"\n')
    return load_outlets(tmp_path)["desk"]


def item(number: int, title: str = "시장 소식", more: str = "") -> str:
    return f"<item><title>{title}</title><link>https://desk.example/n/{number}</link>{more}</item>"


def rss(*items: str, declaration: str = "") -> str:
    return f'{declaration}<rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'


def urlset(*addresses: str, more: str = "") -> str:
    return f"<urlset {NAMESPACE}>{''.join(f'<url><loc>{a}</loc>{more}</url>' for a in addresses)}</urlset>"


def paths(listing: Listing) -> list[str]:
    return [link.url.removeprefix("https://desk.example") for link in listing.links]


FEEDS = {
    "euc-kr declared, a syllable of cp949": (
        rss(item(1, "뷁 시장"), declaration='<?xml version="1.0" encoding="euc-kr"?>').encode("cp949"),
        ["뷁 시장"],
    ),
    "cp949 not declared": (rss(item(1, "혜산 장마당 쌀값이 올랐다")).encode("cp949"), ["혜산 장마당 쌀값이 올랐다"]),
    "one stray byte": (
        rss(item(1, "Rice X up"), item(2)).encode().replace(b"X", b"\xfe"),
        ["Rice \ufffd up", "시장 소식"],
    ),
    "a control character": (rss(item(1, "Rice\x0b up")).encode(), ["Rice up"]),
    "a bare ampersand": (rss(item(1, "Oil & gas")).encode(), ["Oil & gas"]),
    "an undeclared prefix": (rss(item(1, more="<media:content url='x'/>")).encode(), ["시장 소식"]),
    "a byte order mark": (b"\xef\xbb\xbf" + rss(item(1)).encode(), ["시장 소식"]),
}


@pytest.mark.parametrize("kind", FEEDS)
def test_a_feed_with_a_mistake_is_read_whole(outlet: Outlet, kind: str) -> None:
    body, titles = FEEDS[kind]
    listing = read_feed(body, url=BASE, outlet=outlet)
    assert [link.title for link in listing.links] == titles
    assert (listing.damaged, listing.read) == ("", listing.seen)


def test_an_entry_without_an_address_makes_a_feed_damaged(outlet: Outlet) -> None:
    broken = "<item><title>no address</title></item>"
    listing = read_feed(rss(item(1), broken, item(3)).encode(), url=BASE, outlet=outlet)
    assert paths(listing) == ["/n/1", "/n/3"]
    assert listing.damaged == "2 of 3 entries could be read"


def test_an_entry_whose_guid_is_its_address_is_read(outlet: Outlet) -> None:
    entry = "<item><title>a</title><link></link><guid>https://desk.example/n/7</guid></item>"
    assert paths(read_feed(rss(entry).encode(), url=BASE, outlet=outlet)) == ["/n/7"]


def test_a_feed_that_was_cut_off_says_so_and_gives_no_cut_address(outlet: Outlet) -> None:
    whole = rss(item(1), item(2), item(31))
    listing = read_feed(whole[: whole.index("/n/31") + 4].encode(), url=BASE, outlet=outlet)
    assert paths(listing) == ["/n/1", "/n/2"]
    assert "ends in the middle" in listing.damaged


@pytest.mark.parametrize("key", ["url", "external_url", "id"])
def test_a_json_feed_with_a_mark_gives_addresses_wherever_they_stand(outlet: Outlet, key: str) -> None:
    body = b"\xef\xbb\xbf" + json.dumps({"items": [{key: "https://desk.example/n/1", "title": "a"}]}).encode()
    assert paths(read_feed(body, url=BASE, outlet=outlet)) == ["/n/1"]


def test_a_json_feed_without_any_address_is_empty(outlet: Outlet) -> None:
    with pytest.raises(Skip, match="empty-feed"):
        read_feed(b'{"items": [{"title": "a", "id": 4}]}', url=BASE, outlet=outlet)


SITEMAPS = {
    "bare ampersands": (urlset("https://desk.example/v?no=1&part=2").encode(), ["/v?no=1&part=2"]),
    "an undeclared prefix": (
        urlset("https://desk.example/n/1", more="<news:news><news:title>a</news:title></news:news>").encode(),
        ["/n/1"],
    ),
    "a urlset in a urlset": (f"<urlset>{urlset('https://desk.example/n/1')}</urlset>".encode(), ["/n/1"]),
    "a misnamed root": (urlset("https://desk.example/n/1").replace("urlset", "sitemap-list").encode(), ["/n/1"]),
    "a text of addresses": (b"https://desk.example/n/1\r\nhttps://desk.example/n/2\r\n", ["/n/1", "/n/2"]),
    "a feed in its place": (rss(item(1)).encode(), ["/n/1"]),
    "gzip in gzip": (gzip.compress(gzip.compress(urlset("https://desk.example/n/1").encode())), ["/n/1"]),
    "gzip in two members": (
        gzip.compress(urlset("https://desk.example/n/1")[:60].encode())
        + gzip.compress(urlset("https://desk.example/n/1")[60:].encode()),
        ["/n/1"],
    ),
}


@pytest.mark.parametrize("kind", SITEMAPS)
def test_a_sitemap_with_a_mistake_is_read_whole(outlet: Outlet, kind: str) -> None:
    body, found = SITEMAPS[kind]
    listing = read_sitemap(body, url=BASE, outlet=outlet)
    assert (sorted(paths(listing)), listing.damaged) == (found, "")


def test_a_list_of_sitemaps_that_calls_itself_a_list_of_pages_is_followed(outlet: Outlet) -> None:
    listing = read_sitemap(urlset("https://desk.example/2026-03.xml").encode(), url=BASE, outlet=outlet)
    assert listing.children == (("https://desk.example/2026-03.xml", None),)


def test_a_films_or_pictures_fields_are_not_the_pages(outlet: Outlet) -> None:
    film = (
        "<video:video xmlns:video='v'><video:title>clip</video:title>"
        "<video:publication_date>2017-05-01</video:publication_date></video:video>"
        "<image:image xmlns:image='i'><image:loc>https://desk.example/p.jpg</image:loc></image:image>"
    )
    (link,) = read_sitemap(urlset("https://desk.example/n/1", more=film).encode(), url=BASE, outlet=outlet).links
    assert (link.url, link.title, link.published) == ("https://desk.example/n/1", None, None)


def test_a_sitemap_whose_gzip_ends_early_says_so_and_gives_no_cut_address(outlet: Outlet) -> None:
    addresses = [f"https://desk.example/n/{number}-{hash(str(number)) % 10**9}" for number in range(300)]
    packed = gzip.compress(urlset(*addresses).encode())
    listing = read_sitemap(packed[: len(packed) // 2], url=BASE, outlet=outlet)
    assert 0 < len(listing.links) < 300
    assert {link.url for link in listing.links} < set(addresses)
    assert "its packing ends early" in listing.damaged


@given(st.binary(max_size=300))
def test_no_bytes_break_what_is_read_before_the_parser(body: bytes) -> None:
    assert isinstance(decode_text(body), str)
    try:
        unpack(body, limit=10_000)
    except Skip as skip:
        assert skip.reason in ("unparsable", "too-large")


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("Mon, 02 Mar 2026 10:00:00 GMT+0900", 1),
        ("Mon, 02 Mar 2026 10:00:00 UTC+9", 1),
        ("Mon, 02 Mar 2026 10:00:00 UT", 10),
        ("Mon Mar 02 10:00:00 KST 2026", 1),
        ("Mon Mar 02 10:00:00 UTC 2026", 10),
        ("2026-03-02T10:00:00Z", 10),
        ("2026-03-02 10:00", 1),
    ],
)
def test_a_zone_counts_wherever_it_stands(text: str, hour: int) -> None:
    assert read_date(text, "Asia/Seoul") == datetime(2026, 3, 2, hour, tzinfo=UTC)


def test_address_that_is_none_in_a_list_costs_no_other_one(outlet: Outlet) -> None:
    lines = b"https://desk.example/n/1\nhttps://[desk.example/n/2\nhttps://desk.example/n/3\n"
    found = read_sitemap(lines, url=BASE, outlet=outlet)
    assert [link.url for link in found.links] == ["https://desk.example/n/1", "https://desk.example/n/3"]


def test_month_in_letters_that_only_look_like_its_own_is_no_date() -> None:
    assert read_date("3 aou\u0302t\u0131 2026 d\u0131c 9", "Asia/Seoul") is None
