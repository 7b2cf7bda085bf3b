"""Whether a page tells something, as an article does, or speaks to its visitor, as a notice or a form does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

ENOUGH = 250  # characters in one box; those of dense scripts count thrice
_LEAST = 25  # characters of a sentence
_DENSE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STOPS = (".", "!", "?", "。", "！", "？", "”", "’", "」", "»", '"')
_AFTER_STOP = re.compile(r"(?<=[.!?。！？])")
_BOXES = (
    "p",
    "div",
    "td",
    "li",
    "section",
    "article",
    "main",
    "form",
    "body",
    "blockquote",
    "dd",
    "center",
    "ul",
    "tr",
)
_HEADLINES = etree.XPath("./*[self::h2 or self::h3 or self::h4 or self::dt][.//a]")
_LIST = 3  # linked headlines beside paragraphs: a list of other pages
# what a notice, a form or an error page says to whoever looks at it
_TO_VISITOR = re.compile(
    r"""\b(?:you|your|yours|please|sorry|apologi[sz]e\w*|inconvenience|our|we\sare|we['’]re|we\swill|javascript
    |cookies?|browser|log(?:ged)?[ -]?in|sign[ -]?in|passwords?|(?:web\s?)?sites?|web\s?pages?|page|url|servers?
    |services?|account|members?|support|try\sagain)\b
    | 죄송|불편|양해|바랍니다|주세요|주십시오|하세요|하십시오|하실|고객님|회원|페이지|브라우저|쿠키|홈페이지
    | 사이트|접속|서비스|시스템|로그인|비밀번호|이용
    | (?<![申邀聘])请(?:您|稍|先|输入|登录|返回|检查|联系|重|刷新|在|勿)|您|抱歉|不便|谅解|页面|网页|浏览器|稍后
    | 网站|系统|登录|密码
    | ください|お待ち|申し訳|迷惑|不便|お客様|ご利用|ページ|ブラウザ|ログイン|パスワード|いたします|サイト|サーバ
    | サービス|会員
    | \b(?:пожалуйста|извин\w+|приносим|вы|вас|вам|ваш\w*|сайт\w*|страниц\w+|браузер\w*|попробуйте|войдите|сервер\w*
    |парол\w+|зарегистр\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def tells_something(page: HtmlElement) -> bool:
    """Whether enough sentences for a report stand in one box of a page, those apart that speak to its visitor."""
    told: Counter[HtmlElement] = Counter()
    for box, text in _own_texts(page):
        holder = box.getparent() if box.tag in ("p", "blockquote") else box
        if holder is None or len(_HEADLINES(holder)) >= _LIST:
            continue
        told[holder] += sum(map(_size, _reported(text)))
    return max(told.values(), default=0) >= ENOUGH


def _reported(text: str) -> Iterator[str]:
    """The sentences of a text that are whole and speak to no one."""
    for sentence in _AFTER_STOP.split(text):
        if sentence.rstrip()[-1:] in _STOPS and _size(sentence) >= _LEAST and not _TO_VISITOR.search(sentence):
            yield sentence.strip()


def _own_texts(page: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The boxes of a page, each with the text in it that is not in a box of its own, but for what is linked."""
    texts: dict[HtmlElement, list[str]] = {}
    for element in page.iter():
        if element.text and isinstance(element.tag, str) and element.tag != "a":
            texts.setdefault(_box(element), []).append(element.text)
        parent = element.getparent()
        if element.tail and parent is not None:
            texts.setdefault(_box(parent), []).append(element.tail)
    for box, parts in texts.items():
        yield box, " ".join(" ".join(parts).split())


def _box(element: HtmlElement) -> HtmlElement:
    while element.tag not in _BOXES and element.getparent() is not None:
        element = element.getparent()
    return element


def _size(text: str) -> int:
    """How long a text is; one in a dense script says as much in a third."""
    return len(text) * (3 if len(_DENSE.findall(text)) * 3 > len(text) else 1)
