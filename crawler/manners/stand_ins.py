"""Pages that stand in for another for a while: a log-in form, a notice of maintenance, an error page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# words of an address that leads to no article: example /login?next=/a/1, /maintenance.html, /error/503
_PATH = re.compile(
    r"(?:^|[/_.-])(?:log-?in|sign-?in|sso|auth|member|maint(?:enance)?|under-?construction|service-?notice|sorry|errors?"
    r"|unavailable|blocked|denied|captcha|challenge|consent|subscribe|paywall|busy|notice|점검|로그인)(?:[/_.-]|$)",
    re.IGNORECASE,
)
_NOTICES = (
    "(?<![a-z])log ?in", "(?<![a-z])sign ?in", "maintenance", "temporarily unavailable",
    "service unavailable", "be right back",
    "점검", "로그인", "ログイン", "メンテナンス", "维护", "登录", "технические работы",
)  # fmt: skip
_TITLE = re.compile(
    b"<(?:title|h1)[^>]{0,100}>[^<]{0,40}?(?:" + "|".join(_NOTICES).encode("utf-8") + b")", re.IGNORECASE
)
_PASSWORD = re.compile(rb"<input\b[^>]{0,300}\btype\s*=\s*[\"']?password", re.IGNORECASE)
# what only an article's page says of itself
_ARTICLE = re.compile(
    rb"og:type[\"'\s][^>]{0,60}article|article:published_time|\"@type\"\s*:\s*\[?\s*\"(?:News|Reportage|Opinion)?Article\""
    rb"|<article\b|itemprop\s*=\s*[\"']?(?:articleBody|datePublished)",
    re.IGNORECASE,
)
_HEAD = 200_000


def stands_in(url: str, body: bytes) -> bool:
    """Whether a page that a request was led to stands there for another: a log-in form, a notice, an error page.

    `url` is where the request was led, `body` the page's bytes. A page that calls itself an article is none.
    """
    if _ARTICLE.search(body[:_HEAD]):
        return False
    path = urlsplit(url).path
    return bool(_PATH.search(path) or _TITLE.search(body[:_HEAD]) or _PASSWORD.search(body[:_HEAD]))
