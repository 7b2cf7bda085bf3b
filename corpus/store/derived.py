"""The facts stage's side of the store: what its rows are, what it reads, where they go, and the monthly tables."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, NotRequired, TypedDict, cast
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from corpus.records import Table
from corpus.store.article_grids import stored_tables
from corpus.store.progress import OLDEST_FIRST, mark_done
from corpus.times import parse_time

STAGE = "facts"
# A day in the news from Korea is a day of Korea's calendar.
KOREA = ZoneInfo("Asia/Seoul")


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
    `said_by` is whose figure it is, `score` how sure it is (0 to 1; None where only a rule or a table told it),
    `evidence` the sentences that its slots come from, as (field, start, end).
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


TABLES: dict[type[Figure], str] = {
    PriceQuote: "price_quotes",
    ExchangeRate: "exchange_rates",
    TradeFigure: "trade_figures",
    ActivityReport: "activity_reports",
    Visit: "visits",
}


_INPUT = "a.fingerprint || ' ' || coalesce(a.published, '')"
_RESOLVED = (
    f"select a.id, {_INPUT} from articles a"
    " join progress t on t.stage = 'tag' and t.article_id = a.id and t.input = a.fingerprint"
    " join progress r on r.stage = 'resolve' and r.article_id = a.id and r.input = t.version || ':' || t.input"
    " left join progress p on p.stage = 'facts' and p.article_id = a.id where {} order by {}"
)


class Facts:
    """Readers and writers over an open corpus; each method may be called inside a transaction."""

    def __init__(self, db: Database) -> None:
        self.db = db

    # what is pending

    def pending(self) -> list[tuple[str, str]]:
        """(article, its input) for resolved articles whose text, date, names or resolution changed since they were
        read, by article id. Triggers take a changed article's row out of `progress`.
        """
        return self.db.execute(_RESOLVED.format(f"p.input is not {_INPUT}", "a.id")).fetchall()

    def outdated(self, *, version: str) -> list[tuple[str, str]]:
        """The same for articles that another version read, those read longest ago first."""
        read = f"p.input is {_INPUT} and p.version is not ?1"
        return self.db.execute(_RESOLVED.format(read, OLDEST_FIRST), [version]).fetchall()

    def article(self, key: str) -> ArticleText:
        """What the stage reads of an article."""
        select = "select id, title, text, captions, language, published from articles where id = ?"
        key, title, text, caption, language, published = self.db.execute(select, [key]).fetchone()
        return ArticleText(
            id=key,
            title=title,
            text=text,
            caption=caption,
            language=language,
            day=day_in_korea(published),
            tables=stored_tables(self.db, key),
        )

    def names(self, key: str) -> list[NamedMention]:
        """An article's mentions in the order of the text."""
        rows = self.db.query(
            "select m.id, m.field, m.start, m.end, m.text, m.label, m.sent_start, m.sent_end, m.entity_id,"
            " e.country, e.kind, e.hs_code from mentions m left join entities e on e.id = m.entity_id"
            " where m.article_id = ? order by m.field, m.start",
            [key],
        )
        return cast("list[NamedMention]", list(rows))

    # writing

    def save(self, facts: ArticleFacts, *, version: str) -> None:
        """Make these the article's facts, note the months they change, and that the stage is done with it."""
        key = facts.article_id
        for table in TABLES.values():
            self.db.execute(f"delete from {table} where article_id = ?", [key]).close()
        for figure in facts.figures:
            row = _row(figure)
            columns, places = ", ".join(row), ", ".join(f":{column}" for column in row)
            self.db.execute(f"insert or replace into {TABLES[type(figure)]}({columns}) values ({places})", row).close()
        self._save_candidates(key, facts.candidates)
        self._touch(key)
        self.db.execute("delete from product_places where article_id = ?", [key]).close()
        self.db.conn.executemany(
            "insert into product_places values (?, ?, ?, ?, ?, ?)",
            [
                (key, facts.month, product.place_id, product.chapter, product.mentions, product.example)
                for product in facts.products
                if facts.month
            ],
        )
        self._touch(key)
        mark_done(self.db, STAGE, [(key, facts.input)], version=version)

    def _save_candidates(self, key: str, candidates: Iterable[FigureCandidate]) -> None:
        self.db.execute("delete from figure_candidates where article_id = ?", [key]).close()
        self.db.conn.executemany(
            "insert or ignore into figure_candidates values (?, ?, ?, ?, ?, ?, ?, ?)",
            [(key, c.field, c.start, c.end, c.kind, c.reason, c.score, c.slots) for c in candidates],
        )

    def drop_orphans(self) -> int:
        """Forget the facts of articles that are no more; how many articles that were."""
        gone = [
            row[0]
            for row in self.db.execute(
                " union ".join(
                    f"select article_id from {table} where article_id not in (select id from articles)"
                    for table in (*TABLES.values(), "figure_candidates", "product_places")
                )
            ).fetchall()
        ]
        for key in gone:
            self._touch(key)
            for table in (*TABLES.values(), "figure_candidates", "product_places"):
                self.db.execute(f"delete from {table} where article_id = ?", [key]).close()
        return len(gone)

    def _touch(self, key: str) -> None:
        """Note the rows of `product_mentions` that an article counts in."""
        self.db.execute(
            "insert or ignore into touched_products select month, place_id, chapter from product_places"
            " where article_id = ?",
            [key],
        ).close()

    # the monthly tables

    def refresh_products(self) -> int:
        """Work the touched rows of `product_mentions` out again; how many they were."""
        keys = "(select month, place_id, chapter from touched_products)"
        count = int(self.db.execute(f"select count(*) from {keys}").fetchone()[0])
        if not count:
            return 0
        self.db.execute(f"delete from product_mentions where (month, place_id, chapter) in {keys}").close()
        self.db.execute(f"insert into product_mentions {_PRODUCTS}").close()
        self.db.execute("delete from touched_products").close()
        return count

    def refresh_activity(self) -> int:
        """Work `factory_activity` out of the reports, and change the rows that differ; how many rows it has.

        All of it, each time: a story's count of independent outlets changes without a word from its articles.
        """
        self.db.execute("drop table if exists temp.activity_now").close()
        self.db.execute(f"create temp table activity_now as {_ACTIVITY}").close()
        same = " and ".join(f"f.{column} is n.{column}" for column in _ACTIVITY_COLUMNS)
        self.db.execute(
            "delete from factory_activity as f where not exists (select 1 from temp.activity_now n where " + same + ")"
        ).close()
        self.db.execute("insert or ignore into factory_activity select * from temp.activity_now").close()
        self.db.execute("drop table temp.activity_now").close()
        return int(self.db.execute("select count(*) from factory_activity").fetchone()[0])


EXAMPLES = 5


# the first examples by id: the same in whatever order rows were written
_FIRST = "(select json_group_array(value) from (select distinct value from json_each({}) order by value limit {}))"
_PRODUCTS = f"""
select month, place_id, chapter, mentions, articles, stories, {_FIRST.format("examples", EXAMPLES)} from (
    select t.month, t.place_id, t.chapter, sum(p.mentions) as mentions, count(*) as articles,
        count(distinct coalesce(a.story_id, a.id)) as stories, json_group_array(p.example) as examples
    from touched_products t join product_places p using (month, place_id, chapter)
    join articles a on a.id = p.article_id group by t.month, t.place_id, t.chapter
)
"""

_ACTIVITY_COLUMNS = ("entity_id", "month", "kind", "articles", "stories", "independent", "examples")
# Within a story, no more reports are independent than outlets that bring this activity, nor than the story counts.
_ACTIVITY = f"""
select entity_id, month, kind, articles, stories, independent, {_FIRST.format("examples", EXAMPLES)} as examples from (
    select entity_id, month, kind, sum(articles) as articles, count(*) as stories, sum(independent) as independent,
        '[' || group_concat(examples) || ']' as examples
    from (
        select r.entity_id, r.month, r.kind, count(distinct r.article_id) as articles,
            min(count(distinct a.outlet), coalesce(s.independent, 1)) as independent,
            group_concat(distinct json_quote(json_extract(r.mentions, '$[0]'))) as examples
        from activity_reports r join articles a on a.id = r.article_id left join stories s on s.id = a.story_id
        where r.entity_id is not null and r.month is not null
        group by r.entity_id, r.month, r.kind, coalesce(a.story_id, a.id)
    ) group by entity_id, month, kind
)
"""


def day_in_korea(published: str | None) -> dt.date | None:
    """The day of a stored time in Korea's calendar."""
    return parse_time(published).astimezone(KOREA).date() if published else None


def _row(figure: Figure) -> dict[str, Any]:
    """A figure as its table has it, with its id."""
    row: dict[str, Any] = {"id": _figure_id(figure)}
    for column in fields(figure):
        value = getattr(figure, column.name)
        if isinstance(value, dt.date):
            value = value.isoformat()
        row[column.name] = json.dumps(value) if isinstance(value, tuple) else value
    return row


def _figure_id(figure: Figure) -> str:
    """The article's id and where the figure's words stand in it; the plant's mention and the kind of an activity."""
    if isinstance(figure, ActivityReport):  # one verb may tell of two plants, and two verbs of one
        return f"{figure.article_id}-{figure.field}{figure.start}-{figure.kind}-{figure.entity_id or figure.plant}"
    if isinstance(figure, Visit):
        return f"{figure.article_id}-{figure.field}{figure.start}-{figure.visitor}"
    return f"{figure.article_id}-{figure.field}{figure.start}"


def figures_found(figures: Iterable[Figure]) -> list[str]:
    """The table of each figure, for a report's counts."""
    return [TABLES[type(figure)] for figure in figures]


__all__: Sequence[str] = (
    "ActivityReport",
    "ArticleFacts",
    "ArticleText",
    "ExchangeRate",
    "Facts",
    "Figure",
    "FigureCandidate",
    "NamedMention",
    "PriceQuote",
    "ProductPlace",
    "TradeFigure",
    "Visit",
    "day_in_korea",
    "figures_found",
)  # fmt: skip
