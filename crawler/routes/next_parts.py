"""Articles in several pages: which address is the next page of one, and whether what lies there goes on with it.

Sites link `rel=next` to the next article, too, and lists below an article have pages of their own. So an address counts
only if it is the page's own but for a page number that is one higher; and its page only if it brings another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawler.addresses import canonical_url

_PARAMETERS = frozenset(("page", "pg", "p", "pageno", "page_no", "pagenum", "page_num", "paged", "pn"))
_TAG = re.compile(r"<(a|link)\b([^<>]{0,1000})>(?:([^<]{0,60}))?", re.I)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_NEXT_WORDS = re.compile(
    r"^\W*(?:next(?: page)?|continue(?: reading)?|다음(?: ?페이지)?|下一[页頁]|次(?:へ|のページ)|следующая|далее)\W*$",
    re.I,
)
_PAGE_OF = re.compile(
    r"\b(?:page|seite|стр(?:аница)?\.?)\s*(\d+)\s*(?:of|von|/|из)\s*(\d+)|\b(\d+)\s*/\s*(\d+)\s*(?:페이지|쪽|ページ|页|頁)",
    re.I,
)
_PARAGRAPH = re.compile(rb"<p\b[^<>]*>", re.I)
_END = re.compile(rb"</p\b", re.I)
_MARKUP = re.compile(rb"<[^<>]*>")


def next_part(body: bytes, url: str) -> str | None:
    """The address of the page on which the article of this page goes on; None if it says of none."""
    text = body[:1_000_000].decode("utf-8", "replace")
    lowered = text.lower()
    if not any(mark in lowered for mark in ('rel="next', "rel='next", "rel=next", "page", "pg=", "/2", "_2.", "-2.")):
        return None
    base, here = _numbered(url)
    total = max((int(match[2] or match[4]) for match in _PAGE_OF.finditer(text)), default=0)
    for kind, attributes, words in _links(text):
        related = "next" in attributes.get("rel", "").lower().split()
        worded = kind == "a" and bool(_NEXT_WORDS.match(words) or words.strip() == str(here + 1) or total > here)
        if not (related or worded):
            continue
        target = _target(attributes.get("href", ""), url)
        if target is not None and _follows(target, url, base, here):
            return target
    return None


def _links(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """(tag, attributes, the words after it) of the links of a page."""
    for match in _TAG.finditer(text):
        found = {
            name.lower(): unescape(quoted or single or bare)
            for name, quoted, single, bare in _ATTRIBUTE.findall(match[2])
        }
        if found.get("href"):
            yield match[1].lower(), found, unescape(match[3] or "").strip()


def _target(href: str, url: str) -> str | None:
    try:
        return canonical_url(urljoin(url, href))
    except ValueError:
        return None


def _numbered(url: str) -> tuple[str, int]:
    """The address without the parameter that numbers its pages, and that number; 1 without one."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    numbers = [int(value) for name, value in pairs if _is_number(name, value)]
    kept = [(name, value) for name, value in pairs if not _is_number(name, value)]
    return parts._replace(query=urlencode(kept), fragment="").geturl(), numbers[0] if len(numbers) == 1 else 1


def _is_number(name: str, value: str) -> bool:
    return name.lower() in _PARAMETERS and value.isascii() and value.isdigit() and len(value) < 4


def _follows(target: str, url: str, base: str, here: int) -> bool:
    """Whether an address is the next page's: the number as a parameter, or added to the path of the first page."""
    other, number = _numbered(target)
    if other == base and number == here + 1 and target != url:
        return True
    return (here == 1 and _without_path_number(target) == (_path(url), 2)) or _goes_on_in_path(target, url)


def _path(url: str) -> str:
    return url.rstrip("/")


_PATH_NUMBER = re.compile(r"^(?P<stem>.+?)(?:/page/|/|[_-])(?P<number>\d{1,2})(?P<end>\.s?html?|\.php|/?)$", re.I)


def _without_path_number(url: str) -> tuple[str, int]:
    """The address of the first page, as its path has it, and the number that was added."""
    match = _PATH_NUMBER.match(url)
    if match is None:
        return _path(url), 1
    return _path(f"{match['stem']}{match['end']}"), int(match["number"])


def _goes_on_in_path(target: str, url: str) -> bool:
    """Whether both have a number added to one path, the target the next one; from 2 on, of an address so made.

    `/news/3` and `/news/4` are two articles: only a stem that is itself an article's name, of several words or long
    digits, has pages.
    """
    (stem, number), (own, here) = _without_path_number(target), _without_path_number(url)
    last = stem.rpartition("/")[2]
    named = last.count("-") >= 2 or re.search(r"\d{5,}", last) is not None
    return here >= 2 and number == here + 1 and stem == own and named


def repeats(first: bytes, other: bytes) -> bool:
    """Whether a page has for the most part the paragraphs of another: the same article with another list below."""
    known, found = _paragraphs(first), _paragraphs(other)
    length = sum(map(len, found))
    return not length or sum(len(text) for text in found if text in known) > length / 2


def _paragraphs(body: bytes) -> set[bytes]:
    begun = _PARAGRAPH.split(body)[1:]
    texts = (b" ".join(_MARKUP.sub(b" ", _END.split(part, maxsplit=1)[0]).split()) for part in begun)
    return {text for text in texts if len(text) >= 30}
