"""What exporters read from: one moment of the corpus, row by row, all of it or what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.exporters.contexts import context, shorten
from corpus.exporters.meter import Meter
from corpus.exporters.tables import CONTEXT, Column, Table, row_key
from corpus.store.reader import Readable

Row = tuple[Any, ...]
_FIELDS = {"text": 0, "title": 1, "caption": 2}
# rows fetched at once
_BATCH = 2000
# what `Source.rows` takes as `where`, for the entities that people are shown
VISIBLE = "t.id in (select id from visible_entities)"
# (table, column) that quotes the article: shown where texts are left out, but no more than 25 words of it
_QUOTES = ("sentence", "quote", "context", "evidence")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One moment of a corpus, opened for reading.

    `tables` are those that are exported; `text` is whether other people's texts may go out; with `partial`, only
    the rows named in the temporary table `changed(tbl, key, change)` are read, unless a reader asks for all.
    """

    db: Readable
    data: Path
    tables: dict[str, Table]
    text: bool = True
    partial: bool = False
    meter: Meter = field(default_factory=Meter)

    def rows(
        self, name: str, *, where: str = "", values: Sequence[Any] = (), order: str = "", every: bool = False
    ) -> Iterator[Row]:
        """A table's rows as tuples in the order of its columns; in the order of their keys, unless `order` is given.

        `where` and `order` may name the table's columns by `t`. `every` reads the unchanged rows of a partial source
        too.
        """
        table = self.tables[name]
        columns = ", ".join(f"t.{column.name}" for column in table.columns if (name, column.name) != CONTEXT)
        conditions, given = ([where], list(values)) if where else ([], [])
        if self.partial and not every:
            conditions.append(f"{table.key_sql} in (select key from changed where tbl = ?)")
            given.append(name)
        sql = f"select {columns} from {name} t" + (f" where {' and '.join(conditions)}" if conditions else "")
        return self._read(table, f"{sql} order by {order or table.key_sql}", given)

    def months(self) -> list[str]:
        """The months of publication of articles ("2026-03", or "unknown"), for `rows_of_month`."""
        create = "create temp table article_months (month text, id text, primary key (month, id)) without rowid"
        self.db.execute(create).close()
        fill = "insert into article_months select coalesce(substr(published, 1, 7), 'unknown'), id from articles"
        self.db.execute(f"{fill} order by 1, 2").close()
        return [month for (month,) in self.db.execute("select distinct month from article_months").fetchall()]

    def rows_of_month(self, name: str, article: str, month: str) -> Iterator[Row]:
        """A table's rows whose `article` (the column with its id) was published in a month, in the order of their keys.

        The keys must begin with the article's id. So they come in order without being sorted, however many they are.
        """
        table = self.tables[name]
        columns = ", ".join(f"t.{column.name}" for column in table.columns if (name, column.name) != CONTEXT)
        sql = f"select {columns} from article_months month cross join {name} t on t.{article} = month.id"
        order, given = f"month.id, {table.key_sql}", [month]
        if self.partial:
            sql = sql.replace("cross join", "join")
            order, given = table.key_sql, [month, name]
        changed = f" and {table.key_sql} in (select key from changed where tbl = ?)" if self.partial else ""
        return self._read(table, f"{sql} where month.month = ?{changed} order by {order}", given)

    def _read(self, table: Table, sql: str, values: Sequence[Any]) -> Iterator[Row]:
        rows = batched(self.db, sql, values, on_rows=self.meter.add)
        return rows if self.text else self._without_text(table, rows)

    def _without_text(self, table: Table, rows: Iterator[Row]) -> Iterator[Row]:
        if table.name == CONTEXT[0]:
            return self._with_contexts(table, rows)
        quotes = [place for place, column in enumerate(table.names) if column in _QUOTES]
        return (_shortened(row, quotes) for row in rows) if quotes else rows

    def _with_contexts(self, table: Table, rows: Iterator[Row]) -> Iterator[Row]:
        """Mentions with their contexts; they come article by article, so each text is read once."""
        places = [table.names.index(name) for name in ("article_id", "field", "start", "end", "sent_start", "sent_end")]
        article, texts = None, ("", "", "")
        for row in rows:
            key, field, start, end, *sentence = (row[place] for place in places)
            if key != article:
                article = key
                texts = self.db.execute("select text, title, captions from articles where id = ?", [key]).fetchone()
            text = texts[_FIELDS[field]] if texts else ""
            yield (*row, context(text, start, end, sentence=(sentence[0], sentence[1])))

    def changes(self) -> Iterator[tuple[str, str, str, str | None]]:
        """(table, key, new or changed or gone, the id that stands for it now), in the order of table and key."""
        for table, key, change in batched(self.db, "select tbl, key, change from changed order by tbl, key"):
            yield table, key, change, self._successor(table, key) if change == "gone" else None

    def _successor(self, table: str, key: str) -> str | None:
        redirects = {"entities": "entity_redirects", "stories": "story_redirects"}.get(table)
        passed, found = {key}, None
        while redirects:
            row = self.db.execute(f"select successor_id from {redirects} where id = ?", [found or key]).fetchone()
            if row is None or row[0] in passed:
                break
            found = row[0]
            passed.add(found)
        return found


CHANGE_COLUMNS = (
    Column(name="table", type="string", meaning="The table"),
    Column(name="key", type="string", meaning="The row's id, or its key columns as a JSON list"),
    Column(name="change", type="string", meaning="new, changed or gone"),
    Column(name="successor_id", type="string", meaning="For what is gone because it was merged: what stands for it"),
)


def batched(
    db: Readable, sql: str, values: Iterable[Any] = (), *, on_rows: Callable[[int], None] | None = None
) -> Iterator[Row]:
    """The rows of a query, fetched in batches: memory stays flat and each row is cheap.

    `on_rows` is told of how many rows each batch was, when they are used.
    """
    cursor = db.execute(sql, list(values))
    while rows := cursor.fetchmany(_BATCH):
        yield from rows
        if on_rows:
            on_rows(len(rows))


def use_keys(db: Readable) -> None:
    """Make `row_key` known to a connection, which the order of composite keys needs."""
    db.conn.create_function("row_key", -1, row_key, deterministic=True)


def _shortened(row: Row, quotes: Sequence[int]) -> Row:
    values = list(row)
    for place in quotes:
        values[place] = shorten(values[place]) if isinstance(values[place], str) else values[place]
    return tuple(values)
