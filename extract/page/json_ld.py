"""JSON-LD as pages have it: broken in the usual ways, and describing other articles beside the page's own."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

MAX_JSON = 2_000_000
ARTICLE_TYPES = re.compile(
    r"Article|BlogPosting|Report$|LiveBlogPosting|VideoObject|(Web|Collection|SearchResults|Profile)Page$|Gallery$"
    r"|^(Product|Book|Course|JobPosting)$|Event$"
)
_CONTROL = re.compile(r"[\x00-\x1f]")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?://\s*)?(?:-->|\]\]>)\s*$")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
# What is repaired in JSON that cannot be read: pattern, replacement, and a text that it is for.
REPAIRS = (
    (re.compile(r"\\(?![\"\\/bfnrtu])"), "", '{"a": "Trader\\\'s"}'),
    (re.compile(r",(?=\s*[}\]])"), "", '{"a": 1,}'),
    (re.compile(r"([}\]\"])\s*;\s*$"), r"\1", '{"a": 1};'),
    (re.compile(r"}\s*{"), "},{", '{"a": 1} {"b": 2}'),
)
# What is still told by JSON beyond repair.
_STATED = re.compile(r'"(headline|datePublished|dateCreated)"\s*:\s*"((?:[^"\\]|\\.){4,300})"')
_STATED_AUTHOR = re.compile(r'"author"\s*:\s*[\[{][^\]]{0,200}?"name"\s*:\s*"((?:[^"\\]|\\.){2,80})"')
_NODE_KEYS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart")
LISTED = "itemListElement"


def read_nodes(tree: HtmlElement) -> list[tuple[dict[str, Any], bool]]:
    """The article-like nodes of a page's JSON-LD, each with whether it stands in a list of several; broken ones mended.

    Authors who are only referred to stand in their nodes.
    """
    found: list[tuple[dict[str, Any], bool]] = []
    named: dict[str, Any] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = "".join(script.itertext(with_tail=False)) or _comment_in(script)
        if source.strip() and len(source) <= MAX_JSON:
            for node, listed in _walk(read_json(source), depth=0, listed=False):
                found.append((node, listed))
                if isinstance(node.get("@id"), str) and text_value(node):
                    named[node["@id"]] = node
    kept = [(node, listed) for node, listed in found if any(map(ARTICLE_TYPES.search, types_of(node)))]
    return [(_with_authors(node, named), listed) for node, listed in kept]


def read_json(source: str) -> Any:
    """What a JSON text holds; the usual faults are mended, and of a text beyond that what it plainly states."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", _CONTROL.sub(" ", source))).strip()
    if text.startswith(("{&quot;", "[{&quot;")):
        text = html.unescape(text)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    for pattern, replacement, _ in REPAIRS:
        text = pattern.sub(replacement, text)
    for attempt in (text, f"[{text}]"):
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    return _salvage(text)


def text_value(value: Any) -> str:
    """A JSON-LD value as one line of text: a string or number, the first of a list, or an object's or person's name."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        parts = (value.get("givenName"), value.get("familyName"))
        full = " ".join(part for part in parts if isinstance(part, str))
        value = value.get("name") or value.get("@value") or full
        if isinstance(value, list):
            value = value[0] if value else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 1e15 else ""
    return clean_text(value) if isinstance(value, str) else ""


def clean_text(text: str) -> str:
    """A text on one line, entities resolved, characters that are not seen left out."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return " ".join(_UNSEEN.sub("", text).split())


def types_of(node: dict[str, Any]) -> tuple[str, ...]:
    """The @type of a JSON-LD node as a tuple of words, however it was written."""
    value = node.get("@type", ())
    values = value if isinstance(value, list) else [value]
    return tuple(item.rsplit("/", 1)[-1] for item in values if isinstance(item, str))


def _comment_in(script: HtmlElement) -> str:
    return "".join(child.text or "" for child in script)


def _salvage(text: str) -> Any:
    """An article node of what a broken JSON text plainly states; None if that is nothing."""
    if not re.search(r'"@type"\s*:\s*\[?\s*"[A-Za-z]*(Article|Posting|Report)"', text):
        return None
    node: dict[str, Any] = {}
    for match in _STATED.finditer(text):
        node.setdefault(match[1], match[2].replace('\\"', '"').replace("\\/", "/"))
    author = _STATED_AUTHOR.search(text)
    if author:
        node["author"] = {"name": author[1]}
    return {"@type": "NewsArticle", **node} if node else None


def _walk(data: Any, *, depth: int, listed: bool) -> Iterator[tuple[dict[str, Any], bool]]:
    if depth > 5:
        return
    if isinstance(data, list):
        for item in data:
            yield from _walk(item, depth=depth + 1, listed=listed)
    elif isinstance(data, dict):
        yield data, listed
        for key in _NODE_KEYS:
            if isinstance(data.get(key), dict | list):
                yield from _walk(data[key], depth=depth + 1, listed=listed or key == LISTED)
        authors = data.get("author")
        for author in authors if isinstance(authors, list) else [authors]:
            if isinstance(author, dict) and "@id" in author and "name" in author:
                yield author, listed


def _with_authors(node: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """The node with the names of the authors that it only refers to."""
    authors = node.get("author") or node.get("creator")
    if authors is None:
        return node
    every = authors if isinstance(authors, list) else [authors]
    return {**node, "author": [_referred(author, named) for author in every]}


def _referred(author: Any, named: dict[str, Any]) -> Any:
    reference = author.get("@id") if isinstance(author, dict) and not text_value(author) else author
    return named.get(reference, author) if isinstance(reference, str) else author
