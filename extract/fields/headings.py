"""What a heading says without what is set beside the headline in it: a kicker, an edit link, a count, a subtitle."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

from extract.page.blocks import squeeze, text_key
from extract.page.element_names import name_words
from extract.page.json_ld import clean_text

LEAST_LEFT = 6  # letters that a headline has without what is stuck to it
LONGEST_STUCK = 120  # characters: a longer part is the headline
# Inline parts of a heading that are never its headline, wherever they stand.
_CONTROLS = re.compile(
    r"\b(edit|edit ?section|edit link|headerlink|header ?link|permalink|heading anchor|anchor( link)?|btn"
    r"|buttons?|share"
    r"|sr only|screen reader text|visually hidden|blind|badge|icons?|ico|new|count|comments?|cmt|views?|bookmark"
    r"|print)\b"
)
_CONTROL_WORDS = re.compile(
    r"[\[(（]?\s?(edit( source| this)?|permalink|share|print|copy link|bookmark|new!?|수정|삭제|편집|인쇄|공유"
    r"|스크랩|編集|編輯|编辑|打印|分享"
    r"|править( код)?|редактировать|изменить|bearbeiten|modifier|editar|[¶#§🔗☆★]|\d{1,4})\s?[\])）]?",
    re.IGNORECASE,
)
# What stands above a headline, or below it, by its name.
_KICKERS = re.compile(
    r"\b(kickers?|eyebrow|overline|over ?title|label|flags?|tags?|cate(gory|gories)?|cat|section|rubri[ck]\w*"
    r"|topic|marker|prefix"
    r"|exclusive|pre ?(title|head)|super ?title|sur ?titre|dachzeile|ante ?titulo|channel|series"
    r"|head ?line ?type|article type)\b"
)
_BELOW = re.compile(
    r"\b(sub|sub ?(title|head(line|ing)?|tit)|deck|dek|standfirst|tagline|strapline|date|time|datetime|byline"
    r"|author|source|meta)\b"
)


def heading_text(heading: HtmlElement, titles: Collection[str] = ()) -> str:
    """What a heading says, without controls, what is named as a kicker or a subtitle, and other parts at its ends
    without which it is one of the titles (text keys) that the page goes by."""
    whole = clean_text(_said(heading))
    if len(heading) == 0:
        return whole
    gone = {part for part in _parts(heading) if _is_control(part)}
    parts = [part for part in _parts(heading) if part not in gone]
    left = clean_text(_said(heading, gone))
    if text_key(left) in titles or not parts:
        return left if len(text_key(left)) >= LEAST_LEFT else whole
    for part in parts:
        key = text_key(_said(part))
        rest = clean_text(_said(heading, {*gone, part}))
        first, last = text_key(left).startswith(key), text_key(left).endswith(key)
        words = name_words(part)
        named = (first and _KICKERS.search(words)) or (last and (_BELOW.search(words) or part.tag == "time"))
        if len(text_key(rest)) >= LEAST_LEFT and (text_key(rest) in titles or (named and len(rest) > len(_said(part)))):
            return rest
    for line in _lines(heading):  # parted by line breaks
        if len(text_key(line)) >= LEAST_LEFT and text_key(line) in titles and text_key(line) != text_key(left):
            return line
    return left if len(text_key(left)) >= LEAST_LEFT else whole


def _parts(heading: HtmlElement) -> list[HtmlElement]:
    """The inline parts of a heading, outermost ones and those of what is its only part."""
    inner = [part for part in heading if isinstance(part.tag, str) and part.tag != "br"]
    while len(inner) == 1 and text_key(_said(inner[0])) == text_key(_said(heading)) and len(inner[0]):
        inner = [part for part in inner[0] if isinstance(part.tag, str) and part.tag != "br"]
    return [part for part in inner if 0 < len(squeeze(_said(part))) <= LONGEST_STUCK]


def _is_control(part: HtmlElement) -> bool:
    said = squeeze(_said(part))
    if part.tag in ("button", "select", "input"):
        return True
    return _CONTROL_WORDS.fullmatch(said) is not None and (
        part.tag == "a" or part.find(".//a") is not None or _CONTROLS.search(name_words(part)) is not None
    )


def _said(element: HtmlElement, without: Collection[HtmlElement] = ()) -> str:
    """The text of an element, line breaks as blanks, without some of its parts."""
    if element in without:
        return ""
    said = element.text or ""
    for part in element:
        if isinstance(part.tag, str):
            said += " " if part.tag == "br" else _said(part, without)
        said += part.tail or ""
    return said


def _lines(heading: HtmlElement) -> Iterator[str]:
    """The lines of a heading that line breaks part."""
    text = ""
    for piece in _pieces(heading):
        if piece is None:
            yield clean_text(text)
            text = ""
        else:
            text += piece
    yield clean_text(text)


def _pieces(element: HtmlElement) -> Iterator[str | None]:
    yield element.text or ""
    for part in element:
        if part.tag == "br":
            yield None
        elif isinstance(part.tag, str):
            yield from _pieces(part)
        yield part.tail or ""
