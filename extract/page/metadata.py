"""What a page says of itself in JSON-LD and meta tags. Reads the parsed page, decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from extract.page.blocks import text_key
from extract.page.json_ld import clean_text, read_nodes, text_value, types_of

MANY_WORDS = 3
TOLD = 0.6  # share of a headline's words that the paragraphs of its article have
_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}")
_ABSOLUTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_CHANGED = re.compile(r"modif|updat|expire|access", re.IGNORECASE)
SAME = 80  # of 100: the name of a page is its title's
ALIKE = 55  # of 100: less are two titles of one article hardly alike


@dataclass(frozen=True, kw_only=True, slots=True)
class PageMetadata:
    """JSON-LD nodes of a page that describe an article or the page, and its meta tags by lower-case name.

    A meta name said several times keeps every value, in the page's order.
    """

    nodes: tuple[dict[str, Any], ...] = ()
    other_pages: tuple[dict[str, Any], ...] = ()  # those of the nodes that describe another page, as a section
    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""
    canonical: str = ""
    html_lang: str = ""

    @property
    def articles(self) -> tuple[dict[str, Any], ...]:
        """The JSON-LD nodes that are articles, best described first."""
        found = [node for node in self.nodes if is_article(node)]
        return tuple(sorted(found, key=lambda node: "articleBody" not in node))

    def first(self, *names: str) -> str:
        """The first non-empty value among the meta tags named, or ""."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")


def states_article(metadata: PageMetadata) -> bool:
    """Whether a page's metadata say that it is an article."""
    return bool(
        metadata.articles
        or metadata.first("og:type").lower() == "article"
        or metadata.first("article:published_time", "datepublished")
    )


def read_metadata(tree: HtmlElement, *, url: str = "") -> PageMetadata:
    """The metadata of a parsed page at `url`: of several articles that its JSON-LD describes, its own."""
    meta: dict[str, tuple[str, ...]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = clean_text(element.get("content") or "")
        if name and content:
            key = name.strip().lower()
            meta[key] = (*meta.get(key, ()), content)
    title = tree.find(".//title")
    canonical = next(
        (link.get("href", "") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()),
        "",
    )
    base = next((tag.get("href") or "" for tag in tree.iter("base")), "")
    if base and canonical and not _ABSOLUTE.match(canonical):
        canonical = _joined(url, base, canonical)
    shown = clean_text(title.text_content()) if title is not None else ""
    titles = [shown, *meta.get("og:title", ()), *(clean_text("".join(h1.itertext())) for h1 in tree.iter("h1"))]
    addresses = [url, canonical, *meta.get("og:url", ())]
    nodes = tuple(
        _not_of_others(
            _not_listed(own_nodes(read_nodes(tree), titles, addresses), titles, tree), titles, addresses, tree
        )
    )
    return PageMetadata(
        nodes=nodes,
        other_pages=tuple(_of_sections(nodes, titles, addresses)),
        meta=meta,
        title=shown,
        canonical=canonical.strip(),
        html_lang=(tree.get("lang") or "").lower(),
    )


def own_nodes(
    nodes: Sequence[tuple[dict[str, Any], bool]], titles: Sequence[str], addresses: Sequence[str]
) -> list[dict[str, Any]]:
    """The nodes without the articles that are others': those in lists, and those beside one that the page shows.

    A page's own article has one of its `titles` for a headline, or one of its `addresses`.
    """
    articles = [node for node, _ in nodes if is_article(node)]
    keys = [key for title in titles if len(key := text_key(title)) > 5]
    paths = {path for address in addresses if len(path := _path(address)) > 1}
    own = [node for node in articles if _has_title(node, keys) or _has_address(node, paths)]
    titled = [node for node in own if _has_title(node, keys)]
    kept = []
    for node, listed in nodes:
        others = is_article(node) and (listed or own) and node not in (titled or own)
        if not others:
            kept.append(node)
    return kept


def _joined(url: str, base: str, address: str) -> str:
    """A relative address as the page's base element has it read; as it is where one of them is no address."""
    try:
        return urljoin(urljoin(url, base.strip()), address.strip())
    except ValueError:
        return address


def _not_listed(nodes: Sequence[dict[str, Any]], titles: Sequence[str], tree: HtmlElement) -> list[dict[str, Any]]:
    """The nodes without the articles that the page does not go by, and whose headline it shows in a list."""
    keys = [key for title in titles if len(key := text_key(title)) > 5]
    others = {text_key(text_value(n.get("headline"))) for n in nodes if is_article(n) and not _has_title(n, keys)}
    others.discard("")
    if not others or not keys:
        return list(nodes)
    shown = {text_key("".join(element.itertext())) for element in tree.iter("a", "li", "h2", "h3", "h4")}
    return [n for n in nodes if not is_article(n) or text_key(text_value(n.get("headline"))) not in others & shown]


def _of_sections(
    nodes: Sequence[dict[str, Any]], titles: Sequence[str], addresses: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """The pages among the nodes that are another: named like none of the page's titles, or of another address.

    Sites state the section that an article stands in as a page with a day of its own. A page that states the
    article's address is its own, whatever it is named, as is one that has nearly the whole of its title for a name:
    the address may be written otherwise.
    """
    keys = [key for title in titles if len(key := text_key(title)) > 5]
    slugs = {slug for address in addresses if (slug := _slug(address))}
    paths = {path for address in addresses if len(path := _path(address)) > 1}
    for node in nodes if keys else ():
        if not any(kind.endswith("Page") for kind in types_of(node)) or is_article(node) or _has_address(node, paths):
            continue
        name = text_key(text_value(node.get("headline")) or text_value(node.get("name")))
        if name and any(fuzz.ratio(name, key) >= SAME or (name in key and len(name) > 0.6 * len(key)) for key in keys):
            continue
        stated = [_slug(value) for value in (node.get("url"), node.get("@id")) if isinstance(value, str)]
        elsewhere = any(stated) and slugs.isdisjoint(stated)
        if elsewhere or (name and not any(fuzz.partial_ratio(name, key) >= SAME for key in keys)):
            yield node


def _not_of_others(
    nodes: Sequence[dict[str, Any]], titles: Sequence[str], addresses: Sequence[str], tree: HtmlElement
) -> list[dict[str, Any]]:
    """The nodes without the articles whose headline is like none of the page's titles, where two of these agree.

    `titles` are the title tag, og:title and the headings. One that states the page's address, whose author the page
    shows or whose day it tells elsewhere, is its own whatever the headline.
    """
    keys = [key for title in titles if len(key := text_key(title)) > 5]
    agreed = [key for i, key in enumerate(keys) if any(key in other or other in key for other in keys[:i])]
    if not agreed:
        return list(nodes)
    paths = {path for address in addresses if len(path := _path(address)) > 1}
    unlike = [
        node
        for node in nodes
        if is_article(node)
        and (headline := text_key(text_value(node.get("headline"))))
        and not _has_address(node, paths)
        and not any(_is_like(headline, key) for key in keys)
    ]
    others = [node for node in unlike if not _is_borne_out(node, addresses, tree)]
    return [node for node in nodes if node not in others]


def _is_borne_out(node: dict[str, Any], addresses: Sequence[str], tree: HtmlElement) -> bool:
    """Whether a page shows a node's author, tells its day in a tag or in an address, or its paragraphs its headline."""
    authors = node.get("author")
    names = [text_value(author) for author in (authors if isinstance(authors, list) else [authors])]
    body = tree.find("body")
    shown = " ".join("".join(body.itertext("p", "div", "span", "a", "li", "td", "address", "h4")).split())
    if any(len(name) > 2 and name in shown for name in names):
        return True
    words = {word[:6] for word in _WORD.findall(text_value(node.get("headline")).lower())}
    prose = " ".join("".join(p.itertext()) for p in tree.iter("p")).lower()
    if len(words) > MANY_WORDS and sum(word in prose for word in words) >= TOLD * len(words):
        return True
    day = text_value(node.get("datePublished"))[:10]
    metas = (meta for meta in tree.iter("meta") if not _CHANGED.search(" ".join(meta.attrib.values())))
    said = [*(meta.get("content") or "" for meta in metas), *addresses]
    said += [time.get("datetime") or "" for time in tree.iter("time")]
    return len(day) == len("2026-11-29") and any(day in text or day.replace("-", "/") in text for text in said)


def _is_like(one: str, other: str) -> bool:
    """Whether two titles may be of one article: one begins the other, or they share a stretch of half the shorter."""
    return fuzz.partial_ratio(one, other) >= ALIKE


def is_article(node: dict[str, Any]) -> bool:
    """Whether a JSON-LD node is an article."""
    return any(
        "Article" in kind or ("Posting" in kind and kind != "JobPosting") or kind == "Report" for kind in types_of(node)
    )


def _has_title(node: dict[str, Any], keys: Sequence[str]) -> bool:
    key = text_key(text_value(node.get("headline")).rstrip(".…"))
    return len(key) > 5 and any(key in title or (title in key and len(title) > 0.6 * len(key)) for title in keys)


def _has_address(node: dict[str, Any], paths: set[str]) -> bool:
    stated = (node.get("url"), node.get("mainEntityOfPage"), node.get("@id"))
    named = [value.get("@id") if isinstance(value, dict) else value for value in stated]
    return any(_path(value) in paths for value in named if isinstance(value, str) and len(_path(value)) > 1)


def _path(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:  # half a bracket
        return ""
    return unquote(parts.path).rstrip("/") + ("?" + parts.query if parts.query else "")


def _slug(address: str) -> str:
    """The last part of an address that names a page, "" of what is no address: the same on its every way to be written.

    Neither its query nor its ending or the "amp" of its page for telephones counts.
    """
    if not address.startswith(("http://", "https://", "/")):
        return ""
    parts = [part for part in _path(address).partition("?")[0].lower().split("/") if part != "amp"]
    return re.sub(r"\.\w{1,5}$", "", parts[-1]) if parts else ""
