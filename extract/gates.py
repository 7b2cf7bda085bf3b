"""The gates: what a page must be for its text to become an article. Each refusal is a reason slug."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from corpus.records import Article, RawPage, Skip
from extract.metadata import PageMetadata

if TYPE_CHECKING:
    from crawler.outlets import Outlet

REASONS = {
    "no-text": "nothing readable in the page",
    "extractor-failed": "the extractor gave up on the page",
    "soft-404": "an error page served as a page",
    "too-short": "an article of too few words",
    "language": "not in its outlet's language",
    "off-topic": "not about North Korea's economy",
}
MIN_CHARACTERS = 250
_MISSING = re.compile(r"^\W*(error\s+)?(404|page not found|not found|page (does not|doesn.t) exist)\b", re.IGNORECASE)


def check_page(page: RawPage, tree: HtmlElement, metadata: PageMetadata) -> None:
    """Raises Skip where the page as a whole cannot hold an article."""
    if page.status >= 400:
        raise Skip(f"http-{page.status}")
    if _MISSING.search(metadata.title):
        raise Skip("soft-404", metadata.title)


def check_text(text: str) -> None:
    """Raises Skip where nothing was extracted."""
    if not text.strip():
        raise Skip("no-text")


def check_crawled(article: Article, outlet: Outlet | None) -> None:
    """Raises Skip where a crawled page is too short or not in its outlet's language.

    For crawled pages only: what a person imports by hand is wanted whatever it is.
    """
    if len(article.text) < MIN_CHARACTERS and not article.partial:
        raise Skip("too-short", f"{len(article.text)} characters")
    if outlet is not None and article.language and article.language != outlet.language:
        raise Skip("language", f"{article.language}, the outlet's is {outlet.language}")
