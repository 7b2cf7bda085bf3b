"""Pages as they come from the server: which are refused at once, and under which address the others are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape

from scrapy import Request
from scrapy.http import Response

from corpus.records import Link, RawPage, Skip
from crawler.addresses import canonical_url, declared_url, is_home, is_redirector, same_site
from crawler.ledger import Due, Validators
from crawler.manners.failures import name_opt_out, name_status, robots_tags
from crawler.manners.led_away import is_called, leads_to_itself
from crawler.manners.stand_ins import stands_in, stands_in_place
from crawler.manners.wishes import asks_no_archive
from crawler.outlets import Outlet
from crawler.routes.next_parts import next_part
from crawler.routes.unpacking import is_binary, is_packed, unpack

PART = "part"  # what a link is found in that leads to a later page of an article
NAMED = "import"  # and one that a person named
MAX_BODY = 12_000_000
_MARKUP = ("text/html", "application/xhtml+xml")
_HTML = (*_MARKUP, "text/plain", "application/xml", "text/xml")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Why a response is no page to keep. `gone` means that a page which stood there before has left.

    `leads_to` is another article that was answered instead, at its own address.
    """

    reason: str
    detail: str = ""
    retry: bool = False
    gone: bool = False
    leads_to: Link | None = None


def judge_page(response: Response, due: Due, outlet: Outlet) -> Verdict | None:
    """Why a response is not kept, or None if it is."""
    bad = name_status(response)
    if bad:
        reason, detail, retry = bad
        gone = response.status in (404, 410)
        return Verdict(reason=reason, detail=detail, retry=retry, gone=gone)
    reserved = name_opt_out(response)
    if reserved:
        return Verdict(reason=reserved[0], detail=reserved[1])
    if response.meta.get("redirect_times") and due.found_in == PART:
        return Verdict(reason="duplicate-url", detail=f"a later page redirected to {response.url}"[:300])
    if response.meta.get("redirect_times") and "captured_at" not in response.meta:
        led_away = _judge_redirect(response, due, outlet)
        if led_away is not None:
            return led_away
    if due.found_in == "feed" and not outlet.is_article_url(due.url) and not outlet.is_article_url(response.url):
        return Verdict(reason="not-article", detail=f"it leads to {response.url}"[:300])
    kind = _kind(response)
    if kind and kind not in _HTML and not _PAGE.match(response.body[:1000]):
        return Verdict(reason="not-html", detail=kind)
    if not response.body.strip():
        return Verdict(reason="empty", detail="an empty body", retry=True)
    if is_binary(response.body):
        return Verdict(reason="not-html", detail="the bytes are no text", retry=response.body[:5] != b"%PDF-")
    if kind in ("", *_MARKUP) and (why := stands_in_place(response.body, due.title, content_type=_said_type(response))):
        return Verdict(reason="stand-in", detail=why, retry=True)
    return None


def _kind(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()


def opened(response: Response) -> Response | Verdict:
    """A response whose body is a packed file, unpacked; or why it cannot be."""
    if not is_packed(response.body) or response.status not in (200, 203):
        return response
    try:
        inner = unpack(response.body, limit=MAX_BODY)
    except Skip as skip:
        return Verdict(reason=skip.reason, detail=skip.detail, retry=True)
    if inner.cut:
        return Verdict(reason="cut-body", detail="its packing ends early", retry=True)
    return response.replace(body=inner.body)


def _judge_redirect(response: Response, due: Due, outlet: Outlet) -> Verdict | None:
    """Why the page that a request was led to is not the article's, or None if it may be.

    Only a lasting redirect (301, 308) says something of the article; one for the time being is asked again later.
    """
    passing = not is_lasting(response)
    if is_home(response.url, outlet.homepage) and not is_home(due.url, outlet.homepage):
        return Verdict(reason="homepage", detail="redirected to the front page", gone=not passing, retry=True)
    if outlet.article_url is not None and not outlet.is_article_url(due.url) and outlet.is_article_url(response.url):
        return None  # a redirector's address: the article lies where it leads
    if not same_site(response.url, due.url) and not outlet.owns(response.url):
        detail = f"redirected to {_host(response.url)}"
        return Verdict(reason="redirected-offsite", detail=detail, retry=passing)
    if outlet.is_article_url(due.url) and not outlet.is_article_url(response.url):
        return Verdict(reason="not-article", detail=f"redirected to {response.url}"[:300], retry=passing)
    if stands_in(response.url, response.body):
        return Verdict(reason="stand-in", detail=f"redirected to {response.url}"[:300], retry=True)
    if passing and not _is_its_own(response, due, outlet):
        address = canonical_url(response.url, drop_params=outlet.drop_params)
        other = Link(url=address, outlet=outlet.id, found_in=due.found_in or "page")
        detail = f"redirected to another article: {response.url}"[:300]
        return Verdict(reason="stand-in", detail=detail, retry=True, leads_to=other)
    return None


def _is_its_own(response: Response, due: Due, outlet: Outlet) -> bool:
    """Whether a page to which a request was led for the time being is the one that was asked for.

    A redirector's address, and one that a person names, have no page of their own.
    """
    if due.found_in == NAMED or is_redirector(due.url) or not (outlet.owns(due.url) and outlet.is_article_url(due.url)):
        return True
    if leads_to_itself(due.url, response.url):
        return True
    return bool(due.title) and is_called(str(due.title), response.body, content_type=_said_type(response))


def is_lasting(response: Response | Request) -> bool:
    """Whether all redirects that led to a response or request say that the page has moved for good."""
    return all(code in (301, 308) for code in response.meta.get("redirect_reasons", ()))


def page_of(response: Response, due: Due, outlet: Outlet, *, at: datetime) -> RawPage:
    """The page to keep, under the address to which it has moved for good or that it credibly gives of itself."""
    address = due.url
    at = response.meta.get("captured_at", at)
    if _is_moved(response, due, outlet):
        address = canonical_url(response.url, drop_params=outlet.drop_params)
    accepts = outlet.is_article_url if outlet.article_url is not None else None
    if due.found_in != PART:  # later pages of an article name the first one as theirs
        address = declared_url(response.body, address, accepts=accepts) or address
    return RawPage(
        url=address,
        outlet=outlet.id,
        fetched_at=at,
        body=response.body,
        content_type=_said_type(response),
        status=response.status,
        requested_url=due.url,
        responded_url=response.url,
        title=due.title,
        published=due.published,
        found_in=due.found_in,
        headers=headers_of(response),
        noarchive=asks_no_archive(response.body, robots_tags(response)),
        next_url=next_part(response.body, address),
    )


def _is_moved(response: Response, due: Due, outlet: Outlet) -> bool:
    """Whether a page lies for good, or under quite another name, elsewhere than where it was asked for."""
    if not outlet.is_article_url(due.url) and outlet.is_article_url(response.url):
        return True
    if not response.meta.get("redirect_times") or "captured_at" in response.meta:
        return False
    return is_lasting(response) or (due.found_in != PART and not leads_to_itself(due.url, response.url))


def _said_type(response: Response) -> str:
    """The type that the server gave, or of a page which it took for something else, that of a page."""
    said = (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
    return said if _kind(response) in _HTML else "text/html"


_PRIVATE = frozenset(("set-cookie", "set-cookie2"))  # of no use as evidence, and a visitor's own
_MOST_HEADERS = 100


def headers_of(response: Response) -> tuple[tuple[str, str], ...]:
    """An answer's headers as they came, without its cookies."""
    found = [
        (name.decode("latin-1"), value.decode("latin-1")[:2000])
        for name, values in response.headers.items()
        for value in values
        if name.decode("latin-1").lower() not in _PRIVATE
    ]
    return tuple(found[:_MOST_HEADERS])


def validators_of(response: Response) -> Validators:
    """What the server said of a body, for the next conditional request."""

    def header(name: str) -> str | None:
        value = response.headers.get(name)
        return value.decode("latin-1") if value else None

    return Validators(etag=header("ETag"), last_modified=header("Last-Modified"))


def page_of_text(link: Link, *, at: datetime, feed_url: str) -> RawPage:
    """A page made of the full text that a feed carries, for outlets whose pages are not to be asked for."""
    title = escape(link.title or "")
    body = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>\n{link.text}\n</article></body></html>"
    )
    return RawPage(
        url=link.url,
        outlet=link.outlet,
        fetched_at=at,
        body=body.encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8",
        requested_url=feed_url,
        responded_url=feed_url,
        title=link.title,
        published=link.published,
        found_in=link.found_in,
    )


def _host(url: str) -> str:
    return url.split("/")[2].rpartition("@")[2].rsplit(":", 1)[0]
