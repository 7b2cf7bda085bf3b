"""The facts stage's side of the store: what its rows are, what it reads, where they go, and the monthly tables."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, cast
from zoneinfo import ZoneInfo

from corpus.schema.sqlite_library import Database
from corpus.store.article_grids import stored_tables
from corpus.store.figure_records import (
    BELOW,
    ActivityReport,
    ArticleFacts,
    ArticleText,
    ExchangeRate,
    Figure,
    FigureCandidate,
    NamedMention,
    PriceQuote,
    ProductPlace,
    TradeFigure,
    Visit,
)  # fmt: skip
from corpus.store.presses import of_state
from corpus.store.progress import OLDEST_FIRST, mark_done
from corpus.times import parse_time

STAGE = "facts"
# A day in the news from Korea is a day of Korea's calendar.
KOREA = ZoneInfo("Asia/Seoul")


TABLES: dict[type[Figure], str] = {
    PriceQuote: "price_quotes",
    ExchangeRate: "exchange_rates",
    TradeFigure: "trade_figures",
    ActivityReport: "activity_reports",
    Visit: "visits",
}

_OF_CELLS = (PriceQuote, ExchangeRate, TradeFigure)  # of which one cell may hold several

_INPUT = "a.fingerprint || ' ' || coalesce(a.published, '')"
_RESOLVED = (
    f"select a.id, {_INPUT} from {{}} join articles a on {{}}"
    " join progress t on t.stage = 'tag' and t.article_id = a.id and t.input = a.fingerprint"
    " join progress r on r.stage = 'resolve' and r.article_id = a.id and r.input = t.version || ':' || t.input"
    " left join progress p on p.stage = 'facts' and p.article_id = a.id where {} order by {}"
)

# the articles that the log says may be pending, each asked for by its id
_WAITING = "(select article_id as id from waiting_articles where stage = 'facts') w"
_UNREAD = _RESOLVED.format(f"{_WAITING} cross", "a.id = w.id", f"p.input is not {_INPUT}", "a.id")


class Facts:
    """Readers and writers over an open corpus; each method may be called inside a transaction."""

    def __init__(self, db: Database) -> None:
        self.db = db

    # what is pending

    def pending(self) -> list[tuple[str, str]]:
        """(article, its input) for resolved articles whose text, date, names or resolution changed since they were
        read, by article id. Triggers take a changed article's row out of `progress`.
        """
        return self.db.execute(_UNREAD).fetchall()

    def outdated(self, *, version: str) -> list[tuple[str, str]]:
        """The same for articles that another version read, those read longest ago first."""
        read = f"p.input is {_INPUT} and p.version is not ?1"
        return self.db.execute(_RESOLVED.format("(select 1)", "true", read, OLDEST_FIRST), [version]).fetchall()

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
        used: Counter[str] = Counter()
        for figure in facts.figures:
            row = _row(figure)
            used[row["id"]] += 1
            if figure.table_row is not None and isinstance(figure, _OF_CELLS) and used[row["id"]] > 1:
                row["id"] += f"-{used[row['id']]}"  # a cell over two columns, or of two figures
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
        derived = (*TABLES.values(), "figure_candidates", "product_places")
        left = " or ".join(f"exists (select 1 from {table} where article_id = w.id)" for table in derived)
        select = f"select w.id from {_WAITING} left join articles a on a.id = w.id where a.id is null and ({left})"
        gone = [row[0] for row in self.db.execute(select).fetchall()]
        for key in gone:
            self._touch(key)
            for table in derived:
                self.db.execute(f"delete from {table} where article_id = ?", [key]).close()
        return len(gone)

    def forget_waiting(self) -> None:
        """Take out of the log what has been read as it is now, what is gone, and what waits for an earlier stage."""
        self.db.execute(
            f"delete from waiting_articles where stage = 'facts' and article_id not in (select id from ({_UNREAD}))"
        ).close()

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
        """Work the touched rows of `factory_activity` and `plant_panel` out of the reports and the visits again; how
        many plants and months they are of.

        Triggers touch them: a story's count of independent outlets changes without a word from its articles.
        """
        count = int(self.db.execute("select count(*) from touched_activity").fetchone()[0])
        if count:
            for table, rows in (("factory_activity", _ACTIVITY), ("plant_panel", _PANEL)):
                self.db.execute(
                    f"delete from {table} where (entity_id, month) in (select entity_id, month from touched_activity)"
                ).close()
                self.db.execute(f"insert into {table} {rows}").close()
            self.db.execute("delete from touched_activity").close()
        return count


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

# Within a story, no more reports are independent than outlets that bring this activity, nor than the story counts.
_ACTIVITY = f"""
select entity_id, month, kind, articles, stories, independent, {_FIRST.format("examples", EXAMPLES)} as examples from (
    select entity_id, month, kind, sum(articles) as articles, count(*) as stories, sum(independent) as independent,
        '[' || group_concat(examples) || ']' as examples
    from (
        select r.entity_id, r.month, r.kind, count(distinct r.article_id) as articles,
            min(count(distinct a.outlet), coalesce(s.independent, 1)) as independent,
            group_concat(distinct json_quote(json_extract(r.mentions, '$[0]'))) as examples
        from touched_activity n cross join activity_reports r on r.entity_id = n.entity_id and r.month = n.month
        join articles a on a.id = r.article_id left join stories s on s.id = a.story_id
        group by r.entity_id, r.month, r.kind, coalesce(a.story_id, a.id)
    ) group by entity_id, month, kind
)
"""


# a report's id leads to its sentence
_PANEL = f"""
select entity_id, month, kind,
    case when min(state) = 1 then 'state media' when max(state) = 0 then 'outside' else 'both' end,
    count(distinct case when state then article_id end), count(distinct case when not state then article_id end),
    count(distinct outlet),
    (select coalesce(json_group_array(product), '[]') from (select distinct lower(r.product) as product
        from activity_reports r where r.entity_id = t.entity_id and r.month = t.month and r.kind = t.kind
        and r.product is not null order by 1)),
    (select coalesce(json_group_array(visitor), '[]') from (select distinct v.visitor from visits v
        where t.kind = 'visit' and v.place_id = t.entity_id and substr(v.date, 1, 7) = t.month order by 1)),
    json_group_array(id)
from (
    select r.id, r.entity_id, r.month, r.kind, r.article_id, a.outlet, {of_state("o")} as state
    from touched_activity n cross join activity_reports r on r.entity_id = n.entity_id and r.month = n.month
    join articles a on a.id = r.article_id left join outlets o on o.id = a.outlet order by r.id
) t group by entity_id, month, kind
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
    "BELOW",
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
