"""Finding an outlet's listings and what its page says of it, for a first draft of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html

from corpus.records import Skip
from crawler.fetch import Answer
from crawler.outlets import Outlet
from crawler.outlets.countries import COUNTRIES, UNKNOWN
from crawler.routes.index_pages import find_feeds
from crawler.routes.listings import Route, posts_address, read_route
from crawler.routes.tolerant_xml import decode_text

# where listings lie that no link announces: what WordPress, ndSoft (most Korean local papers), Zeroboard, Drupal and
# plain sites use
FEED_PATHS = (
    *("/feed", "/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/rss/index.xml", "/rss/news.xml"),
    *("/rss/allArticle.xml", "/rss/clickTop.xml", "/rss/S1N1.xml", "/rss/total.xml", "/rss/all.xml", "/rss/rss.xml"),
)
SITEMAP_PATHS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml", "/wp-sitemap.xml")
WORDPRESS_PATH = "/wp-json/wp/v2"
MOST_FEEDS, MOST_SITEMAPS = 5, 5
# a content management system's address of an article, by a mark in the page or its addresses
PATTERNS = (
    (re.compile(r"articleView\.html\?idxno=\d"), r"/articleView\.html\?idxno=\d+"),
    (re.compile(r"/news/articleView\.php\?"), r"/articleView\.php\?"),
    (re.compile(r"newsView\.(?:php|html|do)\?"), r"/newsView\.\w+\?"),
    (re.compile(r"/view\.php\?(?:[^\"']*&)?(?:ud|idx|no)=\d"), r"/view\.php\?.*\b(?:ud|idx|no)=\d+"),
)
_BY_LANGUAGE = {"ko": "kr", "ja": "jp", "ru": "ru", "vi": "vn", "th": "th", "mn": "mn"}
_NO_COUNTRIES = frozenset(("tv", "me", "io", "co", "cc", "ws", "fm", "am", "to", "ai", "gg", "la", "nu", "so"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What was found of an outlet: its listings, what its page says of itself, its articles' addresses, if known."""

    name: str
    homepage: str
    country: str
    language: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    wordpress: str | None = None
    article_url: str | None = None

    @property
    def listed(self) -> bool:
        """Whether anything was found that lists articles."""
        return bool(self.feeds or self.sitemaps or self.wordpress)


def guessed_addresses(home: str) -> list[str]:
    """Where listings may lie that nothing announces, at the host of a home page."""
    paths = (*FEED_PATHS, *SITEMAP_PATHS)
    return [*(urljoin(home, path) for path in paths), posts_of(home)]


def posts_of(home: str) -> str:
    """The address of WordPress' newest posts at the host of a home page."""
    return posts_address(_draft(home, wordpress=urljoin(home, WORDPRESS_PATH))).replace("{page}", "1")


def announced(home: Answer, robots: str) -> tuple[list[str], list[str]]:
    """The feeds that a page announces, and the sitemaps that a robots.txt names."""
    sitemaps = re.findall(r"(?im)^\s*sitemap\s*:\s*(\S+)", robots)
    feeds = find_feeds(home.body, url=home.url, content_type=home.content_type)
    return feeds, list(dict.fromkeys(urljoin(home.url, url) for url in sitemaps))


def put_together(home: Answer, robots: str, answers: Mapping[str, Answer]) -> Found:
    """What a home page, its robots.txt and the answers at the guessed addresses tell of an outlet."""
    feeds, sitemaps = announced(home, robots)
    if not feeds:
        tried = [urljoin(home.url, path) for path in FEED_PATHS]
        feeds = _without_copies(url for url in tried if lists(answers.get(url), "feed"))
    if not sitemaps:
        tried = [urljoin(home.url, path) for path in SITEMAP_PATHS]
        sitemaps = [url for url in tried if lists(answers.get(url), "sitemap")][:1]
    posts = lists(answers.get(posts_of(home.url)), "wordpress")
    text = home.body.decode("utf-8", "replace")
    language = page_language(home)
    return Found(
        name=_title(home),
        homepage=home.url,
        country=page_country(home, language),
        language=language,
        feeds=tuple(feeds[:MOST_FEEDS]),
        sitemaps=tuple(sitemaps[:MOST_SITEMAPS]),
        wordpress=urljoin(home.url, WORDPRESS_PATH) if posts else None,
        article_url=next((pattern for mark, pattern in PATTERNS if mark.search(text)), None),
    )


def lists(answer: Answer | None, kind: str) -> bool:
    """Whether an answer is a listing of a kind, with something in it."""
    if answer is None or answer.failure or not answer.body.strip():
        return False
    try:
        listing = read_route(_route(answer.url, kind), answer.body, answer.url, answer.content_type)
    except Skip:
        return False
    return bool(listing.links or listing.children)


def _route(url: str, kind: str) -> Route:
    return Route(outlet=_draft(url), kind=kind, template=url)


def _draft(url: str, *, wordpress: str | None = None) -> Outlet:
    return Outlet(
        id="draft", name="draft", homepage=url, country=UNKNOWN, language="en", kind="daily", wordpress=wordpress
    )


def _without_copies(urls: Iterable[str]) -> list[str]:
    """The addresses, of /feed and /feed/ the first alone."""
    found: dict[str, str] = {}
    for url in urls:
        found.setdefault(url.rstrip("/"), url)
    return list(found.values())[:1]


def _title(home: Answer) -> str:
    tree = _tree(home)
    named = tree.xpath("//meta[@property='og:site_name']/@content")
    return " ".join((next(iter(named), "") or tree.findtext(".//title") or urlsplit(home.url).hostname or "").split())


def _tree(home: Answer) -> html.HtmlElement:
    text = decode_text(home.body, home.content_type)
    return html.document_fromstring(text if text.strip() else "<html></html>")


def page_language(home: Answer) -> str:
    """The language of a page by its own word; English if it says none."""
    return next((parts[0] for parts in _locales(home)), "en")


def page_country(home: Answer, language: str) -> str:
    """The country of a page: by its host's ending, its own word, or its language where that is one country's alone."""
    ending = (urlsplit(home.url).hostname or "").rpartition(".")[2].lower()
    ending = {"uk": "gb", "su": "ru"}.get(ending, ending)
    if ending in COUNTRIES and ending not in _NO_COUNTRIES:
        return ending
    stated = [parts[1] for parts in _locales(home) if parts[1] in COUNTRIES]
    return stated[0] if stated else _BY_LANGUAGE.get(language, UNKNOWN)


def _locales(home: Answer) -> list[tuple[str, str]]:
    """(language, country or "") as the page states them, the most telling first."""
    tree = _tree(home)
    stated = [
        tree.get("lang") or "",
        *tree.xpath("//meta[@property='og:locale']/@content"),
        *tree.xpath("//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content"),
    ]
    found = [re.fullmatch(r"\s*([a-z]{2})(?:[-_](?:[a-z]{4}[-_])?([a-z]{2}))?.*", text.lower()) for text in stated]
    return [(match[1], match[2] or "") for match in found if match]
