"""What the desk answers programs with, where that is more than one record; and what each address takes and gives.

The table ENDPOINTS is the one place: `/openapi.json` is made of it, and the client in Python reads answers by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.labels import LABELS
from corpus.read.article import ArticleView
from corpus.read.brief import Brief
from corpus.read.compared import Comparison
from corpus.read.edits import Change
from corpus.read.entity import Entity, Profile
from corpus.read.entity_index import NO_COUNTRY, STATUSES, EntityIndex
from corpus.read.event import EventRow, EventView
from corpus.read.goods_places import GoodsRow
from corpus.read.network import Network
from corpus.read.observations import ObservationQuery, Report
from corpus.read.plants import Factories, Factory
from corpus.read.seen_again import SeenAgain
from corpus.read.stats import Stats
from corpus.read.story import StoryView
from corpus.read.storyline import Followed, Storyline
from corpus.read.together import SharedSentence
from corpus.search.facets import Facet
from corpus.search.hits import Results
from corpus.search.query import FACETS
from corpus.search.screening import Screened
from corpus.search.suggestions import Suggestion


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchDocument(Results):
    """A page of results: the address that shows the same, its number, and the facets' counts by facet."""

    address: str
    page: int
    facets: dict[str, tuple[Facet, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlantsDocument(Factories):
    """Plants, and the makers of the good asked for that are `silent`: of which nothing of the time and kind asked for
    was read. That does not say that they made nothing.
    """

    silent: tuple[Factory, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesDocument:
    """Edits and withdrawals, and how many pages were seen again: of the others no change can have been noticed. `seen`
    is null where there is no archive of pages.
    """

    changes: tuple[Change, ...]
    seen: SeenAgain | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldObservation:
    """A figure: the columns of its kind, the things that it is of, its reports, and the outlets that tell it."""

    values: dict[str, Any]
    subject: str
    subject_id: str | None
    place: str
    place_id: str | None
    reports: tuple[Report, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FiguresDocument:
    """Prices, rates, trade or visits, and the query as it was understood."""

    query: ObservationQuery
    observations: tuple[ToldObservation, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GoodsDocument:
    """Goods and places; in how many articles, the newest, it was looked for what sentences say; goods with the words of
    the one asked for in a longer name.
    """

    goods: tuple[GoodsRow, ...]
    looked_through: int
    near: tuple[Suggestion, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TogetherDocument:
    """The sentences that name two things; `with` is a word of Python's, and so stands under `other`."""

    of: Entity
    other: Entity
    sentences: tuple[SharedSentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StorylineDocument:
    """The storylines of a thing, at most `days` from one event to the next."""

    entity: Entity
    days: int
    lines: tuple[Storyline, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowedDocument:
    """What several events of the `days` up to `until` are about."""

    until: str
    days: int
    followed: tuple[Followed, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """A parameter of an address: "string" or "integer"; one that may stand several times is `many`."""

    name: str
    meaning: str
    kind: str = "string"
    many: bool = False
    required: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """An address: `{id}` stands for an id, `answer` is the type of what comes back; with `posts` a text is sent."""

    name: str
    path: str
    summary: str
    answer: Any
    parameters: tuple[Parameter, ...] = ()
    posts: bool = False


def _p(name: str, meaning: str, **more: Any) -> Parameter:
    return Parameter(name=name, meaning=meaning, **more)


SINCE = _p("since", "the first day, month or year: 2026-03-31, 2026-03, 2026")
UNTIL = _p("until", "the last one, included")
PAGE = _p("page", "the page, from 1", kind="integer")
LABEL = _p("label", f"one of {', '.join(LABELS)}")
_FIGURES = (_p("of", "the good, money or visitor: a name or an id"), _p("in", "the place or plant"), SINCE, UNTIL)

ENDPOINTS = (
    Endpoint(
        name="search", path="/search.json", summary="Articles that match, with the sentences that do.",
        answer=SearchDocument,
        parameters=(
            _p("q", 'words, "a phrase", prefix*, OR, NOT, parentheses; a known name finds the thing'),
            *(_p(facet, f"with this {facet}", many=True) for facet in FACETS),
            *(_p(f"not.{facet}", f"without this {facet}", many=True) for facet in FACETS),
            SINCE, UNTIL, PAGE, _p("sort", "relevance, else the newest first"),
            _p("fold", "no: copies of one text stand each for themselves", values=("no",)),
        ),
    ),
    Endpoint(
        name="entities", path="/entities.json", summary="Things named, with counts, first and last.",
        answer=EntityIndex,
        parameters=(
            LABEL, _p("kind", "of this kind"), _p("country", f"ISO 3166 alpha-2; {NO_COUNTRY}: of which none is known"),
            _p("status", "provisional: those that the knowledge base does not have", values=STATUSES),
            _p("name", "words in a name"),
            _p("with", "named with this thing: a name or an id"),
            _p("within", "one sentence, paragraph or article", values=("sentence", "paragraph", "article")),
            _p("least", "with another thing: named together in so many stories at least", kind="integer"),
            SINCE, UNTIL, _p("new", "yes: those first named in that time", values=("yes",)), _p("sort", "a column"),
            PAGE,
        ),
    ),
    Endpoint(
        name="entity", path="/entity/{id}.json", summary="Everything known of a thing.", answer=Profile,
    ),
    Endpoint(
        name="article", path="/article/{id}.json", summary="An article with its names, story and edits.",
        answer=ArticleView,
    ),
    Endpoint(
        name="story", path="/story/{id}.json", summary="A story: near-copies of one text, and how they relate.",
        answer=StoryView,
    ),
    Endpoint(
        name="event", path="/event/{id}.json", summary="An event: the stories that tell one happening.",
        answer=EventView,
    ),
    Endpoint(
        name="events", path="/events.json", summary="Events, those of most independent reports first.",
        answer=tuple[EventRow, ...],
        parameters=(
            _p("stories", "told by so many stories at least", kind="integer"),
            _p("independent", "with so many independent reports at least", kind="integer"),
            _p("entity", "naming this entity (an id)"),
            SINCE, UNTIL, _p("sort", "newest: the newest first", values=("newest",)), PAGE,
        ),
    ),
    Endpoint(
        name="plants", path="/plants.json", summary="Plants: where, first and last, reports, activity.",
        answer=PlantsDocument,
        parameters=(
            _p("makes", "known or reported to make this good"), _p("kind", "of this kind"),
            _p("place", "in this place (an id)"),
            _p("activity", "of which this was reported"), _p("name", "words in a name"), SINCE, UNTIL,
            _p("new", "yes: first named in that time", values=("yes",)), _p("unnamed", "yes: those never named too"),
            _p("sort", "a column"), PAGE,
        ),
    ),
    *(
        Endpoint(name=kind, path=f"/{kind}.json", summary=summary, answer=FiguresDocument, parameters=parameters)
        for kind, summary, parameters in (
            ("prices", "What goods cost, each with who tells it.", _FIGURES),
            ("rates", "What foreign money cost in won.", _FIGURES),
            ("trade", "What North Korea traded, the flow seen from the North.", _FIGURES),
            (
                "visits", "Who visited what, with whom.",
                (*_FIGURES, _p("with", "with this companion"), _p("plants", "yes: to plants alone", values=("yes",))),
            ),
        )
    ),
    Endpoint(
        name="goods", path="/goods.json", summary="What is made, sold or shipped where.", answer=GoodsDocument,
        parameters=(
            _p("of", "the good"), _p("in", "the place, with all that lies in it"),
            _p("relation", "one of these", values=("makes", "comes from", "sells", "ships")), SINCE, UNTIL,
        ),
    ),
    Endpoint(
        name="together", path="/together.json", summary="The sentences that name two things.", answer=TogetherDocument,
        parameters=(
            _p("of", "a thing: an id or a name", required=True), _p("with", "the other", required=True), SINCE, UNTIL,
        ),
    ),
    Endpoint(
        name="storyline", path="/storyline/{id}.json", summary="The events about a thing as lines in time.",
        answer=StorylineDocument, parameters=(_p("days", "7 or 30", kind="integer"),),
    ),
    Endpoint(
        name="storylines", path="/storylines.json", summary="What several events of late are about.",
        answer=FollowedDocument, parameters=(_p("days", "7 or 30", kind="integer"), LABEL),
    ),
    Endpoint(
        name="compare", path="/compare.json", summary="Up to six things or searches by month.", answer=Comparison,
        parameters=(
            _p("of", 'a name, an id or "search: words"', many=True), _p("by", "what is counted"),
            _p("since", "the first month: 2026-03"), _p("until", "the last month"),
        ),
    ),
    Endpoint(
        name="network", path="/network/{id}.json", summary="Who is named with whom.", answer=Network,
        parameters=(_p("with", "another centre (an id)", many=True), _p("label", "of this label", many=True)),
    ),
    Endpoint(
        name="changes", path="/changes.json", summary="Articles edited or withdrawn after publication.",
        answer=ChangesDocument,
        parameters=(
            _p("outlet", "of this outlet"), _p("press", "of this press", values=("state media", "outside")),
            _p("entity", "naming this thing"), _p("kind", "edited or withdrawn", values=("edited", "withdrawn")),
            _p("side", "with names that", values=("appeared", "vanished")), LABEL, SINCE, UNTIL,
        ),
    ),
    Endpoint(name="stats", path="/stats.json", summary="What the corpus holds.", answer=Stats),
    Endpoint(
        name="brief", path="/brief.json", summary="What is new in some days.", answer=Brief,
        parameters=(_p("days", "how many", kind="integer"), _p("until", "the last day")),
    ),
    Endpoint(
        name="screen", path="/screen.json", summary="What a text or a list names; nothing is stored.", answer=Screened,
        posts=True,
    ),
)  # fmt: skip
