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
from extract.gates.lists import is_linked_title, states_article, why_list
from extract.gates.topics import relevance
from extract.page.blocks import Block, is_dense, text_key
from extract.page.boxes import BOX_WORDS, name_words
from extract.page.decoding import decode_page
from extract.page.draft import SENTENCE_END, is_sentence
from extract.page.metadata import PageMetadata, types_of

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
BRIEF = 60  # a brief that something vouches for
BRIEF_DENSE = 25
SHORT = 300  # characters: a longer text is an article's, whatever stands around it
SHORT_DENSE = 120
PICTURES = 4  # captions on a page without text
TEASER = 150  # characters before a paywall's prompt
TEASER_DENSE = 40
SENTENCE = 40
SMALL_PAGE = 1_500  # characters of text: walls and error pages hold no more outside their menus
PROSE = 80
_CHALLENGE_MARKS = (
    "cf-chl",
    "cf_chl",
    "challenge-platform",
    "_incapsula_",
    "px-captcha",
    "captcha-delivery",
    "awswafcookie",
)
_TO_COMMENT = re.compile(r"\b(comments?|reply|discussion)\b|댓글|评论|コメント|комментар", re.IGNORECASE)
_FRONT_PATHS = re.compile(r"/?((index|main|home|default)(\.\w{2,5})?)?/?", re.IGNORECASE)
SHORT_TEASER = 1_800  # characters: a longer text before a prompt is the whole article with the prompt left in the page


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The wordings that the gates look for, from gate_patterns.tsv, by gate."""
    parts: dict[str, list[str]] = {}
    with resources.files("extract.gates").joinpath("patterns.tsv").open(encoding="utf-8") as lines:
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
            said = next((text for text in headings if _says(reason, text, heading=True)), None)
            if said:
                raise Skip(reason, said[:120])
        start = page.body[:60_000].lower()
        if any(mark.encode() in start for mark in _CHALLENGE_MARKS) and len(prose) < 3:
            raise Skip("challenge", metadata.title[:120])
    elif not states_article(metadata) and all(_says("soft-404", text, heading=True) for text in headings):
        raise Skip("soft-404", metadata.title[:120])  # an error page that goes on with the latest news
    if page.status >= 400:
        raise Skip("challenge" if page.status in (403, 429, 503) and size < SMALL_PAGE // 4 else f"http-{page.status}")
    if not blocks:
        check_empty(page)
    if _is_consent_wall(headings, blocks, metadata):
        raise Skip("consent-wall", headings[0][:120])
    if _is_front_page(page.url, metadata, outlet):
        raise Skip("home-page", page.url[:120])


def _says(reason: str, text: str, *, heading: bool = False) -> bool:
    if patterns()[reason].search(text):
        return reason != "prompt" or not _TO_COMMENT.search(text)
    return heading and reason == "soft-404" and patterns()["soft-404-heading"].search(text) is not None


def check_empty(page: RawPage) -> None:
    """Raises Skip where a page shows nothing and a message box says that its article was deleted, as in Korea."""
    said = re.search(r"alert\(([^)]{4,200})\)", decode_page(page.body[:60_000], page.content_type))
    if said and _says("soft-404", said[1].strip("\"' ")):
        raise Skip("soft-404", said[1][:120])


def _is_consent_wall(headings: Sequence[str], blocks: Sequence[Block], metadata: PageMetadata) -> bool:
    """Whether most of what a page says is about cookies and consent; a bar below an article is no wall."""
    walled = any(patterns()["consent-wall"].search(text) for text in headings)
    if states_article(metadata) and not walled:
        return False
    said = [block for block in blocks if len(block.text) >= SENTENCE and block.link_share < 0.5]
    about = [block for block in said if patterns()["cookies"].search(block.text)]
    other = [block for block in said if block not in about and (len(block.text) >= PROSE or is_sentence(block.text))]
    if not walled and any(map(_speaks_of_the_page, blocks)):
        about = [block for block in about if not _in_cookie_box(block)]  # a bar of the page, no wall before it
    size = sum(len(block.text) for block in about)
    return size > 0 and size > (0.4 if walled else 0.75) * (size + sum(len(block.text) for block in other))


def _in_cookie_box(block: Block) -> bool:
    return any(map(BOX_WORDS["cookie"].search, _names_around(block.element)))


def _speaks_of_the_page(block: Block) -> bool:
    """Whether a block is a heading or a sentence outside cookie bars and footers."""
    if not block.heading and (len(block.text) < 10 or SENTENCE_END.search(block.text) is None):
        return False
    return not _in_cookie_box(block) and next(block.element.iterancestors("footer"), None) is None


def check_text(kept: Sequence[Block], blocks: Sequence[Block], metadata: PageMetadata, *, url: str) -> None:
    """Raises Skip where what was extracted is no article: nothing, a list of links, a ticker, a video's one line.

    `kept` are the blocks of the text's lines, `blocks` all of the page's.
    """
    if is_ticker(kept, blocks, metadata):
        raise Skip("live-ticker", metadata.title[:120])
    show = _show(kept, blocks, metadata)
    if show == "video":
        raise Skip("video", metadata.title[:120])
    length = sum(len(block.text) for block in kept)
    if length < (SHORT_DENSE if is_dense("".join(block.text for block in kept)) else SHORT):
        for reason, slug in (("challenge", "challenge"), ("soft-404", "soft-404"), ("prompt", "paywall-teaser")):
            said = next((b.text for b in kept or blocks if len(b.text) < 200 and _says(reason, b.text)), None)
            if said and (reason != "prompt" or not kept):
                raise Skip(slug, said[:120])
    listed = why_list(kept, blocks, metadata, url)
    if listed:
        raise Skip("list-page", listed)
    if show:
        raise Skip("video", f"pictures: {metadata.title}"[:120])
    if not kept:
        links = [block for block in blocks if is_linked_title(block, share=0.7)]
        raise Skip("list-page" if len(links) >= 10 else "no-text")


def check_teaser(kept: Sequence[Block]) -> None:
    """Raises Skip where hardly a sentence of the text stands before a paywall's prompt."""
    prompt = next((index for index, block in enumerate(kept) if _says("prompt", block.text)), len(kept))
    text = " ".join(block.text for block in kept[:prompt] if is_sentence(block.text))
    if len(text) < (TEASER_DENSE if is_dense(text) else TEASER):
        raise Skip("paywall-teaser", f"{len(text)} characters")


def is_partial(text: str, kept: Sequence[Block], blocks: Sequence[Block], metadata: PageMetadata) -> bool:
    """Whether the text is a teaser: short, and followed in the page by a prompt to log in or to subscribe."""
    keys = {id(block.element) for block in kept}
    places = [index for index, block in enumerate(blocks) if id(block.element) in keys]
    last = max(places, default=-1) if len(text) > SHORT else min(places, default=-1)  # little text may end in a footer
    closed = any(str(node.get("isAccessibleForFree", "")).lower() == "false" for node in metadata.articles)
    prompted = any(_says("prompt", block.text) for block in blocks[last + 1 : last + 9] if len(block.text) < 400)
    return len(text) < (2 * SHORT_TEASER if closed else SHORT_TEASER) and prompted


def check_crawled(article: Article, outlet: Outlet | None, *, vouched: bool = False) -> None:
    """Raises Skip where a crawled page is too short, not in its outlet's language, or off its topic.

    For crawled pages only: what a person imports by hand is wanted whatever it is. A brief of two sentences passes
    where something vouches for it (`is_vouched`).
    """
    dense = is_dense(article.text)
    least = MIN_CHARACTERS_DENSE if dense else MIN_CHARACTERS
    if vouched and any(map(is_sentence, article.text.split("\n"))):
        least = BRIEF_DENSE if dense else BRIEF
    if len(article.text) < least and not article.partial:
        raise Skip("too-short", f"{len(article.text)} characters")
    sure = len(article.text) >= MIN_CHARACTERS or dense
    if outlet is not None and sure and article.language and article.language != outlet.language:
        raise Skip("language", f"{article.language}, the outlet's is {outlet.language}")
    score = relevance(article.topics)
    if outlet is not None and score is not None and score < outlet.topic_gate:
        raise Skip("off-topic", f"{score:.3f}, the outlet's gate is {outlet.topic_gate}")


def is_vouched(article: Article, page: RawPage) -> bool:
    """Whether a page is the article that was listed: it dates itself, or shows the title that its listing gave."""
    if article.published_source in ("json-ld", "meta", "time-tag", "visible", "dateline"):
        return True
    listed = text_key(page.title or "")
    source = decode_page(page.body, page.content_type)
    return len(listed) >= 6 and listed in text_key(
        re.sub(r"<(title|script)\b.*?</\1>|<[^>]*>", " ", source, flags=re.S)
    )


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


def _show(kept: Sequence[Block], blocks: Sequence[Block], metadata: PageMetadata) -> str | None:
    """ "video" or "gallery" where a page is there for these: it says so and holds little text, or none beside them."""
    text = "".join(block.text for block in kept)
    prose = sum(len(block.text) for block in kept if block.link_share < 0.5 and len(block.text) >= PROSE)
    if prose >= (SHORT_DENSE if is_dense(text) else SHORT):
        return None
    kinds = {kind for node in metadata.nodes for kind in types_of(node)}
    titles = [metadata.first("og:title"), metadata.title, *(b.text for b in blocks if b.element.tag == "h1")]
    if metadata.first("og:type").startswith("video"):
        return "video"
    if any(kind.endswith("Gallery") for kind in kinds):
        return "gallery"
    said = next(
        (show for show in ("video", "gallery") if any(patterns()[show].search(title) for title in titles)), None
    )
    if said or prose >= SHORT // 2 or not blocks:  # half as much is an article's brief text, which a video may go with
        return said
    root = blocks[0].element.getroottree().getroot()
    if "VideoObject" in kinds or next(root.iter("video"), None) is not None:
        return "video"
    return "gallery" if sum(1 for _ in root.iter("figcaption")) >= PICTURES else None
