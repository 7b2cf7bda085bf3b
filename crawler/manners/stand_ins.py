"""Pages that stand in for another for a while: a log-in form, a notice of maintenance, an error page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree, html

from crawler.manners.own_prose import tells_something
from crawler.routes.tolerant_xml import decode_text

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
# one of these stands in whatever that finds; looking for them is a hundred times quicker
_ARTICLE_WORDS = (b"og:type", b"article:published_time", b'"@type"', b"<article", b"itemprop")
_HEAD = 200_000
# titles that only a page has which is there in place of an article, at the article's own address
_IN_PLACE = re.compile(
    r"""^\W*(?:\w+\s)?(?:log|sign)[ -]?(?:in|on)\b | \b(?:log|sign)[ -]?in\W*$
    | \b(?:site|website|server|system|service|scheduled|planned|under|routine)\s+maintenance\b | ^\W*maintenance\b
    | ^\W*(?:http\s)?(?:error\s)?(?:40[0134]|410|429|50[0234])\W*(?:$|\W\s|error|not|page|forbidden|bad|service)
    | \b(?:page|file|article|document)\s(?:was\s|is\s)?(?:not\sfound|unavailable) | ^\W*(?:not\sfound|oops|error)\b
    | database\serror | (?:temporarily|service)\sunavailable | \bbe\s(?:right\s)?back\b | bad\sgateway
    | gateway\stime-?out | too\smany\srequests | ^\W*(?:just\sa\smoment|attention\srequired|access\sdenied|forbidden)
    | are\syou\s(?:a\s)?(?:human|robot) | security\scheck | (?:human|browser)\sverification
    | ^\W*before\syou\scontinue | cookie\s(?:consent|settings|notice|policy) | we\svalue\syour\sprivacy
    | (?:시스템|서버|서비스|사이트|홈페이지)\s*점검 | 점검\s*(?:안내|공지)
    | ^\W*(?:회원\s*)?로그인 | 로그인\W*$ | ^\W*(?:오류|에러)
    | (?:페이지|기사|게시물|문서)(?:를|가|이|은)?\s*(?:찾을\s수\s없|존재하지\s않|삭제)
    | (?:존재하지\s않는|삭제된)\s(?:페이지|기사) | ^\W*(?:ログイン|メンテナンス|エラー) | メンテナンス中
    | 見つかりません | ^\W*(?:登录|登錄|错误|系统维护|系統維護) | 页面不存在
    | ^\W*(?:вход|ошибка)\b | технические\sработы | страница\sне\sнайдена""",
    re.IGNORECASE | re.VERBOSE,
)
_STATE = re.compile(rb"application/(?:ld\+)?json|__[A-Z_]{4,40}__")
_NOTICE_AT_MOST, _EMPTY_BELOW = 1500, 10  # characters that can be read on a page
_SMALL = 60_000
_NO_TEXT = ("script", "style", "noscript", "template")


def stands_in(url: str, body: bytes) -> bool:
    """Whether a page that a request was led to stands there for another: a log-in form, a notice, an error page.

    `url` is where the request was led, `body` the page's bytes. A page that calls itself an article is none, nor one
    that reports something.
    """
    if _calls_itself_article(body[:_HEAD]):
        return False
    if _PATH.search(urlsplit(url).path):
        return True
    if not (_TITLE.search(body[:_HEAD]) or _PASSWORD.search(body[:_HEAD])):
        return False
    page = _parsed(body[:_HEAD])
    return page is None or not tells_something(page)


def _calls_itself_article(body: bytes) -> bool:
    lowered = body.lower()
    return any(word in lowered for word in _ARTICLE_WORDS) and _ARTICLE.search(body) is not None


def stands_in_place(body: bytes, title: str | None, *, content_type: str = "") -> str:
    """Why a page at an article's own address is not the article, in a few words; "" where it may be.

    A notice is told by its title, and only where little can be read, nothing says that it is an article, no sentences
    report something, and the `title` by which it was listed does not stand on it. A page without words is none either,
    unless scripts hold them.
    """
    if len(body) > _SMALL or _calls_itself_article(body):
        return ""
    page = _parsed(body, content_type)
    if page is None:
        return ""
    heading = " ".join(str(page.findtext(".//title") or page.findtext(".//h1") or "").split())
    words = " ".join(page.text_content().split())
    if len(words.replace(heading, "")) < _EMPTY_BELOW and not _STATE.search(body):
        return "no words on the page"
    if len(words) > _NOTICE_AT_MOST or not _IN_PLACE.search(heading[:200]):
        return ""
    listed = " ".join((title or "").split())[:30]
    if (listed and listed in words) or tells_something(page):
        return ""
    return f"a page called {heading[:80]!r}"


def _parsed(body: bytes, content_type: str = "") -> html.HtmlElement | None:
    """A page without what nobody reads on it; None where there is no page."""
    text = decode_text(body, content_type)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None
    for element in page.iter(*_NO_TEXT, etree.Comment):
        element.text = None
    return page
