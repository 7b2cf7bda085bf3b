"""The gates: what a page must be for its text to become an article. Each refusal is a reason slug."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from corpus.records import Article, RawPage, Skip
from extract.dom import Block, common_element
from extract.metadata import PageMetadata, types_of
from extract.prune import name_words
from extract.topics import relevance

if TYPE_CHECKING:
    from crawler.outlets import Outlet

REASONS = {
    "no-text": "nothing readable in the page",
    "extractor-failed": "the extractor gave up on the page",
    "challenge": "a bot check instead of the page",
    "consent-wall": "a cookie or privacy wall instead of the page",
    "soft-404": "an error page served as a page",
    "home-page": "the outlet's front page",
    "list-page": "a section, search or tag page: links to articles, no article",
    "live-ticker": "a ticker of short entries by the minute",
    "video": "a video or gallery without an article",
    "paywall-teaser": "a paywall without even a teaser",
    "too-short": "an article of too few words",
    "language": "not in its outlet's language",
    "off-topic": "not about North Korea's economy",
}
"""Every reason of this stage but `http-<status>`. The last three refuse crawled pages only."""

MIN_CHARACTERS = 250
MIN_CHARACTERS_DENSE = 90  # in Korean, Chinese and Japanese, which say as much in a third of the letters
SMALL_PAGE = 1_500  # characters of text: walls and error pages hold no more outside their menus
PROSE = 80
LONG_PROSE = 2_500  # characters of whole paragraphs: no list of teasers holds so many
_CHALLENGE_MARKS = (
    "cf-chl",
    "cf_chl",
    "challenge-platform",
    "_incapsula_",
    "px-captcha",
    "captcha-delivery",
    "awswafcookie",
)
_FRONT_PATHS = re.compile(r"/?((index|main|home|default)(\.\w{2,5})?)?/?", re.IGNORECASE)
SHORT_TEASER = 1_800  # characters: a longer text before a prompt is the whole article with the prompt left in the page


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The wordings that the gates look for, from gate_patterns.tsv, by gate."""
    parts: dict[str, list[str]] = {}
    with resources.files("extract").joinpath("gate_patterns.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            parts.setdefault(row["gate"], []).append(row["pattern"])
    return {gate: re.compile("|".join(every), re.IGNORECASE) for gate, every in parts.items()}


def check_page(page: RawPage, blocks: Sequence[Block], metadata: PageMetadata, *, outlet: Outlet | None = None) -> None:
    """Raises Skip where the page as a whole is no article's page: an error, a wall, a challenge, the front page."""
    size = sum(len(block.text) for block in blocks if block.link_share < 0.5)
    headings = [metadata.title, *(block.text for block in blocks if block.element.tag == "h1")]
    prose = [block for block in blocks if len(block.text) >= PROSE and block.link_share < 0.5]
    if size < SMALL_PAGE:
        for reason in ("challenge", "soft-404"):
            said = next((text for text in headings if patterns()[reason].search(text)), None)
            if said:
                raise Skip(reason, said[:120])
        start = page.body[:60_000].lower()
        if any(mark.encode() in start for mark in _CHALLENGE_MARKS) and len(prose) < 3:
            raise Skip("challenge", metadata.title[:120])
    if page.status >= 400:
        raise Skip("challenge" if page.status in (403, 429, 503) and size < SMALL_PAGE // 4 else f"http-{page.status}")
    about_cookies = sum(len(block.text) for block in prose if patterns()["cookies"].search(block.text))
    walled = any(patterns()["consent-wall"].search(text) for text in headings)
    if about_cookies > (0.4 if walled else 0.75) * sum(len(block.text) for block in prose) and about_cookies:
        raise Skip("consent-wall", headings[0][:120])
    if _is_front_page(page.url, metadata, outlet):
        raise Skip("home-page", page.url[:120])


def check_text(text: str, kept: Sequence[Block], blocks: Sequence[Block], metadata: PageMetadata) -> None:
    """Raises Skip where what was extracted is no article: nothing, a list of links, a ticker, a video's one line.

    `kept` are the blocks of the text's lines, `blocks` all of the page's.
    """
    prose = sum(len(block.text) for block in kept if block.link_share < 0.5 and len(block.text) >= PROSE)
    links = [block for block in blocks if block.link_share > 0.7 and len(block.text) >= 15]
    if is_ticker(kept, blocks, metadata):
        raise Skip("live-ticker", metadata.title[:120])
    if prose < 300 and _is_video(blocks, metadata):
        raise Skip("video", metadata.title[:120])
    if not text.strip():
        raise Skip("list-page" if len(links) >= 10 else "no-text")
    if _is_list(kept, blocks):
        raise Skip("list-page", f"{len(links)} links")


def is_partial(text: str, kept: Sequence[Block], blocks: Sequence[Block], metadata: PageMetadata) -> bool:
    """Whether the text is a teaser: short, and followed in the page by a prompt to log in or to subscribe."""
    keys = {id(block.element) for block in kept}
    last = max((index for index, block in enumerate(blocks) if id(block.element) in keys), default=-1)
    closed = any(str(node.get("isAccessibleForFree", "")).lower() == "false" for node in metadata.articles)
    prompted = any(
        patterns()["prompt"].search(block.text) for block in blocks[last + 1 : last + 9] if len(block.text) < 400
    )
    return len(text) < (2 * SHORT_TEASER if closed else SHORT_TEASER) and prompted


def check_crawled(article: Article, outlet: Outlet | None) -> None:
    """Raises Skip where a crawled page is too short, not in its outlet's language, or off its topic.

    For crawled pages only: what a person imports by hand is wanted whatever it is.
    """
    dense = article.language in ("ko", "zh", "ja")
    least = MIN_CHARACTERS_DENSE if dense else MIN_CHARACTERS
    if len(article.text) < least and not article.partial:
        raise Skip("too-short", f"{len(article.text)} characters")
    sure = len(article.text) >= MIN_CHARACTERS or dense
    if outlet is not None and sure and article.language and article.language != outlet.language:
        raise Skip("language", f"{article.language}, the outlet's is {outlet.language}")
    score = relevance(article.topics)
    if outlet is not None and score is not None and score < outlet.topic_gate:
        raise Skip("off-topic", f"{score:.3f}, the outlet's gate is {outlet.topic_gate}")


def is_ticker(kept: Sequence[Block], blocks: Sequence[Block], metadata: PageMetadata) -> bool:
    """Whether a page is entries by the minute, with little running text for each."""
    live = any("LiveBlogPosting" in types_of(node) for node in metadata.nodes) or bool(_live(metadata.title))
    entries = [block for block in (kept if live else ()) if patterns()["clock"].match(block.text)]
    entries += [b for b in blocks if patterns()["clock"].match(b.text) and any(map(_live, _names_around(b.element)))]
    prose = sum(len(block.text) for block in kept if len(block.text) >= PROSE)
    return len(entries) >= 3 and prose < 200 * len(entries)


def _live(text: str) -> bool:
    return patterns()["live"].search(text) is not None


def _names_around(element: HtmlElement) -> Iterator[str]:
    for _, above in zip(range(4), (element, *element.iterancestors()), strict=False):
        if above.tag not in ("body", "html", "main"):
            yield name_words(above)


def _is_front_page(url: str, metadata: PageMetadata, outlet: Outlet | None) -> bool:
    parts = urlsplit(url)
    if parts.query or not parts.hostname:
        return False
    if outlet is not None and url.rstrip("/") == outlet.homepage.rstrip("/"):
        return True
    return _FRONT_PATHS.fullmatch(parts.path) is not None and not metadata.first("article:published_time")


def _is_video(blocks: Sequence[Block], metadata: PageMetadata) -> bool:
    if metadata.first("og:type").startswith("video") or any("VideoObject" in types_of(node) for node in metadata.nodes):
        return True
    root = blocks[0].element.getroottree().getroot() if blocks else None
    return root is not None and next(root.iter("video"), None) is not None


def _is_list(kept: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Whether links to articles make up the text, or stand as headings between its paragraphs."""
    if not kept:
        return False
    linked = [block for block in kept if block.link_share > 0.6 and len(block.text) >= 15]
    if len(linked) >= max(4, 0.5 * len(kept)):
        return True
    cut_short = [block for block in kept if block.text.endswith(("…", "...", "Read more", "더보기", "[...]"))]
    if sum(len(block.text) for block in kept if block not in cut_short) > LONG_PROSE:
        return False
    place = common_element(kept)
    titles = [b for b in blocks if b.heading and b.link_share > 0.8 and len(b.text) >= 15 and _stands_in(b, place)]
    return any(len(found) >= max(4, 0.5 * len(kept)) for found in (titles, cut_short))


def _stands_in(block: Block, place: HtmlElement) -> bool:
    return block.element is place or any(above is place for above in block.element.iterancestors())
