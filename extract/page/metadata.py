"""What a page says of itself in JSON-LD and meta tags. Reads the parsed page, decides nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

ARTICLE_TYPES = re.compile(
    r"Article|BlogPosting|Report$|LiveBlogPosting|VideoObject|(Web|Collection|SearchResults|Profile)Page$|Gallery$"
)
MAX_JSON = 2_000_000
_CONTROL = re.compile(r"[\x00-\x1f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class PageMetadata:
    """JSON-LD nodes of a page that describe an article or the page, and its meta tags by lower-case name.

    A meta name said several times keeps every value, in the page's order.
    """

    nodes: tuple[dict[str, Any], ...] = ()
    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""
    canonical: str = ""
    html_lang: str = ""

    @property
    def articles(self) -> tuple[dict[str, Any], ...]:
        """The JSON-LD nodes that are articles, best described first."""
        found = [n for n in self.nodes if any("Article" in t or "Posting" in t or t == "Report" for t in types_of(n))]
        return tuple(sorted(found, key=lambda node: "articleBody" not in node))

    def first(self, *names: str) -> str:
        """The first non-empty value among the meta tags named, or ""."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")


def types_of(node: dict[str, Any]) -> tuple[str, ...]:
    """The @type of a JSON-LD node as a tuple of words, however it was written."""
    value = node.get("@type", ())
    values = value if isinstance(value, list) else [value]
    return tuple(item.rsplit("/", 1)[-1] for item in values if isinstance(item, str))


def states_article(metadata: PageMetadata) -> bool:
    """Whether a page's metadata say that it is an article."""
    return bool(
        metadata.articles
        or metadata.first("og:type").lower() == "article"
        or metadata.first("article:published_time", "datepublished")
    )


def read_metadata(tree: HtmlElement) -> PageMetadata:
    """The metadata of a parsed page; broken JSON-LD is passed over."""
    meta: dict[str, tuple[str, ...]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            key = name.strip().lower()
            meta[key] = (*meta.get(key, ()), content)
    title = tree.find(".//title")
    canonical = next(
        (link.get("href", "") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()),
        "",
    )
    return PageMetadata(
        nodes=tuple(node for node in _nodes(tree) if any(ARTICLE_TYPES.search(kind) for kind in types_of(node))),
        meta=meta,
        title=" ".join(title.text_content().split()) if title is not None else "",
        canonical=canonical.strip(),
        html_lang=(tree.get("lang") or "").lower(),
    )


def text_value(value: Any) -> str:
    """A JSON-LD value as one line of text: a string, the first of a list, or an object's name."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = script.text or ""
        if not source.strip() or len(source) > MAX_JSON:
            continue
        try:
            # Line breaks inside strings are the commonest fault, and cost nothing to forgive.
            data = json.loads(_CONTROL.sub(" ", source).strip().rstrip(";"))
        except (ValueError, RecursionError):
            continue
        yield from _walk(data, depth=0)


def _walk(data: Any, *, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 5:
        return
    if isinstance(data, list):
        for item in data:
            yield from _walk(item, depth=depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if isinstance(data.get(key), dict | list):
                yield from _walk(data[key], depth=depth + 1)
