"""Answers of GDELT, Google News and the Wayback index, written here in the services' formats."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime

import pytest

from corpus.records import Skip
from crawler.routes.services import (
    LIMITS,
    Capture,
    cdx_url,
    gdelt_url,
    google_news_url,
    google_target,
    read_cdx,
    read_gdelt,
    read_google_news,
)

GDELT = {
    "articles": [
        {
            "url": "https://wire.example/view/NLE20260302?utm_source=gdelt",
            "url_mobile": "",
            "title": "Sunchon works lights second kiln , says manager",
            "seendate": "20260302T031500Z",
            "socialimage": "",
            "domain": "wire.example",
            "language": "English",
            "sourcecountry": "South Korea",
        },
        {"url": "javascript:alert(1)", "title": "bad", "seendate": "x", "domain": "?"},
    ]
}


def google_feed(link):
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>
    <title>"North Korea" - Google News</title>
    <item><title>Corn soda returns to Pyongyang shelves - Northline Wire</title><link>{link}</link>
    <guid isPermaLink="false">CBMi</guid><pubDate>Mon, 02 Mar 2026 03:15:00 GMT</pubDate>
    <source url="https://wire.example">Northline Wire</source></item></channel></rss>""".encode()


def test_gdelt_answer_gives_addresses_titles_and_times():
    (found,) = read_gdelt(json.dumps(GDELT).encode())
    assert found.url == "https://wire.example/view/NLE20260302"
    assert found.title == "Sunchon works lights second kiln, says manager"
    assert found.seen_at == datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"Please limit requests to one every 5 seconds or contact us for larger queries.", "rate-limited"),
        (b"Your query was too short or too long.", "bad-query"),
        (b'{"articles": [', "unparsable"),
    ],
)
def test_gdelt_answer_that_is_no_list_says_why(body, reason):
    with pytest.raises(Skip) as raised:
        read_gdelt(body)
    assert raised.value.reason == reason


def test_gdelt_empty_answer_is_an_empty_list():
    assert read_gdelt(b"{}") == []


def test_gdelt_request_asks_for_no_more_than_it_gives():
    url = gdelt_url('"north korea" trade', language="ko", hours=24)
    assert "maxrecords=250" in url and "sourcelang%3Akorean" in url and "timespan=24h" in url


def test_google_news_link_that_holds_the_address_is_opened():
    target = b"\x08\x13\x22\x2chttps://wire.example/view/NLE20260302?ref=rss\xd2\x01\x00"
    link = "https://news.google.com/rss/articles/" + base64.urlsafe_b64encode(target).decode().rstrip("=") + "?oc=5"
    (found,) = read_google_news(google_feed(link))
    assert found.url == "https://wire.example/view/NLE20260302"
    assert (found.title, found.site) == ("Corn soda returns to Pyongyang shelves", "wire.example")


def test_google_news_link_that_hides_the_address_stays_a_key():
    assert google_target("https://news.google.com/rss/articles/CBMiQUFBQUFBQQ?oc=5") is None
    (found,) = read_google_news(google_feed("https://news.google.com/rss/articles/CBMiQUFBQUFBQQ?oc=5"))
    assert found.url is None and found.key.startswith("https://news.google.com/")


def test_google_news_page_instead_of_a_feed_is_refused():
    with pytest.raises(Skip, match="not-a-feed"):
        read_google_news(b"<html><body>unusual traffic</body></html>")


def test_google_news_request_keeps_language_and_edition_together():
    assert "hl=ko&gl=KR&ceid=KR%3Ako" in google_news_url("북한", language="ko", days=7)


CDX = [
    ["timestamp", "original", "mimetype", "statuscode"],
    ["20260302031500", "http://wire.example:80/view/NLE1", "text/html", "200"],
    ["2026", "http://wire.example/view/bad", "text/html", "200"],
    [],
    ["example%2Cwire%29%2F+20260303"],
]


def test_cdx_answer_gives_captures_and_the_key_to_go_on():
    captures, resume = read_cdx(json.dumps(CDX).encode())
    assert captures == [Capture(url="http://wire.example/view/NLE1", at=datetime(2026, 3, 2, 3, 15, tzinfo=UTC))]
    assert resume == "example%2Cwire%29%2F+20260303"
    assert captures[0].replay_url() == "https://web.archive.org/web/20260302031500id_/http://wire.example/view/NLE1"


def test_cdx_answer_without_more_has_no_key():
    assert read_cdx(json.dumps(CDX[:2]).encode())[1] is None
    assert read_cdx(b"") == ([], None)


def test_cdx_request_is_bounded_in_days_and_number():
    url = cdx_url("wire.example/", since=date(2026, 3, 1), until=date(2026, 3, 2))
    assert "from=20260301&to=20260302" in url and "limit=1000" in url and "showResumeKey=true" in url


def test_limits_are_those_that_the_services_ask_for():
    assert LIMITS["api.gdeltproject.org"] > 5 and 60 / LIMITS["web.archive.org"] < 24
