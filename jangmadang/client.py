"""A client of the desk's JSON, with the records that the corpus is read with: `Desk("http://127.0.0.1:8001")`."""

from __future__ import annotations

import dataclasses
import json
import types
import urllib.error
import urllib.request
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from urllib.parse import quote, urlencode

from corpus.read.article import ArticleView
from corpus.read.brief import Brief
from corpus.read.compared import Comparison
from corpus.read.desk_documents import (
    ENDPOINTS,
    ChangesDocument,
    FiguresDocument,
    FollowedDocument,
    GoodsDocument,
    PlantsDocument,
    SearchDocument,
    StorylineDocument,
    TogetherDocument,
)
from corpus.read.entity import Profile
from corpus.read.entity_index import EntityIndex
from corpus.read.event import EventRow, EventView
from corpus.read.network import Network
from corpus.read.stats import Stats
from corpus.read.story import StoryView
from corpus.search.screening import Screened

Answer = TypeVar("Answer")
_BY_NAME = {endpoint.name: endpoint for endpoint in ENDPOINTS}


class Refused(Exception):
    """The desk did not answer: `status` is HTTP's, the message what it said."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Desk:
    """The questions of `/openapi.json`, one method each; parameters are those of the addresses, `in_`, `with_` and
    `from_` for words of Python's. A list asks for several. Each raises Refused.
    """

    def __init__(self, address: str = "http://127.0.0.1:8001", *, timeout: float = 30.0) -> None:
        self._address = address.rstrip("/")
        self._timeout = timeout

    def search(self, q: str = "", **asked: Any) -> SearchDocument:
        """Articles that match, with the sentences that do."""
        return self._ask("search", SearchDocument, {"q": q, **asked})

    def entities(self, **asked: Any) -> EntityIndex:
        """Things named, with counts, first and last."""
        return self._ask("entities", EntityIndex, asked)

    def entity(self, key: str) -> Profile:
        """Everything known of a thing, by its id or a name of it in any script."""
        return self._ask("entity", Profile, {}, key=key)

    def article(self, key: str) -> ArticleView:
        """An article with its names, story and edits."""
        return self._ask("article", ArticleView, {}, key=key)

    def story(self, key: str) -> StoryView:
        """A story: near-copies of one text, and how they relate."""
        return self._ask("story", StoryView, {}, key=key)

    def event(self, key: str) -> EventView:
        """An event: the stories that tell one happening."""
        return self._ask("event", EventView, {}, key=key)

    def events(self, **asked: Any) -> tuple[EventRow, ...]:
        """Events, those of most independent reports first."""
        return self._ask("events", tuple[EventRow, ...], asked)

    def plants(self, **asked: Any) -> PlantsDocument:
        """Plants: where, first and last, reports, activity; `makes` asks for the makers of a good."""
        return self._ask("plants", PlantsDocument, asked)

    def prices(self, **asked: Any) -> FiguresDocument:
        """What goods cost, each with who tells it."""
        return self._ask("prices", FiguresDocument, asked)

    def rates(self, **asked: Any) -> FiguresDocument:
        """What foreign money cost in won."""
        return self._ask("rates", FiguresDocument, asked)

    def trade(self, **asked: Any) -> FiguresDocument:
        """What North Korea traded, the flow seen from the North."""
        return self._ask("trade", FiguresDocument, asked)

    def visits(self, **asked: Any) -> FiguresDocument:
        """Who visited what, with whom."""
        return self._ask("visits", FiguresDocument, asked)

    def goods(self, **asked: Any) -> GoodsDocument:
        """What is made, sold or shipped where."""
        return self._ask("goods", GoodsDocument, asked)

    def together(self, of: str, with_: str, **asked: Any) -> TogetherDocument:
        """The sentences that name two things."""
        return self._ask("together", TogetherDocument, {"of": of, "with": with_, **asked})

    def storyline(self, key: str, **asked: Any) -> StorylineDocument:
        """The events about a thing as lines in time."""
        return self._ask("storyline", StorylineDocument, asked, key=key)

    def storylines(self, **asked: Any) -> FollowedDocument:
        """What several events of late are about."""
        return self._ask("storylines", FollowedDocument, asked)

    def compare(self, *of: str, **asked: Any) -> Comparison:
        """Up to six things or searches by month."""
        return self._ask("compare", Comparison, {"of": list(of), **asked})

    def network(self, key: str) -> Network:
        """Who is named with whom."""
        return self._ask("network", Network, {}, key=key)

    def changes(self, **asked: Any) -> ChangesDocument:
        """Articles edited or withdrawn after publication, and how many pages were seen again."""
        return self._ask("changes", ChangesDocument, asked)

    def stats(self) -> Stats:
        """What the corpus holds."""
        return self._ask("stats", Stats, {})

    def brief(self, **asked: Any) -> Brief:
        """What is new in some days."""
        return self._ask("brief", Brief, asked)

    def screen(self, text: str) -> Screened:
        """What a text or a list names; nothing is stored."""
        return self._ask("screen", Screened, {}, sent=text)

    def _ask(
        self, name: str, kind: type[Answer], asked: dict[str, Any], *, key: str = "", sent: str | None = None
    ) -> Answer:
        path = _BY_NAME[name].path.replace("{id}", quote(key, safe="/~."))
        pairs = [
            (parameter.rstrip("_"), str(each))
            for parameter, value in asked.items()
            for each in (value if isinstance(value, (list, tuple)) else [value])
            if each not in (None, "")
        ]
        address = f"{self._address}{path}{'?' + urlencode(pairs) if pairs else ''}"
        body = None if sent is None else sent.encode()
        request = urllib.request.Request(address, body, {"Content-Type": "text/plain"} if body is not None else {})
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                return read_as(kind, json.load(answer))
        except urllib.error.HTTPError as error:
            with error:
                raise Refused(error.code, _said(error.read())) from error


def _said(body: bytes) -> str:
    """What a refusal says, or its first words where it is a page."""
    try:
        return str(json.loads(body)["error"])
    except (ValueError, KeyError, TypeError):
        return body.decode("utf-8", "replace").strip()[:200]


def read_as(kind: type[Answer], value: Any) -> Answer:
    """A value of JSON as a type: lists as tuples, objects as records. What a newer desk has more is passed over.

    Raises:
        TypeError: a record's field is missing.
    """
    return cast("Answer", _read(kind, value))


def _read(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if value is None or kind is Any:
        return value
    if origin in (Union, types.UnionType):
        return _read(next(each for each in inner if each is not type(None)), value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        fields = [field.name for field in dataclasses.fields(kind) if field.name in value]
        return kind(**{name: _read(hints[name], value[name]) for name in fields})
    if origin is tuple and inner[-1] is Ellipsis:
        return tuple(_read(inner[0], each) for each in value)
    if origin is tuple:
        return tuple(_read(part, each) for part, each in zip(inner, value, strict=True))
    if origin is list:
        return [_read(inner[0], each) for each in value]
    if origin is dict:
        return {key: _read(inner[1], each) for key, each in value.items()}
    return value
