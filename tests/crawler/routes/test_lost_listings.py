"""One odd letter, number, label or comment costs a listing nothing, and is no alarm where nothing is missing."""

from __future__ import annotations

import json

import pytest

from corpus.records import Skip
from crawler.outlets import Outlet
from crawler.routes.feed_formats import read_feed, read_wordpress
from crawler.routes.index_pages import read_index_page
from crawler.routes.listing import Listing
from crawler.routes.listing_dates import read_date
from crawler.routes.services import read_cdx, read_gdelt
from crawler.routes.sitemaps import read_sitemap
from crawler.routes.tolerant_xml import decode_text

BASE = "https://desk.example/list"
LONG = "9" * 5000
HALF = "a half \\ud83d of one"


def item(number: int, title: str = "시장 소식", more: str = "") -> str:
    return f"<item><title>{title}</title><link>https://desk.example/n/{number}</link>{more}</item>"


def rss(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'


def urlset(*addresses: str, more: str = "") -> str:
    return f"<urlset>{''.join(f'<url><loc>{a}</loc>{more}</url>' for a in addresses)}</urlset>"


def atom(*entries: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{"".join(entries)}</feed>'


def paths(listing: Listing) -> list[str]:
    return [link.url.removeprefix("https://desk.example") for link in listing.links]


def whole(listing: Listing) -> bool:
    return listing.damaged == "" and listing.read == listing.seen


SECOND = '{"url": "/n/2"}'
JSON_FEEDS = {
    "half a character in a title": f'{{"items": [{{"url": "/n/1", "title": "{HALF}"}}, {SECOND}]}}',
    "half a character in a text": f'{{"items": [{{"url": "/n/1", "content_html": "{HALF}"}}, {SECOND}]}}',
    "half a character in an address": f'{{"items": [{{"url": "/n/0{HALF}"}}, {{"url": "/n/1"}}, {SECOND}]}}',
    "a long number as id": f'{{"items": [{{"id": {LONG}, "url": "/n/1"}}, {SECOND}]}}',
    "a long number outside": f'{{"n": -{LONG}, "items": [{{"url": "/n/1"}}, {SECOND}]}}',
    "a long number as address": f'{{"items": [{{"url": {LONG}}}, {{"url": "/n/1"}}, {SECOND}]}}',
    "numbers that are none": f'{{"n": NaN, "items": [{{"url": "/n/1", "date_published": -Infinity}}, {SECOND}]}}',
    "a long number before a break": f'{{"items": [{{"url": "/n/1", "n": {LONG}}}, {SECOND}, {{"ur',
}


@pytest.mark.parametrize("kind", JSON_FEEDS)
def test_a_json_feed_loses_no_more_than_what_is_odd_in_it(outlet: Outlet, kind: str) -> None:
    listing = read_feed(JSON_FEEDS[kind].encode(), url=BASE, outlet=outlet)
    assert (paths(listing), listing.read) == (["/n/1", "/n/2"], 2)
    assert all(f"{link.title} {link.text}".encode() for link in listing.links)


def test_a_wordpress_answer_loses_no_more_than_what_is_odd_in_it(outlet: Outlet) -> None:
    posts = f'[{{"id": {LONG}, "link": "/n/1", "title": {{"rendered": "{HALF}"}}}}, {{"link": "/n/2"}}]'
    listing = read_wordpress(posts.encode(), url=BASE, outlet=outlet)
    assert paths(listing) == ["/n/1", "/n/2"] and whole(listing)
    assert listing.links[0].title == "a half \ufffd of one"


def test_a_services_answer_loses_no_more_than_what_is_odd_in_it() -> None:
    found = read_gdelt(f'{{"n": {LONG}, "articles": [{{"url": "https://x.kr/1", "title": "{HALF}"}}]}}'.encode())
    assert [(article.url, article.title) for article in found] == [("https://x.kr/1", "a half \ufffd of one")]
    captures, _ = read_cdx(f'[[{LONG}], ["20260302000000", "https://x.kr/1"]]'.encode())
    assert [capture.url for capture in captures] == ["https://x.kr/1"]


STRAYS = {
    "a lead byte and another": (rss(item(1, "평양 시장X"), item(2, "Y")), {"X": b"\xeb", "Y": b"\xff"}),
    "titles cut within a letter": (rss(*(item(n, "평양X") for n in (1, 2))), {"X": b"\xec\x9e"}),
    "titles cut in Japanese": (rss(*(item(n, "北朝鮮の市X") for n in (1, 2))), {"X": b"\xe5\xa0"}),
    "a Russian title with three": (rss(item(1, "Рынок XXX"), item(2)), {"X": b"\x98"}),
}


@pytest.mark.parametrize("kind", STRAYS)
def test_stray_bytes_make_no_other_encoding_of_utf_8(outlet: Outlet, kind: str) -> None:
    text, strays = STRAYS[kind]
    body = text.replace("/n/", "/뉴스/").encode()
    for mark, stray in strays.items():
        body = body.replace(mark.encode(), stray)
    assert paths(read_feed(body, url=BASE, outlet=outlet)) == [f"/%EB%89%B4%EC%8A%A4/{n}" for n in (1, 2)]


WORDS = {
    "cp949": "혜산 장마당 쌀값이 올랐다",
    "cp1251": "Цены на рис выросли",
    "euc-jp": "北朝鮮の市場で",
    "big5": "北韓市場價格上漲的消息",
    "gb18030": "朝鲜市场的价格上涨",
}


@pytest.mark.parametrize("codec", WORDS)
def test_other_encodings_are_no_utf_8_among_much_markup(codec: str) -> None:
    text = "<p class='a' id='b'>" * 300 + WORDS[codec]
    assert decode_text(text.encode(codec)) == text
    assert decode_text(text.encode(codec), f"text/html; charset={codec}") == text


LABELS = (
    *("rot13", "undefined", "zlib_codec", "punycode", "hex", "idna", "unicode_escape", "mbcs", "charmap", "cp037"),
    *("utf-16", "utf-32", "base64", "uu", "x-user-defined", "none", "utf-8-sig", "raw_unicode_escape", "palmos"),
)


@pytest.mark.parametrize("label", LABELS)
def test_a_label_that_is_none_of_a_text_is_passed_over(outlet: Outlet, label: str) -> None:
    said, kind = f'<?xml version="1.0" encoding="{label}"?>', f"text/xml; charset={label}"
    for title in ("Rice", "쌀값이 올랐다"):
        for content_type in ("", kind):
            listing = read_feed(
                (said + rss(item(1, title))).encode(), url=BASE, outlet=outlet, content_type=content_type
            )
            assert [link.title for link in listing.links] == [title]
    assert paths(read_sitemap((said + urlset("https://desk.example/n/1")).encode(), url=BASE, outlet=outlet)) == [
        "/n/1"
    ]
    page = f'<html><head><meta charset="{label}"></head><body><a href="/n/1">a</a></body></html>'
    found = read_index_page(page.encode(), url=BASE, outlet=outlet, content_type=kind)
    assert paths(found) == ["/n/1"]


def test_a_documents_own_label_counts_where_the_headers_is_none() -> None:
    text = '<?xml version="1.0" encoding="euc-kr"?><a>쌀값</a>'
    assert decode_text(text.encode("cp949"), "text/xml; charset=rot13") == text


SHOWN = {
    "an entry in a comment": "<!-- {} -->",
    "an entry in a broken comment": "<!-- {} -- old -->",
    "two entries in comments": "<!--{}--><!--a--><!--{}-->",
    "an entry in a section": "<description><![CDATA[see {} ]]></description>",
    "a comment in a section": "<about><![CDATA[ <!-- {} ]]></about><about><![CDATA[ --> ]]></about>",
    "a section in a comment": "<!-- <![CDATA[ {} ]]> -->",
}


@pytest.mark.parametrize("kind", SHOWN)
def test_what_is_only_shown_is_no_entry(outlet: Outlet, kind: str) -> None:
    more = SHOWN[kind]
    feed = read_feed(rss(item(1), item(2, more=more.replace("{}", item(9)))).encode(), url=BASE, outlet=outlet)
    assert paths(feed) == ["/n/1", "/n/2"] and whole(feed)
    entry = more.replace("{}", "<url><loc>https://desk.example/n/9</loc></url>")
    body = urlset("https://desk.example/n/1?x=1&y=2").replace("</url>", f"{entry}</url>")
    found = read_sitemap(body.encode(), url=BASE, outlet=outlet)
    assert paths(found) == ["/n/1?x=1&y=2"] and whole(found)


TAILS = {
    "a script": b"<script>x=1</script>",
    "a stray byte": b"\xff",
    "zeros": b"\x00\x00",
    "a comment": b"\n<!-- cached <url> <item> -->\n",
    "a warning": b"<br />\n<b>Warning</b>: in /www/map.php on line 3",
    "a figure": b"0",
}


@pytest.mark.parametrize("kind", TAILS)
def test_what_comes_behind_a_listing_does_not_cut_it(outlet: Outlet, kind: str) -> None:
    for text in (rss(item(1), item(2)), atom('<entry><title>a</title><link href="/n/1"/></entry>')):
        assert whole(read_feed(text.encode() + TAILS[kind], url=BASE, outlet=outlet))
    found = read_sitemap(urlset("https://desk.example/n/1").encode() + TAILS[kind], url=BASE, outlet=outlet)
    assert paths(found) == ["/n/1"] and whole(found)


def test_a_listing_that_was_cut_is_said_to_be_though_a_text_in_it_names_its_end(outlet: Outlet) -> None:
    more = "<description><![CDATA[ close it with </channel></rss> ]]></description>"
    text = rss(item(1, more=more), item(2, more=more), item(3))
    feed = read_feed(text[: text.index("/n/3")].encode(), url=BASE, outlet=outlet)
    assert paths(feed) == ["/n/1", "/n/2"] and "ends in the middle" in feed.damaged
    commented = urlset("https://desk.example/n/1").replace("</urlset>", "<!-- </urlset> --><url><loc>https://desk.exa")
    found = read_sitemap(commented.encode(), url=BASE, outlet=outlet)
    assert paths(found) == ["/n/1"] and "ends in the middle" in found.damaged


def test_a_pictures_address_is_no_entry(outlet: Outlet) -> None:
    more = "<image:image><image:url>https://desk.example/i.jpg</image:url></image:image>"
    assert whole(read_sitemap(urlset("https://desk.example/n/1", more=more).encode(), url=BASE, outlet=outlet))


@pytest.mark.parametrize(
    "body",
    [
        "<urlset><url><lastmod>2026-03-01</lastmod></url><url><loc> </loc></url></urlset>",
        "<sitemapindex><sitemap><loc/></sitemap></sitemapindex>",
        "<urlset><url><loc>javascript:go(1)</loc></url></urlset>",
        "<urlset><url/></urlset>",
    ],
)
def test_a_sitemap_in_which_no_entry_has_an_address_is_empty(outlet: Outlet, body: str) -> None:
    with pytest.raises(Skip, match="empty-feed"):
        read_sitemap(body.encode(), url=BASE, outlet=outlet)


IDS = {
    "<guid>not-an-address-7</guid>": [],
    "<guid isPermaLink='true'> 7 </guid>": [],
    "<guid><![CDATA[ post 7 ]]></guid><link></link>": [],
    "<guid>tag:desk.example,2026:7</guid>": [],
    "<guid>7</guid><link>https://desk.example/n/3</link>": ["/n/3"],
    "<guid>https://desk.example/n/4</guid>": ["/n/4"],
    "<guid>/n/5</guid>": ["/n/5"],
    "<guid>desk.example/n/6</guid>": ["/n/6"],
}


@pytest.mark.parametrize("entry", IDS)
def test_an_id_that_is_no_address_is_not_asked_for(outlet: Outlet, entry: str) -> None:
    feed = read_feed(rss(item(1), f"<item><title>T</title>{entry}</item>").encode(), url=BASE, outlet=outlet)
    assert paths(feed) == ["/n/1", *IDS[entry]]
    assert bool(feed.damaged) is not bool(IDS[entry])


def test_an_atom_id_that_is_no_address_is_not_asked_for(outlet: Outlet) -> None:
    entries = ("<entry><title>a</title><id>entry-7</id></entry>", '<entry><title>b</title><link href="/n/1"/></entry>')
    feed = read_feed(atom(*entries).encode(), url=BASE, outlet=outlet)
    assert paths(feed) == ["/n/1"] and feed.damaged == "1 of 2 entries could be read"
    ids = json.dumps({"items": [{"id": "entry-7"}, {"url": "/n/1"}]})
    assert paths(read_feed(ids.encode(), url=BASE, outlet=outlet)) == ["/n/1"]


def test_slashes_that_lean_back_are_read_as_browsers_do(outlet: Outlet) -> None:
    links = ("http:\\\\desk.example\\n\\1", "\\n\\2", "https://desk.example\\n\\3?a=b\\c")
    feed = read_feed(rss(*(f"<item><link>{link}</link></item>" for link in links)).encode(), url=BASE, outlet=outlet)
    assert [link.url.partition("desk.example")[2] for link in feed.links] == ["/n/1", "/n/2", "/n/3?a=b%5Cc"]
    entry = '<entry><title>a</title><link rel="alternate" href="https:\\\\desk.example\\n\\1"/></entry>'
    assert paths(read_feed(atom(entry).encode(), url=BASE, outlet=outlet)) == ["/n/1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 30 Jun 2015 23:59:60 GMT", "2015-06-30T23:59:59"),
        ("Mon, 02 Mar 2026 10:00:60 +0900", "2026-03-02T01:00:59"),
        ("Tue Jun 30 23:59:60 UTC 2015", "2015-06-30T23:59:59"),
        ("20150630T235960Z", "2015-06-30T23:59:59"),
        ("2015-06-30T23:59:60Z", "2015-06-30T23:59:59"),
        ("Wed, 31 Dec 2008 24:00:00 GMT", "2009-01-01T00:00:00"),
        ("31 Dec 2008 24:00 +0900", "2008-12-31T15:00:00"),
        ("Mon, 02 Mar 2026 10:60:00 +0900", None),
        ("Mon, 02 Mar 2026 00:00:24 GMT", "2026-03-02T00:00:24"),
    ],
)
def test_the_second_and_the_hour_that_are_one_too_many_cost_no_date(text: str, expected: str | None) -> None:
    found = read_date(text, None)
    assert (found and found.isoformat()[:19]) == expected
