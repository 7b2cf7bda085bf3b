"""Pages as they come from the server: which are refused at once, and under which address the others are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape

from scrapy.http import Response

from corpus.records import Link, RawPage
from crawler.addresses import canonical_url, declared_url, is_home, same_site
from crawler.ledger import Due, Validators
from crawler.manners.failures import name_opt_out, name_status
from crawler.outlets import Outlet

_HTML = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Why a response is no page to keep. `gone` means that a page which stood there before has left."""

    reason: str
    detail: str = ""
    retry: bool = False
    gone: bool = False


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
    archived = "captured_at" in response.meta
    if response.meta.get("redirect_times") and not archived:
        if is_home(response.url, outlet.homepage) and not is_home(due.url, outlet.homepage):
            return Verdict(reason="homepage", detail="redirected to the front page", gone=True)
        if not same_site(response.url, due.url) and not outlet.owns_host(_host(response.url)):
            return Verdict(reason="redirected-offsite", detail=f"redirected to {_host(response.url)}")
        if outlet.is_article_url(due.url) and not outlet.is_article_url(response.url):
            return Verdict(reason="not-article", detail=f"redirected to {response.url}"[:300])
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
    if kind and kind not in _HTML:
        return Verdict(reason="not-html", detail=kind)
    if not response.body.strip():
        return Verdict(reason="empty", detail="an empty body", retry=True)
    if response.body[:5] == b"%PDF-" or b"\x00\x00" in response.body[:100]:
        return Verdict(reason="not-html", detail="the bytes are no text")
    return None


def page_of(response: Response, due: Due, outlet: Outlet, *, at: datetime) -> RawPage:
    """The page to keep, under the address it was redirected to or credibly gives of itself."""
    address = due.url
    at = response.meta.get("captured_at", at)
    if response.meta.get("redirect_times") and "captured_at" not in response.meta:
        address = canonical_url(response.url, drop_params=outlet.drop_params)
    accepts = outlet.is_article_url if outlet.article_url is not None else None
    address = declared_url(response.body, address, accepts=accepts) or address
    return RawPage(
        url=address,
        outlet=outlet.id,
        fetched_at=at,
        body=response.body,
        content_type=(response.headers.get("Content-Type") or b"text/html").decode("latin-1"),
        status=response.status,
        requested_url=due.url,
        responded_url=response.url,
        title=due.title,
        published=due.published,
        found_in=due.found_in,
    )


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
