"""Gates on the page as a whole: errors, walls and front pages in the article's place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extract.gates.wordings import said_of, says
from extract.page.blocks import Block
from extract.page.element_names import BOX_WORDS, name_words
from extract.page.metadata import states_article
from extract.page.prose import SENTENCE_END, is_sentence, prose_together
from extract.page.trip_records import ParsedPage

MANY_LINKS = 20_000  # characters of link text, beside which a page that has no running text is a list
SMALL_PAGE = 1_500  # characters of text: walls and error pages hold no more outside their menus
REFUSAL = SMALL_PAGE // 4  # characters: a page of status 403 that says no more is the bot check itself
PROSE = 80
LONG_BODY = 900  # characters of paragraphs in one place, about something else than cookies, that no wall has
BODY = 300  # characters of paragraphs in one place that no error page or wall has
_NO_ARTICLE = ("soft-404", "challenge", "cookies", "prompt")
SENTENCE = 40
START = 60_000  # bytes or characters of a page in which marks in its scripts are looked for
LONGEST_DETAIL = 120
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
_LEFT = re.compile(r"history\.(back|go)\(|location\.(href|replace)")
_ALERT = re.compile(r"alert\(([^)]{4,200})\)")


def unparsed_alert(page: ParsedPage) -> str | None:
    """Nothing can be read as HTML, and a message box says that the article was deleted, as in Korea."""
    return None if page.readable else _alert(page)


def unparsed(page: ParsedPage) -> str | None:
    """Nothing can be read as HTML."""
    return None if page.readable else "nothing that can be read as HTML"


def links_alone(page: ParsedPage) -> str | None:
    """Links and nothing else, so many that nothing costly should be tried on them."""
    linked = sum(block.link_chars for block in page.blocks)
    prose = sum(1 for block in page.blocks if len(block.text) >= PROSE and block.link_share < 0.5)
    if linked > MANY_LINKS and prose < 3 and linked > 0.5 * sum(len(block.text) for block in page.blocks):
        return f"{linked:,} characters of links and no running text"
    return None


def challenge_heading(page: ParsedPage) -> str | None:
    """A small page whose title or heading asks for proof that a person is there."""
    said = _heading_that_says("challenge", page) if _size(page) < SMALL_PAGE else None
    return said if said and not _holds_article(page) else None


def error_heading(page: ParsedPage) -> str | None:
    """A heading says that there is no such page; on a large page, which may go on with the latest news, all do."""
    if _size(page) < SMALL_PAGE:
        said = _heading_that_says("soft-404", page)
        return said if said and not _holds_article(page) else None
    if states_article(page.metadata) or not all(says("soft-404", text, heading=True) for text in _headings(page)):
        return None
    return None if _holds_article(page) else page.metadata.title[:LONGEST_DETAIL]


def challenge_marks(page: ParsedPage) -> str | None:
    """A small page that loads a known maker's bot check and holds no running text."""
    start = page.decoded.raw.body[:START].lower()
    prose = sum(1 for block in page.blocks if len(block.text) >= PROSE and block.link_share < 0.5)
    if _size(page) < SMALL_PAGE and prose < 3 and any(mark.encode() in start for mark in _CHALLENGE_MARKS):
        return page.metadata.title[:LONGEST_DETAIL]
    return None


def refused_with_little_text(page: ParsedPage) -> str | None:
    """The server answered 403, 429 or 503 and next to no text."""
    return "" if page.decoded.raw.status in (403, 429, 503) and _size(page) < REFUSAL else None


def server_error(page: ParsedPage) -> str | None:
    """The server answered with any other error."""
    return "" if page.decoded.raw.status >= 400 else None


def blank_alert(page: ParsedPage) -> str | None:
    """A message box says that the article was deleted, as in Korea, and the page shows nothing or is left at once."""
    if not page.blocks:
        return _alert(page)
    said = _alert(page)
    if said is None:
        return None
    left = _LEFT.search(page.decoded.source[:START]) is not None
    headed = any(block.heading and says("soft-404", block.text) for block in page.blocks)
    return said if left and (headed or not _holds_article(page)) else None


def consent_wall(page: ParsedPage) -> str | None:
    """Most of what the page says is about cookies and consent; a bar below an article is no wall."""
    headings = _headings(page)
    walled = any(says("consent-wall", text) for text in headings)
    if states_article(page.metadata) and not walled:
        return None
    said = [block for block in page.blocks if len(block.text) >= SENTENCE and block.link_share < 0.5]
    # a table of figures is on no cookies, whatever "partner" heads a column
    about = [block for block in said if block.element not in page.grids and says("cookies", block.text)]
    other = [block for block in said if block not in about and (len(block.text) >= PROSE or is_sentence(block.text))]
    if not walled and any(map(_speaks_of_the_page, page.blocks)):
        about = [block for block in about if not _in_cookie_box(block)]  # a bar of the page, no wall before it
    size = sum(len(block.text) for block in about)
    if not walled and len({word.rstrip("s") for block in about for word in said_of("cookies", block.text)}) < 2:
        return None  # one word says little: cookies are baked, too
    most = size > 0 and size > (0.4 if walled else 0.75) * (size + sum(len(block.text) for block in other))
    if most and prose_together(other) < LONG_BODY and (walled or not _holds_article(page)):
        return headings[0][:LONGEST_DETAIL]
    return None


def front_page(page: ParsedPage) -> str | None:
    """The address is the outlet's homepage, or that of any site's front page, and no time of publication is given."""
    url, outlet = page.decoded.raw.url, page.decoded.outlet
    parts = urlsplit(url)
    if parts.query or not parts.hostname:
        return None
    own = outlet is not None and url.rstrip("/") == outlet.homepage.rstrip("/")
    dated = bool(page.metadata.first("article:published_time"))
    return url[:LONGEST_DETAIL] if own or (_FRONT_PATHS.fullmatch(parts.path) and not dated) else None


def names_around(element: HtmlElement) -> Iterator[str]:
    """The words in the names of an element and of the three above it."""
    for _, above in zip(range(4), (element, *element.iterancestors()), strict=False):
        if above.tag not in ("body", "html", "main"):
            yield name_words(above)


def _holds_article(page: ParsedPage) -> bool:
    """Whether a page holds a body of prose that speaks neither of an error nor of cookies.

    Less will do where the page says that it is an article.

    The wording of a headline alone refuses no such page.
    """
    own = [block for block in page.blocks if not any(says(name, block.text) for name in _NO_ARTICLE)]
    stated = states_article(page.metadata)
    body = max((len(str(node.get("articleBody", ""))) for node in page.metadata.articles), default=0)
    return prose_together(own) >= (PROSE if stated else BODY) or body > BODY


def _size(page: ParsedPage) -> int:
    return sum(len(block.text) for block in page.blocks if block.link_share < 0.5)


def _headings(page: ParsedPage) -> list[str]:
    return [page.metadata.title, *(block.text for block in page.blocks if block.element.tag == "h1")]


def _heading_that_says(name: str, page: ParsedPage) -> str | None:
    said = next((text for text in _headings(page) if says(name, text, heading=True)), None)
    return said[:LONGEST_DETAIL] if said else None


def _alert(page: ParsedPage) -> str | None:
    alert = _ALERT.search(page.decoded.source[:START])
    return alert[1][:LONGEST_DETAIL] if alert and says("soft-404", alert[1].strip("\"' ")) else None


def _in_cookie_box(block: Block) -> bool:
    return any(map(BOX_WORDS["cookie"].search, names_around(block.element)))


def _speaks_of_the_page(block: Block) -> bool:
    """Whether a block is a heading or a sentence outside cookie bars and footers."""
    if not block.heading and (len(block.text) < 10 or SENTENCE_END.search(block.text) is None):
        return False
    return not _in_cookie_box(block) and next(block.element.iterancestors("footer"), None) is None
