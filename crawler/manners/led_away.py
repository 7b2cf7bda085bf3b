"""Whether a redirect for the time being leads to the article that was asked for, or to another one of its outlet."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from lxml import etree, html
from rapidfuzz import fuzz

from crawler.addresses import same_site
from crawler.routes.tolerant_xml import decode_text

_ENDING = re.compile(r"(?:/(?:index|default|amp))?(?:\.(?:html?|php|aspx?|jsp|do|amp))?/?\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\d{5,}")
_DAY = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d\Z")  # 20260302 numbers a day's pages, not one page
_ALIKE = 85  # of 100: a headline that was edited between a listing and its page


def leads_to_itself(asked: str, found: str) -> bool:
    """Whether two addresses name one page: the same last part or number; the same parameters or some of them."""
    if not same_site(asked, found):
        return False
    ours, theirs = urlsplit(asked), urlsplit(found)
    known, said = set(parse_qsl(ours.query)), set(parse_qsl(theirs.query))
    one_name = _name(ours.path) == _name(theirs.path) != ""
    if one_name and (known <= said if known else not said or ours.path == theirs.path):
        return True
    if one_name and said and said <= known:
        return True
    return bool(_numbers(asked) & _numbers(found))


def is_called(title: str, body: bytes, *, content_type: str = "") -> bool:
    """Whether a page has a headline: the one under which it was listed, or one much like it with the same figures."""
    text = decode_text(body, content_type)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return False
    headings = [page.findtext(".//title"), *(element.text_content() for element in page.iter("h1", "h2"))]
    headings += page.xpath("//meta[@property='og:title' or @name='title']/@content")
    wanted = _plain(title)
    return any(_is_one_title(wanted, _plain(str(said))) for said in headings if said)


def _is_one_title(wanted: str, said: str) -> bool:
    if not wanted or not said:
        return False
    if wanted in said:
        return not said.removeprefix(wanted)[:1].isdigit()  # "note 1" is not "note 12"
    return re.findall(r"\d+", wanted) == re.findall(r"\d+", said) and fuzz.ratio(wanted, said) >= _ALIKE


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _name(path: str) -> str:
    """The last part of a path that names a page, without its ending."""
    return _ENDING.sub("", path).rpartition("/")[2].casefold()


def _numbers(url: str) -> set[str]:
    """The long numbers in an address that may be a page's own."""
    parts = urlsplit(url)
    return {found for found in _NUMBER.findall(f"{parts.path}?{parts.query}") if not _DAY.match(found)}
