"""Ways in which an outlet can go wrong, by name. Set one with `newsroom.faults[outlet] = "429"`."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from crawler.newsroom.rendering import render
from crawler.newsroom.site import Response

PRIVATE_TARGET = "http://10.255.255.1/internal"
"""Where "redirect-private" points: an address that no crawler may follow a redirect to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What replaces the answer on the paths in `scope`: "listings", "articles" or "all". robots.txt is never touched.

    `delay` seconds pass before the true answer; `hang` means that none comes until the newsroom closes.
    """

    answer: Callable[[str], Response] | None = None
    scope: str = "listings"
    hang: bool = False
    delay: float = 0.0

    def touches(self, *, listing: bool) -> bool:
        """Whether it strikes a listing (or else an article)."""
        return self.scope in ("all", "listings" if listing else "articles")


def _status(code: int, **headers: str) -> Callable[[str], Response]:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    body = f"<html><head><title>{code}</title></head><body><h1>{code}</h1></body></html>".encode()
    return lambda path: Response(status=code, headers={"Content-Type": "text/html", **named}, body=body)


def _body(text: str | bytes, kind: str, **headers: str) -> Callable[[str], Response]:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    body = text.encode() if isinstance(text, str) else text
    return lambda path: Response(headers={"Content-Type": kind, **named}, body=body)


def _challenge(status: int) -> Callable[[str], Response]:
    def answer(path: str) -> Response:
        page = render("kinds/challenge.html", story=None).encode()
        return Response(status=status, headers={"Content-Type": "text/html; charset=utf-8"}, body=page)

    return answer


@cache
def _gzip_bomb() -> Response:
    """200 kB that unpack to 200 MB."""
    body = gzip.compress(bytes(200_000_000), compresslevel=6, mtime=0)
    return Response(headers={"Content-Type": "application/rss+xml", "Content-Encoding": "gzip"}, body=body)


_EMPTY = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>/</link></channel></rss>'
_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><rss version="2.0"><channel><title>&j;</title></channel></rss>'
)

FAULTS: Mapping[str, Fault] = {
    "empty-feed": Fault(answer=_body(_EMPTY, "application/rss+xml")),
    "empty-body": Fault(answer=_body("", "application/rss+xml")),
    "html-feed": Fault(
        answer=_body("<html><body><h1>Welcome back</h1><p>Our feeds have moved.</p></body></html>", "text/html")
    ),
    "malformed-feed": Fault(answer=_body("<rss><channel><item><title>Rice & corn</title><link>", "text/xml")),
    "entity-bomb": Fault(answer=_body(_BOMB, "application/rss+xml")),
    "gzip-bomb": Fault(answer=lambda path: _gzip_bomb()),
    "always-304": Fault(answer=lambda path: Response(status=304)),
    "challenge": Fault(answer=_challenge(403), scope="all"),
    "challenge-200": Fault(answer=_challenge(200), scope="all"),
    "401": Fault(answer=_status(401), scope="all"),
    "403": Fault(answer=_status(403), scope="all"),
    "404": Fault(answer=_status(404)),
    "410": Fault(answer=_status(410)),
    "429": Fault(answer=_status(429, Retry_After="2"), scope="all"),
    "500": Fault(answer=_status(500), scope="all"),
    "503": Fault(answer=_status(503, Retry_After="2"), scope="all"),
    "hang": Fault(hang=True, scope="all"),
    "slow": Fault(delay=1.0, scope="all"),
    "redirect-private": Fault(answer=_status(302, Location=PRIVATE_TARGET), scope="all"),
    "redirect-loop": Fault(answer=lambda path: Response(status=302, headers={"Location": path}), scope="all"),
    "redirect-home": Fault(answer=_status(302, Location="/")),
    "article-500": Fault(answer=_status(500), scope="articles"),
}
