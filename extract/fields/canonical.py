"""A page's canonical address, believed only where it can be true.

`rel=canonical` often points to the home page, to a section or to another site, and on systems that keep the article's
number in the query it may drop that number: believed blindly, it makes one article of a whole site.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit, urlunsplit

import tldextract

if TYPE_CHECKING:
    from crawler.outlets import Outlet


# What an address says of how a page is shown and not of what it shows.
SHOWN_AS = re.compile(r"/(amp|m|mobile|mobi|print|printable|printer)(?=/|$)|\.(amp|print)(?=\.|$)", re.IGNORECASE)
_SHOWN_AS_KEYS = frozenset(
    (
        "amp", "outputtype", "output", "print", "printable", "view", "mode", "format", "device", "mobile", "m",
        "single", "page", "paged", "pageno", "page_no", "pagenum", "pg",
    )
)  # fmt: skip
# Where a reader came from, how a list was looked through, and the board or section in which articles lie.
_BESIDE_KEYS = re.compile(
    r"(utm_?\w*|\w*clid|ref(errer)?|from|src|source|share\w*|sid|sess\w*|phpsessid|lang(uage)?|locale|sort\w*|order\w*"
    r"|search\w*|s(fl|tx|op|ca|od|st)|key(word)?|q|cp?age|page\w*|cur_?page|rows?|limit|size|v(er)?|t|_)"
    r"|(bo_?table|bbs\w*|board\w*|b_?id|table|menu\w*|m_?id|cat\w*|c_?id|section\w*|sec\w*|code|type|div|class\w*|group\w*"
    r"|site\w*|node_?type|action|act|do|mod|module|option)",
    re.IGNORECASE,
)
# Where a reader came from, which tells nothing of what is shown.
_CAME_FROM = re.compile(
    r"utm_?\w*|\w*clid|ref(err?er)?|ref_?src|from|src|source|share\w*|spm|cmp(id)?|campaign\w*|mc_[ce]id|igsh(id)?|_ga|ncid|feed|xtor"
    r"|rss\w*|smid|cid|via|partner|isappinstalled|scene|chksm|input|inflow|nclick\w*",
    re.IGNORECASE,
)
_NAMED_BY_PATH = re.compile(r"\d{4}|[a-z]+-[a-z]+-[a-z]+")
_ADDRESS = re.compile(r"[\d.]+|\[?[0-9a-f:]*:[0-9a-f:.]*\]?|[^.]*", re.IGNORECASE)  # numbers, or a name without dots
_FILE = re.compile(r"(/index)?(\.(html?|php|aspx?|jsp|amp))+$", re.IGNORECASE)


def canonical_address(url: str, declared: str, outlet: Outlet | None) -> str:
    """The address that the page at `url` declares its own, or `url` where the declared one is not to be believed.

    Believed is an http address without credentials in the same registrable domain that fits the outlet's
    `article_url`; without such a pattern its last path segment must be the page's, AMP, print and mobile marks apart.
    A query that the page's own address has is never dropped unless the path says another article-like name, or all
    of it says how the page is shown: printed, on a telephone, its second part; nor is the article's number in it, where
    the declared query keeps no more than the board's name.
    """
    if not declared.strip():
        return url
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, declared.strip()))
        plausible = there.scheme in ("http", "https") and there.username is None and _domain(here) == _domain(there)
    except ValueError:  # an address that is none, such as one with half a bracket
        return url
    if not plausible or not there.path.strip("/"):
        return url
    wanted = urlunsplit((there.scheme, there.netloc, there.path, there.query, ""))
    named_alike = page_name(here.path) == page_name(there.path)
    drops_query = bool(here.query) and not there.query and named_alike and not _says_how_shown(here)
    if named_alike and _names_another(here.query, there.query):  # one canonical for a whole site
        return url
    if named_alike and there.query and _drops_article(here, there):  # one for a whole board
        return url
    if outlet is not None and outlet.article_url is not None:
        fits = outlet.article_url.search(wanted) is not None
    else:
        fits = named_alike
    return wanted if fits and not drops_query else url


def page_name(path: str) -> str:
    """The last segment of a path without what only says how the page is shown, in lower case."""
    plain = _FILE.sub("", SHOWN_AS.sub("", path).rstrip("/"))
    return plain.rpartition("/")[2].lower()


def _says_how_shown(here: SplitResult) -> bool:
    """Whether a query says only how a page is shown or, where the path names the article, where its reader came "
    "from."""
    named = _NAMED_BY_PATH.search(page_name(here.path)) or re.search(r"\d{3}|[^\W\d]+-[^\W\d]+", page_name(here.path))
    return all(
        key.lower() in _SHOWN_AS_KEYS or (named is not None and _CAME_FROM.fullmatch(key) is not None)
        for key, _ in parse_qsl(here.query, keep_blank_values=True)
    )


def _names_another(here: str, there: str) -> bool:
    """Whether two queries give one name different values, as the number of another article."""
    own, other = dict(parse_qsl(here)), dict(parse_qsl(there))
    shared = {key for key in own.keys() & other.keys() if key.lower() not in _SHOWN_AS_KEYS}
    return any(own[key].lower() != other[key].lower() for key in shared)


def _drops_article(here: SplitResult, there: SplitResult) -> bool:
    """Whether a declared address names the board and not the article, whose number the page's own query has.

    A number may go on under another name, or the path may name the article already.
    """
    if _NAMED_BY_PATH.search(page_name(here.path)):
        return False
    telling = {
        value
        for key, value in parse_qsl(here.query)
        if re.search(r"\d", value) and key.lower() not in _SHOWN_AS_KEYS and not _BESIDE_KEYS.fullmatch(key)
    }
    return bool(telling) and telling.isdisjoint(value for _, value in parse_qsl(there.query))


def _domain(parts: object) -> str:
    host = getattr(parts, "hostname", None) or ""
    known = _list()(host).top_domain_under_public_suffix
    return known or (host if _ADDRESS.fullmatch(host) else ".".join(host.split(".")[-2:]))


@cache
def _list() -> tldextract.TLDExtract:
    """The public suffix list that comes with the package: nothing is downloaded."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
