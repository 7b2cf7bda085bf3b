"""Services that know of articles across outlets: the requests they take and the answers they give, as pure functions.

None of them gives texts. Their limits (see `LIMITS`) are kept by the spiders.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import feedparser

from corpus.records import Skip
from crawler.addresses import canonical_url
from crawler.routes.json_items import read_json, whole_characters
from crawler.routes.listing_dates import read_date
from crawler.routes.tolerant_xml import decode_text

GDELT = "https://api.gdeltproject.org/api/v2/doc/doc"
GOOGLE_NEWS = "https://news.google.com/rss/search"
WAYBACK = "https://web.archive.org"

LIMITS = {
    "api.gdeltproject.org": 5.5,  # its 429 answer says one request every 5 seconds
    "news.google.com": 60.0,  # undocumented; once a minute is what others found to be borne
    "web.archive.org": 2.6,  # 24 index requests a minute since June 2026; more brings an hour's block
}
"""Seconds between two requests to a service."""
GDELT_MOST = 250
GOOGLE_MOST = 100
CDX_MOST = 1000
_EDITIONS = {
    "en": ("en-US", "US", "US:en"),
    "ko": ("ko", "KR", "KR:ko"),
    "ja": ("ja", "JP", "JP:ja"),
    "zh": ("zh-CN", "CN", "CN:zh-Hans"),
    "ru": ("ru", "RU", "RU:ru"),
}
_GDELT_LANGUAGES = {"en": "english", "ko": "korean", "ja": "japanese", "zh": "chinese", "ru": "russian"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """An article that a service names. `url` is None where it hides the address behind its own (`key`)."""

    key: str
    url: str | None
    title: str | None
    seen_at: datetime | None
    site: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """One capture of an address in the Wayback Machine."""

    url: str
    at: datetime

    def replay_url(self, base: str = WAYBACK) -> str:
        """Where the bytes are given back as they were, without the archive's own frame."""
        return f"{base}/web/{self.at:%Y%m%d%H%M%S}id_/{self.url}"


def gdelt_url(query: str, *, language: str, hours: int, base: str = GDELT) -> str:
    """The request for the newest articles of the last `hours` that match, 250 at most."""
    asked = f"{query} sourcelang:{_GDELT_LANGUAGES[language]}"
    span = f"{hours}h" if hours <= 72 else f"{-(-hours // 24)}d"
    fields = {"query": asked, "mode": "artlist", "maxrecords": GDELT_MOST, "timespan": span, "sort": "DateDesc"}
    return f"{base}?{urlencode({**fields, 'format': 'json'}, quote_via=quote)}"


def read_gdelt(body: bytes) -> list[Found]:
    """The articles of a GDELT DOC 2.0 answer, the newest first.

    Raises:
        Skip: `rate-limited` (told in plain text), `bad-query` or `unparsable`.
    """
    text = body.decode("utf-8", "replace").strip()
    if not text.startswith("{"):
        reason = "rate-limited" if "limit requests" in text.lower() else "bad-query"
        raise Skip(reason, text[:200] or "an empty answer")
    try:
        articles = read_json(text).get("articles", [])
    except ValueError as error:
        raise Skip("unparsable", str(error)[:200]) from error
    if not isinstance(articles, list):
        raise Skip("unparsable", "its articles are no list")
    found = [_gdelt_article(article) for article in articles[:GDELT_MOST] if isinstance(article, dict)]
    return [article for article in found if article is not None]


def _gdelt_article(article: dict[str, Any]) -> Found | None:
    url = _canonical(article.get("url"))
    if url is None:
        return None
    at = _stamp(article.get("seendate"))
    # the service puts blanks around punctuation
    title = re.sub(r"\s+([,.:;!?])", r"\1", " ".join(whole_characters(str(article.get("title") or "")).split()))
    site = article.get("domain")
    return Found(key=url, url=url, title=title or None, seen_at=at, site=site if isinstance(site, str) else None)


def _stamp(value: Any) -> datetime | None:
    """The time of 20260302T093000Z; None of anything else."""
    try:
        return datetime.strptime(str(value), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _host(url: Any) -> str | None:
    try:
        return urlsplit(str(url or "")).hostname
    except ValueError:
        return None


def google_news_url(query: str, *, language: str, days: int, base: str = GOOGLE_NEWS) -> str:
    """The request for the feed of a search over the last `days`."""
    hl, gl, ceid = _EDITIONS[language]
    return f"{base}?{urlencode({'q': f'{query} when:{days}d', 'hl': hl, 'gl': gl, 'ceid': ceid}, quote_via=quote)}"


def read_google_news(body: bytes) -> list[Found]:
    """The articles of a Google News RSS answer. Older links hold the address; newer ones do not give it.

    Raises:
        Skip: `not-a-feed` where a page stands in the feed's place, `unparsable` otherwise.
    """
    try:
        feed = feedparser.parse(body, response_headers={"content-type": "application/xml"})
    except Exception as error:  # it breaks in many ways on what is no feed
        raise Skip("unparsable", f"{type(error).__name__}: {error}"[:200]) from error
    if not feed.entries:
        if feed.get("version") and not feed.bozo:
            return []
        html = b"<html" in body[:2000].lower()
        raise Skip("not-a-feed" if html else "unparsable", "no feed in the answer")
    found = []
    for entry in feed.entries[:GOOGLE_MOST]:
        source = entry.get("source") or {}
        name, title = source.get("title") or "", whole_characters(entry.get("title") or "")
        found.append(
            Found(
                key=entry.get("link") or entry.get("id") or "",
                url=google_target(entry.get("link") or ""),
                title=title.removesuffix(f" - {name}").strip() or None,
                seen_at=read_date(entry.get("published"), None),
                site=_host(source.get("href")),
            )
        )
    return found


def google_target(link: str) -> str | None:
    """The outlet's address inside a Google News link, or None where it holds a mere token."""
    token = re.search(r"/(?:rss/)?articles/([\w-]+)", link)
    if not token:
        return None
    try:
        raw = base64.urlsafe_b64decode(token[1] + "=" * (-len(token[1]) % 4))
    except (binascii.Error, ValueError):
        return None
    address = re.search(rb"https?://[\x21-\x7e]+", raw)
    return _canonical(address[0].decode("ascii")) if address else None


def cdx_url(prefix: str, *, since: date, until: date, resume: str | None = None, base: str = WAYBACK) -> str:
    """The index request for the pages below a host and path that were captured between two days, both included."""
    fields = [
        ("url", f"{prefix}*"),
        ("output", "json"),
        ("fl", "timestamp,original,mimetype,statuscode"),
        ("from", since.strftime("%Y%m%d")),
        ("to", until.strftime("%Y%m%d")),
        ("filter", "statuscode:200"),
        ("filter", "mimetype:text/html"),
        ("collapse", "urlkey"),
        ("limit", str(CDX_MOST)),
        ("showResumeKey", "true"),
        *([("resumeKey", resume)] if resume else []),
    ]
    return f"{base}/cdx/search/cdx?{urlencode(fields)}"


def read_cdx(body: bytes) -> tuple[list[Capture], str | None]:
    """The captures of an index answer, and the key with which it goes on, if it does.

    Raises:
        Skip: `unparsable`.
    """
    try:
        rows = read_json(decode_text(body)) if body.strip() else []
    except ValueError as error:
        raise Skip("unparsable", str(error)[:200]) from error
    if not isinstance(rows, list):
        raise Skip("unparsable", "no list of captures")
    resume = None
    # an empty row, then the key
    if len(rows) >= 2 and rows[-2] == [] and isinstance(rows[-1], list) and len(rows[-1]) == 1:
        resume = str(rows[-1][0])
        rows = rows[:-2]
    return [capture for capture in map(_capture, rows[1:]) if capture is not None], resume


def _capture(row: Any) -> Capture | None:
    if not isinstance(row, list) or len(row) < 2 or not re.fullmatch(r"\d{14}", str(row[0])):
        return None
    try:
        at = datetime.strptime(str(row[0]), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    url = _canonical(row[1])
    return Capture(url=url, at=at) if url else None


def _canonical(url: Any) -> str | None:
    try:
        return canonical_url(url) if isinstance(url, str) else None
    except ValueError:
        return None
