"""An article that a page holds only in the state of its scripts: the longest prose under article-like keys.

Frameworks differ in where they put it and agree on what it looks like: JSON in which one branch holds nearly all the
running text, and beside that text a headline, a date, authors.
"""

from __future__ import annotations

import html
import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import unquote

from lxml.html import HtmlElement, tostring

from extract.page.blocks import is_dense, text_key
from extract.page.js_values import called_state, read_value
from extract.page.json_ld import MAX_JSON, clean_text, text_value
from extract.page.metadata import PageMetadata, is_article
from extract.page.state_nodes import read_titled

LEAST = 200  # characters of prose that make a body; a third in Korean, Chinese and Japanese
MAX_DEPTH = 40
SENTENCE = 40
HOLDS_MOST = 0.8  # share of the prose from which on the walk goes into one branch
MAX_SCRIPTS = 60
# Keys of texts that are shown to readers, and of those that are about the article or the site.
TEXT_KEYS = re.compile(
    r"^(text|content|data|value|html|body|bodyhtml|bodytext|literal|markup|rendered|paragraph|p|raw)$"
)
TITLE_KEYS = ("headline", "title", "headlines", "name")
DATE_KEYS = re.compile(
    r"^(date_?published|published_?(at|date|on|time)?|publish_?(date|time|at)|publication_?date|first_?published(_?at)?"
    r"|display_?date|first_?publish_?date|created_?at|date)$"
)
AUTHOR_KEYS = re.compile(r"^(authors?|by_?lines?|by|credits|writers?|reporters?)$")
NOT_BODY_KEYS = re.compile(
    r"^(captions?|credits?|alt(text)?|description|summary|excerpt|teaser|seo.*|meta.*|.*consent.*|.*cookie.*|legal.*|i18n"
    r"|translations?|messages|locales?|labels?|bio.*|authors?|promo.*|subheadlines?|related.*|recommend.*|comments?|faq.*"
    r"|config.*|query|queries|css|styles?|theme|ads?|sidebar|footer|header|nav.*|copyright|disclaimer|images?|videos?)$"
)
NOT_BODY_TYPES = re.compile(
    r".*(image|alt_?text|caption|media|video|related|promo|advert|link_?list|oembed|byline|credit).*"
)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_SENTENCE_END = re.compile(r"[.!?。！？…\"”’」』)]\s*$")
_ASSIGNED = re.compile(r"(?:=|\(|,)\s*(?=[{\[])|JSON\.parse\(\s*(?=[\"'`])")
_CALLED = re.compile(r"=\s*(?=\(?function\s*\()")
# A text with its markup, assigned, written or put in by a script.
_MARKUP_TEXT = re.compile(
    r"(?:=|\(|,|:)\s*(?=([\"'`])\s*(?:<|\\u003[cC]|\\x3[cC]|&lt;)(?:p|div|section|article|h\d)\b)"
)
_PARAGRAPH = re.compile(r"(?:<|&lt;)(?:p|br)\b", re.IGNORECASE)
_TEMPLATE_TYPES = re.compile(r"template|text/(?:html|plain|x-\w+)", re.IGNORECASE)
FEWEST_PARAGRAPHS = 2
MOST_READ = 200  # values of a script that are read sign by sign
# Texts that a script holds packed: how each is written, what unpacks it.
_PACKED = (
    (
        re.compile(r"\batob\(\s*[\"'`]([A-Za-z0-9+/=\s]{200,})[\"'`]"),
        lambda text: b64decode(text).decode("utf-8", "replace"),
    ),
    (re.compile(r"\bdecodeURIComponent\(\s*[\"'`]((?:[\w.!~*'()-]|%[\dA-Fa-f]{2}){200,})[\"'`]"), unquote),
)
_FLIGHT = re.compile(r"__next_f\.push\(\s*(?=\[)")
_PUSH = r"\.push\(\s*(?=\[)"
_PUSHED = re.compile(r"\b([\w$.]{1,40})\.push\(\s*(?=\[\s*\d+\s*,\s*\")")  # one array of numbered pieces of a text
_FLIGHT_ROW = re.compile(r"^[0-9a-f]+:(?:[A-Z][0-9a-f]*,)?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Node:
    """A value of the state with the characters of prose below it."""

    value: Any
    prose: int


def with_script_state(metadata: PageMetadata, tree: HtmlElement) -> PageMetadata:
    """The metadata with the article that the page's scripts hold, if they hold one, as a node of its own."""
    if any("articleBody" in node for node in metadata.articles):
        return metadata
    titles = [key for title in (metadata.first("og:title"), metadata.title) if len(key := text_key(title)) > 5]
    states = list(_states(tree))
    usual = [node for state in states if (node := read_state(state, titles))]
    titled = [node for state in states if (node := read_titled(state, titles))]
    found = [_completed(node, usual) for node in titled] or usual
    best = max(found, key=lambda node: len(node["articleBody"]), default=None)
    if best is None:
        return metadata
    stated = next((node for node in metadata.nodes if is_article(node)), {})
    others = tuple(node for node in metadata.nodes if node is not stated)
    return replace(metadata, nodes=({**best, **stated, "articleBody": best["articleBody"]}, *others))


def _completed(node: dict[str, Any], others: list[dict[str, Any]]) -> dict[str, Any]:
    """An article node with what it lacks of another one with the same headline: a day that stands under a usual key."""
    same = (other for other in others if text_key(other.get("headline", "")) == text_key(node.get("headline", "")))
    return {**next(same, {}), **node}


def read_state(state: Any, titles: list[str] | None = None) -> dict[str, Any] | None:
    """An article node of the longest prose in a state, the one that goes by the page's `titles` first; or None."""
    path = _descend(state, titles or [])
    lines = list(_lines(path[-1]))
    body = "\n".join(lines)
    if len(body) * (3 if is_dense(body) else 1) < LEAST:
        return None
    node: dict[str, Any] = {"@type": "Article", "articleBody": body}
    for holder in reversed(path):
        if isinstance(holder, dict):
            _add_fields(node, holder)
            if "headline" in node:
                break
    return node


def _states(tree: HtmlElement) -> Iterator[Any]:
    flight: list[str] = []
    pushed: dict[str, list[str]] = {}
    for element in islice(tree.iter("template", "textarea"), MAX_SCRIPTS):
        yield from _markup_state(tostring(element, encoding="unicode", with_tail=False))
    for script in list(tree.iter("script"))[:MAX_SCRIPTS]:
        source = script.text or ""
        if _TEMPLATE_TYPES.search(script.get("type") or ""):
            yield from _markup_state(source)
            continue
        if not LEAST <= len(source) <= MAX_JSON or "ld+json" in (script.get("type") or ""):
            continue
        if "__next_f" in source:
            flight += flight_strings(source)
        elif names := _PUSHED.findall(source):
            for name in dict.fromkeys(names):
                pushed.setdefault(name, []).extend(flight_strings(source, re.compile(re.escape(name) + _PUSH)))
        elif "json" in (script.get("type") or "") and source.lstrip()[:1] in "{[":
            yield from _decoded(source.strip(), 0)
        else:
            yield from _assigned(source)
    for chunks in pushed.values():
        yield from _decoded("".join(chunks), 0)
    for row in _FLIGHT_ROW.split("".join(flight)):
        if row[:1] in ("{", "["):
            yield from _decoded(row, 0)
        elif "<p" in row:
            yield {"body": row}


def _assigned(source: str) -> Iterator[Any]:
    end = read = 0
    for match in _ASSIGNED.finditer(source):
        if match.end() < end:
            continue
        found = list(_raw(source, match.end()))
        if not found and read < MOST_READ:
            read += 1
            found = list(_as_script(source, match.end()))
        for value, stop in found:
            end = stop
            if isinstance(value, str):
                yield from _decoded(value, 0)
            else:
                yield value
    yield from _called(source)
    yield from _texts_with_markup(source)


def _as_script(source: str, start: int) -> Iterator[tuple[Any, int]]:
    """The value that begins at `start`, read as scripts write values, if it is one."""
    try:
        yield read_value(source, start)
    except (ValueError, RecursionError):
        return


def _called(source: str) -> Iterator[Any]:
    """What functions return that are called at once and whose result is assigned."""
    for match in islice(_CALLED.finditer(source), MOST_READ):
        try:
            yield called_state(source, match.end())
        except (ValueError, RecursionError):
            continue


def _texts_with_markup(source: str) -> Iterator[Any]:
    """The texts of several paragraphs that a script holds by themselves, packed ones unpacked."""
    texts = []
    for match in islice(_MARKUP_TEXT.finditer(source), MOST_READ):
        texts += [value for value, _ in _as_script(source, match.end())]
    for pattern, unpacked in _PACKED:
        for match in pattern.finditer(source):
            try:
                texts.append(unpacked(match[1]))
            except ValueError:
                continue
    for text in texts:
        if text.lstrip()[:1] in ("{", "["):
            yield from _decoded(text.strip(), 0)
        else:
            yield from _markup_state(text)


def _markup_state(markup: str) -> Iterator[Any]:
    """A text with its markup as a state, where it has several paragraphs."""
    if len(markup) <= MAX_JSON and len(_PARAGRAPH.findall(markup)) >= FEWEST_PARAGRAPHS:
        yield {"body": markup}


def flight_strings(source: str, pushes: re.Pattern[str] = _FLIGHT) -> list[str]:
    """The texts that a script pushes onto an array, in order."""
    found = []
    for match in pushes.finditer(source):
        for value, _ in _raw(source, match.end()):
            found += [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    return found


def _decoded(text: str, start: int) -> Iterator[Any]:
    for value, _ in _raw(text, start):
        yield value


def _raw(text: str, start: int) -> Iterator[tuple[Any, int]]:
    try:
        yield _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return


_DECODER = json.JSONDecoder(strict=False)


def _descend(state: Any, titles: list[str]) -> list[Any]:
    """The values from the state down to the one that is the body: as deep as one branch holds most of the prose."""
    path = [state]
    for _ in range(MAX_DEPTH):
        children = [_Node(child, _prose(child)) for child in _children(path[-1])]
        total = sum(child.prose for child in children)
        articles = [child for child in children if child.prose >= LEAST and _title(child.value)]
        named = [child for child in articles if any(_alike(text_key(_title(child.value)), title) for title in titles)]
        best = max(named or children, key=lambda child: child.prose, default=None)
        if best is None or best.prose == 0 or not isinstance(best.value, dict | list):
            if best is not None and isinstance(best.value, str) and best.prose >= HOLDS_MOST * total:
                path.append(best.value)
            return path
        if best.prose < HOLDS_MOST * total and not (articles and best in articles):
            return path
        path.append(best.value)
    return path


def _alike(key: str, title: str) -> bool:
    return len(key) > 5 and (key in title or title in key)


def _children(value: Any) -> list[Any]:
    if isinstance(value, list):
        return list(value)
    if isinstance(value, dict):
        if NOT_BODY_TYPES.match(str(value.get("type", "")).lower()):
            return []
        return [child for key, child in value.items() if not NOT_BODY_KEYS.match(str(key).lower())]
    return []


def _prose(value: Any, depth: int = 0) -> int:
    """The characters of prose in a value's texts."""
    if isinstance(value, str):
        return sum(len(line) * (3 if is_dense(line) else 1) for line in _sentences(value))
    if depth > MAX_DEPTH:
        return 0
    return sum(_prose(child, depth + 1) for child in _children(value))


def _sentences(text: Any) -> list[str]:
    """The paragraphs of a text, which may be HTML; none of what is no text."""
    if not isinstance(text, str) or len(text) < 12 or text.startswith(("http://", "https://", "data:")):
        return []
    if "&lt;" in text:
        text = html.unescape(text)
    if "<" in text:
        text = re.sub(r"</(p|div|li|h\d|blockquote)>|<br\s*/?>", "\n", text)
        text = _TAG.sub("", re.sub(r"<(script|style|figcaption)\b.*?</\1>", "", text, flags=re.DOTALL))
    lines = [clean_text(line) for line in text.split("\n")]
    return [line for line in lines if len(line) >= (15 if is_dense(line) else SENTENCE) and _SENTENCE_END.search(line)]


def _lines(body: Any) -> Iterator[str]:
    """The paragraphs of a body: of its text, or one for each item of a list, whose texts are put together."""
    if isinstance(body, str):
        yield from _sentences(body)
    elif isinstance(body, list | dict):
        for item in _children(body):
            if isinstance(item, str):
                yield from _sentences(item)
            elif _is_paragraph(item):
                yield from _sentences("".join(_texts(item)))
            else:
                yield from _lines(item)


def _is_paragraph(item: Any) -> bool:
    """Whether an item's texts are parts of one paragraph: no two of them end as sentences do, or none is in a list."""
    texts = list(_texts(item))
    return sum(1 for text in texts if _sentences(text)) <= 1 and bool(texts)


def _texts(item: Any, key: str = "", depth: int = 0) -> Iterator[str]:
    if isinstance(item, str):
        if TEXT_KEYS.match(key):
            yield item
    elif depth < MAX_DEPTH and isinstance(item, list):
        for child in item:
            yield from _texts(child, "text" if isinstance(child, str) else key, depth + 1)
    elif depth < MAX_DEPTH and isinstance(item, dict):
        whole = next((text for name, text in item.items() if TEXT_KEYS.match(name.lower()) and _sentences(text)), "")
        if whole:  # what stands beside it are its parts
            yield whole
            return
        for name, child in item.items():
            if not NOT_BODY_KEYS.match(name.lower()):
                yield from _texts(child, name.lower(), depth + 1)


def _title(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    for key in TITLE_KEYS:
        stated = value.get(key)
        if isinstance(stated, dict):
            stated = next((text for text in stated.values() if isinstance(text, str)), "")
        if isinstance(stated, str) and len(stated) > 5:
            return clean_text(_TAG.sub("", stated))
    return ""


def _add_fields(node: dict[str, Any], holder: dict[str, Any]) -> None:
    title = _title(holder)
    if title:
        node["headline"] = title
    for key, value in holder.items():
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(key)).lower()
        if DATE_KEYS.match(name) and "datePublished" not in node and text_value(value):
            node["datePublished"] = text_value(value)
        if AUTHOR_KEYS.match(name) and "author" not in node and (names := list(_names(value))):
            node["author"] = [{"@type": "Person", "name": each} for each in names]


def _names(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str) and 1 < len(value) < 60:
        yield value
    elif isinstance(value, list):
        for item in value[:6]:
            yield from _names(item, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        name = text_value(value)
        if name:
            yield name
        else:
            yield from (each for key in ("by", "authors", "items") for each in _names(value.get(key), depth + 1))
