"""What the facts stage reads of an article, and the figures that it stores: the records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from corpus.records import Table


class ArticleText(TypedDict):
    """What is read of an article; `day` is its day of publication in Korea (None: unknown)."""

    id: str
    title: str
    text: str
    caption: str
    language: str
    day: dt.date | None
    tables: NotRequired[tuple[Table, ...]]


class NamedMention(TypedDict):
    """A mention with what is known of its entity."""

    id: str
    field: str
    start: int
    end: int
    text: str
    label: str
    sent_start: int
    sent_end: int
    entity_id: str | None
    country: str | None
    kind: str | None
    hs_code: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """Where a figure stands: `start` and `end` bound its words in the article's `field`, `sent_start` and `sent_end`
    its sentence; `mentions` are the ids of the names it rests on. `date` and `date_end` (inclusive) bound the time it
    is of; `date_source` is "sentence", "article" (another sentence), "published" where nothing names a time, or "none".
    A figure of a table has its line for a sentence, and stands in the cell `table_row`, `table_column` of the article's
    table `table_position`; its `date_source` is "table", "article" (the lines around the table) or "published".
    `said_by` is whose figure it is, `score` how sure it is (0 to 1; None where only a rule or a table of plants told
    it), `evidence` the sentences that its slots come from, as (field, start, end).
    """

    article_id: str
    field: str
    start: int
    end: int
    sent_start: int
    sent_end: int
    mentions: tuple[str, ...]
    date: dt.date | None
    date_end: dt.date | None
    date_source: str
    table_position: int | None = None
    table_row: int | None = None
    table_column: int | None = None
    said_by: str | None = None
    score: float | None = None
    evidence: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceQuote(Figure):
    """`price` (to `price_high` in a range) in `currency` (ISO 4217) for `quantity` `unit`s of a commodity in a place.

    `kind` is "market" or "state"; `qualifier` is "", "about", "over" or "under".
    """

    commodity_id: str | None
    commodity: str
    place_id: str | None
    place: str | None
    price: float
    price_high: float | None
    currency: str
    quantity: float | None
    unit: str | None
    kind: str
    qualifier: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ExchangeRate(Figure):
    """`rate` (to `rate_high` in a range) units of `quote` for one of `base` (ISO 4217), as "market" or "official"."""

    base: str
    quote: str
    place_id: str | None
    place: str | None
    rate: float
    rate_high: float | None
    kind: str
    qualifier: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TradeFigure(Figure):
    """`amount` in `unit` (a currency in ISO 4217, "t", "kg", "L", "barrel") of a good, in a period.

    `flow` is seen from North Korea: "export", "import", or "trade" for both; no partner: with all the world.
    """

    flow: str
    partner_id: str | None
    partner: str | None
    good_id: str | None
    good: str | None
    amount: float
    unit: str
    qualifier: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityReport(Figure):
    """What is reported of a plant: `kind` is production, plan-fulfilled, construction, modernisation, commissioning,
    visit, halt, accident or export. `product` and `amount` ("640 t", "109%") where they are told; `status` is "now", or
    "history" for what is told of an earlier year.
    """

    entity_id: str | None
    plant: str
    kind: str
    month: str | None
    product: str | None = None
    amount: str | None = None
    status: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit(Figure):
    """Who went to a place: `companions` in the order of the text, `kind` as the text calls it, `status` as above."""

    visitor: str
    companions: tuple[str, ...]
    place_id: str | None
    place: str
    kind: str
    status: str


BELOW = "score below the threshold"  # why a figure that no rule refused was not published


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureCandidate:
    """What might be a figure and was not published: its `reason`, its score, and the slots found for it."""

    field: str
    start: int
    end: int
    kind: str
    reason: str
    score: float
    slots: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProductPlace:
    """How often goods of one HS chapter are named in sentences with one place ("": with none) in an article."""

    place_id: str
    chapter: str
    mentions: int
    example: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleFacts:
    """All that was read from one article. `input` is what it was read from; `month` is the month it came out in."""

    article_id: str
    input: str
    month: str | None
    figures: tuple[Figure, ...]
    products: tuple[ProductPlace, ...]
    candidates: tuple[FigureCandidate, ...] = ()
