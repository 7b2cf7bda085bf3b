"""RawPage to Article: a page's trip, in one direction."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from corpus.records import Article, RawPage
from extract.article.assembling import assemble
from extract.article.content import compose
from extract.article.plaintext import read_plain
from extract.fields.stated import read_fields
from extract.furniture.clearing import FurnitureRules, take_furniture_out
from extract.furniture.recurring import Furniture
from extract.gates import When, ask
from extract.page.parsing import decode, parse
from extract.page.trip_records import Body, CrawledArticle, DecodedPage

if TYPE_CHECKING:
    from crawler.outlets import Outlet


def extract_article(
    page: RawPage,
    *,
    outlet: Outlet | None = None,
    furniture: Furniture | None = None,
    crawled: bool = False,
    spared: Collection[str] = (),
) -> Article:
    """The article in a stored page, with its furniture taken out and listed in `removed`.

    `outlet` gives the outlet's own rules, `furniture` what was learned of its pages; both may be missing. An article
    that the crawl found must also pass the gates for `crawled` ones, but those whose slugs are `spared`.

    Raises:
        Skip: the page holds no article, or none that is wanted; the reason is one of the gates' or `extractor-failed`.
    """
    rules = FurnitureRules.of(page, outlet, furniture)
    decoded = decode(page, outlet)
    body = body_of_html(decoded, rules) if decoded.has_markup else _body_of_text(decoded, rules)
    article = assemble(body)
    if crawled:
        ask(When.CRAWLED, CrawledArticle(article=article, decoded=decoded), spared=spared)
    return article


def body_of_html(decoded: DecodedPage, rules: FurnitureRules) -> Body:
    """The body of an article in a page with markup, before its other fields are read.

    Raises:
        Skip: as `extract_article` says.
    """
    parsed = parse(decoded)
    fields = read_fields(parsed)
    ask(When.PAGE, parsed)
    cleared = take_furniture_out(parsed, rules)
    body = compose(cleared, fields, rules.policy)
    ask(When.TEXT, body)
    if body.partial:
        ask(When.TEASER, body)
    return body


def _body_of_text(decoded: DecodedPage, rules: FurnitureRules) -> Body:
    body = read_plain(decoded, rules)
    ask(When.PLAIN, body)
    return body
