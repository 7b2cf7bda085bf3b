"""The article in a state of nodes: the entity that goes by the page's title, and its body as a tree of typed pieces.

Such states hold other stories, people and the site's strings beside the article, under names of the site's own making.
What tells them apart is no name: the entity holds the page's title, and in its body one key holds the words and one
the pieces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extract.page.blocks import text_key
from extract.page.json_ld import clean_text

LEAST = 120  # characters of a body
WALLED = "walled"  # a key of the node: the state says that a wall stands after the body
MAX_DEPTH = 40
MAX_VALUES = 60_000  # of a state
LONGEST_TITLE = 300
LONGEST_NAME = 60
LONGEST_REFERENCE = 80
FIRST_SECOND, LAST_SECOND = 600_000_000, 4_000_000_000  # 1989 to 2096, as moments are counted from 1970
_WORDS = re.compile(r"\w\W+\w+\W+\w")  # what is no token
_TOKEN = re.compile(r"[A-Za-z][\w:-]{0,23}")
# Pieces of a body that are not its text, by the words in their type.
_OTHER_PIECES = re.compile(
    r"(?<![a-z])(pic(ture)?s?|photos?|images?|img|figures?|gallery|slides?(how)?|videos?|audio|player|media|captions?"
    r"|slots?|ads?|advert\w*|promo\w*|sponsor\w*|sign ?up|newsletter|subscribe|form|poll|quiz|embeds?|posts?|tweet"
    r"|social|iframe|related|recirc|read more|more|links?|cards?|teasers?|bylines?|credits?|share|comments?"
    r"|paywall|prompt|cta|banner|button|divider|hr|map|chart|widget|code|oembed|asset|footnotes?|notes?|pull ?quote"
    r")(?![a-z])"
)
_OTHER_KEYS = re.compile(
    r"^(caption|cap|alt|alt_?text|credits?|by|title|label|url|href|src|id|class|style|lang|fallback|pitch|meta|attrs?)$"
)
_CHANGED = re.compile(r"upd|mod|touch|build|edit|chang|rev|expir|fetch|cache|generat|sync|index|crawl|valid|now|render")
_PEOPLE = re.compile(r"^(people|persons?|authors?|by_?lines?|by|writers?|reporters?|contributors?|creators?)(_?ids?)?$")
_NAME_KEYS = ("name", "called", "fullname", "full_name", "displayname", "display_name", "byline", "title", "label")
_ROWS = ("rows", "cells", "body", "data", "lines")
_HEADS = ("head", "header", "headers", "columns", "cols", "thead")
_CLOSED = re.compile(r"^(wall|paywall(ed)?|gated|locked|is_?premium|premium|metered|subscribers?_?only|is_?locked)$")
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>")
_ENDS = re.compile(r"</(?:p|div|li|h\d|blockquote|tr)>|<br\s*/?>|\n")


def read_titled(state: Any, titles: Sequence[str]) -> dict[str, Any] | None:
    """An article node of the entity of a state that goes by one of a page's `titles` (text keys); None without one."""
    if not titles:
        return None
    named = [holder for holder in _holders(state) if _goes_by(holder, titles)]
    for holder in reversed(named):  # the inner ones last
        body = max(_branches(holder), key=_weight, default=None)
        if body is None or _weight(body) < LEAST:
            continue
        lines = list(_Body(body).lines(body))
        if sum(map(len, lines)) >= LEAST:
            return _article(holder, lines, titles, state)
    return None


def _holders(state: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    waiting: list[tuple[Any, int]] = [(state, 0)]
    seen = 0
    while waiting and seen < MAX_VALUES:
        value, depth = waiting.pop(0) if len(waiting) < 50 else waiting.pop()
        seen += 1
        if isinstance(value, dict):
            found.append(value)
        if depth < MAX_DEPTH and isinstance(value, dict | list):
            children = value.values() if isinstance(value, dict) else value
            waiting += [(child, depth + 1) for child in children if isinstance(child, dict | list)]
    return found


def _goes_by(holder: Mapping[str, Any], titles: Sequence[str]) -> str:
    """The text of an entity that is one of the page's titles, or the longest that begins one; or ""."""
    texts = [text for text in holder.values() if isinstance(text, str) and 5 < len(text) <= LONGEST_TITLE]
    said = [(text_key(text), text) for text in (clean_text(_MARKUP.sub("", text)) for text in texts)]
    begins = [(key, text) for key, text in said if any(len(key) > 15 and title.startswith(key) for title in titles)]
    whole = next((text for key, text in said if len(key) > 5 and key in titles), "")
    return whole or max(begins, default=("", ""), key=lambda one: len(one[0]))[1]


def _branches(holder: Mapping[str, Any]) -> Iterator[Any]:
    for key, value in holder.items():
        holds = isinstance(value, dict | list) or (isinstance(value, str) and len(value) > LEAST)
        if holds and not _OTHER_KEYS.match(str(key).lower()):
            yield value


def _weight(value: Any, depth: int = 0) -> int:
    """The characters of texts of several words below a value."""
    if isinstance(value, str):
        return len(value) if len(value) > 40 and (_WORDS.search(value) or not value.isascii()) else 0
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return 0
    children = value.values() if isinstance(value, dict) else value
    return sum(_weight(child, depth + 1) for child in children)


class _Body:
    """How a body is written: the key of its words, the key of its pieces, the key of their types."""

    __slots__ = ("pieces", "types", "words")

    def __init__(self, body: Any) -> None:
        words: Counter[str] = Counter()
        pieces: Counter[str] = Counter()
        types: Counter[str] = Counter()
        for node in _holders(body):
            for key, value in node.items():
                if isinstance(value, str):
                    words[key] += len(value) if _WORDS.search(value) or not value.isascii() else 0
                    types[key] += bool(_TOKEN.fullmatch(value))
                elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
                    pieces[key] += 1
        usual = max((word for word in words if not _OTHER_KEYS.match(word.lower())), key=lambda k: words[k], default="")
        self.words = usual
        self.pieces = pieces.most_common(1)[0][0] if pieces else ""
        self.types = max((key for key in types if key != usual), key=lambda key: types[key], default="")

    def lines(self, value: Any, depth: int = 0) -> Iterator[str]:
        """The paragraphs, items and rows of a body, in order."""
        if isinstance(value, str):
            yield from _paragraphs(value)
        elif isinstance(value, list):
            for item in value:
                yield from self.lines(item, depth + 1)
        elif isinstance(value, dict) and depth < MAX_DEPTH and not self._is_other(value):
            rows = _rows(value)
            inner = value.get(self.pieces) or []
            if rows:
                yield from rows
            elif isinstance(inner, list) and inner and (self._holds_blocks(inner) or depth == 0):
                yield from self.lines(inner, depth + 1)
            else:
                yield from _paragraphs("".join(self._texts(value, 0)))
                if not inner and self.words not in value:  # a frame around the body
                    for key, child in value.items():
                        if isinstance(child, dict | list) and not _OTHER_KEYS.match(key.lower()):
                            yield from self.lines(child, depth + 1)

    def _is_other(self, node: Mapping[str, Any]) -> bool:
        kind = node.get(self.types)
        words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_:-]+", " ", kind).lower() if isinstance(kind, str) else ""
        return _OTHER_PIECES.search(words) is not None

    def _holds_blocks(self, inner: Sequence[Any]) -> bool:
        """Whether most of some pieces have pieces of their own, or words that end as sentences do."""
        nodes = [node for node in inner if isinstance(node, dict)]
        deep = sum(isinstance(node.get(self.pieces), list) or bool(_rows(node)) for node in nodes)
        marked = sum("<p" in str(node.get(self.words, ""))[:400] for node in nodes)
        return 2 * max(deep, marked) >= max(1, len(nodes)) and bool(nodes)

    def _texts(self, value: Any, depth: int) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list) and depth < MAX_DEPTH:
            for item in value:
                yield from self._texts(item, depth + 1)
        elif isinstance(value, dict) and depth < MAX_DEPTH:
            said = value.get(self.words)
            if isinstance(said, str) and said:
                yield said
            else:
                yield from self._texts(value.get(self.pieces) or [], depth + 1)


def _rows(node: Mapping[str, Any]) -> list[str]:
    """The rows of a table that a node holds as lists of cells, as lines parted by tabs."""
    rows = next((node[key] for key in _ROWS if _is_rows(node.get(key))), None)
    if rows is None:
        return []
    head: list[Any] = next((node[key] for key in _HEADS if isinstance(node.get(key), list)), [])
    every = [[str(cell) for cell in row] for row in ([head] if head and not _is_rows(head) else []) + rows]
    return ["\t".join(clean_text(_MARKUP.sub("", cell)) for cell in row) for row in every]


def _is_rows(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) > 0
        and all(isinstance(row, list) and all(isinstance(cell, str | int | float) for cell in row) for row in value)
        and len({len(row) for row in value}) == 1
        and len(value[0]) > 1
    )


def _paragraphs(text: str) -> list[str]:
    parts = _ENDS.split(re.sub(r"<(script|style|figcaption)\b.*?</\1>", "", text, flags=re.DOTALL))
    return [line for part in parts if (line := clean_text(_MARKUP.sub("", part)))]


def _article(holder: Mapping[str, Any], lines: Sequence[str], titles: Sequence[str], state: Any) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": "Article", "articleBody": "\n".join(lines)}
    node["headline"] = _goes_by(holder, titles)
    moments = [
        seconds
        for key, value in holder.items()
        if isinstance(value, int) and not _CHANGED.search(key.lower())
        for seconds in (value, value // 1000)
        if FIRST_SECOND < seconds < LAST_SECOND
    ]
    if moments:
        node["datePublished"] = str(min(moments))
    people = next((value for key, value in holder.items() if _PEOPLE.match(_snake(key)) and value), None)
    if people is not None and (names := list(dict.fromkeys(_names(people, _entities(state))))):
        node["author"] = [{"@type": "Person", "name": name} for name in names]
    if any(_CLOSED.match(_snake(key)) and value is True for key, value in holder.items()):
        node[WALLED] = True
    return {key: value for key, value in node.items() if value != ""}


def _snake(key: Any) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(key)).lower()


def _entities(state: Any) -> dict[str, Mapping[str, Any]]:
    """The entities that a state keeps by a key of their own, or that state one."""
    found: dict[str, Mapping[str, Any]] = {}
    for holder in _holders(state):
        for key, value in holder.items():
            if isinstance(value, dict) and len(key) <= LONGEST_REFERENCE:
                found.setdefault(key, value)
        for key in ("id", "_id", "uid", "key"):
            if isinstance(holder.get(key), str | int):
                found.setdefault(str(holder[key]), holder)
    return found


def _names(value: Any, entities: Mapping[str, Mapping[str, Any]], depth: int = 0) -> Iterator[str]:
    """The names of people: as they are said, or of the entities that are referred to."""
    if depth > 3:
        return
    if isinstance(value, str | int):
        person = entities.get(str(value))
        if person is not None:
            yield from _names(person, entities, depth + 1)
        elif isinstance(value, str) and 2 < len(value) <= LONGEST_NAME and not re.search(r"[\d:/@_]", value):
            yield clean_text(value)
    elif isinstance(value, list):
        for item in value[:8]:
            yield from _names(item, entities, depth + 1)
    elif isinstance(value, dict):
        said = next((value[k] for k in value if _snake(k) in _NAME_KEYS and isinstance(value[k], str)), None)
        if said:
            yield clean_text(said)
        else:
            references = [value[key] for key in ("__ref", "ref", "id", "to") if isinstance(value.get(key), str | int)]
            yield from _names(references, entities, depth + 1)
